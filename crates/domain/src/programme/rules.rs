//! The rules, one per command.

use super::command::*;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for CreateProgramme {}

/// Answers `CreateProgramme`.
pub(crate) fn create(_: &State, _: &CreateProgramme, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for GoLive {}

/// Answers `GoLive`.
pub(crate) fn go_live(_: &State, _: &GoLive, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ChangeProgrammeLimits {}

/// Answers `ChangeProgrammeLimits`.
pub(crate) fn change_limits(
    _: &State,
    _: &ChangeProgrammeLimits,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ExtendVocabulary {}

/// Answers `ExtendVocabulary`.
pub(crate) fn extend_vocabulary(
    _: &State,
    _: &ExtendVocabulary,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for PublishConsentText {}

/// Answers `PublishConsentText`.
pub(crate) fn publish_consent_text(
    _: &State,
    _: &PublishConsentText,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for FreezeProgramme {}

/// Answers `FreezeProgramme`.
pub(crate) fn freeze(_: &State, _: &FreezeProgramme, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for UnfreezeProgramme {}

/// Answers `UnfreezeProgramme`.
pub(crate) fn unfreeze(
    _: &State,
    _: &UnfreezeProgramme,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}
