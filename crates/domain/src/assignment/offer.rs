//! The rules of an offer: who may be asked, and the member's answer. Saying no costs nothing.

use super::command::*;
use super::event::*;
use super::values::{AssignedTo, Assignee, EndCause, TermsAccepted};
use super::{Assignment, AssignmentState, people};
use crate::event::Event;
use crate::koc::Koc;
use crate::matching::Asked;
use crate::personal::sealed_option;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task::brief::{Brief, Return};
use crate::task::{self, Selection, Task, TaskState, returns_paid};
use crate::time::Moment;
use crate::vocabulary::TierCode;

/// Answers `AssignTask`.
pub(crate) fn assign(
    state: &State,
    command: &AssignTask,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    let offered = task.approved_version.unwrap_or(0);
    let mut checks = Checks::new();
    checks.note(not_on_offer(task));
    checks.note(task.brief_to_agree_to().err());
    let stale = Violation::BriefVersionStale { current: offered };
    checks.require(command.brief_version == offered, || stale);
    let asked = Asked::of(state, command.task_id, context.now)?;
    let taker = match command.assignee {
        Assignee::Koc(koc_id) => {
            let koc = state.koc(koc_id)?;
            checks.note(state.not_enterable(command.task_id, koc_id, context.now));
            asked.check(&mut checks, koc_id, koc);
            koc.tier.map(|tier| (AssignedTo::Koc(koc_id), tier))
        }
        Assignee::Team(team_id) => {
            let team = state.team(team_id)?;
            people::check_team(&mut checks, &asked, team_id, team)?;
            people::at_work(state, team_id, team)
        }
    };
    let brief = task.brief(offered);
    let due = brief.map(|brief| brief.timeline.submit_by);
    let expires = command.offer_expires_at;
    let in_time = context.now < expires && due.is_none_or(|due| expires <= due);
    checks.require(in_time, || Violation::OfferExpiryInvalid);
    checks.note(match command.contact_operator.map(|contact| (contact, state.operator(contact))) {
        Some((_, Err(gone))) => Some(gone),
        Some((contact, Ok(_))) => state.contact_missing(contact),
        None => brief.and_then(|brief| contact_of_brief_missing(state, brief)),
    });
    checks.note(field::personal_said("message", &command.message));
    check_returns(&mut checks, state, "returnsOverride", command.returns_override.as_deref());
    checks.finish()?;
    let (brief, taker) = (brief.zip(taker)).expect("an open task, a member in a tier");
    let offer = offer(state, command, task, brief, taker)?;
    let match_explanation = match command.assignee {
        Assignee::Koc(koc_id) => Some(asked.explain(state.koc(koc_id)?)),
        Assignee::Team(_) => None,
    };
    Ok(vec![TaskAssigned { match_explanation, ..offer }.into()])
}

fn offer(
    state: &State,
    command: &AssignTask,
    task: &Task,
    brief: &Brief,
    (assignee, tier_at_offer): (AssignedTo, TierCode),
) -> Result<TaskAssigned, Refusal> {
    Ok(TaskAssigned {
        assignment_id: command.assignee.assignment_of(command.task_id),
        task_id: command.task_id,
        assignee,
        brief_version: command.brief_version,
        selection: Selection::Offer,
        horizon: task.horizon,
        mode: task.mode,
        offer_expires_at: Some(command.offer_expires_at),
        submit_by: brief.timeline.submit_by,
        returns: command
            .returns_override
            .clone()
            .unwrap_or_else(|| returns_paid(state, &brief.returns, task.paid_from)),
        contact_operator: command
            .contact_operator
            .unwrap_or_else(|| state.now_serving(brief.contact_operator)),
        message: Some(command.message.sealed()?),
        tier_at_offer,
        match_explanation: None,
    })
}

/// The refusal of one more when every place is taken.
pub(crate) fn no_slots_left(task: &Task) -> Option<Violation> {
    let slots = task.slots.unwrap_or(0);
    (task.slots_left() == Some(0)).then_some(Violation::NoSlotsLeft { slots })
}

/// Refuses a brief whose contact, or whoever took over from them, cannot answer any more.
pub(super) fn contact_of_brief_missing(state: &State, brief: &Brief) -> Option<Violation> {
    state.contact_missing(state.now_serving(brief.contact_operator))
}

fn not_on_offer(task: &Task) -> Option<Violation> {
    match (task.state, task.selection) {
        (TaskState::Open, Some(Selection::Offer)) => None,
        (TaskState::Open, _) => {
            Some(Violation::TaskNotOpen { state: "OPEN, but not by offer".to_owned() })
        }
        _ => Some(task.not_open()),
    }
}

/// A refusal for a member below the bar, or outside the tiers.
pub(crate) fn tier_too_low(koc: &Koc, need: TierCode) -> Violation {
    let has = koc.tier.map_or("none", TierCode::code).to_owned();
    Violation::TierTooLow { need, has }
}

/// Returns that are other than the brief's must be said in both languages, and paid from a purse
/// where they are counted.
pub(super) fn check_returns(
    checks: &mut Checks,
    state: &State,
    name: &str,
    returns: Option<&[Return]>,
) {
    let returns = returns.unwrap_or_default();
    checks.note(field::list(name, returns));
    checks.note(returns.iter().flat_map(|it| field::labels(name, &it.text)));
    task::check_returns(checks, state, returns, name);
}

/// Answers `AcceptAssignment`.
pub(crate) fn accept(
    state: &State,
    command: &AcceptAssignment,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let (version, brief) = state.task(assignment.task)?.brief_to_agree_to()?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(assignment.not_the_assignee(context));
    checks.note(assignment.not_pending());
    let at = assignment.offer_ends;
    checks.require(context.now <= at, || Violation::OfferExpired { at });
    let stale = || Violation::BriefVersionStale { current: version };
    checks.require(command.brief_version == version, stale);
    let mut missing = terms_missing(brief, &command.terms_accepted);
    missing.extend(assignment.other_terms(command.proposal_no));
    checks.require(missing.is_empty(), || Violation::TermsNotAccepted { which: missing });
    let asked = Asked::of(state, assignment.task, context.now)?;
    checks.note(people::not_takers(state, assignment, &asked, today)?);
    checks.note(state.contact_missing(assignment.contact));
    checks.finish()?;
    let as_offered = version == assignment.brief_version;
    let accepted = AssignmentAccepted {
        assignment_id: command.assignment_id,
        koc_id: assignment.koc,
        brief_version: version,
        terms_accepted: command.terms_accepted.clone(),
        agreed: if as_offered {
            assignment.negotiation.terms.clone()
        } else {
            state.terms_under(assignment, brief)?
        },
    };
    Ok(vec![accepted.into()])
}

/// The terms that a brief asks for and that were not accepted.
pub(super) fn terms_missing(brief: &Brief, accepted: &TermsAccepted) -> Vec<String> {
    let asked = [
        ("usageRights", true, accepted.usage_rights),
        ("disclosure", brief.disclosure.required, accepted.disclosure),
        ("embargo", brief.embargo_until.is_some(), accepted.embargo),
    ];
    let missing = asked.into_iter().filter(|(_, asked, accepted)| *asked && !accepted);
    missing.map(|(term, _, _)| term.to_owned()).collect()
}

/// Answers `DeclineAssignment`.
pub(crate) fn decline(
    state: &State,
    command: &DeclineAssignment,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let mut checks = Checks::new();
    checks.note(assignment.not_the_assignee(context));
    checks.note(assignment.not_pending());
    checks.note(field::personal("note", command.note.as_ref()));
    checks.finish()?;
    let declined = AssignmentDeclined {
        assignment_id: command.assignment_id,
        reason: command.reason,
        note: sealed_option(command.note.as_ref())?,
    };
    Ok(vec![declined.into()])
}

/// Answers `ExpireAssignment`.
pub(crate) fn expire(
    state: &State,
    command: &ExpireAssignment,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let at = assignment.expires_at();
    let mut checks = Checks::new();
    checks.note(assignment.not_pending());
    checks.require(context.now > at, || Violation::NotYetDue { at });
    checks.finish()?;
    Ok(vec![AssignmentExpired { assignment_id: command.assignment_id }.into()])
}

/// Answers `WithdrawAssignment`.
pub(crate) fn withdraw(
    state: &State,
    command: &WithdrawAssignment,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let mut checks = Checks::new();
    checks.note(assignment.not_pending());
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let (assignment_id, cause) = (command.assignment_id, EndCause::Asked);
    let reason = Some(command.reason.sealed()?);
    Ok(vec![AssignmentWithdrawn { assignment_id, cause, reason }.into()])
}

impl Assignment {
    /// When the offer ends by itself: while the brand owes an answer, not before work is due.
    pub(super) fn expires_at(&self) -> Moment {
        match self.state {
            AssignmentState::Negotiating => self.offer_ends.max(self.submit_by),
            _ => self.offer_ends,
        }
    }

    pub(super) fn not_pending(&self) -> Option<Violation> {
        let state = self.state.code().to_owned();
        (!self.state.is_pending()).then_some(Violation::OfferNotPending { state })
    }

    /// The offer stands otherwise than the member read it.
    fn other_terms(&self, read: Option<u16>) -> Option<String> {
        let answered = self.negotiation.answered;
        let stands = || format!("proposalNo {}", answered.unwrap_or(0));
        (read != answered).then(stands)
    }

    /// Only the member themselves, or whoever leads the team, answers and hands in.
    pub(super) fn not_the_assignee(&self, context: &Context) -> Option<Violation> {
        (context.actor.as_koc() != Some(self.koc)).then_some(Violation::NotTheAssignee)
    }
}
