//! Answers: status code and body, by the media type asked for.

use async_graphql::Response as GraphqlResponse;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use graphql::FaultCode;
use serde_json::{Value, json};

use crate::media::Media;

/// A GraphQL answer. What could not be executed at all has no `data`, and with the GraphQL media
/// type its status says so; with plain JSON every well-formed request is answered 200.
pub(crate) fn graphql(media: Media, response: &GraphqlResponse) -> Response {
    let executed = response.errors.iter().all(|error| !error.path.is_empty());
    let status = match media {
        Media::GraphqlResponse if !executed => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    };
    let mut body = serde_json::to_value(response).unwrap_or(Value::Null);
    if let Some(body) = body.as_object_mut().filter(|_| !executed) {
        body.remove("data");
    }
    json(status, media, &body)
}

/// A refusal before anything was executed.
pub(crate) fn fault(media: Media, status: StatusCode, code: FaultCode, message: &str) -> Response {
    let error = json!({ "message": message, "extensions": { "code": code.as_str() } });
    json(status, media, &json!({ "errors": [error] }))
}

fn json(status: StatusCode, media: Media, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.header()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
