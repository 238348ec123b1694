//! Assignments, reviews and assets.

use serde_json::json;

use super::{Examples, course, id, koc, returns, sealed, text};

pub(super) fn work() -> Examples {
    let assignment_id = id("assignment", 1);
    vec![
        (
            "TaskAssigned",
            json!({
                "assignmentId": assignment_id, "taskId": id("task", 1), "assignee": {"koc": koc()},
                "briefVersion": 1, "selection": "OFFER", "horizon": "PHASED",
                "mode": "TEAM_COLLABORATION", "offerExpiresAt": "2025-03-11T00:00:00Z",
                "submitBy": "2025-03-13T00:00:00Z", "returns": returns(),
                "contactOperator": id("operator", 7), "message": sealed(4), "tierAtOffer": "PARTNER"
            }),
        ),
        (
            "AssignmentSettled",
            json!({
                "assignmentId": assignment_id, "contributionRefs": [id("entry", 1)],
                "rewardRefs": [id("reward", 1)]
            }),
        ),
        (
            "AssignmentAccepted",
            json!({
                "assignmentId": assignment_id, "kocId": koc(), "briefVersion": 1,
                "termsAccepted": {"usageRights": true, "disclosure": true, "embargo": false},
                "agreed": course::terms()
            }),
        ),
        (
            "AssignmentDeclined",
            json!({
                "assignmentId": assignment_id, "reason": "TIME", "note": sealed(2)
            }),
        ),
        ("AssignmentExpired", json!({"assignmentId": assignment_id})),
        (
            "WorkSubmitted",
            json!({
                "assignmentId": assignment_id, "submissionNo": 1, "briefVersion": 1,
                "items": [{
                    "format": "video", "uri": sealed(5), "sha256": "3c".repeat(32), "length": 240
                }],
                "note": sealed(2),
                "attest": {
                    "original": true, "disclosureDone": true, "usedProduct": true,
                    "thirdPartyCleared": false, "peopleConsented": true, "aiGenerated": "ASSISTED"
                },
                "contributors": [{"kocId": koc(), "role": "CAMERA", "shareBp": 10_000}],
                "effortHours": 9, "late": true, "tags": ["q5"]
            }),
        ),
        (
            "ReviewedWorkImported",
            json!({
                "workId": id("work", 1), "externalKey": "PR-17", "author": koc(),
                "reviewerRef": "r-3", "submittedAt": "2014-05-01T10:00:00Z",
                "acceptedAt": "2014-05-02T10:00:00Z", "revisions": 2, "lines": 70_000,
                "kind": "docs", "selfReviewed": true
            }),
        ),
        (
            "AssetArchived",
            json!({
                "assetId": id("asset", 1),
                "source": {"submission": {"assignmentId": assignment_id, "submissionNo": 1}},
                "title": text("一天", "One day"), "kind": "VIDEO",
                "authors": [{"kocId": koc(), "role": "EDITOR"}], "creditLine": sealed(7),
                "classification": {
                    "model": "x1", "topic": "driving", "scene": "city", "format": "video",
                    "audience": "owners"
                },
                "tags": ["real"], "grade": "BENCHMARK",
                "licence": {
                    "purposes": ["SOCIAL", "PRESS"], "channels": ["app"], "territory": "CN",
                    "from": "2025-03-20", "until": "2026-03-13", "exclusive": false, "revocable": true,
                    "contractRef": "C-9"
                },
                "storage": {
                    "uri": sealed(5), "sha256": "3c".repeat(32), "bytes": 70_000, "mime": "video/mp4"
                },
                "peopleConsent": true, "aiGenerated": "NONE", "confidentiality": "INTERNAL"
            }),
        ),
    ]
}

pub(super) fn reviews() -> Examples {
    let assignment_id = id("assignment", 1);
    let reviewer = json!({"role": "REVIEWER", "id": "01970000-0000-7000-8000-000000000007"});
    vec![
        (
            "ReviewStarted",
            json!({
                "assignmentId": assignment_id, "submissionNo": 1, "stage": "MENTOR",
                "reviewer": reviewer, "waitingHours": 26
            }),
        ),
        (
            "WorkReviewed",
            json!({
                "assignmentId": assignment_id, "submissionNo": 1, "briefVersion": 1, "stage": "BRAND",
                "reviewer": reviewer,
                "scores": [{
                    "criterionId": "real", "met": true, "score": 92, "evidence": sealed(6),
                    "comment": sealed(6)
                }],
                "praise": [{"criterionId": "real", "text": sealed(6)}],
                "improvements": [{"criterionId": "real", "text": sealed(6)}],
                "skillEvidence": [{"skill": "camera", "format": "video", "level": 4}],
                "compliance": {
                    "disclosureOk": true, "claimsOk": true, "rightsOk": false,
                    "flaggedWords": ["best"]
                },
                "decision": "REQUEST_REVISION", "weightedScore": 9200
            }),
        ),
        (
            "WorkApproved",
            json!({
                "assignmentId": assignment_id, "submissionNo": 2, "kocId": koc(), "finalScore": 9200,
                "qualityBand": "BENCHMARK"
            }),
        ),
        (
            "RevisionRequested",
            json!({
                "assignmentId": assignment_id, "submissionNo": 1, "revisionNo": 1,
                "due": "2025-03-18T00:00:00Z"
            }),
        ),
        (
            "WorkRejected",
            json!({
                "assignmentId": assignment_id, "submissionNo": 2, "reason": "OFF_BRIEF"
            }),
        ),
        (
            "ReviewPassedOn",
            json!({
                "assignmentId": assignment_id, "submissionNo": 1, "nextStage": "BRAND"
            }),
        ),
        (
            "FeedbackAcknowledged",
            json!({
                "assignmentId": assignment_id, "submissionNo": 2, "useful": true, "comment": sealed(6)
            }),
        ),
    ]
}
