//! Answers as a stream of events: GraphQL over SSE in the mode of distinct connections.
//!
//! One request, one stream: `next` for every answer, `complete` at the end. What could not be
//! begun is no stream but an answer like any other. A message's id is the position of its event,
//! so a client that comes back with `Last-Event-ID` goes on where it was.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::Response as GraphqlResponse;
use async_graphql::parser::types::OperationType;
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt as _, StreamExt as _};
use graphql::{FaultCode, Grant, Operation};
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::accept::{Busy, Stopping};
use crate::line::Line;
use crate::media::Media;
use crate::request_id::RequestId;
use crate::{Shared, answer};

/// How often something is sent when nothing happens, so that nobody on the way takes the
/// connection for dead. Our own number.
const KEEP_ALIVE_EVERY: Duration = Duration::from_secs(15);

/// The position after which the client wants to go on.
pub(crate) fn last_event_id(headers: &HeaderMap) -> Option<u64> {
    let id = headers.get(HeaderName::from_static("last-event-id"))?;
    id.to_str().ok()?.trim().parse().ok()
}

/// Begins the stream; or, if the operation cannot be, says why in JSON.
pub(crate) fn answer(
    shared: &Shared,
    line: &Line,
    operation: Operation,
    grant: Arc<Grant>,
    resume: Option<u64>,
) -> Response {
    let numbered = operation.kind() == OperationType::Subscription;
    let operation = match resume {
        Some(position) => operation.resume_after(position),
        None => operation,
    };
    let mut answers = shared.stream(operation, "sse");
    // What does not fit the schema is known before anything is waited for.
    let first = match answers.next().now_or_never() {
        Some(Some(first)) if !answer::is_executed(&first) => {
            return answer::graphql(Media::GraphqlResponse, &first);
        }
        Some(first) => Some(first),
        None => None,
    };
    line.begin_stream();
    let answers = match first {
        Some(first) => stream::iter(first).chain(answers).boxed(),
        None => answers,
    };
    let mut ticks = interval(KEEP_ALIVE_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.reset();
    let told = Told {
        answers,
        numbered,
        ticks,
        line: line.clone(),
        grant,
        stopping: shared.stopping.clone(),
        _busy: shared.busy.clone(),
    };
    // The body is asked for after the handler has ended.
    let id = RequestId::current();
    let body = stream::unfold(Some(told), move |told| {
        RequestId::scope(id.clone(), async { told?.next().await })
    });
    let mut response =
        Response::new(Body::from_stream(body.map(|text| Ok::<_, Infallible>(Bytes::from(text)))));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("Accept, Accept-Language"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// What is being told to one client.
struct Told {
    answers: BoxStream<'static, GraphqlResponse>,
    /// Whether every answer is of an event with a position.
    numbered: bool,
    ticks: Interval,
    line: Line,
    grant: Arc<Grant>,
    stopping: Stopping,
    _busy: Busy,
}

impl Told {
    /// The next text to send, and how to go on. A stop ends the stream without `complete`: there
    /// is more to come for a client that comes back.
    async fn next(mut self) -> Option<(String, Option<Told>)> {
        if self.line.is_stalled() {
            let message = "events were not taken: ask again for what follows the last one received";
            return Some((last_words(FaultCode::TooSlow, message), None));
        }
        let text = tokio::select! {
            () = self.stopping.begun() => return None,
            () = self.grant.ended() => {
                let message = "the key was revoked or has expired";
                return Some((last_words(FaultCode::Unauthenticated, message), None));
            }
            answer = self.answers.next() => match answer {
                Some(answer) => self.message(&answer),
                None => return Some((COMPLETE.to_owned(), None)),
            },
            _ = self.ticks.tick() => ":\n\n".to_owned(),
        };
        Some((text, Some(self)))
    }

    fn message(&self, answer: &GraphqlResponse) -> String {
        let data = answer::text(answer);
        match graphql::position_of(answer).filter(|_| self.numbered) {
            Some(position) => format!("event: next\nid: {position}\ndata: {data}\n\n"),
            None => format!("event: next\ndata: {data}\n\n"),
        }
    }
}

/// The end. Clients of the protocol read its data, although there is none.
const COMPLETE: &str = "event: complete\ndata:\n\n";

/// Why the stream ends, and its end.
fn last_words(code: FaultCode, message: &str) -> String {
    format!("event: next\ndata: {}\n\n{COMPLETE}", answer::text(&graphql::refusal(code, message)))
}
