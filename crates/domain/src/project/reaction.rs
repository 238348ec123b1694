//! What follows at once: whoever gave something is credited and thanked, and whoever leaves or
//! falls below a bar plays their part no more.

use super::Project;
use super::event::*;
use super::values::PartEnd;
use crate::contribution;
use crate::event::Event as Happened;
use crate::id::{EventId, KocId, PieceId, ProjectId};
use crate::koc;
use crate::piece::event::PieceWithdrawn;
use crate::piece::{Event as OfPiece, PieceState};
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo::{self, values::Audience, values::TodoKind};
use crate::vocabulary::TierCode;
use crate::{actor::Role, event};

/// Credits the author of an accepted piece, the editor of an accepted section, and everybody who
/// is thanked for an edition.
pub(crate) fn credit(
    state: &State,
    event: &event::Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<event::Event>, Refusal> {
    match event {
        Happened::Piece(OfPiece::PieceAccepted(e)) => {
            contribution::credit_accepted_piece(state, e, cause, context)
        }
        Happened::Project(Event::SectionAccepted(e)) => {
            contribution::credit_accepted_section(state, e, cause, context)
        }
        Happened::Project(Event::ContributorsThanked(e)) => {
            contribution::credit_contributors(state, e, cause, context)
        }
        _ => Ok(Vec::new()),
    }
}

/// Thanks the first of them in the commit of the release.
pub(crate) fn thank_first(
    state: &State,
    event: &event::Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<event::Event>, Refusal> {
    let Happened::Project(Event::ProjectReleased(e)) = event else { return Ok(Vec::new()) };
    let next = state.project(e.project_id)?.next_to_thank();
    let thanked = next.map(|(edition, koc_ids)| {
        ContributorsThanked { project_id: e.project_id, edition, koc_ids }.into()
    });
    Ok(thanked.into_iter().collect())
}

/// Ends the parts of a member who leaves, is suspended, goes on under another record, is forgotten
/// or stands below a bar. What they gave stays, and stays theirs.
pub(crate) fn end_parts(
    state: &State,
    event: &event::Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<event::Event>, Refusal> {
    let Happened::Koc(event) = event else { return Ok(Vec::new()) };
    let Some(why) = ends(event) else { return Ok(Vec::new()) };
    let koc_id = event.koc_id();
    let tier = state.kocs.get(&koc_id).and_then(|koc| koc.tier);
    let from = (koc_id, ProjectId([0; 16]));
    let theirs = state.project_parts.range(from..).take_while(|(whose, _)| *whose == koc_id);
    let mut events: Vec<event::Event> = Vec::new();
    for (_, project_id) in theirs {
        if let Ok(project) = state.project(*project_id) {
            events.extend(project.without(*project_id, koc_id, tier, why));
        }
    }
    if why == PartEnd::Forgotten {
        events.extend(take_back(state, koc_id, cause));
    }
    Ok(events)
}

/// Why an event may end somebody's parts; none of one that cannot.
fn ends(event: &koc::Event) -> Option<PartEnd> {
    Some(match event {
        koc::Event::KocLeft(_) => PartEnd::Left,
        koc::Event::KocSuspended(_) => PartEnd::Suspended,
        koc::Event::KocMerged(_) => PartEnd::Merged,
        koc::Event::KocPersonalDataErased(_) => PartEnd::Forgotten,
        koc::Event::KocDemoted(_)
        | koc::Event::KocSteppedDown(_)
        | koc::Event::KocTierCorrected(_) => PartEnd::BelowBar,
        _ => return None,
    })
}

impl Project {
    fn without(
        &self,
        project_id: ProjectId,
        koc_id: KocId,
        tier: Option<TierCode>,
        why: PartEnd,
    ) -> Vec<event::Event> {
        let below = |bar: TierCode| why != PartEnd::BelowBar || tier < Some(bar);
        let mut events: Vec<event::Event> = Vec::new();
        if self.chiefs.contains(&koc_id) && below(self.bars.chief_editor) {
            events.push(ChiefEditorRelieved { project_id, koc_id, why, reason: None }.into());
        }
        if below(self.bars.section_editor) {
            let theirs = self.sections.iter().filter(|(_, it)| it.editor == Some(koc_id));
            events.extend(theirs.map(|(section_id, _)| {
                let section_id = *section_id;
                SectionReleased { project_id, section_id, koc_id, why, reason: None }.into()
            }));
        }
        events
    }
}

/// Pieces taken back at once; what is beyond waits for the team. Our own number.
const AT_ONCE: usize = 100;

/// What nobody has looked at yet goes with its author: nobody can read it any more.
fn take_back(state: &State, koc_id: KocId, cause: EventId) -> Vec<event::Event> {
    let own = state.pieces_by_author.range((koc_id, PieceId([0; 16]))..);
    let own = own.take_while(|(author, _)| *author == koc_id);
    let waiting: Vec<(PieceId, ProjectId)> = own
        .filter_map(|(_, id)| {
            let piece = state.pieces.get(id)?;
            (piece.state == PieceState::Offered).then_some((*id, piece.project))
        })
        .collect();
    let mut events: Vec<event::Event> = Vec::new();
    for (piece_id, project_id) in waiting.iter().take(AT_ONCE) {
        let (piece_id, project_id) = (*piece_id, *project_id);
        let withdrawn = PieceWithdrawn { piece_id, project_id, author: koc_id, reason: None };
        events.push(withdrawn.into());
    }
    if waiting.len() > AT_ONCE {
        let (ops, about) = (Audience::Role(Role::Ops), koc_id.to_string());
        events
            .push(todo::opened(TodoKind::ReactionRefused, ops, about, Some(koc_id), cause).into());
    }
    events
}
