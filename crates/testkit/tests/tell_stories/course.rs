//! What happens between an offer and its end: other terms, an amended brief, more time, ways out.

use domain::Actor;
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::id::{AssignmentId, KocId, TaskId};
use domain::task::command::*;
use domain::task::{BroadcastChannel, CompensationRule, Growth, GrowthAim, Selection};
use domain::vocabulary::{Horizon, Mode, TierCode};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::*;

/// Thirty days of work for one responder each.
#[track_caller]
fn month(scene: &mut Scene) -> TaskId {
    open(scene, "24h", Horizon::Phased, Mode::Commission, None)
}

#[track_caller]
fn offer_to(scene: &mut Scene, task_id: TaskId, koc_id: KocId) -> AssignmentId {
    let offer = offer(scene.now(), task_id, koc_id);
    scene.given(mei(), offer);
    AssignmentId::of(task_id, koc_id)
}

fn due_in(scene: &Scene, days: i64) -> TermChanges {
    let submit_by = Some(scene.now().plus_hours(days * 24));
    TermChanges { submit_by, ..TermChanges::default() }
}

#[test]
fn counter_proposal_twice_then_accept() {
    let mut scene = live();
    let yan = responder(&mut scene, "yan");
    let task_id = month(&mut scene);
    let assignment_id = offer_to(&mut scene, task_id, yan);
    let message = || "四月我在外地,五月初可以拍".into();
    scene.wait_hours(3);
    let changes = TermChanges { scope: Some("只拍城市路段".into()), ..due_in(&scene, 60) };
    scene.given(member("yan"), CounterPropose { assignment_id, changes, message: message() });
    scene.wait_hours(20);
    let new_terms = Some(due_in(&scene, 45));
    let told = Some("上市日期定了,最晚只能到这一天".into());
    scene.given(
        mei(),
        AnswerCounterProposal {
            assignment_id,
            proposal_no: 1,
            accept: false,
            new_terms,
            message: told,
        },
    );
    scene.wait_hours(2);
    let changes = due_in(&scene, 50);
    scene.given(member("yan"), CounterPropose { assignment_id, changes, message: message() });
    scene.wait_hours(4);
    let (new_terms, message) = (None, Some("可以".into()));
    scene.given(
        mei(),
        AnswerCounterProposal { assignment_id, proposal_no: 2, accept: true, new_terms, message },
    );
    scene.refused(member("yan"), acceptance(assignment_id), "TERMS_NOT_ACCEPTED");
    let yes = AcceptAssignment { proposal_no: Some(2), ..acceptance(assignment_id) };
    scene.given(member("yan"), yes);
    scene.wait_days(48);
    scene.given(member("yan"), submission(assignment_id, yan, 1));
    judge(&mut scene, assignment_id, 1, Decision::Approve, 88);
    tell(
        "counter_proposal_twice_then_accept",
        "Yan is away in April and asks for a later date; the brand offers a date between; Yan asks \
         once more and gets it. Nothing holds until Yan accepts exactly what then stands. The work \
         comes after the brief's date and before the agreed one: it is in time.",
        &scene,
    );
}

#[test]
fn brief_amended_after_accept() {
    let mut scene = live();
    let yan = responder(&mut scene, "yan");
    let zhou = responder(&mut scene, "zhou");
    let gao = responder(&mut scene, "gao");
    let task_id = month(&mut scene);
    let held = take_on(&mut scene, task_id, yan);
    let kept = take_on(&mut scene, task_id, zhou);
    let offered = offer_to(&mut scene, task_id, gao);
    scene.wait_days(1);
    let mut amended = brief(scene.now(), Horizon::Phased);
    amended.scope_in.push(text("夜间充电", "Charging by night"));
    let reason = "上市推迟,并增加夜间充电".to_owned();
    let silently = AmendBrief { task_id, brief: amended.clone(), reason, ask_holders_again: false };
    scene.refused(mei(), silently.clone(), "BRIEF_FROZEN");
    scene.given(mei(), AmendBrief { ask_holders_again: true, ..silently });
    scene.given(lin(), ApproveBrief { task_id, brief_version: 2 });
    scene.refused(member("gao"), acceptance(offered), "BRIEF_VERSION_STALE");
    let second = AcceptAssignment { brief_version: 2, ..acceptance(offered) };
    scene.given(member("gao"), second);
    scene.wait_hours(5);
    let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
    let confirmation = ConfirmAmendment { assignment_id: held, brief_version: 2, terms_accepted };
    scene.given(member("yan"), confirmation);
    scene.wait_days(10);
    for (who, koc_id, assignment_id, version) in [("yan", yan, held, 2), ("zhou", zhou, kept, 1)] {
        scene.given(member(who), submission(assignment_id, koc_id, 1));
        scene.wait_hours(2);
        let judged = review(assignment_id, 1, ReviewStage::Brand, Decision::Approve, 84);
        scene.given(wei(), ReviewWork { brief_version: version, ..judged });
    }
    tell(
        "brief_amended_after_accept",
        "Two hold the task when its brief is amended; without asking them it is refused. A second \
         person approves the new version. Yan agrees and is judged by it, Zhou says nothing and is \
         judged by what he agreed to, Gao can only accept the new one.",
        &scene,
    );
}

#[test]
fn task_cancelled_with_holders() {
    let mut scene = live();
    let (ai, bo, cen) = (join(&mut scene, "ai"), join(&mut scene, "bo"), join(&mut scene, "cen"));
    let task_id = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, None);
    let accepted = take_on(&mut scene, task_id, ai);
    let handed_in = take_on(&mut scene, task_id, bo);
    scene.given(member("bo"), submission(handed_in, bo, 1));
    let offered = offer_to(&mut scene, task_id, cen);
    let compensation_rule = CompensationRule { accepted_bp: 2_000, handed_in_bp: 10_000 };
    let reason = "车辆召回,活动取消".to_owned();
    scene.given(mei(), CancelTask { task_id, reason, compensation_rule });
    scene.refused(member("ai"), submission(accepted, ai, 1), "ASSIGNMENT_NOT_ACTIVE");
    scene.refused(member("cen"), acceptance(offered), "OFFER_NOT_PENDING");
    let behind: Vec<_> = scene.state.timers().iter().filter(|(at, _)| *at == scene.now()).collect();
    scene.wait_hours(1);
    for (_, timer) in behind {
        let command = timer.command(&scene.state).unwrap();
        scene.given(Actor::SYSTEM, command);
    }
    let experience = Experience { clarity: 4, support: 3, fairness: 5, waiting: 2 };
    let comment = Some("取消得有点突然,不过补偿说得清楚".into());
    scene.given(member("bo"), RateExperience { assignment_id: handed_in, experience, comment });
    tell(
        "task_cancelled_with_holders",
        "A task is called off while one member holds it, one has handed in and one was asked. One \
         event ends all three at once; the clock then records each holder's own, with what the \
         compensation rule gives them.",
        &scene,
    );
}

#[test]
fn overdue_then_lapsed() {
    let mut scene = live();
    let yan = responder(&mut scene, "yan");
    let zhou = responder(&mut scene, "zhou");
    let task_id = month(&mut scene);
    let assignment_id = take_on(&mut scene, task_id, yan);
    let withdrawn = offer_to(&mut scene, task_id, zhou);
    let reason = "名额调整".into();
    scene.given(mei(), WithdrawAssignment { assignment_id: withdrawn, reason });
    scene.wait_days(27);
    scene.given(Actor::SYSTEM, RemindDeadline { assignment_id });
    scene.wait_days(2);
    scene.given(Actor::SYSTEM, RemindDeadline { assignment_id });
    scene.wait_days(1);
    scene.given(Actor::SYSTEM, MarkOverdue { assignment_id });
    let reason = "到期".to_owned();
    scene.given(Actor::SYSTEM, CloseTask { task_id, reason });
    scene.refused(Actor::SYSTEM, CompleteTask { task_id }, "TASK_HAS_OPEN_WORK");
    scene.wait_days(7);
    scene.given(Actor::SYSTEM, LapseAssignment { assignment_id });
    scene.given(Actor::SYSTEM, CompleteTask { task_id });
    let retrospective = RecordTaskRetrospective {
        task_id,
        what_worked: "拍摄手册".to_owned(),
        what_to_change: "三十天太长,中间需要联系".to_owned(),
        brief_quality: 3,
        next_brief_hints: vec!["写明中期节点".to_owned()],
    };
    scene.given(mei(), retrospective);
    tell(
        "overdue_then_lapsed",
        "Yan is reminded three days and one day ahead; the work does not come, is overdue, and \
         after a week of grace the assignment lapses. Then nothing is under way, the closed task \
         is completed, and the team writes down what to do otherwise.",
        &scene,
    );
}

#[test]
fn extended_then_relinquished() {
    let mut scene = live();
    let yan = responder(&mut scene, "yan");
    let task_id = month(&mut scene);
    let assignment_id = take_on(&mut scene, task_id, yan);
    let operator_id = operator_id("lin");
    scene.given(mei(), AppointContact { assignment_id, operator_id });
    let resource = ProvideResource {
        assignment_id,
        kind: ResourceKind::Logistics,
        reference: "car:qf-7-12".to_owned(),
        note: Some("周五送到".into()),
    };
    scene.given(mei(), resource);
    scene.wait_days(20);
    let (note, percent) = ("拍完城市部分".into(), Some(50));
    scene.given(member("yan"), RecordProgress { assignment_id, note, percent });
    scene.given(member("yan"), submission(assignment_id, yan, 1));
    let reason = Some("传错了版本".into());
    scene.given(member("yan"), WithdrawSubmission { assignment_id, submission_no: 1, reason });
    let reason = "车辆晚到了一周".into();
    let submit_by = scene.now().plus_hours(20 * 24);
    scene.given(mei(), ExtendDeadline { assignment_id, submit_by, reason });
    scene.wait_days(5);
    let (reason, return_resources) = (Some("家里有事,先退出".into()), true);
    scene.given(member("yan"), RelinquishAssignment { assignment_id, reason, return_resources });
    tell(
        "extended_then_relinquished",
        "The car came late, so Yan is given more time, and takes back a wrong file before anybody \
         judges it. Then life intervenes: Yan gives the task back before it is due, which costs \
         nothing.",
        &scene,
    );
}

#[test]
fn growth_challenge_told_to_many() {
    let mut scene = live();
    let ai = join(&mut scene, "ai");
    let told = task_id("told");
    let growth = Growth { score_bar: 8_000, aim: GrowthAim::TargetTier(TierCode::Responder) };
    let draft = |name| DraftTask {
        growth: Some(growth),
        duty_id: None,
        ..draft(name, Horizon::Instant, Mode::Commission)
    };
    scene.given(mei(), draft("told"));
    let instant = brief(scene.now(), Horizon::Instant);
    scene.given(mei(), WriteBrief { task_id: told, brief: instant.clone() });
    scene.given(lin(), ApproveBrief { task_id: told, brief_version: 1 });
    let (selection, slots) = (Selection::Broadcast, Some(1_000));
    scene.given(mei(), OpenTask { task_id: told, selection, slots, budget_id: None });
    let broadcast = BroadcastTask {
        task_id: told,
        channels: vec![BroadcastChannel::App],
        tiers: vec![TierCode::Seed],
        message: text("成长挑战开始了", "A growth challenge begins"),
        urgent: false,
        circles: Vec::new(),
    };
    scene.given(mei(), broadcast);
    let challenge = task_id("challenge");
    scene.given(mei(), draft("challenge"));
    scene.given(mei(), WriteBrief { task_id: challenge, brief: instant });
    scene.given(lin(), ApproveBrief { task_id: challenge, brief_version: 1 });
    let selection = Selection::Offer;
    scene.given(mei(), OpenTask { task_id: challenge, selection, slots: None, budget_id: None });
    let assignment_id = take_on(&mut scene, challenge, ai);
    scene.wait_hours(10);
    scene.given(member("ai"), submission(assignment_id, ai, 1));
    judge(&mut scene, assignment_id, 1, Decision::Approve, 91);
    tell(
        "growth_challenge_told_to_many",
        "A challenge is told to the first tier at once, and another is offered to Ai alone, who \
         meets its bar and is named as candidate for the second tier: for people to decide on.",
        &scene,
    );
}
