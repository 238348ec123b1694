//! Appeals: who may dispute what, who decides, and what puts things right.

use domain::appeal::command::*;
use domain::appeal::event::AppealFiled;
use domain::appeal::values::*;
use domain::approval::*;
use domain::assignment::command::{OverturnReview, ReviewWork};
use domain::assignment::values::*;
use domain::contribution::Event as LedgerEvent;
use domain::contribution::command::ReverseContribution;
use domain::id::{AppealId, AssetId, AssignmentId, EntryId, EventId, KocId};
use domain::koc::command::*;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::{ContributionKind, TierCode};
use domain::{Actor, Event, Role, Timer, appeal, assignment, todo};
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

fn appeal_id(name: &str) -> AppealId {
    AppealId::derived(&[name.as_bytes()])
}

pub(crate) fn file(name: &str, koc_id: KocId, against: EventId) -> FileAppeal {
    let grounds = "the seats are shown from 0:40 on".into();
    FileAppeal { appeal_id: appeal_id(name), koc_id, against, grounds }
}

pub(crate) fn assign(name: &str, handler: &str) -> AssignAppeal {
    AssignAppeal { appeal_id: appeal_id(name), handler: operator_id(handler) }
}

pub(crate) fn uphold(name: &str, remedy: Option<Remedy>) -> DecideAppeal {
    let (decision, reasons) = (Verdict::Uphold, "the seats are there".into());
    DecideAppeal { appeal_id: appeal_id(name), decision, reasons, remedy }
}

fn dismiss(name: &str) -> DecideAppeal {
    DecideAppeal { decision: Verdict::Dismiss, ..uphold(name, None) }
}

pub(crate) fn to(new_decision: NewDecision) -> Option<Remedy> {
    Some(Remedy::OverturnReview(OverturnRemedy { new_decision }))
}

fn rejection(assignment_id: AssignmentId) -> ReviewWork {
    review(assignment_id, 1, Decision::Reject)
}

/// The position of the newest event of that name.
#[track_caller]
pub(crate) fn newest(scene: &Scene, name: &str) -> EventId {
    let found = scene.log.iter().rev().find(|recorded| recorded.event.event_type().name == name);
    found.unwrap_or_else(|| panic!("no {name}")).position
}

/// A member whose work wei rejected, and where.
pub(crate) fn with_rejected() -> (Scene, KocId, AssignmentId, EventId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "film", ming);
    scene.given(wei(), rejection(assignment_id));
    let rejected = newest(&scene, "WorkRejected");
    (scene, ming, assignment_id, rejected)
}

/// The same, disputed, and in the hands of lin.
pub(crate) fn with_appeal() -> (Scene, KocId, AssignmentId, EventId) {
    let (mut scene, ming, assignment_id, rejected) = with_rejected();
    scene.given(by(ming), file("one", ming, rejected));
    scene.given(mei(), assign("one", "lin"));
    (scene, ming, assignment_id, rejected)
}

#[test]
fn a_member_disputes_a_decision_about_them() {
    let (mut scene, ming, _, rejected) = with_rejected();
    let hua = member(&mut scene, "hua");
    scene.refused(by(hua), file("one", ming, rejected), "FORBIDDEN");
    scene.refused(by(hua), file("one", hua, rejected), "NOT_THE_SUBJECT");
    scene.refused(by(ming), file("one", ming, EventId(rejected.0 - 1)), "NOT_THE_SUBJECT");
    scene.refused(by(ming), file("one", ming, EventId(9_999)), "NOT_FOUND");
    let silent = FileAppeal { grounds: " ".into(), ..file("one", ming, rejected) };
    scene.refused(by(ming), silent, "FIELD_INVALID");
    scene.refused(mei(), file("one", ming, rejected), "FORBIDDEN");
    let events = scene.accepted(by(ming), file("one", ming, rejected));
    let [Event::Appeal(appeal::Event::AppealFiled(filed))] = &events[..] else {
        panic!("one event: {events:?}")
    };
    let AppealFiled { kind, against, due, grounds, .. } = filed;
    assert_eq!((*kind, *against, *due), (AppealKind::Review, rejected, scene.today().plus(14)));
    assert_eq!(grounds.person, ming.into());
    scene.refused(by(ming), file("one", ming, rejected), "APPEAL_EXISTS");
    scene.refused(by(ming), file("two", ming, rejected), "APPEAL_ALREADY_OPEN");
}

#[test]
fn a_decision_can_be_disputed_for_thirty_days() {
    let (mut scene, ming, _, rejected) = with_rejected();
    scene.wait_days(31);
    scene.refused(by(ming), file("one", ming, rejected), "APPEAL_WINDOW_CLOSED");
    let (mut scene, ming, _, rejected) = with_rejected();
    scene.wait_days(30);
    scene.accepted(by(ming), file("one", ming, rejected));
}

#[test]
fn whoever_decided_the_case_does_not_decide_the_appeal() {
    let (mut scene, ming, _, rejected) = with_rejected();
    scene.given(by(ming), file("one", ming, rejected));
    scene.refused(mei(), assign("one", "wei"), "HANDLER_IS_DECIDER");
    scene.refused(mei(), assign("one", "nobody"), "NOT_FOUND");
    scene.refused(lin_as_ops(), dismiss("one"), "APPEAL_NOT_ASSIGNED");
    scene.given(mei(), assign("one", "lin"));
    scene.refused(mei(), assign("one", "lin"), "NO_CHANGE");
    for others in [mei(), Actor::ADMIN] {
        scene.refused(others, dismiss("one"), "FORBIDDEN");
    }
    scene.accepted(lin_as_ops(), dismiss("one"));
}

pub(crate) fn lin_as_ops() -> Actor {
    Actor::operator(operator_id("lin"), Role::Ops)
}

#[test]
fn whoever_approved_a_demotion_decided_it_too() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    approve_demotion(&mut scene, ming, TierCode::Seed);
    let demotion = DemoteKoc {
        koc_id: ming,
        to_tier: TierCode::Seed,
        policy_version: 1,
        basis: DemotionBasis::Conduct,
        evidence: no_note(),
        reason: "rude to others".into(),
        effective_on: scene.today(),
    };
    scene.given(mei(), demotion);
    let demoted = newest(&scene, "KocDemoted");
    scene.given(by(ming), file("one", ming, demoted));
    scene.refused(mei(), assign("one", "mei"), "HANDLER_IS_DECIDER");
    scene.refused(mei(), assign("one", "lin"), "HANDLER_IS_DECIDER");
    scene.given(mei(), assign("one", "wei"));
    let promoted = newest(&scene, "KocPromoted");
    let tier_remedy =
        TierRemedy { supersedes: demoted, tier: TierCode::Responder, effective_on: scene.today() };
    let remedy = Some(Remedy::CorrectTier(tier_remedy));
    assert_ne!(promoted, demoted);
    // Nobody approved the correction yet: a person puts it right.
    let events = scene.accepted(wei(), uphold("one", remedy));
    let [_, Event::Todo(todo::Event::TodoOpened(opened))] = &events[..] else {
        panic!("upheld, and a to-do: {events:?}")
    };
    assert_eq!((opened.kind, opened.audience), (TodoKind::RemedyAppeal, Audience::Role(Role::Ops)));
    assert_eq!(opened.refused, ["FOUR_EYES_REQUIRED"]);
}

#[test]
fn an_appeal_is_decided_once_and_with_reasons() {
    let (mut scene, ming, _, rejected) = with_appeal();
    let speechless = DecideAppeal { reasons: " ".into(), ..dismiss("one") };
    scene.refused(lin_as_ops(), speechless, "REASON_REQUIRED");
    let remedied = DecideAppeal { remedy: to(NewDecision::Approve), ..dismiss("one") };
    scene.refused(lin_as_ops(), remedied, "FIELD_INVALID");
    scene.given(lin_as_ops(), dismiss("one"));
    scene.refused(lin_as_ops(), uphold("one", None), "ALREADY_DECIDED");
    scene.refused(mei(), assign("one", "mei"), "ALREADY_DECIDED");
    let withdraw = WithdrawAppeal { appeal_id: appeal_id("one") };
    scene.refused(by(ming), withdraw, "ALREADY_DECIDED");
    scene.refused(by(ming), file("two", ming, rejected), "ALREADY_DECIDED");
    scene.refused(lin_as_ops(), dismiss("unknown"), "NOT_FOUND");
}

#[test]
fn an_appeal_that_was_taken_back_can_be_filed_anew() {
    let (mut scene, ming, _, rejected) = with_appeal();
    let hua = member(&mut scene, "hua");
    let withdraw = WithdrawAppeal { appeal_id: appeal_id("one") };
    scene.refused(by(hua), withdraw.clone(), "FORBIDDEN");
    scene.given(by(ming), withdraw);
    scene.accepted(by(ming), file("two", ming, rejected));
}

#[test]
fn a_rejected_work_counts_after_all() {
    let (mut scene, ming, assignment_id, rejected) = with_appeal();
    let before = scene.state.counted();
    let events = scene.accepted(lin_as_ops(), uphold("one", to(NewDecision::Approve)));
    let of_work = of_assignment(events.clone());
    let [
        assignment::Event::ReviewOverturned(overturned),
        assignment::Event::WorkApproved(approved),
    ] = &of_work[..]
    else {
        panic!("overturned and approved: {of_work:?}")
    };
    assert_eq!((overturned.overturns, overturned.appeal_id), (rejected, appeal_id("one")));
    assert_eq!((approved.assignment_id, approved.final_score), (assignment_id, 8_600));
    let credited = events.iter().any(|event| {
        matches!(event, Event::Contribution(LedgerEvent::ContributionCredited(e)) if e.koc_id == ming)
    });
    assert!(credited, "in the same commit: {events:?}");
    let after = scene.state.counted();
    assert_eq!(after.live_by_member, before.live_by_member, "it had ended before");
    assert_eq!(after.assignments[&assignment_id], "APPROVED");
    let again = OverturnReview { appeal_id: appeal_id("one"), new_decision: NewDecision::Reject };
    scene.refused(mei(), again, "APPEAL_NOT_UPHELD");
}

#[test]
fn a_review_is_overturned_by_an_upheld_appeal_alone() {
    let (mut scene, _, _, _) = with_appeal();
    let appeal_id = appeal_id("one");
    let overturn = OverturnReview { appeal_id, new_decision: NewDecision::Approve };
    scene.refused(mei(), overturn.clone(), "APPEAL_NOT_UPHELD");
    scene.given(lin_as_ops(), uphold("one", None));
    let reject = OverturnReview { new_decision: NewDecision::Reject, ..overturn.clone() };
    scene.refused(mei(), reject, "NO_CHANGE");
    scene.refused(wei(), overturn.clone(), "FORBIDDEN");
    scene.accepted(mei(), overturn.clone());
    scene.refused(mei(), overturn, "APPEAL_NOT_UPHELD");
}

#[test]
fn what_was_credited_for_a_work_that_does_not_count_is_taken_back() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_approved(&mut scene, "film", ming);
    let approved = newest(&scene, "WorkApproved");
    scene.given(by(ming), file("one", ming, approved));
    scene.given(mei(), assign("one", "lin"));
    let events = scene.accepted(lin_as_ops(), uphold("one", to(NewDecision::Reject)));
    let reversed: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            Event::Contribution(LedgerEvent::ContributionReversed(e)) => Some(e),
            _ => None,
        })
        .collect();
    assert!(!reversed.is_empty(), "{events:?}");
    assert_eq!(scene.state.counted().balances[&ming], 0);
    assert_eq!(scene.state.counted().assignments[&assignment_id], "REJECTED");
    assert!(scene.state.counted().live_by_task.is_empty());
}

#[test]
fn the_work_that_was_overturned_is_the_one_that_counts_no_more() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    given_approved(&mut scene, "film", ming);
    let approved = newest(&scene, "WorkApproved");
    scene.wait_days(10);
    // As good as the first, and later.
    given_approved(&mut scene, "song", ming);
    scene.given(by(ming), file("one", ming, approved));
    scene.given(mei(), assign("one", "lin"));
    scene.accepted(lin_as_ops(), uphold("one", to(NewDecision::Reject)));
    let works_on = |day| scene.state.progress(ming, day).expect("in a tier").rising[0].have;
    assert_eq!(works_on(scene.today()), Some(100));
    // Half a year on, only the later one is still within the days looked at.
    assert_eq!(works_on(scene.today().plus(175)), Some(100));
}

#[test]
fn a_revision_that_was_asked_for_wrongly_is_an_approval() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "film", ming);
    scene.given(wei(), review(assignment_id, 1, Decision::RequestRevision));
    let asked = newest(&scene, "RevisionRequested");
    scene.given(by(ming), file("one", ming, asked));
    scene.given(mei(), assign("one", "lin"));
    // Meanwhile the member hands it in again: what was disputed stands no more.
    let mut later = scene.clone();
    later.given(by(ming), submit(assignment_id, 2, ming));
    later.given(wei(), review(assignment_id, 2, Decision::Reject));
    later.refused(lin_as_ops(), uphold("one", to(NewDecision::Approve)), "APPEAL_NOT_UPHELD");
    scene.accepted(lin_as_ops(), uphold("one", to(NewDecision::Approve)));
    assert!(scene.state.counted().live_by_member.is_empty());
}

/// A line of ming's ledger that was taken back, disputed.
pub(crate) fn with_reversal() -> (Scene, KocId, EntryId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    given_approved(&mut scene, "film", ming);
    let credited = scene.log.iter().find_map(|recorded| match &recorded.event {
        Event::Contribution(LedgerEvent::ContributionCredited(e)) => Some(e.entry_id),
        _ => None,
    });
    let entry_id = credited.expect("credited");
    let (reason, source_event) = ("entered by mistake".into(), None);
    scene.given(mei(), ReverseContribution { koc_id: ming, entry_id, reason, source_event });
    let reversed = newest(&scene, "ContributionReversed");
    scene.given(by(ming), file("one", ming, reversed));
    scene.given(mei(), assign("one", "lin"));
    (scene, ming, entry_id)
}

#[test]
fn a_remedy_that_moves_points_follows_at_once_or_refuses_the_decision() {
    let (mut scene, ming, entry_id) = with_reversal();
    let again = Some(Remedy::ReverseContribution(ReverseRemedy { entry_id }));
    let before = format!("{:?}", scene.state);
    scene.refused(lin_as_ops(), uphold("one", again), "ALREADY_REVERSED");
    assert_eq!(format!("{:?}", scene.state), before, "nothing is left of it");
    let (new, kind, delta) = (EntryId([9; 16]), ContributionKind::Work, 10);
    let adjust = Some(Remedy::AdjustContribution(AdjustRemedy { entry_id: new, kind, delta }));
    scene.refused(lin_as_ops(), uphold("one", adjust.clone()), "FOUR_EYES_REQUIRED");
    let proposal = AdjustmentProposal { koc_id: ming, entry_id: new, kind, delta };
    let approval = domain::operator::command::GiveApproval {
        proposal: Proposal::AdjustContribution(proposal),
        note: None,
    };
    scene.given(mei(), approval);
    scene.accepted(lin_as_ops(), uphold("one", adjust));
    assert_eq!(scene.state.counted().balances[&ming], 10);
}

#[test]
fn a_credit_is_put_right_by_whoever_keeps_the_library() {
    let (mut scene, _, _) = with_reversal();
    let asset_id = AssetId([4; 16]);
    let remedy = Some(Remedy::CorrectCredit(CreditRemedy { asset_id }));
    let events = scene.accepted(lin_as_ops(), uphold("one", remedy));
    let [_, Event::Todo(todo::Event::TodoOpened(opened))] = &events[..] else {
        panic!("upheld, and a to-do: {events:?}")
    };
    assert_eq!(opened.audience, Audience::Role(Role::Librarian));
}

#[test]
fn an_appeal_that_waits_too_long_is_told_to_its_handler_once() {
    let (mut scene, _, _, _) = with_appeal();
    let flag = FlagOverdueAppeal { appeal_id: appeal_id("one") };
    let nobody = FlagOverdueAppeal { appeal_id: appeal_id("nobody") };
    scene.refused(Actor::SYSTEM, nobody, "NOT_FOUND");
    let filed = newest(&scene, "AppealFiled");
    scene.wait_days(14);
    scene.refused(Actor::SYSTEM, flag.clone(), "NOT_YET_DUE");
    scene.wait_days(1);
    let events = scene.accepted(Actor::SYSTEM, flag.clone());
    let [Event::Todo(todo::Event::TodoOpened(told))] = &events[..] else { panic!("{events:?}") };
    let lin = Audience::Operator(operator_id("lin"));
    assert_eq!((told.kind, told.audience), (TodoKind::AppealOverdue, lin));
    assert_eq!(told.source_event, filed);
    scene.refused(Actor::SYSTEM, flag.clone(), "NO_CHANGE");
    let events = scene.accepted(lin_as_ops(), dismiss("one"));
    let done = |event: &Event| matches!(event, Event::Todo(todo::Event::TodoCompleted(done)) if done.todo_id == told.todo_id);
    assert!(events.iter().any(done), "an answer is what it waited for");
    scene.refused(Actor::SYSTEM, flag, "ALREADY_DECIDED");
}

#[test]
fn an_overdue_appeal_without_a_handler_goes_to_whoever_runs_the_programme() {
    let (mut scene, ming, _, rejected) = with_rejected();
    scene.given(by(ming), file("one", ming, rejected));
    let appeal_id = appeal_id("one");
    scene.wait_days(15);
    let events = scene.accepted(Actor::SYSTEM, FlagOverdueAppeal { appeal_id });
    let [Event::Todo(todo::Event::TodoOpened(told))] = &events[..] else { panic!("{events:?}") };
    assert_eq!(told.audience, Audience::Role(Role::Ops));
    scene.given(by(ming), WithdrawAppeal { appeal_id });
    let waits = scene.state.timers().at(Timer::FlagOverdueAppeal(appeal_id));
    assert_eq!(waits, None);
}

#[test]
fn an_open_appeal_stands_in_the_way_of_being_forgotten() {
    use crate::privacy::*;
    use domain::privacy::values::DataRequestKind;
    let (mut scene, ming, _, _) = with_appeal();
    scene.given(mei(), add_operator("yan", &[Role::Privacy]));
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    let method = domain::privacy::values::VerificationMethod::InPerson;
    let request_id = request_id("forget");
    scene.given(yan(), domain::privacy::command::VerifyRequester { request_id, method });
    scene.refused(yan(), erase("forget", ming), "ERASURE_BLOCKED");
    scene.given(by(ming), WithdrawAppeal { appeal_id: appeal_id("one") });
    scene.accepted(yan(), erase("forget", ming));
}
