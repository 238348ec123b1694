//! One example of every event, in JSON: what the golden bytes are made of.
//!
//! Optional fields are given and lists hold something, so that the bytes show every field.

mod campaigns;
mod care;
mod content;
mod contests;
mod course;
mod gatherings;
mod membership;
mod money;
mod people;
mod privacy;
mod work;

use serde_json::{Value, json};

/// The example of the event with that name; none for an event that has none yet.
pub(crate) fn of(name: &str) -> Option<Value> {
    let all = [
        programme(),
        team(),
        people::members(),
        people::tiers(),
        membership::channels(),
        membership::standing(),
        membership::community(),
        tasks(),
        course::of_tasks(),
        course::of_assignments(),
        work::work(),
        work::reviews(),
        mentorships(),
        privacy::data_requests(),
        privacy::appeals(),
        privacy::team(),
        money::budgets(),
        money::rewards(),
        money::payments(),
        money::payouts(),
        todos(),
        support(),
        contests::contests(),
        contests::entries(),
        campaigns::campaigns(),
        gatherings::gatherings(),
        content::assets(),
        content::publications(),
        content::honours(),
        care::cars(),
        care::care(),
    ];
    all.into_iter().flatten().find(|(example, _)| *example == name).map(|(_, data)| data)
}

type Examples = Vec<(&'static str, Value)>;

fn id(prefix: &str, number: u8) -> String {
    format!("{prefix}_01970000-0000-7000-8000-0000000000{number:02x}")
}

fn koc() -> String {
    id("koc", 1)
}

/// A sealed field of that kind: its number, and five bytes that stand for a text and its tag.
fn sealed(field: u8) -> String {
    let person = "01970000000070008000000000000001";
    format!("sealed:{person}{field:02x}{}{}0102030405", "ab".repeat(24), "cd".repeat(16))
}

fn text(zh: &str, en: &str) -> Value {
    json!({"zh": zh, "en": en})
}

fn approvals() -> Value {
    json!([{"operatorId": id("operator", 7), "event": "ev_12", "assertedByAdmin": true}])
}

fn programme() -> Examples {
    let programme_id = id("programme", 1);
    let limits = json!({
        "maxConcurrentByTier": [{"tier": "SEED", "max": 2}, {"tier": "PARTNER", "max": 300}],
        "maxRevisions": 3, "offerTtlHours": 72, "reviewSlaHours": 72, "supportSlaHours": 24,
        "feedbackEveryDays": 90, "talkEveryDays": 30,
        "quietHours": {"fromHour": 22, "toHour": 8},
        "horizonWindows": {"instantHoursMax": 72, "phasedDaysMin": 7, "phasedDaysMax": 92}
    });
    vec![
        (
            "ProgrammeCreated",
            json!({
                "programmeId": programme_id, "brand": "Lynx", "name": text("领克伙伴", "Lynx Partners"),
                "timeZone": "Asia/Shanghai", "locales": ["ZH", "EN"], "currency": "CNY", "minAge": 18,
                "defaultLabelScheme": "ROLE", "simulationSeed": 7
            }),
        ),
        (
            "ProgrammeWentLive",
            json!({
                "programmeId": programme_id, "liveOn": "2025-03-01", "policyVersion": 1
            }),
        ),
        (
            "ProgrammeLimitsChanged",
            json!({
                "programmeId": programme_id, "limits": limits, "previous": limits
            }),
        ),
        (
            "VocabularyExtended",
            json!({
                "programmeId": programme_id, "axis": "TOPIC", "code": "night-driving",
                "labels": text("夜间驾驶", "Night driving")
            }),
        ),
        (
            "ConsentTextPublished",
            json!({
                "programmeId": programme_id, "purpose": "MENTORING", "textVersion": 2,
                "text": text("我同意。", "I agree."), "sha256": "5a".repeat(32)
            }),
        ),
        (
            "MatchingWeightsSet",
            json!({
                "programmeId": programme_id,
                "weights": {
                    "skillFormat": 30, "styleTone": 10, "topicCommunity": 15, "audience": 10,
                    "reliability": 10, "pastScore": 10, "preference": 10, "fairness": 5
                },
                "previous": {
                    "skillFormat": 25, "styleTone": 15, "topicCommunity": 15, "audience": 10,
                    "reliability": 10, "pastScore": 10, "preference": 10, "fairness": 5
                }
            }),
        ),
        ("ProgrammeFrozen", json!({"programmeId": programme_id, "reason": "audit"})),
        ("ProgrammeUnfrozen", json!({"programmeId": programme_id, "reason": "audit done"})),
        (
            "TierPolicyDrafted",
            json!({
                "programmeId": programme_id, "version": 2, "rules": policy_rules(),
                "note": text("更宽", "Wider")
            }),
        ),
        (
            "PolicyConsultationOpened",
            json!({
                "programmeId": programme_id, "version": 2, "until": "2025-12-20",
                "audience": ["RESPONDER", "PARTNER"]
            }),
        ),
        (
            "PolicyDraftWithdrawn",
            json!({
                "programmeId": programme_id, "version": 3, "reason": "members object"
            }),
        ),
        (
            "TermRetired",
            json!({
                "programmeId": programme_id, "axis": "TOPIC", "code": "range",
                "replacedBy": "energy"
            }),
        ),
        (
            "TierPolicyPublished",
            json!({
                "programmeId": programme_id, "version": 2, "inForceFrom": "2025-04-01",
                "impactReportRef": "reports/2", "graceForIncumbentsDays": 60, "approvedBy": approvals()
            }),
        ),
        (
            "TierPolicySuperseded",
            json!({
                "programmeId": programme_id, "version": 1, "byVersion": 2, "from": "2025-04-01"
            }),
        ),
        (
            "TiersScreened",
            json!({"programmeId": programme_id, "on": "2025-04-02", "policyVersion": 2}),
        ),
    ]
}

fn policy_rules() -> Value {
    let threshold =
        json!({"metric": "MEAN_SCORE", "op": "AT_LEAST", "value": 7500, "windowDays": 180});
    json!({
        "ladder": [{
            "code": "SEED", "rank": 1, "cap": 50_000,
            "labels": {
                "layer": text("基础感知层", "Base"), "role": text("种子用户", "Seed User"),
                "value": text("普通 KOC", "KOC")
            }
        }],
        "promotionRules": [{"from": "SEED", "to": "RESPONDER", "allOf": [threshold], "anyOf": []}],
        "retentionRules": [{"tier": "RESPONDER", "metrics": [threshold], "lowWaterFactorBp": 8000}],
        "minDaysInTier": 90, "cooldownDays": 300, "graceDays": 30, "noticeDays": 14,
        "rightOfReturnDays": 180, "invitationRequired": ["PARTNER"],
        "approvals": [{"step": "PROMOTE", "count": 1}],
        "scoreWeights": {"contribution": 5000, "influence": 3000, "activity": 2000},
        "contributionHalfLifeDays": 300,
        "contributionRules": [{
            "code": "work", "kind": "WORK", "source": "WORK_APPROVED", "points": 100,
            "dims": {"contribution": 70, "influence": 20, "activity": 10}
        }],
        "horizons": [{"horizon": "INSTANT", "minTier": "SEED", "modes": ["COMMISSION"]}],
        "treatments": [{
            "tier": "SEED", "entitlements": ["badge"], "incentives": ["points"],
            "creativeFreedom": 2, "channels": ["app"], "rhythmDays": 30, "difficultyMax": 3,
            "support": text("群内答疑", "Answers in the group")
        }]
    })
}

fn team() -> Examples {
    let operator_id = id("operator", 7);
    vec![
        (
            "OperatorAdded",
            json!({
                "operatorId": operator_id, "name": sealed(0), "roles": ["OPS", "APPROVER"]
            }),
        ),
        (
            "ApprovalGiven",
            json!({
                "operatorId": operator_id,
                "subject": {"correctTier": {
                    "kocId": koc(), "supersedes": "ev_300", "tier": "PARTNER",
                    "effectiveOn": "2025-02-01"
                }},
                "note": sealed(2)
            }),
        ),
    ]
}

fn evidence() -> Value {
    json!({
        "from": "2024-09-01", "to": "2025-02-28", "asOf": "ev_70000",
        "metrics": [{
            "metric": "RELIABILITY", "windowDays": 180, "have": -5, "need": 9000, "met": false
        }],
        "refs": ["ev_12", "ev_300"], "note": sealed(2)
    })
}

fn returns() -> Value {
    json!([
        {"kind": "HONOUR", "text": text("月度之星", "Star of the month"), "amount": null, "budgetId": null},
        {"kind": "POINTS", "text": text("积分", "Points"), "amount": 300, "budgetId": id("budget", 1)}
    ])
}

fn brief() -> Value {
    json!({
        "objective": text("记录一天的驾驶", "Record a day of driving"),
        "expectedEffect": text("让人看到真实用车", "People see real use"),
        "scopeIn": [text("城市", "City")], "scopeOut": [text("赛道", "Race track")],
        "outputs": [{"format": "video", "min": 60, "max": 300, "count": 1}],
        "criteria": [{
            "id": "real", "text": text("真实", "Real"), "kind": "SCORED", "weight": 100,
            "evidenceHint": text("未剪辑片段", "Uncut part")
        }],
        "timeline": {
            "offerTtlHours": 72, "start": "2025-03-10T00:00:00Z",
            "submitBy": "2025-03-13T00:00:00Z", "reviewBy": "2025-03-16T00:00:00Z"
        },
        "resources": [text("支架", "A mount")], "returns": returns(),
        "usageRights": {
            "purposes": ["SOCIAL"], "channels": ["app"], "territory": "CN", "until": "2026-03-13",
            "exclusive": false
        },
        "disclosure": {"required": true, "wording": text("品牌合作", "With the brand")},
        "facts": [{"claim": text("百公里 5 升", "5 l per 100 km"), "source": "report 12"}],
        "aiPolicy": "ASSISTED", "contactOperator": id("operator", 7), "effortEstimateHours": 8,
        "embargoUntil": "2025-03-20T00:00:00Z",
        "automaticCheck": {"tags": ["q5"], "publicUrl": true}
    })
}

fn tasks() -> Examples {
    let task_id = id("task", 1);
    vec![
        (
            "TaskDrafted",
            json!({
                "taskId": task_id, "title": text("24 小时驾驶", "24 hours of driving"),
                "horizon": "INSTANT", "mode": "COMMISSION", "kind": "VLOG",
                "campaignId": id("campaign", 1), "parentTaskId": id("task", 2),
                "trigger": "BRAND_NEWS", "difficulty": 3,
                "growth": {"scoreBar": 8500, "aim": {"targetTier": "RESPONDER"}}
            }),
        ),
        ("BriefWritten", json!({"taskId": task_id, "briefVersion": 1, "brief": brief()})),
        (
            "BriefApproved",
            json!({
                "taskId": task_id, "briefVersion": 1, "approver": id("operator", 7)
            }),
        ),
        (
            "EligibilitySet",
            json!({
                "taskId": task_id,
                "eligibility": {
                    "minTier": "RESPONDER", "minAcceptedWorks": 3, "exclude": [koc()],
                    "skills": ["filming"], "formats": ["video"], "audiences": ["parents"],
                    "regions": ["east"], "models": ["q5"], "communities": ["east-club"]
                },
                "wanted": {
                    "skills": ["editing"], "styles": ["everyday"], "tones": ["warm"],
                    "topics": ["family-trip"], "audiences": ["young"], "communities": ["south-club"]
                }
            }),
        ),
        (
            "TaskOpened",
            json!({
                "taskId": task_id, "selection": "OPEN_CLAIM", "slots": 10_000,
                "budgetId": id("budget", 1), "briefVersion": 1
            }),
        ),
        ("TaskClosed", json!({"taskId": task_id, "reason": "enough"})),
    ]
}

fn mentorships() -> Examples {
    let (mentorship_id, mentor, mentee) = (id("mentorship", 1), id("koc", 2), koc());
    vec![
        (
            "MentorAppointed",
            json!({
                "kocId": mentor, "topics": ["driving"], "capacity": 3, "statement": sealed(8)
            }),
        ),
        ("MentorWentAway", json!({"kocId": mentor, "until": "2025-07-01"})),
        ("MentorCameBack", json!({"kocId": mentor})),
        (
            "MentorshipProposed",
            json!({
                "mentorshipId": mentorship_id, "mentor": mentor, "mentee": mentee, "goals": sealed(8),
                "topics": ["driving"], "until": "2025-12-31"
            }),
        ),
        ("MentorshipAccepted", json!({"mentorshipId": mentorship_id, "by": "MENTEE"})),
        (
            "MentorshipStarted",
            json!({
                "mentorshipId": mentorship_id, "mentor": mentor, "mentee": mentee,
                "startedOn": "2025-04-01", "until": "2025-12-31", "topics": ["driving"],
                "mentorTier": "PARTNER", "menteeTier": "SEED", "continues": id("mentorship", 2)
            }),
        ),
        (
            "MentorshipTransferred",
            json!({
                "mentorshipId": mentorship_id, "mentor": mentor, "mentee": mentee,
                "toMentor": id("koc", 3), "newMentorshipId": id("mentorship", 3), "reason": sealed(3)
            }),
        ),
        (
            "MentorshipCompleted",
            json!({
                "mentorshipId": mentorship_id, "mentor": mentor, "mentee": mentee,
                "outcome": "PARTLY_REACHED", "menteeFeedback": sealed(6),
                "mentorFeedback": sealed(6), "days": 274, "menteeTier": "RESPONDER"
            }),
        ),
        (
            "MentorshipEnded",
            json!({
                "mentorshipId": mentorship_id, "by": "BRAND", "reason": sealed(3)
            }),
        ),
    ]
}

fn todos() -> Examples {
    let todo_id = id("todo", 1);
    vec![
        (
            "TodoOpened",
            json!({
                "todoId": todo_id, "kind": "ARCHIVE_WORK", "audience": {"role": "LIBRARIAN"},
                "about": id("assignment", 1), "kocId": koc(), "sourceEvent": "ev_300",
                "refused": ["LICENCE_EXPIRED"], "due": "2025-03-18T00:00:00Z"
            }),
        ),
        ("TodoCompleted", json!({"todoId": todo_id})),
    ]
}

fn support() -> Examples {
    let (request_id, due) = (id("support", 1), "2025-03-18T00:00:00Z");
    vec![
        (
            "SupportRequestOpened",
            json!({
                "requestId": request_id, "kocId": koc(), "subject": {"assignment": id("assignment", 1)},
                "kind": "TECHNICAL_DATA", "text": sealed(4), "handler": id("operator", 7), "dueAt": due
            }),
        ),
        (
            "SupportRequestAnswered",
            json!({
                "requestId": request_id, "text": sealed(4), "attachments": ["doc:range-1"],
                "factSources": ["manual 4.2"], "firstResponseMin": 300
            }),
        ),
        (
            "SupportRequestEscalated",
            json!({
                "requestId": request_id, "to": id("operator", 8), "reason": sealed(3), "overdue": true
            }),
        ),
        ("SupportRequestClosed", json!({"requestId": request_id, "resolved": true, "rating": 5})),
        (
            "SupportRequestReopened",
            json!({"requestId": request_id, "why": sealed(4), "dueAt": due}),
        ),
    ]
}
