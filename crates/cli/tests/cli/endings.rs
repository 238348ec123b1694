//! Exit codes, and what is said with them.

use std::path::Path;

use crate::support::{import, koc, scratch};

fn some_moves(root: &Path) -> std::path::PathBuf {
    let file = root.join("moves.csv");
    std::fs::write(&file, "member,at,from,to\nk-1,2020-01-01T00:00:00Z,none,seed\n")
        .expect("writable");
    file
}

#[test]
fn wrong_usage_ends_with_2_and_records_nothing() {
    let (root, dir) = scratch();
    let file = some_moves(root.path());
    koc(&dir, &["import", "tier-moves"]).ended(2);
    koc(&dir, &["fly"]).ended(2);
    koc(&dir, &["audit", "members", "--as-of", "soon"]).ended(2);
    import(&dir, "tier-moves", &file, &["--alias", "gold"]).ended(2);
    import(&dir, "tier-moves", &file, &["--alias", "gold=olympic"]).ended(2);
    let zone = import(&dir, "tier-moves", &file, &["--time-zone", "Mars/Olympus"]).ended(2);
    assert!(zone.stderr.contains("Mars/Olympus"), "{}", zone.stderr);
    koc(&dir, &["serve", "--listen", "0.0.0.0:0"]).ended(2);
    assert_eq!(koc(&dir, &["replay", "--format", "json"]).json()["events"], 0);
}

#[test]
fn what_cannot_be_done_ends_with_1_and_makes_no_directory() {
    let (root, dir) = scratch();
    for args in [&["verify"][..], &["replay"], &["audit", "ledger"], &["golive"]] {
        let ran = koc(&dir, args).ended(1);
        assert!(ran.stderr.contains("there is no programme"), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
        assert!(!dir.exists());
    }
    import(&dir, "tier-moves", &root.path().join("missing.csv"), &[]).ended(1);
}

#[test]
fn a_rule_that_says_no_ends_with_4() {
    let (root, dir) = scratch();
    let file = some_moves(root.path());
    import(&dir, "tier-moves", &file, &["--time-zone", "Europe/Paris"]).ended(0);
    let other = import(&dir, "tier-moves", &file, &["--time-zone", "Asia/Shanghai"]).ended(4);
    assert!(other.stderr.contains("Europe/Paris"), "{}", other.stderr);
    import(&dir, "tier-moves", &file, &["--time-zone", "Europe/Paris"]).ended(0);
    koc(&dir, &["golive"]).ended(0);
    let again = koc(&dir, &["golive"]).ended(4);
    assert!(again.stderr.contains("PROGRAMME_ALREADY_LIVE"), "{}", again.stderr);
    let late = import(&dir, "tier-moves", &file, &[]).ended(4);
    assert!(late.stderr.contains("IMPORT_CLOSED"), "{}", late.stderr);
    assert_eq!(late.stdout, "");
}

#[test]
fn two_imports_of_one_name_give_the_same_ids_in_different_directories() {
    let (root, dir) = scratch();
    let file = some_moves(root.path());
    let ids = |name: &str, into: &Path| {
        import(into, "tier-moves", &file, &["--programme", name]).ended(0);
        let events = koc(into, &["export", "--format", "jsonl"]).ended(0).stdout;
        let streams = events.lines().filter_map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
            line["stream"].as_str().map(str::to_owned)
        });
        streams.collect::<Vec<String>>()
    };
    let first = ids("演示 A", &dir);
    assert_eq!(first, ids("演示 A", &root.path().join("again")));
    assert_ne!(first, ids("演示 B", &root.path().join("other")));
}

#[test]
fn a_flipped_byte_ends_with_5_and_names_the_place() {
    let (root, dir) = scratch();
    let file = some_moves(root.path());
    import(&dir, "tier-moves", &file, &[]).ended(0);
    koc(&dir, &["verify"]).ended(0);
    let mut damaged = 0;
    for found in walk(&dir.join("log")) {
        let mut bytes = std::fs::read(&found).expect("readable");
        let Some(at) = find(&bytes, b"k-1") else { continue };
        bytes[at] ^= 1;
        std::fs::write(&found, bytes).expect("writable");
        damaged += 1;
    }
    assert!(damaged > 0, "the stored reference was not found");
    let ran = koc(&dir, &["verify"]).ended(5);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.starts_with("koc: "), "{}", ran.stderr);
}

fn walk(dir: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(dir).expect("readable").map(|entry| entry.expect("an entry"));
    let paths = entries.map(|entry| entry.path());
    paths.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[test]
fn a_programme_whose_master_key_is_kept_elsewhere_opens_only_with_it() {
    let (root, dir) = scratch();
    let file = root.path().join("moves.csv");
    std::fs::write(&file, "member,at,from,to\nk-1,2020-01-01T00:00:00Z,none,seed\n")
        .expect("writable");
    let key = root.path().join("elsewhere.key");
    let with_key = ["--master-key-file", key.to_str().expect("UTF-8")];
    import(&dir, "tier-moves", &file, &with_key).ended(0);
    assert!(key.exists() && !dir.join("master.key").exists());
    let without = koc(&dir, &["verify"]).ended(1);
    assert!(without.stderr.contains("key"), "{}", without.stderr);
    koc(&dir, &[&["verify"], &with_key[..]].concat()).ended(0);
}
