//! The rule of a work from the time before: a past fact, recorded as it was.

use super::command::ImportReviewedWork;
use super::event::ReviewedWorkImported;
use crate::event::Event;
use crate::id::{KocId, WorkId};
use crate::koc;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// Answers `ImportReviewedWork`.
pub(crate) fn import_reviewed_work(
    state: &State,
    command: &ImportReviewedWork,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme_id = state.programme()?.id;
    if state.works.contains_key(&command.work_id) {
        return Err(Violation::NoChange.into());
    }
    let ImportReviewedWork { submitted_at, accepted_at, .. } = *command;
    let mut checks = Checks::new();
    checks.require(submitted_at <= accepted_at, || Violation::ImportAcceptedBeforeSubmitted {
        submitted_at,
        accepted_at,
    });
    let in_future = || Violation::DateInFuture { field: "acceptedAt".to_owned() };
    checks.require(accepted_at <= context.now, in_future);
    let (submitted_on, today) = (state.day_of(submitted_at), state.day_of(context.now));
    checks.note(field::day_in_reach("submittedAt", submitted_on, today));
    checks.note(field::external_key("externalKey", &command.external_key));
    checks.note(field::external_key("authorRef", &command.author_ref));
    checks.note(field::external_key("reviewerRef", &command.reviewer_ref));
    checks.note(field::external_key("kind", &command.kind));
    let author = KocId::of_external(programme_id, &command.author_ref);
    checks.require(command.author == author, || field::invalid("author"));
    let work_id = WorkId::of_external(programme_id, &command.external_key);
    checks.require(command.work_id == work_id, || field::invalid("workId"));
    checks.finish()?;
    let mut events = koc::known_or_imported(state, command.author, &command.author_ref);
    events.push(imported(command).into());
    Ok(events)
}

fn imported(command: &ImportReviewedWork) -> ReviewedWorkImported {
    ReviewedWorkImported {
        work_id: command.work_id,
        external_key: command.external_key.clone(),
        author: command.author,
        reviewer_ref: command.reviewer_ref.clone(),
        submitted_at: command.submitted_at,
        accepted_at: command.accepted_at,
        revisions: command.revisions,
        lines: command.lines,
        kind: command.kind.clone(),
        self_reviewed: command.author_ref == command.reviewer_ref,
    }
}
