//! The demonstration programme: one invented year, told through real commands.
//!
//! In reading order: [`ids`] (what documents may name), `story` (the year, chapter by chapter),
//! `tasks`, `people` and `words` (what it is made of), `jobs` and `moves` (what is done with a
//! task and with a member), `stage` (the clock that is moved).

pub mod ids;
mod jobs;
mod moves;
mod people;
mod stage;
mod story;
mod tasks;
mod words;

use std::fs;
use std::io;
use std::path::Path;

use domain::Moment;
use engine::{Engine, Settings};
use stage::Stage;

use crate::exit::Failure;
use crate::open::opening_failed;
use crate::out::{Out, say};

/// What a data directory holds, the log last: with it the demonstration is there.
const PARTS: [&str; 3] = ["keys", "master.key", "log"];

/// Makes sure that `data_dir` holds the demonstration: makes it where there is nothing.
///
/// # Errors
/// When the directory holds another programme, is in use, or cannot be written.
pub(crate) fn prepare(data_dir: &Path, out: &dyn Out) -> Result<(), Failure> {
    if data_dir.join("log").exists() && holds_demonstration(data_dir)? {
        say(out, "the demonstration is there already");
        return Ok(());
    }
    say(out, "telling the demonstration's year: invented people, invented data");
    let beside = data_dir.join("demonstration.new");
    let failed = |error: io::Error| Failure::file("make the demonstration in", &beside, &error);
    // Left by one that was cut off.
    remove(&beside).map_err(failed)?;
    fs::create_dir_all(&beside).map_err(failed)?;
    let sent = tell(&beside)?;
    for part in PARTS {
        remove(&data_dir.join(part)).map_err(failed)?;
        fs::rename(beside.join(part), data_dir.join(part)).map_err(failed)?;
    }
    remove(&beside).map_err(failed)?;
    say(out, &format!("演示项目已就绪 · the demonstration is ready: {sent} commands"));
    Ok(())
}

/// Whether the log in `data_dir` is the demonstration's; false when it is empty.
fn holds_demonstration(data_dir: &Path) -> Result<bool, Failure> {
    let engine = Engine::open(Settings::new(data_dir)).map_err(|error| opening_failed(&error))?;
    let view = engine.view();
    match view.tiers.programme() {
        Some(row) if row.programme_id == ids::PROGRAMME => Ok(true),
        Some(row) => Err(Failure::Refused(format!(
            "{} holds the programme `{}`: the demonstration is not told beside real data; give it \
             a directory of its own with --data-dir",
            data_dir.display(),
            row.name.en
        ))),
        None => Ok(false),
    }
}

/// Tells the year in an empty directory; gives the number of commands.
fn tell(dir: &Path) -> Result<u32, Failure> {
    let now = Moment(jiff::Timestamp::now().as_microsecond());
    let mut stage = Stage::open(dir, now)?;
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
