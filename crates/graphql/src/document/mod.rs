//! A document, looked at before anything is done about it: how large it is, what it would cost,
//! and whether whoever sent it may ask for each field.
//!
//! In reading order: `tokens` (its size, before it is parsed), `parsed` (those that were parsed
//! and checked before), `types` (the schema as far as this needs it), `measure` (one walk along the fields,
//! fragments followed).

mod measure;
mod parsed;
mod tokens;
mod types;

pub(crate) use measure::{Measured, Refused, Sender, measure};
pub(crate) use parsed::{Documents, Kept, plainly_right};
pub(crate) use types::Types;
