//! Questions about people, the ledger, mentors and the programme.

use domain::contribution::command::CreditContribution;
use domain::id::{EntryId, MentorshipId};
use domain::koc::command::GrantConsent;
use domain::mentorship::command::{
    AcceptMentorship, AppointMentor, MarkMentorAway, ProposeMentorship,
};
use domain::mentorship::values::MentorshipParty;
use domain::policy::Dims;
use domain::vocabulary::{ConsentPurpose, ContributionKind, TierCode};
use domain::{Actor, Lang};
use expect_test::expect;
use serde_json::json;

use crate::support::{Programme, koc, mei, operator};

#[test]
fn a_tier_has_its_names_in_every_scheme_and_language() {
    let programme = Programme::live();
    programme.member("Su Qing");
    programme.check(
        r#"{ koc(externalRef: "Su-Qing") { name standing tier {
            code rank usual: label chinese: label(lang: ZH)
            value: label(scheme: VALUE, lang: ZH) layer: label(scheme: LAYER, lang: EN)
        } } }"#,
        expect![[r#"
            {
              "koc": {
                "name": "Su Qing",
                "standing": "ACTIVE",
                "tier": {
                  "chinese": "种子用户",
                  "code": "SEED",
                  "layer": "Awareness Layer",
                  "rank": 1,
                  "usual": "Seed User",
                  "value": "普通 KOC"
                }
              }
            }
        "#]],
    );
    let query = r#"{ koc(externalRef: "Su-Qing") { tier { label } } }"#;
    let chinese = programme.answer(query, Lang::Zh);
    assert_eq!(chinese["data"]["koc"]["tier"]["label"], "种子用户");
}

#[test]
fn the_programme_shows_its_policy_words_and_team() {
    let programme = Programme::live();
    programme.check(
        r#"{
          programme {
            name { zh } stage liveOn timeZone terms(axis: TOPIC) { code labels { en } }
            consentTexts(purpose: MENTORING) { textVersion text { en } }
          }
          tierPolicy { version inForceFrom rules { minDaysInTier } }
          tierPolicies { version }
          operators { name roles }
        }"#,
        expect![[r#"
            {
              "operators": [
                {
                  "name": "mei",
                  "roles": [
                    "OPS"
                  ]
                },
                {
                  "name": "lin",
                  "roles": [
                    "APPROVER"
                  ]
                }
              ],
              "programme": {
                "consentTexts": [
                  {
                    "text": {
                      "en": "I agree."
                    },
                    "textVersion": 1
                  }
                ],
                "liveOn": "2025-03-01",
                "name": {
                  "zh": "清风车主共创"
                },
                "stage": "LIVE",
                "terms": [
                  {
                    "code": "photo",
                    "labels": {
                      "en": "Photography"
                    }
                  }
                ],
                "timeZone": "Asia/Shanghai"
              },
              "tierPolicies": [
                {
                  "version": 1
                }
              ],
              "tierPolicy": {
                "inForceFrom": "2025-03-01",
                "rules": {
                  "minDaysInTier": 30
                },
                "version": 1
              }
            }
        "#]],
    );
}

#[test]
fn every_entry_of_the_ledger_opens_its_event() {
    let programme = Programme::live();
    let koc_id = programme.member("Su Qing");
    let source_event = programme.engine.view().position;
    for (number, points) in [(1, 30), (2, 12)] {
        programme.given(
            mei(),
            CreditContribution {
                entry_id: EntryId::derived(&[&[number]]),
                koc_id,
                kind: ContributionKind::Help,
                points,
                share_bp: 10_000,
                source_event,
                rule: format!("by-hand-{number}"),
                effective_on: programme.today(),
                dims: Dims { contribution: points, influence: 0, activity: 0 },
            },
        );
    }
    let answer = programme.ask(&format!(
        r#"{{
          contributionLedger(filter: {{ kocId: "{koc_id}", kind: HELP }}) {{
            totalCount nodes {{ koc {{ name }} line points source {{ type }} event {{ type }} runningBalance }}
          }}
          none: contributionLedger(filter: {{ kind: WORK }}) {{ totalCount }}
          contributionAccount(koc: "{koc_id}") {{ entries points byKind {{ kind points }} byDim {{ contribution }} }}
        }}"#
    ));
    let nodes = answer["contributionLedger"]["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2);
    for node in nodes {
        assert_eq!(node["source"]["type"], "KocEnrolledInTier");
        assert_eq!(node["event"]["type"], "ContributionCredited");
    }
    assert_eq!(nodes[1]["runningBalance"], "42");
    assert_eq!(answer["none"]["totalCount"], 0);
    assert_eq!(
        answer["contributionAccount"],
        json!({
            "entries": "2", "points": "42", "byKind": [{ "kind": "HELP", "points": "42" }],
            "byDim": { "contribution": "42" }
        })
    );
}

/// Gu teaches Ma; Ma taught nobody yet.
pub(crate) fn mentored() -> Programme {
    let programme = Programme::live();
    let (gu, ma) = (programme.member("Gu"), programme.member("Ma"));
    programme.rise(gu, TierCode::Responder);
    programme.rise(gu, TierCode::Partner);
    let (purpose, text_version) = (ConsentPurpose::Mentoring, 1);
    let consent =
        GrantConsent { koc_id: gu, purpose, text_version, evidence_ref: None, expires_on: None };
    programme.given(Actor::koc(gu).asserted(), consent);
    let topics = vec!["photo".to_owned()];
    programme.given(
        mei(),
        AppointMentor {
            koc_id: gu,
            topics: topics.clone(),
            capacity: 2,
            statement: Some("light first".into()),
        },
    );
    let mentorship_id = MentorshipId::derived(&[b"gu", b"ma"]);
    let until = programme.today().plus(90);
    let goals = Some("a first series".into());
    let (mentor, mentee) = (gu, ma);
    programme
        .given(mei(), ProposeMentorship { mentorship_id, mentor, mentee, goals, topics, until });
    for (koc, by) in [(gu, MentorshipParty::Mentor), (ma, MentorshipParty::Mentee)] {
        programme.given(Actor::koc(koc).asserted(), AcceptMentorship { mentorship_id, by });
    }
    programme
}

#[test]
fn mentors_mentees_and_free_seats_are_shown() {
    let programme = mentored();
    let (gu, ma) = (koc("Gu"), koc("Ma"));
    programme.check(
        &format!(
            r#"{{
              mentor(id: "{gu}") {{
                koc {{ name }} statement capacity freeSeats
                mentees {{ mentee {{ name }} state goals menteeTierAtStart }}
              }}
              lineage(root: "{gu}") {{ depth descendants {{ koc {{ name }} depth via {{ state }} }} }}
              ancestors(koc: "{ma}") {{ koc {{ name }} depth }}
              freeSeats(topic: "photo") {{ mentor {{ koc {{ name }} }} free }}
              elsewhere: freeSeats(topic: "driving") {{ free }}
              orphans {{ mentorLeft }}
              mentorships(filter: {{ state: ACTIVE }}) {{ totalCount }}
            }}"#
        ),
        expect![[r#"
            {
              "ancestors": [
                {
                  "depth": -1,
                  "koc": {
                    "name": "Gu"
                  }
                }
              ],
              "elsewhere": [],
              "freeSeats": [
                {
                  "free": 1,
                  "mentor": {
                    "koc": {
                      "name": "Gu"
                    }
                  }
                }
              ],
              "lineage": {
                "depth": 1,
                "descendants": [
                  {
                    "depth": 1,
                    "koc": {
                      "name": "Ma"
                    },
                    "via": {
                      "state": "ACTIVE"
                    }
                  }
                ]
              },
              "mentor": {
                "capacity": 2,
                "freeSeats": 1,
                "koc": {
                  "name": "Gu"
                },
                "mentees": [
                  {
                    "goals": "a first series",
                    "mentee": {
                      "name": "Ma"
                    },
                    "menteeTierAtStart": "SEED",
                    "state": "ACTIVE"
                  }
                ],
                "statement": "light first"
              },
              "mentorships": {
                "totalCount": 1
              },
              "orphans": []
            }
        "#]],
    );
    programme.given(mei(), MarkMentorAway { koc_id: gu, until: None });
    let orphans = programme.ask("{ orphans { mentorship { mentee { name } } mentorLeft } }");
    let expected = json!([{ "mentorship": { "mentee": { "name": "Ma" } }, "mentorLeft": false }]);
    assert_eq!(orphans["orphans"], expected);
}

#[test]
fn anything_is_found_by_its_id() {
    let programme = mentored();
    let mentorship = MentorshipId::derived(&[b"gu", b"ma"]).to_string();
    for (id, expected) in [
        (koc("Gu").to_string(), json!("Koc")),
        (operator("mei").to_string(), json!("Operator")),
        (mentorship, json!("Mentorship")),
        ("ev_3".to_owned(), json!("Event")),
        ("ev_0".to_owned(), json!(null)),
        ("ev_99999".to_owned(), json!(null)),
        (koc("nobody").to_string(), json!(null)),
        ("nonsense".to_owned(), json!(null)),
    ] {
        let answer = programme.ask(&format!("{{ node(id: \"{id}\") {{ __typename id }} }}"));
        assert_eq!(answer["node"].get("__typename").unwrap_or(&json!(null)), &expected, "{id}");
        if !expected.is_null() {
            assert_eq!(answer["node"]["id"], json!(id));
        }
        let both = format!("{{ nodes(ids: [\"nonsense\", \"{id}\"]) {{ __typename }} }}");
        let found = programme.ask(&both)["nodes"].clone();
        assert_eq!(found[0], json!(null));
        assert_eq!(found[1].get("__typename").unwrap_or(&json!(null)), &expected, "{id}");
    }
}

#[test]
fn a_member_is_asked_for_in_one_way_only() {
    let programme = Programme::live();
    assert_eq!(programme.fault("{ koc { id } }"), "BAD_USER_INPUT");
    let both = format!("{{ koc(id: \"{}\", externalRef: \"a\") {{ id }} }}", koc("a"));
    assert_eq!(programme.fault(&both), "BAD_USER_INPUT");
    let none = programme.ask("{ koc(externalRef: \"nobody\") { id } }");
    assert_eq!(none, json!({ "koc": null }));
}

#[test]
fn a_question_can_wait_for_a_write() {
    let programme = Programme::live();
    let position = programme.engine.view().position.0;
    let query = format!(
        "{{ at(minPosition: {position}) {{ programme {{ stage }} headcount {{ count }} }} }}"
    );
    assert_eq!(programme.ask(&query)["at"]["programme"]["stage"], "LIVE");
    assert_eq!(programme.fault("{ at(minPosition: -1) { programme { id } } }"), "BAD_USER_INPUT");
    let never = format!("{{ at(minPosition: {}) {{ programme {{ id }} }} }}", position + 1);
    assert_eq!(programme.fault(&never), "UNAVAILABLE");
}
