//! What tests of this product are written with. Never a dependency of a shipped crate.
//! `docs/testing.md` is the way through it.
//!
//! - [`scene`]: given / when / then for rules; a state is reached by commands only.
//! - [`cast`] and [`work`]: a live programme, its people, and the usual things they do.
//! - [`project`] and [`expect_rows`]: what a read model makes of a log, compared row by row.
//! - [`stories`]: whole logs told by commands, with the rows every read model makes of them.
//! - [`properties`]: what holds of every fold, whatever was recorded.
//! - [`recording`]: a log written by hand, for the corners of a read model.

pub mod cast;
mod difference;
pub mod properties;
pub mod recording;
mod rows;
pub mod scene;
pub mod stories;
pub mod work;

pub use rows::{expect_rows, project, shown};

/// Whether expectations are written anew.
fn blesses() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}
