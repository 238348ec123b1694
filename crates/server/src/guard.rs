//! Who may come in: requests meant for this machine, with the key, from no other site's page.

use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use graphql::FaultCode;

use crate::answer;
use crate::media::Media;

/// Refuses a request addressed to any name but this machine's own, so that a page elsewhere
/// cannot reach the server by letting its own name point here.
pub(crate) async fn local_host_only(request: Request, next: Next) -> Response {
    let host = host(request.headers(), request.uri());
    if host.is_some_and(is_local) {
        return next.run(request).await;
    }
    let media = Media::wanted(request.headers()).unwrap_or(Media::Json);
    answer::fault(
        media,
        StatusCode::MISDIRECTED_REQUEST,
        FaultCode::Forbidden,
        "this server answers only for localhost, 127.0.0.1 and [::1]",
    )
}

/// Whether a page of another site asks: browsers say where a WebSocket comes from, and do not
/// ask first. Programs that are no browsers send no Origin.
pub(crate) fn is_foreign(headers: &HeaderMap, uri: &Uri) -> bool {
    let Some(origin) = headers.get(ORIGIN) else {
        return false;
    };
    let origin = origin.to_str().ok();
    let site =
        origin.and_then(|o| o.strip_prefix("http://").or_else(|| o.strip_prefix("https://")));
    site.is_none() || site != host(headers, uri)
}

/// The key that a request carries.
pub(crate) fn key(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok().and_then(bearer)
}

/// The key in `Bearer <key>`.
pub(crate) fn bearer(value: &str) -> Option<&str> {
    let (scheme, presented) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(presented.trim())
}

fn host<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let named = headers.get(HOST).and_then(|host| host.to_str().ok());
    named.or_else(|| uri.authority().map(|authority| authority.as_str()))
}

fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|local| name.eq_ignore_ascii_case(local))
}
