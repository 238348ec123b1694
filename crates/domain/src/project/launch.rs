//! The rules of a project's frame: open to everybody, with an outline, edition after edition.

use super::command::{AddSection, CloseOffers, LaunchProject, OpenNewEdition};
use super::event::*;
use super::{Project, ProjectState};
use crate::actor::Role;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task::brief::UsageRights;
use crate::time::Day;
use crate::vocabulary::TierCode;

/// Sections of a project. Our own number.
const SECTIONS_MAX: usize = 100;

impl HoldsPersonal for LaunchProject {}

/// Answers `LaunchProject`.
pub(crate) fn launch(
    state: &State,
    command: &LaunchProject,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if state.projects.contains_key(&command.project_id) {
        return Err(Violation::ProjectExists.into());
    }
    let mut checks = Checks::new();
    checks.note(field::labels("theme", &command.theme));
    checks.note(field::labels("purpose", &command.purpose));
    check_outline(&mut checks, command);
    let bars = command.role_bars;
    checks.require(bars.piece == TierCode::LOWEST, || Violation::ProjectNotInclusive);
    let rises = bars.section_editor > TierCode::LOWEST
        && bars.section_editor <= bars.chief_editor
        && bars.chief_editor == TierCode::TOP;
    checks.require(rises, || field::invalid("roleBars"));
    check_licence(&mut checks, &command.licence_terms);
    check_until(&mut checks, command.until, state.day_of(context.now));
    checks.finish()?;
    let launched = ProjectLaunched {
        project_id: command.project_id,
        theme: command.theme.clone(),
        kind: command.kind,
        purpose: command.purpose.clone(),
        outline: command.outline.clone(),
        role_bars: bars,
        licence_terms: command.licence_terms.clone(),
        until: command.until,
    };
    Ok(vec![launched.into()])
}

fn check_outline(checks: &mut Checks, command: &LaunchProject) {
    let outline = &command.outline;
    checks.require(!outline.is_empty(), || Violation::OutlineEmpty);
    checks.require(outline.len() <= SECTIONS_MAX, || field::invalid("outline"));
    checks.note(outline.iter().flat_map(|it| field::labels("outline.title", &it.title)));
    let mut ids: Vec<_> = outline.iter().map(|it| it.section_id).collect();
    ids.sort_unstable();
    ids.dedup();
    checks.require(ids.len() == outline.len(), || Violation::SectionExists);
}

fn check_licence(checks: &mut Checks, terms: &UsageRights) {
    checks.require(!terms.purposes.is_empty(), || field::invalid("licenceTerms.purposes"));
    checks.note(field::list("licenceTerms.purposes", &terms.purposes));
    checks.require(!terms.channels.is_empty(), || field::invalid("licenceTerms.channels"));
    checks.note(field::list("licenceTerms.channels", &terms.channels));
    let channels = terms.channels.iter();
    checks.note(channels.filter_map(|it| field::said("licenceTerms.channels", it)));
    checks.note(field::said("licenceTerms.territory", &terms.territory));
}

fn check_until(checks: &mut Checks, until: Day, today: Day) {
    let past = || Violation::DateInPast { field: "until".to_owned() };
    checks.require(today <= until, past);
    checks.note(field::day_in_reach("until", until, today));
}

impl HoldsPersonal for AddSection {}

/// Answers `AddSection`.
pub(crate) fn add_section(
    state: &State,
    command: &AddSection,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AddSection { project_id, section_id, after, .. } = *command;
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    checks.note(project.not_under_way());
    let new = !project.sections.contains_key(&section_id);
    checks.require(new, || Violation::SectionExists);
    checks.require(project.sections.len() < SECTIONS_MAX, || field::invalid("sectionId"));
    checks.note(after.and_then(|after| project.section(after).err()));
    checks.note(field::labels("title", &command.title));
    checks.finish()?;
    let title = command.title.clone();
    Ok(vec![SectionAdded { project_id, section_id, title, after }.into()])
}

impl HoldsPersonal for CloseOffers {}

/// Answers `CloseOffers`: the clock's when the last day is over, the team's at any time.
pub(crate) fn close_offers(
    state: &State,
    command: &CloseOffers,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let project_id = command.project_id;
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    checks.note(project.takes_no_pieces());
    if context.actor.role == Role::System {
        let at = state.timers.at(crate::Timer::CloseOffers(project_id));
        let early = at.filter(|at| context.now <= *at);
        checks.note(early.map(|at| Violation::NotYetDue { at }));
    }
    checks.finish()?;
    Ok(vec![OffersClosed { project_id, edition: project.edition }.into()])
}

impl HoldsPersonal for OpenNewEdition {}

/// Answers `OpenNewEdition`.
pub(crate) fn open_new_edition(
    state: &State,
    command: &OpenNewEdition,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let OpenNewEdition { project_id, edition, until } = *command;
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    checks.note(project.not_released());
    let next = project.edition.checked_add(1) == Some(edition);
    checks.require(next, || field::invalid("edition"));
    check_until(&mut checks, until, state.day_of(context.now));
    checks.finish()?;
    Ok(vec![NewEditionOpened { project_id, edition, until }.into()])
}

impl Project {
    /// Refuses what follows a release while there is none, or the next edition is made.
    fn not_released(&self) -> Option<Violation> {
        let released = self.state == ProjectState::Released;
        (!released).then(|| Violation::ProjectNotReleased { state: self.state_code() })
    }
}
