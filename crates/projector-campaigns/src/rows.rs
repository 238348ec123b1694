//! The rows of campaigns and gatherings.

use std::collections::BTreeSet;

use domain::campaign::values::*;
use domain::gathering::values::*;
use domain::id::{
    AssignmentId, BudgetId, CampaignId, EventId, GatheringId, InsightId, KocId, OperatorId,
    ProjectId, SeriesId, TaskId,
};
use domain::personal::Sealed;
use domain::task::Eligibility;
use domain::text::LocalText;
use domain::vocabulary::TierCode;
use domain::{Day, Moment};
use serde::Serialize;

/// Where a campaign stands. 活动状态。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CampaignStage {
    /// It is planned.
    Planned,
    /// Members may join.
    Announced,
    /// It runs.
    Running,
    /// It is judged.
    Judging,
    /// Nothing more comes of it.
    Closed,
    /// It was called off.
    CalledOff,
}

/// How a week went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WeekRow {
    /// From 1.
    pub week: u16,
    /// Participants who did something for it.
    pub active: u32,
    /// Works of it that were approved.
    pub works: u32,
    /// Those active against those of the first week, basis points.
    pub decay_bp: Option<u32>,
    /// What is to be said of it.
    pub note: Option<String>,
    /// What is done about it.
    pub action: Option<RhythmAction>,
    /// When it was looked at.
    pub at: Moment,
}

/// An award that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AwardGiven {
    /// To whom.
    pub koc_id: KocId,
    /// On what it rests.
    pub evidence: AwardEvidence,
    /// What the winner is told of why.
    pub why: Option<Sealed>,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// An award of the plan, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AwardRow {
    /// As planned.
    pub planned: PlannedAward,
    /// To whom it was given.
    pub given: Option<AwardGiven>,
    /// Why nobody was given it.
    pub voided: Option<String>,
}

/// A good work that everybody saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HighlightRow {
    /// Which work.
    pub assignment_id: AssignmentId,
    /// Who made it.
    pub authors: Vec<KocId>,
    /// What is good about it.
    pub why: Sealed,
    /// Where it is shown.
    pub channels: Vec<String>,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// Something to do in a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubTaskRow {
    /// Which task.
    pub task_id: TaskId,
    /// From 1.
    pub week: u16,
    /// When it was added.
    pub at: Moment,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CampaignRow {
    /// Its id.
    pub campaign_id: CampaignId,
    /// What it is called.
    pub name: LocalText,
    /// What everybody works towards.
    pub goal: LocalText,
    /// What tells whether it is reached.
    pub kpis: Vec<Kpi>,
    /// Where it stands.
    pub stage: CampaignStage,
    /// Its first day as planned.
    pub starts_on: Day,
    /// Its last day.
    pub ends_on: Day,
    /// The day it began.
    pub began_on: Option<Day>,
    /// How often the brand turns to participants.
    pub cadence: Cadence,
    /// What can be won, and who won it.
    pub awards: Vec<AwardRow>,
    /// The purse awards are paid from.
    pub budget_id: Option<BudgetId>,
    /// Members who are heard before it is announced.
    pub planning_partners: Vec<KocId>,
    /// Who of the team looks after it.
    pub owner: OperatorId,
    /// Below it, basis points of the first week, the owner is told.
    pub decay_alert_bp: u16,
    /// Who may join, once that is said.
    pub audience: Option<Eligibility>,
    /// What members are told.
    pub message: Option<LocalText>,
    /// The briefing that was held.
    pub briefing: Option<GatheringId>,
    /// Why there was none.
    pub briefing_waived: Option<String>,
    /// Every week that was looked at, in that order.
    pub rhythm: Vec<WeekRow>,
    /// Works that everybody saw, oldest first.
    pub highlights: Vec<HighlightRow>,
    /// What there is to do week by week, as it was added.
    pub sub_tasks: Vec<SubTaskRow>,
    /// The tasks that name it.
    pub tasks: BTreeSet<TaskId>,
    /// Members who take part.
    pub participants: u32,
    /// Members who took part and do no more.
    pub left: u32,
    /// Works that were approved.
    pub works: u32,
    /// Weighted engagement with what authors published of them.
    pub engagement: u64,
    /// Leads those publications brought.
    pub leads: u32,
    /// What every number came to, once it is closed.
    pub results: Vec<KpiResult>,
    /// What was learnt.
    pub lessons: Option<String>,
    /// Why it ended before its time.
    pub ended_because: Option<String>,
    /// Why it was called off.
    pub called_off_because: Option<String>,
    /// The event it was planned in.
    pub position: EventId,
}

impl CampaignRow {
    /// The newest week that was looked at, against the first, basis points.
    pub fn decay_bp(&self) -> Option<u32> {
        self.rhythm.last()?.decay_bp
    }

    /// Whether an award is neither given nor left without a winner.
    pub fn has_open_awards(&self) -> bool {
        self.awards.iter().any(AwardRow::is_open)
    }

    /// What a number has come to: counted, or as the team said.
    pub fn actual(&self, kpi: &Kpi) -> Option<u64> {
        let said = self.results.iter().find(|result| result.code == kpi.code);
        said.map(|result| result.value).or(match kpi.metric {
            KpiMetric::Participants => Some(u64::from(self.participants)),
            KpiMetric::ApprovedWorks => Some(u64::from(self.works)),
            KpiMetric::Engagement => Some(self.engagement),
            KpiMetric::Leads => Some(u64::from(self.leads)),
            KpiMetric::External => None,
        })
    }
}

impl AwardRow {
    /// Whether it is neither given nor left without a winner.
    pub fn is_open(&self) -> bool {
        self.given.is_none() && self.voided.is_none()
    }
}

/// Somebody who takes part in a campaign, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParticipantRow {
    /// In which.
    pub campaign_id: CampaignId,
    /// Who.
    pub koc_id: KocId,
    /// Since when.
    pub joined_at: Moment,
    /// What they did before.
    pub baseline: Option<Baseline>,
    /// When and why they stopped.
    pub left: Option<LeftRow>,
    /// Their works of it that were approved.
    pub works: u32,
    /// Weighted engagement with what they published of them.
    pub engagement: u64,
    /// The event they joined in.
    pub position: EventId,
}

/// That somebody takes no more part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftRow {
    /// What for.
    pub cause: GoneCause,
    /// Why, if they said.
    pub reason: Option<Sealed>,
    /// When.
    pub at: Moment,
}

/// Where a gathering stands. 聚会状态。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GatheringStage {
    /// It is to come.
    Scheduled,
    /// It took place.
    Held,
    /// It took place, and nothing more is recorded of it.
    Closed,
    /// It was called off.
    Cancelled,
}

/// The minutes of a gathering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinutesRow {
    /// Where they are kept.
    pub minutes_ref: String,
    /// What guests gave the brand there.
    pub insights: Vec<InsightId>,
    /// What the brand promised there.
    pub promises: Vec<LocalText>,
    /// When they were published.
    pub at: Moment,
}

/// A gathering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GatheringRow {
    /// Its id.
    pub gathering_id: GatheringId,
    /// What people come together for.
    pub kind: GatheringKind,
    /// What it is called.
    pub title: LocalText,
    /// Where it stands.
    pub stage: GatheringStage,
    /// When it begins.
    pub starts: Moment,
    /// When it ends.
    pub ends: Moment,
    /// Where.
    pub place: String,
    /// Who of the team leads it.
    pub host: OperatorId,
    /// How many may come.
    pub capacity: Option<u32>,
    /// Nobody below this tier.
    pub min_tier: Option<TierCode>,
    /// The campaign it belongs to.
    pub campaign_id: Option<CampaignId>,
    /// The project it belongs to.
    pub project_id: Option<ProjectId>,
    /// The row of meetings it is one of.
    pub series_id: Option<SeriesId>,
    /// Whether guests agree to keep what they hear to themselves.
    pub nda_required: bool,
    /// What it is about.
    pub agenda: Vec<LocalText>,
    /// Members who are invited.
    pub invited: u32,
    /// Of them: who said yes, no, maybe.
    pub yes: u32,
    /// The same.
    pub no: u32,
    /// The same.
    pub maybe: u32,
    /// Members who came.
    pub attended: u32,
    /// Members who had a place and did not come.
    pub no_shows: u32,
    /// How often it was moved.
    pub moved: u16,
    /// Why it was moved last.
    pub moved_because: Option<String>,
    /// What was said.
    pub minutes: Option<MinutesRow>,
    /// How guests found it, 1 to 5.
    pub rating: Option<u8>,
    /// What is to be done next.
    pub follow_ups: Vec<LocalText>,
    /// Why it was called off.
    pub cancelled_because: Option<String>,
    /// The event it was planned in.
    pub position: EventId,
}

/// Somebody who was invited to a gathering, or came to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GuestRow {
    /// To which.
    pub gathering_id: GatheringId,
    /// Who.
    pub koc_id: KocId,
    /// When they were invited; not at all when they just came.
    pub invited_at: Option<Moment>,
    /// What they said.
    pub answer: Option<RsvpAnswer>,
    /// When.
    pub answered_at: Option<Moment>,
    /// Whether they agreed to keep what they hear to themselves.
    pub nda_accepted: bool,
    /// What they were last told of.
    pub told: Option<GuestNews>,
    /// Why they are a guest no more.
    pub dropped: Option<GoneCause>,
    /// Whether they came, once that is known.
    pub came: Option<bool>,
}
