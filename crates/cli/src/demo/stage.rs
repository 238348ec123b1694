//! The stage of the demonstration: a clock that is moved, and commands sent in order.

use domain::id::{CommandId, KocId, Sha256};
use domain::{Actor, Command, Day, Lang, Moment, Role, Zone};
use engine::{Accepted, CommandError, Engine, ManualClock, Pending, Request};
use simulator::{Plan, Simulation};

use super::ids;
use crate::exit::Failure;

/// The last day of the story is today.
pub(super) const LAST_DAY: i32 = 365;

/// Two years, told by commands.
pub(super) struct Stage<'a> {
    engine: &'a Engine,
    clock: &'a ManualClock,
    zone: Zone,
    now: Moment,
    sent: u32,
    under_way: Vec<Sent>,
    others: &'a Plan,
    /// Everybody whose story is not told: they are there from the second day.
    crowd: Option<Simulation<'a>>,
    /// Hears of every day that is over.
    told: &'a mut dyn FnMut(i32),
}

/// A command that was sent, and what it may be refused with: a clock was there before.
struct Sent {
    command: &'static str,
    unless: &'static [&'static str],
    answer: Pending,
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

impl<'a> Stage<'a> {
    /// An empty programme; the clock ends at `now`.
    pub(super) fn new(
        engine: &'a Engine,
        clock: &'a ManualClock,
        now: Moment,
        others: &'a Plan,
        told: &'a mut dyn FnMut(i32),
    ) -> Stage<'a> {
        let zone = Zone::named(super::words::TIME_ZONE).expect("built in");
        let (under_way, crowd) = (Vec::new(), None);
        Stage { engine, clock, zone, now, sent: 0, under_way, others, crowd, told }
    }

    /// From here on the many others live beside those whose story is told.
    pub(super) fn let_others_in(&mut self) -> Result<(), Failure> {
        self.settle()?;
        let joined = Simulation::join(self.engine, self.clock, self.others);
        self.crowd = Some(joined.map_err(|error| Failure::Failed(error.to_string()))?);
        Ok(())
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
        let at = self.moment(day, hour).min(self.now);
        if let Some(crowd) = &mut self.crowd {
            crowd.until(at).map_err(|error| Failure::Failed(error.to_string()))?;
        }
        self.clock.set(at);
        (self.told)(day);
        Ok(())
    }

    /// Sends a command on its way. What it is answered shows when the clock moves.
    pub(super) fn send(&mut self, actor: Actor, command: impl Into<Command>) {
        self.send_unless(actor, command, &[]);
    }

    /// The same, of something that a clock may have done before: then it is refused, with one of
    /// these codes.
    pub(super) fn send_unless(
        &mut self,
        actor: Actor,
        command: impl Into<Command>,
        unless: &'static [&'static str],
    ) {
        let request = command.into();
        self.sent += 1;
        let id = CommandId::derived(&[b"demonstration", &self.sent.to_be_bytes()]);
        let command = request.name();
        let answer = self.engine.submit(Request::new(request, id, actor));
        self.under_way.push(Sent { command, unless, answer });
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
        let Sent { command, answer, .. } = last.expect("just sent");
        answer.wait().map_err(|error| stopped(command, &error))
    }

    /// Waits for every answer.
    pub(super) fn settle(&mut self) -> Result<(), Failure> {
        for Sent { command, unless, answer } in self.under_way.drain(..) {
            match answer.wait() {
                Err(CommandError::Refused(refusal)) if unless.contains(&refusal.code()) => {}
                Err(error) => return Err(stopped(command, &error)),
                Ok(_) => {}
            }
        }
        Ok(())
    }

    /// How many commands were sent, those of the others included.
    pub(super) fn sent(&self) -> u64 {
        u64::from(self.sent) + self.crowd.as_ref().map_or(0, |it| it.tally().commands_sent())
    }
}

fn stopped(command: &str, error: &CommandError) -> Failure {
    let why = match error {
        CommandError::Refused(refusal) => {
            format!("{}: {}", refusal.code(), refusal.message(Lang::En))
        }
        other => other.to_string(),
    };
    Failure::Failed(format!("the demonstration stopped at {command}: {why}"))
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
