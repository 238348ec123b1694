//! The demonstration programme: one invented year, told through real commands.
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

use domain::Moment;
use engine::Engine;
use stage::Stage;

use crate::config::Store;
use crate::exit::Failure;
use crate::fresh;
use crate::open::opening_failed;
use crate::out::{Out, say};

/// Makes sure that the data directory holds the demonstration: makes it where there is nothing.
///
/// # Errors
/// When the directory holds another programme or its keys, is in use, or cannot be written.
pub(crate) fn prepare(store: &Store, out: &dyn Out) -> Result<(), Failure> {
    let data_dir = &store.data_dir;
    if data_dir.join("log").exists() && holds_demonstration(store)? {
        say(out, "the demonstration is there already");
        return Ok(());
    }
    say(out, "telling the demonstration's year: invented people, invented data");
    let sent = fresh::make(store, "demonstration.new", tell)?;
    say(out, &format!("演示项目已就绪 · the demonstration is ready: {sent} commands"));
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

/// Tells the year in an empty directory; gives the number of commands.
fn tell(store: &Store) -> Result<u32, Failure> {
    let now = Moment(jiff::Timestamp::now().as_microsecond());
    let mut stage = Stage::open(store, now)?;
    story::tell(&mut stage)?;
    Ok(stage.sent())
}
