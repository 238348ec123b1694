//! Answers: status code and body, by the media type asked for.

use async_graphql::Response as GraphqlResponse;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use graphql::FaultCode;
use serde_json::{Value, json};

use crate::media::Media;
use crate::request_id;

/// Whether an answer comes from an execution: what could not be executed at all has no data.
pub(crate) fn is_executed(response: &GraphqlResponse) -> bool {
    response.errors.iter().all(|error| !error.path.is_empty())
}

/// A GraphQL answer. With the GraphQL media type the status of what could not be executed says
/// so; with plain JSON every well-formed request is answered 200, unless it is one too many.
pub(crate) fn graphql(media: Media, response: &GraphqlResponse) -> Response {
    let executed = is_executed(response);
    let retry_after = graphql::retry_after(response);
    let status = match (media, code_of(response)) {
        _ if retry_after.is_some() => StatusCode::TOO_MANY_REQUESTS,
        (Media::Json, _) => StatusCode::OK,
        _ if executed => StatusCode::OK,
        (_, Some("FORBIDDEN")) => StatusCode::FORBIDDEN,
        (_, Some("UNAUTHENTICATED")) => StatusCode::UNAUTHORIZED,
        _ => StatusCode::BAD_REQUEST,
    };
    let mut answer = json(status, media, text(response));
    if let Some(seconds) = retry_after {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

/// The code of the first error.
fn code_of(response: &GraphqlResponse) -> Option<&str> {
    match response.errors.first()?.extensions.as_ref()?.get("code")? {
        async_graphql::Value::String(code) => Some(code),
        _ => None,
    }
}

/// The body of a GraphQL answer, fields in the order they were asked for.
pub(crate) fn text(response: &GraphqlResponse) -> String {
    // Nothing is added to an answer without errors, so it need not be taken apart.
    let whole = response.errors.is_empty().then(|| serde_json::to_string(response).ok());
    whole.flatten().unwrap_or_else(|| body(response).to_string())
}

/// The body of an answer with errors, signed; without `data` if there was no execution.
pub(crate) fn body(response: &GraphqlResponse) -> Value {
    let mut body = serde_json::to_value(response).unwrap_or(Value::Null);
    if let Some(body) = body.as_object_mut().filter(|_| !is_executed(response)) {
        body.remove("data");
    }
    request_id::sign(&mut body);
    body
}

/// A refusal before anything was executed.
pub(crate) fn fault(media: Media, status: StatusCode, code: FaultCode, message: &str) -> Response {
    json(status, media, fault_body(code, message).to_string())
}

/// The body of such a refusal.
pub(crate) fn fault_body(code: FaultCode, message: &str) -> Value {
    let error = json!({ "message": message, "extensions": { "code": code.as_str() } });
    let mut body = json!({ "errors": [error] });
    request_id::sign(&mut body);
    body
}

fn json(status: StatusCode, media: Media, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.header()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
