//! Personal data: sealed before it is recorded, never clear in any file.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use domain::Event;
use domain::operator;
use domain::personal::Sealed;
use engine::{Engine, EngineError, KeyError, Settings};

use crate::support::*;

const NAME: &str = "Ouyang Zhenhua 欧阳振华";

fn sealed_name(events: &[domain::Recorded]) -> Sealed {
    match &events[0].event {
        Event::Operator(operator::Event::OperatorAdded(added)) => added.name.clone(),
        other => panic!("{other:?}"),
    }
}

/// Every file under `folder` that holds `bytes`.
pub(crate) fn files_holding(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            found.extend(files_holding(&path, bytes));
        } else if holds(&fs::read(&path).expect("readable"), bytes) {
            found.push(path.display().to_string());
        }
    }
    found
}

pub(crate) fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_name_is_in_no_file_and_can_be_read_with_its_key() {
    let (fixture, engine) = Fixture::with_programme();
    let accepted = accept(&engine, ask("operator", add_operator(7, NAME)));
    let sealed = sealed_name(&accepted.events);
    assert_eq!(engine.unseal(&sealed).as_deref(), Some(NAME));
    let export: Result<Vec<String>, _> = engine.export(engine.head()).collect();
    assert!(!holds(export.expect("readable").concat().as_bytes(), NAME.as_bytes()));
    drop(engine);
    assert_ne!(files_holding(fixture.path(), b"Lynx"), [""; 0], "what is not personal is found");
    assert_eq!(files_holding(fixture.path(), NAME.as_bytes()), [""; 0]);
    assert_eq!(files_holding(fixture.path(), "Zhenhua".as_bytes()), [""; 0]);
    assert_eq!(fixture.open().unseal(&sealed).as_deref(), Some(NAME), "after opening again too");
}

#[test]
fn white_space_around_a_text_is_not_kept() {
    let (_fixture, engine) = Fixture::with_programme();
    let accepted = accept(&engine, ask("operator", add_operator(7, "  Li Wei \n")));
    assert_eq!(engine.unseal(&sealed_name(&accepted.events)).as_deref(), Some("Li Wei"));
}

#[test]
fn equal_texts_have_equal_fingerprints_and_different_bytes() {
    let (_fixture, engine) = Fixture::with_programme();
    let seal = |number: u8, name: &str| {
        let request = ask(&format!("operator{number}"), add_operator(number, name));
        sealed_name(&accept(&engine, request).events)
    };
    let (one, same, other) = (seal(1, "Li Wei"), seal(2, "Li Wei"), seal(3, "Li Mei"));
    assert_eq!(one.fingerprint, same.fingerprint);
    assert_ne!(one.fingerprint, other.fingerprint);
    assert_ne!(one.nonce, same.nonce);
    assert_ne!(one.ciphertext, same.ciphertext);
}

#[test]
fn a_sealed_field_does_not_open_as_another_persons_or_as_another_kind() {
    let (_fixture, engine) = Fixture::with_programme();
    let one = sealed_name(&accept(&engine, ask("one", add_operator(1, "Li Wei"))).events);
    let two = sealed_name(&accept(&engine, ask("two", add_operator(2, "Li Mei"))).events);
    assert_eq!(engine.unseal(&Sealed { person: two.person, ..one.clone() }), None);
    let field = domain::personal::SealedField::Note;
    assert_eq!(engine.unseal(&Sealed { field, ..one.clone() }), None);
    let stranger = domain::personal::Person([0xEE; 16]);
    assert_eq!(engine.unseal(&Sealed { person: stranger, ..one }), None);
}

#[test]
fn a_refused_command_leaves_no_key_behind() {
    let (fixture, engine) = Fixture::with_programme();
    let keys = || fs::read(fixture.path().join("keys")).expect("readable");
    let before = keys();
    let mut request = ask("operator", add_operator(7, NAME));
    request.actor = domain::Actor::IMPORT;
    assert_eq!(refusal(&engine, request), "FORBIDDEN");
    assert_eq!(keys(), before);
    accept(&engine, ask("operator", add_operator(7, NAME)));
    assert!(keys().len() > before.len());
}

#[test]
fn nothing_sealed_or_secret_is_shown_by_debug() {
    let request = ask("operator", add_operator(7, NAME));
    assert!(!format!("{request:?}").contains("Zhenhua"));
}

#[test]
fn the_master_key_is_for_its_owner_alone_and_may_lie_elsewhere() {
    let fixture = Fixture::new();
    let elsewhere = tempfile::tempdir().expect("a scratch folder");
    let master = elsewhere.path().join("master");
    let settings = || Settings { master_key_file: Some(master.clone()), ..fixture.settings() };
    drop(Engine::open(settings()).expect("opens"));
    let mode = fs::metadata(&master).expect("was made").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!fixture.path().join("master.key").exists());
    drop(Engine::open(settings()).expect("opens again"));
}

#[track_caller]
fn key_error(settings: Settings) -> KeyError {
    match Engine::open(settings) {
        Err(EngineError::Keys(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("opened"),
    }
}

#[test]
fn a_missing_wrong_or_unreadable_master_key_is_named() {
    let (fixture, engine) = Fixture::with_programme();
    drop(engine);
    let master = fixture.path().join("master.key");
    fs::rename(&master, fixture.path().join("aside")).expect("movable");
    assert!(matches!(key_error(fixture.settings()), KeyError::MasterKeyMissing { .. }));
    assert!(!master.exists(), "none is made in its place");
    fs::write(&master, "ab".repeat(32)).expect("writable");
    assert!(matches!(key_error(fixture.settings()), KeyError::MasterKeyWrong { .. }));
    fs::write(&master, "no key").expect("writable");
    assert!(matches!(key_error(fixture.settings()), KeyError::MasterKeyInvalid { .. }));
    fs::rename(fixture.path().join("aside"), &master).expect("movable");
    drop(fixture.open());
}

#[test]
fn a_damaged_slot_is_named_and_a_slot_cut_short_was_never_acknowledged() {
    let (fixture, engine) = Fixture::with_programme();
    accept(&engine, ask("operator", add_operator(7, NAME)));
    drop(engine);
    let path = fixture.path().join("keys");
    let sound = fs::read(&path).expect("readable");
    let mut damaged = sound.clone();
    damaged[128 + 50] ^= 1;
    fs::write(&path, &damaged).expect("writable");
    match key_error(fixture.settings()) {
        KeyError::Damaged { slot, .. } => assert_eq!(slot, 1),
        other => panic!("{other}"),
    }
    let cut_short = [&sound[..], &[0x4b; 60]].concat();
    fs::write(&path, &cut_short).expect("writable");
    let engine = fixture.open();
    let accepted = accept(&engine, ask("other", add_operator(8, "Li Mei")));
    drop(engine);
    let engine = fixture.open();
    assert_eq!(engine.unseal(&sealed_name(&accepted.events)).as_deref(), Some("Li Mei"));
}
