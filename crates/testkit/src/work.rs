//! How work is asked for, handed in and judged, as many scenes do it.

use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::campaign::command::PlanCampaign;
use domain::campaign::values::{Cadence, Kpi, KpiMetric};
use domain::id::{AssignmentId, CampaignId, KocId, Sha256, TaskId};
use domain::matching::values::MATCHER_VERSION;
use domain::task::Selection;
use domain::task::brief::*;
use domain::task::command::*;
use domain::vocabulary::{AiUse, Horizon, Mode, TaskKind, UsePurpose};
use domain::{Actor, Event, Moment, Recorded, campaign};

use crate::cast::*;
use crate::scene::Scene;

/// The task of that name.
pub fn task_id(name: &str) -> TaskId {
    TaskId::derived(&[name.as_bytes()])
}

/// The 24-hour driving video, as instant or phased work.
pub fn draft(name: &str, horizon: Horizon, mode: Mode) -> DraftTask {
    DraftTask {
        task_id: task_id(name),
        title: text("二十四小时驾驶短视频", "A 24-hour driving video"),
        horizon,
        mode,
        kind: TaskKind::ShortVideo,
        campaign_id: (horizon == Horizon::Phased).then(spring),
        parent_task_id: None,
        trigger: None,
        difficulty: 2,
        growth: None,
    }
}

/// The campaign that phased work here belongs to.
pub fn spring() -> CampaignId {
    CampaignId::derived(&[b"spring"])
}

/// Sixty days from today, looked after by mei, for fifty works; nothing can be won.
pub fn campaign(scene: &Scene, campaign_id: CampaignId) -> PlanCampaign {
    PlanCampaign {
        campaign_id,
        name: text("春季真实续航", "Real range in spring"),
        goal: text("让大家看到真实续航", "Everybody sees the real range"),
        kpis: vec![Kpi {
            code: "works".to_owned(),
            name: text("通过的作品", "Works approved"),
            metric: KpiMetric::ApprovedWorks,
            target: 50,
        }],
        starts_on: scene.today(),
        ends_on: scene.today().plus(59),
        cadence: Cadence::Weekly,
        award_plan: Vec::new(),
        budget_id: None,
        planning_partners: Vec::new(),
        owner: operator_id("mei"),
        decay_alert_bp: None,
    }
}

/// Plans the campaign of phased work, unless it was planned before.
#[track_caller]
pub fn plan_spring(scene: &mut Scene) {
    let planned = |it: &Recorded| matches!(&it.event, Event::Campaign(campaign::Event::CampaignPlanned(e)) if e.campaign_id == spring());
    if !scene.log.iter().any(planned) {
        let plan = campaign(scene, spring());
        scene.given(mei(), plan);
    }
}

/// A brief for it: two days of instant work, thirty of phased.
pub fn brief(now: Moment, horizon: Horizon) -> Brief {
    let hours = if horizon == Horizon::Instant { 48 } else { 30 * 24 };
    let criterion = |id: &str, kind, weight, zh: &str, en: &str| Criterion {
        id: id.to_owned(),
        text: text(zh, en),
        kind,
        weight,
        evidence_hint: None,
    };
    Brief {
        objective: text("记录一天的真实用车", "Show one real day with the car"),
        expected_effect: text("看到真实续航", "People see the real range"),
        scope_in: vec![text("城市与高速", "City and motorway")],
        scope_out: Vec::new(),
        outputs: vec![Output { format: "short-video".to_owned(), min: 30, max: 180, count: 1 }],
        criteria: vec![
            criterion("range", CriterionKind::Must, 0, "画面有续航读数", "The range is shown"),
            criterion("story", CriterionKind::Scored, 60, "叙事完整", "It tells a story"),
            criterion("light", CriterionKind::Scored, 40, "光线清楚", "It is well lit"),
        ],
        timeline: Timeline {
            offer_ttl_hours: 24,
            start: now,
            submit_by: now.plus_hours(hours),
            review_by: now.plus_hours(hours + 72),
        },
        resources: vec![text("拍摄手册", "A filming guide")],
        returns: vec![Return::uncounted(
            ReturnKind::Exposure,
            text("官方频道展示", "Shown on the official channel"),
        )],
        usage_rights: UsageRights {
            purposes: vec![UsePurpose::Social, UsePurpose::StaffTraining],
            channels: vec!["official".to_owned()],
            territory: "CN".to_owned(),
            until: None,
            exclusive: false,
        },
        disclosure: Disclosure { required: false, wording: None },
        facts: Vec::new(),
        ai_policy: AiPolicy::Assisted,
        contact_operator: operator_id("mei"),
        effort_estimate_hours: 6,
        embargo_until: None,
        automatic_check: None,
    }
}

/// A task drafted and briefed by mei, approved by lin, open for offers.
#[track_caller]
pub fn open(
    scene: &mut Scene,
    name: &str,
    horizon: Horizon,
    mode: Mode,
    slots: Option<u32>,
) -> TaskId {
    let task_id = task_id(name);
    if horizon == Horizon::Phased {
        plan_spring(scene);
    }
    scene.given(mei(), draft(name, horizon, mode));
    let brief = brief(scene.now(), horizon);
    scene.given(mei(), WriteBrief { task_id, brief });
    scene.given(lin(), ApproveBrief { task_id, brief_version: 1 });
    scene.given(mei(), OpenTask { task_id, selection: Selection::Offer, slots, budget_id: None });
    task_id
}

/// An offer that stands for a day.
pub fn offer(now: Moment, task_id: TaskId, koc_id: KocId) -> AssignTask {
    AssignTask {
        task_id,
        assignee: Assignee::Koc(koc_id),
        brief_version: 1,
        offer_expires_at: now.plus_hours(24),
        returns_override: None,
        contact_operator: None,
        message: "您是否愿意记录一天?".into(),
    }
}

/// Whom the team was shown for a task, and whom of them it means to ask.
pub fn shortlist(task_id: TaskId, candidates: &[KocId], chosen: &[KocId]) -> ShortlistCandidates {
    let (candidates, chosen) = (candidates.to_vec(), chosen.to_vec());
    ShortlistCandidates { task_id, matcher_version: MATCHER_VERSION, candidates, chosen }
}

/// A yes to the first brief and to every term.
pub fn acceptance(assignment_id: AssignmentId) -> AcceptAssignment {
    let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
    AcceptAssignment { assignment_id, brief_version: 1, terms_accepted, proposal_no: None }
}

/// A member is offered a task and takes it.
#[track_caller]
pub fn take_on(scene: &mut Scene, task_id: TaskId, koc_id: KocId) -> AssignmentId {
    let offer = offer(scene.now(), task_id, koc_id);
    scene.given(mei(), offer);
    let assignment_id = AssignmentId::of(task_id, koc_id);
    scene.wait_hours(2);
    scene.given(Actor::koc(koc_id), acceptance(assignment_id));
    assignment_id
}

/// The hash of the file of a submission, which no other has.
pub fn file_of(assignment_id: AssignmentId, submission_no: u16) -> Sha256 {
    let mut sha256 = [0; 32];
    sha256[..16].copy_from_slice(&assignment_id.0);
    sha256[16..18].copy_from_slice(&submission_no.to_be_bytes());
    Sha256(sha256)
}

/// One short video, whose file no other submission has.
pub fn submission(assignment_id: AssignmentId, koc_id: KocId, submission_no: u16) -> SubmitWork {
    SubmitWork {
        assignment_id,
        submission_no,
        items: vec![WorkItem {
            format: "short-video".to_owned(),
            uri: "https://video.example/24h".into(),
            sha256: file_of(assignment_id, submission_no),
            length: 95,
        }],
        note: None,
        attest: Attestations {
            original: true,
            disclosure_done: true,
            used_product: true,
            third_party_cleared: true,
            people_consented: true,
            ai_generated: AiUse::None,
        },
        contributors: vec![Contributor { koc_id, role: None, share_bp: 10_000 }],
        effort_hours: Some(7),
        tags: Vec::new(),
        claim: None,
    }
}

/// A scorecard with that score for every Scored criterion.
pub fn review(
    assignment_id: AssignmentId,
    submission_no: u16,
    stage: ReviewStage,
    decision: Decision,
    score: u8,
) -> ReviewWork {
    let scored = |id: &str, met, score| CriterionScore {
        criterion_id: id.to_owned(),
        met,
        score,
        evidence: Some("第 40 秒".into()),
        comment: None,
    };
    let remark =
        |id: &str, words: &str| Remark { criterion_id: Some(id.to_owned()), text: words.into() };
    let better = remark("light", "夜间画面偏暗,可以补光");
    ReviewWork {
        assignment_id,
        submission_no,
        brief_version: 1,
        stage,
        scores: vec![
            scored("range", Some(true), None),
            scored("story", None, Some(score)),
            scored("light", None, Some(score)),
        ],
        praise: vec![remark("story", "一天的叙事很完整")],
        improvements: if decision == Decision::Approve { Vec::new() } else { vec![better] },
        skill_evidence: vec![SkillEvidence {
            skill: "filming".to_owned(),
            format: "short-video".to_owned(),
            level: 3,
        }],
        compliance: Compliance {
            disclosure_ok: true,
            claims_ok: true,
            rights_ok: true,
            flagged_words: Vec::new(),
        },
        decision,
        reject_reason: (decision == Decision::Reject).then_some(RejectReason::OffBrief),
    }
}

/// Wei takes a submission and judges it.
#[track_caller]
pub fn judge(
    scene: &mut Scene,
    assignment_id: AssignmentId,
    submission_no: u16,
    decision: Decision,
    score: u8,
) {
    let stage = ReviewStage::Brand;
    scene.wait_hours(5);
    scene.given(wei(), StartReview { assignment_id, submission_no, stage });
    scene.given(wei(), review(assignment_id, submission_no, stage, decision, score));
}

/// A whole job from offer to approval, in about a day.
#[track_caller]
pub fn approved_work(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let task_id = open(scene, name, Horizon::Instant, Mode::Commission, None);
    let assignment_id = take_on(scene, task_id, koc_id);
    scene.wait_hours(12);
    scene.given(Actor::koc(koc_id), submission(assignment_id, koc_id, 1));
    judge(scene, assignment_id, 1, Decision::Approve, 86);
    assignment_id
}

/// A member takes an open task and accepts every term.
pub fn claim(task_id: TaskId, koc_id: KocId) -> ClaimTask {
    let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
    ClaimTask { task_id, assignee: Assignee::Koc(koc_id), terms_accepted }
}

/// One command that takes the task and hands in a video of the member's own.
pub fn rush(task_id: TaskId, koc_id: KocId) -> SubmitWork {
    let one = submission(AssignmentId::of(task_id, koc_id), koc_id, 1);
    let items = one.items.into_iter().map(|item| WorkItem { format: "video".to_owned(), ..item });
    SubmitWork { items: items.collect(), claim: Some(claim(task_id, koc_id)), ..one }
}
