//! Other terms: asked for, answered, and agreed only by accepting.

use domain::Actor;
use domain::assignment::Event::{AssignmentAccepted, CounterProposalAnswered, CounterProposalMade};
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::id::AssignmentId;
use domain::koc::command::PauseKoc;
use domain::task::CompensationRule;
use domain::task::brief::{Output, Return, ReturnKind};
use domain::task::command::CancelTask;
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

fn later(scene: &Scene, days: i64) -> TermChanges {
    let submit_by = Some(scene.now().plus_hours(days * 24));
    TermChanges { submit_by, ..TermChanges::default() }
}

fn ask(assignment_id: AssignmentId, changes: TermChanges) -> CounterPropose {
    CounterPropose { assignment_id, changes, message: "the car is away until May".into() }
}

fn answer(assignment_id: AssignmentId, proposal_no: u16, accept: bool) -> AnswerCounterProposal {
    AnswerCounterProposal { assignment_id, proposal_no, accept, new_terms: None, message: None }
}

/// A month's work offered to a responder.
fn offered() -> (Scene, AssignmentId) {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let assignment_id = given_month_offered(&mut scene, "month", ming);
    (scene, assignment_id)
}

#[test]
fn what_is_agreed_is_what_stands_when_the_member_accepts() {
    let (mut scene, assignment_id) = offered();
    let ming = koc("ming");
    let asked = TermChanges {
        outputs: Some(vec![Output { format: "photo".to_owned(), min: 1, max: 9, count: 2 }]),
        scope: Some("two outings instead of one".into()),
        ..later(&scene, 40)
    };
    let due = asked.submit_by.unwrap();
    let events = of_assignment(scene.accepted(by(ming), ask(assignment_id, asked)));
    assert!(matches!(events.as_slice(), [CounterProposalMade(made)] if made.proposal_no == 1));
    scene.wait_hours(30);
    let events = of_assignment(scene.accepted(mei(), answer(assignment_id, 1, true)));
    let [CounterProposalAnswered(answered)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(answered.terms.submit_by, Some(due));
    assert_eq!(answered.offer_expires_at, scene.now().plus_hours(24), "the brief's time again");

    scene.refused(by(ming), accept(assignment_id), "TERMS_NOT_ACCEPTED");
    let yes = AcceptAssignment { proposal_no: Some(1), ..accept(assignment_id) };
    let events = of_assignment(scene.accepted(by(ming), yes));
    assert!(
        matches!(events.as_slice(), [AssignmentAccepted(e)] if e.agreed.submit_by == Some(due))
    );
    // What is handed in is what the two agreed, not what the brief says.
    scene.refused(by(ming), submit(assignment_id, 1, ming), "OUTPUT_MISMATCH");
    let photo = |name: &str| WorkItem { format: "photo".to_owned(), length: 5, ..video(name) };
    let items = vec![photo("one"), photo("two")];
    scene.given(by(ming), SubmitWork { items, ..submit(assignment_id, 1, ming) });
}

#[test]
fn a_no_keeps_the_terms_and_other_terms_can_be_offered_instead() {
    let (mut scene, assignment_id) = offered();
    let ming = koc("ming");
    let asked = later(&scene, 50);
    scene.given(by(ming), ask(assignment_id, asked.clone()));
    scene.given(mei(), answer(assignment_id, 1, false));
    scene.given(by(ming), ask(assignment_id, asked.clone()));
    let instead = Some(later(&scene, 40));
    let other =
        AnswerCounterProposal { new_terms: instead.clone(), ..answer(assignment_id, 2, true) };
    scene.refused(mei(), other.clone(), "FIELD_INVALID");
    scene.given(mei(), AnswerCounterProposal { accept: false, ..other });
    let yes = |no| AcceptAssignment { proposal_no: Some(no), ..accept(assignment_id) };
    scene.refused(by(ming), yes(1), "TERMS_NOT_ACCEPTED");
    let events = of_assignment(scene.accepted(by(ming), yes(2)));
    let [AssignmentAccepted(agreed)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(agreed.agreed.submit_by, instead.and_then(|it| it.submit_by));
}

#[test]
fn only_the_newest_open_proposal_is_answered() {
    let (mut scene, assignment_id) = offered();
    let ming = koc("ming");
    scene.refused(mei(), answer(assignment_id, 0, true), "PROPOSAL_NOT_OPEN");
    for days in [40, 45] {
        let asked = later(&scene, days);
        scene.given(by(ming), ask(assignment_id, asked));
    }
    scene.refused(mei(), answer(assignment_id, 1, true), "PROPOSAL_NOT_OPEN");
    scene.given(mei(), answer(assignment_id, 2, true));
    scene.refused(mei(), answer(assignment_id, 2, true), "PROPOSAL_NOT_OPEN");
}

#[test]
fn work_of_an_instant_is_not_negotiated() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    let asked = later(&scene, 2);
    scene.refused(by(ming), ask(assignment_id, asked), "NEGOTIATION_NOT_ALLOWED");
}

#[test]
fn other_terms_say_something_that_can_be() {
    let (mut scene, assignment_id) = offered();
    let ming = koc("ming");
    let nothing = TermChanges::default();
    scene.refused(by(ming), ask(assignment_id, nothing), "NO_CHANGE");
    let past = TermChanges { submit_by: Some(scene.now()), ..TermChanges::default() };
    scene.refused(by(ming), ask(assignment_id, past), "DATE_IN_PAST");
    // The law of horizons holds for one member as it does for a brief.
    let too_long = later(&scene, 93);
    scene.refused(by(ming), ask(assignment_id, too_long), "HORIZON_WINDOW_MISMATCH");
    let kind = ReturnKind::Exposure;
    let (amount, budget_id) = (None, None);
    let unsaid = vec![Return { kind, text: text("转发", " "), amount, budget_id }];
    let returns = TermChanges { returns: Some(unsaid), ..TermChanges::default() };
    scene.refused(by(ming), ask(assignment_id, returns), "LABEL_MISSING");
    let of = |outputs| TermChanges { outputs: Some(outputs), ..TermChanges::default() };
    scene.refused(by(ming), ask(assignment_id, of(Vec::new())), "FIELD_INVALID");
    let unknown = vec![Output { format: "opera".to_owned(), min: 1, max: 2, count: 1 }];
    scene.refused(by(ming), ask(assignment_id, of(unknown)), "TERM_UNKNOWN");
    let silent = CounterPropose { message: " ".into(), ..ask(assignment_id, later(&scene, 40)) };
    scene.refused(by(ming), silent, "FIELD_INVALID");
}

#[test]
fn only_the_assignee_asks_and_only_while_the_offer_stands() {
    let (mut scene, assignment_id) = offered();
    let ming = koc("ming");
    let other = member(&mut scene, "other");
    let asked = ask(assignment_id, later(&scene, 40));
    scene.refused(by(other), asked.clone(), "NOT_THE_ASSIGNEE");
    let (koc_id, from) = (ming, scene.today());
    let mut paused = scene.clone();
    paused.given(by(ming), PauseKoc { koc_id, from, until: None, reason: None });
    paused.refused(by(ming), asked.clone(), "KOC_NOT_ACTIVE");
    let mut late = scene.clone();
    late.wait_hours(25);
    late.refused(by(ming), ask(assignment_id, later(&scene, 40)), "OFFER_EXPIRED");
    scene.given(by(ming), accept(assignment_id));
    scene.refused(by(ming), asked, "OFFER_NOT_PENDING");
}

#[test]
fn the_brands_silence_does_not_let_an_offer_run_out_before_work_is_due() {
    let (mut scene, assignment_id) = offered();
    let ming = koc("ming");
    let asked = ask(assignment_id, later(&scene, 40));
    scene.given(by(ming), asked);
    scene.wait_days(3);
    scene.refused(Actor::SYSTEM, ExpireAssignment { assignment_id }, "NOT_YET_DUE");
    // The member cannot stretch the offer by asking: only the brand's answer does.
    scene.refused(by(ming), accept(assignment_id), "OFFER_EXPIRED");
    scene.wait_days(28).given(Actor::SYSTEM, ExpireAssignment { assignment_id });
}

#[test]
fn an_offer_is_taken_back_for_a_reason_before_it_is_accepted() {
    let (mut scene, assignment_id) = offered();
    let ming = koc("ming");
    let withdraw = |reason: &str| WithdrawAssignment { assignment_id, reason: reason.into() };
    scene.refused(mei(), withdraw(" "), "REASON_REQUIRED");
    scene.given(mei(), withdraw("the launch moved"));
    scene.refused(by(ming), accept(assignment_id), "OFFER_NOT_PENDING");
    scene.refused(mei(), withdraw("again"), "OFFER_NOT_PENDING");
    let held = given_month_accepted(&mut scene, "other month", ming);
    let too_late = WithdrawAssignment { assignment_id: held, reason: "the launch moved".into() };
    scene.refused(mei(), too_late, "OFFER_NOT_PENDING");
}

#[test]
fn a_task_called_off_ends_a_negotiation() {
    let (mut scene, assignment_id) = offered();
    let asked = ask(assignment_id, later(&scene, 40));
    scene.given(by(koc("ming")), asked.clone());
    let (task_id, reason) = (task_id("month"), "the launch is off".to_owned());
    let compensation_rule = CompensationRule::default();
    scene.given(mei(), CancelTask { task_id, reason, compensation_rule });
    scene.refused(mei(), answer(assignment_id, 1, true), "PROPOSAL_NOT_OPEN");
    scene.refused(by(koc("ming")), asked, "OFFER_NOT_PENDING");
}
