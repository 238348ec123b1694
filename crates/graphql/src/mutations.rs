//! Every command as a mutation, by its own name.
//!
//! A command is listed once; its input type is the command itself, so a new one costs one line
//! here. History is imported by the program, not by the API.

use async_graphql::{Context, Object, Result};
use domain::id::CommandId;
use domain::{
    Command, Moment, asset, assignment, budget, contribution, koc, mentorship, operator, policy,
    privacy, programme, task, todo,
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
    ($($field:ident($module:ident::$command:ident) $about:literal;)*) => {
        /// Every command. 所有命令。
        pub(crate) struct Mutation;

        /// Every command. The same `commandId` is never carried out twice; `validateOnly` says
        /// what would happen and records nothing; `expectedVersion` refuses what was decided on
        /// an old look; `actFor` says on whose behalf an administrator acts. 所有命令:同一
        /// commandId 只执行一次;validateOnly 只预演;expectedVersion 防止基于旧数据的修改;
        /// actFor 表示管理员代谁操作。
        #[Object]
        impl Mutation {
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
    create_programme(programme::CreateProgramme) "Founds the programme; one log holds one. 创建项目。";
    go_live(programme::GoLive) "Ends the set-up: from here on people act. 项目正式运行。";
    change_programme_limits(programme::ChangeProgrammeLimits) "Sets the programme's limits, all at once. 调整项目限额。";
    extend_vocabulary(programme::ExtendVocabulary) "Adds a word to the vocabulary. 词汇表新增词条。";
    publish_consent_text(programme::PublishConsentText) "Publishes the text of a consent. 发布同意书文本。";
    freeze_programme(programme::FreezeProgramme) "Stops all but reading. 冻结项目。";
    unfreeze_programme(programme::UnfreezeProgramme) "Lets the programme go on. 解除冻结。";

    draft_tier_policy(policy::DraftTierPolicy) "Writes down a policy version. 起草等级政策。";
    publish_tier_policy(policy::PublishTierPolicy) "Puts a drafted version into force; needs a second person. 发布等级政策,须他人审批。";

    add_operator(operator::AddOperator) "Adds a member of the brand's team. 新增运营人员。";
    give_approval(operator::GiveApproval) "Approves what somebody else proposes. 审批他人的提议。";

    register_koc(koc::RegisterKoc) "Takes a person into the programme. 登记新成员。";
    grant_consent(koc::GrantConsent) "Gives a consent. 成员给予同意。";
    declare_availability(koc::DeclareAvailability) "Says how much work a member takes on. 声明可承接程度。";
    nominate_candidate(koc::NominateCandidate) "Names a member as candidate for the next tier. 提名晋级候选人。";
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
    pause_koc(koc::PauseKoc) "The member takes a break; the tier stays. 成员暂停参与,等级保留。";
    resume_koc(koc::ResumeKoc) "The member is back from a break. 成员恢复参与。";
    leave_programme(koc::LeaveProgramme) "The member leaves. 成员退出项目。";
    rejoin_programme(koc::RejoinProgramme) "A former member comes back. 前成员重新加入。";

    draft_task(task::DraftTask) "Writes down that a piece of work is wanted. 起草任务。";
    write_brief(task::WriteBrief) "Writes the brief, or a new version of it. 撰写任务说明书。";
    approve_brief(task::ApproveBrief) "Stands behind a brief as the second pair of eyes. 批准任务说明书。";
    set_eligibility(task::SetEligibility) "Says who may take a task. 设定参与条件。";
    open_task(task::OpenTask) "Opens a task for offers or claims. 开放任务。";
    close_task(task::CloseTask) "Ends the offers of a task; work under way goes on. 关闭任务,进行中的工作继续。";

    assign_task(assignment::AssignTask) "Offers a task to a member; nothing is agreed before they accept. 向成员发出任务邀约。";
    accept_assignment(assignment::AcceptAssignment) "The member takes the task on. 成员接受任务。";
    decline_assignment(assignment::DeclineAssignment) "The member says no; it costs nothing. 成员婉拒任务,无任何代价。";
    expire_assignment(assignment::ExpireAssignment) "Ends an offer whose time is over. 邀约到期。";
    submit_work(assignment::SubmitWork) "The member hands work in. 成员提交作品。";
    start_review(assignment::StartReview) "Takes a submission to judge it. 开始评审。";
    review_work(assignment::ReviewWork) "Judges a submission by every criterion of the accepted brief. 按说明书标准评审作品。";
    acknowledge_feedback(assignment::AcknowledgeFeedback) "The member has read what was said of their work. 成员确认已读反馈。";

    archive_asset(asset::ArchiveAsset) "Keeps an approved work for reuse. 作品归档以供复用。";

    credit_contribution(contribution::CreditContribution) "Credits what a member gave. 记入贡献。";
    reverse_contribution(contribution::ReverseContribution) "Takes a ledger entry back. 冲回贡献。";
    adjust_contribution(contribution::AdjustContribution) "Puts a ledger right by hand; needs a second person. 手工调整贡献账,须他人审批。";

    receive_data_request(privacy::ReceiveDataRequest) "Takes in a request about personal data; the clock runs. 登记个人信息请求,开始计时。";
    verify_requester(privacy::VerifyRequester) "Says that the one who asks is the one whose data it is. 核验请求人身份。";
    fulfil_data_request(privacy::FulfilDataRequest) "Says that what was asked is done. 办结个人信息请求。";
    refuse_data_request(privacy::RefuseDataRequest) "Says no on a ground of law that the person is told. 依法拒绝个人信息请求并告知本人。";
    erase_koc(privacy::EraseKoc) "Forgets a person for good; pseudonymous facts stay. It cannot be undone. 永久删除成员个人信息,去标识化的事实保留,不可撤销。";
    open_budget(budget::OpenBudget) "Opens a purse; needs a second person. 开立预算,须他人审批。";
    top_up_budget(budget::TopUpBudget) "Puts more into a purse; needs a second person. 追加预算,须他人审批。";
    hold_budget(budget::HoldBudget) "Sets a part of a purse aside. 冻结一部分预算。";
    spend_budget(budget::SpendBudget) "Spends from what was set aside. 支出已冻结的预算。";
    release_budget(budget::ReleaseBudget) "Gives back what was set aside and nobody waits for. 释放未占用的预算。";
    close_budget(budget::CloseBudget) "Closes a purse. 关闭预算。";

    appoint_mentor(mentorship::AppointMentor) "Appoints a partner as mentor. 任命导师。";
    mark_mentor_away(mentorship::MarkMentorAway) "The mentor takes no new mentees for a while. 导师暂离。";
    mark_mentor_back(mentorship::MarkMentorBack) "The mentor is back. 导师回归。";
    propose_mentorship(mentorship::ProposeMentorship) "Brings two members together; it begins when both said yes. 提议师徒关系,双方同意后开始。";
    accept_mentorship(mentorship::AcceptMentorship) "One of the two says yes. 同意师徒关系。";
    transfer_mentorship(mentorship::TransferMentorship) "Gives a mentee to another mentor. 学员转由另一位导师带教。";
    complete_mentorship(mentorship::CompleteMentorship) "Ends a mentorship that reached its end. 师徒关系圆满结束。";
    complete_todo(todo::CompleteTodo) "Says that a to-do is done, or that its message was read. 完成待办或确认已读。";
    end_mentorship(mentorship::EndMentorship) "Ends a mentorship before its end. 提前终止师徒关系。";
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
