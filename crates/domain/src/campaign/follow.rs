//! Taking in what happens to the tasks, works, publications and gatherings of a campaign.

use super::Campaign;
use crate::Event;
use crate::appeal::values::NewDecision;
use crate::assignment::Event as OfAssignment;
use crate::gathering::Event as OfGathering;
use crate::gathering::values::GatheringKind;
use crate::id::{AssignmentId, CampaignId, GatheringId, KocId};
use crate::publication::Event as OfPublication;
use crate::recorded::Recorded;
use crate::state::State;
use crate::task;
use crate::time::Day;

/// Takes in what has happened to whatever names a campaign.
pub(crate) fn follow(state: &mut State, recorded: &Recorded) {
    let today = state.day_of(recorded.occurred_at);
    match &recorded.event {
        Event::Task(task::Event::TaskDrafted(e)) => {
            let Some(campaign_id) = e.campaign_id else { return };
            state.campaign_of_task.insert(e.task_id, campaign_id);
            if let Some(campaign) = state.campaign_mut(campaign_id) {
                campaign.tasks.insert(e.task_id);
            }
        }
        Event::Gathering(event) => of_gathering(state, event, today),
        Event::Assignment(event) => of_assignment(state, event, today),
        Event::Publication(event) => of_publication(state, event),
        _ => {}
    }
}

fn of_gathering(state: &mut State, event: &OfGathering, today: Day) {
    let gathering_id = event.gathering_id();
    match event {
        OfGathering::GatheringScheduled(e) => {
            let campaign = e.campaign_id.and_then(|id| state.campaign_mut(id));
            if let Some(campaign) = campaign {
                campaign.gatherings.insert(gathering_id);
            }
        }
        OfGathering::AttendanceRecorded(e) => held(state, gathering_id, &e.attendees, today),
        _ => {}
    }
}

/// Whoever came to a gathering of a campaign did something for it; a briefing was held.
fn held(state: &mut State, gathering_id: GatheringId, attendees: &[KocId], today: Day) {
    let Ok(gathering) = state.gathering(gathering_id) else { return };
    let briefs = gathering.kind == GatheringKind::ProjectBriefing;
    let Some(campaign) = gathering.campaign.and_then(|id| state.campaign_mut(id)) else { return };
    if briefs && campaign.briefing.is_none() {
        campaign.briefing = Some(gathering_id);
    }
    attendees.iter().for_each(|koc_id| campaign.acted(*koc_id, today));
}

fn of_assignment(state: &mut State, event: &OfAssignment, today: Day) {
    match event {
        OfAssignment::AssignmentAccepted(e) => acted(state, e.assignment_id, today),
        OfAssignment::WorkSubmitted(e) => acted(state, e.assignment_id, today),
        OfAssignment::ProgressRecorded(e) => acted(state, e.assignment_id, today),
        OfAssignment::WorkApproved(e) => approved(state, e.assignment_id, today),
        OfAssignment::ReviewOverturned(e) => match e.new_decision {
            NewDecision::Approve => approved(state, e.assignment_id, today),
            NewDecision::Reject => on_campaign(state, e.assignment_id, |campaign, _| {
                campaign.works.remove(&e.assignment_id);
            }),
        },
        _ => {}
    }
}

fn acted(state: &mut State, id: AssignmentId, today: Day) {
    on_campaign(state, id, |campaign, koc_id| campaign.acted(koc_id, today));
}

fn approved(state: &mut State, id: AssignmentId, today: Day) {
    on_campaign(state, id, |campaign, koc_id| {
        campaign.works.insert(id, (koc_id, today));
    });
}

/// Changes the campaign an assignment is work of while that counts; told whose it is.
fn on_campaign(state: &mut State, id: AssignmentId, change: impl FnOnce(&mut Campaign, KocId)) {
    let Some(campaign_id) = state.campaign_worked_for(id) else { return };
    let Ok(koc_id) = state.assignment(id).map(|it| it.koc) else { return };
    if let Some(campaign) = counting(state, campaign_id) {
        change(campaign, koc_id);
    }
}

fn counting(state: &mut State, campaign_id: CampaignId) -> Option<&mut Campaign> {
    let counts = state.campaign(campaign_id).is_ok_and(Campaign::counts);
    state.campaign_mut(campaign_id).filter(|_| counts)
}

/// What the brand shows of a work on its own channels counts for nobody.
fn of_publication(state: &mut State, event: &OfPublication) {
    let publication_id = event.publication_id();
    let Ok(publication) = state.publication(publication_id) else { return };
    let of = publication.assignment_id.filter(|_| !publication.is_amplified());
    let koc_id = publication.koc_id;
    let Some(campaign_id) = of.and_then(|id| state.campaign_worked_for(id)) else { return };
    let Some(campaign) = counting(state, campaign_id) else { return };
    match event {
        OfPublication::EngagementRecorded(e) => {
            campaign.published.insert(publication_id, (koc_id, e.counts.weighted()));
        }
        OfPublication::PublicationTakenDown(_) => {
            campaign.published.remove(&publication_id);
        }
        OfPublication::LeadAttributed(e) => {
            campaign.leads.insert((e.lead_ref.clone(), e.kind));
        }
        _ => {}
    }
}
