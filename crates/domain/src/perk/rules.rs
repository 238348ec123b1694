//! The rules of a perk, one per command: what the tier gives needs no word, an exception needs a
//! reason, and nothing is used twice or after its time.

use super::command::*;
use super::event::*;
use super::values::{PerkKind, PerkRevokeCause, PerkSource};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::koc::Koc;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::policy::PolicyRules;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, code_of, field};
use crate::state::State;
use crate::vocabulary::TierCode;

impl HoldsPersonal for GrantPerk {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.koc_id.into();
        if let Some(exception) = &mut self.exception {
            show(person, SealedField::Reason, exception);
        }
        if let Some(note) = &mut self.note {
            show(person, SealedField::Note, note);
        }
    }
}

/// Answers `GrantPerk`.
pub(crate) fn grant(
    state: &State,
    command: &GrantPerk,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let GrantPerk { perk_id, koc_id, kind, quantity, valid_from, valid_until, .. } = *command;
    if state.perks.contains_key(&perk_id) {
        return Err(Violation::PerkExists.into());
    }
    let koc = state.koc(koc_id)?;
    let today = state.day_of(context.now);
    let (_, policy) = state.policy_on(today)?;
    let entitled = policy.rules.entitles(koc.tier, kind);
    let excepted = command.exception.as_ref().is_some_and(|reason| !reason.is_empty());
    let mut checks = Checks::new();
    checks.note(koc.require_here());
    checks.require(entitled || excepted, || not_entitled(koc, kind));
    checks.require(quantity != Some(0), || field::invalid("quantity"));
    let window = || Violation::WindowInvalid { field: "validUntil".to_owned() };
    checks.require(valid_from <= valid_until, window);
    let over = || Violation::DateInPast { field: "validUntil".to_owned() };
    checks.require(today <= valid_until, over);
    checks.note(field::day_in_reach("validFrom", valid_from, today));
    checks.note(field::day_in_reach("validUntil", valid_until, today));
    checks.note(field::personal("exception", command.exception.as_ref()));
    checks.note(field::personal("note", command.note.as_ref()));
    checks.finish()?;
    let granted = PerkGranted {
        perk_id,
        koc_id,
        kind,
        quantity,
        valid_from,
        valid_until,
        source: if entitled { PerkSource::TierEntitlement } else { PerkSource::Gift },
        tier: koc.tier,
        duty_id: None,
        exception: sealed_option(command.exception.as_ref())?,
        note: sealed_option(command.note.as_ref())?,
    };
    Ok(vec![granted.into()])
}

fn not_entitled(koc: &Koc, kind: PerkKind) -> Violation {
    let tier = koc.tier.map_or("none", TierCode::code).to_owned();
    Violation::PerkNotEntitled { tier, kind: code_of(&kind) }
}

impl PolicyRules {
    /// Every perk that belongs to a tier, in the order the policy names them.
    pub(crate) fn perks_in(&self, tier: TierCode) -> Vec<PerkKind> {
        let treatment = self.treatments.iter().find(|treatment| treatment.tier == tier);
        let codes = treatment.into_iter().flat_map(|treatment| &treatment.entitlements);
        let mut perks: Vec<PerkKind> = Vec::new();
        for kind in codes.filter_map(|code| PerkKind::entitled(code)) {
            if !perks.contains(&kind) {
                perks.push(kind);
            }
        }
        perks
    }

    fn entitles(&self, tier: Option<TierCode>, kind: PerkKind) -> bool {
        tier.is_some_and(|tier| self.perks_in(tier).contains(&kind))
    }
}

impl HoldsPersonal for UsePerk {}

/// Answers `UsePerk`: the member for themselves, or the team for them.
pub(crate) fn use_perk(
    state: &State,
    command: &UsePerk,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let perk_id = command.perk_id;
    let perk = state.perk(perk_id)?;
    let at = command.at.unwrap_or(context.occurred_at);
    let day = state.day_of(at);
    let other = context.actor.as_koc().is_some_and(|actor| actor != perk.koc);
    let mut checks = Checks::new();
    checks.require(!other, || Violation::NotAParty);
    checks.note(state.koc(perk.koc)?.require_present());
    checks.note(perk.unusable(state, day));
    checks.require(at <= context.now, || Violation::DateInFuture { field: "at".to_owned() });
    let reference = command.reference.as_ref();
    checks.note(reference.and_then(|it| field::reference("reference", it)));
    checks.finish()?;
    let used = PerkUsed {
        perk_id,
        koc_id: perk.koc,
        at,
        reference: command.reference.clone(),
        left: perk.left.map(|left| left.saturating_sub(1)),
    };
    Ok(vec![used.into()])
}

impl HoldsPersonal for ExpirePerk {}

/// Answers `ExpirePerk`.
pub(crate) fn expire(
    state: &State,
    command: &ExpirePerk,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let perk_id = command.perk_id;
    let perk = state.perk(perk_id)?;
    let at = state.end_of(perk.valid_until);
    let mut checks = Checks::new();
    checks.note(perk.not_active());
    checks.require(context.now > at, || Violation::NotYetDue { at });
    checks.finish()?;
    Ok(vec![PerkExpired { perk_id, koc_id: perk.koc, unused: perk.left }.into()])
}

impl HoldsPersonal for RevokePerk {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.person_of_perk(self.perk_id), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `RevokePerk`.
pub(crate) fn revoke(
    state: &State,
    command: &RevokePerk,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let perk_id = command.perk_id;
    let perk = state.perk(perk_id)?;
    let mut checks = Checks::new();
    checks.note(perk.not_active());
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let revoked = PerkRevoked {
        perk_id,
        koc_id: perk.koc,
        cause: PerkRevokeCause::Decided,
        reason: Some(command.reason.sealed()?),
    };
    Ok(vec![revoked.into()])
}
