//! Failures: never answer yes, never lose, never double.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::id::EventId;
use engine::{CommandError, Engine, EngineError, Health, KeyError, Settings};
use event_log::{LogError, Options, Step};

use crate::support::*;

/// Settings whose log fails at `step` once `broken` is set.
fn failing_at(fixture: &Fixture, step: Step, broken: &Arc<AtomicBool>) -> Settings {
    let broken = broken.clone();
    let fault = move |at: Step| {
        if at == step && broken.load(Ordering::SeqCst) {
            return Err(io::Error::other("no space left"));
        }
        Ok(())
    };
    let log = Options { fault: Some(Arc::new(fault)), ..Options::default() };
    Settings { log, ..fixture.settings() }
}

#[track_caller]
fn not_known(answer: Result<engine::Accepted, CommandError>) {
    match answer {
        Err(CommandError::NotKnown { .. }) => {}
        other => panic!("nothing can be known: {other:?}"),
    }
}

#[test]
fn when_the_log_fails_nothing_is_promised_and_no_more_commands_are_taken() {
    for step in [Step::Apply, Step::Flush, Step::Sync] {
        let fixture = Fixture::new();
        let broken = Arc::new(AtomicBool::new(false));
        let engine = Engine::open(failing_at(&fixture, step, &broken)).expect("opens");
        accept(&engine, ask("found", create_programme()));
        broken.store(true, Ordering::SeqCst);
        not_known(engine.execute(ask("topic", add_topic("night"))));
        broken.store(false, Ordering::SeqCst);
        match engine.execute(ask("other", add_topic("day"))) {
            Err(CommandError::Stopped { reason }) => assert_ne!(reason, ""),
            other => panic!("not stopped after {step:?}: {other:?}"),
        }
        assert!(matches!(engine.health(), Health::Stopped { .. }));
        assert_eq!(engine.view().position, EventId(1), "the published view stays readable");
        assert_eq!(engine.read(EventId(1)).count(), 1, "and so do the events in it");
        drop(engine);

        let engine = fixture.open();
        assert_eq!(engine.health(), Health::Accepting);
        let retried = accept(&engine, ask("topic", add_topic("night")));
        assert_eq!(retried.position, EventId(2), "recorded once, whether before or now");
        assert_eq!(engine.head().size, 2);
        engine.verify().expect("sound");
    }
}

#[test]
fn a_refusal_decided_on_lost_work_is_not_given() {
    let fixture = Fixture::new();
    let broken = Arc::new(AtomicBool::new(false));
    let engine = Engine::open(failing_at(&fixture, Step::Sync, &broken)).expect("opens");
    accept(&engine, ask("found", create_programme()));
    broken.store(true, Ordering::SeqCst);
    // Sent together: the second is refused because of the first, which will be lost.
    let first = engine.submit(ask("one", add_topic("night")));
    let second = engine.submit(ask("two", add_topic("night")));
    not_known(first.wait());
    match second.wait() {
        Err(CommandError::NotKnown { .. } | CommandError::Stopped { .. }) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_new_keys_are_made_for_events_whose_keys_are_missing() {
    let (fixture, engine) = Fixture::with_programme();
    drop(engine);
    let keys = fixture.path().join("keys");
    std::fs::remove_file(&keys).expect("removable");
    match Engine::open(fixture.settings()) {
        Err(EngineError::Keys(KeyError::KeysMissing { path })) => assert_eq!(path, keys),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("opened without the keys of its events"),
    }
    assert!(!keys.exists());
}

#[test]
fn everything_submitted_is_answered_when_the_engine_is_dropped() {
    let (fixture, engine) = Fixture::with_programme();
    let names: Vec<String> = (0..300).map(|number| format!("t{number}")).collect();
    let pending: Vec<_> =
        names.iter().map(|name| engine.submit(ask(name, add_topic(name)))).collect();
    drop(engine);
    for pending in pending {
        pending.wait().expect("accepted before it closed");
    }
    assert_eq!(fixture.open().head().size, 301);
}

#[test]
fn a_second_engine_on_the_same_folder_is_refused() {
    let (fixture, _engine) = Fixture::with_programme();
    match Engine::open(fixture.settings()) {
        Err(EngineError::Log(LogError::Locked { .. })) => {}
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("two engines on one log"),
    }
}
