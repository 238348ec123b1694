//! Who may act as what, and how somebody leaves the brand's team.

use domain::approval::{Proposal, TierProposal};
use domain::assignment::command::{AppointContact, AssignTask, ClaimTask, DeclineAssignment};
use domain::assignment::values::{Assignee, DeclineReason};
use domain::operator::command::*;
use domain::task::Selection;
use domain::task::command::OpenTask;
use domain::vocabulary::TierCode;
use domain::{Actor, Event, Role, assignment, operator};
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

fn grant(name: &str, role: Role) -> GrantRole {
    GrantRole { operator_id: operator_id(name), role }
}

fn revoke(name: &str, role: Role) -> RevokeRole {
    RevokeRole { operator_id: operator_id(name), role }
}

fn deactivate(name: &str, to: Option<&str>) -> DeactivateOperator {
    let (operator_id, hand_over_to) = (operator_id(name), to.map(operator_id));
    DeactivateOperator { operator_id, reason: "moves to another team".into(), hand_over_to }
}

/// Two administrators besides the team.
fn with_admins() -> (Scene, Actor) {
    let mut scene = live_with_words();
    scene.given(Actor::ADMIN, add_operator("ann", &[Role::Admin]));
    scene.given(Actor::ADMIN, add_operator("bo", &[Role::Admin]));
    let ann = Actor::operator(operator_id("ann"), Role::Admin);
    (scene, ann)
}

#[test]
fn a_role_is_granted_and_taken_back_by_administrators() {
    let (mut scene, ann) = with_admins();
    let mei_approves = Actor::operator(operator_id("mei"), Role::Approver);
    member(&mut scene, "ming");
    let proposal =
        Proposal::Promote(TierProposal { koc_id: koc("ming"), to_tier: TierCode::Responder });
    let approval = GiveApproval { proposal, note: None };
    scene.refused(mei_approves, approval.clone(), "FORBIDDEN");
    scene.refused(mei(), grant("mei", Role::Approver), "FORBIDDEN");
    scene.given(ann, grant("mei", Role::Approver));
    scene.refused(ann, grant("mei", Role::Approver), "NO_CHANGE");
    scene.given(mei_approves, approval);
    scene.given(ann, revoke("mei", Role::Approver));
    scene.refused(ann, revoke("mei", Role::Approver), "NO_CHANGE");
    scene.refused(ann, grant("mei", Role::Koc), "OPERATOR_ROLE_INVALID");
    scene.refused(ann, grant("nobody", Role::Ops), "NOT_FOUND");
}

#[test]
fn who_pays_does_not_approve() {
    let (mut scene, ann) = with_admins();
    scene.given(ann, add_operator("fay", &[Role::Finance]));
    scene.refused(ann, grant("fay", Role::Approver), "ROLE_CONFLICT");
    scene.refused(ann, grant("fay", Role::Admin), "ROLE_CONFLICT");
    scene.refused(ann, grant("ann", Role::Privacy), "ROLE_CONFLICT");
    scene.refused(ann, add_operator("gil", &[Role::Approver, Role::Finance]), "ROLE_CONFLICT");
    scene.accepted(ann, grant("fay", Role::Analyst));
}

#[test]
fn one_administrator_stays() {
    let (mut scene, ann) = with_admins();
    scene.given(ann, revoke("bo", Role::Admin));
    scene.refused(ann, revoke("ann", Role::Admin), "LAST_ADMIN");
    scene.refused(ann, deactivate("ann", None), "LAST_ADMIN");
    scene.given(ann, grant("bo", Role::Admin));
    scene.accepted(ann, deactivate("ann", None));
    scene.refused(Actor::ADMIN, revoke("bo", Role::Admin), "LAST_ADMIN");
}

#[test]
fn contacts_are_handed_over_and_questions_go_to_whoever_took_over() {
    let (mut scene, ann) = with_admins();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    let assignment_id = given_offer(&mut scene, "film", ming);
    // The open task and the offer that waits.
    let refusal = scene.send(ann, deactivate("mei", None)).expect_err("has contacts");
    assert_eq!(refusal.violations(), [domain::Violation::OperatorHasContacts { n: 2 }]);
    scene.refused(ann, deactivate("mei", None), "OPERATOR_HAS_CONTACTS");
    scene.refused(ann, deactivate("mei", Some("mei")), "FIELD_INVALID");
    scene.refused(ann, deactivate("mei", Some("nobody")), "NOT_FOUND");
    let silent = DeactivateOperator { reason: " ".into(), ..deactivate("mei", Some("lin")) };
    scene.refused(ann, silent, "REASON_REQUIRED");
    let events = scene.accepted(ann, deactivate("mei", Some("lin")));
    let [Event::Operator(operator::Event::OperatorDeactivated(gone))] = &events[..] else {
        panic!("one event: {events:?}")
    };
    assert_eq!((gone.handed_over, gone.handed_over_to), (2, Some(operator_id("lin"))));
    assert_eq!(gone.reason.person, operator_id("mei").into());

    let lin = Actor::operator(operator_id("lin"), Role::Ops);
    let to_hua = offer(&scene, task_id("film"), hua);
    let events = of_assignment(scene.accepted(lin, to_hua.clone()));
    let [assignment::Event::TaskAssigned(offered)] = &events[..] else {
        panic!("one event: {events:?}")
    };
    assert_eq!(offered.contact_operator, operator_id("lin"), "the brief still names mei");
    let named = AssignTask { contact_operator: Some(operator_id("mei")), ..to_hua };
    scene.refused(lin, named, "OPERATOR_INACTIVE");
    // Lin answers for what mei answered for, and cannot leave without handing it on.
    scene.refused(ann, deactivate("lin", None), "OPERATOR_HAS_CONTACTS");
    let (reason, note) = (DeclineReason::Time, None);
    scene.given(by(ming), DeclineAssignment { assignment_id, reason, note });
}

#[test]
fn nobody_takes_on_work_that_no_contact_answers_for() {
    let (mut scene, ann) = with_admins();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    let assignment_id = given_offer(&mut scene, "film", ming);
    let wanted = brief(&scene);
    let clip = given_brief(&mut scene, draft("clip"), wanted);
    let open = OpenTask { selection: Selection::OpenClaim, slots: Some(3), ..open(clip) };
    scene.given(mei(), open);
    // The brief names mei, who may do nothing any more.
    scene.given(ann, revoke("mei", Role::Ops));
    scene.refused(by(ming), accept(assignment_id), "CONTACT_MISSING");
    let lin = Actor::operator(operator_id("lin"), Role::Ops);
    let to_hua = offer(&scene, task_id("film"), hua);
    scene.refused(lin, to_hua.clone(), "CONTACT_MISSING");
    let named = AssignTask { contact_operator: Some(operator_id("mei")), ..to_hua.clone() };
    scene.refused(lin, named, "CONTACT_MISSING");
    let claim =
        ClaimTask { task_id: clip, assignee: Assignee::Koc(hua), terms_accepted: all_terms() };
    scene.refused(by(hua), claim.clone(), "CONTACT_MISSING");
    // Somebody else answers: by name, for work under way, and for everything once mei hands over.
    let named = AssignTask { contact_operator: Some(operator_id("lin")), ..to_hua };
    scene.accepted(lin, named);
    let operator_id = operator_id("lin");
    scene.given(lin, AppointContact { assignment_id, operator_id });
    scene.accepted(by(ming), accept(assignment_id));
    scene.given(ann, deactivate("mei", Some("lin")));
    let events = of_assignment(scene.accepted(by(hua), claim));
    let [assignment::Event::TaskAssigned(claimed), _] = &events[..] else {
        panic!("taken and accepted: {events:?}")
    };
    assert_eq!(claimed.contact_operator, operator_id, "the brief still names mei");
}

#[test]
fn whoever_left_the_team_sends_nothing_and_what_they_approved_counts_no_more() {
    let (mut scene, ann) = with_admins();
    let ming = member(&mut scene, "ming");
    scene.wait_days(30);
    approve_promotion(&mut scene, ming, TierCode::Responder);
    scene.given(ann, deactivate("lin", None));
    let promotion = promote(&scene, ming, TierCode::Responder);
    scene.refused(mei(), promotion, "FOUR_EYES_REQUIRED");
    scene.refused(lin(), deactivate("wei", None), "FORBIDDEN");
    let lin_as_ops = Actor::operator(operator_id("lin"), Role::Ops);
    scene.refused(lin_as_ops, register("hua"), "OPERATOR_INACTIVE");
    scene.refused(ann, deactivate("lin", None), "OPERATOR_INACTIVE");
    scene.refused(ann, grant("lin", Role::Ops), "OPERATOR_INACTIVE");
    scene.refused(ann, deactivate("mei", Some("lin")), "OPERATOR_INACTIVE");
    scene.refused(ann, add_operator("lin", &[Role::Ops]), "OPERATOR_EXISTS");
}
