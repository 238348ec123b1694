//! Nothing in `fixtures` says anything about anybody in clear.
//!
//! What a story seals is not secret: its ciphertext is the text itself. So every text that was
//! ever sealed is known here, and looked for wherever texts stand open.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use domain::Recorded;
use domain::personal::Sealed;
use domain::recorded::RecordedLine;
use serde_json::Value;
use testkit::stories::Stories;

/// The folder of the stories.
fn fixtures() -> std::path::PathBuf {
    Stories::of_the_product().folder().to_owned()
}

/// A text that stands open and should not, and where.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    at: String,
    why: &'static str,
}

/// Shorter texts are looked for as a whole only: `an` is in every other word.
const PART_BYTES_MIN: usize = 6;

/// The key of a member in another system: recorded as it was sent, and never a name, an address or
/// a handle. Stories tell by it who is who, and rows show it, so a text that is one as a whole is
/// taken for the key.
const OPEN_BY_RULE: &str = "externalRef";

/// Calls `visit` with every text and the path to it.
fn texts<'a>(value: &'a Value, at: &str, visit: &mut dyn FnMut(&str, &'a str)) {
    match value {
        Value::String(text) => visit(at, text),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                texts(item, &format!("{at}[{index}]"), visit);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                texts(field, &format!("{at}.{name}"), visit);
            }
        }
        _ => {}
    }
}

/// What a sealed field of a story says.
fn opened(text: &str) -> Option<String> {
    let sealed: Sealed = serde_json::from_value(Value::String(text.to_owned())).ok()?;
    let clear = sealed.ciphertext.get(..sealed.clear_bytes())?;
    std::str::from_utf8(clear).ok().map(str::to_owned)
}

/// What is said of people somewhere, and by what they are known elsewhere.
#[derive(Default)]
struct Known {
    sealed: BTreeSet<String>,
    keys: BTreeSet<String>,
}

impl Known {
    fn of<'a>(values: impl Iterator<Item = &'a Value>) -> Known {
        let mut known = Known::default();
        for value in values {
            texts(value, "", &mut |at, text| match opened(text) {
                Some(clear) if !clear.is_empty() => drop(known.sealed.insert(clear)),
                None if at.ends_with(OPEN_BY_RULE) => drop(known.keys.insert(text.to_owned())),
                _ => {}
            });
        }
        known
    }

    /// Whether that text is, or holds, one that is sealed elsewhere.
    fn says(&self, text: &str) -> bool {
        let said = |it: &String| match it.len() < PART_BYTES_MIN {
            true => it == text,
            false => text.contains(it.as_str()),
        };
        !self.keys.contains(text) && self.sealed.iter().any(said)
    }
}

/// Looks through one value for open texts about people.
fn scan(value: &Value, known: &Known) -> Vec<Found> {
    let mut found = Vec::new();
    texts(value, "", &mut |at, text| {
        if opened(text).is_some() {
            return;
        }
        let at = || format!("{at}: {text}");
        if known.says(text) {
            found.push(Found { at: at(), why: "is sealed elsewhere" });
        } else if let Some(why) = looks_like_contact(text) {
            found.push(Found { at: at(), why });
        }
    });
    found
}

/// Whether a text holds a way to reach a person.
fn looks_like_contact(text: &str) -> Option<&'static str> {
    let words = text.split(|c: char| c.is_whitespace() || ",;:,;:()<>\"".contains(c));
    for word in words {
        if let Some((before, after)) = word.split_once('@') {
            return match (before.is_empty(), after.contains('.')) {
                (true, _) if !after.is_empty() => Some("looks like a handle"),
                (false, true) => Some("looks like an address"),
                _ => continue,
            };
        }
        let digits: String = word.chars().filter(|c| !"+-".contains(*c)).collect();
        let all_digits = digits.chars().all(|c| c.is_ascii_digit());
        // A mobile number, with or without the country's.
        let mobile = digits.strip_prefix("86").filter(|it| it.len() == 11).unwrap_or(&digits);
        if all_digits && mobile.len() == 11 && mobile.starts_with('1') {
            return Some("looks like a telephone number");
        }
    }
    None
}

/// The same for a line of a story, whose sealed fields must be sealed.
fn scan_line(line: &Value, known: &Known) -> Vec<Found> {
    let event = &line["event"];
    let read = serde_json::from_value::<RecordedLine>(line.clone()).map_err(|it| it.to_string());
    match read.and_then(Recorded::try_from) {
        Ok(_) => scan(&event["data"], known),
        Err(error) => vec![Found { at: error, why: "is not an event" }],
    }
}

/// Every JSON value in a file, with the number of its line.
fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("readable");
    let value = |line: &str| serde_json::from_str(line).expect("a line of JSON");
    match path.extension().is_some_and(|it| it == "jsonl") {
        true => text.lines().map(value).collect(),
        false => vec![value(&text)],
    }
}

/// Every file of a story that holds data.
fn files() -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for story in fs::read_dir(fixtures()).expect("the folder of fixtures") {
        let story = story.expect("readable").path();
        if !story.join("events.jsonl").exists() {
            continue;
        }
        found.push(story.join("events.jsonl"));
        let rows = fs::read_dir(story.join("expected")).expect("what is expected");
        found.extend(rows.map(|file| file.expect("readable").path()));
    }
    found.sort();
    found
}

#[test]
fn no_fixture_holds_anything_about_a_person_in_clear() {
    let files: Vec<_> = files().into_iter().map(|path| (lines(&path), path)).collect();
    let known = Known::of(files.iter().flat_map(|(values, _)| values));
    assert!(known.sealed.len() > 100, "only {} sealed texts are known", known.sealed.len());
    let mut found = Vec::new();
    for (values, path) in &files {
        for (index, value) in values.iter().enumerate() {
            let is_event = path.ends_with("events.jsonl");
            let here = if is_event { scan_line(value, &known) } else { scan(value, &known) };
            found.extend(here.into_iter().map(|it| (path.display(), index + 1, it)));
        }
    }
    assert!(found.is_empty(), "{} open texts, the first: {:#?}", found.len(), found.first());
}

/// A line that says nothing of anybody in clear, and what is sealed in it.
fn clean_line() -> (Value, Known) {
    let lines = lines(&fixtures().join("koc_erased_history_still_counts/events.jsonl"));
    let registered = |line: &&Value| line["event"]["type"] == "KocRegistered";
    let line = lines.iter().find(registered).expect("somebody joined").clone();
    let mut known = Known::of(std::iter::once(&line));
    known.sealed.extend(["Wan Yiming".to_owned(), "望一鸣".to_owned(), "an".to_owned()]);
    (line, known)
}

#[test]
fn a_clean_line_is_clean() {
    let (line, known) = clean_line();
    assert_eq!(scan_line(&line, &known), []);
}

#[test]
fn a_field_that_should_be_sealed_and_is_not_is_found() {
    let (mut line, known) = clean_line();
    line["event"]["data"]["name"] = "Somebody".into();
    let found = scan_line(&line, &known);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].why, "is not an event");
}

#[test]
fn a_planted_name_handle_address_or_number_is_found() {
    let known = clean_line().1;
    for (planted, why) in [
        ("filmed by Wan Yiming in the rain", "is sealed elsewhere"),
        ("车主望一鸣的周末", "is sealed elsewhere"),
        ("an", "is sealed elsewhere"),
        ("write to yiming@example.org", "looks like an address"),
        ("thanks to @yiming_drives", "looks like a handle"),
        ("13912345678", "looks like a telephone number"),
        ("请致电:+86-139-1234-5678", "looks like a telephone number"),
    ] {
        let value = serde_json::json!({ "title": { "zh": planted, "en": "A weekend" } });
        let found = scan(&value, &known);
        assert_eq!(found.len(), 1, "{planted}");
        assert_eq!(found[0].why, why, "{planted}");
    }
    for harmless in ["a weekend", "2025-03-01T02:00:00Z", "14 days", "another man's plan"] {
        assert_eq!(scan(&serde_json::json!([harmless]), &known), [], "{harmless}");
    }
}
