//! Measures the product against references, in one run on one machine, and prints ratios.

mod cast;
mod connections;
mod event;
mod instant;
mod large;
mod log;
mod matching;
mod queries;
mod stores;

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
    /// Suggestions for a task among very many members, beside a plain loop.
    Matching(matching::MatchingArgs),
    /// Everybody takes one instant task at once, through the engine, against the log alone.
    Instant(instant::InstantArgs),
    /// Queries over HTTP, beside a hello world and a plain server with all facts in memory.
    Queries(queries::QueriesArgs),
    /// One of the servers that `queries` asks, in a process of its own.
    #[command(hide = true)]
    QueriesServer(queries::ServeArgs),
    /// Ten thousand connections that stay open, and a thousand that listen, half without reading.
    Connections(connections::ConnectionsArgs),
    /// A log of many events: opening, replay, memory, disk, verify, repeated commands.
    LargeLog(large::LargeArgs),
    /// One measurement of `large-log`, in a process of its own.
    #[command(hide = true)]
    LargeLogStep(large::StepArgs),
}

fn main() -> anyhow::Result<()> {
    match Args::parse().what {
        What::Log(args) => log::run(&args),
        What::Matching(args) => matching::run(&args),
        What::Instant(args) => instant::run(&args),
        What::Queries(args) => queries::run(&args),
        What::QueriesServer(args) => queries::serve(&args),
        What::Connections(args) => connections::run(&args),
        What::LargeLog(args) => large::run(&args),
        What::LargeLogStep(args) => large::step(&args),
    }
}

/// Writes a text to standard output.
fn print(text: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}
