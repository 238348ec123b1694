//! A contribution account: what a member gave, never spent.

pub mod command;
pub mod event;
mod rules;

use std::collections::BTreeMap;

pub use event::Event;
pub(crate) use rules::*;

use crate::id::{EntryId, EventId};
use crate::policy::Dims;
use crate::recorded::Recorded;
use crate::state::State;

/// What rules ask of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) points: i64,
    pub(crate) dims: Dims,
    pub(crate) reversed: bool,
}

/// What rules ask of an account.
#[derive(Debug, Clone, Default)]
pub struct Account {
    pub(crate) balance: i64,
    pub(crate) entries: BTreeMap<EntryId, Entry>,
    /// One entry per source event and rule.
    pub(crate) credited: BTreeMap<(EventId, String), EntryId>,
}

/// Takes in what has happened to an account.
pub(crate) fn evolve(_state: &mut State, _event: &Event, _recorded: &Recorded) {}
