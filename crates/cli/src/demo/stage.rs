//! The stage of the demonstration: a clock that is moved, and commands sent in order.

use std::sync::Arc;

use domain::id::{CommandId, KocId, Sha256};
use domain::{Actor, Command, Day, Lang, Moment, Role, Zone};
use engine::{Accepted, CommandError, Engine, ManualClock, Pending, Request};

use super::ids;
use crate::config::Store;
use crate::exit::Failure;
use crate::open::opening_failed;

/// The last day of the story is today.
const LAST_DAY: i32 = 365;

/// One year, told by commands.
pub(super) struct Stage {
    engine: Engine,
    clock: Arc<ManualClock>,
    zone: Zone,
    now: Moment,
    sent: u32,
    under_way: Vec<(&'static str, Pending)>,
}

/// 林岚; the admin key speaks for the team and the members until they have keys of their own.
pub(super) fn ops() -> Actor {
    Actor::operator(ids::OPS, Role::Ops).asserted()
}

/// 周启明.
pub(super) fn approver() -> Actor {
    Actor::operator(ids::APPROVER, Role::Approver).asserted()
}

/// 沈知远, minding the money.
pub(super) fn finance() -> Actor {
    Actor::operator(ids::OFFICE, Role::Finance).asserted()
}

/// 沈知远, answering for personal data.
pub(super) fn privacy() -> Actor {
    Actor::operator(ids::OFFICE, Role::Privacy).asserted()
}

/// A member.
pub(super) fn member(koc: KocId) -> Actor {
    Actor::koc(koc).asserted()
}

impl Stage {
    /// An empty programme, with the clock a year before `now`.
    pub(super) fn open(store: &Store, now: Moment) -> Result<Stage, Failure> {
        let zone = Zone::named(super::words::TIME_ZONE).expect("built in");
        let clock = Arc::new(ManualClock::at(Moment(0)));
        let mut settings = store.settings();
        settings.clock = Arc::clone(&clock) as _;
        let engine = Engine::open(settings).map_err(|error| opening_failed(&error))?;
        let mut stage = Stage { engine, clock, zone, now, sent: 0, under_way: Vec::new() };
        stage.at(0, 9)?;
        Ok(stage)
    }

    /// The date of a day of the story.
    pub(super) fn day(&self, day: i32) -> Day {
        self.zone.day_of(self.now).plus(day - LAST_DAY)
    }

    /// An hour of a day of the story.
    pub(super) fn moment(&self, day: i32, hour: i64) -> Moment {
        self.zone.start_of(self.day(day)).plus_hours(hour)
    }

    /// Moves the clock to an hour of a day of the story, at most to the present.
    pub(super) fn at(&mut self, day: i32, hour: i64) -> Result<(), Failure> {
        self.settle()?;
        self.clock.set(self.moment(day, hour).min(self.now));
        Ok(())
    }

    /// Sends a command on its way. What it is answered shows when the clock moves.
    pub(super) fn send(&mut self, actor: Actor, command: impl Into<Command>) {
        let command = command.into();
        self.sent += 1;
        let id = CommandId::derived(&[b"demonstration", &self.sent.to_be_bytes()]);
        let name = command.name();
        self.under_way.push((name, self.engine.submit(Request::new(command, id, actor))));
    }

    /// Sends a command and waits for its answer.
    pub(super) fn ask(
        &mut self,
        actor: Actor,
        command: impl Into<Command>,
    ) -> Result<Accepted, Failure> {
        self.send(actor, command);
        let last = self.under_way.pop();
        self.settle()?;
        let (name, pending) = last.expect("just sent");
        answered(name, pending)
    }

    /// Waits for every answer.
    pub(super) fn settle(&mut self) -> Result<(), Failure> {
        for (name, pending) in self.under_way.drain(..) {
            answered(name, pending)?;
        }
        Ok(())
    }

    /// How many commands were sent.
    pub(super) fn sent(&self) -> u32 {
        self.sent
    }
}

fn answered(name: &str, pending: Pending) -> Result<Accepted, Failure> {
    pending.wait().map_err(|error| {
        let why = match &error {
            CommandError::Refused(refusal) => {
                format!("{}: {}", refusal.code(), refusal.message(Lang::En))
            }
            other => other.to_string(),
        };
        Failure::Failed(format!("the demonstration stopped at {name}: {why}"))
    })
}

/// The fingerprint of a file that does not exist, the same every time.
pub(super) fn file_hash(of: &[&[u8]]) -> Sha256 {
    let half = |which: &[u8]| CommandId::derived(&[&[b"file", which], of].concat()).0;
    let (first, second) = (half(b"1"), half(b"2"));
    let mut hash = [0; 32];
    hash[..16].copy_from_slice(&first);
    hash[16..].copy_from_slice(&second);
    Sha256(hash)
}
