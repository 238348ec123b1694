//! An assignment with its clocks, submissions and reviews.

use std::sync::Arc;

use domain::assignment::event::Reviewer;
use domain::assignment::values::{
    Attestations, Compliance, Contributor, CriterionJudged, Decision, DeclineReason, ItemSubmitted,
    QualityBand, RejectReason, RemarkMade, ReviewStage, SkillEvidence, TermsAccepted,
};
use domain::id::{AssignmentId, EventId, KocId, OperatorId, TaskId};
use domain::matching::values::MatchExplanation;
use domain::personal::Sealed;
use domain::task::Selection;
use domain::task::brief::Return;
use domain::vocabulary::{Horizon, Mode, TierCode};
use domain::{Actor, Moment};
use serde::Serialize;

/// Where an assignment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AssignmentState {
    /// Waits for the member's answer.
    Offered,
    /// The member works on it.
    Accepted,
    /// The member said no.
    Declined,
    /// The offer ran out.
    Expired,
    /// Waits for a review.
    Submitted,
    /// Somebody judges it.
    InReview,
    /// The member works on it again.
    RevisionRequested,
    /// The work counts.
    Approved,
    /// The work does not count.
    Rejected,
}

impl AssignmentState {
    /// As written: `IN_REVIEW`.
    pub fn code(self) -> &'static str {
        match self {
            AssignmentState::Offered => "OFFERED",
            AssignmentState::Accepted => "ACCEPTED",
            AssignmentState::Declined => "DECLINED",
            AssignmentState::Expired => "EXPIRED",
            AssignmentState::Submitted => "SUBMITTED",
            AssignmentState::InReview => "IN_REVIEW",
            AssignmentState::RevisionRequested => "REVISION_REQUESTED",
            AssignmentState::Approved => "APPROVED",
            AssignmentState::Rejected => "REJECTED",
        }
    }

    /// Whether it counts against the member's limit and the task's slots.
    pub fn is_live(self) -> bool {
        use AssignmentState::*;
        matches!(self, Offered | Accepted | Submitted | InReview | RevisionRequested)
    }
}

/// What was said when a member read the feedback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Acknowledgement {
    /// When.
    pub at: Moment,
    /// Whether it helped.
    pub useful: Option<bool>,
    /// More, if they said.
    pub comment: Option<Sealed>,
}

/// Work that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmissionRow {
    /// From 1.
    pub submission_no: u16,
    /// The version it was made under.
    pub brief_version: u32,
    /// What was handed in.
    pub items: Vec<ItemSubmitted>,
    /// A remark.
    pub note: Option<Sealed>,
    /// What they state about it.
    pub attest: Attestations,
    /// Who made it.
    pub contributors: Vec<Contributor>,
    /// What it took, hours.
    pub effort_hours: Option<u16>,
    /// When it came.
    pub submitted_at: Moment,
    /// Whether that was after the due time.
    pub late: bool,
    /// Tags the post carries.
    pub tags: Vec<String>,
    /// That the member read the feedback on it.
    pub acknowledged: Option<Acknowledgement>,
    /// The event in which it came.
    pub position: EventId,
}

/// A scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewRow {
    /// Which submission.
    pub submission_no: u16,
    /// The version it was judged by.
    pub brief_version: u32,
    /// As whom.
    pub stage: ReviewStage,
    /// Who.
    pub reviewer: Reviewer,
    /// Whether the admin key said so on their behalf.
    pub asserted_by_admin: bool,
    /// Every criterion.
    pub scores: Vec<CriterionJudged>,
    /// What is good.
    pub praise: Vec<RemarkMade>,
    /// What could be better.
    pub improvements: Vec<RemarkMade>,
    /// What it shows of skills.
    pub skill_evidence: Vec<SkillEvidence>,
    /// Whether it keeps the rules.
    pub compliance: Compliance,
    /// What was decided.
    pub decision: Decision,
    /// Hundredths, 0–10000.
    pub weighted_score: u16,
    /// When.
    pub reviewed_at: Moment,
    /// The event in which it was.
    pub position: EventId,
}

/// That a submission waits for a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiting {
    /// Which submission.
    pub submission_no: u16,
    /// As whom it is to be judged: a mentor before the brand on mentor-led work, while the member
    /// has a mentor who takes part.
    pub stage: ReviewStage,
    /// The mentor, while it is theirs to judge.
    pub mentor: Option<KocId>,
    /// Whether a mentor passed it on.
    pub passed_by_mentor: bool,
    /// Since when it waits for this stage.
    pub since: Moment,
    /// Who judges it now.
    pub claimed_by: Option<Reviewer>,
}

/// What came of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// When it was decided.
    pub decided_at: Moment,
    /// Which submission.
    pub submission_no: u16,
    /// Of an approved work: hundredths, 0–10000.
    pub final_score: Option<u16>,
    /// Of an approved work.
    pub quality_band: Option<QualityBand>,
    /// Of a rejected work.
    pub reject_reason: Option<RejectReason>,
    /// The event in which it was.
    pub position: EventId,
}

/// An assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentRow {
    /// Its id.
    pub assignment_id: AssignmentId,
    /// Which task.
    pub task_id: TaskId,
    /// Whose.
    pub koc_id: KocId,
    /// Where it stands.
    pub state: AssignmentState,
    /// Of the task.
    pub horizon: Horizon,
    /// Of the task.
    pub mode: Mode,
    /// How they came to it.
    pub selection: Selection,
    /// The version offered, then agreed to.
    pub brief_version: u32,
    /// Their tier when it was offered.
    pub tier_at_offer: TierCode,
    /// How well they suited it then; none when they came by themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_explanation: Option<Arc<MatchExplanation>>,
    /// What is given back.
    pub returns: Vec<Return>,
    /// Who answers questions.
    pub contact_operator: OperatorId,
    /// What the member was told; nothing when they came by themselves.
    pub message: Option<Sealed>,
    /// Who offered it.
    pub offered_by: Actor,
    /// When it was offered.
    pub offered_at: Moment,
    /// Until when the offer stands.
    pub offer_expires_at: Option<Moment>,
    /// When the member answered, or the offer ran out.
    pub answered_at: Option<Moment>,
    /// What the member agreed to.
    pub terms: Option<TermsAccepted>,
    /// Why the member declined.
    pub decline_reason: Option<DeclineReason>,
    /// More, if they said.
    pub decline_note: Option<Sealed>,
    /// When work is due now; later after a revision.
    pub submit_by: Moment,
    /// How often a revision was asked for.
    pub revision_no: u16,
    /// Every submission, oldest first.
    pub submissions: Vec<SubmissionRow>,
    /// Every scorecard, oldest first.
    pub reviews: Vec<ReviewRow>,
    /// That the newest submission waits.
    pub waiting: Option<Waiting>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// When what it earned was in both ledgers.
    pub settled_at: Option<Moment>,
    /// The events it comes from, oldest first.
    pub positions: Vec<EventId>,
}

impl AssignmentRow {
    /// Whether any submission came late.
    pub fn is_late(&self) -> bool {
        self.submissions.iter().any(|submission| submission.late)
    }

    /// Whether work is due, was not handed in, and `now` is past the due time.
    pub fn is_overdue(&self, now: Moment) -> bool {
        use AssignmentState::{Accepted, RevisionRequested};
        matches!(self.state, Accepted | RevisionRequested) && self.submit_by < now
    }

    /// Whole hours from the newest submission to its first review, or to `now` while it waits:
    /// how long the member waited on the brand.
    pub fn brand_wait_hours(&self, now: Moment) -> Option<i64> {
        let submission = self.submissions.last()?;
        let review = self.reviews.iter().find(|r| r.submission_no == submission.submission_no);
        let until = review.map_or(now, |review| review.reviewed_at);
        Some(until.hours_since(submission.submitted_at))
    }
}
