//! The tier policy: the ladder and its rules as versioned data.

pub mod command;
mod decide;
pub mod event;
mod rules;

pub(crate) use decide::*;
pub use event::Event;
pub use rules::*;

use crate::actor::Actor;
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::Day;

/// What rules ask of a policy version.
#[derive(Debug, Clone)]
pub struct PolicyVersion {
    pub(crate) rules: PolicyRules,
    pub(crate) drafted_by: Actor,
    /// The first day in force; none while a draft.
    pub(crate) in_force_from: Option<Day>,
    /// Members of that day are not demoted before this day.
    pub(crate) incumbent_grace_until: Option<Day>,
}

/// Takes in what has happened to the policy.
pub(crate) fn evolve(_state: &mut State, _event: &Event, _recorded: &Recorded) {}
