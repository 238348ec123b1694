//! GraphiQL, served from this program: no request leaves the machine.
//!
//! The files of GraphiQL and React are the published ones, unchanged; `SHA256SUMS` beside them
//! lists their hashes and a test checks them.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};

const HTML: &str = include_str!("../assets/page.html");

/// Styles may be inline because GraphiQL's editor writes them; scripts may not.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

const JS: &str = "text/javascript; charset=utf-8";
const MARKDOWN: &str = "text/markdown; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

/// Answers `/`.
pub(crate) async fn page() -> impl IntoResponse {
    (headers("text/html; charset=utf-8"), HTML)
}

/// Answers `/assets/{name}`.
pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    let (kind, bytes): (&'static str, &'static [u8]) = match name.as_str() {
        "page.js" => (JS, include_bytes!("../assets/page.js")),
        // GraphiQL opens with the operations of one of these as tabs.
        "queries.md" => (MARKDOWN, include_bytes!("../../../docs/queries.md")),
        "operations.md" => (MARKDOWN, include_bytes!("../../../docs/operations.md")),
        "analysis.md" => (MARKDOWN, include_bytes!("../../../docs/analysis.md")),
        "page.css" => (CSS, include_bytes!("../assets/page.css")),
        "graphiql.min.js" => (JS, include_bytes!("../assets/graphiql/graphiql.min.js")),
        "graphiql.min.css" => (CSS, include_bytes!("../assets/graphiql/graphiql.min.css")),
        "react.production.min.js" => {
            (JS, include_bytes!("../assets/graphiql/react.production.min.js"))
        }
        "react-dom.production.min.js" => {
            (JS, include_bytes!("../assets/graphiql/react-dom.production.min.js"))
        }
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    (headers(kind), bytes).into_response()
}

fn headers(kind: &'static str) -> [(HeaderName, &'static str); 5] {
    [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "no-cache"),
    ]
}
