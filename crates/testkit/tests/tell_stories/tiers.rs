//! How people move between the tiers.

use domain::Actor;
use domain::approval::{CorrectionProposal, Proposal};
use domain::id::{CandidacyId, EventId};
use domain::koc::command::*;
use domain::koc::values::NominationSource;
use domain::policy::MetricCode;
use domain::policy::command::DraftTierPolicy;
use domain::vocabulary::{Availability, TierCode};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::approved_work;

#[test]
fn seed_to_partner_214_days() {
    let mut scene = live();
    let an = join(&mut scene, "an");
    scene.wait_days(20);
    approved_work(&mut scene, "first", an);
    scene.wait_days(20);
    approved_work(&mut scene, "second", an);
    scene.wait_days(20);
    approve_promotion(&mut scene, an, TierCode::Responder);
    let by_policy = promotion(&scene, an, TierCode::Responder, PromotionBasis::Policy(true));
    scene.given(mei(), by_policy);
    for name in ["third", "fourth"] {
        scene.wait_days(30);
        approved_work(&mut scene, name, an);
    }
    let joined = scene.log.iter().find(|it| it.event.event_type().name == "KocRegistered");
    let joined = joined.unwrap().recorded_at;
    let left = 214 * 24 - scene.now().hours_since(joined);
    scene.wait_hours(left);
    let candidacy_id = CandidacyId::derived(&[b"an"]);
    scene.given(
        mei(),
        NominateCandidate {
            koc_id: an,
            candidacy_id,
            target_tier: TierCode::Partner,
            source: NominationSource::Observation,
            source_ref: None,
            note: Some("四件作品都很好".into()),
        },
    );
    let invitation = InviteToTier {
        candidacy_id: Some(candidacy_id),
        ..invitation(&scene, an, TierCode::Partner)
    };
    scene.given(mei(), invitation);
    scene.given(member("an"), AcceptTierInvitation { koc_id: an, target_tier: TierCode::Partner });
    approve_promotion(&mut scene, an, TierCode::Partner);
    let basis = PromotionBasis::Candidacy(candidacy_id);
    let promotion = promotion(&scene, an, TierCode::Partner, basis);
    scene.given(mei(), promotion);
    tell(
        "seed_to_partner_214_days",
        "An joins as a seed, rises by the rules after two approved works, does two more, is named \
         as candidate, invited, says yes, and is a brand partner 214 days after joining. Every \
         promotion carries the metrics it rested on and who approved it.",
        &scene,
    );
}

#[test]
fn invited_and_declined_partner() {
    let mut scene = live();
    let bo = responder(&mut scene, "bo");
    scene.wait_days(40);
    let invite = invitation(&scene, bo, TierCode::Partner);
    scene.given(mei(), invite);
    scene.wait_hours(30);
    let (koc_id, target_tier) = (bo, TierCode::Partner);
    let reason = Some("今年家里很忙".into());
    scene.given(member("bo"), DeclineTierInvitation { koc_id, target_tier, reason });
    let today = scene.today();
    let light = DeclareAvailability {
        koc_id,
        depth: Availability::LightOnly,
        from: today,
        until: Some(today.plus(90)),
        max_concurrent: Some(1),
        note: None,
    };
    scene.given(member("bo"), light);
    approve_promotion(&mut scene, bo, TierCode::Partner);
    let reason = PromotionBasis::Override("表现突出".into());
    let promotion = promotion(&scene, bo, TierCode::Partner, reason);
    scene.refused(mei(), promotion, "INVITATION_NOT_ACCEPTED");
    tell(
        "invited_and_declined_partner",
        "Bo is invited to become a brand partner, says no, and takes light work only for a while. \
         The tier stays; nobody is made a partner without having said yes.",
        &scene,
    );
}

#[test]
fn demoted_after_notice_and_grace() {
    let mut scene = live();
    let chen = partner(&mut scene, "chen");
    let demotion = |scene: &Scene| DemoteKoc {
        koc_id: chen,
        to_tier: TierCode::Responder,
        policy_version: 1,
        basis: DemotionBasis::Policy,
        evidence: no_note(),
        reason: "一年内没有通过的作品".into(),
        effective_on: scene.today(),
    };
    approve_demotion(&mut scene, chen, TierCode::Responder);
    let at_once = demotion(&scene);
    scene.refused(mei(), at_once, "GRACE_PERIOD_ACTIVE");
    scene.wait_days(70);
    let decide_on = scene.today().plus(30);
    scene.given(Actor::SYSTEM, GiveTierNotice { koc_id: chen, decide_on });
    scene.wait_days(10);
    let too_soon = demotion(&scene);
    scene.refused(mei(), too_soon, "NOTICE_PERIOD_NOT_ELAPSED");
    scene.wait_days(20);
    let in_time = demotion(&scene);
    scene.given(mei(), in_time);
    tell(
        "demoted_after_notice_and_grace",
        "Chen, a partner without approved work, is told that the tier is at risk and is demoted \
         only when the grace of the promotion and the notice are both over.",
        &scene,
    );
}

#[test]
fn step_down_and_return() {
    let mut scene = live();
    let dan = partner(&mut scene, "dan");
    scene.wait_days(45);
    let (to_tier, effective_on) = (TierCode::Seed, scene.today());
    let reason = Some("想休息一段时间".into());
    scene.given(member("dan"), StepDown { koc_id: dan, to_tier, reason, effective_on });
    scene.wait_days(120);
    let (to_tier, effective_on) = (TierCode::Partner, scene.today());
    scene.given(member("dan"), ReturnToTier { koc_id: dan, to_tier, effective_on });
    tell(
        "step_down_and_return",
        "Dan steps down two tiers by their own wish and comes back within the right of return: no \
         requirement, no invitation, no approval.",
        &scene,
    );
}

fn newest(scene: &Scene, name: &str) -> EventId {
    let mut newest_first = scene.log.iter().rev();
    newest_first.find(|it| it.event.event_type().name == name).unwrap().position
}

#[test]
fn tier_corrected_backdated() {
    let mut scene = live();
    let er = responder(&mut scene, "er");
    let wrong = newest(&scene, "KocPromoted");
    let effective_on = scene.today().plus(-10);
    scene.wait_days(50);
    let proposal = Proposal::CorrectTier(CorrectionProposal {
        koc_id: er,
        supersedes: wrong,
        tier: TierCode::Responder,
        effective_on,
    });
    approve(&mut scene, proposal);
    scene.given(
        mei(),
        CorrectTier {
            koc_id: er,
            supersedes: wrong,
            tier: TierCode::Responder,
            effective_on,
            reason: "晋级日期录入有误,应提前十天".into(),
        },
    );
    let feng = responder(&mut scene, "feng");
    let wrong = newest(&scene, "KocPromoted");
    let effective_on = scene.today();
    scene.wait_days(20);
    let (koc_id, tier) = (feng, TierCode::Seed);
    let proposal = CorrectionProposal { koc_id, supersedes: wrong, tier, effective_on };
    approve(&mut scene, Proposal::CorrectTier(proposal));
    let reason = "晋级的是同名成员".into();
    scene.given(mei(), CorrectTier { koc_id, supersedes: wrong, tier, effective_on, reason });
    tell(
        "tier_corrected_backdated",
        "Er's promotion was entered ten days late, and it was not Feng who was to be promoted. \
         Both are corrected later: asked as of those days, the answer depends on when one asks.",
        &scene,
    );
}

#[test]
fn policy_v2_mid_window_incumbent_grace() {
    let mut scene = live();
    let gu = responder(&mut scene, "gu");
    scene.wait_days(100);
    let mut harder = policy();
    for rule in harder.retention_rules.iter_mut().filter(|it| it.tier == TierCode::Responder) {
        rule.metrics.iter_mut().filter(|it| it.metric == MetricCode::AcceptedWorks).for_each(
            |it| {
                it.window_days = 180;
            },
        );
    }
    let note = Some(text("保级窗口缩短到半年", "The window for staying is half a year"));
    scene.given(mei(), DraftTierPolicy { version: 2, rules: harder, note });
    approve_policy(&mut scene, 2);
    let today = scene.today();
    scene.refused(mei(), publish(2, today, 0), "INCUMBENT_GRACE_REQUIRED");
    scene.given(mei(), publish(2, today, 120));
    let decide_on = scene.today().plus(30);
    scene.given(Actor::SYSTEM, GiveTierNotice { koc_id: gu, decide_on });
    scene.wait_days(30);
    let demotion = |scene: &Scene| DemoteKoc {
        koc_id: gu,
        to_tier: TierCode::Seed,
        policy_version: 2,
        basis: DemotionBasis::Policy,
        evidence: no_note(),
        reason: "半年内没有通过的作品".into(),
        effective_on: scene.today(),
    };
    approve_demotion(&mut scene, gu, TierCode::Seed);
    let early = demotion(&scene);
    scene.refused(mei(), early, "GRACE_PERIOD_ACTIVE");
    scene.wait_days(90);
    let late = demotion(&scene);
    scene.given(mei(), late);
    tell(
        "policy_v2_mid_window_incumbent_grace",
        "Version 2 of the policy hardens what it takes to stay. It cannot be published without a \
         grace for those who hold the tier already, and Gu is not demoted before that is over.",
        &scene,
    );
}

#[test]
fn pause_stops_the_clock() {
    let mut scene = live();
    let hua = responder(&mut scene, "hua");
    scene.wait_days(10);
    let (from, until) = (scene.today(), Some(scene.today().plus(59)));
    let reason = Some("出国学习".into());
    scene.given(member("hua"), PauseKoc { koc_id: hua, from, until, reason });
    scene.wait_days(20);
    let reason = || "休假期间等级不变".into();
    scene.given(mei(), LockTier { koc_id: hua, until: None, reason: reason() });
    scene.wait_days(20);
    scene.given(member("hua"), ResumeKoc { koc_id: hua });
    scene.given(mei(), UnlockTier { koc_id: hua, reason: reason() });
    scene.wait_days(100);
    let decide_on = scene.today().plus(30);
    let notice = GiveTierNotice { koc_id: hua, decide_on };
    scene.refused(Actor::SYSTEM, notice.clone(), "EVIDENCE_INCLUDES_PAUSE");
    scene.wait_days(300);
    let decide_on = scene.today().plus(30);
    scene.given(Actor::SYSTEM, GiveTierNotice { decide_on, ..notice });
    tell(
        "pause_stops_the_clock",
        "Hua takes a break of forty days and keeps the tier. A year that holds days of the break \
         is no ground for a notice; only a year after it is.",
        &scene,
    );
}

#[test]
fn left_in_good_standing_and_rejoined() {
    let mut scene = live();
    let ivy = responder(&mut scene, "ivy");
    let ji = responder(&mut scene, "ji");
    scene.wait_days(100);
    let decide_on = scene.today().plus(30);
    scene.given(Actor::SYSTEM, GiveTierNotice { koc_id: ji, decide_on });
    scene.wait_days(5);
    for (name, koc_id) in [("ivy", ivy), ("ji", ji)] {
        let effective_on = scene.today();
        scene.given(member(name), LeaveProgramme { koc_id, reason: None, effective_on });
    }
    scene.wait_days(200);
    let (entry_tier, effective_on) = (TierCode::Seed, scene.today());
    scene.given(member("ivy"), RejoinProgramme { koc_id: ivy, entry_tier, effective_on });
    tell(
        "left_in_good_standing_and_rejoined",
        "Ivy and Ji leave on the same day, Ji with a notice open. Ivy left in good standing and \
         comes back later, at the bottom as everyone does.",
        &scene,
    );
}
