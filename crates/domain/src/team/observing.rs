//! The rules of what others do for a team: they see how it works together, and give it what it
//! works with.

use super::command::*;
use super::event::*;
use super::values::*;
use crate::assignment::event::Reviewer;
use crate::budget::HoldFor;
use crate::budget::event::BudgetSpent;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::HoldId;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::RewardUnit;

/// The highest mark of an observation.
const MARK_MAX: u8 = 5;

impl HoldsPersonal for RecordCollaborationNote {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_team(self.team_id);
        show(person, SealedField::Note, &mut self.note);
        self.guidance.iter_mut().for_each(|it| show(person, SealedField::Message, it));
    }
}

/// Answers `RecordCollaborationNote`.
pub(crate) fn note_collaboration(
    state: &State,
    command: &RecordCollaborationNote,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let team_id = command.team_id;
    let team = state.team(team_id)?;
    let mut checks = Checks::new();
    checks.note(team.gone());
    if let Some(actor) = context.actor.as_koc() {
        checks.require(!team.has(actor), || Violation::ObserverIsMember);
        checks.require(state.mentors.contains_key(&actor), || Violation::NotAMentor);
    }
    let together = !team.members.is_empty();
    checks.note((!together).then(|| team.too_small()).flatten());
    for (name, mark) in [("communication", command.communication), ("chemistry", command.chemistry)]
    {
        checks.require((1..=MARK_MAX).contains(&mark), || field::invalid(name));
    }
    checks.note(field::personal_said("note", &command.note));
    checks.note(field::personal("guidance", command.guidance.as_ref()));
    checks.finish()?;
    let noted = CollaborationNoted {
        team_id,
        observer: sender(context),
        communication: command.communication,
        chemistry: command.chemistry,
        note: command.note.sealed()?,
        guidance: sealed_option(command.guidance.as_ref())?,
    };
    Ok(vec![noted.into()])
}

fn sender(context: &Context) -> Reviewer {
    Reviewer { role: context.actor.role, id: context.actor.id }
}

impl HoldsPersonal for GrantTeamResources {}

/// Answers `GrantTeamResources`. Money comes out of the purse the team was formed with.
pub(crate) fn grant_team(
    state: &State,
    command: &GrantTeamResources,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let team_id = command.team_id;
    let team = state.team(team_id)?;
    let hold_id = HoldId::derived(&[b"team", &team_id.0, &team.grants.to_be_bytes()]);
    let mut checks = Checks::new();
    checks.note(team.not_theirs(team.delegation.may_spend, context));
    checks.note(team.gone());
    if let GrantedResource::Money(money) = &command.granted {
        let own = team.budget == Some(money.budget_id);
        checks.require(own, || field::invalid("granted.budgetId"));
    }
    let purse = Purse { key: format!("team:{team_id}"), hold_id };
    let drawn = purse.draw(&mut checks, state, &command.granted, context)?;
    checks.finish()?;
    let granted = TeamResourcesGranted {
        team_id,
        kind: command.kind,
        granted: command.granted.clone(),
        hold_id: (!drawn.is_empty()).then_some(hold_id),
        by: sender(context),
    };
    Ok(drawn.into_iter().chain([granted.into()]).collect())
}

/// What a grant comes out of.
pub(crate) struct Purse {
    /// What the part set aside is for, by its key.
    pub(crate) key: String,
    pub(crate) hold_id: HoldId,
}

impl Purse {
    /// Notes every reason why this cannot be given, and what is recorded at the purse if it can:
    /// money is set aside and spent at once. Nobody gives more alone than the purse lets them.
    pub(crate) fn draw(
        self,
        checks: &mut Checks,
        state: &State,
        granted: &GrantedResource,
        context: &Context,
    ) -> Result<Vec<Event>, Violation> {
        let money = match granted {
            GrantedResource::Money(money) => money,
            GrantedResource::Reference(key) => {
                checks.note(field::reference("granted.reference", key));
                return Ok(Vec::new());
            }
        };
        let MoneyGranted { budget_id, amount } = *money;
        let budget = state.budget(budget_id)?;
        checks.require(amount.is_possible(), || Violation::AmountNotPositive);
        checks.note(budget.other_unit(RewardUnit::Cash));
        checks.note(budget.exceeded(amount));
        checks.note(budget.not_open(state.day_of(context.now)));
        let alone = amount <= budget.grant_alone_max;
        checks.require(alone, || Violation::FourEyesRequired { need: 1, have: 0 });
        let hold_id = self.hold_id;
        let held = budget.held(budget_id, hold_id, amount, HoldFor::Reference(self.key));
        let spent = BudgetSpent { budget_id, hold_id, amount, left: held.left };
        Ok(vec![held.into(), spent.into()])
    }
}
