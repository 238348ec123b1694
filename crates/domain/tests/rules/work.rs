//! A task from the draft to the archive, each step reached by commands: what tests of work begin
//! from. Every function that says `given` in its name moves the scene; the others only write a
//! command down.

use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::campaign::command::PlanCampaign;
use domain::campaign::values::{Cadence, Kpi, KpiMetric};
use domain::id::{AssignmentId, CampaignId, KocId, Sha256, TaskId};
use domain::programme::command::ExtendVocabulary;
use domain::task::brief::*;
use domain::task::command::*;
use domain::task::{Eligibility, Selection, Wanted};
use domain::vocabulary::*;
use domain::{Actor, Event, assignment};
use testkit::scene::Scene;

use crate::common::*;

/// A live programme with the words that works are described in.
#[track_caller]
pub(crate) fn live_with_words() -> Scene {
    let mut scene = set_up();
    given_words(&mut scene);
    go_live(&mut scene);
    let spring = plan_campaign(&scene, "spring");
    scene.given(mei(), spring);
    scene
}

/// The campaign of that name.
pub(crate) fn campaign_id(name: &str) -> CampaignId {
    CampaignId::derived(&[name.as_bytes()])
}

/// Sixty days from today, for works; nothing can be won.
pub(crate) fn plan_campaign(scene: &Scene, name: &str) -> PlanCampaign {
    PlanCampaign {
        campaign_id: campaign_id(name),
        name: text("节油挑战", "The fuel challenge"),
        goal: text("百人节油", "A hundred save fuel"),
        kpis: vec![Kpi {
            code: "works".to_owned(),
            name: text("作品", "Works"),
            metric: KpiMetric::ApprovedWorks,
            target: 100,
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

/// The words that works are described in.
#[track_caller]
pub(crate) fn given_words(scene: &mut Scene) {
    for (axis, code, zh, en) in [
        (VocabularyAxis::Format, "video", "视频", "video"),
        (VocabularyAxis::Format, "photo", "图片", "photo"),
        (VocabularyAxis::Skill, "filming", "拍摄", "filming"),
        (VocabularyAxis::Skill, "editing", "剪辑", "editing"),
        (VocabularyAxis::Style, "everyday", "生活化", "everyday"),
        (VocabularyAxis::Style, "deep", "深度", "deep"),
        (VocabularyAxis::Tone, "warm", "亲和", "warm"),
        (VocabularyAxis::Community, "east-club", "华东车友会", "club of the east"),
        (VocabularyAxis::Region, "east", "华东", "the east"),
        (VocabularyAxis::Region, "south", "华南", "the south"),
        (VocabularyAxis::Topic, "maintenance", "保养", "maintenance"),
        (VocabularyAxis::Audience, "young", "年轻人", "young people"),
        (VocabularyAxis::Topic, "family-trip", "亲子出游", "family trip"),
        (VocabularyAxis::Scene, "weekend", "周末", "weekend"),
        (VocabularyAxis::Audience, "parents", "父母", "parents"),
        (VocabularyAxis::Model, "q5", "Q5", "Q5"),
        (VocabularyAxis::Tag, "rear-seats", "后排", "rear seats"),
    ] {
        let code = code.to_owned();
        scene.given(mei(), ExtendVocabulary { axis, code, labels: text(zh, en) });
    }
}

/// The task of that name.
pub(crate) fn task_id(name: &str) -> TaskId {
    TaskId::derived(&[name.as_bytes()])
}

/// A light piece of work for one member, due within days.
pub(crate) fn draft(name: &str) -> DraftTask {
    DraftTask {
        task_id: task_id(name),
        title: text("周末后排", "The rear seats at the weekend"),
        horizon: Horizon::Instant,
        mode: Mode::Commission,
        kind: TaskKind::ShortVideo,
        campaign_id: None,
        parent_task_id: None,
        trigger: None,
        difficulty: 2,
        growth: None,
    }
}

/// Mentor-led work over a month.
pub(crate) fn draft_led(name: &str) -> DraftTask {
    let campaign_id = Some(campaign_id("spring"));
    DraftTask { horizon: Horizon::Phased, mode: Mode::Mentorship, campaign_id, ..draft(name) }
}

/// A criterion that is met or not.
pub(crate) fn must(id: &str) -> Criterion {
    criterion(id, CriterionKind::Must, 0)
}

/// A criterion scored with that weight.
pub(crate) fn scored(id: &str, weight: u8) -> Criterion {
    criterion(id, CriterionKind::Scored, weight)
}

/// A criterion of that kind.
pub(crate) fn criterion(id: &str, kind: CriterionKind, weight: u8) -> Criterion {
    let text = text("清楚可见", "It can be seen clearly");
    Criterion { id: id.to_owned(), text, kind, weight, evidence_hint: None }
}

/// A whole brief: one video of one to three minutes, due in 48 hours.
pub(crate) fn brief(scene: &Scene) -> Brief {
    Brief {
        objective: text("展示后排座椅的折叠", "Show how the rear seats fold"),
        expected_effect: text("让父母看懂空间", "Parents understand the space"),
        scope_in: vec![text("一次真实出行", "One real trip")],
        scope_out: vec![text("与其他品牌比较", "Comparison with other brands")],
        outputs: vec![Output { format: "video".to_owned(), min: 60, max: 180, count: 1 }],
        criteria: vec![must("seats"), scored("clarity", 60), scored("liveliness", 40)],
        timeline: Timeline {
            offer_ttl_hours: 24,
            start: scene.now(),
            submit_by: scene.now().plus_hours(48),
            review_by: scene.now().plus_hours(96),
        },
        resources: vec![text("座椅尺寸表", "Table of seat dimensions")],
        returns: vec![Return::uncounted(ReturnKind::Exposure, text("官方转发", "Reposted"))],
        usage_rights: UsageRights {
            purposes: vec![UsePurpose::Social, UsePurpose::StaffTraining],
            channels: vec!["app".to_owned(), "weibo".to_owned()],
            territory: "CN".to_owned(),
            until: Some(scene.today().plus(365)),
            exclusive: false,
        },
        disclosure: Disclosure {
            required: true,
            wording: Some(text("品牌合作", "With the brand")),
        },
        facts: vec![Fact {
            claim: text("六四折叠", "Folds 60:40"), source: "manual".to_owned()
        }],
        ai_policy: AiPolicy::Assisted,
        contact_operator: operator_id("mei"),
        effort_estimate_hours: 6,
        embargo_until: None,
        automatic_check: None,
    }
}

/// The same over 30 days, as phased work asks.
pub(crate) fn brief_of_a_month(scene: &Scene) -> Brief {
    let timeline = Timeline {
        submit_by: scene.now().plus_hours(30 * 24),
        review_by: scene.now().plus_hours(37 * 24),
        ..brief(scene).timeline
    };
    Brief { timeline, ..brief(scene) }
}

/// Writes that brief.
pub(crate) fn write(task_id: TaskId, brief: Brief) -> WriteBrief {
    WriteBrief { task_id, brief }
}

/// Approves that version.
pub(crate) fn approve_brief(task_id: TaskId, brief_version: u32) -> ApproveBrief {
    ApproveBrief { task_id, brief_version }
}

/// Opens for offers, without limit.
pub(crate) fn open(task_id: TaskId) -> OpenTask {
    OpenTask { task_id, selection: Selection::Offer, slots: None, budget_id: None }
}

/// Who may take a task: everybody but those.
pub(crate) fn eligibility(task_id: TaskId, eligibility: Eligibility) -> SetEligibility {
    SetEligibility { task_id, eligibility, wanted: Wanted::default(), max_tier: None }
}

/// A drafted task.
#[track_caller]
pub(crate) fn given_draft(scene: &mut Scene, name: &str) -> TaskId {
    scene.given(mei(), draft(name));
    task_id(name)
}

/// A task whose first brief lin approved.
#[track_caller]
pub(crate) fn given_brief(scene: &mut Scene, draft: DraftTask, brief: Brief) -> TaskId {
    let task_id = draft.task_id;
    scene.given(mei(), draft);
    scene.given(mei(), write(task_id, brief));
    scene.given(lin(), approve_brief(task_id, 1));
    task_id
}

/// A light task, open for offers.
#[track_caller]
pub(crate) fn given_open(scene: &mut Scene, name: &str) -> TaskId {
    let brief = brief(scene);
    let task_id = given_brief(scene, draft(name), brief);
    scene.given(mei(), open(task_id));
    task_id
}

/// Offers the first version of a task for a day.
pub(crate) fn offer(scene: &Scene, task_id: TaskId, koc_id: KocId) -> AssignTask {
    AssignTask {
        task_id,
        assignee: Assignee::Koc(koc_id),
        brief_version: 1,
        offer_expires_at: scene.now().plus_hours(24),
        returns_override: None,
        contact_operator: None,
        message: "would you like to film this?".into(),
    }
}

/// A member who was offered the task of that name.
#[track_caller]
pub(crate) fn given_offer(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let task_id = given_open(scene, name);
    let offer = offer(scene, task_id, koc_id);
    scene.given(mei(), offer);
    AssignmentId::of(task_id, koc_id)
}

/// All terms.
pub(crate) fn all_terms() -> TermsAccepted {
    TermsAccepted { usage_rights: true, disclosure: true, embargo: true }
}

/// The member takes the task on.
pub(crate) fn accept(assignment_id: AssignmentId) -> AcceptAssignment {
    let terms_accepted = all_terms();
    AcceptAssignment { assignment_id, brief_version: 1, terms_accepted, proposal_no: None }
}

/// A member who took on the task of that name.
#[track_caller]
pub(crate) fn given_accepted(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let assignment_id = given_offer(scene, name, koc_id);
    scene.given(by(koc_id), accept(assignment_id));
    assignment_id
}

/// Everything stated as it should be.
pub(crate) fn attested() -> Attestations {
    Attestations {
        original: true,
        disclosure_done: true,
        used_product: true,
        third_party_cleared: true,
        people_consented: true,
        ai_generated: AiUse::None,
    }
}

/// The file of that name.
pub(crate) fn file(name: &str) -> Sha256 {
    let id = TaskId::derived(&[b"file", name.as_bytes()]);
    Sha256([id.0, id.0].concat().try_into().expect("32 bytes"))
}

/// One video of two minutes.
pub(crate) fn video(name: &str) -> WorkItem {
    WorkItem {
        format: "video".to_owned(),
        uri: "https://files.example/clip".into(),
        sha256: file(name),
        length: 120,
    }
}

/// The whole work of one member.
pub(crate) fn whole(koc_id: KocId) -> Vec<Contributor> {
    vec![Contributor { koc_id, role: None, share_bp: 10_000 }]
}

/// Hands in one video, a file of the assignment's own.
pub(crate) fn submit(assignment_id: AssignmentId, submission_no: u16, koc_id: KocId) -> SubmitWork {
    SubmitWork {
        assignment_id,
        submission_no,
        items: vec![video(&format!("{assignment_id} {submission_no}"))],
        note: None,
        attest: attested(),
        contributors: whole(koc_id),
        effort_hours: Some(5),
        tags: Vec::new(),
        claim: None,
    }
}

/// A member who handed in the task of that name.
#[track_caller]
pub(crate) fn given_submitted(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let assignment_id = given_accepted(scene, name, koc_id);
    scene.given(by(koc_id), submit(assignment_id, 1, koc_id));
    assignment_id
}

/// A Must criterion judged.
pub(crate) fn met(id: &str, met: bool) -> CriterionScore {
    CriterionScore { met: Some(met), ..points(id, 0).without_score() }
}

/// A Scored criterion judged.
pub(crate) fn points(id: &str, score: u8) -> CriterionScore {
    CriterionScore {
        criterion_id: id.to_owned(),
        met: None,
        score: Some(score),
        evidence: Some("from 0:20 on".into()),
        comment: None,
    }
}

trait WithoutScore {
    fn without_score(self) -> CriterionScore;
}

impl WithoutScore for CriterionScore {
    fn without_score(self) -> CriterionScore {
        CriterionScore { score: None, ..self }
    }
}

/// Words about a criterion.
pub(crate) fn remark(criterion_id: &str, text: &str) -> Remark {
    Remark { criterion_id: Some(criterion_id.to_owned()), text: text.into() }
}

/// The brand judges: seats met, clarity 90, liveliness 80, which weighs 86.
pub(crate) fn review(
    assignment_id: AssignmentId,
    submission_no: u16,
    decision: Decision,
) -> ReviewWork {
    ReviewWork {
        assignment_id,
        submission_no,
        brief_version: 1,
        stage: ReviewStage::Brand,
        scores: vec![met("seats", true), points("clarity", 90), points("liveliness", 80)],
        praise: vec![remark("clarity", "the fold is easy to follow")],
        improvements: vec![remark("liveliness", "let the children speak")],
        skill_evidence: Vec::new(),
        compliance: compliant(),
        decision,
        reject_reason: (decision == Decision::Reject).then_some(RejectReason::OffBrief),
    }
}

/// Nothing wrong.
pub(crate) fn compliant() -> Compliance {
    Compliance { disclosure_ok: true, claims_ok: true, rights_ok: true, flagged_words: Vec::new() }
}

/// A member whose work for the task of that name was approved.
#[track_caller]
pub(crate) fn given_approved(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let assignment_id = given_submitted(scene, name, koc_id);
    scene.given(wei(), review(assignment_id, 1, Decision::Approve));
    assignment_id
}

/// Takes a submission to judge it.
pub(crate) fn start(assignment_id: AssignmentId, stage: ReviewStage) -> StartReview {
    StartReview { assignment_id, submission_no: 1, stage }
}

/// The events of an assignment among those of a command, without its settling, which follows by
/// itself.
pub(crate) fn of_assignment(events: Vec<Event>) -> Vec<assignment::Event> {
    let own = |event| match event {
        Event::Assignment(assignment::Event::AssignmentSettled(_)) => None,
        Event::Assignment(event) => Some(event),
        _ => None,
    };
    events.into_iter().filter_map(own).collect()
}

/// Wei, asserted by the admin key.
pub(crate) fn wei_by_admin() -> Actor {
    wei().asserted()
}

/// One member's work over a month, of which the terms can be negotiated.
pub(crate) fn draft_of_a_month(name: &str) -> DraftTask {
    DraftTask { mode: Mode::Commission, ..draft_led(name) }
}

/// A month's work, open for offers.
#[track_caller]
pub(crate) fn given_month(scene: &mut Scene, name: &str) -> TaskId {
    let brief = brief_of_a_month(scene);
    let task_id = given_brief(scene, draft_of_a_month(name), brief);
    scene.given(mei(), open(task_id));
    task_id
}

/// A member who was offered a month's work.
#[track_caller]
pub(crate) fn given_month_offered(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let task_id = given_month(scene, name);
    let offer = offer(scene, task_id, koc_id);
    scene.given(mei(), offer);
    AssignmentId::of(task_id, koc_id)
}

/// A member who took on a month's work.
#[track_caller]
pub(crate) fn given_month_accepted(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let assignment_id = given_month_offered(scene, name, koc_id);
    scene.given(by(koc_id), accept(assignment_id));
    assignment_id
}
