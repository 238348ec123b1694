//! Of duties and perks.

use serde_json::{Value, json};

use super::{Examples, id, koc, sealed, text};

fn terms() -> Value {
    json!({
        "kind": "BRAND_ADVISOR", "seat": "advisor-ev", "title": text("新能源顾问", "Adviser on EVs"),
        "responsibilities": [text("每季度一份报告", "A report each quarter")],
        "term": {"from": "2025-03-31", "months": 24},
        "deliverables": [{
            "code": "report", "kind": "FEEDBACK", "title": text("报告", "Report"),
            "every": "QUARTER", "count": 2
        }],
        "stipend": {"budgetId": id("budget", 1), "unit": "CASH", "amount": 300, "per": "YEAR"},
        "perks": ["TOOL_LICENCE", "EXPOSURE"], "support": [text("资料", "Material")],
        "contact": id("operator", 3)
    })
}

pub(super) fn duties() -> Examples {
    let (duty_id, koc_id) = (id("duty", 1), koc());
    let mut all = agreement();
    all.extend(running());
    all.extend([
        (
            "DutyRenewalProposed",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "by": "BRAND", "months": 12, "stipend": 500,
                "message": sealed(4)
            }),
        ),
        (
            "DutyRenewed",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "months": 12, "from": "2027-03-31",
                "until": "2028-03-30", "stipend": 500, "stipends": 500
            }),
        ),
        (
            "DutyCompleted",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "fulfilled": 300, "missed": 2, "excused": 1,
                "early": true
            }),
        ),
        (
            "DutyEndedEarly",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "by": "BRAND", "cause": "MEMBER_LEFT",
                "reason": sealed(3), "lastDay": "2025-09-30"
            }),
        ),
        ("DutyEndingNoted", json!({"dutyId": duty_id, "kocId": koc_id, "until": "2027-03-30"})),
    ]);
    all
}

fn agreement() -> Examples {
    let (duty_id, koc_id) = (id("duty", 1), koc());
    vec![
        ("DutyProposed", json!({"dutyId": duty_id, "kocId": koc_id, "terms": terms()})),
        (
            "DutyTermsRevised",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "by": "BRAND", "terms": terms(),
                "message": sealed(4), "revision": 300
            }),
        ),
        ("DutyAgreed", json!({"dutyId": duty_id, "kocId": koc_id, "by": "BRAND", "revision": 300})),
        (
            "DutyConcluded",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "revision": 300, "from": "2025-03-31",
                "until": "2027-03-30", "stipends": 600
            }),
        ),
        (
            "DutyStarted",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "from": "2025-03-31", "until": "2027-03-30"
            }),
        ),
    ]
}

fn running() -> Examples {
    let (duty_id, koc_id) = (id("duty", 1), koc());
    vec![
        (
            "DeliverableFulfilled",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "code": "report", "period": 300, "number": 2,
                "due": "2025-06-29", "onTime": true, "assignmentId": id("assignment", 1),
                "assetId": id("asset", 1), "note": sealed(8)
            }),
        ),
        (
            "DeliverableMissed",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "code": "report", "period": 300,
                "due": "2025-06-29", "missing": 2
            }),
        ),
        (
            "DeliverableExcused",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "code": "report", "period": 300,
                "due": "2025-06-29", "because": "ON_BREAK", "reason": sealed(3)
            }),
        ),
        (
            "StipendAccrued",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "period": 300, "from": "2025-03-31",
                "until": "2026-03-30", "daysServed": 300, "days": 365, "amount": 246
            }),
        ),
        (
            "DutyReviewHeld",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "period": 300, "number": 2,
                "whatWentWell": [sealed(6)], "whatToChange": [sealed(6)], "adjustments": sealed(6),
                "fulfilled": 300, "missed": 2, "excused": 1
            }),
        ),
        (
            "DutyPutOnHold",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "by": "BRAND", "cause": "MEMBER_SUSPENDED",
                "from": "2025-05-01", "until": "2025-05-31", "reason": sealed(3),
                "stipendContinues": true
            }),
        ),
        (
            "DutyResumed",
            json!({
                "dutyId": duty_id, "kocId": koc_id, "by": "BRAND", "on": "2025-06-01",
                "daysOnHold": 31
            }),
        ),
    ]
}

pub(super) fn perks() -> Examples {
    let (perk_id, koc_id) = (id("perk", 1), koc());
    vec![
        (
            "PerkGranted",
            json!({
                "perkId": perk_id, "kocId": koc_id, "kind": "TEST_DRIVE", "quantity": 300,
                "validFrom": "2025-03-01", "validUntil": "2026-02-28", "source": "GIFT",
                "tier": "RESPONDER", "dutyId": id("duty", 1), "exception": sealed(3),
                "note": sealed(2)
            }),
        ),
        (
            "PerkUsed",
            json!({
                "perkId": perk_id, "kocId": koc_id, "at": "2025-05-01T02:00:00Z",
                "reference": "loan-0042", "left": 299
            }),
        ),
        ("PerkExpired", json!({"perkId": perk_id, "kocId": koc_id, "unused": 299})),
        (
            "PerkRevoked",
            json!({
                "perkId": perk_id, "kocId": koc_id, "cause": "DUTY_OVER", "reason": sealed(3)
            }),
        ),
    ]
}
