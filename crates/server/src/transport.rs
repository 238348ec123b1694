//! The messages of `graphql-transport-ws`, and the codes it closes with.

use async_graphql::{Request as GraphqlRequest, Response as GraphqlResponse};
use axum::extract::ws::{CloseFrame, Message};
use serde_json::{Map, Value, json};

use crate::answer;
use crate::request;

/// The name of the protocol.
pub(crate) const PROTOCOL: &str = "graphql-transport-ws";

/// Why a connection is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Close {
    /// The server goes; another will answer.
    GoingAway,
    /// Events were not taken.
    TooSlow,
    /// A message that is none.
    BadMessage(String),
    /// Something was asked before the connection was acknowledged.
    Unauthorized,
    /// The key is missing, wrong, revoked or expired.
    Forbidden(&'static str),
    /// The connection was not initialised in time.
    InitTimeout,
    /// An operation with the id of one that runs.
    AlreadyExists(String),
    /// The connection was initialised before.
    TooManyInits,
}

impl Close {
    fn code(&self) -> u16 {
        match self {
            Close::GoingAway => 1001,
            // Clients of the protocol try again after it.
            Close::TooSlow => 1013,
            Close::BadMessage(_) => 4400,
            Close::Unauthorized => 4401,
            Close::Forbidden(_) => 4403,
            Close::InitTimeout => 4408,
            Close::AlreadyExists(_) => 4409,
            Close::TooManyInits => 4429,
        }
    }

    fn reason(&self) -> String {
        match self {
            Close::GoingAway => "the server is stopping".to_owned(),
            Close::TooSlow => {
                "too slow: subscribe again after the last position received".to_owned()
            }
            Close::BadMessage(what) => what.clone(),
            Close::Unauthorized => "Unauthorized".to_owned(),
            Close::Forbidden(why) => format!("Forbidden: {why}"),
            Close::InitTimeout => "Connection initialisation timeout".to_owned(),
            Close::AlreadyExists(id) => format!("Subscriber for {id} already exists"),
            Close::TooManyInits => "Too many initialisation requests".to_owned(),
        }
    }

    pub(crate) fn message(&self) -> Message {
        let mut reason = self.reason();
        // A close frame has room for 123 bytes.
        while reason.len() > 123 {
            reason.pop();
        }
        Message::Close(Some(CloseFrame { code: self.code(), reason: reason.into() }))
    }
}

/// What a client says.
#[derive(Debug)]
pub(crate) enum Said {
    Init { payload: Value },
    Ping { payload: Option<Value> },
    Pong,
    Subscribe { id: String, request: Box<GraphqlRequest> },
    Complete { id: String },
}

impl Said {
    /// Reads a message.
    pub(crate) fn read(text: &str) -> Result<Said, Close> {
        let bad = |what: String| Close::BadMessage(what);
        let message: Value =
            serde_json::from_str(text).map_err(|_| bad("a message is JSON".to_owned()))?;
        let Value::Object(mut message) = message else {
            return Err(bad("a message is a JSON object".to_owned()));
        };
        let payload = message.remove("payload").filter(|payload| !payload.is_null());
        match message.get("type").and_then(Value::as_str) {
            Some("connection_init") => Ok(Said::Init { payload: payload.unwrap_or_default() }),
            Some("ping") => Ok(Said::Ping { payload }),
            Some("pong") => Ok(Said::Pong),
            Some("complete") => Ok(Said::Complete { id: id_of(&message)? }),
            Some("subscribe") => {
                let id = id_of(&message)?;
                let request = request::from_json(payload.unwrap_or_default());
                let request = request.map_err(|refused| bad(refused.message))?;
                Ok(Said::Subscribe { id, request: Box::new(request) })
            }
            _ => Err(bad("a message of an unknown type".to_owned())),
        }
    }
}

fn id_of(message: &Map<String, Value>) -> Result<String, Close> {
    let id = message.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
    id.map(str::to_owned).ok_or_else(|| Close::BadMessage("a message needs an id".to_owned()))
}

pub(crate) fn ack() -> Message {
    text(&json!({ "type": "connection_ack" }))
}

pub(crate) fn pong(payload: Option<Value>) -> Message {
    match payload {
        Some(payload) => text(&json!({ "type": "pong", "payload": payload })),
        None => text(&json!({ "type": "pong" })),
    }
}

pub(crate) fn complete(id: &str) -> Message {
    text(&json!({ "id": id, "type": "complete" }))
}

/// An answer; what could not be executed is an `error`, after which nothing follows.
pub(crate) fn next(id: &str, response: &GraphqlResponse) -> Message {
    let (kind, payload) = match answer::is_executed(response) {
        true => ("next", answer::text(response)),
        false => ("error", answer::errors(response)),
    };
    let id = json!(id);
    Message::text(format!(r#"{{"id":{id},"type":"{kind}","payload":{payload}}}"#))
}

fn text(message: &Value) -> Message {
    Message::text(message.to_string())
}
