//! Where a command's answer goes: this process's streams, or a socket.

use std::io::{self, IsTerminal, Write};

use crate::exit::Failure;

/// Which of the two streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// The answer.
    Data,
    /// Everything else.
    Talk,
}

/// Where a command writes.
pub trait Out: Send + Sync + std::fmt::Debug {
    /// Writes bytes to one of the streams.
    ///
    /// # Errors
    /// [`Failure::Closed`] when nobody reads them any more.
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<(), Failure>;

    /// Columns of the terminal that shows [`Stream::Talk`]; `None` when it is none.
    fn terminal_width(&self) -> Option<u16>;

    /// Whether whoever asked has gone away, so that long work should stop.
    fn is_gone(&self) -> bool {
        false
    }
}

/// Writes a text to stdout.
///
/// # Errors
/// [`Failure::Closed`] when nobody reads it any more.
pub fn data(out: &dyn Out, text: &str) -> Result<(), Failure> {
    out.write(Stream::Data, text.as_bytes())
}

/// Writes a line to stderr. What cannot be told is lost: it is not the answer.
pub fn say(out: &dyn Out, line: &str) {
    let _ = out.write(Stream::Talk, format!("{line}\n").as_bytes());
}

/// As wide as terminals have been since the punched card.
const COLUMNS_WHEN_UNKNOWN: u16 = 80;

/// This process's own streams.
#[derive(Debug, Clone, Copy)]
pub struct Console;

impl Out for Console {
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<(), Failure> {
        let written = match stream {
            Stream::Data => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(bytes).and_then(|()| stdout.flush())
            }
            Stream::Talk => io::stderr().lock().write_all(bytes),
        };
        written.map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Failed(format!("cannot write the answer: {error}")),
        })
    }

    fn terminal_width(&self) -> Option<u16> {
        let stderr = io::stderr();
        if !stderr.is_terminal() {
            return None;
        }
        // A terminal that does not know its width says 0.
        let columns = rustix::termios::tcgetwinsize(&stderr).map_or(0, |size| size.ws_col);
        Some(if columns == 0 { COLUMNS_WHEN_UNKNOWN } else { columns })
    }
}
