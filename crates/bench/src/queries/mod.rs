//! Queries over HTTP, as clients see them, beside a hello world and a plain server with all facts
//! in memory, in the same run.

mod asked;
mod client;
mod plain;
mod programme;
mod serve;

use std::convert::Infallible;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use hyper::body::Bytes;
use serde_json::{Map, Value, json};

use crate::figures::rounded;
use asked::{About, Asked, HELLO, NOTHING};
use client::{Pace, pace};
use programme::Size;

pub(crate) use asked::{COMMAND, command};
pub(crate) use client::{Line, Target, body};
pub(crate) use serve::{Kind, ServeArgs, Served, serve};

/// How much is measured.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct QueriesArgs {
    /// Members of the programme.
    #[arg(long, default_value_t = 100_000)]
    members: u32,
    /// Entries of the ledger of each member.
    #[arg(long, default_value_t = 10)]
    entries: u32,
    /// Works that wait for review.
    #[arg(long, default_value_t = 1_000)]
    waiting: u32,
    /// How long each figure is measured, seconds.
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// Rounds; a figure is the median over them.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Where the programme is made and kept for the next run.
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// A programme that is there, as `koc serve --demo` leaves one, instead of one made here. A
    /// key and some words of its vocabulary are added to it.
    #[arg(long, conflicts_with_all = ["members", "entries", "waiting"])]
    data_dir: Option<PathBuf>,
    /// Only operations whose names hold this.
    #[arg(long)]
    only: Option<String>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Connections that ask at a time.
const CONNECTIONS: [usize; 2] = [1, 16];
/// Long queries that run beside commands.
const HEAVY: usize = 10;

/// One line of the table: an operation, its connections, and the paces of who was asked.
struct Measured {
    name: &'static str,
    connections: usize,
    koc: Pace,
    plain: Option<Pace>,
    hello: Pace,
}

/// Makes the programme if it is not there, measures and prints.
pub(crate) fn run(args: &QueriesArgs) -> Result<()> {
    let QueriesArgs { members, entries, waiting, .. } = *args;
    let dir = match &args.data_dir {
        Some(dir) => {
            ensure!(dir.join("log").is_dir(), "{}: no log is there", dir.display());
            dir.clone()
        }
        None => {
            let dir = args.dir.join(format!("queries-{members}-{entries}-{waiting}-2"));
            programme::make(&dir, Size { members, entries, waiting })?;
            dir
        }
    };
    // The plain server reads the store first and gives it back.
    let plain = Served::start(Kind::Plain, &dir)?;
    let koc = Served::start(Kind::Koc, &dir)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(args, &koc, &plain))
}

async fn measure(args: &QueriesArgs, koc: &Served, plain: &Served) -> Result<()> {
    let time = Duration::from_secs_f64(args.seconds);
    let mut lines = Vec::new();
    let wanted = |name: &str| args.only.as_ref().is_none_or(|only| name.contains(only.as_str()));
    let about = match args.data_dir {
        Some(_) => About::found(&koc.target).await?,
        None => About::made(),
    };
    for connections in CONNECTIONS {
        let mut asked = Vec::new();
        for asked_for in asked::all(&about).into_iter().filter(|asked| wanted(asked.name)) {
            asked.push(Compared::ready(asked_for, koc, plain, args.data_dir.is_none()).await?);
        }
        let (hello, mut hellos) = (body(HELLO, &json!({})), Vec::new());
        for _ in 0..args.rounds {
            hellos.push(pace(&plain.target, &hello, connections, time).await?);
            for asked in &mut asked {
                asked.take_turns(koc, plain, connections, time).await?;
            }
        }
        let hello = median(hellos)?;
        for Compared { name, ours, theirs, .. } in asked {
            let plain = if theirs.is_empty() { None } else { Some(median(theirs)?) };
            lines.push(Measured { name, connections, koc: median(ours)?, plain, hello });
        }
    }
    let nothing = pace(&koc.target, &body(NOTHING, &json!({})), 16, time).await?;
    let commands =
        if wanted("commands") { Some(commands(args, &koc.target, time).await?) } else { None };
    print(args, koc, &lines, nothing, commands)
}

/// One operation, and how fast each server answered it in every round.
struct Compared {
    name: &'static str,
    on_koc: Bytes,
    on_plain: Option<Bytes>,
    ours: Vec<Pace>,
    theirs: Vec<Pace>,
}

impl Compared {
    async fn ready(asked: Asked, koc: &Served, plain: &Served, whole: bool) -> Result<Compared> {
        let on_koc = ready(&koc.target, &asked, whole).await?;
        let on_plain =
            if asked.plain { Some(ready(&plain.target, &asked, whole).await?) } else { None };
        Ok(Compared { name: asked.name, on_koc, on_plain, ours: Vec::new(), theirs: Vec::new() })
    }

    /// Asks one server, then the other.
    async fn take_turns(
        &mut self,
        koc: &Served,
        plain: &Served,
        connections: usize,
        time: Duration,
    ) -> Result<()> {
        self.ours.push(pace(&koc.target, &self.on_koc, connections, time).await?);
        if let Some(body) = &self.on_plain {
            self.theirs.push(pace(&plain.target, body, connections, time).await?);
        }
        Ok(())
    }
}

/// The body to send, after its answer was looked at.
async fn ready(target: &Target, asked: &Asked, whole: bool) -> Result<Bytes> {
    let mut line = Line::open(target).await?;
    let mut variables = asked.variables.clone();
    if let Some(cursor) = asked.cursor {
        // Some pages in, as somebody who goes on reading is.
        for _ in 0..5 {
            let answer = line.json(&body(asked.document, &variables)).await?;
            variables["after"] = answer.pointer(cursor).context("a cursor")?.clone();
        }
    }
    let body = body(asked.document, &variables);
    let answer = line.json(&body).await.with_context(|| asked.name.to_owned())?;
    // A programme that was not made here has as many rows as it has.
    let place =
        if whole { asked.answer } else { asked.answer.split("/nodes").next().unwrap_or("") };
    let found = answer.pointer(place).is_some_and(|value| !value.is_null());
    ensure!(found, "{}: nothing at {place} in {answer}", asked.name);
    Ok(body)
}

fn median(mut paces: Vec<Pace>) -> Result<Pace> {
    paces.sort_by(|one, other| one.per_second.total_cmp(&other.per_second));
    paces.get(paces.len() / 2).copied().context("a round at least")
}

/// Commands sent one after the other: alone, and beside long queries, by turns.
async fn commands(args: &QueriesArgs, target: &Target, time: Duration) -> Result<[Pace; 2]> {
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    let mut number = std::process::id() << 12;
    for _ in 0..args.rounds {
        alone.push(send(target, time, &mut number).await?);
        let heavy = body(asked::HEAVY, &json!({}));
        let long: Vec<_> =
            (0..HEAVY).map(|_| tokio::spawn(ask_on(target.clone(), heavy.clone()))).collect();
        tokio::time::sleep(time / 4).await;
        beside.push(send(target, time, &mut number).await?);
        for task in long {
            ensure!(!task.is_finished(), "a long query was refused: {:?}", task.await);
            task.abort();
        }
    }
    Ok([median_tail(alone)?, median_tail(beside)?])
}

/// Asks the same again and again; ends only when it is refused.
async fn ask_on(target: Target, body: Bytes) -> Result<Infallible> {
    let mut line = Line::open(&target).await?;
    loop {
        line.json(&body).await?;
    }
}

fn median_tail(mut paces: Vec<Pace>) -> Result<Pace> {
    paces.sort_by(|one, other| one.p99_ms.total_cmp(&other.p99_ms));
    paces.get(paces.len() / 2).copied().context("a round at least")
}

/// One command after the other for a time.
async fn send(target: &Target, time: Duration, number: &mut u32) -> Result<Pace> {
    let mut line = Line::open(target).await?;
    let (began, mut took) = (tokio::time::Instant::now(), Vec::new());
    while began.elapsed() < time {
        *number += 1;
        let command = body(COMMAND, &command(*number));
        let sent = tokio::time::Instant::now();
        let answer = line.json(&command).await?;
        took.push(sent.elapsed().as_secs_f64() * 1e3);
        let refused = &answer["data"]["extendVocabulary"]["userErrors"];
        ensure!(refused.as_array().is_some_and(Vec::is_empty), "refused: {answer}");
    }
    Pace::of(took, time)
}

fn print(
    args: &QueriesArgs,
    koc: &Served,
    lines: &[Measured],
    nothing: Pace,
    commands: Option<[Pace; 2]>,
) -> Result<()> {
    let mut ratios = Map::new();
    let mut ratio = |name: String, of: f64, to: f64| {
        ratios.insert(name, json!(rounded(of / to)));
    };
    for line in lines {
        let Measured { name, connections, .. } = line;
        ratio(format!("{name}_{connections}_to_hello"), line.koc.per_second, line.hello.per_second);
        if let Some(plain) = line.plain {
            let name = format!("{name}_{connections}_to_plain");
            ratio(name, line.koc.per_second, plain.per_second);
        }
    }
    if let Some([alone, beside]) = commands {
        ratio("command_p99_beside_heavy_to_alone".to_owned(), beside.p99_ms, alone.p99_ms);
    }
    if args.json {
        let pace = |pace: &Pace| {
            json!({
                "per_second": pace.per_second.round(),
                "p50_ms": pace.p50_ms,
                "p99_ms": pace.p99_ms,
            })
        };
        let figures: Vec<Value> = lines
            .iter()
            .map(|line| {
                json!({
                    "operation": line.name,
                    "connections": line.connections,
                    "koc": pace(&line.koc),
                    "plain": line.plain.as_ref().map(pace),
                    "hello": pace(&line.hello),
                })
            })
            .collect();
        let made = args.data_dir.is_none().then(|| {
            json!({
                "members": args.members,
                "ledger_entries": u64::from(args.members) * u64::from(args.entries),
                "mentorships": args.members * 2,
            })
        });
        let report = json!({
            "bench": "queries",
            "made": made,
            "ready_seconds": koc.ready_seconds,
            "resident_bytes": koc.memory("VmRSS")?,
            "operations": figures,
            "nothing_16": pace(&nothing),
            "commands": commands.map(|both| both.each_ref().map(pace)),
            "ratios": ratios,
        });
        return crate::print(&serde_json::to_string_pretty(&report)?);
    }
    let mut text = vec![format!(
        "{:<20} {:>5} {:>10} {:>8} {:>8} {:>10} {:>8} {:>10}",
        "operation", "conns", "requests/s", "p50 ms", "p99 ms", "plain/s", "p99 ms", "hello/s"
    )];
    for line in lines {
        let plain = line.plain.map(|it| (it.per_second, it.p99_ms));
        let (rate, tail) = plain.unwrap_or((f64::NAN, f64::NAN));
        text.push(format!(
            "{:<20} {:>5} {:>10.0} {:>8.2} {:>8.2} {rate:>10.0} {tail:>8.2} {:>10.0}",
            line.name,
            line.connections,
            line.koc.per_second,
            line.koc.p50_ms,
            line.koc.p99_ms,
            line.hello.per_second,
        ));
    }
    text.push(format!("{:<20} {:>5} {:>10.0}", "nothing", 16, nothing.per_second));
    for (name, pace) in
        ["commands alone", "commands, 10 long"].iter().zip(commands.iter().flatten())
    {
        text.push(format!(
            "{name:<20} {:>5} {:>10.0} {:>8.2} {:>8.2}",
            1, pace.per_second, pace.p50_ms, pace.p99_ms
        ));
    }
    text.extend(ratios.iter().map(|(name, ratio)| format!("{name:<44} {ratio:>8}")));
    crate::print(&text.join("\n"))
}
