//! A log moved to another directory is the same log.

use std::path::Path;

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
