//! The rules, one per command.

use super::command::*;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for ArchiveAsset {}

/// Answers `ArchiveAsset`.
pub(crate) fn archive(_: &State, _: &ArchiveAsset, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}
