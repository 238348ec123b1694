//! Subscriptions over WebSocket by `graphql-transport-ws`.

use std::time::Duration;

use async_graphql::Data;
use async_graphql::http::{WebSocket as GraphqlSocket, WebSocketProtocols, WsMessage};
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use axum::extract::{FromRequestParts as _, Request, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::response::{IntoResponse as _, Response};
use futures_util::{SinkExt as _, StreamExt as _, future};
use graphql::{Caller, FaultCode};
use serde_json::Value;

use crate::media::{self, Media};
use crate::{BODY_BYTES_MAX, Shared, answer, guard};

/// The one protocol spoken.
const PROTOCOL: &str = "graphql-transport-ws";
/// What `graphql-transport-ws` says when the connection may not be.
const CLOSE_FORBIDDEN: u16 = 4403;
/// What WebSocket says when the server goes.
const CLOSE_GOING_AWAY: u16 = 1001;
/// How long a slow reader may leave one message lying before it is cut off. Our own number.
const SEND_WITHIN: Duration = Duration::from_secs(15);
/// Bytes kept for each direction of a connection.
const BUFFER_BYTES: usize = 8 * 1024;

/// Answers the request for a WebSocket.
pub(crate) async fn upgrade(shared: Shared, request: Request) -> Response {
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
    let known = guard::has_key(&parts.headers, &shared.key);
    let caller = Caller::admin(media::language(&parts.headers));
    match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade
            .protocols([PROTOCOL])
            .max_message_size(BODY_BYTES_MAX)
            .read_buffer_size(BUFFER_BYTES)
            .write_buffer_size(BUFFER_BYTES)
            .on_upgrade(move |socket| converse(shared, socket, caller, known)),
        Err(rejection) => rejection.into_response(),
    }
}

/// Speaks until one side ends, the reader is too slow, or the server stops.
async fn converse(shared: Shared, socket: WebSocket, caller: Caller, known: bool) {
    let Shared { api, key, mut stopping } = shared;
    let (mut sink, incoming) = socket.split();
    let incoming = incoming
        .take_while(|message| future::ready(message.is_ok()))
        .filter_map(|message| future::ready(message.ok()))
        .filter(|message| future::ready(matches!(message, Message::Text(_) | Message::Binary(_))))
        .map(Message::into_data);
    let admit = move |payload: Value| async move {
        let said = ["Authorization", "authorization"].iter().find_map(|name| payload.get(name));
        let admitted =
            known || said.and_then(Value::as_str).is_some_and(|v| guard::is_bearer(v, &key));
        let mut data = Data::default();
        data.insert(caller);
        if admitted { Ok(data) } else { Err("the key is missing or wrong".into()) }
    };
    let mut outgoing = GraphqlSocket::new(api, incoming, WebSocketProtocols::GraphQLWS)
        .on_connection_init(admit)
        .map(message)
        .boxed();
    loop {
        let message = tokio::select! {
            message = outgoing.next() => message,
            _ = stopping.wait_for(|stopping| *stopping) => {
                Some(close(CLOSE_GOING_AWAY, "the server is stopping"))
            }
        };
        let Some(message) = message else { break };
        let last = matches!(message, Message::Close(_));
        let sent = tokio::time::timeout(SEND_WITHIN, sink.send(message)).await;
        if last || !matches!(sent, Ok(Ok(()))) {
            break;
        }
    }
}

fn message(message: WsMessage) -> Message {
    match message {
        WsMessage::Text(text) => Message::Text(text.into()),
        // The library closes a refused connection as a protocol error; the protocol has a code.
        WsMessage::Close(1002, reason) if reason == "the key is missing or wrong" => {
            close(CLOSE_FORBIDDEN, "Forbidden")
        }
        WsMessage::Close(code, reason) => close(code, &reason),
    }
}

fn close(code: u16, reason: &str) -> Message {
    Message::Close(Some(CloseFrame { code, reason: reason.to_owned().into() }))
}
