//! Time: what is recorded never goes back, and a clock that cannot be true is not believed.

use std::sync::Arc;

use domain::id::KocId;
use domain::{Actor, Moment};
use engine::{Clock, CommandError, Engine, ManualClock, Request, Settings};

use crate::support::*;

#[test]
fn recorded_time_never_goes_back_even_if_the_clock_does() {
    let (fixture, engine) = Fixture::with_programme();
    fixture.clock.advance_hours(-100);
    let accepted = accept(&engine, ask("topic", add_topic("night")));
    assert_eq!(accepted.events[0].recorded_at, moment(START));
    drop(engine);
    let later = accept(&fixture.open(), ask("later", add_topic("day")));
    assert_eq!(later.events[0].recorded_at, moment(START), "nor across a restart");
}

#[test]
fn a_command_about_an_earlier_time_keeps_both_times() {
    let (fixture, engine) = Fixture::with_programme();
    fixture.clock.advance_hours(2);
    let occurred_at = Some(moment(START));
    let request = Request { occurred_at, ..ask("topic", add_topic("night")) };
    let event = accept(&engine, request).events.remove(0);
    assert_eq!((Some(event.occurred_at), event.recorded_at), (occurred_at, fixture.clock.now()));
}

#[test]
fn nobody_knows_the_future() {
    let (fixture, engine) = Fixture::with_programme();
    let occurred_at = Some(fixture.clock.now().plus_hours(1));
    let request = Request { occurred_at, ..ask("topic", add_topic("night")) };
    assert_eq!(refusal(&engine, request), "DATE_IN_FUTURE");
}

#[test]
fn a_member_cannot_say_that_it_happened_earlier() {
    let (fixture, engine) = Fixture::with_programme();
    fixture.clock.advance_hours(2);
    let actor = Actor::koc(KocId([5; 16]));
    let request =
        Request { actor, occurred_at: Some(moment(START)), ..ask("topic", add_topic("night")) };
    assert_eq!(refusal(&engine, request), "FORBIDDEN");
}

/// A machine's clock that a test sets.
struct Machine(ManualClock);

impl Clock for Machine {
    fn now(&self) -> Moment {
        self.0.now()
    }
}

fn with_machine_clock(fixture: &Fixture, hours: i64, accept_clock: bool) -> Engine {
    let clock = Arc::new(Machine(ManualClock::at(moment(START).plus_hours(hours))));
    let settings = Settings { clock, accept_clock, ..fixture.settings() };
    Engine::open(settings).expect("the engine opens, whatever the clock says")
}

#[test]
fn a_machines_clock_far_from_the_newest_record_stops_commands_until_accepted() {
    let (fixture, engine) = Fixture::with_programme();
    drop(engine);
    for hours in [-25, 31 * 24 + 1] {
        let engine = with_machine_clock(&fixture, hours, false);
        match engine.execute(ask("topic", add_topic("night"))) {
            Err(CommandError::Stopped { reason }) => assert!(reason.contains("clock"), "{reason}"),
            other => panic!("not stopped at {hours} hours: {other:?}"),
        }
        assert_eq!(engine.head().size, 1);
        drop(engine);
        let engine = with_machine_clock(&fixture, hours, true);
        let request = Request { validate_only: true, ..ask("topic", add_topic("night")) };
        accept(&engine, request);
    }
    for hours in [-23, 31 * 24] {
        let engine = with_machine_clock(&fixture, hours, false);
        let request = Request { validate_only: true, ..ask("topic", add_topic("night")) };
        accept(&engine, request);
    }
}
