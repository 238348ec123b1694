//! The programme the stories are set in, and how its people do the usual things.

use domain::approval::{PolicyProposal, Proposal, TierProposal};
use domain::id::{KocId, MentorshipId, OperatorId, ProgrammeId, Sha256};
use domain::koc::command::*;
use domain::koc::values::EntrySource;
use domain::mentorship::command::{AcceptMentorship, AppointMentor, ProposeMentorship};
use domain::mentorship::values::MentorshipParty;
use domain::operator::command::{AddOperator, GiveApproval};
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::policy::{MetricCode, PolicyRules};
use domain::programme::command::{CreateProgramme, ExtendVocabulary, GoLive, PublishConsentText};
use domain::vocabulary::{ConsentPurpose, LabelScheme, TierCode, VocabularyAxis};
use domain::{Actor, Command, Day, Lang, LocalText, Role};

use crate::scene::Scene;

/// Runs the programme.
pub fn mei() -> Actor {
    Actor::operator(operator_id("mei"), Role::Ops)
}

/// Gives the second pair of eyes.
pub fn lin() -> Actor {
    Actor::operator(operator_id("lin"), Role::Approver)
}

/// Judges work.
pub fn wei() -> Actor {
    Actor::operator(operator_id("wei"), Role::Reviewer)
}

/// The operator of that name.
pub fn operator_id(name: &str) -> OperatorId {
    OperatorId::derived(&[name.as_bytes()])
}

/// The member of that name, registered or not.
pub fn koc(name: &str) -> KocId {
    KocId::derived(&[name.as_bytes()])
}

/// The member of that name, acting.
pub fn member(name: &str) -> Actor {
    Actor::koc(koc(name))
}

/// The programme.
pub fn programme_id() -> ProgrammeId {
    ProgrammeId::derived(&[b"qingfeng"])
}

/// A text in both languages.
pub fn text(zh: &str, en: &str) -> LocalText {
    LocalText::new(zh, en)
}

/// The product's own policy, but a partner is made by four good works, not by ten.
pub fn policy() -> PolicyRules {
    let mut rules = PolicyRules::default_rules();
    for rule in rules.promotion_rules.iter_mut().filter(|rule| rule.to == TierCode::Partner) {
        rule.all_of.iter_mut().chain(&mut rule.any_of).for_each(|bar| match bar.metric {
            MetricCode::AcceptedWorks => bar.value = 400,
            MetricCode::ContributionScore => bar.value = 40,
            _ => {}
        });
    }
    rules
}

/// What founds the programme, all but going live: a policy in force from `today`, consent texts,
/// words, operators mei, lin and wei.
pub fn founding(today: Day) -> Vec<(Actor, Command)> {
    let create = CreateProgramme {
        programme_id: programme_id(),
        brand: "Qingfeng".to_owned(),
        name: text("清风车主共创", "Qingfeng owners"),
        time_zone: "Asia/Shanghai".to_owned(),
        locales: vec![Lang::Zh, Lang::En],
        currency: "CNY".to_owned(),
        min_age: 18,
        default_label_scheme: LabelScheme::Role,
        simulation_seed: None,
    };
    let draft = DraftTierPolicy { version: 1, rules: policy(), note: None };
    let mut commands: Vec<Command> = vec![create.into(), draft.into(), publish(1, today, 0).into()];
    for purpose in [ConsentPurpose::Participation, ConsentPurpose::Mentoring] {
        let (text, sha256) = (text("我同意。", "I agree."), Sha256([7; 32]));
        commands.push(PublishConsentText { purpose, text_version: 1, text, sha256 }.into());
    }
    for (axis, code, zh, en) in [
        (VocabularyAxis::Format, "short-video", "短视频", "Short video"),
        (VocabularyAxis::Topic, "range", "续航", "Range"),
        (VocabularyAxis::Model, "qf-7", "清风七号", "Qingfeng 7"),
        (VocabularyAxis::Scene, "road-trip", "长途自驾", "Road trip"),
        (VocabularyAxis::Audience, "families", "家庭用户", "Families"),
        (VocabularyAxis::Skill, "filming", "拍摄", "Filming"),
    ] {
        let (code, labels) = (code.to_owned(), text(zh, en));
        commands.push(ExtendVocabulary { axis, code, labels }.into());
    }
    for (name, roles) in [
        ("mei", vec![Role::Ops]),
        ("lin", vec![Role::Ops, Role::Approver]),
        ("wei", vec![Role::Reviewer]),
    ] {
        let operator_id = operator_id(name);
        commands.push(AddOperator { operator_id, name: name.into(), roles }.into());
    }
    commands.into_iter().map(|command| (Actor::SYSTEM, command)).collect()
}

/// A programme in set-up, on 1 March 2025 at ten in the morning in Shanghai. History may be
/// imported.
#[track_caller]
pub fn set_up() -> Scene {
    let mut scene = Scene::at("2025-03-01T02:00:00Z");
    for (actor, command) in founding(scene.today()) {
        scene.given(actor, command);
    }
    scene
}

/// The same, live from that day.
#[track_caller]
pub fn live() -> Scene {
    let mut scene = set_up();
    go_live(&mut scene);
    scene
}

/// The programme goes live today.
#[track_caller]
pub fn go_live(scene: &mut Scene) {
    let live_on = scene.today();
    scene.given(mei(), GoLive { live_on });
}

/// A policy version comes into force; those who hold a tier keep it so many days longer.
pub fn publish(version: u32, in_force_from: Day, grace: u16) -> PublishTierPolicy {
    PublishTierPolicy {
        version,
        in_force_from,
        impact_report_ref: None,
        grace_for_incumbents_days: grace,
    }
}

/// Somebody joins in the lowest tier.
#[track_caller]
pub fn join(scene: &mut Scene, name: &str) -> KocId {
    join_by(scene, name, mei())
}

/// The same, taken in by somebody else of the team.
#[track_caller]
pub fn join_by(scene: &mut Scene, name: &str, by: Actor) -> KocId {
    scene.given(by, joining(name));
    koc(name)
}

/// How somebody joins: by the name they have in another system.
pub fn joining(name: &str) -> RegisterKoc {
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
        external_ref: Some(name.to_owned()),
    }
}

/// Lin approves; the admin key says so on her behalf, as long as keys of their own do not exist.
#[track_caller]
pub fn approve(scene: &mut Scene, proposal: Proposal) {
    scene.given(lin().asserted(), GiveApproval { proposal, note: None });
}

/// Lin approves that a policy is published.
#[track_caller]
pub fn approve_policy(scene: &mut Scene, version: u32) {
    approve(scene, Proposal::PublishPolicy(PolicyProposal { version }));
}

/// Lin approves a promotion.
#[track_caller]
pub fn approve_promotion(scene: &mut Scene, koc_id: KocId, to_tier: TierCode) {
    approve(scene, Proposal::Promote(TierProposal { koc_id, to_tier }));
}

/// Lin approves a demotion.
#[track_caller]
pub fn approve_demotion(scene: &mut Scene, koc_id: KocId, to_tier: TierCode) {
    approve(scene, Proposal::Demote(TierProposal { koc_id, to_tier }));
}

/// Nothing to add to the evidence that the rule states itself.
pub fn no_note() -> EvidenceNote {
    EvidenceNote { refs: Vec::new(), note: None }
}

/// A promotion today under policy version 1.
pub fn promotion(
    scene: &Scene,
    koc_id: KocId,
    to_tier: TierCode,
    basis: PromotionBasis,
) -> PromoteKoc {
    let (evidence, effective_on) = (no_note(), scene.today());
    PromoteKoc { koc_id, to_tier, policy_version: 1, basis, evidence, effective_on }
}

/// An invitation that stands for three days.
pub fn invitation(scene: &Scene, koc_id: KocId, target_tier: TierCode) -> InviteToTier {
    InviteToTier {
        koc_id,
        target_tier,
        message: "请加入品牌伙伴".into(),
        expires_at: scene.now().plus_hours(72),
        candidacy_id: None,
    }
}

/// Thirty days in the tier, then one tier up for a reason, not by the numbers.
#[track_caller]
pub fn rise(scene: &mut Scene, koc_id: KocId, to_tier: TierCode) {
    scene.wait_days(30);
    if to_tier == TierCode::Partner {
        let invitation = invitation(scene, koc_id, to_tier);
        scene.given(mei(), invitation);
        scene.given(Actor::koc(koc_id), AcceptTierInvitation { koc_id, target_tier: to_tier });
    }
    approve_promotion(scene, koc_id, to_tier);
    let reason = PromotionBasis::Override("春季自驾活动表现突出".into());
    let promotion = promotion(scene, koc_id, to_tier, reason);
    scene.given(mei(), promotion);
}

/// A member who has risen to the second tier; thirty days pass.
#[track_caller]
pub fn responder(scene: &mut Scene, name: &str) -> KocId {
    let koc_id = join(scene, name);
    rise(scene, koc_id, TierCode::Responder);
    koc_id
}

/// A member who has risen to the third tier; sixty days pass.
#[track_caller]
pub fn partner(scene: &mut Scene, name: &str) -> KocId {
    let koc_id = responder(scene, name);
    rise(scene, koc_id, TierCode::Partner);
    koc_id
}

/// A partner becomes a mentor on range, with their consent.
#[track_caller]
pub fn appoint(scene: &mut Scene, koc_id: KocId, capacity: u16) {
    let purpose = ConsentPurpose::Mentoring;
    let consent =
        GrantConsent { koc_id, purpose, text_version: 1, evidence_ref: None, expires_on: None };
    scene.given(Actor::koc(koc_id), consent);
    let topics = vec!["range".to_owned()];
    let statement = Some("愿意带新人".into());
    scene.given(mei(), AppointMentor { koc_id, topics, capacity, statement });
}

/// The mentorship of these two.
pub fn edge_id(mentor: KocId, mentee: KocId) -> MentorshipId {
    MentorshipId::derived(&[&mentor.0, &mentee.0])
}

/// Two members are brought together for ninety days, and both say yes.
#[track_caller]
pub fn pair(scene: &mut Scene, mentor: KocId, mentee: KocId) -> MentorshipId {
    let mentorship_id = edge_id(mentor, mentee);
    let until = scene.today().plus(90);
    let topics = vec!["range".to_owned()];
    let goals = Some("学会拍摄长途自驾".into());
    scene.given(mei(), ProposeMentorship { mentorship_id, mentor, mentee, goals, topics, until });
    for (party, by) in [(mentor, MentorshipParty::Mentor), (mentee, MentorshipParty::Mentee)] {
        scene.given(Actor::koc(party), AcceptMentorship { mentorship_id, by });
    }
    mentorship_id
}
