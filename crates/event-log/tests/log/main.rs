//! The log as its callers see it, and as disks, crashes and strangers treat it.

// Helpers of tests may fail a test as tests may.
#![allow(clippy::unwrap_used)]

mod appending;
mod backups;
mod crashes;
mod damage;
mod formats;
mod heads;
mod indexes;
mod proofs;
mod sled_damage;
mod stopping;
mod support;
mod system;
