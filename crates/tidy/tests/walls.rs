//! Which crate may name which: the walls that keep rules pure and edges thin.

use std::collections::BTreeMap;

/// Crates of ours, and what each may name beyond the vocabulary of the outside world.
fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
    let projectors = [
        "projector-tiers",
        "projector-ledger",
        "projector-mentorship",
        "projector-people",
        "projector-privacy",
        "projector-work",
        "projector-rewards",
        "projector-todos",
        "projector-support",
        "projector-contests",
        "projector-voices",
        "projector-duties",
        "projector-projects",
        "projector-teams",
        "projector-campaigns",
        "projector-assets",
        "projector-publications",
        "projector-vehicles",
        "projector-care",
    ];
    let with = |own: &[&'static str]| [&projectors[..], own].concat();
    BTreeMap::from([
        ("domain", vec![]),
        ("event-log", vec![]),
        ("projection", vec!["domain"]),
        ("projector-tiers", vec!["domain", "projection"]),
        ("projector-ledger", vec!["domain", "projection"]),
        ("projector-mentorship", vec!["domain", "projection"]),
        ("projector-people", vec!["domain", "projection"]),
        ("projector-privacy", vec!["domain", "projection"]),
        ("projector-work", vec!["domain", "projection"]),
        ("projector-support", vec!["domain", "projection"]),
        ("projector-contests", vec!["domain", "projection"]),
        ("projector-voices", vec!["domain", "projection"]),
        ("projector-duties", vec!["domain", "projection"]),
        ("projector-projects", vec!["domain", "projection"]),
        ("projector-teams", vec!["domain", "projection"]),
        ("projector-campaigns", vec!["domain", "projection"]),
        ("projector-rewards", vec!["domain", "projection"]),
        ("projector-todos", vec!["domain", "projection"]),
        ("projector-assets", vec!["domain", "projection"]),
        ("projector-publications", vec!["domain", "projection"]),
        ("projector-vehicles", vec!["domain", "projection"]),
        ("projector-care", vec!["domain", "projection"]),
        ("audit", with(&["domain", "projection"])),
        ("engine", with(&["domain", "event-log", "projection"])),
        ("graphql", with(&["audit", "domain", "engine", "projection", "resolving"])),
        ("resolving", vec![]),
        ("server", vec!["graphql", "engine", "domain"]),
        ("fixture", vec!["domain"]),
        ("export", vec!["domain"]),
        (
            "cli",
            with(&[
                "audit",
                "domain",
                "event-log",
                "projection",
                "engine",
                "export",
                "fixture",
                "graphql",
                "server",
                "simulator",
            ]),
        ),
        ("simulator", vec!["domain", "engine"]),
        ("testkit", vec!["domain", "projection"]),
        // What is measured is what is used: the log alone, the engine with its commands, the server;
        // and what the plain server that it is compared with is filled from.
        (
            "bench",
            vec![
                "event-log",
                "engine",
                "domain",
                "graphql",
                "server",
                "projection",
                "projector-ledger",
                "projector-mentorship",
                "testkit",
            ],
        ),
        ("tidy", vec![]),
    ])
}

/// What a crate must never name, because its promise rests on the absence.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("domain", &["tokio", "sled", "getrandom", "axum", "async-graphql-axum"]),
    ("projection", &["sled", "tokio", "async-graphql"]),
    ("projector-tiers", &["sled", "tokio", "async-graphql"]),
    ("projector-ledger", &["sled", "tokio", "async-graphql"]),
    ("projector-mentorship", &["sled", "tokio", "async-graphql"]),
    ("projector-people", &["sled", "tokio", "async-graphql"]),
    ("projector-privacy", &["sled", "tokio", "async-graphql"]),
    ("projector-work", &["sled", "tokio", "async-graphql"]),
    ("projector-support", &["sled", "tokio", "async-graphql"]),
    ("projector-contests", &["sled", "tokio", "async-graphql"]),
    ("projector-voices", &["sled", "tokio", "async-graphql"]),
    ("projector-duties", &["sled", "tokio", "async-graphql"]),
    ("projector-projects", &["sled", "tokio", "async-graphql"]),
    ("projector-teams", &["sled", "tokio", "async-graphql"]),
    ("projector-campaigns", &["sled", "tokio", "async-graphql"]),
    ("projector-rewards", &["sled", "tokio", "async-graphql"]),
    ("projector-todos", &["sled", "tokio", "async-graphql"]),
    ("projector-assets", &["sled", "tokio", "async-graphql"]),
    ("projector-publications", &["sled", "tokio", "async-graphql"]),
    ("projector-vehicles", &["sled", "tokio", "async-graphql"]),
    ("projector-care", &["sled", "tokio", "async-graphql"]),
    ("audit", &["sled", "tokio", "async-graphql"]),
    ("engine", &["sled", "axum", "async-graphql", "tokio"]),
    ("graphql", &["sled", "axum"]),
    ("fixture", &["sled", "tokio", "async-graphql"]),
    ("export", &["sled", "tokio", "async-graphql"]),
    ("server", &["sled"]),
    ("cli", &["sled", "bincode"]),
];

fn crates() -> Vec<(String, Vec<String>)> {
    tidy::files("crates", "Cargo.toml")
        .into_iter()
        // A fuzz crate lies below the crate it tests and is no part of the workspace.
        .filter(|path| path.split('/').count() == 3)
        .map(|path| {
            let name = path.split('/').nth(1).expect("crates/<name>/Cargo.toml").to_owned();
            let manifest = tidy::read(&path);
            (name, tidy::dependencies(&manifest))
        })
        .collect()
}

#[test]
fn every_crate_names_only_what_it_may() {
    let allowed = allowed();
    let ours: Vec<&str> = allowed.keys().copied().collect();
    let mut broken = Vec::new();
    for (name, dependencies) in crates() {
        let Some(may) = allowed.get(name.as_str()) else {
            broken.push(format!("{name} is not in the table of walls"));
            continue;
        };
        for dependency in dependencies {
            if ours.contains(&dependency.as_str()) && !may.contains(&dependency.as_str()) {
                broken.push(format!("{name} names {dependency}"));
            }
        }
    }
    assert!(broken.is_empty(), "walls broken:\n{}", broken.join("\n"));
}

#[test]
fn what_must_be_absent_is_absent() {
    let crates: BTreeMap<String, Vec<String>> = crates().into_iter().collect();
    let mut broken = Vec::new();
    for (name, forbidden) in FORBIDDEN {
        let dependencies = crates.get(*name).expect("a crate of the table exists");
        for absent in
            forbidden.iter().filter(|absent| dependencies.contains(&(**absent).to_owned()))
        {
            broken.push(format!("{name} names {absent}"));
        }
    }
    assert!(broken.is_empty(), "must be absent:\n{}", broken.join("\n"));
}

#[test]
fn the_domain_reads_no_clock_and_no_environment() {
    let mut broken = Vec::new();
    for path in tidy::files("crates/domain/src", ".rs") {
        let text = tidy::read(&path);
        for word in ["SystemTime", "Instant::now", "Timestamp::now", "std::env", "std::fs"] {
            if text.contains(word) {
                broken.push(format!("{path}: {word}"));
            }
        }
    }
    assert!(broken.is_empty(), "not pure:\n{}", broken.join("\n"));
}
