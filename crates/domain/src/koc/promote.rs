//! Moving a member one tier up.

use super::command::{EvidenceNote, PromoteKoc, PromotionBasis};
use super::event::KocPromoted;
use super::invite::next_rank;
use super::metrics::{self, Judged};
use super::values::{DecisionBasis, Evidence};
use super::{Koc, TierCause, effect, join};
use crate::approval::{self, Proposal, TierProposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::policy::{ApprovalStep, PolicyRules, PolicyVersion};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::ConsentPurpose;

/// The most events a person may point at as evidence. Our own number.
pub(super) const REFS_MAX: usize = 100;

impl HoldsPersonal for PromoteKoc {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = Person::from(self.koc_id);
        if let PromotionBasis::Override(reason) = &mut self.basis {
            show(person, SealedField::Reason, reason);
        }
        if let Some(note) = &mut self.evidence.note {
            show(person, SealedField::Note, note);
        }
    }
}

/// Answers `PromoteKoc`.
pub(crate) fn promote(
    state: &State,
    command: &PromoteKoc,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let PromoteKoc { koc_id, to_tier: to, effective_on: on, .. } = *command;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(koc.require_active(today));
    checks.note(koc.require_not_taken_back(ConsentPurpose::Participation, today));
    checks.note(next_rank(koc, to));
    let policy = in_force(state, command.policy_version, on, &mut checks);
    check_basis(koc, command, &mut checks);
    let judged = policy.and_then(|policy| Some(metrics::rising(koc, &policy.rules, koc.tier?, on)));
    if let Some(judged) = judged.as_ref().filter(|_| !is_override(&command.basis)) {
        let missing = || judged.missing.clone();
        checks
            .require(judged.met, || Violation::PromotionRequirementsNotMet { missing: missing() });
    }
    if let Some(policy) = policy {
        check_clocks(koc, &policy.rules, on, &mut checks);
    }
    checks.note(koc.require_unlocked(today));
    let collected = policy.map(|policy| {
        check_entry(state, koc, command, &policy.rules, &mut checks);
        let proposal = Proposal::Promote(TierProposal { koc_id, to_tier: to });
        approval::collect_for(state, &proposal, ApprovalStep::Promote, &policy.rules, context)
    });
    checks.note(collected.as_ref().and_then(|collected| collected.too_few.clone()));
    check_note(state, &command.evidence, &mut checks);
    effect::check_day(state, koc, on, context, &mut checks);
    checks.finish()?;
    let evidence = evidence(state, judged, &command.evidence, on)?;
    let promoted = KocPromoted {
        koc_id,
        from: koc.standing_tier()?,
        to,
        policy_version: command.policy_version,
        basis: decision_basis(&command.basis)?,
        evidence,
        effective_on: on,
        effective_at: effect::effective_at(state, koc, on, context),
        days_in_previous: koc.days_in_tier(on),
        approved_by: collected.map_or_else(Vec::new, |collected| collected.approvals),
    };
    Ok(vec![promoted.into()])
}

/// The policy on that day; notes that it is not the version named.
pub(super) fn in_force<'a>(
    state: &'a State,
    version: u32,
    on: Day,
    checks: &mut Checks,
) -> Option<&'a PolicyVersion> {
    let policy = state.policy_on(on).ok();
    let named = policy.is_some_and(|(in_force, _)| in_force == version);
    checks.require(named, || Violation::PolicyNotInForce { version });
    policy.map(|(_, policy)| policy)
}

fn is_override(basis: &PromotionBasis) -> bool {
    matches!(basis, PromotionBasis::Override(_))
}

fn check_basis(koc: &Koc, command: &PromoteKoc, checks: &mut Checks) {
    match &command.basis {
        PromotionBasis::Policy(yes) => checks.require(*yes, || field::invalid("basis")),
        PromotionBasis::Candidacy(id) => {
            let open = koc.candidacies.get(id) == Some(&command.to_tier);
            checks.require(open, || Violation::CandidacyNotOpen);
        }
        PromotionBasis::Override(reason) => checks.note(field::reason(reason)),
    }
}

fn decision_basis(basis: &PromotionBasis) -> Result<DecisionBasis, Refusal> {
    Ok(match basis {
        PromotionBasis::Policy(_) => DecisionBasis::Policy,
        PromotionBasis::Candidacy(id) => DecisionBasis::Candidacy(*id),
        PromotionBasis::Override(reason) => DecisionBasis::Override(reason.sealed()?),
    })
}

/// Time to be served in the tier, and after a demotion.
fn check_clocks(koc: &Koc, rules: &PolicyRules, on: Day, checks: &mut Checks) {
    let left = u32::from(rules.min_days_in_tier).saturating_sub(koc.days_in_tier(on));
    checks.require(left == 0, || Violation::MinDaysNotServed { left });
    let cooldown = i32::from(rules.cooldown_days);
    let until = koc.last_on(TierCause::Demoted).map(|demoted| demoted.plus(cooldown));
    checks.note(until.filter(|until| on < *until).map(|until| Violation::CooldownActive { until }));
}

/// The invitation and the room that the tier above asks for.
fn check_entry(
    state: &State,
    koc: &Koc,
    command: &PromoteKoc,
    rules: &PolicyRules,
    checks: &mut Checks,
) {
    let tier = command.to_tier;
    let accepted = koc.invitation.is_some_and(|it| it.tier == tier && it.accepted);
    let needed = rules.invitation_required.contains(&tier);
    checks.require(accepted || !needed, || Violation::InvitationNotAccepted { tier });
    checks.note(join::room_in(state, tier, rules));
}

/// What a person adds to the evidence must exist and fit.
pub(super) fn check_note(state: &State, added: &EvidenceNote, checks: &mut Checks) {
    checks.require(added.refs.len() <= REFS_MAX, || field::invalid("evidence.refs"));
    checks.note(added.refs.iter().find_map(|event| state.known_event(*event)));
    checks.note(field::personal("evidence.note", added.note.as_ref()));
}

/// The computed evidence with what a person adds.
pub(super) fn evidence(
    state: &State,
    judged: Option<Judged>,
    added: &EvidenceNote,
    on: Day,
) -> Result<Evidence, Refusal> {
    let metrics = judged.map_or_else(Vec::new, |judged| judged.metrics);
    let mut evidence = metrics::evidence(state, metrics, on);
    evidence.refs.clone_from(&added.refs);
    evidence.note = sealed_option(added.note.as_ref())?;
    Ok(evidence)
}
