//! The rules, one per command.

use super::command::*;
use super::event::*;
use crate::approval::Proposal;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for AddOperator {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.operator_id.into(), SealedField::Name, &mut self.name);
    }
}

/// Answers `AddOperator`.
pub(crate) fn add(
    state: &State,
    command: &AddOperator,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    if state.operators.contains_key(&command.operator_id) {
        return Err(Violation::OperatorExists.into());
    }
    let mut checks = Checks::new();
    checks.note(field::personal_said("name", &command.name));
    // All zeros stand for an actor without a name.
    checks.require(command.operator_id.0 != [0; 16], || field::invalid("operatorId"));
    checks.require(!command.roles.is_empty(), || field::invalid("roles"));
    let strangers = command.roles.iter().filter(|role| !role.is_staff());
    checks.note(strangers.map(|role| Violation::OperatorRoleInvalid { role: *role }));
    let apart = command.roles.iter().find_map(|role| super::team::conflict(&command.roles, *role));
    checks.note(apart);
    checks.finish()?;
    let mut roles = command.roles.clone();
    roles.sort();
    roles.dedup();
    let name = command.name.sealed()?;
    Ok(vec![OperatorAdded { operator_id: command.operator_id, name, roles }.into()])
}

/// A remark on a proposal is about the member it concerns; one on a policy or a purse is about nobody and is
/// kept under the programme's own key.
impl HoldsPersonal for GiveApproval {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = match &self.proposal {
            Proposal::PublishPolicy(_) | Proposal::OpenBudget(_) | Proposal::TopUpBudget(_) => {
                state.programme.as_ref().map(|it| Person(it.id.0))
            }
            Proposal::Promote(tier) | Proposal::Demote(tier) => Some(tier.koc_id.into()),
            Proposal::GrantReward(grant) => Some(grant.koc_id.into()),
            Proposal::ClawBack(back) => Some(state.person_of_reward(back.reward_id)),
            Proposal::CorrectTier(correction) => Some(correction.koc_id.into()),
            Proposal::AdjustContribution(adjustment) => Some(adjustment.koc_id.into()),
            Proposal::Suspend(suspension) => Some(suspension.koc_id.into()),
            Proposal::Merge(merge) => Some(merge.koc_id.into()),
            Proposal::DestroyAsset(asset) => Some(state.person_of_asset(asset.asset_id)),
            Proposal::RevokeHonour(honour) => Some(state.person_of_honour(honour.recognition_id)),
            Proposal::InviteAmbassador(it) | Proposal::RevokeAmbassadorship(it) => {
                Some(it.koc_id.into())
            }
            Proposal::InvestInInfluence(it) => Some(it.koc_id.into()),
        };
        if let (Some(person), Some(note)) = (person, &mut self.note) {
            show(person, SealedField::Note, note);
        }
    }
}

/// Answers `GiveApproval`.
pub(crate) fn approve(
    state: &State,
    command: &GiveApproval,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    // The admin key for itself is nobody in particular, so it is no second person.
    let role = context.actor.role;
    let unnamed = Violation::Forbidden { role, command: "GiveApproval".to_owned() };
    let operator_id = context.actor.as_operator().ok_or(unnamed)?;
    exists(state, &command.proposal)?;
    let same = state.approvals.iter().filter(|waiting| waiting.proposal == command.proposal);
    let twice = same.into_iter().any(|waiting| waiting.actor.is_same_person(&context.actor));
    let mut checks = Checks::new();
    checks.require(!twice, || Violation::AlreadyApproved);
    checks.note(field::personal("note", command.note.as_ref()));
    checks.finish()?;
    let note = sealed_option(command.note.as_ref())?;
    Ok(vec![ApprovalGiven { operator_id, subject: command.proposal.clone(), note }.into()])
}

/// What is approved must be there to be decided.
fn exists(state: &State, proposal: &Proposal) -> Result<(), Violation> {
    match proposal {
        Proposal::PublishPolicy(policy) => {
            let version = policy.version;
            let missing = || Violation::NotFound { what: format!("policy version {version}") };
            let draft = state.policies.get(&version).ok_or_else(missing)?;
            if draft.in_force_from.is_some() {
                return Err(Violation::PolicyAlreadyPublished { version });
            }
            draft.not_a_draft(version).map_or(Ok(()), Err)
        }
        Proposal::Promote(tier) | Proposal::Demote(tier) => state.koc(tier.koc_id).map(|_| ()),
        Proposal::CorrectTier(correction) => {
            state.koc(correction.koc_id)?;
            state.known_event(correction.supersedes).map_or(Ok(()), Err)
        }
        Proposal::AdjustContribution(adjustment) => state.koc(adjustment.koc_id).map(|_| ()),
        Proposal::OpenBudget(budget) => {
            let exists = state.budgets.contains_key(&budget.budget_id);
            if exists { Err(Violation::BudgetExists) } else { Ok(()) }
        }
        Proposal::TopUpBudget(more) => state.budget(more.budget_id).map(|_| ()),
        Proposal::Suspend(suspension) => state.koc(suspension.koc_id).map(|_| ()),
        Proposal::Merge(merge) => {
            state.koc(merge.duplicate_id)?;
            state.koc(merge.koc_id).map(|_| ())
        }
        Proposal::GrantReward(grant) => state.koc(grant.koc_id).map(|_| ()),
        Proposal::ClawBack(back) => state.reward(back.reward_id).map(|_| ()),
        Proposal::DestroyAsset(asset) => state.asset(asset.asset_id).map(|_| ()),
        Proposal::RevokeHonour(honour) => state.honour(honour.recognition_id).map(|_| ()),
        Proposal::InviteAmbassador(it) | Proposal::RevokeAmbassadorship(it) => {
            state.koc(it.koc_id).map(|_| ())
        }
        Proposal::InvestInInfluence(it) => {
            state.koc(it.koc_id)?;
            state.budget(it.budget_id).map(|_| ())
        }
    }
}
