//! The programme: what can be asked, what can happen, and the rules between.
//!
//! In reading order: [`event`] (what can have happened), [`command`] (what can be asked, and which
//! function answers), [`state`] (what the rules know), [`refusal`] (every way of saying no); then
//! one module per aggregate: its commands, its events, its rules as one plain function per
//! command, and `evolve`.
//!
//! Three absences: nothing here does I/O, reads a clock, or waits. Time, ids and the sender come
//! in as arguments, so that replay is exact.

pub mod activity;
pub mod actor;
pub mod amount;
pub mod appeal;
pub mod approval;
pub mod asset;
pub mod assignment;
pub mod budget;
pub mod campaign;
pub mod care;
pub mod command;
pub mod contest;
pub mod contribution;
pub mod counted;
pub mod event;
pub mod gathering;
pub mod id;
pub mod koc;
pub mod matching;
pub mod mentorship;
mod named;
pub mod operator;
pub mod payout;
pub mod personal;
pub mod policy;
pub mod privacy;
pub mod programme;
pub mod publication;
pub mod reaction;
pub mod recognition;
pub mod recorded;
pub mod refusal;
pub mod reward;
#[cfg(feature = "schema")]
pub mod schema;
pub mod state;
pub mod stream;
pub mod support;
pub mod task;
pub mod text;
pub mod time;
pub mod timer;
pub mod todo;
pub mod vehicle;
pub mod vocabulary;

pub use actor::{Actor, Approval, Role};
pub use amount::Amount;
pub use command::Command;
pub use counted::Counted;
pub use event::Event;
pub use recorded::{Context, Decided, Recorded};
pub use refusal::{Refusal, Violation};
pub use state::State;
pub use text::{Lang, LocalText};
pub use time::{AsOf, Day, Moment, Zone};
pub use timer::{Timer, Timers};
