//! Making a whole programme in a directory that holds none: beside it first, so that one that was
//! cut off leaves nothing half-done.

use std::fs;
use std::io;
use std::path::Path;

use crate::config::Store;
use crate::exit::Failure;

/// What a data directory holds, the log last: with it the programme is there.
const PARTS: [&str; 3] = ["keys", "master.key", "log"];

/// Has `make` make a programme, which is then moved to its place in one step.
///
/// # Errors
/// When keys lie there without a log, when files cannot be written, or as `make` says.
pub(crate) fn make<T>(
    store: &Store,
    beside: &str,
    make: impl FnOnce(&Store) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let data_dir = &store.data_dir;
    let beside = data_dir.join(beside);
    if !data_dir.join("log").exists() && !beside.exists() {
        refuse_beside_keys(data_dir)?;
    }
    let failed = |error: io::Error| Failure::file("make a programme in", &beside, &error);
    fs::create_dir_all(data_dir).map_err(failed)?;
    // Held until the end: what lies beside was left by one that was cut off, and by nobody who is
    // still at it.
    let held = fs::File::open(data_dir).map_err(failed)?;
    held.try_lock().map_err(|error| match error {
        fs::TryLockError::WouldBlock => {
            let data_dir = data_dir.display();
            Failure::Failed(format!("a programme is being made in {data_dir} already"))
        }
        fs::TryLockError::Error(error) => failed(error),
    })?;
    remove(&beside).map_err(failed)?;
    fs::create_dir_all(&beside).map_err(failed)?;
    let made = make(&Store { data_dir: beside.clone(), ..store.clone() })?;
    for part in PARTS.iter().filter(|part| beside.join(part).exists()) {
        remove(&data_dir.join(part)).map_err(failed)?;
        fs::rename(beside.join(part), data_dir.join(part)).map_err(failed)?;
    }
    remove(&beside).map_err(failed)?;
    Ok(made)
}

/// Keys without a log may be all that is left of a programme: they are never replaced.
fn refuse_beside_keys(data_dir: &Path) -> Result<(), Failure> {
    let left = PARTS.iter().map(|part| data_dir.join(part)).find(|part| part.exists());
    left.map_or(Ok(()), |left| {
        Err(Failure::Refused(format!(
            "{} is there without a log: it may be all that is left of a programme; give this one \
             a directory of its own with --data-dir",
            left.display()
        )))
    })
}

fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
