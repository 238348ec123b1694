//! Every command ever recorded, in bounded memory: those since the last save as they are, all
//! earlier ones in sorted runs on disk with a few bits each in memory.

use crate::command_run::Run;
use crate::index::KnownCommand;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Default)]
pub(crate) struct Commands {
    recent: HashMap<[u8; 16], KnownCommand>,
    /// Oldest first.
    runs: Vec<Arc<Run>>,
}

impl Commands {
    pub(crate) fn recent(&self, id: &[u8; 16]) -> Option<KnownCommand> {
        self.recent.get(id).copied()
    }

    pub(crate) fn runs(&self) -> &[Arc<Run>] {
        &self.runs
    }

    pub(crate) fn take(&mut self, id: [u8; 16], command: KnownCommand) {
        self.recent.insert(id, command);
    }

    /// All commands so far lie in these runs. As many as before are awaited: the memory is kept.
    pub(crate) fn replace(&mut self, runs: Vec<Arc<Run>>) {
        self.runs = runs;
        self.recent.clear();
    }

    /// How often the disk was read to answer for an id, since the runs at hand were opened.
    pub(crate) fn pages_read(&self) -> u64 {
        self.runs.iter().map(|run| run.pages_read()).sum()
    }

    /// Bytes that the runs keep in memory.
    pub(crate) fn resident_bytes(&self) -> u64 {
        self.runs.iter().map(|run| run.resident_bytes()).sum()
    }
}
