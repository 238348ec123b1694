//! The rules, one per command.

use super::command::*;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for AddOperator {}

/// Answers `AddOperator`.
pub(crate) fn add(_: &State, _: &AddOperator, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for GiveApproval {}

/// Answers `GiveApproval`.
pub(crate) fn approve(_: &State, _: &GiveApproval, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}
