//! The GraphQL schema over the engine: it translates, and decides nothing.
//!
//! In reading order: [`Api`] (how a request is executed), `mutations` (every command, listed
//! once), `payload` (what they answer), `query` (one file per read model), `subscription`
//! (events, live), `session` (the one instant an operation reads), `paging`, `fault` (the closed
//! list of top-level errors).

mod acting;
mod api;
mod event;
mod fault;
mod mutations;
mod paging;
mod payload;
mod people;
mod query;
mod scalars;
mod session;
mod subscription;
mod views;

pub use api::{Api, Operation, position_of, refusal, sdl};
pub use fault::FaultCode;
pub use session::Caller;
