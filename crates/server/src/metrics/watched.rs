//! Operations while they are under way.

use std::time::Instant;

use async_graphql::Response;
use async_graphql::parser::types::OperationType;
use prometheus_client::metrics::gauge::Gauge;

use super::Metrics;
use super::labels::{Field, Operation, Transport};

/// An operation at work.
pub(crate) struct Working {
    field: Field,
    began: Instant,
}

/// A subscription under way; over when it is dropped.
pub(crate) struct Listening(Gauge);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// An operation begins; its cost is spent.
    pub(crate) fn begins(&self, operation: &graphql::Operation) -> Working {
        let kind = match operation.kind() {
            OperationType::Query => "query",
            OperationType::Mutation => "mutation",
            OperationType::Subscription => "subscription",
        };
        let field = Field { kind, field: operation.subject().to_owned() };
        self.cost.get_or_create(&field).inc_by(operation.cost() as u64);
        Working { field, began: Instant::now() }
    }

    /// It was answered.
    pub(crate) fn ends(&self, working: Working, response: &Response) {
        let Working { field, began } = working;
        self.operation_time.get_or_create(&field).observe(began.elapsed().as_secs_f64());
        let outcome = if response.errors.is_empty() { "ok" } else { "errors" };
        self.count(field, outcome);
    }

    /// It is a subscription, which has many answers and no end of its own.
    pub(crate) fn listens(&self, working: Working, transport: &'static str) -> Listening {
        self.count(working.field, "begun");
        let gauge = self.subscribers.get_or_create_owned(&Transport { transport });
        gauge.inc();
        Listening(gauge)
    }

    fn count(&self, Field { kind, field }: Field, outcome: &'static str) {
        self.operations.get_or_create(&Operation { kind, field, outcome }).inc();
    }
}
