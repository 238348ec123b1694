//! What the brand does for an ambassador: it invests in the person, tells their story, gives them
//! a seat.

use std::collections::BTreeSet;

use super::command::*;
use super::event::*;
use super::values::InvestmentKind;
use crate::actor::Approval;
use crate::amount::Amount;
use crate::approval::{self, InvestmentProposal, Proposal};
use crate::asset::values::{AssetSource, Confidentiality};
use crate::budget::HoldFor;
use crate::budget::event::BudgetSpent;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{AssetId, BudgetId, HoldId, KocId};
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::ConsentPurpose;

/// People besides the sender who must stand behind more than a purse lets one person give. Our own
/// number, the same as for rewards.
const APPROVALS: u8 = 1;

impl HoldsPersonal for InvestInInfluence {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Note, &mut self.goal);
    }
}

/// Answers `InvestInInfluence`. It is given to the person, not owed to them: no account holds it,
/// and the purse has paid when it is recorded.
pub(crate) fn invest(
    state: &State,
    command: &InvestInInfluence,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    let ambassador = state.ambassador(koc_id)?;
    let investment_no = ambassador.investments.saturating_add(1);
    let mut checks = Checks::new();
    checks.note(state.koc(koc_id)?.require_here());
    let reference = command.reference.as_deref();
    checks.note(reference.and_then(|it| field::reference("reference", it)));
    checks.note(field::personal_said("goal", &command.goal));
    let counted = command.amount.is_some() || command.kind == InvestmentKind::Fund;
    let paired = command.amount.is_some() == command.budget_id.is_some();
    checks.require(paired && (!counted || command.amount.is_some()), || {
        Violation::ReturnWithoutBudget
    });
    let taken = command.amount.zip(command.budget_id);
    let approved_by = match taken {
        Some((amount, budget_id)) => {
            check_taking(&mut checks, state, (koc_id, budget_id, amount), context)?
        }
        None => Vec::new(),
    };
    checks.finish()?;
    let hold_id =
        taken.map(|(_, budget_id)| HoldId::of_investment(koc_id, investment_no, budget_id));
    let invested = InfluenceInvested {
        koc_id,
        investment_no,
        kind: command.kind,
        amount: command.amount,
        budget_id: command.budget_id,
        hold_id,
        reference: command.reference.clone(),
        goal: command.goal.sealed()?,
        approved_by,
    };
    let mut events = vec![invested.into()];
    if let (Some((amount, budget_id)), Some(hold_id)) = (taken, hold_id) {
        events.extend(spent(state, koc_id, budget_id, hold_id, amount)?);
    }
    Ok(events)
}

/// The purse has it, is open, and nobody gives much alone.
fn check_taking(
    checks: &mut Checks,
    state: &State,
    (koc_id, budget_id, amount): (KocId, BudgetId, Amount),
    context: &Context,
) -> Result<Vec<Approval>, Violation> {
    let budget = state.budget(budget_id)?;
    checks.require(amount > Amount::ZERO, || Violation::AmountNotPositive);
    checks.require(amount == Amount::ZERO || amount.is_possible(), || field::invalid("amount"));
    checks.note(budget.not_open(state.day_of(context.now)));
    checks.note(budget.exceeded(amount));
    let proposal = Proposal::InvestInInfluence(InvestmentProposal { koc_id, budget_id, amount });
    let need = if amount <= budget.grant_alone_max { 0 } else { APPROVALS };
    let collected = approval::collect(state, &proposal, need, &[context.actor]);
    checks.note(collected.too_few);
    Ok(collected.approvals)
}

/// Set aside and spent in one: nobody waits in between.
fn spent(
    state: &State,
    koc_id: KocId,
    budget_id: BudgetId,
    hold_id: HoldId,
    amount: Amount,
) -> Result<[Event; 2], Violation> {
    let budget = state.budget(budget_id)?;
    let held = budget.held(budget_id, hold_id, amount, HoldFor::Reference(koc_id.to_string()));
    let left = held.left;
    Ok([held.into(), BudgetSpent { budget_id, hold_id, amount, left }.into()])
}

impl HoldId {
    /// The part of a purse that one investment in an ambassador is taken through.
    pub fn of_investment(koc_id: KocId, investment_no: u32, budget_id: BudgetId) -> HoldId {
        let number = investment_no.to_be_bytes();
        HoldId::derived(&[b"investment", &koc_id.0, &number, &budget_id.0])
    }
}

impl HoldsPersonal for PublishStory {}

/// Answers `PublishStory`.
pub(crate) fn publish_story(
    state: &State,
    command: &PublishStory,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let PublishStory { koc_id, asset_id, .. } = *command;
    let ambassador = state.ambassador(koc_id)?;
    let koc = state.koc(koc_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(koc.require_here());
    let purpose = ConsentPurpose::Story;
    checks.require(koc.has_consent(purpose, today), || Violation::ConsentMissing { purpose });
    checks.note(not_their_story(state, koc_id, asset_id, today));
    checks.require(!command.channels.is_empty(), || field::invalid("channels"));
    checks.note(field::list("channels", &command.channels));
    let channels: BTreeSet<_> = command.channels.iter().copied().collect();
    let told = ambassador.stories.get(&asset_id);
    let new = told.is_none_or(|told| !channels.is_subset(told));
    checks.require(new || channels.is_empty(), || Violation::NoChange);
    checks.finish()?;
    let channels = channels.into_iter().collect();
    Ok(vec![StoryPublished { koc_id, asset_id, channels }.into()])
}

/// Every reason why that asset cannot be told as a member's own story.
fn not_their_story(state: &State, koc_id: KocId, asset_id: AssetId, today: Day) -> Vec<Violation> {
    let theirs = state.assets.get(&asset_id).filter(|asset| {
        matches!(&asset.source, AssetSource::Story(story) if state.goes_on_as(story.koc_id) == koc_id)
    });
    let Some(asset) = theirs else { return vec![Violation::AssetUnknown { asset_id }] };
    let level = asset.confidentiality;
    let closed =
        (level != Confidentiality::Public).then_some(Violation::AssetConfidential { level });
    let out = asset.not_in_use(today).into_iter().chain(asset.licence.out_of_term(today, None));
    out.chain(closed).collect()
}

impl HoldsPersonal for SeatOnCouncil {}

/// Answers `SeatOnCouncil`.
pub(crate) fn seat(
    state: &State,
    command: &SeatOnCouncil,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let SeatOnCouncil { koc_id, series_id } = *command;
    let ambassador = state.ambassador(koc_id)?;
    let mut checks = Checks::new();
    checks.note(state.koc(koc_id)?.require_here());
    let new = !ambassador.seats.contains(&series_id);
    checks.require(new, || Violation::NoChange);
    checks.finish()?;
    Ok(vec![CouncilSeatGiven { koc_id, series_id }.into()])
}
