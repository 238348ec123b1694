//! Proof that what is served is what the log says.

use domain::id::EventId;
use event_log::LogStore;
use projection::DigestKind;

use crate::codec;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::read_models::{Digests, View};

/// A log and read models that passed every check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// What the log itself found.
    pub log: event_log::VerifyReport,
    /// The position up to which the log was folded again.
    pub position: EventId,
    /// The exact digest of every read model there.
    pub digests: Digests,
}

impl Engine {
    /// Reads the whole log, checks every byte and link of it, folds it again and compares every
    /// read model with the published one.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify(&self) -> Result<VerifyReport, EngineError> {
        let view = self.view();
        let log = self.log().verify()?;
        let mut again = View::default();
        for record in self.log().read(1).take(view.position.0 as usize) {
            again.apply(&codec::from_record(&record?)?);
        }
        let (live, folded) = (view.digests(DigestKind::Exact), again.digests(DigestKind::Exact));
        for ((model, live), (_, folded)) in live.iter().zip(&folded) {
            if live != folded {
                let (live, folded) = (live.clone(), folded.clone());
                return Err(EngineError::Differs { model, live, folded });
            }
        }
        Ok(VerifyReport { log, position: view.position, digests: folded })
    }
}
