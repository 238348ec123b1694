//! What happens to members and bears on work: approvals used or voided, and who is whose mentor.

use std::sync::Arc;

use domain::actor::Approval;
use domain::approval::{PolicyProposal, Proposal};
use domain::assignment::values::ReviewStage;
use domain::id::{AssignmentId, EventId, KocId, MentorshipId, OperatorId, WorkId};
use domain::koc::Event as KocEvent;
use domain::mentorship::Event as MentorshipEvent;
use domain::operator::Event as OperatorEvent;
use domain::vocabulary::{ConsentPurpose, Mode};
use domain::{Moment, Recorded};

use crate::query::AssignmentFilter;
use crate::rows::{ApprovalRow, OperatorLeft, OperatorRow};
use crate::{Absence, Work};

impl Work {
    pub(crate) fn fold_koc(&mut self, event: &KocEvent, recorded: &Recorded) {
        let position = recorded.position;
        self.fold_break(event);
        match event {
            KocEvent::KocRegistered(e) => self.learn_ref(e.koc_id, e.external_ref.as_deref()),
            KocEvent::KocImported(e) => self.learn_ref(e.koc_id, Some(&e.external_ref)),
            KocEvent::KocTierCorrected(e) => {
                self.use_approvals(&e.approved_by, position);
                // A correction of the past leaves the member where they stand.
                if self.newest_tier_fact.get(&e.koc_id) == Some(&e.supersedes) {
                    self.absent(e.koc_id, Absence::Gone, false);
                    self.stands_since(e.koc_id, position, e.was != Some(e.tier));
                }
            }
            KocEvent::KocPromoted(e) => {
                self.use_approvals(&e.approved_by, position);
                self.stands_since(e.koc_id, position, true);
            }
            KocEvent::KocDemoted(e) => {
                self.use_approvals(&e.approved_by, position);
                self.stands_since(e.koc_id, position, true);
            }
            KocEvent::KocLeft(e) => {
                self.absent(e.koc_id, Absence::Gone, true);
                self.stands_since(e.koc_id, position, true);
            }
            KocEvent::KocSuspended(e) => {
                self.use_approvals(&e.approved_by, position);
                self.absent(e.koc_id, Absence::Suspended, true);
            }
            KocEvent::SuspensionLifted(e) => self.absent(e.koc_id, Absence::Suspended, false),
            KocEvent::KocMerged(e) => {
                self.use_approvals(&e.approved_by, position);
                let suspended = self.absent.contains(&(e.koc_id, Absence::Suspended));
                self.absent(e.koc_id, Absence::Suspended, false);
                self.absent(e.koc_id, Absence::Gone, true);
                if suspended {
                    self.absent(e.into, Absence::Suspended, true);
                }
                self.stands_since(e.koc_id, position, true);
            }
            KocEvent::ConsentWithdrawn(e) => self.unwilling(e.koc_id, e.purpose, true),
            KocEvent::ConsentExpired(e) => self.unwilling(e.koc_id, e.purpose, true),
            KocEvent::ConsentGranted(e) => self.unwilling(e.koc_id, e.purpose, false),
            KocEvent::KocRejoined(e) => {
                self.absent(e.koc_id, Absence::Gone, false);
                self.stands_since(e.koc_id, position, true);
            }
            KocEvent::KocPersonalDataErased(e) => self.forget_person(e.koc_id),
            KocEvent::KocEnrolledInTier(_)
            | KocEvent::TierMoveImported(_)
            | KocEvent::KocSteppedDown(_)
            | KocEvent::KocReturnedToTier(_) => self.stands_since(event.koc_id(), position, true),
            _ => {}
        }
    }

    fn unwilling(&mut self, koc_id: KocId, purpose: ConsentPurpose, unwilling: bool) {
        if purpose == ConsentPurpose::Mentoring {
            self.absent(koc_id, Absence::Unwilling, unwilling);
        }
    }

    /// What was approved for a draft that was taken back counts no more.
    pub(crate) fn void_policy_approvals(&mut self, version: u32) {
        let about = Proposal::PublishPolicy(PolicyProposal { version });
        let open = self.open_approvals.iter();
        let void: Vec<EventId> = open
            .filter(|event| self.approvals.get(*event).is_some_and(|row| row.subject == about))
            .copied()
            .collect();
        void.into_iter().for_each(|event| self.settle(event, |row| row.lapsed = true));
    }

    fn learn_ref(&mut self, koc_id: KocId, external_ref: Option<&str>) {
        external_ref.map(|known_as| self.external_refs.insert(koc_id, Arc::from(known_as)));
    }

    fn forget_person(&mut self, koc_id: KocId) {
        self.hide(koc_id);
        self.absent(koc_id, Absence::Gone, true);
        self.void_tier_approvals(koc_id);
    }

    /// Their key in another system no longer leads from their works to them.
    pub(crate) fn hide(&mut self, koc_id: KocId) {
        self.external_refs.remove(&koc_id);
        let by_them = self.imported_by_author.range((koc_id, Moment(i64::MIN), WorkId([0; 16]))..);
        let works: Vec<WorkId> = by_them
            .take_while(|(author, _, _)| *author == koc_id)
            .map(|(_, _, work_id)| *work_id)
            .collect();
        for work_id in works {
            if let Some(row) = self.imported.get_mut(&work_id) {
                Arc::make_mut(row).author_ref = None;
            }
        }
    }

    fn stands_since(&mut self, koc_id: KocId, fact: EventId, elsewhere: bool) {
        self.newest_tier_fact.insert(koc_id, fact);
        if elsewhere {
            self.void_tier_approvals(koc_id);
        }
    }

    pub(crate) fn use_approvals(&mut self, approvals: &[Approval], used_in: EventId) {
        for approval in approvals {
            self.settle(approval.event, |row| (row.used, row.used_in) = (true, Some(used_in)));
        }
    }

    fn settle(&mut self, approval: EventId, how: impl FnOnce(&mut ApprovalRow)) {
        self.open_approvals.remove(&approval);
        if let Some(row) = self.approvals.get_mut(&approval) {
            how(Arc::make_mut(row));
        }
    }

    /// What was approved for another change of this member's tier counts no more: they stand
    /// elsewhere now.
    fn void_tier_approvals(&mut self, koc_id: KocId) {
        let about = |subject: &Proposal| match subject {
            Proposal::Promote(tier) | Proposal::Demote(tier) => tier.koc_id == koc_id,
            _ => false,
        };
        let open = self
            .open_approvals
            .iter()
            .filter(|event| self.approvals.get(*event).is_some_and(|row| about(&row.subject)));
        let void: Vec<EventId> = open.copied().collect();
        void.into_iter().for_each(|event| self.settle(event, |row| row.lapsed = true));
    }

    pub(crate) fn fold_team(&mut self, event: &OperatorEvent, recorded: &Recorded) {
        match event {
            OperatorEvent::RoleGranted(e) => self.change_operator(e.operator_id, |row| {
                row.roles.push(e.role);
                row.roles.sort();
            }),
            OperatorEvent::RoleRevoked(e) => self.change_operator(e.operator_id, |row| {
                row.roles.retain(|role| *role != e.role);
            }),
            OperatorEvent::OperatorDeactivated(e) => {
                self.change_operator(e.operator_id, |row| {
                    row.roles.clear();
                    row.left = Some(OperatorLeft {
                        at: recorded.occurred_at,
                        reason: e.reason.clone(),
                        handed_over_to: e.handed_over_to,
                        handed_over: e.handed_over,
                        position: recorded.position,
                    });
                });
                self.void_approvals_of(e.operator_id);
                if let Some(to) = e.handed_over_to {
                    self.hand_over(e.operator_id, to);
                }
            }
            OperatorEvent::OperatorAdded(_) | OperatorEvent::ApprovalGiven(_) => {}
        }
    }

    fn change_operator(&mut self, id: OperatorId, change: impl FnOnce(&mut OperatorRow)) {
        if let Some(row) = self.operators.get_mut(&id) {
            change(Arc::make_mut(row));
        }
    }

    /// What somebody approved who left the team counts no more where nothing rests on it yet.
    fn void_approvals_of(&mut self, operator_id: OperatorId) {
        let theirs = |event: &&EventId| {
            self.approvals.get(*event).is_some_and(|row| row.operator_id == operator_id)
        };
        let void: Vec<EventId> = self.open_approvals.iter().filter(theirs).copied().collect();
        void.into_iter().for_each(|event| self.settle(event, |row| row.lapsed = true));
    }

    /// Whoever took over answers the questions of work under way.
    fn hand_over(&mut self, from: OperatorId, to: OperatorId) {
        let theirs = self
            .assignments
            .values()
            .filter(|row| row.state.is_live() && row.contact_operator == from);
        let ids: Vec<AssignmentId> = theirs.map(|row| row.assignment_id).collect();
        for id in ids {
            if let Some(row) = self.assignments.get_mut(&id) {
                Arc::make_mut(row).contact_operator = to;
            }
        }
    }

    pub(crate) fn fold_mentorship(&mut self, event: &MentorshipEvent) {
        match event {
            MentorshipEvent::MentorshipStarted(e) => {
                self.mentors.insert(e.mentee, e.mentor);
                self.mentees.insert(e.mentorship_id, e.mentee);
                self.stage_works_of(e.mentee);
            }
            MentorshipEvent::MentorshipTransferred(e) => self.part(e.mentorship_id),
            MentorshipEvent::MentorshipCompleted(e) => self.part(e.mentorship_id),
            MentorshipEvent::MentorshipEnded(e) => self.part(e.mentorship_id),
            _ => {}
        }
    }

    fn part(&mut self, mentorship: MentorshipId) {
        if let Some(mentee) = self.mentees.remove(&mentorship) {
            self.mentors.remove(&mentee);
            self.stage_works_of(mentee);
        }
    }

    fn absent(&mut self, koc_id: KocId, why: Absence, absent: bool) {
        if absent {
            self.absent.insert((koc_id, why));
        } else {
            self.absent.remove(&(koc_id, why));
        }
        let taught = self.mentors.iter().filter(|(_, mentor)| **mentor == koc_id);
        // Whoever leads a team judges its work.
        let mentees: Vec<KocId> = taught.map(|(mentee, _)| *mentee).chain([koc_id]).collect();
        mentees.into_iter().for_each(|mentee| self.stage_works_of(mentee));
    }

    fn stage_works_of(&mut self, koc_id: KocId) {
        let own = AssignmentFilter { koc_id: Some(koc_id), ..AssignmentFilter::default() };
        let rows = self.assignments(&own).into_iter().filter(|row| row.waiting.is_some());
        let waiting: Vec<AssignmentId> = rows.map(|row| row.assignment_id).collect();
        waiting.into_iter().for_each(|id| self.stage_again(id));
    }

    /// Works out whose turn a waiting submission is: the mentor's first, on mentor-led work, while
    /// the member has one who has not left.
    pub(crate) fn stage_again(&mut self, id: AssignmentId) {
        let Some(row) = self.assignments.get_mut(&id) else { return };
        let led_by = match row.team_id {
            Some(team_id) => Some(&row.koc_id).filter(|_| self.judged_by_lead.contains(&team_id)),
            None => self.mentors.get(&row.koc_id),
        };
        let mentor = led_by.filter(|mentor| {
            let reasons = [Absence::Gone, Absence::Suspended, Absence::Unwilling];
            !reasons.iter().any(|why| self.absent.contains(&(**mentor, *why)))
        });
        let led = row.mode == Mode::Mentorship || row.team_id.is_some();
        let mentor = mentor.copied();
        let Some(waiting) = &mut Arc::make_mut(row).waiting else { return };
        waiting.mentor = mentor.filter(|_| led && !waiting.passed_by_mentor);
        waiting.stage = match waiting.mentor {
            Some(_) => ReviewStage::Mentor,
            None => ReviewStage::Brand,
        };
    }
}
