//! Which media type a request is sent in, which its answer is wanted in, and in which language.

use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName};
use domain::Lang;

/// The media types of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/graphql-response+json`: the status says whether it was executed.
    GraphqlResponse,
    /// `application/json`: what clients of old times understand.
    Json,
    /// `text/event-stream`: one answer after the other. A refusal is no stream, and is answered
    /// like [`Media::GraphqlResponse`].
    EventStream,
}

impl Media {
    /// The value of `Content-Type`.
    pub(crate) fn header(self) -> &'static str {
        match self {
            Media::GraphqlResponse | Media::EventStream => {
                "application/graphql-response+json; charset=utf-8"
            }
            Media::Json => "application/json; charset=utf-8",
        }
    }

    /// The type wanted most; plain JSON when nothing is said; `None` when neither will do.
    pub(crate) fn wanted(headers: &HeaderMap) -> Option<Media> {
        if !headers.contains_key(ACCEPT) {
            return Some(Media::Json);
        }
        let offers = weighted(headers, &ACCEPT);
        let known = offers.iter().filter(|(_, weight)| *weight > 0).filter_map(|(name, weight)| {
            let media = match name.as_str() {
                "application/graphql-response+json" => Media::GraphqlResponse,
                "text/event-stream" => Media::EventStream,
                "application/json" | "application/*" | "*/*" => Media::Json,
                _ => return None,
            };
            Some((media, *weight))
        });
        first_heaviest(known)
    }
}

/// Whether the body is JSON in UTF-8. Nothing else is taken: what a form on another site can
/// send without asking is not JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let mut parts = value.split(';').map(|part| part.trim().to_ascii_lowercase());
    let json = parts.next().as_deref() == Some("application/json");
    let mut charsets = parts.filter_map(|part| part.strip_prefix("charset=").map(str::to_owned));
    json && charsets.all(|charset| charset.trim_matches('"') == "utf-8")
}

/// The language wanted most of the two spoken; English when neither is named.
pub(crate) fn language(headers: &HeaderMap) -> Lang {
    let offers = weighted(headers, &ACCEPT_LANGUAGE);
    let known = offers.iter().filter(|(_, weight)| *weight > 0).filter_map(|(name, weight)| {
        let lang = match name.split('-').next()? {
            "zh" => Lang::Zh,
            "en" => Lang::En,
            _ => return None,
        };
        Some((lang, *weight))
    });
    first_heaviest(known).unwrap_or(Lang::En)
}

/// The first of the heaviest: where weights are equal the order written counts.
fn first_heaviest<T>(items: impl Iterator<Item = (T, u16)>) -> Option<T> {
    let heaviest = items.reduce(|best, item| if item.1 > best.1 { item } else { best });
    heaviest.map(|(item, _)| item)
}

/// The items of a header with their weights in thousandths, names in lower case.
fn weighted(headers: &HeaderMap, name: &HeaderName) -> Vec<(String, u16)> {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    let items = values.flat_map(|value| value.split(','));
    items
        .map(|item| {
            let mut parts = item.split(';').map(|part| part.trim().to_ascii_lowercase());
            let name = parts.next().unwrap_or_default();
            let weight = parts.find_map(|part| part.strip_prefix("q=").map(thousandths));
            (name, weight.unwrap_or(1_000))
        })
        .collect()
}

/// `0.8` as 800; 0 for what is no weight.
fn thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{fraction:0<3}");
    let parsed = digits.get(..3).and_then(|digits| format!("{whole}{digits}").parse().ok());
    parsed.unwrap_or(0).min(1_000)
}
