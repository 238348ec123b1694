//! Commands: accepted, refused, repeated, tried out, sent for somebody.

use domain::Lang;
use expect_test::expect;
use serde_json::json;

use crate::support::{Programme, koc, operator};

fn promote(member: &str, to: &str, more: &str) -> String {
    let (koc, mei) = (koc(member), operator("mei"));
    format!(
        r#"mutation {{ promoteKoc(
            commandId: "00000000-0000-4000-8000-00000000000a"
            actFor: {{ operator: {{ id: "{mei}", role: OPS }} }}
            input: {{
                kocId: "{koc}", toTier: {to}, policyVersion: 1, basis: {{ policy: true }}
                evidence: {{ refs: [] }}, effectiveOn: "2025-03-01"
            }} {more}
        ) {{
            userErrors {{ code class field message details }} position already
            events {{ type }}
        }} }}"#
    )
}

fn register(name: &str, command: u32, more: &str) -> String {
    let (koc, mei) = (koc(name), operator("mei"));
    format!(
        r#"mutation {{ registerKoc(
            commandId: "00000000-0000-4000-8000-{command:012}"
            actFor: {{ operator: {{ id: "{mei}", role: OPS }} }}
            input: {{
                kocId: "{koc}", name: "{name}", birthYear: 1990, locale: ZH, entrySource: APP
                consents: [{{ purpose: PARTICIPATION, textVersion: 1 }}], entryTier: SEED
            }} {more}
        ) {{
            userErrors {{ code field details }} position commandId already
            events {{
                position type sentence version commandId
                actor {{ role operator {{ name }} assertedByAdmin }} data
            }}
        }} }}"#
    )
}

#[test]
fn a_refusal_tells_every_broken_rule_with_code_reason_and_numbers() {
    let programme = Programme::live();
    programme.member("Su Qing");
    programme.check(
        &promote("Su Qing", "PARTNER", ""),
        expect![[r#"
            {
              "promoteKoc": {
                "already": false,
                "events": [],
                "position": null,
                "userErrors": [
                  {
                    "class": "RULE_BROKEN",
                    "code": "TIER_NOT_ADJACENT",
                    "details": {
                      "from": "SEED",
                      "to": "PARTNER"
                    },
                    "field": null,
                    "message": "PARTNER is not the tier next to SEED"
                  },
                  {
                    "class": "RULE_BROKEN",
                    "code": "PROMOTION_REQUIREMENTS_NOT_MET",
                    "details": {
                      "missing": [
                        {
                          "have": 0,
                          "met": false,
                          "metric": "ACCEPTED_WORKS",
                          "need": 200,
                          "windowDays": 180
                        }
                      ]
                    },
                    "field": null,
                    "message": "the promotion rules are not met: ACCEPTED_WORKS 0 / 200 (180 d)"
                  },
                  {
                    "class": "RULE_BROKEN",
                    "code": "MIN_DAYS_NOT_SERVED",
                    "details": {
                      "left": 30
                    },
                    "field": null,
                    "message": "30 more days in the tier are needed"
                  },
                  {
                    "class": "RULE_BROKEN",
                    "code": "INVITATION_NOT_ACCEPTED",
                    "details": {
                      "tier": "PARTNER"
                    },
                    "field": null,
                    "message": "PARTNER is entered by invitation, and none was accepted"
                  },
                  {
                    "class": "RULE_BROKEN",
                    "code": "FOUR_EYES_REQUIRED",
                    "details": {
                      "have": 0,
                      "need": 1
                    },
                    "field": null,
                    "message": "1 approval(s) by others are needed, 0 count"
                  }
                ]
              }
            }
        "#]],
    );
    programme.check(
        &promote("nobody", "RESPONDER", ""),
        expect![[r#"
        {
          "promoteKoc": {
            "already": false,
            "events": [],
            "position": null,
            "userErrors": [
              {
                "class": "NOT_FOUND",
                "code": "NOT_FOUND",
                "details": {
                  "what": "koc_cedb6336-a5a4-5036-ac2b-2605777a5073"
                },
                "field": null,
                "message": "koc_cedb6336-a5a4-5036-ac2b-2605777a5073 does not exist"
              }
            ]
          }
        }
    "#]],
    );
}

#[test]
fn a_refusal_is_told_in_chinese_to_whoever_reads_chinese() {
    let programme = Programme::live();
    let answer = programme.answer(&promote("nobody", "RESPONDER", ""), Lang::Zh);
    let message = &answer["data"]["promoteKoc"]["userErrors"][0]["message"];
    assert_eq!(message, &json!(format!("{} 不存在", koc("nobody"))));
}

#[test]
fn an_accepted_command_shows_its_events_and_who_is_behind_them() {
    let programme = Programme::live();
    let answer = programme.ask(&register("Su Qing", 1, ""));
    let payload = &answer["registerKoc"];
    assert_eq!(payload["userErrors"], json!([]));
    let events = payload["events"].as_array().unwrap();
    let types: Vec<_> = events.iter().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["KocRegistered", "KocEnrolledInTier"]);
    assert_eq!(events[1]["position"], payload["position"]);
    assert_eq!(events[0]["sentence"], "A person joined the programme.");
    assert_eq!(events[0]["commandId"], "00000000-0000-4000-8000-000000000001");
    let mei = json!({ "role": "OPS", "operator": { "name": "mei" }, "assertedByAdmin": true });
    assert_eq!(events[0]["actor"], mei);
    assert_eq!(events[0]["data"]["name"], "Su Qing", "the holder of the key reads sealed fields");
}

#[test]
fn the_same_command_id_is_carried_out_once() {
    let programme = Programme::live();
    let first = programme.ask(&register("Su Qing", 1, ""))["registerKoc"].clone();
    let again = programme.ask(&register("Su Qing", 1, ""))["registerKoc"].clone();
    assert_eq!((&first["already"], &again["already"]), (&json!(false), &json!(true)));
    assert_eq!(first["position"], again["position"]);
    assert_eq!(first["events"], again["events"]);
    let other = programme.ask(&register("He Jia", 1, ""))["registerKoc"].clone();
    assert_eq!(other["userErrors"][0]["code"], "IDEMPOTENCY_KEY_REUSED");
}

#[test]
fn trying_out_shows_what_would_happen_and_records_nothing() {
    let programme = Programme::live();
    let before = programme.engine.view().position;
    let tried = programme.ask(&register("Su Qing", 1, "validateOnly: true"));
    let tried = &tried["registerKoc"];
    assert_eq!(tried["userErrors"], json!([]));
    assert_eq!(tried["events"].as_array().map(Vec::len), Some(2));
    assert_eq!(tried["position"], json!(before.0.to_string()));
    assert_eq!(programme.engine.view().position, before);
    let query = format!(r#"{{ koc(id: "{}") {{ id }} }}"#, koc("Su Qing"));
    assert_eq!(programme.ask(&query), json!({ "koc": null }));
}

#[test]
fn a_stale_expected_version_is_refused() {
    let programme = Programme::live();
    let refused = programme.ask(&register("Su Qing", 1, "expectedVersion: 3"));
    let error = &refused["registerKoc"]["userErrors"][0];
    assert_eq!(error["code"], "VERSION_CONFLICT");
    assert_eq!(error["details"], json!({ "expected": 3, "actual": 0 }));
    let fits = programme.ask(&register("Su Qing", 1, "expectedVersion: \"0\""));
    assert_eq!(fits["registerKoc"]["userErrors"], json!([]));
    let never = register("He Jia", 2, "expectedVersion: -1");
    assert_eq!(programme.fault(&never), "BAD_USER_INPUT");
}

#[test]
fn acting_for_somebody_needs_somebody_who_may() {
    let programme = Programme::live();
    let query = |act_for: &str| {
        format!(
            r#"mutation {{ freezeProgramme(
                commandId: "00000000-0000-4000-8000-00000000000b", actFor: {act_for}
                input: {{ reason: "stocktaking" }}
            ) {{ userErrors {{ code }} events {{ actor {{ role koc {{ id }} }} }} }} }}"#
        )
    };
    let lin = operator("lin");
    let as_member = query(&format!("{{ member: \"{}\" }}", koc("Su Qing")));
    let as_member = programme.ask(&as_member);
    assert_eq!(as_member["freezeProgramme"]["userErrors"][0]["code"], "FORBIDDEN");
    let as_koc = query(&format!("{{ operator: {{ id: \"{lin}\", role: KOC }} }}"));
    assert_eq!(programme.fault(&as_koc), "BAD_USER_INPUT");
    let both = format!("{{ operator: {{ id: \"{lin}\", role: OPS }}, member: \"{}\" }}", koc("a"));
    assert_eq!(programme.fault(&query(&both)), "GRAPHQL_VALIDATION_FAILED");
    let unknown = query(&format!("{{ operator: {{ id: \"{}\", role: OPS }} }}", operator("none")));
    let unknown = programme.ask(&unknown);
    assert_eq!(unknown["freezeProgramme"]["userErrors"][0]["code"], "NOT_FOUND");
}

#[test]
fn an_argument_that_cannot_be_is_a_fault_and_tells_no_cause_inside() {
    let programme = Programme::live();
    let wrong_id = promote("Su Qing", "PARTNER", "").replace("koc_", "kok_");
    assert_eq!(programme.fault(&wrong_id), "BAD_USER_INPUT");
    let wrong_tier = promote("Su Qing", "EMPEROR", "");
    assert_eq!(programme.fault(&wrong_tier), "GRAPHQL_VALIDATION_FAILED");
    let no_id = register("Su Qing", 1, "").replace("commandId: \"", "commandId: \"x");
    assert_eq!(programme.fault(&no_id), "BAD_USER_INPUT");
}
