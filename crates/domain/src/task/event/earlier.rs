//! Earlier shapes of a task's events, so that old logs stay readable.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::TaskDrafted;
use crate::id::{CampaignId, TaskId};
use crate::task::TaskTrigger;
use crate::text::LocalText;
use crate::vocabulary::{Horizon, Mode, TaskKind};

/// Before tasks could be growth challenges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskDraftedV1 {
    task_id: TaskId,
    title: LocalText,
    horizon: Horizon,
    mode: Mode,
    kind: TaskKind,
    campaign_id: Option<CampaignId>,
    parent_task_id: Option<TaskId>,
    trigger: Option<TaskTrigger>,
    difficulty: u8,
}

impl From<TaskDraftedV1> for TaskDrafted {
    fn from(old: TaskDraftedV1) -> TaskDrafted {
        TaskDrafted {
            task_id: old.task_id,
            title: old.title,
            horizon: old.horizon,
            mode: old.mode,
            kind: old.kind,
            campaign_id: old.campaign_id,
            parent_task_id: old.parent_task_id,
            trigger: old.trigger,
            difficulty: old.difficulty,
            growth: None,
        }
    }
}
