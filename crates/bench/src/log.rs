//! The log against a plain file, in one run: what is compared takes turns, round by round, so that
//! whatever else the machine does falls on all alike. Ratios are medians over the rounds.

use crate::event::{commits, digest};
use crate::figures::{Report, median};
use crate::stores::{Appender, BareFile, Log, Naive, thread_nanos};
use anyhow::{Result, ensure};
use event_log::{LogStore, RawRecord, replay};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::{Duration, Instant};

/// How much is measured.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct LogArgs {
    /// Rounds; a ratio is the median over them.
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Seconds of appending for each store, number of producers and round.
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// Events in the stores that are replayed.
    #[arg(long, default_value_t = 1_000_000)]
    events: u64,
    /// Where the stores are made; they are removed afterwards.
    #[arg(long, default_value = ".")]
    dir: std::path::PathBuf,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Events per second of every round, by name.
type Rates = BTreeMap<String, Vec<f64>>;

/// Measures and prints.
pub(crate) fn run(args: &LogArgs) -> Result<()> {
    let dir = tempfile::TempDir::new_in(&args.dir)?;
    let mut rates = Rates::new();
    measure_appends(args, dir.path(), &mut rates)?;
    measure_replays(args, dir.path(), &mut rates)?;
    let medians = rates.iter().map(|(name, rates)| (name.clone(), vec![median(rates.clone())]));
    let ratio = |(name, over, under): &(&str, &str, &str)| {
        ((*name).to_owned(), median_ratio(&rates[*over], &rates[*under]))
    };
    let report = Report {
        bench: "log",
        said: vec![("rounds", args.rounds.into()), ("events", args.events.into())],
        columns: vec!["", "events per second"],
        rows: medians.collect(),
        ratios: RATIOS.iter().map(ratio).collect(),
    };
    report.print(args.json)
}

/// Name, what is measured, and what it is measured against. `file` is the log in plain files.
const RATIOS: &[(&str, &str, &str)] = &[
    ("append_4096", "append_4096 sled", "append_4096 file"),
    ("append_256", "append_256 sled", "append_256 file"),
    ("append_1", "append_1 sled", "append_1 file"),
    ("replay_decoded_1core", "replay_1 sled", "replay_1 file"),
    ("replay_decoded_2core", "replay_2 sled", "replay_1 file"),
    ("scan", "scan sled", "scan file"),
    ("naive_4096", "append_4096 sled", "append_4096 naive"),
    ("append_4096_to_bare_file", "append_4096 sled", "append_4096 bare"),
    ("append_256_to_bare_file", "append_256 sled", "append_256 bare"),
    ("append_1_to_bare_file", "append_1 sled", "append_1 bare"),
    ("append_4096_cpu", "append_4096 sled (cpu)", "append_4096 file (cpu)"),
    ("append_256_cpu", "append_256 sled (cpu)", "append_256 file (cpu)"),
    ("replay_decoded_1core_cpu", "replay_1 sled (cpu)", "replay_1 file (cpu)"),
    ("scan_cpu", "scan sled (cpu)", "scan file (cpu)"),
];

fn measure_appends(args: &LogArgs, dir: &Path, rates: &mut Rates) -> Result<()> {
    for producers in [1, 256, 4_096] {
        let dir = tempfile::TempDir::new_in(dir)?;
        let at = |name: &str| -> Result<std::path::PathBuf> {
            let path = dir.path().join(name);
            std::fs::create_dir(&path)?;
            Ok(path)
        };
        let mut stores: Vec<(&str, Box<dyn Appender>, u64)> = vec![
            ("sled", Box::new(Log::sled(&at("sled")?)?), 0),
            ("file", Box::new(Log::files(&at("file")?)?), 0),
            ("bare", Box::new(BareFile::create(&at("bare")?)?), 0),
            ("naive", Box::new(Naive::create(&at("naive")?)?), 0),
        ];
        for _ in 0..args.rounds {
            for (name, store, next) in &mut stores {
                let time = Duration::from_secs_f64(args.seconds);
                let (rate, cpu_rate) = append_for(time, producers, &mut **store, next)?;
                let name = format!("append_{producers} {name}");
                rates.entry(format!("{name} (cpu)")).or_default().push(cpu_rate);
                rates.entry(name).or_default().push(rate);
            }
            // Who went first goes last, so that nobody always follows the same one.
            stores.rotate_left(1);
        }
    }
    Ok(())
}

/// Appends for a while, each time one commit of every producer: all of them wait for the last
/// batch before they send the next. Events per second of the time spent appending, and of the time
/// this thread ran meanwhile.
fn append_for(
    time: Duration,
    producers: u64,
    store: &mut dyn Appender,
    next: &mut u64,
) -> Result<(f64, f64)> {
    let (mut spent, mut ran, mut appended) = (Duration::ZERO, 0, 0);
    while spent < time {
        let batch = commits(*next, producers);
        let (start, ran_before) = (Instant::now(), thread_nanos()?);
        store.append(&batch)?;
        spent += start.elapsed();
        ran += thread_nanos()? - ran_before;
        *next += producers;
        appended += producers;
    }
    Ok((appended as f64 / spent.as_secs_f64(), appended as f64 / ran as f64 * 1e9))
}

fn measure_replays(args: &LogArgs, dir: &Path, rates: &mut Rates) -> Result<()> {
    let mut stores = [("sled", dir.join("replay-sled")), ("file", dir.join("replay-file"))]
        .map(|(name, path)| (name, path, None::<Log>));
    for (name, path, store) in &mut stores {
        let mut log = if *name == "sled" { Log::sled(path)? } else { Log::files(path)? };
        load(&mut log, args.events)?;
        *store = Some(log);
    }
    let mut expected = None;
    for _ in 0..args.rounds {
        for (name, _, store) in &stores {
            let log = &*store.as_ref().expect("it was just loaded").0;
            let mut timed = |what: &str, read: &dyn Fn(&dyn LogStore) -> Result<u64>| {
                let (start, ran) = (Instant::now(), thread_nanos()?);
                let sum = read(log)?;
                let rate = args.events as f64 / start.elapsed().as_secs_f64();
                rates.entry(format!("{what} {name}")).or_default().push(rate);
                let rate = args.events as f64 / (thread_nanos()? - ran) as f64 * 1e9;
                rates.entry(format!("{what} {name} (cpu)")).or_default().push(rate);
                Ok::<_, anyhow::Error>(sum)
            };
            timed("scan", &scan)?;
            let sums = [
                timed("replay_1", &|log| decode(log, 1))?,
                timed("replay_2", &|log| decode(log, 2))?,
            ];
            let expected = *expected.get_or_insert(sums[0]);
            ensure!(sums == [expected; 2], "every replay gives the same");
        }
        stores.rotate_left(1);
    }
    Ok(())
}

/// Fills an empty log with so many events.
pub(crate) fn load(log: &mut Log, events: u64) -> Result<()> {
    for from in (0..events).step_by(4_096) {
        log.append(&commits(from, 4_096.min(events - from)))?;
    }
    Ok(())
}

/// Reads all records and checks their checksums, without decoding payloads.
fn scan(log: &dyn LogStore) -> Result<u64> {
    let mut bytes = 0;
    log.scan(1..u64::MAX, &mut |record| {
        bytes += record.bytes.len() as u64;
        std::ops::ControlFlow::Continue(())
    })?;
    Ok(bytes)
}

/// Reads, checks and decodes all records.
pub(crate) fn decode(log: &dyn LogStore, workers: usize) -> Result<u64> {
    let workers = NonZeroUsize::new(workers).unwrap_or(NonZeroUsize::MIN);
    let mut sum = 0_u64;
    let digest = |record: &RawRecord<'_>| Some(digest(record));
    replay(log, 1..u64::MAX, workers, digest, |digest| sum = sum.wrapping_add(digest))?;
    Ok(sum)
}

fn median_ratio(over: &[f64], under: &[f64]) -> f64 {
    let ratios = over.iter().zip(under).map(|(over, under)| over / under).collect();
    median(ratios)
}
