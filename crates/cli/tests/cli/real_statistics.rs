//! Statistics of the real history, as somebody else's code computes them from the same file:
//! `crates/audit/tests/statistics/README.md`.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{import, koc, real, scratch};

const AS_OF: &str = "2026-08-31";

fn kept(name: &str) -> Vec<Value> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../audit/tests/statistics"));
    let text = std::fs::read_to_string(folder.join(name)).expect("kept in the repository");
    serde_json::from_str(&text).expect("an array of objects")
}

/// A data directory with every real move; `None` where the file is not there.
fn imported() -> Option<(tempfile::TempDir, PathBuf)> {
    let file = real("tier_moves.csv")?;
    let (root, dir) = scratch();
    import(&dir, "tier-moves", &file, &["--time-zone", "Asia/Shanghai"]).ended(0);
    Some((root, dir))
}

#[track_caller]
fn ask(dir: &Path, args: &[&str]) -> Vec<Value> {
    let asked = [&["audit"], args, &["--format", "json"]].concat();
    let answer = koc(dir, &asked).ended(0).json();
    answer.as_array().expect("rows").clone()
}

fn text<'a>(row: &'a Value, column: &str) -> &'a str {
    row[column].as_str().expect("a text")
}

/// The same number within 1e-9, or none on both sides.
#[track_caller]
fn close(ours: &Value, theirs: &Value, what: &str) {
    match (ours.as_f64(), theirs.as_f64()) {
        (Some(ours), Some(theirs)) => {
            assert!((ours - theirs).abs() < 1e-9, "{what}: {ours} and {theirs}");
        }
        other => assert_eq!(other, (None, None), "{what}"),
    }
}

#[test]
fn time_to_tier_is_what_lifelines_computes() {
    let Some((_root, dir)) = imported() else { return };
    let all = kept("time_to_tier.json");
    let (mut compared, mut days) = (0, 0);
    for (from, to) in [("SEED", "PARTNER"), ("SEED", "RESPONDER"), ("RESPONDER", "PARTNER")] {
        for per in ["NONE", "YEAR", "QUARTER", "MONTH"] {
            let theirs: Vec<&Value> = all
                .iter()
                .filter(|row| [&row["from"], &row["to"], &row["per"]] == [from, to, per])
                .collect();
            let mut args = vec!["time-to-tier", "--from", from, "--to", to, "--as-of", AS_OF];
            let cohorts = per.to_lowercase();
            if per != "NONE" {
                args.extend(["--cohort-by", &cohorts]);
            }
            let ours = ask(&dir, &args);
            assert_eq!(ours.len(), theirs.len(), "{args:?}");
            let curves = ask(&dir, &[&args[..], &["--curve"]].concat());
            for (ours, theirs) in ours.iter().zip(theirs) {
                let what = format!("{from} {to} {}", theirs["cohort"]);
                let told = ["cohort", "n", "reached", "median_days", "ci_low", "ci_high"];
                let expected = ["cohort", "n", "reached", "median", "low", "high"];
                for (ours_in, theirs_in) in told.iter().zip(expected) {
                    assert_eq!(ours[ours_in], theirs[theirs_in], "{what}: {ours_in}");
                }
                compared += 1;
                let Some(steps) = theirs["curve"].as_array() else { continue };
                let ours: Vec<&Value> =
                    curves.iter().filter(|step| step["cohort"] == theirs["cohort"]).collect();
                assert_eq!(ours.len(), steps.len(), "{what}: days of the curve");
                for (ours, theirs) in ours.iter().zip(steps) {
                    let what = format!("{what} on day {}", theirs[0]);
                    for (column, name) in ["share", "ci_low", "ci_high"].iter().enumerate() {
                        close(&ours[name], &theirs[column + 1], &what);
                    }
                    let counts = ["day", "at_risk", "events", "censored"].map(|name| &ours[name]);
                    assert_eq!(counts, [&theirs[0], &theirs[4], &theirs[5], &theirs[6]], "{what}");
                    days += 1;
                }
            }
        }
    }
    assert_eq!(compared, all.len());
    assert!(days > 500, "only {days} days of curves were compared");
}

#[test]
fn where_nobody_was_mentored_every_day_is_unmentored_also_as_known_then() {
    let Some((_root, dir)) = imported() else { return };
    let way = ["time-to-tier", "--from", "seed", "--to", "partner", "--as-of", AS_OF];
    let all = ask(&dir, &way);
    let known = "9000-01-01T00:00:00Z";
    for more in [&[][..], &["--known-at", known]] {
        let split = ask(&dir, &[&way[..], &["--split-by", "mentored"], more].concat());
        assert_eq!(split.len(), 1);
        assert_eq!(split[0]["group"], "unmentored");
        for column in ["n", "reached", "days_at_risk"] {
            assert_eq!(split[0][column], all[0][column], "{column}");
        }
    }
    let before = ask(
        &dir,
        &[&way[..], &["--split-by", "mentored", "--known-at"], &["2001-01-01T00:00:00Z"]].concat(),
    );
    assert_eq!(before, Vec::<Value>::new(), "nothing was recorded then");
}

#[test]
fn stays_last_as_long_as_lifelines_computes() {
    let Some((_root, dir)) = imported() else { return };
    let theirs = kept("dwell.json");
    let ours = ask(&dir, &["dwell", "--as-of", AS_OF]);
    assert_eq!(ours.len(), theirs.len());
    for (ours, theirs) in ours.iter().zip(&theirs) {
        let told = ["tier", "stays", "completed", "completed_median", "median_days"];
        let expected = ["tier", "n", "reached", "completedMedian", "median"];
        for (ours_in, theirs_in) in told.iter().zip(expected) {
            assert_eq!(ours[ours_in], theirs[theirs_in], "{}: {ours_in}", theirs["tier"]);
        }
        let interval = [&ours["median_ci_low"], &ours["median_ci_high"]];
        assert_eq!(interval, [&theirs["low"], &theirs["high"]], "{}", theirs["tier"]);
    }
}

#[test]
fn headcounts_of_random_days_are_those_of_plain_counting() {
    let Some((_root, dir)) = imported() else { return };
    let theirs = kept("headcounts.json");
    assert_eq!(theirs.len(), 20);
    let ours = ask(&dir, &["headcount", "--per", "day"]);
    for day in &theirs {
        for tier in ["SEED", "RESPONDER", "PARTNER"] {
            let row = ours.iter().find(|row| row["last_day"] == day["day"] && row["tier"] == tier);
            let row = row.expect("a row for every day and tier");
            assert_eq!(row["count"], day[tier], "{tier} on {}", day["day"]);
        }
    }
}

#[test]
fn moves_of_random_periods_are_those_of_plain_counting() {
    let Some((_root, dir)) = imported() else { return };
    let theirs = kept("transitions.json");
    assert_eq!(theirs.len(), 5);
    for period in &theirs {
        let per = text(period, "per").to_lowercase();
        let (first, last) = (text(period, "first"), text(period, "last"));
        let args = ["transitions", "--per", &per, "--from", first, "--to", last];
        let ours = ask(&dir, &args);
        let expected = period["rows"].as_array().expect("rows");
        assert_eq!(ours.len(), expected.len(), "{args:?}");
        for theirs in expected {
            let same =
                |row: &&Value| ["from", "to", "cause"].iter().all(|it| row[it] == theirs[it]);
            let row = ours.iter().find(same).expect("a row for every kind of move");
            for column in ["n", "standing", "moved"] {
                assert_eq!(row[column], theirs[column], "{args:?}: {theirs}");
            }
            close(&row["share"], &theirs["share"], &format!("{args:?}: {theirs}"));
        }
    }
}

#[test]
fn pictures_are_complete_and_say_what_they_show() {
    let Some((root, dir)) = imported() else { return };
    let asked: [(&[&str], &str); 3] = [
        (&["headcount", "--per", "quarter"], "PARTNER: 30 at first, 42 at last"),
        (&["transitions", "--per", "quarter"], "left 离开: 335"),
        (
            &["time-to-tier", "--from", "responder", "--to", "partner", "--as-of", AS_OF],
            "all 全部: 70 of 458, half not reached",
        ),
    ];
    for (args, said) in asked {
        let file = root.path().join(format!("{}.svg", args[0]));
        let path = file.to_str().expect("UTF-8");
        let rows = ask(&dir, &[args, &["--svg", path]].concat());
        assert!(!rows.is_empty(), "the table is printed beside it");
        let svg = std::fs::read_to_string(&file).expect("written");
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{args:?}");
        for part in ["<title id=\"title\">", "<desc id=\"desc\">", said] {
            assert!(svg.contains(part), "{args:?}: no `{part}`");
        }
        let elsewhere = svg.matches("http").count();
        assert_eq!(elsewhere, 1, "only the name of the format is an address");
    }
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_to_do() {
    let Some((root, dir)) = imported() else { return };
    let refused = |args: &[&str], said: &str| {
        let ran = koc(&dir, &[&["audit"], args].concat()).ended(2);
        assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
        assert_eq!(ran.stdout, "", "{args:?}");
    };
    let way = |from, to| ["time-to-tier", "--from", from, "--to", to, "--as-of", AS_OF];
    refused(&way("partner", "seed"), "the tier to reach is above the other");
    refused(&way("gold", "seed"), "[possible values: SEED, RESPONDER, PARTNER]");
    refused(&["dwell"], "--as-of");
    refused(&["headcount", "--from", "2020-02-01", "--to", "2020-01-01"], "before `from`");
    refused(&["headcount", "--per", "day", "--from", "0001-01-01"], "take longer periods");
    let moment = ["transitions", "--per", "year", "--from", "2020-01-01T00:00:00Z"];
    refused(&moment, "with `--per` it is a date");
    refused(&["transitions", "--svg", "x.svg"], "--per");
    let svg = root.path().join("months.svg");
    let months = ["--cohort-by", "month", "--svg", svg.to_str().expect("UTF-8")];
    refused(&[&way("seed", "partner")[..], &months].concat(), "take longer cohorts");
    assert!(!svg.exists());
}

#[test]
fn a_picture_that_cannot_be_written_is_a_failure_and_no_answer() {
    let Some((root, dir)) = imported() else { return };
    let nowhere = root.path().join("no-such-folder").join("x.svg");
    let args = ["audit", "headcount", "--svg", nowhere.to_str().expect("UTF-8")];
    let ran = koc(&dir, &args).ended(1);
    assert!(ran.stderr.contains("cannot write"), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
}
