//! The state is a function of the log.

use crate::common::*;
use crate::pairs::{complete, given_mentor, given_pair, transfer};
use crate::work::*;
use testkit::properties::check_state;
use testkit::scene::Scene;

/// Work offered, approved and waiting, and mentors with mentees, in one log.
fn a_year() -> Scene {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let (first, second) = (given_mentor(&mut scene, "first"), given_mentor(&mut scene, "second"));
    given_approved(&mut scene, "approved", ming);
    given_submitted(&mut scene, "waiting", ming);
    given_offer(&mut scene, "offered", ming);
    given_pair(&mut scene, "pair", first, ming);
    scene.given(mei(), transfer("pair", second, "pair-2"));
    scene.given(mei(), complete("pair-2"));
    scene
}

#[test]
fn the_state_is_a_function_of_the_log() {
    check_state(&a_year());
}
