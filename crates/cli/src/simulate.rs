//! `koc simulate`

use std::sync::Arc;

use domain::Moment;
use engine::{Engine, KeySource, ManualClock};
use simulator::{Plan, Rates, Tally};

use crate::args::{RatesArgs, SimulateArgs};
use crate::config::Store;
use crate::exit::{Done, Ending, Failure};
use crate::fresh;
use crate::open::opening_failed;
use crate::out::{self, Out, say};
use crate::progress;
use crate::table::Table;

/// The years in which a simulation can begin: the calendar of a programme ends long after.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// Lets a programme run from a seed in a directory that holds none.
///
/// # Errors
/// When a rate is unknown, when the directory holds a programme, or when it cannot be written.
pub(crate) fn run(store: &Store, args: &SimulateArgs, out: &Arc<dyn Out>) -> Ending {
    let plan = plan(args)?;
    if store.data_dir.join("log").exists() {
        return Err(Failure::Refused(format!(
            "{} holds a programme already: a simulation is not mixed with anything; give it a \
             directory of its own with --data-dir",
            store.data_dir.display()
        )));
    }
    let (tally, head) = fresh::make(store, "simulation.new", |store| play(store, &plan, out))?;
    let (days, missing) = (plan.days(), tally.never_happened());
    let kinds = domain::Event::types().count();
    say(
        &**out,
        &format!(
            "{days} days, {} members: {} commands by people, {} events of {} of {kinds} kinds",
            plan.members,
            tally.commands_sent(),
            tally.events_recorded(),
            kinds - missing.len(),
        ),
    );
    if !missing.is_empty() {
        say(&**out, &format!("never happened: {}", missing.join(", ")));
    }
    out::data(&**out, &table(&tally, &head).render(args.format))?;
    Ok(Done::Whole)
}

fn plan(args: &SimulateArgs) -> Result<Plan, Failure> {
    if !YEARS.contains(&args.from.year()) {
        let why = format!("--from {}: a day of the years 2000 to 2100 is wanted", args.from);
        return Err(Failure::Usage(why));
    }
    let mut rates = Rates::default();
    for given in &args.rate {
        let wrong = |why: String| Failure::Usage(format!("--rate {given}: {why}"));
        let (name, value) = given.split_once('=').ok_or_else(|| {
            wrong("it is written NAME=NUMBER, like activities_month=4".to_owned())
        })?;
        let number = value.parse().map_err(|_| wrong(format!("`{value}` is no whole number")))?;
        rates.set(name, number).map_err(wrong)?;
    }
    let SimulateArgs { members, months, seed, from, .. } = *args;
    Ok(Plan { members, months, seed, from, rates })
}

fn play(store: &Store, plan: &Plan, out: &Arc<dyn Out>) -> Result<(Tally, String), Failure> {
    let clock = Arc::new(ManualClock::at(Moment(0)));
    let mut settings = store.settings();
    settings.clock = Arc::clone(&clock) as _;
    settings.key_source = KeySource::Seed(plan.seed);
    let engine = Engine::open(settings).map_err(|error| opening_failed(&error))?;
    let bar = progress::bar(out, u64::from(plan.days()), "days");
    let told = &mut |day: u32, tally: &Tally| {
        bar.set_position(u64::from(day));
        bar.set_message(format!("{} events, days", tally.events_recorded()));
    };
    let tally = simulator::simulate(&engine, &clock, plan, told)
        .map_err(|error| Failure::Failed(error.to_string()))?;
    bar.finish_and_clear();
    let head = engine.head().to_string();
    Ok((tally, head))
}

fn table(tally: &Tally, head: &str) -> Table {
    let mut table = Table::new(&["what", "name", "count"]);
    for (name, count) in &tally.commands {
        table.push(["command".into(), (*name).into(), (*count).into()]);
    }
    for (name, count) in &tally.events {
        table.push(["event".into(), (*name).into(), (*count).into()]);
    }
    for (code, count) in tally.refusals_by_code() {
        table.push(["refusal".into(), code.into(), count.into()]);
    }
    for ((command, code), count) in &tally.refusals {
        let both = format!("{command} {code}");
        table.push(["refused command".into(), both.into(), (*count).into()]);
    }
    table.push(["head".into(), head.into(), tally.events_recorded().into()]);
    table
}

/// Every rate with its default and meaning.
///
/// # Errors
/// When stdout is closed.
pub(crate) fn rates(args: &RatesArgs, out: &dyn Out) -> Ending {
    let mut table = Table::new(&["rate", "default", "most", "meaning"]);
    for rate in Rates::LIST {
        let number = |number: u32| u64::from(number).into();
        table.push([
            rate.name.into(),
            number(rate.default),
            number(rate.most),
            rate.meaning.into(),
        ]);
    }
    out::data(out, &table.render(args.format))?;
    Ok(Done::Whole)
}
