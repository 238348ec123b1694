//! Commands of a programme's daily life, from being sent to being durable: one at a time, and many
//! waiting; beside the log alone, given the same events in the same groups.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, ensure};
use engine::{CommandError, Engine, Pending, Settings};

use crate::beside::{Groups, listening};
use crate::figures::{Report, median};
use crate::mix::{Asked, Mix};

/// How much is measured.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct EngineArgs {
    /// Members, each with nine commands; a tenth of them where one command waits at a time.
    #[arg(long, default_value_t = 3_000)]
    members: usize,
    /// Rounds, each with programmes of its own; what is printed is the median over them.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Where the programmes are made; they are removed afterwards.
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Commands that wait for their answer at a time.
const WAITING: [usize; 3] = [1, 256, 4_096];

/// What one round measured.
struct Round {
    commands: f64,
    events: f64,
    p50_ms: f64,
    p99_ms: f64,
    /// Events per second of the log alone, and of a bare file.
    log: f64,
    bare: f64,
    groups: f64,
}

/// Measures and prints.
pub(crate) fn run(args: &EngineArgs) -> Result<()> {
    let mut measured = WAITING.map(|_| Vec::new());
    for _ in 0..args.rounds {
        for (waiting, rounds) in WAITING.iter().zip(&mut measured) {
            rounds.push(round(args, *waiting)?);
        }
    }
    let (mut rows, mut ratios) = (Vec::new(), Vec::new());
    for (waiting, rounds) in WAITING.iter().zip(&measured) {
        let of = |figure: fn(&Round) -> f64| median(rounds.iter().map(figure).collect());
        let figures: [fn(&Round) -> f64; 7] = [
            |it| it.commands,
            |it| it.events,
            |it| it.p50_ms,
            |it| it.p99_ms,
            |it| it.log,
            |it| it.bare,
            |it| it.groups,
        ];
        rows.push((format!("{waiting} waiting"), figures.into_iter().map(of).collect()));
        ratios.push((format!("engine_{waiting}"), of(|it| it.events / it.log)));
        ratios.push((format!("engine_{waiting}_to_bare_file"), of(|it| it.events / it.bare)));
    }
    let report = Report {
        bench: "engine",
        said: vec![("members", args.members.into()), ("rounds", args.rounds.into())],
        columns: vec![
            "",
            "commands per second",
            "events per second",
            "p50 ms",
            "p99 ms",
            "log alone",
            "bare file",
            "groups",
        ],
        rows,
        ratios,
    };
    report.print(args.json)
}

fn round(args: &EngineArgs, waiting: usize) -> Result<Round> {
    let dir = tempfile::TempDir::new_in(&args.dir)?;
    let programme = dir.path().join("programme");
    std::fs::create_dir(&programme)?;
    let engine = Engine::open(Settings::new(&programme))?;
    let mix = Mix::found(&engine)?;
    let asked = mix.asked(if waiting == 1 { args.members.div_ceil(10) } else { args.members })?;
    let (before, count) = (engine.head().size, asked.len());
    let (answered, seen) = listening(&engine, || answer(&engine, asked, waiting));
    let (spent, mut took) = answered?;
    let events = engine.head().size - before;
    drop(engine);
    let groups = Groups::recorded(&programme, before, &seen)?;
    let (log, bare) = groups.references(dir.path())?;
    took.sort_by(f64::total_cmp);
    let at = |part: usize| took.get(took.len() * part / 100).copied().unwrap_or(f64::NAN);
    Ok(Round {
        commands: count as f64 / spent,
        events: events as f64 / spent,
        p50_ms: at(50),
        p99_ms: at(99),
        log,
        bare,
        groups: groups.count() as f64,
    })
}

/// Sends everything in order, with so many waiting for their answer at a time: the seconds it took,
/// and the milliseconds of every answer.
fn answer(engine: &Engine, asked: Vec<Asked>, waiting: usize) -> Result<(f64, Vec<f64>)> {
    let mut took = Vec::with_capacity(asked.len());
    let mut sent: VecDeque<(Instant, Pending, bool)> = VecDeque::with_capacity(waiting);
    let mut take = |sent: &mut VecDeque<(Instant, Pending, bool)>| -> Result<()> {
        let Some((at, answer, refused)) = sent.pop_front() else { return Ok(()) };
        match (answer.wait(), refused) {
            (Ok(_), false) | (Err(CommandError::Refused(_)), true) => {}
            (Ok(_), true) => anyhow::bail!("what must be refused was accepted"),
            (Err(error), _) => return Err(error.into()),
        }
        took.push(at.elapsed().as_secs_f64() * 1e3);
        Ok(())
    };
    let (start, count) = (Instant::now(), asked.len());
    for Asked { request, refused } in asked {
        if sent.len() == waiting {
            take(&mut sent)?;
        }
        sent.push_back((Instant::now(), engine.submit(request), refused));
    }
    while !sent.is_empty() {
        take(&mut sent)?;
    }
    ensure!(took.len() == count, "everything is answered");
    Ok((start.elapsed().as_secs_f64(), took))
}
