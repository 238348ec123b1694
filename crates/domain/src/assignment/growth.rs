//! What follows from a growth challenge that was met: the member is named as candidate, for people
//! to decide on, or has the bonus that was promised.

use super::Assignment;
use crate::assignment;
use crate::event::Event;
use crate::id::{CandidacyId, EventId, KocId};
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
    let Some(growth) = met else { return Ok(Vec::new()) };
    let made_it = assignment.shares(state).into_iter();
    let grown = made_it.flat_map(|(koc_id, _)| match growth.aim {
        GrowthAim::TargetTier(tier) => nominate(state, assignment, koc_id, tier, cause, context),
        GrowthAim::Perk(kind) => {
            let bonus = perk::grown(state, approved.assignment_id, koc_id, kind, context);
            bonus.into_iter().collect()
        }
    });
    Ok(grown.collect())
}

fn nominate(
    state: &State,
    assignment: &Assignment,
    koc_id: KocId,
    target_tier: TierCode,
    cause: EventId,
    context: &Context,
) -> Vec<Event> {
    let assignment_id = assignment.offer.assignment_id;
    let mut names: Vec<&[u8]> = vec![b"growth-challenge", &assignment_id.0];
    if assignment.team().is_some() {
        names.push(&koc_id.0);
    }
    let nomination = NominateCandidate {
        koc_id,
        candidacy_id: CandidacyId::derived(&names),
        target_tier,
        source: NominationSource::GrowthChallenge,
        source_ref: Some(cause),
        note: None,
    };
    koc::nominate(state, &nomination, context).unwrap_or_else(|refusal| {
        let (kind, audience) = (TodoKind::ReactionRefused, Audience::Role(Role::Ops));
        let about = assignment_id.to_string();
        let opened = todo::opened(kind, audience, about, Some(koc_id), cause);
        vec![todo::instead(opened, &refusal).into()]
    })
}
