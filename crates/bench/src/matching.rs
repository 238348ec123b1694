//! Suggestions for a task among very many members, through the rules that judge an offer, beside a
//! plain loop over the same facts that only counts whom the hard filters let through.

mod programme;

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use domain::id::{KocId, TaskId};
use domain::matching::MatchQuery;

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

/// Microseconds of every round, by name.
type Times = BTreeMap<&'static str, Vec<f64>>;

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
            let counted = timed(&mut times, loop_name, || {
                programme.facts.iter().filter(|facts| filter(facts)).count()
            });
            let page = timed(&mut times, name, || page(&programme, task_id, args.page));
            let (total, shown) = page?;
            ensure!(total == counted, "{total} are suggested, {counted} are let through");
            ensure!(shown == args.page.min(total), "{shown} of a page are explained");
            suited.insert(name, total);
        }
        timed(&mut times, "why_not", || why_not(&programme))?;
    }
    let medians: BTreeMap<&str, f64> =
        times.into_iter().map(|(name, times)| (name, median(times))).collect();
    print(args, &medians, &suited)
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

fn timed<T>(times: &mut Times, name: &'static str, what: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let made = std::hint::black_box(what());
    times.entry(name).or_default().push(began.elapsed().as_secs_f64() * 1e6);
    made
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn print(
    args: &MatchingArgs,
    medians: &BTreeMap<&str, f64>,
    suited: &BTreeMap<&str, usize>,
) -> Result<()> {
    let of = |name: &str| medians.get(name).copied().unwrap_or_default();
    let ratios = BTreeMap::from([
        ("some_suit_over_loop", of("some_suit") / of("some_suit loop")),
        ("all_suit_over_loop", of("all_suit") / of("all_suit loop")),
    ]);
    if args.json {
        let millis: BTreeMap<&str, f64> =
            medians.iter().map(|(name, micros)| (*name, micros / 1e3)).collect();
        let report = serde_json::json!({
            "bench": "matching",
            "members": args.members,
            "rounds": args.rounds,
            "page": args.page,
            "suited": suited,
            "milliseconds": millis,
            "ratios": ratios,
        });
        return crate::print(&serde_json::to_string_pretty(&report)?);
    }
    let lines = medians.iter().map(|(name, micros)| format!("{name:<24} {:>9.2} ms", micros / 1e3));
    let ratios = ratios.iter().map(|(name, ratio)| format!("{name:<24} {ratio:>9.1}"));
    crate::print(&lines.chain(ratios).collect::<Vec<_>>().join("\n"))
}
