//! What came of it.

use std::collections::BTreeMap;

/// What was sent, what happened, what was refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Commands sent by people, by name; those of clocks are not among them.
    pub commands: BTreeMap<&'static str, u64>,
    /// Events, by name.
    pub events: BTreeMap<&'static str, u64>,
    /// Refusals, by the command's name and the first code.
    pub refusals: BTreeMap<(&'static str, &'static str), u64>,
}

impl Tally {
    /// All commands sent by people.
    pub fn commands_sent(&self) -> u64 {
        self.commands.values().sum()
    }

    /// All events.
    pub fn events_recorded(&self) -> u64 {
        self.events.values().sum()
    }

    /// Refusals by code, whatever the command.
    pub fn refusals_by_code(&self) -> BTreeMap<&'static str, u64> {
        let mut by_code = BTreeMap::new();
        for ((_, code), count) in &self.refusals {
            *by_code.entry(*code).or_default() += count;
        }
        by_code
    }

    /// Kinds of events that exist and did not happen.
    pub fn never_happened(&self) -> Vec<&'static str> {
        let kinds = domain::Event::types().map(|kind| kind.name);
        kinds.filter(|name| !self.events.contains_key(name)).collect()
    }
}
