//! Views: one instant each, told of as they come, proven against the log.

use std::thread;
use std::time::Duration;

use domain::id::{EventId, OperatorId};
use domain::stream::{StreamId, StreamKind};

use crate::live::Live;
use crate::support::*;

const LONG: Duration = Duration::from_secs(20);

#[test]
fn a_view_does_not_change_under_its_reader() {
    let (_fixture, engine) = Fixture::with_programme();
    let before = engine.view();
    accept(&engine, ask("topic", add_topic("night")));
    assert_eq!((before.position, engine.view().position), (EventId(1), EventId(2)));
}

#[test]
fn waiting_for_a_position_ends_when_it_is_published_or_time_is_up() {
    let (_fixture, engine) = Fixture::with_programme();
    assert!(engine.wait_for(EventId(2), Duration::from_millis(10)).is_none());
    thread::scope(|scope| {
        let waiting = scope.spawn(|| engine.wait_for(EventId(2), LONG));
        accept(&engine, ask("topic", add_topic("night")));
        let view = waiting.join().expect("no panic").expect("published in time");
        assert!(view.position >= EventId(2));
    });
}

#[test]
fn a_subscriber_is_told_of_new_positions_and_of_the_end() {
    let (_fixture, engine) = Fixture::with_programme();
    let mut subscription = engine.subscribe();
    assert_eq!(subscription.seen(), EventId(1));
    assert_eq!(subscription.wait(Duration::from_millis(10)), None);
    accept(&engine, ask("night", add_topic("night")));
    accept(&engine, ask("day", add_topic("day")));
    assert_eq!(subscription.wait(LONG), Some(EventId(3)), "the newest, not each");
    drop(engine);
    assert_eq!(subscription.wait(LONG), None);
}

#[test]
fn the_events_of_one_stream_are_read_alone() {
    let (_fixture, engine) = Fixture::with_programme();
    let accepted = accept(&engine, ask("operator", add_operator(7, "Li Wei")));
    let stream = StreamId::new(StreamKind::Operator, OperatorId([7; 16]).0);
    let read = engine.stream_entries(stream);
    let read: Vec<_> = read.map(|entry| entry.expect("readable").known().expect("ours")).collect();
    assert_eq!(read, accepted.events);
}

#[test]
fn verify_folds_the_log_again_and_finds_what_is_published() {
    let (_fixture, engine) = Fixture::with_programme();
    accept(&engine, ask("operator", add_operator(7, "Li Wei")));
    let report = engine.verify().expect("sound");
    assert_eq!(report.position, EventId(2));
    assert_eq!(report.log.head, engine.head());
    assert_eq!(report.digests, exact(&engine));
}

#[test]
fn a_live_programme_replays_to_what_it_was() {
    let programme = Live::new();
    programme.mentor(0, 3);
    let task_id = programme.open_task("task", Some(5));
    let koc_id = programme.member("Li Wei");
    accept(&programme.engine, ask("offer", programme.offer(task_id, koc_id)));
    let (digests, state) = (exact(&programme.engine), programme.engine.state_digest());
    let programme = programme.reopened();
    assert_eq!(exact(&programme.engine), digests);
    assert_eq!(programme.engine.state_digest(), state);
    programme.engine.verify().expect("sound");
}
