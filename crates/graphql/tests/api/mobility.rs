//! Statistics of mobility, asked as analysts ask them.

use domain::vocabulary::TierCode;
use serde_json::json;

use crate::questions::mentored;
use crate::support::{Programme, koc};

/// Gu rose on days 30 and 60, taught Ma from day 60 on; Ma rose on day 90, and Yu only joined then.
fn three_members() -> Programme {
    let programme = mentored();
    programme.rise(koc("Ma"), TierCode::Responder);
    programme.member("Yu");
    programme.wait_days(10);
    programme
}

#[test]
fn time_to_tier_is_estimated_with_those_who_have_not_made_it() {
    let programme = three_members();
    let answer = programme.ask(
        "{ timeToTier(from: SEED, to: RESPONDER) {
            cohort group n reached daysAtRisk medianDays ciLow ciHigh
            curve { day share atRisk events censored }
        } }",
    );
    let groups = answer["timeToTier"].as_array().unwrap();
    assert_eq!(groups.len(), 1);
    let group = &groups[0];
    assert_eq!((&group["cohort"], &group["group"]), (&json!(null), &json!(null)));
    assert_eq!((&group["n"], &group["reached"]), (&json!(3), &json!(2)));
    assert_eq!(group["daysAtRisk"], (30 + 90 + 10).to_string());
    // Yu was lost from sight on day 10, so one of two is left on day 30.
    assert_eq!(group["medianDays"], 30);
    let lost = json!({ "day": 10, "share": 1.0, "atRisk": 3, "events": 0, "censored": 1 });
    assert_eq!(group["curve"][1], lost);
    let cohorts = programme.ask(
        "{ timeToTier(from: SEED, to: RESPONDER, cohortBy: MONTH, method: KAPLAN_MEIER) {
            cohort n reached medianDays
        } }",
    );
    let march = json!({ "cohort": "2025-03", "n": 2, "reached": 2, "medianDays": 30 });
    let may = json!({ "cohort": "2025-05", "n": 1, "reached": 0, "medianDays": null });
    assert_eq!(cohorts["timeToTier"], json!([march, may]));
}

#[test]
fn mentored_days_are_those_after_the_mentorship_began() {
    let programme = three_members();
    let ask = |more: &str| {
        let query = format!(
            "{{ timeToTier(from: SEED, to: RESPONDER, splitBy: MENTORED_TIME_VARYING {more}) {{
                group n reached daysAtRisk }} }}"
        );
        programme.ask(&query)["timeToTier"].clone()
    };
    let row = |group: &str, n: u32, reached: u32, days: u32| json!({ "group": group, "n": n, "reached": reached, "daysAtRisk": days.to_string() });
    let unmentored = row("UNMENTORED", 3, 1, 30 + 60 + 10);
    assert_eq!(ask(""), json!([unmentored, row("MENTORED", 1, 1, 30)]));
    // On 10 April nobody had a mentor, and nobody knew that Ma would have one.
    let known = ask(", knownAt: \"2025-04-10T00:00:00Z\"");
    assert_eq!(known, json!([row("UNMENTORED", 2, 1, 30 + 40)]));
}

#[test]
fn headcounts_and_moves_are_counted_by_period() {
    let programme = three_members();
    let answer = programme.ask(
        r#"{
          headcounts(per: MONTH, to: "2025-04-30") { period first last tiers { tier came went count } }
          transitionsByPeriod(per: MONTH, from: "2025-04-01", to: "2025-05-31") {
            period first last rows { from to cause n standing moved share }
          }
        }"#,
    );
    let tier = |tier: &str, came: u32, went: u32, count: u32| json!({ "tier": tier, "came": came, "went": went, "count": count });
    let march = json!({
        "period": "2025-03", "first": "2025-03-01", "last": "2025-03-31",
        "tiers": [tier("SEED", 2, 1, 1), tier("RESPONDER", 1, 0, 1), tier("PARTNER", 0, 0, 0)],
    });
    let april = json!({
        "period": "2025-04", "first": "2025-04-01", "last": "2025-04-30",
        "tiers": [tier("SEED", 0, 0, 1), tier("RESPONDER", 0, 1, 0), tier("PARTNER", 1, 0, 1)],
    });
    assert_eq!(answer["headcounts"], json!([march, april]));
    let moves = &answer["transitionsByPeriod"];
    assert_eq!(
        moves[0]["rows"],
        json!([{ "from": "RESPONDER", "to": "PARTNER", "cause": "PROMOTED", "n": "1",
            "standing": 1, "moved": 1, "share": 1.0 }])
    );
    let joined = json!({ "from": null, "to": "SEED", "cause": "ENROLLED", "n": "1",
        "standing": null, "moved": null, "share": null });
    assert_eq!(moves[1]["rows"][0], joined);
    assert_eq!((&moves[1]["period"], &moves[1]["last"]), (&json!("2025-05"), &json!("2025-05-31")));
}

#[test]
fn stays_that_last_are_told_from_those_that_are_over() {
    let programme = three_members();
    let answer = programme.ask(
        "{ dwell(tier: SEED) {
            tier cohort stays completed ongoing completedMedianDays quarterOverDays medianDays
            ciLow ciHigh threeQuartersOverDays curve { day }
        } }",
    );
    let seed = &answer["dwell"][0];
    assert_eq!(
        (&seed["stays"], &seed["completed"], &seed["ongoing"]),
        (&json!(3), &json!(2), &json!(1))
    );
    assert_eq!((&seed["completedMedianDays"], &seed["medianDays"]), (&json!(30), &json!(30)));
    assert_eq!(seed["threeQuartersOverDays"], 90);
    assert_eq!(answer["dwell"].as_array().unwrap().len(), 1);
}

#[test]
fn a_lineage_says_how_many_of_each_generation_rose() {
    let programme = three_members();
    let gu = koc("Gu");
    let query =
        format!("{{ lineage(root: \"{gu}\") {{ generations {{ generation n promoted }} }} }}");
    let rows = &programme.ask(&query)["lineage"]["generations"];
    assert_eq!(*rows, json!([{ "generation": 1, "n": 1, "promoted": 1 }]));
    // Before Ma rose, under a mentorship that had only just begun.
    let before = mentored();
    let rows = &before.ask(&query)["lineage"]["generations"];
    assert_eq!(*rows, json!([{ "generation": 1, "n": 1, "promoted": 0 }]));
}

#[test]
fn what_cannot_be_answered_is_refused() {
    let programme = Programme::live();
    for (query, code) in [
        ("timeToTier(from: PARTNER, to: SEED) { n }", "BAD_USER_INPUT"),
        (
            "headcounts(per: DAY, from: \"2025-03-02\", to: \"2025-03-01\") { period }",
            "BAD_USER_INPUT",
        ),
        ("headcounts(per: DAY, from: \"2020-01-01\") { period }", "LIMIT_EXCEEDED"),
        ("transitionsByPeriod(per: WEEK, from: \"1990-01-01\") { period }", "LIMIT_EXCEEDED"),
    ] {
        assert_eq!(programme.fault(&format!("{{ {query} }}")), code, "{query}");
    }
    let nobody = programme.ask("{ headcounts(per: DAY) { period } dwell { stays } }");
    assert_eq!(nobody, json!({ "headcounts": [], "dwell": [] }));
}
