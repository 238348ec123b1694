//! Working together: who answers the member, what they are given, how far they are.

use domain::assignment::Event::{ContactAppointed, ProgressRecorded, ResourceProvided};
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::id::AssignmentId;

use crate::common::*;
use crate::work::*;

fn contact(assignment_id: AssignmentId, name: &str) -> AppointContact {
    AppointContact { assignment_id, operator_id: operator_id(name) }
}

fn resource(assignment_id: AssignmentId, reference: &str) -> ProvideResource {
    let (kind, reference) = (ResourceKind::TechnicalData, reference.to_owned());
    ProvideResource { assignment_id, kind, reference, note: Some("for the table".into()) }
}

fn progress(assignment_id: AssignmentId, percent: u8) -> RecordProgress {
    RecordProgress { assignment_id, note: "filmed half of it".into(), percent: Some(percent) }
}

#[test]
fn somebody_else_answers_from_now_on() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    scene.refused(mei(), contact(assignment_id, "mei"), "NO_CHANGE");
    scene.refused(mei(), contact(assignment_id, "nobody"), "NOT_FOUND");
    let events = of_assignment(scene.accepted(mei(), contact(assignment_id, "lin")));
    assert!(matches!(events.as_slice(), [ContactAppointed(e)] if e.previous == operator_id("mei")));
    let (reason, note) = (DeclineReason::Time, None);
    scene.given(by(ming), DeclineAssignment { assignment_id, reason, note });
    scene.refused(mei(), contact(assignment_id, "wei"), "ASSIGNMENT_NOT_ACTIVE");
}

#[test]
fn a_holder_is_given_what_they_need() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    scene.refused(mei(), resource(assignment_id, "seat:table"), "ASSIGNMENT_NOT_ACTIVE");
    scene.given(by(ming), accept(assignment_id));
    scene.refused(mei(), resource(assignment_id, "at Wang Fang's"), "FIELD_INVALID");
    let events = of_assignment(scene.accepted(mei(), resource(assignment_id, "seat:table")));
    assert!(matches!(events.as_slice(), [ResourceProvided(e)] if e.reference == "seat:table"));
}

#[test]
fn a_holder_says_how_far_they_are() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    scene.refused(by(ming), progress(assignment_id, 50), "ASSIGNMENT_NOT_ACTIVE");
    scene.given(by(ming), accept(assignment_id));
    scene.refused(by(ming), progress(assignment_id, 101), "FIELD_INVALID");
    let other = member(&mut scene, "other");
    scene.refused(by(other), progress(assignment_id, 50), "NOT_THE_ASSIGNEE");
    let events = of_assignment(scene.accepted(by(ming), progress(assignment_id, 50)));
    assert!(matches!(events.as_slice(), [ProgressRecorded(e)] if e.percent == Some(50)));
}
