//! What time it is: the only clock of the product, handed in where the engine is opened.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::Moment;

/// How far behind the newest record a clock may be. Our own number.
const BEHIND_HOURS_MAX: i64 = 24;
/// How far ahead of the newest record a clock may be. Our own number.
const AHEAD_HOURS_MAX: i64 = 31 * 24;
/// How far a clock may jump between two looks at it. Our own number.
const JUMP_MINUTES_MAX: u64 = 10;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present moment. It may go back; what is recorded will not.
    fn now(&self) -> Moment;

    /// Whether the time comes from a machine, whose clock may be wrong by months. Commands are
    /// refused while it is far from the newest record.
    fn is_of_a_machine(&self) -> bool {
        true
    }

    /// Time that has passed since some fixed moment, counted by something that nobody sets and
    /// that goes on while the machine sleeps; none when there is no such thing.
    fn passed(&self) -> Option<Duration> {
        None
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let micros = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_micros()).unwrap_or(i64::MAX),
            Err(before) => -i64::try_from(before.duration().as_micros()).unwrap_or(i64::MAX),
        };
        Moment(micros)
    }

    fn passed(&self) -> Option<Duration> {
        since_start()
    }
}

#[cfg(target_os = "linux")]
fn since_start() -> Option<Duration> {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::Boottime);
    Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
}

/// Elsewhere nothing is known that goes on while the machine sleeps: a jump is not told from a
/// long sleep, and only the newest record says whether a clock can be believed.
#[cfg(not(target_os = "linux"))]
fn since_start() -> Option<Duration> {
    None
}

/// A clock that is moved by hand: for demonstrations and tests.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `now`.
    pub fn at(now: Moment) -> ManualClock {
        ManualClock(AtomicI64::new(now.0))
    }

    /// Moves it to `now`.
    pub fn set(&self, now: Moment) {
        self.0.store(now.0, Ordering::Release);
    }

    /// Moves it on by `hours`; back when negative.
    pub fn advance_hours(&self, hours: i64) {
        self.set(self.now().plus_hours(hours));
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::Acquire))
    }

    fn is_of_a_machine(&self) -> bool {
        false
    }
}

/// Why a machine's clock that says `now` cannot be believed after a record of `last`.
pub(crate) fn doubt(now: Moment, last: Moment) -> Option<String> {
    let what = if now.plus_hours(BEHIND_HOURS_MAX) < last {
        format!("more than {BEHIND_HOURS_MAX} hours behind")
    } else if now > last.plus_hours(AHEAD_HOURS_MAX) {
        format!("more than {} days ahead of", AHEAD_HOURS_MAX / 24)
    } else {
        return None;
    };
    Some(format!(
        "the machine's clock says {now}, which is {what} the newest record ({last}): set it \
         right, or accept it explicitly"
    ))
}

/// The clock with what tells whether it can be believed; decider and scheduler ask the same one.
pub(crate) struct Timekeeper {
    clock: Arc<dyn Clock>,
    /// The clock is believed whatever it says.
    is_accepted: bool,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    /// Of the newest record; none before the first.
    recorded_at: Option<Moment>,
    /// What the clock said when somebody last looked, and how much time had passed by then.
    look: Option<(Moment, Duration)>,
    /// Why the clock is not believed any more until somebody has looked at it.
    jumped: Option<String>,
}

impl Timekeeper {
    pub(crate) fn new(
        clock: Arc<dyn Clock>,
        is_accepted: bool,
        recorded_at: Option<Moment>,
    ) -> Timekeeper {
        let seen = Mutex::new(Seen { recorded_at, ..Seen::default() });
        Timekeeper { clock, is_accepted, seen }
    }

    /// The present moment: never before the newest record, and never of a clock that cannot be
    /// true.
    pub(crate) fn now(&self) -> Result<Moment, String> {
        let mut seen = self.seen();
        let now = self.clock.now();
        if self.clock.is_of_a_machine() && !self.is_accepted {
            seen.look_again(now, self.clock.passed());
            let jumped = seen.jumped.clone();
            let far = || seen.recorded_at.and_then(|last| doubt(now, last));
            if let Some(reason) = jumped.or_else(far) {
                return Err(reason);
            }
        }
        Ok(seen.recorded_at.map_or(now, |last| now.max(last)))
    }

    /// Something was recorded at that moment.
    pub(crate) fn recorded(&self, at: Moment) {
        self.seen().recorded_at = Some(at);
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    /// Compares how far the clock went since the last look with the time that has passed.
    fn look_again(&mut self, now: Moment, passed: Option<Duration>) {
        let Some(passed) = passed else { return };
        if let Some((before, passed_before)) = self.look {
            let went = i128::from(now.0) - i128::from(before.0);
            let should = i128::try_from(passed.saturating_sub(passed_before).as_micros());
            let off = (went - should.unwrap_or(i128::MAX)).unsigned_abs();
            if off > u128::from(JUMP_MINUTES_MAX) * 60 * 1_000_000 && self.jumped.is_none() {
                self.jumped = Some(format!(
                    "the machine's clock jumped by more than {JUMP_MINUTES_MAX} minutes, from \
                     about {before} to {now}: set it right and start again, or accept it \
                     explicitly"
                ));
            }
        }
        self.look = Some((now, passed));
    }
}
