//! Of cars and their loans, and of how members are looked after.

use serde_json::{Value, json};

use super::{Examples, id, koc, sealed};

/// What every event of a loan says, and more.
fn loan(more: Value) -> Value {
    let mut whole = json!({"loanId": id("loan", 1), "vehicleId": id("vehicle", 1), "kocId": koc()});
    if let (Some(whole), Value::Object(more)) = (whole.as_object_mut(), more) {
        whole.extend(more);
    }
    whole
}

fn handed_over(at: &str, more: Value) -> Value {
    let mut whole = loan(json!({
        "at": at, "odometerKm": 70_000, "chargePercent": 80,
        "condition": [
            {"part": "BODYWORK", "state": "SOUND"}, {"part": "INTERIOR", "state": "DAMAGED"}
        ],
        "photos": ["photo:1"]
    }));
    if let (Some(whole), Value::Object(more)) = (whole.as_object_mut(), more) {
        whole.extend(more);
    }
    whole
}

pub(super) fn cars() -> Examples {
    let vehicle_id = id("vehicle", 1);
    let (from, until) = ("2025-03-01T02:00:00Z", "2025-03-03T10:00:00Z");
    vec![
        (
            "VehicleRegistered",
            json!({
                "vehicleId": vehicle_id, "vinFingerprint": "5a".repeat(16), "model": "q5",
                "variant": "long range", "location": "展厅 east", "odometerKm": 70_000,
                "keeper": id("operator", 3)
            }),
        ),
        (
            "LoanRequested",
            loan(json!({
                "assignmentId": id("assignment", 1), "perkId": id("perk", 1), "from": from,
                "until": until, "pickupPlace": sealed(12)
            })),
        ),
        (
            "LoanApproved",
            loan(json!({
                "licenceCheckedOn": "2025-02-28", "licenceValidUntil": "2031-02-28",
                "insuranceRef": "policy:7", "agreementRef": "doc:loan-7"
            })),
        ),
        ("LoanRefused", loan(json!({"reason": sealed(3)}))),
        (
            "DeliveryScheduled",
            loan(json!({
                "slot": {"from": from, "until": "2025-03-01T04:00:00Z"}, "place": sealed(12),
                "handler": id("operator", 4), "promisedUntil": "2025-03-01T03:00:00Z"
            })),
        ),
        (
            "VehicleDelivered",
            handed_over(
                "2025-03-01T07:00:00Z",
                json!({"signedBy": sealed(0), "onTime": false, "lateMin": 300, "intact": false}),
            ),
        ),
        ("LoanExtended", loan(json!({"from": until, "until": "2025-03-04T10:00:00Z"}))),
        ("LoanOverdue", loan(json!({"hours": 300}))),
        (
            "VehicleReturned",
            handed_over(
                "2025-03-05T07:00:00Z",
                json!({
                    "collectedBy": id("operator", 4), "late": true, "lateMin": 1_260, "km": 900,
                    "newDamage": ["INTERIOR"]
                }),
            ),
        ),
        ("LoanClosed", loan(json!({"damage": sealed(2), "cost": 80_000, "kocRating": 4}))),
        ("LoanCancelled", loan(json!({"cause": "WORK_OFF", "reason": sealed(3)}))),
        (
            "VehicleSentToWorkshop",
            json!({
                "vehicleId": vehicle_id, "reason": "刹车异响", "until": until,
                "conflicts": [id("loan", 1)]
            }),
        ),
        ("VehicleBackInService", json!({"vehicleId": vehicle_id})),
        ("VehicleRetired", json!({"vehicleId": vehicle_id, "reason": "已售出"})),
    ]
}

pub(super) fn care() -> Examples {
    let (talk, follow_up) = (id("talk", 1), id("followup", 1));
    let period = json!({"from": "2025-01-01", "until": "2025-03-31"});
    vec![
        (
            "RelationshipManagerAssigned",
            json!({
                "kocId": koc(), "operatorId": id("operator", 3), "previous": id("operator", 4)
            }),
        ),
        (
            "TalkHeld",
            json!({
                "kocId": koc(), "talkId": talk, "heldBy": id("operator", 4),
                "standingInFor": id("operator", 3), "heldAt": "2025-03-01T02:00:00Z",
                "medium": "VIDEO", "topics": ["WORK", "WELLBEING"], "wellbeingNote": sealed(16),
                "developmentGoals": [sealed(16)],
                "promises": [{"what": sealed(16), "followUpId": follow_up}]
            }),
        ),
        (
            "FollowUpOpened",
            json!({
                "kocId": koc(), "followUpId": follow_up, "talkId": talk, "what": sealed(16),
                "owner": id("operator", 3), "due": "2025-03-08"
            }),
        ),
        ("FollowUpClosed", json!({"kocId": koc(), "followUpId": follow_up, "outcome": sealed(16)})),
        (
            "PeriodicFeedbackSent",
            json!({
                "kocId": koc(), "period": period, "onCompletion": sealed(16),
                "onEffect": sealed(16), "praise": [sealed(16)], "advice": [sealed(16)], "works": 300
            }),
        ),
        (
            "PeriodicFeedbackAcknowledged",
            json!({"kocId": koc(), "period": period, "comment": sealed(16)}),
        ),
    ]
}
