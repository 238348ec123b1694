//! Co-creation projects as they are asked for: by the team, by a member, by whoever edits.

use domain::id::{KocId, PieceId, ProjectId, SectionId, Sha256};
use domain::piece::command::{OfferPiece, TriagePiece};
use domain::piece::values::TriageDecision;
use domain::project::command::{ChooseCreditName, LaunchProject};
use domain::project::values::*;
use domain::task::brief::UsageRights;
use domain::vocabulary::{TierCode, UsePurpose};
use domain::{Actor, Day, Lang, LocalText};
use expect_test::expect;

use crate::support::{Programme, mei};

fn launch() -> LaunchProject {
    let title = LocalText::new("冬季用车", "Winter");
    LaunchProject {
        project_id: ProjectId::derived(&[b"handbook"]),
        theme: LocalText::new("车主手册", "Handbook"),
        kind: ProjectKind::Handbook,
        purpose: LocalText::new("新车主", "New owners"),
        outline: vec![OutlineSection { section_id: SectionId::derived(&[b"winter"]), title }],
        role_bars: RoleBars {
            piece: TierCode::Seed,
            section_editor: TierCode::Responder,
            chief_editor: TierCode::Partner,
        },
        licence_terms: UsageRights {
            purposes: vec![UsePurpose::Social],
            channels: vec!["app".to_owned()],
            territory: "CN".to_owned(),
            until: None,
            exclusive: false,
        },
        until: Day(40_000),
    }
}

fn offer(koc_id: KocId, name: &str) -> OfferPiece {
    OfferPiece {
        piece_id: PieceId::derived(&[name.as_bytes()]),
        project_id: ProjectId::derived(&[b"handbook"]),
        section_id: Some(SectionId::derived(&[b"winter"])),
        koc_id,
        text_ref: "pieces/tip.md".into(),
        sha256: Sha256([name.len() as u8; 32]),
        attest_original: true,
        licence_accepted: true,
    }
}

#[test]
fn a_project_tells_how_far_it_is_and_who_has_a_part() {
    let programme = Programme::live();
    let su = programme.member("Su Qing");
    programme.given(mei(), launch());
    programme.given(Actor::koc(su), offer(su, "tyres"));
    programme.given(Actor::koc(su), offer(su, "wipers"));
    let decision = TriageDecision::Accept(SectionId::derived(&[b"winter"]));
    let piece_id = PieceId::derived(&[b"tyres"]);
    programme.given(mei(), TriagePiece { piece_id, decision });
    let project_id = ProjectId::derived(&[b"handbook"]);
    let name = Some("苏晴".into());
    programme.given(Actor::koc(su), ChooseCreditName { project_id, koc_id: su, name });
    programme.check(
        r#"{
          projects(filter: { state: OPEN, sectionVacant: true }, orderBy: PROGRESS) { nodes {
            theme { en } edition progressBp sectionCounts { vacant accepted }
            pieceCounts { offered accepted } creditsCoverageBp
            tierMix { tier contributors }
            contributors(first: 5) { nodes { name roles pieces koc { name } } }
            pieces(filter: { state: OFFERED }) { nodes { state textRef author { name } } }
          } }
          koc(externalRef: "Su-Qing") { pieces { state } sections { state } editions { edition } }
        }"#,
        expect![[r#"
            {
              "koc": {
                "editions": [],
                "pieces": [
                  {
                    "state": "ACCEPTED"
                  },
                  {
                    "state": "OFFERED"
                  }
                ],
                "sections": []
              },
              "projects": {
                "nodes": [
                  {
                    "contributors": {
                      "nodes": [
                        {
                          "koc": {
                            "name": "Su Qing"
                          },
                          "name": "苏晴",
                          "pieces": 1,
                          "roles": [
                            "AUTHOR"
                          ]
                        }
                      ]
                    },
                    "creditsCoverageBp": 10000,
                    "edition": 1,
                    "pieceCounts": {
                      "accepted": 1,
                      "offered": 1
                    },
                    "pieces": {
                      "nodes": [
                        {
                          "author": {
                            "name": "Su Qing"
                          },
                          "state": "OFFERED",
                          "textRef": "pieces/tip.md"
                        }
                      ]
                    },
                    "progressBp": 0,
                    "sectionCounts": {
                      "accepted": 0,
                      "vacant": 1
                    },
                    "theme": {
                      "en": "Handbook"
                    },
                    "tierMix": [
                      {
                        "contributors": 1,
                        "tier": "SEED"
                      }
                    ]
                  }
                ]
              }
            }
        "#]],
    );
    let answer = programme.answer(r#"{ pieces(first: 1) { totalCount } }"#, Lang::En);
    assert_eq!(answer["data"]["pieces"]["totalCount"], 2);
}
