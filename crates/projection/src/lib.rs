//! What a read model is: a fold of the log that owns its rows and answers its own queries.
//!
//! A [`Projector`] takes in [`Recorded`] events in order and never fails, never judges and never
//! reads a clock: what is recorded has happened. Its rows live in persistent maps, so that a
//! `clone()` costs a pointer and a published view never stops the writer.
//!
//! [`digest`] says when two folds are equal; [`paging`] cuts lists into pages.

pub mod digest;
pub mod paging;

pub use digest::{DigestKind, Row};
pub use domain::Recorded;
use domain::event::EventType;
use domain::id::KocId;
pub use paging::{Between, Cursor, Cut, Page, page};

/// Whether a type of event is one of these aggregates': for [`Projector::reads`].
pub fn is_of(kind: &EventType, aggregates: &[&[EventType]]) -> bool {
    aggregates.iter().any(|types| types.contains(kind))
}

/// A read model: a deterministic fold of the log.
pub trait Projector: Default + Clone + Send + Sync + 'static {
    /// What it is called in snapshots, digests and on the command line: `tiers`.
    const NAME: &'static str;
    /// Raised whenever the same log would give other rows; older snapshots are then ignored.
    const VERSION: u32;

    /// Takes in one event. Events come in order of position, each once.
    fn apply(&mut self, recorded: &Recorded);

    /// Whether events of this type can change a row. Those that cannot are passed over undecoded
    /// when this read model alone is folded; a test holds each to it.
    fn reads(_kind: &EventType) -> bool {
        true
    }

    /// Drops what tells who somebody is, and leaves what they did and where they stood: a view of
    /// the past shows no more of a person who was forgotten since than one of today.
    fn forget(&mut self, _person: KocId) {}

    /// Shows every row, in key order. Rows are what the digest is made of.
    fn rows(&self, show: &mut dyn FnMut(Row));

    /// BLAKE3 over the canonical JSON of all rows, in key order.
    fn digest(&self, kind: DigestKind) -> [u8; 32] {
        let mut digest = digest::Digest::new(kind);
        self.rows(&mut |row| digest.add(row));
        digest.finish()
    }
}
