//! From when a tier change holds.

use super::Koc;
use crate::recorded::Context;
use crate::refusal::{Checks, Violation, field};
use crate::state::State;
use crate::time::{Day, Moment};

/// The first instant of a change that holds from `on`: when it happened, if that was on the same
/// day, else the start of the day; never before the tier change it follows.
pub(super) fn effective_at(state: &State, koc: &Koc, on: Day, context: &Context) -> Moment {
    let same_day = on == state.day_of(context.occurred_at);
    let at = if same_day { context.occurred_at } else { state.start_of(on) };
    koc.last_fact().map_or(at, |last| at.max(last.effective_at))
}

/// Notes an effective day that is in the future, out of reach, or before the last tier change.
pub(super) fn check_day(state: &State, koc: &Koc, on: Day, context: &Context, checks: &mut Checks) {
    check_not_future(state, on, context, checks);
    if let Some(last) = koc.last_fact().map(|fact| fact.effective_on) {
        checks.require(on >= last, || Violation::EffectiveDateBeforeLastChange { last });
    }
}

/// Notes an effective day that is in the future or out of reach.
pub(super) fn check_not_future(state: &State, on: Day, context: &Context, checks: &mut Checks) {
    let today = state.day_of(context.now);
    let named = || "effectiveOn".to_owned();
    checks.require(on <= today, || Violation::DateInFuture { field: named() });
    checks.note(field::day_in_reach("effectiveOn", on, today));
}
