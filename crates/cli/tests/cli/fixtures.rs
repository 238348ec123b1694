//! Stories from outside a test: `koc fixture`.

use std::path::{Path, PathBuf};

use crate::support::{Ran, import, koc, scratch};

const DOCUMENT: &str = include_str!("../../../../docs/fixtures.md");

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn story(name: &str) -> PathBuf {
    repository().join("fixtures").join(name)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn fixture(args: &[&str]) -> Ran {
    let (_root, dir) = scratch();
    koc(&dir, &[&["fixture"], args].concat())
}

/// A copy of a story with `from` replaced once by `to`.
fn broken(root: &Path, name: &str, from: &str, to: &str) -> PathBuf {
    let events = std::fs::read_to_string(story(name).join("events.jsonl")).expect("a story");
    assert!(events.contains(from), "{name} says nothing of {from}");
    let folder = root.join(name);
    std::fs::create_dir_all(&folder).expect("writable");
    std::fs::write(folder.join("events.jsonl"), events.replacen(from, to, 1)).expect("writable");
    folder
}

#[test]
fn every_command_of_the_document_does_what_it_says() {
    let mut ran = 0;
    for line in DOCUMENT.lines().filter_map(|line| line.strip_prefix("$ koc ")) {
        let (_root, dir) = scratch();
        let args: Vec<&str> = line.split_whitespace().collect();
        let mut command = crate::support::koc_command(&dir, &args);
        let done: Ran = command.current_dir(repository()).output().expect("koc runs").into();
        done.ended(0);
        ran += 1;
    }
    assert!(ran > 0, "the document shows no command");
}

#[test]
fn faults_are_lines_for_people_and_rows_for_programs() {
    let (root, _) = scratch();
    let name = "demoted_after_notice_and_grace";
    let folder = broken(root.path(), name, r#""to":"RESPONDER""#, r#""to":"GOLD""#);
    let events = std::fs::read_to_string(folder.join("events.jsonl")).expect("written");
    let (index, line) =
        events.lines().enumerate().find(|(_, line)| line.contains("GOLD")).expect("written");
    let column = line.find("\"GOLD\"").expect("it is there") + 1;

    let ran = fixture(&["check", text(&folder), text(&story(name))]).ended(4);
    let place = format!("{}:{}:{column}", folder.join("events.jsonl").display(), index + 1);
    let field = "rules.promotionRules[0].to";
    let what = r#""GOLD" is none of SEED, RESPONDER, PARTNER"#;
    assert_eq!(ran.stdout, format!("{place}: event.data.{field}: {what}\n"));
    assert!(ran.stderr.contains("in 2 files, 1 faults"), "{}", ran.stderr);

    let rows = fixture(&["check", text(&folder), "--format", "json"]).ended(4).json();
    assert_eq!(rows[0]["line"], index + 1);
    assert_eq!(rows[0]["column"], column);
    assert_eq!(rows[0]["field"], format!("event.data.{field}"));
    assert_eq!(rows[0]["fault"], what);
}

#[test]
fn a_story_that_is_not_there_is_a_failure() {
    let ran = fixture(&["check", "/nowhere/at/all"]).ended(1);
    assert!(ran.stderr.contains("cannot read /nowhere/at/all"), "{}", ran.stderr);
}

#[test]
fn an_export_is_checked_and_its_import_tells_the_field() {
    let (root, dir) = scratch();
    let moves = root.path().join("moves.csv");
    std::fs::write(&moves, "member,at,from,to\nk-1,2020-01-01T00:00:00Z,none,seed\n")
        .expect("writable");
    import(&dir, "tier-moves", &moves, &[]).ended(0);
    let lines = koc(&dir, &["export", "--format", "jsonl"]).ended(0).stdout;
    let file = root.path().join("log.jsonl");
    std::fs::write(&file, &lines).expect("writable");
    fixture(&["check", text(&file)]).ended(0);

    let cut: Vec<&str> = lines.lines().collect();
    std::fs::write(&file, cut[..cut.len() - 1].join("\n")).expect("writable");
    let ran = fixture(&["check", text(&file)]).ended(4);
    assert!(ran.stdout.contains("its end is missing"), "{}", ran.stdout);

    std::fs::write(&file, lines.replacen("\"goodStanding\":", "\"standing\":", 1))
        .expect("writable");
    let to = root.path().join("elsewhere");
    let ran = koc(&to, &["import", "events", text(&file)]).ended(1);
    let place = format!("{}:", file.display());
    assert!(ran.stderr.contains(&place), "{}", ran.stderr);
    assert!(ran.stderr.contains("event.data: `goodStanding` is missing"), "{}", ran.stderr);
    assert!(ran.stderr.contains("event.data.standing: there is no such field"), "{}", ran.stderr);
    assert!(!to.join("log").exists(), "something was left behind");
}
