//! The `koc` program: what can be typed, what it answers, and how it ends.
//!
//! Every subcommand is one function of an engine, its arguments and where to write. Whether that
//! engine is opened here or held by a running server is decided once, in [`run::start`].

pub mod args;
mod aside;
mod audit;
mod backup;
mod beside;
mod command;
mod config;
pub mod demo;
pub mod exit;
mod export;
mod fixture;
mod fresh;
mod golive;
mod hex;
mod import;
mod keys;
mod open;
pub mod out;
mod progress;
mod replay;
pub mod run;
mod serve;
mod simulate;
pub mod table;
mod verify;

use domain::{Day, Moment, Zone};

/// The day it is in `zone` by the machine's clock.
fn today(zone: &Zone) -> Day {
    let now = jiff::Timestamp::now().as_microsecond();
    zone.day_of(Moment(now))
}
