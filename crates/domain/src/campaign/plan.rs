//! The rules of a campaign before it runs: planned with a goal that can be measured, announced
//! with its awards set aside, begun with a briefing and what everybody did before.

use std::collections::BTreeSet;

use super::command::*;
use super::event::*;
use super::progress::baseline;
use super::values::*;
use super::{Campaign, CampaignState, days_of};
use crate::amount::Amount;
use crate::budget::event::BudgetHeld;
use crate::budget::{self, HoldFor};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{CampaignId, HoldId};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// Active participants against the first week, basis points, below which the owner is told where
/// nothing else is said. Our own number.
const DECAY_ALERT_BP: u16 = 5_000;

/// The whole, basis points.
const WHOLE_BP: u16 = 10_000;

impl HoldsPersonal for PlanCampaign {}

/// Answers `PlanCampaign`.
pub(crate) fn plan(
    state: &State,
    command: &PlanCampaign,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let campaign_id = command.campaign_id;
    if state.campaigns.contains_key(&campaign_id) {
        return Err(Violation::CampaignExists.into());
    }
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(field::labels("name", &command.name));
    checks.note(field::labels("goal", &command.goal));
    check_window(&mut checks, state, command, context)?;
    check_kpis(&mut checks, &command.kpis);
    check_awards(&mut checks, command);
    checks.note(state.operator(command.owner).err());
    if let Some(budget_id) = command.budget_id {
        checks.note(state.budget(budget_id)?.not_open(today));
    }
    checks.note(field::list("planningPartners", &command.planning_partners));
    for koc_id in &command.planning_partners {
        checks.note(state.koc(*koc_id)?.require_active(today));
    }
    let decay_alert_bp = command.decay_alert_bp.unwrap_or(DECAY_ALERT_BP);
    checks.require(decay_alert_bp <= WHOLE_BP, || field::invalid("decayAlertBp"));
    checks.finish()?;
    let planned = CampaignPlanned {
        campaign_id,
        name: command.name.clone(),
        goal: command.goal.clone(),
        kpis: command.kpis.clone(),
        starts_on: command.starts_on,
        ends_on: command.ends_on,
        cadence: command.cadence,
        award_plan: command.award_plan.clone(),
        budget_id: command.budget_id,
        planning_partners: command.planning_partners.clone(),
        owner: command.owner,
        decay_alert_bp,
    };
    Ok(vec![planned.into()])
}

/// It is as long as phased work is, and still to come.
fn check_window(
    checks: &mut Checks,
    state: &State,
    command: &PlanCampaign,
    context: &Context,
) -> Result<(), Refusal> {
    let windows = &state.programme()?.limits.horizon_windows;
    let (min, max) = (windows.phased_days_min, windows.phased_days_max);
    let PlanCampaign { starts_on, ends_on, .. } = *command;
    let fits = (min..=max).contains(&days_of(starts_on, ends_on));
    checks.require(fits, || Violation::CampaignWindowInvalid { min, max });
    let today = state.day_of(context.now);
    let past = || Violation::DateInPast { field: "startsOn".to_owned() };
    checks.require(today <= starts_on, past);
    checks.note(field::day_in_reach("startsOn", starts_on, today));
    Ok(())
}

/// Whether the goal was reached can be told by numbers.
fn check_kpis(checks: &mut Checks, kpis: &[Kpi]) {
    let measurable = !kpis.is_empty() && kpis.iter().all(|kpi| kpi.target > 0);
    checks.require(measurable, || Violation::ObjectiveNotMeasurable);
    checks.note(field::list("kpis", kpis));
    for kpi in kpis {
        checks.note(field::code("kpis.code", &kpi.code));
        checks.note(field::labels("kpis.name", &kpi.name));
    }
    let codes: BTreeSet<&str> = kpis.iter().map(|kpi| kpi.code.as_str()).collect();
    checks.require(codes.len() == kpis.len(), || field::invalid("kpis.code"));
}

/// Each award is worth something, and progress has its floor.
fn check_awards(checks: &mut Checks, command: &PlanCampaign) {
    let plan = &command.award_plan;
    checks.note(field::list("awardPlan", plan));
    for award in plan {
        checks.note(field::code("awardPlan.award", &award.award));
        checks.note(field::labels("awardPlan.name", &award.name));
        checks.require(award.honour || award.amount.is_some(), || field::invalid("awardPlan"));
        let nothing = award.amount == Some(Amount::ZERO);
        checks.require(!nothing, || Violation::AmountNotPositive);
        let floor = award.floor.is_some_and(|floor| floor > 0);
        let fits = floor == award.criterion.is_progress() && (floor || award.floor.is_none());
        checks.require(fits, || field::invalid("awardPlan.floor"));
    }
    let codes: BTreeSet<&str> = plan.iter().map(|award| award.award.as_str()).collect();
    checks.require(codes.len() == plan.len(), || field::invalid("awardPlan.award"));
    let pays = plan.iter().any(|award| award.amount.is_some());
    checks.require(!pays || command.budget_id.is_some(), || field::invalid("budgetId"));
}

impl AwardCriterion {
    /// Whether it compares with the time before.
    pub fn is_progress(self) -> bool {
        use AwardCriterion::{FastestProgressInEngagement, FastestProgressInWorks};
        matches!(self, FastestProgressInEngagement | FastestProgressInWorks)
    }
}

impl HoldsPersonal for AnnounceCampaign {}

/// Answers `AnnounceCampaign`. From here on what can be won is set aside.
pub(crate) fn announce(
    state: &State,
    command: &AnnounceCampaign,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let campaign_id = command.campaign_id;
    let campaign = state.campaign(campaign_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    let planned = campaign.state == CampaignState::Planned;
    checks.require(planned, || Violation::CampaignNotPlanned { state: campaign.state_code() });
    checks.note(field::labels("message", &command.message));
    command.audience.check(&mut checks, state)?;
    let over = || Violation::DateInPast { field: "endsOn".to_owned() };
    checks.require(today <= campaign.ends_on, over);
    let cost = campaign.cost();
    if let Some(budget_id) = campaign.budget.filter(|_| cost > Amount::ZERO) {
        let budget = state.budget(budget_id)?;
        checks.note(budget.exceeded(cost));
        checks.note(budget.not_open(today));
        let amounts = campaign.awards.iter().filter_map(|award| award.amount);
        let prizes = amounts.map(|amount| (budget_id, amount));
        checks.note(budget::gives_much_alone(state, prizes, &campaign.planned_by, context));
    }
    checks.finish()?;
    let (audience, message) = (command.audience.clone(), command.message.clone());
    let announced = CampaignAnnounced { campaign_id, audience, message };
    let held = awards_held(state, campaign_id, campaign)?;
    Ok([announced.into()].into_iter().chain(held).collect())
}

impl Campaign {
    /// What every award costs.
    fn cost(&self) -> Amount {
        let amounts = self.awards.iter().filter_map(|award| award.amount);
        amounts.fold(Amount::ZERO, Amount::plus)
    }
}

fn awards_held(
    state: &State,
    campaign_id: CampaignId,
    campaign: &Campaign,
) -> Result<Option<Event>, Refusal> {
    let cost = campaign.cost();
    let Some(budget_id) = campaign.budget.filter(|_| cost > Amount::ZERO) else {
        return Ok(None);
    };
    let hold_id = HoldId::of_campaign(campaign_id, budget_id);
    let held: BudgetHeld =
        state.budget(budget_id)?.held(budget_id, hold_id, cost, HoldFor::Campaign(campaign_id));
    Ok(Some(held.into()))
}

impl HoldsPersonal for StartCampaign {}

/// Answers `StartCampaign`. What everybody did before is computed from what the rules know.
pub(crate) fn start(
    state: &State,
    command: &StartCampaign,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let campaign_id = command.campaign_id;
    let campaign = state.campaign(campaign_id)?;
    let mut checks = Checks::new();
    let announced = campaign.state == CampaignState::Announced;
    checks.require(announced, || campaign.not_open());
    let at = state.start_of(campaign.starts_on);
    checks.require(context.now >= at, || Violation::NotYetDue { at });
    let waived = command.briefing_waived.as_ref();
    let briefed = campaign.briefing.is_some() || waived.is_some();
    checks.require(briefed, || Violation::BriefingNotHeld);
    let said = waived.is_none_or(|reason| !reason.trim().is_empty());
    checks.require(said, || Violation::ReasonRequired);
    checks.note(waived.and_then(|reason| field::text("briefingWaived", reason)));
    let on = state.day_of(context.now);
    let over = || Violation::DateInPast { field: "endsOn".to_owned() };
    checks.require(on <= campaign.ends_on, over);
    checks.finish()?;
    let baseline_days = days_of(on, campaign.ends_on);
    let of = |koc_id| baseline(state, koc_id, on, baseline_days);
    let started = CampaignStarted {
        campaign_id,
        on,
        briefing: campaign.briefing,
        briefing_waived: command.briefing_waived.clone(),
        baseline_days,
        baselines: campaign
            .participants
            .keys()
            .map(|id| of(*id))
            .filter(Baseline::is_some)
            .collect(),
    };
    Ok(vec![started.into()])
}
