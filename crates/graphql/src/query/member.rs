//! A member seen whole: what the read models know of them, put together at one view.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use domain::activity::values::{ActivityKind, YearMonth};
use domain::assignment::values::{DeclineReason, QualityBand};
use domain::id::{ActivityId, EventId, KocId};
use domain::koc::values::MetricValue;
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Day, Event as DomainEvent, Moment};
use projection::page;
use projector_people::{ActRow, ChannelRow, ConsentRow, SkillRow, SuspensionRow, VehicleRow};
use projector_work::{AssignmentFilter, AssignmentState};

use super::assets::Asset;
use super::assignments::Assignment;
use crate::connection::{Connection, Named};
use crate::event::{Approval, Event, events_at};
use crate::fault::{FaultCode, fault};
use crate::paging::{Nodes, Paging, Whole, Window};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// How far an account reached when it was measured. 一次传播数据。
#[derive(SimpleObject)]
pub(crate) struct ChannelReach {
    /// When. 测量时间。
    measured_at: Moment,
    /// How many followed. 粉丝数。
    followers: u32,
    /// Posts within the 30 days before. 近 30 天发布数。
    posts_30d: u32,
    /// Reactions per follower and post, basis points. 互动率(基点)。
    engagement_rate_bp: u32,
    /// Who or what measured it. 来源。
    source: String,
}

/// An account of a member. 平台账号。
#[derive(SimpleObject)]
pub(crate) struct Channel {
    /// Where. 平台。
    platform: String,
    /// What they are called there; null when their key is gone. 账号名。
    handle: Option<String>,
    /// Where the account is seen; null when their key is gone. 主页地址。
    url: Option<String>,
    /// Whether the team checked that it is theirs. 是否核实。
    verified: bool,
    /// Who listens there. 受众。
    audiences: Vec<String>,
    /// When it was linked. 关联时间。
    linked_at: Moment,
    /// When it was let go; null while it is theirs. 解除时间。
    unlinked_at: Option<Moment>,
    /// Every measurement, oldest first. 传播数据,由早到晚。
    reach: Vec<ChannelReach>,
}

impl Channel {
    pub(crate) fn of(reading: &Reading, row: &ChannelRow) -> Channel {
        let reach = row.reach.iter().map(|it| ChannelReach {
            measured_at: it.measured_at,
            followers: it.followers,
            posts_30d: it.posts_30d,
            engagement_rate_bp: it.engagement_rate_bp,
            source: it.source.clone(),
        });
        Channel {
            platform: row.platform.clone(),
            handle: reading.open(&row.handle),
            url: reading.open_option(row.url.as_ref()),
            verified: row.verified,
            audiences: row.audiences.clone(),
            linked_at: row.linked_at,
            unlinked_at: row.unlinked_at,
            reach: reach.collect(),
        }
    }
}

/// A car a member drives. 车辆。
pub(crate) struct OwnedVehicle {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<VehicleRow>,
}

/// A car a member drives. 车辆。
#[Object]
impl OwnedVehicle {
    /// A term of the model axis. 车型。
    async fn model(&self) -> &str {
        &self.row.model
    }

    /// Since this day. 起始日。
    async fn since(&self) -> Day {
        self.row.since
    }

    /// How long by now, days. 用车天数。
    async fn days(&self) -> u32 {
        self.reading.today().days_since(self.row.since)
    }

    /// Where the proof is kept; null when their key is gone. 凭证。
    async fn evidence(&self) -> Option<String> {
        self.reading.open_option(self.row.evidence.as_ref())
    }

    /// Who of the team says so; null when the member says it of themselves. 核实人。
    async fn verified_by(&self) -> Option<Operator> {
        let id = self.row.verified_by?;
        Some(Operator { reading: self.reading.clone(), id })
    }
}

/// How a consent ended. 同意的终止方式。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_people::ConsentEnd")]
pub(crate) enum ConsentEnd {
    /// The member took it back. 撤回。
    Withdrawn,
    /// Its last day was over. 到期。
    Expired,
    /// The member agreed to another text, or for another time. 更新。
    Renewed,
}

/// A consent from its beginning to its end. 一次同意的始末。
#[derive(SimpleObject)]
pub(crate) struct ConsentSpan {
    /// What for. 用途。
    purpose: ConsentPurpose,
    /// Of the published text. 文本版本。
    text_version: u16,
    /// Where the proof is kept; null when their key is gone. 凭证。
    evidence: Option<String>,
    /// When it was given. 给予时间。
    given_at: Moment,
    /// Its last day; null when it is for good. 最后有效日。
    expires_on: Option<Day>,
    /// When it ended; null while it stands. 终止时间。
    ended_at: Option<Moment>,
    /// How it ended. 终止方式。
    ended: Option<ConsentEnd>,
}

impl ConsentSpan {
    pub(crate) fn of(reading: &Reading, row: &ConsentRow) -> ConsentSpan {
        ConsentSpan {
            purpose: row.purpose,
            text_version: row.text_version,
            evidence: reading.open_option(row.evidence.as_ref()),
            given_at: row.given_at,
            expires_on: row.expires_on,
            ended_at: row.ended.map(|(at, _)| at),
            ended: row.ended.map(|(_, how)| how.into()),
        }
    }
}

/// A suspension from its beginning to its end. 一次停权的始末。
pub(crate) struct SuspensionSpan {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<SuspensionRow>,
}

/// A suspension from its beginning to its end. 一次停权的始末。
#[Object]
impl SuspensionSpan {
    /// From this day. 起始日。
    async fn from(&self) -> Day {
        self.row.from
    }

    /// Its last day; null until it is lifted. 最后一天。
    async fn until(&self) -> Option<Day> {
        self.row.until
    }

    /// What the member was told; null when their key is gone. 告知成员的原因。
    async fn reason(&self) -> Option<String> {
        self.reading.open(&self.row.reason)
    }

    /// The events it rests on. 依据的事件。
    async fn refs(&self) -> &[EventId] {
        &self.row.refs
    }

    /// On whose approval. 审批。
    async fn approved_by(&self) -> Vec<Approval> {
        let approvals = self.row.approved_by.iter().cloned();
        approvals.map(|a| Approval { reading: self.reading.clone(), approval: a }).collect()
    }

    /// When it was lifted; null while it stands. 解除时间。
    async fn lifted_at(&self) -> Option<Moment> {
        self.row.lifted.as_ref().map(|lifted| lifted.at)
    }

    /// Why it was lifted; null when its last day was over. 解除原因。
    async fn lifted_reason(&self) -> Option<String> {
        self.reading.open_option(self.row.lifted.as_ref()?.reason.as_ref())
    }
}

/// What reviews showed of one skill in one format. 评审体现的能力。
pub(crate) struct SkillEvidence {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<SkillRow>,
}

/// What reviews showed of one skill in one format. 评审体现的能力。
#[Object(name = "ShownSkill")]
impl SkillEvidence {
    /// A term of the skill axis. 技能。
    async fn skill(&self) -> &str {
        &self.row.skill
    }

    /// A term of the format axis. 内容形式。
    async fn format(&self) -> &str {
        &self.row.format
    }

    /// The newest level, 1–5. 最近等级。
    async fn level(&self) -> u8 {
        self.row.level
    }

    /// The highest level. 最高等级。
    async fn best(&self) -> u8 {
        self.row.best
    }

    /// When it was last shown. 最近体现时间。
    async fn shown_at(&self) -> Moment {
        self.row.shown_at
    }

    /// The works that showed it, oldest first. 体现它的作品。
    async fn works(&self) -> Vec<Assignment> {
        let work = &self.reading.view.work;
        let rows = self.row.works.iter().filter_map(|id| work.assignment(*id));
        rows.map(|row| Assignment { reading: self.reading.clone(), row: Arc::clone(row) }).collect()
    }
}

/// An approved work with its score. 通过的作品及得分。
#[derive(SimpleObject)]
pub(crate) struct ScoredWork {
    /// Which. 任务承接。
    assignment: Option<Assignment>,
    /// When it was approved. 通过时间。
    approved_at: Moment,
    /// Hundredths, 0–10000. 最终得分(百分之一)。
    final_score: u16,
    /// How good it is. 质量等级。
    quality_band: QualityBand,
}

/// How the scores of works move: the last three beside the three before. 得分走势。
#[derive(SimpleObject)]
pub(crate) struct ScoreTrend {
    /// Mean of the newest, hundredths. 近三件均分。
    recent: i32,
    /// Mean of those before; null when there are none. 此前三件均分。
    before: Option<i32>,
    /// By how much the newest are better. 变化。
    change: Option<i32>,
}

/// How often an offer was declined for a reason. 婉拒原因及次数。
#[derive(SimpleObject)]
pub(crate) struct DeclineCount {
    /// Why. 原因。
    pub(super) reason: DeclineReason,
    /// How often. 次数。
    pub(super) count: i32,
}

/// What became of the tasks a member was offered. 邀约统计。
#[derive(SimpleObject)]
pub(crate) struct OfferSummary {
    /// How many there were. 邀约数。
    offered: i32,
    /// Taken on. 接受。
    accepted: i32,
    /// Declined; it costs nothing. 婉拒。
    declined: i32,
    /// Run out without an answer. 过期。
    expired: i32,
    /// Taken back by the brand. 品牌撤回。
    withdrawn: i32,
    /// Still to be answered. 待答复。
    waiting: i32,
    /// Why they were declined. 婉拒原因。
    decline_reasons: Vec<DeclineCount>,
}

/// Feedback the member has not read yet. 未确认的反馈。
#[derive(SimpleObject)]
pub(crate) struct UnreadFeedback {
    /// On which work. 任务承接。
    assignment: Assignment,
    /// On which submission. 提交序号。
    submission_no: u16,
    /// When it was given. 反馈时间。
    reviewed_at: Moment,
}

/// Something a member did in the community. 社群行为。
#[derive(SimpleObject)]
pub(crate) struct Activity {
    /// Its id. 编号。
    id: ActivityId,
    /// What. 类型。
    kind: ActivityKind,
    /// When. 时间。
    at: Moment,
    /// Who reported it. 来源。
    source: String,
    /// What it was about. 对象。
    subject: Option<String>,
    /// Whether it was found insightful. 是否被评为有见地。
    marked_insightful: bool,
    /// What is good about it; null when their key is gone. 评语。
    why: Option<String>,
    /// Whether it counts no more. 是否已撤销。
    retracted: bool,
    /// Why it counts no more; null when their key is gone. 撤销原因。
    retracted_reason: Option<String>,
}

impl Activity {
    fn of(reading: &Reading, row: &ActRow) -> Activity {
        Activity {
            id: row.activity_id,
            kind: row.kind,
            at: row.at,
            source: row.source.clone(),
            subject: row.subject.clone(),
            marked_insightful: row.insightful.is_some(),
            why: reading.open_option(row.insightful.as_ref()),
            retracted: row.retracted.is_some(),
            retracted_reason: reading.open_option(row.retracted.as_ref()),
        }
    }
}

/// What a member did in one month. 某月的社群行为。
#[derive(SimpleObject)]
pub(crate) struct ActivityMonth {
    /// Which month. 月份。
    month: YearMonth,
    /// In the order reported. 明细。
    acts: Vec<Activity>,
}

/// How far a member is on the way to the next tier. 晋级进度。
#[derive(SimpleObject)]
pub(crate) struct TierProgress {
    /// Where they stand. 当前等级。
    tier: TierCode,
    /// The next tier; null at the top. 下一等级。
    next: Option<TierCode>,
    /// The policy in force. 现行政策版本。
    policy_version: u32,
    /// What rising asks, and what there is. 晋级指标。
    rising: Vec<MetricValue>,
    /// Whether the rule for rising is met. 是否达到晋级规则。
    rising_met: bool,
    /// What staying asks, and what there is. 保级指标。
    staying: Vec<MetricValue>,
    /// Whether the rule for staying is met. 是否达到保级规则。
    staying_met: bool,
    /// Days still to be served in the tier. 距最短在级天数。
    days_left: u32,
    /// The first day after the cooldown of a demotion. 冷却期结束日。
    cooldown_until: Option<Day>,
    /// Whether the next tier is entered by invitation only. 是否须受邀。
    invitation_required: bool,
    /// Whether the next tier has no room. 下一等级是否已满。
    next_is_full: bool,
    /// The tier that the rules alone would give. 按规则计算的等级。
    computed_tier: TierCode,
    /// Whether that is another than the one held. 是否与所在等级不一致。
    band_mismatch: bool,
}

/// The way to the next tier; none outside the tiers.
pub(crate) fn progress(koc: &Koc) -> Option<TierProgress> {
    let found = koc.reading.view.state.progress(koc.id, koc.reading.today())?;
    Some(TierProgress {
        tier: found.tier,
        next: found.next,
        policy_version: found.policy_version,
        rising: found.rising,
        rising_met: found.rising_met,
        staying: found.staying,
        staying_met: found.staying_met,
        days_left: found.days_left,
        cooldown_until: found.cooldown_until,
        invitation_required: found.invitation_required,
        next_is_full: found.next_is_full,
        computed_tier: found.computed_tier,
        band_mismatch: found.computed_tier != found.tier,
    })
}

/// The newest approved works, newest first.
pub(crate) fn scored_works(koc: &Koc, first: usize) -> Vec<ScoredWork> {
    let view = &koc.reading.view;
    let works = view.people.scored_works(koc.id).into_iter().rev().take(first);
    let assignment = |id| view.work.assignment(id).map(|row| assignment_of(koc, row));
    works
        .map(|work| ScoredWork {
            assignment: assignment(work.assignment_id),
            approved_at: work.approved_at,
            final_score: work.final_score,
            quality_band: work.quality_band,
        })
        .collect()
}

fn assignment_of(koc: &Koc, row: &Arc<projector_work::AssignmentRow>) -> Assignment {
    Assignment { reading: koc.reading.clone(), row: Arc::clone(row) }
}

/// How the scores of somebody's works move.
pub(crate) fn score_trend(reading: &Reading, koc_id: KocId) -> Option<ScoreTrend> {
    let trend = reading.view.people.score_trend(koc_id)?;
    Some(ScoreTrend { recent: trend.recent, before: trend.before, change: trend.change() })
}

fn own_assignments(koc: &Koc) -> Vec<Arc<projector_work::AssignmentRow>> {
    let own = AssignmentFilter { koc_id: Some(koc.id), ..AssignmentFilter::default() };
    koc.reading.view.work.assignments(&own)
}

/// What became of the tasks a member was offered.
pub(crate) fn offers(koc: &Koc) -> OfferSummary {
    let rows = own_assignments(koc);
    let count = |of: &dyn Fn(&projector_work::AssignmentRow) -> bool| {
        let found = rows.iter().filter(|row| of(row)).count();
        i32::try_from(found).unwrap_or(i32::MAX)
    };
    let mut decline_reasons: Vec<DeclineCount> = Vec::new();
    let mut reasons: Vec<DeclineReason> =
        rows.iter().filter_map(|row| row.decline_reason).collect();
    reasons.sort_unstable();
    for reason in reasons {
        match decline_reasons.last_mut().filter(|last| last.reason == reason) {
            Some(last) => last.count += 1,
            None => decline_reasons.push(DeclineCount { reason, count: 1 }),
        }
    }
    let offered = count(&|_| true);
    let accepted = count(&|row| row.terms.is_some());
    let declined = count(&|row| row.decline_reason.is_some());
    let waiting =
        count(&|row| matches!(row.state, AssignmentState::Offered | AssignmentState::Negotiating));
    let withdrawn = count(&|row| row.state == AssignmentState::Withdrawn);
    let expired = offered - accepted - declined - waiting - withdrawn;
    OfferSummary { offered, accepted, declined, expired, withdrawn, waiting, decline_reasons }
}

/// Feedback the member has not read yet, oldest first.
pub(crate) fn unread_feedback(koc: &Koc) -> Vec<UnreadFeedback> {
    let mut unread: Vec<UnreadFeedback> = Vec::new();
    for row in own_assignments(koc) {
        for submission in row.submissions.iter().filter(|it| it.acknowledged.is_none()) {
            let number = submission.submission_no;
            let review = row.reviews.iter().rev().find(|it| it.submission_no == number);
            if let Some(review) = review {
                unread.push(UnreadFeedback {
                    assignment: assignment_of(koc, &row),
                    submission_no: number,
                    reviewed_at: review.reviewed_at,
                });
            }
        }
    }
    unread.sort_by_key(|it| it.reviewed_at);
    unread
}

/// Works of the member that are kept for reuse.
pub(crate) fn assets(koc: &Koc) -> Vec<Asset> {
    let filter = projector_assets::AssetFilter { author: Some(koc.id), ..Default::default() };
    let found = koc.reading.view.assets.find(&filter, projector_assets::AssetOrder::Date);
    found.into_iter().map(|found| Asset::of(&koc.reading, found.row)).collect()
}

/// What the member did in the community, newest month first.
pub(crate) fn activity(koc: &Koc, month: Option<YearMonth>) -> Vec<ActivityMonth> {
    let months = koc.reading.view.people.months(koc.id).into_iter().rev();
    months
        .filter(|row| month.is_none_or(|month| row.month == month))
        .map(|row| ActivityMonth {
            month: row.month,
            acts: row.acts.iter().map(|act| Activity::of(&koc.reading, act)).collect(),
        })
        .collect()
}

/// Everything that happened to the member, newest first; of those types only, if any are named.
pub(crate) async fn timeline(
    ctx: &Context<'_>,
    koc: &Koc,
    types: Option<Vec<String>>,
    window: Window,
) -> Result<MemberEvents> {
    let wanted = types.map(|names| numbers_of(&names)).transpose()?;
    let paging = Paging::new(ctx, koc.reading.clone(), window)?;
    let all = paging.reading.view.people.timeline(koc.id).rev();
    let kept = all.filter(|(_, kind)| wanted.as_ref().is_none_or(|it| it.contains(kind)));
    let positions: Vec<EventId> = kept.map(|(position, _)| position).collect();
    let key = |position: &EventId| position.to_string();
    let cut = page(positions, key, &paging.cut);
    let rows = events_at(&paging.reading, cut.rows).await?;
    let cut = projection::Page {
        rows,
        total: cut.total,
        has_next: cut.has_next,
        has_previous: cut.has_previous,
    };
    let key = |event: &Event| event.recorded.position.to_string();
    let nodes: Nodes<Event> = paging.connect(cut, key, |_, event| event);
    let mut named = MemberEvents::new(nodes.has_previous_page, nodes.has_next_page, nodes.more);
    named.edges = nodes.edges;
    Ok(named)
}

/// Events of one member; those of the whole log are counted in other numbers.
pub(crate) type MemberEvents = Connection<Event, Whole, MemberEventsName>;

pub(crate) struct MemberEventsName;

impl Named for MemberEventsName {
    fn name(_: &str) -> String {
        "MemberEventConnection".to_owned()
    }
}

fn numbers_of(names: &[String]) -> Result<Vec<u16>> {
    let number = |name: &String| {
        let known = DomainEvent::type_named(name).map(|kind| kind.number);
        known.ok_or_else(|| {
            fault(FaultCode::BadUserInput, format!("there is no type of event named `{name}`"))
        })
    };
    names.iter().map(number).collect()
}
