//! The rule of what a member says of working with the brand, once it is over.

use super::AssignmentState::{Approved, Cancelled, Lapsed, Rejected, Relinquished};
use super::command::RateExperience;
use super::event::ExperienceRated;
use crate::event::Event;
use crate::personal::sealed_option;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// The best mark; 1 is the worst.
const MARK_MAX: u8 = 5;

/// Answers `RateExperience`: once, and however it ended after it was agreed.
pub(crate) fn rate_experience(
    state: &State,
    command: &RateExperience,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let mut checks = Checks::new();
    checks.note(assignment.not_the_assignee(context));
    let over = matches!(assignment.state, Approved | Rejected | Relinquished | Cancelled | Lapsed);
    let state = assignment.state.code().to_owned();
    checks.require(over, || Violation::AssignmentNotFinished { state });
    checks.require(!assignment.rated, || Violation::NoChange);
    let said = &command.experience;
    for (name, mark) in [
        ("clarity", said.clarity),
        ("support", said.support),
        ("fairness", said.fairness),
        ("waiting", said.waiting),
    ] {
        let possible = (1..=MARK_MAX).contains(&mark);
        checks.require(possible, || field::invalid(&format!("experience.{name}")));
    }
    checks.note(field::personal("comment", command.comment.as_ref()));
    checks.finish()?;
    let rated = ExperienceRated {
        assignment_id: command.assignment_id,
        koc_id: assignment.koc,
        experience: said.clone(),
        comment: sealed_option(command.comment.as_ref())?,
    };
    Ok(vec![rated.into()])
}
