//! What has happened to a campaign.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::event::events;
use crate::gathering::values::GoneCause;
use crate::id::{AssignmentId, BudgetId, CampaignId, GatheringId, KocId, OperatorId, TaskId};
use crate::personal::Sealed;
use crate::task::{CompensationRule, Eligibility};
use crate::text::LocalText;
use crate::time::Day;

events! {
    570 v1 CampaignPlanned "A campaign was planned." "策划了活动。"
    571 v1 CampaignAnnounced "A campaign was announced." "公布了活动。"
    572 v1 CampaignStarted "A campaign began." "活动启动。"
    573 v1 CampaignJoined "A member joined a campaign." "成员加入活动。"
    574 v1 CampaignLeft "A member takes no more part in a campaign." "成员退出活动。"
    575 v1 SubTaskAdded "A campaign has something to do in one of its weeks." "活动发布了子任务。"
    576 v1 HighlightShared "A good work of a campaign was shown to everybody." "分享了活动优秀作品。"
    577 v1 RhythmChecked "A week of a campaign was looked at." "检查了活动节奏。"
    578 v1 ProcessAwardConferred "An award was given while a campaign runs." "颁发了过程奖。"
    579 v1 GrandPrizeConferred "A grand prize of a campaign was given." "颁发了活动大奖。"
    580 v1 CampaignEnded "A campaign ended and is judged." "活动结束,进入评审。"
    581 v1 CampaignClosed "A campaign was closed." "活动收官。"
    582 v1 CampaignCalledOff "A campaign was called off." "活动取消。"
}

/// A campaign is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignPlanned {
    /// Its id.
    pub campaign_id: CampaignId,
    /// What it is called.
    pub name: LocalText,
    /// What everybody works towards.
    pub goal: LocalText,
    /// What tells whether it is reached.
    pub kpis: Vec<Kpi>,
    /// Its first day.
    pub starts_on: Day,
    /// Its last day.
    pub ends_on: Day,
    /// How often the brand turns to participants.
    pub cadence: Cadence,
    /// What can be won.
    pub award_plan: Vec<PlannedAward>,
    /// The purse awards are paid from.
    pub budget_id: Option<BudgetId>,
    /// Members who are heard before it is announced.
    pub planning_partners: Vec<KocId>,
    /// Who of the team looks after it.
    pub owner: OperatorId,
    /// Below it, basis points of the first week, the owner is told.
    pub decay_alert_bp: u16,
}

/// Members may join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignAnnounced {
    /// Which.
    pub campaign_id: CampaignId,
    /// Who may join.
    pub audience: Eligibility,
    /// What they are told.
    pub message: LocalText,
}

/// It runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignStarted {
    /// Which.
    pub campaign_id: CampaignId,
    /// The day it began.
    pub on: Day,
    /// The briefing that was held.
    pub briefing: Option<GatheringId>,
    /// Why there was none.
    pub briefing_waived: Option<String>,
    /// Days before it began that baselines look at.
    pub baseline_days: u16,
    /// What participants did in them; of those who are not named, nothing.
    pub baselines: Vec<Baseline>,
}

/// Somebody takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignJoined {
    /// In which.
    pub campaign_id: CampaignId,
    /// Who.
    pub koc_id: KocId,
    /// Of whoever comes late: what they did before they came.
    pub baseline: Option<Baseline>,
}

/// Somebody takes no more part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignLeft {
    /// In which.
    pub campaign_id: CampaignId,
    /// Who.
    pub koc_id: KocId,
    /// What for.
    pub cause: GoneCause,
    /// Why, if they said.
    pub reason: Option<Sealed>,
}

/// There is something to do in one of its weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubTaskAdded {
    /// Of which.
    pub campaign_id: CampaignId,
    /// What.
    pub task_id: TaskId,
    /// When, from 1.
    pub week: u16,
}

/// Everybody sees a good work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HighlightShared {
    /// Of which.
    pub campaign_id: CampaignId,
    /// Which work.
    pub assignment_id: AssignmentId,
    /// Who made it, its first author first.
    pub authors: Vec<KocId>,
    /// What is good about it; under the first author's key.
    pub why: Sealed,
    /// Where it is shown.
    pub channels: Vec<String>,
}

/// How a week went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RhythmChecked {
    /// Of which.
    pub campaign_id: CampaignId,
    /// Which, from 1.
    pub week: u16,
    /// Participants who did something for it that week.
    pub active: u32,
    /// Works of it that were approved that week.
    pub works: u32,
    /// Those active that week against those of the first, basis points; none when nobody was
    /// active in the first.
    pub decay_bp: Option<u32>,
    /// What is to be said of it.
    pub note: Option<String>,
    /// What is done about it.
    pub action: Option<RhythmAction>,
}

/// An award is given while it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProcessAwardConferred {
    /// Of which.
    pub campaign_id: CampaignId,
    /// Which.
    pub award: String,
    /// To whom.
    pub koc_id: KocId,
    /// On what it rests.
    pub evidence: AwardEvidence,
    /// What the winner is told of why.
    pub why: Option<Sealed>,
}

/// A grand prize is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GrandPrizeConferred {
    /// Of which.
    pub campaign_id: CampaignId,
    /// Which.
    pub award: String,
    /// To whom.
    pub koc_id: KocId,
    /// On what it rests.
    pub evidence: AwardEvidence,
    /// What the winner is told of why.
    pub why: Option<Sealed>,
}

/// It is judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignEnded {
    /// Which.
    pub campaign_id: CampaignId,
    /// Why before its time.
    pub reason: Option<String>,
    /// Who takes part at its end.
    pub participants: u32,
    /// Works of it that were approved.
    pub works: u32,
}

/// Nothing more comes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignClosed {
    /// Which.
    pub campaign_id: CampaignId,
    /// What every number came to.
    pub results: Vec<KpiResult>,
    /// What was learnt.
    pub lessons: String,
    /// Awards that nobody is given.
    pub voided_awards: Vec<VoidedAward>,
}

/// It does not take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignCalledOff {
    /// Which.
    pub campaign_id: CampaignId,
    /// Why.
    pub reason: String,
    /// What holders of its tasks are given all the same.
    pub compensation_rule: CompensationRule,
}

impl Event {
    /// The campaign it happened to.
    pub fn campaign_id(&self) -> CampaignId {
        match self {
            Event::CampaignPlanned(e) => e.campaign_id,
            Event::CampaignAnnounced(e) => e.campaign_id,
            Event::CampaignStarted(e) => e.campaign_id,
            Event::CampaignJoined(e) => e.campaign_id,
            Event::CampaignLeft(e) => e.campaign_id,
            Event::SubTaskAdded(e) => e.campaign_id,
            Event::HighlightShared(e) => e.campaign_id,
            Event::RhythmChecked(e) => e.campaign_id,
            Event::ProcessAwardConferred(e) => e.campaign_id,
            Event::GrandPrizeConferred(e) => e.campaign_id,
            Event::CampaignEnded(e) => e.campaign_id,
            Event::CampaignClosed(e) => e.campaign_id,
            Event::CampaignCalledOff(e) => e.campaign_id,
        }
    }
}
