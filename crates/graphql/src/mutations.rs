//! Every command as a mutation, by its own name.
//!
//! A command is listed once; its input type is the command itself, so a new one costs one line
//! here. History is imported by the program, not by the API.

use async_graphql::{Context, MergedObject, Object, Result};
use domain::id::CommandId;
use domain::{
    Command, Moment, activity, ambassadorship, appeal, asset, assignment, budget, campaign, care,
    circle, contest, contribution, duty, gathering, insight, koc, mentorship, operator, payout,
    perk, piece, policy, privacy, programme, project, publication, recognition, reward, support,
    task, team, todo, vehicle,
};
use engine::{CommandError, Request};

use crate::acting::{self, ActFor};
use crate::fault::{FaultCode, fault};
use crate::payload::CommandPayload;
use crate::scalars::Long;
use crate::session::Session;

/// What the sender says beside the command itself.
struct Sending {
    command_id: CommandId,
    act_for: Option<ActFor>,
    occurred_at: Option<Moment>,
    expected_version: Option<Long>,
    validate_only: bool,
}

macro_rules! mutations {
    ($($part:ident $of:literal {
        $($family:ident { $($field:ident($module:ident::$command:ident) $about:literal;)* })*
    })*) => {
        /// Every command. The same `commandId` is never carried out twice; `validateOnly` says
        /// what would happen and records nothing; `expectedVersion` refuses what was decided on
        /// an old look; `actFor` says on whose behalf an administrator acts. 所有命令:同一
        /// commandId 只执行一次;validateOnly 只预演;expectedVersion 防止基于旧数据的修改;
        /// actFor 表示管理员代谁操作。
        #[derive(MergedObject, Default)]
        pub(crate) struct Mutation($($part,)*);

        $(
            #[doc = $of]
            #[derive(MergedObject, Default)]
            pub(crate) struct $part($($family,)*);

            $(family!($family { $($field($module::$command) $about;)* });)*
        )*
    };
}

// One type a family of commands: what answers all of a type is one function to the compiler, and
// one of all commands took it longer than everything else together.
macro_rules! family {
    ($family:ident { $($field:ident($module:ident::$command:ident) $about:literal;)* }) => {
        #[derive(Default)]
        pub(crate) struct $family;

        #[Object]
        impl $family {
            $(
                #[doc = $about]
                #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
                async fn $field(
                    &self,
                    ctx: &Context<'_>,
                    #[graphql(desc = "What is asked. 命令内容。")]
                    input: $module::command::$command,
                    #[graphql(desc = "The sender's own id of it, a UUID. 调用方给出的唯一编号(UUID)。")]
                    command_id: CommandId,
                    #[graphql(desc = "On whose behalf; for administrators. 代谁操作,仅限管理员。")]
                    act_for: Option<ActFor>,
                    #[graphql(desc = "When it happened; now if not given. 发生时间,默认现在。")]
                    occurred_at: Option<Moment>,
                    #[graphql(desc = "The version of the stream the sender saw. 调用方所见的版本。")]
                    expected_version: Option<Long>,
                    #[graphql(desc = "Decide, record nothing. 仅预演。", default)]
                    validate_only: bool,
                ) -> Result<CommandPayload> {
                    let sending = Sending {
                        command_id, act_for, occurred_at, expected_version, validate_only,
                    };
                    send(ctx, input.into(), sending).await
                }
            )*
        }
    };
}

mutations! {
    MemberCommands "Of members and their standing. 成员。" {
        ProgrammeMutations {
            create_programme(programme::CreateProgramme) "Founds the programme; one log holds one. 创建项目。";
            go_live(programme::GoLive) "Ends the set-up: from here on people act. 项目正式运行。";
            change_programme_limits(programme::ChangeProgrammeLimits) "Sets the programme's limits, all at once. 调整项目限额。";
            set_matching_weights(programme::SetMatchingWeights) "Says how much each part of a match counts. 设定匹配权重。";
            extend_vocabulary(programme::ExtendVocabulary) "Adds a word to the vocabulary. 词汇表新增词条。";
            retire_term(programme::RetireTerm) "Takes a word out of use. 停用词条。";
            publish_consent_text(programme::PublishConsentText) "Publishes the text of a consent. 发布同意书文本。";
            freeze_programme(programme::FreezeProgramme) "Stops all but reading. 冻结项目。";
            unfreeze_programme(programme::UnfreezeProgramme) "Lets the programme go on. 解除冻结。";
        }
        PolicyMutations {
            draft_tier_policy(policy::DraftTierPolicy) "Writes down a policy version. 起草等级政策。";
            open_policy_consultation(policy::OpenPolicyConsultation) "Puts a draft up for discussion. 就政策草案征求意见。";
            withdraw_policy_draft(policy::WithdrawPolicyDraft) "Takes a draft back. 撤回政策草案。";
            publish_tier_policy(policy::PublishTierPolicy) "Puts a drafted version into force; needs a second person. 发布等级政策,须他人审批。";
        }
        OperatorMutations {
            add_operator(operator::AddOperator) "Adds a member of the brand's team. 新增运营人员。";
            grant_role(operator::GrantRole) "Lets a member of the team act in one more role. 授予角色。";
            revoke_role(operator::RevokeRole) "Takes a role back. 收回角色。";
            deactivate_operator(operator::DeactivateOperator) "Ends somebody's part in the team; their contacts are handed over. 停用运营人员并交接。";
            give_approval(operator::GiveApproval) "Approves what somebody else proposes. 审批他人的提议。";
        }
        MemberMutations {
            register_koc(koc::RegisterKoc) "Takes a person into the programme. 登记新成员。";
            update_profile(koc::UpdateProfile) "Says what a member can do and how they do it. 更新成员档案。";
            set_preferences(koc::SetPreferences) "The member says what they would like to be asked for; they may also ask not to be profiled. 成员设定合作意愿,可选择不参与画像匹配。";
            link_channel(koc::LinkChannel) "Notes an account of a member; one account belongs to one member. 关联平台账号,同一账号只属于一名成员。";
            unlink_channel(koc::UnlinkChannel) "Takes an account off a member. 解除平台账号关联。";
            record_channel_reach(koc::RecordChannelReach) "Notes how far an account reaches. 记录账号传播数据。";
            record_vehicle_ownership(koc::RecordVehicleOwnership) "Notes which car a member drives. 记录成员车辆。";
            grant_consent(koc::GrantConsent) "Gives a consent. 成员给予同意。";
            withdraw_consent(koc::WithdrawConsent) "Takes a consent back; what rests on it stops at once. 撤回同意,立即生效。";
            expire_consent(koc::ExpireConsent) "Records that a consent has run out. 同意到期。";
            declare_availability(koc::DeclareAvailability) "Says how much work a member takes on. 声明可承接程度。";
            pause_koc(koc::PauseKoc) "The member takes a break; the tier stays. 成员暂停参与,等级保留。";
            resume_koc(koc::ResumeKoc) "The member is back from a break. 成员恢复参与。";
            suspend_koc(koc::SuspendKoc) "Stops a member from taking part; needs a second person. 停权,须他人审批。";
            lift_suspension(koc::LiftSuspension) "Lets a suspended member take part again. 解除停权。";
            merge_koc(koc::MergeKoc) "Says that two records are one person; needs a second person. 合并同一人的记录,须他人审批。";
            leave_programme(koc::LeaveProgramme) "The member leaves. 成员退出项目。";
            rejoin_programme(koc::RejoinProgramme) "A former member comes back. 前成员重新加入。";
        }
        StandingMutations {
            nominate_candidate(koc::NominateCandidate) "Names a member as candidate for the next tier. 提名晋级候选人。";
            dismiss_candidate(koc::DismissCandidate) "Ends a candidacy that led nowhere. 取消候选资格。";
            invite_to_tier(koc::InviteToTier) "Invites a member to the next tier. 发出晋级邀请。";
            accept_tier_invitation(koc::AcceptTierInvitation) "The member says yes to an invitation. 接受晋级邀请。";
            decline_tier_invitation(koc::DeclineTierInvitation) "The member says no to an invitation; it costs nothing. 婉拒晋级邀请,无任何代价。";
            promote_koc(koc::PromoteKoc) "Moves a member one tier up. 成员晋级。";
            give_tier_notice(koc::GiveTierNotice) "Tells a member that their tier is at risk. 发出保级提醒。";
            demote_koc(koc::DemoteKoc) "Moves a member one tier down; with notice, reason and a second person. 成员降级,须提前通知、说明原因并经他人审批。";
            step_down(koc::StepDown) "The member's own wish to be in a lower tier. 成员自愿退至较低等级。";
            return_to_tier(koc::ReturnToTier) "Brings back a member who stepped down. 恢复原等级。";
            correct_tier(koc::CorrectTier) "Puts right a tier that was recorded wrongly. 更正等级记录。";
            lock_tier(koc::LockTier) "Keeps a tier as it is until unlocked. 锁定等级。";
            unlock_tier(koc::UnlockTier) "Ends a lock. 解除等级锁定。";
        }
        PrivacyMutations {
            receive_data_request(privacy::ReceiveDataRequest) "Takes in a request about personal data; the clock runs. 登记个人信息请求,开始计时。";
            verify_requester(privacy::VerifyRequester) "Says that the one who asks is the one whose data it is. 核验请求人身份。";
            fulfil_data_request(privacy::FulfilDataRequest) "Says that what was asked is done. 办结个人信息请求。";
            refuse_data_request(privacy::RefuseDataRequest) "Says no on a ground of law that the person is told. 依法拒绝个人信息请求并告知本人。";
            flag_overdue_data_request(privacy::FlagOverdueDataRequest) "Says that a request about personal data was not answered in time. 标记个人信息请求逾期。";
            erase_koc(privacy::EraseKoc) "Forgets a person for good; pseudonymous facts stay. It cannot be undone. 永久删除成员个人信息,去标识化的事实保留,不可撤销。";
        }
        AppealMutations {
            file_appeal(appeal::FileAppeal) "The member disputes a decision about them. 成员提出申诉。";
            assign_appeal(appeal::AssignAppeal) "Gives an appeal to somebody who did not decide the case. 指派申诉处理人。";
            decide_appeal(appeal::DecideAppeal) "Decides an appeal, with reasons and what puts things right. 裁定申诉。";
            withdraw_appeal(appeal::WithdrawAppeal) "The member takes an appeal back. 撤回申诉。";
            flag_overdue_appeal(appeal::FlagOverdueAppeal) "Says that an appeal was not decided in time. 标记申诉逾期。";
        }
    }
    WorkCommands "Of work and what waits. 任务与待办。" {
        TaskMutations {
            draft_task(task::DraftTask) "Writes down that a piece of work is wanted. 起草任务。";
            write_brief(task::WriteBrief) "Writes the brief, or a new version of it. 撰写任务说明书。";
            approve_brief(task::ApproveBrief) "Stands behind a brief as the second pair of eyes. 批准任务说明书。";
            set_eligibility(task::SetEligibility) "Says who may take a task. 设定参与条件。";
            open_task(task::OpenTask) "Opens a task for offers or claims. 开放任务。";
            close_task(task::CloseTask) "Ends the offers of a task; work under way goes on. 关闭任务,进行中的工作继续。";
            amend_brief(task::AmendBrief) "Amends the brief of an open task; a second person approves it, and every holder is asked again. 修订开放任务的说明书,须他人批准,并重新征得承接人同意。";
            broadcast_task(task::BroadcastTask) "Tells many of an open task at once. 群发推送任务。";
            complete_task(task::CompleteTask) "Ends a closed task of which nothing is under way. 任务完结。";
            cancel_task(task::CancelTask) "Calls a task off, with everything under way of it. 取消任务及其全部承接。";
            shortlist_candidates(task::ShortlistCandidates) "Keeps who was shown for a task and whom the brand means to ask, with why. 保存任务候选名单:展示与选定的成员及理由。";
            record_task_retrospective(task::RecordTaskRetrospective) "Writes down what was learnt for the next brief. 记录任务复盘。";
        }
        AssignmentMutations {
            assign_task(assignment::AssignTask) "Offers a task to a member; nothing is agreed before they accept. 向成员发出任务邀约。";
            accept_assignment(assignment::AcceptAssignment) "The member takes the task on. 成员接受任务。";
            decline_assignment(assignment::DeclineAssignment) "The member says no; it costs nothing. 成员婉拒任务,无任何代价。";
            expire_assignment(assignment::ExpireAssignment) "Ends an offer whose time is over. 邀约到期。";
            counter_propose(assignment::CounterPropose) "The member would take it on under other terms. 成员提出条款变更建议。";
            answer_counter_proposal(assignment::AnswerCounterProposal) "Answers other terms; nothing is agreed before the member accepts. 答复条款变更建议,成员接受后方生效。";
            withdraw_assignment(assignment::WithdrawAssignment) "Takes an offer back before it is accepted. 撤回任务邀约。";
            confirm_amendment(assignment::ConfirmAmendment) "A holder agrees to the amended brief. 承接人确认修订后的说明书。";
            appoint_contact(assignment::AppointContact) "Names who answers the member's questions. 指定任务联系人。";
            provide_resource(assignment::ProvideResource) "Gives the member something to work with. 提供任务资源。";
            record_progress(assignment::RecordProgress) "The member says how far they are. 报告任务进展。";
            extend_deadline(assignment::ExtendDeadline) "Gives the member more time. 延长截止时间。";
            remind_deadline(assignment::RemindDeadline) "Reminds the member that work is due soon. 提醒临近截止。";
            mark_overdue(assignment::MarkOverdue) "Says that work is due and was not handed in. 标记逾期。";
            lapse_assignment(assignment::LapseAssignment) "Ends an assignment whose work never came. 任务承接失效。";
            relinquish_assignment(assignment::RelinquishAssignment) "The member gives back what they took on. 成员退还任务。";
            cancel_assignment(assignment::CancelAssignment) "The brand calls an accepted assignment off. 品牌取消任务承接。";
            claim_task(assignment::ClaimTask) "The member takes a task that is open to whoever wants it. 成员自行承接任务。";
            settle_assignment(assignment::SettleAssignment) "Says that a finished work's part in both ledgers is done. 任务结算。";
            submit_work(assignment::SubmitWork) "The member hands work in. 成员提交作品。";
            withdraw_submission(assignment::WithdrawSubmission) "The member takes back what they handed in, before it is judged. 评审前撤回提交。";
            start_review(assignment::StartReview) "Takes a submission to judge it. 开始评审。";
            review_work(assignment::ReviewWork) "Judges a submission by every criterion of the accepted brief. 按说明书标准评审作品。";
            acknowledge_feedback(assignment::AcknowledgeFeedback) "The member has read what was said of their work. 成员确认已读反馈。";
            rate_experience(assignment::RateExperience) "The member says how working with the brand was. 评价合作体验。";
            overturn_review(assignment::OverturnReview) "Changes a judgement after an appeal against it was upheld. 申诉成立后改判评审。";
            score_entry(assignment::ScoreEntry) "A judge scores an entry; whoever sends it is the judge. 评委为参赛作品打分。";
            disqualify_entry(assignment::DisqualifyEntry) "Rules an entry out. 取消参赛资格。";
            flag_overdue_review(assignment::FlagOverdueReview) "Says that a submission waited too long for its review. 标记评审逾期。";
        }
        ActivityMutations {
            record_activity(activity::RecordActivity) "Notes something a member did in the community. 记录成员的社群行为。";
            mark_activity_insightful(activity::MarkActivityInsightful) "Says that what a member did was insightful; they are credited. 标记为有见地并记入贡献。";
            retract_activity(activity::RetractActivity) "Takes something back that should not count. 撤销一条社群行为。";
        }
        SupportMutations {
            open_support_request(support::OpenSupportRequest) "Asks for help with one's work. 提出求助。";
            answer_support_request(support::AnswerSupportRequest) "Answers a request for support. 答复求助。";
            escalate_support_request(support::EscalateSupportRequest) "Passes a request for support on to somebody who can help. 升级求助。";
            close_support_request(support::CloseSupportRequest) "Says that one is served. 关闭求助。";
            reopen_support_request(support::ReopenSupportRequest) "Asks again. 再次求助。";
        }
        TodoMutations {
            complete_todo(todo::CompleteTodo) "Says that a to-do is done, or that its message was read. 完成待办或确认已读。";
        }
    }
    ValueCommands "Of what is given on either side. 贡献与奖励。" {
        ContributionMutations {
            credit_contribution(contribution::CreditContribution) "Credits what a member gave. 记入贡献。";
            reverse_contribution(contribution::ReverseContribution) "Takes a ledger entry back. 冲回贡献。";
            adjust_contribution(contribution::AdjustContribution) "Puts a ledger right by hand; needs a second person. 手工调整贡献账,须他人审批。";
        }
        BudgetMutations {
            open_budget(budget::OpenBudget) "Opens a purse; needs a second person. 开立预算,须他人审批。";
            top_up_budget(budget::TopUpBudget) "Puts more into a purse; needs a second person. 追加预算,须他人审批。";
            hold_budget(budget::HoldBudget) "Sets a part of a purse aside. 冻结一部分预算。";
            spend_budget(budget::SpendBudget) "Spends from what was set aside. 支出已冻结的预算。";
            release_budget(budget::ReleaseBudget) "Gives back what was set aside and nobody waits for. 释放未占用的预算。";
            close_budget(budget::CloseBudget) "Closes a purse. 关闭预算。";
        }
        RewardMutations {
            reserve_reward(reward::ReserveReward) "Promises a reward and sets it aside. 预留奖励。";
            post_reward(reward::PostReward) "Gives a reward that was promised. 发放预留的奖励。";
            void_reward(reward::VoidReward) "Takes a promise back. 作废预留的奖励。";
            grant_reward(reward::GrantReward) "Gives a reward that was not promised; above the purse's limit it needs a second person. 直接发放奖励,超额须他人审批。";
            redeem_points(reward::RedeemPoints) "The member has something for their points. 成员兑换积分。";
            expire_points(reward::ExpirePoints) "Ends points whose last day is over. 积分到期。";
            set_tax_profile(reward::SetTaxProfile) "Says how a member is paid and taxed. 设定收款与税务信息。";
            record_withholding(reward::RecordWithholding) "Says what of a reward is tax. 记录代扣税款。";
            record_delivery(reward::RecordDelivery) "Says that a gift was sent or has arrived. 记录礼品寄送。";
            mark_paid(reward::MarkPaid) "Says that a reward was paid. 标记已付款。";
            mark_payment_failed(reward::MarkPaymentFailed) "Says that a reward could not be paid. 标记付款失败。";
            claw_back(reward::ClawBack) "Takes a reward back; needs a second person. 追回奖励,须他人审批。";
        }
        PayoutMutations {
            prepare_payout(payout::PreparePayout) "Puts rewards that wait to be paid into a run. 准备付款批次。";
            approve_payout(payout::ApprovePayout) "Stands behind a run as the second pair of eyes. 批准付款批次。";
            export_payout(payout::ExportPayout) "Says that a run went to the paymaster. 导出付款批次。";
            settle_payout_line(payout::SettlePayoutLine) "Says what came of one line. 结清付款明细。";
            discard_payout(payout::DiscardPayout) "Gives a run up before it went out. 作废付款批次。";
        }
        PerkMutations {
            grant_perk(perk::GrantPerk) "Gives a member a benefit that is not money. 授予权益。";
            use_perk(perk::UsePerk) "Uses a perk once. 使用权益。";
            expire_perk(perk::ExpirePerk) "Ends a perk whose time is over; sent by the clock. 权益到期。";
            revoke_perk(perk::RevokePerk) "Takes a perk back. 收回权益。";
        }
    }
    ContentCommands "Of what is shown and kept. 内容与荣誉。" {
        AssetMutations {
            archive_asset(asset::ArchiveAsset) "Keeps an approved work for reuse. 作品归档以供复用。";
            reclassify_asset(asset::ReclassifyAsset) "Puts an asset elsewhere in the library. 调整素材分类。";
            tag_asset(asset::TagAsset) "Adds and removes tags of an asset. 增删素材标签。";
            record_reuse(asset::RecordReuse) "Records a use of an asset; its authors are told. 记录素材使用,并告知作者。";
            extend_licence(asset::ExtendLicence) "Widens a licence, as the author agreed. 经作者同意延长或扩大授权。";
            note_licence_ending(asset::NoteLicenceEnding) "Warns of the end of a licence; the clock sends it. 授权到期提醒。";
            restrict_asset(asset::RestrictAsset) "Lets nobody use an asset further for now. 暂停使用素材。";
            withdraw_asset(asset::WithdrawAsset) "Takes an asset out of the library. 撤下素材。";
            restore_asset(asset::RestoreAsset) "Brings an asset back. 恢复素材。";
            destroy_asset(asset::DestroyAsset) "Destroys a withdrawn asset; needs a second person. 销毁已撤下的素材,须他人审批。";
        }
        PublicationMutations {
            register_publication(publication::RegisterPublication) "Records that a member published something. 登记公开发布。";
            verify_disclosure(publication::VerifyDisclosure) "Records whether the tie to the brand is told. 核查品牌合作披露。";
            record_engagement(publication::RecordEngagement) "Records how a publication is received. 记录互动数据。";
            attribute_lead(publication::AttributeLead) "Records that a publication brought a lead. 线索归因。";
            amplify_work(publication::AmplifyWork) "Shows a work under the brand's name, with its author. 官方传播作品并署名。";
            correct_credit(publication::CorrectCredit) "Puts right how authors are named. 更正署名。";
            take_down_publication(publication::TakeDownPublication) "Records that a publication is no longer public. 下线发布。";
        }
        RecognitionMutations {
            confer_honour(recognition::ConferHonour) "Honours a member. 授予荣誉。";
            publish_commendation(recognition::PublishCommendation) "Records public praise; needs the member's consent. 公开表彰,须成员同意。";
            issue_badge(recognition::IssueBadge) "Issues a badge for an honour. 颁发徽章。";
            revoke_honour(recognition::RevokeHonour) "Takes an honour back; needs a second person. 撤销荣誉,须他人审批。";
            lapse_honour(recognition::LapseHonour) "Ends an honour whose time is over; the clock sends it. 荣誉到期。";
        }
    }
    TogetherCommands "Of what is done together. 协作。" {
        ContestMutations {
            draft_contest(contest::DraftContest) "Drafts a contest over a task whose brief has criteria. 起草竞赛。";
            open_entries(contest::OpenEntries) "Takes entries: criteria are fixed, prizes are set aside. 开始征集参赛作品。";
            close_entries(contest::CloseEntries) "Takes no more entries; sent by the clock. 截止征集。";
            start_judging(contest::StartJudging) "Lets the judges begin. 开始评审竞赛。";
            recuse_judge(contest::RecuseJudge) "A judge judges no more; what they scored does not count. 评委回避。";
            declare_results(contest::DeclareResults) "Declares the results once every entry is scored by every judge. 公布竞赛结果。";
            name_candidates(contest::NameCandidates) "Names winners as candidates who were not yet. 提名竞赛优胜者为候选人。";
            cancel_contest(contest::CancelContest) "Calls a contest off before its results. 取消竞赛。";
        }
        CampaignMutations {
            plan_campaign(campaign::PlanCampaign) "Plans a phased project: goal, window, awards. 策划活动。";
            announce_campaign(campaign::AnnounceCampaign) "Tells of a campaign; what can be won is set aside. 公布活动。";
            start_campaign(campaign::StartCampaign) "Begins a campaign; sent by the clock. 启动活动。";
            join_campaign(campaign::JoinCampaign) "Joins a campaign. 加入活动。";
            leave_campaign(campaign::LeaveCampaign) "Leaves a campaign. 退出活动。";
            add_sub_task(campaign::AddSubTask) "Makes a task something to do in one of its weeks. 发布子任务。";
            share_highlight(campaign::ShareHighlight) "Shows everybody a good work. 分享优秀作品。";
            record_rhythm_check(campaign::RecordRhythmCheck) "Looks at a week that is over; sent by the clock. 节奏检查。";
            confer_process_award(campaign::ConferProcessAward) "Gives an award while a campaign runs. 颁发过程奖。";
            confer_grand_prize(campaign::ConferGrandPrize) "Gives a grand prize when it is judged. 颁发大奖。";
            end_campaign(campaign::EndCampaign) "Ends a campaign; sent by the clock. 结束活动。";
            close_campaign(campaign::CloseCampaign) "Closes a campaign that was judged. 活动收官。";
            call_off_campaign(campaign::CallOffCampaign) "Calls a campaign off before it begins. 取消活动。";
        }
        GatheringMutations {
            schedule_gathering(gathering::ScheduleGathering) "Plans a meeting, an event, a training. 安排聚会。";
            invite_to_gathering(gathering::InviteToGathering) "Invites members, at most a hundred at once. 发出邀请。";
            rsvp(gathering::Rsvp) "Says whether one comes. 答复邀请。";
            reschedule_gathering(gathering::RescheduleGathering) "Moves a gathering to another time; guests are told. 聚会改期。";
            record_attendance(gathering::RecordAttendance) "Records who came and who did not. 记录到场。";
            publish_minutes(gathering::PublishMinutes) "Publishes what was said. 发布纪要。";
            close_gathering(gathering::CloseGathering) "Ends a gathering that was held. 聚会收尾。";
            cancel_gathering(gathering::CancelGathering) "Calls a gathering off; guests are told. 取消聚会。";
            tell_gathering_guests(gathering::TellGatheringGuests) "Tells guests who did not hear of a change yet. 通知来宾变更。";
        }
        ProjectMutations {
            launch_project(project::LaunchProject) "Opens a project to the whole community. 发起共创项目。";
            add_section(project::AddSection) "Adds a section to a project. 增加章节。";
            close_offers(project::CloseOffers) "Takes no more pieces for this edition. 截止征稿。";
            invite_chief_editor(project::InviteChiefEditor) "Asks a member of the top tier to be a chief editor. 邀请担任主编。";
            answer_chief_editor_invitation(project::AnswerChiefEditorInvitation) "The member says yes or no. 答复主编邀请。";
            appoint_chief_editor(project::AppointChiefEditor) "Appoints a chief editor who agreed. 任命主编。";
            relieve_chief_editor(project::RelieveChiefEditor) "Ends somebody's part as chief editor. 卸任主编。";
            claim_section(project::ClaimSection) "The member takes on a section that has no editor. 认领章节。";
            release_section(project::ReleaseSection) "Gives a section back. 交回章节。";
            submit_section(project::SubmitSection) "Hands in a section with the pieces it uses. 提交章节。";
            review_section(project::ReviewSection) "A chief editor accepts a section or sends it back. 评审章节。";
            freeze_project(project::FreezeProject) "Closes the accepted sections for proofreading. 定稿。";
            proofread_project(project::ProofreadProject) "A chief editor has read the whole. 校对。";
            choose_credit_name(project::ChooseCreditName) "The member says how to be named in the credits. 选择署名。";
            release_project(project::ReleaseProject) "Releases an edition in which everybody is named as they chose. 发布作品。";
            thank_contributors(project::ThankContributors) "Thanks the next contributors; sent by the clock. 致谢贡献者。";
            correct_credits(project::CorrectCredits) "Puts the credits of a released edition right. 更正署名。";
            open_new_edition(project::OpenNewEdition) "Opens the next edition of a released project. 开启新版。";
        }
        PieceMutations {
            offer_piece(piece::OfferPiece) "The member offers a piece to a project. 投稿。";
            triage_piece(piece::TriagePiece) "Accepts a piece, merges it into another, or declines it. 处理稿件。";
            edit_piece(piece::EditPiece) "Changes an accepted piece; whoever does is credited. 编辑稿件。";
            withdraw_piece(piece::WithdrawPiece) "The author takes a piece back. 撤回稿件。";
        }
        TeamMutations {
            form_team(team::FormTeam) "Forms a team; nobody is in it before they say yes. 组建团队。";
            invite_member(team::InviteMember) "Asks a member into a team. 邀请成员入队。";
            join_team(team::JoinTeam) "Joins a team that asked. 接受邀请入队。";
            decline_team(team::DeclineTeam) "Says no to a team that asked. 婉拒入队。";
            assign_team_role(team::AssignTeamRole) "Says what a member of a team does. 分配成员角色。";
            confirm_team(team::ConfirmTeam) "Says that a team is complete. 确认团队就绪。";
            leave_team(team::LeaveTeam) "Leaves a team. 退出团队。";
            hand_over_lead(team::HandOverLead) "Somebody else leads. 移交负责人。";
            record_collaboration_note(team::RecordCollaborationNote) "Says how a team works together, seen from outside. 记录协作观察。";
            grant_team_resources(team::GrantTeamResources) "Gives a team something to work with. 向团队提供资源。";
            agree_shares(team::AgreeShares) "Proposes how a team shares, or agrees to it. 约定成员份额。";
            fix_shares(team::FixShares) "Says that default shares stand; sent by the clock. 默认份额定案。";
            disband_team(team::DisbandTeam) "Ends a team that has nothing under way. 解散团队。";
        }
        MentorshipMutations {
            set_mentor_capacity(mentorship::SetMentorCapacity) "Says how many mentees a mentor takes. 设定带教名额。";
            set_mentor_topics(mentorship::SetMentorTopics) "Says what a mentor teaches. 设定带教主题。";
            grant_mentor_resources(mentorship::GrantMentorResources) "Gives a mentor something to teach with. 向导师提供资源。";
            retire_mentor(mentorship::RetireMentor) "A mentor teaches no more. 卸任导师。";
            decline_mentorship(mentorship::DeclineMentorship) "One of the two says no. 婉拒师徒关系。";
            lapse_mentorship_proposal(mentorship::LapseMentorshipProposal) "Says that a proposal ran out; sent by the clock. 师徒提议过期。";
            record_mentoring_session(mentorship::RecordMentoringSession) "A mentor sat together with a mentee. 记录带教面谈。";
            assess_mentee(mentorship::AssessMentee) "A mentor says what a mentee has learned. 评估学员成长。";
            appoint_mentor(mentorship::AppointMentor) "Appoints a partner as mentor. 任命导师。";
            mark_mentor_away(mentorship::MarkMentorAway) "The mentor takes no new mentees for a while. 导师暂离。";
            mark_mentor_back(mentorship::MarkMentorBack) "The mentor is back. 导师回归。";
            propose_mentorship(mentorship::ProposeMentorship) "Brings two members together; it begins when both said yes. 提议师徒关系,双方同意后开始。";
            accept_mentorship(mentorship::AcceptMentorship) "One of the two says yes. 同意师徒关系。";
            transfer_mentorship(mentorship::TransferMentorship) "Gives a mentee to another mentor. 学员转由另一位导师带教。";
            complete_mentorship(mentorship::CompleteMentorship) "Ends a mentorship that reached its end. 师徒关系圆满结束。";
            end_mentorship(mentorship::EndMentorship) "Ends a mentorship before its end. 提前终止师徒关系。";
        }
    }
    LongTermCommands "Of what lasts for years. 长期关系。" {
        DutyMutations {
            propose_duty(duty::ProposeDuty) "Proposes a long-term role to a member of the top tier. 提议一项职责。";
            revise_duty_terms(duty::ReviseDutyTerms) "Proposes other terms, until both sides have agreed. 修改职责条款。";
            agree_duty(duty::AgreeDuty) "One side agrees to a revision of the terms. 同意职责条款。";
            start_duty(duty::StartDuty) "Begins a concluded duty; sent by the clock. 职责开始。";
            fulfil_deliverable(duty::FulfilDeliverable) "Says that something due was delivered. 完成交付项。";
            mark_deliverable_missed(duty::MarkDeliverableMissed) "Notes that something due never came; sent by the clock. 记录未交付。";
            excuse_deliverable(duty::ExcuseDeliverable) "Lets the holder off something due. 免除交付项。";
            accrue_stipend(duty::AccrueStipend) "Pays the stipend of a period that is over; sent by the clock. 计提津贴。";
            hold_duty_review(duty::HoldDutyReview) "Writes down a talk about how the duty goes. 进行职责回顾。";
            put_duty_on_hold(duty::PutDutyOnHold) "Lets a duty rest. 暂停职责。";
            resume_duty(duty::ResumeDuty) "Goes on with a duty. 恢复职责。";
            note_duty_ending(duty::NoteDutyEnding) "Tells both sides that a term ends soon; sent by the clock. 提示任期将满。";
            propose_duty_renewal(duty::ProposeDutyRenewal) "Proposes another term. 提议续任。";
            renew_duty(duty::RenewDuty) "Accepts the other side's proposal of another term. 续任。";
            complete_duty(duty::CompleteDuty) "Closes a duty whose last day is over; sent by the clock. 职责届满。";
            end_duty_early(duty::EndDutyEarly) "Ends a duty before its time, or declines one. 提前结束职责。";
        }
        AmbassadorshipMutations {
            invite_ambassador(ambassadorship::InviteAmbassador) "Invites a member to speak for the brand; two of the team stand behind it. 邀请成为品牌大使,须两位推荐人。";
            decline_ambassadorship(ambassadorship::DeclineAmbassadorship) "Says no to the invitation. 婉拒大使邀请。";
            reach_consensus(ambassadorship::ReachConsensus) "Signs the statement of shared values, each side for itself. 签署价值共识。";
            confer_ambassadorship(ambassadorship::ConferAmbassadorship) "Makes somebody who signed with the brand its ambassador. 授予品牌大使。";
            record_advocacy(ambassadorship::RecordAdvocacy) "Records what was observed of an ambassador. 记录自发代言。";
            invest_in_influence(ambassadorship::InvestInInfluence) "Records what the brand invests in an ambassador. 投入大使个人影响力。";
            publish_story(ambassadorship::PublishStory) "Tells an ambassador's story, with their consent. 发布大使故事。";
            seat_on_council(ambassadorship::SeatOnCouncil) "Gives an ambassador a seat on a council. 授予议事席位。";
            relinquish_ambassadorship(ambassadorship::RelinquishAmbassadorship) "Gives an ambassadorship back. 主动卸任大使。";
            revoke_ambassadorship(ambassadorship::RevokeAmbassadorship) "Takes an ambassadorship back; two others approve. 撤销大使,须两人批准。";
        }
        InsightMutations {
            submit_insight(insight::SubmitInsight) "Tells the brand an opinion, a suggestion, a finding. 提交洞察。";
            route_insight(insight::RouteInsight) "Gives an insight to whoever answers for it. 分派洞察。";
            ask_clarification(insight::AskClarification) "Asks the author of an insight something. 请作者补充说明。";
            answer_clarification(insight::AnswerClarification) "Answers what the author was asked. 补充说明。";
            decide_insight(insight::DecideInsight) "Decides an insight, once and with reasons. 决定是否采纳。";
            report_insight_outcome(insight::ReportInsightOutcome) "Tells its author what came of an insight. 反馈落地结果。";
            flag_overdue_insight(insight::FlagOverdueInsight) "Says that an insight was not decided in time. 标记洞察逾期。";
        }
        CircleMutations {
            open_circle(circle::OpenCircle) "Opens a smaller community with a bar. 开设圈子。";
            admit_to_circle(circle::AdmitToCircle) "Admits a member to a circle. 加入圈子。";
            leave_circle(circle::LeaveCircle) "Ends a membership of a circle. 退出圈子。";
            post_announcement(circle::PostAnnouncement) "Tells everybody in a circle something. 发布圈子公告。";
            archive_circle(circle::ArchiveCircle) "Ends a circle. 归档圈子。";
        }
        VehicleMutations {
            register_vehicle(vehicle::RegisterVehicle) "Takes a car into the fleet for tests and loans. 登记试驾车辆。";
            request_loan(vehicle::RequestLoan) "Asks for a car. 申请借车。";
            approve_loan(vehicle::ApproveLoan) "Lends it: calendar, licence and insurance are in order. 批准借车。";
            refuse_loan(vehicle::RefuseLoan) "Does not lend it. 拒绝借车。";
            schedule_delivery(vehicle::ScheduleDelivery) "Says when and where the car is brought. 安排交车。";
            deliver_vehicle(vehicle::DeliverVehicle) "The member has the car; the brand's lateness is measured. 交车。";
            extend_loan(vehicle::ExtendLoan) "Lets the member keep it longer. 延长借期。";
            mark_loan_overdue(vehicle::MarkLoanOverdue) "Notes that a car is not back. 标记逾期未还。";
            return_vehicle(vehicle::ReturnVehicle) "The brand has the car back. 还车。";
            close_loan(vehicle::CloseLoan) "Settles a loan: damage, cost, the member's rating. 结清借车。";
            cancel_loan(vehicle::CancelLoan) "Calls a loan off before the car is out. 取消借车。";
            send_to_workshop(vehicle::SendToWorkshop) "Takes a car off the road; what was booked is told. 送修。";
            return_to_service(vehicle::ReturnToService) "Brings a car back from the workshop. 车辆恢复使用。";
            retire_vehicle(vehicle::RetireVehicle) "Takes a car out of the fleet. 车辆退役。";
        }
        CareMutations {
            assign_relationship_manager(care::AssignRelationshipManager) "Says who looks after a member. 指派关系经理。";
            hold_talk(care::HoldTalk) "Records a one-to-one talk. 记录一对一沟通。";
            open_follow_up(care::OpenFollowUp) "Notes what is to be done for a member. 新增跟进事项。";
            close_follow_up(care::CloseFollowUp) "Says what became of it. 关闭跟进事项。";
            send_periodic_feedback(care::SendPeriodicFeedback) "Gives feedback on a period, to any tier. 发送定期反馈。";
            acknowledge_periodic_feedback(care::AcknowledgePeriodicFeedback) "The member has read it. 确认定期反馈。";
            flag_talk_due(care::FlagTalkDue) "Asks the manager for a talk that is due. 提醒一对一沟通到期。";
            flag_feedback_due(care::FlagFeedbackDue) "Asks the manager for feedback that is due. 提醒定期反馈到期。";
        }
    }
}

async fn send(ctx: &Context<'_>, command: Command, sending: Sending) -> Result<CommandPayload> {
    let session = Session::of(ctx);
    let expected_version = match sending.expected_version.map(Long::unsigned) {
        Some(None) => {
            return Err(fault(FaultCode::BadUserInput, "`expectedVersion` is 0 or more"));
        }
        version => version.flatten(),
    };
    let command_id = sending.command_id;
    let actor = acting::actor(session, &command, sending.act_for)?;
    let request = Request {
        occurred_at: sending.occurred_at,
        expected_version,
        validate_only: sending.validate_only,
        ..Request::new(command, command_id, actor)
    };
    match session.engine.submit(request).await {
        Ok(accepted) => {
            // Answered means published: the newest view holds it.
            let reading = session.reading_of(session.engine.view());
            Ok(CommandPayload::accepted(command_id, accepted, &reading))
        }
        Err(CommandError::Refused(refusal)) => {
            Ok(CommandPayload::refused(command_id, &refusal, session.caller.lang))
        }
        Err(CommandError::NotKnown { reason }) => {
            tracing::error!(reason, %command_id, "a command's outcome is not known");
            Err(fault(
                FaultCode::NotKnown,
                "it is not known whether this was recorded: send it again with the same commandId",
            ))
        }
        Err(CommandError::Stopped { reason }) => {
            tracing::error!(reason, %command_id, "a command was not taken");
            Err(fault(FaultCode::Unavailable, "no commands are taken now; reading still works"))
        }
    }
}
