//! What has happened to a task.

mod course;

pub use course::*;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::brief::Brief;
use super::v1::{
    BriefWrittenV1, EligibilitySetV1, TaskBroadcastV1, TaskDraftedV1, TaskDraftedV2, TaskOpenedV1,
};
use super::{Eligibility, Growth, Selection, TaskTrigger, Wanted};
use crate::event::events;
use crate::id::{BudgetId, CampaignId, DutyId, OperatorId, TaskId};
use crate::text::LocalText;
use crate::vocabulary::{Horizon, Mode, TaskKind};

events! {
    300 v3 TaskDrafted "A task was drafted." "起草了任务。" was v1 TaskDraftedV1 was v2 TaskDraftedV2
    301 v2 BriefWritten "A brief was written." "撰写了任务说明书。" was v1 BriefWrittenV1
    302 v1 BriefApproved "A brief was approved." "任务说明书获批。"
    303 v2 EligibilitySet "Who may take a task was set." "设定了任务的参与条件。" was v1 EligibilitySetV1
    304 v2 TaskOpened "A task was opened." "任务开放。" was v1 TaskOpenedV1
    305 v1 TaskClosed "A task was closed." "任务关闭。"
    306 v1 BriefAmended "The brief of an open task was amended." "修订了开放任务的说明书。"
    307 v2 TaskBroadcast "Many were told of a task." "任务已群发推送。" was v1 TaskBroadcastV1
    308 v1 TaskCompleted "A task was completed." "任务完结。"
    309 v1 TaskCancelled "A task was cancelled." "任务取消。"
    310 v1 TaskRetrospectiveRecorded "What was learnt of a task was written down." "记录了任务复盘。"
    311 v1 CandidatesShortlisted "Candidates for a task were shortlisted." "确定了任务候选名单。"
}

/// A piece of work is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskDrafted {
    /// Its id.
    pub task_id: TaskId,
    /// What it is called.
    pub title: LocalText,
    /// How long it belongs to the programme's time.
    pub horizon: Horizon,
    /// How people work together on it.
    pub mode: Mode,
    /// What kind of work it is.
    pub kind: TaskKind,
    /// The phased project it belongs to.
    pub campaign_id: Option<CampaignId>,
    /// The task it is part of.
    pub parent_task_id: Option<TaskId>,
    /// What called for it.
    pub trigger: Option<TaskTrigger>,
    /// 1 to 5.
    pub difficulty: u8,
    /// What it is for whoever shows that they can do more.
    pub growth: Option<Growth>,
    /// The duty it is part of.
    pub duty_id: Option<DutyId>,
}

/// A brief version stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BriefWritten {
    /// Of which task.
    pub task_id: TaskId,
    /// From 1, without gaps.
    pub brief_version: u32,
    /// The whole brief.
    pub brief: Box<Brief>,
}

/// A second person stands behind a brief version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BriefApproved {
    /// Of which task.
    pub task_id: TaskId,
    /// Which version.
    pub brief_version: u32,
    /// Who.
    pub approver: OperatorId,
}

/// Who may take a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EligibilitySet {
    /// Of which task.
    pub task_id: TaskId,
    /// Who may.
    pub eligibility: Eligibility,
    /// What it looks for beyond.
    pub wanted: Wanted,
}

/// A task can be offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskOpened {
    /// Which task.
    pub task_id: TaskId,
    /// How people come to it.
    pub selection: Selection,
    /// Places: live assignments and approved works at most.
    pub slots: Option<u32>,
    /// The purse for what is counted in its unit, instead of the one the brief names.
    pub budget_id: Option<BudgetId>,
    /// The approved brief version offers are made under.
    pub brief_version: u32,
}

/// A task is offered no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskClosed {
    /// Which task.
    pub task_id: TaskId,
    /// Why.
    pub reason: String,
}

impl Event {
    /// The task it happened to.
    pub fn task_id(&self) -> TaskId {
        match self {
            Event::TaskDrafted(e) => e.task_id,
            Event::BriefWritten(e) => e.task_id,
            Event::BriefApproved(e) => e.task_id,
            Event::EligibilitySet(e) => e.task_id,
            Event::TaskOpened(e) => e.task_id,
            Event::TaskClosed(e) => e.task_id,
            Event::BriefAmended(e) => e.task_id,
            Event::TaskBroadcast(e) => e.task_id,
            Event::TaskCompleted(e) => e.task_id,
            Event::TaskCancelled(e) => e.task_id,
            Event::TaskRetrospectiveRecorded(e) => e.task_id,
            Event::CandidatesShortlisted(e) => e.task_id,
        }
    }
}
