//! What a read model makes of a log, and whether that is what was expected.

use std::fs;
use std::path::Path;

use domain::Recorded;
use projection::digest::hex;
use projection::{DigestKind, Projector, Row};
use serde_json::Value;

use crate::difference::{self, BLESS};

/// What a model makes of a log: of a scene, a story, or events at hand.
pub fn project<P: Projector>(log: impl AsRef<[Recorded]>) -> P {
    let mut model = P::default();
    log.as_ref().iter().for_each(|recorded| model.apply(recorded));
    model
}

/// The rows of a model as they stand in a file: one per line, so that a diff shows rows.
pub fn shown<P: Projector>(model: &P) -> String {
    let mut rows = Vec::new();
    model.rows(&mut |row: Row| rows.push(row.into_json().to_string()));
    let digest = |kind| hex(&model.digest(kind));
    format!(
        "{{\"model\":\"{}\",\"version\":{},\"content\":\"{}\",\"exact\":\"{}\",\"rows\":[\n{}\n]}}\n",
        P::NAME,
        P::VERSION,
        digest(DigestKind::Content),
        digest(DigestKind::Exact),
        rows.join(",\n"),
    )
}

/// Compares the rows of a model with those in a file, or writes them there when blessing. The path
/// is from the folder of the crate that is tested.
///
/// # Panics
/// When they differ: with the rows that came, that went, and the fields that changed.
#[track_caller]
pub fn expect_rows<P: Projector>(model: &P, file: impl AsRef<Path>) {
    expect_text(&shown(model), file.as_ref(), rows_differ);
}

/// Compares a text with a file, or writes it there when blessing. `differ` says in words how the
/// expected text and the one there is differ.
#[track_caller]
pub(crate) fn expect_text(actual: &str, file: &Path, differ: fn(&str, &str) -> String) {
    let expected = fs::read_to_string(file);
    if expected.as_ref().is_ok_and(|expected| expected == actual) {
        return;
    }
    if crate::blesses() {
        let folder = file.parent().expect("a file has a folder");
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(file, actual));
        return written.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
    match expected {
        Ok(expected) => panic!("{}: {}\n{BLESS}", file.display(), differ(&expected, actual)),
        Err(error) => panic!("{}: {error}\n{BLESS}", file.display()),
    }
}

fn rows_differ(expected: &str, actual: &str) -> String {
    let read = |text: &str| serde_json::from_str::<Value>(text);
    let expected = match read(expected) {
        Ok(expected) => expected,
        Err(error) => return format!("not the rows of a read model: {error}"),
    };
    let actual = read(actual).expect("it was just written");
    let rows = |file: &Value| file["rows"].as_array().cloned().unwrap_or_default();
    let words = difference::between(&rows(&expected), &rows(&actual));
    let mut heads = ["model", "version"].iter().filter(|name| expected[*name] != actual[*name]);
    let head = heads.next().map(|name| format!("{name}: {} → {}\n", expected[name], actual[name]));
    match (head, words) {
        (head, Some(words)) => head.unwrap_or_default() + &words,
        (Some(head), None) => head + "the rows are equal",
        (None, None) if expected["exact"] != actual["exact"] => format!(
            "the rows are equal and their digest is not: {} → {}",
            expected["exact"], actual["exact"]
        ),
        (None, None) => "the same, written otherwise".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::rows_differ;

    fn file(version: u32, exact: &str, rows: &str) -> String {
        format!(
            r#"{{"model":"m","version":{version},"content":"c","exact":"{exact}","rows":[{rows}]}}"#
        )
    }

    #[test]
    fn what_differs_beside_rows_is_said() {
        let row = r#"{"table":"day","row":{"joined":1}}"#;
        let before = file(1, "a", row);
        for (after, words) in [
            (file(2, "a", row), "version: 1 → 2\nthe rows are equal"),
            (file(1, "b", row), "the rows are equal and their digest is not: \"a\" → \"b\""),
            (before.replace("[{", "[ {"), "the same, written otherwise"),
        ] {
            assert_eq!(rows_differ(&before, &after), words);
        }
        let broken = rows_differ("<<<<<<< ours", &before);
        assert!(broken.starts_with("not the rows of a read model: "), "{broken}");
    }
}
