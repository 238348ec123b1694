//! The rules of the ledger, one per command: nothing is credited twice, nothing is taken back
//! silently, and nobody puts an account right alone.

use super::Account;
use super::command::*;
use super::event::*;
use crate::approval::{self, AdjustmentProposal, Proposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{EntryId, EventId, KocId};
use crate::personal::{Person, Personal, SealedField};
use crate::policy::{ApprovalStep, ContributionSource};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::{Day, Moment};

impl HoldsPersonal for CreditContribution {}

/// Answers `CreditContribution`.
pub(crate) fn credit(
    state: &State,
    command: &CreditContribution,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    state.koc(command.koc_id)?;
    let account = state.account(command.koc_id);
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(state.entry_taken(command.entry_id));
    checks.require(command.points > 0, || Violation::AmountNotPositive);
    let within_reach = crate::policy::within_reach(command.points, &command.dims);
    checks.require(within_reach, || field::invalid("points"));
    let share = (1..=crate::assignment::WHOLE_BP).contains(&command.share_bp);
    checks.require(share, || field::invalid("shareBp"));
    checks.note(state.known_event(command.source_event));
    checks.note(field::external_key("rule", &command.rule));
    let credited = account.credited.get(&(command.source_event, command.rule.clone()));
    checks.note(credited.map(|entry_id| Violation::AlreadyCredited { entry_id: *entry_id }));
    checks.note(field::day_in_reach("effectiveOn", command.effective_on, today));
    let in_future = || Violation::DateInFuture { field: "effectiveOn".to_owned() };
    checks.require(command.effective_on <= today, in_future);
    checks.finish()?;
    let credited = ContributionCredited {
        entry_id: command.entry_id,
        koc_id: command.koc_id,
        kind: command.kind,
        points: command.points,
        share_bp: command.share_bp,
        source_event: command.source_event,
        source: ContributionSource::Credited,
        rule: command.rule.clone(),
        policy_version: version_with(state, command),
        effective_on: command.effective_on,
        effective_at: effective_at(state, command.effective_on, context),
        dims: command.dims.clone(),
        balance: account.balance.saturating_add(i64::from(command.points)),
    };
    Ok(vec![credited.into()])
}

/// The version in force on that day, if it has the rule the entry names; 0 when it has not.
fn version_with(state: &State, command: &CreditContribution) -> u32 {
    let policy = state.policy_on(command.effective_on).ok();
    let named = policy.filter(|(_, policy)| {
        policy.rules.contribution_rules.iter().any(|rule| rule.code == command.rule)
    });
    named.map_or(0, |(version, _)| version)
}

/// The instant of an entry: when it happened, or the first instant of an earlier day.
fn effective_at(state: &State, day: Day, context: &Context) -> Moment {
    if day == state.day_of(context.occurred_at) { context.occurred_at } else { state.start_of(day) }
}

impl HoldsPersonal for ReverseContribution {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `ReverseContribution`.
pub(crate) fn reverse(
    state: &State,
    command: &ReverseContribution,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    state.koc(command.koc_id)?;
    let account = state.account(command.koc_id);
    let entry_id = command.entry_id;
    let own = state.entries.get(&entry_id).filter(|entry| entry.koc_id == command.koc_id);
    let entry = own.ok_or(Violation::EntryUnknown { entry_id })?;
    let mut checks = Checks::new();
    checks.require(!entry.reversed, || Violation::AlreadyReversed);
    checks.note(field::reason(&command.reason));
    checks.note(command.source_event.and_then(|event| state.known_event(event)));
    checks.finish()?;
    let reversed = ContributionReversed {
        entry_id,
        koc_id: command.koc_id,
        points: entry.points,
        reason: command.reason.sealed()?,
        source_event: command.source_event,
        effective_on: state.day_of(context.occurred_at),
        balance: account.balance.saturating_sub(entry.points),
    };
    Ok(vec![reversed.into()])
}

impl HoldsPersonal for AdjustContribution {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `AdjustContribution`.
pub(crate) fn adjust(
    state: &State,
    command: &AdjustContribution,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    state.koc(command.koc_id)?;
    let account = state.account(command.koc_id);
    let effective_on = state.day_of(context.occurred_at);
    let (_, policy) = state.policy_on(effective_on)?;
    let AdjustContribution { koc_id, entry_id, kind, delta, .. } = *command;
    let proposal =
        Proposal::AdjustContribution(AdjustmentProposal { koc_id, entry_id, kind, delta });
    let step = ApprovalStep::AdjustContribution;
    let collected = approval::collect_for(state, &proposal, step, &policy.rules, context);
    let mut checks = Checks::new();
    checks.note(state.entry_taken(entry_id));
    checks.require(delta != 0, || field::invalid("delta"));
    checks.note(field::reason(&command.reason));
    checks.note(collected.too_few);
    checks.finish()?;
    let adjusted = ContributionAdjusted {
        entry_id,
        koc_id,
        kind,
        delta,
        reason: command.reason.sealed()?,
        effective_on,
        effective_at: context.occurred_at,
        approved_by: collected.approvals,
        balance: account.balance.saturating_add(i64::from(delta)),
    };
    Ok(vec![adjusted.into()])
}

impl State {
    /// A member's account; an empty one before the first entry.
    pub(super) fn account(&self, koc_id: KocId) -> Account {
        self.accounts.get(&koc_id).map(|account| Account::clone(account)).unwrap_or_default()
    }

    /// The entries a member was credited for one event.
    pub(crate) fn credited_for(&self, koc_id: KocId, event: EventId) -> Vec<EntryId> {
        let Some(account) = self.accounts.get(&koc_id) else { return Vec::new() };
        let all = (event, String::new())..(EventId(event.0 + 1), String::new());
        account.credited.range(all).map(|(_, entry_id)| *entry_id).collect()
    }

    /// The refusal of an entry id that is used already, in whosever account: one id is one line of
    /// the ledger.
    pub(super) fn entry_taken(&self, entry_id: EntryId) -> Option<Violation> {
        self.entries.contains_key(&entry_id).then_some(Violation::EntryExists { entry_id })
    }
}
