//! What puts things right when an appeal is upheld.
//!
//! Each remedy is an act that exists by itself, decided by its own rule in the name of whoever
//! decided the appeal. One that moves points refuses the whole decision when it is refused; one
//! that moves none waits for a person instead.

use super::Event;
use super::event::AppealUpheld;
use super::values::{AdjustRemedy, Remedy, ReverseRemedy, TierRemedy};
use crate::actor::Role;
use crate::assignment::command::OverturnReview;
use crate::contribution::command::{AdjustContribution, ReverseContribution};
use crate::id::EventId;
use crate::koc::command::CorrectTier;
use crate::personal::Personal;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo::values::{Audience, TodoKind};
use crate::{assignment, contribution, koc, todo};

/// What follows at once.
pub(crate) fn react(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Appeal(Event::AppealUpheld(upheld)) = event else { return Ok(Vec::new()) };
    let Some(remedy) = &upheld.remedy else { return Ok(Vec::new()) };
    let (koc_id, reason) = (upheld.koc_id, Personal::Sealed(upheld.reasons.clone()));
    match remedy {
        Remedy::OverturnReview(remedy) => {
            let appeal_id = upheld.appeal_id;
            let new_decision = remedy.new_decision;
            let command = OverturnReview { appeal_id, new_decision };
            assignment::overturn_review(state, &command, context)
        }
        Remedy::ReverseContribution(ReverseRemedy { entry_id }) => {
            let (entry_id, source_event) = (*entry_id, Some(cause));
            let command = ReverseContribution { koc_id, entry_id, reason, source_event };
            contribution::reverse(state, &command, context)
        }
        Remedy::AdjustContribution(AdjustRemedy { entry_id, kind, delta }) => {
            let (entry_id, kind, delta) = (*entry_id, *kind, *delta);
            let command = AdjustContribution { koc_id, entry_id, kind, delta, reason };
            contribution::adjust(state, &command, context)
        }
        Remedy::CorrectTier(TierRemedy { supersedes, tier, effective_on }) => {
            let (supersedes, tier, effective_on) = (*supersedes, *tier, *effective_on);
            let command = CorrectTier { koc_id, supersedes, tier, effective_on, reason };
            let waits = waits_for(upheld, Role::Ops, cause);
            Ok(koc::correct_tier(state, &command, context)
                .unwrap_or_else(|refusal| vec![todo::instead(waits, &refusal).into()]))
        }
        Remedy::CorrectCredit(_) => Ok(vec![waits_for(upheld, Role::Librarian, cause).into()]),
    }
}

fn waits_for(upheld: &AppealUpheld, role: Role, cause: EventId) -> todo::event::TodoOpened {
    let about = upheld.appeal_id.to_string();
    todo::opened(TodoKind::RemedyAppeal, Audience::Role(role), about, Some(upheld.koc_id), cause)
}
