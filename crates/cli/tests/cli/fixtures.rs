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
        let (root, dir) = scratch();
        std::os::unix::fs::symlink(repository().join("fixtures"), root.path().join("fixtures"))
            .expect("a link to the stories");
        let args: Vec<&str> = line.split_whitespace().collect();
        let mut command = crate::support::koc_command(&dir, &args);
        let done: Ran = command.current_dir(root.path()).output().expect("koc runs").into();
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

/// Member, tier and since, of everybody in a tier.
fn members(dir: &Path) -> Vec<Vec<String>> {
    let args = ["audit", "members", "--as-of", "2021-01-01", "--format", "csv"];
    koc(dir, &args).ended(0).csv("koc,tier,since")
}

#[test]
fn a_member_is_cut_from_the_log_and_from_its_export_alike() {
    let (root, dir) = scratch();
    let moves = root.path().join("moves.csv");
    let rows = "member,at,from,to
k-1,2020-01-01T00:00:00Z,none,seed
k-2,2020-01-01T00:00:00Z,none,partner
k-1,2020-02-01T00:00:00Z,seed,active
k-3,2020-02-01T00:00:00Z,none,seed
k-2,2020-03-01T00:00:00Z,partner,alumni
";
    std::fs::write(&moves, rows).expect("writable");
    import(&dir, "tier-moves", &moves, &[]).ended(0);
    koc(&dir, &["golive"]).ended(0);
    assert_eq!(members(&dir).len(), 2);

    let own = root.path().join("own");
    let args = ["fixture", "cut", "--member", "k-1", "--salt", "s", "--format", "json", "--to"];
    let row = koc(&dir, &[&args[..], &[text(&own)]].concat()).ended(0).json();
    assert_eq!(row["events"], 7, "{row}");
    fixture(&["check", text(&own)]).ended(0);
    let events = std::fs::read_to_string(own.join("events.jsonl")).expect("written");
    assert!(!events.contains("k-1"), "{events}");
    let about = std::fs::read_to_string(own.join("about.md")).expect("written");
    let told = row["tells"].as_str().expect("a text");
    assert!(about.contains(told) && events.contains(&told[told.len() - 40..]), "{about}");

    let export = root.path().join("log.jsonl");
    let lines = koc(&dir, &["export", "--format", "jsonl"]).ended(0).stdout;
    std::fs::write(&export, lines).expect("writable");
    let other = root.path().join("other");
    let from = ["--from", text(&export), text(&other)];
    let nowhere = root.path().join("nowhere");
    koc(&nowhere, &[&args[..8], &from[..2], &["--to", from[2]]].concat()).ended(0);
    assert!(!nowhere.exists(), "a file is cut without a programme");
    let again = std::fs::read_to_string(other.join("events.jsonl")).expect("written");
    assert_eq!(again, events);

    let there = koc(&dir, &[&args[..], &[text(&own)]].concat()).ended(1);
    assert!(there.stderr.contains("is there already"), "{}", there.stderr);
}

#[test]
fn what_cannot_be_cut_is_said_and_leaves_nothing_behind() {
    let (root, _) = scratch();
    let to = root.path().join("to");
    let from = story("koc_merged");
    let cut = |what: &[&str]| {
        let args = [&["cut", "--from", text(&from), "--to", text(&to)], what].concat();
        let ran = fixture(&args);
        assert!(!to.exists(), "something was left behind");
        (ran.code, ran.stderr)
    };
    let nobody = cut(&["--member", "nobody"]);
    assert!(nobody.0 == 1 && nobody.1.contains("nobody is known as `nobody`"), "{nobody:?}");
    let never = cut(&["--where", "KocDemoted=3"]);
    assert!(never.0 == 1 && never.1.contains("not 3 times"), "{never:?}");
    let misspelt = cut(&["--where", "KocDemotted"]);
    assert!(misspelt.0 == 2 && misspelt.1.contains("is `KocDemoted` meant?"), "{misspelt:?}");
    let backwards = cut(&["--positions", "9..3"]);
    assert!(backwards.0 == 2 && backwards.1.contains("like 120..180"), "{backwards:?}");
    assert_eq!(cut(&[]).0, 2);
    assert_eq!(cut(&["--positions", "1..3", "--member", "tao"]).0, 2);
}
