//! Of projects of the community and the pieces offered to them.

use serde_json::{Value, json};

use super::{Examples, id, koc, sealed, text};

fn project_id() -> String {
    id("project", 1)
}

fn section_id() -> String {
    id("section", 1)
}

fn piece_id() -> String {
    id("piece", 1)
}

fn sha256() -> String {
    "5a".repeat(32)
}

fn credit() -> Value {
    json!({"kocId": koc(), "roles": ["CHIEF_EDITOR", "AUTHOR"], "chosenIn": "ev_300"})
}

fn corrected() -> Value {
    json!([{"credit": credit(), "reason": sealed(3)}])
}

fn scores() -> Value {
    json!([{"aspect": "COMPLETENESS", "score": 92}])
}

pub(super) fn projects() -> Examples {
    let project_id = project_id();
    vec![
        (
            "ProjectLaunched",
            json!({
                "projectId": project_id, "theme": text("车主手册", "Handbook"),
                "kind": "HANDBOOK", "purpose": text("新车主用得上", "For new owners"),
                "outline": [{"sectionId": section_id(), "title": text("冬季", "Winter")}],
                "roleBars": {
                    "piece": "SEED", "sectionEditor": "RESPONDER", "chiefEditor": "PARTNER"
                },
                "licenceTerms": {
                    "purposes": ["SOCIAL"], "channels": ["app"], "territory": "CN",
                    "until": "2027-03-01", "exclusive": true
                },
                "until": "2025-04-01"
            }),
        ),
        (
            "SectionAdded",
            json!({
                "projectId": project_id, "sectionId": id("section", 2),
                "title": text("露营", "Camping"), "after": section_id()
            }),
        ),
        ("OffersClosed", json!({"projectId": project_id, "edition": 300})),
        ("ProjectFrozen", json!({"projectId": project_id, "edition": 300})),
        (
            "ProjectProofread",
            json!({
                "projectId": project_id, "kocId": koc(),
                "corrections": [{"sectionId": section_id(), "note": sealed(2)}]
            }),
        ),
        ("CreditNameChosen", json!({"projectId": project_id, "kocId": koc(), "name": sealed(7)})),
        (
            "ProjectReleased",
            json!({
                "projectId": project_id, "edition": 300, "artefactRef": "handbook/1.pdf",
                "sha256": sha256(), "pieces": 300, "credits": [credit()],
                "ceremonyGatheringId": id("gathering", 1)
            }),
        ),
        (
            "ContributorsThanked",
            json!({"projectId": project_id, "edition": 300, "kocIds": [koc()]}),
        ),
        (
            "CreditsCorrected",
            json!({
                "projectId": project_id, "edition": 300, "added": corrected(),
                "fixed": corrected()
            }),
        ),
        (
            "NewEditionOpened",
            json!({"projectId": project_id, "edition": 300, "until": "2025-06-01"}),
        ),
    ]
}

pub(super) fn editors() -> Examples {
    let (project_id, section_id) = (project_id(), section_id());
    let gone = json!({
        "projectId": project_id, "sectionId": section_id, "kocId": koc(), "why": "BELOW_BAR",
        "reason": sealed(3)
    });
    vec![
        (
            "ChiefEditorInvited",
            json!({"projectId": project_id, "kocId": koc(), "message": sealed(4)}),
        ),
        (
            "ChiefEditorInvitationAnswered",
            json!({
                "projectId": project_id, "kocId": koc(), "accepted": true, "reason": sealed(3)
            }),
        ),
        ("ChiefEditorAppointed", json!({"projectId": project_id, "kocId": koc()})),
        (
            "ChiefEditorRelieved",
            json!({
                "projectId": project_id, "kocId": koc(), "why": "OWN_WISH", "reason": sealed(3)
            }),
        ),
        (
            "SectionClaimed",
            json!({"projectId": project_id, "sectionId": section_id, "kocId": koc()}),
        ),
        ("SectionReleased", gone),
        (
            "SectionSubmitted",
            json!({
                "projectId": project_id, "sectionId": section_id, "kocId": koc(),
                "submissionNo": 300, "draftRef": sealed(5), "sha256": sha256(),
                "piecesUsed": [piece_id()]
            }),
        ),
        (
            "SectionAccepted",
            json!({
                "projectId": project_id, "sectionId": section_id, "kocId": koc(),
                "reviewer": id("koc", 2), "scores": scores(), "praise": [sealed(6)],
                "improvements": [sealed(6)], "edition": 300, "earns": true
            }),
        ),
        (
            "SectionSentBack",
            json!({
                "projectId": project_id, "sectionId": section_id, "kocId": koc(),
                "reviewer": id("koc", 2), "scores": scores(), "praise": [sealed(6)],
                "improvements": [sealed(6)]
            }),
        ),
        (
            "SectionReopened",
            json!({
                "projectId": project_id, "sectionId": section_id, "kocId": koc(),
                "pieceId": piece_id()
            }),
        ),
    ]
}

pub(super) fn pieces() -> Examples {
    let (project_id, piece_id) = (project_id(), piece_id());
    vec![
        (
            "PieceOffered",
            json!({
                "pieceId": piece_id, "projectId": project_id, "sectionId": section_id(),
                "kocId": koc(), "textRef": sealed(5), "sha256": sha256(), "edition": 300
            }),
        ),
        (
            "PieceAccepted",
            json!({
                "pieceId": piece_id, "projectId": project_id, "sectionId": section_id(),
                "author": koc()
            }),
        ),
        (
            "PieceMerged",
            json!({
                "pieceId": piece_id, "projectId": project_id, "into": id("piece", 2),
                "author": koc()
            }),
        ),
        (
            "PieceDeclined",
            json!({
                "pieceId": piece_id, "projectId": project_id, "author": koc(),
                "reason": sealed(3)
            }),
        ),
        (
            "PieceEdited",
            json!({
                "pieceId": piece_id, "projectId": project_id, "editor": koc(),
                "textRef": sealed(5), "sha256": sha256()
            }),
        ),
        (
            "PieceWithdrawn",
            json!({
                "pieceId": piece_id, "projectId": project_id, "author": koc(),
                "reason": sealed(3)
            }),
        ),
    ]
}
