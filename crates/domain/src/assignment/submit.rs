//! The rules of handing work in: what was asked, by whom it was made, and that it is new.

use std::collections::BTreeSet;

use super::command::{SubmitWork, WithdrawSubmission};
use super::event::{SubmissionWithdrawn, WorkSubmitted};
use super::values::*;
use super::{Assignment, AssignmentState, claim, people};
use crate::event::Event;
use crate::personal::sealed_option;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task::brief::{AiPolicy, Brief, Output};
use crate::vocabulary::{AiUse, Horizon, Mode};

/// Work is taken this long after the due time, and called late. Our own number.
pub(super) const GRACE_HOURS: i64 = 7 * 24;

/// Basis points of a whole work.
pub(crate) const WHOLE_BP: u16 = 10_000;

/// Answers `SubmitWork`. Where an instant task is taken in the same act, the work is judged as if
/// the task had been taken before.
pub(crate) fn submit_work(
    state: &State,
    command: &SubmitWork,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Some(wish) = &command.claim else { return hand_in(state, command, context) };
    let task = state.task(wish.task_id)?;
    let claimed = claim(state, wish, context)?;
    let mut checks = Checks::new();
    let instant = task.horizon == Horizon::Instant;
    let slower = || Violation::TaskNotClaimable { state: "OPEN, but not instant".to_owned() };
    checks.require(instant, slower);
    let same = wish.assignee.assignment_of(wish.task_id) == command.assignment_id;
    checks.require(same, || field::invalid("assignmentId"));
    checks.finish()?;
    let work = hand_in(&state.after(&claimed, context), command, context)?;
    Ok(claimed.into_iter().chain(work).collect())
}

fn hand_in(state: &State, command: &SubmitWork, context: &Context) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let brief = state.agreed_brief(assignment)?;
    let mut checks = Checks::new();
    checks.note(assignment.not_the_assignee(context));
    checks.note(assignment.takes_no_work());
    checks.note(state.koc(assignment.koc)?.require_present());
    let next = assignment.handed_in.saturating_add(1);
    let gap = Violation::SubmissionNumberGap { next };
    checks.require(command.submission_no == next, || gap);
    checks.note(state.no_entry(assignment, context));
    // A break without a last day stops the clock: nothing handed in meanwhile is late.
    let due = state.due_of(assignment);
    if let Some(at) = due.map(|due| due.plus_hours(GRACE_HOURS)) {
        checks.require(context.now <= at, || Violation::SubmissionWindowClosed { at });
    }
    let outputs = assignment.negotiation.terms.outputs.as_ref().unwrap_or(&brief.outputs);
    check_outputs(&mut checks, outputs, &command.items);
    check_attestations(&mut checks, brief, &command.attest);
    let solo = state.task(assignment.task)?.mode == Mode::IndividualContest;
    let contributors = people::contributors(state, assignment, &command.contributors);
    match assignment.team() {
        None => check_contributors(&mut checks, assignment, &contributors, solo),
        Some(_) => people::check_shares(&mut checks, state, assignment, &contributors),
    }
    check_sum(&mut checks, &contributors);
    checks.note(duplicate(state, command));
    checks.note(field::list("items", &command.items));
    checks.note(command.items.iter().filter_map(|it| field::personal_said("items.uri", &it.uri)));
    checks.note(field::personal("note", command.note.as_ref()));
    checks.note(field::tags("tags", &command.tags));
    checks.finish()?;
    let late = due.is_some_and(|due| context.now > due);
    let work = submitted(command, assignment.brief_version, late)?;
    Ok(vec![WorkSubmitted { contributors, ..work }.into()])
}

fn submitted(
    command: &SubmitWork,
    brief_version: u32,
    late: bool,
) -> Result<WorkSubmitted, Refusal> {
    let item = |item: &WorkItem| {
        Ok(ItemSubmitted {
            format: item.format.clone(),
            uri: item.uri.sealed()?,
            sha256: item.sha256,
            length: item.length,
        })
    };
    Ok(WorkSubmitted {
        assignment_id: command.assignment_id,
        submission_no: command.submission_no,
        brief_version,
        items: command.items.iter().map(item).collect::<Result<_, Refusal>>()?,
        note: sealed_option(command.note.as_ref())?,
        attest: command.attest.clone(),
        contributors: command.contributors.clone(),
        effort_hours: command.effort_hours,
        late,
        tags: command.tags.clone(),
    })
}

/// The items must be the brief's outputs: each format as often as asked, each within a length
/// that is asked of its format.
fn check_outputs(checks: &mut Checks, outputs: &[Output], items: &[WorkItem]) {
    let mismatch = |item: &str, expected: String| Violation::OutputMismatch {
        item: item.to_owned(),
        expected,
    };
    let formats: BTreeSet<&str> = outputs.iter().map(|output| output.format.as_str()).collect();
    for format in &formats {
        let asked = outputs.iter().filter(|output| output.format == *format);
        let asked: usize = asked.map(|output| usize::from(output.count)).sum();
        let handed_in = items.iter().filter(|item| item.format == *format).count();
        checks.require(handed_in == asked, || mismatch(format, asked.to_string()));
    }
    for item in items {
        let same = || outputs.iter().filter(|output| output.format == item.format);
        let lengths: Vec<String> = same().map(|it| format!("{}–{}", it.min, it.max)).collect();
        let expected = if lengths.is_empty() {
            formats.iter().copied().collect::<Vec<_>>().join(" / ")
        } else {
            lengths.join(" / ")
        };
        let fits = same().any(|output| (output.min..=output.max).contains(&item.length));
        checks.require(fits, || mismatch(&format!("{} {}", item.format, item.length), expected));
    }
}

fn check_attestations(checks: &mut Checks, brief: &Brief, attest: &Attestations) {
    let stated = [
        ("original", attest.original),
        ("usedProduct", attest.used_product),
        ("thirdPartyCleared", attest.third_party_cleared),
        ("peopleConsented", attest.people_consented),
        ("disclosureDone", attest.disclosure_done || !brief.disclosure.required),
    ];
    let missing = stated.into_iter().filter(|(_, stated)| !stated);
    let which: Vec<String> = missing.map(|(name, _)| name.to_owned()).collect();
    checks.require(which.is_empty(), || Violation::AttestationMissing { which });
    let most = match brief.ai_policy {
        AiPolicy::Forbidden => AiUse::None,
        AiPolicy::Assisted => AiUse::Assisted,
        AiPolicy::Allowed => AiUse::Generated,
    };
    checks.require(attest.ai_generated <= most, || Violation::OutputMismatch {
        item: "aiGenerated".to_owned(),
        expected: format!("{most:?}"),
    });
}

fn check_contributors(
    checks: &mut Checks,
    assignment: &Assignment,
    contributors: &[Contributor],
    solo: bool,
) {
    let mut others = contributors.iter().filter(|it| it.koc_id != assignment.koc);
    if solo {
        checks.require(others.next().is_none(), || Violation::SoloEntryOnly);
    } else {
        checks.note(others.map(|it| Violation::ContributorNotInTeam { koc_id: it.koc_id }));
    }
    let own = contributors.iter().filter(|it| it.koc_id == assignment.koc).count();
    checks.require(own <= 1, || field::invalid("contributors"));
}

fn check_sum(checks: &mut Checks, contributors: &[Contributor]) {
    checks.note(field::list("contributors", contributors));
    let shares = contributors.iter().map(|it| u32::from(it.share_bp));
    let sum = shares.fold(0, u32::saturating_add);
    checks.require(sum == u32::from(WHOLE_BP), || Violation::SharesNot100 { sum });
}

/// The same file handed in elsewhere, or twice here. A file of one's own earlier submission in
/// the same assignment may come again.
fn duplicate(state: &State, command: &SubmitWork) -> Option<Violation> {
    let mut seen = BTreeSet::new();
    command.items.iter().find_map(|item| {
        let elsewhere = state.submitted_files.get(&item.sha256).copied();
        let elsewhere = elsewhere.filter(|assignment_id| *assignment_id != command.assignment_id);
        let twice = (!seen.insert(item.sha256)).then_some(command.assignment_id);
        let assignment_id = elsewhere.or(twice)?;
        Some(Violation::DuplicateContent { same_as: assignment_id.to_string() })
    })
}

/// Answers `WithdrawSubmission`: only what nobody has begun to judge. The number is used up.
pub(crate) fn withdraw_submission(
    state: &State,
    command: &WithdrawSubmission,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let (assignment_id, submission_no) = (command.assignment_id, command.submission_no);
    let mut checks = Checks::new();
    checks.note(assignment.not_the_assignee(context));
    let waits = assignment.submission.as_ref().map(|it| it.work.submission_no);
    let newest = waits == Some(submission_no);
    checks.require(newest, || Violation::NotFound { what: format!("submission {submission_no}") });
    match assignment.state {
        AssignmentState::Submitted => {}
        AssignmentState::InReview => checks.note([Violation::ReviewStarted]),
        _ => checks.note([assignment.not_active()]),
    }
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![SubmissionWithdrawn { assignment_id, submission_no, reason }.into()])
}

impl Assignment {
    fn takes_no_work(&self) -> Option<Violation> {
        match self.state {
            AssignmentState::Accepted | AssignmentState::RevisionRequested => None,
            AssignmentState::Submitted | AssignmentState::InReview => {
                Some(Violation::AwaitingReview)
            }
            _ => Some(self.not_active()),
        }
    }
}
