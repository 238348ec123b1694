//! A command's two streams, sent over the socket.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::wire::{DATA, EXIT, TALK, write_frame};
use crate::exit::Failure;
use crate::out::{Out, Stream};

/// How long one who asks may take to read on before the command is stopped. Our own number.
const READER_PATIENCE: Duration = Duration::from_secs(60);

/// Writes frames to whoever asked.
#[derive(Debug)]
pub(super) struct SocketOut {
    stream: Mutex<UnixStream>,
    terminal_width: Option<u16>,
    gone: Arc<AtomicBool>,
    stopping: Arc<AtomicBool>,
}

impl SocketOut {
    /// Begins to watch whether the one who asks is still there.
    pub(super) fn new(
        stream: UnixStream,
        terminal_width: Option<u16>,
        stopping: Arc<AtomicBool>,
    ) -> io::Result<SocketOut> {
        stream.set_write_timeout(Some(READER_PATIENCE))?;
        let gone = Arc::new(AtomicBool::new(false));
        let mut watched = stream.try_clone()?;
        let noticed = Arc::clone(&gone);
        // Nothing more is sent by the one who asks: a read ends when they, or we, close.
        thread::Builder::new().name("koc asker".to_owned()).spawn(move || {
            let _ = watched.read(&mut [0]);
            noticed.store(true, Ordering::SeqCst);
        })?;
        Ok(SocketOut { stream: Mutex::new(stream), terminal_width, gone, stopping })
    }

    /// Sends the last frame and closes.
    pub(super) fn exit(&self, code: u8) {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = write_frame(&mut *stream, EXIT, &[code]);
        let _ = stream.shutdown(std::net::Shutdown::Both);
    }
}

impl Out for SocketOut {
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<(), Failure> {
        let kind = match stream {
            Stream::Data => DATA,
            Stream::Talk => TALK,
        };
        let mut to = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        write_frame(&mut *to, kind, bytes).map_err(|_| {
            self.gone.store(true, Ordering::SeqCst);
            Failure::Closed
        })
    }

    fn terminal_width(&self) -> Option<u16> {
        self.terminal_width
    }

    fn is_gone(&self) -> bool {
        self.gone.load(Ordering::SeqCst) || self.stopping.load(Ordering::SeqCst)
    }
}
