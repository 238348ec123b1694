//! Of ambassadors, of what members tell the brand, and of circles.

use serde_json::json;

use super::{Examples, approvals, id, koc, sealed, text};

pub(super) fn ambassadorships() -> Examples {
    let koc_id = koc();
    vec![
        (
            "AmbassadorInvited",
            json!({
                "kocId": koc_id, "valuesAssessment": sealed(2),
                "sponsors": [id("operator", 7), id("operator", 8)], "approvedBy": approvals()
            }),
        ),
        ("AmbassadorDeclined", json!({"kocId": koc_id, "reason": sealed(3)})),
        ("StatementSigned", json!({"kocId": koc_id, "statementVersion": 300, "by": "BRAND"})),
        ("ConsensusReached", json!({"kocId": koc_id, "statementVersion": 300})),
        (
            "AmbassadorshipConferred",
            json!({
                "kocId": koc_id,
                "mandate": {
                    "maySpeakOn": [text("带孩子出行", "Driving with children")],
                    "mayNot": [text("未发布的车型", "Cars that are not out yet")]
                },
                "title": text("家庭出行大使", "Ambassador for family travel"),
                "from": "2025-03-01", "statementVersion": 300
            }),
        ),
        (
            "AdvocacyRecorded",
            json!({
                "kocId": koc_id, "advocacyNo": 300, "kind": "CLARIFICATION",
                "occasion": sealed(2), "at": "2025-03-01T02:00:00Z", "evidence": sealed(13),
                "evidenceEvent": "ev_12", "byThemselves": true
            }),
        ),
        (
            "InfluenceInvested",
            json!({
                "kocId": koc_id, "investmentNo": 300, "kind": "FUND", "amount": 70_000,
                "budgetId": id("budget", 1), "holdId": id("hold", 1), "reference": "course-7",
                "goal": sealed(2), "approvedBy": approvals()
            }),
        ),
        (
            "StoryPublished",
            json!({"kocId": koc_id, "assetId": id("asset", 1), "channels": ["OFFICIAL", "APP"]}),
        ),
        ("CouncilSeatGiven", json!({"kocId": koc_id, "seriesId": id("series", 1)})),
        (
            "AmbassadorshipRelinquished",
            json!({"kocId": koc_id, "keepHonour": true, "reason": sealed(3)}),
        ),
        (
            "AmbassadorshipRevoked",
            json!({
                "kocId": koc_id, "reason": sealed(3), "evidence": ["ev_12", "ev_300"],
                "approvedBy": approvals()
            }),
        ),
    ]
}

pub(super) fn insights() -> Examples {
    let insight_id = id("insight", 1);
    vec![
        (
            "InsightSubmitted",
            json!({
                "insightId": insight_id, "kocId": koc(), "subject": sealed(2), "kind": "DEFECT",
                "text": sealed(8), "reproSteps": sealed(4), "severity": "MAJOR", "topic": "range",
                "source": {"work": id("assignment", 1)}, "tier": "PARTNER"
            }),
        ),
        (
            "InsightRouted",
            json!({
                "insightId": insight_id, "ownerDepartment": "product",
                "owner": id("operator", 7), "due": "2025-03-20"
            }),
        ),
        (
            "ClarificationAsked",
            json!({"insightId": insight_id, "questionNo": 300, "question": sealed(4)}),
        ),
        (
            "ClarificationAnswered",
            json!({"insightId": insight_id, "questionNo": 300, "text": sealed(8)}),
        ),
        (
            "InsightDecided",
            json!({
                "insightId": insight_id, "kocId": koc(), "decision": "PARTLY_ADOPTED",
                "reasons": sealed(3)
            }),
        ),
        (
            "InsightOutcomeReported",
            json!({
                "insightId": insight_id, "whatChanged": text("已修复", "It is mended"),
                "evidence": "release-3.2", "shippedOn": "2025-05-01"
            }),
        ),
    ]
}

pub(super) fn circles() -> Examples {
    let circle_id = id("circle", 1);
    vec![
        (
            "CircleOpened",
            json!({
                "circleId": circle_id, "name": text("家庭出行圈", "Family travel circle"),
                "minTier": "RESPONDER", "capacity": 300, "purpose": text("先听先说", "Hears first"),
                "onPromotion": "ADMIT"
            }),
        ),
        (
            "KocAdmittedToCircle",
            json!({"circleId": circle_id, "kocId": koc(), "tier": "PARTNER", "members": 300}),
        ),
        (
            "KocLeftCircle",
            json!({
                "circleId": circle_id, "kocId": koc(), "by": "WITH_PROGRAMME", "reason": sealed(3)
            }),
        ),
        (
            "AnnouncementPosted",
            json!({
                "circleId": circle_id, "announcementId": id("announcement", 1),
                "text": text("周六见", "See you on Saturday"), "channels": ["APP", "COMMUNITY"],
                "taskId": id("task", 1), "urgent": true, "audienceSize": 300
            }),
        ),
        ("CircleArchived", json!({"circleId": circle_id, "reason": "merged with another"})),
    ]
}
