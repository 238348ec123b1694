//! How long from one tier to another: who counts, from when, until when.

use audit::climb::{
    Climb, ClimbEnd, ClimbQuestion, StepDownAs, climbs, time_to_tier, time_to_tier_by_mentorship,
};
use audit::period::Per;
use domain::vocabulary::TierCode;

use crate::scene::{OUT, PARTNER, RESPONDER, SEED, Scene, koc};

fn question(scene: &Scene, from: TierCode, to: TierCode) -> ClimbQuestion {
    ClimbQuestion {
        from,
        to,
        cohort_by: None,
        step_down_as: StepDownAs::Censored,
        as_of: scene.end_of("2025-12-31"),
        known_at: None,
    }
}

#[track_caller]
fn only(scene: &Scene, question: &ClimbQuestion) -> Climb {
    let climbs = climbs(&scene.tiers(), question).unwrap();
    assert_eq!(climbs.len(), 1, "{climbs:?}");
    climbs[0]
}

#[track_caller]
fn seed_to_partner(moves: &[(&str, Option<TierCode>)]) -> Option<(u32, ClimbEnd)> {
    let mut scene = Scene::new();
    scene.member("lin", moves);
    let question = question(&scene, TierCode::Seed, TierCode::Partner);
    let climbs = climbs(&scene.tiers(), &question).unwrap();
    climbs.first().map(|climb| (climb.days, climb.end))
}

#[test]
fn the_clock_runs_from_the_first_day_below_to_the_first_day_above() {
    let moves = [("2025-01-01", SEED), ("2025-02-01", RESPONDER), ("2025-03-01", PARTNER)];
    assert_eq!(seed_to_partner(&moves), Some((59, ClimbEnd::Reached)));
}

#[test]
fn whoever_has_not_made_it_is_followed_to_the_end() {
    let moves = [("2025-12-01", SEED), ("2025-12-11", RESPONDER)];
    assert_eq!(seed_to_partner(&moves), Some((30, ClimbEnd::StillBelow)));
}

#[test]
fn whoever_leaves_is_followed_until_then_and_not_counted_again() {
    let moves =
        [("2025-01-01", SEED), ("2025-01-11", OUT), ("2025-05-01", SEED), ("2025-05-02", PARTNER)];
    assert_eq!(seed_to_partner(&moves), Some((10, ClimbEnd::Left)));
}

#[test]
fn whoever_entered_above_was_never_on_this_way() {
    let moves = [("2025-01-01", RESPONDER), ("2025-02-01", SEED), ("2025-03-01", PARTNER)];
    assert_eq!(seed_to_partner(&moves), None);
}

#[test]
fn whoever_skips_a_tier_has_reached_it() {
    let mut scene = Scene::new();
    scene.member("lin", &[("2025-01-01", SEED), ("2025-01-08", PARTNER)]);
    let way = question(&scene, TierCode::Seed, TierCode::Responder);
    let climb = only(&scene, &way);
    assert_eq!((climb.days, climb.end), (7, ClimbEnd::Reached));
    let above = question(&scene, TierCode::Responder, TierCode::Partner);
    assert!(climbs(&scene.tiers(), &above).unwrap().is_empty(), "never a responder");
}

#[test]
fn a_demotion_does_not_stop_the_clock_and_a_step_down_does_if_so_asked() {
    let way = [("2025-01-01", SEED), ("2025-02-01", RESPONDER), ("2025-03-01", SEED)];
    let up = [("2025-04-01", PARTNER)];
    let demoted = [&way[..], &up[..]].concat();
    assert_eq!(seed_to_partner(&demoted), Some((90, ClimbEnd::Reached)));

    let mut scene = Scene::new();
    scene.member("lin", &way[..2]).steps_down("lin", "2025-03-01", TierCode::Seed);
    scene.member("lin", &up);
    let censored = question(&scene, TierCode::Seed, TierCode::Partner);
    let climb = only(&scene, &censored);
    assert_eq!((climb.days, climb.end), (59, ClimbEnd::SteppedDown));
    let running = ClimbQuestion { step_down_as: StepDownAs::KeepsRunning, ..censored };
    let climb = only(&scene, &running);
    assert_eq!((climb.days, climb.end), (90, ClimbEnd::Reached));
}

#[test]
fn a_stay_of_no_time_at_all_is_none() {
    let moves = [("2025-01-01", SEED), ("2025-01-01", PARTNER)];
    assert_eq!(seed_to_partner(&moves), None);
}

#[test]
fn a_correction_counts_from_when_it_was_known() {
    let mut scene = Scene::new();
    scene.member("lin", &[("2025-01-01", SEED), ("2025-02-01", PARTNER)]);
    let corrected_at = scene.corrects_last("lin", "2025-02-01", TierCode::Responder);
    let now = question(&scene, TierCode::Seed, TierCode::Partner);
    assert_eq!(only(&scene, &now).end, ClimbEnd::StillBelow);
    let then = ClimbQuestion { known_at: Some(corrected_at.plus_hours(-1)), ..now };
    assert_eq!(only(&scene, &then).end, ClimbEnd::Reached);
}

#[test]
fn nobody_is_followed_beyond_what_was_known() {
    let mut scene = Scene::new();
    scene.member("lin", &[("2025-12-01", SEED)]);
    let known_at = scene.end_of("2026-01-31");
    let way = question(&scene, TierCode::Seed, TierCode::Partner);
    let asked =
        ClimbQuestion { as_of: scene.end_of("2026-12-31"), known_at: Some(known_at), ..way };
    assert_eq!(only(&scene, &asked).days, 61);
}

#[test]
fn a_way_down_is_no_way() {
    let scene = Scene::new();
    let same = question(&scene, TierCode::Partner, TierCode::Partner);
    let down = question(&scene, TierCode::Partner, TierCode::Seed);
    assert!(climbs(&scene.tiers(), &same).is_err());
    let told = climbs(&scene.tiers(), &down).unwrap_err().to_string();
    assert_eq!(told, "`from` is PARTNER and `to` is SEED: the tier to reach is above the other");
}

#[test]
fn a_cohort_is_those_whose_clock_began_in_a_period() {
    let mut scene = Scene::new();
    scene.member("lin", &[("2025-01-31", SEED), ("2025-02-10", PARTNER)]);
    scene.member("mei", &[("2025-02-01", SEED)]);
    scene.member("bo", &[("2025-02-28", SEED), ("2025-03-02", PARTNER)]);
    let asked = ClimbQuestion {
        cohort_by: Some(Per::Month),
        ..question(&scene, TierCode::Seed, TierCode::Partner)
    };
    let groups = time_to_tier(&scene.tiers(), &asked).unwrap();
    let seen: Vec<_> = groups
        .iter()
        .map(|group| (group.cohort.unwrap().to_string(), group.curve.n, group.curve.events))
        .collect();
    assert_eq!(seen, [("2025-01".to_owned(), 1, 1), ("2025-02".to_owned(), 2, 1)]);
}

/// Mentoring that does nothing: everyone is promoted on day 100 or not at all, and half of those
/// still below get a mentor on day 80.
fn mentoring_without_effect() -> Scene {
    let mut scene = Scene::new();
    scene.member("early-1", &[("2025-01-01", SEED), ("2025-02-20", PARTNER)]);
    scene.member("early-2", &[("2025-01-01", SEED), ("2025-03-01", PARTNER)]);
    for name in ["slow-1", "slow-2", "taught-1", "taught-2"] {
        scene.member(name, &[("2025-01-01", SEED), ("2025-04-11", PARTNER)]);
    }
    scene.mentored("taught-1", "2025-03-22").mentored("taught-2", "2025-03-22");
    scene
}

#[test]
fn days_before_the_mentorship_count_as_unmentored() {
    let scene = mentoring_without_effect();
    let asked = question(&scene, TierCode::Seed, TierCode::Partner);
    let groups = time_to_tier_by_mentorship(&scene.tiers(), &scene.mentorship(), &asked).unwrap();
    let [unmentored, mentored] = &groups[..] else { panic!("two groups: {groups:?}") };
    assert_eq!((unmentored.mentored, mentored.mentored), (Some(false), Some(true)));
    assert_eq!((unmentored.curve.n, unmentored.curve.events), (6, 4));
    assert_eq!((mentored.curve.n, mentored.curve.events), (2, 2));
    assert_eq!(mentored.curve.days, 2 * 20, "only the days after day 80");
    let at_risk = |day| audit::survival::at_risk(&mentored.subjects, day);
    assert_eq!((at_risk(80), at_risk(81), at_risk(100)), (0, 2, 2));
}

/// The mistake this guards against: whoever is mentored at any time counts as mentored from the
/// first day. They cannot have been promoted before they were mentored, so mentoring seems to
/// slow people down; sorted the other way round, by those who stayed, it would seem to speed.
#[test]
fn sorting_people_by_what_they_became_gives_another_answer() {
    let scene = mentoring_without_effect();
    let asked = question(&scene, TierCode::Seed, TierCode::Partner);
    let taught = [koc("taught-1"), koc("taught-2")];
    let naive: Vec<audit::survival::Subject> = climbs(&scene.tiers(), &asked)
        .unwrap()
        .into_iter()
        .filter(|climb| taught.contains(&climb.koc_id))
        .map(|climb| audit::survival::Subject {
            entry: 0,
            exit: climb.days,
            ended: climb.end == ClimbEnd::Reached,
        })
        .collect();
    let naive = audit::survival::Curve::of(&naive);
    let groups = time_to_tier_by_mentorship(&scene.tiers(), &scene.mentorship(), &asked).unwrap();
    let ours = &groups[1].curve;
    assert_eq!((naive.days, ours.days), (200, 40));
    let first_risk = |curve: &audit::survival::Curve| curve.steps[0].at_risk;
    assert_eq!((first_risk(&naive), first_risk(ours)), (2, 0));
    // Promotions for each day at risk: five times as many as the naive count says.
    assert_eq!(naive.events * 5 * ours.days as u32, ours.events * naive.days as u32);
}

#[test]
fn reached_on_the_day_the_mentorship_began_is_reached_unmentored() {
    let mut scene = Scene::new();
    scene.member("lin", &[("2025-01-01", SEED), ("2025-02-01", PARTNER)]);
    scene.mentored("lin", "2025-02-01");
    let asked = question(&scene, TierCode::Seed, TierCode::Partner);
    let groups = time_to_tier_by_mentorship(&scene.tiers(), &scene.mentorship(), &asked).unwrap();
    assert_eq!(groups.len(), 1, "nobody is mentored for no days at all");
    assert_eq!((groups[0].mentored, groups[0].curve.events), (Some(false), 1));
}

#[test]
fn of_a_generation_those_count_as_promoted_who_rose_since_they_were_taught() {
    let mut scene = Scene::new();
    for name in ["mentor", "before", "since", "never"] {
        scene.member(name, &[("2025-01-01", SEED)]);
    }
    scene.promoted("before", "2025-02-01", TierCode::Responder);
    for name in ["before", "since", "never"] {
        scene.mentored(name, "2025-03-01");
    }
    scene.promoted("since", "2025-03-01", TierCode::Responder);
    let (tiers, mentorship) = (scene.tiers(), scene.mentorship());
    let lineage = mentorship.lineage(koc("mentor"), 4);
    let rows = audit::generations::generations(&tiers, &mentorship, &lineage);
    let expected = audit::generations::Generation { generation: 1, n: 3, promoted: 1 };
    assert_eq!(rows, [expected]);
}

#[test]
fn one_mentored_before_the_clock_began_is_mentored_all_along() {
    let mut scene = Scene::new();
    scene.member("lin", &[("2025-01-01", SEED), ("2025-02-01", RESPONDER)]);
    scene.member("lin", &[("2025-03-01", PARTNER)]).mentored("lin", "2025-01-15");
    let asked = question(&scene, TierCode::Responder, TierCode::Partner);
    let groups = time_to_tier_by_mentorship(&scene.tiers(), &scene.mentorship(), &asked).unwrap();
    assert_eq!(groups.len(), 1);
    assert_eq!((groups[0].mentored, groups[0].curve.days), (Some(true), 28));
}

#[test]
fn a_later_calendar_changes_nothing() {
    let told = |later: i32| {
        let mut scene = Scene::new();
        let lin = [("2021-03-01", SEED), ("2021-05-01", RESPONDER), ("2021-09-09", PARTNER)];
        scene.member_moved("lin", &lin, later);
        scene.member_moved("mei", &[("2021-02-01", SEED), ("2021-12-01", OUT)], later);
        scene.member_moved("bo", &[("2021-06-01", SEED), ("2021-06-20", PARTNER)], later);
        scene.member_moved("wu", &[("2021-06-02", SEED)], later);
        let end = crate::scene::day("2022-12-31").plus(later);
        let asked = ClimbQuestion {
            as_of: scene.end_of(&end.to_string()),
            ..question(&scene, TierCode::Seed, TierCode::Partner)
        };
        time_to_tier(&scene.tiers(), &asked).unwrap().remove(0).curve
    };
    let curve = told(0);
    assert_eq!((curve.n, curve.events), (4, 2));
    for later in [1, 59, 365, 1_000] {
        assert_eq!(told(later), curve, "{later} days later");
    }
}
