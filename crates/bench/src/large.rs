//! A log of many events: how long it takes to open and to read, and what it takes in memory and on
//! disk. Each measurement runs in a process of its own, so that memory and caches are its own.

use crate::event::{PAYLOAD, commits, id};
use crate::figures::{median, rounded};
use crate::log::{decode, load};
use crate::stores::{Log, disk_bytes, memory, thread_nanos};
use anyhow::{Context, Result, ensure};
use event_log::{LogStore, SledLog};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// What is measured.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct LargeArgs {
    /// Events in the log.
    #[arg(long, default_value_t = 10_000_000)]
    events: u64,
    /// Where the log is made; it is removed afterwards.
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Prints JSON on one line.
    #[arg(long)]
    json: bool,
}

/// One measurement.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct StepArgs {
    step: Step,
    dir: PathBuf,
    /// Events to load.
    #[arg(long, default_value_t = 0)]
    events: u64,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Step {
    Load,
    OpenClean,
    AppendUntilKilled,
    OpenKilled,
    Replay,
    Replay2,
    Verify,
    Commands,
}

/// Runs all measurements and prints them.
pub(crate) fn run(args: &LargeArgs) -> Result<()> {
    let dir = tempfile::TempDir::new_in(&args.dir)?;
    let path = dir.path().join("log");
    let mut report = Map::new();
    let mut add = |step: &str, dropped: bool| -> Result<()> {
        if dropped {
            drop_caches();
        }
        let key = if dropped { format!("{step}-cold") } else { step.to_owned() };
        report.insert(key, run_step(step, &path, args.events)?);
        Ok(())
    };
    add("load", false)?;
    add("open-clean", false)?;
    add("open-clean", true)?;
    add("append-until-killed", false)?;
    add("open-killed", false)?;
    add("replay", true)?;
    add("replay", false)?;
    add("replay2", true)?;
    add("replay2", false)?;
    add("verify", false)?;
    add("commands", false)?;
    let report = json!({ "bench": "large-log", "events": args.events, "steps": report });
    let text = if args.json { report.to_string() } else { serde_json::to_string_pretty(&report)? };
    crate::print(&text)
}

/// Asks the system to forget what it read. Without the right to do so, cold is as warm.
fn drop_caches() {
    let _ = Command::new("sync").status();
    let _ = std::fs::write("/proc/sys/vm/drop_caches", "3");
}

fn run_step(step: &str, dir: &Path, events: u64) -> Result<Value> {
    let output = Command::new(std::env::current_exe()?)
        .args(["large-log-step", step])
        .arg(dir)
        .args(["--events", &events.to_string()])
        .stderr(Stdio::inherit())
        .output()?;
    // One of them is killed in the middle: what it had printed counts.
    let text = String::from_utf8(output.stdout)?;
    let line = text.lines().last().with_context(|| format!("{step} said nothing"))?;
    Ok(serde_json::from_str(line)?)
}

/// Runs one measurement and prints it.
pub(crate) fn step(args: &StepArgs) -> Result<()> {
    let start = Instant::now();
    let seconds = |start: Instant| rounded(start.elapsed().as_secs_f64());
    if matches!(args.step, Step::Load) {
        let mut log = Log::sled(&args.dir)?;
        load(&mut log, args.events)?;
        let closing = Instant::now();
        drop(log);
        let closed = seconds(closing);
        let disk = disk_bytes(&args.dir)?;
        let payload = args.events * PAYLOAD as u64;
        return crate::print(&json!({
            "seconds": seconds(start),
            "close_seconds": closed,
            "peak_bytes": memory("VmHWM")?,
            "disk_bytes": disk,
            "disk_over_payload": disk as f64 / payload as f64,
            "disk_over_records": disk as f64 / (args.events * (PAYLOAD as u64 + event_log::ENVELOPE_LEN as u64)) as f64,
        }).to_string());
    }
    let log = SledLog::open(&args.dir)?;
    let opened = seconds(start);
    let (start, ran) = (Instant::now(), thread_nanos()?);
    let open_cpu = rounded(ran as f64 / 1e9);
    let mut report = json!({
        "open_seconds": opened,
        "open_cpu_seconds": open_cpu,
        "open_bytes": memory("VmRSS")?,
    });
    match args.step {
        Step::Load | Step::OpenClean | Step::OpenKilled => {}
        Step::AppendUntilKilled => append_until_killed(&log, &report)?,
        Step::Replay => report["sum"] = decode(&log, 1)?.into(),
        Step::Replay2 => report["sum"] = decode(&log, 2)?.into(),
        Step::Verify => {
            let bytes = log.verify()?.bytes;
            report["bytes_per_second"] = (bytes as f64 / start.elapsed().as_secs_f64()).into();
            let cpu = (thread_nanos()? - ran) as f64 / 1e9;
            report["bytes_per_cpu_second"] = (bytes as f64 / cpu).into();
        }
        Step::Commands => report["commands"] = measure_commands(&log)?,
    }
    report["seconds"] = seconds(start).into();
    report["cpu_seconds"] = rounded((thread_nanos()? - ran) as f64 / 1e9).into();
    report["peak_bytes"] = memory("VmHWM")?.into();
    crate::print(&report.to_string())
}

/// Goes on appending until half of what is saved at once is unsaved, then kills itself.
fn append_until_killed(log: &SledLog, report: &Value) -> Result<()> {
    let mut next = log.head().size;
    for _ in 0..8 {
        log.append(&commits(next, 4_096), next)?;
        next += 4_096;
    }
    crate::print(&report.to_string())?;
    Command::new("kill").args(["-9", &std::process::id().to_string()]).status()?;
    Ok(())
}

/// Asks for unknown and for known command ids.
fn measure_commands(log: &SledLog) -> Result<Value> {
    let mut micros = Vec::new();
    let before = log.command_index().pages_read;
    let asked = 200_000;
    for n in 0..asked {
        let unknown = id(n ^ 0x7777_0000_0000);
        let start = Instant::now();
        ensure!(log.command(&unknown).is_none(), "the id is new");
        micros.push(start.elapsed().as_secs_f64() * 1e6);
    }
    let read = log.command_index().pages_read - before;
    let mut known_micros = Vec::new();
    for n in 0..20_000 {
        let position = crate::event::scattered(n) % log.head().size;
        let start = Instant::now();
        let known = log.command(&id(position ^ 0x5555_0000_0000)).context("the id is known")?;
        known_micros.push(start.elapsed().as_secs_f64() * 1e6);
        ensure!(known.first == position + 1, "it was recorded there");
    }
    Ok(json!({
        "resident_bytes": log.command_index().resident_bytes,
        "new_id_median_micros": median(micros),
        "new_ids_asked": asked,
        "new_ids_that_read_the_disk": read,
        "known_id_median_micros": median(known_micros),
    }))
}
