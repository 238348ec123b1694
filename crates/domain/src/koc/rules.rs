//! The rules, one per command.

use super::command::*;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for RegisterKoc {}

/// Answers `RegisterKoc`.
pub(crate) fn register(_: &State, _: &RegisterKoc, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for GrantConsent {}

/// Answers `GrantConsent`.
pub(crate) fn grant_consent(
    _: &State,
    _: &GrantConsent,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for DeclareAvailability {}

/// Answers `DeclareAvailability`.
pub(crate) fn declare_availability(
    _: &State,
    _: &DeclareAvailability,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for NominateCandidate {}

/// Answers `NominateCandidate`.
pub(crate) fn nominate(
    _: &State,
    _: &NominateCandidate,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for InviteToTier {}

/// Answers `InviteToTier`.
pub(crate) fn invite(_: &State, _: &InviteToTier, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for AcceptTierInvitation {}

/// Answers `AcceptTierInvitation`.
pub(crate) fn accept_invitation(
    _: &State,
    _: &AcceptTierInvitation,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for DeclineTierInvitation {}

/// Answers `DeclineTierInvitation`.
pub(crate) fn decline_invitation(
    _: &State,
    _: &DeclineTierInvitation,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for PromoteKoc {}

/// Answers `PromoteKoc`.
pub(crate) fn promote(_: &State, _: &PromoteKoc, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for GiveTierNotice {}

/// Answers `GiveTierNotice`.
pub(crate) fn give_notice(
    _: &State,
    _: &GiveTierNotice,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for DemoteKoc {}

/// Answers `DemoteKoc`.
pub(crate) fn demote(_: &State, _: &DemoteKoc, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for StepDown {}

/// Answers `StepDown`.
pub(crate) fn step_down(_: &State, _: &StepDown, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ReturnToTier {}

/// Answers `ReturnToTier`.
pub(crate) fn return_to_tier(
    _: &State,
    _: &ReturnToTier,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for CorrectTier {}

/// Answers `CorrectTier`.
pub(crate) fn correct_tier(_: &State, _: &CorrectTier, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for LockTier {}

/// Answers `LockTier`.
pub(crate) fn lock_tier(_: &State, _: &LockTier, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for UnlockTier {}

/// Answers `UnlockTier`.
pub(crate) fn unlock_tier(_: &State, _: &UnlockTier, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for PauseKoc {}

/// Answers `PauseKoc`.
pub(crate) fn pause(_: &State, _: &PauseKoc, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ResumeKoc {}

/// Answers `ResumeKoc`.
pub(crate) fn resume(_: &State, _: &ResumeKoc, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for LeaveProgramme {}

/// Answers `LeaveProgramme`.
pub(crate) fn leave(_: &State, _: &LeaveProgramme, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for RejoinProgramme {}

/// Answers `RejoinProgramme`.
pub(crate) fn rejoin(_: &State, _: &RejoinProgramme, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ImportTierMove {}

/// Answers `ImportTierMove`.
pub(crate) fn import_tier_move(
    _: &State,
    _: &ImportTierMove,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}
