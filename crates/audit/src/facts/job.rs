//! Work that is offered, taken on, handed in and judged.

use domain::appeal::values::NewDecision;
use domain::assignment::event::{AssignmentPeopleChanged, AssignmentRelinquished, WorkReviewed};
use domain::assignment::values::{Contributor, EndCause, ReviewStage};
use domain::assignment::{Event, due_after_breaks};
use domain::id::{AssignmentId, KocId, TaskId, TeamId};
use domain::task::brief::Brief;
use domain::task::{Event as TaskEvent, Selection};
use domain::team::Event as TeamEvent;
use domain::{Day, Moment, Recorded};

use super::Facts;
use super::person::{Due, Person, Work, WorkKey};

/// An assignment, as far as a metric asks.
#[derive(Debug, Clone)]
pub(super) struct Job {
    /// Who answers for it, and who does it.
    koc: KocId,
    doers: Vec<KocId>,
    team: Option<TeamId>,
    task: TaskId,
    brief_version: u32,
    /// Whether the brand asked; whoever came by themselves answered nobody.
    was_offered: bool,
    offered_at: Moment,
    offer_due: Moment,
    due: Moment,
    /// When the due time was set.
    due_set: Moment,
    first_in: Option<Moment>,
    revised: bool,
    contributors: Vec<Contributor>,
    /// Of the newest scorecard: whether no person judged, and what it says of creativity.
    by_rule: bool,
    creativity: Option<u16>,
    /// Whether it was accepted.
    taken_on: bool,
    live: bool,
}

/// Whole of a work, basis points.
const WHOLE_BP: u16 = 10_000;

/// Takes in what briefs ask for, and that a task was called off.
pub(super) fn of_task(facts: &mut Facts, event: &TaskEvent) {
    match event {
        TaskEvent::BriefWritten(e) => note_brief(facts, e.task_id, e.brief_version, &e.brief),
        TaskEvent::BriefAmended(e) => note_brief(facts, e.task_id, e.brief_version, &e.brief),
        TaskEvent::TaskCancelled(e) => {
            let of_it = facts.jobs.iter().filter(|(_, job)| job.task == e.task_id && job.live);
            for id in of_it.map(|(id, _)| *id).collect::<Vec<_>>() {
                excuse(facts, id);
                end(facts, id);
            }
        }
        _ => {}
    }
}

fn note_brief(facts: &mut Facts, task: TaskId, version: u32, brief: &Brief) {
    let creative = brief.criteria.iter().filter(|criterion| {
        criterion.id == "creativity" || criterion.id.starts_with("creativity-")
    });
    let creative = creative.map(|it| (it.id.clone(), u32::from(it.weight.max(1)))).collect();
    facts.creative.insert((task, version), creative);
}

/// Takes in what has happened to an assignment.
pub(super) fn apply(facts: &mut Facts, event: &Event, recorded: &Recorded) {
    let today = facts.day_of(recorded.occurred_at);
    match event {
        Event::TaskAssigned(e) => {
            let job = Job {
                koc: e.assignee.koc(),
                doers: e.assignee.members().to_vec(),
                team: e.assignee.team(),
                taken_on: false,
                task: e.task_id,
                brief_version: e.brief_version,
                was_offered: e.selection == Selection::Offer,
                offered_at: recorded.occurred_at,
                offer_due: e.submit_by,
                due: e.submit_by,
                due_set: recorded.recorded_at,
                first_in: None,
                revised: false,
                contributors: Vec::new(),
                by_rule: false,
                creativity: None,
                live: true,
            };
            facts.jobs.insert(e.assignment_id, job);
        }
        Event::AssignmentAccepted(e) => {
            let Some(job) = facts.jobs.get_mut(&e.assignment_id) else { return };
            (job.brief_version, job.taken_on) = (e.brief_version, true);
            job.due = e.agreed.submit_by.unwrap_or(job.offer_due);
            job.due_set = recorded.recorded_at;
            let (was_offered, due) = (job.was_offered, job.due);
            if was_offered {
                answered(facts, e.assignment_id, recorded, today);
            }
            let due = Due { on: facts.day_of(due), in_time: None };
            on_doers(facts, e.assignment_id, |it| {
                it.dues.insert(e.assignment_id, due.clone());
            });
            facts.on_person(e.koc_id, |it| {
                it.task_days.insert(today);
            });
        }
        Event::AssignmentDeclined(e) => {
            answered(facts, e.assignment_id, recorded, today);
            end(facts, e.assignment_id);
        }
        Event::CounterProposalAnswered(e) => {
            let Some(job) = facts.jobs.get_mut(&e.assignment_id) else { return };
            job.due = e.terms.submit_by.unwrap_or(job.offer_due);
        }
        Event::AmendmentConfirmed(e) => {
            let Some(job) = facts.jobs.get_mut(&e.assignment_id) else { return };
            job.brief_version = e.brief_version;
            if let Some(submit_by) = e.agreed.submit_by {
                (job.due, job.due_set) = (submit_by, recorded.recorded_at);
            }
            more_time(facts, e.assignment_id);
        }
        Event::DeadlineExtended(e) => {
            let Some(job) = facts.jobs.get_mut(&e.assignment_id) else { return };
            (job.due, job.due_set) = (e.submit_by, recorded.recorded_at);
            more_time(facts, e.assignment_id);
        }
        Event::WorkSubmitted(e) => {
            let Some(job) = facts.jobs.get_mut(&e.assignment_id) else { return };
            job.first_in.get_or_insert(recorded.occurred_at);
            job.contributors.clone_from(&e.contributors);
            on_holder(facts, e.assignment_id, |it| {
                it.task_days.insert(today);
            });
            on_doers(facts, e.assignment_id, |it| {
                // The first submission says whether it came in time.
                if let Some(due) = it.dues.get_mut(&e.assignment_id) {
                    due.in_time.get_or_insert(!e.late);
                }
            });
        }
        Event::SubmissionWithdrawn(e) => {
            let Some(job) = facts.jobs.get_mut(&e.assignment_id) else { return };
            job.contributors.clear();
            if !job.revised {
                job.first_in = None;
                on_doers(facts, e.assignment_id, |it| {
                    if let Some(due) = it.dues.get_mut(&e.assignment_id) {
                        due.in_time = None;
                    }
                });
            }
        }
        Event::RevisionRequested(e) => {
            let Some(job) = facts.jobs.get_mut(&e.assignment_id) else { return };
            (job.due, job.due_set, job.revised) = (e.due, recorded.recorded_at, true);
        }
        Event::WorkReviewed(e) => reviewed(facts, e),
        Event::WorkApproved(e) => {
            approved(facts, e.assignment_id, e.final_score, today);
            end(facts, e.assignment_id);
        }
        Event::ReviewOverturned(e) if e.new_decision == NewDecision::Reject => {
            let Some(job) = facts.jobs.get(&e.assignment_id) else { return };
            for contributor in job.contributors.clone() {
                facts.on_person(contributor.koc_id, |it| {
                    it.works.remove(&WorkKey::Assignment(e.assignment_id));
                });
            }
        }
        Event::FeedbackAcknowledged(e) => on_holder(facts, e.assignment_id, |it| {
            it.task_days.insert(today);
        }),
        Event::AssignmentPeopleChanged(e) => people_changed(facts, e),
        Event::AssignmentRelinquished(e) => relinquished(facts, e, recorded),
        Event::AssignmentCancelled(e) => {
            excuse(facts, e.assignment_id);
            end(facts, e.assignment_id);
        }
        Event::AssignmentExpired(e) => end(facts, e.assignment_id),
        Event::AssignmentWithdrawn(e) => end(facts, e.assignment_id),
        Event::AssignmentLapsed(e) => end(facts, e.assignment_id),
        Event::WorkRejected(e) => end(facts, e.assignment_id),
        Event::ReviewedWorkImported(e) => {
            let (acted, on) = (facts.day_of(e.submitted_at), facts.day_of(e.accepted_at));
            let work = Work { on, score: None, creativity: None, share_bp: WHOLE_BP };
            facts.on_person(e.author, |it| {
                it.task_days.insert(acted);
                it.works.insert(WorkKey::Imported(e.work_id), work);
            });
        }
        _ => {}
    }
}

fn on_holder(facts: &mut Facts, id: AssignmentId, change: impl FnOnce(&mut Person)) {
    if let Some(koc) = facts.jobs.get(&id).map(|job| job.koc) {
        facts.on_person(koc, change);
    }
}

fn on_doers(facts: &mut Facts, id: AssignmentId, mut change: impl FnMut(&mut Person)) {
    let doers = facts.jobs.get(&id).map(|job| job.doers.clone()).unwrap_or_default();
    doers.into_iter().for_each(|koc| facts.on_person(koc, &mut change));
}

/// A team that works is not the same any more.
fn people_changed(facts: &mut Facts, e: &AssignmentPeopleChanged) {
    let Some(job) = facts.jobs.get_mut(&e.assignment_id) else { return };
    (job.koc, job.doers) = (e.lead, e.members.clone());
    let (live, taken_on, due) = (job.live, job.taken_on, job.due);
    let due = Due { on: facts.day_of(due), in_time: None };
    for koc in e.left.iter().filter(|_| live) {
        facts.on_person(*koc, |it| {
            if it.dues.get(&e.assignment_id).is_some_and(|due| due.in_time.is_none()) {
                it.dues.remove(&e.assignment_id);
            }
        });
    }
    for koc in e.joined.iter().filter(|_| live && taken_on) {
        facts.on_person(*koc, |it| {
            it.dues.insert(e.assignment_id, due.clone());
        });
    }
}

/// What a team agrees to is how its work is shared, also when that was handed in before.
pub(super) fn of_team(facts: &mut Facts, event: &TeamEvent) {
    let TeamEvent::SharesAgreed(e) = event else { return };
    let theirs = facts.jobs.iter_mut().filter(|(_, job)| job.team == Some(e.team_id) && job.live);
    for contributor in theirs.flat_map(|(_, job)| &mut job.contributors) {
        let agreed = e.shares.iter().find(|share| share.koc_id == contributor.koc_id);
        contributor.share_bp = agreed.map_or(contributor.share_bp, |share| share.share_bp);
    }
}

fn end(facts: &mut Facts, id: AssignmentId) {
    facts.jobs.entry(id).and_modify(|job| job.live = false);
}

fn answered(facts: &mut Facts, id: AssignmentId, recorded: &Recorded, today: Day) {
    let Some(job) = facts.jobs.get(&id) else { return };
    let hours = recorded.occurred_at.hours_since(job.offered_at);
    let hours = u32::try_from(hours).unwrap_or(u32::MAX);
    on_holder(facts, id, |it| it.answers.push((today, hours)));
}

/// When work is due after the member's breaks; none while one without a last day runs.
fn due_of(facts: &Facts, job: &Job) -> Option<Moment> {
    let breaks = facts.people.get(&job.koc).map_or(&[][..], |it| it.breaks.as_slice());
    due_after_breaks(job.due, job.due_set, breaks, &facts.zone)
}

/// What came late and was given more time afterwards was in time; what did not come is due then.
fn more_time(facts: &mut Facts, id: AssignmentId) {
    let Some(job) = facts.jobs.get(&id) else { return };
    let (due, first_in, on) = (due_of(facts, job), job.first_in, facts.day_of(job.due));
    let in_time_now = first_in.is_some_and(|at| due.is_none_or(|due| at <= due));
    on_doers(facts, id, |it| {
        let Some(known) = it.dues.get_mut(&id) else { return };
        match known.in_time {
            None => known.on = on,
            Some(false) if in_time_now => *known = Due { on, in_time: Some(true) },
            Some(_) => {}
        }
    });
}

/// What was not handed in was not due after all.
fn excuse(facts: &mut Facts, id: AssignmentId) {
    on_doers(facts, id, |it| {
        if it.dues.get(&id).is_some_and(|due| due.in_time.is_none()) {
            it.dues.remove(&id);
        }
    });
}

/// Given back before it was due it says nothing; afterwards it was due and did not come.
fn relinquished(facts: &mut Facts, e: &AssignmentRelinquished, recorded: &Recorded) {
    let Some(job) = facts.jobs.get(&e.assignment_id) else { return };
    let before_due = due_of(facts, job).is_none_or(|due| recorded.occurred_at <= due);
    if before_due || e.cause != EndCause::Asked {
        excuse(facts, e.assignment_id);
    }
    end(facts, e.assignment_id);
}

fn reviewed(facts: &mut Facts, e: &WorkReviewed) {
    let Some(job) = facts.jobs.get_mut(&e.assignment_id) else { return };
    let asked = facts.creative.get(&(job.task, job.brief_version));
    let (mut sum, mut weights) = (0, 0);
    for (id, weight) in asked.into_iter().flatten() {
        let judged = e.scores.iter().find(|score| score.criterion_id == *id);
        if let Some(score) = judged.and_then(|judged| judged.score) {
            sum += u32::from(score) * 100 * weight;
            weights += weight;
        }
    }
    // A brand that looks at compliance after the mentor says nothing about that.
    let judged = sum.checked_div(weights).and_then(|mean| u16::try_from(mean).ok());
    job.creativity = judged.or(job.creativity);
    job.by_rule = e.stage == ReviewStage::Auto;
}

fn approved(facts: &mut Facts, id: AssignmentId, final_score: u16, today: Day) {
    let Some(job) = facts.jobs.get(&id) else { return };
    // A check without a person says nothing about how good the work is.
    let (score, creativity) = ((!job.by_rule).then_some(final_score), job.creativity);
    for contributor in job.contributors.clone() {
        let work = Work { on: today, score, creativity, share_bp: contributor.share_bp };
        facts.on_person(contributor.koc_id, |it| {
            it.works.insert(WorkKey::Assignment(id), work);
        });
    }
}
