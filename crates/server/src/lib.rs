//! HTTP: GraphQL over HTTP and WebSocket, the offline GraphiQL page, health, and who may come in.
//!
//! In reading order: [`key`] (the one admin key), [`listen`] (loopback only), [`run`], then
//! `http` (POST and GET by the GraphQL-over-HTTP specification), `media` (media types), `socket`
//! (subscriptions by `graphql-transport-ws`), `page` (GraphiQL) and `answer` (status and body).
//! No rule of the programme is here.

mod answer;
mod guard;
mod http;
pub mod key;
pub mod listen;
mod media;
mod page;
mod socket;

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, get};
use engine::Engine;
use graphql::Api;
use tokio::net::TcpListener;
use tokio::sync::watch;

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
    stopping: watch::Receiver<bool>,
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
    let (stop, stopping) = watch::channel(false);
    let shared = Shared { api: Api::new(engine), key: Arc::new(key), stopping: stopping.clone() };
    let mut stopped = stopping;
    let serving = axum::serve(listener, router(shared)).with_graceful_shutdown(async move {
        shutdown.await;
        // Only fails when nobody listens any more, and then there is nobody to tell.
        let _ = stop.send(true);
    });
    let too_late = async move {
        let _ = stopped.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(STOP_WITHIN).await;
    };
    tokio::select! {
        served = serving => served,
        () = too_late => {
            tracing::warn!("stopped with requests still in flight");
            Ok(())
        }
    }
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/graphql", any(http::graphql))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/", get(page::page))
        .route("/assets/{name}", get(page::asset))
        .layer(axum::middleware::from_fn(guard::local_host_only))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(shared)
}
