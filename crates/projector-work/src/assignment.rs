//! An assignment with its clocks, submissions and reviews.

use std::sync::Arc;

use domain::appeal::values::NewDecision;
use domain::assignment::event::Reviewer;
use domain::assignment::values::{
    Attestations, Compliance, Contributor, CriterionJudged, Decision, DeclineReason, ItemSubmitted,
    QualityBand, RejectReason, RemarkMade, ReviewStage, SkillEvidence, Terms, TermsAccepted,
};
use domain::id::{AppealId, AssignmentId, EventId, KocId, OperatorId, TaskId, TeamId};
use domain::matching::values::MatchExplanation;
use domain::personal::Sealed;
use domain::task::Selection;
use domain::task::brief::Return;
use domain::time::HOUR_US;
use domain::vocabulary::{Horizon, Mode, TierCode};
use domain::{Actor, Moment};
use serde::Serialize;

use crate::course::{
    EndRow, ExperienceRow, ExtensionRow, ProgressRow, ProposalRow, ResourceRow, Turn,
};

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
    /// The member asked for other terms; the brand is to answer.
    Negotiating,
    /// The brand took the offer back.
    Withdrawn,
    /// The member gave it back.
    Relinquished,
    /// The brand called it off.
    Cancelled,
    /// The work never came.
    Lapsed,
    /// Everything that follows from it is recorded.
    Settled,
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
            AssignmentState::Negotiating => "NEGOTIATING",
            AssignmentState::Withdrawn => "WITHDRAWN",
            AssignmentState::Relinquished => "RELINQUISHED",
            AssignmentState::Cancelled => "CANCELLED",
            AssignmentState::Lapsed => "LAPSED",
            AssignmentState::Settled => "SETTLED",
        }
    }

    /// Whether it was agreed and is not at its end.
    pub fn is_held(self) -> bool {
        use AssignmentState::*;
        matches!(self, Accepted | Submitted | InReview | RevisionRequested)
    }

    /// Whether it counts against the member's limit and the task's slots.
    pub fn is_live(self) -> bool {
        use AssignmentState::{Negotiating, Offered};
        matches!(self, Offered | Negotiating) || self.is_held()
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
    /// When the member took it back.
    pub withdrawn_at: Option<Moment>,
    /// Why, if they said.
    pub withdrawn_reason: Option<Sealed>,
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

/// That a judgement was changed after an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Overturned {
    /// The appeal that was upheld.
    pub appeal_id: AppealId,
    /// The outcome that stands no more.
    pub overturns: EventId,
    /// What holds instead.
    pub new_decision: NewDecision,
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
    /// Whose; of a team, who leads it.
    pub koc_id: KocId,
    /// The team that does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// Who of that team does; empty where one member does it alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<KocId>,
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
    /// Other terms that were asked for, oldest first.
    pub proposals: Vec<ProposalRow>,
    /// Terms that differ from those first offered: on the table, then agreed.
    pub own_terms: Terms,
    /// When work is due now, before any break of the member; later after a revision.
    pub submit_by: Moment,
    /// Since when it is due then.
    pub due_since: Moment,
    /// Every time the member was given more time, oldest first.
    pub extensions: Vec<ExtensionRow>,
    /// When the clock called it overdue; none once it is due later.
    pub overdue_since: Option<Moment>,
    /// What the member was given to work with, oldest first.
    pub resources: Vec<ResourceRow>,
    /// How far the member said they were, oldest first.
    pub progress: Vec<ProgressRow>,
    /// How often a revision was asked for.
    pub revision_no: u16,
    /// Every submission, oldest first.
    pub submissions: Vec<SubmissionRow>,
    /// Every scorecard, oldest first.
    pub reviews: Vec<ReviewRow>,
    /// That the newest submission waits.
    pub waiting: Option<Waiting>,
    /// How long the member waited on the brand in all, microseconds; without a wait that goes on.
    pub brand_waited_us: i64,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Judgements that were changed after an appeal, oldest first.
    pub overturned: Vec<Overturned>,
    /// How it ended without a judgement.
    pub ended: Option<EndRow>,
    /// What the member said of working with the brand.
    pub experience: Option<ExperienceRow>,
    /// When what it earned was in both ledgers.
    pub settled_at: Option<Moment>,
    /// The events it comes from, oldest first.
    pub positions: Vec<EventId>,
}

impl AssignmentRow {
    /// Who does the work: the member, or those of the team.
    pub fn doers(&self) -> &[KocId] {
        if self.team_id.is_some() { &self.members } else { std::slice::from_ref(&self.koc_id) }
    }

    /// Whether somebody does the work or answers for it.
    pub fn is_of(&self, koc_id: KocId) -> bool {
        self.koc_id == koc_id || self.members.contains(&koc_id)
    }

    /// Whether any submission came late.
    pub fn is_late(&self) -> bool {
        self.submissions.iter().any(|submission| submission.late)
    }

    /// The version of the brief under which the member holds it, if they do.
    pub fn holds_version(&self) -> Option<u32> {
        self.state.is_held().then_some(self.brief_version)
    }

    /// Whose turn it is.
    pub fn turn(&self) -> Option<Turn> {
        use AssignmentState::{Accepted, Negotiating, Offered, RevisionRequested};
        match self.state {
            Offered | Accepted | RevisionRequested => Some(Turn::Koc),
            Negotiating => Some(Turn::Brand),
            _ => self.waiting.as_ref().map(|waiting| match waiting.stage {
                ReviewStage::Mentor => Turn::Mentor,
                _ => Turn::Brand,
            }),
        }
    }

    /// Since when it is the turn of whoever's turn it is.
    pub fn turn_since(&self) -> Moment {
        let proposed = self.proposals.last().filter(|_| self.state == AssignmentState::Negotiating);
        let reviewed = self.reviews.last().map(|review| review.reviewed_at);
        let asked = proposed.map(|proposal| proposal.made_at);
        let waits = self.waiting.as_ref().map(|waiting| waiting.since);
        let latest = reviewed.max(self.answered_at).unwrap_or(self.offered_at);
        asked.or(waits).unwrap_or(latest)
    }

    /// Whole hours that the member has waited on the brand in all: for answers to other terms and
    /// for reviews, the one that goes on at `now` included.
    pub fn brand_wait_hours(&self, now: Moment) -> i64 {
        let open = (self.turn() == Some(Turn::Brand)).then(|| self.turn_since());
        let waits = open.map_or(0, |since| now.0.saturating_sub(since.0).max(0));
        self.brand_waited_us.saturating_add(waits) / HOUR_US
    }

    /// The newest submission that was not taken back.
    pub fn newest_submission(&self) -> Option<&SubmissionRow> {
        self.submissions.iter().rev().find(|submission| submission.withdrawn_at.is_none())
    }

    /// Ends what the member waited on the brand for until `now`.
    pub(crate) fn brand_acts(&mut self, now: Moment) {
        if self.turn() == Some(Turn::Brand) {
            let waited = now.0.saturating_sub(self.turn_since().0).max(0);
            self.brand_waited_us = self.brand_waited_us.saturating_add(waited);
        }
    }
}
