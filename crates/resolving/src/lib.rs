//! The library async-graphql, but for how the fields of an object are resolved.
//!
//! The library makes a task of every field, so that fields which wait for something wait
//! together. Here nothing waits: read models are in memory. An object's fields are resolved one
//! after the other, in one task; a page of fifty rows has a thousand fields, and tasks were most
//! of what it cost.
//!
//! Whoever names this crate `async_graphql` gets it: the macros of the library say by that name
//! how an object is resolved. What the library resolves itself (the root, interfaces, questions
//! about the schema) goes on as it did. Extensions of the library are asked about that alone:
//! there is [`Pace`] instead.

pub use async_graphql::*;

/// The library as it is, for interfaces: they have fields of the object behind them.
pub use async_graphql as library;

mod object;
mod pace;

pub use object::{failed, is_told};
pub use pace::{Pace, Step};

/// As the library's, with objects resolved here.
pub mod resolver_utils {
    pub use async_graphql::resolver_utils::*;

    pub use crate::object::resolve_container;
}
