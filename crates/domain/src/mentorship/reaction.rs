//! What follows at mentors and mentees: whoever falls below the bar teaches no more, a long absence
//! is somebody's to see to, and a mentor's word makes a candidate.

use super::Event as OfMentorship;
use super::event::MentorRetired;
use super::values::RetireCause;
use crate::actor::Role;
use crate::event::Event;
use crate::id::{CandidacyId, EventId};
use crate::koc;
use crate::koc::command::NominateCandidate;
use crate::koc::values::NominationSource;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};
use crate::vocabulary::TierCode;

/// A mentor may be away this long before their mentees need another. Our own number.
const AWAY_DAYS: i32 = 14;

/// Whoever stands below the tier that mentors are of is none any more. Their mentees stay with them
/// on paper until the team gives each to somebody else.
pub(crate) fn end_below_bar(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = match event {
        Event::Koc(koc::Event::KocDemoted(e)) => e.koc_id,
        Event::Koc(koc::Event::KocSteppedDown(e)) => e.koc_id,
        Event::Koc(koc::Event::KocTierCorrected(e)) => e.koc_id,
        _ => return Ok(Vec::new()),
    };
    let below = state.koc(koc_id).is_ok_and(|koc| koc.tier < Some(TierCode::TOP));
    let ends = below && state.mentors.contains_key(&koc_id);
    let retired = MentorRetired { koc_id, cause: RetireCause::BelowBar, reason: None };
    Ok(ends.then(|| retired.into()).into_iter().collect())
}

/// Mentees of somebody who is away for long need another mentor.
pub(crate) fn away_for_long(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Mentorship(OfMentorship::MentorWentAway(e)) = event else { return Ok(Vec::new()) };
    let today = state.day_of(context.now);
    let long = e.until.is_none_or(|until| until > today.plus(AWAY_DAYS));
    if !long || state.mentees_of(e.koc_id).is_empty() {
        return Ok(Vec::new());
    }
    let (kind, ops) = (TodoKind::ReassignMentees, Audience::Role(Role::Ops));
    let about = e.koc_id.to_string();
    Ok(vec![todo::opened(kind, ops, about, Some(e.koc_id), cause).into()])
}

/// A mentee whom their mentor recommends is a candidate, for people to decide on; a to-do where the
/// rules of candidacies refuse it.
pub(crate) fn recommend(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Mentorship(OfMentorship::MenteeAssessed(e)) = event else { return Ok(Vec::new()) };
    let Some(target_tier) = e.recommend_for_tier else { return Ok(Vec::new()) };
    let told = cause.0.to_be_bytes();
    let nomination = NominateCandidate {
        koc_id: e.mentee,
        candidacy_id: CandidacyId::derived(&[b"mentor", &e.mentorship_id.0, &told]),
        target_tier,
        source: NominationSource::MentorRecommendation,
        source_ref: Some(cause),
        note: None,
    };
    Ok(koc::nominate(state, &nomination, context).unwrap_or_else(|refusal| {
        let (kind, ops) = (TodoKind::ReactionRefused, Audience::Role(Role::Ops));
        let opened = todo::opened(kind, ops, e.mentorship_id.to_string(), Some(e.mentee), cause);
        vec![todo::instead(opened, &refusal).into()]
    }))
}
