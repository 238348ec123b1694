//! The rules of a campaign's end: over and judged, closed with what came of it, or called off.

use std::collections::BTreeSet;

use super::command::{CallOffCampaign, CloseCampaign, EndCampaign};
use super::event::{CampaignCalledOff, CampaignClosed, CampaignEnded};
use super::values::{KpiMetric, KpiResult};
use super::{Campaign, CampaignState};
use crate::actor::Role;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task;

impl HoldsPersonal for EndCampaign {}

/// Answers `EndCampaign`. The team may end it before its time for a reason.
pub(crate) fn end(
    state: &State,
    command: &EndCampaign,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let campaign_id = command.campaign_id;
    let campaign = state.campaign(campaign_id)?;
    let at = state.end_of(campaign.ends_on);
    let reason = command.reason.as_ref().filter(|_| context.actor.role != Role::System);
    let mut checks = Checks::new();
    checks.note(campaign.not_running());
    let said = reason.is_some_and(|reason| !reason.trim().is_empty());
    checks.require(context.now > at || said, || Violation::NotYetDue { at });
    checks.note(reason.and_then(|reason| field::text("reason", reason)));
    checks.finish()?;
    let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    let ended = CampaignEnded {
        campaign_id,
        reason: reason.cloned(),
        participants: count(campaign.participants.len()),
        works: count(campaign.works.len()),
    };
    Ok(vec![ended.into()])
}

impl HoldsPersonal for CloseCampaign {}

/// Answers `CloseCampaign`. Nobody waits for a judgement or an award any more.
pub(crate) fn close(
    state: &State,
    command: &CloseCampaign,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let campaign_id = command.campaign_id;
    let campaign = state.campaign(campaign_id)?;
    let mut checks = Checks::new();
    checks.note(campaign.not_judging());
    let n = open_work(state, campaign);
    checks.require(n == 0, || Violation::CampaignHasOpenWork { n });
    check_voided(&mut checks, campaign, command);
    let results = results(&mut checks, campaign, &command.results);
    checks.note(field::said("lessons", &command.lessons));
    checks.finish()?;
    let closed = CampaignClosed {
        campaign_id,
        results,
        lessons: command.lessons.clone(),
        voided_awards: command.voided_awards.clone(),
    };
    Ok(vec![closed.into()])
}

/// Live assignments of its tasks; each task counts its own.
fn open_work(state: &State, campaign: &Campaign) -> u32 {
    let tasks = campaign.tasks.iter().filter_map(|task_id| state.task(*task_id).ok());
    tasks.fold(0, |sum, task| sum.saturating_add(task.live_assignments + task.to_cancel))
}

/// Every award was given, or is said to be nobody's, with a reason.
fn check_voided(checks: &mut Checks, campaign: &Campaign, command: &CloseCampaign) {
    let voided = &command.voided_awards;
    let codes: BTreeSet<&str> = voided.iter().map(|it| it.award.as_str()).collect();
    let open = |code: &str| !campaign.conferred.contains(code);
    let known = codes.iter().all(|code| campaign.award(code).is_some() && open(code));
    checks.require(known && codes.len() == voided.len(), || field::invalid("voidedAwards"));
    let said = voided.iter().all(|it| !it.reason.trim().is_empty());
    checks.require(said, || Violation::ReasonRequired);
    checks.note(voided.iter().filter_map(|it| field::text("voidedAwards.reason", &it.reason)));
    let left = campaign.awards.iter().map(|award| award.award.as_str());
    let left = left.filter(|code| open(code) && !codes.contains(code));
    let awards: Vec<String> = left.map(str::to_owned).collect();
    checks.require(awards.is_empty(), || Violation::AwardsOpen { awards });
}

/// What every number came to: counted, or said where it is counted outside, each once.
fn results(checks: &mut Checks, campaign: &Campaign, said: &[KpiResult]) -> Vec<KpiResult> {
    let outside = campaign.kpis.iter().filter(|kpi| kpi.metric == KpiMetric::External);
    let outside: BTreeSet<&str> = outside.map(|kpi| kpi.code.as_str()).collect();
    let told: BTreeSet<&str> = said.iter().map(|result| result.code.as_str()).collect();
    let each_once = told.len() == said.len();
    checks.require(each_once && told == outside, || field::invalid("results"));
    let result = |kpi: &super::values::Kpi| {
        let told = said.iter().find(|result| result.code == kpi.code).map(|it| it.value);
        let value = campaign.counted(kpi.metric).or(told).unwrap_or(0);
        KpiResult { code: kpi.code.clone(), value }
    };
    campaign.kpis.iter().map(result).collect()
}

impl HoldsPersonal for CallOffCampaign {}

/// Answers `CallOffCampaign`. What has begun is ended, not called off.
pub(crate) fn call_off(
    state: &State,
    command: &CallOffCampaign,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let campaign = state.campaign(command.campaign_id)?;
    let mut checks = Checks::new();
    use CampaignState::{Announced, CalledOff, Planned};
    checks.require(campaign.state != CalledOff, || Violation::NoChange);
    let ahead = matches!(campaign.state, Planned | Announced | CalledOff);
    checks.require(ahead, || Violation::CampaignRunning { state: campaign.state_code() });
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.note(task::wrong_compensation(&command.compensation_rule));
    checks.finish()?;
    let called_off = CampaignCalledOff {
        campaign_id: command.campaign_id,
        reason: command.reason.clone(),
        compensation_rule: command.compensation_rule,
    };
    Ok(vec![called_off.into()])
}
