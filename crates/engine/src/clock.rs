//! What time it is: the only clock of the product, handed in where the engine is opened.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use domain::Moment;

/// How far behind the newest record a clock may be. Our own number.
const BEHIND_HOURS_MAX: i64 = 24;
/// How far ahead of the newest record a clock may be. Our own number.
const AHEAD_HOURS_MAX: i64 = 31 * 24;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present moment. It may go back; what is recorded will not.
    fn now(&self) -> Moment;

    /// Whether the time comes from a machine, whose clock may be wrong by months. Commands are
    /// refused while it is far from the newest record.
    fn is_of_a_machine(&self) -> bool {
        true
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
