//! A log that an older and a newer program have written into: what is old is read as today's, what
//! is newer is kept and shown and left out, and nothing is decided while it is there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::id::{CommandId, EventId};
use domain::recorded::RecordedLine;
use domain::stream::StreamId;
use domain::{Event, Recorded, assignment};
use engine::codec::{self, CodecProblem};
use engine::{
    CommandError, DigestKind, Engine, EngineError, EventFilter, Health, ManualClock, Settings,
    Stretch, View, What, import_events,
};
use event_log::{Commit, LogStore, NewRecord, SledLog};
use projection::Projector;
use serde_json::Value;
use testkit::stories::{Stories, story};
use testkit::{expect_rows, project};

use crate::support::*;

/// Of a type that no version of this program has.
const NEWER: u16 = 59_999;
const PAYLOAD: &[u8] = b"what only a newer program understands";

/// Moves every position behind `after` one further.
fn moved(value: Value, after: u64) -> Value {
    let moved_text = |text: String| match text.parse::<EventId>() {
        Ok(at) if at.0 > after => EventId(at.0 + 1).to_string(),
        _ => text,
    };
    match value {
        Value::String(text) => Value::String(moved_text(text)),
        Value::Array(items) => items.into_iter().map(|item| moved(item, after)).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, field)| (name, moved(field, after))).collect()
        }
        other => other,
    }
}

fn is_accepted(event: &Event) -> bool {
    matches!(event, Event::Assignment(assignment::Event::AssignmentAccepted(_)))
}

/// The story with room for one more event after somebody took work on; where, and in which stream.
fn told() -> (Vec<Recorded>, EventId, StreamId) {
    let story = story("rejected_overturned_on_appeal");
    let accepted = story.log.iter().find(|it| is_accepted(&it.event)).expect("work is taken on");
    let after = accepted.position;
    let moved = story.log.iter().map(|recorded| {
        let line = serde_json::to_value(RecordedLine::from(recorded)).expect("plain data");
        let line: RecordedLine = serde_json::from_value(moved(line, after.0)).expect("a line");
        let mut recorded = Recorded::try_from(line).expect("in its stream");
        // The stream is one event longer from there on.
        if recorded.stream == accepted.stream && recorded.position > after {
            recorded.version += 1;
        }
        recorded
    });
    (moved.collect(), EventId(after.0 + 1), accepted.stream)
}

fn record(recorded: &Recorded) -> NewRecord {
    let mut record = stored(recorded);
    if is_accepted(&recorded.event) {
        // The first shape had no terms of its own at the end; these are none, in four bytes.
        let rest = record.payload.len() - 4;
        assert_eq!(record.payload.split_off(rest), [0; 4]);
        record.schema_version = 1;
    }
    record
}

/// The commits of the story, and among them the one of the newer program.
fn commits(log: &[Recorded], at: EventId, stream: StreamId) -> Vec<Commit> {
    let mut records = Vec::new();
    for recorded in log {
        if recorded.position.0 == at.0 + 1 {
            records.push(NewRecord {
                event_type: NEWER,
                schema_version: 1,
                stream: codec::to_stream(stream),
                command_id: CommandId::derived(&[b"newer"]).0,
                causation: 0,
                payload: PAYLOAD.to_vec(),
                ..stored(recorded)
            });
        }
        records.push(record(recorded));
    }
    by_command(records)
}

/// A store that holds it all, and its settings.
fn written() -> (Fixture, Settings, Vec<Recorded>, EventId) {
    let (log, at, stream) = told();
    let fixture = Fixture::new();
    drop(fixture.open());
    let store = SledLog::open(fixture.path().join("log")).expect("opens");
    store.append(&commits(&log, at, stream), 0).expect("fits");
    store.close().expect("closes");
    let now = log.last().expect("events").recorded_at.plus_hours(1);
    let settings = Settings { clock: Arc::new(ManualClock::at(now)), ..fixture.settings() };
    (fixture, settings, log, at)
}

fn exported(engine: &Engine) -> String {
    let lines: Result<Vec<String>, EngineError> = engine.export(engine.head()).collect();
    lines.expect("readable").join("\n") + "\n"
}

#[test]
fn the_fold_goes_on_without_what_is_newer_and_reads_what_is_old_as_of_today() {
    let (_fixture, settings, log, at) = written();
    let engine = Engine::open(settings).expect("opens");
    let view = engine.view();
    assert_eq!(view.position.0, log.len() as u64 + 1);
    let mut expected = View::default();
    log.iter().for_each(|recorded| expected.apply(recorded));
    assert_eq!(view.digests(DigestKind::Exact), expected.digests(DigestKind::Exact));
    for recorded in &log {
        assert_eq!(engine.entry_at_hand(recorded.position), None, "nobody has read it yet");
        let entry = engine.entry(recorded.position).expect("readable").expect("there");
        assert_eq!(engine.entry_at_hand(recorded.position).as_ref(), Some(&entry));
        assert_eq!(entry.known().as_ref(), Ok(recorded), "the newest shape, whatever was stored");
    }
    let newer = engine.entry(at).expect("readable").expect("there");
    let What::Unknown(unknown) = &newer.what else { panic!("{newer:?}") };
    assert_eq!((unknown.event_type, unknown.payload.as_slice()), (NEWER, PAYLOAD));
    assert_eq!(newer.event_type().name, "Unknown");
    assert_eq!(engine.entry(at).expect("readable"), Some(newer), "the same from memory");
    let filter =
        EventFilter { types: Some([].into()), unknown_types: true, ..EventFilter::default() };
    let page = engine.find_events(&filter, Stretch::upto(view.position), 10).expect("readable");
    assert_eq!(page.found, [at]);
}

#[test]
fn nothing_is_decided_and_nothing_called_whole_while_an_unknown_event_is_there() {
    let (_fixture, settings, _, at) = written();
    let engine = Engine::open(Settings { run_clocks: true, ..settings }).expect("opens");
    let Health::Stopped { reason } = engine.health() else { panic!("takes commands") };
    assert!(reason.contains(&format!("event {}", at.0)) && reason.contains("59999"), "{reason}");
    let before = engine.head();
    match engine.execute(ask("another word", add_topic("another"))) {
        Err(CommandError::Stopped { reason: told }) => assert_eq!(told, reason),
        other => panic!("decided: {other:?}"),
    }
    assert_eq!(engine.head(), before);
    let problem = match engine.verify() {
        Err(error @ EngineError::Codec(_)) => error,
        other => panic!("called whole: {other:?}"),
    };
    assert!(!problem.is_integrity_violation(), "the bytes are what was written");
    let EngineError::Codec(error) = &problem else { unreachable!() };
    assert_eq!(error.position, at.0);
    assert!(matches!(error.problem, CodecProblem::EventType { event_type: NEWER, .. }));
}

#[test]
fn it_is_exported_and_imported_unchanged() {
    let (_fixture, settings, _, _) = written();
    let engine = Engine::open(settings).expect("opens");
    let text = exported(&engine);
    let target = Fixture::new();
    let head = import_events(&target.settings(), text.as_bytes()).expect("imported");
    assert_eq!(head, engine.head());
    let copy = target.open();
    assert_eq!(exported(&copy), text);
    assert_eq!(copy.view().digests(DigestKind::Exact), engine.view().digests(DigestKind::Exact));
    let without = text.replacen(r#","stored":"7768"#, r#","other":"7768"#, 1);
    assert_ne!(without, text);
    let elsewhere = Fixture::new();
    import_events(&elsewhere.settings(), without.as_bytes()).expect_err("its bytes are missing");
}

/// Where the story stands.
fn folder() -> PathBuf {
    Stories::of_the_product().folder().join("unknown_event_type_and_old_schema")
}

/// Compares a file of the story with what it should hold, or writes it when blessing.
fn check(file: &str, actual: &str) {
    let path = folder().join(file);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("writable");
        std::fs::write(&path, actual).expect("writable");
    }
    let kept = std::fs::read_to_string(&path).expect("the story's file");
    assert!(kept == actual, "{} is not what is told today", path.display());
}

fn check_rows<P: Projector>(log: &[Recorded]) {
    expect_rows(&project::<P>(log), folder().join(format!("expected/{}.json", P::NAME)));
}

#[test]
fn the_story_stands_in_its_folder() {
    let (_fixture, settings, log, _) = written();
    let engine = Engine::open(settings).expect("opens");
    check("export.jsonl", &exported(&engine));
    check(
        "about.md",
        "The story of rejected_overturned_on_appeal as a log that two other programs have written \
         into: an older one recorded how work was taken on, in the first shape of that event; a \
         newer one recorded something this program does not know. Read models are as without it.\n",
    );
    check_rows::<projector_tiers::TierMembership>(&log);
    check_rows::<projector_ledger::ContributionLedger>(&log);
    check_rows::<projector_mentorship::MentorshipGraph>(&log);
    check_rows::<projector_people::People>(&log);
    check_rows::<projector_privacy::Privacy>(&log);
    check_rows::<projector_work::Work>(&log);
    check_rows::<projector_rewards::Rewards>(&log);
    check_rows::<projector_todos::Todos>(&log);
    check_rows::<projector_support::SupportDesk>(&log);
    check_rows::<projector_assets::Assets>(&log);
    check_rows::<projector_publications::Publications>(&log);
}
