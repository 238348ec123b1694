//! Commands beside a server: one process holds the store, so the others ask it.
//!
//! A server listens on `koc.sock` in the data directory, readable by its owner alone. A command
//! sends what was typed and from where; the server runs the same function as the command would
//! have, and sends back both streams and the exit code.

mod ask;
mod listen;
mod socket_out;
mod wire;

pub(crate) use ask::ask;
pub(crate) use listen::{Listener, Runner};

use std::path::{Path, PathBuf};

/// The socket of a data directory.
fn socket_path(data_dir: &Path) -> PathBuf {
    data_dir.join("koc.sock")
}

/// The system takes 107 bytes for the path of a socket.
const SOCKET_PATH_MAX: usize = 100;

/// Calls `act` with a path of the socket that is short enough, however deep the directory lies.
fn with_short_path<T>(
    path: &Path,
    act: impl FnOnce(&Path) -> std::io::Result<T>,
) -> std::io::Result<T> {
    if path.as_os_str().len() <= SOCKET_PATH_MAX {
        return act(path);
    }
    let (Some(directory), Some(name)) = (path.parent(), path.file_name()) else {
        return act(path);
    };
    use std::os::fd::AsRawFd;
    let held = std::fs::File::open(directory)?;
    act(&Path::new("/proc/self/fd").join(held.as_raw_fd().to_string()).join(name))
}
