//! Events folded into each read model, into all of them, and into the state of rules, beside
//! decoding the same events and folding nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, ensure};
use domain::{Recorded, State};
use engine::{Engine, Settings, View, codec};
use event_log::{LogStore, SledLog};
use projection::Projector as _;

use crate::figures::{Report, median};
use crate::mix::Mix;
use crate::stores::thread_nanos;

/// How much is measured.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct FoldArgs {
    /// The data folder of a programme; it is read only. A programme is made if none is given.
    #[arg(long)]
    data_dir: Option<PathBuf>,
    /// Members of the programme that is made, each with nine commands.
    #[arg(long, default_value_t = 10_000)]
    members: usize,
    /// Rounds; what is printed is the median over them. One is enough for a large log.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Where the programme is made; it is removed afterwards.
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Events that are decoded, then folded by one after the other.
const CHUNK: usize = 65_536;
/// The reference: reading the log and decoding every event.
const DECODE: &str = "decode";
/// Every read model, one event after the other, as a program that opens does.
const ALL: &str = "all read models";
/// The state of rules.
const RULES: &str = "rules";

/// Takes one event into one read model of a view.
pub(crate) type Apply = fn(&mut View, &Recorded);

/// Every read model by its name.
pub(crate) const MODELS: [(&str, Apply); 13] = [
    ("tiers", |view, it| view.tiers.apply(it)),
    ("ledger", |view, it| view.ledger.apply(it)),
    ("mentorship", |view, it| view.mentorship.apply(it)),
    ("people", |view, it| view.people.apply(it)),
    ("privacy", |view, it| view.privacy.apply(it)),
    ("work", |view, it| view.work.apply(it)),
    ("rewards", |view, it| view.rewards.apply(it)),
    ("todos", |view, it| view.todos.apply(it)),
    ("support", |view, it| view.support.apply(it)),
    ("contests", |view, it| view.contests.apply(it)),
    ("campaigns", |view, it| view.campaigns.apply(it)),
    ("assets", |view, it| view.assets.apply(it)),
    ("publications", |view, it| view.publications.apply(it)),
];

/// Nanoseconds by name: by the clock, and on the processor.
type Times = BTreeMap<&'static str, (u64, u64)>;

/// Measures and prints.
pub(crate) fn run(args: &FoldArgs) -> Result<()> {
    ensure!(
        MODELS.iter().map(|(name, _)| *name).eq(View::NAMES.iter().copied()),
        "every read model is measured"
    );
    let Some(data_dir) = &args.data_dir else {
        let dir = tempfile::TempDir::new_in(&args.dir)?;
        make(dir.path(), args.members)?;
        return measure(args, dir.path());
    };
    ensure!(data_dir.join("log").is_dir(), "{}: no log is there", data_dir.display());
    measure(args, data_dir)
}

/// A programme in its daily life.
fn make(dir: &Path, members: usize) -> Result<()> {
    let engine = Engine::open(Settings::new(dir))?;
    let mix = Mix::found(&engine)?;
    let asked = mix.asked(members)?;
    let answers: Vec<_> =
        asked.into_iter().map(|it| (engine.submit(it.request), it.refused)).collect();
    for (answer, refused) in answers {
        ensure!(answer.wait().is_err() == refused, "a command was not answered as it should be");
    }
    Ok(())
}

fn measure(args: &FoldArgs, dir: &Path) -> Result<()> {
    let log = SledLog::open(dir.join("log"))?;
    let events = log.head().size;
    ensure!(events > 0, "{}: the log is empty", dir.display());
    let mut rates: BTreeMap<&str, [Vec<f64>; 2]> = BTreeMap::new();
    for _ in 0..args.rounds {
        for (name, (clock, cpu)) in round(&log)? {
            let [by_clock, by_cpu] = rates.entry(name).or_default();
            by_clock.push(events as f64 / clock as f64 * 1e9);
            by_cpu.push(events as f64 / cpu as f64 * 1e9);
        }
    }
    let names = [DECODE].into_iter().chain(View::NAMES.iter().copied()).chain([ALL, RULES]);
    let of = |name: &str, which: usize| {
        let rates = rates.get(name).map(|both| both[which].clone());
        median(rates.unwrap_or_default())
    };
    let cost = |name: &str| of(DECODE, 1) / of(name, 1);
    let row = |name: &str| (name.to_owned(), vec![of(name, 0), of(name, 1), cost(name)]);
    let ratio = |name: &str| (name.replace(' ', "_"), of(name, 1) / of(DECODE, 1));
    let report = Report {
        bench: "fold",
        said: vec![("events", events.into()), ("rounds", args.rounds.into())],
        columns: vec!["", "events per second", "events per cpu second", "times decoding"],
        rows: names.clone().map(row).collect(),
        ratios: names.filter(|name| *name != DECODE).map(ratio).collect(),
    };
    report.print(args.json)
}

/// Reads the log twice: once for each read model by itself, once for all of them.
fn round(log: &SledLog) -> Result<Times> {
    let mut times = Times::new();
    let (mut view, mut state) = (View::default(), State::default());
    chunks(log, &mut times, |times, chunk| {
        for (name, apply) in MODELS {
            timed(times, name, || chunk.iter().for_each(|it| apply(&mut view, it)))?;
        }
        timed(times, RULES, || chunk.iter().for_each(|it| state.evolve(it)))
    })?;
    let mut all = View::default();
    drop((view, state));
    // The reference is timed in the first reading alone.
    let mut again = Times::new();
    chunks(log, &mut again, |again, chunk| {
        timed(again, ALL, || chunk.iter().for_each(|it| all.apply(it)))
    })?;
    times.extend(again.remove_entry(ALL));
    Ok(times)
}

/// Decodes the log in chunks and hands over each.
fn chunks(
    log: &SledLog,
    times: &mut Times,
    mut take: impl FnMut(&mut Times, &[Recorded]) -> Result<()>,
) -> Result<()> {
    let mut records = log.read(1);
    loop {
        let mut chunk = Vec::with_capacity(CHUNK);
        timed(times, DECODE, || -> Result<()> {
            for record in records.by_ref().take(CHUNK) {
                chunk.push(codec::from_record(&record?)?);
            }
            Ok(())
        })??;
        if chunk.is_empty() {
            return Ok(());
        }
        take(times, &chunk)?;
    }
}

fn timed<T>(times: &mut Times, name: &'static str, what: impl FnOnce() -> T) -> Result<T> {
    let (began, on_cpu) = (Instant::now(), thread_nanos()?);
    let made = what();
    let (clock, cpu) = times.entry(name).or_default();
    *clock += u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX);
    *cpu += thread_nanos()? - on_cpu;
    Ok(made)
}
