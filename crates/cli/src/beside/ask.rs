//! The asking side.

use std::ffi::OsString;
use std::io::{self, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;

use super::wire::{Frame, Request, read_frame};
use super::{socket_path, with_short_path};
use crate::exit::Failure;
use crate::out::{Out, Stream};

/// Lets the server that holds `data_dir` run what was typed, if there is one.
///
/// Returns the exit code, or `None` when no server answers and the store is free to open.
///
/// # Errors
/// When there is a server that cannot be talked to, or it went away before it had answered.
pub(crate) fn ask(
    data_dir: &Path,
    argv: &[OsString],
    out: &dyn Out,
) -> Result<Option<u8>, Failure> {
    let path = socket_path(data_dir);
    let mut stream = match with_short_path(&path, |path| UnixStream::connect(path)) {
        Ok(stream) => stream,
        // A file without a listener was left by a server that was killed.
        Err(error) if is_nobody(&error) => return Ok(None),
        Err(error) => return Err(Failure::file("talk to the server at", &path, &error)),
    };
    let lost = |error: io::Error| {
        Failure::Failed(format!(
            "the server at {} went away before it had answered ({error}); run the command again",
            path.display()
        ))
    };
    let mut line = serde_json::to_vec(&request(argv, out)?).expect("strings and numbers");
    line.push(b'\n');
    stream.write_all(&line).map_err(lost)?;
    let mut from = BufReader::new(stream);
    loop {
        match read_frame(&mut from).map_err(lost)? {
            Frame::Data(bytes) => out.write(Stream::Data, &bytes)?,
            Frame::Talk(bytes) => out.write(Stream::Talk, &bytes)?,
            Frame::Exit(code) => return Ok(Some(code)),
        }
    }
}

fn is_nobody(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused | io::ErrorKind::NotADirectory
    )
}

fn request(argv: &[OsString], out: &dyn Out) -> Result<Request, Failure> {
    let argv: Option<Vec<String>> =
        argv.iter().map(|word| word.to_str().map(str::to_owned)).collect();
    let argv = argv.ok_or_else(|| {
        Failure::Usage("beside a server, paths and names must be UTF-8".to_owned())
    })?;
    let directory = std::env::current_dir()
        .map_err(|error| Failure::Failed(format!("the current directory is gone: {error}")))?;
    Ok(Request {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        argv,
        directory,
        terminal_width: out.terminal_width(),
    })
}
