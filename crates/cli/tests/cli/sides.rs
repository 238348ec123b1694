//! Two moments side by side, and sums by tier, now and as they were known.

use std::path::Path;

use serde_json::Value;

use crate::support::{koc, scratch};

fn ask(dir: &Path, args: &[&str]) -> Vec<Value> {
    let asked = [&["audit"], args, &["--format", "json"]].concat();
    koc(dir, &asked).ended(0).json().as_array().expect("rows").clone()
}

fn sum(rows: &[Value], column: &str) -> i64 {
    rows.iter().map(|row| row[column].as_i64().expect("a number")).sum()
}

#[test]
fn what_changed_and_where_points_come_from_agree_with_the_ledger_at_any_moment() {
    let (_root, dir) = scratch();
    koc(&dir, &["simulate", "--members", "60", "--months", "3", "--seed", "7"]).ended(0);
    let (before, middle) = ("2024-01-01T00:00:00Z", "2025-02-15T00:00:00Z");

    let ledger = sum(&ask(&dir, &["ledger"]), "points");
    let all = ask(&dir, &["changes", "--from", before]);
    assert_eq!(sum(&all, "points_after"), ledger);
    assert!(all.iter().all(|row| row["tier_before"] == "none" && row["points_before"] == 0));
    let then = ask(&dir, &["changes", "--from", before, "--to", middle]);
    let since = ask(&dir, &["changes", "--from", middle]);
    let earned = sum(&since, "points_after") - sum(&since, "points_before");
    assert_eq!(sum(&then, "points_after") + earned, ledger);
    assert!(earned > 0 && sum(&then, "points_after") > 0);
    let moved = ask(&dir, &["changes", "--from", middle, "--moved"]);
    assert!(moved.iter().all(|row| row["tier_before"] != row["tier_after"]));

    let mix = ask(&dir, &["contribution", "--per", "quarter"]);
    assert_eq!(sum(&mix, "points"), ledger);
    let mix = ask(&dir, &["contribution", "--known-at", middle]);
    assert_eq!(sum(&mix, "points"), sum(&then, "points_after"));
    let ledger_then = ask(&dir, &["ledger", "--known-at", middle]);
    assert_eq!(sum(&ledger_then, "points"), sum(&then, "points_after"));
    assert_eq!(ask(&dir, &["contribution", "--known-at", before]), Vec::<Value>::new());

    let given = sum(&ask(&dir, &["costs", "--per", "year"]), "rewards");
    assert!(given >= sum(&ask(&dir, &["costs", "--known-at", middle]), "rewards") && given > 0);
    assert!(sum(&ask(&dir, &["reuse"]), "assets") > 0);
    let named = ask(&dir, &["candidates"]);
    let (named, decided) = (sum(&named, "named"), sum(&named, "decided"));
    assert!(named > 0 && decided <= named, "{decided} of {named}");

    let health = ask(&dir, &["health", "--per", "year", "--to", "2025-12-31"]);
    let stood = ask(&dir, &["headcount", "--per", "year", "--to", "2025-12-31"]);
    assert_eq!(sum(&health, "members"), sum(&stood, "count"));
    assert!(sum(&health, "offers") > 0 && sum(&health, "active") > 0);
    assert!(health.iter().any(|row| row["review_hours"].is_null()), "nothing was judged there");
    let board =
        ask(&dir, &["leaderboard", "--from", "2000-01-01", "--to", "2060-01-01", "--top", "1000"]);
    assert_eq!(sum(&board, "points"), ledger, "who has none is not on it");
    let (first, top) = (board[0]["points"].clone(), ["--top", "1"]);
    let asked = [&["leaderboard", "--from", "2000-01-01", "--to", "2060-01-01"][..], &top].concat();
    assert_eq!(ask(&dir, &asked)[0]["points"], first);

    // Nothing that was known by then is restated by nothing.
    let same = ["restatements", "--as-of", "2025-02-01", "--from", middle, "--to", middle];
    assert_eq!(ask(&dir, &same), Vec::<Value>::new());
    for (what, more) in [("changes", &[][..]), ("restatements", &["--as-of", "2025-02-01"])] {
        let asked = [&["audit", what, "--from", middle, "--to", before], more].concat();
        let refused = koc(&dir, &asked).ended(2);
        assert!(refused.stderr.contains("is after --to"), "{}", refused.stderr);
    }
    koc(&dir, &["audit", "candidates", "--retained", "4000"]).ended(2);
}
