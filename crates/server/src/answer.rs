//! Answers: status code and body, by the media type asked for.

use async_graphql::{Response as GraphqlResponse, ServerError, Value};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use graphql::FaultCode;
use serde::Serialize;

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
    let mut answer = json(status, media, body(response));
    if let Some(seconds) = retry_after {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

/// The code of the first error.
fn code_of(response: &GraphqlResponse) -> Option<&str> {
    match response.errors.first()?.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        _ => None,
    }
}

/// The text of a GraphQL answer, fields in the order they were asked for, its errors signed;
/// without `data` if there was no execution.
pub(crate) fn text(response: &GraphqlResponse) -> String {
    // What is written is made of texts.
    String::from_utf8(body(response)).unwrap_or_default()
}

fn body(response: &GraphqlResponse) -> Vec<u8> {
    let mut body = vec![b'{'];
    if is_executed(response) {
        graphql::write_json(&response.data, part(&mut body, "data"));
    }
    if !response.errors.is_empty() {
        part(&mut body, "errors").extend(errors(response).into_bytes());
    }
    if !response.extensions.is_empty() {
        part(&mut body, "extensions").extend(written(&response.extensions).into_bytes());
    }
    body.push(b'}');
    body
}

/// Where the next part of a body is written.
fn part<'a>(body: &'a mut Vec<u8>, name: &str) -> &'a mut Vec<u8> {
    if body.len() > 1 {
        body.push(b',');
    }
    body.extend([b"\"", name.as_bytes(), b"\":"].concat());
    body
}

/// The text of its errors alone, signed.
pub(crate) fn errors(response: &GraphqlResponse) -> String {
    written(&signed(response))
}

fn signed(response: &GraphqlResponse) -> Vec<ServerError> {
    let mut errors = response.errors.clone();
    errors.iter_mut().for_each(request_id::sign);
    errors
}

fn written(body: &impl Serialize) -> String {
    // A text for every key and no foreign type: nothing in an answer cannot be written.
    serde_json::to_string(body).unwrap_or_default()
}

/// A refusal before anything was executed.
pub(crate) fn fault(media: Media, status: StatusCode, code: FaultCode, message: &str) -> Response {
    json(status, media, body(&graphql::refusal(code, message)))
}

fn json(status: StatusCode, media: Media, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.header()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
