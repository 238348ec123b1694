//! What happens to a task after it opened, and to an assignment between offer and end.

use serde_json::{Value, json};

use super::work::match_explanation;
use super::{Examples, brief, id, koc, returns, sealed, text};

/// Terms that differ from an offer.
pub(super) fn terms() -> Value {
    json!({
        "submitBy": "2025-04-13T00:00:00Z", "returns": returns(), "scope": sealed(4),
        "outputs": [{"format": "photo", "min": 1, "max": 300, "count": 2}]
    })
}

pub(super) fn of_tasks() -> Examples {
    let task_id = id("task", 1);
    vec![
        (
            "BriefAmended",
            json!({
                "taskId": task_id, "briefVersion": 2, "brief": brief(),
                "changed": ["scopeIn", "timeline"], "needsReconfirmation": true,
                "reason": "the launch moved"
            }),
        ),
        (
            "TaskBroadcast",
            json!({
                "taskId": task_id, "channels": ["APP", "COMMUNITY"], "tiers": ["SEED", "PARTNER"],
                "message": text("今晚晒图", "Show your car tonight"), "urgent": true,
                "audienceSize": 52_000, "circles": [id("circle", 1)]
            }),
        ),
        (
            "TaskCompleted",
            json!({"taskId": task_id, "approved": 9_000, "rejected": 300, "expired": 1}),
        ),
        (
            "TaskCancelled",
            json!({
                "taskId": task_id, "reason": "the launch is off",
                "compensationRule": {"acceptedBp": 2_000, "handedInBp": 10_000}, "live": 10_000
            }),
        ),
        (
            "TaskRetrospectiveRecorded",
            json!({
                "taskId": task_id, "whatWorked": "one clear picture",
                "whatToChange": "say where the light comes from", "briefQuality": 4,
                "nextBriefHints": ["show an example"]
            }),
        ),
        (
            "CandidatesShortlisted",
            json!({
                "taskId": task_id, "matcherVersion": 1,
                "weights": {
                    "skillFormat": 25, "styleTone": 15, "topicCommunity": 15, "audience": 10,
                    "reliability": 10, "pastScore": 10, "preference": 10, "fairness": 5
                },
                "candidates": [
                    {"kocId": koc(), "unmet": [], "explanation": match_explanation()},
                    {
                        "kocId": id("koc", 2), "unmet": ["CONFIDENTIALITY", "CONCURRENT_LIMIT"],
                        "explanation": {
                            "matcherVersion": 1, "score": null, "parts": [],
                            "daysSinceOffer": null
                        }
                    }
                ],
                "chosen": [koc()]
            }),
        ),
    ]
}

pub(super) fn of_assignments() -> Examples {
    let assignment_id = id("assignment", 1);
    vec![
        (
            "CounterProposalMade",
            json!({
                "assignmentId": assignment_id, "proposalNo": 2, "changes": terms(),
                "message": sealed(4)
            }),
        ),
        (
            "CounterProposalAnswered",
            json!({
                "assignmentId": assignment_id, "proposalNo": 2, "accepted": true, "terms": terms(),
                "offerExpiresAt": "2025-03-12T00:00:00Z", "message": sealed(4)
            }),
        ),
        (
            "AssignmentWithdrawn",
            json!({"assignmentId": assignment_id, "cause": "MEMBER_LEFT", "reason": sealed(3)}),
        ),
        (
            "AmendmentConfirmed",
            json!({
                "assignmentId": assignment_id, "kocId": koc(), "from": 1, "briefVersion": 2,
                "termsAccepted": {"usageRights": true, "disclosure": false, "embargo": true},
                "agreed": terms()
            }),
        ),
        (
            "ContactAppointed",
            json!({
                "assignmentId": assignment_id, "operatorId": id("operator", 7),
                "previous": id("operator", 8)
            }),
        ),
        (
            "ResourceProvided",
            json!({
                "assignmentId": assignment_id, "kind": "TECHNICAL_DATA", "reference": "seat:table",
                "note": sealed(2)
            }),
        ),
        (
            "ProgressRecorded",
            json!({"assignmentId": assignment_id, "note": sealed(2), "percent": 50}),
        ),
        (
            "DeadlineExtended",
            json!({
                "assignmentId": assignment_id, "from": "2025-03-13T00:00:00Z",
                "submitBy": "2025-03-20T00:00:00Z", "reason": sealed(3)
            }),
        ),
        (
            "DeadlineReminded",
            json!({
                "assignmentId": assignment_id, "due": "2025-03-13T00:00:00Z", "daysAhead": 3
            }),
        ),
        (
            "AssignmentOverdue",
            json!({"assignmentId": assignment_id, "due": "2025-03-13T00:00:00Z", "days": 300}),
        ),
        ("AssignmentLapsed", json!({"assignmentId": assignment_id, "kocId": koc()})),
        (
            "AssignmentRelinquished",
            json!({
                "assignmentId": assignment_id, "kocId": koc(), "cause": "ASKED",
                "reason": sealed(3), "returnResources": true
            }),
        ),
        (
            "AssignmentCancelled",
            json!({
                "assignmentId": assignment_id, "kocId": koc(), "cause": "TASK_CANCELLED",
                "reason": sealed(3), "compensationBp": 2_000
            }),
        ),
        (
            "SubmissionWithdrawn",
            json!({"assignmentId": assignment_id, "submissionNo": 300, "reason": sealed(3)}),
        ),
        (
            "ExperienceRated",
            json!({
                "assignmentId": assignment_id, "kocId": koc(),
                "experience": {"clarity": 5, "support": 4, "fairness": 3, "waiting": 1},
                "comment": sealed(2)
            }),
        ),
    ]
}
