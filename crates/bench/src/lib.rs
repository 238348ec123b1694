//! Measures the product against references, in one run on one machine, and prints ratios.

mod beside;
mod cast;
mod commands;
#[cfg(feature = "served")]
mod connections;
mod event;
mod figures;
mod fold;
mod instant;
mod large;
mod log;
mod matching;
mod memory;
mod mix;
#[cfg(feature = "served")]
mod past;
#[cfg(feature = "served")]
mod queries;
mod stores;
#[cfg(feature = "served")]
mod year;

pub use memory::{MemoryArgs, run as measure_memory};

use clap::{Parser, Subcommand};
use std::io::Write;

#[derive(Parser)]
#[command(about = "Measures the product against references and prints ratios")]
struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Appends and replays of the log, against a plain file and a naive layout.
    Log(log::LogArgs),
    /// Commands of a programme's daily life through rules to durable answers, beside the log alone.
    Engine(commands::EngineArgs),
    /// Events folded into each read model and into all, beside decoding them alone.
    Fold(fold::FoldArgs),
    /// Suggestions for a task among very many members, beside a plain loop.
    Matching(matching::MatchingArgs),
    /// Everybody takes one instant task at once, through the engine, against the log alone.
    Instant(instant::InstantArgs),
    /// Queries over HTTP, beside a hello world and a plain server with all facts in memory.
    #[cfg(feature = "served")]
    Queries(queries::QueriesArgs),
    /// One of the servers that `queries` asks, in a process of its own.
    #[cfg(feature = "served")]
    #[command(hide = true)]
    QueriesServer(queries::ServeArgs),
    /// Ten thousand connections that stay open, and a thousand that listen, half without reading.
    #[cfg(feature = "served")]
    Connections(connections::ConnectionsArgs),
    /// Serves the programme in a data folder: how soon it is ready, and what it holds in memory.
    #[cfg(feature = "served")]
    Year(year::YearArgs),
    /// Members as they were known long ago, out of ten million events.
    #[cfg(feature = "served")]
    Past(past::PastArgs),
    /// A log of many events: opening, replay, memory, disk, verify, repeated commands.
    LargeLog(large::LargeArgs),
    /// One measurement of `large-log`, in a process of its own.
    #[command(hide = true)]
    LargeLogStep(large::StepArgs),
}

/// Measures what the command line asks for and prints it.
///
/// # Errors
/// When something cannot be measured.
pub fn main() -> anyhow::Result<()> {
    match Args::parse().what {
        What::Log(args) => log::run(&args),
        What::Engine(args) => commands::run(&args),
        What::Fold(args) => fold::run(&args),
        What::Matching(args) => matching::run(&args),
        What::Instant(args) => instant::run(&args),
        #[cfg(feature = "served")]
        What::Queries(args) => queries::run(&args),
        #[cfg(feature = "served")]
        What::QueriesServer(args) => queries::serve(&args),
        #[cfg(feature = "served")]
        What::Connections(args) => connections::run(&args),
        #[cfg(feature = "served")]
        What::Year(args) => year::run(&args),
        #[cfg(feature = "served")]
        What::Past(args) => past::run(&args),
        What::LargeLog(args) => large::run(&args),
        What::LargeLogStep(args) => large::step(&args),
    }
}

/// Writes a text to standard output.
fn print(text: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}
