//! The rule of taking a task that is open to whoever wants it: the same bars, limits and places as
//! an offer has, without anybody's waiting for an answer.

use super::command::ClaimTask;
use super::event::{AssignmentAccepted, TaskAssigned};
use super::offer::{contact_of_brief_missing, terms_missing};
use super::values::Terms;
use crate::event::Event;
use crate::id::AssignmentId;
use crate::matching::Asked;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::task::{Selection, Task, TaskState, returns_paid};

/// Answers `ClaimTask`.
pub(crate) fn claim(
    state: &State,
    command: &ClaimTask,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    let koc_id = command.assignee.koc();
    let koc = state.koc(koc_id)?;
    let version = task.approved_version.unwrap_or(0);
    let brief = task.brief(version);
    let assignment_id = AssignmentId::of(command.task_id, koc_id);
    let mut checks = Checks::new();
    let themselves = context.actor.as_koc() == Some(koc_id);
    checks.require(themselves, || Violation::NotTheAssignee);
    checks.note(not_claimable(task));
    checks.note(task.brief_to_agree_to().err());
    checks.note(state.not_enterable(command.task_id, koc_id, context.now));
    Asked::of(state, command.task_id, context.now)?.check(&mut checks, koc_id, koc);
    if let Some(brief) = brief {
        let at = brief.timeline.submit_by;
        checks.require(context.now <= at, || Violation::DeadlinePassed { at });
        let which = terms_missing(brief, &command.terms_accepted);
        checks.require(which.is_empty(), || Violation::TermsNotAccepted { which });
        checks.note(contact_of_brief_missing(state, brief));
    }
    checks.finish()?;
    let selection = task.selection.unwrap_or(Selection::OpenClaim);
    let (brief, tier_at_offer) = brief.zip(koc.tier).expect("an open task, a member in a tier");
    let assigned = TaskAssigned {
        assignment_id,
        task_id: command.task_id,
        assignee: command.assignee,
        brief_version: version,
        selection,
        horizon: task.horizon,
        mode: task.mode,
        offer_expires_at: None,
        submit_by: brief.timeline.submit_by,
        returns: returns_paid(state, &brief.returns, task.paid_from),
        contact_operator: state.now_serving(brief.contact_operator),
        message: None,
        tier_at_offer,
        match_explanation: None,
    };
    let accepted = AssignmentAccepted {
        assignment_id,
        koc_id,
        brief_version: version,
        terms_accepted: command.terms_accepted.clone(),
        agreed: Terms::default(),
    };
    Ok(vec![assigned.into(), accepted.into()])
}

fn not_claimable(task: &Task) -> Option<Violation> {
    let state = match (task.state, task.selection) {
        (TaskState::Open, Some(Selection::OpenClaim | Selection::Broadcast)) => return None,
        (TaskState::Open, _) => "OPEN, but by offer only".to_owned(),
        (other, _) => other.code().to_owned(),
    };
    Some(Violation::TaskNotClaimable { state })
}
