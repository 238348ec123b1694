//! HTTP: GraphQL over HTTP and WebSocket, the offline GraphiQL page, health, and who may come in.
//!
//! In reading order: [`key`] (the one admin key), [`listen`] (loopback only), [`run`], then
//! `accept` and `line` (connections, and who is cut), `http` and `request` (POST and GET by the
//! specification of GraphQL over HTTP), `media` (media types), `sse` (answers as a stream of
//! events), `socket` and `transport` (`graphql-transport-ws`), `page` (GraphiQL) and `answer`
//! (status and body).
//! No rule of the programme is here.

mod accept;
mod answer;
mod guard;
mod http;
pub mod key;
mod line;
pub mod listen;
mod media;
mod page;
mod request;
mod socket;
mod sse;
mod transport;

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::{any, get};
use engine::Engine;
use graphql::Api;
use tokio::net::TcpListener;

use crate::accept::{Busy, Idle, Stopping};
use crate::key::AdminKey;

/// The largest body taken, bytes; also the largest WebSocket message.
pub const BODY_BYTES_MAX: usize = 128 * 1024;

/// How long a stop waits for what is in flight. Our own number.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// What every request handler shares.
#[derive(Clone)]
struct Shared {
    api: Api,
    key: Arc<AdminKey>,
    /// Becomes true when the server stops, so that subscriptions end.
    stopping: Stopping,
    /// Held by what outlives a request: a stop waits for it.
    busy: Busy,
}

/// Serves until `shutdown` is ready, then finishes what is in flight within ten seconds.
///
/// # Errors
///
/// When the listener fails.
pub async fn run(
    listener: TcpListener,
    engine: Arc<Engine>,
    key: AdminKey,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stop, stopping) = Stopping::new();
    let (busy, idle) = Idle::new();
    let shared = Shared {
        api: Api::new(engine),
        key: Arc::new(key),
        stopping: stopping.clone(),
        busy: busy.clone(),
    };
    let router = router(shared);
    tokio::select! {
        () = accept::accept(&listener, &router, &busy, stopping) => {}
        () = shutdown => {}
    }
    // Nobody is taken any more; who waits in the queue of the system is sent away at once.
    drop(listener);
    stop.send_replace(true);
    drop((router, busy));
    if tokio::time::timeout(STOP_WITHIN, idle.reached()).await.is_err() {
        tracing::warn!("stopped with requests still in flight");
    }
    Ok(())
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/graphql", any(http::graphql))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/", get(page::page))
        .route("/assets/{name}", get(page::asset))
        .layer(axum::middleware::from_fn(guard::local_host_only))
        .with_state(shared)
}
