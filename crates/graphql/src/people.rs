//! The people: members of the programme and of the brand's team.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use domain::activity::values::YearMonth;
use domain::actor::Role;
use domain::id::{CandidacyId, KocId, OperatorId};
use domain::koc::profile::{Preferences, Profile};
use domain::koc::values::{EntrySource, MetricValue, NominationSource};
use domain::vocabulary::{Availability, ConsentPurpose, LabelScheme, TierCode};
use domain::{Day, Lang, Moment};
use projector_tiers::Member;

use crate::paging::{FIRST_DEFAULT, Window, page_cost, page_size};
use crate::query::{
    Ambassadorship, Asset, CampaignParticipant, CareFile, Circle, ContributionAccount, Duty,
    GatheringGuest, Insight, Mentor, Mentorship, Perk, ProjectEdition, ProjectPiece,
    ProjectSection, Team, TierSpan, VehicleLoan, duties_of, member, perks_of,
};
use crate::session::Reading;

/// A rung of the ladder, with its names. 等级及其名称。
pub(crate) struct Tier {
    pub(crate) reading: Reading,
    pub(crate) code: TierCode,
}

/// A rung of the ladder. 等级。
#[Object]
impl Tier {
    /// Stable; the names may change with the policy. 稳定代码。
    async fn code(&self) -> TierCode {
        self.code
    }

    /// From 1 at the bottom. 级别,最低为 1。
    async fn rank(&self) -> u8 {
        self.code.rank()
    }

    /// What it is called by the newest policy: in the programme's scheme and the caller's
    /// language if not said otherwise. 等级名称。
    async fn label(&self, scheme: Option<LabelScheme>, lang: Option<Lang>) -> String {
        let tiers = &self.reading.view.tiers;
        let usual = tiers.programme().map(|programme| programme.default_label_scheme);
        let scheme = scheme.or(usual).unwrap_or(LabelScheme::Role);
        let lang = lang.unwrap_or(self.reading.session.caller.lang);
        let newest = tiers.policies().filter(|policy| policy.in_force_from.is_some()).last();
        let rung = newest.and_then(|p| p.rules.ladder.iter().find(|rung| rung.code == self.code));
        rung.map_or_else(
            || self.code.to_string(),
            |rung| {
                let label = match scheme {
                    LabelScheme::Layer => &rung.labels.layer,
                    LabelScheme::Role => &rung.labels.role,
                    LabelScheme::Value => &rung.labels.value,
                };
                label.get(lang).to_owned()
            },
        )
    }
}

/// Whether a member takes part. 参与状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_tiers::Standing")]
#[allow(clippy::enum_variant_names, reason = "good standing is what it is called")]
pub(crate) enum Standing {
    /// Takes part. 参与中。
    Active,
    /// Takes a break. 暂停。
    Paused,
    /// Has left, and something stood against them. 已离开。
    Left,
    /// Has left, and nothing stood against them. 已离开,记录良好。
    LeftInGoodStanding,
    /// Was forgotten: what they did still counts. 个人信息已删除
    Erased,
    /// May not take part until it is lifted. 停权。
    Suspended,
    /// Goes on under another record. 已并入另一条记录。
    Merged,
}

/// How much a member takes on, as they said. 声明的可承接程度。
#[derive(SimpleObject)]
pub(crate) struct DeclaredAvailability {
    /// How much. 程度。
    depth: Availability,
    /// From this day. 起始日。
    from: Day,
    /// To this day, inclusive. 截止日(含)。
    until: Option<Day>,
    /// Fewer live assignments than the tier allows. 自定并行上限。
    max_concurrent: Option<u16>,
}

/// A consent that was given. 已给予的同意。
#[derive(SimpleObject)]
pub(crate) struct Consent {
    /// What for. 用途。
    purpose: ConsentPurpose,
    /// Of the published text. 文本版本。
    text_version: u16,
    /// Its last day; null when it is for good. 最后有效日,空为长期。
    expires_on: Option<Day>,
}

/// That a member may not take part. 停权。
#[derive(SimpleObject)]
pub(crate) struct Suspension {
    /// From this day. 起始日。
    from: Day,
    /// Its last day; null until it is lifted. 最后一天,空为直至解除。
    until: Option<Day>,
    /// What the member was told; null when their key is gone. 告知成员的原因。
    reason: Option<String>,
}

/// An invitation to a tier that stands open. 未结的晋级邀请。
#[derive(SimpleObject)]
pub(crate) struct OpenInvitation {
    /// To which tier. 目标等级。
    target_tier: TierCode,
    /// Until when it can be accepted. 有效期至。
    expires_at: Moment,
    /// Whether the member said yes. 是否已接受。
    accepted: bool,
}

impl OpenInvitation {
    pub(crate) fn of(open: &projector_tiers::OpenInvitation) -> OpenInvitation {
        OpenInvitation {
            target_tier: open.target_tier,
            expires_at: open.expires_at,
            accepted: open.accepted,
        }
    }
}

/// A notice that a tier is at risk. 保级提醒。
#[derive(SimpleObject)]
pub(crate) struct OpenNotice {
    /// Which tier. 等级。
    at_risk_tier: TierCode,
    /// Under which policy. 政策版本。
    policy_version: u32,
    /// What is not met. 未达标的指标。
    missing: Vec<MetricValue>,
    /// When it will be decided, at the earliest. 最早决定日。
    decide_on: Day,
}

/// A standing as candidate for a tier. 候选资格。
#[derive(SimpleObject)]
pub(crate) struct Candidacy {
    /// Its id. 编号。
    id: CandidacyId,
    /// For which tier. 目标等级。
    target_tier: TierCode,
    /// What made them stand out. 来源。
    source: NominationSource,
    /// What the policy's metrics were. 当时的指标。
    metrics: Vec<MetricValue>,
}

/// A right to return to a tier. 恢复等级的权利。
#[derive(SimpleObject)]
pub(crate) struct RightOfReturn {
    /// To which tier. 等级。
    tier: TierCode,
    /// Last day on which it can be used. 最后日期。
    until: Day,
}

/// A Key Opinion Consumer. 关键意见消费者。
#[derive(Clone)]
pub(crate) struct Koc {
    pub(crate) reading: Reading,
    pub(crate) id: KocId,
}

impl Koc {
    fn member(&self) -> Option<&Arc<Member>> {
        self.reading.view.tiers.member(self.id)
    }
}

/// A Key Opinion Consumer. 关键意见消费者。
#[Object]
impl Koc {
    /// Their id. 编号。
    pub(crate) async fn id(&self) -> KocId {
        self.id
    }

    /// Their pseudonymous key in another system. 外部系统中的代号。
    async fn external_ref(&self) -> Option<String> {
        self.member()?.external_ref.as_deref().map(str::to_owned)
    }

    /// Their name; null for a person of the time before and for one who was erased. 姓名。
    async fn name(&self) -> Option<String> {
        self.reading.open_option(self.member()?.name.as_ref())
    }

    /// The language they are spoken to in. 使用语言。
    async fn locale(&self) -> Option<Lang> {
        self.member()?.locale
    }

    /// Where they came from. 加入来源。
    async fn entry_source(&self) -> Option<EntrySource> {
        self.member().map(|member| member.entry_source)
    }

    /// Who brought them. 推荐人。
    async fn referred_by(&self) -> Option<Koc> {
        let id = self.member()?.referred_by?;
        Some(Koc { reading: self.reading.clone(), id })
    }

    /// Whether they take part; null for nobody known. 参与状态。
    async fn standing(&self) -> Option<Standing> {
        self.member().map(|member| member.standing_on(self.reading.today()).into())
    }

    /// Why they may not take part. 停权情况。
    async fn suspension(&self) -> Option<Suspension> {
        let held = self.member()?.suspension.as_ref()?;
        let reason = self.reading.open(&held.reason);
        Some(Suspension { from: held.from, until: held.until, reason })
    }

    /// The record they go on under, if two were merged. 并入的记录。
    async fn merged_into(&self) -> Option<Koc> {
        let id = self.member()?.merged_into?;
        Some(Koc { reading: self.reading.clone(), id })
    }

    /// The tier now; null outside the tiers. 当前等级。
    async fn tier(&self) -> Option<Tier> {
        let code = self.member()?.tier()?;
        Some(Tier { reading: self.reading.clone(), code })
    }

    /// Every span in a tier and outside, oldest first; what was replaced by a correction is not
    /// among them unless asked of a time before it. 等级经历,由早到晚。
    async fn history(
        &self,
        #[graphql(desc = "What the log knew at this moment, inclusive. 当时已知。")]
        known_at: Option<Moment>,
    ) -> Vec<TierSpan> {
        let spans = self.reading.view.tiers.history(self.id, known_at).into_iter();
        spans.map(|span| TierSpan { reading: self.reading.clone(), span }).collect()
    }

    /// What they agreed to. 已给予的同意。
    async fn consents(&self) -> Vec<Consent> {
        let given = self.member().into_iter().flat_map(|member| &member.consents);
        given
            .map(|(&purpose, given)| Consent {
                purpose,
                text_version: given.text_version,
                expires_on: given.expires_on,
            })
            .collect()
    }

    /// How much they take on, as they said. 可承接程度。
    async fn availability(&self) -> Option<DeclaredAvailability> {
        self.member()?.availability.as_ref().map(|said| DeclaredAvailability {
            depth: said.depth,
            from: said.from,
            until: said.until,
            max_concurrent: said.max_concurrent,
        })
    }

    /// What they can do and how they do it; null while nobody said. 成员档案。
    async fn profile(&self) -> Option<&Profile> {
        self.member()?.profile.as_deref()
    }

    /// What speaks of their loyalty. 忠诚度说明。
    async fn loyalty_note(&self) -> Option<String> {
        self.reading.open_option(self.member()?.loyalty_note.as_ref())
    }

    /// What they would like to be asked for; null while they did not say. 合作意愿。
    async fn preferences(&self) -> Option<&Preferences> {
        self.member()?.preferences.as_deref()
    }

    /// Whether their tier does not move. 等级是否锁定。
    async fn locked(&self) -> bool {
        self.member().is_some_and(|member| member.lock.is_some())
    }

    /// An invitation that stands open. 未结的邀请。
    async fn open_invitation(&self) -> Option<OpenInvitation> {
        self.member()?.invitation.as_ref().map(OpenInvitation::of)
    }

    /// A notice that stands open. 未结的保级提醒。
    async fn open_notice(&self) -> Option<OpenNotice> {
        self.member()?.notice.as_ref().map(|open| OpenNotice {
            at_risk_tier: open.at_risk_tier,
            policy_version: open.policy_version,
            missing: open.missing.clone(),
            decide_on: open.decide_on,
        })
    }

    /// Standings as candidate, oldest first. 候选资格。
    async fn candidacies(&self) -> Vec<Candidacy> {
        let open = self.member().into_iter().flat_map(|member| &member.candidacies);
        open.map(|open| Candidacy {
            id: open.candidacy_id,
            target_tier: open.target_tier,
            source: open.source,
            metrics: open.evidence.metrics.clone(),
        })
        .collect()
    }

    /// Accounts, in the order they were linked; those let go only if asked for. 平台账号。
    async fn channels(&self, also_unlinked: Option<bool>) -> Vec<member::Channel> {
        let rows = self.reading.view.people.channels(self.id).into_iter();
        let kept = rows.filter(|row| also_unlinked == Some(true) || row.unlinked_at.is_none());
        kept.map(|row| member::Channel::of(&self.reading, &row)).collect()
    }

    /// What they drive, by model. 车辆。
    async fn vehicles(&self) -> Vec<member::OwnedVehicle> {
        let rows = self.reading.view.people.vehicles(self.id);
        self.over(rows, |reading, row| member::OwnedVehicle { reading, row })
    }

    /// Cars the brand lent them, the newest in front. 借车记录。
    async fn loans(&self) -> Vec<VehicleLoan> {
        let rows = self.reading.view.vehicles.loans_of(self.id);
        self.over(rows, |reading, row| VehicleLoan { reading, row })
    }

    /// How they are looked after: talks, promises, feedback. 关系档案。
    async fn care(&self) -> CareFile {
        CareFile { reading: self.reading.clone(), koc_id: self.id }
    }

    /// Every consent they gave, oldest first, with its end. 同意记录,由早到晚。
    async fn consent_history(&self) -> Vec<member::ConsentSpan> {
        let rows = self.reading.view.people.consents(self.id).into_iter();
        rows.map(|row| member::ConsentSpan::of(&self.reading, &row)).collect()
    }

    /// Every suspension, oldest first. 停权记录,由早到晚。
    async fn suspensions(&self) -> Vec<member::SuspensionSpan> {
        let rows = self.reading.view.people.suspensions(self.id);
        self.over(rows, |reading, row| member::SuspensionSpan { reading, row })
    }

    /// Records of the same person that were merged into this one. 已并入的记录。
    async fn merged_from(&self) -> Vec<Koc> {
        let ids = self.reading.view.people.merged_from(self.id).into_iter();
        ids.map(|id| Koc { reading: self.reading.clone(), id }).collect()
    }

    /// How far they are on the way to the next tier; null outside the tiers. 晋级进度。
    async fn progress(&self) -> Option<member::TierProgress> {
        member::progress(self)
    }

    /// What reviews showed of them, by skill and format. 评审体现的能力。
    async fn skills(&self) -> Vec<member::SkillEvidence> {
        let rows = self.reading.view.people.skills(self.id);
        self.over(rows, |reading, row| member::SkillEvidence { reading, row })
    }

    /// Approved works with their scores, newest first. 通过的作品,由新到旧。
    async fn works(&self, first: Option<i32>) -> Result<Vec<member::ScoredWork>> {
        Ok(member::scored_works(self, page_size("first", first.unwrap_or(FIRST_DEFAULT))?))
    }

    /// How the scores of their works move. 得分走势。
    async fn score_trend(&self) -> Option<member::ScoreTrend> {
        member::score_trend(&self.reading, self.id)
    }

    /// What became of the tasks they were offered. 邀约统计。
    async fn offers(&self) -> member::OfferSummary {
        member::offers(self)
    }

    /// Feedback they have not read yet, oldest first. 未确认的反馈。
    async fn unread_feedback(&self) -> Vec<member::UnreadFeedback> {
        member::unread_feedback(self)
    }

    /// Their contribution account; null for one who gave nothing yet. 贡献账户。
    async fn contribution(&self) -> Option<ContributionAccount> {
        let row = self.reading.view.ledger.account(self.id)?;
        Some(ContributionAccount { reading: self.reading.clone(), row })
    }

    /// Who teaches them now. 导师。
    async fn mentor(&self) -> Option<Koc> {
        let edge = self.reading.view.mentorship.mentor_of(self.id)?;
        Some(Koc { reading: self.reading.clone(), id: edge.mentor })
    }

    /// The mentorships in which they teach, oldest first. 带教关系。
    async fn mentees(&self) -> Vec<Mentorship> {
        let edges = self.reading.view.mentorship.mentees(self.id);
        self.over(edges, |reading, edge| Mentorship { reading, edge })
    }

    /// Their ambassadorship, the newest; null when they were never asked. 品牌大使身份。
    async fn ambassadorship(&self) -> Option<Ambassadorship> {
        Ambassadorship::of(&self.reading, self.id)
    }

    /// What they told the brand, the newest in front. 提交的洞察,最新在前。
    async fn insights(&self) -> Vec<Insight> {
        Insight::of(&self.reading, self.id)
    }

    /// The circles they are in. 所在圈子。
    async fn circles(&self) -> Vec<Circle> {
        Circle::of(&self.reading, self.id)
    }

    /// Pieces they offered to co-creation projects, newest first; the last hundred. 共创投稿。
    async fn pieces(&self) -> Vec<ProjectPiece> {
        ProjectPiece::of(&self.reading, self.id)
    }

    /// Sections of co-creation projects that they edit, or handed in. 编写的共创章节。
    async fn sections(&self) -> Vec<ProjectSection> {
        let rows = self.reading.view.projects.sections_of(self.id);
        self.over(rows, |reading, row| ProjectSection { reading, row })
    }

    /// Released editions in whose credits they are. 署名的共创作品。
    async fn editions(&self) -> Vec<ProjectEdition> {
        let rows = self.reading.view.projects.editions_of(self.id);
        self.over(rows, |reading, row| ProjectEdition { reading, row })
    }

    /// Their standing as mentor, and how they teach; null for one who never was. 导师身份。
    async fn mentoring(&self) -> Option<Mentor> {
        let row = Arc::clone(self.reading.view.mentorship.mentor(self.id)?);
        Some(Mentor { reading: self.reading.clone(), row })
    }

    /// Every team they were asked into, were in or led, by id. 团队。
    async fn teams(&self) -> Vec<Team> {
        let rows = self.reading.view.teams.teams_with(self.id).into_iter().cloned();
        rows.map(|row| Team { reading: self.reading.clone(), row }).collect()
    }

    /// The campaigns they take part in or did, the newest first. 参与的活动。
    async fn campaigns(&self) -> Vec<CampaignParticipant> {
        let rows = self.reading.view.campaigns.campaigns_of(self.id);
        self.over(rows, |reading, row| CampaignParticipant { reading, row })
    }

    /// The gatherings they were invited to or came to, the one that begins last in front.
    /// 受邀或参加的聚会。
    async fn gatherings(&self) -> Vec<GatheringGuest> {
        let rows = self.reading.view.campaigns.gatherings_of(self.id);
        self.over(rows, |reading, row| GatheringGuest { reading, row })
    }

    /// Works of theirs that are kept for reuse. 归档素材。
    async fn assets(&self) -> Vec<Asset> {
        member::assets(self)
    }

    /// Every duty of theirs, the one that ends first in front. 职责。
    async fn duties(&self) -> Vec<Duty> {
        duties_of(&self.reading, self.id)
    }

    /// Every perk of theirs, the one that ends first in front. 权益。
    async fn perks(&self) -> Vec<Perk> {
        perks_of(&self.reading, self.id)
    }

    /// What they did in the community, newest month first. 社群行为,由新到旧。
    async fn activity(&self, month: Option<YearMonth>) -> Vec<member::ActivityMonth> {
        member::activity(self, month)
    }

    /// Everything that happened to them, newest first; of those types only, if any are named:
    /// `KocPromoted`. 全部事件,由新到旧,可按类型筛选。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        types: Option<Vec<String>>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<member::MemberEvents> {
        member::timeline(ctx, self, types, Window { first, after, last, before }).await
    }

    /// A right to return to a tier they stepped down from. 恢复等级的权利。
    async fn right_of_return(&self) -> Option<RightOfReturn> {
        let right = self.member()?.right_of_return?;
        Some(RightOfReturn { tier: right.tier, until: right.until })
    }
}

impl Koc {
    fn over<Row, Shown>(
        &self,
        rows: Vec<Arc<Row>>,
        show: impl Fn(Reading, Arc<Row>) -> Shown,
    ) -> Vec<Shown> {
        rows.into_iter().map(|row| show(self.reading.clone(), row)).collect()
    }
}

/// A member of the brand's team. 品牌团队成员。
pub(crate) struct Operator {
    pub(crate) reading: Reading,
    pub(crate) id: OperatorId,
}

/// A member of the brand's team. 品牌团队成员。
#[Object]
impl Operator {
    /// Their id. 编号。
    pub(crate) async fn id(&self) -> OperatorId {
        self.id
    }

    /// Their name; null when their key is gone. 姓名。
    async fn name(&self) -> Option<String> {
        let row = self.reading.view.work.operator(self.id)?;
        self.reading.open(&row.name)
    }

    /// What they may act as. 角色。
    async fn roles(&self) -> Vec<Role> {
        let row = self.reading.view.work.operator(self.id);
        row.map(|row| row.roles.clone()).unwrap_or_default()
    }

    /// Whether they are on the team. 是否在职。
    async fn active(&self) -> bool {
        self.reading.view.work.operator(self.id).is_some_and(|row| row.left.is_none())
    }

    /// How they left the team. 离任交接。
    async fn left(&self) -> Option<OperatorLeft> {
        let left = self.reading.view.work.operator(self.id)?.left.clone()?;
        Some(OperatorLeft { reading: self.reading.clone(), left })
    }
}

/// How somebody left the brand's team. 离任交接。
pub(crate) struct OperatorLeft {
    reading: Reading,
    left: projector_work::OperatorLeft,
}

/// How somebody left the brand's team. 离任交接。
#[Object]
impl OperatorLeft {
    /// When. 时间。
    async fn at(&self) -> Moment {
        self.left.at
    }

    /// Why; null when the key is gone. 原因。
    async fn reason(&self) -> Option<String> {
        self.reading.open(&self.left.reason)
    }

    /// Who took over. 接任人。
    async fn handed_over_to(&self) -> Option<Operator> {
        let id = self.left.handed_over_to?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// Open tasks and live assignments that changed hands. 交接数量。
    async fn handed_over(&self) -> u32 {
        self.left.handed_over
    }
}
