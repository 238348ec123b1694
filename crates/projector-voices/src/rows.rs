//! The rows of ambassadors, insights and circles.

use domain::ambassadorship::values::{AdvocacyKind, InvestmentKind, Mandate};
use domain::circle::values::OnPromotion;
use domain::id::{
    AnnouncementId, AssetId, BudgetId, CircleId, EventId, InsightId, KocId, OperatorId, SeriesId,
    TaskId,
};
use domain::insight::values::{InsightDecision, InsightKind, InsightSource, Severity};
use domain::personal::Sealed;
use domain::recognition::values::CommendationChannel;
use domain::task::BroadcastChannel;
use domain::text::LocalText;
use domain::vocabulary::TierCode;
use domain::{Actor, Amount, Day, Moment};
use serde::Serialize;

/// Where an ambassadorship stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AmbassadorStage {
    /// They are asked.
    Invited,
    /// Both signed the statement.
    ConsensusReached,
    /// They are ambassador.
    Conferred,
    /// They said no.
    Declined,
    /// They gave the role back.
    Relinquished,
    /// It was taken back.
    Revoked,
}

/// What was observed of an ambassador.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AdvocacyRow {
    /// Which one of theirs, from 1.
    pub advocacy_no: u32,
    /// What they did.
    pub kind: AdvocacyKind,
    /// On which occasion.
    pub occasion: Sealed,
    /// When.
    pub at: Moment,
    /// Where it can be seen.
    pub evidence: Option<Sealed>,
    /// The event it shows in.
    pub source_event: Option<EventId>,
    /// Who told of it.
    pub observed_by: Actor,
    /// Whether that was the ambassador.
    pub by_themselves: bool,
    /// The event.
    pub position: EventId,
}

/// What the brand invested in an ambassador.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InvestmentRow {
    /// Which one, from 1.
    pub investment_no: u32,
    /// What they got.
    pub kind: InvestmentKind,
    /// What it cost, in the purse's unit.
    pub amount: Option<Amount>,
    /// Out of which purse.
    pub budget_id: Option<BudgetId>,
    /// What it is known by elsewhere.
    pub reference: Option<String>,
    /// What they are to gain by it.
    pub goal: Sealed,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// A story of an ambassador that was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoryRow {
    /// As it is kept.
    pub asset_id: AssetId,
    /// Where it was told.
    pub channels: Vec<CommendationChannel>,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// A seat on a council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SeatRow {
    /// In which meetings.
    pub series_id: SeriesId,
    /// Since when.
    pub at: Moment,
}

/// An ambassadorship; the newest of a member, with what was seen of them and given to them before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AmbassadorRow {
    /// Whose.
    pub koc_id: KocId,
    /// Where it stands.
    pub stage: AmbassadorStage,
    /// How their values and the brand's were found to meet.
    pub values_assessment: Sealed,
    /// Who of the team stands behind it.
    pub sponsors: Vec<OperatorId>,
    /// When they were asked.
    pub invited_at: Moment,
    /// The version the member signed.
    pub signed_by_member: Option<u16>,
    /// The version that was signed for the brand.
    pub signed_by_brand: Option<u16>,
    /// The version both signed.
    pub statement_version: Option<u16>,
    /// What they speak on.
    pub mandate: Option<Mandate>,
    /// What they are called.
    pub title: Option<LocalText>,
    /// Since this day.
    pub since: Option<Day>,
    /// When it was declined, given back or taken back.
    pub ended_at: Option<Moment>,
    /// Why.
    pub end_reason: Option<Sealed>,
    /// The events a revocation rests on.
    pub refs: Vec<EventId>,
    /// Whether they may be called a former ambassador; only of one given back.
    pub honour_kept: bool,
    /// What was observed, oldest first.
    pub advocacies: Vec<AdvocacyRow>,
    /// What the brand invested, oldest first.
    pub investments: Vec<InvestmentRow>,
    /// Stories told, oldest first.
    pub stories: Vec<StoryRow>,
    /// Seats held, oldest first.
    pub seats: Vec<SeatRow>,
    /// When brand and ambassador last had to do with each other, as far as this record shows.
    pub last_contact_at: Moment,
    /// The event they were asked in.
    pub position: EventId,
}

/// Where an insight stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InsightStage {
    /// Nobody answers for it yet.
    Submitted,
    /// Somebody does.
    Routed,
    /// Its author was asked something.
    ClarificationAsked,
    /// Something comes of it.
    Adopted,
    /// Something of it comes.
    PartlyAdopted,
    /// Nothing comes of it.
    NotAdopted,
    /// What came of it was told.
    OutcomeReported,
    /// Its author was forgotten before it was decided.
    AuthorForgotten,
}

/// A question to the author of an insight, and the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClarificationRow {
    /// What was asked.
    pub question: Sealed,
    /// By whom.
    pub asked_by: Actor,
    /// When.
    pub asked_at: Moment,
    /// What they said.
    pub answer: Option<Sealed>,
    /// When.
    pub answered_at: Option<Moment>,
}

/// What came of an insight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeRow {
    /// What is different now.
    pub what_changed: LocalText,
    /// Where it can be seen.
    pub evidence: Option<String>,
    /// Since when.
    pub shipped_on: Option<Day>,
    /// When its author was told.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// An insight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InsightRow {
    /// Its id.
    pub insight_id: InsightId,
    /// Whose it is.
    pub koc_id: KocId,
    /// Where it stands.
    pub stage: InsightStage,
    /// What it is about.
    pub subject: Sealed,
    /// What it is.
    pub kind: InsightKind,
    /// What they say.
    pub text: Sealed,
    /// What leads there.
    pub repro_steps: Option<Sealed>,
    /// How much it hurts.
    pub severity: Option<Severity>,
    /// A term of the topic axis.
    pub topic: Option<String>,
    /// Where it came up.
    pub source: Option<InsightSource>,
    /// Where its author stood then.
    pub tier: Option<TierCode>,
    /// When it was said.
    pub submitted_at: Moment,
    /// Which department answers for it.
    pub owner_department: Option<String>,
    /// Who does.
    pub owner: Option<OperatorId>,
    /// By the end of this day.
    pub due: Option<Day>,
    /// What its author was asked, oldest first.
    pub clarifications: Vec<ClarificationRow>,
    /// What comes of it.
    pub decision: Option<InsightDecision>,
    /// Why.
    pub reasons: Option<Sealed>,
    /// Who decided.
    pub decided_by: Option<Actor>,
    /// When.
    pub decided_at: Option<Moment>,
    /// What came of it, oldest first.
    pub outcomes: Vec<OutcomeRow>,
    /// As it is kept in the library.
    pub asset_id: Option<AssetId>,
    /// The event it was said in.
    pub position: EventId,
}

impl InsightRow {
    /// Whether it waits for a decision.
    pub fn is_open(&self) -> bool {
        self.decision.is_none() && self.stage != InsightStage::AuthorForgotten
    }

    /// Whether something comes of it.
    pub fn is_adopted(&self) -> bool {
        self.decision.is_some_and(InsightDecision::is_adopted)
    }

    /// Minutes it waited for its decision, or has waited by now.
    pub fn age_minutes(&self, now: Moment) -> i64 {
        self.decided_at.unwrap_or(now).minutes_since(self.submitted_at)
    }
}

/// A circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CircleRow {
    /// Its id.
    pub circle_id: CircleId,
    /// What it is called.
    pub name: LocalText,
    /// Nobody below is admitted.
    pub min_tier: TierCode,
    /// How many it holds.
    pub capacity: u32,
    /// What it is for.
    pub purpose: LocalText,
    /// What it does for whoever rises to its bar.
    pub on_promotion: OnPromotion,
    /// How many are in it.
    pub members: u32,
    /// How many ever were.
    pub admitted: u32,
    /// What was said in it.
    pub announcements: u32,
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was archived.
    pub archived_at: Option<Moment>,
    /// Why.
    pub archived_because: Option<String>,
    /// The event it was opened in.
    pub position: EventId,
}

/// A member of a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipRow {
    /// Of which circle.
    pub circle_id: CircleId,
    /// Who.
    pub koc_id: KocId,
    /// Where they stood when they came in.
    pub tier: Option<TierCode>,
    /// Since when.
    pub since: Moment,
    /// The event they came in by.
    pub position: EventId,
}

/// Something said to a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnnouncementRow {
    /// Its id.
    pub announcement_id: AnnouncementId,
    /// To which circle.
    pub circle_id: CircleId,
    /// What.
    pub text: LocalText,
    /// Where.
    pub channels: Vec<BroadcastChannel>,
    /// The task it is about.
    pub task_id: Option<TaskId>,
    /// Whether it could disturb people in quiet hours.
    pub urgent: bool,
    /// How many were in it.
    pub audience_size: u32,
    /// Who said it.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}
