//! The rules of how a team shares what its work earns: agreed by every member, or equal shares that
//! may be amended for a while.

use std::collections::BTreeSet;

use super::command::{AgreeShares, FixShares};
use super::event::*;
use super::values::{ShareConsent, TeamShare};
use super::{Defaulted, Proposed, Team};
use crate::assignment::WHOLE_BP;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{EventId, KocId};
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// Default shares may be amended for this long. Our own number.
pub(super) const AMEND_HOURS: i64 = 14 * 24;

/// A whole divided by shares in basis points: each part is rounded down, and what is left over goes
/// one by one to those who lost most by that, the first named first. The parts sum to the whole
/// where the shares do.
pub(crate) fn split(whole: u64, shares: &[u16]) -> Vec<u64> {
    let exact = |share: &u16| u128::from(whole) * u128::from(*share);
    let whole_bp = u128::from(WHOLE_BP);
    let down = |share: &u16| u64::try_from(exact(share) / whole_bp).unwrap_or(u64::MAX);
    let mut parts: Vec<u64> = shares.iter().map(down).collect();
    let given = parts.iter().fold(0u64, |sum, part| sum.saturating_add(*part));
    let agreed = shares.iter().map(|share| u32::from(*share)).sum::<u32>() == u32::from(WHOLE_BP);
    let over = if agreed { whole.saturating_sub(given) } else { 0 };
    let mut losers: Vec<usize> = (0..shares.len()).collect();
    losers.sort_by_key(|place| {
        let lost = shares.get(*place).map_or(0, |share| exact(share) % whole_bp);
        (std::cmp::Reverse(lost), *place)
    });
    let over = usize::try_from(over).unwrap_or(usize::MAX);
    for place in losers.into_iter().take(over) {
        if let Some(part) = parts.get_mut(place) {
            *part += 1;
        }
    }
    parts
}

/// The same part for everybody; what cannot be divided goes to the first.
pub(crate) fn equal_shares(members: &[KocId]) -> Vec<TeamShare> {
    let count = u16::try_from(members.len()).unwrap_or(u16::MAX).max(1);
    let (each, over) = (WHOLE_BP / count, WHOLE_BP % count);
    let share = |(place, koc_id): (usize, &KocId)| TeamShare {
        koc_id: *koc_id,
        share_bp: each + u16::from(place < usize::from(over)),
    };
    members.iter().enumerate().map(share).collect()
}

impl HoldsPersonal for AgreeShares {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_team(self.team_id);
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

/// Answers `AgreeShares`: a proposal, another yes to it, or, from whoever keeps the record, that it
/// stands.
pub(crate) fn agree_shares(
    state: &State,
    command: &AgreeShares,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let team_id = command.team_id;
    let team = state.team(team_id)?;
    let sharers = team.sharers();
    let mut checks = Checks::new();
    checks.note(team.gone().filter(|_| team.defaulted.is_none()));
    check_shares(&mut checks, &command.shares, &sharers);
    if let Some(over) = team.amended_too_late(context) {
        checks.note([over]);
    }
    let amends = team.defaulted.is_some();
    let said = command.reason.as_ref().is_some_and(|reason| !reason.is_empty());
    let open = team.proposed.as_ref().filter(|open| same(&open.shares, &command.shares));
    checks.require(!amends || open.is_some() || said, || Violation::ReasonRequired);
    checks.note(field::personal("reason", command.reason.as_ref()));
    let stands = team.agreed.as_ref().is_some_and(|agreed| same(agreed, &command.shares));
    checks.require(!stands, || Violation::NoChange);
    let by = context.actor.as_koc();
    let party = by.is_none_or(|actor| sharers.contains(&actor));
    checks.require(party, || Violation::NotAParty);
    if let (Some(by), Some(open)) = (by, open) {
        checks.require(!open.agreed.contains_key(&by), || Violation::NoChange);
    }
    checks.finish()?;
    let Some(by) = by else {
        let missing = missing(&sharers, open);
        let open = open.filter(|_| missing.is_empty());
        let open = open.ok_or(Violation::SharesNotAgreed { missing })?;
        return Ok(vec![agreed(command, team, open, None).into()]);
    };
    let reason = sealed_option(command.reason.as_ref())?;
    let Some(open) = open else {
        let shares = command.shares.clone();
        return Ok(vec![SharesProposed { team_id, by, shares, reason }.into()]);
    };
    let mut events = vec![SharesConfirmed { team_id, by }.into()];
    if missing(&sharers, Some(open)).iter().all(|koc_id| *koc_id == by) {
        events.push(agreed(command, team, open, Some((by, context.next))).into());
    }
    Ok(events)
}

fn agreed(
    command: &AgreeShares,
    team: &Team,
    open: &Proposed,
    last: Option<(KocId, EventId)>,
) -> SharesAgreed {
    let said = open.agreed.iter().map(|(koc_id, event)| (*koc_id, *event)).chain(last);
    SharesAgreed {
        team_id: command.team_id,
        shares: command.shares.clone(),
        agreed_by: said.map(|(koc_id, event)| ShareConsent { koc_id, event }).collect(),
        amends: team.defaulted.as_ref().map(|defaulted| defaulted.assignment),
        reason: open.reason.clone(),
    }
}

fn missing(sharers: &BTreeSet<KocId>, open: Option<&Proposed>) -> Vec<KocId> {
    let agreed = |koc_id: &&KocId| open.is_some_and(|open| open.agreed.contains_key(*koc_id));
    sharers.iter().filter(|koc_id| !agreed(koc_id)).copied().collect()
}

fn same(one: &[TeamShare], other: &[TeamShare]) -> bool {
    let holds = |share: &TeamShare| one.contains(share);
    one.len() == other.len() && other.iter().all(holds)
}

/// Every member once, each with something, all of it together.
fn check_shares(checks: &mut Checks, shares: &[TeamShare], sharers: &BTreeSet<KocId>) {
    let outside = shares.iter().filter(|share| !sharers.contains(&share.koc_id));
    checks.note(outside.map(|share| Violation::NotAMember { koc_id: share.koc_id }));
    let named: BTreeSet<KocId> = shares.iter().map(|share| share.koc_id).collect();
    let each = shares.iter().all(|share| share.share_bp > 0);
    let whole = named.len() == shares.len() && sharers.is_subset(&named) && each;
    checks.require(whole, || field::invalid("shares"));
    let sum = shares.iter().map(|share| u32::from(share.share_bp)).fold(0, u32::saturating_add);
    checks.require(sum == u32::from(WHOLE_BP), || Violation::SharesNot100 { sum });
}

impl Team {
    fn amended_too_late(&self, context: &Context) -> Option<Violation> {
        let Defaulted { amend_by: at, .. } = self.defaulted.as_ref()?;
        (context.now > *at).then_some(Violation::SharesFixed { at: *at })
    }
}

impl HoldsPersonal for FixShares {}

/// Answers `FixShares`.
pub(crate) fn fix_shares(
    state: &State,
    command: &FixShares,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let team_id = command.team_id;
    let defaulted = state.team(team_id)?.defaulted.as_ref().ok_or(Violation::NoChange)?;
    let at = defaulted.amend_by;
    if context.now <= at {
        return Err(Violation::NotYetDue { at }.into());
    }
    let assignment_id = defaulted.assignment;
    Ok(vec![super::event::SharesFixed { team_id, assignment_id }.into()])
}
