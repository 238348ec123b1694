//! The rules, one per command.

use super::command::*;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for DraftTask {}

/// Answers `DraftTask`.
pub(crate) fn draft(_: &State, _: &DraftTask, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for WriteBrief {}

/// Answers `WriteBrief`.
pub(crate) fn write_brief(_: &State, _: &WriteBrief, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ApproveBrief {}

/// Answers `ApproveBrief`.
pub(crate) fn approve_brief(
    _: &State,
    _: &ApproveBrief,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for SetEligibility {}

/// Answers `SetEligibility`.
pub(crate) fn set_eligibility(
    _: &State,
    _: &SetEligibility,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for OpenTask {}

/// Answers `OpenTask`.
pub(crate) fn open(_: &State, _: &OpenTask, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for CloseTask {}

/// Answers `CloseTask`.
pub(crate) fn close(_: &State, _: &CloseTask, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}
