//! When a talk or feedback is due.
//!
//! Every member to whom something is owed has a timer of their own, set when that comes about: no
//! daily walk over all members, and thousands due on one morning go a few at a time, like whatever
//! else is due. What was asked for once is not asked for again while it waits.

use super::command::{FlagFeedbackDue, FlagTalkDue};
use super::evolve::on_care;
use crate::actor::Role;
use crate::assignment;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{AssignmentId, EventId, KocId};
use crate::koc::{self, Koc, Standing};
use crate::programme;
use crate::recorded::{Context, Recorded};
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::time::{Day, Moment};
use crate::timer::Timer;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};
use crate::vocabulary::TierCode;

/// The hour of the day, in the programme's zone, at which what is due is asked for. Our own number.
const HOUR: u8 = 5;

/// What is owed to a member, and from which day it is due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CareDue {
    /// Since when there was no talk: the last one, or the day they came into their tier, or the
    /// programme went live. None for whoever takes no part.
    pub talk_since: Option<Day>,
    /// From when a talk is due; none when none is owed.
    pub talk_due_on: Option<Day>,
    /// Since when finished work waits for feedback; none when none does.
    pub feedback_since: Option<Day>,
    /// From when feedback is due; none when none is owed.
    pub feedback_due_on: Option<Day>,
}

impl State {
    /// What is owed to a member.
    pub fn care_due(&self, koc_id: KocId) -> CareDue {
        CareDue {
            talk_since: self.talk_since(koc_id),
            talk_due_on: self.talk_due_on(koc_id),
            feedback_since: self.feedback_since(koc_id),
            feedback_due_on: self.feedback_due_on(koc_id),
        }
    }

    /// The last talk, or since when they stand where they do in the live programme.
    fn talk_since(&self, koc_id: KocId) -> Option<Day> {
        let koc = self.kocs.get(&koc_id).filter(|koc| koc.require_present().is_none())?;
        let standing = koc.tier_since().max(self.live_on());
        standing.max(self.care(koc_id).and_then(|care| care.last_talk))
    }

    /// The first work that feedback is owed for, or the feedback before, whichever is later.
    fn feedback_since(&self, koc_id: KocId) -> Option<Day> {
        let care = self.care(koc_id).filter(|_| self.owes_feedback(koc_id))?;
        care.unanswered.map(|(since, _)| since).max(care.last_feedback)
    }

    /// Whether talks are owed to a member: a partner who takes part, on a break or not.
    pub(super) fn owes_talks(&self, koc_id: KocId) -> bool {
        let koc = self.kocs.get(&koc_id);
        koc.is_some_and(|koc| {
            koc.require_present().is_none() && koc.tier == Some(TierCode::Partner)
        })
    }

    /// Whether feedback is owed: to a member of any tier who takes part and has finished work
    /// since the feedback before.
    pub(super) fn owes_feedback(&self, koc_id: KocId) -> bool {
        let present = self.kocs.get(&koc_id).is_some_and(|koc| koc.require_present().is_none());
        present && self.care(koc_id).is_some_and(|care| care.unanswered.is_some())
    }

    fn live_on(&self) -> Option<Day> {
        self.programme.as_ref().and_then(|programme| programme.live_on)
    }

    /// The day from which a talk is due, counted from the last one, or from when talks were owed.
    fn talk_due_on(&self, koc_id: KocId) -> Option<Day> {
        let every = self.programme.as_ref()?.limits.talk_every_days;
        let koc = self.kocs.get(&koc_id).filter(|_| self.owes_talks(koc_id))?;
        let due = self.talk_since(koc_id)?.plus(i32::from(every));
        let put_off = self.care(koc_id).and_then(|care| care.talk_not_before);
        after_break(koc, due.max(put_off.unwrap_or(due)))
    }

    /// The day from which feedback is due, counted from the first work it is owed for or from the
    /// feedback before, whichever is later.
    fn feedback_due_on(&self, koc_id: KocId) -> Option<Day> {
        let every = self.programme.as_ref()?.limits.feedback_every_days;
        let koc = self.kocs.get(&koc_id)?;
        let due = self.feedback_since(koc_id)?.plus(i32::from(every));
        let put_off = self.care(koc_id).and_then(|care| care.feedback_not_before);
        after_break(koc, due.max(put_off.unwrap_or(due)))
    }

    /// When the day's asking begins.
    fn asked_at(&self, due_on: Day) -> Moment {
        self.hour_of(due_on, HOUR)
    }
}

/// Nobody is reminded of somebody who takes a break: the day after it; no day while it is open.
fn after_break(koc: &Koc, due: Day) -> Option<Day> {
    match koc.standing {
        Standing::Paused { from, until } if from <= due => {
            until.map(|until| due.max(until.plus(1)))
        }
        _ => Some(due),
    }
}

/// Whether it was asked for and still waits.
fn is_asked(state: &State, kind: TodoKind, koc_id: KocId) -> bool {
    todo::waiting(state, kind, &koc_id.to_string()).next().is_some()
}

/// Sets or clears both timers of a member by what is owed now.
pub(super) fn reset(state: &mut State, koc_id: KocId) {
    for (timer, kind, due) in [
        (Timer::FlagTalkDue(koc_id), TodoKind::TalkOwed, state.talk_due_on(koc_id)),
        (Timer::FlagFeedbackDue(koc_id), TodoKind::FeedbackOwed, state.feedback_due_on(koc_id)),
    ] {
        match due.filter(|_| !is_asked(state, kind, koc_id)) {
            Some(due) => {
                let at = state.asked_at(due);
                state.timers.set(timer, at);
            }
            None => state.timers.clear(timer),
        }
    }
}

/// Takes in what, elsewhere, changes what is owed: a tier, a standing, a finished work, a limit.
pub(crate) fn follow(state: &mut State, recorded: &Recorded) {
    match &recorded.event {
        Event::Koc(event) => {
            if let koc::Event::KocMerged(e) = event {
                merged(state, e.koc_id, e.into);
            }
            reset(state, event.koc_id());
        }
        Event::Assignment(event) => {
            let Some(assignment_id) = judged(event) else { return };
            let on = state.day_of(recorded.recorded_at);
            for koc_id in authors(state, assignment_id) {
                on_care(state, koc_id, |care| {
                    if care.unanswered.is_none() {
                        care.feedback_cause = Some(recorded.position);
                    }
                    let (since, works) = care.unanswered.unwrap_or((on, 0));
                    care.unanswered = Some((since, works.saturating_add(1)));
                });
                reset(state, koc_id);
            }
        }
        Event::Programme(
            programme::Event::ProgrammeLimitsChanged(_) | programme::Event::ProgrammeWentLive(_),
        ) => {
            // Limits change a few times in a programme's life.
            let all: Vec<KocId> = state.kocs.keys().copied().collect();
            all.into_iter().for_each(|koc_id| reset(state, koc_id));
        }
        _ => {}
    }
}

/// The work that was judged for good, well or not.
fn judged(event: &assignment::Event) -> Option<AssignmentId> {
    match event {
        assignment::Event::WorkApproved(e) => Some(e.assignment_id),
        assignment::Event::WorkRejected(e) => Some(e.assignment_id),
        _ => None,
    }
}

/// Everybody who made it.
fn authors(state: &State, assignment_id: AssignmentId) -> Vec<KocId> {
    let Ok(assignment) = state.assignment(assignment_id) else { return Vec::new() };
    let work = assignment.submission.as_ref().map(|submission| &submission.work);
    let mut authors: Vec<KocId> = match work {
        Some(work) => work.contributors.iter().map(|it| it.koc_id).collect(),
        None => vec![assignment.koc],
    };
    authors.sort_unstable();
    authors.dedup();
    authors
}

/// The record that goes on knows what was said to the one that ended.
fn merged(state: &mut State, ended: KocId, into: KocId) {
    let Some(file) = state.care(ended).cloned() else { return };
    on_care(state, into, |care| {
        care.manager = care.manager.or(file.manager);
        care.last_talk = care.last_talk.max(file.last_talk);
        care.last_feedback = care.last_feedback.max(file.last_feedback);
        care.talk_cause = care.talk_cause.max(file.talk_cause);
        care.feedback_cause = care.feedback_cause.max(file.feedback_cause);
        care.unanswered = match (care.unanswered, file.unanswered) {
            (Some((on, works)), Some((other, more))) => {
                Some((on.min(other), works.saturating_add(more)))
            }
            (one, other) => one.or(other),
        };
    });
    reset(state, into);
}

/// Somebody said that a talk or feedback can wait: it is asked for again after another period.
pub(crate) fn put_off(state: &mut State, kind: TodoKind, about: &str, recorded: &Recorded) {
    let Ok(koc_id) = about.parse::<KocId>() else { return };
    let Some(limits) = state.programme.as_ref().map(|programme| &programme.limits) else { return };
    let (talk, feedback) = (limits.talk_every_days, limits.feedback_every_days);
    let today = state.day_of(recorded.recorded_at);
    // Where it happened meanwhile, or is owed no more, nothing was put off.
    let still = |due: Option<Day>| due.is_some_and(|due| due <= today);
    match kind {
        TodoKind::TalkOwed if still(state.talk_due_on(koc_id)) => on_care(state, koc_id, |care| {
            care.talk_not_before = Some(today.plus(i32::from(talk)));
            care.talk_cause = Some(recorded.position);
        }),
        TodoKind::FeedbackOwed if still(state.feedback_due_on(koc_id)) => {
            on_care(state, koc_id, |care| {
                care.feedback_not_before = Some(today.plus(i32::from(feedback)));
                care.feedback_cause = Some(recorded.position);
            });
        }
        TodoKind::TalkOwed | TodoKind::FeedbackOwed => {}
        _ => return,
    }
    reset(state, koc_id);
}

impl HoldsPersonal for FlagTalkDue {}

/// Answers `FlagTalkDue`.
pub(crate) fn flag_talk_due(
    state: &State,
    command: &FlagTalkDue,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    state.koc(koc_id)?;
    let due = state.talk_due_on(koc_id);
    // Before the first talk, it is owed because of where they stand.
    let standing = state.koc(koc_id)?.last_fact().map(|fact| fact.event);
    let cause = state.care(koc_id).and_then(|care| care.talk_cause).max(standing);
    flagged(state, TodoKind::TalkOwed, koc_id, due, cause, context)
}

impl HoldsPersonal for FlagFeedbackDue {}

/// Answers `FlagFeedbackDue`.
pub(crate) fn flag_feedback_due(
    state: &State,
    command: &FlagFeedbackDue,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    state.koc(koc_id)?;
    let due = state.feedback_due_on(koc_id);
    let cause = state.care(koc_id).and_then(|care| care.feedback_cause);
    flagged(state, TodoKind::FeedbackOwed, koc_id, due, cause, context)
}

/// The manager is asked, or whoever runs the programme where there is none.
fn flagged(
    state: &State,
    kind: TodoKind,
    koc_id: KocId,
    due_on: Option<Day>,
    cause: Option<EventId>,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let mut checks = Checks::new();
    checks.require(due_on.is_some(), || Violation::NothingOwed);
    let at = due_on.map(|due_on| state.asked_at(due_on));
    checks.note(at.filter(|at| context.now <= *at).map(|at| Violation::NotYetDue { at }));
    checks.require(!is_asked(state, kind, koc_id), || Violation::NoChange);
    checks.finish()?;
    let manager = state.relationship_manager(koc_id);
    let audience = manager.map_or(Audience::Role(Role::Ops), Audience::Operator);
    let (about, cause) = (koc_id.to_string(), cause.unwrap_or_default());
    Ok(vec![todo::opened(kind, audience, about, Some(koc_id), cause).into()])
}
