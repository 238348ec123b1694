//! The demonstration programme: two invented years, told through real commands. A simulated crowd
//! lives in it; the second year tells the story of a few.
//!
//! In reading order: [`ids`] (what documents may name), `story` (the year, chapter by chapter),
//! `tasks`, `people` and `words` (what it is made of), `jobs` and `moves` (what is done with a
//! task and with a member), `profiles`, `voices`, `library` and `value` (what members say of
//! themselves and in public, what is kept, what is given back), `stage` (the clock that is moved).

pub mod ids;
mod jobs;
mod library;
mod moves;
mod people;
mod profiles;
mod stage;
mod story;
mod tasks;
mod value;
mod voices;
mod words;

use std::sync::Arc;

use domain::{Moment, Zone};
use engine::{Engine, ManualClock};
use simulator::{Plan, Rates};
use stage::{LAST_DAY, Stage};

use crate::config::Store;
use crate::exit::Failure;
use crate::fresh;
use crate::open::opening_failed;
use crate::out::{Out, say};
use crate::progress;

/// What the crowd is simulated from.
const SEED: u32 = 8;

/// Makes sure that the data directory holds the demonstration: makes it where there is nothing.
///
/// # Errors
/// When the directory holds another programme or its keys, is in use, or cannot be written.
pub(crate) fn prepare(store: &Store, members: u32, out: &Arc<dyn Out>) -> Result<(), Failure> {
    let data_dir = &store.data_dir;
    if data_dir.join("log").exists() && holds_demonstration(store)? {
        say(&**out, "the demonstration is there already");
        return Ok(());
    }
    say(&**out, "telling the demonstration's two years: invented people, invented data");
    let sent = fresh::make(store, "demonstration.new", |store| tell(store, members, out))?;
    say(&**out, &format!("演示项目已就绪 · the demonstration is ready: {sent} commands"));
    Ok(())
}

/// Whether the log there is the demonstration's; false when it is empty.
fn holds_demonstration(store: &Store) -> Result<bool, Failure> {
    let engine = Engine::open(store.settings()).map_err(|error| opening_failed(&error))?;
    let view = engine.view();
    match view.tiers.programme() {
        Some(row) if row.programme_id == ids::PROGRAMME => Ok(true),
        Some(row) => Err(Failure::Refused(format!(
            "{} holds the programme `{}`: the demonstration is not told beside real data; give it \
             a directory of its own with --data-dir",
            store.data_dir.display(),
            row.name.en
        ))),
        None => Ok(false),
    }
}

/// Tells both years in an empty directory; gives the number of commands.
fn tell(store: &Store, members: u32, out: &Arc<dyn Out>) -> Result<u64, Failure> {
    let now = Moment(jiff::Timestamp::now().as_microsecond());
    let clock = Arc::new(ManualClock::at(Moment(0)));
    let mut settings = store.settings();
    settings.clock = Arc::clone(&clock) as _;
    let engine = Engine::open(settings).map_err(|error| opening_failed(&error))?;
    let others = others(now, members);
    let bar = progress::bar(out, u64::from(LAST_DAY.unsigned_abs()) * 2, "days");
    let told = &mut |day: i32| bar.set_position((LAST_DAY + day).max(0).unsigned_abs().into());
    let mut stage = Stage::new(&engine, &clock, now, &others, told);
    story::tell(&mut stage, &others)?;
    let sent = stage.sent();
    bar.finish_and_clear();
    Ok(sent)
}

/// The many whose story is not told: a fifth of what the simulator's large brand does.
fn others(now: Moment, members: u32) -> Plan {
    let mut rates = Rates::default();
    for (rate, value) in
        [("pace_pct", 20), ("commissions_pm_month", 150), ("instant_tasks_month", 8)]
    {
        rates.set(rate, value).expect("a rate of the simulator");
    }
    let zone = Zone::named(words::TIME_ZONE).expect("built in");
    let from = zone.day_of(now).plus(words::FOUNDED + 1 - LAST_DAY);
    Plan { members, months: 24, seed: SEED, from, rates }
}
