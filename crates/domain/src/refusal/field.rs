//! The form of single fields, the same for every command.

use super::Violation;
use crate::personal::Personal;
use crate::text::{LocalText, TEXT_CHARS_MAX};
use crate::time::Day;

/// The longest personal text taken in one field, bytes of UTF-8. Our own number.
pub(crate) const PERSONAL_BYTES_MAX: usize = 4_000;

/// The longest list taken in one field. Our own number.
const LIST_MAX: usize = 100;

/// The longest code or external key, characters. Our own numbers.
const CODE_CHARS_MAX: usize = 40;
const KEY_CHARS_MAX: usize = 64;

/// A day further from today than this is a slip of the pen. A century; our own number.
const DAYS_IN_REACH: i32 = 36_525;

/// The field is wrong.
pub(crate) fn invalid(field: &str) -> Violation {
    Violation::FieldInvalid { field: field.to_owned() }
}

/// Refuses a text of more than [`TEXT_CHARS_MAX`] characters.
pub(crate) fn text(field: &str, text: &str) -> Option<Violation> {
    (text.chars().count() > TEXT_CHARS_MAX).then(|| invalid(field))
}

/// Refuses a text that is empty or too long.
pub(crate) fn said(field: &str, said: &str) -> Option<Violation> {
    if said.trim().is_empty() { Some(invalid(field)) } else { text(field, said) }
}

/// Refuses a text that is too long in either language.
pub(crate) fn local_text(field: &str, local: &LocalText) -> Option<Violation> {
    text(field, &local.zh).or_else(|| text(field, &local.en))
}

/// Refuses a label that is missing in a language, or too long.
pub(crate) fn labels(what: &str, local: &LocalText) -> Vec<Violation> {
    let missing =
        crate::text::Lang::ALL.into_iter().filter(|lang| local.get(*lang).trim().is_empty());
    let missing = missing.map(|lang| Violation::LabelMissing { what: what.to_owned(), lang });
    missing.chain(local_text(what, local)).collect()
}

/// Refuses a personal text of more than [`PERSONAL_BYTES_MAX`] bytes.
pub(crate) fn personal<'a>(
    field: &str,
    text: impl Into<Option<&'a Personal>>,
) -> Option<Violation> {
    let too_long = text.into().is_some_and(|text| text.clear_bytes() > PERSONAL_BYTES_MAX);
    too_long.then(|| invalid(field))
}

/// Refuses a personal text that is empty or too long.
pub(crate) fn personal_said(field: &str, text: &Personal) -> Option<Violation> {
    if text.is_empty() { Some(invalid(field)) } else { personal(field, text) }
}

/// Refuses a reason about a person that is missing or too long.
pub(crate) fn reason(reason: &Personal) -> Option<Violation> {
    if reason.is_empty() { Some(Violation::ReasonRequired) } else { personal("reason", reason) }
}

/// Refuses a list of more than [`LIST_MAX`] items.
pub(crate) fn list<T>(field: &str, list: &[T]) -> Option<Violation> {
    (list.len() > LIST_MAX).then(|| invalid(field))
}

/// Refuses anything but 1–40 of `a-z 0-9 -`.
pub(crate) fn code(field: &str, code: &str) -> Option<Violation> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let right = (1..=CODE_CHARS_MAX).contains(&code.len()) && code.bytes().all(allowed);
    (!right).then(|| invalid(field))
}

/// Refuses anything but 1–64 of letters, digits and `. _ : -`, so that neither a name nor an
/// address passes for a key.
pub(crate) fn external_key(field: &str, key: &str) -> Option<Violation> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._:-".contains(&b);
    let right = (1..=KEY_CHARS_MAX).contains(&key.len()) && key.bytes().all(allowed);
    (!right).then(|| invalid(field))
}

/// Refuses anything but 1–64 of letters, digits and `. _ : - / +`: a reference, a media type or a
/// code of another system, never words about a person.
pub(crate) fn reference(field: &str, reference: &str) -> Option<Violation> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._:-/+".contains(&b);
    let right = (1..=KEY_CHARS_MAX).contains(&reference.len()) && reference.bytes().all(allowed);
    (!right).then(|| invalid(field))
}

/// Refuses tags that are empty, too long, written with their `#`, or too many.
pub(crate) fn tags(field: &str, tags: &[String]) -> Option<Violation> {
    let word = |tag: &String| said(field, tag).is_none() && !tag.starts_with('#');
    let right = list(field, tags).is_none() && tags.iter().all(word);
    (!right).then(|| invalid(field))
}

/// Refuses a day more than a century from today.
pub(crate) fn day_in_reach(field: &str, day: Day, today: Day) -> Option<Violation> {
    let far = day.0.abs_diff(today.0) > DAYS_IN_REACH.unsigned_abs();
    far.then(|| Violation::DateTooFar { field: field.to_owned() })
}
