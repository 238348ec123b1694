//! Stories: whole logs under `fixtures/`, told by commands, with the rows every read model makes
//! of them.
//!
//! ```text
//! fixtures/<story>/about.md              what happens, for people
//! fixtures/<story>/events.jsonl          one `RecordedLine` per line
//! fixtures/<story>/expected/<model>.json the rows of that model, and its digests
//! ```
//!
//! `UPDATE_EXPECT=1 cargo test` writes them anew; the diff is what to review.

use std::fs;
use std::path::{Path, PathBuf};

use domain::koc::Event as KocEvent;
use domain::recorded::RecordedLine;
use domain::{Event, Recorded};
use expect_test::expect_file;
use projection::digest::hex;
use projection::{DigestKind, Projector, Row};
use serde_json::Value;

/// A story as it stands in its folder.
#[derive(Debug, Clone)]
pub struct Story {
    /// The name of its folder.
    pub name: String,
    /// Everything recorded, oldest first.
    pub log: Vec<Recorded>,
}

/// Where stories live.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// Whether expectations are written anew.
fn blesses() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

/// Every story, by name. Fails the test when one cannot be read, or when there is none.
#[track_caller]
pub fn all() -> Vec<Story> {
    let folders = fs::read_dir(fixtures()).expect("the folder of fixtures");
    let mut names: Vec<String> = folders
        .map(|entry| entry.expect("readable"))
        .filter(|entry| entry.path().join("events.jsonl").exists())
        .map(|entry| entry.file_name().into_string().expect("names of stories are plain text"))
        .collect();
    names.sort();
    assert!(!names.is_empty(), "there is no story under {}", fixtures().display());
    names.iter().map(|name| story(name)).collect()
}

/// One story by name. Fails the test when it cannot be read.
#[track_caller]
pub fn story(name: &str) -> Story {
    let path = fixtures().join(name).join("events.jsonl");
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let log = text.lines().enumerate().map(|(index, line)| {
        let line: Result<RecordedLine, String> =
            serde_json::from_str(line).map_err(|error| error.to_string());
        let recorded = line.and_then(Recorded::try_from);
        recorded.unwrap_or_else(|error| panic!("{name}/events.jsonl:{}: {error}", index + 1))
    });
    Story { log: log.collect(), name: name.to_owned() }
}

impl Story {
    /// What a model makes of it.
    pub fn fold<P: Projector>(&self) -> P {
        fold(&self.log)
    }

    /// What a model makes of it up to the first event of that name, which is included.
    #[track_caller]
    pub fn fold_to_first<P: Projector>(&self, event: &str) -> P {
        let found = self.log.iter().position(|it| it.event.event_type().name == event);
        let last = found.unwrap_or_else(|| panic!("{} tells of no {event}", self.name));
        fold(&self.log[..=last])
    }

    /// The member whose key in another system is that. Stories name their members so.
    #[track_caller]
    pub fn koc(&self, external_ref: &str) -> domain::id::KocId {
        let known_as = |recorded: &Recorded| match &recorded.event {
            Event::Koc(KocEvent::KocRegistered(e)) => {
                e.external_ref.as_deref().map(|key| (key == external_ref, e.koc_id))
            }
            Event::Koc(KocEvent::KocImported(e)) => {
                Some((e.external_ref == external_ref, e.koc_id))
            }
            _ => None,
        };
        let found = self.log.iter().filter_map(known_as).find(|(same, _)| *same);
        found.unwrap_or_else(|| panic!("{} knows no {external_ref}", self.name)).1
    }

    /// The same with every position `by` higher, as if other things had been recorded before.
    #[must_use]
    pub fn shifted(&self, by: u64) -> Story {
        let shifted = self.log.iter().map(|recorded| {
            let line = serde_json::to_value(RecordedLine::from(recorded)).expect("plain data");
            let line: RecordedLine =
                serde_json::from_value(shift(line, by)).expect("still a recorded event");
            Recorded::try_from(line).expect("still in its stream")
        });
        Story { name: self.name.clone(), log: shifted.collect() }
    }

    /// Compares the log with the one in the folder, or writes it there when blessing.
    pub fn check(&self, about: &str) {
        let folder = fixtures().join(&self.name);
        if blesses() {
            fs::create_dir_all(&folder).expect("the folder of the story");
        }
        let lines: Vec<String> = self
            .log
            .iter()
            .map(|recorded| {
                serde_json::to_string(&RecordedLine::from(recorded)).expect("plain data")
            })
            .collect();
        expect_file![folder.join("events.jsonl")].assert_eq(&(lines.join("\n") + "\n"));
        expect_file![folder.join("about.md")].assert_eq(about);
    }
}

/// Positions are the only texts of the form `ev_<number>` in an event.
fn shift(value: Value, by: u64) -> Value {
    match value {
        Value::String(text) => match text.parse::<domain::id::EventId>() {
            Ok(event) => Value::String(domain::id::EventId(event.0 + by).to_string()),
            Err(_) => Value::String(text),
        },
        Value::Array(items) => items.into_iter().map(|item| shift(item, by)).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, field)| (name, shift(field, by))).collect()
        }
        other => other,
    }
}

/// What a model makes of a log.
pub fn fold<P: Projector>(log: &[Recorded]) -> P {
    let mut model = P::default();
    log.iter().for_each(|recorded| model.apply(recorded));
    model
}

/// Folds every story and compares the rows with `expected/<model>.json`, or writes them there
/// when blessing.
pub fn check_stories<P: Projector>() {
    for story in all() {
        let folder = fixtures().join(&story.name).join("expected");
        if blesses() {
            fs::create_dir_all(&folder).expect("the folder of expectations");
        }
        let file = folder.join(format!("{}.json", P::NAME));
        expect_file![file].assert_eq(&shown(&story.fold::<P>()));
    }
}

/// The rows of a model as they stand in a story's folder: one per line, so that a diff shows rows.
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

/// What must hold of every fold of every story:
///
/// - two folds of the same log are equal;
/// - a view taken at any position is not changed by what is recorded later;
/// - going on from such a view ends where one fold of everything ends;
/// - the content of the rows does not depend on positions.
pub fn check_folds<P: Projector>() {
    for story in all() {
        let whole: P = story.fold();
        let both = |model: &P| (model.digest(DigestKind::Content), model.digest(DigestKind::Exact));
        assert_eq!(both(&whole), both(&story.fold()), "{}: two folds", story.name);

        let mut model = P::default();
        let mut views = vec![model.clone()];
        for recorded in &story.log {
            model.apply(recorded);
            views.push(model.clone());
        }
        // Sixteen places of each story are enough: a debug build folds each of them again.
        let step = (views.len() / 16).max(1);
        for (length, view) in views.into_iter().enumerate().step_by(step) {
            let (before, after) = story.log.split_at(length);
            assert_eq!(both(&view), both(&fold(before)), "{}: view at {length}", story.name);
            let mut goes_on = view;
            after.iter().for_each(|recorded| goes_on.apply(recorded));
            assert_eq!(both(&goes_on), both(&whole), "{}: on from {length}", story.name);
        }

        let elsewhere: P = story.shifted(1_000_000).fold();
        let content = |model: &P| hex(&model.digest(DigestKind::Content));
        assert_eq!(content(&elsewhere), content(&whole), "{}: positions matter", story.name);
    }
}
