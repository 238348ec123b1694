//! Stories: whole logs told by commands, with the rows every read model makes of them.
//!
//! ```text
//! fixtures/<story>/about.md              what happens, for people
//! fixtures/<story>/events.jsonl          one `RecordedLine` per line
//! fixtures/<story>/expected/<model>.json the rows of that model, and its digests
//! ```
//!
//! `UPDATE_EXPECT=1 cargo test` writes them anew; the diff is what to review. The product's own
//! stories stand in `fixtures`; yours may stand in any folder ([`Stories::at`]).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::koc::Event as KocEvent;
use domain::recorded::RecordedLine;
use domain::{Event, Recorded};
use projection::Projector;
use serde_json::Value;

use crate::rows::{expect_rows, expect_text};
use crate::scene::Scene;
use crate::{difference, project, properties};

/// A folder of stories.
#[derive(Debug, Clone)]
pub struct Stories {
    folder: PathBuf,
}

/// A story as it stands in its folder.
#[derive(Debug, Clone)]
pub struct Story {
    /// The name of its folder.
    pub name: String,
    /// Everything recorded, oldest first.
    pub log: Vec<Recorded>,
}

impl Stories {
    /// The product's own.
    pub fn of_the_product() -> Stories {
        Stories { folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures") }
    }

    /// Those in a folder; the path is from the folder of the crate that is tested.
    pub fn at(folder: impl Into<PathBuf>) -> Stories {
        Stories { folder: folder.into() }
    }

    /// Where they stand.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Compares what a scene recorded with the story of that name, or writes it there when
    /// blessing; and holds that the state of its rules is a function of its log.
    #[track_caller]
    pub fn tell(&self, name: &str, about: &str, scene: &Scene) {
        properties::check_state(scene);
        let folder = self.folder.join(name);
        let line = |it: &Recorded| serde_json::to_string(&RecordedLine::from(it));
        let lines = scene.log.iter().map(|it| line(it).expect("plain data") + "\n");
        expect_text(&lines.collect::<String>(), &folder.join("events.jsonl"), events_differ);
        let about = format!("# {}\n\n{}\n", name.replace('_', " "), about.trim());
        expect_text(&about, &folder.join("about.md"), |expected, actual| {
            format!("says\n{expected}\nand now\n{actual}")
        });
    }

    /// Every story, by name. Fails the test when one cannot be read, or when there is none.
    #[track_caller]
    pub fn all(&self) -> Vec<Story> {
        let place = self.folder.display();
        let folders = fs::read_dir(&self.folder).unwrap_or_else(|error| panic!("{place}: {error}"));
        let mut names: Vec<String> = folders
            .map(|entry| entry.expect("readable"))
            .filter(|entry| entry.path().join("events.jsonl").exists())
            .map(|entry| entry.file_name().into_string().expect("names of stories are plain text"))
            .collect();
        names.sort();
        assert!(!names.is_empty(), "there is no story under {place}");
        names.iter().map(|name| self.story(name)).collect()
    }

    /// One story by name. Fails the test when it cannot be read.
    #[track_caller]
    pub fn story(&self, name: &str) -> Story {
        let path = self.folder.join(name).join("events.jsonl");
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let log = text.lines().enumerate().map(|(index, line)| {
            let line: Result<RecordedLine, String> =
                serde_json::from_str(line).map_err(|error| error.to_string());
            let recorded = line.and_then(Recorded::try_from);
            recorded.unwrap_or_else(|error| panic!("{name}/events.jsonl:{}: {error}", index + 1))
        });
        Story { log: log.collect(), name: name.to_owned() }
    }

    /// Projects every story and compares the rows with its `expected/<model>.json`, or writes them
    /// there when blessing.
    #[track_caller]
    pub fn check<P: Projector>(&self) {
        for story in self.all() {
            let expected = format!("{}/expected/{}.json", story.name, P::NAME);
            expect_rows(&story.fold::<P>(), self.folder.join(expected));
        }
    }

    /// Holds of every story what must hold of every fold: [`properties::check_folds`].
    #[track_caller]
    pub fn check_folds<P: Projector>(&self) {
        self.all().iter().for_each(|story| properties::check_folds::<P>(&story.name, story));
    }

    /// The types of events that no story tells of.
    pub fn untold(&self) -> Vec<&'static str> {
        let told = |story: Story| story.log.into_iter().map(|it| it.event.event_type().name);
        let told: BTreeSet<&str> = self.all().into_iter().flat_map(told).collect();
        Event::types().map(|kind| kind.name).filter(|name| !told.contains(name)).collect()
    }
}

/// Every story of the product.
#[track_caller]
pub fn all() -> Vec<Story> {
    Stories::of_the_product().all()
}

/// One story of the product.
#[track_caller]
pub fn story(name: &str) -> Story {
    Stories::of_the_product().story(name)
}

/// [`Stories::check`] of the product's stories.
#[track_caller]
pub fn check_stories<P: Projector>() {
    Stories::of_the_product().check::<P>();
}

/// [`Stories::check_folds`] of the product's stories.
#[track_caller]
pub fn check_folds<P: Projector>() {
    Stories::of_the_product().check_folds::<P>();
}

impl AsRef<[Recorded]> for Story {
    fn as_ref(&self) -> &[Recorded] {
        &self.log
    }
}

impl Story {
    /// What a model makes of it.
    pub fn fold<P: Projector>(&self) -> P {
        project(self)
    }

    /// What a model makes of it up to the first event of that name, which is included.
    #[track_caller]
    pub fn fold_to_first<P: Projector>(&self, event: &str) -> P {
        let found = self.log.iter().position(|it| it.event.event_type().name == event);
        let last = found.unwrap_or_else(|| panic!("{} tells of no {event}", self.name));
        project(&self.log[..=last])
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
}

/// Where an event stands is left out: one more at the beginning would make all others differ.
fn events_differ(expected: &str, actual: &str) -> String {
    let read = |line: &str| {
        let mut event: Value = serde_json::from_str(line)?;
        if let Some(fields) = event.as_object_mut() {
            let place = ["position", "version", "commandId", "causation"];
            fields.retain(|name, _| !place.contains(&name.as_str()));
        }
        Ok::<_, serde_json::Error>(event)
    };
    let events = |text: &str| text.lines().map(read).collect::<Result<Vec<_>, _>>();
    match (events(expected), events(actual)) {
        (Ok(expected), Ok(actual)) => difference::between(&expected, &actual)
            .unwrap_or_else(|| "the same events at other places".to_owned()),
        (Err(error), _) | (_, Err(error)) => format!("not the events of a story: {error}"),
    }
}

/// The same log with every position `by` higher, as if other things had been recorded before.
pub(crate) fn shifted(log: &[Recorded], by: u64) -> Vec<Recorded> {
    let shifted = log.iter().map(|recorded| {
        let line = serde_json::to_value(RecordedLine::from(recorded)).expect("plain data");
        let line: RecordedLine =
            serde_json::from_value(shift(line, by)).expect("still a recorded event");
        Recorded::try_from(line).expect("still in its stream")
    });
    shifted.collect()
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
