//! Examples of what happens to assets, publications and honours.

use serde_json::{Value, json};

use super::{Examples, approvals, id, koc, sealed, text};

fn classification() -> Value {
    json!({
        "model": "x1", "topic": "driving", "scene": "city", "format": "video", "audience": "owners"
    })
}

fn licence() -> Value {
    json!({
        "purposes": ["SOCIAL", "PRESS"], "channels": ["app"], "territory": "CN",
        "from": "2025-03-20", "until": "2026-03-13", "exclusive": false, "revocable": true,
        "contractRef": "C-9"
    })
}

pub(super) fn assets() -> Examples {
    let asset_id = id("asset", 1);
    vec![
        (
            "AssetReclassified",
            json!({
                "assetId": asset_id, "classification": classification(), "grade": "GOOD",
                "confidentiality": "PUBLIC", "was": classification(), "wasGrade": "STANDARD",
                "wasConfidentiality": "INTERNAL", "reason": sealed(3)
            }),
        ),
        ("AssetTagged", json!({"assetId": asset_id, "added": ["real"], "removed": ["raw"]})),
        (
            "AssetReused",
            json!({
                "reuseId": id("reuse", 1), "assetId": asset_id, "purpose": "DEALER_CONFERENCE",
                "channel": "app", "place": text("成都", "Chengdu"), "audience": "PARTNERS",
                "from": "2025-08-20", "until": "2025-08-21", "modified": true,
                "peopleConsent": true, "aiGenerated": "ASSISTED"
            }),
        ),
        ("LicenceExtended", json!({"assetId": asset_id, "licence": licence(), "was": licence()})),
        (
            "LicenceEndingNoticed",
            json!({
                "assetId": asset_id, "until": "2026-03-13", "liveReuses": [id("reuse", 1)]
            }),
        ),
        ("AssetRestricted", json!({"assetId": asset_id, "why": "DISPUTE", "until": "2025-09-01"})),
        (
            "AssetWithdrawn",
            json!({
                "assetId": asset_id, "reason": "LICENCE_EXPIRED", "liveReuses": [id("reuse", 1)]
            }),
        ),
        ("AssetRestored", json!({"assetId": asset_id, "reason": sealed(3)})),
        (
            "AssetDestroyed",
            json!({
                "assetId": asset_id, "requestId": id("dsr", 1), "sha256": "3c".repeat(32),
                "approvedBy": approvals()
            }),
        ),
    ]
}

pub(super) fn publications() -> Examples {
    let publication_id = id("publication", 1);
    let assignment_id = id("assignment", 1);
    vec![
        (
            "PublicationRegistered",
            json!({
                "publicationId": publication_id, "kocId": koc(), "platform": "weibo",
                "url": sealed(9), "assignmentId": assignment_id, "spontaneous": false,
                "publishedAt": "2025-03-20T08:00:00Z", "topic": "driving",
                "aiGenerated": "ASSISTED", "disclosureText": sealed(8)
            }),
        ),
        (
            "DisclosureVerified",
            json!({
                "publicationId": publication_id, "kocId": koc(), "wording": sealed(8)
            }),
        ),
        (
            "DisclosureMissingFound",
            json!({
                "publicationId": publication_id, "kocId": koc(), "wording": sealed(8)
            }),
        ),
        (
            "EngagementRecorded",
            json!({
                "publicationId": publication_id, "kocId": koc(),
                "measuredAt": "2025-03-21T08:00:00Z",
                "counts": {"views": 70_000, "likes": 900, "comments": 80, "shares": 7, "saves": 6},
                "delta": {"views": 300, "likes": -2, "comments": 3, "shares": 1, "saves": 0},
                "source": "weibo-api", "correction": true, "newSteps": 2
            }),
        ),
        (
            "LeadAttributed",
            json!({
                "publicationId": publication_id, "kocId": koc(), "leadRef": "crm-1",
                "kind": "TEST_DRIVE", "trace": {"code": "K-7"}, "at": "2025-03-22T08:00:00Z",
                "model": "LAST", "earns": true
            }),
        ),
        (
            "WorkAmplified",
            json!({
                "publicationId": id("publication", 2), "source": {"asset": id("asset", 1)},
                "assignmentId": assignment_id, "assetId": id("asset", 1), "authors": [koc()],
                "purpose": "SOCIAL", "channel": "app", "creditLine": sealed(7), "url": sealed(9),
                "peopleConsent": true, "aiGenerated": "ASSISTED"
            }),
        ),
        (
            "CreditCorrected",
            json!({
                "publicationId": id("publication", 2), "creditLine": sealed(7), "was": sealed(7),
                "reason": sealed(3)
            }),
        ),
        (
            "PublicationTakenDown",
            json!({
                "publicationId": publication_id, "kocId": koc(), "reason": sealed(3)
            }),
        ),
    ]
}

pub(super) fn honours() -> Examples {
    let recognition_id = id("recognition", 1);
    let praise = json!({"zh": sealed(10), "en": sealed(10)});
    vec![
        (
            "HonourConferred",
            json!({
                "recognitionId": recognition_id, "recipient": {"koc": koc()},
                "kind": "HONORARY_TITLE", "title": text("版主", "Moderator"), "unique": true,
                "citation": praise, "sourceEvent": "ev_300", "validUntil": "2026-03-13"
            }),
        ),
        (
            "CommendationPublished",
            json!({
                "recognitionId": recognition_id, "kocId": koc(), "channel": "MINI_PROGRAM",
                "url": sealed(9), "text": praise
            }),
        ),
        (
            "BadgeIssued",
            json!({
                "recognitionId": recognition_id, "kocId": koc(), "badgeClass": "moderator",
                "refs": ["ev_300"]
            }),
        ),
        (
            "HonourRevoked",
            json!({
                "recognitionId": recognition_id, "kocId": koc(), "reason": sealed(3),
                "approvedBy": approvals()
            }),
        ),
        (
            "HonourLapsed",
            json!({
                "recognitionId": recognition_id, "kocId": koc(), "validUntil": "2026-03-13"
            }),
        ),
    ]
}
