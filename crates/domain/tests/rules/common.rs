//! A programme that every rule test begins from. Whatever is here was reached by commands.

use domain::approval::{PolicyProposal, Proposal, TierProposal};
use domain::id::{KocId, OperatorId, ProgrammeId, Sha256};
use domain::koc::command::*;
use domain::koc::values::{EntrySource, ImportedPlace};
use domain::operator::command::{AddOperator, GiveApproval};
use domain::policy::PolicyRules;
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::programme::command::{CreateProgramme, GoLive, PublishConsentText};
use domain::vocabulary::{ConsentPurpose, LabelScheme, TierCode};
use domain::{Actor, Lang, LocalText, Moment, Role};
use testkit::scene::Scene;

/// When scenes begin: 10 o'clock in the programme's zone.
pub(crate) const START: &str = "2025-03-01T02:00:00Z";

/// Runs the programme.
pub(crate) fn mei() -> Actor {
    Actor::operator(operator_id("mei"), Role::Ops)
}

/// Gives the second pair of eyes.
pub(crate) fn lin() -> Actor {
    Actor::operator(operator_id("lin"), Role::Approver)
}

/// Judges work.
pub(crate) fn wei() -> Actor {
    Actor::operator(operator_id("wei"), Role::Reviewer)
}

/// The operator of that name.
pub(crate) fn operator_id(name: &str) -> OperatorId {
    OperatorId::derived(&[name.as_bytes()])
}

/// The member of that name, registered or not.
pub(crate) fn koc(name: &str) -> KocId {
    KocId::derived(&[name.as_bytes()])
}

/// That member with their own key.
pub(crate) fn by(koc_id: KocId) -> Actor {
    Actor::koc(koc_id)
}

/// The programme.
pub(crate) fn programme_id() -> ProgrammeId {
    ProgrammeId::derived(&[b"programme"])
}

/// A text in both languages.
pub(crate) fn text(zh: &str, en: &str) -> LocalText {
    LocalText::new(zh, en)
}

/// Founds the programme.
pub(crate) fn create_programme() -> CreateProgramme {
    CreateProgramme {
        programme_id: programme_id(),
        brand: "Qingfeng".to_owned(),
        name: text("清风车主共创", "Qingfeng owners"),
        time_zone: "Asia/Shanghai".to_owned(),
        locales: vec![Lang::Zh, Lang::En],
        currency: "CNY".to_owned(),
        min_age: 18,
        default_label_scheme: LabelScheme::Role,
        simulation_seed: None,
    }
}

/// The first text of a consent.
pub(crate) fn consent_text(purpose: ConsentPurpose) -> PublishConsentText {
    PublishConsentText {
        purpose,
        text_version: 1,
        text: text("我同意。", "I agree."),
        sha256: Sha256([7; 32]),
    }
}

/// Adds an operator.
pub(crate) fn add_operator(name: &str, roles: &[Role]) -> AddOperator {
    AddOperator { operator_id: operator_id(name), name: name.into(), roles: roles.to_vec() }
}

/// A programme in set-up: the default policy published, consent texts, operators mei, lin and wei.
/// History may be imported.
#[track_caller]
pub(crate) fn set_up() -> Scene {
    let mut scene = Scene::at(START);
    scene.given(Actor::SYSTEM, create_programme());
    let rules = PolicyRules::default_rules();
    scene.given(Actor::SYSTEM, DraftTierPolicy { version: 1, rules, note: None });
    let in_force_from = scene.today();
    scene.given(Actor::SYSTEM, publish(1, in_force_from, 0));
    for purpose in [
        ConsentPurpose::Participation,
        ConsentPurpose::Mentoring,
        ConsentPurpose::Publicity,
        ConsentPurpose::Story,
        ConsentPurpose::Confidentiality,
    ] {
        scene.given(Actor::SYSTEM, consent_text(purpose));
    }
    scene.given(Actor::SYSTEM, add_operator("mei", &[Role::Ops]));
    scene.given(Actor::SYSTEM, add_operator("lin", &[Role::Ops, Role::Approver]));
    scene.given(Actor::SYSTEM, add_operator("wei", &[Role::Reviewer]));
    scene
}

/// Publishes a policy version.
pub(crate) fn publish(version: u32, in_force_from: domain::Day, grace: u16) -> PublishTierPolicy {
    PublishTierPolicy {
        version,
        in_force_from,
        impact_report_ref: None,
        grace_for_incumbents_days: grace,
    }
}

/// The same, live from today.
#[track_caller]
pub(crate) fn live() -> Scene {
    let mut scene = set_up();
    go_live(&mut scene);
    scene
}

/// Ends the set-up.
#[track_caller]
pub(crate) fn go_live(scene: &mut Scene) {
    let live_on = scene.today();
    scene.given(mei(), GoLive { live_on });
}

/// A command that registers somebody of that name.
pub(crate) fn register(name: &str) -> RegisterKoc {
    RegisterKoc {
        koc_id: koc(name),
        name: name.into(),
        contact: None,
        birth_year: 1990,
        locale: Lang::Zh,
        entry_source: EntrySource::App,
        referred_by: None,
        consents: vec![ConsentGiven { purpose: ConsentPurpose::Participation, text_version: 1 }],
        entry_tier: TierCode::Seed,
        external_ref: None,
    }
}

/// A member of the lowest tier.
#[track_caller]
pub(crate) fn member(scene: &mut Scene, name: &str) -> KocId {
    scene.given(mei(), register(name));
    koc(name)
}

/// A command that changes nothing of a profile yet.
pub(crate) fn profile(koc_id: KocId) -> UpdateProfile {
    UpdateProfile {
        koc_id,
        skills: None,
        formats: None,
        styles: None,
        tones: None,
        topics: None,
        audiences: None,
        communities: None,
        region: None,
        archetype: None,
        loyalty_note: None,
    }
}

/// Some terms.
pub(crate) fn terms(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// A command that says somebody has these skills and makes these formats.
pub(crate) fn can(koc_id: KocId, skills: &[&str], formats: &[&str]) -> UpdateProfile {
    let (skills, formats) = (Some(terms(skills)), Some(terms(formats)));
    UpdateProfile { skills, formats, ..profile(koc_id) }
}

/// A command that gives a consent.
pub(crate) fn grant(koc_id: KocId, purpose: ConsentPurpose) -> GrantConsent {
    GrantConsent { koc_id, purpose, text_version: 1, evidence_ref: None, expires_on: None }
}

/// Puts a new policy into force today, drafted by mei and approved by lin.
#[track_caller]
pub(crate) fn new_policy(scene: &mut Scene, version: u32, rules: PolicyRules) {
    scene.given(mei(), DraftTierPolicy { version, rules, note: None });
    approve(scene, Proposal::PublishPolicy(PolicyProposal { version }));
    let in_force_from = scene.today();
    scene.given(mei(), publish(version, in_force_from, 365));
}

/// Lin approves.
#[track_caller]
pub(crate) fn approve(scene: &mut Scene, proposal: Proposal) {
    scene.given(lin(), GiveApproval { proposal, note: None });
}

/// Lin approves that a member is promoted.
#[track_caller]
pub(crate) fn approve_promotion(scene: &mut Scene, koc_id: KocId, to_tier: TierCode) {
    approve(scene, Proposal::Promote(TierProposal { koc_id, to_tier }));
}

/// Lin approves that a member is demoted.
#[track_caller]
pub(crate) fn approve_demotion(scene: &mut Scene, koc_id: KocId, to_tier: TierCode) {
    approve(scene, Proposal::Demote(TierProposal { koc_id, to_tier }));
}

/// Nothing added to the evidence.
pub(crate) fn no_note() -> EvidenceNote {
    EvidenceNote { refs: Vec::new(), note: None }
}

/// Promotes for a reason, under policy version 1, today.
pub(crate) fn promote(scene: &Scene, koc_id: KocId, to_tier: TierCode) -> PromoteKoc {
    PromoteKoc {
        koc_id,
        to_tier,
        policy_version: 1,
        basis: PromotionBasis::Override("stood out at the spring drive".into()),
        evidence: no_note(),
        effective_on: scene.today(),
    }
}

/// Invites to a tier, open for three days.
pub(crate) fn invite(scene: &Scene, koc_id: KocId, target_tier: TierCode) -> InviteToTier {
    InviteToTier {
        koc_id,
        target_tier,
        message: "please join us".into(),
        expires_at: scene.now().plus_hours(72),
        candidacy_id: None,
    }
}

/// Serves the days the policy asks for, accepts the invitation and is promoted one tier up.
#[track_caller]
pub(crate) fn rise(scene: &mut Scene, koc_id: KocId, to_tier: TierCode) {
    scene.wait_days(30);
    if to_tier == TierCode::Partner {
        scene.given(mei(), invite(scene, koc_id, to_tier));
        scene.given(by(koc_id), AcceptTierInvitation { koc_id, target_tier: to_tier });
    }
    approve_promotion(scene, koc_id, to_tier);
    scene.given(mei(), promote(scene, koc_id, to_tier));
}

/// A member of the second tier; 30 days pass.
#[track_caller]
pub(crate) fn responder(scene: &mut Scene, name: &str) -> KocId {
    let koc_id = member(scene, name);
    rise(scene, koc_id, TierCode::Responder);
    koc_id
}

/// A member of the third tier; 60 days pass.
#[track_caller]
pub(crate) fn partner(scene: &mut Scene, name: &str) -> KocId {
    let koc_id = responder(scene, name);
    rise(scene, koc_id, TierCode::Partner);
    koc_id
}

/// The id of the person behind an external key.
pub(crate) fn imported(external_ref: &str) -> KocId {
    KocId::of_external(programme_id(), external_ref)
}

/// A tier move of the time before.
pub(crate) fn tier_move(
    external_ref: &str,
    at: &str,
    from: ImportedPlace,
    to: ImportedPlace,
) -> ImportTierMove {
    ImportTierMove {
        koc_id: imported(external_ref),
        external_ref: external_ref.to_owned(),
        at: moment(at),
        from,
        to,
    }
}

/// A moment as written.
pub(crate) fn moment(text: &str) -> Moment {
    text.parse().expect("a moment")
}
