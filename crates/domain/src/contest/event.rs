//! What has happened to a contest. What judges scored is in the streams of the entries.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::event::events;
use crate::id::{ContestId, KocId, TaskId};
use crate::personal::Sealed;
use crate::task::CompensationRule;
use crate::task::brief::Criterion;
use crate::text::LocalText;
use crate::time::Moment;
use crate::vocabulary::TierCode;

events! {
    560 v1 ContestDrafted "A contest was drafted." "起草了竞赛。"
    561 v1 EntriesOpened "A contest takes entries." "竞赛开始征集作品。"
    562 v1 EntriesClosed "A contest takes no more entries." "竞赛征集截止。"
    563 v1 JudgingStarted "The judging of a contest began." "竞赛评审开始。"
    564 v1 JudgeRecused "A judge stepped back from a contest." "评委回避。"
    565 v1 ContestResultsDeclared "The results of a contest were declared." "公布竞赛结果。"
    566 v1 ContestCandidatesNamed "Winners of a contest were named as candidates." "竞赛优胜者被提名为候选人。"
    567 v1 ContestCancelled "A contest was called off." "竞赛取消。"
}

/// A contest is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContestDrafted {
    /// Its id.
    pub contest_id: ContestId,
    /// Its entries are assignments of this task.
    pub task_id: TaskId,
    /// What everybody works on.
    pub theme: LocalText,
    /// The brief version whose criteria entries are judged by.
    pub criteria_ref: u32,
    /// Who judges.
    pub judges: Vec<Judge>,
    /// When entries are taken.
    pub entry_window: EntryWindow,
    /// Whether judges do not see whose an entry is.
    pub anonymised: bool,
    /// Percent of the score that the measured criteria make.
    pub measured_weight: u8,
    /// What decides between entries of one score.
    pub tie_rule: TieRule,
    /// The criterion that does, when one does.
    pub tie_criterion: Option<String>,
    /// What can be won.
    pub prizes: Vec<Prize>,
    /// Whose winners become candidates.
    pub candidate_rule: Option<CandidateRule>,
}

/// Entries are taken; what they are judged by stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EntriesOpened {
    /// Which.
    pub contest_id: ContestId,
    /// The approved brief version.
    pub brief_version: u32,
    /// Its criteria, as every entry is judged by them.
    pub criteria: Vec<Criterion>,
}

/// The time for entries is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EntriesClosed {
    /// Which.
    pub contest_id: ContestId,
    /// Entries that stand.
    pub entries: u32,
}

/// The judges begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JudgingStarted {
    /// Which.
    pub contest_id: ContestId,
    /// Engagement counts up to this instant.
    pub measured_at: Option<Moment>,
    /// Who cannot judge which entry, as it was then.
    pub conflicts: Vec<Conflict>,
}

/// A judge judges no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JudgeRecused {
    /// Of which contest.
    pub contest_id: ContestId,
    /// Who.
    pub judge: Judge,
    /// Why.
    pub reason: Sealed,
    /// Who judges in their place.
    pub replaced_by: Option<Judge>,
}

/// Everybody sees how the entries did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContestResultsDeclared {
    /// Of which contest.
    pub contest_id: ContestId,
    /// Every entry that stands, best first.
    pub ranking: Vec<Ranked>,
    /// The level of the crowd.
    pub distribution: Distribution,
    /// The same by tier.
    pub by_tier: Vec<TierLevel>,
}

/// Winners are candidates by the contest's rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContestCandidatesNamed {
    /// Of which contest.
    pub contest_id: ContestId,
    /// Who.
    pub koc_ids: Vec<KocId>,
    /// For which tier.
    pub target_tier: TierCode,
}

/// The contest has no results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContestCancelled {
    /// Which.
    pub contest_id: ContestId,
    /// Why.
    pub reason: String,
    /// What entrants are given all the same.
    pub compensation_rule: CompensationRule,
}

impl Event {
    /// The contest it happened to.
    pub fn contest_id(&self) -> ContestId {
        match self {
            Event::ContestDrafted(e) => e.contest_id,
            Event::EntriesOpened(e) => e.contest_id,
            Event::EntriesClosed(e) => e.contest_id,
            Event::JudgingStarted(e) => e.contest_id,
            Event::JudgeRecused(e) => e.contest_id,
            Event::ContestResultsDeclared(e) => e.contest_id,
            Event::ContestCandidatesNamed(e) => e.contest_id,
            Event::ContestCancelled(e) => e.contest_id,
        }
    }
}
