//! What is counted and measured, and told at `/metrics` in the text format of Prometheus.
//!
//! Labels are words of this program: names of commands and of fields of the schema, outcomes,
//! codes, statuses. Nothing that a client chose becomes one, so there is a bounded number of them,
//! and nothing about anybody.

mod labels;
mod watched;

use std::fmt;
use std::time::Duration;

use engine::{BatchDone, Ended, Engine, Meter, View};
use prometheus_client::encoding::prometheus_text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use labels::{Code, Command, Field, Operation, Projector, Status, Transport};

/// The media type of what [`Metrics::tell`] gives.
pub(crate) const MEDIA_TYPE: &str = prometheus_text::CONTENT_TYPE;

type Histograms = Family<Field, Histogram, fn() -> Histogram>;

/// Everything that is counted of one server. The engine counts with it too, as its [`Meter`].
pub struct Metrics {
    registry: Registry,
    commands: Family<Command, Counter>,
    queue: Histogram,
    flush: Histogram,
    fold: Histogram,
    batch_commands: Histogram,
    batch_events: Histogram,
    log_position: Gauge,
    positions: Family<Projector, Gauge>,
    lags: Family<Projector, Gauge>,
    blob_files: Gauge,
    operations: Family<Operation, Counter>,
    operation_time: Histograms,
    cost: Family<Field, Counter>,
    refused: Family<Code, Counter>,
    subscribers: Family<Transport, Gauge>,
    responses: Family<Status, Counter>,
    memory: Gauge,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

/// From a tenth of a millisecond to some three seconds, doubling.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.0001, 2.0, 16))
}

/// From one to 4,096, doubling.
fn counts() -> Histogram {
    Histogram::new(exponential_buckets(1.0, 2.0, 13))
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics {
            registry: Registry::default(),
            commands: Family::default(),
            queue: seconds(),
            flush: seconds(),
            fold: seconds(),
            batch_commands: counts(),
            batch_events: counts(),
            log_position: Gauge::default(),
            positions: Family::default(),
            lags: Family::default(),
            blob_files: Gauge::default(),
            operations: Family::default(),
            operation_time: Family::new_with_constructor(seconds),
            cost: Family::default(),
            refused: Family::default(),
            subscribers: Family::default(),
            responses: Family::default(),
            memory: Gauge::default(),
        }
        .registered()
    }
}

impl Metrics {
    /// Every name with what it says; `docs/operating.md` has them too, and a test compares.
    fn registered(mut self) -> Metrics {
        let mut all = std::mem::take(&mut self.registry);
        all.register("koc_commands", "Commands answered, by how they ended", self.commands.clone());
        all.register("koc_command_queue_seconds", "From sent to decided", self.queue.clone());
        all.register("koc_batch_flush_seconds", "Making a batch durable", self.flush.clone());
        all.register("koc_batch_fold_seconds", "Folding and publishing a batch", self.fold.clone());
        all.register("koc_batch_commands", "Commands of a batch", self.batch_commands.clone());
        all.register("koc_batch_events", "Events of a batch", self.batch_events.clone());
        all.register("koc_log_position", "Durable events", self.log_position.clone());
        all.register(
            "koc_log_blob_files",
            "Never synced files; 0 or a fault",
            self.blob_files.clone(),
        );
        all.register("koc_projector_position", "Newest event folded in", self.positions.clone());
        all.register("koc_projector_lag_events", "Events not folded in yet", self.lags.clone());
        all.register("koc_graphql_operations", "Operations executed", self.operations.clone());
        all.register("koc_graphql_seconds", "Executing one", self.operation_time.clone());
        all.register("koc_graphql_cost", "Their cost in fields", self.cost.clone());
        all.register(
            "koc_graphql_refused",
            "Operations not executed, by code",
            self.refused.clone(),
        );
        all.register("koc_subscribers", "Subscriptions under way", self.subscribers.clone());
        all.register("koc_http_responses", "Answers, by status", self.responses.clone());
        all.register("process_resident_memory_bytes", "Memory in use", self.memory.clone());
        self.registry = all;
        self
    }

    /// Everything, as it is now.
    pub(crate) fn tell(&self, engine: &Engine) -> String {
        let durable = engine.head().size;
        let view = engine.view();
        self.log_position.set(signed(durable));
        for name in View::NAMES {
            let projector = Projector { projector: name };
            self.positions.get_or_create(&projector).set(signed(view.position.0));
            let lag = durable.saturating_sub(view.position.0);
            self.lags.get_or_create(&projector).set(signed(lag));
        }
        match engine.blob_files() {
            Ok(files) => {
                self.blob_files.set(signed(files));
            }
            Err(error) => tracing::error!(%error, "the log's folder cannot be listed"),
        }
        self.memory.set(resident_bytes().map_or(0, signed));
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = prometheus_text::encode(&mut text, &self.registry);
        text
    }

    /// An operation was looked at and will not be executed.
    pub(crate) fn refused(&self, response: &async_graphql::Response) {
        let code = code_of(response).unwrap_or_default();
        self.refused.get_or_create(&Code { code }).inc();
    }

    /// A request was answered.
    pub(crate) fn answered(&self, status: u16) {
        self.responses.get_or_create(&Status { status }).inc();
    }
}

impl Meter for Metrics {
    fn command(&self, name: &'static str, ended: Ended, queued: Duration) {
        self.commands.get_or_create(&Command { command: name, outcome: outcome(ended) }).inc();
        self.queue.observe(queued.as_secs_f64());
    }

    fn batch(&self, batch: &BatchDone) {
        self.batch_commands.observe(batch.commands as f64);
        // A batch of refusals touches neither the disk nor the read models.
        if batch.events > 0 {
            self.batch_events.observe(batch.events as f64);
            self.flush.observe(batch.flush.as_secs_f64());
            self.fold.observe(batch.fold.as_secs_f64());
        }
    }
}

fn outcome(ended: Ended) -> &'static str {
    match ended {
        Ended::Accepted => "accepted",
        Ended::Validated => "validated",
        Ended::Repeated => "repeated",
        Ended::Refused => "refused",
        Ended::Failed => "failed",
    }
}

/// The code of the first error: one of a closed list.
fn code_of(response: &async_graphql::Response) -> Option<String> {
    match response.errors.first()?.extensions.as_ref()?.get("code")? {
        async_graphql::Value::String(code) => Some(code.clone()),
        _ => None,
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Memory of this process that is in use; none where the system does not tell it so.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1_024)
}
