//! What a brief must not say: a brief gives facts and scenes, the verdict is the author's.

use crate::text::{Lang, LocalText};

/// Phrases that prescribe praise or forbid blame, in lower case. Our own list, and short: it
/// catches the plain order, a second reader of every brief catches the rest.
const PHRASES: [&str; 18] = [
    "必须好评",
    "必须给好评",
    "只能好评",
    "只能说好",
    "只说优点",
    "只讲优点",
    "不得差评",
    "不许差评",
    "禁止差评",
    "不能说缺点",
    "不得提及缺点",
    "must praise",
    "must be positive",
    "only positive",
    "positive reviews only",
    "no negative",
    "do not criticise",
    "do not criticize",
];

/// The phrase by which a text prescribes an opinion; `None` when it does not.
pub(super) fn prescribed(text: &LocalText) -> Option<String> {
    let plain = Lang::ALL.map(|lang| plain(text.get(lang)));
    let found = |phrase: &&&str| plain.iter().any(|text| text.contains(**phrase));
    PHRASES.iter().find(found).map(|phrase| (*phrase).to_owned())
}

/// Lower case, with one space where there were several or a line break.
fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
