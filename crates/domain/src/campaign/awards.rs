//! The rules of awards: as planned, once each, to somebody who takes part. On what it rests is
//! computed; who is given it is a person's decision.

use super::command::{ConferGrandPrize, ConferProcessAward};
use super::event::{GrandPrizeConferred, ProcessAwardConferred};
use super::values::{AwardEvidence, AwardKind};
use super::{Campaign, progress};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{AssignmentId, KocId};
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for ConferProcessAward {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(why) = &mut self.why {
            show(self.koc_id.into(), SealedField::Praise, why);
        }
    }
}

/// Answers `ConferProcessAward`.
pub(crate) fn confer_process_award(
    state: &State,
    command: &ConferProcessAward,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ConferProcessAward { campaign_id, koc_id, assignment_id, .. } = *command;
    let campaign = state.campaign(campaign_id)?;
    let given = Given { kind: AwardKind::Process, award: &command.award, koc_id, assignment_id };
    let mut checks = Checks::new();
    checks.note(campaign.not_running());
    let evidence = given.check(&mut checks, state, campaign, command.why.as_ref(), context)?;
    checks.finish()?;
    let (award, why) = (command.award.clone(), sealed_option(command.why.as_ref())?);
    Ok(vec![ProcessAwardConferred { campaign_id, award, koc_id, evidence, why }.into()])
}

impl HoldsPersonal for ConferGrandPrize {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(why) = &mut self.why {
            show(self.koc_id.into(), SealedField::Praise, why);
        }
    }
}

/// Answers `ConferGrandPrize`.
pub(crate) fn confer_grand_prize(
    state: &State,
    command: &ConferGrandPrize,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ConferGrandPrize { campaign_id, koc_id, assignment_id, .. } = *command;
    let campaign = state.campaign(campaign_id)?;
    let given = Given { kind: AwardKind::Grand, award: &command.award, koc_id, assignment_id };
    let mut checks = Checks::new();
    checks.note(campaign.not_judging());
    let evidence = given.check(&mut checks, state, campaign, command.why.as_ref(), context)?;
    checks.finish()?;
    let (award, why) = (command.award.clone(), sealed_option(command.why.as_ref())?);
    Ok(vec![GrandPrizeConferred { campaign_id, award, koc_id, evidence, why }.into()])
}

/// An award on its way to somebody.
struct Given<'a> {
    kind: AwardKind,
    award: &'a str,
    koc_id: KocId,
    assignment_id: Option<AssignmentId>,
}

impl Given<'_> {
    /// Notes whatever is in its way; on what it rests.
    fn check(
        &self,
        checks: &mut Checks,
        state: &State,
        campaign: &Campaign,
        why: Option<&Personal>,
        context: &Context,
    ) -> Result<AwardEvidence, Refusal> {
        let koc_id = self.koc_id;
        state.koc(koc_id)?;
        let planned = campaign.award(self.award).filter(|award| award.kind == self.kind);
        let Some(planned) = planned else { return Err(Violation::AwardNotPlanned.into()) };
        let first = !campaign.conferred.contains(self.award);
        checks.require(first, || Violation::AwardAlreadyConferred);
        checks.note(campaign.not_enrolled(koc_id));
        if let Some(assignment_id) = self.assignment_id {
            let theirs = campaign.works.get(&assignment_id).is_some_and(|(of, _)| *of == koc_id);
            checks.require(theirs, || field::invalid("assignmentId"));
        }
        checks.note(field::personal("why", why));
        let standings = campaign.standings(state, planned, state.day_of(context.now));
        let own = standings.into_iter().find(|standing| standing.koc_id == koc_id);
        let evidence = own.map_or_else(progress::nothing_known, |standing| standing.evidence);
        Ok(AwardEvidence { assignment_id: self.assignment_id, ..evidence })
    }
}
