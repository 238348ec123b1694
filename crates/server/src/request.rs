//! What is asked: the fields of a request as the specification of GraphQL over HTTP names them,
//! from a body, a URL or a message of a WebSocket.

use std::time::Duration;

use async_graphql::{Request as GraphqlRequest, Variables};
use axum::body::to_bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts as _, Query, Request};
use axum::http::StatusCode;
use graphql::FaultCode;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::BODY_BYTES_MAX;
use crate::media;

/// How long a body may take. Our own number.
const BODY_WITHIN: Duration = Duration::from_secs(10);

/// What is wrong with a request before it is GraphQL.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) status: StatusCode,
    pub(crate) code: FaultCode,
    pub(crate) message: String,
}

impl Refused {
    pub(crate) fn new(status: StatusCode, code: FaultCode, message: impl Into<String>) -> Refused {
        Refused { status, code, message: message.into() }
    }

    pub(crate) fn malformed(message: impl Into<String>) -> Refused {
        Refused::new(StatusCode::BAD_REQUEST, FaultCode::BadRequest, message)
    }
}

/// Reads a request sent by POST.
pub(crate) async fn posted(request: Request) -> Result<GraphqlRequest, Refused> {
    if !media::is_json(request.headers()) {
        return Err(Refused::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            FaultCode::BadRequest,
            "the body must be application/json in UTF-8",
        ));
    }
    let body = tokio::time::timeout(BODY_WITHIN, to_bytes(request.into_body(), BODY_BYTES_MAX));
    let body = match body.await {
        Ok(Ok(body)) => body,
        Ok(Err(error)) if is_too_large(&error) => {
            return Err(Refused::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                FaultCode::LimitExceeded,
                format!("the body is larger than the {BODY_BYTES_MAX} bytes that are allowed"),
            ));
        }
        Ok(Err(_)) => return Err(Refused::malformed("the body could not be read")),
        Err(_) => {
            return Err(Refused::new(
                StatusCode::REQUEST_TIMEOUT,
                FaultCode::LimitExceeded,
                format!("the body was not there after {} seconds", BODY_WITHIN.as_secs()),
            ));
        }
    };
    let asked: Value = serde_json::from_slice(&body)
        .map_err(|error| Refused::malformed(format!("the body is not JSON: {error}")))?;
    from_json(asked)
}

fn is_too_large(error: &axum::Error) -> bool {
    let source = std::error::Error::source(error);
    source.is_some_and(|source| source.is::<http_body_util::LengthLimitError>())
}

/// Reads a request as JSON.
pub(crate) fn from_json(asked: Value) -> Result<GraphqlRequest, Refused> {
    match asked {
        Value::Object(fields) => from_fields(fields),
        Value::Array(_) => Err(Refused::malformed("one request at a time: arrays are not taken")),
        _ => Err(Refused::malformed("a request is a JSON object")),
    }
}

/// Each field of its own type, or refused; fields nobody knows are left alone, as asked for.
fn from_fields(mut fields: Map<String, Value>) -> Result<GraphqlRequest, Refused> {
    let Some(Value::String(query)) = fields.remove("query") else {
        return Err(Refused::malformed("`query` must be a string"));
    };
    let mut request = GraphqlRequest::new(query);
    request.operation_name = match fields.remove("operationName") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(name),
        Some(_) => return Err(Refused::malformed("`operationName` must be a string")),
    };
    request.variables = match fields.remove("variables") {
        None | Some(Value::Null) => Variables::default(),
        Some(object @ Value::Object(_)) => Variables::from_json(object),
        Some(_) => return Err(Refused::malformed("`variables` must be an object")),
    };
    match fields.remove("extensions") {
        None | Some(Value::Null | Value::Object(_)) => Ok(request),
        Some(_) => Err(Refused::malformed("`extensions` must be an object")),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InUrl {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

/// Reads a request sent by GET.
pub(crate) async fn in_url(request: Request) -> Result<GraphqlRequest, Refused> {
    let (mut parts, _) = request.into_parts();
    let Query(asked): Query<InUrl> = Query::from_request_parts(&mut parts, &())
        .await
        .map_err(|error: QueryRejection| Refused::malformed(error.body_text()))?;
    let mut fields = Map::new();
    let texts = [("query", asked.query), ("operationName", asked.operation_name)];
    for (name, text) in texts {
        fields.extend(text.map(|text| (name.to_owned(), Value::String(text))));
    }
    for (name, text) in [("variables", asked.variables), ("extensions", asked.extensions)] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let value = serde_json::from_str(&text)
                .map_err(|error| Refused::malformed(format!("`{name}` is not JSON: {error}")))?;
            fields.insert(name.to_owned(), value);
        }
    }
    from_fields(fields)
}
