//! The queue of what waits for a review, with what helps whoever judges.

use std::sync::Arc;

use async_graphql::{Enum, InputObject, SimpleObject};
use domain::Moment;
use domain::assignment::flagged_words;
use domain::assignment::values::ReviewStage;
use domain::id::{ActorId, KocId, TaskId};
use domain::task::brief::Criterion;
use domain::time::HOUR_US;
use domain::vocabulary::{Horizon, TaskKind, TierCode};
use projector_work::{Check, QueueFilter, QueueItem};

use super::assignments::Assignment;
use super::submissions::{Review, reviewer};
use crate::event::Actor;
use crate::people::Koc;
use crate::session::Reading;

/// What is checked of a submission. 自动检查项。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_work::CheckCode")]
pub(crate) enum CheckCode {
    /// As many pieces of each format as agreed. 内容形式与数量。
    Format,
    /// Every piece within an agreed length. 长度。
    Length,
    /// Every tag the brief asks for. 话题标签。
    Tags,
    /// No file that another assignment has. 重复内容。
    Duplicate,
    /// The tie to the brand is told where the brief asks for it. 披露。
    Disclosure,
    /// No more help of software than the brief allows. AI 使用。
    AiUse,
    /// Not after the due time. 按时。
    InTime,
}

/// One thing checked of a submission. 自动检查结果。
#[derive(SimpleObject)]
pub(crate) struct SubmissionCheck {
    /// What. 检查项。
    code: CheckCode,
    /// Whether it holds. 是否通过。
    ok: bool,
    /// What was found. 说明。
    detail: String,
}

impl SubmissionCheck {
    fn of(check: Check) -> SubmissionCheck {
        SubmissionCheck { code: check.code.into(), ok: check.ok, detail: check.detail }
    }
}

/// A submission that waits for a review. 待评审的提交。
#[derive(SimpleObject)]
pub(crate) struct ReviewQueueItem {
    /// Whose work it is. 任务承接。
    assignment: Assignment,
    /// Which submission. 提交序号。
    submission_no: u16,
    /// As whom it is to be judged. 评审阶段。
    stage: ReviewStage,
    /// Since when it waits for this stage. 等待起始。
    since: Moment,
    /// Whole hours it has waited. 已等待小时数。
    waiting_hours: i32,
    /// When the answer is due by the programme's limit. 应答复时间。
    due_at: Moment,
    /// Whether that is past. 是否超时。
    sla_breached: bool,
    /// The mentor, while it is theirs to judge. 应由其评审的导师。
    mentor: Option<Koc>,
    /// Who judges it now. 评审人。
    claimed_by: Option<Actor>,
    /// Whole hours until the answer is due; negative once it is late. 距应答复的小时数。
    sla_left_hours: i32,
    /// What is to be judged, by the brief the member agreed to. 待评判的标准。
    criteria: Vec<Criterion>,
    /// What can be seen without judging: an aid, never a verdict. 自动检查。
    checks: Vec<SubmissionCheck>,
    /// Words in the member's remark to look at: an aid, never a verdict. 需留意的措辞。
    flagged_words: Vec<String>,
    /// What was said of earlier submissions, and by an earlier stage. 此前的评审。
    prior_reviews: Vec<Review>,
    /// Who may not judge it, because they made it. 须回避的成员。
    conflicts: Vec<Koc>,
}

impl ReviewQueueItem {
    pub(crate) fn of(reading: &Reading, item: QueueItem) -> ReviewQueueItem {
        let now = reading.moment(None);
        let waited = now.hours_since(item.waiting.since);
        let (work, row) = (&reading.view.work, Arc::clone(&item.assignment));
        let left = (item.due_at.0.saturating_sub(now.0)).div_euclid(HOUR_US);
        let note = row.newest_submission().and_then(|it| it.note.as_ref());
        let note = reading.open_option(note).unwrap_or_default();
        let brief = work.agreed_brief(&row);
        let koc = |id| Koc { reading: reading.clone(), id };
        ReviewQueueItem {
            assignment: Assignment { reading: reading.clone(), row: item.assignment },
            submission_no: item.waiting.submission_no,
            stage: item.waiting.stage,
            since: item.waiting.since,
            waiting_hours: i32::try_from(waited).unwrap_or(i32::MAX),
            due_at: item.due_at,
            sla_breached: item.due_at < now,
            mentor: item.waiting.mentor.map(koc),
            claimed_by: item.waiting.claimed_by.map(|who| reviewer(reading, &who, false)),
            sla_left_hours: i32::try_from(left).unwrap_or(i32::MAX),
            criteria: brief.map(|brief| brief.criteria.clone()).unwrap_or_default(),
            checks: work.checks(&row).into_iter().map(SubmissionCheck::of).collect(),
            flagged_words: flagged_words(&note).into_iter().map(str::to_owned).collect(),
            prior_reviews: row.reviews.iter().map(|it| Review::of(reading, it)).collect(),
            conflicts: work.conflicts(&row).into_iter().map(koc).collect(),
        }
    }
}

/// Which submissions; what is not said does not matter. 评审队列筛选。
#[derive(InputObject, Default)]
pub(crate) struct ReviewQueueFilter {
    /// Waiting for this stage. 评审阶段。
    stage: Option<ReviewStage>,
    /// This mentor's to judge. 由该导师评审。
    mentor: Option<KocId>,
    /// Of this task. 任务。
    task_id: Option<TaskId>,
    /// Of this horizon. 时间维度。
    horizon: Option<Horizon>,
    /// Only those somebody judges now, or only others. 是否已认领。
    claimed: Option<bool>,
    /// Only those whose answer is overdue. 仅超时的。
    #[graphql(default)]
    sla_breached: bool,
    /// Judged now by this person: their id without its kind. 由该人评审中。
    reviewer: Option<ActorId>,
    /// By a member who was in this tier when they were asked. 邀约时的等级。
    tier: Option<TierCode>,
    /// Of this kind of work. 任务类型。
    kind: Option<TaskKind>,
    /// Only those of which an earlier review found that something does not hold that must.
    /// 曾有必达项未达。
    #[graphql(default)]
    failed_must: bool,
}

impl ReviewQueueFilter {
    pub(crate) fn at(self, now: Moment) -> QueueFilter {
        QueueFilter {
            stage: self.stage,
            mentor: self.mentor,
            task_id: self.task_id,
            horizon: self.horizon,
            claimed: self.claimed,
            due_by: self.sla_breached.then_some(now),
            reviewer: self.reviewer,
            tier: self.tier,
            kind: self.kind,
            failed_must: self.failed_must,
        }
    }
}
