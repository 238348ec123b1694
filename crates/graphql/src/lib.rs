//! The GraphQL schema over the engine: it translates, and decides nothing about the programme.
//!
//! In reading order: [`Api`] (how a request is executed), [`Caller`] and [`Grant`] (who asks),
//! `access` (who may do what), `document` (how much is asked, before anything is done),
//! `mutations` (every command, listed once), `acting` (in whose name), `payload` (what they
//! answer), `query` (one file per read model), `subscription` (events, live), `session` (the one
//! instant an operation reads), `paging`, `fault` (the closed list of top-level errors).

// The macros of the library find it by this name.
extern crate resolving as async_graphql;

mod access;
mod acting;
mod api;
mod audited;
mod caller;
mod connection;
mod document;
mod event;
mod fault;
mod limits;
mod mutations;
mod paging;
mod payload;
mod people;
mod query;
mod root;
mod scalars;
mod session;
mod subscription;
mod views;

pub use access::{is_listed, may, named_for_members};
pub use async_graphql::json::write as write_json;

pub use api::{Api, Operation, position_of, refusal, retry_after, sdl};
pub use caller::{Caller, Grant, Rate, Subject};
pub use fault::FaultCode;
pub use limits::Limits;
