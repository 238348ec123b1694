//! Putting a recorded tier right, and keeping one as it is.

use super::command::{CorrectTier, LockTier, UnlockTier};
use super::event::{KocTierCorrected, TierLocked, TierUnlocked};
use super::{Koc, TierFact, effect};
use crate::approval::{self, CorrectionProposal, Proposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::EventId;
use crate::personal::{Person, Personal, SealedField};
use crate::policy::ApprovalStep;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::{Day, Moment};

impl HoldsPersonal for CorrectTier {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `CorrectTier`.
pub(crate) fn correct_tier(
    state: &State,
    command: &CorrectTier,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let CorrectTier { koc_id, supersedes, tier, effective_on, .. } = *command;
    let not_one = Violation::EventNotATierChange { event: supersedes };
    let (wrong, place) = standing_fact(koc, supersedes).ok_or(not_one)?;
    let mut checks = Checks::new();
    checks.note(koc.require_own_record());
    let changes = (wrong.tier, wrong.effective_on) != (Some(tier), effective_on);
    checks.require(changes, || Violation::NoChange);
    effect::check_not_future(state, effective_on, context, &mut checks);
    checks.require(place.holds(effective_on), || field::invalid("effectiveOn"));
    checks.note(field::reason(&command.reason));
    let (_, policy) = state.policy_on(state.day_of(context.now))?;
    let proposal =
        Proposal::CorrectTier(CorrectionProposal { koc_id, supersedes, tier, effective_on });
    let step = ApprovalStep::CorrectTier;
    let collected = approval::collect_for(state, &proposal, step, &policy.rules, context);
    checks.note(collected.too_few);
    checks.finish()?;
    let same_day = effective_on == wrong.effective_on;
    let at = if same_day { wrong.effective_at } else { state.start_of(effective_on) };
    let corrected = KocTierCorrected {
        koc_id,
        supersedes,
        was: wrong.tier,
        tier,
        effective_on,
        effective_at: place.after.map_or(at, |(_, before)| at.max(before)),
        reason: command.reason.sealed()?,
        approved_by: collected.approvals,
    };
    Ok(vec![corrected.into()])
}

/// Between which tier facts a corrected one must stay, by day and instant.
struct Place {
    after: Option<(Day, Moment)>,
    before: Option<(Day, Moment)>,
}

impl Place {
    fn holds(&self, day: Day) -> bool {
        self.after.is_none_or(|(after, _)| after <= day)
            && self.before.is_none_or(|(before, _)| day <= before)
    }
}

/// The tier fact of that event, if it stands, and its place among the others.
fn standing_fact(koc: &Koc, event: EventId) -> Option<(&TierFact, Place)> {
    let when = |fact: &&TierFact| (fact.effective_on, fact.effective_at);
    let mut newest_first = koc.standing_facts().peekable();
    let mut before = None;
    loop {
        let fact = newest_first.next()?;
        if fact.event == event {
            let after = newest_first.peek().map(when);
            return Some((fact, Place { after, before }));
        }
        before = Some(when(&fact));
    }
}

impl HoldsPersonal for LockTier {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `LockTier`.
pub(crate) fn lock_tier(
    state: &State,
    command: &LockTier,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let LockTier { koc_id, until, .. } = *command;
    koc.standing_tier()?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.require(koc.require_unlocked(today).is_none(), || Violation::TierAlreadyLocked);
    let past = until.filter(|until| *until < today);
    checks.note(past.map(|_| Violation::DateInPast { field: "until".to_owned() }));
    checks.note(until.and_then(|until| field::day_in_reach("until", until, today)));
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    Ok(vec![TierLocked { koc_id, until, reason: command.reason.sealed()? }.into()])
}

impl HoldsPersonal for UnlockTier {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `UnlockTier`.
pub(crate) fn unlock_tier(
    state: &State,
    command: &UnlockTier,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.require(koc.require_unlocked(today).is_some(), || Violation::TierNotLocked);
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    Ok(vec![TierUnlocked { koc_id: command.koc_id, reason: command.reason.sealed()? }.into()])
}
