//! What campaigns are made of: numbers, weeks, awards, highlights, participants.

use std::sync::Arc;

use async_graphql::{Object, SimpleObject};
use domain::campaign::values::*;
use domain::gathering::values::GoneCause;
use domain::id::CampaignId;
use domain::{Amount, LocalText, Moment};
use projector_campaigns::{AwardRow, HighlightRow, ParticipantRow, SubTaskRow, WeekRow};

use super::assignments::Assignment;
use super::campaigns::{AwardState, Campaign};
use super::contest_entries::assignment;
use super::tasks::Task;
use crate::people::Koc;
use crate::scalars::Long;
use crate::session::Reading;

/// How many leaders of an award are shown. Our own number.
const LEADERS: usize = 10;

/// A number that tells whether a goal is reached. 目标指标。
pub(crate) struct CampaignKpi {
    pub(super) row: Kpi,
    pub(super) actual: Option<u64>,
}

/// A number that tells whether a goal is reached. 目标指标。
#[Object]
impl CampaignKpi {
    /// Unique in the campaign. 代码。
    async fn code(&self) -> &str {
        &self.row.code
    }

    /// What it is called. 名称。
    async fn name(&self) -> &LocalText {
        &self.row.name
    }

    /// What it counts. 口径。
    async fn metric(&self) -> KpiMetric {
        self.row.metric
    }

    /// What is to be reached. 目标值。
    async fn target(&self) -> Long {
        Long::of(self.row.target)
    }

    /// What it has come to; null of what is counted outside until it is said. 实际值。
    async fn actual(&self) -> Option<Long> {
        self.actual.map(Long::of)
    }
}

/// How a week of a campaign went. 一周节奏。
#[derive(SimpleObject)]
pub(crate) struct CampaignWeek {
    /// From 1. 第几周。
    week: u16,
    /// Participants who did something for it. 活跃人数。
    active: u32,
    /// Works of it that were approved. 通过作品数。
    works: u32,
    /// Those active against those of the first week, basis points; null when nobody was active
    /// then. 相对首周(基点)。
    decay: Option<u32>,
    /// What is to be said of it. 说明。
    note: Option<String>,
    /// What is done about it. 措施。
    action: Option<RhythmAction>,
    /// When it was looked at. 检查时间。
    at: Moment,
}

impl CampaignWeek {
    pub(super) fn of(row: &WeekRow) -> CampaignWeek {
        CampaignWeek {
            week: row.week,
            active: row.active,
            works: row.works,
            decay: row.decay_bp,
            note: row.note.clone(),
            action: row.action,
            at: row.at,
        }
    }
}

/// On what an award rests, as the rule computed it. 评奖依据。
pub(crate) struct Evidence {
    reading: Reading,
    row: AwardEvidence,
}

/// On what an award rests, as the rule computed it. 评奖依据。
#[Object(name = "AwardEvidence")]
impl Evidence {
    /// Works of the campaign approved so far. 通过作品数。
    async fn works(&self) -> u32 {
        self.row.works
    }

    /// Weighted engagement with what they published of them. 加权互动量。
    async fn engagement(&self) -> Long {
        Long::of(self.row.engagement)
    }

    /// Of progress: the week before, hundredths. 之前一周(百分之一)。
    async fn week_before(&self) -> Option<Long> {
        self.row.week_before.map(Long::of)
    }

    /// Of progress: the week now, hundredths. 现在一周(百分之一)。
    async fn week_now(&self) -> Option<Long> {
        self.row.week_now.map(Long::of)
    }

    /// Of progress: now against before, or against the floor, basis points. 进步幅度(基点)。
    async fn progress(&self) -> Option<Long> {
        self.row.progress_bp.map(Long)
    }

    /// Where they stand by the criterion, from 1; null where people weigh. 名次。
    async fn rank(&self) -> Option<u32> {
        self.row.rank
    }

    /// Among how many participants. 参与人数。
    async fn participants(&self) -> u32 {
        self.row.participants
    }

    /// The work it is for, if it is for one. 获奖作品。
    async fn work(&self) -> Option<Assignment> {
        assignment(&self.reading, self.row.assignment_id?)
    }
}

/// Somebody who stands well by the criterion of an award. 领先者。
#[derive(SimpleObject)]
pub(crate) struct AwardLeader {
    /// Who. 成员。
    koc: Koc,
    /// How far they are. 依据。
    evidence: Evidence,
}

/// An award of a campaign, and what became of it. 活动奖项。
pub(crate) struct CampaignAward {
    pub(super) reading: Reading,
    pub(super) campaign_id: CampaignId,
    pub(super) row: Arc<AwardRow>,
}

impl CampaignAward {
    pub(super) fn became(&self) -> AwardState {
        match (&self.row.given, &self.row.voided) {
            (Some(_), _) => AwardState::Given,
            (None, Some(_)) => AwardState::Voided,
            (None, None) => AwardState::Open,
        }
    }
}

/// An award of a campaign, and what became of it. 活动奖项。
#[Object]
impl CampaignAward {
    /// Unique in the campaign. 代码。
    async fn code(&self) -> &str {
        &self.row.planned.award
    }

    /// What it is called. 名称。
    async fn name(&self) -> &LocalText {
        &self.row.planned.name
    }

    /// Whether it is given while the campaign runs, or when it is judged. 类别。
    async fn kind(&self) -> AwardKind {
        self.row.planned.kind
    }

    /// What for. 评选标准。
    async fn criterion(&self) -> AwardCriterion {
        self.row.planned.criterion
    }

    /// Of progress: whoever did less than this in a week before is measured against it. 基线下限。
    async fn floor(&self) -> Option<u32> {
        self.row.planned.floor
    }

    /// Whether the winner is honoured with it. 是否授予荣誉。
    async fn honour(&self) -> bool {
        self.row.planned.honour
    }

    /// What is paid, in the unit of the campaign's purse. 奖金。
    async fn amount(&self) -> Option<Amount> {
        self.row.planned.amount
    }

    /// What became of it. 状态。
    async fn state(&self) -> AwardState {
        self.became()
    }

    /// To whom it was given. 获奖者。
    async fn winner(&self) -> Option<Koc> {
        let id = self.row.given.as_ref()?.koc_id;
        Some(Koc { reading: self.reading.clone(), id })
    }

    /// On what it rests. 依据。
    async fn evidence(&self) -> Option<Evidence> {
        let row = self.row.given.as_ref()?.evidence;
        Some(Evidence { reading: self.reading.clone(), row })
    }

    /// What the winner was told of why; null when it may not be read. 颁奖词。
    async fn why(&self) -> Option<String> {
        self.reading.open_option(self.row.given.as_ref()?.why.as_ref())
    }

    /// When it was given. 颁发时间。
    async fn given_at(&self) -> Option<Moment> {
        self.row.given.as_ref().map(|given| given.at)
    }

    /// Why nobody was given it. 空缺原因。
    async fn voided_because(&self) -> Option<&str> {
        self.row.voided.as_deref()
    }

    /// Who stands best by its criterion today, while it can still be given; of those where people
    /// weigh, nobody. 目前领先者。
    async fn leaders(&self) -> Vec<AwardLeader> {
        if self.became() != AwardState::Open {
            return Vec::new();
        }
        let (state, today) = (&self.reading.view.state, self.reading.today());
        let code = &self.row.planned.award;
        let standings = state.award_standings(self.campaign_id, code, today).unwrap_or_default();
        let ranked = standings.into_iter().filter(|it| it.evidence.rank.is_some());
        ranked
            .take(LEADERS)
            .map(|it| AwardLeader {
                koc: Koc { reading: self.reading.clone(), id: it.koc_id },
                evidence: Evidence { reading: self.reading.clone(), row: it.evidence },
            })
            .collect()
    }
}

/// A work that everybody saw. 优秀作品。
#[derive(SimpleObject)]
pub(crate) struct HighlightedWork {
    /// What the task it is of is called. 任务标题。
    title: Option<LocalText>,
    /// The work itself. 作品。
    assignment: Option<Assignment>,
    /// Who made it. 作者。
    authors: Vec<Koc>,
}

/// A good work that everybody saw. 优秀作品分享。
pub(crate) struct CampaignHighlight {
    pub(super) reading: Reading,
    pub(super) row: HighlightRow,
}

/// A good work that everybody saw. 优秀作品分享。
#[Object]
impl CampaignHighlight {
    /// Which work. 作品。
    async fn work(&self) -> HighlightedWork {
        let row = self.reading.view.work.assignment(self.row.assignment_id);
        let task = row.and_then(|row| self.reading.view.work.task(row.task_id));
        let koc = |id: &domain::id::KocId| Koc { reading: self.reading.clone(), id: *id };
        HighlightedWork {
            title: task.map(|task| task.title.clone()),
            assignment: assignment(&self.reading, self.row.assignment_id),
            authors: self.row.authors.iter().map(koc).collect(),
        }
    }

    /// What is good about it; null when it may not be read. 推荐理由。
    async fn why(&self) -> Option<String> {
        self.reading.open(&self.row.why)
    }

    /// Where it is shown. 渠道。
    async fn channels(&self) -> &[String] {
        &self.row.channels
    }

    /// When. 时间。
    async fn at(&self) -> Moment {
        self.row.at
    }
}

/// Something to do in a week of a campaign. 子任务。
pub(crate) struct CampaignSubTask {
    pub(super) reading: Reading,
    pub(super) row: SubTaskRow,
}

/// Something to do in a week of a campaign. 子任务。
#[Object]
impl CampaignSubTask {
    /// From 1. 第几周。
    async fn week(&self) -> u16 {
        self.row.week
    }

    /// Which task. 任务。
    async fn task(&self) -> Option<Task> {
        let row = Arc::clone(self.reading.view.work.task(self.row.task_id)?);
        Some(Task { reading: self.reading.clone(), row })
    }
}

/// Somebody in a campaign. 活动参与者。
pub(crate) struct CampaignParticipant {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<ParticipantRow>,
}

/// Somebody in a campaign. 活动参与者。
#[Object]
impl CampaignParticipant {
    /// Which. 活动。
    async fn campaign(&self) -> Option<Campaign> {
        Campaign::of(&self.reading, self.row.campaign_id)
    }

    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Since when. 加入时间。
    async fn joined_at(&self) -> Moment {
        self.row.joined_at
    }

    /// Works approved before, hundredths, in as many days as it lasts. 基线作品数(百分之一)。
    async fn works_before(&self) -> Option<u32> {
        self.row.baseline.map(|baseline| baseline.works)
    }

    /// Weighted engagement before, in the same days. 基线互动量。
    async fn engagement_before(&self) -> Option<Long> {
        self.row.baseline.map(|baseline| Long::of(baseline.engagement))
    }

    /// Their works of it that were approved. 通过作品数。
    async fn works(&self) -> u32 {
        self.row.works
    }

    /// Weighted engagement with what they published of them. 加权互动量。
    async fn engagement(&self) -> Long {
        Long::of(self.row.engagement)
    }

    /// When they stopped. 退出时间。
    async fn left_at(&self) -> Option<Moment> {
        self.row.left.as_ref().map(|left| left.at)
    }

    /// What for. 退出缘由。
    async fn left_cause(&self) -> Option<GoneCause> {
        self.row.left.as_ref().map(|left| left.cause)
    }

    /// Why, if they said; null when it may not be read. 退出原因。
    async fn left_reason(&self) -> Option<String> {
        self.reading.open_option(self.row.left.as_ref()?.reason.as_ref())
    }
}
