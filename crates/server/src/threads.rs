//! On which threads everything runs.

use std::io;

use tokio::runtime::{Builder, Runtime};

/// Threads that wait for the disk, of each runtime: when many who listen look for the same event,
/// others find it at hand. A thread keeps some memory for good, and the library would start
/// hundreds. Our own number.
const READERS: usize = 8;

/// How far behind others they stand when the machine is busy, from 0 to 19. Our own number.
const NICENESS: i32 = 10;

/// What a server runs on.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread().max_blocking_threads(READERS).enable_all().build()
}

/// Where queries that may be long are executed: behind everybody else, on as many threads as there
/// are cores, but for one. Commands, and whatever waits for the disk, never wait for them; among
/// themselves they take turns.
pub(crate) fn heavy() -> io::Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Builder::new_multi_thread()
        .worker_threads(cores.saturating_sub(1).max(1))
        .max_blocking_threads(READERS)
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
