//! The entries of a contest, as everybody sees them and as their judges do.

use std::sync::Arc;

use async_graphql::{Object, SimpleObject};
use domain::Moment;
use domain::assignment::values::RejectReason;
use domain::contest::values::{Judge as JudgeId, Prize};
use domain::id::{AssignmentId, EventId};
use projector_contests::{ContestRow, ContestStage, Disqualified as OutRow, EntryRow, JudgeScore};

use super::assignments::Assignment;
use super::contests::Judge;
use super::submissions::SubmittedItem;
use crate::caller::Subject;
use crate::people::Koc;
use crate::session::Reading;

/// One criterion scored by a judge. 评委单项分。
#[derive(SimpleObject)]
pub(crate) struct CriterionScored {
    /// Which. 标准。
    criterion_id: String,
    /// 0–100. 分数。
    score: u8,
    /// Why; null when it may not be read. 说明。
    note: Option<String>,
}

/// What a judge made of an entry. 评委评分。
#[derive(SimpleObject)]
pub(crate) struct EntryScored {
    /// Who. 评委。
    judge: Judge,
    /// Criterion by criterion. 单项分。
    scores: Vec<CriterionScored>,
    /// By the weights of the criteria, hundredths. 加权分(百分之一分)。
    weighted_score: u16,
    /// When. 时间。
    at: Moment,
    /// The event. 事件编号。
    event_id: EventId,
}

impl EntryScored {
    fn of(reading: &Reading, row: &JudgeScore) -> EntryScored {
        let scores = row.scores.iter().map(|score| CriterionScored {
            criterion_id: score.criterion_id.clone(),
            score: score.score,
            note: reading.open_option(score.note.as_ref()),
        });
        EntryScored {
            judge: Judge::of(reading, row.judge),
            scores: scores.collect(),
            weighted_score: row.weighted_score,
            at: row.at,
            event_id: row.position,
        }
    }
}

/// Why an entry stands no more. 取消资格。
#[derive(SimpleObject)]
pub(crate) struct Disqualified {
    /// Of which kind the reason is. 原因类型。
    grounds: RejectReason,
    /// Why, as the member is told; null when it may not be read. 原因。
    reason: Option<String>,
    /// When. 时间。
    at: Moment,
    /// The event. 事件编号。
    event_id: EventId,
}

impl Disqualified {
    fn of(reading: &Reading, row: &OutRow) -> Disqualified {
        let OutRow { grounds, at, position, .. } = *row;
        Disqualified { grounds, reason: reading.open(&row.reason), at, event_id: position }
    }
}

/// An entry of a contest. 参赛作品。
pub(crate) struct ContestEntry {
    pub(super) reading: Reading,
    pub(super) contest: Arc<ContestRow>,
    pub(super) row: Arc<EntryRow>,
}

/// An entry of a contest. 参赛作品。
#[Object]
impl ContestEntry {
    /// The id of the assignment it is. 任务承接编号。
    async fn assignment_id(&self) -> AssignmentId {
        self.row.assignment_id
    }

    /// Whose; null for its judges before the results when entries are anonymised. 参赛者。
    async fn koc(&self) -> Option<Koc> {
        let reading = self.reading.clone();
        self.is_open().then(|| Koc { reading, id: self.row.koc_id })
    }

    /// The assignment it is; null for its judges before the results when entries are anonymised.
    /// 任务承接。
    async fn assignment(&self) -> Option<Assignment> {
        self.is_open().then(|| assignment(&self.reading, self.row.assignment_id)).flatten()
    }

    /// What was handed in. 提交内容。
    async fn items(&self) -> Vec<SubmittedItem> {
        items(&self.reading, self.row.assignment_id, false)
    }

    /// When it was handed in. 提交时间。
    async fn entered_at(&self) -> Moment {
        self.row.entered_at
    }

    /// What the judges made of it. 评委评分。
    async fn scores(&self) -> Vec<EntryScored> {
        self.row.scores.iter().map(|score| EntryScored::of(&self.reading, score)).collect()
    }

    /// Whether everybody who judges has scored it. 是否评完。
    async fn judged(&self) -> bool {
        self.row.is_judged_by(&self.contest.judges)
    }

    /// Hundredths, once the results are declared. 得分(百分之一分)。
    async fn score(&self) -> Option<u16> {
        self.row.score
    }

    /// From 1, once the results are declared. 名次。
    async fn rank(&self) -> Option<u16> {
        self.row.rank
    }

    /// What it won. 奖项。
    async fn prize(&self) -> Option<Prize> {
        let index = usize::try_from(self.row.prize?).ok()?;
        self.contest.prizes.get(index).cloned()
    }

    /// Why it stands no more. 取消资格。
    async fn disqualified(&self) -> Option<Disqualified> {
        self.row.disqualified.as_ref().map(|row| Disqualified::of(&self.reading, row))
    }
}

impl ContestEntry {
    /// Whether the caller may know whose it is.
    fn is_open(&self) -> bool {
        let declared = self.contest.stage == ContestStage::ResultsDeclared;
        let judges = own_judge(&self.reading, &self.contest).is_some();
        declared || !self.contest.anonymised || !judges
    }
}

/// An entry as one of its judges sees it. 待评作品。
#[derive(SimpleObject)]
pub(crate) struct EntryToJudge {
    /// What `scoreEntry` asks for. 评分所需编号。
    pub(super) assignment_id: AssignmentId,
    /// What was handed in. 提交内容。
    pub(super) items: Vec<SubmittedItem>,
}

/// The caller, as a judge of that contest.
pub(super) fn own_judge(reading: &Reading, row: &ContestRow) -> Option<JudgeId> {
    let judge = match reading.session.caller.grant.subject() {
        Subject::Nobody => return None,
        Subject::Operator(id) => JudgeId::Operator(id),
        Subject::Member(id) => JudgeId::Koc(id),
    };
    row.judges.contains(&judge).then_some(judge)
}

pub(super) fn assignment(reading: &Reading, id: AssignmentId) -> Option<Assignment> {
    let row = Arc::clone(reading.view.work.assignment(id)?);
    Some(Assignment { reading: reading.clone(), row })
}

/// What stands of an entry; for its judges with where it is.
pub(super) fn items(reading: &Reading, id: AssignmentId, for_judge: bool) -> Vec<SubmittedItem> {
    let row = reading.view.work.assignment(id);
    let newest = row.and_then(|row| row.newest_submission());
    let items = newest.map(|submission| submission.items.as_slice()).unwrap_or_default();
    items.iter().map(|item| SubmittedItem::shown(reading, item, for_judge)).collect()
}
