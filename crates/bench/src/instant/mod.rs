//! Ten thousand members take one instant task at once, each in one command that claims and hands
//! in, through the whole engine; beside it the bare log is given the same events in the same
//! groups, in the same run.

mod programme;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use engine::{Engine, Settings};
use event_log::{Commit, LogStore, NewRecord, Record, SledLog};

use crate::stores::{Appender, BareFile, Log};
use programme::{Crowd, found};

/// How much is measured.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct InstantArgs {
    /// Members who rush.
    #[arg(long, default_value_t = 10_000)]
    members: u32,
    /// Rounds, each with a programme of its own; what is printed is the median over them.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Where the programmes are made; they are removed afterwards.
    #[arg(long, default_value = ".")]
    dir: std::path::PathBuf,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Threads that send.
const SENDERS: usize = 8;

/// What one round measured.
struct Round {
    commands: f64,
    events: f64,
    /// Events per second of the log alone, and of a bare file.
    log: f64,
    bare: f64,
    groups: usize,
    /// The slowest answer.
    slowest: Duration,
}

/// Measures and prints.
pub(crate) fn run(args: &InstantArgs) -> Result<()> {
    let rounds = (0..args.rounds).map(|_| round(args)).collect::<Result<Vec<Round>>>()?;
    let median = |of: fn(&Round) -> f64| {
        let mut all: Vec<f64> = rounds.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    let figures = [
        ("commands_per_second", median(|it| it.commands)),
        ("events_per_second", median(|it| it.events)),
        ("log_events_per_second", median(|it| it.log)),
        ("bare_file_events_per_second", median(|it| it.bare)),
        ("groups", median(|it| it.groups as f64)),
        ("slowest_answer_ms", median(|it| it.slowest.as_secs_f64() * 1_000.0)),
        ("ratio_to_log", median(|it| it.events / it.log)),
        ("ratio_to_bare_file", median(|it| it.events / it.bare)),
    ];
    if args.json {
        let figures: serde_json::Map<String, serde_json::Value> =
            figures.iter().map(|(name, figure)| ((*name).to_owned(), (*figure).into())).collect();
        let report = serde_json::json!({
            "bench": "instant",
            "members": args.members,
            "rounds": args.rounds,
            "figures": figures,
        });
        return crate::print(&serde_json::to_string_pretty(&report)?);
    }
    let lines = figures.iter().map(|(name, figure)| format!("{name:<28} {figure:>12.3}"));
    crate::print(&lines.collect::<Vec<_>>().join("\n"))
}

fn round(args: &InstantArgs) -> Result<Round> {
    let dir = tempfile::TempDir::new_in(&args.dir)?;
    let at = |name: &str| -> Result<std::path::PathBuf> {
        let path = dir.path().join(name);
        std::fs::create_dir(&path)?;
        Ok(path)
    };
    let programme = at("programme")?;
    let engine = Engine::open(Settings::new(&programme))?;
    let crowd = found(&engine, args.members)?;
    let before = engine.head().size;
    let (spent, slowest, seen) = rush(&engine, &crowd)?;
    let events = engine.head().size - before;
    crowd.check(&engine)?;
    drop(engine);
    let groups = groups(&programme, before, &seen)?;
    let log = append(&mut Log::sled(&at("log")?)?, &groups)?;
    let bare = append(&mut BareFile::create(&at("bare")?)?, &groups)?;
    Ok(Round {
        commands: f64::from(args.members) / spent.as_secs_f64(),
        events: events as f64 / spent.as_secs_f64(),
        log,
        bare,
        groups: groups.len(),
        slowest,
    })
}

/// Everybody sends at once and waits for the answer: how long it took, how long the slowest answer
/// took, and the positions that were published on the way.
fn rush(engine: &Engine, crowd: &Crowd) -> Result<(Duration, Duration, Vec<u64>)> {
    let requests: Vec<_> = crowd.requests();
    let part = requests.len().div_ceil(SENDERS);
    let last = std::sync::atomic::AtomicBool::new(false);
    let mut told = engine.subscribe();
    std::thread::scope(|scope| {
        let listener = scope.spawn(|| {
            let mut seen = Vec::new();
            while !last.load(std::sync::atomic::Ordering::Acquire) {
                seen.extend(told.wait(Duration::from_millis(5)).map(|position| position.0));
            }
            seen
        });
        let start = Instant::now();
        let senders: Vec<_> = requests
            .chunks(part)
            .map(|requests| {
                scope.spawn(move || -> Result<Duration> {
                    let sent: Vec<_> = requests
                        .iter()
                        .map(|it| (Instant::now(), engine.submit(it.clone())))
                        .collect();
                    let mut slowest = Duration::ZERO;
                    for (at, answer) in sent {
                        answer.wait().context("every member has a place")?;
                        slowest = slowest.max(at.elapsed());
                    }
                    Ok(slowest)
                })
            })
            .collect();
        let mut slowest = Duration::ZERO;
        for sender in senders {
            slowest = slowest.max(sender.join().expect("a sender does not panic")?);
        }
        let spent = start.elapsed();
        last.store(true, std::sync::atomic::Ordering::Release);
        Ok((spent, slowest, listener.join().expect("the listener does not panic")))
    })
}

/// What the engine recorded after `from`, as commits in the groups that were published together.
/// A group the listener missed is counted with the next, which makes the reference faster.
fn groups(programme: &Path, from: u64, seen: &[u64]) -> Result<Vec<Vec<Commit>>> {
    let log = SledLog::open(programme.join("log"))?;
    let mut groups = vec![Vec::new()];
    let mut commit = Commit { records: Vec::new() };
    for record in log.read(from + 1) {
        let record = record?;
        let (ends, position) = (record.envelope.commit_end, record.envelope.position);
        commit.records.push(anew(record));
        if ends {
            let whole = std::mem::replace(&mut commit, Commit { records: Vec::new() });
            groups.last_mut().context("one is there")?.push(whole);
            if seen.contains(&position) {
                groups.push(Vec::new());
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    ensure!(!groups.is_empty(), "something was recorded");
    Ok(groups)
}

/// The record as it was given to the log.
fn anew(record: Record) -> NewRecord {
    let Record { envelope, payload } = record;
    NewRecord {
        codec: envelope.codec,
        event_type: envelope.event_type,
        schema_version: envelope.schema_version,
        asserted: envelope.asserted,
        stream: envelope.stream,
        recorded_at: envelope.recorded_at,
        occurred_at: envelope.occurred_at,
        actor_role: envelope.actor_role,
        actor_id: envelope.actor_id,
        command_id: envelope.command_id,
        command_hash: envelope.command_hash,
        correlation_id: envelope.correlation_id,
        // Positions are others here; nobody asks.
        causation: 0,
        payload,
    }
}

/// Events per second of appending these groups one after the other.
fn append(store: &mut dyn Appender, groups: &[Vec<Commit>]) -> Result<f64> {
    let start = Instant::now();
    for group in groups {
        store.append(group)?;
    }
    let events: usize = groups.iter().flatten().map(|commit| commit.records.len()).sum();
    Ok(events as f64 / start.elapsed().as_secs_f64())
}
