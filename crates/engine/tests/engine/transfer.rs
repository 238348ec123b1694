//! Export and import: the same records under the same head, or nothing at all.

use std::fs;

use engine::{DigestKind, Engine, ImportError, Settings, import_events};
use proptest::prelude::*;

use crate::live::Live;
use crate::support::*;

fn export(engine: &Engine) -> Vec<String> {
    engine.export(engine.head()).collect::<Result<_, _>>().expect("readable")
}

/// A store with some commands in it: topics and people.
fn filled(commands: &[bool]) -> (Fixture, Engine) {
    let (fixture, engine) = Fixture::with_programme();
    for (number, is_person) in (1_u8..).zip(commands) {
        let name = format!("c{number}");
        if *is_person {
            accept(&engine, ask(&name, add_operator(number, "Li Wei")));
        } else {
            accept(&engine, ask(&name, add_topic(&name)));
        }
        fixture.clock.advance_hours(i64::from(number % 3));
    }
    (fixture, engine)
}

fn import(settings: &Settings, lines: &[String]) -> Result<engine::Head, ImportError> {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    import_events(settings, text.as_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_is_exported_and_imported_has_the_same_head_and_digests(
        commands in prop::collection::vec(any::<bool>(), 0..20)
    ) {
        let (_source, engine) = filled(&commands);
        let lines = export(&engine);
        let target = Fixture::new();
        let head = import(&target.settings(), &lines).expect("whole");
        prop_assert_eq!(head, engine.head());
        let copy = target.open();
        prop_assert_eq!(copy.head(), engine.head());
        for kind in [DigestKind::Exact, DigestKind::Content] {
            prop_assert_eq!(copy.view().digests(kind), engine.view().digests(kind));
        }
        prop_assert_eq!(copy.state_digest(), engine.state_digest());
        prop_assert_eq!(export(&copy), lines);
    }
}

#[test]
fn a_live_programme_is_moved_whole() {
    let programme = Live::new();
    programme.mentor(0, 3);
    let task_id = programme.open_task("task", None);
    let koc_id = programme.member("Li Wei");
    accept(&programme.engine, ask("offer", programme.offer(task_id, koc_id)));
    let target = Fixture::new();
    let head = import(&target.settings(), &export(&programme.engine)).expect("whole");
    assert_eq!(head, programme.engine.head());
    let copy = target.open();
    assert_eq!(exact(&copy), exact(&programme.engine));
    assert_eq!(copy.state_digest(), programme.engine.state_digest());
}

#[test]
fn with_its_keys_an_imported_store_opens_sealed_fields_and_knows_command_ids() {
    let (source, engine) = filled(&[true]);
    let lines = export(&engine);
    let recorded = engine.event(domain::id::EventId(2)).expect("readable").expect("there");
    let target = Fixture::new();
    for file in ["keys", "master.key"] {
        fs::copy(source.path().join(file), target.path().join(file)).expect("copied");
    }
    import(&target.settings(), &lines).expect("whole");
    let copy = target.open();
    let domain::Event::Operator(domain::operator::Event::OperatorAdded(added)) = recorded.event
    else {
        panic!("another event")
    };
    assert_eq!(copy.unseal(&added.name).as_deref(), Some("Li Wei"));
    assert!(accept(&copy, ask("c1", add_operator(1, "Li Wei"))).already);
}

#[test]
fn without_its_keys_sealed_fields_stay_dark_and_everything_else_is_there() {
    let (_source, engine) = filled(&[true, false]);
    let target = Fixture::new();
    import(&target.settings(), &export(&engine)).expect("whole");
    let copy = target.open();
    assert_eq!(exact(&copy), exact(&engine));
    accept(&copy, ask("new", add_topic("new")));
}

/// Imports damaged lines into a folder that does not exist yet, and returns the complaint.
#[track_caller]
fn refused(lines: &[String]) -> ImportError {
    let parent = tempfile::tempdir().expect("a scratch folder");
    let settings = Settings::new(parent.path().join("data"));
    let error = import(&settings, lines).expect_err("damaged");
    let left = fs::read_dir(parent.path()).expect("readable").count();
    assert_eq!(left, 0, "something is left behind after: {error}");
    error
}

#[track_caller]
fn refused_at(line: u64, lines: &[String]) {
    match refused(lines) {
        ImportError::Line { line: found, .. } if found == line => {}
        other => panic!("line {line} is damaged, but: {other}"),
    }
}

#[test]
fn a_damaged_export_is_refused_with_its_line_and_leaves_nothing_behind() {
    let (_source, engine) = filled(&[false, true, false]);
    let lines = export(&engine);
    let with = |at: usize, change: &dyn Fn(&str) -> String| {
        let mut lines = lines.clone();
        lines[at] = change(&lines[at]);
        lines
    };
    refused_at(2, &with(1, &|_| "not json".to_owned()));
    refused_at(3, &with(2, &|line| line.replace("\"version\":1", "\"version\":2")));
    refused_at(3, &with(2, &|line| line.replacen("\"stored\":\"", "\"stored\":\"00", 1)));
    refused_at(3, &with(2, &|line| line.replace("\"schemaVersion\":1", "\"schemaVersion\":9")));
    refused_at(4, &with(3, &|line| line.replace("ev_4", "ev_5")));
    refused_at(2, &with(1, &|line| line.replace("\"codec\":1", "\"codec\":2")));
    refused_at(2, &with(1, &|line| line.replace("{\"position\"", "{\"extra\":1,\"position\"")));
}

#[test]
fn a_changed_event_is_found_by_the_next_of_its_stream_or_by_the_head() {
    let (_source, engine) = filled(&[false, true, false]);
    let lines = export(&engine);
    let change = |at: usize, from: &str| {
        let mut lines = lines.clone();
        assert!(lines[at].contains(from), "{}", lines[at]);
        lines[at] = lines[at].replace(from, "\"x1\"");
        lines
    };
    refused_at(4, &change(1, "\"c1\""));
    assert!(matches!(refused(&change(3, "\"c3\"")), ImportError::Head { .. }));
}

#[test]
fn lines_that_are_missing_doubled_or_swapped_are_refused() {
    let (_source, engine) = filled(&[false, true, false]);
    let lines = export(&engine);
    let mut missing = lines.clone();
    missing.remove(1);
    refused_at(2, &missing);
    let mut doubled = lines.clone();
    doubled.insert(1, lines[1].clone());
    refused_at(3, &doubled);
    let mut swapped = lines.clone();
    swapped.swap(1, 2);
    refused_at(2, &swapped);
    let mut more = lines.clone();
    more.push(lines[0].clone());
    refused_at(6, &more);
}

#[test]
fn an_export_whose_end_is_missing_or_false_is_refused() {
    let (_source, engine) = filled(&[false, true]);
    let lines = export(&engine);
    match refused(&lines[..3]) {
        ImportError::CutOff { line } => assert_eq!(line, 3),
        other => panic!("{other}"),
    }
    assert!(matches!(refused(&[]), ImportError::CutOff { line: 0 }));
    let mut shorter = lines.clone();
    shorter.remove(2);
    assert!(matches!(refused(&shorter), ImportError::Head { .. }), "the last event is missing");
}

#[test]
fn an_export_that_is_not_utf_8_is_refused() {
    let parent = tempfile::tempdir().expect("a scratch folder");
    let settings = Settings::new(parent.path().join("data"));
    let error = import_events(&settings, &b"{\"a\":\xff}\n"[..]).expect_err("damaged");
    assert!(matches!(error, ImportError::Line { line: 1, .. }), "{error}");
}

#[test]
fn events_are_imported_into_an_empty_store_only() {
    let (_source, engine) = filled(&[]);
    let (target, other) = Fixture::with_programme();
    drop(other);
    match import(&target.settings(), &export(&engine)) {
        Err(ImportError::NotEmpty { events, .. }) => assert_eq!(events, 1),
        other => panic!("{other:?}"),
    }
    assert_eq!(target.open().head().size, 1);
    let empty = Fixture::new();
    drop(empty.open());
    import(&empty.settings(), &export(&engine)).expect("a store without events is empty");
}

#[test]
fn what_a_killed_import_left_is_cleared_away() {
    let (_source, engine) = filled(&[false]);
    let target = Fixture::new();
    fs::create_dir_all(target.path().join("log.import/sled")).expect("can be made");
    fs::write(target.path().join("log.import/sled/db"), b"half").expect("can be written");
    import(&target.settings(), &export(&engine)).expect("whole");
    assert!(!target.path().join("log.import").exists());
    assert_eq!(target.open().head(), engine.head());
}
