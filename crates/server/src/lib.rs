//! HTTP: GraphQL over HTTP and WebSocket, the offline GraphiQL page, health, and who may come in.
//!
//! In reading order: [`keys`] (who holds which key), [`listen`] (loopback only), [`run`], then
//! `accept` and `line` (connections, and who is cut), `http` and `request` (POST and GET by the
//! specification of GraphQL over HTTP), `media` (media types), `sse` (answers as a stream of
//! events), `socket` and `transport` (`graphql-transport-ws`), `page` (GraphiQL), `health`
//! and `watch` (for whoever keeps it running), `metrics` (what is counted), `request_id`,
//! `answer` (status and body), and `threads`.
//! No rule of the programme is here.

mod accept;
mod answer;
mod guard;
mod health;
mod http;
pub mod keys;
mod line;
pub mod listen;
mod media;
mod metrics;
mod page;
mod request;
mod request_id;
mod socket;
mod sse;
mod threads;
#[cfg(feature = "jwt")]
pub mod tokens;
mod transport;
mod watch;

pub use health::while_opening;
pub use metrics::Metrics;
pub use threads::runtime;

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_graphql::Response;
use async_graphql::parser::types::OperationType;
use axum::Router;
use axum::routing::{any, get};
use domain::Moment;
use engine::Engine;
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};
use graphql::{Api, Caller, Grant, Limits, Operation};
use tokio::net::TcpListener;

use crate::accept::{Busy, Idle, Stopping};
use crate::keys::KeyRing;

/// The largest body taken, bytes; also the largest WebSocket message.
pub const BODY_BYTES_MAX: usize = 128 * 1024;

/// How long a stop waits for what is in flight. Our own number.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// How often it is written down when keys were last used. Our own number.
const KEEP_USE_EVERY: Duration = Duration::from_secs(60);

/// What a server may be told beside its defaults.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What one request may be and cost.
    pub limits: Limits,
    /// Counts; an engine opened with it as its meter is counted too.
    pub metrics: Arc<Metrics>,
    /// Knows the tokens of an identity provider, if there is one.
    #[cfg(feature = "jwt")]
    pub tokens: Option<Arc<tokens::Tokens>>,
}

/// What every request handler shares.
#[derive(Clone)]
struct Shared {
    engine: Arc<Engine>,
    api: Api,
    keys: Arc<KeyRing>,
    metrics: Arc<Metrics>,
    #[cfg(feature = "jwt")]
    tokens: Option<Arc<tokens::Tokens>>,
    /// Becomes true when the server stops, so that subscriptions end.
    stopping: Stopping,
    /// Held by what outlives a request: a stop waits for it.
    busy: Busy,
}

impl Shared {
    /// What a presented key or token grants.
    fn grant(&self, presented: Option<&str>) -> Option<Arc<Grant>> {
        let presented = presented?;
        let granted = self.keys.grant(presented, now());
        #[cfg(feature = "jwt")]
        let granted = granted.or_else(|| self.tokens.as_ref()?.grant(presented));
        granted
    }

    /// Looks at a request: what may be executed, or the answer to one that is not.
    fn prepare(
        &self,
        request: async_graphql::Request,
        caller: Caller,
    ) -> Result<Operation, Box<Response>> {
        let prepared = self.api.prepare(request, caller);
        prepared.inspect_err(|response| self.metrics.refused(response))
    }

    /// Executes a query or a mutation.
    async fn run(&self, operation: Operation) -> Response {
        let working = self.metrics.begins(&operation);
        let response = self.api.run(operation.as_json()).await;
        self.metrics.ends(working, &response);
        response
    }

    /// Executes any operation as a stream of answers.
    fn stream(
        &self,
        operation: Operation,
        transport: &'static str,
    ) -> BoxStream<'static, Response> {
        if operation.kind() != OperationType::Subscription {
            let shared = self.clone();
            return stream::once(async move { shared.run(operation).await }).boxed();
        }
        let working = self.metrics.begins(&operation);
        let listening = self.metrics.listens(working, transport);
        let answers = self.api.stream(operation);
        answers
            .map(move |response| {
                // Held for as long as there may be answers.
                let _ = &listening;
                response
            })
            .boxed()
    }
}

/// The time by this machine's clock, which says until when keys are in force.
fn now() -> Moment {
    let since_1970 = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    Moment(i64::try_from(since_1970.as_micros()).unwrap_or(i64::MAX))
}

/// Serves until `shutdown` is ready, then finishes what is in flight within ten seconds.
///
/// # Errors
///
/// When threads cannot be started.
pub async fn run(
    listener: TcpListener,
    engine: Arc<Engine>,
    keys: Arc<KeyRing>,
    options: Options,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stop, stopping) = Stopping::new();
    let (busy, idle) = Idle::new();
    let heavy = threads::heavy()?;
    let shared = Shared {
        engine: Arc::clone(&engine),
        api: Api::with(engine, options.limits, Some(heavy.handle().clone())),
        keys: Arc::clone(&keys),
        metrics: options.metrics,
        #[cfg(feature = "jwt")]
        tokens: options.tokens.clone(),
        stopping: stopping.clone(),
        busy: busy.clone(),
    };
    let router = router(shared);
    let keeping = tokio::spawn(keep_use(Arc::clone(&keys)));
    #[cfg(feature = "jwt")]
    let looking = options.tokens.map(|tokens| tokio::spawn(tokens::look_again(tokens)));
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
    // What is still at work by then has had its time.
    heavy.shutdown_background();
    keeping.abort();
    #[cfg(feature = "jwt")]
    if let Some(looking) = looking {
        looking.abort();
    }
    if let Err(error) = keys.keep_use() {
        tracing::error!(%error, "when keys were last used is not kept");
    }
    Ok(())
}

/// Writes down once a minute when keys were last used.
async fn keep_use(keys: Arc<KeyRing>) {
    let mut every = tokio::time::interval(KEEP_USE_EVERY);
    loop {
        every.tick().await;
        let keys = Arc::clone(&keys);
        let kept = tokio::task::spawn_blocking(move || keys.keep_use()).await;
        if let Ok(Err(error)) = kept {
            tracing::error!(%error, "when keys were last used is not kept");
        }
    }
}

fn router(shared: Shared) -> Router {
    let metrics = Arc::clone(&shared.metrics);
    Router::new()
        .route("/graphql", any(http::graphql))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(watch::metrics))
        .route("/", get(page::page))
        .route("/assets/{name}", get(page::asset))
        .layer(axum::middleware::from_fn(guard::local_host_only))
        .layer(axum::middleware::from_fn_with_state(metrics, request_id::name))
        .with_state(shared)
}
