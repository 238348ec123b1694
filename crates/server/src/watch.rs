//! `/metrics`: what is counted, for who watches the server.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use domain::actor::Role;
use graphql::FaultCode;

use crate::media::Media;
use crate::request::Refused;
use crate::{Shared, guard, http, metrics};

/// Whose keys may read it: those who read everything anyhow. A proxy on this machine may lead to
/// this port, so where a request comes from says nothing.
const READERS: [Role; 2] = [Role::Admin, Role::Analyst];

/// Answers `/metrics`.
pub(crate) async fn metrics(State(shared): State<Shared>, request: Request) -> Response {
    let Some(grant) = shared.grant(guard::key(request.headers())) else {
        return http::refuse(Media::Json, &http::no_key());
    };
    if !grant.roles().iter().any(|role| READERS.contains(role)) {
        let message = "metrics are for the keys of administrators and analysts";
        let refused = Refused::new(StatusCode::FORBIDDEN, FaultCode::Forbidden, message);
        return http::refuse(Media::Json, &refused);
    }
    let text = shared.metrics.tell(&shared.engine);
    let headers = [(CONTENT_TYPE, metrics::MEDIA_TYPE), (CACHE_CONTROL, "no-store")];
    (headers, text).into_response()
}
