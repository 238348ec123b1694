//! The rules, one per command.

use super::command::*;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for AppointMentor {}

/// Answers `AppointMentor`.
pub(crate) fn appoint(_: &State, _: &AppointMentor, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for MarkMentorAway {}

/// Answers `MarkMentorAway`.
pub(crate) fn mark_away(_: &State, _: &MarkMentorAway, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for MarkMentorBack {}

/// Answers `MarkMentorBack`.
pub(crate) fn mark_back(_: &State, _: &MarkMentorBack, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ProposeMentorship {}

/// Answers `ProposeMentorship`.
pub(crate) fn propose(
    _: &State,
    _: &ProposeMentorship,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for AcceptMentorship {}

/// Answers `AcceptMentorship`.
pub(crate) fn accept(_: &State, _: &AcceptMentorship, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for TransferMentorship {}

/// Answers `TransferMentorship`.
pub(crate) fn transfer(
    _: &State,
    _: &TransferMentorship,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for CompleteMentorship {}

/// Answers `CompleteMentorship`.
pub(crate) fn complete(
    _: &State,
    _: &CompleteMentorship,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for EndMentorship {}

/// Answers `EndMentorship`.
pub(crate) fn end(_: &State, _: &EndMentorship, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}
