//! What can be asked of a contest.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{ContestId, KocId, TaskId};
use crate::personal::Personal;
use crate::task::CompensationRule;
use crate::text::LocalText;
use crate::time::Moment;
use crate::vocabulary::TierCode;

/// Drafts a contest over a task whose brief says what entries are judged by. 起草竞赛。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DraftContestInput"))]
pub struct DraftContest {
    /// Its id.
    pub contest_id: ContestId,
    /// Its entries are assignments of this task; a contest of its own, not opened yet.
    pub task_id: TaskId,
    /// What everybody works on.
    pub theme: LocalText,
    /// The brief version whose criteria entries are judged by.
    pub criteria_ref: u32,
    /// At least two, unless everything is measured.
    pub judges: Vec<Judge>,
    /// When entries are taken.
    pub entry_window: EntryWindow,
    /// Whether judges do not see whose an entry is.
    pub anonymised: bool,
    /// Percent of the score that the measured criteria make; 100 when nothing is scored.
    pub measured_weight: u8,
    /// What decides between entries of one score.
    pub tie_rule: Option<TieRule>,
    /// The criterion that does, when one does.
    pub tie_criterion: Option<String>,
    /// What can be won; no rank wins two.
    pub prizes: Vec<Prize>,
    /// Whose winners become candidates; nobody if not given.
    pub candidate_rule: Option<CandidateRule>,
}

/// Takes entries from now on: criteria are fixed, prizes are set aside. 开始征集参赛作品。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OpenEntriesInput"))]
pub struct OpenEntries {
    /// Which.
    pub contest_id: ContestId,
}

/// Takes no more entries; sent by the clock. 截止征集。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CloseEntriesInput"))]
pub struct CloseEntries {
    /// Which.
    pub contest_id: ContestId,
}

/// Lets the judges begin. 开始评审竞赛。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "StartJudgingInput"))]
pub struct StartJudging {
    /// Which.
    pub contest_id: ContestId,
    /// Engagement counts up to this instant; asked exactly when a criterion is measured.
    pub measured_at: Option<Moment>,
}

/// A judge judges no more; what they scored does not count. 评委回避。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecuseJudgeInput"))]
pub struct RecuseJudge {
    /// Which contest.
    pub contest_id: ContestId,
    /// Who.
    pub judge: Judge,
    /// Why.
    pub reason: Personal,
    /// Who judges in their place; named by the team.
    pub replaced_by: Option<Judge>,
}

/// Declares the results. The rule computes the ranking; one that is sent must be the same.
/// 公布竞赛结果。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DeclareResultsInput"))]
pub struct DeclareResults {
    /// Which.
    pub contest_id: ContestId,
    /// As the sender saw it, best first.
    pub ranking: Option<Vec<Ranked>>,
}

/// Names winners as candidates who were not yet: the clock the rest of many, the team whom a rule
/// kept out when the results were declared. 提名竞赛优胜者为候选人。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "NameCandidatesInput"))]
pub struct NameCandidates {
    /// Which contest.
    pub contest_id: ContestId,
    /// Whom.
    pub koc_ids: Vec<KocId>,
    /// As the contest's rule says.
    pub target_tier: TierCode,
}

/// Calls a contest off before its results; its task is cancelled with it. 取消竞赛。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CancelContestInput"))]
pub struct CancelContest {
    /// Which.
    pub contest_id: ContestId,
    /// Why.
    pub reason: String,
    /// What entrants are given all the same.
    pub compensation_rule: CompensationRule,
}
