//! Every refusal can happen, and a test shows it; what waits for later is not in the source.

use std::collections::BTreeSet;

/// Where the list of violations is, and what stands before its first in each file.
const LISTS: [(&str, &str); 3] = [
    ("crates/domain/src/refusal/violation.rs", "violations;\n"),
    ("crates/domain/src/refusal/violation/together.rs", "$($list)*\n"),
    ("crates/domain/src/refusal/violation/long_term.rs", "$($list)*\n"),
];

/// Name and code of every violation, from the list that defines them.
fn violations() -> Vec<(String, String)> {
    LISTS.iter().flat_map(|(path, before)| listed(path, before)).collect()
}

fn listed(path: &str, before: &str) -> Vec<(String, String)> {
    let text = tidy::read(path);
    let list = text.split(before).nth(1).expect("the list is there");
    list.split(';')
        .filter_map(|entry| {
            let entry: String = entry
                .lines()
                .filter(|line| !line.trim_start().starts_with("///"))
                .collect::<Vec<_>>()
                .join(" ");
            let (name, rest) = entry.trim().split_once(|c: char| !c.is_alphanumeric())?;
            let code = rest.split_once("= \"")?.1.split('"').next()?;
            Some((name.to_owned(), code.to_owned()))
        })
        .collect()
}

fn texts(folder: &str, keep: impl Fn(&str) -> bool) -> Vec<String> {
    tidy::files(folder, ".rs")
        .iter()
        .filter(|path| keep(path))
        .map(|path| tidy::read(path))
        .collect()
}

#[test]
fn every_refusal_has_a_test_that_shows_it() {
    let tests = texts("crates", |path| path.contains("/tests/") && !path.contains("/tidy/"));
    let untested: Vec<String> = violations()
        .into_iter()
        .map(|(_, code)| code)
        .filter(|code| !tests.iter().any(|text| text.contains(&format!("\"{code}\""))))
        .collect();
    assert!(untested.is_empty(), "no test shows: {untested:?}");
}

#[test]
fn every_refusal_is_given_by_a_rule() {
    let sources =
        texts("crates", |path| path.contains("/src/") && !path.contains("refusal/violation"));
    let dead: Vec<String> = violations()
        .into_iter()
        .filter(|(name, _)| {
            !sources.iter().any(|text| text.contains(&format!("Violation::{name}")))
        })
        .map(|(_, code)| code)
        .collect();
    assert!(dead.is_empty(), "no rule gives: {dead:?}");
}

#[test]
fn the_list_is_read_whole() {
    let codes: BTreeSet<String> = violations().into_iter().map(|(_, code)| code).collect();
    let known: BTreeSet<String> =
        domain::Violation::CODES.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(codes, known);
    assert_eq!(domain::Violation::CODES.len(), known.len(), "a code is there twice");
}

#[test]
fn what_waits_for_later_is_not_in_the_source() {
    let later = tidy::read("docs/later.md");
    let known: BTreeSet<&str> = domain::Violation::CODES.iter().copied().collect();
    let codes: BTreeSet<&str> = later
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.len() > 3 && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'))
        .collect();
    assert!(!codes.is_empty(), "the list is there");
    let both: Vec<&&str> = codes.intersection(&known).collect();
    assert!(both.is_empty(), "in docs/later.md and in the source: {both:?}");
}
