//! Budgets, rewards and payouts.

use serde_json::json;

use super::{Examples, approvals, id, koc, sealed};

pub(super) fn budgets() -> Examples {
    let (budget_id, hold_id) = (id("budget", 1), id("hold", 2));
    vec![
        (
            "BudgetOpened",
            json!({
                "budgetId": budget_id, "ownerRef": "spring-2025", "unit": "GIFT", "amount": 300_000,
                "validUntil": "2025-06-30", "item": "cup", "grantAloneMax": 5,
                "pointsValidDays": 365, "pricePoints": 500, "approvedBy": approvals()
            }),
        ),
        (
            "BudgetToppedUp",
            json!({
                "budgetId": budget_id, "amount": 70_000, "approvedBy": approvals(), "left": 370_000
            }),
        ),
        (
            "BudgetHeld",
            json!({
                "budgetId": budget_id, "holdId": hold_id, "amount": 100_000,
                "heldFor": {"task": id("task", 1)}, "inLumps": true, "left": 270_000
            }),
        ),
        (
            "BudgetSpent",
            json!({"budgetId": budget_id, "holdId": hold_id, "amount": 500, "left": 270_000}),
        ),
        (
            "BudgetReleased",
            json!({"budgetId": budget_id, "holdId": hold_id, "amount": 99_500, "left": 369_500}),
        ),
        (
            "BudgetClosed",
            json!({"budgetId": budget_id, "reason": "the spring is over", "unspent": 369_500}),
        ),
    ]
}

pub(super) fn rewards() -> Examples {
    let reward_id = id("reward", 1);
    let (budget_id, hold_id) = (id("budget", 1), id("hold", 2));
    vec![
        (
            "RewardReserved",
            json!({
                "rewardId": reward_id, "kocId": koc(), "unit": "COUPON", "item": "spring-coupon",
                "amount": 300, "budgetId": budget_id, "holdId": hold_id,
                "reservedFor": {"assignment": id("assignment", 1)},
                "expiresAt": "2025-04-01T00:00:00Z"
            }),
        ),
        (
            "RewardPosted",
            json!({
                "rewardId": reward_id, "kocId": koc(), "unit": "GIFT", "item": "cup",
                "amount": 2, "budgetId": budget_id, "holdId": hold_id,
                "assignmentId": id("assignment", 1), "forEvent": "ev_12", "direct": true,
                "reason": sealed(3), "approvedBy": approvals(), "expiresOn": "2026-03-01",
                "balance": 70_000
            }),
        ),
        (
            "RewardVoided",
            json!({
                "rewardId": reward_id, "kocId": koc(), "amount": 300, "reason": "RELINQUISHED"
            }),
        ),
        (
            "PointsRedeemed",
            json!({
                "redemptionId": reward_id, "kocId": koc(), "item": "cup", "points": 500,
                "lots": [{"rewardId": id("reward", 2), "points": 500}], "balance": -5
            }),
        ),
        (
            "PointsExpired",
            json!({
                "kocId": koc(), "asOf": "2025-06-01",
                "lots": [{"rewardId": id("reward", 2), "points": 70}], "points": 70, "balance": 0
            }),
        ),
    ]
}

pub(super) fn payments() -> Examples {
    let (reward_id, payout_id) = (id("reward", 1), id("payout", 3));
    vec![
        (
            "TaxProfileSet",
            json!({
                "kocId": koc(), "payee": sealed(11), "taxCategory": "AUTHOR_FEE", "residence": "CN",
                "verifiedOn": "2025-03-01"
            }),
        ),
        (
            "TaxWithheld",
            json!({
                "rewardId": reward_id, "kocId": koc(), "category": "LABOUR_SERVICE",
                "gross": 100_000, "tax": 16_000, "net": 84_000
            }),
        ),
        (
            "GiftDelivered",
            json!({
                "rewardId": reward_id, "kocId": koc(), "carrier": "sf", "tracking": sealed(12),
                "deliveredAt": "2025-03-04T00:00:00Z", "balance": 1
            }),
        ),
        (
            "RewardPaid",
            json!({
                "rewardId": reward_id, "kocId": koc(), "payoutId": payout_id, "amount": 100_000,
                "paidAt": "2025-03-04T00:00:00Z", "reference": "T-1", "balance": 7
            }),
        ),
        (
            "RewardPaymentFailed",
            json!({
                "rewardId": reward_id, "kocId": koc(), "payoutId": payout_id, "reason": sealed(3)
            }),
        ),
        (
            "RewardClawedBack",
            json!({
                "rewardId": reward_id, "kocId": koc(), "amount": 300, "reason": sealed(3),
                "approvedBy": approvals(), "balance": -300
            }),
        ),
    ]
}

pub(super) fn payouts() -> Examples {
    let payout_id = id("payout", 3);
    vec![
        (
            "PayoutPrepared",
            json!({
                "payoutId": payout_id, "cutoff": "2025-03-04T00:00:00Z", "unit": "CASH",
                "lines": [{
                    "kocId": koc(), "rewardId": id("reward", 1), "gross": 100_000, "tax": 16_000,
                    "net": 84_000
                }],
                "total": 84_000
            }),
        ),
        ("PayoutApproved", json!({"payoutId": payout_id, "approver": id("operator", 7)})),
        (
            "PayoutExported",
            json!({"payoutId": payout_id, "format": "bank-csv", "fileSha256": "ab".repeat(32)}),
        ),
        (
            "PayoutLineSettled",
            json!({"payoutId": payout_id, "rewardId": id("reward", 1), "reference": "T-1"}),
        ),
        ("PayoutLineFailed", json!({"payoutId": payout_id, "rewardId": id("reward", 1)})),
        ("PayoutDiscarded", json!({"payoutId": payout_id, "reason": "prepared twice"})),
    ]
}
