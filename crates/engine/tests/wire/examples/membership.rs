//! Examples of what happens to people and in the community, beside tiers and work.

use serde_json::json;

use super::{Examples, approvals, id, koc, sealed};

pub(super) fn channels() -> Examples {
    vec![
        (
            "ChannelLinked",
            json!({
                "kocId": koc(), "platform": "xiaohongshu", "handle": sealed(9), "url": sealed(10),
                "verified": true, "audiences": ["parents", "commuters"]
            }),
        ),
        (
            "ChannelUnlinked",
            json!({
                "kocId": koc(), "platform": "xiaohongshu", "handle": sealed(9), "reason": sealed(3)
            }),
        ),
        (
            "ChannelReachRecorded",
            json!({
                "kocId": koc(), "platform": "xiaohongshu", "handle": sealed(9), "followers": 70_000,
                "posts30d": 300, "engagementRateBp": 640, "measuredAt": "2025-04-01T00:00:00Z",
                "source": "platform-api"
            }),
        ),
        (
            "VehicleOwnershipRecorded",
            json!({
                "kocId": koc(), "model": "qf-7", "since": "2022-05-01", "evidenceRef": sealed(2),
                "verifiedBy": id("operator", 7)
            }),
        ),
    ]
}

pub(super) fn standing() -> Examples {
    vec![
        ("ConsentWithdrawn", json!({"kocId": koc(), "purpose": "PUBLICITY", "textVersion": 300})),
        (
            "ConsentExpired",
            json!({
                "kocId": koc(), "purpose": "MENTORING", "textVersion": 300,
                "expiredOn": "2026-03-01"
            }),
        ),
        (
            "CandidateDismissed",
            json!({"kocId": koc(), "candidacyId": id("candidacy", 1), "reason": sealed(3)}),
        ),
        (
            "KocSuspended",
            json!({
                "kocId": koc(), "reason": sealed(3), "evidenceRefs": ["ev_44"],
                "from": "2025-06-01", "until": "2025-08-31", "approvedBy": approvals()
            }),
        ),
        ("SuspensionLifted", json!({"kocId": koc(), "reason": sealed(3), "daysSuspended": 300})),
        (
            "KocMerged",
            json!({
                "kocId": id("koc", 2), "into": koc(), "tierAtMerge": "RESPONDER",
                "evidence": sealed(2), "effectiveOn": "2025-09-01",
                "effectiveAt": "2025-09-01T00:00:00Z", "approvedBy": approvals()
            }),
        ),
    ]
}

pub(super) fn community() -> Examples {
    let (activity_id, month) = (id("activity", 1), "2025-03");
    vec![
        (
            "ActivityRecorded",
            json!({
                "activityId": activity_id, "kocId": koc(), "month": month,
                "kind": "ANSWERED_QUESTION", "at": "2025-03-09T08:30:00Z", "on": "2025-03-09",
                "source": "app", "sourceRef": "post-77", "subject": "topic-12"
            }),
        ),
        (
            "ActivityMarkedInsightful",
            json!({
                "activityId": activity_id, "kocId": koc(), "month": month, "why": sealed(6)
            }),
        ),
        (
            "ActivityRetracted",
            json!({
                "activityId": activity_id, "kocId": koc(), "month": month, "reason": sealed(3)
            }),
        ),
    ]
}
