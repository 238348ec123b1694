//! What tests of this product are written with. Never a dependency of a shipped crate.
//!
//! - [`scene`]: given / when / then for rules; a state is reached by commands only.
//! - [`recording`]: a log written by hand, for the corners of a read model.
//! - [`stories`]: whole logs under `fixtures/`, told by commands, with the rows every read model
//!   makes of them.
//! - [`work`]: work as many scenes hand it in.

pub mod recording;
pub mod scene;
pub mod stories;
pub mod work;
