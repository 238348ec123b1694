//! What follows at once: perks come with a tier and with a duty, come again when their year is
//! over, and end with the membership. A move down takes nothing; a person decides.
//!
//! A perk's id is derived from what gives it and from which day, so that one history always makes
//! one list.

use super::event::{PerkExpired, PerkGranted, PerkRevoked};
use super::values::{PerkKind, PerkRevokeCause, PerkSource};
use super::{Event as Happened, Perk};
use crate::actor::Role;
use crate::duty;
use crate::event::Event;
use crate::id::{AssignmentId, DutyId, EventId, KocId, PerkId};
use crate::koc;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::time::Day;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// How long what a tier gives runs before it is given anew, months. Our own number.
const YEAR_MONTHS: u16 = 12;

/// How long the bonus of a growth challenge runs, months. Our own number.
const BONUS_MONTHS: u16 = 6;

impl PerkKind {
    /// How often it is given at once.
    fn given(self) -> Option<u16> {
        (!self.is_standing()).then_some(1)
    }
}

/// The last day of something that runs so many months from a day.
fn last_day(from: Day, months: u16) -> Day {
    from.plus_months(u32::from(months)).plus(-1)
}

/// Whoever reaches a tier, or comes back to it, has what belongs to it; and has it anew when its
/// year is over.
pub(crate) fn with_tier(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Ok(match event {
        Event::Koc(koc::Event::KocPromoted(e)) => entitlements(state, e.koc_id, e.effective_on),
        Event::Koc(koc::Event::KocReturnedToTier(e)) => {
            entitlements(state, e.koc_id, e.effective_on)
        }
        Event::Perk(Happened::PerkExpired(e)) => given_anew(state, e).into_iter().collect(),
        _ => Vec::new(),
    })
}

/// What belongs to the tier a member stands in and that they have not got from it yet.
fn entitlements(state: &State, koc_id: KocId, from: Day) -> Vec<Event> {
    let tier = state.koc(koc_id).ok().and_then(|koc| koc.tier);
    let Some((tier, Ok((_, policy)))) = tier.map(|tier| (tier, state.policy_on(from))) else {
        return Vec::new();
    };
    let has = |kind| state.perks_of(koc_id).any(|(_, perk)| perk.is_of_tier(kind));
    let kinds = policy.rules.perks_in(tier).into_iter().filter(|kind| !has(*kind));
    let granted = kinds.filter_map(|kind| of_tier(state, koc_id, kind, from));
    granted.map(Into::into).collect()
}

impl Perk {
    fn is_of_tier(&self, kind: PerkKind) -> bool {
        self.kind == kind && self.source == PerkSource::TierEntitlement
    }
}

/// None when a perk of that day is there already.
fn of_tier(state: &State, koc_id: KocId, kind: PerkKind, from: Day) -> Option<PerkGranted> {
    let day = from.0.to_be_bytes();
    let perk_id = PerkId::derived(&[b"tier", kind.entitlement().as_bytes(), &koc_id.0, &day]);
    let tier = state.koc(koc_id).ok()?.tier;
    let new = !state.perks.contains_key(&perk_id);
    new.then_some(PerkGranted {
        perk_id,
        koc_id,
        kind,
        quantity: kind.given(),
        valid_from: from,
        valid_until: last_day(from, YEAR_MONTHS),
        source: PerkSource::TierEntitlement,
        tier,
        duty_id: None,
        exception: None,
        note: None,
    })
}

/// A year is over: whoever still stands where it belongs has it for another.
fn given_anew(state: &State, expired: &PerkExpired) -> Option<Event> {
    let perk = state.perk(expired.perk_id).ok()?;
    let koc = state.koc(perk.koc).ok().filter(|koc| koc.require_here().is_none())?;
    let from = perk.valid_until.plus(1);
    let (_, policy) = state.policy_on(from).ok()?;
    let still = koc.tier.is_some_and(|tier| policy.rules.perks_in(tier).contains(&perk.kind));
    let yearly = perk.source == PerkSource::TierEntitlement && still;
    let granted = yearly.then(|| of_tier(state, perk.koc, perk.kind, from)).flatten()?;
    Some(granted.into())
}

/// A duty brings what was agreed for as long as it runs, and takes it along when it is over.
pub(crate) fn perks_of_duty(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    use duty::Event::{DutyCompleted, DutyRenewed, DutyStarted};
    Ok(match event {
        Event::Duty(DutyStarted(e)) => brought(state, e.duty_id, e.from, e.until),
        // What was brought runs out with the first term: the next brings it again.
        Event::Duty(DutyRenewed(e)) => brought(state, e.duty_id, e.from, e.until),
        Event::Duty(DutyCompleted(e)) => {
            let of_duty = |(_, perk): &(PerkId, &Perk)| perk.duty == Some(e.duty_id);
            let held = state.perks_of(e.koc_id).filter(of_duty);
            held.map(|(id, perk)| taken(id, perk, PerkRevokeCause::DutyOver)).collect()
        }
        _ => Vec::new(),
    })
}

fn brought(state: &State, duty_id: DutyId, valid_from: Day, valid_until: Day) -> Vec<Event> {
    let Ok(duty) = state.duty(duty_id) else { return Vec::new() };
    let tier = state.koc(duty.koc).ok().and_then(|koc| koc.tier);
    let day = valid_from.0.to_be_bytes();
    let brought = duty.terms.perks.iter().map(|kind| {
        let name: [&[u8]; 4] = [b"duty", kind.entitlement().as_bytes(), &duty_id.0, &day];
        let granted = PerkGranted {
            perk_id: PerkId::derived(&name),
            koc_id: duty.koc,
            kind: *kind,
            quantity: kind.given(),
            valid_from,
            valid_until,
            source: PerkSource::Duty,
            tier,
            duty_id: Some(duty_id),
            exception: None,
            note: None,
        };
        granted.into()
    });
    brought.collect()
}

fn taken(perk_id: PerkId, perk: &Perk, cause: PerkRevokeCause) -> Event {
    PerkRevoked { perk_id, koc_id: perk.koc, cause, reason: None }.into()
}

/// What becomes of perks when their member moves: they end with the membership; somebody below
/// the tier that gave them keeps them until a person has decided.
pub(crate) fn perks_with_member(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Koc(event) = event else { return Ok(Vec::new()) };
    let koc_id = event.koc_id();
    Ok(match event {
        koc::Event::KocLeft(_) | koc::Event::KocPersonalDataErased(_) => {
            let held = state.perks_of(koc_id);
            held.map(|(id, perk)| taken(id, perk, PerkRevokeCause::MemberLeft)).collect()
        }
        koc::Event::KocDemoted(_)
        | koc::Event::KocSteppedDown(_)
        | koc::Event::KocTierCorrected(_)
            if above_tier(state, koc_id, context) =>
        {
            let (kind, team) = (TodoKind::PerksAboveTier, Audience::Role(Role::Ops));
            vec![todo::opened(kind, team, koc_id.to_string(), Some(koc_id), cause).into()]
        }
        _ => Vec::new(),
    })
}

/// Whether they have something of a tier that the one they stand in does not give.
fn above_tier(state: &State, koc_id: KocId, context: &Context) -> bool {
    let tier = state.koc(koc_id).ok().and_then(|koc| koc.tier);
    let Ok((_, policy)) = state.policy_on(state.day_of(context.now)) else { return false };
    let theirs = tier.map(|tier| policy.rules.perks_in(tier)).unwrap_or_default();
    let mut of_tiers = state.perks_of(koc_id).filter(|(_, perk)| perk.is_of_tier(perk.kind));
    of_tiers.any(|(_, perk)| !theirs.contains(&perk.kind))
}

/// The bonus of a growth challenge that was met.
pub(crate) fn grown(
    state: &State,
    assignment_id: AssignmentId,
    koc_id: KocId,
    kind: PerkKind,
    context: &Context,
) -> Option<Event> {
    let perk_id = PerkId::derived(&[b"growth-challenge", &assignment_id.0, &koc_id.0]);
    let tier = state.koc(koc_id).ok()?.tier;
    let from = state.day_of(context.now);
    let granted = PerkGranted {
        perk_id,
        koc_id,
        kind,
        quantity: kind.given(),
        valid_from: from,
        valid_until: last_day(from, BONUS_MONTHS),
        source: PerkSource::Growth,
        tier,
        duty_id: None,
        exception: None,
        note: None,
    };
    // Work that is approved again after an appeal earns no second.
    (!state.perks.contains_key(&perk_id)).then(|| granted.into())
}
