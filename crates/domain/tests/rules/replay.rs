//! The state is a function of the log, and an answer a function of the state.

use crate::common::*;
use crate::pairs::{complete, given_mentor, given_pair, transfer};
use crate::work::*;
use domain::command::Command;
use domain::{Context, State};
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
fn folding_the_log_again_gives_the_same_state() {
    let scene = a_year();
    let mut again = State::default();
    scene.log.iter().for_each(|recorded| again.evolve(recorded));
    assert_eq!(format!("{again:?}"), format!("{:?}", scene.state));
}

#[test]
fn the_same_question_has_the_same_answer() {
    let scene = a_year();
    let next = domain::id::EventId(scene.state.position().0 + 1);
    let context = Context { now: scene.now(), occurred_at: scene.now(), actor: mei(), next };
    let command: Command = draft("another").into();
    let answers = [(), ()].map(|()| scene.state.decide(&command, &context));
    let [first, second] = &answers;
    assert!(first.is_ok());
    assert_eq!(first, second);
}
