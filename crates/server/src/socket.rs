//! Subscriptions, and everything else that can be asked, over WebSocket.
//!
//! Our own side of `graphql-transport-ws`, to the letter: the protocol's codes, one task and a
//! few kilobytes a connection, nothing read ahead of what the client takes.

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use async_graphql::Response as GraphqlResponse;
use axum::extract::ws::{Message, WebSocket};
use axum::extract::{FromRequestParts as _, Request, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::response::{IntoResponse as _, Response};
use domain::Lang;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use graphql::{Caller, FaultCode, Grant};
use serde_json::Value;
use tokio::time::{Instant, MissedTickBehavior, interval};
use tracing::Instrument as _;

use crate::line::Line;
use crate::media::{self, Media};
use crate::request_id::RequestId;
use crate::transport::{self, Close, PROTOCOL, Said};
use crate::{BODY_BYTES_MAX, Shared, answer, guard};

/// How long a connection may take to say who it is. Our own number.
const INIT_WITHIN: Duration = Duration::from_secs(10);
/// How often a connection is asked whether it is still there. Our own number.
const PING_EVERY: Duration = Duration::from_secs(30);
/// How long the last message may take.
const CLOSE_WITHIN: Duration = Duration::from_secs(5);
/// Operations of one connection at a time. Our own number.
const OPERATIONS_MAX: usize = 100;
/// Bytes kept for each direction of a connection.
const BUFFER_BYTES: usize = 4 * 1024;

const KEY_ENDED: Close = Close::Forbidden("the key was revoked or has expired");

/// Answers the request for a WebSocket.
pub(crate) async fn upgrade(shared: Shared, line: Line, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    if guard::is_foreign(&parts.headers, &parts.uri) {
        let message = "a WebSocket may be opened only by this server's own page";
        return answer::fault(Media::Json, StatusCode::FORBIDDEN, FaultCode::Forbidden, message);
    }
    let offered = parts.headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter();
    let mut offered = offered.filter_map(|value| value.to_str().ok()).flat_map(|v| v.split(','));
    if !offered.any(|protocol| protocol.trim() == PROTOCOL) {
        let message = "the WebSocket protocol must be graphql-transport-ws";
        return answer::fault(Media::Json, StatusCode::BAD_REQUEST, FaultCode::BadRequest, message);
    }
    let lang = media::language(&parts.headers);
    let grant = shared.grant(guard::key(&parts.headers));
    // The conversation goes on after the request has been answered.
    let (id, span) = (RequestId::current(), tracing::Span::current());
    match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade
            .protocols([PROTOCOL])
            .max_message_size(BODY_BYTES_MAX)
            .max_frame_size(BODY_BYTES_MAX)
            .read_buffer_size(BUFFER_BYTES)
            .write_buffer_size(BUFFER_BYTES)
            .on_upgrade(move |socket| async move {
                line.begin_stream();
                let conversation = Conversation::new(shared, socket, line, lang, grant);
                RequestId::scope(id, conversation.run()).instrument(span).await;
            }),
        Err(rejection) => rejection.into_response(),
    }
}

/// One connection, from its first message to its last.
struct Conversation {
    shared: Shared,
    socket: WebSocket,
    line: Line,
    lang: Lang,
    /// What the key grants; it came with the request itself or with the first message.
    grant: Option<Arc<Grant>>,
    /// The connection was acknowledged.
    begun: bool,
    running: Running,
}

impl Conversation {
    fn new(
        shared: Shared,
        socket: WebSocket,
        line: Line,
        lang: Lang,
        grant: Option<Arc<Grant>>,
    ) -> Conversation {
        let running = Running::default();
        Conversation { shared, socket, line, lang, grant, begun: false, running }
    }

    /// Speaks until one side ends, the reader is too slow, or the server stops.
    async fn run(mut self) {
        if let Some(close) = self.converse().await {
            let last = self.socket.send(close.message());
            // Who does not take the last message either has gone.
            let _ = tokio::time::timeout(CLOSE_WITHIN, last).await;
        }
    }

    /// Why the server closes; none when the client did.
    async fn converse(&mut self) -> Option<Close> {
        let mut stopping = self.shared.stopping.clone();
        let init_until = Instant::now() + INIT_WITHIN;
        let mut pings = interval(PING_EVERY);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        pings.reset();
        loop {
            let (begun, grant) = (self.begun, self.grant.clone());
            let outgoing = tokio::select! {
                () = stopping.begun() => return Some(Close::GoingAway),
                message = self.socket.recv() => match self.hear(message?.ok()?) {
                    Ok(answer) => answer,
                    Err(close) => return Some(close),
                },
                (id, response) = self.running.next() => Some(self.tell(id, response)),
                () = tokio::time::sleep_until(init_until), if !begun => {
                    return Some(Close::InitTimeout);
                }
                () = ended(grant.as_deref()) => return Some(KEY_ENDED),
                _ = pings.tick() => Some(Message::Ping(Vec::new().into())),
            };
            if let Some(message) = outgoing {
                let sent = tokio::select! {
                    sent = self.socket.send(message) => sent,
                    () = stopping.begun() => return Some(Close::GoingAway),
                    () = ended(self.grant.as_deref()) => return Some(KEY_ENDED),
                };
                sent.ok()?;
            }
            if self.line.is_stalled() {
                return Some(Close::TooSlow);
            }
        }
    }

    /// What a message of the client is answered at once.
    fn hear(&mut self, message: Message) -> Result<Option<Message>, Close> {
        let text = match message {
            Message::Text(text) => text,
            Message::Binary(_) => {
                return Err(Close::BadMessage("a message is text".to_owned()));
            }
            // Answered by the library below; after a close there is nothing more to receive.
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) => return Ok(None),
        };
        match Said::read(&text)? {
            Said::Init { .. } if self.begun => Err(Close::TooManyInits),
            Said::Init { payload } => {
                self.admit(&payload)?;
                self.begun = true;
                Ok(Some(transport::ack()))
            }
            Said::Ping { payload } => Ok(Some(transport::pong(payload))),
            Said::Pong => Ok(None),
            Said::Subscribe { .. } if !self.begun => Err(Close::Unauthorized),
            Said::Subscribe { id, request } => self.begin(id, *request),
            Said::Complete { id } => {
                self.running.end(&id);
                Ok(None)
            }
        }
    }

    fn admit(&mut self, payload: &Value) -> Result<(), Close> {
        let said = ["Authorization", "authorization"].iter().find_map(|name| payload.get(name));
        if let Some(said) = said.and_then(Value::as_str) {
            self.grant = self.shared.grant(guard::bearer(said));
        }
        match self.grant {
            Some(_) => Ok(()),
            None => Err(Close::Forbidden("the key is missing or not in force")),
        }
    }

    fn begin(
        &mut self,
        id: String,
        request: async_graphql::Request,
    ) -> Result<Option<Message>, Close> {
        if self.running.holds(&id) {
            return Err(Close::AlreadyExists(id));
        }
        if self.running.len() >= OPERATIONS_MAX {
            let message = format!(
                "{OPERATIONS_MAX} operations of this connection run, which is what is allowed"
            );
            let refused = graphql::refusal(FaultCode::LimitExceeded, message);
            return Ok(Some(transport::next(&id, &refused)));
        }
        let Some(grant) = self.grant.clone() else { return Err(Close::Unauthorized) };
        match self.shared.prepare(request, Caller::new(self.lang, grant)) {
            Err(refused) => Ok(Some(transport::next(&id, &refused))),
            Ok(operation) => {
                self.running.add(id, self.shared.stream(operation, "websocket"));
                Ok(None)
            }
        }
    }

    /// The message for an answer, or for the end of an operation.
    fn tell(&mut self, id: String, response: Option<GraphqlResponse>) -> Message {
        match response {
            Some(response) => {
                if !answer::is_executed(&response) {
                    self.running.end(&id);
                }
                transport::next(&id, &response)
            }
            None => transport::complete(&id),
        }
    }
}

/// Ready when the key is no longer in force; never while there is none.
async fn ended(grant: Option<&Grant>) {
    match grant {
        Some(grant) => grant.ended().await,
        None => std::future::pending().await,
    }
}

/// The operations under way, each asked in turn.
#[derive(Default)]
struct Running(VecDeque<(String, BoxStream<'static, GraphqlResponse>)>);

impl Running {
    fn holds(&self, id: &str) -> bool {
        self.0.iter().any(|(running, _)| running == id)
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn add(&mut self, id: String, answers: BoxStream<'static, GraphqlResponse>) {
        self.0.push_back((id, answers));
    }

    fn end(&mut self, id: &str) {
        self.0.retain(|(running, _)| running != id);
    }

    /// The next answer of any of them; none for one that has ended, which is then forgotten.
    async fn next(&mut self) -> (String, Option<GraphqlResponse>) {
        std::future::poll_fn(|context| self.poll_next(context)).await
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<(String, Option<GraphqlResponse>)> {
        for _ in 0..self.0.len() {
            let Some((id, mut answers)) = self.0.pop_front() else { break };
            match answers.poll_next_unpin(context) {
                Poll::Pending => self.0.push_back((id, answers)),
                Poll::Ready(Some(response)) => {
                    self.0.push_back((id.clone(), answers));
                    return Poll::Ready((id, Some(response)));
                }
                Poll::Ready(None) => return Poll::Ready((id, None)),
            }
        }
        Poll::Pending
    }
}
