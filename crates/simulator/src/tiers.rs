//! How members rise, slip, step down and come back, and how the rules for it change.

use domain::approval::{CorrectionProposal, PolicyProposal, Proposal, TierProposal};
use domain::id::{CandidacyId, EventId, KocId};
use domain::koc::command::*;
use domain::koc::values::NominationSource;
use domain::koc::{self};
use domain::operator::command::GiveApproval;
use domain::policy::command::*;
use domain::vocabulary::TierCode;
use domain::{Actor, Moment};

use crate::founding::policy;
use crate::office::{approver, ops};
use crate::world::World;

pub(crate) fn each_day(world: &mut World<'_>) {
    if !world.woven {
        policies(world);
    }
    let rates = &world.plan.rates;
    let upper = world.people.in_upper();
    for _ in 0..world.share_of_day(u64::from(rates.step_down_pm_month), 1_000, upper) {
        steps_down(world);
    }
    if world.is_day(30, 12) {
        for _ in 0..world.some(4_000) {
            notices(world);
        }
    }
    if world.is_day(50, 33) {
        locks(world);
    }
}

/// At a third of the time a second version is discussed and taken back; at half, a third comes.
fn policies(world: &mut World<'_>) {
    let days = world.plan.days();
    let plan = world.plan;
    let draft =
        |version, works| DraftTierPolicy { version, rules: policy(plan, works), note: None };
    if world.day == days / 4 {
        world.send(ops(), draft(2, 2_400));
        let (until, audience) =
            (world.today().plus(10), vec![TierCode::Responder, TierCode::Partner]);
        let at = world.now.plus_hours(1);
        world.at(at, ops(), OpenPolicyConsultation { version: 2, until, audience });
        let reason = "成员认为门槛过高 Members found the bar too high".to_owned();
        let at = world.now.plus_hours(24 * 8);
        world.at(at, ops(), WithdrawPolicyDraft { version: 2, reason });
    }
    if world.day == days / 2 {
        world.send(ops(), draft(3, 1_400));
        let proposal = Proposal::PublishPolicy(PolicyProposal { version: 3 });
        let at = world.now.plus_hours(10);
        world.at(at, approver(), GiveApproval { proposal, note: None });
        let publish = PublishTierPolicy {
            version: 3,
            in_force_from: world.today().plus(1),
            impact_report_ref: None,
            grace_for_incumbents_days: 30,
        };
        world.at(at.plus_hours(1), ops(), publish);
    }
}

/// A second person approves, and an hour later it is done.
pub(crate) fn approved(
    world: &mut World<'_>,
    at: Moment,
    proposal: Proposal,
    then: impl Into<domain::Command>,
) {
    world.at(at, approver(), GiveApproval { proposal, note: None });
    world.at(at.plus_hours(1), ops(), then);
}

pub(crate) fn nothing_added() -> EvidenceNote {
    EvidenceNote { refs: Vec::new(), note: None }
}

fn promote(
    world: &mut World<'_>,
    at: Moment,
    koc_id: KocId,
    to_tier: TierCode,
    basis: PromotionBasis,
) {
    let then = at.plus_hours(1);
    let promotion = PromoteKoc {
        koc_id,
        to_tier,
        policy_version: world.policy_on(world.date(then)),
        basis,
        evidence: nothing_added(),
        effective_on: world.date(then),
    };
    approved(world, at, Proposal::Promote(TierProposal { koc_id, to_tier }), promotion);
}

/// Somebody noticed somebody; the clock does the rest.
fn notices(world: &mut World<'_>) {
    let Some(koc_id) = world.of_tier(TierCode::Seed) else { return };
    let named = NominateCandidate {
        koc_id,
        candidacy_id: CandidacyId::derived(&[b"noticed", &world.next()]),
        target_tier: TierCode::Responder,
        source: NominationSource::Observation,
        source_ref: None,
        note: None,
    };
    world.send(ops(), named);
    // And one in a while rises for a reason, although the numbers are not there.
    if world.chance.percent(30) {
        let Some(koc_id) = world.of_tier(TierCode::Seed) else { return };
        let at = world.within(9, 17);
        let basis = PromotionBasis::Override("活动表现突出 Stood out at an event".into());
        promote(world, at, koc_id, TierCode::Responder, basis);
    }
}

fn locks(world: &mut World<'_>) {
    let Some(koc_id) = world.of_tier(TierCode::Responder) else { return };
    let until = Some(world.today().plus(60));
    let reason = || "产假期间保级 On parental leave".into();
    world.send(ops(), LockTier { koc_id, until, reason: reason() });
    let at = world.within(24 * 20, 24 * 40);
    world.at(at, ops(), UnlockTier { koc_id, reason: reason() });
}

fn steps_down(world: &mut World<'_>) {
    let tier = if world.chance.percent(20) { TierCode::Partner } else { TierCode::Responder };
    let Some(koc_id) = world.of_tier(tier) else { return };
    let me = Actor::koc(koc_id);
    let Some(to_tier) = tier.below() else { return };
    let effective_on = world.today();
    world.send(me, StepDown { koc_id, to_tier, reason: None, effective_on });
    if world.chance.percent(world.plan.rates.return_pct) {
        let at = world.within(24 * 25, 24 * 90);
        let effective_on = world.date(at);
        world.at(at, me, ReturnToTier { koc_id, to_tier: tier, effective_on });
    }
}

pub(crate) fn heard(world: &mut World<'_>, position: EventId, event: &koc::Event) {
    use koc::Event::*;
    match event {
        KocPromoted(e) => promoted(world, position, e),
        CandidateNominated(e) => named(world, e.koc_id, e.candidacy_id, e.target_tier),
        TierInvitationSent(e) => invited(world, e.koc_id, e.target_tier),
        TierInvitationAccepted(e) => {
            let at = world.within(10, 100);
            promote(world, at, e.koc_id, e.target_tier, PromotionBasis::Policy(true));
        }
        TierNoticeGiven(e) if world.chance.percent(world.plan.rates.demote_pct) => {
            let Some(to_tier) = e.at_risk_tier.below() else { return };
            let at = world.zone.start_of(e.decide_on).plus_hours(30);
            let demotion = DemoteKoc {
                koc_id: e.koc_id,
                to_tier,
                policy_version: world.policy_on(world.date(at.plus_hours(1))),
                basis: DemotionBasis::Policy,
                evidence: nothing_added(),
                reason: "近期参与较少 Little was done of late".into(),
                effective_on: world.date(at.plus_hours(1)),
            };
            approved(
                world,
                at,
                Proposal::Demote(TierProposal { koc_id: e.koc_id, to_tier }),
                demotion,
            );
        }
        _ => {}
    }
}

/// The team looks at a candidate for some days.
fn named(world: &mut World<'_>, koc_id: KocId, candidacy_id: CandidacyId, target: TierCode) {
    let drawn = world.chance.below(100);
    let at = world.within(20, 240);
    if drawn < world.plan.rates.promote_pct {
        if target == TierCode::Partner || world.chance.percent(20) {
            let (message, expires_at) = ("请加入 Please join".into(), at.plus_hours(96));
            let candidacy_id = Some(candidacy_id);
            let invitation =
                InviteToTier { koc_id, target_tier: target, message, expires_at, candidacy_id };
            world.at(at, ops(), invitation);
        } else {
            promote(world, at, koc_id, target, PromotionBasis::Candidacy(candidacy_id));
        }
    } else if drawn < world.plan.rates.promote_pct + 15 {
        let reason = "先再看看 Let us wait".into();
        world.at(at, ops(), DismissCandidate { koc_id, candidacy_id, reason });
    }
}

fn invited(world: &mut World<'_>, koc_id: KocId, target_tier: TierCode) {
    let (me, at) = (Actor::koc(koc_id), world.within(5, 90));
    match world.chance.below(100) {
        0..=79 => world.at(at, me, AcceptTierInvitation { koc_id, target_tier }),
        80..=94 => {
            let reason = Some("时间不够 No time".into());
            world.at(at, me, DeclineTierInvitation { koc_id, target_tier, reason });
        }
        _ => {}
    }
}

/// Now and then a promotion was entered for the wrong day, and is put right.
fn promoted(world: &mut World<'_>, supersedes: EventId, e: &koc::event::KocPromoted) {
    if !world.chance.percent(3) {
        return;
    }
    let (koc_id, tier, effective_on) = (e.koc_id, e.to, e.effective_on.plus(-1));
    let proposal = CorrectionProposal { koc_id, supersedes, tier, effective_on };
    let reason = "登记日期有误 The day was wrong".into();
    let at = world.within(24, 90);
    let put_right = CorrectTier { koc_id, supersedes, tier, effective_on, reason };
    approved(world, at, Proposal::CorrectTier(proposal), put_right);
}
