//! What decisions about tiers state, against what their log gives.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Ran, koc, scratch};

/// A small invented programme in which members are promoted.
fn simulated(dir: &Path) {
    koc(dir, &["simulate", "--members", "30", "--months", "4", "--seed", "7"]).ended(0);
}

/// The log of `dir` with another text in one event and every hash made anew: written through the
/// import, which tells the head of what it read.
fn forged(dir: &Path, root: &Path, change: impl Fn(&mut Value)) -> PathBuf {
    let log = koc(dir, &["export", "--format", "jsonl"]).ended(0).stdout;
    let mut lines: Vec<String> = log.lines().map(str::to_owned).collect();
    // The newest record of its stream: no other holds its hash, but the head of the whole.
    let stream = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["stream"].clone();
    let newest = |at: &usize| {
        let own = stream(&lines[*at]);
        lines[at + 1..].iter().all(|line| stream(line) != own)
    };
    let promotions = |at: &usize| lines[*at].contains(r#""type":"KocPromoted""#);
    let at = (0..lines.len()).filter(promotions).find(newest).expect("one that ends its stream");
    let promoted = &mut lines[at];
    let mut event: Value = serde_json::from_str(promoted).expect("JSON");
    change(&mut event);
    *promoted = event.to_string();
    let file = root.join("forged.jsonl");
    std::fs::write(&file, lines.join("\n")).expect("writable");
    let to = root.join("forged");
    let import = || koc(&to, &["import", "events", file.to_str().expect("UTF-8")]);
    let refused = import().ended(1);
    let told = "the head of the events read is ";
    let (_, found) = refused.stderr.split_once(told).expect("the head that was found");
    let head = found.split(',').next().expect("a head");
    *lines.last_mut().expect("a head") = format!(r#"{{"head":"{head}"}}"#);
    std::fs::write(&file, lines.join("\n")).expect("writable");
    import().ended(0);
    to
}

fn evidence(dir: &Path) -> Ran {
    koc(dir, &["audit", "evidence", "--drift-only", "--format", "json"])
}

#[test]
fn a_number_changed_under_hashes_made_anew_is_the_one_that_is_found() {
    let (root, dir) = scratch();
    simulated(&dir);
    let honest = evidence(&dir).ended(0);
    assert_eq!(honest.json(), Value::Array(Vec::new()));
    assert!(honest.stderr.contains("decisions checked"), "{}", honest.stderr);

    let mut expected = Value::Null;
    let was = std::cell::RefCell::new(&mut expected);
    let to = forged(&dir, root.path(), |event| {
        let position = event["position"].clone();
        let metric = &mut event["event"]["data"]["evidence"]["metrics"][0];
        let have = metric["have"].as_i64().expect("a number");
        **was.borrow_mut() = serde_json::json!([position, metric["metric"], have]);
        metric["have"] = (have + 100).into();
    });
    // To every check of the log itself the forgery is sound.
    koc(&to, &["verify"]).ended(0);
    let found = evidence(&to).ended(5);
    assert!(found.stderr.contains("1 of "), "{}", found.stderr);
    let rows = found.json();
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 1, "{rows:?}");
    let have = expected[2].as_i64().expect("kept");
    assert_eq!(rows[0]["event"], expected[0]);
    assert_eq!(rows[0]["metric"], expected[1]);
    assert_eq!(rows[0]["stated"], (have + 100).to_string());
    assert_eq!(rows[0]["recomputed"], have.to_string());
    // All that is stated is shown beside it when all is asked for.
    let all = koc(&to, &["audit", "evidence", "--format", "csv"]).ended(5);
    assert!(all.stdout.lines().filter(|line| line.ends_with(",no")).count() > 10, "{}", all.stdout);
}
