//! Decisions explained and compared, on an invented programme.

use crate::support::{koc, scratch};

#[test]
fn a_tier_a_balance_an_event_and_a_refusal_are_explained_in_both_languages() {
    let (_root, dir) = scratch();
    koc(&dir, &["simulate", "--members", "30", "--months", "4", "--seed", "7"]).ended(0);
    let explain =
        |more: &[&str]| koc(&dir, &[&["audit", "explain", "--format", "csv"], more].concat());

    // Whoever rose to the top last: only there is a score asked for.
    let evidence = koc(&dir, &["audit", "evidence", "--format", "csv"]).ended(0);
    let stated = evidence.csv("event,koc,decision,metric,days,stated,recomputed,drift");
    let top = stated.iter().rfind(|row| row[2] == "PROMOTED" && row[3] == "MEAN_SCORE");
    let who = top.expect("somebody rose to the top")[1].as_str();

    let promoted = explain(&["--koc", who]).ended(0);
    let header = "event,time,who,of,what,part,points,balance";
    let rows = promoted.csv(header);
    let part = |part: &str| rows.iter().filter(|row| row[5] == part).count();
    assert_eq!((part("this"), part("candidacy") > 0), (1, true), "{rows:?}");
    assert!(part("approval") > 0 && part("invitation") == 2, "{rows:?}");
    assert!(rows.iter().all(|row| row[3] != "member 1"), "members go by their key: {rows:?}");
    assert!(promoted.stderr.contains("stands in PARTNER since"), "{}", promoted.stderr);
    assert!(promoted.stderr.contains("MEAN_SCORE"), "{}", promoted.stderr);
    let chinese = explain(&["--koc", who, "--lang", "zh"]).ended(0);
    assert!(chinese.stdout.contains("本事件") && chinese.stdout.contains("成员晋级"));

    let account = explain(&["--balance", who]).ended(0);
    let lines = account.csv(header);
    let sum: i64 = lines.iter().map(|row| row[6].parse::<i64>().expect("points")).sum();
    assert_eq!(lines.last().expect("a line")[7], sum.to_string());
    assert!(account.stderr.contains(&format!("a balance of {sum}")), "{}", account.stderr);

    let event = rows.iter().find(|row| row[5] == "this").expect("the promotion");
    assert_eq!(explain(&["--event", &event[0]]).ended(0).csv(header), rows);
    assert!(explain(&["--event", "ev_999999"]).ended(1).stderr.contains("no event ev_999999"));
    assert!(explain(&["--koc", "nobody"]).ended(1).stderr.contains("no member `nobody`"));
    explain(&["--koc", "a", "--balance", "b"]).ended(2);

    let refusal = explain(&["--refusal", "MIN_DAYS_NOT_SERVED", "--lang", "zh"]).ended(0);
    assert!(refusal.stdout.contains("{left}"), "{}", refusal.stdout);
    let near = explain(&["--refusal", "LOCKED"]).ended(2);
    assert!(near.stderr.contains("TIER_LOCKED"), "{}", near.stderr);

    let fair = ["audit", "fairness", "--by", "entry-source,approver", "--format", "csv"];
    let groups = koc(&dir, &fair).ended(0);
    let header = "group,n,small,median_score,median_works,overrides,median_days_to_decision";
    let groups = groups.csv(header);
    assert!(!groups.is_empty());
    assert!(groups.iter().all(|row| row[0].contains("operator_")), "{groups:?}");
    for row in &groups {
        let few = row[1].parse::<u32>().expect("a count") < 5;
        assert_eq!(row[2] == "yes", few, "{row:?}");
    }
}
