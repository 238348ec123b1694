//! One example of every event about personal data and appeals.

use serde_json::json;

use super::{Examples, id, koc, sealed};

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
