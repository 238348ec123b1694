//! GraphQL over HTTP: JSON by POST, queries alone by GET, events as a stream, WebSocket by
//! upgrade.
//!
//! Our own thin layer over the schema, because what a request may be is decided here: never a
//! mutation by GET, never a body that a page elsewhere could send, never an array of requests.

use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use axum::extract::{Extension, Request, State};
use axum::http::header::{ALLOW, UPGRADE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use graphql::{Caller, FaultCode};

use crate::line::Line;
use crate::media::{self, Media};
use crate::request::{self, Refused};
use crate::{Shared, answer, guard, socket, sse};

/// Answers `/graphql`.
pub(crate) async fn graphql(
    State(shared): State<Shared>,
    Extension(line): Extension<Line>,
    request: Request,
) -> Response {
    if request.method() == Method::GET && request.headers().contains_key(UPGRADE) {
        return socket::upgrade(shared, line, request).await;
    }
    let Some(media) = Media::wanted(request.headers()) else {
        let refused = Refused::new(
            StatusCode::NOT_ACCEPTABLE,
            FaultCode::BadRequest,
            "answers are application/graphql-response+json, application/json or \
             text/event-stream",
        );
        return refuse(Media::Json, &refused);
    };
    let Some(grant) = shared.grant(guard::key(request.headers())) else {
        return refuse(media, &no_key());
    };
    let caller = Caller::new(media::language(request.headers()), Arc::clone(&grant));
    let resume = sse::last_event_id(request.headers());
    let method = request.method().clone();
    let request = match read(request).await {
        Ok(request) => request,
        Err(refused) => return refuse(media, &refused),
    };
    let operation = match shared.prepare(request, caller) {
        Ok(operation) => operation,
        Err(response) => return answer::graphql(media, &response),
    };
    if method == Method::GET && !is_asking(operation.kind(), media) {
        let refused = Refused::new(
            StatusCode::METHOD_NOT_ALLOWED,
            FaultCode::BadRequest,
            "only queries are taken by GET; send this by POST",
        );
        return refuse(media, &refused);
    }
    match media {
        Media::GraphqlResponse | Media::Json if operation.kind() == OperationType::Subscription => {
            let message = "a subscription is answered as text/event-stream, or over WebSocket";
            answer::graphql(media, &graphql::refusal(FaultCode::BadRequest, message))
        }
        Media::EventStream => sse::answer(&shared, &line, operation, grant, resume),
        media => answer::graphql(media, &shared.run(operation).await),
    }
}

/// Whether an operation changes nothing, and can be answered in this media type.
fn is_asking(kind: OperationType, media: Media) -> bool {
    match kind {
        OperationType::Query => true,
        OperationType::Subscription => media == Media::EventStream,
        OperationType::Mutation => false,
    }
}

pub(crate) fn no_key() -> Refused {
    Refused::new(
        StatusCode::UNAUTHORIZED,
        FaultCode::Unauthenticated,
        "send a key that is in force as `Authorization: Bearer <key>`",
    )
}

async fn read(request: Request) -> Result<async_graphql::Request, Refused> {
    match *request.method() {
        Method::POST => request::posted(request).await,
        Method::GET => request::in_url(request).await,
        _ => Err(Refused::new(
            StatusCode::METHOD_NOT_ALLOWED,
            FaultCode::BadRequest,
            "GraphQL is asked by POST, or by GET for queries",
        )),
    }
}

pub(crate) fn refuse(media: Media, refused: &Refused) -> Response {
    let mut response = answer::fault(media, refused.status, refused.code, &refused.message);
    let headers = response.headers_mut();
    match refused.status {
        StatusCode::UNAUTHORIZED => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            headers.insert(ALLOW, HeaderValue::from_static("GET, POST"));
        }
        _ => {}
    }
    response
}
