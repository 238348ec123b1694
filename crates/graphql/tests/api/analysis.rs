//! What analysts ask about decisions: evidence, groups, other policies, explanations.

use domain::Lang;
use domain::koc::command::LockTier;
use domain::vocabulary::TierCode;
use serde_json::{Value, json};

use crate::support::{Programme, koc, mei};

/// Su Qing was promoted by way of exception after 30 days, having done no work.
fn with_exception() -> Programme {
    let programme = Programme::live();
    let su = programme.member("Su Qing");
    programme.member("Lu Yan");
    programme.rise(su, TierCode::Responder);
    programme
}

#[track_caller]
fn refused(programme: &Programme, query: &str, told: &str) {
    let answer = programme.answer(query, Lang::En);
    let error = &answer["errors"][0];
    assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{answer}");
    assert!(error["message"].as_str().unwrap().contains(told), "{answer}");
}

#[test]
fn the_audit_of_mobility_sets_evidence_beside_the_log_and_tells_what_the_policy_missed() {
    let programme = with_exception();
    let found = programme.ask(
        r#"{ mobilityAudit(filter: { cause: PROMOTED, override: true }) { totalCount nodes {
            koc { externalRef } cause from to policyVersion basis override drift
            stated { metric have need met } recomputed { metric have need met }
            differences { what } policyDiff { gap value { metric } } daysToDecision
            approvedBy { operator { id } } appeals { state } entrySource acceptedWorks
        } } }"#,
    );
    let row = &found["mobilityAudit"]["nodes"][0];
    assert_eq!(found["mobilityAudit"]["totalCount"], 1);
    assert_eq!(row["koc"]["externalRef"], "Su-Qing");
    assert_eq!((&row["from"], &row["to"]), (&json!("SEED"), &json!("RESPONDER")));
    assert_eq!((&row["basis"], &row["override"]), (&json!("OVERRIDE"), &json!(true)));
    let asked = json!([{ "metric": "ACCEPTED_WORKS", "have": 0, "need": 200, "met": false }]);
    assert_eq!(row["stated"], asked);
    assert_eq!(row["recomputed"], asked);
    assert_eq!((&row["drift"], &row["differences"]), (&json!(false), &json!([])));
    assert_eq!(row["policyDiff"], json!([{ "gap": 200, "value": { "metric": "ACCEPTED_WORKS" } }]));
    assert_eq!(row["approvedBy"].as_array().unwrap().len(), 1);
    assert_eq!(row["appeals"], json!([]));

    let none = programme.ask("{ mobilityAudit(filter: { driftOnly: true }) { totalCount } }");
    assert_eq!(none["mobilityAudit"]["totalCount"], 0);
    let joined =
        programme.ask("{ mobilityAudit(first: 1) { totalCount pageInfo { hasNextPage } } }");
    assert_eq!(joined["mobilityAudit"]["totalCount"], 3);
    assert_eq!(joined["mobilityAudit"]["pageInfo"]["hasNextPage"], true);
    // What was decided afterwards is in the next answer.
    programme.rise(koc("Lu Yan"), TierCode::Responder);
    let later = programme.ask("{ mobilityAudit(filter: { cause: PROMOTED }) { totalCount } }");
    assert_eq!(later["mobilityAudit"]["totalCount"], 2);
}

#[test]
fn decisions_are_compared_in_groups_and_small_ones_are_marked() {
    let programme = with_exception();
    let found = programme.ask(
        r#"{ mobilityGroups(filter: { cause: PROMOTED }, groupBy: [ENTRY_SOURCE, APPROVER]) {
            nodes { key n isSmall overrides medianScore medianDaysToDecision }
        } }"#,
    );
    let groups = found["mobilityGroups"]["nodes"].as_array().unwrap();
    assert_eq!(groups.len(), 1);
    assert_eq!((&groups[0]["n"], &groups[0]["overrides"]), (&json!(1), &json!(1)));
    assert_eq!(groups[0]["isSmall"], true);
    assert_eq!(groups[0]["medianScore"], Value::Null);
    refused(&programme, "{ mobilityGroups(groupBy: []) { totalCount } }", "groupBy");
}

#[test]
fn a_policy_is_tried_on_the_past_and_what_cannot_be_is_named() {
    let programme = with_exception();
    let simulated = |more: &str| {
        format!(
            r#"{{ simulatePolicy({more}, from: "2025-03-01", to: "2025-12-31") {{
                promotions overrides diverged days headcount {{ on tier actual simulated }}
                changes {{ totalCount nodes {{ difference on actuallyOn missing {{ metric gap }}
                    counterfactual firstDivergence koc {{ externalRef }} }} }}
            }} }}"#
        )
    };
    let found = programme.ask(&simulated("draftVersion: 1"));
    let found = &found["simulatePolicy"];
    assert_eq!((&found["promotions"], &found["overrides"]), (&json!(1), &json!(1)));
    assert_eq!(found["changes"]["totalCount"], 0);
    assert!(found["days"].as_u64().unwrap() >= 30);
    let counts = found["headcount"].as_array().unwrap();
    assert!(counts.iter().all(|it| it["actual"] == it["simulated"]));
    refused(&programme, &simulated("draftVersion: 9"), "there is no policy version 9");
    let both = r#"{ simulatePolicy(from: "2025-03-01", to: "2025-12-31") { days } }"#;
    refused(&programme, both, "give either");
    let backwards =
        r#"{ simulatePolicy(draftVersion: 1, from: "2025-03-02", to: "2025-03-01") { days } }"#;
    refused(&programme, backwards, "is before");
}

#[test]
fn a_tier_is_explained_by_the_events_that_led_to_it() {
    let programme = with_exception();
    let su = koc("Su Qing");
    let why = programme.given(mei(), LockTier { koc_id: su, until: None, reason: "x".into() });
    let found = programme.ask(&format!(
        r#"{{ explain(koc: "{su}") {{ policyVersion basis policyDiff {{ gap }}
                notice {{ waitedDays }} appeals {{ state }}
                steps {{ totalCount nodes {{ part event {{ type sentence actor {{ role }} }} }} }}
            }} }}"#
    ));
    let found = &found["explain"];
    assert_eq!((&found["policyVersion"], &found["basis"]), (&json!(1), &json!("OVERRIDE")));
    assert_eq!((&found["notice"], &found["appeals"]), (&Value::Null, &json!([])));
    let steps = found["steps"]["nodes"].as_array().unwrap();
    let told: Vec<_> = steps.iter().map(|it| (&it["part"], &it["event"]["type"])).collect();
    assert!(told.contains(&(&json!("APPROVAL"), &json!("ApprovalGiven"))), "{told:?}");
    assert!(told.contains(&(&json!("DECISION"), &json!("KocPromoted"))), "{told:?}");
    assert!(!told.iter().any(|(_, kind)| **kind == json!("TierLocked")), "{told:?}");

    let position = why.position;
    let lock = programme
        .ask(&format!(r#"{{ explain(eventId: "{position}") {{ steps {{ totalCount }} }} }}"#));
    assert_eq!(lock["explain"]["steps"]["totalCount"], 1);
    let nobody = programme.ask(r#"{ explain(eventId: "ev_99999") { basis } }"#);
    assert_eq!(nobody["explain"], Value::Null);
    refused(&programme, "{ explain { basis } }", "exactly one");

    let said = programme.ask(
        r#"{ refusalMeaning(code: "TIER_LOCKED", lang: ZH) { code message }
        none: refusalMeaning(code: "NO_SUCH") { code } }"#,
    );
    assert_eq!(said["refusalMeaning"]["code"], "TIER_LOCKED");
    assert!(said["refusalMeaning"]["message"].as_str().unwrap().contains("锁定"), "{said}");
    assert_eq!(said["none"], Value::Null);
}

#[test]
fn a_page_of_a_trial_is_not_cut_by_the_cursor_of_another_instant() {
    let programme = with_exception();
    programme.member("Third");
    let position = programme.engine.view().position.0;
    // A page that leads on: the view of its instant is kept.
    programme.ask("{ tierMembership(first: 1) { pageInfo { hasNextPage } } }");
    let trial = format!(
        r#"simulatePolicy(draftVersion: 1, from: "2025-03-01", to: "2025-04-01") {{
            changes(first: 1, after: "{position}:0") {{ position }} }}"#
    );
    let now = programme.ask(&format!("{{ {trial} }}"));
    assert_eq!(now["simulatePolicy"]["changes"]["position"], json!(position.to_string()));
    programme.member("Later");
    assert_eq!(programme.fault(&format!("{{ {trial} }}")), "CURSOR_EXPIRED");
    let then = programme.ask(&format!(r#"{{ at(position: "{position}") {{ {trial} }} }}"#));
    let page = &then["at"]["simulatePolicy"]["changes"];
    assert_eq!(page["position"], json!(position.to_string()));
}
