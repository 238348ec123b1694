//! How each event changes the rows. Nothing here fails; what names something unknown is let go.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::assignment::event as happened;
use domain::assignment::values::ReviewStage;
use domain::id::{AssignmentId, KocId, TaskId};
use domain::{
    Event, Recorded, asset, assignment, contribution, operator, policy, recognition, task,
};

use crate::Work;
use crate::assignment::{
    Acknowledgement, AssignmentRow, AssignmentState, Outcome, ReviewRow, SubmissionRow, Waiting,
};
use crate::rows::{ApprovalRow, ImportedWorkRow, OperatorRow};
use crate::task::{BriefVersion, TaskRow, TaskState};

impl Work {
    pub(crate) fn fold(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Programme(domain::programme::Event::ProgrammeLimitsChanged(e)) => {
                self.review_sla_hours = e.limits.review_sla_hours;
            }
            Event::Mentorship(event) => self.fold_mentorship(event),
            Event::Operator(event) => self.fold_operator(event, recorded),
            Event::Task(event) => self.fold_task(event, recorded),
            Event::Assignment(event) => self.fold_assignment(event, recorded),
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
        }
    }

    fn fold_task(&mut self, event: &task::Event, recorded: &Recorded) {
        use task::Event::*;
        if let TaskDrafted(e) = event {
            self.tasks.insert(e.task_id, Arc::new(drafted(e, recorded)));
            return;
        }
        self.change_task(event.task_id(), |row| match event {
            TaskDrafted(_) => {}
            BriefWritten(e) => {
                row.state = TaskState::Briefed;
                row.current_brief = Some(e.brief_version);
                row.briefs.push(BriefVersion {
                    brief_version: e.brief_version,
                    brief: Arc::new((*e.brief).clone()),
                    author: recorded.actor,
                    approver: None,
                    approval_asserted_by_admin: false,
                    position: recorded.position,
                });
            }
            BriefApproved(e) => {
                row.state = TaskState::BriefApproved;
                let approved = row.briefs.iter_mut().find(|b| b.brief_version == e.brief_version);
                if let Some(version) = approved {
                    version.approver = Some(e.approver);
                    version.approval_asserted_by_admin = recorded.actor.asserted_by_admin;
                }
            }
            EligibilitySet(e) => row.eligibility = Some(e.eligibility.clone()),
            TaskOpened(e) => {
                row.state = TaskState::Open;
                row.selection = Some(e.selection);
                row.slots = e.slots;
                row.current_brief = Some(e.brief_version);
                row.opened_at = Some(recorded.occurred_at);
            }
            TaskClosed(e) => {
                row.state = TaskState::Closed;
                row.closed_reason = Some(e.reason.clone());
            }
        });
    }

    fn change_task(&mut self, id: TaskId, change: impl FnOnce(&mut TaskRow)) {
        if let Some(row) = self.tasks.get_mut(&id) {
            change(Arc::make_mut(row));
        }
    }

    fn fold_assignment(&mut self, event: &assignment::Event, recorded: &Recorded) {
        use assignment::Event::*;
        match event {
            ReviewedWorkImported(e) => self.import(e, recorded),
            TaskAssigned(e) => self.offer(e, recorded),
            AssignmentAccepted(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::Accepted;
                row.answered_at = Some(recorded.occurred_at);
                row.brief_version = e.brief_version;
                row.terms = Some(e.terms_accepted.clone());
            }),
            AssignmentDeclined(e) => self.change(e.assignment_id, recorded, |row| {
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
                self.change(e.assignment_id, recorded, |row| submit(row, e, recorded));
                self.stage_again(e.assignment_id);
            }
            ReviewStarted(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::InReview;
                if let Some(waiting) = &mut row.waiting {
                    waiting.claimed_by = Some(e.reviewer.clone());
                }
            }),
            WorkReviewed(e) => self.change(e.assignment_id, recorded, |row| {
                row.waiting = None;
                row.reviews.push(reviewed(e, recorded));
            }),
            WorkApproved(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::Approved;
                row.outcome = Some(Outcome::approved(e, recorded));
            }),
            WorkRejected(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::Rejected;
                row.outcome = Some(Outcome {
                    reject_reason: Some(e.reason),
                    ..Outcome::of(e.submission_no, recorded)
                });
            }),
            RevisionRequested(e) => self.change(e.assignment_id, recorded, |row| {
                row.state = AssignmentState::RevisionRequested;
                row.revision_no = e.revision_no;
                row.submit_by = e.due;
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
            AssignmentSettled(e) => self.change(e.assignment_id, recorded, |row| {
                row.settled_at = Some(recorded.occurred_at);
            }),
            FeedbackAcknowledged(e) => self.change(e.assignment_id, recorded, |row| {
                acknowledge(row, e, recorded);
            }),
        }
    }

    /// Changes an assignment and keeps the task's counts and the review queue in step.
    fn change(
        &mut self,
        id: AssignmentId,
        recorded: &Recorded,
        change: impl FnOnce(&mut AssignmentRow),
    ) {
        let Some(row) = self.assignments.get_mut(&id) else { return };
        let row = Arc::make_mut(row);
        let (state, waited) = (row.state, row.waiting.as_ref().map(|waiting| waiting.since));
        row.positions.push(recorded.position);
        change(row);
        let (task_id, now) = (row.task_id, row.state);
        let waits = row.waiting.as_ref().map(|waiting| waiting.since);
        if waited != waits {
            waited.map(|since| self.waiting.remove(&(since, id)));
            waits.map(|since| self.waiting.insert((since, id)));
        }
        if state != now {
            self.change_task(task_id, |task| task.recount(Some(state), now));
        }
    }

    fn offer(&mut self, e: &happened::TaskAssigned, recorded: &Recorded) {
        let koc_id = e.assignee.koc();
        let row = AssignmentRow {
            assignment_id: e.assignment_id,
            task_id: e.task_id,
            koc_id,
            state: AssignmentState::Offered,
            horizon: e.horizon,
            mode: e.mode,
            selection: e.selection,
            brief_version: e.brief_version,
            tier_at_offer: e.tier_at_offer,
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
            submit_by: e.submit_by,
            revision_no: 0,
            submissions: Vec::new(),
            reviews: Vec::new(),
            waiting: None,
            outcome: None,
            settled_at: None,
            positions: vec![recorded.position],
        };
        self.by_task.insert((e.task_id, e.assignment_id));
        self.by_koc.insert((koc_id, e.assignment_id));
        self.assignments.insert(e.assignment_id, Arc::new(row));
        self.change_task(e.task_id, |task| task.recount(None, AssignmentState::Offered));
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

fn drafted(e: &task::event::TaskDrafted, recorded: &Recorded) -> TaskRow {
    TaskRow {
        task_id: e.task_id,
        title: e.title.clone(),
        horizon: e.horizon,
        mode: e.mode,
        kind: e.kind,
        state: TaskState::Draft,
        campaign_id: e.campaign_id,
        parent_task_id: e.parent_task_id,
        trigger: e.trigger,
        difficulty: e.difficulty,
        drafted_by: recorded.actor,
        drafted_at: recorded.occurred_at,
        briefs: Vec::new(),
        current_brief: None,
        eligibility: None,
        selection: None,
        slots: None,
        opened_at: None,
        closed_reason: None,
        assignments: BTreeMap::new(),
        position: recorded.position,
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
