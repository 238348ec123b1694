//! The name of a request: in its answer, in the errors of its body, and in every remark about it.
//!
//! A client or a proxy may give one; else it is made here. It names a request, and nobody.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use async_graphql::ServerError;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt as _;
use graphql::FaultCode;
use tracing::Instrument as _;

use crate::answer;
use crate::media::Media;
use crate::metrics::Metrics;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Characters of a name that is taken from outside, at most. Our own number.
const CHARACTERS_MAX: usize = 64;

tokio::task_local! {
    static CURRENT: RequestId;
}

/// The name of one request.
#[derive(Clone)]
pub(crate) struct RequestId(Arc<str>);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl RequestId {
    /// The one that came with the request, if it is well formed; else a new one.
    fn of(headers: &HeaderMap) -> RequestId {
        let given = headers.get(HEADER).and_then(|given| given.to_str().ok());
        match given.filter(|given| is_well_formed(given)) {
            Some(given) => RequestId(given.into()),
            None => RequestId::new(),
        }
    }

    /// Random, so that those of two servers differ; where the system has nothing random to give,
    /// requests have a name in common rather than none.
    fn new() -> RequestId {
        let mut bytes = [0; 16];
        let _ = getrandom::fill(&mut bytes);
        RequestId(format!("{:032x}", u128::from_be_bytes(bytes)).into())
    }

    /// That of the request that is being answered here.
    pub(crate) fn current() -> Option<RequestId> {
        CURRENT.try_with(RequestId::clone).ok()
    }

    /// Does something for this request.
    pub(crate) async fn scope<F: Future>(this: Option<RequestId>, work: F) -> F::Output {
        match this {
            Some(id) => CURRENT.scope(id, work).await,
            None => work.await,
        }
    }
}

/// Visible ASCII, and not too much of it.
fn is_well_formed(given: &str) -> bool {
    (1..=CHARACTERS_MAX).contains(&given.len()) && given.bytes().all(|b| b.is_ascii_graphic())
}

/// Says in an error which request it belongs to.
pub(crate) fn sign(error: &mut ServerError) {
    if let Some(id) = RequestId::current() {
        error.extensions.get_or_insert_default().set("requestId", id.to_string());
    }
}

/// Names a request, and answers for a handler that panicked. What a panic says may say something
/// of somebody: only where it was is remarked, by whoever hears of panics in this process.
pub(crate) async fn name(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let id = RequestId::of(request.headers());
    // As the routes are written: a path itself may hold anything.
    let path = request.extensions().get::<MatchedPath>().map_or("unknown", MatchedPath::as_str);
    // At the level of errors, so that an error's remark has it whatever else is remarked.
    let span = tracing::error_span!("request", id = %id, method = %request.method(), path);
    let media = Media::wanted(request.headers()).unwrap_or(Media::Json);
    let answering = AssertUnwindSafe(next.run(request)).catch_unwind();
    let answered = async {
        let response = answering.await.unwrap_or_else(|_| {
            let message = "the server made a mistake; nothing else is known";
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            answer::fault(media, status, FaultCode::Internal, message)
        });
        tracing::debug!(status = response.status().as_u16(), "answered");
        response
    };
    let mut response = CURRENT.scope(id.clone(), answered).instrument(span).await;
    metrics.answered(response.status().as_u16());
    if let Ok(id) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(HEADER, id);
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::routing::get;
    use serde_json::Value;
    use tower_service::Service as _;

    use super::*;

    async fn broken() -> Response {
        panic!("on purpose")
    }

    #[tokio::test]
    async fn a_request_that_panics_is_answered() {
        let metrics = Arc::new(Metrics::default());
        let mut router: Router = Router::new()
            .route("/", get(broken))
            .layer(axum::middleware::from_fn_with_state(metrics, name));
        let request = Request::builder().uri("/").header("X-Request-Id", "r-1");
        let request = request.body(Body::empty()).expect("a request");
        let response = router.call(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[HEADER], "r-1");
        let body = axum::body::to_bytes(response.into_body(), 1_000).await.expect("a body");
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        let extensions = &body["errors"][0]["extensions"];
        assert_eq!(extensions["code"], "INTERNAL");
        assert_eq!(extensions["requestId"], "r-1");
        assert!(!body.to_string().contains("on purpose"), "{body}");
    }
}
