//! The rules, one per command.

use super::command::*;
use super::event::*;
use super::rules::{ApprovalStep, PolicyRules};
use super::{PolicyVersion, harder, validate};
use crate::actor::Role;
use crate::approval::{self, Collected, PolicyProposal, Proposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::programme::{Programme, Stage};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for DraftTierPolicy {}

/// Answers `DraftTierPolicy`.
pub(crate) fn draft(
    state: &State,
    command: &DraftTierPolicy,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme_id = state.programme()?.id;
    let last = state.policies.keys().next_back().copied().unwrap_or(0);
    let next = last.saturating_add(1);
    let mut checks = Checks::new();
    checks.require(command.version == next, || Violation::PolicyVersionExists { next });
    validate::check(&command.rules, &mut checks);
    checks.note(command.note.as_ref().and_then(|note| field::local_text("note", note)));
    checks.finish()?;
    Ok(vec![
        TierPolicyDrafted {
            programme_id,
            version: command.version,
            rules: command.rules.clone(),
            note: command.note.clone(),
        }
        .into(),
    ])
}

impl HoldsPersonal for OpenPolicyConsultation {}

/// Answers `OpenPolicyConsultation`.
pub(crate) fn open_consultation(
    state: &State,
    command: &OpenPolicyConsultation,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme_id = state.programme()?.id;
    let OpenPolicyConsultation { version, until, ref audience } = *command;
    let draft = state.policies.get(&version).ok_or(Violation::PolicyUnknown { version })?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(draft.not_a_draft(version));
    let again = draft.consulted_until.is_some();
    checks.require(!again, || Violation::PolicyNotDraft { version });
    let in_past = || Violation::DateInPast { field: "until".to_owned() };
    checks.require(today < until, in_past);
    checks.note(field::day_in_reach("until", until, today));
    let asked = !audience.is_empty() && validate::all_different(audience);
    checks.require(asked, || field::invalid("audience"));
    checks.finish()?;
    let audience = audience.clone();
    Ok(vec![PolicyConsultationOpened { programme_id, version, until, audience }.into()])
}

impl HoldsPersonal for WithdrawPolicyDraft {}

/// Answers `WithdrawPolicyDraft`.
pub(crate) fn withdraw_draft(
    state: &State,
    command: &WithdrawPolicyDraft,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme_id = state.programme()?.id;
    let version = command.version;
    let draft = state.policies.get(&version).ok_or(Violation::PolicyUnknown { version })?;
    let mut checks = Checks::new();
    let published = draft.in_force_from.is_some();
    checks.require(!published, || Violation::PolicyInForce { version });
    checks.require(!draft.withdrawn, || Violation::PolicyNotDraft { version });
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.finish()?;
    let reason = command.reason.clone();
    Ok(vec![PolicyDraftWithdrawn { programme_id, version, reason }.into()])
}

impl PolicyVersion {
    /// Refuses a version that was published or withdrawn.
    pub(crate) fn not_a_draft(&self, version: u32) -> Option<Violation> {
        let decided = self.in_force_from.is_some() || self.withdrawn;
        decided.then_some(Violation::PolicyNotDraft { version })
    }
}

impl HoldsPersonal for PublishTierPolicy {}

/// Answers `PublishTierPolicy`.
pub(crate) fn publish(
    state: &State,
    command: &PublishTierPolicy,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let programme = state.programme()?;
    let version = command.version;
    let unknown = Violation::PolicyUnknown { version };
    let draft = state.policies.get(&version).ok_or(unknown)?;
    let previous = newest_published(state);
    if let Some((newest, _)) = previous.filter(|(newest, _)| *newest >= version) {
        return Err(Violation::PolicyAlreadyPublished { version: newest }.into());
    }
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(draft.not_a_draft(version));
    // A word given to the members is kept: nothing is decided while they are still heard.
    let heard_until = draft.consulted_until.filter(|until| today <= *until);
    checks.note(heard_until.map(|until| Violation::NotYetDue { at: state.end_of(until) }));
    checks.require(command.in_force_from >= today, || Violation::PolicyEffectiveInPast { today });
    checks.note(field::day_in_reach("inForceFrom", command.in_force_from, today));
    let report = command.impact_report_ref.as_deref();
    checks.note(report.and_then(|it| field::reference("impactReportRef", it)));
    let days = draft.rules.grace_days;
    let hardens = previous.is_some_and(|(_, old)| harder::hardens(&old.rules, &draft.rules));
    checks.require(!hardens || command.grace_for_incumbents_days >= days, || {
        Violation::IncumbentGraceRequired { days }
    });
    let Collected { approvals, too_few } = approved(state, programme, version, draft);
    checks.note(too_few);
    checks.finish()?;
    let programme_id = programme.id;
    let mut events = vec![
        TierPolicyPublished {
            programme_id,
            version,
            in_force_from: command.in_force_from,
            impact_report_ref: command.impact_report_ref.clone(),
            grace_for_incumbents_days: command.grace_for_incumbents_days,
            approved_by: approvals,
        }
        .into(),
    ];
    events.extend(previous.map(|(old, _)| {
        let from = command.in_force_from;
        TierPolicySuperseded { programme_id, version: old, by_version: version, from }.into()
    }));
    Ok(events)
}

fn newest_published(state: &State) -> Option<(u32, &PolicyVersion)> {
    let mut newest_first = state.policies.iter().rev();
    newest_first
        .find(|(_, policy)| policy.in_force_from.is_some())
        .map(|(version, policy)| (*version, policy.as_ref()))
}

/// The approvals of others than the drafter. The product's own first version needs none while the
/// programme is set up: there is nobody yet who could give it, and nobody yet whom it binds.
fn approved(
    state: &State,
    programme: &Programme,
    version: u32,
    draft: &PolicyVersion,
) -> Collected {
    let own_default =
        version == 1 && draft.drafted_by.role == Role::System && programme.stage == Stage::Created;
    let proposal = Proposal::PublishPolicy(PolicyProposal { version });
    // The rules now in force say how many; a draft cannot lower the bar for itself.
    let in_force: &PolicyRules =
        newest_published(state).map_or(&draft.rules, |(_, old)| &old.rules);
    let need = in_force.approvals_needed(ApprovalStep::PublishPolicy).max(1);
    let need = if own_default { 0 } else { need };
    approval::collect(state, &proposal, need, &[draft.drafted_by])
}
