//! A programme in a data folder, served: how soon it can be asked after a clean stop, and what the
//! server holds in memory.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use event_log::{LogStore, SledLog};
use serde_json::json;

use crate::figures::{Report, rounded};
use crate::queries::{Kind, Line, Served, body};

/// Which programme.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct YearArgs {
    /// Its data folder. An API key is added to it, nothing else.
    data_dir: PathBuf,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// The size the goals are set for: a simulated year of fifty thousand members.
const GOAL_EVENTS: f64 = 16_000_000.0;
const GOAL_BYTES: f64 = 6.0 * 1_073_741_824.0;
const GOAL_SECONDS: f64 = 20.0;

/// What somebody who looks at the programme asks first.
const LOOKS: [&str; 4] = [
    "{ headcount { count } }",
    "{ tierMembership(first: 50) { nodes { koc { id name tier { code } } } } }",
    "{ reviewQueue(first: 50) { nodes { waitingHours assignment { id } } } }",
    "{ contributionLedger(first: 50) { nodes { points koc { id } } } }",
];

/// Measures and prints.
pub(crate) fn run(args: &YearArgs) -> Result<()> {
    let dir = &args.data_dir;
    ensure!(dir.join("log").is_dir(), "{}: no log is there", dir.display());
    // Opened and closed, so that what is measured is opening after a clean stop.
    let events = SledLog::open(dir.join("log"))?.head().size;
    ensure!(events > 0, "{}: the log is empty", dir.display());
    let served = Served::start(Kind::Koc, dir)?;
    let ready = served.ready_seconds;
    let opened = served.memory("VmRSS")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut line = Line::open(&served.target).await?;
        for look in LOOKS {
            line.json(&body(look, &json!({}))).await?;
        }
        anyhow::Ok(())
    })?;
    let resident = served.memory("VmRSS")?;
    let peak = served.memory("VmHWM")?;
    let (events, per_event) = (events as f64, |bytes: u64| bytes as f64 / events as f64);
    let mebibytes = |bytes: u64| bytes as f64 / 1_048_576.0;
    let row = |name: &str, bytes| (name.to_owned(), vec![mebibytes(bytes), per_event(bytes)]);
    let report = Report {
        bench: "year",
        said: vec![
            ("events", json!(events)),
            ("ready_seconds", json!(rounded(ready))),
            ("events_per_second", json!((events / ready).round())),
        ],
        columns: vec!["memory of the server", "MiB", "bytes per event"],
        rows: vec![row("ready", opened), row("asked", resident), row("peak", peak)],
        ratios: vec![
            ("resident_to_goal".to_owned(), resident as f64 / GOAL_BYTES * GOAL_EVENTS / events),
            ("ready_to_goal".to_owned(), ready / GOAL_SECONDS * GOAL_EVENTS / events),
        ],
    };
    report.print(args.json)
}
