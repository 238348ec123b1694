//! What tests of this product are written with. Never a dependency of a shipped crate.
//!
//! - [`scene`]: given / when / then for rules; a state is reached by commands only.

pub mod scene;
