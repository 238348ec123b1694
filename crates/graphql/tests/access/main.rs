//! Who may do what: every operation as every role, compared with the table.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod care;
mod generated;
mod members;
mod scene;
mod schema;
mod sealed;
