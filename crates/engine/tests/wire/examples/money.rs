//! Budgets, rewards and payouts.

use serde_json::json;

use super::{Examples, approvals, id};

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
