//! The rows of contests.

use std::collections::BTreeMap;

use domain::Moment;
use domain::assignment::values::RejectReason;
use domain::contest::values::*;
use domain::id::{AssignmentId, ContestId, EventId, KocId, TaskId};
use domain::personal::Sealed;
use domain::task::brief::Criterion;
use domain::text::LocalText;
use domain::vocabulary::TierCode;
use serde::Serialize;

/// Where a contest stands. 竞赛状态。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ContestStage {
    /// It is planned.
    Drafted,
    /// Entries are taken.
    EntriesOpen,
    /// No more entries are taken.
    EntriesClosed,
    /// The judges score.
    Judging,
    /// Everybody sees how the entries did.
    ResultsDeclared,
    /// It was called off.
    Cancelled,
}

/// A judge who stepped back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recusal {
    /// Who.
    pub judge: Judge,
    /// Why.
    pub reason: Sealed,
    /// Who judges in their place.
    pub replaced_by: Option<Judge>,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// A winner who was named as candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// Who.
    pub koc_id: KocId,
    /// The event in which they were named.
    pub position: EventId,
    /// Whether they became a candidate: a rule may have kept them out.
    pub nominated: bool,
    /// The event in which they did.
    pub source_event: Option<EventId>,
}

/// A contest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContestRow {
    /// Its id.
    pub contest_id: ContestId,
    /// The task its entries are assignments of.
    pub task_id: TaskId,
    /// What everybody works on.
    pub theme: LocalText,
    /// Where it stands.
    pub stage: ContestStage,
    /// The brief version whose criteria entries are judged by.
    pub criteria_ref: u32,
    /// Those criteria, once they stand.
    pub criteria: Vec<Criterion>,
    /// Who judges now.
    pub judges: Vec<Judge>,
    /// When entries are taken.
    pub entry_window: EntryWindow,
    /// Whether judges do not see whose an entry is.
    pub anonymised: bool,
    /// Percent of the score that the measured criteria make.
    pub measured_weight: u8,
    /// Engagement counts up to this instant.
    pub measured_at: Option<Moment>,
    /// What decides between entries of one score.
    pub tie_rule: TieRule,
    /// The criterion that does, when one does.
    pub tie_criterion: Option<String>,
    /// What can be won.
    pub prizes: Vec<Prize>,
    /// Whose winners become candidates.
    pub candidate_rule: Option<CandidateRule>,
    /// Entries that stand.
    pub entries: u32,
    /// Of them: scored by everybody who judges now.
    pub judged: u32,
    /// How many of them each judge has scored.
    pub scored_by: BTreeMap<String, u32>,
    /// Who cannot judge which entry, as it was when judging began.
    pub conflicts: Vec<Conflict>,
    /// Judges who stepped back, oldest first.
    pub recusals: Vec<Recusal>,
    /// The level of the crowd.
    pub distribution: Option<Distribution>,
    /// The same by tier.
    pub by_tier: Vec<TierLevel>,
    /// Whether entries of the ranking have one score.
    pub has_ties: bool,
    /// When the results were declared.
    pub declared_at: Option<Moment>,
    /// Winners who were named as candidates, in that order.
    pub named: Vec<Named>,
    /// For which tier.
    pub target_tier: Option<TierCode>,
    /// Why it was called off.
    pub cancelled_because: Option<String>,
    /// The event it was drafted in.
    pub position: EventId,
}

impl ContestRow {
    /// Scores that judges have still to give.
    pub fn scores_missing(&self) -> u32 {
        let scored =
            self.criteria.iter().any(|it| it.kind == domain::task::brief::CriterionKind::Scored);
        if !scored || self.stage != ContestStage::Judging {
            return 0;
        }
        let done = |judge: &Judge| self.scored_by.get(&judge.to_string()).copied().unwrap_or(0);
        self.judges.iter().map(|judge| self.entries.saturating_sub(done(judge))).sum()
    }
}

/// What a judge made of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JudgeScore {
    /// Who.
    pub judge: Judge,
    /// Criterion by criterion.
    pub scores: Vec<EntryScoreKept>,
    /// By the weights of the criteria, hundredths.
    pub weighted_score: u16,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// Why an entry stands no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Disqualified {
    /// Of which kind the reason is.
    pub grounds: RejectReason,
    /// Why, as the member is told.
    pub reason: Sealed,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// An entry of a contest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryRow {
    /// Of which contest.
    pub contest_id: ContestId,
    /// The assignment it is.
    pub assignment_id: AssignmentId,
    /// Whose.
    pub koc_id: KocId,
    /// When the work that stands was handed in.
    pub entered_at: Moment,
    /// What judges made of it, in the order scored; of judges who stepped back too.
    pub scores: Vec<JudgeScore>,
    /// Why it stands no more.
    pub disqualified: Option<Disqualified>,
    /// Hundredths, once the results are declared.
    pub score: Option<u16>,
    /// From 1, once the results are declared.
    pub rank: Option<u16>,
    /// Which prize of the contest it won, from 0.
    pub prize: Option<u32>,
    /// The event of the work that stands.
    pub position: EventId,
}

impl EntryRow {
    /// Whether everybody who judges has scored it.
    pub fn is_judged_by(&self, judges: &[Judge]) -> bool {
        judges.iter().all(|judge| self.scores.iter().any(|score| score.judge == *judge))
    }
}
