//! Taking in what has happened to an assignment, and what it says of the member's track.

mod course;

pub(super) use course::excuse;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::event::*;
use super::overturn::overturned;
use super::settle::objection_ends;
use super::values::ReviewStage;
use super::{
    Assignment, AssignmentState, Deadline, Judged, Negotiation, Submission, deadline, sla,
};
use crate::id::{AssignmentId, KocId};
use crate::koc::{Approved, Track};
use crate::recorded::Recorded;
use crate::state::State;
use crate::task::{self, Selection};
use crate::time::Day;
use crate::timer::Timer;

/// Notes which event the newest outcome of a review is.
fn judged(state: &mut State, event: &Event, recorded: &Recorded) {
    let assignment_id = match event {
        Event::WorkApproved(e) => e.assignment_id,
        Event::RevisionRequested(e) => e.assignment_id,
        Event::WorkRejected(e) => e.assignment_id,
        _ => return,
    };
    let judged = state.assignment_mut(assignment_id).and_then(|it| it.judged.as_mut());
    judged.into_iter().for_each(|judged| judged.event = recorded.position);
}

/// Takes in what has happened to an assignment.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let today = state.day_of(recorded.occurred_at);
    judged(state, event, recorded);
    match event {
        Event::TaskAssigned(offer) => offered(state, offer, recorded),
        Event::AssignmentAccepted(e) => accepted(state, e, recorded, today),
        Event::AssignmentDeclined(e) => {
            answered(state, e.assignment_id, recorded, today);
            finished(state, e.assignment_id, AssignmentState::Declined, recorded);
        }
        Event::AssignmentExpired(e) => {
            finished(state, e.assignment_id, AssignmentState::Expired, recorded)
        }
        Event::WorkSubmitted(work) => submitted(state, work, recorded, today),
        Event::ReviewStarted(e) => {
            let claim = (e.stage, e.reviewer.clone());
            in_review(state, e.assignment_id, |submission| submission.claim = Some(claim));
        }
        Event::WorkReviewed(e) => reviewed(state, e, recorded),
        Event::WorkApproved(e) => {
            approved(state, e, recorded, today);
            finished(state, e.assignment_id, AssignmentState::Approved, recorded);
        }
        Event::RevisionRequested(e) => revision_requested(state, e, recorded),
        Event::WorkRejected(e) => rejected(state, e, recorded),
        Event::AssignmentSettled(e) => {
            state.timers.clear(Timer::SettleAssignment(e.assignment_id));
            if let Some(assignment) = state.assignment_mut(e.assignment_id) {
                assignment.settled = true;
            }
        }
        Event::ReviewPassedOn(e) => in_review(state, e.assignment_id, |submission| {
            submission.passed_by_mentor = true;
            submission.claim = None;
            submission.waiting_since = recorded.recorded_at;
        }),
        Event::FeedbackAcknowledged(e) => acknowledged(state, e, today),
        Event::ReviewedWorkImported(work) => imported(state, work),
        Event::ReviewOverturned(e) => overturned(state, e, recorded),
        _ => course::evolve(state, event, recorded),
    }
    sla::set_timer(state, event, recorded);
}

fn offered(state: &mut State, offer: &TaskAssigned, recorded: &Recorded) {
    let koc_id = offer.assignee.koc();
    let members = offer.assignee.members().to_vec();
    let offer_ends = offer.offer_expires_at.unwrap_or(offer.submit_by);
    let assignment = Assignment {
        state: AssignmentState::Offered,
        task: offer.task_id,
        koc: koc_id,
        members: members.clone(),
        // Why they were chosen is told by the event; no rule asks.
        offer: TaskAssigned { match_explanation: None, ..offer.clone() },
        offered_at: recorded.occurred_at,
        offer_ends,
        brief_version: offer.brief_version,
        negotiation: Negotiation::default(),
        submit_by: offer.submit_by,
        deadline: Deadline::set(recorded.recorded_at),
        contact: offer.contact_operator,
        resources: 0,
        submission: None,
        handed_in: 0,
        first_in: None,
        revisions: 0,
        judged: None,
        reviewed: BTreeMap::new(),
        creativity: None,
        cancelled_behind: None,
        rated: false,
        approved_in: None,
        shared_in: None,
        checked_by_rule: false,
        objection_ends: None,
        settled: false,
    };
    state.timers.set(Timer::ExpireAssignment(offer.assignment_id), offer_ends);
    state.assignments.insert(offer.assignment_id, Arc::new(assignment));
    state.live_of_task.insert((offer.task_id, offer.assignment_id));
    for koc_id in members {
        state.now_at_work(offer.assignment_id, koc_id);
        if offer.assignee.team().is_some() {
            state.team_work_of.insert((koc_id, offer.task_id));
        }
        let offered = offer.selection == Selection::Offer;
        if let Some(koc) = state.koc_mut(koc_id).filter(|_| offered) {
            koc.last_offer = Some(recorded.occurred_at);
        }
    }
    if let Some(task) = state.task_mut(offer.task_id) {
        task.live_assignments = task.live_assignments.saturating_add(1);
    }
}

/// It no longer counts against the task's slots and the member's limit. What had ended before
/// stays as it is.
pub(super) fn finished(
    state: &mut State,
    assignment_id: AssignmentId,
    end: AssignmentState,
    recorded: &Recorded,
) {
    let Some(assignment) = state.assignment_mut(assignment_id) else { return };
    let before = std::mem::replace(&mut assignment.state, end);
    let (members, task_id) = (assignment.members.clone(), assignment.task);
    if !before.is_live() {
        if let Some(task) = state.task_mut(task_id).filter(|_| before != end) {
            task.ended_otherwise(before, end);
        }
        return;
    }
    state.timers.clear(Timer::ExpireAssignment(assignment_id));
    deadline::stop(state, assignment_id);
    state.live_of_task.remove(&(task_id, assignment_id));
    members.into_iter().for_each(|koc_id| state.not_at_work(assignment_id, koc_id));
    if let Some(task) = state.task_mut(task_id) {
        task.live_assignments = task.live_assignments.saturating_sub(1);
        task.held_assignments = task.held_assignments.saturating_sub(u32::from(before.is_held()));
        task.ended(end);
    }
    task::complete_once_idle(state, task_id, recorded);
}

fn accepted(state: &mut State, event: &AssignmentAccepted, recorded: &Recorded, today: Day) {
    let Some(assignment) = state.assignment_mut(event.assignment_id) else { return };
    // Whoever came by themselves answered nobody.
    if assignment.offer.selection == Selection::Offer {
        answered(state, event.assignment_id, recorded, today);
    }
    let Some(assignment) = state.assignment_mut(event.assignment_id) else { return };
    assignment.state = AssignmentState::Accepted;
    assignment.brief_version = event.brief_version;
    assignment.negotiation.open = None;
    assignment.negotiation.terms = event.agreed.clone();
    assignment.submit_by = event.agreed.submit_by.unwrap_or(assignment.offer.submit_by);
    assignment.deadline = Deadline::set(recorded.recorded_at);
    let (submit_by, task_id) = (assignment.submit_by, assignment.task);
    let members = assignment.members.clone();
    state.timers.clear(Timer::ExpireAssignment(event.assignment_id));
    if let Some(task) = state.task_mut(task_id) {
        task.held_assignments = task.held_assignments.saturating_add(1);
    }
    let due = state.day_of(submit_by);
    track(state, event.koc_id, |track| {
        track.act_days.insert(today);
    });
    for koc_id in members {
        track(state, koc_id, |track| track.take_on(event.assignment_id, due));
    }
    deadline::run(state, event.assignment_id);
}

/// An answer to an offer, a no as well as a yes, and how long it took.
fn answered(state: &mut State, assignment_id: AssignmentId, recorded: &Recorded, today: Day) {
    let Some(assignment) = state.assignment_mut(assignment_id) else { return };
    let hours = recorded.occurred_at.hours_since(assignment.offered_at);
    let hours = u32::try_from(hours).unwrap_or(u32::MAX);
    let koc_id = assignment.koc;
    track(state, koc_id, |track| track.answer(today, hours));
}

fn submitted(state: &mut State, work: &WorkSubmitted, recorded: &Recorded, today: Day) {
    for item in &work.items {
        state.submitted_files.insert(item.sha256, work.assignment_id);
    }
    let Some(assignment) = state.assignment_mut(work.assignment_id) else { return };
    assignment.state = AssignmentState::Submitted;
    assignment.handed_in = work.submission_no;
    assignment.first_in.get_or_insert(recorded.occurred_at);
    assignment.submission = Some(Submission {
        work: work.clone(),
        waiting_since: recorded.recorded_at,
        since_event: recorded.position,
        passed_by_mentor: false,
        mentor_score: None,
        claim: None,
    });
    let (koc_id, members) = (assignment.koc, assignment.members.clone());
    deadline::stop(state, work.assignment_id);
    track(state, koc_id, |track| {
        track.act_days.insert(today);
    });
    for koc_id in members {
        track(state, koc_id, |track| track.hand_in(work.assignment_id, !work.late));
    }
}

fn in_review(state: &mut State, id: AssignmentId, change: impl FnOnce(&mut Submission)) {
    let Some(assignment) = state.assignment_mut(id) else { return };
    assignment.state = AssignmentState::InReview;
    if let Some(submission) = &mut assignment.submission {
        change(submission);
    }
}

/// The member is owed an acknowledgement, and what the work showed of skills is remembered.
fn reviewed(state: &mut State, event: &WorkReviewed, recorded: &Recorded) {
    let creativity = creativity(state, event);
    let Some(assignment) = state.assignment_mut(event.assignment_id) else { return };
    assignment.reviewed.insert(event.submission_no, false);
    let (position, score) = (recorded.position, event.weighted_score);
    assignment.judged = Some(Judged { event: position, score });
    // A brand that looks at compliance after the mentor says nothing about that.
    assignment.creativity = creativity.or(assignment.creativity);
    if let Some(submission) = &mut assignment.submission {
        let mentors = event.stage == ReviewStage::Mentor;
        submission.mentor_score = if mentors { Some(score) } else { submission.mentor_score };
    }
    assignment.checked_by_rule = event.stage == ReviewStage::Auto;
    // What a team can do, no review says of one of them.
    let [koc_id] = *assignment.members.as_slice() else { return };
    if event.skill_evidence.is_empty() {
        return;
    }
    let Some(koc) = state.koc_mut(koc_id) else { return };
    let skills = Arc::make_mut(&mut koc.shown_skills);
    for evidence in &event.skill_evidence {
        let shown = skills.entry((evidence.skill.clone(), evidence.format.clone())).or_default();
        shown.sum = shown.sum.saturating_add(u32::from(evidence.level));
        shown.count = shown.count.saturating_add(1);
    }
}

fn approved(state: &mut State, event: &WorkApproved, recorded: &Recorded, today: Day) {
    state.timers.clear(Timer::SettleAssignment(event.assignment_id));
    let Some(assignment) = state.assignment_mut(event.assignment_id) else { return };
    assignment.approved_in = Some(recorded.position);
    assignment.objection_ends = None;
    // A check without a person says nothing about how good the work is.
    let final_score = (!assignment.checked_by_rule).then_some(event.final_score);
    let work = assignment.submission.as_ref().map(|submission| &submission.work);
    let contributors = work.map(|work| work.contributors.clone()).unwrap_or_default();
    let (task_id, creativity) = (assignment.task, assignment.creativity);
    let kind = state.task(task_id).ok().map(|task| task.kind);
    for contributor in contributors {
        let approved = Approved {
            on: today,
            kind,
            assignment: Some(event.assignment_id),
            final_score,
            creativity,
            share_bp: contributor.share_bp,
        };
        track(state, contributor.koc_id, |track| track.approve(approved));
    }
}

fn rejected(state: &mut State, event: &WorkRejected, recorded: &Recorded) {
    finished(state, event.assignment_id, AssignmentState::Rejected, recorded);
    let ends = objection_ends(recorded.recorded_at);
    if let Some(assignment) = state.assignment_mut(event.assignment_id) {
        assignment.objection_ends = Some(ends);
    }
    state.timers.set(Timer::SettleAssignment(event.assignment_id), ends);
}

fn revision_requested(state: &mut State, event: &RevisionRequested, recorded: &Recorded) {
    let Some(assignment) = state.assignment_mut(event.assignment_id) else { return };
    assignment.state = AssignmentState::RevisionRequested;
    assignment.revisions = event.revision_no;
    assignment.submit_by = event.due;
    assignment.deadline = Deadline::set(recorded.recorded_at);
    deadline::run(state, event.assignment_id);
}

fn acknowledged(state: &mut State, event: &FeedbackAcknowledged, today: Day) {
    let Some(assignment) = state.assignment_mut(event.assignment_id) else { return };
    assignment.reviewed.insert(event.submission_no, true);
    let koc_id = assignment.koc;
    track(state, koc_id, |track| {
        track.act_days.insert(today);
    });
}

fn imported(state: &mut State, work: &ReviewedWorkImported) {
    state.works.insert(work.work_id, work.author);
    let (acted, on) = (state.day_of(work.submitted_at), state.day_of(work.accepted_at));
    track(state, work.author, |track| {
        track.act_days.insert(acted);
        track.approve(Approved {
            on,
            kind: None,
            assignment: None,
            final_score: None,
            creativity: None,
            share_bp: super::WHOLE_BP,
        });
    });
}

/// What the criteria tagged creativity made of a work, hundredths: their mean, by weight where the
/// brief gives weights. A criterion is tagged by its id: `creativity`, or `creativity-…`.
fn creativity(state: &State, review: &WorkReviewed) -> Option<u16> {
    let assignment = state.assignment(review.assignment_id).ok()?;
    let brief = state.agreed_brief(assignment).ok()?;
    let scores = brief.criteria.iter().filter(|it| is_creativity(&it.id)).filter_map(|criterion| {
        let judged = review.scores.iter().find(|score| score.criterion_id == criterion.id)?;
        Some((u32::from(judged.score?), u32::from(criterion.weight.max(1))))
    });
    let (sum, weights) = scores.fold((0, 0), |(sum, weights), (score, weight)| {
        (sum + score * weight * 100, weights + weight)
    });
    (weights > 0).then(|| u16::try_from(sum / weights).unwrap_or(u16::MAX))
}

fn is_creativity(criterion_id: &str) -> bool {
    criterion_id == "creativity" || criterion_id.starts_with("creativity-")
}

pub(super) fn track(state: &mut State, koc_id: KocId, change: impl FnOnce(&mut Track)) {
    let counted_for = state.goes_on_as(koc_id);
    if let Some(koc) = state.koc_mut(counted_for) {
        change(&mut koc.track);
    }
}
