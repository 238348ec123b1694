//! What is shown to somebody who has not got the log.

use event_log::{Anchor, HistoryProof};

use crate::engine::Engine;
use crate::error::EngineError;

impl Engine {
    /// Everything filed under `id` among the first `size` events, with the proof that it is
    /// everything; `None` if there is nothing, or there are fewer events. Reads the log once and
    /// tells of each position.
    ///
    /// # Errors
    /// When stored bytes are damaged.
    pub fn prove_history(
        &self,
        id: [u8; 16],
        size: u64,
        tell: &dyn Fn(u64),
    ) -> Result<Option<HistoryProof>, EngineError> {
        Ok(event_log::prove_history(self.log(), id, size, tell)?)
    }

    /// What the first `size` events can be held to later; `None` if there are fewer. Reads the log
    /// once and tells of each position.
    ///
    /// # Errors
    /// When stored bytes are damaged.
    pub fn anchor_at(&self, size: u64, tell: &dyn Fn(u64)) -> Result<Option<Anchor>, EngineError> {
        Ok(event_log::anchor_at(self.log(), size, tell)?)
    }
}
