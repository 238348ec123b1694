//! What people are told of a project, and what waits for whom because of it.

use super::event::SectionSubmitted;
use super::{Event, SectionState};
use crate::actor::Role;
use crate::asset;
use crate::asset::values::AssetSource;
use crate::event::Event as Happened;
use crate::id::{EventId, KocId, ProjectId, SectionId};
use crate::piece::Event as OfPiece;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo::values::{Audience, TodoKind};
use crate::todo::{completed, opened};

/// What follows at once.
pub(crate) fn tell(
    state: &State,
    event: &Happened,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Happened>, Refusal> {
    let to_member = |kind: TodoKind, koc_id: KocId, about: String| -> Happened {
        opened(kind, Audience::Koc(koc_id), about, Some(koc_id), cause).into()
    };
    Ok(match event {
        Happened::Project(event) => of_project(state, event, cause, &to_member),
        Happened::Piece(OfPiece::PieceDeclined(e)) => {
            vec![to_member(TodoKind::PieceDeclined, e.author, e.piece_id.to_string())]
        }
        Happened::Asset(asset::Event::AssetArchived(e)) => match &e.source {
            AssetSource::Edition(edition) => {
                completed(state, TodoKind::ArchiveEdition, &edition.project_id.to_string())
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    })
}

fn of_project(
    state: &State,
    event: &Event,
    cause: EventId,
    to_member: &dyn Fn(TodoKind, KocId, String) -> Happened,
) -> Vec<Happened> {
    match event {
        Event::ChiefEditorInvited(e) => {
            vec![to_member(TodoKind::ChiefEditorInvited, e.koc_id, e.project_id.to_string())]
        }
        Event::ChiefEditorInvitationAnswered(e) => {
            let about = e.project_id.to_string();
            let of_them = crate::todo::waiting(state, TodoKind::ChiefEditorInvited, &about);
            let answered = of_them.filter(|(_, koc_id)| *koc_id == Some(e.koc_id));
            answered
                .map(|(id, _)| crate::todo::event::TodoCompleted { todo_id: id }.into())
                .collect()
        }
        Event::SectionClaimed(e) => {
            completed(state, TodoKind::SectionVacant, &e.section_id.to_string())
        }
        Event::SectionReleased(e) => {
            let about = e.section_id.to_string();
            let mut events = completed(state, TodoKind::SectionSentBack, &about);
            events.extend(completed(state, TodoKind::ReviewSection, &about));
            events.extend(vacant(state, e.project_id, Some(e.section_id), cause));
            events
        }
        Event::SectionSubmitted(e) => to_review(state, e, cause),
        Event::SectionAccepted(e) => {
            completed(state, TodoKind::ReviewSection, &e.section_id.to_string())
        }
        Event::SectionSentBack(e) => {
            let about = e.section_id.to_string();
            let mut events = completed(state, TodoKind::ReviewSection, &about);
            events.extend(e.koc_id.map(|it| to_member(TodoKind::SectionSentBack, it, about)));
            events
        }
        Event::SectionReopened(e) => {
            let about = e.section_id.to_string();
            let mut events = completed(state, TodoKind::ReviewSection, &about);
            events.extend(e.koc_id.map(|it| to_member(TodoKind::SectionSentBack, it, about)));
            events
        }
        Event::NewEditionOpened(e) => vacant(state, e.project_id, None, cause),
        Event::ProjectReleased(e) => {
            let (librarian, about) = (Audience::Role(Role::Librarian), e.project_id.to_string());
            vec![opened(TodoKind::ArchiveEdition, librarian, about, None, cause).into()]
        }
        Event::ContributorsThanked(e) => {
            let about = e.project_id.to_string();
            let told = e.koc_ids.iter();
            told.map(|it| to_member(TodoKind::ProjectReleased, *it, about.clone())).collect()
        }
        _ => Vec::new(),
    }
}

/// The team finds an editor for a section that has none, or for each of them. An accepted one
/// needs none in this edition.
fn vacant(
    state: &State,
    project_id: ProjectId,
    only: Option<SectionId>,
    cause: EventId,
) -> Vec<Happened> {
    let Ok(project) = state.project(project_id) else { return Vec::new() };
    let vacant = project.sections.iter().filter(|(section_id, section)| {
        let asked = only.is_none_or(|only| only == **section_id);
        asked && section.state == SectionState::Vacant
    });
    let waits = vacant.filter(|(section_id, _)| {
        let about = section_id.to_string();
        crate::todo::waiting(state, TodoKind::SectionVacant, &about).next().is_none()
    });
    let ops = Audience::Role(Role::Ops);
    let opened = waits.map(|(section_id, _)| {
        opened(TodoKind::SectionVacant, ops, section_id.to_string(), None, cause).into()
    });
    opened.collect()
}

/// Every chief editor but the section's own may review it; the team finds one where there is none.
fn to_review(state: &State, event: &SectionSubmitted, cause: EventId) -> Vec<Happened> {
    let about = event.section_id.to_string();
    let mut events = completed(state, TodoKind::SectionSentBack, &about);
    // A draft in place of one that waits is reviewed once.
    events.extend(completed(state, TodoKind::ReviewSection, &about));
    let Ok(project) = state.project(event.project_id) else { return events };
    let others = project.chiefs.iter().filter(|chief| **chief != event.koc_id);
    let mut audiences: Vec<Audience> = others.map(|chief| Audience::Koc(*chief)).collect();
    if audiences.is_empty() {
        audiences.push(Audience::Role(Role::Ops));
    }
    events.extend(audiences.into_iter().map(|audience| -> Happened {
        let koc_id = Some(event.koc_id);
        opened(TodoKind::ReviewSection, audience, about.clone(), koc_id, cause).into()
    }));
    events
}
