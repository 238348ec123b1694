//! What holds whatever was recorded: of every fold of a read model, and of the state of rules.
//!
//! That a rule answers the same question alike, every [`Scene`] holds of every command it is sent.

use domain::{Recorded, State};
use projection::digest::hex;
use projection::{DigestKind, Projector};

use crate::project;
use crate::scene::Scene;
use crate::stories::shifted;

/// So many places of a log are looked at: a debug build folds it again from each of them.
const PLACES: usize = 16;

/// Holds that of any log:
///
/// - two folds of it are equal;
/// - a view taken at any position is not changed by what is recorded later;
/// - going on from such a view ends where one fold of everything ends;
/// - the content of the rows does not depend on positions;
/// - an event of a type that it says it does not read changes nothing.
///
/// `what` names the log in a failure.
///
/// # Panics
/// When one of them does not hold.
#[track_caller]
pub fn check_folds<P: Projector>(what: &str, log: impl AsRef<[Recorded]>) {
    let log = log.as_ref();
    let both = |model: &P| (model.digest(DigestKind::Content), model.digest(DigestKind::Exact));
    let whole: P = project(log);
    assert_eq!(both(&whole), both(&project(log)), "{what}: two folds");

    let mut model = P::default();
    let mut views = vec![model.clone()];
    for recorded in log {
        model.apply(recorded);
        views.push(model.clone());
    }
    let step = (views.len() / PLACES).max(1);
    for (length, view) in views.into_iter().enumerate().step_by(step) {
        let (before, after) = log.split_at(length);
        assert_eq!(both(&view), both(&project(before)), "{what}: view at {length}");
        let mut goes_on = view;
        after.iter().for_each(|recorded| goes_on.apply(recorded));
        assert_eq!(both(&goes_on), both(&whole), "{what}: on from {length}");
    }

    let elsewhere: P = project(shifted(log, 1_000_000));
    let content = |model: &P| hex(&model.digest(DigestKind::Content));
    assert_eq!(content(&elsewhere), content(&whole), "{what}: positions matter");

    let read = log.iter().filter(|recorded| P::reads(recorded.event.event_type()));
    let from_them: P = project(read.cloned().collect::<Vec<_>>());
    assert_eq!(both(&from_them), both(&whole), "{what}: an event said not to be read matters");
}

/// Holds that the state of rules is a function of the log: folded again it is the same, and a copy
/// of it taken at any position is not changed by what is recorded later and goes on to the end.
///
/// # Panics
/// When it does not hold.
#[track_caller]
pub fn check_state(scene: &Scene) {
    let text = |state: &State| format!("{state:?}");
    let folded = |log: &[Recorded]| {
        let mut state = State::default();
        log.iter().for_each(|recorded| state.evolve(recorded));
        state
    };
    let mut state = State::default();
    let mut copies = vec![state.clone()];
    for recorded in &scene.log {
        state.evolve(recorded);
        copies.push(state.clone());
    }
    let whole = text(&scene.state);
    assert_eq!(text(&state), whole, "the log folded again");
    let step = (copies.len() / PLACES).max(1);
    for (length, copy) in copies.into_iter().enumerate().step_by(step) {
        let (before, after) = scene.log.split_at(length);
        assert_eq!(text(&copy), text(&folded(before)), "the state at {length}");
        let mut goes_on = copy;
        after.iter().for_each(|recorded| goes_on.evolve(recorded));
        assert_eq!(text(&goes_on), whole, "on from {length}");
    }
}
