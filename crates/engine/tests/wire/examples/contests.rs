//! Of contests and their entries.

use serde_json::{Value, json};

use super::{Examples, id, koc, sealed, text};

fn judge() -> Value {
    json!({"operator": id("operator", 3)})
}

fn level() -> Value {
    json!({"entries": 300, "mean": 6500, "p50": 6400, "p90": 8800})
}

pub(super) fn contests() -> Examples {
    let contest_id = id("contest", 1);
    let rule = json!({"topN": 300, "minScore": 7500, "targetTier": "RESPONDER"});
    vec![
        (
            "ContestDrafted",
            json!({
                "contestId": contest_id, "taskId": id("task", 1), "theme": text("线条", "Lines"),
                "criteriaRef": 300, "judges": [judge(), {"koc": koc()}],
                "entryWindow": {
                    "opensAt": "2025-03-01T02:00:00Z", "closesAt": "2025-03-02T14:00:00Z"
                },
                "anonymised": true, "measuredWeight": 30, "tieRule": "HIGHER_CRITERION",
                "tieCriterion": "light",
                "prizes": [{
                    "fromRank": 1, "toRank": 300, "title": text("一等奖", "First prize"),
                    "honour": true,
                    "reward": {"budgetId": id("budget", 1), "amount": 300}
                }],
                "candidateRule": rule
            }),
        ),
        (
            "EntriesOpened",
            json!({
                "contestId": contest_id, "briefVersion": 300,
                "criteria": [{
                    "id": "light", "text": text("光线清楚", "It is well lit"), "kind": "SCORED",
                    "weight": 100, "evidenceHint": text("夜间", "at night")
                }]
            }),
        ),
        ("EntriesClosed", json!({"contestId": contest_id, "entries": 300})),
        (
            "JudgingStarted",
            json!({
                "contestId": contest_id, "measuredAt": "2025-03-03T02:00:00Z",
                "conflicts": [{
                    "judge": {"koc": koc()}, "assignmentId": id("assignment", 1), "kind": "MENTEE"
                }]
            }),
        ),
        (
            "JudgeRecused",
            json!({
                "contestId": contest_id, "judge": {"koc": koc()}, "reason": sealed(3),
                "replacedBy": judge()
            }),
        ),
        (
            "ContestResultsDeclared",
            json!({
                "contestId": contest_id,
                "ranking": [{
                    "assignmentId": id("assignment", 1), "kocId": koc(), "score": 9200,
                    "rank": 300
                }],
                "distribution": level(), "byTier": [{"tier": "SEED", "level": level()}]
            }),
        ),
        (
            "ContestCandidatesNamed",
            json!({"contestId": contest_id, "kocIds": [koc()], "targetTier": "RESPONDER"}),
        ),
        (
            "ContestCancelled",
            json!({
                "contestId": contest_id, "reason": "延期",
                "compensationRule": {"acceptedBp": 1000, "handedInBp": 5000}
            }),
        ),
    ]
}

pub(super) fn entries() -> Examples {
    let assignment_id = id("assignment", 1);
    vec![
        (
            "EntryScored",
            json!({
                "assignmentId": assignment_id, "contestId": id("contest", 1), "kocId": koc(),
                "judge": judge(),
                "scores": [{"criterionId": "light", "score": 92, "note": sealed(6)}],
                "weightedScore": 9200
            }),
        ),
        (
            "EntryDisqualified",
            json!({
                "assignmentId": assignment_id, "contestId": id("contest", 1), "kocId": koc(),
                "grounds": "NOT_ORIGINAL", "reason": sealed(3), "evidence": ["ev_12"]
            }),
        ),
    ]
}
