//! A log moved to another directory is the same log.

use std::path::Path;

use serde_json::Value;

use crate::support::{Ran, import, koc, scratch};

const MOVES: &str = "member,at,from,to
k-1,2020-01-01T00:00:00Z,none,seed
k-2,2020-01-01T00:00:00Z,none,partner
k-1,2020-02-01T00:00:00Z,seed,active
k-2,2020-03-01T00:00:00Z,partner,alumni
";

fn replayed(dir: &Path) -> (String, String) {
    let json = koc(dir, &["replay", "--digest", "exact", "--format", "json"]).ended(0).json();
    (json["head"].to_string(), json["digests"].to_string())
}

fn import_events(dir: &Path, file: &Path) -> Ran {
    koc(dir, &["import", "events", file.to_str().expect("UTF-8"), "--format", "json"])
}

#[test]
fn an_exported_log_imported_elsewhere_has_the_same_head_and_the_same_digests() {
    let (root, from) = scratch();
    let moves = root.path().join("moves.csv");
    std::fs::write(&moves, MOVES).expect("writable");
    import(&from, "tier-moves", &moves, &[]).ended(0);
    koc(&from, &["golive"]).ended(0);
    let lines = koc(&from, &["export", "--format", "jsonl"]).ended(0).stdout;
    let file = root.path().join("log.jsonl");
    std::fs::write(&file, &lines).expect("writable");

    let to = root.path().join("elsewhere");
    let summary = import_events(&to, &file).ended(0).json();
    assert_eq!(replayed(&to), replayed(&from));
    assert_eq!(summary["head"].to_string(), replayed(&from).0);
    koc(&to, &["verify"]).ended(0);
    assert_eq!(koc(&to, &["export", "--format", "jsonl"]).ended(0).stdout, lines);

    let twice = import_events(&to, &file).ended(4);
    assert!(twice.stderr.contains("empty"), "{}", twice.stderr);
}

#[test]
fn a_log_that_was_cut_or_changed_is_not_imported_at_all() {
    let (root, from) = scratch();
    let moves = root.path().join("moves.csv");
    std::fs::write(&moves, MOVES).expect("writable");
    import(&from, "tier-moves", &moves, &[]).ended(0);
    let lines = koc(&from, &["export", "--format", "jsonl"]).ended(0).stdout;
    let all: Vec<&str> = lines.lines().collect();
    let without_end = all[..all.len() - 1].join("\n");
    let without_one = [&all[..3], &all[4..]].concat().join("\n");
    let changed = lines.replacen("k-1", "k-7", 1);
    for (name, text) in [("cut", without_end), ("gap", without_one), ("changed", changed)] {
        let file = root.path().join(name);
        std::fs::write(&file, text).expect("writable");
        let to = root.path().join(format!("{name}-data"));
        import_events(&to, &file).ended(1);
        assert!(!to.join("log").exists(), "{name}: something was left behind");
    }
}

#[test]
fn the_csv_for_people_has_a_line_per_event_with_a_sentence_in_both_languages() {
    let (root, dir) = scratch();
    let moves = root.path().join("moves.csv");
    std::fs::write(&moves, MOVES).expect("writable");
    import(&dir, "tier-moves", &moves, &[]).ended(0);
    let text = koc(&dir, &["export", "--format", "csv"]).ended(0).stdout;
    let head = koc(&dir, &["verify", "--format", "json"]).ended(0).json();
    assert_eq!(text.lines().count() as u64, head["events"].as_u64().unwrap() + 1);
    assert!(text.starts_with("position,recorded_at,occurred_at,type,sentence,sentence_zh,stream"));
    let first = text.lines().nth(1).expect("an event");
    assert!(
        first.contains(",ProgrammeCreated,The programme was created.,创建了项目。,"),
        "{first}"
    );
}

/// The manifest of an export.
fn manifest(dir: &Path) -> Value {
    let text = std::fs::read(dir.join("manifest.json")).expect("readable");
    serde_json::from_slice(&text).expect("JSON")
}

#[test]
fn an_export_has_a_file_for_every_table_also_for_those_without_rows() {
    let (root, dir) = scratch();
    let moves = root.path().join("moves.csv");
    std::fs::write(&moves, MOVES).expect("writable");
    import(&dir, "tier-moves", &moves, &[]).ended(0);
    let said = koc(&dir, &["verify", "--format", "json"]).ended(0).json();
    let to = root.path().join("all");
    let path = to.to_str().expect("UTF-8");
    let ran = koc(&dir, &["export", "all", "--format", "parquet", "--to", path]).ended(0);
    let head = said["head"].as_str().expect("a head");
    assert!(ran.stderr.contains(&format!("head {head}")), "{}", ran.stderr);
    let manifest = manifest(&to);
    assert_eq!((&manifest["head"], &manifest["position"]), (&said["head"], &said["events"]));
    let files = manifest["files"].as_array().expect("files");
    // One for each table and for the events.
    let tables: Value =
        serde_json::from_str(include_str!("../../../../schemas/tables.json")).expect("JSON");
    assert_eq!(files.len(), tables.as_array().expect("tables").len() + 1);
    let mut empty = 0;
    for file in files {
        let name = file["file"].as_str().expect("a name");
        let bytes = std::fs::read(to.join(name)).expect("readable");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{name}");
        empty += u32::from(file["rows"] == 0);
    }
    assert!(empty > 10, "nothing but moves was imported");
    let rows = |name: &str| {
        let file = files.iter().find(|file| file["file"] == name).expect("there");
        file["rows"].as_u64().expect("a number")
    };
    assert_eq!(rows("events.parquet"), said["events"].as_u64().expect("a number"));
    assert_eq!((rows("tiers.member.parquet"), rows("tiers.tier_fact.parquet")), (2, 4));
    let listed = std::fs::read_dir(&to).expect("readable").count();
    assert_eq!(listed, files.len() + 1);
}

#[test]
fn an_export_as_of_a_position_is_the_one_made_then() {
    let (root, dir) = scratch();
    let moves = root.path().join("moves.csv");
    std::fs::write(&moves, MOVES).expect("writable");
    import(&dir, "tier-moves", &moves, &[]).ended(0);
    let then = koc(&dir, &["verify", "--format", "json"]).ended(0).json();
    let export = |to: &str, more: &[&str]| {
        let to = root.path().join(to);
        let path = to.to_str().expect("UTF-8");
        let what = ["export", "events", "tiers", "ledger", "--format", "csv", "--to", path];
        koc(&dir, &[&what, more].concat()).ended(0);
        let files = std::fs::read_dir(to).expect("readable");
        let mut read: Vec<(String, String)> = files
            .map(|file| file.expect("an entry"))
            .map(|file| {
                let text = std::fs::read_to_string(file.path()).expect("readable");
                (file.file_name().into_string().expect("UTF-8"), text)
            })
            .collect();
        read.sort();
        read
    };
    let made_then = export("then", &[]);
    koc(&dir, &["golive"]).ended(0);
    let position = then["events"].to_string();
    assert_eq!(export("at", &["--at", &position]), made_then);
    assert_ne!(export("now", &[]), made_then);

    let export = |more: &[&str]| {
        koc(&dir, &[&["export", "--format", "jsonl"], more].concat()).ended(0).stdout
    };
    // Its events, then its head: it can be taken back as the log it was.
    let (all, some) = (export(&[]), export(&["--at", &position]));
    let (some, head) = some.trim_end().rsplit_once('\n').expect("many lines");
    assert!(all.starts_with(some));
    assert_eq!(head, format!("{{\"head\":{}}}", then["head"]));
    let before = export(&["--known-at", "2000-01-01T00:00:00Z"]);
    assert_eq!(before.lines().count(), 1, "{before}");
    koc(&dir, &["export", "--format", "jsonl", "--at", "99"]).ended(2);
    koc(&dir, &["export", "--format", "jsonl", "--at", "1", "--known-at", "2000-01-01T00:00:00Z"])
        .ended(2);
}

#[test]
fn an_export_of_events_to_a_directory_is_taken_back() {
    let (root, dir) = scratch();
    let moves = root.path().join("moves.csv");
    std::fs::write(&moves, MOVES).expect("writable");
    import(&dir, "tier-moves", &moves, &[]).ended(0);
    let to = root.path().join("lines");
    let path = to.to_str().expect("UTF-8");
    koc(&dir, &["export", "events", "--format", "jsonl", "--to", path]).ended(0);
    let other = root.path().join("elsewhere");
    import_events(&other, &to.join("events.jsonl")).ended(0);
    assert_eq!(replayed(&other), replayed(&dir));
}

#[test]
fn an_export_that_cannot_be_made_leaves_nothing() {
    let (root, dir) = scratch();
    let moves = root.path().join("moves.csv");
    std::fs::write(&moves, MOVES).expect("writable");
    import(&dir, "tier-moves", &moves, &[]).ended(0);
    let folder = root.path().join("exports");
    let to = folder.join("there");
    std::fs::create_dir_all(&to).expect("writable");
    std::fs::write(to.join("mine"), "kept").expect("writable");
    let path = to.to_str().expect("UTF-8");
    let there = koc(&dir, &["export", "tiers", "--format", "csv", "--to", path]).ended(1);
    assert!(there.stderr.contains("is there already"), "{}", there.stderr);
    assert_eq!(std::fs::read_to_string(to.join("mine")).expect("readable"), "kept");
    let beyond = folder.join("beyond");
    let beyond = beyond.to_str().expect("UTF-8");
    koc(&dir, &["export", "all", "--format", "csv", "--to", beyond, "--at", "999"]).ended(2);
    koc(&dir, &["export", "tiers", "--format", "csv"]).ended(2);
    koc(&dir, &["export", "--format", "parquet"]).ended(2);
    koc(&dir, &["export", "nothing", "--format", "csv"]).ended(2);
    assert_eq!(std::fs::read_dir(&folder).expect("readable").count(), 1);
}

#[test]
fn an_export_does_not_end_within_what_one_command_recorded() {
    let (root, dir) = scratch();
    koc(&dir, &["simulate", "--members", "20", "--months", "1", "--seed", "7"]).ended(0);
    let all = koc(&dir, &["export", "--format", "jsonl"]).ended(0).stdout;
    let commands: Vec<Value> = all
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["commandId"].clone())
        .collect();
    let within = commands.windows(2).position(|pair| !pair[0].is_null() && pair[0] == pair[1]);
    let within = within.expect("some command recorded several events") + 1;
    let at = within.to_string();
    let refused = koc(&dir, &["export", "--format", "jsonl", "--at", &at]).ended(2);
    assert!(refused.stderr.contains("one command recorded"), "{}", refused.stderr);
    assert_eq!(refused.stdout, "");
    let to = root.path().join("tables");
    let to = to.to_str().expect("UTF-8");
    koc(&dir, &["export", "all", "--format", "csv", "--to", to, "--at", &at]).ended(2);
    assert!(!Path::new(to).exists(), "nothing half-done stays");

    let last = commands.iter().rposition(|id| *id == commands[within]).expect("there") + 1;
    let at = last.to_string();
    let lines = koc(&dir, &["export", "--format", "jsonl", "--at", &at]).ended(0).stdout;
    let file = root.path().join("part.jsonl");
    std::fs::write(&file, lines).expect("writable");
    let summary = import_events(&root.path().join("part"), &file).ended(0).json();
    assert_eq!(summary["events"], last);
}
