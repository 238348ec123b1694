//! A clock whose command is refused: it is sent again later and later, people see why, and nobody
//! else waits for it.

use domain::assignment::command::WithdrawAssignment;
use domain::id::{AssignmentId, CommandId};
use domain::{Actor, Moment, Timer};
use engine::{Attempts, Clock, Request};
use projector_work::AssignmentState;

use crate::live::Live;
use crate::scheduler::{A_WHILE, offered, recorded, state, wait_until};
use crate::support::*;

/// More than the scheduler has under way at once.
const MANY: usize = 100;

fn due(live: &Live, id: AssignmentId) -> Moment {
    live.engine.view().state.timers().at(Timer::ExpireAssignment(id)).expect("it runs")
}

fn attempts(live: &Live, id: AssignmentId, due: Moment) -> Option<Attempts> {
    live.engine.attempts(Timer::ExpireAssignment(id), due)
}

/// Records something else under the command id that the clock will use: the only way to have a
/// clock's command refused that no rule has cleared.
fn occupy(live: &Live, id: AssignmentId) -> Moment {
    let at = due(live, id);
    let target = id.to_string();
    let parts: [&[u8]; 4] = [b"clock", b"ExpireAssignment", target.as_bytes(), &at.0.to_be_bytes()];
    let command_id = CommandId::derived(&parts);
    let topic = add_topic(&format!("t-{}", command_id.to_string().replace('-', "")));
    accept(&live.engine, Request { command_id, ..ask("taken", topic) });
    at
}

#[test]
fn a_refused_clock_is_sent_again_later_and_later_until_somebody_settles_it() {
    let live = Live::new();
    let stuck = offered(&live, "stuck");
    let at = occupy(&live, stuck);
    let live = live.served();
    live.fixture.clock.advance_hours(25);
    wait_until("the first attempt", || attempts(&live, stuck, at).is_some());
    for (count, minutes) in [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16)] {
        wait_until("an attempt", || attempts(&live, stuck, at).is_some_and(|it| it.count == count));
        let tried = attempts(&live, stuck, at).expect("tried");
        let now = live.fixture.clock.now();
        assert_eq!(tried.next_at, now.plus_minutes(minutes), "after {count}");
        assert_eq!(tried.last_error, "IDEMPOTENCY_KEY_REUSED");
        live.fixture.clock.set(tried.next_at.plus_minutes(1));
        assert_eq!(state(&live.engine, stuck), AssignmentState::Offered);
    }
    // Not before its time, and at the latest after six hours.
    for count in 6..10 {
        wait_until("an attempt", || attempts(&live, stuck, at).is_some_and(|it| it.count == count));
        let tried = attempts(&live, stuck, at).expect("tried");
        std::thread::sleep(A_WHILE / 8);
        assert_eq!(attempts(&live, stuck, at), Some(tried.clone()), "it rests");
        live.fixture.clock.set(tried.next_at.plus_minutes(1));
    }
    wait_until("the tenth", || attempts(&live, stuck, at).is_some_and(|it| it.count == 10));
    let tried = attempts(&live, stuck, at).expect("tried");
    assert_eq!(tried.next_at, live.fixture.clock.now().plus_minutes(6 * 60));
    // A person ends it: the clock is gone, and what was remembered of it.
    let withdraw = WithdrawAssignment { assignment_id: stuck, reason: "nobody answered".into() };
    live.accept_by(Actor::ADMIN, "withdraw", withdraw);
    wait_until("it is forgotten", || attempts(&live, stuck, at).is_none());
    assert_eq!(recorded(&live.engine, "AssignmentExpired"), 0);
    live.engine.verify().expect("sound");
}

#[test]
fn refused_clocks_are_in_nobodys_way() {
    let live = Live::new();
    let stuck: Vec<_> = (0..MANY).map(|number| offered(&live, &format!("s-{number}"))).collect();
    let stuck: Vec<_> = stuck.into_iter().map(|id| (id, occupy(&live, id))).collect();
    // Due later than all of them.
    live.fixture.clock.advance_hours(1);
    let free: Vec<_> = (0..5).map(|number| offered(&live, &format!("f-{number}"))).collect();
    let live = live.served();
    live.fixture.clock.advance_hours(26);
    for id in free {
        wait_until("the expiry", || state(&live.engine, id) == AssignmentState::Expired);
    }
    wait_until("all were tried", || {
        stuck.iter().all(|(id, at)| attempts(&live, *id, *at).is_some())
    });
    // Those that wait for another attempt are not in the way of whatever is due next either.
    let next = offered(&live, "next");
    live.fixture.clock.advance_hours(25);
    wait_until("the next expiry", || state(&live.engine, next) == AssignmentState::Expired);
    accept(&live.engine, ask("between", add_topic("between")));
    let refused = stuck.iter().filter(|(id, at)| attempts(&live, *id, *at).is_some()).count();
    assert_eq!(refused, MANY, "and people see all of them");
    assert_eq!(recorded(&live.engine, "AssignmentExpired"), 6);
}
