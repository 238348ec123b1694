//! Members and their tiers.

use serde_json::json;

use super::{Examples, approvals, evidence, id, koc, sealed};

pub(super) fn members() -> Examples {
    vec![
        (
            "KocRegistered",
            json!({
                "kocId": koc(), "name": sealed(0), "contact": sealed(1), "minAgeMet": 18,
                "locale": "ZH", "entrySource": "CONTEST", "referredBy": id("koc", 2),
                "consents": [{"purpose": "PARTICIPATION", "textVersion": 1}], "externalRef": "u-1001"
            }),
        ),
        (
            "KocEnrolledInTier",
            json!({
                "kocId": koc(), "tier": "SEED", "policyVersion": 1, "effectiveOn": "2025-03-02",
                "effectiveAt": "2025-03-02T08:30:00.000001Z"
            }),
        ),
        ("KocImported", json!({"kocId": koc(), "externalRef": "u-1001"})),
        (
            "ConsentGranted",
            json!({
                "kocId": koc(), "purpose": "STORY", "textVersion": 300, "evidenceRef": sealed(2),
                "expiresOn": "2026-03-01"
            }),
        ),
        (
            "ProfileUpdated",
            json!({
                "kocId": koc(),
                "profile": {
                    "skills": ["filming"], "formats": ["video"], "styles": ["everyday"],
                    "tones": ["warm"], "topics": ["family-trip"], "audiences": ["parents"],
                    "communities": ["east-club"], "region": "east", "archetype": "FRESH_VOICE"
                },
                "loyaltyNote": sealed(2), "changed": ["SKILLS", "LOYALTY_NOTE"]
            }),
        ),
        (
            "PreferencesSet",
            json!({
                "kocId": koc(),
                "preferences": {
                    "horizons": ["INSTANT", "PHASED"], "modes": ["COMMISSION"],
                    "topics": ["family-trip"], "contactChannels": ["WECHAT"],
                    "optOutProfiledMatching": true
                }
            }),
        ),
        (
            "AvailabilityDeclared",
            json!({
                "kocId": koc(), "depth": "LIGHT_ONLY", "from": "2025-05-01", "until": "2025-05-31",
                "maxConcurrent": 1, "note": sealed(2)
            }),
        ),
        (
            "KocPaused",
            json!({
                "kocId": koc(), "from": "2025-06-01", "until": "2025-08-31", "reason": sealed(3)
            }),
        ),
        ("KocResumed", json!({"kocId": koc(), "daysPaused": 61})),
        (
            "KocLeft",
            json!({
                "kocId": koc(), "tierAtExit": "PARTNER", "goodStanding": true, "reason": sealed(3),
                "effectiveOn": "2025-09-01", "effectiveAt": "2025-09-01T00:00:00Z"
            }),
        ),
        (
            "KocRejoined",
            json!({
                "kocId": koc(), "entryTier": "SEED", "policyVersion": 2, "effectiveOn": "2025-10-01",
                "effectiveAt": "2025-10-01T00:00:00Z"
            }),
        ),
        (
            "ContributionCredited",
            json!({
                "entryId": id("entry", 1), "kocId": koc(), "kind": "WORK", "points": 100,
                "shareBp": 10_000, "sourceEvent": "ev_44", "source": "WORK_APPROVED", "rule": "work",
                "policyVersion": 1, "effectiveOn": "2025-03-20", "effectiveAt": "2025-03-20T10:00:00Z",
                "dims": {"contribution": 70, "influence": 20, "activity": 10}, "balance": -100
            }),
        ),
        (
            "ContributionReversed",
            json!({
                "entryId": id("entry", 1), "kocId": koc(), "points": 100, "reason": sealed(3),
                "sourceEvent": "ev_45", "effectiveOn": "2025-03-21", "balance": 0
            }),
        ),
        (
            "ContributionAdjusted",
            json!({
                "entryId": id("entry", 2), "kocId": koc(), "kind": "HELP", "delta": -20,
                "reason": sealed(3), "effectiveOn": "2025-03-22", "effectiveAt": "2025-03-22T10:00:00Z",
                "approvedBy": approvals(), "balance": 80
            }),
        ),
    ]
}

pub(super) fn tiers() -> Examples {
    let day = "2025-03-10";
    let instant = "2025-03-09T16:00:00Z";
    vec![
        (
            "TierMoveImported",
            json!({
                "kocId": koc(), "from": "SEED", "to": "PARTNER", "goodStanding": false,
                "effectiveOn": "2018-01-31", "effectiveAt": "2018-01-31T09:15:00Z"
            }),
        ),
        (
            "CandidateNominated",
            json!({
                "kocId": koc(), "candidacyId": id("candidacy", 1), "targetTier": "RESPONDER",
                "source": "MENTOR_RECOMMENDATION", "sourceRef": "ev_9", "evidence": evidence()
            }),
        ),
        (
            "TierInvitationSent",
            json!({
                "kocId": koc(), "targetTier": "RESPONDER", "message": sealed(4), "expiresAt": instant,
                "candidacyId": id("candidacy", 1)
            }),
        ),
        ("TierInvitationAccepted", json!({"kocId": koc(), "targetTier": "RESPONDER"})),
        (
            "TierInvitationDeclined",
            json!({
                "kocId": koc(), "targetTier": "RESPONDER", "reason": sealed(3)
            }),
        ),
        (
            "KocPromoted",
            json!({
                "kocId": koc(), "from": "SEED", "to": "RESPONDER", "policyVersion": 1,
                "basis": {"candidacy": id("candidacy", 1)}, "evidence": evidence(), "effectiveOn": day,
                "effectiveAt": instant, "daysInPrevious": 214, "approvedBy": approvals()
            }),
        ),
        (
            "TierNoticeGiven",
            json!({
                "kocId": koc(), "atRiskTier": "RESPONDER", "policyVersion": 1,
                "missing": evidence()["metrics"], "decideOn": "2025-04-10"
            }),
        ),
        (
            "KocDemoted",
            json!({
                "kocId": koc(), "from": "RESPONDER", "to": "SEED", "policyVersion": 1,
                "basis": {"override": sealed(3)}, "evidence": evidence(), "reason": sealed(3),
                "effectiveOn": day, "effectiveAt": instant, "daysInPrevious": 30,
                "approvedBy": approvals()
            }),
        ),
        (
            "KocSteppedDown",
            json!({
                "kocId": koc(), "from": "PARTNER", "to": "RESPONDER", "reason": sealed(3),
                "effectiveOn": day, "effectiveAt": instant, "rightOfReturnUntil": "2025-09-06"
            }),
        ),
        (
            "KocReturnedToTier",
            json!({
                "kocId": koc(), "from": "RESPONDER", "to": "PARTNER", "effectiveOn": day,
                "effectiveAt": instant
            }),
        ),
        (
            "KocTierCorrected",
            json!({
                "kocId": koc(), "supersedes": "ev_300", "was": "SEED", "tier": "RESPONDER",
                "effectiveOn": day, "effectiveAt": instant, "reason": sealed(3),
                "approvedBy": approvals()
            }),
        ),
        ("TierLocked", json!({"kocId": koc(), "until": "2025-12-31", "reason": sealed(3)})),
        ("TierUnlocked", json!({"kocId": koc(), "reason": sealed(3)})),
    ]
}
