//! How each event changes the rows. Nothing here fails; what names something unknown is let go.

use std::sync::Arc;

use domain::appeal::values::NewDecision;
use domain::assignment::event as happened;
use domain::assignment::values::{Decision, ReviewStage, Terms};
use domain::id::{AssignmentId, KocId};
use domain::{Event, Recorded, asset, assignment, contribution, operator, policy, recognition};

use crate::Work;
use crate::assignment::{
    Acknowledgement, AssignmentRow, AssignmentState, Outcome, Overturned, ReviewRow, SubmissionRow,
    Waiting,
};
use crate::rows::{ApprovalRow, ImportedWorkRow, OperatorRow};
use crate::task::TaskRow;

impl Work {
    pub(crate) fn fold(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Programme(domain::programme::Event::ProgrammeLimitsChanged(e)) => {
                self.review_sla_hours = e.limits.review_sla_hours;
            }
            Event::Programme(domain::programme::Event::ProgrammeCreated(e)) => {
                self.zone = domain::Zone::named(&e.time_zone).unwrap_or(domain::Zone::UTC);
            }
            Event::Mentorship(event) => self.fold_mentorship(event),
            Event::Team(event) => self.fold_team_at_work(event, recorded),
            Event::Operator(event) => self.fold_operator(event, recorded),
            Event::Task(event) => self.fold_task(event, recorded),
            Event::Assignment(event) => self.fold_assignment(event, recorded),
            Event::Vehicle(event) => self.fold_loan(event),
            Event::Koc(event) => self.fold_koc(event, recorded),
            Event::TierPolicy(policy::Event::TierPolicyPublished(e)) => {
                self.use_approvals(&e.approved_by, recorded.position);
            }
            Event::TierPolicy(policy::Event::PolicyDraftWithdrawn(e)) => {
                self.void_policy_approvals(e.version);
            }
            Event::Contribution(contribution::Event::ContributionAdjusted(e)) => {
                self.use_approvals(&e.approved_by, recorded.position);
            }
            Event::Asset(asset::Event::AssetDestroyed(e)) => {
                self.use_approvals(&e.approved_by, recorded.position);
            }
            Event::Recognition(recognition::Event::HonourRevoked(e)) => {
                self.use_approvals(&e.approved_by, recorded.position);
            }
            _ => {}
        }
    }

    fn fold_operator(&mut self, event: &operator::Event, recorded: &Recorded) {
        match event {
            operator::Event::OperatorAdded(e) => {
                let row = OperatorRow {
                    operator_id: e.operator_id,
                    name: e.name.clone(),
                    roles: e.roles.clone(),
                    added_at: recorded.occurred_at,
                    left: None,
                    position: recorded.position,
                };
                self.operators.insert(e.operator_id, Arc::new(row));
            }
            operator::Event::ApprovalGiven(e) => {
                let row = ApprovalRow {
                    operator_id: e.operator_id,
                    asserted_by_admin: recorded.actor.asserted_by_admin,
                    subject: e.subject.clone(),
                    note: e.note.clone(),
                    given_at: recorded.occurred_at,
                    used: false,
                    lapsed: false,
                    used_in: None,
                    position: recorded.position,
                };
                self.approvals.insert(recorded.position, Arc::new(row));
                self.open_approvals.insert(recorded.position);
            }
            team => self.fold_team(team, recorded),
        }
    }

    fn fold_assignment(&mut self, event: &assignment::Event, recorded: &Recorded) {
        use assignment::Event::*;
        match event {
            ReviewedWorkImported(e) => self.import(e, recorded),
            TaskAssigned(e) => self.offer(e, recorded),
            AssignmentAccepted(e) => {
                self.change(e.assignment_id, recorded, |row| {
                    row.brand_acts(recorded.occurred_at);
                    row.state = AssignmentState::Accepted;
                    row.answered_at = Some(recorded.occurred_at);
                    row.brief_version = e.brief_version;
                    row.terms = Some(e.terms_accepted.clone());
                    row.due_at(row.submit_by, recorded);
                    row.agree(&e.agreed, recorded);
                });
                self.count(e.assignment_id, |task| task.count_accepted(recorded.occurred_at));
            }
            AssignmentDeclined(e) => self.change(e.assignment_id, recorded, |row| {
                row.brand_acts(recorded.occurred_at);
                row.state = AssignmentState::Declined;
                row.answered_at = Some(recorded.occurred_at);
                row.decline_reason = Some(e.reason);
                row.decline_note = e.note.clone();
            }),
            AssignmentExpired(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::Expired;
                row.answered_at = Some(recorded.occurred_at);
            }),
            WorkSubmitted(e) => {
                for item in &e.items {
                    self.files.entry(item.sha256).or_insert(e.assignment_id);
                }
                let first = self.assignments.get(&e.assignment_id);
                let first = first.is_some_and(|row| row.newest_submission().is_none());
                self.change(e.assignment_id, recorded, |row| submit(row, e, recorded));
                self.stage_again(e.assignment_id);
                if first {
                    self.count(e.assignment_id, |task| task.count_handed_in(recorded.occurred_at));
                }
            }
            ReviewStarted(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::InReview;
                if let Some(waiting) = &mut row.waiting {
                    waiting.claimed_by = Some(e.reviewer.clone());
                }
            }),
            WorkReviewed(e) => {
                self.change(e.assignment_id, recorded, |row| {
                    row.brand_acts(recorded.occurred_at);
                    row.waiting = None;
                    row.reviews.push(reviewed(e, recorded));
                });
                let revised = u32::from(e.decision == Decision::RequestRevision);
                self.count(e.assignment_id, |task| {
                    task.judged = task.judged.saturating_add(1);
                    task.revisions = task.revisions.saturating_add(revised);
                });
            }
            WorkApproved(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::Approved;
                row.outcome = Some(Outcome::approved(e, recorded));
            }),
            WorkRejected(e) => self.change(e.assignment_id, recorded, |row| {
                row.brand_acts(recorded.occurred_at);
                row.state = AssignmentState::Rejected;
                row.outcome = Some(Outcome {
                    reject_reason: Some(e.reason),
                    ..Outcome::of(e.submission_no, recorded)
                });
            }),
            RevisionRequested(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::RevisionRequested;
                row.revision_no = e.revision_no;
                row.due_at(e.due, recorded);
            }),
            ReviewPassedOn(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::InReview;
                row.waiting = Some(Waiting {
                    submission_no: e.submission_no,
                    stage: e.next_stage,
                    mentor: None,
                    passed_by_mentor: true,
                    since: recorded.occurred_at,
                    claimed_by: None,
                });
            }),
            ReviewOverturned(e) => self.change(e.assignment_id, recorded, |row| {
                overturn(row, e, recorded);
            }),
            AssignmentSettled(e) => self.change(e.assignment_id, recorded, |row| {
                row.settled_at = Some(recorded.occurred_at);
            }),
            FeedbackAcknowledged(e) => self.change(e.assignment_id, recorded, |row| {
                acknowledge(row, e, recorded);
            }),
            AssignmentPeopleChanged(e) => {
                for koc_id in e.left.iter().filter(|left| **left != e.lead) {
                    self.by_koc.remove(&(*koc_id, e.assignment_id));
                }
                let people = e.members.iter().chain([&e.lead]);
                self.by_koc.extend(people.map(|koc_id| (*koc_id, e.assignment_id)));
                self.change(e.assignment_id, recorded, |row| {
                    (row.koc_id, row.members) = (e.lead, e.members.clone());
                });
                self.stage_again(e.assignment_id);
            }
            _ => self.fold_course(event, recorded),
        }
    }

    /// What a team is bears on who judges its work, and how it is shared.
    fn fold_team_at_work(&mut self, event: &domain::team::Event, recorded: &Recorded) {
        use domain::team::values::TeamKind;
        match event {
            domain::team::Event::TeamFormed(e)
                if e.kind == TeamKind::MentorLed && e.delegation.may_review =>
            {
                self.judged_by_lead.insert(e.team_id);
            }
            domain::team::Event::SharesAgreed(e) => {
                let newest = self.work_of_team.get(&e.team_id).copied();
                let Some(id) = e.amends.or(newest) else { return };
                let open = self.assignments.get(&id).is_some_and(|row| row.state.is_live());
                if e.amends.is_some() || open {
                    self.change(id, recorded, |row| share(row, &e.shares));
                }
            }
            _ => {}
        }
    }

    /// Counts something of an assignment on its task.
    fn count(&mut self, id: AssignmentId, count: impl FnOnce(&mut TaskRow)) {
        if let Some(task_id) = self.assignments.get(&id).map(|row| row.task_id) {
            self.change_task(task_id, count);
        }
    }

    /// What a member waits for a car after it was promised is time they wait on the brand.
    fn fold_loan(&mut self, event: &domain::vehicle::Event) {
        match event {
            domain::vehicle::Event::LoanRequested(e) => {
                if let Some(work) = e.assignment_id {
                    self.loans.insert(e.loan_id, work);
                }
            }
            domain::vehicle::Event::VehicleDelivered(e) => {
                let Some(work) = self.loans.get(&e.loan_id).copied() else { return };
                let waited = i64::from(e.late_min).saturating_mul(domain::time::HOUR_US / 60);
                if let Some(row) = self.assignments.get_mut(&work) {
                    let row = Arc::make_mut(row);
                    row.brand_waited_us = row.brand_waited_us.saturating_add(waited);
                }
            }
            _ => {}
        }
    }

    /// Changes an assignment and keeps the task's counts and the review queue in step.
    pub(crate) fn change(
        &mut self,
        id: AssignmentId,
        recorded: &Recorded,
        change: impl FnOnce(&mut AssignmentRow),
    ) {
        let Some(row) = self.assignments.get_mut(&id) else { return };
        let row = Arc::make_mut(row);
        let (state, waited) = (row.state, row.waiting.as_ref().map(|waiting| waiting.since));
        let held = row.holds_version();
        row.positions.push(recorded.position);
        change(row);
        // Nobody reviews what is over, whether or not it was reviewed before: an entry that is
        // disqualified never was.
        if !row.state.is_live() {
            row.waiting = None;
        }
        let (task_id, now, holds) = (row.task_id, row.state, row.holds_version());
        let waits = row.waiting.as_ref().map(|waiting| waiting.since);
        if waited != waits {
            waited.map(|since| self.waiting.remove(&(since, id)));
            waits.map(|since| self.waiting.insert((since, id)));
        }
        if state != now || held != holds {
            self.change_task(task_id, |task| {
                if state != now {
                    task.recount(Some(state), now);
                }
                task.count_holder(held, holds);
            });
        }
    }

    fn offer(&mut self, e: &happened::TaskAssigned, recorded: &Recorded) {
        let koc_id = e.assignee.koc();
        let row = AssignmentRow {
            assignment_id: e.assignment_id,
            task_id: e.task_id,
            koc_id,
            team_id: e.assignee.team(),
            members: e.assignee.team().map_or_else(Vec::new, |_| e.assignee.members().to_vec()),
            state: AssignmentState::Offered,
            horizon: e.horizon,
            mode: e.mode,
            selection: e.selection,
            brief_version: e.brief_version,
            tier_at_offer: e.tier_at_offer,
            match_explanation: e.match_explanation.clone().map(Arc::new),
            returns: e.returns.clone(),
            contact_operator: e.contact_operator,
            message: e.message.clone(),
            offered_by: recorded.actor,
            offered_at: recorded.occurred_at,
            offer_expires_at: e.offer_expires_at,
            answered_at: None,
            terms: None,
            decline_reason: None,
            decline_note: None,
            proposals: Vec::new(),
            own_terms: Terms::default(),
            submit_by: e.submit_by,
            due_since: recorded.recorded_at,
            extensions: Vec::new(),
            overdue_since: None,
            resources: Vec::new(),
            progress: Vec::new(),
            revision_no: 0,
            submissions: Vec::new(),
            reviews: Vec::new(),
            waiting: None,
            brand_waited_us: 0,
            outcome: None,
            overturned: Vec::new(),
            ended: None,
            experience: None,
            settled_at: None,
            positions: vec![recorded.position],
        };
        self.by_task.insert((e.task_id, e.assignment_id));
        self.by_koc.insert((koc_id, e.assignment_id));
        self.by_koc.extend(e.assignee.members().iter().map(|id| (*id, e.assignment_id)));
        if let Some(team_id) = e.assignee.team() {
            self.work_of_team.insert(team_id, e.assignment_id);
        }
        self.assignments.insert(e.assignment_id, Arc::new(row));
        self.change_task(e.task_id, |task| {
            task.offered = task.offered.saturating_add(1);
            task.recount(None, AssignmentState::Offered);
        });
    }

    fn import(&mut self, e: &happened::ReviewedWorkImported, recorded: &Recorded) {
        let row = ImportedWorkRow {
            work_id: e.work_id,
            external_key: e.external_key.clone(),
            author: e.author,
            author_ref: self.external_ref(e.author),
            reviewer_ref: e.reviewer_ref.clone(),
            submitted_at: e.submitted_at,
            accepted_at: e.accepted_at,
            revisions: e.revisions,
            lines: e.lines,
            kind: e.kind.clone(),
            self_reviewed: e.self_reviewed,
            recorded_at: recorded.recorded_at,
            position: recorded.position,
        };
        self.imported_by_author.insert((e.author, e.accepted_at, e.work_id));
        self.imported.insert(e.work_id, Arc::new(row));
    }

    pub(crate) fn external_ref(&self, koc_id: KocId) -> Option<Arc<str>> {
        self.external_refs.get(&koc_id).cloned()
    }
}

impl Outcome {
    fn approved(e: &happened::WorkApproved, recorded: &Recorded) -> Outcome {
        Outcome {
            final_score: Some(e.final_score),
            quality_band: Some(e.quality_band),
            ..Outcome::of(e.submission_no, recorded)
        }
    }

    fn of(submission_no: u16, recorded: &Recorded) -> Outcome {
        Outcome {
            decided_at: recorded.occurred_at,
            submission_no,
            final_score: None,
            quality_band: None,
            reject_reason: None,
            position: recorded.position,
        }
    }
}

/// What approves follows as an event of its own.
fn overturn(row: &mut AssignmentRow, e: &happened::ReviewOverturned, recorded: &Recorded) {
    row.overturned.push(Overturned {
        appeal_id: e.appeal_id,
        overturns: e.overturns,
        new_decision: e.new_decision,
        position: recorded.position,
    });
    if e.new_decision == NewDecision::Reject {
        row.state = AssignmentState::Rejected;
        row.outcome = Some(Outcome::of(e.submission_no, recorded));
    }
}

fn submit(row: &mut AssignmentRow, e: &happened::WorkSubmitted, recorded: &Recorded) {
    row.state = AssignmentState::Submitted;
    row.waiting = Some(Waiting {
        submission_no: e.submission_no,
        stage: ReviewStage::Brand,
        mentor: None,
        passed_by_mentor: false,
        since: recorded.occurred_at,
        claimed_by: None,
    });
    row.submissions.push(SubmissionRow {
        submission_no: e.submission_no,
        brief_version: e.brief_version,
        items: e.items.clone(),
        note: e.note.clone(),
        attest: e.attest.clone(),
        contributors: e.contributors.clone(),
        effort_hours: e.effort_hours,
        submitted_at: recorded.occurred_at,
        late: e.late,
        withdrawn_at: None,
        withdrawn_reason: None,
        tags: e.tags.clone(),
        acknowledged: None,
        position: recorded.position,
    });
}

fn reviewed(e: &happened::WorkReviewed, recorded: &Recorded) -> ReviewRow {
    ReviewRow {
        submission_no: e.submission_no,
        brief_version: e.brief_version,
        stage: e.stage,
        reviewer: e.reviewer.clone(),
        asserted_by_admin: recorded.actor.asserted_by_admin,
        scores: e.scores.clone(),
        praise: e.praise.clone(),
        improvements: e.improvements.clone(),
        skill_evidence: e.skill_evidence.clone(),
        compliance: e.compliance.clone(),
        decision: e.decision,
        weighted_score: e.weighted_score,
        reviewed_at: recorded.occurred_at,
        position: recorded.position,
    }
}

fn acknowledge(row: &mut AssignmentRow, e: &happened::FeedbackAcknowledged, recorded: &Recorded) {
    let read = row.submissions.iter_mut().find(|s| s.submission_no == e.submission_no);
    if let Some(submission) = read {
        submission.acknowledged = Some(Acknowledgement {
            at: recorded.occurred_at,
            useful: e.useful,
            comment: e.comment.clone(),
        });
    }
}

/// The newest submission is shared like this.
fn share(row: &mut AssignmentRow, shares: &[domain::team::values::TeamShare]) {
    let Some(submission) = row.submissions.last_mut() else { return };
    for contributor in &mut submission.contributors {
        let agreed = shares.iter().find(|share| share.koc_id == contributor.koc_id);
        contributor.share_bp = agreed.map_or(contributor.share_bp, |share| share.share_bp);
    }
}
