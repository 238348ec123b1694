//! The past, by both clocks: when it was so, and when it was known.

use std::sync::Arc;
use std::time::Duration;

use domain::Lang;
use domain::approval::{CorrectionProposal, Proposal};
use domain::koc::command::CorrectTier;
use domain::vocabulary::TierCode;
use expect_test::expect;
use graphql::{Api, Limits};
use serde_json::{Value, json};

use crate::support::{Programme, answer_of, mei};

/// Su Qing rose on 31 March; on 10 April that was put right: it had never been so.
fn corrected() -> Programme {
    let programme = Programme::live();
    let koc_id = programme.member("Su Qing");
    let promoted = programme.rise(koc_id, TierCode::Responder);
    programme.wait_days(10);
    let (supersedes, tier) = (promoted.events[0].position, TierCode::Seed);
    let effective_on = programme.today().plus(-10);
    programme.approve(Proposal::CorrectTier(CorrectionProposal {
        koc_id,
        supersedes,
        tier,
        effective_on,
    }));
    let reason = "the wrong member".into();
    programme.given(mei(), CorrectTier { koc_id, supersedes, tier, effective_on, reason });
    programme
}

#[test]
fn who_stood_where_depends_on_when_it_was_so_and_when_it_was_known() {
    let programme = corrected();
    for (arguments, expected) in [
        ("", "SEED"),
        ("(asOf: \"2025-03-15\")", "SEED"),
        ("(asOf: \"2025-04-05\")", "SEED"),
        ("(asOf: \"2025-04-05\", knownAt: \"2025-04-05T00:00:00Z\")", "RESPONDER"),
        ("(asOf: \"2025-03-30\", knownAt: \"2025-04-05T00:00:00Z\")", "SEED"),
        ("(asOf: \"2025-03-31T15:59:59Z\", knownAt: \"2025-04-09T00:00:00Z\")", "RESPONDER"),
    ] {
        let query = format!("{{ tierMembership{arguments} {{ nodes {{ tier {{ code }} }} }} }}");
        let answer = programme.ask(&query);
        let expected = json!([{ "tier": { "code": expected } }]);
        assert_eq!(answer["tierMembership"]["nodes"], expected, "{arguments}");
    }
}

#[test]
fn headcount_and_transitions_are_asked_of_the_past_too() {
    let programme = corrected();
    programme.check(
        r#"{
          now: headcount { tier count }
          then: headcount(asOf: "2025-04-05", knownAt: "2025-04-05T00:00:00Z") { tier count }
          known: transitions { from to cause count }
          believed: transitions(
            from: "2025-03-31", to: "2025-03-31", knownAt: "2025-04-05T00:00:00Z"
          ) { from to cause count }
        }"#,
        expect![[r#"
            {
              "believed": [
                {
                  "cause": "PROMOTED",
                  "count": "1",
                  "from": "SEED",
                  "to": "RESPONDER"
                }
              ],
              "known": [
                {
                  "cause": "ENROLLED",
                  "count": "1",
                  "from": null,
                  "to": "SEED"
                }
              ],
              "now": [
                {
                  "count": 1,
                  "tier": "SEED"
                },
                {
                  "count": 0,
                  "tier": "RESPONDER"
                },
                {
                  "count": 0,
                  "tier": "PARTNER"
                }
              ],
              "then": [
                {
                  "count": 0,
                  "tier": "SEED"
                },
                {
                  "count": 1,
                  "tier": "RESPONDER"
                },
                {
                  "count": 0,
                  "tier": "PARTNER"
                }
              ]
            }
        "#]],
    );
}

#[test]
fn a_replaced_fact_is_shown_with_what_replaced_it() {
    let programme = corrected();
    programme.check(
        r#"{
          koc(externalRef: "Su-Qing") {
            history { from tier validFrom fact { cause reason approvedBy { operator { name } assertedByAdmin } } }
            believed: history(knownAt: "2025-04-05T00:00:00Z") {
              tier days: validTo
              fact { cause policyVersion basis { kind reason } supersededAt event { type actor { assertedByAdmin } } }
            }
          }
        }"#,
        expect![[r#"
            {
              "koc": {
                "believed": [
                  {
                    "days": "2025-03-31T02:00:00Z",
                    "fact": {
                      "basis": null,
                      "cause": "ENROLLED",
                      "event": {
                        "actor": {
                          "assertedByAdmin": true
                        },
                        "type": "KocEnrolledInTier"
                      },
                      "policyVersion": 1,
                      "supersededAt": null
                    },
                    "tier": "SEED"
                  },
                  {
                    "days": null,
                    "fact": {
                      "basis": {
                        "kind": "OVERRIDE",
                        "reason": "stood out"
                      },
                      "cause": "PROMOTED",
                      "event": {
                        "actor": {
                          "assertedByAdmin": true
                        },
                        "type": "KocPromoted"
                      },
                      "policyVersion": 1,
                      "supersededAt": "2025-04-10T02:00:00Z"
                    },
                    "tier": "RESPONDER"
                  }
                ],
                "history": [
                  {
                    "fact": {
                      "approvedBy": [],
                      "cause": "ENROLLED",
                      "reason": null
                    },
                    "from": null,
                    "tier": "SEED",
                    "validFrom": "2025-03-01T02:00:00Z"
                  },
                  {
                    "fact": {
                      "approvedBy": [
                        {
                          "assertedByAdmin": true,
                          "operator": {
                            "name": "lin"
                          }
                        }
                      ],
                      "cause": "CORRECTED",
                      "reason": "the wrong member"
                    },
                    "from": "SEED",
                    "tier": "SEED",
                    "validFrom": "2025-03-31T02:00:00Z"
                  }
                ]
              }
            }
        "#]],
    );
}

#[test]
fn everything_is_asked_as_it_was_known_then() {
    let programme = corrected();
    let before = programme.engine.view().position;
    programme.wait_days(5);
    programme.member("Late Comer");
    let question = "headcount { tier count } tierMembership { totalCount nodes { koc { name } } }";
    let ask = |instant: &str| programme.ask(&format!("{{ at({instant}) {{ {question} }} }}"));
    let then = ask("knownAt: \"2025-04-05T00:00:00Z\"");
    assert_eq!(then["at"]["headcount"][1]["count"], 1, "the promotion was not yet put right");
    assert_eq!(then["at"]["tierMembership"]["totalCount"], 1);
    let at_position = ask(&format!("position: \"{}\"", before.0));
    assert_eq!(at_position["at"]["headcount"][1]["count"], 0);
    assert_eq!(at_position["at"]["tierMembership"]["totalCount"], 1);
    assert_eq!(ask("knownAt: \"2999-01-01T00:00:00Z\"")["at"]["tierMembership"]["totalCount"], 2);
    let nothing = ask("knownAt: \"1999-01-01T00:00:00Z\"");
    assert_eq!(nothing["at"]["tierMembership"]["totalCount"], 0);
}

#[test]
fn how_long_something_lasts_is_counted_to_that_moment() {
    let programme = corrected();
    let query = "{ at(knownAt: \"2025-04-05T02:00:00Z\") { koc(externalRef: \"Su-Qing\") { \
                 history { tier days } } } }";
    let history = &programme.ask(query)["at"]["koc"]["history"];
    assert_eq!(history[1], json!({ "tier": "RESPONDER", "days": 5 }));
}

#[test]
fn pages_of_the_past_go_on_under_the_same_instant_however_old_it_is() {
    let programme = Programme::live();
    for name in ["a", "b", "c"] {
        programme.member(name);
    }
    let position = programme.engine.view().position.0;
    programme.wait_days(1);
    programme.member("later");
    let page = |window: &str| {
        let answer = programme.ask(&format!(
            "{{ at(position: \"{position}\") {{ tierMembership({window}) {{
                totalCount position pageInfo {{ endCursor hasNextPage }} nodes {{ koc {{ name }} }}
            }} }} }}"
        ));
        answer["at"]["tierMembership"].clone()
    };
    let first = page("first: 2");
    assert_eq!(
        (&first["totalCount"], &first["pageInfo"]["hasNextPage"]),
        (&json!(3), &json!(true))
    );
    let cursor = first["pageInfo"]["endCursor"].as_str().unwrap();
    let second = page(&format!("first: 2, after: \"{cursor}\""));
    assert_eq!(second["nodes"].as_array().unwrap().len(), 1);
    assert_eq!(second["position"], json!(position.to_string()));
}

#[test]
fn an_instant_is_said_in_one_way_and_is_one_that_was() {
    let programme = corrected();
    programme.member("Late Comer");
    let joined = programme.engine.view().position.0;
    programme.ask(&format!("{{ at(position: \"{joined}\") {{ programme {{ id }} }} }}"));
    programme.ask(&format!("{{ at(position: \"{}\") {{ programme {{ id }} }} }}", joined - 2));
    let position = joined;
    for instant in [
        "",
        "(minPosition: \"1\", position: \"1\")",
        "(knownAt: \"2025-04-05T00:00:00Z\", position: \"1\")",
        "(position: \"-1\")",
        &format!("(position: \"{}\")", position + 1),
        // The member came and was put in a tier by one command.
        &format!("(position: \"{}\")", joined - 1),
    ] {
        let query = format!("{{ at{instant} {{ programme {{ id }} }} }}");
        assert_eq!(programme.fault(&query), "BAD_USER_INPUT", "{instant}");
    }
}

#[test]
fn a_past_that_takes_too_long_is_not_shown_half_done() {
    let programme = corrected();
    let limits = Limits { deadline: Duration::ZERO, ..Limits::default() };
    let api = Api::with(Arc::clone(&programme.engine), limits, None);
    let query = "{ at(position: \"9\") { headcount { count } } }";
    let answer = answer_of(&api, query, Lang::En);
    let error = &answer["errors"][0];
    assert_eq!(error["extensions"]["code"], "LIMIT_EXCEEDED");
    assert_eq!(error["extensions"]["limit"], "deadline");
    assert_eq!(answer["data"], Value::Null);
}

#[test]
fn what_a_correction_changed_is_told_with_what_changed_it() {
    let programme = corrected();
    let query = r#"{ restatements(asOf: "2025-04-05", from: "2025-04-05T16:00:00Z") {
        totalCount nodes { koc { name } was is by { cause reason } }
    } }"#;
    let found = &programme.ask(query)["restatements"];
    let by = json!([{ "cause": "CORRECTED", "reason": "the wrong member" }]);
    let row = json!({ "koc": { "name": "Su Qing" }, "was": "RESPONDER", "is": "SEED", "by": by });
    assert_eq!((&found["totalCount"], &found["nodes"]), (&json!(1), &json!([row])));
    let before =
        r#"{ restatements(asOf: "2025-03-15", from: "2025-04-05T16:00:00Z") { totalCount } }"#;
    assert_eq!(programme.ask(before)["restatements"]["totalCount"], 0);
}

#[test]
fn two_moments_are_compared_member_by_member() {
    let programme = corrected();
    let ask = |arguments: &str| {
        let query = format!(
            "{{ changes({arguments}) {{ nodes {{ koc {{ name }} tierBefore tierAfter pointsBefore
                pointsAfter lines by {{ cause }} }} }} }}"
        );
        programme.ask(&query)["changes"]["nodes"].clone()
    };
    let row = |before: Option<&str>, after: &str, by: &[&str]| {
        json!([{ "koc": { "name": "Su Qing" }, "tierBefore": before, "tierAfter": after,
            "pointsBefore": "0", "pointsAfter": "0", "lines": "0",
            "by": by.iter().map(|cause| json!({ "cause": cause })).collect::<Vec<_>>() }])
    };
    let (march, april) = ("2025-03-05T00:00:00Z", "2025-04-05T00:00:00Z");
    let believed = ask(&format!("from: \"{march}\", to: \"{april}\""));
    assert_eq!(believed, row(Some("SEED"), "RESPONDER", &["PROMOTED"]));
    // By all that is known nobody moved; something was recorded of the member all the same.
    let known = ask(&format!("from: \"{march}\""));
    assert_eq!(known, row(Some("SEED"), "SEED", &["PROMOTED", "CORRECTED"]));
    assert_eq!(ask(&format!("from: \"{march}\", moved: true")), json!([]));
    let joined = ask("from: \"2025-01-01T00:00:00Z\", moved: true");
    assert_eq!(joined, row(None, "SEED", &["ENROLLED", "PROMOTED", "CORRECTED"]));
    let backwards = format!("{{ changes(from: \"{april}\", to: \"{march}\") {{ totalCount }} }}");
    assert_eq!(programme.fault(&backwards), "BAD_USER_INPUT");
}

#[test]
fn sums_of_a_programme_in_which_nothing_was_given_are_empty_and_wrong_waits_are_refused() {
    let programme = corrected();
    let answer = programme.ask(
        "{ contributionMix(per: MONTH) { points } costs(per: YEAR) { posted } reuse { assets } \
         candidateOutcomes { source } }",
    );
    let nothing =
        json!({ "contributionMix": [], "costs": [], "reuse": [], "candidateOutcomes": [] });
    assert_eq!(answer, nothing);
    for wrong in ["promotedWithinDays: -1", "retainedDays: 4000"] {
        let query = format!("{{ candidateOutcomes({wrong}) {{ source }} }}");
        assert_eq!(programme.fault(&query), "BAD_USER_INPUT", "{wrong}");
    }
}
