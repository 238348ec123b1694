//! Earlier shapes of what happened to a task, so that old logs stay readable.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::brief::{
    AiPolicy, Brief, Criterion, Disclosure, Fact, Output, Return, ReturnKind, Timeline, UsageRights,
};
use super::event::{BriefWritten, EligibilitySet, TaskBroadcast, TaskDrafted, TaskOpened};
use super::{BroadcastChannel, Eligibility, Growth, Selection, TaskTrigger, Wanted};
use crate::id::{CampaignId, KocId, OperatorId, TaskId};
use crate::text::LocalText;
use crate::time::Moment;
use crate::vocabulary::{Horizon, Mode, TaskKind, TierCode};

/// A return before it could have an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReturnV1 {
    kind: ReturnKind,
    text: LocalText,
}

impl From<ReturnV1> for Return {
    fn from(old: ReturnV1) -> Return {
        Return { kind: old.kind, text: old.text, amount: None, budget_id: None }
    }
}

/// A brief before returns had amounts and instant work an automatic check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BriefV1 {
    objective: LocalText,
    expected_effect: LocalText,
    scope_in: Vec<LocalText>,
    scope_out: Vec<LocalText>,
    outputs: Vec<Output>,
    criteria: Vec<Criterion>,
    timeline: Timeline,
    resources: Vec<LocalText>,
    returns: Vec<ReturnV1>,
    usage_rights: UsageRights,
    disclosure: Disclosure,
    facts: Vec<Fact>,
    ai_policy: AiPolicy,
    contact_operator: OperatorId,
    effort_estimate_hours: u16,
    embargo_until: Option<Moment>,
}

impl From<BriefV1> for Brief {
    fn from(old: BriefV1) -> Brief {
        Brief {
            objective: old.objective,
            expected_effect: old.expected_effect,
            scope_in: old.scope_in,
            scope_out: old.scope_out,
            outputs: old.outputs,
            criteria: old.criteria,
            timeline: old.timeline,
            resources: old.resources,
            returns: old.returns.into_iter().map(Return::from).collect(),
            usage_rights: old.usage_rights,
            disclosure: old.disclosure,
            facts: old.facts,
            ai_policy: old.ai_policy,
            contact_operator: old.contact_operator,
            effort_estimate_hours: old.effort_estimate_hours,
            embargo_until: old.embargo_until,
            automatic_check: None,
        }
    }
}

/// `BriefWritten`, version 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BriefWrittenV1 {
    task_id: TaskId,
    brief_version: u32,
    brief: Box<BriefV1>,
}

impl From<BriefWrittenV1> for BriefWritten {
    fn from(old: BriefWrittenV1) -> BriefWritten {
        BriefWritten {
            task_id: old.task_id,
            brief_version: old.brief_version,
            brief: Box::new(Brief::from(*old.brief)),
        }
    }
}

/// `TaskOpened`, version 1: nothing was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskOpenedV1 {
    task_id: TaskId,
    selection: Selection,
    slots: Option<u32>,
    brief_version: u32,
}

impl From<TaskOpenedV1> for TaskOpened {
    fn from(old: TaskOpenedV1) -> TaskOpened {
        TaskOpened {
            task_id: old.task_id,
            selection: old.selection,
            slots: old.slots,
            budget_id: None,
            brief_version: old.brief_version,
        }
    }
}

/// Who may take a task, as version 1 of the event told it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EligibilityV1 {
    /// Nobody below this tier.
    pub min_tier: Option<TierCode>,
    /// Approved works at least.
    pub min_accepted_works: Option<u32>,
    /// These may not.
    pub exclude: Vec<KocId>,
}

impl From<EligibilityV1> for Eligibility {
    fn from(old: EligibilityV1) -> Eligibility {
        let EligibilityV1 { min_tier, min_accepted_works, exclude } = old;
        Eligibility { min_tier, min_accepted_works, exclude, ..Eligibility::default() }
    }
}

/// `EligibilitySet`, version 1: neither words of the vocabulary nor what is looked for beyond.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EligibilitySetV1 {
    /// Of which task.
    pub task_id: TaskId,
    /// Who may.
    pub eligibility: EligibilityV1,
}

impl From<EligibilitySetV1> for EligibilitySet {
    fn from(old: EligibilitySetV1) -> EligibilitySet {
        let eligibility = old.eligibility.into();
        EligibilitySet { task_id: old.task_id, eligibility, wanted: Wanted::default() }
    }
}

/// `TaskDrafted`, version 1: no task was a growth challenge.
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
            duty_id: None,
        }
    }
}

/// `TaskDrafted`, version 2: no task was part of a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskDraftedV2 {
    task_id: TaskId,
    title: LocalText,
    horizon: Horizon,
    mode: Mode,
    kind: TaskKind,
    campaign_id: Option<CampaignId>,
    parent_task_id: Option<TaskId>,
    trigger: Option<TaskTrigger>,
    difficulty: u8,
    growth: Option<Growth>,
}

impl From<TaskDraftedV2> for TaskDrafted {
    fn from(old: TaskDraftedV2) -> TaskDrafted {
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
            growth: old.growth,
            duty_id: None,
        }
    }
}

/// Many were told of a task, before they could be those of a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskBroadcastV1 {
    task_id: TaskId,
    channels: Vec<BroadcastChannel>,
    tiers: Vec<TierCode>,
    message: LocalText,
    urgent: bool,
    audience_size: u32,
}

impl From<TaskBroadcastV1> for TaskBroadcast {
    fn from(old: TaskBroadcastV1) -> TaskBroadcast {
        TaskBroadcast {
            task_id: old.task_id,
            channels: old.channels,
            tiers: old.tiers,
            message: old.message,
            urgent: old.urgent,
            audience_size: old.audience_size,
            circles: Vec::new(),
        }
    }
}
