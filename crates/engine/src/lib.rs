//! Decide, record, fold, answer: the one place that appends to the log.
//!
//! In reading order: [`Engine`] (what can be done), [`Request`] and [`Accepted`] (what goes in and
//! comes out), `decider` (one thread that owns the write state), `flusher` (one thread that makes
//! batches durable, folds them and answers), `scheduler` (one thread that sends what becomes due),
//! [`View`] (every read model at one position), `codec`
//! (the only encoder of stored bytes), `meter` (what is counted), `seal` and `key_file` (personal
//! data), `lately` (what is kept at hand of either).
//!
//! Never here: GraphQL, HTTP, the environment, an async runtime.

mod ahead;
mod along;
mod backup;
mod batch;
mod browse;
mod clock;
pub mod codec;
mod decider;
mod engine;
mod entry;
mod error;
mod flusher;
mod fold;
mod import;
mod invariants;
mod invariants_of_campaigns;
mod key_file;
mod keys;
mod lately;
mod meter;
mod model;
mod past;
mod pending;
mod prove;
mod published;
mod read_models;
mod request;
mod scheduler;
mod seal;
mod shared;
mod submitter;
mod transfer;
mod verify;

pub use browse::{EventFilter, EventPage, Stretch};
pub use clock::{Clock, ManualClock, SystemClock};
pub use engine::{Engine, Entries, Events, Settings};
pub use entry::{Entry, UNKNOWN, UnknownEvent, What};
pub use error::EngineError;
pub use event_log::Head;
pub use import::{ImportError, import_events};
pub use key_file::{KeyError, KeyFault, KeySource, KeyStep};
pub use meter::{BatchDone, Ended, Meter};
pub use model::{Folded, Model};
pub use past::{Patience, Tell, Unfolded};
pub use pending::{Answer, Pending};
pub use projection::{DigestKind, Row};
pub use published::Subscription;
pub use read_models::{Digests, View};
pub use request::{Accepted, CommandError, Health, Request};
pub use scheduler::Attempts;
pub use verify::VerifyReport;
