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

/// The words of a command as a shell takes them: what stands in quotes is one.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(index, part)| match index % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

#[test]
fn every_command_of_the_document_does_what_it_says() {
    let mut ran = 0;
    for line in DOCUMENT.lines().filter_map(|line| line.strip_prefix("$ koc ")) {
        let (root, dir) = scratch();
        std::os::unix::fs::symlink(repository().join("fixtures"), root.path().join("fixtures"))
            .expect("a link to the stories");
        let args = words(line);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
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

#[test]
fn a_failing_story_is_shrunk_to_what_fails() {
    let (root, _) = scratch();
    let name = "policy_v2_mid_window_incumbent_grace";
    let folder = broken(root.path(), name, r#""basis":"policy""#, r#""basis":"whim""#);
    let to = root.path().join("small");
    let program = env!("CARGO_BIN_EXE_koc");
    let args =
        ["shrink", text(&folder), "--to", text(&to), "--format", "json", "--fails-with", "4"];
    let command = ["--", program, "fixture", "check"];
    let row = fixture(&[&args[..], &command].concat()).ended(0).json();
    assert_eq!(row["events"], 1, "{row}");
    assert!(row["of"].as_u64().expect("a number") > 10, "{row}");
    let events = std::fs::read_to_string(to.join("events.jsonl")).expect("written");
    assert!(events.starts_with("{") && events.contains("whim"), "{events}");
    let faults = fixture(&["check", text(&to)]).ended(4).stdout;
    assert_eq!(faults.lines().count(), 1, "only what was planted is wrong: {faults}");
    assert!(faults.contains("event.data.basis"), "{faults}");
    assert!(!root.path().join("small.try").exists(), "what was tried is removed");
}

#[test]
fn a_command_is_given_the_story_where_it_says_and_no_longer_than_it_may() {
    let (root, _) = scratch();
    let folder = story("koc_merged");
    let shrink = |to: &Path, more: &[&str]| {
        let args = ["shrink", text(&folder), "--to", text(to), "--format", "json"];
        fixture(&[&args[..], more].concat())
    };
    let to = root.path().join("grep");
    let script = "! grep -q KocMerged {}/events.jsonl";
    let row = shrink(&to, &["--", "sh", "-c", script]).ended(0).json();
    assert_eq!(row["events"], 1, "{row}");

    let never = shrink(&root.path().join("never"), &["--", "true"]).ended(1);
    assert!(never.stderr.contains("does not fail the command"), "{}", never.stderr);
    let slow = ["--timeout", "0", "--", "sh", "-c", "exec sleep 30"];
    let slow = shrink(&root.path().join("slow"), &slow).ended(1);
    assert!(slow.stderr.contains("does not fail the command"), "{}", slow.stderr);
    let missing = shrink(&root.path().join("missing"), &["--", "/no/such/program"]).ended(1);
    assert!(missing.stderr.contains("cannot run `/no/such/program`"), "{}", missing.stderr);
    for left in ["never", "slow", "missing"] {
        assert!(!root.path().join(left).exists(), "{left}: something was left behind");
    }
}

#[test]
fn a_story_is_told_in_both_languages() {
    use unicode_width::UnicodeWidthStr;

    let folder = story("demoted_after_notice_and_grace");
    let english = fixture(&["show", text(&folder)]).ended(0).stdout;
    let row = |text: &str, part: &str| {
        let row = text.lines().find(|line| line.contains(part)).map(str::to_owned);
        row.unwrap_or_else(|| panic!("nothing says {part}: {text}"))
    };
    let demoted = row(&english, "A member was demoted. PARTNER → RESPONDER");
    assert!(demoted.contains(" chen ") && demoted.contains("operator 1 (operations)"), "{demoted}");
    assert!(row(&english, "ev_1 ").contains("2025-03-01 10:00"), "{english}");

    let chinese = fixture(&["show", text(&folder), "--lang", "zh"]).ended(0).stdout;
    let demoted = row(&chinese, "成员降级。 PARTNER → RESPONDER");
    assert!(demoted.contains("运营人员 1 (运营)"), "{demoted}");
    let begins = |line: &str, word: &str| line[..line.find(word).expect("it is there")].width();
    let column = begins(chinese.lines().next().expect("a header"), "内容");
    assert_eq!(begins(&demoted, "成员降级。"), column, "{chinese}");
    let rows = fixture(&["show", text(&folder), "--format", "json"]).ended(0).json();
    assert_eq!(rows[0]["what"], "The programme was created.");

    let export = fixture(&["show", text(&story("unknown_event_type_and_old_schema"))]).ended(0);
    assert!(export.stderr.contains("events of a newer program are left out"), "{}", export.stderr);
}

/// From the programme's own log as from an export of it.
#[test]
fn what_only_a_newer_program_knows_is_left_out_of_what_is_cut() {
    let (root, dir) = scratch();
    let export = story("unknown_event_type_and_old_schema").join("export.jsonl");
    koc(&dir, &["import", "events", text(&export)]).ended(0);
    // The newer event lies in the stream of this task's assignment.
    let task = "task_c3253a85-7b14-59b2-bfde-9a86c9caa959";
    let cut = |from: &[&str], to: &str| {
        let to = root.path().join(to);
        let args = ["fixture", "cut", "--task", task, "--salt", "s", "--to", text(&to)];
        koc(&dir, &[&args[..], from].concat()).ended(0);
        std::fs::read_to_string(to.join("events.jsonl")).expect("a story")
    };
    let own = cut(&[], "own");
    assert!(own.contains("WorkSubmitted"), "{own}");
    assert_eq!(own, cut(&["--from", text(&export)], "file"));
}

#[test]
fn whoever_interrupts_has_the_smallest_story_so_far() {
    let (root, dir) = scratch();
    let (from, to) = (story("koc_merged"), root.path().join("small"));
    // Large ones fail at once; a small one takes as long as anybody can wait.
    let script = "test $(wc -l < {}/events.jsonl) -gt 20 && exit 1; exec sleep 60";
    let args = ["fixture", "shrink", text(&from), "--to", text(&to), "--", "sh", "-c", script];
    let mut command = crate::support::koc_command(&dir, &args);
    let running = command.stderr(std::process::Stdio::piped()).spawn().expect("koc runs");
    let events = to.join("events.jsonl");
    let whole = std::fs::read_to_string(from.join("events.jsonl")).expect("a story");
    let is_smaller = || {
        std::fs::read_to_string(&events).is_ok_and(|it| it.lines().count() < whole.lines().count())
    };
    for _ in 0..600 {
        if is_smaller() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let id = running.id().to_string();
    let told = std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill runs");
    assert!(told.success() && is_smaller());
    let ran: Ran = running.wait_with_output().expect("it ends").into();
    let ran = ran.ended(1);
    assert!(ran.stderr.contains("stopped; the smallest so far is in"), "{}", ran.stderr);
    fixture(&["check", text(&to)]).ended(0);
    assert!(!root.path().join("small.try").exists(), "what was tried is removed");
}
