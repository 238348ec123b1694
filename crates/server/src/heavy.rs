//! Where queries that may be long are executed: on threads of their own, behind everybody else.
//!
//! Commands, and whatever waits for the disk, never wait for them; among themselves they take
//! turns.

use std::io;

use tokio::runtime::{Builder, Runtime};

/// How far behind others they stand when the machine is busy, from 0 to 19. Our own number.
const NICENESS: i32 = 10;

/// As many threads as there are cores, but for one.
pub(crate) fn pool() -> io::Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Builder::new_multi_thread()
        .worker_threads(cores.saturating_sub(1).max(1))
        .thread_name("koc-heavy")
        .enable_time()
        .on_thread_start(stand_behind)
        .build()
}

/// Lets the system prefer every other thread.
fn stand_behind() {
    // The system knows a thread by its own number, and sets what it is told for that thread alone.
    let set = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS);
    if let Err(error) = set {
        tracing::warn!(%error, "long queries are not set behind others");
    }
}
