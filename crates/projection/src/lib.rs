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
pub use paging::{Between, Cursor, Cut, Page, page};

/// A read model: a deterministic fold of the log.
pub trait Projector: Default + Clone + Send + Sync + 'static {
    /// What it is called in snapshots, digests and on the command line: `tiers`.
    const NAME: &'static str;
    /// Raised whenever the same log would give other rows; older snapshots are then ignored.
    const VERSION: u32;

    /// Takes in one event. Events come in order of position, each once.
    fn apply(&mut self, recorded: &Recorded);

    /// Shows every row, in key order. Rows are what the digest is made of.
    fn rows(&self, show: &mut dyn FnMut(Row));

    /// BLAKE3 over the canonical JSON of all rows, in key order.
    fn digest(&self, kind: DigestKind) -> [u8; 32] {
        let mut digest = digest::Digest::new(kind);
        self.rows(&mut |row| digest.add(row));
        digest.finish()
    }
}
