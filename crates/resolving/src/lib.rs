//! The library async-graphql, but for how the fields of an object are resolved.
//!
//! The library makes a task of every field, so that fields which wait for something wait
//! together. Here hardly any waits: read models are in memory, and a page of fifty rows has a
//! thousand fields. So an object's fields are resolved one after the other, in one task; the
//! objects of a list still go on beside each other, as when each reads an event from the log. What
//! was resolved can be written at once: [`Pace::writes`].
//!
//! Whoever names this crate `async_graphql` gets it: the macros of the library say by that name
//! how an object is resolved. What the library resolves itself (the root, interfaces, questions
//! about the schema) goes on as it did. Extensions of the library are asked about that alone:
//! there is [`Pace`] instead.

pub use async_graphql::*;

/// The library as it is, for interfaces: they have fields of the object behind them.
pub use async_graphql as library;

pub mod json;
mod object;
mod pace;

pub use object::{failed, is_told};
pub use pace::{Pace, Step};

/// As the library's, with objects resolved here.
pub mod resolver_utils {
    pub use async_graphql::resolver_utils::*;

    pub use crate::object::resolve_container;
}
