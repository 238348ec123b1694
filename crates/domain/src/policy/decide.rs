//! The rules, one per command.

use super::command::*;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for DraftTierPolicy {}

/// Answers `DraftTierPolicy`.
pub(crate) fn draft(_: &State, _: &DraftTierPolicy, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for PublishTierPolicy {}

/// Answers `PublishTierPolicy`.
pub(crate) fn publish(
    _: &State,
    _: &PublishTierPolicy,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}
