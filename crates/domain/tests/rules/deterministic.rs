//! Whatever is asked in whatever order: the same question has the same answer (a scene asks each
//! twice), a no changes nothing, and the log alone gives the state back.

use crate::common::*;
use domain::approval::{Proposal, TierProposal};
use domain::id::CandidacyId;
use domain::koc::command::*;
use domain::koc::values::NominationSource;
use domain::operator::command::GiveApproval;
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Actor, Command, State};
use proptest::prelude::*;
use testkit::properties::check_state;
use testkit::scene::Scene;

const NAMES: [&str; 3] = ["ming", "hua", "yan"];

/// One of the commands about a member, sent by whom it concerns.
fn question(scene: &Scene, which: u8, name: &str, tier: TierCode) -> (Actor, Command) {
    let koc_id = koc(name);
    let today = scene.today();
    let proposal = TierProposal { koc_id, to_tier: tier };
    match which {
        0 => (mei(), register(name).into()),
        1 => (mei(), promote(scene, koc_id, tier).into()),
        2 => (lin(), GiveApproval { proposal: Proposal::Promote(proposal), note: None }.into()),
        3 => (mei(), invite(scene, koc_id, tier).into()),
        4 => (by(koc_id), AcceptTierInvitation { koc_id, target_tier: tier }.into()),
        5 => {
            let (to_tier, effective_on) = (tier, today);
            (by(koc_id), StepDown { koc_id, to_tier, reason: None, effective_on }.into())
        }
        6 => (by(koc_id), ReturnToTier { koc_id, to_tier: tier, effective_on: today }.into()),
        7 => (by(koc_id), LeaveProgramme { koc_id, reason: None, effective_on: today }.into()),
        8 => {
            let (entry_tier, effective_on) = (TierCode::Seed, today);
            (mei(), RejoinProgramme { koc_id, entry_tier, effective_on }.into())
        }
        9 => {
            let until = Some(today.plus(20));
            (by(koc_id), PauseKoc { koc_id, from: today, until, reason: None }.into())
        }
        10 => (by(koc_id), ResumeKoc { koc_id }.into()),
        11 => (by(koc_id), grant(koc_id, ConsentPurpose::Story).into()),
        12 => (mei(), GiveTierNotice { koc_id, decide_on: today.plus(30) }.into()),
        _ => (
            Actor::SYSTEM,
            NominateCandidate {
                koc_id,
                candidacy_id: CandidacyId([which; 16]),
                target_tier: tier,
                source: NominationSource::TierScreen,
                source_ref: None,
                note: None,
            }
            .into(),
        ),
    }
}

fn shown(state: &State) -> String {
    format!("{state:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn answers_depend_on_nothing_but_the_log(
        asked in prop::collection::vec((0u8..14, 0usize..3, 0usize..3, 0i64..40), 1..60)
    ) {
        let mut scene = live();
        for (which, name, tier, days) in asked {
            scene.wait_days(days);
            let (actor, command) = question(&scene, which, NAMES[name], TierCode::ALL[tier]);
            let before = shown(&scene.state);
            if scene.send(actor, command).is_err() {
                prop_assert_eq!(shown(&scene.state), before);
            }
        }
        check_state(&scene);
    }
}
