//! Insights that nobody decided by the day they were due: whoever answers for one is told, once
//! for each time it was routed.

use super::command::FlagOverdueInsight;
use super::event::InsightRouted;
use crate::actor::Role;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::timer::Timer;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// Sets the clock of an insight: the end of the last day on which a decision is in time.
pub(super) fn set_timer(state: &mut State, routed: &InsightRouted) {
    let at = state.start_of(routed.due.plus(1));
    state.timers.set(Timer::FlagOverdueInsight(routed.insight_id), at);
}

impl HoldsPersonal for FlagOverdueInsight {}

/// Answers `FlagOverdueInsight`: its owner, or else whoever runs the programme, sees to it.
pub(crate) fn flag_overdue(
    state: &State,
    command: &FlagOverdueInsight,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let insight_id = command.insight_id;
    let insight = state.insight(insight_id)?;
    let at = state.timers.at(Timer::FlagOverdueInsight(insight_id));
    let mut checks = Checks::new();
    checks.note(insight.decided());
    checks.require(at.is_some(), || Violation::NoChange);
    let early = at.filter(|at| context.now <= *at);
    checks.note(early.map(|at| Violation::NotYetDue { at }));
    checks.finish()?;
    let owner = insight.owner.map(|owner| state.now_serving(owner));
    let audience = owner.map_or(Audience::Role(Role::Ops), Audience::Operator);
    let (about, koc_id) = (insight_id.to_string(), Some(insight.koc));
    let kind = TodoKind::InsightOverdue;
    Ok(vec![todo::opened(kind, audience, about, koc_id, insight.submitted).into()])
}
