//! What follows from a growth challenge that was met: the member is named as candidate, for people
//! to decide on, or has the bonus that was promised.

use super::Assignment;
use crate::assignment;
use crate::event::Event;
use crate::id::{CandidacyId, EventId};
use crate::koc;
use crate::koc::command::NominateCandidate;
use crate::koc::values::NominationSource;
use crate::perk;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::task::GrowthAim;
use crate::todo::values::{Audience, TodoKind};
use crate::vocabulary::TierCode;
use crate::{Role, todo};

/// The nomination, or a to-do where the rules of candidacies refuse it.
pub(crate) fn growth_challenge(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Assignment(assignment::Event::WorkApproved(approved)) = event else {
        return Ok(Vec::new());
    };
    let assignment = state.assignment(approved.assignment_id)?;
    let growth = state.task(assignment.task)?.growth;
    let met = growth.filter(|growth| approved.final_score >= growth.score_bar);
    Ok(match met.map(|growth| growth.aim) {
        None => Vec::new(),
        Some(GrowthAim::TargetTier(tier)) => nominate(state, assignment, tier, cause, context),
        Some(GrowthAim::Perk(kind)) => {
            let (id, koc_id) = (approved.assignment_id, assignment.koc);
            perk::grown(state, id, koc_id, kind, context).into_iter().collect()
        }
    })
}

fn nominate(
    state: &State,
    assignment: &Assignment,
    target_tier: TierCode,
    cause: EventId,
    context: &Context,
) -> Vec<Event> {
    let assignment_id = assignment.offer.assignment_id;
    let nomination = NominateCandidate {
        koc_id: assignment.koc,
        candidacy_id: CandidacyId::derived(&[b"growth-challenge", &assignment_id.0]),
        target_tier,
        source: NominationSource::GrowthChallenge,
        source_ref: Some(cause),
        note: None,
    };
    koc::nominate(state, &nomination, context).unwrap_or_else(|refusal| {
        let (kind, audience) = (TodoKind::ReactionRefused, Audience::Role(Role::Ops));
        let about = assignment_id.to_string();
        let opened = todo::opened(kind, audience, about, Some(assignment.koc), cause);
        vec![todo::instead(opened, &refusal).into()]
    })
}
