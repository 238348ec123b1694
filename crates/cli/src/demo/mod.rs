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

use std::fs;
use std::io;
use std::path::Path;

use domain::Moment;
use engine::Engine;
use stage::Stage;

use crate::config::Store;
use crate::exit::Failure;
use crate::open::opening_failed;
use crate::out::{Out, say};

/// What a data directory holds, the log last: with it the demonstration is there.
const PARTS: [&str; 3] = ["keys", "master.key", "log"];

/// Makes sure that the data directory holds the demonstration: makes it where there is nothing.
///
/// # Errors
/// When the directory holds another programme or its keys, is in use, or cannot be written.
pub(crate) fn prepare(store: &Store, out: &dyn Out) -> Result<(), Failure> {
    let data_dir = &store.data_dir;
    let beside = data_dir.join("demonstration.new");
    if data_dir.join("log").exists() {
        if holds_demonstration(store)? {
            say(out, "the demonstration is there already");
            return Ok(());
        }
    } else if !beside.exists() {
        refuse_beside_keys(data_dir)?;
    }
    say(out, "telling the demonstration's year: invented people, invented data");
    let failed = |error: io::Error| Failure::file("make the demonstration in", &beside, &error);
    // Left by one that was cut off.
    remove(&beside).map_err(failed)?;
    fs::create_dir_all(&beside).map_err(failed)?;
    let sent = tell(&Store { data_dir: beside.clone(), ..store.clone() })?;
    for part in PARTS.iter().filter(|part| beside.join(part).exists()) {
        remove(&data_dir.join(part)).map_err(failed)?;
        fs::rename(beside.join(part), data_dir.join(part)).map_err(failed)?;
    }
    remove(&beside).map_err(failed)?;
    say(out, &format!("演示项目已就绪 · the demonstration is ready: {sent} commands"));
    Ok(())
}

/// Keys without a log may be all that is left of a programme: they are never replaced.
fn refuse_beside_keys(data_dir: &Path) -> Result<(), Failure> {
    let left = PARTS.iter().map(|part| data_dir.join(part)).find(|part| part.exists());
    left.map_or(Ok(()), |left| {
        Err(Failure::Refused(format!(
            "{} is there without a log: it may be all that is left of a programme; give the \
             demonstration a directory of its own with --data-dir",
            left.display()
        )))
    })
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

fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
