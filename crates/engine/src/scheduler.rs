//! The scheduler: one thread that sends the command of every timer whose moment has passed, like
//! anyone else, and the rules judge it again.
//!
//! A command's id is derived from its timer, target and due moment, so a crash or a second run
//! records nothing new. A few are under way at a time: with thousands due at once people are
//! answered in between. What is refused is tried again later and later, and remembered in memory
//! for people to see.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::id::{CommandId, EventId, KocId};
use domain::koc::screen;
use domain::{Actor, Command, Moment, State, Timer};

use crate::clock::Timekeeper;
use crate::pending::Pending;
use crate::request::{CommandError, Request};
use crate::shared::Shared;
use crate::submitter::Submitter;

/// Commands of clocks under way at once. Our own number: some milliseconds of the decider.
const UNDER_WAY_MAX: usize = 64;

/// Members looked at in one step of the tier screen. Our own number: some milliseconds.
const SCREENED_IN_A_STEP: usize = 500;

/// How long it sleeps at most before it looks at the clock again: clocks can be set.
const LOOK_AT_CLOCK: Duration = Duration::from_millis(500);

/// How long it rests after a look that found nothing to send, however much is recorded meanwhile.
const REST: Duration = Duration::from_millis(20);

/// How long after the first refusal a timer's command is sent again; doubled each time up to the
/// second. Our own numbers.
const TRY_AGAIN_MINUTES: i64 = 1;
const TRY_AGAIN_MINUTES_MAX: i64 = 6 * 60;

/// What became of a timer whose command has not been accepted yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempts {
    /// How often its command was sent.
    pub count: u32,
    /// What it was refused with last: a code.
    pub last_error: String,
    /// Not before then it is sent again.
    pub next_at: Moment,
}

/// What is remembered of timers that were tried in vain.
#[derive(Default)]
pub(crate) struct Tried(Mutex<BTreeMap<(Timer, Moment), Attempts>>);

impl Tried {
    fn map(&self) -> MutexGuard<'_, BTreeMap<(Timer, Moment), Attempts>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What became of that timer so far.
    pub(crate) fn of(&self, timer: Timer, due: Moment) -> Option<Attempts> {
        self.map().get(&(timer, due)).cloned()
    }

    /// What is due and not to be left alone for a while yet, with its command: longest overdue
    /// first, a few at most.
    fn ready(&self, state: &State, now: Moment) -> Vec<(Moment, Timer, Command)> {
        let map = self.map();
        let waits = |at: Moment, timer: Timer| {
            map.get(&(timer, at)).is_some_and(|tried| tried.next_at > now)
        };
        let due = state.timers().due(now).filter(|(at, timer)| !waits(*at, *timer));
        let ready = due.filter_map(|(at, timer)| Some((at, timer, timer.command(state)?)));
        ready.take(UNDER_WAY_MAX).collect()
    }

    /// Remembers that it was tried in vain; whether that is news, and not the same as last time.
    fn note(&self, timer: Timer, due: Moment, now: Moment, error: String) -> bool {
        let mut map = self.map();
        let before = map.get(&(timer, due));
        let is_news = before.is_none_or(|tried| tried.last_error != error);
        let count = before.map_or(0, |tried| tried.count).saturating_add(1);
        let doubled = TRY_AGAIN_MINUTES.saturating_mul(1_i64 << (count - 1).min(20));
        let next_at = now.plus_minutes(doubled.min(TRY_AGAIN_MINUTES_MAX));
        map.insert((timer, due), Attempts { count, last_error: error, next_at });
        is_news
    }

    /// Forgets timers that do not run any more.
    fn keep_running(&self, state: &State) {
        self.map().retain(|(timer, due), _| state.timers().at(*timer) == Some(*due));
    }
}

/// How far the tier screen has come.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Walk {
    /// Of the timer it belongs to.
    due: Moment,
    /// The last member looked at.
    after: Option<KocId>,
    /// Everyone has been looked at.
    is_over: bool,
}

pub(crate) struct Scheduler {
    pub(crate) shared: Arc<Shared>,
    pub(crate) submitter: Submitter,
    pub(crate) time: Arc<Timekeeper>,
    pub(crate) tried: Arc<Tried>,
    pub(crate) stop: Arc<AtomicBool>,
    walk: Option<Walk>,
}

impl Scheduler {
    pub(crate) fn new(
        submitter: Submitter,
        time: Arc<Timekeeper>,
        tried: Arc<Tried>,
        stop: Arc<AtomicBool>,
    ) -> Scheduler {
        Scheduler { shared: submitter.shared.clone(), submitter, time, tried, stop, walk: None }
    }

    /// Works until it is told to stop or no commands are taken any more.
    pub(crate) fn run(mut self) {
        while !self.is_over() {
            if let Some(position) = self.look() {
                self.rest(REST, || false);
                self.rest(LOOK_AT_CLOCK, || self.shared.published.view().position > position);
            }
        }
    }

    /// Works until nothing is due any more.
    pub(crate) fn run_due(mut self) {
        while !self.is_over() && self.look().is_none() {}
    }

    /// Takes a step if anything is due; the position it looked at when nothing was.
    fn look(&mut self) -> Option<EventId> {
        let view = self.shared.published.view();
        // A clock that cannot be believed sets nothing off.
        let busy = match self.time.now() {
            Ok(now) if view.state.runs_clocks() => self.turn(&view.state, now),
            _ => false,
        };
        if busy {
            return None;
        }
        self.tried.keep_running(&view.state);
        Some(view.position)
    }

    /// One step of everything that is due; whether there was anything to do.
    fn turn(&mut self, state: &State, now: Moment) -> bool {
        let ready = self.tried.ready(state, now);
        let mut busy = false;
        let mut timers = Vec::new();
        for (at, timer, command) in ready {
            if timer == Timer::TierScreen && !self.screen_on(state, at, now) {
                busy = true;
            } else {
                timers.push((at, timer, command));
            }
        }
        busy |= !timers.is_empty();
        self.send(timers, now);
        busy
    }

    /// Takes the tier screen a step on; whether everyone has been looked at.
    fn screen_on(&mut self, state: &State, due: Moment, now: Moment) -> bool {
        let begun = self.walk.filter(|walk| walk.due == due);
        let walk = begun.unwrap_or(Walk { due, after: None, is_over: false });
        if walk.is_over {
            return true;
        }
        let step = screen::step(state, now, walk.after, SCREENED_IN_A_STEP, UNDER_WAY_MAX);
        let sent = step.commands.into_iter().map(|(koc_id, command)| {
            let id = derived_id("TierScreen", &koc_id.to_string(), due);
            self.submitter.submit(Request::new(command, id, Actor::SYSTEM))
        });
        let answers: Vec<Pending> = sent.collect();
        for answer in answers {
            match answer.wait() {
                Ok(_) => {}
                // Something else came first; tomorrow's screen looks again.
                Err(CommandError::Refused(refusal)) => {
                    tracing::info!(%refusal, "what the tier screen found was refused");
                }
                // The engine is ending, or the clock is doubted: the step is taken again.
                Err(CommandError::NotKnown { .. } | CommandError::Stopped { .. }) => return false,
            }
        }
        self.walk = Some(Walk { after: step.after, is_over: step.after.is_none(), ..walk });
        false
    }

    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Acquire) || self.shared.stopped().is_some()
    }

    /// Sends these and waits for their answers.
    fn send(&self, ready: Vec<(Moment, Timer, Command)>, now: Moment) {
        let sent = ready.into_iter().map(|(at, timer, command)| {
            let id = derived_id(timer.name(), &timer.target(), at);
            (at, timer, self.submitter.submit(Request::new(command, id, Actor::SYSTEM)))
        });
        let sent: Vec<(Moment, Timer, Pending)> = sent.collect();
        for (at, timer, answer) in sent {
            match answer.wait() {
                // Recorded before and still running: the rule never cleared it. Sending it again
                // would say the same for ever.
                Ok(accepted) if accepted.already => {
                    self.tried.note(timer, at, now, "ALREADY_RECORDED".to_owned());
                }
                Ok(_) => {}
                // What was sent before it settled it: the end of a duty revokes its perk in the
                // moment in which that perk would have expired.
                Err(CommandError::Refused(_)) if self.is_settled(timer, at) => {}
                Err(CommandError::Refused(refusal)) => {
                    let (name, target, code) = (timer.name(), timer.target(), refusal.code());
                    // What goes on being refused is said once: `timers` shows how often it was.
                    if self.tried.note(timer, at, now, code.to_owned()) {
                        tracing::warn!(name, target, code, "a timer's command was refused");
                    }
                }
                // The engine is ending, or the clock is doubted: nothing was wrong with the timer.
                Err(CommandError::NotKnown { .. } | CommandError::Stopped { .. }) => {}
            }
        }
    }

    /// Whether a timer does not run any more.
    fn is_settled(&self, timer: Timer, due: Moment) -> bool {
        self.shared.published.view().state.timers().at(timer) != Some(due)
    }

    /// Sleeps until `woken` or told to stop, and no longer than that.
    fn rest(&self, at_most: Duration, woken: impl Fn() -> bool) {
        self.shared.published.sleep(at_most, || self.is_over() || woken());
    }
}

/// The same clock of the same target and moment always sends the same id.
fn derived_id(clock: &str, target: &str, due: Moment) -> CommandId {
    let due = due.0.to_be_bytes();
    CommandId::derived(&[b"clock", clock.as_bytes(), target.as_bytes(), &due])
}

#[cfg(test)]
mod tests {
    use domain::id::DutyId;

    use super::*;

    #[test]
    fn what_goes_on_being_refused_is_news_once() {
        let tried = Tried::default();
        let (timer, due) = (Timer::ResumeDuty(DutyId([1; 16])), Moment(0));
        let note = |code: &str| tried.note(timer, due, Moment(0), code.to_owned());
        let news = ["KOC_NOT_ACTIVE", "KOC_NOT_ACTIVE", "DUTY_NOT_PAUSED", "DUTY_NOT_PAUSED"];
        assert_eq!(news.map(note), [true, false, true, false]);
        assert_eq!(tried.of(timer, due).map(|it| it.count), Some(4), "each counts");
    }
}
