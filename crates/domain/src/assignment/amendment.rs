//! The rule of a brief that was amended after members had accepted it: each keeps what they agreed
//! to until they agree to the new version themselves.

use super::command::ConfirmAmendment;
use super::event::AmendmentConfirmed;
use super::offer::terms_missing;
use super::values::Terms;
use super::{Assignment, AssignmentState};
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::task::brief::Brief;
use crate::task::{Task, returns_paid};

/// Answers `ConfirmAmendment`. Not while a submission waits: it is judged by what it was made for.
pub(crate) fn confirm_amendment(
    state: &State,
    command: &ConfirmAmendment,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let task = state.task(assignment.task)?;
    let (version, brief) = task.brief_to_agree_to()?;
    let mut checks = Checks::new();
    checks.note(assignment.not_the_assignee(context));
    checks.note(assignment.not_to_confirm());
    let stale = || Violation::BriefVersionStale { current: version };
    checks.require(command.brief_version == version, stale);
    checks.require(assignment.brief_version < version, || Violation::NoChange);
    let missing = terms_missing(brief, &command.terms_accepted);
    checks.require(missing.is_empty(), || Violation::TermsNotAccepted { which: missing });
    checks.note(state.koc(assignment.koc)?.require_present());
    checks.finish()?;
    let confirmed = AmendmentConfirmed {
        assignment_id: command.assignment_id,
        koc_id: assignment.koc,
        from: assignment.brief_version,
        brief_version: version,
        terms_accepted: command.terms_accepted.clone(),
        agreed: state.terms_under(assignment, brief)?,
    };
    Ok(vec![confirmed.into()])
}

impl Task {
    /// The version that can be agreed to now: the newest, once a second person stands behind it.
    pub(super) fn brief_to_agree_to(&self) -> Result<(u32, &Brief), Violation> {
        let latest = self.latest_version();
        let brief = self.brief(latest).filter(|_| self.approved_version == Some(latest));
        brief.map(|brief| (latest, brief.as_ref())).ok_or(Violation::BriefNotApproved)
    }
}

impl Assignment {
    fn not_to_confirm(&self) -> Option<Violation> {
        match self.state {
            AssignmentState::Submitted | AssignmentState::InReview => {
                Some(Violation::AwaitingReview)
            }
            _ => self.not_held(),
        }
    }
}

impl State {
    /// The terms of an assignment under another version of the brief: what the two agreed alone
    /// stays, a due time if it is the later one; the rest is the new version's.
    pub(super) fn terms_under(
        &self,
        assignment: &Assignment,
        now: &Brief,
    ) -> Result<Terms, Violation> {
        let before = self.agreed_brief(assignment)?;
        let purse = self.task(assignment.task)?.paid_from;
        let paid = |brief: &Brief| returns_paid(self, &brief.returns, purse);
        let (due, new_due) = (assignment.submit_by, now.timeline.submit_by);
        let own_due = Some(due).filter(|due| *due != before.timeline.submit_by);
        let returns = assignment.returns();
        let own_returns = Some(returns).filter(|returns| *returns != paid(before));
        let own = &assignment.negotiation.terms;
        Ok(Terms {
            submit_by: Some(own_due.map_or(new_due, |own| own.max(new_due))),
            returns: Some(own_returns.map_or_else(|| paid(now), <[_]>::to_vec)),
            scope: own.scope.clone(),
            outputs: own.outputs.clone(),
        })
    }
}
