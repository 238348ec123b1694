//! The brand's team, and the approvals its members give.

use crate::common::*;
use domain::approval::*;
use domain::id::{EntryId, EventId};
use domain::operator::command::{AddOperator, GiveApproval};
use domain::vocabulary::{ContributionKind, TierCode};
use domain::{Actor, Event, Role, operator};
use testkit::scene::Scene;

fn promotion(name: &str) -> GiveApproval {
    let proposal = TierProposal { koc_id: koc(name), to_tier: TierCode::Responder };
    GiveApproval { proposal: Proposal::Promote(proposal), note: Some("well earned".into()) }
}

fn with_member() -> Scene {
    let mut scene = live();
    member(&mut scene, "ming");
    scene
}

#[test]
fn an_operator_is_added_once() {
    live().refused(Actor::ADMIN, add_operator("mei", &[Role::Ops]), "OPERATOR_EXISTS");
}

#[test]
fn an_operator_has_roles_of_the_team_and_a_name() {
    let mut scene = live();
    scene.refused(mei(), add_operator("yan", &[Role::Ops, Role::Koc]), "OPERATOR_ROLE_INVALID");
    scene.refused(mei(), add_operator("yan", &[]), "FIELD_INVALID");
    let nameless = AddOperator { name: " ".into(), ..add_operator("yan", &[Role::Ops]) };
    scene.refused(mei(), nameless, "FIELD_INVALID");
}

#[test]
fn an_approval_is_recorded_in_the_approvers_own_stream() {
    let mut scene = with_member();
    let events = scene.accepted(lin(), promotion("ming"));
    let [Event::Operator(operator::Event::ApprovalGiven(given))] = events.as_slice() else {
        panic!("one event: {events:?}");
    };
    assert_eq!(given.operator_id, operator_id("lin"));
    assert_eq!(given.subject, promotion("ming").proposal);
}

#[test]
fn nobody_approves_the_same_twice() {
    let mut scene = with_member();
    scene.given(lin(), promotion("ming"));
    scene.refused(lin(), promotion("ming"), "ALREADY_APPROVED");
    let in_another_role = Actor::operator(operator_id("lin"), Role::Ops).asserted();
    scene.refused(in_another_role, promotion("ming"), "ALREADY_APPROVED");
    scene.accepted(mei(), promotion("ming"));
}

#[test]
fn only_a_named_operator_with_the_right_role_approves() {
    let mut scene = with_member();
    scene.refused(Actor::ADMIN, promotion("ming"), "FORBIDDEN");
    scene.refused(wei(), promotion("ming"), "FORBIDDEN");
    let reviewer_as_approver = Actor::operator(operator_id("wei"), Role::Approver);
    scene.refused(reviewer_as_approver, promotion("ming"), "FORBIDDEN");
    scene.refused(
        Actor::operator(operator_id("nobody"), Role::Approver),
        promotion("ming"),
        "NOT_FOUND",
    );
}

#[test]
fn what_is_approved_must_be_there() {
    let mut scene = with_member();
    let missing = [
        Proposal::PublishPolicy(PolicyProposal { version: 7 }),
        Proposal::Promote(TierProposal { koc_id: koc("hua"), to_tier: TierCode::Responder }),
        Proposal::Demote(TierProposal { koc_id: koc("hua"), to_tier: TierCode::Seed }),
        Proposal::CorrectTier(CorrectionProposal {
            koc_id: koc("ming"),
            supersedes: EventId(9_999),
            tier: TierCode::Seed,
            effective_on: scene.today(),
        }),
        Proposal::AdjustContribution(AdjustmentProposal {
            koc_id: koc("hua"),
            entry_id: EntryId([1; 16]),
            kind: ContributionKind::Help,
            delta: 5,
        }),
    ];
    for proposal in missing {
        scene.refused(lin(), GiveApproval { proposal, note: None }, "NOT_FOUND");
    }
}

#[test]
fn a_policy_in_force_needs_no_approval_any_more() {
    let proposal = Proposal::PublishPolicy(PolicyProposal { version: 1 });
    live().refused(lin(), GiveApproval { proposal, note: None }, "POLICY_ALREADY_PUBLISHED");
}

#[test]
fn a_remark_is_not_a_novel() {
    let mut scene = with_member();
    let note = Some("a".repeat(4_001).as_str().into());
    scene.refused(lin(), GiveApproval { note, ..promotion("ming") }, "FIELD_INVALID");
}

#[test]
fn an_approval_counts_once() {
    let mut scene = with_member();
    scene.wait_days(30);
    scene.given(lin(), promotion("ming"));
    let promotion_of_ming = promote(&scene, koc("ming"), TierCode::Responder);
    scene.given(mei(), promotion_of_ming);
    scene.accepted(lin(), promotion("ming"));
}

#[test]
fn an_operator_acts_only_in_a_role_they_have() {
    let mut scene = live();
    let wei_as_ops = Actor::operator(operator_id("wei"), Role::Ops);
    scene.refused(wei_as_ops, register("ming"), "FORBIDDEN");
    scene.given(mei(), register("ming"));
}
