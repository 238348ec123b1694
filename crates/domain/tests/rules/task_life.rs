//! A task after it was opened: amended, told to many, closed, completed, called off, learnt from.

use domain::assignment::Event::{AmendmentConfirmed, AssignmentAccepted, AssignmentCancelled};
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::id::{AssignmentId, KocId, TaskId};
use domain::koc::Event::CandidateNominated;
use domain::koc::values::NominationSource;
use domain::programme::command::ChangeProgrammeLimits;
use domain::programme::{Limits, QuietHours};
use domain::task::Event::{BriefAmended, TaskBroadcast, TaskCancelled, TaskCompleted};
use domain::task::brief::Brief;
use domain::task::command::*;
use domain::task::{BroadcastChannel, CompensationRule, Growth, GrowthAim, Selection};
use domain::todo::Event::TodoOpened;
use domain::todo::values::TodoKind;
use domain::vocabulary::TierCode;
use domain::{Actor, Event, Timer};
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

/// A later due time and another scope.
fn amended(scene: &Scene) -> Brief {
    let mut brief = brief_of_a_month(scene);
    brief.timeline.submit_by = brief.timeline.submit_by.plus_hours(10 * 24);
    brief.timeline.review_by = brief.timeline.submit_by.plus_hours(7 * 24);
    brief.scope_in.push(text("一次夜间出行", "One trip by night"));
    brief
}

fn amend(task_id: TaskId, brief: Brief) -> AmendBrief {
    let reason = "the launch moved".to_owned();
    AmendBrief { task_id, brief, reason, ask_holders_again: true }
}

fn confirm(assignment_id: AssignmentId, brief_version: u32) -> ConfirmAmendment {
    ConfirmAmendment { assignment_id, brief_version, terms_accepted: all_terms() }
}

fn accept_version(assignment_id: AssignmentId, brief_version: u32) -> AcceptAssignment {
    AcceptAssignment { brief_version, ..accept(assignment_id) }
}

fn complete(task_id: TaskId) -> CompleteTask {
    CompleteTask { task_id }
}

fn call_off(task_id: TaskId) -> CancelTask {
    let compensation_rule = CompensationRule { accepted_bp: 2_000, handed_in_bp: 10_000 };
    CancelTask { task_id, reason: "the launch is off".to_owned(), compensation_rule }
}

/// A month's work offered to two responders, of whom the first accepted.
fn one_holder() -> (Scene, TaskId, KocId, KocId) {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let hua = responder(&mut scene, "hua");
    let held = given_month_accepted(&mut scene, "month", ming);
    let task_id = task_id("month");
    let to_hua = offer(&scene, task_id, hua);
    scene.given(mei(), to_hua);
    assert_eq!(held, AssignmentId::of(task_id, ming));
    (scene, task_id, ming, hua)
}

#[test]
fn holders_are_asked_again_and_keep_what_they_agreed_to_until_they_say_yes() {
    let (mut scene, task_id, ming, _) = one_holder();
    let held = AssignmentId::of(task_id, ming);
    let new = amended(&scene);
    let due = new.timeline.submit_by;
    let silently = AmendBrief { ask_holders_again: false, ..amend(task_id, new.clone()) };
    scene.refused(mei(), silently, "BRIEF_FROZEN");
    let events = scene.accepted(mei(), amend(task_id, new));
    let [Event::Task(BriefAmended(e))] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((e.brief_version, e.needs_reconfirmation), (2, true));
    assert_eq!(e.changed, ["scopeIn", "timeline"]);

    scene.refused(by(ming), confirm(held, 2), "BRIEF_NOT_APPROVED");
    scene.refused(mei(), approve_brief(task_id, 2), "FOUR_EYES_REQUIRED");
    scene.given(lin(), approve_brief(task_id, 2));
    scene.refused(by(ming), confirm(held, 1), "BRIEF_VERSION_STALE");
    let none = TermsAccepted { usage_rights: false, disclosure: false, embargo: false };
    let unread = ConfirmAmendment { terms_accepted: none, ..confirm(held, 2) };
    scene.refused(by(ming), unread, "TERMS_NOT_ACCEPTED");
    scene.refused(by(koc("hua")), confirm(held, 2), "NOT_THE_ASSIGNEE");

    // Until then the work is made and judged by what was agreed.
    let mut unmoved = scene.clone();
    let events = of_assignment(unmoved.accepted(by(ming), submit(held, 1, ming)));
    assert!(matches!(events.as_slice(),
        [domain::assignment::Event::WorkSubmitted(work)] if work.brief_version == 1));
    unmoved.refused(by(ming), confirm(held, 2), "AWAITING_REVIEW");
    unmoved.given(wei(), review(held, 1, Decision::Approve));
    unmoved.refused(by(ming), confirm(held, 2), "ASSIGNMENT_NOT_ACTIVE");

    let events = of_assignment(scene.accepted(by(ming), confirm(held, 2)));
    let [AmendmentConfirmed(e)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((e.from, e.brief_version, e.agreed.submit_by), (1, 2, Some(due)));
    scene.refused(by(ming), confirm(held, 2), "NO_CHANGE");
    scene.wait_days(35).given(by(ming), submit(held, 1, ming));
    scene.refused(wei(), review(held, 1, Decision::Approve), "BRIEF_VERSION_STALE");
    scene.given(wei(), ReviewWork { brief_version: 2, ..review(held, 1, Decision::Approve) });
}

#[test]
fn an_amended_brief_is_what_is_accepted_from_then_on() {
    let (mut scene, task_id, _, hua) = one_holder();
    let offered = AssignmentId::of(task_id, hua);
    let new = amended(&scene);
    let due = new.timeline.submit_by;
    scene.given(mei(), amend(task_id, new));
    let third = member(&mut scene, "third");
    scene.refused(by(hua), accept_version(offered, 1), "BRIEF_NOT_APPROVED");
    let next = offer(&scene, task_id, third);
    scene.refused(mei(), next.clone(), "BRIEF_NOT_APPROVED");
    scene.given(lin(), approve_brief(task_id, 2));
    scene.refused(by(hua), accept_version(offered, 1), "BRIEF_VERSION_STALE");
    scene.refused(mei(), next, "BRIEF_VERSION_STALE");
    let events = of_assignment(scene.accepted(by(hua), accept_version(offered, 2)));
    let [AssignmentAccepted(e)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((e.brief_version, e.agreed.submit_by), (2, Some(due)));
    assert_eq!(scene.state.timers().at(Timer::CloseTask(task_id)), Some(due));
}

#[test]
fn only_an_open_or_closed_task_is_amended_with_a_reason_and_in_time() {
    let mut scene = live_with_words();
    let task_id = given_month(&mut scene, "month");
    let draft = given_draft(&mut scene, "draft");
    let new = amended(&scene);
    scene.refused(mei(), amend(draft, new.clone()), "TASK_NOT_OPEN");
    let silent = AmendBrief { reason: " ".to_owned(), ..amend(task_id, new.clone()) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let same = brief_of_a_month(&scene);
    scene.refused(mei(), amend(task_id, same), "NO_CHANGE");
    let unmeasurable = Brief { criteria: Vec::new(), ..new.clone() };
    scene.refused(mei(), amend(task_id, unmeasurable), "OBJECTIVE_NOT_MEASURABLE");
    scene.refused(lin(), approve_brief(task_id, 1), "TASK_ALREADY_OPEN");
    // Nobody holds it: nobody has to be asked.
    let quietly = AmendBrief { ask_holders_again: false, ..amend(task_id, new.clone()) };
    scene.given(mei(), quietly);
    scene.wait_days(41);
    scene.refused(
        mei(),
        amend(task_id, Brief { effort_estimate_hours: 7, ..new }),
        "DEADLINE_PASSED",
    );
}

#[test]
fn what_two_agreed_alone_survives_an_amendment() {
    let (mut scene, task_id, _, hua) = one_holder();
    let offered = AssignmentId::of(task_id, hua);
    let own_due = scene.now().plus_hours(60 * 24);
    let changes = TermChanges { submit_by: Some(own_due), ..TermChanges::default() };
    let message = "I am abroad until then".into();
    scene.given(by(hua), CounterPropose { assignment_id: offered, changes, message });
    let (accept, proposal_no) = (true, 1);
    let (new_terms, message) = (None, None);
    scene.given(
        mei(),
        AnswerCounterProposal { assignment_id: offered, proposal_no, accept, new_terms, message },
    );
    let new = amended(&scene);
    scene.given(mei(), amend(task_id, new));
    scene.given(lin(), approve_brief(task_id, 2));
    let yes = AcceptAssignment { proposal_no: Some(1), ..accept_version(offered, 2) };
    let events = of_assignment(scene.accepted(by(hua), yes));
    assert!(matches!(events.as_slice(),
        [AssignmentAccepted(e)] if e.agreed.submit_by == Some(own_due)));
}

fn tell(task_id: TaskId) -> BroadcastTask {
    BroadcastTask {
        task_id,
        channels: vec![BroadcastChannel::App],
        tiers: Vec::new(),
        message: text("今晚晒图", "Show your car tonight"),
        urgent: false,
        circles: Vec::new(),
    }
}

#[test]
fn many_are_told_of_a_task_that_many_may_take() {
    let mut scene = live_with_words();
    responder(&mut scene, "hua");
    member(&mut scene, "ming");
    let full = brief(&scene);
    let task_id = given_brief(&mut scene, draft("clip"), full);
    scene.refused(mei(), tell(task_id), "TASK_NOT_OPEN");
    scene.given(mei(), OpenTask { selection: Selection::Broadcast, ..open(task_id) });
    let offered = given_open(&mut scene, "offered");
    scene.refused(mei(), tell(offered), "TASK_NOT_OPEN");
    let nowhere = BroadcastTask { channels: Vec::new(), ..tell(task_id) };
    scene.refused(mei(), nowhere, "FIELD_INVALID");
    let unsaid = BroadcastTask { message: text("晒图", ""), ..tell(task_id) };
    scene.refused(mei(), unsaid, "LABEL_MISSING");
    let events = scene.accepted(mei(), tell(task_id));
    assert!(matches!(events.as_slice(), [Event::Task(TaskBroadcast(e))] if e.audience_size == 2));
    let some = BroadcastTask { tiers: vec![TierCode::Responder], ..tell(task_id) };
    let events = scene.accepted(mei(), some);
    assert!(matches!(events.as_slice(), [Event::Task(TaskBroadcast(e))] if e.audience_size == 1));
}

#[test]
fn quiet_hours_are_kept_unless_it_is_urgent() {
    let mut scene = live_with_words();
    let full = brief(&scene);
    let task_id = given_brief(&mut scene, draft("clip"), full);
    scene.given(mei(), OpenTask { selection: Selection::OpenClaim, ..open(task_id) });
    let quiet_hours = Some(QuietHours { from_hour: 22, to_hour: 8 });
    let limits = Limits { quiet_hours, ..Limits::default() };
    scene.given(mei(), ChangeProgrammeLimits { limits });
    // It is ten in the morning in the programme's zone.
    scene.given(mei(), tell(task_id));
    scene.wait_hours(12);
    scene.refused(mei(), tell(task_id), "QUIET_HOURS");
    scene.wait_hours(9);
    scene.refused(mei(), tell(task_id), "QUIET_HOURS");
    scene.given(mei(), BroadcastTask { urgent: true, ..tell(task_id) });
    scene.wait_hours(1).given(mei(), tell(task_id));
}

#[test]
fn a_closed_task_is_completed_when_nothing_is_under_way() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    let task_id = task_id("clip");
    scene.refused(Actor::SYSTEM, complete(task_id), "TASK_NOT_CLOSED");
    scene.given(mei(), CloseTask { task_id, reason: "enough".to_owned() });
    scene.refused(Actor::SYSTEM, complete(task_id), "TASK_HAS_OPEN_WORK");
    assert_eq!(scene.state.timers().at(Timer::CompleteTask(task_id)), None);
    scene.given(wei(), review(assignment_id, 1, Decision::Approve));
    assert_eq!(scene.state.timers().at(Timer::CompleteTask(task_id)), Some(scene.now()));
    let events = scene.accepted(Actor::SYSTEM, complete(task_id));
    assert!(matches!(events.as_slice(), [Event::Task(TaskCompleted(e))] if e.approved == 1));
    scene.refused(Actor::SYSTEM, complete(task_id), "TASK_NOT_CLOSED");
    scene.refused(mei(), call_off(task_id), "TASK_COMPLETED");
    scene.refused(mei(), eligibility(task_id, Default::default()), "TASK_NOT_OPEN");
    let full = brief(&scene);
    scene.refused(mei(), write(task_id, full), "TASK_NOT_OPEN");
}

#[test]
fn a_task_called_off_ends_everything_at_once_and_each_holders_event_follows() {
    let (mut scene, task_id, ming, hua) = one_holder();
    let (held, offered) = (AssignmentId::of(task_id, ming), AssignmentId::of(task_id, hua));
    let silent = CancelTask { reason: " ".to_owned(), ..call_off(task_id) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let compensation_rule = CompensationRule { accepted_bp: 10_001, handed_in_bp: 0 };
    scene.refused(mei(), CancelTask { compensation_rule, ..call_off(task_id) }, "FIELD_INVALID");
    let events = scene.accepted(mei(), call_off(task_id));
    assert!(matches!(events.as_slice(), [Event::Task(TaskCancelled(e))] if e.live == 2));

    scene.refused(by(ming), submit(held, 1, ming), "ASSIGNMENT_NOT_ACTIVE");
    scene.refused(by(hua), accept(offered), "OFFER_NOT_PENDING");
    scene.refused(mei(), call_off(task_id), "NO_CHANGE");
    let third = member(&mut scene, "third");
    let next = offer(&scene, task_id, third);
    scene.refused(mei(), next, "TASK_NOT_OPEN");
    for (assignment_id, given) in [(held, 2_000), (offered, 0)] {
        assert!(scene.state.timers().at(Timer::CancelAssignment(assignment_id)).is_some());
        let (reason, compensation_bp) = (None, None);
        let behind = CancelAssignment { assignment_id, reason, compensation_bp };
        let events = of_assignment(scene.accepted(Actor::SYSTEM, behind.clone()));
        let [AssignmentCancelled(e)] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!((e.cause, e.compensation_bp), (EndCause::TaskCancelled, given));
        assert!(scene.state.timers().at(Timer::CancelAssignment(assignment_id)).is_none());
        scene.refused(Actor::SYSTEM, behind, "ASSIGNMENT_NOT_ACTIVE");
    }
    assert!(scene.state.counted().live_by_member.is_empty());
    assert!(scene.state.counted().live_by_task.is_empty());
}

fn learnt(task_id: TaskId) -> RecordTaskRetrospective {
    RecordTaskRetrospective {
        task_id,
        what_worked: "one clear picture to take".to_owned(),
        what_to_change: "say where the light should come from".to_owned(),
        brief_quality: 4,
        next_brief_hints: vec!["show an example".to_owned()],
    }
}

#[test]
fn what_was_learnt_is_written_down_once_the_task_is_closed() {
    let mut scene = live_with_words();
    let task_id = given_open(&mut scene, "clip");
    scene.refused(mei(), learnt(task_id), "TASK_NOT_CLOSED");
    scene.given(mei(), CloseTask { task_id, reason: "enough".to_owned() });
    for brief_quality in [0, 6] {
        let wrong = RecordTaskRetrospective { brief_quality, ..learnt(task_id) };
        scene.refused(mei(), wrong, "FIELD_INVALID");
    }
    scene.given(mei(), learnt(task_id));
    scene.given(Actor::SYSTEM, complete(task_id));
    scene.given(mei(), RecordTaskRetrospective { brief_quality: 5, ..learnt(task_id) });
}

pub(crate) fn challenge(name: &str, target: TierCode) -> DraftTask {
    let growth = Growth { score_bar: 8_000, aim: GrowthAim::TargetTier(target) };
    DraftTask { growth: Some(growth), ..draft(name) }
}

/// The events of approving a work of 86 points for a challenge.
pub(crate) fn met(scene: &mut Scene, draft: DraftTask, koc_id: KocId) -> Vec<Event> {
    let full = brief(scene);
    let task_id = given_brief(scene, draft, full);
    scene.given(mei(), open(task_id));
    let offer = offer(scene, task_id, koc_id);
    scene.given(mei(), offer);
    let assignment_id = AssignmentId::of(task_id, koc_id);
    scene.given(by(koc_id), accept(assignment_id));
    scene.given(by(koc_id), submit(assignment_id, 1, koc_id));
    scene.accepted(wei(), review(assignment_id, 1, Decision::Approve))
}

#[test]
fn a_growth_challenge_that_is_met_names_a_candidate() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let events = met(&mut scene, challenge("grow", TierCode::Responder), ming);
    let nominated = events.iter().find_map(|event| match event {
        Event::Koc(CandidateNominated(e)) => Some(e),
        _ => None,
    });
    let nominated = nominated.expect("named");
    assert_eq!(nominated.source, NominationSource::GrowthChallenge);
    assert_eq!((nominated.koc_id, nominated.target_tier), (ming, TierCode::Responder));
    // A second time there is nothing to name: somebody looks.
    let events = met(&mut scene, challenge("again", TierCode::Responder), ming);
    let todo = events.iter().find_map(|event| match event {
        Event::Todo(TodoOpened(e)) if e.kind == TodoKind::ReactionRefused => Some(e),
        _ => None,
    });
    let todo = todo.expect("a to-do instead");
    assert_eq!(
        (todo.kind, todo.refused.as_slice()),
        (TodoKind::ReactionRefused, &["ALREADY_CANDIDATE".to_owned()][..])
    );
}

#[test]
fn a_score_below_the_bar_names_nobody() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let mut harder = challenge("grow", TierCode::Responder);
    harder.growth = harder.growth.map(|growth| Growth { score_bar: 8_601, ..growth });
    let events = met(&mut scene, harder, ming);
    let names = |event: &Event| matches!(event, Event::Koc(CandidateNominated(_)));
    let refused = |event: &Event| matches!(event, Event::Todo(TodoOpened(e)) if e.kind == TodoKind::ReactionRefused);
    assert!(!events.iter().any(|event| names(event) || refused(event)), "{events:?}");
}

#[test]
fn nobody_grows_into_the_tier_where_everybody_begins() {
    let mut scene = live_with_words();
    scene.refused(mei(), challenge("grow", TierCode::Seed), "FIELD_INVALID");
    let aim = GrowthAim::TargetTier(TierCode::Partner);
    let growth = Some(Growth { score_bar: 10_001, aim });
    scene.refused(mei(), DraftTask { growth, ..draft("grow") }, "FIELD_INVALID");
}

#[test]
fn phased_work_names_its_project() {
    let mut scene = live_with_words();
    let nowhere = DraftTask { campaign_id: None, ..draft_of_a_month("month") };
    scene.refused(mei(), nowhere, "HORIZON_NEEDS_CAMPAIGN");
}
