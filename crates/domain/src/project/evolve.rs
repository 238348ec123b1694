//! Taking in what has happened to a project.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};

use super::event::*;
use super::{Edition, NameChoice, Part, Project, ProjectState, Section, SectionState};
use crate::id::{KocId, ProjectId, SectionId};
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::Day;
use crate::timer::Timer;

/// Takes in what has happened to a project.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let project_id = event.project_id();
    match event {
        Event::ProjectLaunched(e) => {
            state.projects.insert(project_id, Arc::new(Project::launched(e)));
            take_pieces(state, project_id, e.until);
        }
        Event::OffersClosed(_) => {
            state.timers.clear(Timer::CloseOffers(project_id));
            change(state, project_id, |it| it.state = ProjectState::Editing);
        }
        Event::NewEditionOpened(e) => {
            change(state, project_id, |it| it.opened_again(e));
            take_pieces(state, project_id, e.until);
        }
        Event::ProjectFrozen(_) => {
            state.timers.clear(Timer::CloseOffers(project_id));
            change(state, project_id, |it| {
                (it.state, it.proofread) = (ProjectState::Proofreading, false);
            });
        }
        Event::ProjectReleased(e) => {
            released(state, e);
            thank_rest(state, project_id, recorded);
        }
        Event::ContributorsThanked(e) => {
            change(state, project_id, |it| {
                // As many as were named: they stand in front.
                let rest = e.koc_ids.len().min(it.to_thank.len());
                it.to_thank = it.to_thank.skip(rest);
            });
            thank_rest(state, project_id, recorded);
        }
        Event::CreditsCorrected(e) => {
            corrected(state, e);
            thank_rest(state, project_id, recorded);
        }
        Event::ChiefEditorAppointed(e) => {
            state.project_parts.insert((e.koc_id, project_id));
            change(state, project_id, |it| {
                it.chiefs.insert(e.koc_id);
            });
        }
        Event::ChiefEditorRelieved(e) => {
            change(state, project_id, |it| {
                it.chiefs.remove(&e.koc_id);
                it.invited.remove(&e.koc_id);
            });
            forget_part(state, e.koc_id, project_id);
        }
        Event::SectionClaimed(e) => {
            state.project_parts.insert((e.koc_id, project_id));
            on_section(state, project_id, e.section_id, |section| {
                section.editor = Some(e.koc_id);
                if section.state == SectionState::Vacant {
                    section.state = SectionState::Claimed;
                }
            });
        }
        Event::SectionReleased(e) => {
            on_section(state, project_id, e.section_id, |section| {
                section.editor = None;
                if section.state != SectionState::Accepted {
                    section.state = SectionState::Vacant;
                }
            });
            forget_part(state, e.koc_id, project_id);
        }
        _ => change(state, project_id, |it| it.take_in(event, recorded)),
    }
}

impl Project {
    fn launched(event: &ProjectLaunched) -> Project {
        let sections = event.outline.iter().map(|it| (it.section_id, Section::vacant()));
        Project {
            state: ProjectState::Open,
            edition: 1,
            released: 0,
            bars: event.role_bars,
            licence: Arc::new(event.licence_terms.clone()),
            sections: sections.collect(),
            invited: OrdMap::new(),
            chiefs: OrdSet::new(),
            parts: OrdMap::new(),
            names: OrdMap::new(),
            proofread: false,
            pieces: 0,
            editions: OrdMap::new(),
            to_thank: Vector::new(),
        }
    }

    /// What touches nothing but the project.
    fn take_in(&mut self, event: &Event, recorded: &Recorded) {
        match event {
            Event::SectionAdded(e) => {
                self.sections.insert(e.section_id, Section::vacant());
            }
            Event::ChiefEditorInvited(e) => {
                self.invited.insert(e.koc_id, None);
            }
            Event::ChiefEditorInvitationAnswered(e) => {
                self.invited.insert(e.koc_id, Some(e.accepted));
            }
            Event::SectionSubmitted(e) => {
                if let Some(section) = self.sections.get_mut(&e.section_id) {
                    section.state = SectionState::InReview;
                    section.submissions = e.submission_no;
                    section.uses = e.pieces_used.iter().copied().collect();
                }
                self.on_part(e.koc_id, |part| part.sections = part.sections.saturating_add(1));
            }
            Event::SectionAccepted(e) => {
                if let Some(section) = self.sections.get_mut(&e.section_id) {
                    section.state = SectionState::Accepted;
                    section.earned.insert((e.edition, e.koc_id));
                }
                self.on_part(e.reviewer, |part| part.reviews = part.reviews.saturating_add(1));
            }
            Event::SectionSentBack(e) => {
                self.work_again(e.section_id);
                self.on_part(e.reviewer, |part| part.reviews = part.reviews.saturating_add(1));
            }
            Event::SectionReopened(e) => self.work_again(e.section_id),
            Event::ProjectProofread(e) => {
                self.proofread = true;
                self.on_part(e.koc_id, |part| part.proofs = part.proofs.saturating_add(1));
            }
            Event::CreditNameChosen(e) => {
                let name = e.name.as_ref().map(|name| name.fingerprint);
                let choice = NameChoice { event: recorded.position, name };
                self.names.insert(e.koc_id, choice);
            }
            _ => {}
        }
    }

    pub(crate) fn on_part(&mut self, koc_id: KocId, change: impl FnOnce(&mut Part)) {
        change(self.parts.entry(koc_id).or_default());
    }

    /// A section is open again, and with it the whole: it is read again before it is released.
    fn work_again(&mut self, section_id: SectionId) {
        if let Some(section) = self.sections.get_mut(&section_id) {
            section.state = section.without_draft();
        }
        if self.state == ProjectState::Proofreading {
            (self.state, self.proofread) = (ProjectState::Editing, false);
        }
    }

    fn opened_again(&mut self, event: &NewEditionOpened) {
        self.edition = event.edition;
        self.state = ProjectState::Open;
        self.proofread = false;
        let ids: Vec<SectionId> = self.sections.keys().copied().collect();
        for section_id in ids {
            if let Some(section) = self.sections.get_mut(&section_id) {
                section.state = section.without_draft();
            }
        }
    }
}

impl Section {
    /// Where it stands without a draft that counts.
    fn without_draft(&self) -> SectionState {
        self.editor.map_or(SectionState::Vacant, |_| SectionState::Claimed)
    }
}

fn released(state: &mut State, event: &ProjectReleased) {
    let of_whom = event.credits.iter().map(|credit| credit.koc_id);
    // Whoever was forgotten is told nothing any more.
    let told = of_whom.filter(|koc_id| !state.is_forgotten(*koc_id));
    let to_thank: Vector<(u16, KocId)> = told.map(|koc_id| (event.edition, koc_id)).collect();
    let Some(project) = state.project_mut(event.project_id) else { return };
    project.state = ProjectState::Released;
    project.released = event.edition;
    project.to_thank.append(to_thank);
    let edition = Edition {
        sha256: event.sha256,
        credits: event.credits.iter().map(|it| (it.koc_id, it.chosen_in)).collect(),
        chief_editors: project.chiefs.iter().copied().collect(),
    };
    project.editions.insert(event.edition, edition);
}

/// Whoever was left out is thanked like the others.
fn corrected(state: &mut State, event: &CreditsCorrected) {
    let Some(project) = state.project_mut(event.project_id) else { return };
    let added = event.added.iter().map(|it| (event.edition, it.credit.koc_id));
    project.to_thank.extend(added);
    let Some(edition) = project.editions.get_mut(&event.edition) else { return };
    for it in event.added.iter().chain(&event.fixed) {
        edition.credits.insert(it.credit.koc_id, it.credit.chosen_in);
    }
}

/// The clock thanks whoever did not fit into the commit before.
fn thank_rest(state: &mut State, project_id: ProjectId, recorded: &Recorded) {
    let waits = state.project(project_id).is_ok_and(|it| !it.to_thank.is_empty());
    let timer = Timer::ThankContributors(project_id);
    if waits {
        state.timers.set(timer, recorded.recorded_at);
    } else {
        state.timers.clear(timer);
    }
}

fn take_pieces(state: &mut State, project_id: ProjectId, until: Day) {
    let at = state.end_of(until);
    state.timers.set(Timer::CloseOffers(project_id), at);
}

/// Whether there is anything left for which a member is looked up.
fn forget_part(state: &mut State, koc_id: KocId, project_id: ProjectId) {
    let Ok(project) = state.project(project_id) else { return };
    if !project.chiefs.contains(&koc_id) && !project.edits(koc_id, None) {
        state.project_parts.remove(&(koc_id, project_id));
    }
}

fn on_section(
    state: &mut State,
    project_id: ProjectId,
    section_id: SectionId,
    change: impl FnOnce(&mut Section),
) {
    let project = state.project_mut(project_id);
    if let Some(section) = project.and_then(|it| it.sections.get_mut(&section_id)) {
        change(section);
    }
}

fn change(state: &mut State, project_id: ProjectId, change: impl FnOnce(&mut Project)) {
    if let Some(project) = state.project_mut(project_id) {
        change(project);
    }
}
