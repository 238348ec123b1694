//! Takes connections, and lets none of them wait on another: each has its own task, a time in
//! which its request must be whole, and a reader's patience in [`crate::line`].

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tower_service::Service as _;

use crate::line::Bytes;

/// How long the head of a request may take; also how long a connection may rest between two.
/// Together with the time for a body it stays within 15 seconds. Our own number.
const HEAD_WITHIN: Duration = Duration::from_secs(5);
/// Bytes of the head of a request at most; a query by GET is part of it. Our own number.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// How long to wait when the system gives no connection, as when it is out of descriptors.
const AFTER_REFUSAL: Duration = Duration::from_millis(100);

/// Knows when the server stops.
#[derive(Clone)]
pub(crate) struct Stopping(watch::Receiver<bool>);

impl Stopping {
    pub(crate) fn new() -> (watch::Sender<bool>, Stopping) {
        let (stop, stopping) = watch::channel(false);
        (stop, Stopping(stopping))
    }

    /// Whether the server stops.
    pub(crate) fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Ready when the server stops.
    pub(crate) async fn begun(&mut self) {
        // A sender that is gone stops as well.
        let _ = self.0.wait_for(|stopping| *stopping).await;
    }
}

/// Held by whatever a stop waits for.
pub(crate) type Busy = mpsc::Sender<Infallible>;

/// Tells when the last [`Busy`] is gone.
pub(crate) struct Idle(mpsc::Receiver<Infallible>);

impl Idle {
    pub(crate) fn new() -> (Busy, Idle) {
        let (busy, idle) = mpsc::channel(1);
        (busy, Idle(idle))
    }

    /// Ready when nobody is busy any more.
    pub(crate) async fn reached(mut self) {
        while self.0.recv().await.is_some() {}
    }
}

/// Takes connections until the server stops.
pub(crate) async fn accept(
    listener: &TcpListener,
    router: &Router,
    busy: &Busy,
    mut stopping: Stopping,
) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopping.begun() => return,
        };
        match accepted {
            Ok((stream, _)) => {
                let connection = serve(stream, router.clone(), stopping.clone());
                let busy = busy.clone();
                tokio::spawn(async move {
                    let ended = connection.await;
                    drop(busy);
                    if let Err(error) = ended {
                        tracing::debug!(error = error.as_ref(), "a connection ended early");
                    }
                });
            }
            // The other side went away before it was taken.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(AFTER_REFUSAL).await;
            }
        }
    }
}

/// Answers the requests of one connection, one after the other.
async fn serve(
    stream: TcpStream,
    router: Router,
    mut stopping: Stopping,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    stream.set_nodelay(true)?;
    let bytes = Bytes::new(stream);
    let line = bytes.line();
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(line.clone());
        let mut router = router.clone();
        async move { router.call(request.map(Body::new)).await }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(bytes), service)
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        ended = connection.as_mut() => return Ok(ended?),
        () = stopping.begun() => {}
    }
    connection.as_mut().graceful_shutdown();
    Ok(connection.await?)
}
