//! The rules of becoming an ambassador, of being one, and of being one no more.

use super::command::*;
use super::event::*;
use super::values::{Mandate, StatementParty};
use super::{AmbassadorState, REVOKE_APPROVALS, SPONSORS_MIN};
use crate::actor::Role;
use crate::approval::{self, AmbassadorProposal, Proposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::OperatorId;
use crate::koc::Koc;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::TierCode;

impl HoldsPersonal for InviteAmbassador {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Note, &mut self.values_assessment);
    }
}

/// Answers `InviteAmbassador`. Whoever sends it sponsors the member, when they are somebody in
/// particular; the others have approved exactly this.
pub(crate) fn invite(
    state: &State,
    command: &InviteAmbassador,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    let koc = state.koc(koc_id)?;
    let proposal = Proposal::InviteAmbassador(AmbassadorProposal { koc_id });
    let approved_by = approval::collect(state, &proposal, 0, &[context.actor]).approvals;
    let mut sponsors: Vec<OperatorId> = context.actor.as_operator().into_iter().collect();
    sponsors.extend(approved_by.iter().map(|approval| approval.operator_id));
    let have = u8::try_from(sponsors.len()).unwrap_or(u8::MAX);
    let mut checks = Checks::new();
    let already = state.live_ambassadorship(koc_id).is_some();
    checks.require(!already, || Violation::AlreadyAmbassador);
    checks.note(not_of_the_top(state, koc, context));
    let need = SPONSORS_MIN;
    checks.require(have >= need, || Violation::SponsorsTooFew { need, have });
    checks.note(field::personal_said("valuesAssessment", &command.values_assessment));
    checks.finish()?;
    let values_assessment = command.values_assessment.sealed()?;
    Ok(vec![AmbassadorInvited { koc_id, values_assessment, sponsors, approved_by }.into()])
}

/// Every reason why a member cannot be made an ambassador now.
fn not_of_the_top(state: &State, koc: &Koc, context: &Context) -> Vec<Violation> {
    let need = TierCode::TOP;
    let has = || koc.tier.map_or_else(|| "-".to_owned(), |tier| tier.to_string());
    let low = (koc.tier < Some(need)).then(|| Violation::TierTooLow { need, has: has() });
    koc.require_active(state.day_of(context.now)).into_iter().chain(low).collect()
}

impl HoldsPersonal for DeclineAmbassadorship {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(reason) = &mut self.reason {
            show(self.koc_id.into(), SealedField::Reason, reason);
        }
    }
}

/// Answers `DeclineAmbassadorship`. A no needs no reason.
pub(crate) fn decline(
    state: &State,
    command: &DeclineAmbassadorship,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "DeclineAmbassadorship"));
    checks.note(state.ambassador_invited(koc_id).err());
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![AmbassadorDeclined { koc_id, reason }.into()])
}

impl HoldsPersonal for ReachConsensus {}

/// Answers `ReachConsensus`. Whoever sends it signs for their own side and for no other; the last
/// word of each side counts.
pub(crate) fn reach_consensus(
    state: &State,
    command: &ReachConsensus,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ReachConsensus { koc_id, statement_version } = *command;
    let koc = state.koc(koc_id)?;
    let invited = state.ambassador_invited(koc_id)?;
    let by = match context.actor.role {
        Role::Koc => StatementParty::Member,
        _ => StatementParty::Brand,
    };
    let (own, other) = match by {
        StatementParty::Member => (invited.signed_by_member, invited.signed_by_brand),
        StatementParty::Brand => (invited.signed_by_brand, invited.signed_by_member),
    };
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "ReachConsensus"));
    checks.note(koc.require_here());
    checks.require(statement_version > 0, || field::invalid("statementVersion"));
    checks.require(own != Some(statement_version), || Violation::NoChange);
    let same = other.is_none_or(|other| other == statement_version);
    checks.require(same, || Violation::BothMustAgree);
    checks.finish()?;
    let signed = StatementSigned { koc_id, statement_version, by };
    let reached = other.map(|_| ConsensusReached { koc_id, statement_version }.into());
    Ok([Event::from(signed)].into_iter().chain(reached).collect())
}

impl HoldsPersonal for ConferAmbassadorship {}

/// Answers `ConferAmbassadorship`. The bar counts at this moment, too.
pub(crate) fn confer(
    state: &State,
    command: &ConferAmbassadorship,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    let koc = state.koc(koc_id)?;
    let today = state.day_of(context.now);
    let standing = state.ambassadorships.get(&koc_id);
    let mut checks = Checks::new();
    let reached = standing.filter(|it| it.state == AmbassadorState::ConsensusReached);
    let statement_version = reached.and_then(|it| it.signed_by_brand);
    let stands = || standing.map_or("NONE", |it| it.state.code()).to_owned();
    checks.require(statement_version.is_some(), || Violation::ConsensusNotReached {
        state: stands(),
    });
    checks.note(not_of_the_top(state, koc, context));
    check_mandate(&mut checks, &command.mandate);
    checks.note(field::labels("title", &command.title));
    let past = || Violation::DateInPast { field: "from".to_owned() };
    checks.require(today <= command.from, past);
    checks.note(field::day_in_reach("from", command.from, today));
    checks.finish()?;
    let conferred = AmbassadorshipConferred {
        koc_id,
        mandate: command.mandate.clone(),
        title: command.title.clone(),
        from: command.from,
        statement_version: statement_version.unwrap_or_default(),
    };
    Ok(vec![conferred.into()])
}

/// A mandate says what somebody may speak on, in both languages.
fn check_mandate(checks: &mut Checks, mandate: &Mandate) {
    let Mandate { may_speak_on, may_not } = mandate;
    checks.require(!may_speak_on.is_empty(), || field::invalid("mandate.maySpeakOn"));
    checks.note(field::list("mandate.maySpeakOn", may_speak_on));
    checks.note(field::list("mandate.mayNot", may_not));
    checks.note(may_speak_on.iter().flat_map(|it| field::labels("mandate.maySpeakOn", it)));
    checks.note(may_not.iter().flat_map(|it| field::labels("mandate.mayNot", it)));
}

impl HoldsPersonal for RecordAdvocacy {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Note, &mut self.occasion);
        if let Some(evidence) = &mut self.evidence {
            show(self.koc_id.into(), SealedField::Url, evidence);
        }
    }
}

/// Answers `RecordAdvocacy`. The team and every member may tell what they saw; whoever tells of
/// themselves shows where, and is not credited for saying so.
pub(crate) fn record_advocacy(
    state: &State,
    command: &RecordAdvocacy,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    let ambassador = state.ambassador(koc_id)?;
    let by_themselves = context.actor.as_koc() == Some(koc_id);
    let evidence = command.evidence.as_ref();
    let mut checks = Checks::new();
    checks.note(state.koc(koc_id)?.require_here());
    let in_future = || Violation::DateInFuture { field: "at".to_owned() };
    checks.require(command.at <= context.now, in_future);
    let since = ambassador.from.map(|from| state.start_of(from));
    let in_office = since.is_none_or(|since| since <= command.at);
    checks.require(in_office, || field::invalid("at"));
    checks.note(field::personal_said("occasion", &command.occasion));
    checks.note(evidence.and_then(|evidence| field::personal_said("evidence", evidence)));
    let shown = evidence.is_some() || command.evidence_event.is_some();
    checks.require(shown || !by_themselves, || field::invalid("evidence"));
    checks.note(command.evidence_event.and_then(|event| state.known_event(event)));
    checks.finish()?;
    let recorded = AdvocacyRecorded {
        koc_id,
        advocacy_no: ambassador.advocacies.saturating_add(1),
        kind: command.kind,
        occasion: command.occasion.sealed()?,
        at: command.at,
        evidence: sealed_option(evidence)?,
        evidence_event: command.evidence_event,
        by_themselves,
    };
    Ok(vec![recorded.into()])
}

impl HoldsPersonal for RelinquishAmbassadorship {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(reason) = &mut self.reason {
            show(self.koc_id.into(), SealedField::Reason, reason);
        }
    }
}

/// Answers `RelinquishAmbassadorship`: at any time, also after leaving the programme.
pub(crate) fn relinquish(
    state: &State,
    command: &RelinquishAmbassadorship,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RelinquishAmbassadorship { koc_id, keep_honour, .. } = *command;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "RelinquishAmbassadorship"));
    checks.note(state.ambassador(koc_id).err());
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![AmbassadorshipRelinquished { koc_id, keep_honour, reason }.into()])
}

impl HoldsPersonal for RevokeAmbassadorship {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `RevokeAmbassadorship`. An invitation that stands is taken back the same way.
pub(crate) fn revoke(
    state: &State,
    command: &RevokeAmbassadorship,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    state.koc(koc_id)?;
    let proposal = Proposal::RevokeAmbassadorship(AmbassadorProposal { koc_id });
    let approved_by = approval::collect(state, &proposal, 0, &[context.actor]).approvals;
    let have = u8::try_from(approved_by.len()).unwrap_or(u8::MAX);
    let mut checks = Checks::new();
    let live = state.live_ambassadorship(koc_id).is_some();
    checks.require(live, || Violation::NotAnAmbassador);
    let enough = have >= REVOKE_APPROVALS;
    checks.require(enough, || Violation::RevocationNeedsTwoApprovers { have });
    checks.note(field::reason(&command.reason));
    checks.require(!command.evidence.is_empty(), || field::invalid("evidence"));
    checks.note(field::list("evidence", &command.evidence));
    checks.note(command.evidence.iter().filter_map(|event| state.known_event(*event)));
    checks.finish()?;
    let revoked = AmbassadorshipRevoked {
        koc_id,
        reason: command.reason.sealed()?,
        evidence: command.evidence.clone(),
        approved_by,
    };
    Ok(vec![revoked.into()])
}
