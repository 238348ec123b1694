//! `docs/testing.md` tells the truth: what it shows is compiled, run and compared here.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use domain::koc::command::LeaveProgramme;
use domain::vocabulary::{Horizon, Mode};
use domain::{Event, assignment};
use projector_joins::Joins;
use testkit::cast::*;
use testkit::stories::Stories;
use testkit::work::{offer, open};
use testkit::{expect_rows, project, shown};

#[test]
fn who_has_left_is_offered_nothing() {
    let mut scene = live();
    let (an, bo) = (join(&mut scene, "an"), join(&mut scene, "bo"));
    let task = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, None);
    let effective_on = scene.today();
    scene.given(member("an"), LeaveProgramme { koc_id: an, reason: None, effective_on });

    let to_an = offer(scene.now(), task, an);
    scene.refused(mei(), to_an, "KOC_NOT_ACTIVE");
    let to_bo = offer(scene.now(), task, bo);
    let events = scene.accepted(mei(), to_bo);
    assert!(matches!(events[..], [Event::Assignment(assignment::Event::TaskAssigned(_))]));
}

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every block of code in the tutorial: the line that says what it is, its language, its text.
fn blocks() -> Vec<(String, String, String)> {
    let text = read("docs/testing.md");
    let mut parts = text.split("\n```");
    let mut before = parts.next().expect("a beginning").to_owned();
    let mut blocks = Vec::new();
    while let Some(block) = parts.next() {
        let (language, code) = block.split_once('\n').expect("a block begins with its language");
        let intro = before.lines().rfind(|line| !line.is_empty()).unwrap_or_default();
        blocks.push((intro.to_owned(), language.to_owned(), code.to_owned() + "\n"));
        before = parts.next().unwrap_or_default().to_owned();
    }
    blocks
}

#[test]
fn every_block_of_code_is_a_file_or_part_of_one_that_is_compiled() {
    let mut lines = 0;
    for (intro, language, code) in blocks() {
        let named = intro.split('`').find(|word| word.starts_with("crates/"));
        match (language.as_str(), named) {
            ("rust" | "toml", Some(path)) if path.contains("/template/") => {
                assert_eq!(code, read(path), "{path} is shown as it is");
                lines += if language == "rust" { code.lines().count() } else { 0 };
            }
            ("rust", Some(path)) => {
                assert!(read(path).contains(&code), "{path} has no\n{code}");
            }
            ("rust", None) => panic!("no file is named before\n{code}"),
            _ => {}
        }
    }
    assert!((20..60).contains(&lines), "the model, its story and its test have {lines} lines");
}

#[test]
fn the_difference_it_shows_is_the_one_that_is_printed() {
    // Blessing would write what is meant to differ.
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return;
    }
    let story = Stories::at(root().join("crates/testkit/template/tests/stories"))
        .story("three_join_on_two_days");
    let joins: Joins = project(&story);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("joins.json");
    let other = shown(&joins)
        .replace("{\"day\":\"2025-03-01\",\"joined\":1}", "{\"day\":\"2025-02-28\",\"joined\":4}")
        .replace("\"joined\":2", "\"joined\":3");
    fs::write(&file, other).unwrap();
    let panicked = catch_unwind(|| expect_rows(&joins, &file)).expect_err("they differ");
    let said = panicked.downcast_ref::<String>().expect("in words");
    let (_, said) = said.split_once(": ").expect("it names the file");
    let shown = blocks().into_iter().find(|(_, language, _)| language == "text");
    let (_, _, shown) = shown.expect("a difference is shown");
    let (_, shown) = shown.trim_end().split_once(": ").expect("it names the file");
    assert_eq!(said, shown);
}
