//! Statistics of mobility: by hand where a hand can follow, by what must always hold elsewhere.

#![allow(clippy::unwrap_used)]

mod candidates;
mod climb;
mod counts;
mod period;
mod picture;
mod scene;
mod survival;
