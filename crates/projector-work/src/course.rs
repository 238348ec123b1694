//! What happens to an assignment between the offer and the end: other terms, support, time, ways
//! out.

use domain::assignment::Event;
use domain::assignment::event as happened;
use domain::assignment::values::{EndCause, Experience, ResourceKind, Terms};
use domain::id::EventId;
use domain::personal::Sealed;
use domain::{Actor, Moment, Recorded};
use serde::Serialize;

use crate::Work;
use crate::assignment::{AssignmentRow, AssignmentState};

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Turn {
    /// The brand is to answer or to review.
    Brand,
    /// The member is to answer or to hand in.
    Koc,
    /// The member's mentor is to review.
    Mentor,
}

/// Other terms that a member asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposalRow {
    /// From 1.
    pub proposal_no: u16,
    /// What they would like otherwise.
    pub changes: Terms,
    /// Why.
    pub message: Sealed,
    /// When.
    pub made_at: Moment,
    /// What the brand answered.
    pub answer: Option<AnswerRow>,
    /// The event in which it was made.
    pub position: EventId,
}

/// The brand's answer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerRow {
    /// Whether the offer then stood as the member asked.
    pub accepted: bool,
    /// Every term of the offer that then differed from the first one.
    pub terms: Terms,
    /// What the member was told.
    pub message: Option<Sealed>,
    /// Who answered.
    pub by: Actor,
    /// When.
    pub at: Moment,
}

/// More time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtensionRow {
    /// When work was due.
    pub from: Moment,
    /// When it was due then.
    pub submit_by: Moment,
    /// Why.
    pub reason: Sealed,
    /// Who gave it.
    pub by: Actor,
    /// When.
    pub at: Moment,
}

/// Something to work with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceRow {
    /// Of which kind.
    pub kind: ResourceKind,
    /// Its key where it is kept.
    pub reference: String,
    /// What the member was told.
    pub note: Option<Sealed>,
    /// When.
    pub at: Moment,
}

/// How far the member was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgressRow {
    /// How it went.
    pub note: Sealed,
    /// How much was done, 0–100.
    pub percent: Option<u8>,
    /// When.
    pub at: Moment,
}

/// An end without a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EndRow {
    /// Because of what.
    pub cause: EndCause,
    /// What was said.
    pub reason: Option<Sealed>,
    /// How much of the agreed returns is given all the same, basis points.
    pub compensation_bp: u16,
    /// Whether what the member was given goes back.
    pub return_resources: bool,
    /// When.
    pub at: Moment,
}

/// What a member said of working with the brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExperienceRow {
    /// How it was.
    pub experience: Experience,
    /// More, if they said.
    pub comment: Option<Sealed>,
    /// When.
    pub at: Moment,
}

impl Work {
    pub(crate) fn fold_course(&mut self, event: &Event, recorded: &Recorded) {
        use Event::*;
        let at = recorded.occurred_at;
        match event {
            CounterProposalMade(e) => self.change(e.assignment_id, recorded, |row| {
                propose(row, e, recorded);
            }),
            CounterProposalAnswered(e) => self.change(e.assignment_id, recorded, |row| {
                answer(row, e, recorded);
            }),
            AssignmentWithdrawn(e) => self.change(e.assignment_id, recorded, |row| {
                row.brand_acts(at);
                row.state = AssignmentState::Withdrawn;
                row.ended = Some(EndRow { reason: e.reason.clone(), ..EndRow::of(e.cause, at) });
            }),
            AmendmentConfirmed(e) => self.change(e.assignment_id, recorded, |row| {
                row.brief_version = e.brief_version;
                row.terms = Some(e.terms_accepted.clone());
                row.agree(&e.agreed, recorded);
            }),
            ContactAppointed(e) => self.change(e.assignment_id, recorded, |row| {
                row.contact_operator = e.operator_id;
            }),
            ResourceProvided(e) => self.change(e.assignment_id, recorded, |row| {
                let (kind, reference, note) = (e.kind, e.reference.clone(), e.note.clone());
                row.resources.push(ResourceRow { kind, reference, note, at });
            }),
            ProgressRecorded(e) => self.change(e.assignment_id, recorded, |row| {
                let (note, percent) = (e.note.clone(), e.percent);
                row.progress.push(ProgressRow { note, percent, at });
            }),
            DeadlineExtended(e) => self.change(e.assignment_id, recorded, |row| {
                extend(row, e, recorded);
            }),
            AssignmentOverdue(e) => self.change(e.assignment_id, recorded, |row| {
                row.overdue_since = Some(e.due);
            }),
            SubmissionWithdrawn(e) => self.change(e.assignment_id, recorded, |row| {
                take_back(row, e, at);
            }),
            ExperienceRated(e) => self.change(e.assignment_id, recorded, |row| {
                let (experience, comment) = (e.experience.clone(), e.comment.clone());
                row.experience = Some(ExperienceRow { experience, comment, at });
            }),
            _ => self.fold_end(event, recorded),
        }
    }

    fn fold_end(&mut self, event: &Event, recorded: &Recorded) {
        let at = recorded.occurred_at;
        match event {
            Event::AssignmentLapsed(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::Lapsed;
                row.ended = Some(EndRow::of(EndCause::Asked, at));
            }),
            Event::AssignmentRelinquished(e) => self.change(e.assignment_id, recorded, |row| {
                row.brand_acts(at);
                row.state = AssignmentState::Relinquished;
                row.ended = Some(EndRow {
                    reason: e.reason.clone(),
                    return_resources: e.return_resources,
                    ..EndRow::of(e.cause, at)
                });
            }),
            Event::AssignmentCancelled(e) => self.change(e.assignment_id, recorded, |row| {
                row.brand_acts(at);
                row.state = AssignmentState::Cancelled;
                row.ended = Some(EndRow {
                    reason: e.reason.clone(),
                    compensation_bp: e.compensation_bp,
                    ..EndRow::of(e.cause, at)
                });
            }),
            _ => {}
        }
    }
}

impl EndRow {
    pub(crate) fn of(cause: EndCause, at: Moment) -> EndRow {
        EndRow { cause, reason: None, compensation_bp: 0, return_resources: false, at }
    }
}

impl AssignmentRow {
    /// The terms on the table, or agreed, are these now.
    pub(crate) fn agree(&mut self, terms: &Terms, recorded: &Recorded) {
        if let Some(submit_by) = terms.submit_by {
            self.due_at(submit_by, recorded);
        }
        if let Some(returns) = &terms.returns {
            self.returns = returns.clone();
        }
        self.own_terms = terms.clone();
    }

    /// Work is due at another time now.
    pub(crate) fn due_at(&mut self, submit_by: Moment, recorded: &Recorded) {
        self.submit_by = submit_by;
        self.due_since = recorded.recorded_at;
        self.overdue_since = None;
    }
}

fn propose(row: &mut AssignmentRow, e: &happened::CounterProposalMade, recorded: &Recorded) {
    row.state = AssignmentState::Negotiating;
    row.proposals.push(ProposalRow {
        proposal_no: e.proposal_no,
        changes: e.changes.clone(),
        message: e.message.clone(),
        made_at: recorded.occurred_at,
        answer: None,
        position: recorded.position,
    });
}

fn answer(row: &mut AssignmentRow, e: &happened::CounterProposalAnswered, recorded: &Recorded) {
    row.brand_acts(recorded.occurred_at);
    row.state = AssignmentState::Offered;
    row.offer_expires_at = Some(e.offer_expires_at);
    row.agree(&e.terms, recorded);
    let proposal = row.proposals.iter_mut().find(|it| it.proposal_no == e.proposal_no);
    if let Some(proposal) = proposal {
        proposal.answer = Some(AnswerRow {
            accepted: e.accepted,
            terms: e.terms.clone(),
            message: e.message.clone(),
            by: recorded.actor,
            at: recorded.occurred_at,
        });
    }
}

fn extend(row: &mut AssignmentRow, e: &happened::DeadlineExtended, recorded: &Recorded) {
    row.due_at(e.submit_by, recorded);
    row.extensions.push(ExtensionRow {
        from: e.from,
        submit_by: e.submit_by,
        reason: e.reason.clone(),
        by: recorded.actor,
        at: recorded.occurred_at,
    });
}

fn take_back(row: &mut AssignmentRow, e: &happened::SubmissionWithdrawn, at: Moment) {
    row.brand_acts(at);
    row.waiting = None;
    row.state = match row.revision_no {
        0 => AssignmentState::Accepted,
        _ => AssignmentState::RevisionRequested,
    };
    let submission = row.submissions.iter_mut().find(|it| it.submission_no == e.submission_no);
    if let Some(submission) = submission {
        submission.withdrawn_at = Some(at);
        submission.withdrawn_reason = e.reason.clone();
    }
}
