//! The daily screen of the tiers: who meets the rule for rising becomes a candidate, who falls
//! below the low-water mark of the rule for staying is given notice. It never promotes and never
//! demotes: a person decides.
//!
//! The scheduler walks through the members in steps and sends what each step yields as single
//! commands; the rules of those commands judge again. Once through, it records `TiersScreened`.

use std::ops::Bound;

use super::command::{GiveTierNotice, NominateCandidate};
use super::values::NominationSource;
use super::{Koc, TierCause, demote, metrics};
use crate::command::{Command, HoldsPersonal};
use crate::event::Event;
use crate::id::{CandidacyId, KocId};
use crate::policy::PolicyRules;
use crate::policy::command::ScreenTiers;
use crate::policy::event::TiersScreened;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::time::{Day, Moment};
use crate::timer::Timer;

/// The hour of the day, in the programme's zone, at which the tiers are screened.
const HOUR: u8 = 4;

/// What some of the members give rise to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// What is to be sent, and about whom.
    pub commands: Vec<(KocId, Command)>,
    /// The last member looked at; none when all have been.
    pub after: Option<KocId>,
}

/// Looks at the members that follow `after`, in the order of their ids, until so many have been
/// looked at or so many commands were found.
///
/// Pure: the same state, moment and place always give the same step.
pub fn step(
    state: &State,
    now: Moment,
    after: Option<KocId>,
    members_max: usize,
    commands_max: usize,
) -> Step {
    let today = state.day_of(now);
    let Ok((_, policy)) = state.policy_on(today) else { return Step::default() };
    let from = after.map_or(Bound::Unbounded, Bound::Excluded);
    let mut step = Step::default();
    let members = state.kocs.range((from, Bound::Unbounded));
    for (looked_at, (koc_id, koc)) in members.enumerate() {
        if looked_at == members_max || step.commands.len() == commands_max {
            return step;
        }
        step.after = Some(*koc_id);
        let found = screened(state, *koc_id, koc, &policy.rules, today);
        step.commands.extend(found.map(|command| (*koc_id, command)));
    }
    Step { after: None, ..step }
}

/// What the rules say of one member today; nothing for most.
fn screened(
    state: &State,
    koc_id: KocId,
    koc: &Koc,
    rules: &PolicyRules,
    today: Day,
) -> Option<Command> {
    let tier =
        koc.tier.filter(|_| koc.is_active(today) && koc.require_unlocked(today).is_none())?;
    if let Some(target_tier) = tier.next().filter(|_| may_rise(koc, rules, today))
        && koc.candidacies.values().all(|target| *target != target_tier)
        && metrics::rising(koc, rules, tier, today).met
    {
        let names: [&[u8]; 3] = [b"tier screen", &koc_id.0, &today.0.to_be_bytes()];
        let nominate = NominateCandidate {
            koc_id,
            candidacy_id: CandidacyId::derived(&names),
            target_tier,
            source: NominationSource::TierScreen,
            source_ref: None,
            note: None,
        };
        return Some(nominate.into());
    }
    let may_fall = tier.below().is_some()
        && is_settled(state, rules, today)
        && demote::open_notice(koc, today).is_none()
        && demote::grace_until(state, koc, rules, today).is_none_or(|until| until <= today)
        && demote::pause_in_evidence(koc, rules, tier, today).is_none();
    if may_fall && !metrics::staying(koc, rules, tier, true, today).met {
        let decide_on = today.plus(i32::from(rules.notice_days));
        return Some(GiveTierNotice { koc_id, decide_on }.into());
    }
    None
}

/// Whether a promotion could be decided today: nobody is made to wait as a candidate for days
/// that have still to be served.
fn may_rise(koc: &Koc, rules: &PolicyRules, today: Day) -> bool {
    let demoted = koc.last_on(TierCause::Demoted);
    let cooled = demoted.is_none_or(|on| on.plus(i32::from(rules.cooldown_days)) <= today);
    koc.days_in_tier(today) >= u32::from(rules.min_days_in_tier) && cooled
}

/// Whether the programme has been live for the days of grace: whoever held a tier when the record
/// began is treated as if promoted on that day.
fn is_settled(state: &State, rules: &PolicyRules, today: Day) -> bool {
    let live_on = state.programme.as_ref().and_then(|programme| programme.live_on);
    live_on.is_some_and(|live_on| live_on.plus(i32::from(rules.grace_days)) <= today)
}

/// The first moment after `now` at which the tiers are screened.
fn next(state: &State, now: Moment) -> Moment {
    let today = state.day_of(now);
    let at = |day: Day| state.hour_of(day, HOUR);
    if now < at(today) { at(today) } else { at(today.plus(1)) }
}

/// Lets the next screen become due.
pub(crate) fn set_timer(state: &mut State, now: Moment) {
    let at = next(state, now);
    state.timers.set(Timer::TierScreen, at);
}

impl HoldsPersonal for ScreenTiers {}

/// Answers `ScreenTiers`: everyone has been looked at.
pub(crate) fn screen(
    state: &State,
    _: &ScreenTiers,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let on = state.day_of(context.now);
    let (policy_version, _) = state.policy_on(on)?;
    let mut checks = Checks::new();
    let early = state.timers.at(Timer::TierScreen).filter(|at| context.now <= *at);
    checks.note(early.map(|at| Violation::NotYetDue { at }));
    checks.finish()?;
    let programme_id = state.programme()?.id;
    Ok(vec![TiersScreened { programme_id, on, policy_version }.into()])
}
