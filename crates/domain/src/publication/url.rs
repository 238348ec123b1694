//! Addresses in one spelling, so that one page is registered once.
//!
//! The same page is shared under many addresses: in capitals, over plain http, with a mark of who
//! shared it. What is left out here never says which page it is.

/// Parameters that only tell how somebody came to a page. Our own list.
const TRACKING: [&str; 8] =
    ["utm_", "spm", "share_", "shareid", "xhsshare", "fbclid", "gclid", "from_source"];

/// The address in one spelling. A text that is no address of the web stays as it is, trimmed.
pub(super) fn normalised(address: &str) -> String {
    let address = address.trim();
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return address.to_owned();
    }
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix(":443").or(host.strip_suffix(":80")).unwrap_or(&host);
    let mut one = format!("https://{host}{}", path.trim_end_matches('/'));
    let kept: Vec<&str> = query.split('&').filter(|it| !it.is_empty() && !tracks(it)).collect();
    if !kept.is_empty() {
        one.push('?');
        one.push_str(&kept.join("&"));
    }
    // Some sites name the page behind the hash.
    if fragment.starts_with(['/', '!']) {
        one.push('#');
        one.push_str(fragment);
    }
    one
}

fn tracks(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or(parameter).to_ascii_lowercase();
    TRACKING.iter().any(|mark| match mark.strip_suffix('_') {
        Some(_) => name.starts_with(mark),
        None => name == *mark,
    })
}

/// Whether it is an address of the web at all.
pub(super) fn is_address(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    host.is_some_and(|host| host.split('/').next().is_some_and(|host| host.contains('.')))
}
