//! What the engine tells about its own work, to whoever counts it.

use std::time::Duration;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ended {
    /// It was recorded.
    Accepted,
    /// It would have been: it was sent only to see.
    Validated,
    /// It had been recorded before.
    Repeated,
    /// A rule said no.
    Refused,
    /// It was not taken, or it is not known whether it was recorded.
    Failed,
}

/// One batch, durable and folded.
#[derive(Debug, Clone, Copy)]
pub struct BatchDone {
    /// Commands that waited for it.
    pub commands: usize,
    /// Events it recorded.
    pub events: usize,
    /// How long the keys and the log took to be durable.
    pub flush: Duration,
    /// How long the read models took, the new view's publication included.
    pub fold: Duration,
}

/// Counts what the engine does. The threads that decide and flush call it: it must not wait.
pub trait Meter: Send + Sync {
    /// A command is about to be answered; it had waited so long before it was decided.
    fn command(&self, name: &'static str, ended: Ended, queued: Duration);

    /// A batch is durable and folded, and those who wait for it are about to be answered.
    fn batch(&self, batch: &BatchDone);
}
