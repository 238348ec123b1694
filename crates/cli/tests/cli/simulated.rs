//! An invented programme, made whole or not at all, and never beside anything else.

use crate::support::{koc, scratch};

const SMALL: [&str; 7] = ["simulate", "--members", "30", "--months", "1", "--seed", "7"];

#[test]
fn a_small_programme_is_simulated_verifies_and_is_the_same_again() {
    let (_root, dir) = scratch();
    let args = [&SMALL[..], &["--format", "json"]].concat();
    let rows = koc(&dir, &args).ended(0).json();
    let rows = rows.as_array().expect("rows").clone();
    let head = rows.iter().find(|row| row["what"] == "head").expect("it tells its head").clone();
    let verified = koc(&dir, &["verify", "--format", "json"]).ended(0).json();
    assert_eq!(verified["head"], head["name"]);
    assert_eq!(verified["events"], head["count"]);
    assert!(rows.iter().any(|row| row["what"] == "refusal"), "somebody was refused something");

    let refused = koc(&dir, &SMALL).ended(4);
    assert!(refused.stderr.contains("holds a programme already"), "{}", refused.stderr);

    let (_root, other) = scratch();
    assert!(koc(&other, &args).ended(0).stdout.contains(head["name"].as_str().expect("hex")));
}

#[test]
fn a_wrong_rate_or_size_is_named_and_nothing_is_made() {
    let (_root, dir) = scratch();
    for (more, said) in [
        (&["--rate", "activity=3"][..], "activities_month"),
        (&["--rate", "activities_month"], "NAME=NUMBER"),
        (&["--rate", "activities_month=many"], "`many`"),
        (&["--rate", "accept_pct=101"], "at most 100"),
        (&["--rate", "contests_month=4294967295"], "at most 30"),
        (&["--members", "3"], "20..=1000000"),
        (&["--members", "4000000000"], "20..=1000000"),
        (&["--from", "9999-12-01"], "2000 to 2100"),
    ] {
        let ran = koc(&dir, &[&["simulate"], more].concat()).ended(2);
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    assert!(!dir.exists(), "nothing was made");
    let rates = koc(&dir, &["rates", "--format", "csv"]).ended(0);
    assert!(rates.stdout.starts_with("rate,default,most,meaning\n"), "{}", rates.stdout);
}
