//! A judgement that was changed because an appeal against it was upheld.

use super::command::OverturnReview;
use super::event::{ReviewOverturned, WorkApproved};
use super::evolve::{finished, track};
use super::values::QualityBand;
use super::{Assignment, AssignmentState};
use crate::actor::Role;
use crate::appeal::values::NewDecision;
use crate::contribution::event::ContributionReversed;
use crate::event::Event;
use crate::id::{AppealId, AssignmentId, EventId, KocId};
use crate::recorded::{Context, Recorded};
use crate::refusal::{Refusal, Violation};
use crate::state::State;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// The outcome of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judged {
    /// The event of the outcome.
    pub(crate) event: EventId,
    /// Of the scorecard behind it, hundredths.
    pub(crate) score: u16,
}

/// Answers `OverturnReview`.
pub(crate) fn overturn_review(
    state: &State,
    command: &OverturnReview,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let OverturnReview { appeal_id, new_decision } = *command;
    let (assignment_id, judged) = upheld(state, appeal_id).ok_or(Violation::AppealNotUpheld)?;
    let assignment = state.assignment(assignment_id)?;
    let changes = matches!(
        (new_decision, assignment.state),
        (NewDecision::Approve, AssignmentState::Rejected | AssignmentState::RevisionRequested)
            | (NewDecision::Reject, AssignmentState::Approved)
    );
    if !changes {
        return Err(Violation::NoChange.into());
    }
    let work = assignment.submission.as_ref().map(|submission| &submission.work);
    let submission_no = work.ok_or(Violation::NothingToReview)?.submission_no;
    let koc_id = assignment.koc;
    let overturned = ReviewOverturned {
        assignment_id,
        submission_no,
        koc_id,
        appeal_id,
        overturns: judged.event,
        new_decision,
    };
    let mut events = vec![overturned.into()];
    if new_decision == NewDecision::Approve {
        let (final_score, quality_band) = (judged.score, QualityBand::of(judged.score));
        let approved =
            WorkApproved { assignment_id, submission_no, koc_id, final_score, quality_band };
        events.push(approved.into());
    }
    Ok(events)
}

/// The assignment and the outcome that an upheld appeal is about. An outcome that another has
/// followed since is not overturned.
fn upheld(state: &State, appeal_id: AppealId) -> Option<(AssignmentId, Judged)> {
    let appeal = state.appeal(appeal_id).ok().filter(|appeal| appeal.is_upheld())?;
    let assignment_id = appeal.assignment?;
    let judged = state.assignment(assignment_id).ok()?.judged?;
    (judged.event == appeal.against).then_some((assignment_id, judged))
}

/// Takes back what was credited for a work that does not count after all.
pub(crate) fn reverse_overturned(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Assignment(super::Event::ReviewOverturned(overturned)) = event else {
        return Ok(Vec::new());
    };
    if overturned.new_decision != NewDecision::Reject {
        return Ok(Vec::new());
    }
    let assignment = state.assignment(overturned.assignment_id)?;
    let reason = state.appeal_reasons(overturned.appeal_id).ok_or(Violation::AppealNotUpheld)?;
    let mut events = Vec::new();
    for koc_id in contributors(assignment) {
        let account = state.account(koc_id);
        let mut balance = account.balance;
        let theirs = account.credited.iter().filter(|((source, _), _)| {
            *source == overturned.overturns || Some(*source) == assignment.shared_in
        });
        for entry_id in theirs.map(|(_, entry_id)| *entry_id) {
            let Some(entry) = state.entries.get(&entry_id).filter(|entry| !entry.reversed) else {
                continue;
            };
            balance = balance.saturating_sub(entry.points);
            let reversed = ContributionReversed {
                entry_id,
                koc_id,
                points: entry.points,
                reason: reason.clone(),
                source_event: Some(cause),
                effective_on: state.day_of(context.occurred_at),
                balance,
            };
            events.push(reversed.into());
        }
    }
    // What was given for it is claimed back by a person, if at all.
    if assignment.offer.returns.iter().any(|it| it.price().is_some()) {
        let (kind, finance) = (TodoKind::RemedyAppeal, Audience::Role(Role::Finance));
        let about = overturned.assignment_id.to_string();
        events.push(todo::opened(kind, finance, about, Some(assignment.koc), cause).into());
    }
    Ok(events)
}

fn contributors(assignment: &Assignment) -> Vec<KocId> {
    let work = assignment.submission.as_ref().map(|submission| &submission.work);
    let contributors = work.map(|work| work.contributors.as_slice()).unwrap_or_default();
    contributors.iter().map(|contributor| contributor.koc_id).collect()
}

/// Takes in that a judgement was changed. What approves follows as an event of its own.
pub(super) fn overturned(state: &mut State, event: &ReviewOverturned, recorded: &Recorded) {
    if event.new_decision != NewDecision::Reject {
        return;
    }
    finished(state, event.assignment_id, AssignmentState::Rejected, recorded);
    let Some(assignment) = state.assignment_mut(event.assignment_id) else { return };
    let score = assignment.judged.map(|judged| judged.score);
    let contributors = contributors(assignment);
    assignment.judged = score.map(|score| Judged { event: recorded.position, score });
    for koc_id in contributors {
        track(state, koc_id, |track| track.overturn(event.assignment_id));
    }
}
