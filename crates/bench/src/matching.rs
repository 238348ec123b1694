//! Suggestions for a task among very many members, through the rules that judge an offer, beside a
//! plain loop over the same facts that only counts whom the hard filters let through.

mod programme;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use domain::id::{KocId, TaskId};
use domain::matching::MatchQuery;

use crate::figures::median;
use crate::stores::thread_nanos;
use programme::{Facts, Programme};

/// How much is measured.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct MatchingArgs {
    /// Members of the programme.
    #[arg(long, default_value_t = 50_000)]
    members: u32,
    /// Rounds; a figure is the median over them.
    #[arg(long, default_value_t = 15)]
    rounds: usize,
    /// Suggestions of a page.
    #[arg(long, default_value_t = 20)]
    page: usize,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Milliseconds of every round, by name: by the clock, and on the processor.
type Times = BTreeMap<&'static str, (Vec<f64>, Vec<f64>)>;

/// How often a loop is timed in one go: it is too short for the system's count of its time.
const LOOPS: u32 = 100;

/// Measures and prints.
pub(crate) fn run(args: &MatchingArgs) -> Result<()> {
    let programme = Programme::of(args.members)?;
    let mut times = Times::new();
    let mut suited = BTreeMap::new();
    for _ in 0..args.rounds {
        for (name, loop_name, task_id, filter) in [
            ("some_suit", "some_suit loop", programme.narrow, filters as fn(&Facts) -> bool),
            ("all_suit", "all_suit loop", programme.wide, active as fn(&Facts) -> bool),
        ] {
            let counted = timed(&mut times, loop_name, LOOPS, || {
                Ok(programme.facts.iter().filter(|facts| filter(facts)).count())
            })?;
            let (total, shown) =
                timed(&mut times, name, 1, || page(&programme, task_id, args.page))?;
            ensure!(total == counted, "{total} are suggested, {counted} are let through");
            ensure!(shown == args.page.min(total), "{shown} of a page are explained");
            suited.insert(name, total);
        }
        timed(&mut times, "why_not", 1, || why_not(&programme))?;
    }
    print(args, &times, &suited)
}

/// What a page of suggestions asks of the rules: everybody in order, the page explained.
fn page(programme: &Programme, task_id: TaskId, first: usize) -> Result<(usize, usize)> {
    let (state, now) = (&programme.state, programme.now);
    let list = state.matching(task_id, now, &MatchQuery::default())?;
    let shown: Vec<KocId> = list.iter().take(first).map(|it| it.koc_id).collect();
    Ok((list.len(), state.explain_matches(task_id, now, &shown)?.len()))
}

/// What is asked for one member: why, and their place among all.
fn why_not(programme: &Programme) -> Result<Option<usize>> {
    let (state, now) = (&programme.state, programme.now);
    let explained = state.explain_matches(programme.narrow, now, &[programme.somebody])?;
    explained.first().context("a member")?;
    let list = state.matching(programme.narrow, now, &MatchQuery::default())?;
    Ok(list.iter().position(|it| it.koc_id == programme.somebody))
}

/// The hard filters of the narrow task, by hand.
fn filters(facts: &Facts) -> bool {
    let has = |list: &[String], term: &str| list.iter().any(|it| it == term);
    active(facts)
        && has(&facts.skills, "filming")
        && has(&facts.formats, "video")
        && facts.region.as_deref() == Some("east")
}

/// The hard filters of a task that asks for nothing.
fn active(facts: &Facts) -> bool {
    facts.active && facts.consents && facts.live_assignments < facts.limit
}

fn timed<T>(
    times: &mut Times,
    name: &'static str,
    repeats: u32,
    what: impl Fn() -> Result<T>,
) -> Result<T> {
    let (began, on_cpu) = (Instant::now(), thread_nanos()?);
    for _ in 1..repeats {
        std::hint::black_box(what()?);
    }
    let made = std::hint::black_box(what()?);
    let millis = began.elapsed().as_secs_f64() * 1e3;
    let cpu = Duration::from_nanos(thread_nanos()?.saturating_sub(on_cpu));
    let (by_clock, by_cpu) = times.entry(name).or_default();
    by_clock.push(millis / f64::from(repeats));
    by_cpu.push(cpu.as_secs_f64() * 1e3 / f64::from(repeats));
    Ok(made)
}

fn print(args: &MatchingArgs, times: &Times, suited: &BTreeMap<&str, usize>) -> Result<()> {
    let by_clock: BTreeMap<&str, f64> =
        times.iter().map(|(name, (clock, _))| (*name, median(clock.clone()))).collect();
    let by_cpu: BTreeMap<&str, f64> =
        times.iter().map(|(name, (_, cpu))| (*name, median(cpu.clone()))).collect();
    let of = |name: &str| by_cpu.get(name).copied().unwrap_or_default();
    let ratios = BTreeMap::from([
        ("some_suit_over_loop", of("some_suit") / of("some_suit loop")),
        ("all_suit_over_loop", of("all_suit") / of("all_suit loop")),
    ]);
    if args.json {
        let report = serde_json::json!({
            "bench": "matching",
            "members": args.members,
            "rounds": args.rounds,
            "page": args.page,
            "suited": suited,
            "milliseconds": by_clock,
            "cpu_milliseconds": by_cpu,
            "ratios": ratios,
        });
        return crate::print(&serde_json::to_string_pretty(&report)?);
    }
    let lines = by_clock
        .iter()
        .map(|(name, millis)| format!("{name:<24} {millis:>9.2} ms {:>9.2} ms CPU", of(name)));
    let ratios = ratios.iter().map(|(name, ratio)| format!("{name:<24} {ratio:>9.1}"));
    crate::print(&lines.chain(ratios).collect::<Vec<_>>().join("\n"))
}
