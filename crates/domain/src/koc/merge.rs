//! Two records of one person become one.
//!
//! The record that ends keeps what was recorded of it: its ledger, its works, its history stay
//! where they are and can be seen. What it earned counts for the record that goes on: tier
//! decisions look at both. Accounts, cars and a suspension go over; the tier, the consents and the
//! right of return do not, for each is a decision or a word of its own.

use super::command::MergeKoc;
use super::event::KocMerged;
use super::{Koc, Standing, channel, effect, suspend};
use crate::approval::{self, MergeProposal, Proposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::KocId;
use crate::mentorship;
use crate::personal::{Person, Personal, SealedField};
use crate::policy::ApprovalStep;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::timer::Timer;

impl HoldsPersonal for MergeKoc {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Note, &mut self.evidence);
    }
}

/// Answers `MergeKoc`.
pub(crate) fn merge(
    state: &State,
    command: &MergeKoc,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let MergeKoc { koc_id, duplicate_id, .. } = *command;
    if koc_id == duplicate_id {
        return Err(Violation::SelfMerge.into());
    }
    let (survivor, duplicate) = (state.koc(koc_id)?, state.koc(duplicate_id)?);
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    let merged = duplicate.merged_into();
    checks.note(merged.map(|into| Violation::AlreadyMerged { into }));
    checks.note(survivor.require_here());
    let (_, policy) = state.policy_on(today)?;
    let proposal = Proposal::Merge(MergeProposal { koc_id, duplicate_id });
    let step = ApprovalStep::Merge;
    let collected = approval::collect_for(state, &proposal, step, &policy.rules, context);
    checks.note(collected.too_few);
    checks.note(field::personal_said("evidence", &command.evidence));
    checks.finish()?;
    let merged = KocMerged {
        koc_id: duplicate_id,
        into: koc_id,
        tier_at_merge: duplicate.tier,
        evidence: command.evidence.sealed()?,
        effective_on: today,
        effective_at: effect::effective_at(state, duplicate, today, context),
        approved_by: collected.approvals,
    };
    Ok(vec![merged.into()])
}

/// Takes in what follows a merge; the tier was taken in before.
pub(super) fn merged(state: &mut State, event: &KocMerged) {
    let KocMerged { koc_id: duplicate_id, into: koc_id, effective_on, .. } = *event;
    approval::consume(state, &Proposal::Merge(MergeProposal { koc_id, duplicate_id }));
    mentorship::member_left(state, duplicate_id);
    channel::hand_over(state, duplicate_id, koc_id);
    state.timers.clear(Timer::LiftSuspension(duplicate_id));
    let Some(duplicate) = state.koc_mut(duplicate_id) else { return };
    duplicate.end_pause(effective_on);
    duplicate.standing = Standing::Merged { into: koc_id };
    duplicate.lock = None;
    duplicate.declared = None;
    let suspension = duplicate.suspension.take();
    let track = std::mem::take(&mut duplicate.track);
    let said = duplicate.take_what_was_said();
    if let Some(survivor) = state.koc_mut(koc_id) {
        survivor.track.absorb(track);
        survivor.absorb_what_was_said(said);
    }
    if let Some(suspension) = suspension {
        suspend::begin(state, koc_id, suspension);
    }
}

impl Koc {
    /// The record that goes on for this one.
    pub(crate) fn merged_into(&self) -> Option<KocId> {
        match self.standing {
            Standing::Merged { into } => Some(into),
            _ => None,
        }
    }

    /// Refuses the record of somebody who goes on under another, or was forgotten.
    pub(crate) fn require_own_record(&self) -> Option<Violation> {
        let ended = matches!(self.standing, Standing::Merged { .. } | Standing::Erased);
        ended.then(|| self.not_active())
    }
}

impl State {
    /// Under whose record that person goes on: their own, or the one theirs was merged into.
    pub(crate) fn goes_on_as(&self, koc_id: KocId) -> KocId {
        let mut at = koc_id;
        // Nobody is merged into a record that has ended, so the way has an end.
        while let Some(into) = self.kocs.get(&at).and_then(|koc| koc.merged_into()) {
            at = into;
        }
        at
    }
}
