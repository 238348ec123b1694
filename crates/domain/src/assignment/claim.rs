//! The rule of taking a task that is open to whoever wants it: the same bars, limits and places as
//! an offer has, without anybody's waiting for an answer.

use super::command::ClaimTask;
use super::event::{AssignmentAccepted, TaskAssigned};
use super::offer::{contact_of_brief_missing, terms_missing};
use super::people;
use super::values::{AssignedTo, Assignee, Terms};
use crate::event::Event;
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
    let version = task.approved_version.unwrap_or(0);
    let brief = task.brief(version);
    let assignment_id = command.assignee.assignment_of(command.task_id);
    let asked = Asked::of(state, command.task_id, context.now)?;
    let mut checks = Checks::new();
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
    let koc_id = taker.as_ref().map(|(assignee, _)| assignee.koc());
    let themselves = koc_id.is_none() || context.actor.as_koc() == koc_id;
    checks.require(themselves, || Violation::NotTheAssignee);
    checks.note(not_claimable(task));
    checks.note(task.brief_to_agree_to().err());
    if let Some(brief) = brief {
        let at = brief.timeline.submit_by;
        checks.require(context.now <= at, || Violation::DeadlinePassed { at });
        let which = terms_missing(brief, &command.terms_accepted);
        checks.require(which.is_empty(), || Violation::TermsNotAccepted { which });
        checks.note(contact_of_brief_missing(state, brief));
    }
    checks.finish()?;
    let selection = task.selection.unwrap_or(Selection::OpenClaim);
    let (brief, (assignee, tier_at_offer)) =
        brief.zip(taker).expect("an open task, a member in a tier");
    let koc_id = assignee.koc();
    let assigned = TaskAssigned {
        assignment_id,
        task_id: command.task_id,
        assignee,
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
