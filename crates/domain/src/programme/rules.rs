//! The rules, one per command.

use super::command::*;
use super::event::*;
use super::{Limits, Stage};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::matching::values::WEIGHTS_SUM;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Zone;
use crate::vocabulary::TierCode;

/// Nobody younger may take part, whatever the programme says.
const MIN_AGE: u8 = 18;

/// The longest consent text, characters. Our own number.
const CONSENT_TEXT_CHARS_MAX: usize = 20_000;

impl HoldsPersonal for CreateProgramme {}

/// Answers `CreateProgramme`.
pub(crate) fn create(
    state: &State,
    command: &CreateProgramme,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    if state.programme.is_some() {
        return Err(Violation::ProgrammeExists.into());
    }
    let zone = Zone::named(&command.time_zone);
    let mut checks = Checks::new();
    checks.note(field::said("brand", &command.brand));
    checks.note(field::labels("name", &command.name));
    checks.require(zone.is_some(), || Violation::TzUnknown { name: command.time_zone.clone() });
    checks.require(command.min_age >= MIN_AGE, || Violation::MinAgeTooLow { min: MIN_AGE });
    let currency = command.currency.as_bytes();
    let three_letters = currency.len() == 3 && currency.iter().all(u8::is_ascii_uppercase);
    checks.require(three_letters, || field::invalid("currency"));
    checks.require(each_once(&command.locales), || field::invalid("locales"));
    checks.finish()?;
    let time_zone = zone.map_or_else(|| command.time_zone.clone(), |zone| zone.name().to_owned());
    Ok(vec![
        ProgrammeCreated {
            programme_id: command.programme_id,
            brand: command.brand.clone(),
            name: command.name.clone(),
            time_zone,
            locales: command.locales.clone(),
            currency: command.currency.clone(),
            min_age: command.min_age,
            default_label_scheme: command.default_label_scheme,
            simulation_seed: command.simulation_seed,
        }
        .into(),
    ])
}

/// At least one, and none of them twice.
fn each_once<T: PartialEq>(items: &[T]) -> bool {
    let twice = items
        .iter()
        .enumerate()
        .any(|(at, item)| items.iter().skip(at + 1).any(|other| other == item));
    !items.is_empty() && !twice
}

impl HoldsPersonal for GoLive {}

/// Answers `GoLive`.
pub(crate) fn go_live(
    state: &State,
    command: &GoLive,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme = state.programme()?;
    if programme.stage != Stage::Created {
        return Err(Violation::ProgrammeAlreadyLive.into());
    }
    let today = state.day_of(context.now);
    let named = || "liveOn".to_owned();
    let mut checks = Checks::new();
    checks.require(command.live_on <= today, || Violation::DateInFuture { field: named() });
    checks.require(command.live_on >= today, || Violation::DateInPast { field: named() });
    let policy = state.policy_on(command.live_on);
    checks.note(policy.as_ref().err().cloned());
    checks.finish()?;
    let (policy_version, _) = policy?;
    let programme_id = programme.id;
    Ok(vec![ProgrammeWentLive { programme_id, live_on: command.live_on, policy_version }.into()])
}

impl HoldsPersonal for ChangeProgrammeLimits {}

/// Answers `ChangeProgrammeLimits`.
pub(crate) fn change_limits(
    state: &State,
    command: &ChangeProgrammeLimits,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme = state.programme()?;
    let limits = &command.limits;
    let mut checks = Checks::new();
    checks.note(zeros(limits));
    let tiers: Vec<TierCode> = limits.max_concurrent_by_tier.iter().map(|it| it.tier).collect();
    let every_tier = each_once(&tiers) && tiers.len() == TierCode::ALL.len();
    checks.require(every_tier, || field::invalid("maxConcurrentByTier"));
    let windows = &limits.horizon_windows;
    let shorter = u32::from(windows.instant_hours_max) <= u32::from(windows.phased_days_min) * 24;
    let ordered = windows.phased_days_min <= windows.phased_days_max;
    checks.require(shorter && ordered, || Violation::HorizonWindowInvalid);
    let hours = limits.quiet_hours.as_ref().map(|quiet| (quiet.from_hour, quiet.to_hour));
    let real_hours = hours.is_none_or(|(from, to)| from < 24 && to < 24 && from != to);
    checks.require(real_hours, || field::invalid("quietHours"));
    checks.require(*limits != programme.limits, || Violation::NoChange);
    checks.finish()?;
    Ok(vec![
        ProgrammeLimitsChanged {
            programme_id: programme.id,
            limits: limits.clone(),
            previous: programme.limits.clone(),
        }
        .into(),
    ])
}

/// Every limit that is 0.
fn zeros(limits: &Limits) -> Vec<Violation> {
    let windows = &limits.horizon_windows;
    let mut all = vec![
        ("maxRevisions", u32::from(limits.max_revisions)),
        ("offerTtlHours", limits.offer_ttl_hours),
        ("reviewSlaHours", limits.review_sla_hours),
        ("supportSlaHours", limits.support_sla_hours),
        ("feedbackEveryDays", u32::from(limits.feedback_every_days)),
        ("talkEveryDays", u32::from(limits.talk_every_days)),
        ("instantHoursMax", u32::from(windows.instant_hours_max)),
        ("phasedDaysMin", u32::from(windows.phased_days_min)),
        ("phasedDaysMax", u32::from(windows.phased_days_max)),
    ];
    let by_tier = limits.max_concurrent_by_tier.iter();
    all.extend(by_tier.map(|limit| ("maxConcurrentByTier", u32::from(limit.max))));
    let zero = all.into_iter().filter(|(_, limit)| *limit == 0);
    zero.map(|(name, _)| Violation::LimitInvalid { field: name.to_owned() }).collect()
}

impl HoldsPersonal for SetMatchingWeights {}

/// Answers `SetMatchingWeights`.
pub(crate) fn set_matching_weights(
    state: &State,
    command: &SetMatchingWeights,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme = state.programme()?;
    let (weights, previous) = (command.weights, programme.matching_weights);
    let mut checks = Checks::new();
    checks.require(weights.sum() == WEIGHTS_SUM, || field::invalid("weights"));
    checks.require(weights != previous, || Violation::NoChange);
    checks.finish()?;
    Ok(vec![MatchingWeightsSet { programme_id: programme.id, weights, previous }.into()])
}

impl HoldsPersonal for ExtendVocabulary {}

/// Answers `ExtendVocabulary`.
pub(crate) fn extend_vocabulary(
    state: &State,
    command: &ExtendVocabulary,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme = state.programme()?;
    let ExtendVocabulary { axis, code, labels } = command;
    let mut checks = Checks::new();
    checks.note(field::code("code", code));
    checks.note(field::labels("labels", labels));
    // A code that was once in use stands for what was said with it.
    let retired = programme.retired_terms.contains(&(*axis, code.clone()));
    checks.require(!retired && !programme.has_term(*axis, code), || Violation::TermExists {
        axis: *axis,
        code: code.clone(),
    });
    checks.finish()?;
    Ok(vec![
        VocabularyExtended {
            programme_id: programme.id,
            axis: *axis,
            code: code.clone(),
            labels: labels.clone(),
        }
        .into(),
    ])
}

impl HoldsPersonal for RetireTerm {}

/// Answers `RetireTerm`.
pub(crate) fn retire_term(
    state: &State,
    command: &RetireTerm,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme = state.programme()?;
    let RetireTerm { axis, code, replaced_by } = command;
    let mut checks = Checks::new();
    checks.note(programme.unknown_term(*axis, code));
    let other = replaced_by.as_ref().and_then(|other| programme.unknown_term(*axis, other));
    checks.note(other);
    checks.require(replaced_by.as_ref() != Some(code), || field::invalid("replacedBy"));
    checks.finish()?;
    let (axis, code, replaced_by) = (*axis, code.clone(), replaced_by.clone());
    Ok(vec![TermRetired { programme_id: programme.id, axis, code, replaced_by }.into()])
}

impl HoldsPersonal for PublishConsentText {}

/// Answers `PublishConsentText`.
pub(crate) fn publish_consent_text(
    state: &State,
    command: &PublishConsentText,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme = state.programme()?;
    let PublishConsentText { purpose, text_version, text, sha256 } = command;
    let newest = programme.consent_texts.get(purpose).copied().unwrap_or(0);
    let next = newest.saturating_add(1);
    let mut checks = Checks::new();
    checks.require(*text_version == next, || Violation::ConsentTextExists {
        purpose: *purpose,
        next,
    });
    let missing = text.missing();
    checks.note(missing.map(|lang| Violation::LabelMissing { what: "text".to_owned(), lang }));
    let fits = |said: &str| said.chars().count() <= CONSENT_TEXT_CHARS_MAX;
    checks.require(fits(&text.zh) && fits(&text.en), || field::invalid("text"));
    checks.finish()?;
    Ok(vec![
        ConsentTextPublished {
            programme_id: programme.id,
            purpose: *purpose,
            text_version: *text_version,
            text: text.clone(),
            sha256: *sha256,
        }
        .into(),
    ])
}

impl HoldsPersonal for FreezeProgramme {}

/// Answers `FreezeProgramme`.
pub(crate) fn freeze(
    state: &State,
    command: &FreezeProgramme,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme_id = state.programme()?.id;
    reason_given(&command.reason)?;
    Ok(vec![ProgrammeFrozen { programme_id, reason: command.reason.clone() }.into()])
}

impl HoldsPersonal for UnfreezeProgramme {}

/// Answers `UnfreezeProgramme`.
pub(crate) fn unfreeze(
    state: &State,
    command: &UnfreezeProgramme,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme = state.programme()?;
    let (programme_id, stage) = (programme.id, programme.stage);
    if stage != Stage::Frozen {
        return Err(Violation::ProgrammeNotFrozen.into());
    }
    reason_given(&command.reason)?;
    Ok(vec![ProgrammeUnfrozen { programme_id, reason: command.reason.clone() }.into()])
}

fn reason_given(reason: &str) -> Result<(), Refusal> {
    let mut checks = Checks::new();
    checks.require(!reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", reason));
    checks.finish()
}
