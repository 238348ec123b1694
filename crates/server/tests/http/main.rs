//! The server as a client meets it: over a socket, by the specification of GraphQL over HTTP.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod health;
mod hostile;
mod keys;
mod metrics;
mod named;
mod page;
mod patience;
mod requests;
mod sockets;
mod streams;
mod support;
