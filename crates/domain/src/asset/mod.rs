//! An asset: a work kept for reuse.

pub mod command;
pub mod event;
mod rules;
pub mod values;

pub use event::Event;
pub(crate) use rules::*;

use crate::recorded::Recorded;
use crate::state::State;

/// Takes in what has happened to an asset.
pub(crate) fn evolve(_state: &mut State, _event: &Event, _recorded: &Recorded) {}
