//! The daily screen: candidates and notices, never a promotion or a demotion.

use crate::common::*;
use domain::Actor;
use domain::command::Command;
use domain::id::KocId;
use domain::koc::command::*;
use domain::koc::screen::{self, Step};
use domain::koc::values::{ImportedPlace, NominationSource};
use domain::policy::command::ScreenTiers;
use domain::policy::{Comparison, MetricCode, PolicyRules, Threshold};
use domain::timer::Timer;
use domain::vocabulary::TierCode;
use testkit::scene::Scene;

/// The product's own policy, but a seed rises by nothing but days.
fn easy() -> PolicyRules {
    let mut rules = PolicyRules::default_rules();
    let (metric, op) = (MetricCode::AcceptedWorks, Comparison::AtLeast);
    rules.promotion_rules[0].all_of = vec![Threshold { metric, op, value: 0, window_days: 365 }];
    rules.retention_rules.remove(0);
    rules
}

/// A live programme under that policy.
fn live_and_easy() -> Scene {
    let mut scene = live();
    new_policy(&mut scene, 2, easy());
    scene
}

/// Has stood in a tier since long before this record, and has done nothing in it.
fn idle(place: ImportedPlace) -> (Scene, KocId) {
    let mut scene = set_up();
    let out = ImportedPlace::Outside;
    scene.given(Actor::IMPORT, tier_move("ming", "2020-01-01T00:00:00Z", out, place));
    go_live(&mut scene);
    (scene, imported("ming"))
}

fn found(scene: &Scene) -> Vec<Command> {
    let Step { commands, after } = screen::step(&scene.state, scene.now(), None, 1_000, 1_000);
    assert_eq!(after, None, "everyone was looked at");
    commands.into_iter().map(|(_, command)| command).collect()
}

#[track_caller]
fn nominated(scene: &Scene) -> NominateCandidate {
    match found(scene).as_slice() {
        [Command::NominateCandidate(nominate)] => nominate.clone(),
        other => panic!("one candidate: {other:?}"),
    }
}

#[track_caller]
fn noticed(scene: &Scene) -> GiveTierNotice {
    match found(scene).as_slice() {
        [Command::GiveTierNotice(notice)] => notice.clone(),
        other => panic!("one notice: {other:?}"),
    }
}

#[test]
fn whoever_meets_the_rules_becomes_a_candidate_once_their_days_are_served() {
    let mut scene = live_and_easy();
    let ming = member(&mut scene, "ming");
    scene.wait_days(29);
    assert_eq!(found(&scene), []);
    scene.wait_days(1);
    let nominate = nominated(&scene);
    assert_eq!((nominate.koc_id, nominate.target_tier), (ming, TierCode::Responder));
    assert_eq!(nominate.source, NominationSource::TierScreen);
    scene.given(Actor::SYSTEM, nominate);
    assert_eq!(found(&scene), [], "a candidate is not named again");
}

#[test]
fn whoever_does_not_meet_the_rules_is_left_alone() {
    let mut scene = live();
    member(&mut scene, "ming");
    scene.wait_days(200);
    assert_eq!(found(&scene), []);
}

#[test]
fn nobody_is_screened_whose_tier_is_locked_or_who_takes_a_break() {
    let mut scene = live_and_easy();
    let ming = member(&mut scene, "ming");
    scene.wait_days(30);
    let lock = LockTier { koc_id: ming, until: None, reason: "under review".into() };
    scene.given(mei(), lock);
    assert_eq!(found(&scene), []);
    scene.given(mei(), UnlockTier { koc_id: ming, reason: "done".into() });
    assert_eq!(found(&scene).len(), 1);
    let from = scene.today();
    scene.given(by(ming), PauseKoc { koc_id: ming, from, until: None, reason: None });
    assert_eq!(found(&scene), []);
}

#[test]
fn whoever_falls_below_the_low_water_mark_is_given_notice_once() {
    let (mut scene, ming) = idle(ImportedPlace::Responder);
    scene.wait_days(89);
    assert_eq!(found(&scene), [], "not in the first days of the record");
    scene.wait_days(1);
    let notice = noticed(&scene);
    assert_eq!((notice.koc_id, notice.decide_on), (ming, scene.today().plus(30)));
    scene.given(Actor::SYSTEM, notice);
    assert_eq!(found(&scene), [], "one notice at a time");
}

#[test]
fn the_lowest_tier_has_nothing_to_lose() {
    let (mut scene, _) = idle(ImportedPlace::Seed);
    scene.wait_days(400);
    assert_eq!(found(&scene), []);
}

#[test]
fn nobody_is_given_notice_in_the_grace_after_a_promotion() {
    let mut scene = live();
    scene.wait_days(100);
    responder(&mut scene, "ming");
    scene.wait_days(89);
    assert_eq!(found(&scene), []);
    scene.wait_days(1);
    noticed(&scene);
}

#[test]
fn nobody_is_given_notice_for_days_on_which_they_took_a_break() {
    let (mut scene, ming) = idle(ImportedPlace::Partner);
    scene.wait_days(60);
    let from = scene.today();
    let until = Some(from.plus(7));
    scene.given(by(ming), PauseKoc { koc_id: ming, from, until, reason: None });
    scene.wait_days(40);
    assert_eq!(found(&scene), []);
    scene.wait_days(365);
    noticed(&scene);
}

#[test]
fn steps_are_bounded_and_miss_nobody() {
    let mut scene = live_and_easy();
    let names: Vec<String> = (0..20).map(|number| format!("koc {number}")).collect();
    for name in &names {
        member(&mut scene, name);
    }
    scene.wait_days(30);
    for (members, commands) in [(7, 100), (100, 3), (1, 1), (3, 3)] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let step = screen::step(&scene.state, scene.now(), after, members, commands);
            assert!(step.commands.len() <= members.min(commands));
            seen.extend(step.commands.into_iter().map(|(koc_id, _)| koc_id));
            after = step.after;
            if after.is_none() {
                break;
            }
        }
        let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), distinct.len()), (20, 20), "{members} {commands}");
    }
}

#[test]
fn the_screen_is_due_at_four_in_the_morning_of_the_programmes_zone() {
    let mut scene = live();
    let due = |scene: &Scene| scene.state.timers().at(Timer::TierScreen);
    assert_eq!(due(&scene), Some(moment("2025-03-01T20:00:00Z")));
    scene.refused(Actor::SYSTEM, ScreenTiers {}, "NOT_YET_DUE");
    scene.wait_hours(24);
    scene.given(Actor::SYSTEM, ScreenTiers {});
    assert_eq!(due(&scene), Some(moment("2025-03-02T20:00:00Z")));
    scene.refused(Actor::SYSTEM, ScreenTiers {}, "NOT_YET_DUE");
    scene.wait_days(10);
    scene.given(Actor::SYSTEM, ScreenTiers {});
    assert_eq!(due(&scene), Some(moment("2025-03-12T20:00:00Z")), "missed days are done once");
    scene.refused(mei(), ScreenTiers {}, "FORBIDDEN");
}
