//! What becomes due is sent once, by itself, and in nobody's way.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use domain::assignment::command::{DeclineAssignment, ExpireAssignment};
use domain::assignment::values::DeclineReason;
use domain::id::{AssignmentId, KocId};
use domain::programme::command::{FreezeProgramme, UnfreezeProgramme};
use domain::{Actor, Moment, Timer};
use engine::{Clock, CommandError, Engine, ManualClock, Request, Settings};
use projector_work::AssignmentState;

use crate::live::Live;
use crate::support::*;

/// Far longer than the scheduler needs.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longer than the scheduler sleeps: what it does not do by then it does not do.
pub(crate) const A_WHILE: Duration = Duration::from_millis(1_500);

#[track_caller]
pub(crate) fn wait_until(what: &str, done: impl Fn() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < PATIENCE, "{what} did not happen");
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub(crate) fn state(engine: &Engine, id: AssignmentId) -> AssignmentState {
    engine.view().work.assignment(id).expect("offered").state
}

pub(crate) fn recorded(engine: &Engine, name: &str) -> usize {
    let events = engine.read(domain::id::EventId(1)).map(|event| event.expect("sound"));
    events.filter(|recorded| recorded.event.event_type().name == name).count()
}

fn offers_running(engine: &Engine) -> usize {
    let view = engine.view();
    let timers = view.state.timers().iter();
    timers.filter(|(_, timer)| matches!(timer, Timer::ExpireAssignment(_))).count()
}

/// Somebody is offered a task for a day.
pub(crate) fn offered(live: &Live, name: &str) -> AssignmentId {
    let (koc_id, task_id) = (live.member(name), live.open_task(name, None));
    live.accept_by(Actor::ADMIN, &format!("offer {name}"), live.offer(task_id, koc_id));
    AssignmentId::of(task_id, koc_id)
}

#[test]
fn an_offer_runs_out_by_itself_once() {
    let live = Live::new().served();
    let id = offered(&live, "an");
    std::thread::sleep(A_WHILE);
    assert_eq!(state(&live.engine, id), AssignmentState::Offered, "not before its time");
    live.fixture.clock.advance_hours(25);
    wait_until("the expiry", || state(&live.engine, id) == AssignmentState::Expired);
    std::thread::sleep(A_WHILE);
    assert_eq!(recorded(&live.engine, "AssignmentExpired"), 1);
    assert_eq!(offers_running(&live.engine), 0);
    let events = live.engine.read(domain::id::EventId(1)).map(|event| event.expect("sound"));
    let mut expired = events.filter(|it| it.event.event_type().name == "AssignmentExpired");
    assert_eq!(expired.next().expect("expired").actor, Actor::SYSTEM);
}

#[test]
fn an_answered_offer_does_not_run_out() {
    let live = Live::new().served();
    let (id, koc_id) = (offered(&live, "an"), KocId::derived(&[b"an"]));
    let (reason, note) = (DeclineReason::Time, None);
    live.accept_by(Actor::koc(koc_id), "no", DeclineAssignment { assignment_id: id, reason, note });
    live.fixture.clock.advance_hours(25);
    std::thread::sleep(A_WHILE);
    assert_eq!(state(&live.engine, id), AssignmentState::Declined);
}

#[test]
fn nothing_is_sent_where_nobody_serves() {
    let live = Live::new();
    let id = offered(&live, "an");
    live.fixture.clock.advance_hours(25);
    std::thread::sleep(A_WHILE);
    assert_eq!(state(&live.engine, id), AssignmentState::Offered);
    let live = live.served();
    wait_until("the expiry", || state(&live.engine, id) == AssignmentState::Expired);
}

#[test]
fn neither_a_restart_nor_a_clock_set_back_sends_anything_twice() {
    let mut live = Live::new().served();
    let first = offered(&live, "an");
    live.fixture.clock.advance_hours(25);
    wait_until("the expiry", || state(&live.engine, first) == AssignmentState::Expired);
    for hours in [0, -2, 2] {
        live.fixture.clock.advance_hours(hours);
        live = live.served();
        std::thread::sleep(A_WHILE);
        assert_eq!(recorded(&live.engine, "AssignmentExpired"), 1, "{hours} hours");
    }
    live.fixture.clock.advance_hours(-2);
    let second = offered(&live, "bo");
    live.fixture.clock.advance_hours(27);
    wait_until("the expiry", || state(&live.engine, second) == AssignmentState::Expired);
    assert_eq!(recorded(&live.engine, "AssignmentExpired"), 2);
}

#[test]
fn what_a_person_sends_at_the_same_time_is_no_second_time() {
    let live = Live::new().served();
    for number in 0..20 {
        let id = offered(&live, &format!("koc {number}"));
        live.fixture.clock.advance_hours(25);
        let by_hand = ask(&format!("expire {number}"), ExpireAssignment { assignment_id: id });
        match live.engine.execute(by_hand) {
            Ok(_) => {}
            Err(CommandError::Refused(refusal)) => assert_eq!(refusal.code(), "OFFER_NOT_PENDING"),
            Err(error) => panic!("{error}"),
        }
        wait_until("the expiry", || state(&live.engine, id) == AssignmentState::Expired);
    }
    assert_eq!(recorded(&live.engine, "AssignmentExpired"), 20);
}

#[test]
fn a_frozen_programme_waits() {
    let live = Live::new().served();
    let id = offered(&live, "an");
    let reason = "audit".to_owned();
    live.accept_by(Actor::ADMIN, "freeze", FreezeProgramme { reason });
    live.fixture.clock.advance_hours(25);
    std::thread::sleep(A_WHILE);
    assert_eq!(state(&live.engine, id), AssignmentState::Offered);
    let timer = Timer::ExpireAssignment(id);
    let due = live.engine.view().state.timers().at(timer).expect("runs");
    assert_eq!(live.engine.attempts(timer, due), None, "it was not even tried");
    live.accept_by(Actor::ADMIN, "unfreeze", UnfreezeProgramme { reason: "done".to_owned() });
    wait_until("the expiry", || state(&live.engine, id) == AssignmentState::Expired);
}

/// A machine's clock that a test sets, beside a count of time that passes that nobody sets.
struct Machine {
    says: ManualClock,
    passed_us: AtomicI64,
}

impl Machine {
    fn at(now: Moment) -> Machine {
        Machine { says: ManualClock::at(now), passed_us: AtomicI64::new(0) }
    }

    /// In steps so short that a look between its two halves sees no jump.
    fn pass_hours(&self, hours: i64) {
        for _ in 0..hours * 10 {
            self.says.set(self.says.now().plus_minutes(6));
            self.passed_us.fetch_add(6 * 60_000_000, Ordering::AcqRel);
        }
    }
}

impl Clock for Machine {
    fn now(&self) -> Moment {
        self.says.now()
    }

    fn passed(&self) -> Option<Duration> {
        Some(Duration::from_micros(self.passed_us.load(Ordering::Acquire).unsigned_abs()))
    }
}

fn with_machine(live: Live, machine: &Arc<Machine>, accept_clock: bool) -> Live {
    let clock = Arc::clone(machine);
    let settings = live.fixture.settings();
    live.reopened_with(Settings { clock, accept_clock, run_clocks: true, ..settings })
}

#[test]
fn a_clock_that_jumps_sets_nothing_off_until_somebody_has_looked_at_it() {
    let live = Live::new();
    let id = offered(&live, "an");
    let machine = Arc::new(Machine::at(live.fixture.clock.now()));
    let live = with_machine(live, &machine, false);
    accept(&live.engine, ask("topic", add_topic("night")));
    machine.says.advance_hours(25);
    std::thread::sleep(A_WHILE);
    assert_eq!(state(&live.engine, id), AssignmentState::Offered);
    match live.engine.execute(ask("later", add_topic("day"))) {
        Err(CommandError::Stopped { reason }) => assert!(reason.contains("jumped"), "{reason}"),
        other => panic!("not stopped: {other:?}"),
    }
    // Set right again it is still not believed: what it said in between is not known.
    machine.says.advance_hours(-25);
    assert!(live.engine.now().is_err());
    machine.says.advance_hours(25);
    let live = with_machine(live, &machine, true);
    wait_until("the expiry", || state(&live.engine, id) == AssignmentState::Expired);
    accept(&live.engine, ask("later", add_topic("day")));
}

#[test]
fn time_that_passes_while_the_machine_sleeps_is_no_jump() {
    let live = Live::new();
    let id = offered(&live, "an");
    let machine = Arc::new(Machine::at(live.fixture.clock.now()));
    let live = with_machine(live, &machine, false);
    accept(&live.engine, ask("topic", add_topic("night")));
    machine.pass_hours(25);
    wait_until("the expiry", || state(&live.engine, id) == AssignmentState::Expired);
}

/// 10,000 people are offered the same task, in bulk.
fn offer_to_many(live: &Live, count: usize) {
    let task_id = live.open_task("many", None);
    let ids: Vec<KocId> = (0..count).map(|n| KocId::derived(&[&n.to_be_bytes()])).collect();
    let all = |requests: Vec<Request>| {
        let sent: Vec<_> = requests.into_iter().map(|it| live.engine.submit(it)).collect();
        sent.into_iter().for_each(|answer| drop(answer.wait().expect("accepted")));
    };
    let registrations = ids.iter().enumerate();
    all(registrations.map(|(n, id)| ask(&format!("join {n}"), live.registration(*id))).collect());
    let offers = ids.iter().enumerate();
    all(offers.map(|(n, id)| ask(&format!("offer {n}"), live.offer(task_id, *id))).collect());
}

#[test]
fn ten_thousand_at_once_are_worked_off_one_by_one_while_people_are_answered() {
    const MANY: usize = 10_000;
    let live = Live::new();
    offer_to_many(&live, MANY);
    let live = live.served();
    live.fixture.clock.advance_hours(25);
    let waiting = || offers_running(&live.engine);
    wait_until("the first expiry", || waiting() < MANY);
    for number in 0..20 {
        accept(&live.engine, ask(&format!("between {number}"), add_topic(&format!("t-{number}"))));
    }
    assert!(waiting() > 0, "people are answered in between, not afterwards");
    wait_until("the last expiry", || waiting() == 0);
    assert_eq!(recorded(&live.engine, "AssignmentExpired"), MANY);
    let commands = live.engine.read(domain::id::EventId(1)).map(|event| event.expect("sound"));
    let expiries = commands.filter(|it| it.event.event_type().name == "AssignmentExpired");
    let ids: BTreeSet<_> = expiries.map(|it| it.command_id).collect();
    assert_eq!(ids.len(), MANY, "single commands");
}
