//! Drafts of the policy: discussed before they are decided, or taken back.

use crate::common::*;
use domain::approval::{PolicyProposal, Proposal};
use domain::operator::command::GiveApproval;
use domain::policy::PolicyRules;
use domain::policy::command::{DraftTierPolicy, OpenPolicyConsultation, WithdrawPolicyDraft};
use domain::vocabulary::TierCode;
use testkit::scene::Scene;

fn drafted() -> Scene {
    let mut scene = live();
    let rules = PolicyRules::default_rules();
    scene.given(mei(), DraftTierPolicy { version: 2, rules, note: None });
    scene
}

fn consult(scene: &Scene, version: u32, days: i32) -> OpenPolicyConsultation {
    let audience = vec![TierCode::Responder, TierCode::Partner];
    OpenPolicyConsultation { version, until: scene.today().plus(days), audience }
}

fn withdraw(version: u32) -> WithdrawPolicyDraft {
    WithdrawPolicyDraft { version, reason: "成员不同意".to_owned() }
}

fn approval(version: u32) -> GiveApproval {
    GiveApproval { proposal: Proposal::PublishPolicy(PolicyProposal { version }), note: None }
}

#[test]
fn a_draft_is_discussed_before_it_is_decided() {
    let mut scene = drafted();
    let asked = consult(&scene, 2, 14);
    scene.given(mei(), asked);
    scene.given(lin(), approval(2));
    let today = scene.today();
    scene.refused(mei(), publish(2, today, 0), "NOT_YET_DUE");
    scene.wait_days(15);
    let today = scene.today();
    scene.accepted(mei(), publish(2, today, 0));
}

#[test]
fn only_a_draft_is_put_up_for_discussion_and_only_once() {
    let mut scene = drafted();
    let asked = consult(&scene, 2, 14);
    let unknown = OpenPolicyConsultation { version: 7, ..asked.clone() };
    scene.refused(mei(), unknown, "POLICY_UNKNOWN");
    let published = OpenPolicyConsultation { version: 1, ..asked.clone() };
    scene.refused(mei(), published, "POLICY_NOT_DRAFT");
    let over = consult(&scene, 2, 0);
    scene.refused(mei(), over, "DATE_IN_PAST");
    let nobody = OpenPolicyConsultation { audience: Vec::new(), ..asked.clone() };
    scene.refused(mei(), nobody, "FIELD_INVALID");
    scene.given(mei(), asked.clone());
    scene.refused(mei(), asked, "POLICY_NOT_DRAFT");
}

#[test]
fn a_draft_that_was_taken_back_is_not_decided_and_its_number_is_gone() {
    let mut scene = drafted();
    scene.given(lin(), approval(2));
    let silent = WithdrawPolicyDraft { reason: " ".to_owned(), ..withdraw(2) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    scene.given(mei(), withdraw(2));
    let today = scene.today();
    scene.refused(mei(), publish(2, today, 0), "POLICY_NOT_DRAFT");
    scene.refused(lin(), approval(2), "POLICY_NOT_DRAFT");
    scene.refused(mei(), withdraw(2), "POLICY_NOT_DRAFT");
    let rules = PolicyRules::default_rules();
    let same = DraftTierPolicy { version: 2, rules: rules.clone(), note: None };
    scene.refused(mei(), same, "POLICY_VERSION_EXISTS");
    new_policy(&mut scene, 3, rules);
}

#[test]
fn what_is_published_is_not_taken_back() {
    let mut scene = drafted();
    scene.refused(mei(), withdraw(1), "POLICY_IN_FORCE");
    scene.refused(mei(), withdraw(7), "POLICY_UNKNOWN");
}

#[test]
fn a_half_life_is_some_days() {
    let mut scene = live();
    let rules = |days| PolicyRules {
        contribution_half_life_days: Some(days),
        ..PolicyRules::default_rules()
    };
    let none = DraftTierPolicy { version: 2, rules: rules(0), note: None };
    scene.refused(mei(), none, "FIELD_INVALID");
    scene.accepted(mei(), DraftTierPolicy { version: 2, rules: rules(180), note: None });
}
