//! Whether the server is alive, and whether it is ready: for whoever keeps it running.
//!
//! Both are answered without a key, and tell nothing about the programme: a reason is one of
//! [`NotReady`], and what is behind it is in the log of the process.

use std::future::Future;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use engine::{Engine, Health};
use graphql::FaultCode;
use tokio::net::TcpListener;

use crate::accept::{self, Idle, Stopping};
use crate::media::Media;
use crate::{Shared, answer, guard};

/// Why requests should go elsewhere, or wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotReady {
    /// The log is being read, and the read models are not caught up.
    Opening,
    /// The server finishes what is in flight.
    Stopping,
    /// The disk, the log or a thread failed, or a newer program wrote to the log.
    CommandsStopped,
    /// The machine's clock cannot be believed.
    Clock,
}

impl NotReady {
    fn line(self) -> &'static str {
        match self {
            NotReady::Opening => "not ready: the read models are not caught up yet\n",
            NotReady::Stopping => "not ready: the server is stopping\n",
            NotReady::CommandsStopped => {
                "not ready: no commands are taken; the server's log says why\n"
            }
            NotReady::Clock => "not ready: the machine's clock cannot be believed\n",
        }
    }
}

impl IntoResponse for NotReady {
    fn into_response(self) -> Response {
        plain(StatusCode::SERVICE_UNAVAILABLE, self.line())
    }
}

fn plain(status: StatusCode, line: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (status, headers, line).into_response()
}

/// Answers `/healthz`: whoever answers is alive.
pub(crate) async fn alive() -> Response {
    plain(StatusCode::OK, "ok\n")
}

/// Answers `/readyz`.
pub(crate) async fn ready(State(shared): State<Shared>) -> Response {
    match hindrance(&shared.engine, &shared.stopping) {
        None => plain(StatusCode::OK, "ready\n"),
        Some(reason) => reason.into_response(),
    }
}

fn hindrance(engine: &Engine, stopping: &Stopping) -> Option<NotReady> {
    if stopping.has_begun() {
        return Some(NotReady::Stopping);
    }
    match engine.health() {
        Health::Stopped { .. } => Some(NotReady::CommandsStopped),
        Health::Accepting => engine.now().err().map(|_| NotReady::Clock),
    }
}

/// Answers on `listener` that the server is alive and not ready, until `opening` is done.
pub async fn while_opening<T>(listener: &TcpListener, opening: impl Future<Output = T>) -> T {
    let (_stop, stopping) = Stopping::new();
    let (busy, _idle) = Idle::new();
    let router = Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(|| async { NotReady::Opening }))
        .fallback(not_yet)
        .layer(axum::middleware::from_fn(guard::local_host_only));
    // Whoever is connected when it is done has their request answered, and then comes again.
    tokio::select! {
        opened = opening => opened,
        () = accept::accept(listener, &router, &busy, stopping) => {
            unreachable!("it is stopped after the opening, not before")
        }
    }
}

async fn not_yet(headers: HeaderMap) -> Response {
    let media = Media::wanted(&headers).unwrap_or(Media::Json);
    let message = "the programme is being opened; try again in a moment";
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let mut refused = answer::fault(media, status, FaultCode::Unavailable, message);
    refused.headers_mut().insert(RETRY_AFTER, 1.into());
    refused
}
