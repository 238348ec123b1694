//! The rules of a review: who may judge, in which order, what the judgement must say, and what
//! follows from it.

use super::command::*;
use super::event::*;
use super::values::*;
use super::{Assignment, AssignmentState, Submission, scorecard};
use crate::actor::Actor;
use crate::event::Event;
use crate::id::KocId;
use crate::koc::Koc;
use crate::personal::sealed_option;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// A revision is due this long after it is asked for, unless the work is due later anyway. Our
/// own number.
const REVISION_HOURS: i64 = 7 * 24;

/// Answers `StartReview`.
pub(crate) fn start_review(
    state: &State,
    command: &StartReview,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let submission = assignment.to_review(command.submission_no)?;
    let mut checks = Checks::new();
    checks.note(state.still_judged(command.assignment_id));
    checks.note(not_yours(state, assignment, submission, command.stage, context));
    let reviewer = Reviewer { role: context.actor.role, id: context.actor.id };
    let held = submission.claim.as_ref() == Some(&(command.stage, reviewer.clone()));
    checks.require(!held, || Violation::NoChange);
    checks.finish()?;
    let waited = context.now.hours_since(submission.waiting_since);
    let started = ReviewStarted {
        assignment_id: command.assignment_id,
        submission_no: command.submission_no,
        stage: command.stage,
        reviewer,
        waiting_hours: u32::try_from(waited).unwrap_or(u32::MAX),
    };
    Ok(vec![started.into()])
}

/// Answers `ReviewWork`.
pub(crate) fn review_work(
    state: &State,
    command: &ReviewWork,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let submission = assignment.to_review(command.submission_no)?;
    let brief = state.agreed_brief(assignment)?;
    let limit = state.programme()?.limits.max_revisions;
    let mut checks = Checks::new();
    checks.note(state.still_judged(command.assignment_id));
    checks.note(not_yours(state, assignment, submission, command.stage, context));
    let current = assignment.brief_version;
    let stale = Violation::BriefVersionStale { current };
    checks.require(command.brief_version == current, || stale);
    let after_mentor = submission.passed_by_mentor && command.stage == ReviewStage::Brand;
    scorecard::check(&mut checks, state.programme()?, brief, command, after_mentor);
    if command.decision == Decision::RequestRevision {
        let left = assignment.revisions < limit;
        checks.require(left, || Violation::RevisionLimitReached { limit });
    }
    checks.finish()?;
    let mut reviewed = scorecard::recorded(command, brief, context)?;
    // What the mentor made of it stands: after them the brand sees that it may go out.
    if let Some(score) = submission.mentor_score.filter(|_| submission.passed_by_mentor) {
        reviewed.weighted_score = score;
    }
    let outcome = outcome(assignment, command, reviewed.weighted_score, context);
    Ok(vec![reviewed.into(), outcome])
}

/// The one event that follows from the decision.
fn outcome(assignment: &Assignment, command: &ReviewWork, score: u16, context: &Context) -> Event {
    let (assignment_id, submission_no) = (command.assignment_id, command.submission_no);
    match (command.decision, command.stage) {
        (Decision::Approve, ReviewStage::Mentor) => {
            ReviewPassedOn { assignment_id, submission_no, next_stage: ReviewStage::Brand }.into()
        }
        (Decision::Approve, ReviewStage::Brand | ReviewStage::Auto) => WorkApproved {
            assignment_id,
            submission_no,
            koc_id: assignment.koc,
            final_score: score,
            quality_band: QualityBand::of(score),
        }
        .into(),
        (Decision::RequestRevision, _) => RevisionRequested {
            assignment_id,
            submission_no,
            revision_no: assignment.revisions.saturating_add(1),
            due: assignment.submit_by.max(context.now.plus_hours(REVISION_HOURS)),
        }
        .into(),
        (Decision::Reject, _) => {
            let reason = command.reject_reason.expect("required of a rejection");
            WorkRejected { assignment_id, submission_no, reason }.into()
        }
    }
}

/// Every reason why this review is not the sender's to do.
fn not_yours(
    state: &State,
    assignment: &Assignment,
    submission: &Submission,
    stage: ReviewStage,
    context: &Context,
) -> Vec<Violation> {
    let actor = &context.actor;
    let mentor = state.reviewing_mentor(assignment, submission);
    let expected = if mentor.is_some() { ReviewStage::Mentor } else { ReviewStage::Brand };
    let authorised = match stage {
        ReviewStage::Mentor => mentor.is_some() && actor.as_koc() == mentor,
        ReviewStage::Brand => actor.role.is_staff(),
        // No person passes for the check.
        ReviewStage::Auto => false,
    };
    let mut broken = Vec::new();
    let member = actor.as_koc().is_some_and(|actor| assignment.members.contains(&actor));
    if submission.is_by(actor) || member {
        broken.push(Violation::ReviewerIsAuthor);
    }
    if stage != expected {
        broken.push(Violation::ReviewStageOutOfOrder { expected });
    }
    if !authorised {
        broken.push(Violation::NotAuthorisedReviewer);
    }
    let left_to_mentor = mentor.is_some() && state.mentor_of_team_work(assignment) == mentor;
    if left_to_mentor && actor.role.is_staff() {
        broken.push(Violation::DelegatedToMentor);
    }
    let holder = submission.claim.as_ref().filter(|(claimed, _)| *claimed == expected);
    let holder = holder.map(|(_, reviewer)| reviewer).filter(|holder| {
        // A mentor who is no longer the member's mentor holds nothing.
        expected == ReviewStage::Brand || mentor == Some(KocId(holder.id.0))
    });
    if let Some(holder) = holder.filter(|holder| !holder.is(actor)) {
        broken.push(Violation::ReviewClaimedByOther { who: holder.id });
    }
    broken
}

impl State {
    /// The mentor whose stage it is: on mentor-led work, until they passed it on, while the
    /// member has one who takes part.
    fn reviewing_mentor(&self, assignment: &Assignment, submission: &Submission) -> Option<KocId> {
        let mentor = match assignment.team() {
            Some(_) => self.mentor_of_team_work(assignment),
            None if self.is_mentor_led(assignment.task) => self.mentor_of(assignment.koc),
            None => None,
        };
        let mentor = mentor.filter(|_| !submission.passed_by_mentor);
        mentor.filter(|mentor| self.koc(*mentor).is_ok_and(Koc::may_judge))
    }
}

impl Reviewer {
    fn is(&self, actor: &Actor) -> bool {
        let reviewer = Actor { role: self.role, id: self.id, asserted_by_admin: false };
        reviewer.is_same_person(actor)
    }
}

impl Submission {
    fn is_by(&self, actor: &Actor) -> bool {
        let author = actor.as_koc();
        self.work.contributors.iter().any(|contributor| Some(contributor.koc_id) == author)
    }
}

impl Assignment {
    /// Whether somebody is to judge it.
    pub(super) fn waits_for_review(&self) -> bool {
        matches!(self.state, AssignmentState::Submitted | AssignmentState::InReview)
    }

    /// The submission that waits for a review under that number.
    fn to_review(&self, submission_no: u16) -> Result<&Submission, Violation> {
        let submission = self.submission.as_ref().filter(|_| self.waits_for_review());
        let named = submission.filter(|submission| submission.work.submission_no == submission_no);
        named.ok_or(Violation::NothingToReview)
    }
}

impl QualityBand {
    /// The band of a final score, hundredths.
    pub(super) fn of(final_score: u16) -> QualityBand {
        match final_score {
            9_000.. => QualityBand::Benchmark,
            7_500.. => QualityBand::Good,
            _ => QualityBand::Standard,
        }
    }
}

/// Answers `AcknowledgeFeedback`.
pub(crate) fn acknowledge_feedback(
    state: &State,
    command: &AcknowledgeFeedback,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let acknowledged = assignment.reviewed.get(&command.submission_no);
    let mut checks = Checks::new();
    checks.note(assignment.not_the_assignee(context));
    checks.require(acknowledged.is_some(), || Violation::NothingToAcknowledge);
    checks.require(acknowledged != Some(&true), || Violation::NoChange);
    checks.note(field::personal("comment", command.comment.as_ref()));
    checks.finish()?;
    let acknowledged = FeedbackAcknowledged {
        assignment_id: command.assignment_id,
        submission_no: command.submission_no,
        useful: command.useful,
        comment: sealed_option(command.comment.as_ref())?,
    };
    Ok(vec![acknowledged.into()])
}
