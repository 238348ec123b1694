//! Which fields of the commands are about a person: the member whose assignment it is.

use super::command::*;
use super::values::{Assignee, TermChanges};
use crate::command::HoldsPersonal;
use crate::id::AssignmentId;
use crate::personal::{Person, Personal, SealedField};
use crate::state::State;

type Show<'a> = &'a mut dyn FnMut(Person, SealedField, &mut Personal);

/// The member of an assignment. Where there is no such assignment the rule refuses anyway, so
/// nothing is ever recorded under nobody's key.
fn assignee(state: &State, assignment_id: AssignmentId) -> Person {
    state.assignments.get(&assignment_id).map_or(Person([0; 16]), |it| it.koc.into())
}

/// Whoever would answer for it: the member, or whoever leads the team.
fn taker(state: &State, assignee: Assignee) -> Person {
    match assignee {
        Assignee::Koc(koc_id) => koc_id.into(),
        Assignee::Team(team_id) => state.person_of_team(team_id),
    }
}

impl HoldsPersonal for AssignTask {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        show(taker(state, self.assignee), SealedField::Message, &mut self.message);
    }
}

impl HoldsPersonal for ClaimTask {}

impl HoldsPersonal for AcceptAssignment {}

impl HoldsPersonal for DeclineAssignment {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        self.note.iter_mut().for_each(|note| show(person, SealedField::Note, note));
    }
}

impl HoldsPersonal for ExpireAssignment {}

impl HoldsPersonal for SubmitWork {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let claimed = self.claim.as_ref().map(|claim| taker(state, claim.assignee));
        let person = claimed.unwrap_or_else(|| assignee(state, self.assignment_id));
        self.items.iter_mut().for_each(|item| show(person, SealedField::WorkUri, &mut item.uri));
        self.note.iter_mut().for_each(|note| show(person, SealedField::Note, note));
    }
}

impl HoldsPersonal for ScoreEntry {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        let notes = self.scores.iter_mut().filter_map(|score| score.note.as_mut());
        notes.for_each(|note| show(person, SealedField::Feedback, note));
    }
}

impl HoldsPersonal for DisqualifyEntry {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        show(person, SealedField::Reason, &mut self.reason);
    }
}

impl HoldsPersonal for StartReview {}

impl HoldsPersonal for OverturnReview {}

impl HoldsPersonal for ReviewWork {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        let mut feedback = |text: &mut Personal| show(person, SealedField::Feedback, text);
        for score in &mut self.scores {
            score.evidence.iter_mut().for_each(&mut feedback);
            score.comment.iter_mut().for_each(&mut feedback);
        }
        let remarks = self.praise.iter_mut().chain(&mut self.improvements);
        remarks.for_each(|remark| feedback(&mut remark.text));
    }
}

impl HoldsPersonal for AcknowledgeFeedback {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        self.comment.iter_mut().for_each(|comment| show(person, SealedField::Note, comment));
    }
}

impl HoldsPersonal for ImportReviewedWork {}

/// What is said of the scope is about the member whose terms they are.
fn scope<'a>(terms: impl IntoIterator<Item = &'a mut TermChanges>, person: Person, show: Show<'_>) {
    let scopes = terms.into_iter().filter_map(|terms| terms.scope.as_mut());
    scopes.for_each(|scope| show(person, SealedField::Message, scope));
}

impl HoldsPersonal for CounterPropose {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        scope([&mut self.changes], person, show);
        show(person, SealedField::Message, &mut self.message);
    }
}

impl HoldsPersonal for AnswerCounterProposal {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        scope(self.new_terms.as_mut(), person, show);
        self.message.iter_mut().for_each(|text| show(person, SealedField::Message, text));
    }
}

impl HoldsPersonal for WithdrawAssignment {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        show(assignee(state, self.assignment_id), SealedField::Reason, &mut self.reason);
    }
}

impl HoldsPersonal for ProvideResource {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        self.note.iter_mut().for_each(|note| show(person, SealedField::Note, note));
    }
}

impl HoldsPersonal for RecordProgress {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        show(assignee(state, self.assignment_id), SealedField::Note, &mut self.note);
    }
}

impl HoldsPersonal for ExtendDeadline {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        show(assignee(state, self.assignment_id), SealedField::Reason, &mut self.reason);
    }
}

impl HoldsPersonal for RelinquishAssignment {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

impl HoldsPersonal for CancelAssignment {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

impl HoldsPersonal for WithdrawSubmission {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

impl HoldsPersonal for RateExperience {
    fn personal(&mut self, state: &State, show: Show<'_>) {
        let person = assignee(state, self.assignment_id);
        self.comment.iter_mut().for_each(|comment| show(person, SealedField::Note, comment));
    }
}

impl HoldsPersonal for ConfirmAmendment {}
impl HoldsPersonal for AppointContact {}
impl HoldsPersonal for RemindDeadline {}
impl HoldsPersonal for MarkOverdue {}
impl HoldsPersonal for LapseAssignment {}
