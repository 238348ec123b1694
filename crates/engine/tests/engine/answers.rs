//! Answers: durable before given, given once, the same for ever.

use std::thread;

use domain::id::EventId;
use domain::{Actor, Event};
use engine::Request;

use crate::support::*;

#[test]
fn an_accepted_command_is_in_the_log_and_in_the_view_when_it_is_answered() {
    let (_fixture, engine) = Fixture::with_programme();
    let accepted = accept(&engine, ask("topic", add_topic("night")));
    assert_eq!(accepted.position, EventId(2));
    assert_eq!(engine.view().position, EventId(2), "whoever asks next sees it");
    assert_eq!(engine.event(EventId(2)).expect("readable").as_ref(), accepted.events.first());
    assert_eq!(engine.head().size, 2);
}

#[test]
fn what_was_answered_is_there_after_opening_again() {
    let (fixture, engine) = Fixture::with_programme();
    let accepted = accept(&engine, ask("topic", add_topic("night")));
    let (head, digests, state) = (engine.head(), exact(&engine), engine.state_digest());
    drop(engine);
    let engine = fixture.open();
    assert_eq!(engine.head(), head);
    assert_eq!(exact(&engine), digests, "replay gives what was live");
    assert_eq!(engine.state_digest(), state, "the rules know what they knew");
    let read: Result<Vec<_>, _> = engine.read(EventId(2)).collect();
    assert_eq!(read.expect("readable"), accepted.events);
}

#[test]
fn a_repeated_command_id_is_answered_with_the_first_answer() {
    let (fixture, engine) = Fixture::with_programme();
    let first = accept(&engine, ask("topic", add_topic("night")));
    fixture.clock.advance_hours(5);
    let again = accept(&engine, ask("topic", add_topic("night")));
    assert!(again.already && !first.already);
    assert_eq!((again.events, again.position), (first.events.clone(), first.position));
    drop(engine);
    let engine = fixture.open();
    let later = accept(&engine, ask("topic", add_topic("night")));
    assert!(later.already);
    assert_eq!(later.events, first.events);
    assert_eq!(engine.head().size, 2, "recorded once");
}

#[test]
fn a_repeated_command_id_of_a_sealed_command_is_answered_too() {
    let (_fixture, engine) = Fixture::with_programme();
    let first = accept(&engine, ask("operator", add_operator(7, "Li Wei")));
    let again = accept(&engine, ask("operator", add_operator(7, "Li Wei")));
    assert!(again.already);
    assert_eq!(again.events, first.events);
}

#[test]
fn repeats_on_their_way_together_are_recorded_once() {
    let (_fixture, engine) = Fixture::with_programme();
    let pending: Vec<_> =
        (0..200).map(|_| engine.submit(ask("topic", add_topic("night")))).collect();
    let answers: Vec<_> =
        pending.into_iter().map(|pending| pending.wait().expect("accepted")).collect();
    assert_eq!(answers.iter().filter(|answer| !answer.already).count(), 1);
    assert!(answers.iter().all(|answer| answer.events == answers[0].events));
    assert_eq!(engine.head().size, 2);
}

#[test]
fn a_command_id_used_for_something_else_is_refused() {
    let (fixture, engine) = Fixture::with_programme();
    accept(&engine, ask("topic", add_topic("night")));
    let other = || ask("topic", add_topic("day"));
    assert_eq!(refusal(&engine, other()), "IDEMPOTENCY_KEY_REUSED");
    let by_other = Request { actor: Actor::SYSTEM, ..ask("topic", add_topic("night")) };
    assert_eq!(refusal(&engine, by_other), "IDEMPOTENCY_KEY_REUSED");
    let earlier = Request { occurred_at: Some(moment(START)), ..ask("topic", add_topic("night")) };
    assert_eq!(refusal(&engine, earlier), "IDEMPOTENCY_KEY_REUSED");
    drop(engine);
    assert_eq!(refusal(&fixture.open(), other()), "IDEMPOTENCY_KEY_REUSED");
}

#[test]
fn a_refused_command_may_be_sent_again_under_the_same_id() {
    let fixture = Fixture::new();
    let engine = fixture.open();
    assert_eq!(refusal(&engine, ask("topic", add_topic("night"))), "NOT_FOUND");
    accept(&engine, ask("found", create_programme()));
    assert!(!accept(&engine, ask("topic", add_topic("night"))).already);
}

#[test]
fn a_refusal_records_nothing() {
    let (_fixture, engine) = Fixture::with_programme();
    let (head, digests, state) = (engine.head(), exact(&engine), engine.state_digest());
    assert_eq!(refusal(&engine, ask("again", create_programme())), "PROGRAMME_EXISTS");
    assert_eq!((engine.head(), exact(&engine), engine.state_digest()), (head, digests, state));
}

#[test]
fn validate_only_says_what_would_be_recorded_and_records_nothing() {
    let (fixture, engine) = Fixture::with_programme();
    let before = (engine.head(), exact(&engine), engine.state_digest());
    let keys = std::fs::read(fixture.path().join("keys")).expect("readable");
    let request = Request { validate_only: true, ..ask("operator", add_operator(7, "Li Wei")) };
    let accepted = accept(&engine, request.clone());
    assert_eq!(accepted.position, EventId(1), "decided on the founding");
    assert_eq!(accepted.events.len(), 1);
    assert!(matches!(accepted.events[0].event, Event::Operator(_)));
    assert_eq!((engine.head(), exact(&engine), engine.state_digest()), before);
    assert_eq!(std::fs::read(fixture.path().join("keys")).expect("readable"), keys, "no key made");
    let recorded = accept(&engine, Request { validate_only: false, ..request });
    assert_eq!(recorded.events[0].position, accepted.events[0].position);
    assert_eq!(recorded.events[0].version, accepted.events[0].version);
}

#[test]
fn validate_only_is_refused_as_the_command_would_be() {
    let (_fixture, engine) = Fixture::with_programme();
    let request = Request { validate_only: true, ..ask("again", create_programme()) };
    assert_eq!(refusal(&engine, request), "PROGRAMME_EXISTS");
}

#[test]
fn a_stale_version_is_refused_and_the_current_one_is_taken() {
    let (_fixture, engine) = Fixture::with_programme();
    let at = |version, name: &str| Request {
        expected_version: Some(version),
        ..ask(name, add_topic(name))
    };
    assert_eq!(refusal(&engine, at(0, "night")), "VERSION_CONFLICT");
    assert_eq!(refusal(&engine, at(2, "night")), "VERSION_CONFLICT");
    assert_eq!(accept(&engine, at(1, "night")).events[0].version, 2);
    assert_eq!(refusal(&engine, at(1, "day")), "VERSION_CONFLICT");
    accept(&engine, at(2, "day"));
}

#[test]
fn versions_and_positions_are_dense_while_many_commands_are_on_their_way() {
    let (_fixture, engine) = Fixture::with_programme();
    let names: Vec<String> = (0..500).map(|number| format!("t{number}")).collect();
    let pending: Vec<_> =
        names.iter().map(|name| engine.submit(ask(name, add_topic(name)))).collect();
    for (number, pending) in (2..).zip(pending) {
        let accepted = pending.wait().expect("accepted");
        assert_eq!(accepted.position, EventId(number), "decided in the order sent");
        assert_eq!(accepted.events[0].version, number);
    }
    engine.verify().expect("sound");
}

#[test]
fn of_two_threads_that_want_the_same_thing_one_gets_it() {
    let (_fixture, engine) = Fixture::with_programme();
    for round in 0..50 {
        let topic = format!("t{round}");
        let send = |who: &str| engine.submit(ask(&format!("{who}{round}"), add_topic(&topic)));
        let answers = thread::scope(|scope| {
            let one = scope.spawn(|| send("one").wait());
            let two = scope.spawn(|| send("two").wait());
            [one.join().expect("no panic"), two.join().expect("no panic")]
        });
        let (accepted, refused): (Vec<_>, Vec<_>) =
            answers.into_iter().partition(|answer| answer.is_ok());
        assert_eq!(accepted.len(), 1, "round {round}");
        assert!(refused.into_iter().all(|answer| code(answer) == "TERM_EXISTS"));
    }
    assert_eq!(engine.head().size, 51);
}

#[test]
fn the_correlation_is_the_senders_or_derives_from_the_command() {
    let (_fixture, engine) = Fixture::with_programme();
    let plain = accept(&engine, ask("plain", add_topic("night")));
    assert_eq!(plain.events[0].correlation_id.0, command_id("plain").0);
    let correlation_id = Some(domain::id::CorrelationId([9; 16]));
    let request = Request { correlation_id, ..ask("told", add_topic("day")) };
    assert_eq!(Some(accept(&engine, request).events[0].correlation_id), correlation_id);
}

#[test]
fn an_answer_can_be_awaited_by_a_task() {
    let (_fixture, engine) = Fixture::with_programme();
    let answer = block_on(engine.submit(ask("topic", add_topic("night"))));
    assert_eq!(answer.expect("accepted").position, EventId(2));
}

/// Polls on this thread, parked between wakes.
fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = std::sync::Arc::new(Unpark(thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(output) => return output,
            std::task::Poll::Pending => thread::park(),
        }
    }
}
