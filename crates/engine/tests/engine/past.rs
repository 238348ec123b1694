//! Views of the past: what the log knew at a position or a moment, folded when it is looked at.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use domain::id::EventId;
use engine::{DigestKind, Engine, Patience, Unfolded, View};

use crate::live::Live;
use crate::support::moment;

/// Some members who joined one after another, an hour apart.
fn joined() -> Live {
    let programme = Live::new();
    for number in 0..20 {
        programme.member(&format!("member {number}"));
        programme.fixture.clock.advance_hours(1);
    }
    programme
}

/// The log folded up to a position, from its first event.
fn folded(engine: &Engine, position: EventId) -> View {
    let mut view = View::default();
    for recorded in engine.read(EventId(1)).take(position.0 as usize) {
        view.apply(&recorded.expect("readable"));
    }
    view
}

/// Patience without end, and the read models that were folded under it, in order.
fn watched() -> (Patience, Arc<Mutex<Vec<&'static str>>>) {
    let told: Arc<Mutex<Vec<&'static str>>> = Arc::default();
    let ears = Arc::clone(&told);
    let tell = move |model, _, _| ears.lock().expect("not poisoned").push(model);
    (Patience { until: None, tell: Some(Arc::new(tell)) }, told)
}

#[test]
fn a_view_of_any_position_is_the_log_folded_up_to_there() {
    let programme = joined();
    let engine = &programme.engine;
    let newest = engine.view().position;
    // Backwards and forwards: kept read models are gone on from.
    for position in [newest.0 / 2, 1, newest.0 - 1, newest.0 / 3, 0, newest.0].map(EventId) {
        let view = engine.view_at(position, Patience::default()).expect("readable");
        assert_eq!(view.position, position);
        let expected = folded(engine, position).digests(DigestKind::Exact);
        assert_eq!(view.digests(DigestKind::Exact), expected, "at {position:?}");
        assert_eq!(view.state.counted(), view.counted(), "rules at {position:?}");
        assert!(view.unfolded().is_none());
    }
}

#[test]
fn a_moment_is_what_was_recorded_by_then_itself_included() {
    let programme = joined();
    let engine = &programme.engine;
    let tenth = engine.entry(EventId(10)).expect("readable").expect("there").recorded_at;
    let last = engine.entries(EventId(1)).map(|entry| entry.expect("readable"));
    let last = last.take_while(|entry| entry.recorded_at <= tenth).last().expect("some");
    let view = engine.view_known_at(tenth, Patience::default()).expect("readable");
    assert_eq!((view.position, view.known_at), (last.position, Some(tenth)));
    let before = moment("1999-01-01T00:00:00Z");
    let view = engine.view_known_at(before, Patience::default()).expect("readable");
    assert_eq!((view.position, view.tiers.members().count()), (EventId(0), 0));
}

#[test]
fn only_what_is_looked_at_is_folded_and_once() {
    let programme = joined();
    let (patience, told) = watched();
    for _ in 0..2 {
        let view = programme.engine.view_at(EventId(20), patience.clone()).expect("readable");
        assert!(view.tiers.members().count() > 0);
    }
    assert_eq!(*told.lock().expect("not poisoned"), ["tiers"]);
}

#[test]
fn a_view_that_came_too_late_is_empty_says_so_and_the_next_goes_on() {
    let programme = joined();
    let late = Patience { until: Some(Instant::now()), tell: None };
    let view = programme.engine.view_at(EventId(20), late).expect("readable");
    assert_eq!(view.tiers.members().count(), 0);
    match view.unfolded() {
        Some(Unfolded::Late { model: "tiers", to: EventId(20), .. }) => {}
        other => panic!("not late: {other:?}"),
    }
    let again = programme.engine.view_at(EventId(20), Patience::default()).expect("readable");
    assert!(again.tiers.members().count() > 0);
    assert!(again.unfolded().is_none());
}
