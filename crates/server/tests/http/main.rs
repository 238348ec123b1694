//! The server as a client meets it: over a socket, by the specification of GraphQL over HTTP.

mod keys;
mod page;
mod requests;
mod sockets;
mod support;
