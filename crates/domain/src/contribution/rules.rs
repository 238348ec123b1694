//! The rules, one per command.

use super::command::*;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for CreditContribution {}

/// Answers `CreditContribution`.
pub(crate) fn credit(
    _: &State,
    _: &CreditContribution,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ReverseContribution {}

/// Answers `ReverseContribution`.
pub(crate) fn reverse(
    _: &State,
    _: &ReverseContribution,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for AdjustContribution {}

/// Answers `AdjustContribution`.
pub(crate) fn adjust(
    _: &State,
    _: &AdjustContribution,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}
