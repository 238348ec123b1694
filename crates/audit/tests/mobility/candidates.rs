//! What became of candidates.

use audit::candidates::{Outcomes, Waits, outcomes};
use domain::Moment;
use domain::koc::values::NominationSource;
use domain::vocabulary::TierCode;

use crate::scene::{OUT, RESPONDER, SEED, Scene};

const WAITS: Waits = Waits { promoted_within_days: 30, retained_days: 60 };
const EVER: (Moment, Moment) = (Moment(i64::MIN), Moment(i64::MAX));
/// The scene's clock: everybody is named on this day.
const NAMED: &str = "2026-01-01";

/// What became of one member who was named for the second tier by a contest, on a day.
fn became(moves: &[(&str, Option<TierCode>)], today: &str) -> Outcomes {
    let mut scene = Scene::new();
    scene.member("an", &[&[("2025-06-01", SEED)], moves].concat());
    scene.named("an", TierCode::Responder, NominationSource::Contest);
    let found = outcomes(&scene.people(), &scene.tiers(), EVER, WAITS, scene.end_of(today));
    assert_eq!(found.len(), 1);
    found[&NominationSource::Contest]
}

fn counts(of: Outcomes) -> [u32; 5] {
    [of.named, of.decided, of.promoted, of.followed, of.retained]
}

#[test]
fn nobody_is_decided_before_their_days_are_over() {
    assert_eq!(counts(became(&[], "2026-01-31")), [1, 0, 0, 0, 0]);
    assert_eq!(counts(became(&[], "2026-02-01")), [1, 1, 0, 0, 0]);
    let of = became(&[], NAMED);
    assert_eq!((of.promoted_bp(), of.retained_bp()), (None, None));
}

#[test]
fn the_last_day_counts_and_the_next_is_too_late() {
    assert_eq!(counts(became(&[("2026-01-31", RESPONDER)], "2026-02-10")), [1, 1, 1, 0, 0]);
    assert_eq!(counts(became(&[("2026-02-01", RESPONDER)], "2026-02-10")), [1, 1, 0, 0, 0]);
}

#[test]
fn who_fell_out_is_known_at_once_and_who_stays_when_the_days_are_over() {
    let rose = ("2026-01-10", RESPONDER);
    assert_eq!(counts(became(&[rose], "2026-03-10")), [1, 1, 1, 0, 0]);
    assert_eq!(counts(became(&[rose], "2026-03-11")), [1, 1, 1, 1, 1]);
    for fell in [SEED, OUT] {
        let moves = [rose, ("2026-02-01", fell)];
        assert_eq!(counts(became(&moves, "2026-02-02")), [1, 1, 1, 1, 0]);
        assert_eq!(became(&moves, "2026-02-02").retained_bp(), Some(0));
    }
    // A fall after the days does not count against them; the day they end still does.
    assert_eq!(counts(became(&[rose, ("2026-03-11", SEED)], "2026-04-01")), [1, 1, 1, 1, 0]);
    assert_eq!(counts(became(&[rose, ("2026-03-12", SEED)], "2026-04-01")), [1, 1, 1, 1, 1]);
}

#[test]
fn somebody_named_twice_for_a_tier_by_one_source_counts_once_and_for_each_source() {
    let mut scene = Scene::new();
    scene.member("an", &[("2025-06-01", SEED), ("2026-01-05", RESPONDER)]);
    scene.member("bo", &[("2025-06-01", SEED)]);
    for source in [NominationSource::Contest, NominationSource::Contest] {
        scene.named("an", TierCode::Responder, source);
    }
    scene.named("an", TierCode::Responder, NominationSource::Observation);
    scene.named("bo", TierCode::Responder, NominationSource::Contest);
    let now = scene.end_of("2027-01-01");
    let found = outcomes(&scene.people(), &scene.tiers(), EVER, WAITS, now);
    assert_eq!(counts(found[&NominationSource::Contest]), [2, 2, 1, 1, 1]);
    assert_eq!(counts(found[&NominationSource::Observation]), [1, 1, 1, 1, 1]);
    assert_eq!(found[&NominationSource::Contest].promoted_bp(), Some(5_000));
    let later = (scene.end_of(NAMED), Moment(i64::MAX));
    assert!(outcomes(&scene.people(), &scene.tiers(), later, WAITS, now).is_empty());
}
