//! Who speaks for the brand without being told to, what members tell the brand, and the smaller
//! circles in which things are said first.

use domain::ambassadorship::command::*;
use domain::ambassadorship::values::*;
use domain::approval::{AmbassadorProposal, Proposal};
use domain::asset::values::*;
use domain::budget::command::OpenBudget;
use domain::circle::command::*;
use domain::circle::values::OnPromotion;
use domain::id::{AnnouncementId, AssetId, CircleId, InsightId, KocId, SeriesId, Sha256};
use domain::insight::command::*;
use domain::insight::values::*;
use domain::koc::command::{GrantConsent, LeaveProgramme, StepDown};
use domain::operator::command::{AddOperator, GiveApproval};
use domain::programme::command::{ChangeProgrammeLimits, PublishConsentText};
use domain::programme::{Limits, QuietHours};
use domain::recognition::values::CommendationChannel;
use domain::task::command::{ApproveBrief, BroadcastTask, OpenTask, WriteBrief};
use domain::task::{BroadcastChannel, Selection};
use domain::vocabulary::{ConsentPurpose, Horizon, Mode, RewardUnit, TierCode};
use domain::{Actor, Amount, Role, Timer};
use testkit::scene::Scene;

use crate::money::{open_purse, purse};
use crate::tell;
use crate::work::archive;
use testkit::cast::*;
use testkit::work::*;

/// Lin and mei stand behind the invitation of a member.
#[track_caller]
fn invite(scene: &mut Scene, koc_id: KocId) {
    approve(scene, Proposal::InviteAmbassador(AmbassadorProposal { koc_id }));
    let values_assessment = "有话直说,也说我们的不足".into();
    scene.given(mei(), InviteAmbassador { koc_id, values_assessment });
}

/// Both sign, and the member is ambassador from today.
#[track_caller]
fn conferred(scene: &mut Scene, koc_id: KocId) {
    scene.given(mei(), ReachConsensus { koc_id, statement_version: 1 });
    scene.wait_days(2);
    scene.given(Actor::koc(koc_id), ReachConsensus { koc_id, statement_version: 1 });
    let mandate = Mandate {
        may_speak_on: vec![text("长途与续航", "Long journeys and range")],
        may_not: vec![text("未发布的车型", "Cars that are not out yet")],
    };
    let (title, from) = (text("远行大使", "Ambassador for long journeys"), scene.today());
    scene.given(mei(), ConferAmbassadorship { koc_id, mandate, title, from });
}

fn advocacy(scene: &Scene, koc_id: KocId, kind: AdvocacyKind, occasion: &str) -> RecordAdvocacy {
    RecordAdvocacy {
        koc_id,
        kind,
        occasion: occasion.into(),
        at: scene.now(),
        evidence: None,
        evidence_event: None,
    }
}

#[test]
fn identity_task_refused() {
    let mut scene = live();
    let kai = partner(&mut scene, "kai");
    invite(&mut scene, kai);
    conferred(&mut scene, kai);
    let order = draft("speak-for-us", Horizon::Identity, Mode::Commission);
    scene.refused(mei(), order, "IDENTITY_TAKES_NO_ORDERS");
    scene.wait_days(9);
    let seen = advocacy(&scene, kai, AdvocacyKind::Advice, "在论坛里劝人先试驾再决定");
    scene.given(mei(), seen);
    tell(
        "identity_task_refused",
        "Kai is an ambassador, and nobody can order an ambassador to speak for the brand: a task \
         on the identity horizon is refused by the programme itself, nothing of it is recorded, \
         and Kai has nothing to refuse. Nine days later Kai is seen to do it unasked.",
        &scene,
    );
}

/// Kai's own story, kept for the public.
#[track_caller]
fn kept_story(scene: &mut Scene, koc_id: KocId) -> AssetId {
    let purpose = ConsentPurpose::Story;
    let (words, sha256) = (text("我同意。", "I agree."), Sha256([7; 32]));
    scene.given(Actor::ADMIN, PublishConsentText { purpose, text_version: 1, text: words, sha256 });
    let (evidence_ref, expires_on) = (None, None);
    let consent = GrantConsent { koc_id, purpose, text_version: 1, evidence_ref, expires_on };
    scene.given(Actor::koc(koc_id), consent);
    let work = approved_work(scene, "24h", koc_id);
    let mut story = archive(work, 1, &submission(work, koc_id, 1));
    story.source = AssetSource::Story(StoryRef { koc_id, story_no: 1 });
    story.title = text("凯的十万公里", "Kai's hundred thousand kilometres");
    story.licence.contract_ref = Some("contracts/kai".to_owned());
    story.licence.from = scene.today();
    story.licence.until = None;
    story.confidentiality = Confidentiality::Public;
    let asset_id = story.asset_id;
    scene.given(mei(), story);
    asset_id
}

#[test]
fn ambassador_from_invitation_to_relinquished() {
    let mut scene = live();
    let kai = partner(&mut scene, "kai");
    let budget = OpenBudget {
        grant_alone_max: Amount(200_000),
        ..purse("people", RewardUnit::Cash, 500_000)
    };
    let budget_id = open_purse(&mut scene, budget);
    invite(&mut scene, kai);
    conferred(&mut scene, kai);
    scene.wait_days(20);
    let seen = advocacy(&scene, kai, AdvocacyKind::Clarification, "在车友群澄清召回范围");
    scene.given(mei(), seen);
    let told = RecordAdvocacy {
        evidence: Some("https://forum.example/kai/7".into()),
        ..advocacy(&scene, kai, AdvocacyKind::Representation, "在车展与参观者交流")
    };
    scene.given(Actor::koc(kai), told);
    let fund = InvestInInfluence {
        koc_id: kai,
        kind: InvestmentKind::Fund,
        amount: Some(Amount(120_000)),
        budget_id: Some(budget_id),
        reference: Some("course-7".to_owned()),
        goal: "学会在台上讲述".into(),
    };
    scene.given(mei(), fund);
    let series_id = SeriesId::derived(&[b"council"]);
    scene.given(mei(), SeatOnCouncil { koc_id: kai, series_id });
    let asset_id = kept_story(&mut scene, kai);
    let channels = vec![CommendationChannel::Official, CommendationChannel::App];
    scene.given(mei(), PublishStory { koc_id: kai, asset_id, channels });
    scene.wait_days(200);
    let (to_tier, effective_on) = (TierCode::Responder, scene.today());
    let reason = Some("要照顾家人".into());
    let steps_down = StepDown { koc_id: kai, to_tier, reason, effective_on };
    scene.given(Actor::koc(kai), steps_down);
    let (keep_honour, reason) = (true, Some("这几年很开心".into()));
    scene.given(Actor::koc(kai), RelinquishAmbassadorship { koc_id: kai, keep_honour, reason });
    tell(
        "ambassador_from_invitation_to_relinquished",
        "Two of the team stand behind Kai; both sides sign the same statement two days apart, and \
         Kai is ambassador with a mandate. What Kai does is seen by others and credited, and told \
         by Kai and not credited. The brand pays a course, gives a seat on the council and tells \
         Kai's story with Kai's consent. When Kai steps down the role is not taken: somebody is \
         asked to decide. Kai decides, gives the role back, and keeps the honour.",
        &scene,
    );
}

#[test]
fn ambassador_revoked_by_three() {
    let mut scene = live();
    let tao = Actor::operator(operator_id("tao"), Role::Approver);
    let (operator_id, name) = (operator_id("tao"), "tao".into());
    scene.given(Actor::ADMIN, AddOperator { operator_id, name, roles: vec![Role::Approver] });
    let (kai, luo) = (partner(&mut scene, "kai"), partner(&mut scene, "luo"));
    invite(&mut scene, luo);
    let reason = Some("现在没有时间".into());
    scene.given(Actor::koc(luo), DeclineAmbassadorship { koc_id: luo, reason });
    invite(&mut scene, kai);
    conferred(&mut scene, kai);
    scene.wait_days(60);
    let seen = advocacy(&scene, kai, AdvocacyKind::Other, "以大使名义出售试驾名额");
    scene.given(mei(), seen);
    let evidence = vec![scene.state.position()];
    let revoke =
        RevokeAmbassadorship { koc_id: kai, reason: "以大使名义牟利".into(), evidence };
    scene.refused(mei(), revoke.clone(), "REVOCATION_NEEDS_TWO_APPROVERS");
    let proposal = Proposal::RevokeAmbassadorship(AmbassadorProposal { koc_id: kai });
    approve(&mut scene, proposal.clone());
    scene.refused(mei(), revoke.clone(), "REVOCATION_NEEDS_TWO_APPROVERS");
    scene.given(tao, GiveApproval { proposal, note: None });
    scene.given(mei(), revoke);
    tell(
        "ambassador_revoked_by_three",
        "Luo is invited and says no. Kai sold places for test drives as ambassador. Mei cannot \
         take the role back alone, nor with Lin: it takes both others, each by an act of their own.",
        &scene,
    );
}

/// Sends what the clock has due, the daily look at the tiers apart.
#[track_caller]
fn clock(scene: &mut Scene) {
    let now = scene.now();
    let due = scene.state.timers().due(now);
    let due: Vec<_> = due.filter(|(_, timer)| *timer != Timer::TierScreen).collect();
    for (_, timer) in due {
        let command = timer.command(&scene.state).expect("there is something to send");
        scene.given(Actor::SYSTEM, command);
    }
}

fn insight_id(name: &str) -> InsightId {
    InsightId::derived(&[name.as_bytes()])
}

fn say(name: &str, koc_id: KocId, subject: &str, said: &str) -> SubmitInsight {
    SubmitInsight {
        insight_id: insight_id(name),
        koc_id,
        subject: subject.into(),
        kind: InsightKind::Suggestion,
        text: said.into(),
        repro_steps: None,
        severity: None,
        topic: Some("range".to_owned()),
        source: None,
    }
}

fn route(scene: &Scene, name: &str) -> RouteInsight {
    RouteInsight {
        insight_id: insight_id(name),
        owner_department: "product".to_owned(),
        owner: operator_id("wei"),
        due: scene.today().plus(14),
    }
}

fn decide(name: &str, decision: InsightDecision, reasons: &str) -> DecideInsight {
    DecideInsight { insight_id: insight_id(name), decision, reasons: reasons.into() }
}

#[test]
fn insight_adopted_and_told_back() {
    let mut scene = live();
    let (an, bo) = (responder(&mut scene, "an"), join(&mut scene, "bo"));
    scene.given(Actor::koc(an), say("charge", an, "充电规划", "规划路线时应考虑孩子的休息时间"));
    let crash = SubmitInsight {
        kind: InsightKind::Defect,
        repro_steps: Some("打开地图,旋转屏幕,锁车".into()),
        severity: Some(Severity::Critical),
        ..say("crash", bo, "地图崩溃", "屏幕会变黑十秒")
    };
    scene.given(Actor::koc(bo), crash);
    for name in ["charge", "crash"] {
        let routed = route(&scene, name);
        scene.given(mei(), routed);
    }
    scene.wait_days(3);
    let (insight_id, question) = (insight_id("charge"), "多久休息一次?".into());
    scene.given(wei(), AskClarification { insight_id, question });
    scene.wait_days(1);
    let text = "一个半小时".into();
    scene.given(Actor::koc(an), AnswerClarification { insight_id, text });
    scene.given(wei(), decide("charge", InsightDecision::PartlyAdopted, "先支持固定间隔"));
    let work = approved_work(&mut scene, "24h", an);
    let mut kept = archive(work, 1, &submission(work, an, 1));
    kept.source = AssetSource::Insight(insight_id);
    kept.licence.contract_ref = Some("terms/insights".to_owned());
    scene.given(mei(), kept);
    scene.wait_days(14);
    clock(&mut scene);
    scene.given(wei(), decide("crash", InsightDecision::NotAdopted, "无法复现,已加日志"));
    scene.wait_days(40);
    let outcome = ReportInsightOutcome {
        insight_id,
        what_changed: testkit::cast::text(
            "路线规划可设置休息间隔",
            "A journey can be planned with breaks",
        ),
        evidence: Some("release-3.2".to_owned()),
        shipped_on: Some(scene.today().plus(-2)),
    };
    scene.given(wei(), outcome);
    tell(
        "insight_adopted_and_told_back",
        "An suggests that journeys be planned with breaks; Bo reports a crash and how it comes \
         about. Wei of product answers for both. An is asked once and answers; the suggestion is \
         adopted in part with reasons, credited, kept in the library, and forty days later An is \
         told what shipped. The crash is not decided in time: Wei is told, decides, and Bo is told \
         why nothing comes of it.",
        &scene,
    );
}

fn circle_id(name: &str) -> CircleId {
    CircleId::derived(&[name.as_bytes()])
}

fn circle(name: &str, min_tier: TierCode, on_promotion: OnPromotion) -> OpenCircle {
    OpenCircle {
        circle_id: circle_id(name),
        name: text("远行圈", "Circle of long journeys"),
        min_tier,
        capacity: 3,
        purpose: text("新功能先在这里说", "What is new is said here first"),
        on_promotion,
    }
}

#[test]
fn circle_told_first_then_archived() {
    let mut scene = live();
    scene.given(mei(), circle("journeys", TierCode::Responder, OnPromotion::Admit));
    scene.given(mei(), circle("council", TierCode::Partner, OnPromotion::Ask));
    let (an, bo) = (responder(&mut scene, "an"), responder(&mut scene, "bo"));
    let quiet_hours = Some(QuietHours { from_hour: 22, to_hour: 8 });
    let limits = Limits { quiet_hours, ..Limits::default() };
    scene.given(mei(), ChangeProgrammeLimits { limits });
    let task_id = task_id("breaks");
    scene.given(mei(), draft("breaks", Horizon::Instant, Mode::Commission));
    let written = brief(scene.now(), Horizon::Instant);
    scene.given(mei(), WriteBrief { task_id, brief: written });
    scene.given(lin(), ApproveBrief { task_id, brief_version: 1 });
    let selection = Selection::Broadcast;
    scene.given(mei(), OpenTask { task_id, selection, slots: None, budget_id: None });
    let news = PostAnnouncement {
        announcement_id: AnnouncementId::derived(&[b"breaks"]),
        circle_id: circle_id("journeys"),
        text: text("休息规划明天上线", "Breaks can be planned from tomorrow"),
        channels: vec![BroadcastChannel::Community],
        task_id: Some(task_id),
        urgent: false,
    };
    scene.given(mei(), news.clone());
    let broadcast = BroadcastTask {
        task_id,
        channels: vec![BroadcastChannel::Community],
        tiers: Vec::new(),
        message: text("晒出你的休息站", "Show where you rest"),
        urgent: false,
        circles: vec![circle_id("journeys")],
    };
    scene.given(mei(), broadcast);
    scene.wait_hours(13);
    let night = PostAnnouncement { announcement_id: AnnouncementId::derived(&[b"night"]), ..news };
    scene.refused(mei(), night, "QUIET_HOURS");
    let reason = Some("消息太多".into());
    let leaves = LeaveCircle { circle_id: circle_id("journeys"), koc_id: bo, reason };
    scene.given(Actor::koc(bo), leaves);
    scene.given(mei(), AdmitToCircle { circle_id: circle_id("journeys"), koc_id: bo });
    let effective_on = scene.today();
    scene.given(Actor::koc(bo), LeaveProgramme { koc_id: bo, reason: None, effective_on });
    rise(&mut scene, an, TierCode::Partner);
    scene.given(mei(), AdmitToCircle { circle_id: circle_id("council"), koc_id: an });
    let reason = "并入新的圈子".to_owned();
    scene.given(mei(), ArchiveCircle { circle_id: circle_id("journeys"), reason });
    tell(
        "circle_told_first_then_archived",
        "Whoever rises to the second tier is in the circle of long journeys at once. It is told of \
         a task first, and the task is told to it alone; at night nobody is. Bo goes and comes \
         back, then leaves the programme and the circle with it. An rises to the council, where \
         somebody has to admit them. The circle ends; what was said in it stays.",
        &scene,
    );
}
