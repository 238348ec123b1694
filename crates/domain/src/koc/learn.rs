//! What works show of a member that they do not say of themselves: they are told, and may say so.
//! Suggestions count what was shown at once; the profile stays the member's own word.

use super::Event as Happened;
use super::profile::{ProfilePart, Shown};
use crate::assignment;
use crate::assignment::values::SkillEvidence;
use crate::event::Event;
use crate::id::{EventId, KocId};
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// So many reviews say it; our own number.
const REVIEWS: u32 = 2;

/// At this mean level at least, of five; our own number.
const LEVEL: u32 = 4;

/// What follows at once: the review that makes a skill sure tells the member once, and a profile
/// whose skills or formats changed answers it.
pub(crate) fn learn(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    match event {
        Event::Assignment(assignment::Event::WorkReviewed(reviewed)) => {
            let members = &state.assignment(reviewed.assignment_id)?.members;
            let [koc_id] = *members.as_slice() else { return Ok(Vec::new()) };
            let (kind, member) = (TodoKind::SkillShown, Audience::Koc(koc_id));
            let waits = todo::waiting(state, kind, &koc_id.to_string()).next().is_some();
            if waits || !shows_more(state, koc_id, &reviewed.skill_evidence) {
                return Ok(Vec::new());
            }
            let told = todo::opened(kind, member, koc_id.to_string(), Some(koc_id), cause);
            Ok(vec![told.into()])
        }
        Event::Koc(Happened::ProfileUpdated(updated))
            if updated.changed.contains(&ProfilePart::Skills)
                || updated.changed.contains(&ProfilePart::Formats) =>
        {
            Ok(todo::completed(state, TodoKind::SkillShown, &updated.koc_id.to_string()))
        }
        _ => Ok(Vec::new()),
    }
}

/// Whether a review, which the state has taken in, makes sure what the profile does not say.
fn shows_more(state: &State, koc_id: KocId, evidence: &[SkillEvidence]) -> bool {
    let Ok(koc) = state.koc(koc_id) else { return false };
    if koc.require_present().is_some() {
        return false;
    }
    evidence.iter().any(|new| {
        let said = koc.says(|it| &it.skills, &new.skill) && koc.says(|it| &it.formats, &new.format);
        let pair = (new.skill.clone(), new.format.clone());
        let Some(shown) = koc.shown_skills.get(&pair).filter(|_| !said) else { return false };
        let same = evidence.iter().filter(|it| it.skill == new.skill && it.format == new.format);
        let before = same.fold(*shown, |before, it| Shown {
            sum: before.sum.saturating_sub(u32::from(it.level)),
            count: before.count.saturating_sub(1),
        });
        shown.is_sure() && !before.is_sure()
    })
}

impl Shown {
    fn is_sure(self) -> bool {
        self.count >= REVIEWS && self.sum >= self.count.saturating_mul(LEVEL)
    }
}
