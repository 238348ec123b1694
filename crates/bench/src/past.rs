//! A page of members as they were known long ago, from a log of very many events: the first time,
//! when their read model has to be folded, and the next.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use async_graphql::Request;
use domain::activity::event::ActivityRecorded;
use domain::activity::values::{ActivityKind, YearMonth};
use domain::id::{ActivityId, CommandId, KocId, ProgrammeId};
use domain::koc::event::{KocImported, TierMoveImported};
use domain::programme::event::ProgrammeCreated;
use domain::vocabulary::{LabelScheme, TierCode};
use domain::{Event, Lang, LocalText, Moment, Zone};
use engine::{Engine, Settings, codec};
use event_log::{Commit, LogStore, NewRecord, SledLog, StreamId};
use graphql::{Api, Caller, Limits};
use serde_json::json;

use crate::cast::ZONE;
use crate::figures::{Report, median, rounded};
use crate::stores::memory;

/// How large the log is.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct PastArgs {
    /// Where it is made, once, and kept.
    #[arg(long, default_value = "target/bench")]
    dir: PathBuf,
    /// Events in all.
    #[arg(long, default_value_t = 10_000_000)]
    events: u64,
    /// Members, each with two to four events about their tier; the rest is what they do.
    #[arg(long, default_value_t = 100_000)]
    members: u32,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Events of one append.
const BATCH: u64 = 4_096;
/// Every so-manieth event is about a tier, as far as there are members left.
const EVERY: u64 = 20;
/// Microseconds between two events: ten million take three years.
const APART: i64 = 9_460_000;
const FIRST: &str = "2022-01-01T00:00:00Z";
/// Pages asked for after the first.
const AGAIN: usize = 20;
const GOAL_FIRST: f64 = 2.0;
const GOAL_NEXT: f64 = 0.05;
const GOAL_BYTES: f64 = 512.0 * 1_048_576.0;

/// Measures and prints.
pub(crate) fn run(args: &PastArgs) -> Result<()> {
    let dir = args.dir.join(format!("past-{}-{}", args.events, args.members));
    make(&dir, args)?;
    let opening = Instant::now();
    let engine = Arc::new(Engine::open(Settings::new(&dir))?);
    let opened = opening.elapsed().as_secs_f64();
    let newest = engine.view().position.0;
    // The whole of the time is allowed: what is measured is how long it takes.
    let limits = Limits { deadline: Duration::from_secs(600), ..Limits::default() };
    let api = Api::with(Arc::clone(&engine), limits, None);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ask = |position: u64, window: &str| -> Result<(f64, String)> {
        let query = format!(
            "{{ at(position: \"{position}\") {{ tierMembership(first: 50{window}) {{
                totalCount pageInfo {{ endCursor }}
                nodes {{ since koc {{ id }} tier {{ code }} }} }} }} }}"
        );
        let began = Instant::now();
        let answer = runtime.block_on(api.execute(Request::new(query), Caller::admin(Lang::En)));
        let took = began.elapsed().as_secs_f64();
        ensure!(answer.errors.is_empty(), "{:?}", answer.errors);
        let page = &answer.data.into_json()?["at"]["tierMembership"];
        ensure!(page["nodes"].as_array().is_some_and(|it| it.len() == 50), "not a page: {page}");
        let cursor = page["pageInfo"]["endCursor"].as_str().context("a cursor")?;
        Ok((took, cursor.to_owned()))
    };
    let before = memory("VmRSS")?;
    let (first, cursor, peak) = watched(|| ask(newest - 1, ""))?;
    let next = (0..AGAIN).map(|_| Ok(ask(newest - 1, &format!(", after: \"{cursor}\""))?.0));
    let next = median(next.collect::<Result<_>>()?);
    let (half, _, peak_half) = watched(|| ask(newest / 2, ""))?;
    let extra = peak.max(peak_half).saturating_sub(before) as f64;
    let report = Report {
        bench: "past",
        said: vec![
            ("events", json!(newest)),
            ("members", json!(args.members)),
            ("seconds_to_open", json!(rounded(opened))),
        ],
        columns: vec!["a page of members", "seconds"],
        rows: vec![
            ("the first time, near the end".to_owned(), vec![first]),
            ("the next page".to_owned(), vec![next]),
            ("the first time, half way".to_owned(), vec![half]),
            ("extra memory, MiB".to_owned(), vec![extra / 1_048_576.0]),
        ],
        ratios: vec![
            ("first_to_goal".to_owned(), first / GOAL_FIRST),
            ("next_to_goal".to_owned(), next / GOAL_NEXT),
            ("memory_to_goal".to_owned(), extra / GOAL_BYTES),
        ],
    };
    report.print(args.json)
}

/// Does it, and says how much memory the process held at most meanwhile.
fn watched(work: impl FnOnce() -> Result<(f64, String)>) -> Result<(f64, String, u64)> {
    let (done, peak) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                if let Ok(resident) = memory("VmRSS") {
                    peak.fetch_max(resident, Ordering::Relaxed);
                }
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        let worked = work();
        done.store(true, Ordering::Relaxed);
        worked
    })
    .map(|(seconds, cursor)| (seconds, cursor, peak.into_inner()))
}

/// Makes the log, unless it was made before. Written past the rules: only its size matters here.
fn make(dir: &Path, args: &PastArgs) -> Result<()> {
    let done = dir.join("whole");
    if done.exists() {
        return Ok(());
    }
    ensure!(!dir.exists(), "{} is there and was not finished: remove it", dir.display());
    // The keys and an empty log.
    drop(Engine::open(Settings::new(dir))?);
    let log = SledLog::open(dir.join("log"))?;
    let mut events = Events::new(args)?;
    let mut position = 0;
    while position < args.events {
        let size = BATCH.min(args.events - position);
        let commits: Vec<Commit> =
            (position..position + size).map(|it| events.commit(it)).collect();
        log.append(&commits, position)?;
        position += size;
    }
    log.close()?;
    Ok(std::fs::write(done, "")?)
}

/// The events, one after the other.
struct Events {
    zone: Zone,
    first: Moment,
    members: u32,
    /// Members known so far.
    known: u32,
    /// Where each of them stands.
    tiers: Vec<Option<TierCode>>,
}

impl Events {
    fn new(args: &PastArgs) -> Result<Events> {
        let zone = Zone::named(ZONE).context("built in")?;
        let first = FIRST.parse().context("a moment")?;
        Ok(Events { zone, first, members: args.members, known: 0, tiers: Vec::new() })
    }

    fn commit(&mut self, number: u64) -> Commit {
        let at = Moment(self.first.0 + number as i64 * APART);
        let event = self.event(number, at);
        let kind = event.event_type();
        let stream = event.stream();
        let record = NewRecord {
            codec: codec::CODEC,
            event_type: kind.number,
            schema_version: kind.version,
            asserted: false,
            stream: StreamId { kind: stream.kind.number(), id: stream.id },
            recorded_at: at.0,
            occurred_at: at.0,
            actor_role: domain::Role::System.number(),
            actor_id: [0; 16],
            command_id: CommandId::derived(&[&number.to_be_bytes()]).0,
            command_hash: [0; 16],
            correlation_id: [0; 16],
            causation: 0,
            payload: codec::encode(&event),
        };
        Commit { records: vec![record] }
    }

    fn event(&mut self, number: u64, at: Moment) -> Event {
        if number == 0 {
            return ProgrammeCreated {
                programme_id: ProgrammeId::derived(&[b"past"]),
                brand: "Qingfeng".to_owned(),
                name: LocalText::new("项目", "Programme"),
                time_zone: ZONE.to_owned(),
                locales: vec![Lang::Zh],
                currency: "CNY".to_owned(),
                min_age: 18,
                default_label_scheme: LabelScheme::Role,
                simulation_seed: None,
            }
            .into();
        }
        let turn = number / EVERY;
        match number % EVERY {
            1 if self.known < self.members => self.joins(),
            2 if self.known > 0 => self.moves(turn, at),
            _ => self.acts(number, at),
        }
    }

    fn joins(&mut self) -> Event {
        self.known += 1;
        self.tiers.push(None);
        let external_ref = format!("member-{:06}", self.known);
        KocImported { koc_id: koc(self.known - 1), external_ref }.into()
    }

    /// The newest member comes into the lowest tier; with nobody new somebody else moves.
    fn moves(&mut self, turn: u64, at: Moment) -> Event {
        let newest = self.known - 1;
        let who = match self.tiers[newest as usize] {
            None => newest,
            Some(_) => (turn * 7_919 % u64::from(self.known)) as u32,
        };
        let from = self.tiers[who as usize];
        let to = match from {
            None | Some(TierCode::Partner) => TierCode::Seed,
            Some(TierCode::Seed) => TierCode::Responder,
            Some(TierCode::Responder) => TierCode::Partner,
        };
        self.tiers[who as usize] = Some(to);
        TierMoveImported {
            koc_id: koc(who),
            from,
            to: Some(to),
            good_standing: true,
            effective_on: self.zone.day_of(at),
            effective_at: at,
        }
        .into()
    }

    fn acts(&self, number: u64, at: Moment) -> Event {
        let who = koc((number * 104_729 % u64::from(self.known.max(1))) as u32);
        let on = self.zone.day_of(at);
        ActivityRecorded {
            activity_id: ActivityId::derived(&[&number.to_be_bytes()]),
            koc_id: who,
            month: YearMonth::of(on),
            kind: ActivityKind::Comment,
            at,
            on,
            source: "community".to_owned(),
            source_ref: format!("post-{number:012}"),
            subject: Some("rear-seats".to_owned()),
        }
        .into()
    }
}

fn koc(number: u32) -> KocId {
    KocId::derived(&[b"past", &number.to_be_bytes()])
}
