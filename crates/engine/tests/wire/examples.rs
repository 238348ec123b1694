//! One example of every event, in JSON: what the golden bytes are made of.
//!
//! Optional fields are given and lists hold something, so that the bytes show every field.

use serde_json::{Value, json};

/// The example of the event with that name; none for an event that has none yet.
pub(crate) fn of(name: &str) -> Option<Value> {
    let all = [programme(), team(), members(), tiers(), tasks(), work(), reviews(), mentorships()];
    let mut all = all.into_iter().flatten().chain(crate::privacy::data_requests());
    all.find(|(example, _)| *example == name).map(|(_, data)| data)
}

pub(crate) type Examples = Vec<(&'static str, Value)>;

pub(crate) fn id(prefix: &str, number: u8) -> String {
    format!("{prefix}_01970000-0000-7000-8000-0000000000{number:02x}")
}

pub(crate) fn koc() -> String {
    id("koc", 1)
}

/// A sealed field of that kind: its number, and five bytes that stand for a text and its tag.
pub(crate) fn sealed(field: u8) -> String {
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
                "defaultLabelScheme": "ROLE"
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

fn members() -> Examples {
    vec![
        (
            "KocRegistered",
            json!({
                "kocId": koc(), "name": sealed(0), "contact": sealed(1), "minAgeMet": 18,
                "locale": "ZH", "entrySource": "CONTEST", "referredBy": id("koc", 2),
                "consents": [{"purpose": "PARTICIPATION", "textVersion": 1}], "externalRef": "u-1001"
            }),
        ),
        (
            "KocEnrolledInTier",
            json!({
                "kocId": koc(), "tier": "SEED", "policyVersion": 1, "effectiveOn": "2025-03-02",
                "effectiveAt": "2025-03-02T08:30:00.000001Z"
            }),
        ),
        ("KocImported", json!({"kocId": koc(), "externalRef": "u-1001"})),
        (
            "ConsentGranted",
            json!({
                "kocId": koc(), "purpose": "STORY", "textVersion": 300, "evidenceRef": sealed(2)
            }),
        ),
        (
            "AvailabilityDeclared",
            json!({
                "kocId": koc(), "depth": "LIGHT_ONLY", "from": "2025-05-01", "until": "2025-05-31",
                "maxConcurrent": 1, "note": sealed(2)
            }),
        ),
        (
            "KocPaused",
            json!({
                "kocId": koc(), "from": "2025-06-01", "until": "2025-08-31", "reason": sealed(3)
            }),
        ),
        ("KocResumed", json!({"kocId": koc(), "daysPaused": 61})),
        (
            "KocLeft",
            json!({
                "kocId": koc(), "tierAtExit": "PARTNER", "goodStanding": true, "reason": sealed(3),
                "effectiveOn": "2025-09-01", "effectiveAt": "2025-09-01T00:00:00Z"
            }),
        ),
        (
            "KocRejoined",
            json!({
                "kocId": koc(), "entryTier": "SEED", "policyVersion": 2, "effectiveOn": "2025-10-01",
                "effectiveAt": "2025-10-01T00:00:00Z"
            }),
        ),
        (
            "ContributionCredited",
            json!({
                "entryId": id("entry", 1), "kocId": koc(), "kind": "WORK", "points": 100,
                "shareBp": 10_000, "sourceEvent": "ev_44", "source": "WORK_APPROVED", "rule": "work",
                "policyVersion": 1, "effectiveOn": "2025-03-20", "effectiveAt": "2025-03-20T10:00:00Z",
                "dims": {"contribution": 70, "influence": 20, "activity": 10}, "balance": -100
            }),
        ),
        (
            "ContributionReversed",
            json!({
                "entryId": id("entry", 1), "kocId": koc(), "points": 100, "reason": sealed(3),
                "sourceEvent": "ev_45", "effectiveOn": "2025-03-21", "balance": 0
            }),
        ),
        (
            "ContributionAdjusted",
            json!({
                "entryId": id("entry", 2), "kocId": koc(), "kind": "HELP", "delta": -20,
                "reason": sealed(3), "effectiveOn": "2025-03-22", "effectiveAt": "2025-03-22T10:00:00Z",
                "approvedBy": approvals(), "balance": 80
            }),
        ),
    ]
}

fn tiers() -> Examples {
    let day = "2025-03-10";
    let instant = "2025-03-09T16:00:00Z";
    vec![
        (
            "TierMoveImported",
            json!({
                "kocId": koc(), "from": "SEED", "to": "PARTNER", "goodStanding": false,
                "effectiveOn": "2018-01-31", "effectiveAt": "2018-01-31T09:15:00Z"
            }),
        ),
        (
            "CandidateNominated",
            json!({
                "kocId": koc(), "candidacyId": id("candidacy", 1), "targetTier": "RESPONDER",
                "source": "MENTOR_RECOMMENDATION", "sourceRef": "ev_9", "evidence": evidence()
            }),
        ),
        (
            "TierInvitationSent",
            json!({
                "kocId": koc(), "targetTier": "RESPONDER", "message": sealed(4), "expiresAt": instant,
                "candidacyId": id("candidacy", 1)
            }),
        ),
        ("TierInvitationAccepted", json!({"kocId": koc(), "targetTier": "RESPONDER"})),
        (
            "TierInvitationDeclined",
            json!({
                "kocId": koc(), "targetTier": "RESPONDER", "reason": sealed(3)
            }),
        ),
        (
            "KocPromoted",
            json!({
                "kocId": koc(), "from": "SEED", "to": "RESPONDER", "policyVersion": 1,
                "basis": {"candidacy": id("candidacy", 1)}, "evidence": evidence(), "effectiveOn": day,
                "effectiveAt": instant, "daysInPrevious": 214, "approvedBy": approvals()
            }),
        ),
        (
            "TierNoticeGiven",
            json!({
                "kocId": koc(), "atRiskTier": "RESPONDER", "policyVersion": 1,
                "missing": evidence()["metrics"], "decideOn": "2025-04-10"
            }),
        ),
        (
            "KocDemoted",
            json!({
                "kocId": koc(), "from": "RESPONDER", "to": "SEED", "policyVersion": 1,
                "basis": {"override": sealed(3)}, "evidence": evidence(), "reason": sealed(3),
                "effectiveOn": day, "effectiveAt": instant, "daysInPrevious": 30,
                "approvedBy": approvals()
            }),
        ),
        (
            "KocSteppedDown",
            json!({
                "kocId": koc(), "from": "PARTNER", "to": "RESPONDER", "reason": sealed(3),
                "effectiveOn": day, "effectiveAt": instant, "rightOfReturnUntil": "2025-09-06"
            }),
        ),
        (
            "KocReturnedToTier",
            json!({
                "kocId": koc(), "from": "RESPONDER", "to": "PARTNER", "effectiveOn": day,
                "effectiveAt": instant
            }),
        ),
        (
            "KocTierCorrected",
            json!({
                "kocId": koc(), "supersedes": "ev_300", "was": "SEED", "tier": "RESPONDER",
                "effectiveOn": day, "effectiveAt": instant, "reason": sealed(3),
                "approvedBy": approvals()
            }),
        ),
        ("TierLocked", json!({"kocId": koc(), "until": "2025-12-31", "reason": sealed(3)})),
        ("TierUnlocked", json!({"kocId": koc(), "reason": sealed(3)})),
    ]
}

fn returns() -> Value {
    json!([{"kind": "HONOUR", "text": text("月度之星", "Star of the month")}])
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
        "embargoUntil": "2025-03-20T00:00:00Z"
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
                "trigger": "BRAND_NEWS", "difficulty": 3
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
                "eligibility": {"minTier": "RESPONDER", "minAcceptedWorks": 3, "exclude": [koc()]}
            }),
        ),
        (
            "TaskOpened",
            json!({
                "taskId": task_id, "selection": "OPEN_CLAIM", "slots": 10_000, "briefVersion": 1
            }),
        ),
        ("TaskClosed", json!({"taskId": task_id, "reason": "enough"})),
    ]
}

fn work() -> Examples {
    let assignment_id = id("assignment", 1);
    vec![
        (
            "TaskAssigned",
            json!({
                "assignmentId": assignment_id, "taskId": id("task", 1), "assignee": {"koc": koc()},
                "briefVersion": 1, "selection": "OFFER", "horizon": "PHASED",
                "mode": "TEAM_COLLABORATION", "offerExpiresAt": "2025-03-11T00:00:00Z",
                "submitBy": "2025-03-13T00:00:00Z", "returns": returns(),
                "contactOperator": id("operator", 7), "message": sealed(4), "tierAtOffer": "PARTNER"
            }),
        ),
        (
            "AssignmentAccepted",
            json!({
                "assignmentId": assignment_id, "kocId": koc(), "briefVersion": 1,
                "termsAccepted": {"usageRights": true, "disclosure": true, "embargo": false}
            }),
        ),
        (
            "AssignmentDeclined",
            json!({
                "assignmentId": assignment_id, "reason": "TIME", "note": sealed(2)
            }),
        ),
        ("AssignmentExpired", json!({"assignmentId": assignment_id})),
        (
            "WorkSubmitted",
            json!({
                "assignmentId": assignment_id, "submissionNo": 1, "briefVersion": 1,
                "items": [{
                    "format": "video", "uri": sealed(5), "sha256": "3c".repeat(32), "length": 240
                }],
                "note": sealed(2),
                "attest": {
                    "original": true, "disclosureDone": true, "usedProduct": true,
                    "thirdPartyCleared": false, "peopleConsented": true, "aiGenerated": "ASSISTED"
                },
                "contributors": [{"kocId": koc(), "role": "CAMERA", "shareBp": 10_000}],
                "effortHours": 9, "late": true
            }),
        ),
        (
            "ReviewedWorkImported",
            json!({
                "workId": id("work", 1), "externalKey": "PR-17", "author": koc(),
                "reviewerRef": "r-3", "submittedAt": "2014-05-01T10:00:00Z",
                "acceptedAt": "2014-05-02T10:00:00Z", "revisions": 2, "lines": 70_000,
                "kind": "docs", "selfReviewed": true
            }),
        ),
        (
            "AssetArchived",
            json!({
                "assetId": id("asset", 1),
                "source": {"submission": {"assignmentId": assignment_id, "submissionNo": 1}},
                "title": text("一天", "One day"), "kind": "VIDEO",
                "authors": [{"kocId": koc(), "role": "EDITOR"}], "creditLine": sealed(7),
                "classification": {
                    "model": "x1", "topic": "driving", "scene": "city", "format": "video",
                    "audience": "owners"
                },
                "tags": ["real"], "grade": "BENCHMARK",
                "licence": {
                    "purposes": ["SOCIAL", "PRESS"], "channels": ["app"], "territory": "CN",
                    "from": "2025-03-20", "until": "2026-03-13", "exclusive": false, "revocable": true,
                    "contractRef": "C-9"
                },
                "storage": {
                    "uri": sealed(5), "sha256": "3c".repeat(32), "bytes": 70_000, "mime": "video/mp4"
                },
                "peopleConsent": true, "aiGenerated": "NONE", "confidentiality": "INTERNAL"
            }),
        ),
    ]
}

fn reviews() -> Examples {
    let assignment_id = id("assignment", 1);
    let reviewer = json!({"role": "REVIEWER", "id": "01970000-0000-7000-8000-000000000007"});
    vec![
        (
            "ReviewStarted",
            json!({
                "assignmentId": assignment_id, "submissionNo": 1, "stage": "MENTOR",
                "reviewer": reviewer, "waitingHours": 26
            }),
        ),
        (
            "WorkReviewed",
            json!({
                "assignmentId": assignment_id, "submissionNo": 1, "briefVersion": 1, "stage": "BRAND",
                "reviewer": reviewer,
                "scores": [{
                    "criterionId": "real", "met": true, "score": 92, "evidence": sealed(6),
                    "comment": sealed(6)
                }],
                "praise": [{"criterionId": "real", "text": sealed(6)}],
                "improvements": [{"criterionId": "real", "text": sealed(6)}],
                "skillEvidence": [{"skill": "camera", "format": "video", "level": 4}],
                "compliance": {
                    "disclosureOk": true, "claimsOk": true, "rightsOk": false,
                    "flaggedWords": ["best"]
                },
                "decision": "REQUEST_REVISION", "weightedScore": 9200
            }),
        ),
        (
            "WorkApproved",
            json!({
                "assignmentId": assignment_id, "submissionNo": 2, "kocId": koc(), "finalScore": 9200,
                "qualityBand": "BENCHMARK"
            }),
        ),
        (
            "RevisionRequested",
            json!({
                "assignmentId": assignment_id, "submissionNo": 1, "revisionNo": 1,
                "due": "2025-03-18T00:00:00Z"
            }),
        ),
        (
            "WorkRejected",
            json!({
                "assignmentId": assignment_id, "submissionNo": 2, "reason": "OFF_BRIEF"
            }),
        ),
        (
            "ReviewPassedOn",
            json!({
                "assignmentId": assignment_id, "submissionNo": 1, "nextStage": "BRAND"
            }),
        ),
        (
            "FeedbackAcknowledged",
            json!({
                "assignmentId": assignment_id, "submissionNo": 2, "useful": true, "comment": sealed(6)
            }),
        ),
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
