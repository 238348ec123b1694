//! Settling: what a finished work earned is in both ledgers, and nothing is owed to it any more
//! (S4, 归档与沉淀).

use super::command::SettleAssignment;
use super::event::AssignmentSettled;
use super::{Assignment, AssignmentState};
use crate::actor::Role;
use crate::assignment;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{AssignmentId, EntryId, EventId};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::reward;
use crate::state::State;
use crate::time::Moment;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// Rejected work is settled this long after the rejection, when nobody objects any more. Our own
/// number.
const OBJECTION_HOURS: i64 = 30 * 24;

impl HoldsPersonal for SettleAssignment {}

/// Answers `SettleAssignment`.
pub(crate) fn settle(
    state: &State,
    command: &SettleAssignment,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let mut checks = Checks::new();
    checks.require(!assignment.settled, || Violation::NoChange);
    checks.note(assignment.not_finished());
    let ends = assignment.objection_ends.filter(|_| context.actor.role == Role::System);
    if let Some(at) = ends {
        checks.require(context.now > at, || Violation::NotYetDue { at });
    }
    checks.finish()?;
    Ok(vec![settled(state, command.assignment_id, assignment)?.into()])
}

/// When rejected work can be objected to no more.
pub(super) fn objection_ends(rejected_at: Moment) -> Moment {
    rejected_at.plus_hours(OBJECTION_HOURS)
}

impl Assignment {
    fn not_finished(&self) -> Option<Violation> {
        let over = matches!(self.state, AssignmentState::Approved | AssignmentState::Rejected);
        let state = self.state.code().to_owned();
        (!over).then_some(Violation::AssignmentNotFinished { state })
    }
}

fn settled(
    state: &State,
    assignment_id: AssignmentId,
    assignment: &Assignment,
) -> Result<AssignmentSettled, Violation> {
    let approved = assignment.state == AssignmentState::Approved;
    if !approved {
        // Promises were taken back when it ended.
        let open = reward::promises_open(state, assignment_id, assignment);
        let (contribution_refs, reward_refs) = (Vec::new(), Vec::new());
        let settled = AssignmentSettled { assignment_id, contribution_refs, reward_refs };
        return if open { Err(Violation::LedgerEntriesMissing) } else { Ok(settled) };
    }
    let reward_refs = reward::given_for_work(state, assignment_id, assignment)?;
    let contribution_refs = contributions(state, assignment);
    if contribution_refs.is_empty() {
        return Err(Violation::LedgerEntriesMissing);
    }
    Ok(AssignmentSettled { assignment_id, contribution_refs, reward_refs })
}

/// What its contributors were credited for its approval.
fn contributions(state: &State, assignment: &Assignment) -> Vec<EntryId> {
    let work = assignment.submission.as_ref().map(|submission| &submission.work);
    let contributors = work.map(|work| work.contributors.as_slice()).unwrap_or_default();
    let approved_in = assignment.approved_in.into_iter();
    let of_event = approved_in.flat_map(|event| {
        contributors.iter().flat_map(move |it| state.credited_for(it.koc_id, event))
    });
    of_event.collect()
}

/// Approved work is settled in the commit that approves it. Where something it earned is missing,
/// somebody looks.
pub(crate) fn settle_approved(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Assignment(assignment::Event::WorkApproved(approved)) = event else {
        return Ok(Vec::new());
    };
    let assignment_id = approved.assignment_id;
    let assignment = state.assignment(assignment_id)?;
    if assignment.settled {
        return Ok(Vec::new());
    }
    let settled = settled(state, assignment_id, assignment).map(Event::from);
    Ok(vec![settled.unwrap_or_else(|missing| {
        let (kind, ops) = (TodoKind::ReactionRefused, Audience::Role(Role::Ops));
        let about = assignment_id.to_string();
        let waits = todo::opened(kind, ops, about, Some(assignment.koc), cause);
        todo::instead(waits, &missing.into()).into()
    })])
}
