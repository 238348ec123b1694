//! Consents: given, taken back, run out. What rests on one asks for it at the moment of the act.

use super::Koc;
use super::command::{ExpireConsent, GrantConsent, WithdrawConsent};
use super::event::{ConsentExpired, ConsentGranted, ConsentWithdrawn};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::programme::Programme;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::ConsentPurpose;

/// A consent as a member gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Consent {
    /// Of the published text.
    pub(crate) text_version: u16,
    /// Its last day; none when it is for good.
    pub(crate) expires_on: Option<Day>,
    /// Whether the member took it back.
    pub(crate) withdrawn: bool,
}

impl Consent {
    /// One that stands for good.
    pub(crate) fn given(text_version: u16) -> Consent {
        Consent { text_version, expires_on: None, withdrawn: false }
    }

    /// Whether it stands on that day.
    pub(crate) fn stands(&self, day: Day) -> bool {
        !self.withdrawn && self.expires_on.is_none_or(|last| day <= last)
    }
}

impl Koc {
    /// Whether a consent stands on that day.
    pub(crate) fn has_consent(&self, purpose: ConsentPurpose, day: Day) -> bool {
        self.consents.get(&purpose).is_some_and(|given| given.stands(day))
    }

    /// Refuses what needs a consent that does not stand on that day.
    pub(crate) fn require_consent(&self, purpose: ConsentPurpose, day: Day) -> Option<Violation> {
        (!self.has_consent(purpose, day)).then_some(Violation::ConsentMissing { purpose })
    }

    /// Whether a mentor may judge what their mentees make: they take part, and did not take back
    /// their word to teach.
    pub(crate) fn may_judge(&self) -> bool {
        let unwilling =
            self.consents.get(&ConsentPurpose::Mentoring).is_some_and(|given| given.withdrawn);
        self.require_present().is_none() && !unwilling
    }

    /// Refuses what goes against a consent that was taken back or ran out. Whoever comes from the
    /// time before this record and never was asked is not refused.
    pub(crate) fn require_not_taken_back(
        &self,
        purpose: ConsentPurpose,
        day: Day,
    ) -> Option<Violation> {
        let given = self.consents.get(&purpose).filter(|given| !given.stands(day));
        given.map(|_| Violation::ConsentMissing { purpose })
    }
}

impl HoldsPersonal for GrantConsent {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(evidence) = &mut self.evidence_ref {
            show(self.koc_id.into(), SealedField::Note, evidence);
        }
    }
}

/// Answers `GrantConsent`. Somebody who left may consent, so that they can come back.
pub(crate) fn grant_consent(
    state: &State,
    command: &GrantConsent,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let GrantConsent { koc_id, purpose, text_version, expires_on, .. } = *command;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "GrantConsent"));
    checks.note(koc.require_own_record());
    checks.note(text_known(state.programme()?, purpose, text_version));
    let in_past = || Violation::DateInPast { field: "expiresOn".to_owned() };
    checks.require(expires_on.is_none_or(|last| today <= last), in_past);
    checks.note(expires_on.and_then(|last| field::day_in_reach("expiresOn", last, today)));
    checks.note(field::personal("evidenceRef", command.evidence_ref.as_ref()));
    let held = koc.consents.get(&purpose).filter(|held| held.stands(today));
    let changes = held.is_none_or(|held| {
        let longer = text_version == held.text_version && expires_on != held.expires_on;
        text_version > held.text_version || longer
    });
    checks.require(changes, || Violation::NoChange);
    checks.finish()?;
    let evidence_ref = sealed_option(command.evidence_ref.as_ref())?;
    Ok(vec![ConsentGranted { koc_id, purpose, text_version, evidence_ref, expires_on }.into()])
}

pub(super) fn text_known(
    programme: &Programme,
    purpose: ConsentPurpose,
    version: u16,
) -> Option<Violation> {
    let known = programme.has_consent_text(purpose, version);
    (!known).then_some(Violation::ConsentTextUnknown { purpose, version })
}

impl HoldsPersonal for WithdrawConsent {}

/// Answers `WithdrawConsent`. It is a right: whatever stands in the way of it stops instead.
pub(crate) fn withdraw_consent(
    state: &State,
    command: &WithdrawConsent,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let WithdrawConsent { koc_id, purpose } = *command;
    let koc = state.koc(koc_id)?;
    let held = koc.consents.get(&purpose).filter(|held| held.stands(state.day_of(context.now)));
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "WithdrawConsent"));
    checks.require(held.is_some(), || Violation::ConsentNotGiven { purpose });
    checks.finish()?;
    let text_version = held.map_or(0, |held| held.text_version);
    Ok(vec![ConsentWithdrawn { koc_id, purpose, text_version }.into()])
}

impl HoldsPersonal for ExpireConsent {}

/// Answers `ExpireConsent`. A consent is over after its last day whether or not this was recorded;
/// recording it ends what rests on it and asks the member again.
pub(crate) fn expire_consent(
    state: &State,
    command: &ExpireConsent,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ExpireConsent { koc_id, purpose } = *command;
    let koc = state.koc(koc_id)?;
    let held = koc.consents.get(&purpose).filter(|held| !held.withdrawn);
    let ends = held.and_then(|held| Some((held.text_version, held.expires_on?)));
    let (text_version, expired_on) = ends.ok_or(Violation::ConsentNotGiven { purpose })?;
    if state.day_of(context.now) <= expired_on {
        return Err(Violation::NotYetDue { at: state.end_of(expired_on) }.into());
    }
    Ok(vec![ConsentExpired { koc_id, purpose, text_version, expired_on }.into()])
}
