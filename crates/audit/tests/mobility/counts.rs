//! Head counts, moves and stays, period by period.

use std::collections::BTreeMap;

use audit::dwell::dwell;
use audit::headcount::{days_covered, headcounts};
use audit::period::{Per, Period};
use audit::survival::Quantile;
use audit::transitions::{Part, TransitionRow, transitions};
use domain::vocabulary::TierCode;
use projector_tiers::{TierCause, TierMembership};
use proptest::prelude::*;

use crate::scene::{OUT, PARTNER, RESPONDER, SEED, Scene, day};

fn months(from: &str, to: &str) -> Vec<Period> {
    Period::between(day(from), day(to), Per::Month, 100).unwrap()
}

fn three_members() -> Scene {
    let mut scene = Scene::new();
    scene.member("lin", &[("2024-12-10", SEED), ("2025-01-20", RESPONDER), ("2025-02-03", OUT)]);
    scene.member("mei", &[("2024-12-31", SEED), ("2025-01-05", RESPONDER), ("2025-01-09", SEED)]);
    scene.member("bo", &[("2025-01-31", SEED), ("2025-02-28", PARTNER)]);
    scene
}

#[test]
fn a_headcount_is_that_of_the_end_of_the_last_day_in_the_programmes_zone() {
    let scene = three_members();
    let rows = headcounts(&scene.tiers(), &months("2025-01-01", "2025-02-28"), None);
    let seen: Vec<_> = rows.iter().map(|row| (row.tier, row.came, row.went, row.count)).collect();
    let (seed, responder, partner) = (TierCode::Seed, TierCode::Responder, TierCode::Partner);
    assert_eq!(
        seen,
        [
            (seed, 2, 2, 2),
            (responder, 2, 1, 1),
            (partner, 0, 0, 0),
            (seed, 0, 1, 1),
            (responder, 0, 1, 0),
            (partner, 1, 0, 1),
        ]
    );
}

#[test]
fn moves_are_shares_of_those_who_stood_there_when_the_period_began() {
    let scene = three_members();
    let rows = transitions(&scene.tiers(), &months("2025-01-01", "2025-02-28"), None);
    let january = |row: &&TransitionRow| row.period.to_string() == "2025-01";
    let seen: Vec<_> =
        rows.iter().filter(january).map(|row| (row.transition, row.n, row.part)).collect();
    let imported = TierCause::Imported;
    assert_eq!(
        seen,
        [
            ((OUT, SEED, imported), 1, None),
            // Both seeds rose first; that one came down again is a move, and nobody's first.
            ((SEED, RESPONDER, imported), 2, Some(Part { standing: 2, moved: 2 })),
            ((RESPONDER, SEED, imported), 1, Some(Part { standing: 0, moved: 0 })),
        ]
    );
    assert_eq!(seen[2].2.unwrap().share(), None, "of nobody there is no share");
    let skipped = rows.iter().find(|row| row.transition.1 == PARTNER).unwrap();
    assert_eq!(skipped.part.unwrap().share(), Some(0.5), "of two seeds in February");
}

#[test]
fn without_anything_there_is_nothing_to_cover() {
    assert_eq!(days_covered(&Scene::new().tiers(), None), None);
    let covered = days_covered(&three_members().tiers(), None);
    assert_eq!(covered, Some((day("2024-12-10"), day("2025-02-28"))));
}

#[test]
fn a_stay_that_lasts_is_told_from_one_that_is_over() {
    let scene = three_members();
    let rows = dwell(&scene.tiers(), None, scene.end_of("2025-03-10"), None);
    let seeds = &rows[0];
    assert_eq!(seeds.tier, TierCode::Seed);
    // 41 days, 5 days, 28 days over; 60 days and counting.
    let days: Vec<(u32, bool)> = seeds.subjects.iter().map(|s| (s.exit, s.ended)).collect();
    assert_eq!(days.len(), 4);
    for stay in [(41, true), (5, true), (28, true), (60, false)] {
        assert!(days.contains(&stay), "{stay:?} in {days:?}");
    }
    assert_eq!((seeds.all.n, seeds.all.events, seeds.completed.n), (4, 3, 3));
    assert_eq!(seeds.completed.median().day, Some(28));
    assert_eq!(seeds.all.median().day, Some(28));
    assert_eq!(seeds.all.until_left(0.25).day, Some(41));
    let none: Quantile = rows[2].all.median();
    assert_eq!((rows[2].tier, none.day), (TierCode::Partner, None));
}

#[test]
fn stays_of_a_cohort_are_those_that_began_in_it() {
    let scene = three_members();
    let rows = dwell(&scene.tiers(), Some(Per::Year), scene.end_of("2025-03-10"), None);
    let seen: Vec<_> = rows
        .iter()
        .map(|row| (row.tier.code(), row.cohort.unwrap().to_string(), row.all.n))
        .collect();
    let year = |tier, year: &str, n| (tier, year.to_owned(), n);
    assert_eq!(
        seen,
        [
            year("SEED", "2024", 2),
            year("SEED", "2025", 2),
            year("RESPONDER", "2025", 2),
            year("PARTNER", "2025", 1)
        ]
    );
}

/// Any history of a few members: on which day which tier.
fn any_history() -> impl Strategy<Value = TierMembership> {
    let tier = prop_oneof![Just(SEED), Just(RESPONDER), Just(PARTNER), Just(OUT)];
    let moves = prop::collection::vec((0..300_i32, tier), 1..8);
    prop::collection::vec(moves, 1..8).prop_map(|members| {
        let mut scene = Scene::new();
        for (nth, mut moves) in members.into_iter().enumerate() {
            moves.sort_by_key(|(on, _)| *on);
            let dated: Vec<(String, _)> = moves
                .into_iter()
                .map(|(on, tier)| (day("2025-01-01").plus(on).to_string(), tier))
                .collect();
            let dated: Vec<(&str, _)> = dated.iter().map(|(on, tier)| (&**on, *tier)).collect();
            scene.member(&format!("m-{nth}"), &dated);
        }
        scene.tiers()
    })
}

proptest! {
    #[test]
    fn what_is_counted_period_by_period_is_what_the_read_model_counts(
        tiers in any_history(), from in 0..200_i32, days in 0..200_i32, per in 0..4_usize
    ) {
        let per = [Per::Day, Per::Week, Per::Month, Per::Quarter][per];
        let from = day("2025-01-01").plus(from - 50);
        let periods = Period::between(from, from.plus(days), per, 1_000).unwrap();
        let zone = tiers.zone();
        let rows = headcounts(&tiers, &periods, None);
        for row in &rows {
            let counted = tiers.headcount(row.period.end(zone), None);
            prop_assert_eq!(row.count, counted[usize::from(row.tier.rank() - 1)]);
        }
        let moves = transitions(&tiers, &periods, None);
        let mut summed = BTreeMap::new();
        for row in &moves {
            *summed.entry(row.transition).or_insert(0) += row.n;
        }
        let (begin, end) = (zone.start_of(from), zone.end_of(from.plus(days)));
        prop_assert_eq!(summed, tiers.transitions(Some(begin), Some(end), None));
        for period in &periods {
            for tier in TierCode::ALL {
                let parts = moves
                    .iter()
                    .filter(|row| row.period == *period && row.transition.0 == Some(tier))
                    .filter_map(|row| row.part);
                let stood = tiers.headcount(
                    domain::Moment(zone.start_of(period.first).0 - 1), None
                )[usize::from(tier.rank() - 1)];
                let moved: u32 = parts.map(|part| {
                    assert_eq!(part.standing, stood);
                    part.moved
                }).sum();
                prop_assert!(moved <= stood, "nobody moves first twice");
            }
        }
    }
}
