//! The rule of a brief that is amended while its task is open.

use super::brief::Brief;
use super::briefing::check_brief;
use super::command::AmendBrief;
use super::event::BriefAmended;
use super::{Task, TaskState, paying};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for AmendBrief {}

/// Answers `AmendBrief`. Nobody's terms change behind them: from here on the earlier version is
/// accepted no more, and whoever had accepted it keeps it until they agree to the new one.
pub(crate) fn amend_brief(
    state: &State,
    command: &AmendBrief,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    let due = command.brief.timeline.submit_by;
    let accepted = task.held_assignments;
    let mut checks = Checks::new();
    let opened = matches!(task.state, TaskState::Open | TaskState::Closed);
    checks.require(opened, || task.not_open());
    let asked = accepted == 0 || command.ask_holders_again;
    checks.require(asked, || Violation::BriefFrozen { accepted });
    checks.note(state.criteria_fixed(command.task_id, &command.brief.criteria, accepted));
    check_brief(&mut checks, state, task, &command.brief)?;
    // What is counted was held for every place when the task opened.
    let before = task.brief(task.latest_version());
    let paid_alike = before.is_none_or(|before| {
        paying::prices(&before.returns) == paying::prices(&command.brief.returns)
    });
    checks.require(paid_alike, || field::invalid("returns.amount"));
    checks.require(context.now < due, || Violation::DeadlinePassed { at: due });
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.finish()?;
    let amended = BriefAmended {
        task_id: command.task_id,
        brief_version: task.latest_version().saturating_add(1),
        brief: Box::new(command.brief.clone()),
        changed: changed(task, &command.brief),
        needs_reconfirmation: accepted > 0,
        reason: command.reason.clone(),
    };
    Ok(vec![amended.into()])
}

/// The parts of the newest version that are not as they were.
fn changed(task: &Task, now: &Brief) -> Vec<String> {
    let Some(before) = task.brief(task.latest_version()) else { return Vec::new() };
    let parts = [
        ("objective", before.objective != now.objective),
        ("expectedEffect", before.expected_effect != now.expected_effect),
        ("scopeIn", before.scope_in != now.scope_in),
        ("scopeOut", before.scope_out != now.scope_out),
        ("outputs", before.outputs != now.outputs),
        ("criteria", before.criteria != now.criteria),
        ("timeline", before.timeline != now.timeline),
        ("resources", before.resources != now.resources),
        ("returns", before.returns != now.returns),
        ("usageRights", before.usage_rights != now.usage_rights),
        ("disclosure", before.disclosure != now.disclosure),
        ("facts", before.facts != now.facts),
        ("aiPolicy", before.ai_policy != now.ai_policy),
        ("contactOperator", before.contact_operator != now.contact_operator),
        ("effortEstimateHours", before.effort_estimate_hours != now.effort_estimate_hours),
        ("embargoUntil", before.embargo_until != now.embargo_until),
    ];
    parts.into_iter().filter(|(_, is)| *is).map(|(part, _)| part.to_owned()).collect()
}
