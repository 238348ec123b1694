//! Candidates and invitations: the way up before a promotion.

use super::command::{
    AcceptTierInvitation, DeclineTierInvitation, DismissCandidate, InviteToTier, NominateCandidate,
};
use super::event::{
    CandidateDismissed, CandidateNominated, TierInvitationAccepted, TierInvitationDeclined,
    TierInvitationSent,
};
use super::metrics;
use super::{Invitation, Koc};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::KocId;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::{ConsentPurpose, TierCode};

/// Refuses any tier but the one above.
pub(super) fn next_rank(koc: &Koc, to: TierCode) -> Option<Violation> {
    let next = koc.tier.and_then(TierCode::next);
    (next != Some(to)).then(|| not_adjacent(koc, to))
}

pub(super) fn not_adjacent(koc: &Koc, to: TierCode) -> Violation {
    let from = koc.tier.map_or_else(|| "none".to_owned(), |tier| tier.to_string());
    Violation::TierNotAdjacent { from, to }
}

impl HoldsPersonal for NominateCandidate {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(note) = &mut self.note {
            show(self.koc_id.into(), SealedField::Note, note);
        }
    }
}

/// Answers `NominateCandidate`.
pub(crate) fn nominate(
    state: &State,
    command: &NominateCandidate,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let NominateCandidate { koc_id, candidacy_id, target_tier, source, source_ref, .. } = *command;
    let today = state.day_of(context.now);
    let tier = target_tier;
    let mut checks = Checks::new();
    checks.note(koc.require_active(today));
    checks.note(koc.require_not_taken_back(ConsentPurpose::Participation, today));
    checks.note(next_rank(koc, tier));
    let open = koc.candidacies.values().any(|target| *target == tier);
    checks.require(!open, || Violation::AlreadyCandidate { tier });
    checks.note(source_ref.and_then(|event| state.known_event(event)));
    checks.note(field::personal("note", command.note.as_ref()));
    let policy = state.policy_on(today);
    checks.note(policy.as_ref().err().cloned());
    checks.finish()?;
    let (_, policy) = policy?;
    let from = koc.standing_tier()?;
    let rising = metrics::rising(koc, &policy.rules, from, today);
    let mut evidence = metrics::evidence(state, rising.metrics, today);
    evidence.refs = source_ref.into_iter().collect();
    evidence.note = sealed_option(command.note.as_ref())?;
    let nominated =
        CandidateNominated { koc_id, candidacy_id, target_tier, source, source_ref, evidence };
    Ok(vec![nominated.into()])
}

impl HoldsPersonal for DismissCandidate {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `DismissCandidate`.
pub(crate) fn dismiss(
    state: &State,
    command: &DismissCandidate,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let DismissCandidate { koc_id, candidacy_id, .. } = *command;
    let open = state.koc(koc_id)?.candidacies.contains_key(&candidacy_id);
    let mut checks = Checks::new();
    checks.require(open, || Violation::CandidacyNotOpen);
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let reason = command.reason.sealed()?;
    Ok(vec![CandidateDismissed { koc_id, candidacy_id, reason }.into()])
}

impl HoldsPersonal for InviteToTier {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Message, &mut self.message);
    }
}

/// Answers `InviteToTier`.
pub(crate) fn invite(
    state: &State,
    command: &InviteToTier,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let InviteToTier { koc_id, target_tier, expires_at, candidacy_id, .. } = *command;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(koc.require_active(today));
    checks.note(koc.require_not_taken_back(ConsentPurpose::Participation, today));
    checks.note(next_rank(koc, target_tier));
    let open = koc.invitation.filter(|it| it.accepted || context.now <= it.expires_at);
    checks.note(open.map(|open| Violation::InvitationAlreadyOpen { tier: open.tier }));
    checks.require(context.now < expires_at, || Violation::DateInPast {
        field: "expiresAt".to_owned(),
    });
    checks.note(field::day_in_reach("expiresAt", state.day_of(expires_at), today));
    let candidate = candidacy_id.is_none_or(|id| koc.candidacies.get(&id) == Some(&target_tier));
    checks.require(candidate, || Violation::CandidacyNotOpen);
    checks.note(field::personal_said("message", &command.message));
    checks.finish()?;
    let message = command.message.sealed()?;
    Ok(vec![TierInvitationSent { koc_id, target_tier, message, expires_at, candidacy_id }.into()])
}

impl HoldsPersonal for AcceptTierInvitation {}

/// Answers `AcceptTierInvitation`.
pub(crate) fn accept_invitation(
    state: &State,
    command: &AcceptTierInvitation,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AcceptTierInvitation { koc_id, target_tier } = *command;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "AcceptTierInvitation"));
    checks.note(answerable(state, koc_id, target_tier, context)?);
    let koc = state.koc(koc_id)?;
    checks.note(koc.require_present());
    let today = state.day_of(context.now);
    checks.note(koc.require_not_taken_back(ConsentPurpose::Participation, today));
    checks.finish()?;
    Ok(vec![TierInvitationAccepted { koc_id, target_tier }.into()])
}

impl HoldsPersonal for DeclineTierInvitation {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(reason) = &mut self.reason {
            show(self.koc_id.into(), SealedField::Reason, reason);
        }
    }
}

/// Answers `DeclineTierInvitation`.
pub(crate) fn decline_invitation(
    state: &State,
    command: &DeclineTierInvitation,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let DeclineTierInvitation { koc_id, target_tier, .. } = *command;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "DeclineTierInvitation"));
    checks.note(answerable(state, koc_id, target_tier, context)?);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![TierInvitationDeclined { koc_id, target_tier, reason }.into()])
}

/// Refuses an answer to an invitation that is not open, or no longer.
fn answerable(
    state: &State,
    koc_id: KocId,
    tier: TierCode,
    context: &Context,
) -> Result<Option<Violation>, Violation> {
    let open = state.koc(koc_id)?.invitation.filter(|it| it.tier == tier && !it.accepted);
    Ok(match open {
        None => Some(Violation::InvitationNotOpen { tier }),
        Some(Invitation { expires_at, .. }) if context.now > expires_at => {
            Some(Violation::InvitationExpired { at: expires_at })
        }
        Some(_) => None,
    })
}
