//! Other policies tried on an invented programme.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Ran, koc, scratch};

const HEADER: &str = "on,koc,difference,from,to,decision,actually_on,missing,counterfactual";

/// The rules of version 1, changed, in a file.
fn policy(dir: &Path, root: &Path, change: impl Fn(&mut Value)) -> PathBuf {
    let log = koc(dir, &["export", "--format", "jsonl"]).ended(0).stdout;
    let drafted = log.lines().find(|line| line.contains(r#""type":"TierPolicyDrafted""#));
    let event: Value = serde_json::from_str(drafted.expect("a policy")).expect("JSON");
    let mut rules = event["event"]["data"]["rules"].clone();
    change(&mut rules);
    let file = root.join("policy.json");
    std::fs::write(&file, rules.to_string()).expect("writable");
    file
}

fn what_if(dir: &Path, file: &Path, more: &[&str]) -> Ran {
    let file = file.to_str().expect("UTF-8");
    koc(dir, &[&["audit", "what-if", "--policy", file, "--format", "csv"], more].concat())
}

#[test]
fn a_policy_tried_on_a_programme_differs_where_it_asks_otherwise_and_nothing_is_recorded() {
    let (root, dir) = scratch();
    koc(&dir, &["simulate", "--members", "30", "--months", "4", "--seed", "7"]).ended(0);
    let head = koc(&dir, &["verify", "--format", "json"]).ended(0).json()["head"].clone();

    let same = koc(&dir, &["audit", "what-if", "--draft", "1", "--format", "csv"]).ended(0);
    assert!(same.csv(HEADER).is_empty(), "{}", same.stdout);
    assert!(same.stderr.contains("0 differences"), "{}", same.stderr);

    let as_is = policy(&dir, root.path(), |_| ());
    assert!(what_if(&dir, &as_is, &[]).ended(0).csv(HEADER).is_empty());

    let value = |rules: &mut Value, value: i64| {
        rules["promotionRules"][0]["allOf"][0]["value"] = value.into();
    };
    let harder = policy(&dir, root.path(), |rules| value(rules, 5_000));
    let rows = what_if(&dir, &harder, &[]).ended(0).csv(HEADER);
    assert!(!rows.is_empty());
    for row in rows.iter().filter(|row| row[8] == "no") {
        assert_eq!(row[2], "NOT_PROMOTED");
        assert!(row[7].contains("of 5000"), "{row:?}");
    }
    let before = what_if(&dir, &harder, &["--to", "2000-01-01"]).ended(0);
    assert!(before.csv(HEADER).is_empty());
    let counts = what_if(&dir, &harder, &["--headcount"]).ended(0);
    let counts = counts.csv("on,tier,actual,simulated");
    assert!(counts.iter().any(|row| row[1] == "RESPONDER" && row[2] != row[3]), "{counts:?}");

    let softer = policy(&dir, root.path(), |rules| {
        value(rules, 0);
        rules["retentionRules"] = Value::Array(Vec::new());
    });
    let rows = what_if(&dir, &softer, &[]).ended(0).csv(HEADER);
    assert!(rows.iter().any(|row| row[2] == "PROMOTED"));
    let first_hand = rows.iter().filter(|row| row[8] == "no");
    assert!(first_hand.clone().all(|row| row[2] == "PROMOTED" || row[2] == "NOT_DEMOTED"));

    let after = koc(&dir, &["verify", "--format", "json"]).ended(0).json()["head"].clone();
    assert_eq!(head, after);
}

#[test]
fn a_policy_that_could_not_be_drafted_is_told_field_by_field() {
    let (root, dir) = scratch();
    koc(&dir, &["simulate", "--members", "20", "--months", "1", "--seed", "7"]).ended(0);
    let wrong = policy(&dir, root.path(), |rules| {
        rules["promotionRules"][0]["allOf"][0]["metric"] = "FOLLOWERS".into();
        rules["minDays"] = 3.into();
    });
    let told = what_if(&dir, &wrong, &[]).ended(2).stderr;
    assert!(told.contains("rules.promotionRules[0].allOf[0].metric: \"FOLLOWERS\""), "{told}");
    assert!(told.contains("rules.minDays: there is no such field"), "{told}");
    let never = policy(&dir, root.path(), |rules| rules["approvals"][0]["count"] = 99.into());
    let told = what_if(&dir, &never, &[]).ended(2).stderr;
    assert!(told.contains("approvals"), "{told}");
    let unknown = koc(&dir, &["audit", "what-if", "--draft", "77"]).ended(2).stderr;
    assert!(unknown.contains("there is no policy version 77; there is 1"), "{unknown}");
    let none = koc(&dir, &["audit", "what-if"]).ended(2).stderr;
    assert!(none.contains("--policy"), "{none}");
    std::fs::write(&wrong, "{").expect("writable");
    assert!(what_if(&dir, &wrong, &[]).ended(2).stderr.contains("line 1 column"));
}
