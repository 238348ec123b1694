//! Taking in what has happened to a campaign, and the clocks that begin it, look at its weeks and
//! end it.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::event::*;
use super::values::Baseline;
use super::{Campaign, CampaignState, Participant};
use crate::id::{CampaignId, KocId};
use crate::recorded::Recorded;
use crate::state::State;
use crate::task::Eligibility;
use crate::time::Day;
use crate::timer::Timer;

/// Takes in what has happened to a campaign.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let id = event.campaign_id();
    let today = state.day_of(recorded.occurred_at);
    match event {
        Event::CampaignPlanned(planned) => {
            state.campaigns.insert(id, Arc::new(Campaign::planned(planned, recorded)));
        }
        Event::ProcessAwardConferred(e) => {
            state.awards_given.insert(recorded.position, (id, e.koc_id));
        }
        Event::GrandPrizeConferred(e) => {
            state.awards_given.insert(recorded.position, (id, e.koc_id));
        }
        Event::CampaignJoined(e) => {
            state.takes_part_in.insert((e.koc_id, id));
        }
        Event::CampaignLeft(e) => {
            state.takes_part_in.remove(&(e.koc_id, id));
        }
        _ => {}
    }
    if let Some(campaign) = state.campaign_mut(id) {
        campaign.take_in(event, today);
    }
    if matches!(event, Event::CampaignClosed(_) | Event::CampaignCalledOff(_)) {
        nobody_takes_part(state, id);
    }
    run_clocks(state, id);
}

impl Campaign {
    fn planned(event: &CampaignPlanned, recorded: &Recorded) -> Campaign {
        Campaign {
            state: CampaignState::Planned,
            planned_by: recorded.actor,
            kpis: Arc::from(event.kpis.as_slice()),
            starts_on: event.starts_on,
            ends_on: event.ends_on,
            began_on: None,
            awards: Arc::from(event.award_plan.as_slice()),
            budget: event.budget_id,
            owner: event.owner,
            decay_alert_bp: event.decay_alert_bp,
            audience: Eligibility::default(),
            participants: OrdMap::new(),
            tasks: OrdSet::new(),
            sub_tasks: OrdSet::new(),
            gatherings: OrdSet::new(),
            briefing: None,
            highlights: OrdSet::new(),
            checked: OrdSet::new(),
            active: OrdSet::new(),
            works: OrdMap::new(),
            published: OrdMap::new(),
            leads: OrdSet::new(),
            conferred: OrdSet::new(),
        }
    }

    fn take_in(&mut self, event: &Event, today: Day) {
        match event {
            Event::CampaignPlanned(_) => {}
            Event::CampaignAnnounced(e) => {
                self.state = CampaignState::Announced;
                self.audience = e.audience.clone();
            }
            Event::CampaignStarted(e) => {
                self.state = CampaignState::Running;
                self.began_on = Some(e.on);
                self.measured_from(e.on, &e.baselines);
            }
            Event::CampaignJoined(e) => {
                let participant = Participant { since: today, baseline: e.baseline };
                self.participants.insert(e.koc_id, participant);
                self.acted(e.koc_id, today);
            }
            Event::CampaignLeft(e) => {
                self.participants.remove(&e.koc_id);
            }
            Event::SubTaskAdded(e) => {
                self.sub_tasks.insert(e.task_id);
            }
            Event::HighlightShared(e) => {
                self.highlights.insert(e.assignment_id);
            }
            Event::RhythmChecked(e) => {
                self.checked.insert(e.week);
            }
            Event::ProcessAwardConferred(e) => {
                self.conferred.insert(e.award.clone());
            }
            Event::GrandPrizeConferred(e) => {
                self.conferred.insert(e.award.clone());
            }
            Event::CampaignEnded(_) => self.state = CampaignState::Judging,
            Event::CampaignClosed(_) => self.state = CampaignState::Closed,
            Event::CampaignCalledOff(_) => self.state = CampaignState::CalledOff,
        }
    }

    fn measured_from(&mut self, on: Day, baselines: &[Baseline]) {
        let everybody: Vec<KocId> = self.participants.keys().copied().collect();
        let nothing = everybody.into_iter().map(Baseline::none);
        // Whoever is named did something; everybody else is measured against nothing.
        for baseline in nothing.chain(baselines.iter().copied()) {
            if let Some(participant) = self.participants.get_mut(&baseline.koc_id) {
                *participant = Participant { since: on, baseline: Some(baseline) };
            }
        }
    }

    /// A participant did something for it on that day.
    pub(super) fn acted(&mut self, koc_id: KocId, day: Day) {
        let week = self.week_of(day).filter(|_| self.state == CampaignState::Running);
        if let Some(week) = week.filter(|_| self.participants.contains_key(&koc_id)) {
            self.active.insert((week, koc_id));
        }
    }
}

/// A campaign that is over has no participants to look after.
fn nobody_takes_part(state: &mut State, id: CampaignId) {
    let Ok(campaign) = state.campaign(id) else { return };
    let participants: Vec<KocId> = campaign.participants.keys().copied().collect();
    for koc_id in participants {
        state.takes_part_in.remove(&(koc_id, id));
    }
}

/// It begins on its first day, is looked at week by week, and ends after its last.
fn run_clocks(state: &mut State, id: CampaignId) {
    let Ok(campaign) = state.campaign(id) else { return };
    let running = campaign.state == CampaignState::Running;
    let announced = campaign.state == CampaignState::Announced;
    let start = announced.then(|| state.start_of(campaign.starts_on));
    let check = campaign.next_check().filter(|_| running);
    let check = check.map(|week| state.end_of(campaign.week_ends(week)));
    let end = running.then(|| state.end_of(campaign.ends_on));
    for (timer, at) in [
        (Timer::StartCampaign(id), start),
        (Timer::CheckRhythm(id), check),
        (Timer::EndCampaign(id), end),
    ] {
        match at {
            Some(at) => state.timers.set(timer, at),
            None => state.timers.clear(timer),
        }
    }
}
