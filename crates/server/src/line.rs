//! One connection's bytes: whoever does not take what is written to them is told, then cut.
//!
//! The system keeps what is written until the other side takes it. When nothing moves for some
//! time the connection ends. A stream of events is given a little more room first, once, so that
//! its reader finds at its end why it ended and how to go on.

use std::future::Future as _;
use std::io;
use std::net::Shutdown;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

/// How long nothing may move before a reader counts as gone. Our own number.
pub(crate) const STALLED_AFTER: Duration = Duration::from_secs(10);
/// How long the last words may take.
const LAST_WORDS_WITHIN: Duration = Duration::from_secs(3);
/// Bytes the system is asked to keep for the reader of a stream. Our own number.
const STREAM_BUFFER_BYTES: usize = 32 * 1024;
/// The same once it has stalled: enough for the message under way and the last words.
const LAST_WORDS_BYTES: usize = 256 * 1024;

/// What a handler knows of the connection its request came by.
#[derive(Clone)]
pub(crate) struct Line(Arc<Shared>);

struct Shared {
    stream: TcpStream,
    /// Events are sent, so a stalled reader is told.
    streams: AtomicBool,
    stalled: AtomicBool,
}

impl Line {
    /// From here on events are sent, for as long as the reader takes them.
    pub(crate) fn begin_stream(&self) {
        self.0.streams.store(true, Ordering::Relaxed);
        // A larger buffer only means that a stalled reader is noticed later.
        let _ = SockRef::from(&self.0.stream).set_send_buffer_size(STREAM_BUFFER_BYTES);
    }

    /// Whether the reader stopped taking events: what is written now are the last words.
    pub(crate) fn is_stalled(&self) -> bool {
        self.0.stalled.load(Ordering::Relaxed)
    }

    /// Makes room for the last words; false when that was done before.
    fn make_room(&self) -> bool {
        let first = !self.0.stalled.swap(true, Ordering::Relaxed);
        first && SockRef::from(&self.0.stream).set_send_buffer_size(LAST_WORDS_BYTES).is_ok()
    }
}

/// The bytes of a connection, read and written by whoever speaks on it.
pub(crate) struct Bytes {
    line: Line,
    /// Runs while a write waits.
    patience: Option<Pin<Box<Sleep>>>,
}

impl Bytes {
    pub(crate) fn new(stream: TcpStream) -> Bytes {
        let (streams, stalled) = (AtomicBool::new(false), AtomicBool::new(false));
        Bytes { line: Line(Arc::new(Shared { stream, streams, stalled })), patience: None }
    }

    pub(crate) fn line(&self) -> Line {
        self.line.clone()
    }

    /// Waits for room; ready with an error when there was none for too long.
    fn poll_patience(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let patience =
            self.patience.get_or_insert_with(|| Box::pin(tokio::time::sleep(STALLED_AFTER)));
        ready!(patience.as_mut().poll(context));
        if self.line.0.streams.load(Ordering::Relaxed) && self.line.make_room() {
            // The system says by itself that there is room now.
            patience.as_mut().reset(Instant::now() + LAST_WORDS_WITHIN);
            ready!(patience.as_mut().poll(context));
        }
        Poll::Ready(io::Error::new(io::ErrorKind::TimedOut, "the reader takes nothing"))
    }
}

impl AsyncRead for Bytes {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let stream = &self.line.0.stream;
        loop {
            ready!(stream.poll_read_ready(context))?;
            match stream.try_read_buf(buffer) {
                Ok(_) => return Poll::Ready(Ok(())),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Bytes {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        loop {
            match this.line.0.stream.poll_write_ready(context) {
                Poll::Ready(ready) => ready?,
                Poll::Pending => return this.poll_patience(context).map(Err),
            }
            match this.line.0.stream.try_write(bytes) {
                Ok(written) => {
                    this.patience = None;
                    return Poll::Ready(Ok(written));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(SockRef::from(&self.line.0.stream).shutdown(Shutdown::Write))
    }
}
