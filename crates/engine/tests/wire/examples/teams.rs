//! Teams, and what mentors do and are given.

use serde_json::json;

use super::{Examples, id, koc, sealed};

pub(super) fn teams() -> Examples {
    let (team_id, other) = (id("team", 1), id("koc", 2));
    let assignment_id = id("assignment", 1);
    let reviewer = || json!({"role": "OPS", "id": "01970000-0000-7000-8000-000000000007"});
    let shares = json!([{"kocId": koc(), "shareBp": 7_000}, {"kocId": other, "shareBp": 3_000}]);
    vec![
        (
            "TeamFormed",
            json!({
                "teamId": team_id, "taskId": id("task", 1), "campaignId": id("campaign", 1),
                "kind": "MENTOR_LED", "lead": other, "sizeMin": 2, "sizeMax": 300,
                "rolesNeeded": ["CAMERA", "EDITOR"],
                "delegation": {
                    "mayInvite": true, "mayAssignRoles": false, "mayReview": true, "maySpend": false
                },
                "budgetId": id("budget", 1)
            }),
        ),
        ("MemberInvited", json!({"teamId": team_id, "kocId": koc(), "role": "DRIVER"})),
        ("MemberJoined", json!({"teamId": team_id, "kocId": koc(), "role": "DRIVER"})),
        ("MemberDeclined", json!({"teamId": team_id, "kocId": koc(), "reason": sealed(3)})),
        (
            "TeamRoleAssigned",
            json!({"teamId": team_id, "kocId": koc(), "role": "SECTION_AUTHOR", "section": "part-2"}),
        ),
        ("TeamReady", json!({"teamId": team_id, "members": [koc(), other]})),
        (
            "MemberLeft",
            json!({
                "teamId": team_id, "kocId": koc(), "cause": "LEFT_PROGRAMME", "reason": sealed(3)
            }),
        ),
        ("TeamLeadChanged", json!({"teamId": team_id, "from": koc(), "to": other})),
        (
            "CollaborationNoted",
            json!({
                "teamId": team_id, "observer": reviewer(), "communication": 4, "chemistry": 5,
                "note": sealed(2), "guidance": sealed(4)
            }),
        ),
        (
            "TeamResourcesGranted",
            json!({
                "teamId": team_id, "kind": "LOGISTICS",
                "granted": {"money": {"budgetId": id("budget", 1), "amount": 90_000}},
                "holdId": id("hold", 1), "by": reviewer()
            }),
        ),
        (
            "SharesProposed",
            json!({"teamId": team_id, "by": koc(), "shares": shares, "reason": sealed(3)}),
        ),
        ("SharesConfirmed", json!({"teamId": team_id, "by": other})),
        (
            "SharesAgreed",
            json!({
                "teamId": team_id, "shares": shares,
                "agreedBy": [{"kocId": koc(), "event": "ev_300"}, {"kocId": other, "event": "ev_301"}],
                "amends": assignment_id, "reason": sealed(3)
            }),
        ),
        (
            "SharesDefaulted",
            json!({
                "teamId": team_id, "assignmentId": assignment_id, "shares": shares,
                "amendBy": "2025-03-18T00:00:00Z"
            }),
        ),
        ("SharesFixed", json!({"teamId": team_id, "assignmentId": assignment_id})),
        ("TeamDisbanded", json!({"teamId": team_id, "cause": "EMPTY", "reason": "done"})),
        (
            "AssignmentPeopleChanged",
            json!({
                "assignmentId": assignment_id, "teamId": team_id, "lead": other,
                "members": [other, id("koc", 3)], "left": [koc()], "joined": [id("koc", 3)]
            }),
        ),
    ]
}

pub(super) fn mentoring() -> Examples {
    let (mentorship_id, mentor, mentee) = (id("mentorship", 1), id("koc", 2), koc());
    vec![
        ("MentorCapacitySet", json!({"kocId": mentor, "previous": 3, "capacity": 300})),
        ("MentorTopicsSet", json!({"kocId": mentor, "topics": ["driving"]})),
        (
            "MentorResourcesGranted",
            json!({
                "kocId": mentor, "kind": "TOOL", "granted": {"reference": "licence/cut-7"},
                "holdId": id("hold", 1),
                "by": {"role": "OPS", "id": "01970000-0000-7000-8000-000000000007"}
            }),
        ),
        ("MentorRetired", json!({"kocId": mentor, "cause": "BELOW_BAR", "reason": sealed(3)})),
        (
            "MentorshipDeclined",
            json!({"mentorshipId": mentorship_id, "by": "MENTEE", "reason": sealed(3)}),
        ),
        ("MentorshipProposalLapsed", json!({"mentorshipId": mentorship_id})),
        (
            "MentoringSessionHeld",
            json!({
                "mentorshipId": mentorship_id, "mentor": mentor, "mentee": mentee,
                "heldAt": "2025-04-18T06:00:00Z", "minutes": 300, "taught": ["driving"],
                "note": sealed(2)
            }),
        ),
        (
            "MenteeAssessed",
            json!({
                "mentorshipId": mentorship_id, "mentor": mentor, "mentee": mentee,
                "skills": [{"skill": "filming", "before": 2, "after": 4}], "note": sealed(6),
                "recommendForTier": "PARTNER"
            }),
        ),
    ]
}
