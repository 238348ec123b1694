//! What the decider hands to the flusher: commits, the keys they need, and the answers to give
//! once they are durable.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::personal::Person;
use domain::{Recorded, State};
use event_log::Commit;

use crate::key_file::Key;
use crate::meter::{Ended, Meter};
use crate::pending::{Answer, Reply};
use crate::request::CommandError;

/// Decided together, written together.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) commits: Vec<Commit>,
    /// Bytes of all commits.
    pub(crate) bytes: usize,
    /// Keys that must be durable before the commits are.
    pub(crate) keys: Vec<(Person, Key)>,
    /// Whose keys must be destroyed once the commits are durable, and before anyone is told.
    pub(crate) erased: BTreeSet<Person>,
    /// In the order decided. All wait for the whole batch: what was decided on a position is
    /// told only when that position is durable.
    pub(crate) answers: Vec<(Reply, Asked, Outcome)>,
    /// What rules know once all of it has happened.
    pub(crate) state: State,
}

/// A command as it is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) name: &'static str,
    /// How long it waited to be decided.
    pub(crate) queued: Duration,
}

/// What a command came to.
pub(crate) enum Outcome {
    /// These events, of this batch.
    Recorded(Vec<Recorded>),
    /// The events of an earlier time, durable when the batch is.
    Repeated {
        /// The first position.
        first: u64,
        /// How many.
        count: u32,
    },
    /// Nothing recorded.
    Nothing(Answer),
}

impl Outcome {
    /// What it is counted as, if the batch becomes durable.
    pub(crate) fn ended(&self) -> Ended {
        match self {
            Outcome::Recorded(_) => Ended::Accepted,
            Outcome::Repeated { .. } => Ended::Repeated,
            Outcome::Nothing(Ok(_)) => Ended::Validated,
            Outcome::Nothing(Err(CommandError::Refused(_))) => Ended::Refused,
            Outcome::Nothing(Err(_)) => Ended::Failed,
        }
    }
}

impl Batch {
    /// Tells everyone that nothing is known.
    pub(crate) fn fail(self, reason: &str, meter: Option<&dyn Meter>) {
        for (reply, asked, _) in self.answers {
            if let Some(meter) = meter {
                meter.command(asked.name, Ended::Failed, asked.queued);
            }
            reply.send(Err(CommandError::NotKnown { reason: reason.to_owned() }));
        }
    }
}
