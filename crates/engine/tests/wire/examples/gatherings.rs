//! Of gatherings.

use serde_json::json;

use super::{Examples, id, koc, text};

pub(super) fn gatherings() -> Examples {
    let gathering_id = id("gathering", 1);
    vec![
        (
            "GatheringScheduled",
            json!({
                "gatheringId": gathering_id, "kind": "RELEASE_CEREMONY",
                "title": text("发布仪式", "Release ceremony"),
                "starts": "2025-03-01T02:00:00Z", "ends": "2025-03-01T04:00:00Z",
                "place": "上海", "host": id("operator", 3), "capacity": 300, "minTier": "PARTNER",
                "campaignId": id("campaign", 1), "projectId": id("project", 1),
                "seriesId": id("series", 1), "ndaRequired": true,
                "agenda": [text("致谢", "Thanks")]
            }),
        ),
        (
            "GatheringInvitationsSent",
            json!({
                "gatheringId": gathering_id, "kocIds": [koc()],
                "message": text("期待见面", "See you there")
            }),
        ),
        (
            "RsvpReceived",
            json!({
                "gatheringId": gathering_id, "kocId": koc(), "answer": "MAYBE", "ndaAccepted": true
            }),
        ),
        (
            "GatheringRescheduled",
            json!({
                "gatheringId": gathering_id, "starts": "2025-03-08T02:00:00Z",
                "ends": "2025-03-08T04:00:00Z", "reason": "场地变更"
            }),
        ),
        (
            "AttendanceRecorded",
            json!({
                "gatheringId": gathering_id, "attendees": [koc()], "noShows": [id("koc", 2)]
            }),
        ),
        (
            "MinutesPublished",
            json!({
                "gatheringId": gathering_id, "minutesRef": "minutes/2025-03",
                "insights": [id("insight", 1)], "promises": [text("改进", "Better")]
            }),
        ),
        (
            "GatheringClosed",
            json!({
                "gatheringId": gathering_id, "rating": 4, "followUps": [text("回访", "Call back")],
                "attended": 300
            }),
        ),
        ("GatheringCancelled", json!({"gatheringId": gathering_id, "reason": "台风"})),
        (
            "GatheringGuestsTold",
            json!({"gatheringId": gathering_id, "kocIds": [koc()], "news": "CALLED_OFF"}),
        ),
        (
            "GuestDropped",
            json!({"gatheringId": gathering_id, "kocId": koc(), "cause": "TIER_TOO_LOW"}),
        ),
    ]
}
