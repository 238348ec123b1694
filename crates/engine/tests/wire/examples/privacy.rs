//! One example of every event about personal data and appeals.

use serde_json::json;

use super::{Examples, id, koc, sealed};

pub(super) fn appeals() -> Examples {
    let (appeal_id, koc_id, against) = (id("appeal", 1), koc(), "ev_77");
    vec![
        (
            "AppealFiled",
            json!({
                "appealId": appeal_id, "kocId": koc_id, "against": against, "kind": "REVIEW",
                "grounds": sealed(8), "due": "2025-05-20"
            }),
        ),
        (
            "AppealAssigned",
            json!({
                "appealId": appeal_id, "handler": id("operator", 1), "previous": id("operator", 2)
            }),
        ),
        (
            "AppealUpheld",
            json!({
                "appealId": appeal_id, "kocId": koc_id, "against": against, "reasons": sealed(3),
                "remedy": {"correctTier": {
                    "supersedes": "ev_70", "tier": "RESPONDER", "effectiveOn": "2025-05-01"
                }}
            }),
        ),
        (
            "AppealDismissed",
            json!({
                "appealId": appeal_id, "kocId": koc_id, "against": against, "reasons": sealed(3)
            }),
        ),
        ("AppealWithdrawn", json!({"appealId": appeal_id})),
        (
            "ReviewOverturned",
            json!({
                "assignmentId": id("assignment", 1), "submissionNo": 2, "kocId": koc_id,
                "appealId": appeal_id, "overturns": against, "newDecision": "APPROVE"
            }),
        ),
    ]
}

pub(super) fn team() -> Examples {
    let operator_id = id("operator", 1);
    vec![
        ("RoleGranted", json!({"operatorId": operator_id, "role": "APPROVER"})),
        ("RoleRevoked", json!({"operatorId": operator_id, "role": "APPROVER"})),
        (
            "OperatorDeactivated",
            json!({
                "operatorId": operator_id, "reason": sealed(3),
                "handedOverTo": id("operator", 2), "handedOver": 12
            }),
        ),
    ]
}

pub(super) fn data_requests() -> Examples {
    let (request_id, koc_id) = (id("dsr", 1), koc());
    vec![
        (
            "DataRequestReceived",
            json!({
                "requestId": request_id, "kocId": koc_id, "kind": "DELETION",
                "receivedAt": "2025-05-01T08:00:00Z", "due": "2025-05-31", "note": sealed(2)
            }),
        ),
        (
            "RequesterVerified",
            json!({
                "requestId": request_id, "kocId": koc_id, "kind": "DELETION",
                "method": "CODE_TO_CONTACT"
            }),
        ),
        (
            "DataRequestFulfilled",
            json!({
                "requestId": request_id, "kocId": koc_id, "how": "COPY_HANDED_OVER",
                "artefactRef": "copies/0042", "scope": ["IDENTITY", "WORK"], "days": 12
            }),
        ),
        (
            "DataRequestRefused",
            json!({
                "requestId": request_id, "kocId": koc_id, "legalGround": sealed(3),
                "toldAt": "2025-05-11T08:00:00Z", "days": 10
            }),
        ),
        (
            "KocPersonalDataErased",
            json!({
                "kocId": koc_id, "requestId": request_id,
                "scope": ["SEALED_TEXTS", "EXTERNAL_REFERENCE"], "keptUnder": ["TAX", "AUDIT"]
            }),
        ),
    ]
}
