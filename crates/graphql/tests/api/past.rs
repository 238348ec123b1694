//! The past, by both clocks: when it was so, and when it was known.

use domain::approval::{CorrectionProposal, Proposal};
use domain::koc::command::CorrectTier;
use domain::vocabulary::TierCode;
use expect_test::expect;
use serde_json::json;

use crate::support::{Programme, mei};

/// Su Qing rose on 31 March; on 10 April that was put right: it had never been so.
fn corrected() -> Programme {
    let programme = Programme::live();
    let koc_id = programme.member("Su Qing");
    let promoted = programme.rise(koc_id, TierCode::Responder);
    programme.wait_days(10);
    let (supersedes, tier) = (promoted.position, TierCode::Seed);
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
