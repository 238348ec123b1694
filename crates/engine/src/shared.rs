//! What decider, flusher and callers share.

use std::sync::{Arc, OnceLock};

use event_log::SledLog;

use crate::keys::Keys;
use crate::lately::Records;
use crate::meter::Meter;
use crate::past::Kept;
use crate::published::Published;
use crate::request::Health;

pub(crate) struct Shared {
    pub(crate) log: SledLog,
    pub(crate) keys: Keys,
    pub(crate) published: Arc<Published>,
    /// Read models as they were, folded when somebody asked.
    pub(crate) kept: Kept,
    pub(crate) records: Records,
    stopped: OnceLock<String>,
    meter: Option<Arc<dyn Meter>>,
}

impl Shared {
    pub(crate) fn new(
        log: SledLog,
        keys: Keys,
        published: Arc<Published>,
        meter: Option<Arc<dyn Meter>>,
    ) -> Shared {
        Shared {
            log,
            keys,
            published,
            kept: Kept::default(),
            records: Records::default(),
            stopped: OnceLock::new(),
            meter,
        }
    }

    /// Who counts, if anybody does.
    pub(crate) fn meter(&self) -> Option<&dyn Meter> {
        self.meter.as_deref()
    }

    /// Takes no more commands, for good; the first reason stays.
    pub(crate) fn stop(&self, reason: String) {
        if self.stopped.set(reason).is_ok()
            && let Some(reason) = self.stopped.get()
        {
            tracing::error!(reason, "no more commands are taken");
        }
    }

    pub(crate) fn stopped(&self) -> Option<String> {
        self.stopped.get().cloned()
    }

    pub(crate) fn health(&self) -> Health {
        self.stopped().map_or(Health::Accepting, |reason| Health::Stopped { reason })
    }
}

/// Held by a thread whose panic must not leave commands waiting for ever.
pub(crate) struct StopOnPanic(pub(crate) Arc<Shared>);

impl Drop for StopOnPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stop("a thread of the engine panicked".to_owned());
        }
    }
}
