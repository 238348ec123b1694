//! What outsiders hold a log to: heads kept earlier, and proofs of a member's whole history.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{import, koc, scratch};

/// Moves of many members, so that the log has many frames.
fn many_moves(root: &Path, members: u32) -> PathBuf {
    let mut text = "member,at,from,to\n".to_owned();
    for member in 1..=members {
        text += &format!("k-{member},2020-01-01T00:00:00Z,none,seed\n");
    }
    for member in 1..=members {
        text += &format!("k-{member},2020-02-01T00:00:00Z,seed,active\n");
    }
    text += "k-1,2020-03-01T00:00:00Z,responder,seed\n";
    let file = root.join("moves.csv");
    std::fs::write(&file, text).expect("writable");
    file
}

/// A programme, and what `koc verify` says of it.
fn programme(members: u32) -> (tempfile::TempDir, PathBuf, Value) {
    let (root, dir) = scratch();
    import(&dir, "tier-moves", &many_moves(root.path(), members), &[]).ended(0);
    let said = koc(&dir, &["verify", "--format", "json"]).ended(0).json();
    (root, dir, said)
}

fn text<'a>(said: &'a Value, field: &str) -> &'a str {
    said[field].as_str().expect("a text")
}

#[test]
fn a_log_is_held_to_the_head_it_had_and_to_the_one_it_has_grown_from() {
    let (_root, dir, then) = programme(20);
    let (head, roll) = (text(&then, "head"), text(&then, "roll"));
    assert_eq!(then["expected"], Value::Null);
    koc(&dir, &["golive"]).ended(0);
    let verify = |head: &str, roll: &str| {
        koc(&dir, &["verify", "--expect-head", head, "--expect-roll", roll, "--format", "json"])
    };
    let now = verify(head, roll).ended(0).json();
    assert_eq!(now["expected"], "grown from the expected head");
    assert_ne!(now["head"], then["head"]);
    let same = verify(text(&now, "head"), text(&now, "roll")).ended(0).json();
    assert_eq!(same["expected"], "the same head");

    let (size, hash) = head.split_once(':').expect("a head");
    let size: u64 = size.parse().expect("a number");
    let other_root = verify(&format!("{size}:{}", "0".repeat(64)), roll).ended(5);
    assert!(other_root.stderr.contains("not the one of the expected head"));
    let other_size = verify(&format!("{}:{hash}", size - 1), roll).ended(5);
    assert!(other_size.stderr.contains("not the one of the expected head"));
    let other_roll = verify(head, text(&now, "roll")).ended(5);
    assert!(other_roll.stderr.contains("roll"), "{}", other_roll.stderr);
    verify("12:34", roll).ended(2);
    verify(head, "34").ended(2);
    koc(&dir, &["verify", "--expect-roll", roll]).ended(2);
}

#[test]
fn a_tail_that_is_cut_off_is_found_by_the_head_that_was_kept() {
    let (root, dir, then) = programme(20);
    let backup = root.path().join("backup");
    koc(&dir, &["backup", "--to", backup.to_str().expect("UTF-8")]).ended(0);
    koc(&dir, &["golive"]).ended(0);
    let now = koc(&dir, &["verify", "--format", "json"]).ended(0).json();

    // What the log was before: whole in itself, and no chain in it shows that more there was.
    std::fs::remove_dir_all(dir.join("log")).expect("it is there");
    koc(&dir, &["restore", "--from", backup.to_str().expect("UTF-8")]).ended(0);
    let cut = koc(&dir, &["verify", "--format", "json"]).ended(0).json();
    assert_eq!(cut["head"], then["head"]);
    let found = koc(&dir, &["verify", "--expect-head", text(&now, "head")]).ended(5);
    let end = format!("it ends at position {}", then["events"]);
    assert!(found.stderr.contains(&end), "{}", found.stderr);
    assert_eq!(found.stdout, "");
}

#[test]
fn a_bit_planted_in_a_stored_record_ends_verify_with_its_position() {
    let (_root, dir, _) = programme(40);
    let mut planted = Vec::new();
    behind_the_log(&dir, |chunks| {
        let (key, value) = chunks.iter().nth(3).expect("there are many").expect("readable");
        let mut value = value.to_vec();
        *value.last_mut().expect("it holds records") ^= 1;
        chunks.insert(&key, value).expect("writable");
        planted.extend(key[..8].iter());
    });
    let first = u64::from_be_bytes(planted.try_into().expect("eight bytes"));
    assert!(first > 1);
    let ran = koc(&dir, &["verify"]).ended(5);
    assert_eq!(ran.stdout, "");
    let named = ran.stderr.contains(&format!("position {first}:"))
        || ran.stderr.contains(&format!("record {first} "));
    assert!(named, "planted in the chunk from {first}: {}", ran.stderr);
}

/// Changes the sealed chunks of a closed log where nothing of ours looks on.
fn behind_the_log(dir: &Path, change: impl FnOnce(&sled::Tree)) {
    let store = sled::Config::new().path(dir.join("log/sled")).flush_every_ms(None);
    let store = store.open().expect("nobody has it open");
    change(&store.open_tree("seg").expect("the tree of chunks"));
    store.flush().expect("writable");
}

#[test]
fn a_bit_planted_anywhere_in_the_file_is_harmless_or_named_by_positions() {
    let (root, dir, then) = programme(400);
    let file = Path::new("log/sled/db");
    let whole = std::fs::read(dir.join(file)).expect("readable");
    let mut named = 0;
    for at in (1..10).map(|tenth| whole.len() / 10 * tenth) {
        let other = root.path().join(format!("flipped-{at}"));
        copy(&dir, &other);
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        std::fs::write(other.join(file), bytes).expect("writable");
        let ran = koc(&other, &["verify", "--format", "json"]);
        if ran.code == 0 {
            assert_eq!(ran.json()["head"], then["head"], "byte {at}");
            continue;
        }
        let ran = ran.ended(5);
        assert_eq!(ran.stdout, "");
        let mut words = ran.stderr.split([' ', ':', ',']);
        let place = words.find(|word| ["record", "records", "position"].contains(word));
        let position = place.and_then(|_| words.next()).and_then(|word| word.parse::<u64>().ok());
        let events = then["events"].as_u64().expect("a number");
        let is_named = position.is_some_and(|position| (1..=events).contains(&position));
        assert!(is_named, "byte {at}: {}", ran.stderr);
        named += 1;
    }
    assert!(named > 0, "no flip did any harm");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("writable");
    for entry in std::fs::read_dir(from).expect("readable") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.path() {
            path if path.is_dir() => copy(&path, &target),
            path => drop(std::fs::copy(path, target).expect("writable")),
        }
    }
}

#[test]
fn a_whole_history_is_proven_without_the_programme_and_nothing_can_be_left_out() {
    let (root, dir, then) = programme(20);
    let (head, roll) = (text(&then, "head"), text(&then, "roll"));
    let file = root.path().join("k-1.json");
    let path = file.to_str().expect("UTF-8");
    let prove = ["audit", "prove", "--koc", "k-1", "--to", path, "--format", "json"];
    let made = koc(&dir, &prove).ended(0).json();
    assert_eq!((&made["head"], &made["roll"]), (&then["head"], &then["roll"]));
    assert_eq!(made["events"], 4);
    let nowhere = root.path().join("nowhere");
    let check = |head: &str, more: &[&str]| {
        let args = ["audit", "check-proof", path, "--head", head, "--format", "json"];
        koc(&nowhere, &[&args, more].concat())
    };
    let whole = check(head, &["--roll", roll]).ended(0);
    assert!(whole.stderr.contains("all that is filed under"), "{}", whole.stderr);
    let types: Vec<Value> = whole.json().as_array().expect("rows").clone();
    let types: Vec<&str> = types.iter().map(|row| text(row, "type")).collect();
    let move_ = "TierMoveImported";
    assert_eq!(types, ["KocImported", move_, move_, move_]);
    assert!(!nowhere.exists());
    let without_roll = check(head, &[]).ended(0);
    assert!(without_roll.stderr.contains("give --roll"), "{}", without_roll.stderr);

    let proof: Value = serde_json::from_slice(&std::fs::read(&file).expect("readable")).unwrap();
    let write = |proof: &Value| std::fs::write(&file, proof.to_string()).expect("writable");
    for record in 0..4 {
        let mut less = proof.clone();
        less["streams"][0].as_array_mut().expect("records").remove(record);
        write(&less);
        let ran = check(head, &[]).ended(5);
        assert!(ran.stderr.contains("does not hold"), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    let mut swapped = proof.clone();
    swapped["streams"][0].as_array_mut().expect("records").swap(1, 2);
    write(&swapped);
    check(head, &[]).ended(5);
    let mut changed = proof.clone();
    let bytes = text(&proof["streams"][0][1], "bytes");
    let digit = if bytes.ends_with('0') { "1" } else { "0" };
    changed["streams"][0][1]["bytes"] = format!("{}{digit}", &bytes[..bytes.len() - 1]).into();
    write(&changed);
    check(head, &[]).ended(5);
    for (pointer, value) in [
        ("/format", "koc history proof 2"),
        ("/head", "7"),
        ("/roll", "ab"),
        ("/peaks/0", "xy"),
        ("/streams/0/0/bytes", "abc"),
        ("/more", "?"),
    ] {
        let mut wrong = proof.clone();
        match wrong.pointer_mut(pointer) {
            Some(field) => *field = value.into(),
            None => wrong["more"] = value.into(),
        }
        write(&wrong);
        let ran = check(head, &[]).ended(1);
        assert!(ran.stderr.contains("is no proof"), "{pointer}: {}", ran.stderr);
    }

    write(&proof);
    koc(&dir, &["golive"]).ended(0);
    let now = koc(&dir, &["verify", "--format", "json"]).ended(0).json();
    check(text(&now, "head"), &[]).ended(5);
    check(head, &["--roll", text(&now, "roll")]).ended(5);
    // The log has grown, and what was said of it then can be said again.
    let at = then["events"].to_string();
    koc(&dir, &[&prove[..], &["--at", &at]].concat()).ended(0);
    check(head, &["--roll", roll]).ended(0);
}

#[test]
fn a_proof_that_cannot_be_made_leaves_no_file() {
    let (root, dir, then) = programme(3);
    let folder = root.path().join("proofs");
    std::fs::create_dir(&folder).expect("writable");
    let file = folder.join("proof.json");
    let path = file.to_str().expect("UTF-8");
    let prove = |who: &str, more: &[&str]| {
        koc(&dir, &[&["audit", "prove", "--koc", who, "--to", path][..], more].concat())
    };
    let nobody = prove("k-99", &[]).ended(1);
    assert!(nobody.stderr.contains("no member `k-99`"), "{}", nobody.stderr);
    let beyond = (then["events"].as_u64().expect("a number") + 1).to_string();
    prove("k-1", &["--at", &beyond]).ended(2);
    let before = prove("k-1", &["--at", "1"]).ended(1);
    assert!(before.stderr.contains("up to position 1"), "{}", before.stderr);
    assert_eq!(std::fs::read_dir(&folder).expect("readable").count(), 0);
    prove("k-1", &[]).ended(0);
    assert_eq!(std::fs::read_dir(&folder).expect("readable").count(), 1);
}
