//! The answering side: a thread per command, inside the server's process.

use std::fs::{self, Permissions};
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use clap::Parser;

use super::socket_out::SocketOut;
use super::wire::{REQUEST_BYTES_MAX, Request};
use super::{socket_path, with_short_path};
use crate::args::{Args, Command};
use crate::out::{Out, say};

/// Runs one command against the engine that the server holds; gives the exit code.
pub(crate) type Runner = dyn Fn(&Command, Arc<dyn Out>) -> u8 + Send + Sync;

/// Answers commands until dropped.
#[derive(Debug)]
pub(crate) struct Listener {
    path: PathBuf,
    stopping: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Listener {
    /// Starts to answer on the socket of `data_dir`, replacing one that a killed server left.
    ///
    /// The store must be held: that nobody else listens is certain only then.
    ///
    /// # Errors
    /// When the socket cannot be made.
    pub(crate) fn start(data_dir: &Path, runner: Arc<Runner>) -> io::Result<Listener> {
        let path = socket_path(data_dir);
        let new = path.with_extension("sock.new");
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = with_short_path(&new, |new| UnixListener::bind(new))?;
        fs::set_permissions(&new, Permissions::from_mode(0o600))?;
        fs::rename(&new, &path)?;
        let stopping = Arc::new(AtomicBool::new(false));
        let accepting = thread::Builder::new().name("koc.sock".to_owned()).spawn({
            let stopping = Arc::clone(&stopping);
            move || accept(&listener, &stopping, &runner)
        })?;
        Ok(Listener { path, stopping, accepting: Some(accepting) })
    }
}

impl Drop for Listener {
    /// Stops the commands that run, and takes no more.
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for the next command.
        let _ = with_short_path(&self.path, |path| UnixStream::connect(path));
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
        let _ = fs::remove_file(&self.path);
    }
}

fn accept(listener: &UnixListener, stopping: &Arc<AtomicBool>, runner: &Arc<Runner>) {
    let mut running: Vec<JoinHandle<()>> = Vec::new();
    for stream in listener.incoming() {
        if stopping.load(Ordering::SeqCst) {
            break;
        }
        running.retain(|command| !command.is_finished());
        let (stopping, runner) = (Arc::clone(stopping), Arc::clone(runner));
        let answering = stream.and_then(|stream| {
            let name = "koc command".to_owned();
            thread::Builder::new().name(name).spawn(move || answer(stream, stopping, &runner))
        });
        match answering {
            Ok(command) => running.push(command),
            // Out of threads or descriptors: the one who asks sees the connection end.
            Err(_) => thread::sleep(std::time::Duration::from_millis(50)),
        }
    }
    for command in running {
        let _ = command.join();
    }
}

fn answer(stream: UnixStream, stopping: Arc<AtomicBool>, runner: &Arc<Runner>) {
    let Ok(from) = stream.try_clone() else { return };
    let mut line = Vec::new();
    let mut reader = BufReader::new(from.take(REQUEST_BYTES_MAX));
    if reader.read_until(b'\n', &mut line).is_err() || line.is_empty() {
        return;
    }
    let request: Result<Request, _> = serde_json::from_slice(&line);
    let width = request.as_ref().ok().and_then(|request| request.terminal_width);
    let Ok(out) = SocketOut::new(stream, width, stopping) else { return };
    let out = Arc::new(out);
    let code = match request {
        Ok(request) => run(&request, &out, runner),
        Err(error) => {
            say(&*out, &format!("koc: the server cannot read the command: {error}"));
            1
        }
    };
    out.exit(code);
}

fn run(request: &Request, out: &Arc<SocketOut>, runner: &Arc<Runner>) -> u8 {
    let ours = env!("CARGO_PKG_VERSION");
    if request.version != ours {
        let theirs = &request.version;
        say(&**out, &format!("koc: the server is version {ours}, this command is {theirs}"));
        return 1;
    }
    match Args::try_parse_from(&request.argv) {
        Ok(mut args) => {
            args.command.resolve(&request.directory);
            runner(&args.command, Arc::clone(out) as Arc<dyn Out>)
        }
        Err(error) => {
            say(&**out, &error.to_string());
            2
        }
    }
}
