//! What is counted of the works of a campaign, as the rules count it.

use domain::Event;
use domain::appeal::values::NewDecision;
use domain::assignment::Event as OfAssignment;
use domain::id::{AssignmentId, CampaignId, KocId, PublicationId};
use domain::publication::Event as OfPublication;
use domain::publication::event::LeadAttributed;
use domain::task;

use crate::Campaigns;

impl Campaigns {
    pub(crate) fn count(&mut self, event: &Event) {
        match event {
            Event::Task(task::Event::TaskDrafted(e)) => {
                let Some(campaign_id) = e.campaign_id else { return };
                self.by_task.insert(e.task_id, campaign_id);
                if let Some(row) = self.row_mut(campaign_id) {
                    row.tasks.insert(e.task_id);
                }
            }
            Event::Assignment(event) => self.of_assignment(event),
            Event::Publication(event) => self.of_publication(event),
            _ => {}
        }
    }

    fn of_assignment(&mut self, event: &OfAssignment) {
        match event {
            OfAssignment::TaskAssigned(e) => {
                if let Some(campaign_id) = self.by_task.get(&e.task_id).copied() {
                    let whose = (campaign_id, e.assignee.koc());
                    self.by_assignment.insert(e.assignment_id, whose);
                }
            }
            OfAssignment::WorkApproved(e) => self.approved(e.assignment_id, true),
            OfAssignment::ReviewOverturned(e) => {
                self.approved(e.assignment_id, e.new_decision == NewDecision::Approve);
            }
            _ => {}
        }
    }

    /// One work more, or one less of those that were counted.
    fn approved(&mut self, id: AssignmentId, approved: bool) {
        let Some((campaign_id, koc_id)) = self.by_assignment.get(&id).copied() else { return };
        if !self.counts(campaign_id) || self.works.contains(&id) == approved {
            return;
        }
        let more = if approved { 1 } else { -1 };
        if approved {
            self.works.insert(id);
        } else {
            self.works.remove(&id);
        }
        if let Some(row) = self.row_mut(campaign_id) {
            row.works = row.works.saturating_add_signed(more);
        }
        if let Some(participant) = self.participant_mut(campaign_id, koc_id) {
            participant.works = participant.works.saturating_add_signed(more);
        }
    }

    fn counts(&self, campaign_id: CampaignId) -> bool {
        self.rows.get(&campaign_id).is_some_and(|row| row.counts())
    }

    fn of_publication(&mut self, event: &OfPublication) {
        match event {
            OfPublication::PublicationRegistered(e) => {
                let work = e.assignment_id.and_then(|id| self.by_assignment.get(&id));
                if let Some((campaign_id, _)) = work.copied() {
                    self.published.insert(e.publication_id, (campaign_id, e.koc_id, 0));
                }
            }
            OfPublication::EngagementRecorded(e) => {
                self.engaged(e.publication_id, e.counts.weighted());
            }
            OfPublication::PublicationTakenDown(e) => self.engaged(e.publication_id, 0),
            OfPublication::LeadAttributed(e) => self.led(e),
            _ => {}
        }
    }

    /// The newest count of a publication stands in for the one before.
    fn engaged(&mut self, publication_id: PublicationId, weighted: u64) {
        let Some(of) = self.published.get(&publication_id).copied() else { return };
        let (campaign_id, koc_id, before): (CampaignId, KocId, u64) = of;
        if !self.counts(campaign_id) {
            return;
        }
        self.published.insert(publication_id, (campaign_id, koc_id, weighted));
        let moved = |from: u64| from.saturating_sub(before).saturating_add(weighted);
        if let Some(row) = self.row_mut(campaign_id) {
            row.engagement = moved(row.engagement);
        }
        if let Some(participant) = self.participant_mut(campaign_id, koc_id) {
            participant.engagement = moved(participant.engagement);
        }
    }

    fn led(&mut self, event: &LeadAttributed) {
        let of = self.published.get(&event.publication_id);
        let Some((campaign_id, ..)) = of.copied() else { return };
        if !self.counts(campaign_id) {
            return;
        }
        let lead = (campaign_id, event.lead_ref.clone(), event.kind);
        let new = self.leads.insert(lead).is_none();
        if let Some(row) = self.row_mut(campaign_id).filter(|_| new) {
            row.leads = row.leads.saturating_add(1);
        }
    }
}
