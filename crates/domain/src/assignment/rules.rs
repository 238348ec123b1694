//! The rules, one per command.

use super::command::*;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for AssignTask {}

/// Answers `AssignTask`.
pub(crate) fn assign(_: &State, _: &AssignTask, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for AcceptAssignment {}

/// Answers `AcceptAssignment`.
pub(crate) fn accept(_: &State, _: &AcceptAssignment, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for DeclineAssignment {}

/// Answers `DeclineAssignment`.
pub(crate) fn decline(
    _: &State,
    _: &DeclineAssignment,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ExpireAssignment {}

/// Answers `ExpireAssignment`.
pub(crate) fn expire(_: &State, _: &ExpireAssignment, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for SubmitWork {}

/// Answers `SubmitWork`.
pub(crate) fn submit_work(_: &State, _: &SubmitWork, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for StartReview {}

/// Answers `StartReview`.
pub(crate) fn start_review(_: &State, _: &StartReview, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ReviewWork {}

/// Answers `ReviewWork`.
pub(crate) fn review_work(_: &State, _: &ReviewWork, _: &Context) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for AcknowledgeFeedback {}

/// Answers `AcknowledgeFeedback`.
pub(crate) fn acknowledge_feedback(
    _: &State,
    _: &AcknowledgeFeedback,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}

impl HoldsPersonal for ImportReviewedWork {}

/// Answers `ImportReviewedWork`.
pub(crate) fn import_reviewed_work(
    _: &State,
    _: &ImportReviewedWork,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Err(Violation::NoChange.into())
}
