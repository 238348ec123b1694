//! Being forgotten: after it nobody reads the person in any file, export or answer, what they did
//! still counts, and no kill and no older copy of the keys brings anything back.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use domain::assignment::command::DeclineAssignment;
use domain::assignment::values::DeclineReason;
use domain::id::{AssignmentId, DataRequestId, EventId, KocId};
use domain::koc::command::{PauseKoc, RegisterKoc};
use domain::personal::Sealed;
use domain::privacy::command::{EraseKoc, ReceiveDataRequest, VerifyRequester};
use domain::privacy::values::{DataRequestKind, RetentionGround, VerificationMethod};
use domain::{Actor, Event, koc};
use engine::{CommandError, Engine, Health, KeyStep, Patience, Request, Settings, import_events};

use crate::live::*;
use crate::personal::{files_holding, holds};
use crate::support::*;

/// What is said of the person, and must be in no file, export or answer.
const NAME: &str = "Ouyang Zhenhua 欧阳振华";
const CONTACT: &str = "zhenhua@example.org";
const WORDS: [&str; 3] = ["a new child in the house", "moving to Harbin", "please forget me"];

pub(crate) const WHO: KocId = KocId([0x5A; 16]);
const REQUEST: DataRequestId = DataRequestId([0x5B; 16]);

pub(crate) fn receive(request_id: DataRequestId, koc_id: KocId) -> ReceiveDataRequest {
    ReceiveDataRequest {
        request_id,
        koc_id,
        kind: DataRequestKind::Deletion.code(),
        received_at: None,
        due: None,
        note: Some(WORDS[2].into()),
    }
}

pub(crate) fn verify(request_id: DataRequestId) -> VerifyRequester {
    VerifyRequester { request_id, method: VerificationMethod::InPerson }
}

pub(crate) fn erase(request_id: DataRequestId, koc_id: KocId) -> EraseKoc {
    EraseKoc { koc_id, request_id, kept_under: vec![RetentionGround::Audit] }
}

/// The command every test ends with, under one id.
fn forget() -> Request {
    ask("forget", erase(REQUEST, WHO))
}

/// A programme with a partner or two, a member who says things of themselves, and that member's
/// verified wish to be forgotten.
fn asked() -> Live {
    let programme = Live::new();
    let registration = RegisterKoc {
        koc_id: WHO,
        name: NAME.into(),
        contact: Some(CONTACT.into()),
        external_ref: Some("crm-5a".to_owned()),
        ..programme.registration(WHO)
    };
    programme.accept_by(Actor::ADMIN, "register", registration);
    let task_id = programme.open_task("task", None);
    programme.accept_by(Actor::ADMIN, "offer", programme.offer(task_id, WHO));
    let decline = DeclineAssignment {
        assignment_id: AssignmentId::of(task_id, WHO),
        reason: DeclineReason::Time,
        note: Some(WORDS[0].into()),
    };
    programme.accept_by(Actor::koc(WHO), "decline", decline);
    let from = programme.today();
    let pause = PauseKoc { koc_id: WHO, from, until: None, reason: Some(WORDS[1].into()) };
    programme.accept_by(Actor::koc(WHO), "pause", pause);
    programme.accept_by(Actor::koc(WHO), "ask", receive(REQUEST, WHO));
    programme.accept_by(Actor::ADMIN, "verify", verify(REQUEST));
    programme
}

/// Every sealed field about the person that the log holds.
fn sealed_fields(engine: &Engine) -> Vec<Sealed> {
    fn find(value: &serde_json::Value, found: &mut Vec<Sealed>) {
        match value {
            serde_json::Value::String(text) if text.starts_with("sealed:") => {
                found.extend(serde_json::from_value::<Sealed>(value.clone()));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| find(item, found)),
            serde_json::Value::Object(map) => map.values().for_each(|item| find(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for recorded in engine.read(EventId(1)) {
        find(&recorded.expect("readable").event.to_json(), &mut found);
    }
    found.retain(|sealed| sealed.person == WHO.into());
    found
}

/// The wrapped key in the slot of the person: what destroys everything when it is gone.
fn wrapped_key(keys: &Path) -> Vec<u8> {
    let bytes = fs::read(keys).expect("readable");
    let slot = bytes.chunks_exact(128).find(|slot| slot[8..24] == WHO.0);
    slot.expect("the person has a slot")[48..96].to_vec()
}

fn is_recorded(engine: &Engine) -> bool {
    let erased = |event: &Event| matches!(event, Event::Koc(koc::Event::KocPersonalDataErased(_)));
    engine.read(EventId(1)).any(|recorded| erased(&recorded.expect("readable").event))
}

/// Fails unless nothing about the person can be read any more.
#[track_caller]
fn nothing_is_left(programme: &Live, wrapped: &[u8], sealed: &[Sealed]) {
    let engine = &programme.engine;
    assert!(sealed.len() > 4, "name, contact, and what was said");
    for field in sealed {
        assert_eq!(engine.unseal(field), None, "{:?} is still read", field.field);
    }
    assert_eq!(files_holding(programme.fixture.path(), wrapped), [""; 0], "the wrapped key");
    let export: Result<Vec<String>, _> = engine.export(engine.head()).collect();
    let export = export.expect("readable").concat();
    let words = [NAME, "Zhenhua", "振华", CONTACT].into_iter().chain(WORDS);
    for text in words {
        assert_eq!(files_holding(programme.fixture.path(), text.as_bytes()), [""; 0]);
        assert!(!holds(export.as_bytes(), text.as_bytes()), "the export says {text}");
    }
    let member = engine.view().tiers.member(WHO).cloned().expect("still a row");
    assert_eq!(member.name, None);
    assert_eq!(member.external_ref, None);
}

#[test]
fn an_erased_person_is_in_no_file_and_no_answer_and_everything_counts_as_before() {
    let programme = asked();
    let (engine, keys) = (&programme.engine, programme.fixture.path().join("keys"));
    let (wrapped, sealed) = (wrapped_key(&keys), sealed_fields(engine));
    let read = sealed.iter().filter(|field| engine.unseal(field).is_some()).count();
    assert_eq!(read, sealed.len(), "everything is read before");
    let before = engine.view();
    let figures = |view: &engine::View| {
        let now = moment(START).plus_hours(1);
        let tiers = (view.tiers.headcount(now, None), view.tiers.transitions(None, None, None));
        (view.counted(), tiers, view.ledger.accounts())
    };
    accept(engine, forget());
    nothing_is_left(&programme, &wrapped, &sealed);
    assert_eq!(figures(&engine.view()), figures(&before));
    engine.verify().expect("sound");

    let programme = programme.reopened();
    nothing_is_left(&programme, &wrapped, &sealed);
    assert_eq!(figures(&programme.engine.view()), figures(&before));
    let again = accept(&programme.engine, forget());
    assert!(again.already, "the same command is known for good");
}

#[test]
fn a_view_of_the_past_does_not_know_them_either_and_counts_as_it_did() {
    let programme = asked();
    let (engine, then) = (&programme.engine, programme.engine.view());
    assert!(then.tiers.member(WHO).is_some_and(|member| member.external_ref.is_some()));
    accept(engine, forget());
    let past = engine.view_at(then.position, Patience::default()).expect("readable");
    let member = past.tiers.member(WHO).expect("still a row");
    assert_eq!((&member.external_ref, &member.name), (&None, &None));
    let reference = then.tiers.member(WHO).and_then(|member| member.external_ref.clone());
    assert!(past.tiers.by_external_ref(&reference.expect("there")).is_none());
    assert_eq!(member.standing, then.tiers.member(WHO).expect("a row").standing);
    assert_eq!(past.counted(), then.counted());
    for account in past.ledger.accounts() {
        assert!(account.koc_id != WHO || account.external_ref.is_none());
    }
}

#[test]
fn nobody_who_was_forgotten_gets_another_key() {
    let programme = asked();
    accept(&programme.engine, forget());
    let keys = programme.fixture.path().join("keys");
    let before = fs::read(&keys).expect("readable");
    let offer = programme.offer(programme.open_task("another", None), WHO);
    assert_eq!(refusal(&programme.engine, ask("offer again", offer)), "KOC_NOT_ACTIVE");
    let again = receive(DataRequestId([1; 16]), WHO);
    assert_eq!(refusal(&programme.engine, ask("ask again", again)), "KOC_NOT_ACTIVE");
    assert_eq!(fs::read(&keys).expect("readable"), before);
}

#[test]
fn other_people_are_read_as_before() {
    let programme = asked();
    let other = programme.member("other");
    accept(&programme.engine, forget());
    let programme = programme.reopened();
    let name = programme.engine.view().tiers.member(other).and_then(|it| it.name.clone());
    assert_eq!(programme.engine.unseal(&name.expect("sealed")).as_deref(), Some("An"));
    // Keys made later lie behind the destroyed slot.
    let later = programme.member("later");
    let programme = programme.reopened();
    let name = programme.engine.view().tiers.member(later).and_then(|it| it.name.clone());
    assert_eq!(programme.engine.unseal(&name.expect("sealed")).as_deref(), Some("An"));
}

#[test]
fn an_older_copy_of_the_keys_beside_the_newer_log_ends_erased() {
    let programme = asked();
    let keys = programme.fixture.path().join("keys");
    let (wrapped, sealed) = (wrapped_key(&keys), sealed_fields(&programme.engine));
    let older = fs::read(&keys).expect("readable");
    accept(&programme.engine, forget());
    let Live { engine, fixture } = programme;
    drop(engine);
    fs::write(&keys, &older).expect("writable");
    let programme = Live { engine: fixture.open(), fixture };
    nothing_is_left(&programme, &wrapped, &sealed);
    assert_ne!(fs::read(&keys).expect("readable"), older);
}

#[test]
fn an_import_beside_older_keys_destroys_the_keys_of_the_erased_before_it_ends() {
    let programme = asked();
    let keys = programme.fixture.path().join("keys");
    let (wrapped, sealed) = (wrapped_key(&keys), sealed_fields(&programme.engine));
    let target = Fixture::new();
    for file in ["keys", "master.key"] {
        let copy = programme.fixture.path().join(file);
        fs::copy(copy, target.path().join(file)).expect("copied");
    }
    accept(&programme.engine, forget());
    let lines: Result<Vec<String>, _> = programme.engine.export(programme.engine.head()).collect();
    let text = lines.expect("readable").join("\n") + "\n";
    import_events(&target.settings(), text.as_bytes()).expect("imported");
    assert_eq!(files_holding(target.path(), &wrapped), [""; 0]);
    let copy = Live { engine: target.open(), fixture: target };
    nothing_is_left(&copy, &wrapped, &sealed);
}

#[test]
fn a_slot_whose_destruction_was_cut_short_is_destroyed_at_the_next_opening() {
    let programme = asked();
    let keys = programme.fixture.path().join("keys");
    let (wrapped, sealed) = (wrapped_key(&keys), sealed_fields(&programme.engine));
    let older = fs::read(&keys).expect("readable");
    accept(&programme.engine, forget());
    let Live { engine, fixture } = programme;
    drop(engine);
    let newer = fs::read(&keys).expect("readable");
    let at = older.chunks_exact(128).position(|slot| slot[8..24] == WHO.0).expect("a slot") * 128;
    for cut in [4, 30, 60, 100, 120] {
        let mut torn = older.clone();
        torn[at..at + cut].copy_from_slice(&newer[at..at + cut]);
        fs::write(&keys, &torn).expect("writable");
        drop(fixture.open());
        assert_eq!(fs::read(&keys).expect("readable"), newer, "cut at {cut}");
    }
    let programme = Live { engine: fixture.open(), fixture };
    nothing_is_left(&programme, &wrapped, &sealed);
}

#[test]
fn when_a_key_cannot_be_destroyed_nobody_is_told_yes_and_the_next_opening_destroys_it() {
    for step in [KeyStep::Destroy, KeyStep::SyncDestroyed] {
        let programme = asked();
        let keys = programme.fixture.path().join("keys");
        let (wrapped, sealed) = (wrapped_key(&keys), sealed_fields(&programme.engine));
        let fault = move |at| match at == step {
            true => Err(io::Error::other("the disk is gone")),
            false => Ok(()),
        };
        let settings =
            Settings { key_fault: Some(Arc::new(fault)), ..programme.fixture.settings() };
        let programme = programme.reopened_with(settings);
        match programme.engine.execute(forget()) {
            Err(CommandError::NotKnown { .. }) => {}
            other => panic!("nothing can be promised: {other:?}"),
        }
        assert!(matches!(programme.engine.health(), Health::Stopped { .. }));
        assert!(is_recorded(&programme.engine), "the event comes first");
        assert!(sealed.iter().all(|field| programme.engine.unseal(field).is_none()));
        let programme = programme.reopened();
        assert!(accept(&programme.engine, forget()).already);
        nothing_is_left(&programme, &wrapped, &sealed);
    }
}

#[test]
fn the_event_is_on_disk_before_the_key_is_touched() {
    for step in [event_log::Step::Apply, event_log::Step::Flush, event_log::Step::Sync] {
        let programme = asked();
        let keys = programme.fixture.path().join("keys");
        let before = fs::read(&keys).expect("readable");
        let armed = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let broken = Arc::clone(&armed);
        let fault = move |at| match at == step && broken.load(std::sync::atomic::Ordering::SeqCst) {
            true => Err(io::Error::other("the disk is gone")),
            false => Ok(()),
        };
        let log = event_log::Options { fault: Some(Arc::new(fault)), ..Default::default() };
        let programme = {
            let settings = Settings { log, ..programme.fixture.settings() };
            programme.reopened_with(settings)
        };
        armed.store(true, std::sync::atomic::Ordering::SeqCst);
        assert!(matches!(programme.engine.execute(forget()), Err(CommandError::NotKnown { .. })));
        assert_eq!(fs::read(&keys).expect("readable"), before, "{step:?}");
        armed.store(false, std::sync::atomic::Ordering::SeqCst);
        let (wrapped, sealed) = (wrapped_key(&keys), sealed_fields(&programme.engine));
        let programme = programme.reopened();
        accept(&programme.engine, forget());
        nothing_is_left(&programme, &wrapped, &sealed);
    }
}

#[test]
fn keys_are_destroyed_only_of_those_the_log_names() {
    let programme = asked();
    accept(&programme.engine, forget());
    let erased: BTreeSet<_> = programme.engine.view().state.erased().collect();
    assert_eq!(erased, BTreeSet::from([WHO.into()]));
    let bytes = fs::read(programme.fixture.path().join("keys")).expect("readable");
    let destroyed = bytes.chunks_exact(128).filter(|slot| slot[5] == 2).count();
    assert_eq!(destroyed, 1);
}

mod kills {
    //! A child process is killed at every step of an erasure, and of the opening after it. The
    //! child is this test program itself, started with an environment variable.

    use std::io::{BufRead, BufReader, Write};
    use std::process::{Child, Command, Stdio};
    use std::sync::atomic::{AtomicBool, Ordering};

    use engine::ManualClock;
    use event_log::{Options, Step};

    use super::*;

    const STORE: &str = "KOC_ERASURE_STORE";
    const STEP: &str = "KOC_ERASURE_STEP";
    const REACHED: &str = "reached the step";

    /// Says that the step is reached, and waits to be killed.
    fn wait_at(step: &str) {
        if std::env::var(STEP).is_ok_and(|wanted| wanted == step) {
            let mut out = std::io::stdout().lock();
            writeln!(out, "{REACHED}").expect("the parent listens");
            out.flush().expect("the parent listens");
            loop {
                std::thread::park();
            }
        }
    }

    /// Not a test of its own: what the child does. Without the variable it does nothing.
    #[test]
    fn child_erases_until_killed() {
        let Some(dir) = std::env::var_os(STORE) else { return };
        let erasing = Arc::new(AtomicBool::new(false));
        let begun = Arc::clone(&erasing);
        let fault = move |step: Step| {
            if begun.load(Ordering::SeqCst) {
                wait_at(&format!("log {step:?}"));
            }
            Ok(())
        };
        let begun = Arc::clone(&erasing);
        let key_fault = move |step: KeyStep| {
            let when = if begun.load(Ordering::SeqCst) { "key" } else { "open" };
            wait_at(&format!("{when} {step:?}"));
            Ok(())
        };
        let engine = Engine::open(Settings {
            clock: Arc::new(ManualClock::at(moment(START))),
            log: Options { fault: Some(Arc::new(fault)), ..Options::default() },
            key_fault: Some(Arc::new(key_fault)),
            ..Settings::new(dir)
        })
        .expect("opens");
        erasing.store(true, Ordering::SeqCst);
        accept(&engine, forget());
        wait_at("answered");
    }

    fn killed_at(dir: &Path, step: &str) {
        let mut child: Child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "erasure::kills::child_erases_until_killed", "--nocapture"])
            .env(STORE, dir)
            .env(STEP, step)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let reached = lines.any(|line| line.expect("readable").contains(REACHED));
        assert!(reached, "the child never reached {step}");
        child.kill().expect("SIGKILL");
        child.wait().expect("gone");
    }

    #[test]
    fn killed_at_any_step_it_ends_erased() {
        let (at_the_log, at_the_keys) = (
            ["log Apply", "log Flush", "log Sync", "log KeepHead"],
            ["key Destroy", "key SyncDestroyed", "key Destroyed", "answered"],
        );
        for step in at_the_log.into_iter().chain(at_the_keys) {
            let Live { engine, fixture } = asked();
            let keys = fixture.path().join("keys");
            let (wrapped, sealed) = (wrapped_key(&keys), sealed_fields(&engine));
            drop(engine);
            killed_at(fixture.path(), step);
            let key_is_there = files_holding(fixture.path(), &wrapped) != [""; 0];
            let engine = fixture.open();
            let recorded = is_recorded(&engine);
            if at_the_keys.contains(&step) {
                assert!(recorded, "{step}: the event is on disk before the key is touched");
            }
            if !recorded {
                assert!(key_is_there, "{step}: nothing asks for it, so the key is there");
                assert!(sealed.iter().all(|field| engine.unseal(field).is_some()), "{step}");
            }
            let answer = accept(&engine, forget());
            assert_eq!(answer.already, recorded, "{step}: recorded once, before or now");
            nothing_is_left(&Live { engine, fixture }, &wrapped, &sealed);
        }
    }

    #[test]
    fn killed_while_opening_beside_older_keys_it_ends_erased() {
        for step in ["open Destroy", "open SyncDestroyed", "open Destroyed"] {
            let programme = asked();
            let keys = programme.fixture.path().join("keys");
            let (wrapped, sealed) = (wrapped_key(&keys), sealed_fields(&programme.engine));
            let older = fs::read(&keys).expect("readable");
            accept(&programme.engine, forget());
            let Live { engine, fixture } = programme;
            drop(engine);
            fs::write(&keys, &older).expect("writable");
            killed_at(fixture.path(), step);
            let programme = Live { engine: fixture.open(), fixture };
            nothing_is_left(&programme, &wrapped, &sealed);
        }
    }
}
