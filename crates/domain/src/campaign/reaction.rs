//! What follows at once from a campaign: people are told, awards are paid and honoured, and what
//! hangs on it ends with it.

use super::event::{CampaignLeft, Event as Happened};
use super::{AT_ONCE, Campaign};
use crate::actor::Role;
use crate::budget;
use crate::contest::values::PrizeReward;
use crate::event::Event;
use crate::gathering::{self, gone};
use crate::id::{CampaignId, EventId, HoldId, KocId};
use crate::recognition;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::task;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// An award that was given, whichever kind it is of.
pub(crate) struct Given<'a> {
    pub(crate) campaign_id: CampaignId,
    pub(crate) award: &'a str,
    pub(crate) koc_id: KocId,
}

impl Happened {
    /// The award that it gives.
    pub(crate) fn given(&self) -> Option<Given<'_>> {
        let (campaign_id, award, koc_id) = match self {
            Happened::ProcessAwardConferred(e) => (e.campaign_id, &e.award, e.koc_id),
            Happened::GrandPrizeConferred(e) => (e.campaign_id, &e.award, e.koc_id),
            _ => return None,
        };
        Some(Given { campaign_id, award, koc_id })
    }
}

impl Campaign {
    /// What an award pays, out of which purse.
    pub(crate) fn pays(&self, award: &str) -> Option<PrizeReward> {
        let amount = self.award(award)?.amount?;
        Some(PrizeReward { budget_id: self.budget?, amount })
    }
}

/// Gives back what is set aside for awards that nobody gets.
pub(crate) fn release_awards(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Campaign(Happened::CampaignClosed(_) | Happened::CampaignCalledOff(_)) = event
    else {
        return Ok(Vec::new());
    };
    let campaign_id = CampaignId(event.stream().id);
    let budget_id = state.campaign(campaign_id)?.budget;
    let released = budget_id.and_then(|budget_id| {
        let hold_id = HoldId::of_campaign(campaign_id, budget_id);
        budget::released(state, budget_id, hold_id, None)
    });
    Ok(released.into_iter().collect())
}

/// What hangs on a campaign that is called off: its tasks, and with them their works; its
/// gatherings.
pub(crate) fn end_what_hangs_on_it(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Campaign(Happened::CampaignCalledOff(e)) = event else { return Ok(Vec::new()) };
    let campaign = state.campaign(e.campaign_id)?;
    let tasks = campaign.tasks.iter().filter_map(|task_id| {
        task::cancelled_with(state, *task_id, e.reason.clone(), e.compensation_rule)
    });
    let gatherings = campaign.gatherings.iter().filter_map(|gathering_id| {
        gathering::cancelled_with(state, *gathering_id, e.reason.clone())
    });
    let mut ended: Vec<Event> = tasks.chain(gatherings).take(AT_ONCE + 1).collect();
    if ended.len() > AT_ONCE {
        ended.pop();
        let (kind, ops) = (TodoKind::ReactionRefused, Audience::Role(Role::Ops));
        let about = e.campaign_id.to_string();
        ended.push(todo::opened(kind, ops, about, None, cause).into());
    }
    Ok(ended)
}

/// Whoever is gone takes part in nothing any more.
pub(crate) fn leave_with_member(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Some((koc_id, cause)) = gone(event) else { return Ok(Vec::new()) };
    let left = state
        .campaigns_of(koc_id)
        .map(|campaign_id| CampaignLeft { campaign_id, koc_id, cause, reason: None }.into());
    Ok(left.collect())
}

/// What people are told of a campaign, and what waits for them no more.
pub(crate) fn tell(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Ok(match event {
        Event::Campaign(event) => tell_of(state, event, cause)?,
        Event::Recognition(recognition::Event::HonourConferred(e)) => {
            e.source_event.and_then(|given| honoured(state, given)).into_iter().collect()
        }
        _ => Vec::new(),
    })
}

fn tell_of(state: &State, event: &Happened, cause: EventId) -> Result<Vec<Event>, Refusal> {
    let id = event.campaign_id();
    let campaign = state.campaign(id)?;
    let about = id.to_string();
    let member = |kind, koc_id: KocId| {
        let audience = Audience::Koc(koc_id);
        Event::from(todo::Event::from(todo::opened(
            kind,
            audience,
            about.clone(),
            Some(koc_id),
            cause,
        )))
    };
    let owner = |kind| {
        let audience = Audience::Operator(state.now_serving(campaign.owner));
        Event::from(todo::Event::from(todo::opened(kind, audience, about.clone(), None, cause)))
    };
    let done = |kind| todo::completed(state, kind, &about);
    Ok(match event {
        Happened::CampaignPlanned(e) => {
            let asked = e.planning_partners.iter();
            asked.map(|koc_id| member(TodoKind::AskedToPlan, *koc_id)).collect()
        }
        Happened::HighlightShared(e) => {
            let told = e.authors.iter().map(|koc_id| member(TodoKind::HighlightShared, *koc_id));
            done(TodoKind::CampaignCooling).into_iter().chain(told).collect()
        }
        Happened::SubTaskAdded(_) => done(TodoKind::CampaignCooling),
        Happened::RhythmChecked(e) => {
            let alert = u32::from(campaign.decay_alert_bp);
            let cold = e.active == 0 || e.decay_bp.is_some_and(|bp| bp < alert);
            let opened = cold.then(|| owner(TodoKind::CampaignCooling));
            done(TodoKind::CampaignCooling).into_iter().chain(opened).collect()
        }
        Happened::ProcessAwardConferred(e) => {
            let told = member(TodoKind::AwardConferred, e.koc_id);
            let honour = to_honour(campaign, id, &e.award, e.koc_id, cause);
            let told = [told].into_iter().chain(honour);
            done(TodoKind::CampaignCooling).into_iter().chain(told).collect()
        }
        Happened::GrandPrizeConferred(e) => {
            let told = member(TodoKind::AwardConferred, e.koc_id);
            [told].into_iter().chain(to_honour(campaign, id, &e.award, e.koc_id, cause)).collect()
        }
        Happened::CampaignEnded(_) => {
            let judge = owner(TodoKind::CampaignToJudge);
            done(TodoKind::CampaignCooling).into_iter().chain([judge]).collect()
        }
        Happened::CampaignClosed(_) => done(TodoKind::CampaignToJudge),
        _ => Vec::new(),
    })
}

/// A person finds the words for an award that is an honour.
fn to_honour(
    campaign: &Campaign,
    id: CampaignId,
    award: &str,
    koc_id: KocId,
    cause: EventId,
) -> Option<Event> {
    let honour = campaign.award(award).is_some_and(|award| award.honour);
    honour.then(|| honour_todo(id, koc_id, cause).into())
}

fn honour_todo(id: CampaignId, koc_id: KocId, cause: EventId) -> todo::event::TodoOpened {
    let (kind, ops) = (TodoKind::HonourWinner, Audience::Role(Role::Ops));
    todo::opened(kind, ops, id.to_string(), Some(koc_id), cause)
}

/// The winner of the award that was given in that event was honoured.
fn honoured(state: &State, given: EventId) -> Option<Event> {
    let (campaign_id, koc_id) = state.award_given_in(given)?;
    todo::completed_one(state, honour_todo(campaign_id, koc_id, given).todo_id)
}
