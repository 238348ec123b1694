//! Tier moves of the time before: facts, not decisions.

use crate::common::*;
use domain::koc::command::ImportTierMove;
use domain::koc::values::ImportedPlace::{self, Alumni, Outside, Partner, Responder, Seed};
use domain::vocabulary::TierCode;
use domain::{Actor, Event, koc as member_events};
use testkit::scene::Scene;

const JAN: &str = "2020-01-01T08:00:00Z";
const FEB: &str = "2020-02-01T20:00:00Z";
const MAR: &str = "2020-03-01T08:00:00Z";

fn moved(at: &str, from: ImportedPlace, to: ImportedPlace) -> ImportTierMove {
    tier_move("m-1", at, from, to)
}

#[track_caller]
fn with(moves: &[(&str, ImportedPlace, ImportedPlace)]) -> Scene {
    let mut scene = set_up();
    for (at, from, to) in moves {
        scene.given(Actor::IMPORT, moved(at, *from, *to));
    }
    scene
}

#[test]
fn the_first_move_makes_a_person_known() {
    let mut scene = set_up();
    let events = scene.accepted(Actor::IMPORT, moved(FEB, Outside, Partner));
    let [
        Event::Koc(member_events::Event::KocImported(known)),
        Event::Koc(member_events::Event::TierMoveImported(first)),
    ] = events.as_slice()
    else {
        panic!("known and moved in one commit: {events:?}");
    };
    assert_eq!(known.external_ref, "m-1");
    assert_eq!((first.from, first.to), (None, Some(TierCode::Partner)));
    assert_eq!(first.effective_at, moment(FEB));
    // Four in the morning of the next day where the programme is.
    assert_eq!(first.effective_on.to_string(), "2020-02-02");
    let second = scene.accepted(Actor::IMPORT, moved(MAR, Partner, Seed));
    assert_eq!(second.len(), 1, "known already: {second:?}");
}

#[test]
fn history_skips_ranks_and_people_come_back() {
    with(&[
        (JAN, Outside, Partner),
        (FEB, Partner, Seed),
        (FEB, Seed, Alumni),
        (MAR, Alumni, Seed),
    ]);
    with(&[(JAN, Outside, Seed), (FEB, Seed, Outside), (MAR, Outside, Partner)]);
}

#[test]
fn outside_is_true_of_whoever_left_in_good_standing() {
    with(&[(JAN, Outside, Seed), (FEB, Seed, Alumni), (MAR, Outside, Responder)]);
}

#[test]
fn a_move_begins_where_the_person_stands() {
    let code = "IMPORT_FROM_MISMATCH";
    set_up().refused(Actor::IMPORT, moved(JAN, Seed, Partner), code);
    set_up().refused(Actor::IMPORT, moved(JAN, Alumni, Partner), code);
    let mut scene = with(&[(JAN, Outside, Seed)]);
    scene.refused(Actor::IMPORT, moved(FEB, Responder, Partner), code);
    scene.refused(Actor::IMPORT, moved(FEB, Outside, Partner), code);
    scene.given(Actor::IMPORT, moved(FEB, Seed, Outside));
    scene.refused(Actor::IMPORT, moved(MAR, Alumni, Partner), code);
}

#[test]
fn the_time_of_one_person_does_not_go_back() {
    let mut scene = with(&[(FEB, Outside, Seed)]);
    scene.refused(Actor::IMPORT, moved(JAN, Seed, Partner), "IMPORT_TIME_BACKWARDS");
    scene.accepted(Actor::IMPORT, moved(FEB, Seed, Partner));
    scene.accepted(Actor::IMPORT, tier_move("m-2", JAN, Outside, Seed));
}

#[test]
fn a_move_moves() {
    set_up().refused(Actor::IMPORT, moved(JAN, Outside, Alumni), "NO_CHANGE");
    with(&[(JAN, Outside, Seed)]).refused(Actor::IMPORT, moved(FEB, Seed, Seed), "NO_CHANGE");
}

#[test]
fn history_is_past() {
    let mut scene = set_up();
    let later = scene.now().plus_hours(1);
    let future = ImportTierMove { at: later, ..moved(JAN, Outside, Seed) };
    scene.refused(Actor::IMPORT, future, "DATE_IN_FUTURE");
    let ancient = moved("1899-01-01T00:00:00Z", Outside, Seed);
    scene.refused(Actor::IMPORT, ancient, "DATE_TOO_FAR");
}

#[test]
fn the_key_is_pseudonymous_and_gives_the_id() {
    let mut scene = set_up();
    scene.refused(Actor::IMPORT, tier_move("Li Ming", JAN, Outside, Seed), "FIELD_INVALID");
    let other = ImportTierMove { koc_id: koc("ming"), ..moved(JAN, Outside, Seed) };
    scene.refused(Actor::IMPORT, other, "FIELD_INVALID");
}

#[test]
fn history_ends_when_the_programme_goes_live() {
    live().refused(Actor::IMPORT, moved(JAN, Outside, Seed), "IMPORT_CLOSED");
}

#[test]
fn only_an_import_brings_history() {
    set_up().refused(mei(), moved(JAN, Outside, Seed), "FORBIDDEN");
}

#[test]
fn the_same_row_twice_is_refused() {
    let mut scene = with(&[(JAN, Outside, Seed)]);
    scene.refused(Actor::IMPORT, moved(JAN, Outside, Seed), "IMPORT_FROM_MISMATCH");
}
