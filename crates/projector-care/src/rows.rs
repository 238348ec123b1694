//! The rows: files, talks, follow-ups, feedback.

use domain::care::values::*;
use domain::id::{EventId, FollowUpId, KocId, OperatorId, TalkId};
use domain::personal::Sealed;
use domain::{Actor, Day, Moment};
use serde::Serialize;

/// The file of a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileRow {
    /// Whose.
    pub koc_id: Option<KocId>,
    /// Who looks after them.
    pub manager: Option<OperatorId>,
    /// Since when.
    pub managed_since: Option<Moment>,
    /// The newest talk; of a record that was merged into this one too.
    pub last_talk_at: Option<Moment>,
    /// The newest feedback on a period; likewise.
    pub last_feedback_at: Option<Moment>,
    /// Talks held.
    pub talks: u32,
    /// Follow-ups that wait.
    pub open_follow_ups: u32,
    /// The day since which finished work waits for feedback.
    pub unanswered_since: Option<Day>,
    /// How much waits.
    pub unanswered_works: u32,
}

/// What the brand promised in a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PromiseRow {
    /// What.
    pub what: Sealed,
    /// How it is kept.
    pub follow_up_id: Option<FollowUpId>,
}

/// A talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TalkRow {
    /// Its id.
    pub talk_id: TalkId,
    /// With whom.
    pub koc_id: KocId,
    /// Who held it.
    pub held_by: OperatorId,
    /// The manager they stood in for.
    pub standing_in_for: Option<OperatorId>,
    /// When.
    pub held_at: Moment,
    /// How.
    pub medium: TalkMedium,
    /// What it was about.
    pub topics: Vec<TalkTopic>,
    /// How the member was.
    pub wellbeing_note: Option<Sealed>,
    /// What they would like to become or learn.
    pub development_goals: Vec<Sealed>,
    /// What the brand promised.
    pub promises: Vec<PromiseRow>,
    /// The event.
    pub position: EventId,
}

/// Something that is to be done for a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpRow {
    /// Its id.
    pub follow_up_id: FollowUpId,
    /// For whom.
    pub koc_id: KocId,
    /// The talk in which it was promised.
    pub talk_id: Option<TalkId>,
    /// What.
    pub what: Sealed,
    /// Who does it.
    pub owner: OperatorId,
    /// By when.
    pub due: Day,
    /// When it was noted.
    pub opened_at: Moment,
    /// What became of it.
    pub outcome: Option<Sealed>,
    /// When that was said.
    pub closed_at: Option<Moment>,
    /// The event.
    pub position: EventId,
}

/// Feedback on a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackRow {
    /// To whom.
    pub koc_id: KocId,
    /// On which days.
    pub period: FeedbackPeriod,
    /// How the work was done.
    pub on_completion: Option<Sealed>,
    /// What it brought about.
    pub on_effect: Option<Sealed>,
    /// What was good.
    pub praise: Vec<Sealed>,
    /// What may become better.
    pub advice: Vec<Sealed>,
    /// Works finished since the feedback before.
    pub works: u32,
    /// When.
    pub sent_at: Moment,
    /// By whom.
    pub sent_by: Actor,
    /// When the member read it.
    pub acknowledged_at: Option<Moment>,
    /// What they said to it.
    pub comment: Option<Sealed>,
    /// The event.
    pub position: EventId,
}
