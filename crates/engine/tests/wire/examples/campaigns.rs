//! Of campaigns.

use serde_json::{Value, json};

use super::{Examples, id, koc, sealed, text};

pub(super) fn campaigns() -> Examples {
    [planned(), course(), awards(), end()].concat()
}

fn evidence() -> Value {
    json!({
        "works": 3, "engagement": 300, "weekBefore": 100, "weekNow": 300, "progressBp": 20000,
        "rank": 1, "participants": 300, "assignmentId": id("assignment", 1)
    })
}

fn planned() -> Examples {
    let campaign_id = id("campaign", 1);
    vec![
        (
            "CampaignPlanned",
            json!({
                "campaignId": campaign_id, "name": text("节油挑战", "Fuel challenge"),
                "goal": text("百人节油", "A hundred save fuel"),
                "kpis": [{
                    "code": "works", "name": text("作品", "Works"), "metric": "APPROVED_WORKS",
                    "target": 300
                }],
                "startsOn": "2025-03-03", "endsOn": "2025-05-31", "cadence": "WEEKLY",
                "awardPlan": [{
                    "award": "fastest", "name": text("最快进步", "Fastest progress"),
                    "kind": "PROCESS", "criterion": "FASTEST_PROGRESS_IN_WORKS", "floor": 300,
                    "honour": true, "amount": 300
                }],
                "budgetId": id("budget", 1), "planningPartners": [koc()],
                "owner": id("operator", 3), "decayAlertBp": 5000
            }),
        ),
        (
            "CampaignAnnounced",
            json!({
                "campaignId": campaign_id,
                "audience": {
                    "minTier": "SEED", "minAcceptedWorks": 300, "exclude": [koc()],
                    "skills": ["filming"], "formats": ["video"], "audiences": ["young"],
                    "regions": ["east"], "models": ["q5"], "communities": ["east-club"]
                },
                "message": text("一起节油", "Let us save fuel")
            }),
        ),
        (
            "CampaignStarted",
            json!({
                "campaignId": campaign_id, "on": "2025-03-03", "briefing": id("gathering", 1),
                "briefingWaived": "都参加过", "baselineDays": 90,
                "baselines": [{"kocId": koc(), "works": 300, "engagement": 300}]
            }),
        ),
    ]
}

fn course() -> Examples {
    let campaign_id = id("campaign", 1);
    vec![
        (
            "CampaignJoined",
            json!({
                "campaignId": campaign_id, "kocId": koc(),
                "baseline": {"kocId": koc(), "works": 300, "engagement": 300}
            }),
        ),
        (
            "CampaignLeft",
            json!({
                "campaignId": campaign_id, "kocId": koc(), "cause": "ASKED", "reason": sealed(3)
            }),
        ),
        ("SubTaskAdded", json!({"campaignId": campaign_id, "taskId": id("task", 1), "week": 3})),
        (
            "HighlightShared",
            json!({
                "campaignId": campaign_id, "assignmentId": id("assignment", 1),
                "authors": [koc()], "why": sealed(6), "channels": ["app"]
            }),
        ),
        (
            "RhythmChecked",
            json!({
                "campaignId": campaign_id, "week": 3, "active": 300, "works": 300,
                "decayBp": 3333, "note": "假期", "action": "ADD_SUB_TASK"
            }),
        ),
    ]
}

fn awards() -> Examples {
    let campaign_id = id("campaign", 1);
    vec![
        (
            "ProcessAwardConferred",
            json!({
                "campaignId": campaign_id, "award": "fastest", "kocId": koc(),
                "evidence": evidence(), "why": sealed(14)
            }),
        ),
        (
            "GrandPrizeConferred",
            json!({
                "campaignId": campaign_id, "award": "grand", "kocId": koc(),
                "evidence": evidence(), "why": sealed(14)
            }),
        ),
    ]
}

fn end() -> Examples {
    let campaign_id = id("campaign", 1);
    vec![
        (
            "CampaignEnded",
            json!({
                "campaignId": campaign_id, "reason": "提前达成", "participants": 300, "works": 300
            }),
        ),
        (
            "CampaignClosed",
            json!({
                "campaignId": campaign_id, "results": [{"code": "works", "value": 300}],
                "lessons": "先找司机", "voidedAwards": [{"award": "idea", "reason": "无突出者"}]
            }),
        ),
        (
            "CampaignCalledOff",
            json!({
                "campaignId": campaign_id, "reason": "车型延期",
                "compensationRule": {"acceptedBp": 2500, "handedInBp": 10000}
            }),
        ),
    ]
}
