//! Ten thousand members take one instant task at once, each in one command that claims and hands
//! in, through the whole engine; beside it the bare log is given the same events in the same
//! groups, in the same run.

mod programme;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use engine::{Engine, Settings};

use crate::beside::{Groups, listening};
use crate::figures::{Report, median};
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
    let of = |figure: fn(&Round) -> f64| median(rounds.iter().map(figure).collect());
    let figures = [
        ("commands per second", of(|it| it.commands)),
        ("events per second", of(|it| it.events)),
        ("events per second of the log alone", of(|it| it.log)),
        ("events per second of a bare file", of(|it| it.bare)),
        ("groups", of(|it| it.groups as f64)),
        ("milliseconds of the slowest answer", of(|it| it.slowest.as_secs_f64() * 1_000.0)),
    ];
    let report = Report {
        bench: "instant",
        said: vec![("members", args.members.into()), ("rounds", args.rounds.into())],
        columns: vec!["", "median"],
        rows: figures.into_iter().map(|(name, it)| (name.to_owned(), vec![it])).collect(),
        ratios: vec![
            ("instant_to_log".to_owned(), of(|it| it.events / it.log)),
            ("instant_to_bare_file".to_owned(), of(|it| it.events / it.bare)),
        ],
    };
    report.print(args.json)
}

fn round(args: &InstantArgs) -> Result<Round> {
    let dir = tempfile::TempDir::new_in(&args.dir)?;
    let programme = dir.path().join("programme");
    std::fs::create_dir(&programme)?;
    let engine = Engine::open(Settings::new(&programme))?;
    let crowd = found(&engine, args.members)?;
    let before = engine.head().size;
    let (rushed, seen) = listening(&engine, || rush(&engine, &crowd));
    let (spent, slowest) = rushed?;
    let events = engine.head().size - before;
    crowd.check(&engine)?;
    drop(engine);
    let groups = Groups::recorded(&programme, before, &seen)?;
    let (log, bare) = groups.references(dir.path())?;
    Ok(Round {
        commands: f64::from(args.members) / spent.as_secs_f64(),
        events: events as f64 / spent.as_secs_f64(),
        log,
        bare,
        groups: groups.count(),
        slowest,
    })
}

/// Everybody sends at once and waits for the answer: how long it took, and how long the slowest
/// answer took.
fn rush(engine: &Engine, crowd: &Crowd) -> Result<(Duration, Duration)> {
    let requests: Vec<_> = crowd.requests();
    let part = requests.len().div_ceil(SENDERS);
    std::thread::scope(|scope| {
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
        Ok((start.elapsed(), slowest))
    })
}
