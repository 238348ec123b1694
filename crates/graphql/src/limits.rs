//! How much one request may ask for. Every refusal says which limit, what was asked, what is
//! allowed.

use std::time::Duration;

use async_graphql::{Error, ErrorExtensionValues, ErrorExtensions as _};

use crate::fault::FaultCode;

/// What one request may be and cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Words and signs of the document.
    pub tokens: usize,
    /// Fields below one another; a tool's question about the schema needs 15.
    pub depth: usize,
    /// Fields under another name.
    pub aliases: usize,
    /// Directives in all.
    pub directives: usize,
    /// Fields written down, those of a fragment once for every time it is used.
    pub fields: usize,
    /// Fields of the answer, counting a page's fields once per row that was asked for.
    pub cost: usize,
    /// How long the work may take.
    pub deadline: Duration,
}

impl Default for Limits {
    /// Our own numbers, but for the aliases.
    fn default() -> Limits {
        Limits {
            tokens: 4_000,
            depth: 20,
            aliases: 30,
            directives: 50,
            fields: 2_000,
            cost: 100_000,
            deadline: Duration::from_secs(10),
        }
    }
}

/// A limit that a request goes beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Beyond {
    pub(crate) limit: &'static str,
    pub(crate) asked: usize,
    pub(crate) allowed: usize,
}

impl Beyond {
    /// Refuses what is more than allowed.
    pub(crate) fn check(limit: &'static str, asked: usize, allowed: usize) -> Result<(), Beyond> {
        if asked <= allowed { Ok(()) } else { Err(Beyond { limit, asked, allowed }) }
    }

    pub(crate) fn error(self) -> Error {
        let Beyond { limit, asked, allowed } = self;
        let message = format!("limit `{limit}`: at least {asked} asked, {allowed} allowed");
        Error::new(message).extend_with(|_, extensions| {
            extensions.set("code", FaultCode::LimitExceeded.as_str());
            extensions.set("limit", limit);
            extensions.set("asked", asked);
            extensions.set("allowed", allowed);
        })
    }
}

/// More was asked in a time than is allowed; `wait` is none when waiting does not help.
pub(crate) fn too_often(asked: usize, allowed: usize, wait: Option<Duration>) -> Error {
    let (message, seconds) = match wait {
        Some(wait) => {
            let seconds = wait.as_secs() + 1;
            let message = format!(
                "limit `rate`: {asked} asked, {allowed} allowed and used up; try again in \
                 {seconds} seconds"
            );
            (message, Some(seconds))
        }
        None => (format!("limit `rate`: {asked} asked at once, {allowed} allowed"), None),
    };
    Error::new(message).extend_with(|_, extensions: &mut ErrorExtensionValues| {
        extensions.set("code", FaultCode::LimitExceeded.as_str());
        extensions.set("limit", "rate");
        extensions.set("asked", asked);
        extensions.set("allowed", allowed);
        if let Some(seconds) = seconds {
            extensions.set(RETRY_AFTER, seconds);
        }
    })
}

/// The extension that says after how many seconds to try again.
pub(crate) const RETRY_AFTER: &str = "retryAfter";
