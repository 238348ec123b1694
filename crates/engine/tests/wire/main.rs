//! Old logs stay readable: the stored bytes of every event, held under `fixtures/wire`.
//!
//! `UPDATE_EXPECT=1` writes the files of new events. A changed file means that logs written
//! before cannot be read any more: give the event a new version instead.

mod examples;
mod schemas;

use std::path::{Path, PathBuf};

use domain::Event;
use domain::event::EventType;
use engine::codec::{self, CodecProblem};

fn example(kind: &EventType) -> Event {
    let Some(data) = examples::of(kind.name) else {
        panic!("{} has no example in tests/wire/examples.rs", kind.name)
    };
    Event::from_json(kind.name, data).expect("the example is an event")
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/wire")
}

/// The bytes of an event in one of its shapes.
fn golden_file(kind: &EventType, version: u16) -> PathBuf {
    folder().join(format!("{}.v{version}.hex", kind.name))
}

/// What the bytes of an earlier shape are read as.
fn reading_file(kind: &EventType, version: u16) -> PathBuf {
    folder().join(format!("{}.v{version}.read.json", kind.name))
}

/// Every shape before the newest.
fn earlier() -> impl Iterator<Item = (&'static EventType, u16)> {
    Event::types().flat_map(|kind| (1..kind.version).map(move |version| (kind, version)))
}

/// Writes what is new, and leaves alone what others may be reading.
fn bless(path: &Path, text: &str) {
    let kept = || std::fs::read_to_string(path).is_ok_and(|kept| kept == text);
    if std::env::var_os("UPDATE_EXPECT").is_some() && !kept() {
        std::fs::create_dir_all(path.parent().expect("has a folder")).expect("can be made");
        std::fs::write(path, text).expect("can be written");
    }
}

/// Hex digits, 32 bytes a line.
fn to_hex(bytes: &[u8]) -> String {
    let line = |line: &[u8]| line.iter().map(|b| format!("{b:02x}")).collect::<String>() + "\n";
    bytes.chunks(32).map(line).collect()
}

fn from_hex(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hex digits");
    (0..digits.len()).step_by(2).map(byte).collect()
}

#[test]
fn every_event_is_stored_in_the_bytes_of_its_golden_file() {
    let mut differing = Vec::new();
    for kind in Event::types() {
        let bytes = to_hex(&codec::encode(&example(kind)));
        let path = golden_file(kind, kind.version);
        bless(&path, &bytes);
        if std::fs::read_to_string(&path).unwrap_or_default() != bytes {
            differing.push(kind.name);
        }
    }
    assert!(differing.is_empty(), "stored in other bytes than in fixtures/wire: {differing:?}");
}

#[test]
fn every_golden_file_reads_as_its_event() {
    for kind in Event::types() {
        let text = std::fs::read_to_string(golden_file(kind, kind.version));
        let text = text.expect("there is a golden file");
        let read = codec::decode(kind.number, kind.version, &from_hex(&text));
        assert_eq!(read, Ok(example(kind)), "{}", kind.name);
    }
}

/// The bytes of an earlier shape were written when it was the newest and are never written again;
/// what they are read as stands beside them.
#[test]
fn every_golden_file_of_an_earlier_shape_is_read_as_the_newest() {
    for (kind, version) in earlier() {
        let name = format!("{}.v{version}", kind.name);
        let text = std::fs::read_to_string(golden_file(kind, version));
        let text = text.unwrap_or_else(|_| panic!("the bytes of {name} are kept for ever"));
        let read = codec::decode(kind.number, version, &from_hex(&text));
        let event = read.unwrap_or_else(|problem| panic!("{name} is readable for ever: {problem}"));
        assert_eq!(event.event_type(), kind, "{name} is read as another event");
        let path = reading_file(kind, version);
        let json = serde_json::to_string_pretty(&event.to_json()).expect("plain data") + "\n";
        bless(&path, &json);
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(json, expected, "{name} is read otherwise than in {}", path.display());
    }
}

#[test]
fn every_golden_file_belongs_to_an_event() {
    let newest = Event::types().map(|kind| golden_file(kind, kind.version));
    let before = earlier();
    let before = before.flat_map(|(kind, v)| [golden_file(kind, v), reading_file(kind, v)]);
    let known: Vec<PathBuf> = newest.chain(before).collect();
    for entry in std::fs::read_dir(folder()).expect("there are golden files") {
        let path = entry.expect("can be listed").path();
        assert!(known.contains(&path), "{} belongs to no event", path.display());
    }
}

#[test]
fn no_event_reads_bytes_that_are_cut_short_or_left_over() {
    for kind in Event::types() {
        let mut bytes = codec::encode(&example(kind));
        bytes.push(0);
        let read = codec::decode(kind.number, kind.version, &bytes);
        let (event_type, left) = (kind.number, 1);
        assert_eq!(read, Err(CodecProblem::Trailing { event_type, left }), "{}", kind.name);
        let cut = codec::decode(kind.number, kind.version, &bytes[..bytes.len() - 2]);
        assert!(matches!(cut, Err(CodecProblem::Payload { .. })), "{}: {cut:?}", kind.name);
    }
}

#[test]
fn an_unknown_type_or_version_is_an_error_that_names_it() {
    for (event_type, schema_version) in [(9_999, 1), (100, 99), (100, 0)] {
        assert_eq!(
            codec::decode(event_type, schema_version, &[]),
            Err(CodecProblem::EventType { event_type, schema_version })
        );
    }
}

#[test]
fn events_come_back_from_json_as_they_were() {
    for kind in Event::types() {
        let event = example(kind);
        assert_eq!(Event::from_json(kind.name, event.to_json()), Ok(event), "{}", kind.name);
    }
}

#[test]
fn a_payload_longer_than_a_commit_is_not_read() {
    let closed = serde_json::json!({
        "taskId": "task_01970000-0000-7000-8000-000000000001",
        "reason": "x".repeat(event_log::MAX_COMMIT_BYTES + 1)
    });
    let event = Event::from_json("TaskClosed", closed).expect("an event");
    let kind = event.event_type();
    let read = codec::decode(kind.number, kind.version, &codec::encode(&event));
    assert!(matches!(read, Err(CodecProblem::Payload { .. })));
}

/// Everybody who made a handbook is named in the event of its release, however many they are: the
/// most that a rule takes, each with every role, leave room for what follows in the same commit.
#[test]
fn the_credits_of_ten_thousand_fit_into_one_event() {
    let mut data = examples::of("ProjectReleased").expect("there is an example");
    let mut line = data["credits"][0].clone();
    line["roles"] = serde_json::json!([
        "CHIEF_EDITOR",
        "PROOFREADER",
        "SECTION_EDITOR",
        "PIECE_EDITOR",
        "AUTHOR"
    ]);
    line["chosenIn"] = "ev_100000000".into();
    data["credits"] = vec![line; 10_000].into();
    let released = Event::from_json("ProjectReleased", data).expect("the example is an event");
    let bytes = codec::encode(&released).len();
    assert!(bytes < event_log::MAX_COMMIT_BYTES / 3, "{bytes} bytes");
}
