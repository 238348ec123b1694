//! Joining, and coming back.

use super::command::{RegisterKoc, RejoinProgramme};
use super::event::{ConsentOnJoining, KocEnrolledInTier, KocRegistered, KocRejoined};
use super::{Koc, Standing, consent, effect};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::KocId;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::policy::PolicyRules;
use crate::programme::Programme;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::{ConsentPurpose, TierCode};

/// Nobody alive was born earlier; an earlier year is a slip of the pen.
const BIRTH_YEAR_MIN: u16 = 1900;

impl HoldsPersonal for RegisterKoc {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Name, &mut self.name);
        if let Some(contact) = &mut self.contact {
            show(self.koc_id.into(), SealedField::Contact, contact);
        }
    }
}

/// Answers `RegisterKoc`.
pub(crate) fn register(
    state: &State,
    command: &RegisterKoc,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme = state.programme()?;
    let koc_id = command.koc_id;
    if state.kocs.contains_key(&koc_id) {
        return Err(Violation::KocAlreadyRegistered.into());
    }
    let on = state.day_of(context.occurred_at);
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "RegisterKoc"));
    checks.require(koc_id.0 != [0; 16], || field::invalid("kocId"));
    checks.note(field::personal_said("name", &command.name));
    checks.note(field::personal("contact", command.contact.as_ref()));
    checks.note(old_enough(command.birth_year, programme, on));
    check_consents(command, programme, &mut checks);
    checks.note(command.referred_by.and_then(|other| state.koc(other).err()));
    checks.note(external_ref_free(state, koc_id, command.external_ref.as_deref()));
    let policy = state.policy_on(on);
    checks.note(policy.as_ref().err().cloned());
    let rules = policy.as_ref().ok().map(|(_, policy)| &policy.rules);
    checks.note(entry(state, command.entry_tier, rules));
    checks.finish()?;
    let (policy_version, _) = policy?;
    Ok(vec![
        registered(command, programme)?.into(),
        KocEnrolledInTier {
            koc_id,
            tier: command.entry_tier,
            policy_version,
            effective_on: on,
            effective_at: context.occurred_at,
        }
        .into(),
    ])
}

fn registered(command: &RegisterKoc, programme: &Programme) -> Result<KocRegistered, Refusal> {
    let consent = |given: &super::command::ConsentGiven| ConsentOnJoining {
        purpose: given.purpose,
        text_version: given.text_version,
    };
    Ok(KocRegistered {
        koc_id: command.koc_id,
        name: command.name.sealed()?,
        contact: sealed_option(command.contact.as_ref())?,
        min_age_met: programme.min_age,
        locale: command.locale,
        entry_source: command.entry_source,
        referred_by: command.referred_by,
        consents: command.consents.iter().map(consent).collect(),
        external_ref: command.external_ref.clone(),
    })
}

/// A year says too little about the year one comes of age in, so whoever might still be too young
/// waits for the next.
fn old_enough(birth_year: u16, programme: &Programme, today: Day) -> Option<Violation> {
    if birth_year < BIRTH_YEAR_MIN {
        return Some(field::invalid("birthYear"));
    }
    let min = programme.min_age;
    let years = today.year() - i32::from(birth_year);
    (years <= i32::from(min)).then_some(Violation::UnderAge { min })
}

fn check_consents(command: &RegisterKoc, programme: &Programme, checks: &mut Checks) {
    let purpose = ConsentPurpose::Participation;
    let mut given = std::collections::BTreeSet::new();
    for given_for in &command.consents {
        checks.require(given.insert(given_for.purpose), || field::invalid("consents"));
        checks.note(consent::text_known(programme, given_for.purpose, given_for.text_version));
    }
    checks.require(given.contains(&purpose), || Violation::ConsentMissing { purpose });
}

fn external_ref_free(state: &State, koc_id: KocId, key: Option<&str>) -> Option<Violation> {
    let key = key?;
    let taken = state.external_refs.get(key).filter(|holder| **holder != koc_id);
    let taken = taken.map(|holder| Violation::ExternalRefTaken { koc_id: *holder });
    field::external_key("externalRef", key).or(taken)
}

/// Everyone begins at the bottom, while there is room.
fn entry(state: &State, tier: TierCode, rules: Option<&PolicyRules>) -> Option<Violation> {
    if tier != TierCode::LOWEST {
        return Some(Violation::EntryTierNotLowest);
    }
    rules.and_then(|rules| room_in(state, tier, rules))
}

/// Refuses one more member than the tier may hold.
pub(super) fn room_in(state: &State, tier: TierCode, rules: &PolicyRules) -> Option<Violation> {
    let cap = rules.cap(tier)?;
    // Whoever was forgotten is counted, but holds no seat.
    let in_tier = |counts: &[u32; 3]| counts.get(tier as usize).copied().unwrap_or(0);
    let seats = in_tier(&state.tier_counts).saturating_sub(in_tier(&state.erased_counts));
    (seats >= cap).then_some(Violation::TierFull { cap })
}

impl HoldsPersonal for RejoinProgramme {}

/// Answers `RejoinProgramme`.
pub(crate) fn rejoin(
    state: &State,
    command: &RejoinProgramme,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc: &Koc = state.koc(command.koc_id)?;
    let RejoinProgramme { koc_id, entry_tier, effective_on } = *command;
    let purpose = ConsentPurpose::Participation;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "RejoinProgramme"));
    let left = matches!(koc.standing, Standing::Left { .. });
    checks.require(left, || Violation::KocNotLeft);
    checks.note(koc.require_not_suspended());
    // People of the time before this record may never have agreed to it.
    checks.note(koc.require_consent(purpose, state.day_of(context.now)));
    effect::check_day(state, koc, effective_on, context, &mut checks);
    let policy = state.policy_on(effective_on);
    checks.note(policy.as_ref().err().cloned());
    let rules = policy.as_ref().ok().map(|(_, policy)| &policy.rules);
    checks.note(entry(state, entry_tier, rules));
    checks.finish()?;
    let (policy_version, _) = policy?;
    let effective_at = effect::effective_at(state, koc, effective_on, context);
    Ok(vec![KocRejoined { koc_id, entry_tier, policy_version, effective_on, effective_at }.into()])
}
