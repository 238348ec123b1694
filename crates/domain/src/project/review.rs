//! The rule of what chief editors make of a section: never of their own, and with words that help.

use super::command::ReviewSection;
use super::event::{SectionAccepted, SectionSentBack};
use super::values::SectionDecision;
use super::{ProjectState, SectionState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, Sealed, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, code_of, field};
use crate::state::State;

/// The highest score.
const SCORE_MAX: u8 = 100;

impl HoldsPersonal for ReviewSection {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let project = state.projects.get(&self.project_id);
        let section = project.and_then(|project| project.sections.get(&self.section_id));
        let editor = section.and_then(|section| section.editor);
        // Of a section whose editor has gone it is the reviewer's own note.
        let person = editor.unwrap_or(self.koc_id).into();
        let words = self.praise.iter_mut().chain(&mut self.improvements);
        words.for_each(|text| show(person, SealedField::Feedback, text));
    }
}

/// Answers `ReviewSection`. What was accepted may be sent back until the release, also when the
/// proofreader finds that it has to be.
pub(crate) fn review(
    state: &State,
    command: &ReviewSection,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ReviewSection { project_id, section_id, koc_id, decision, .. } = *command;
    let project = state.project(project_id)?;
    let section = project.section(section_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "ReviewSection"));
    let released = project.state == ProjectState::Released;
    checks.note(project.not_under_way().filter(|_| released));
    checks.note(project.not_chief_editor(koc_id));
    checks.require(section.editor != Some(koc_id), || Violation::ReviewerIsAuthor);
    let waits = section.state == SectionState::InReview;
    let again = section.state == SectionState::Accepted && decision == SectionDecision::SendBack;
    let state_code = || section.state.code().to_owned();
    checks.require(waits || again, || Violation::SectionNotInReview { state: state_code() });
    check_words(&mut checks, command);
    checks.finish()?;
    let (praise, improvements) = (sealed(&command.praise)?, sealed(&command.improvements)?);
    let (scores, editor) = (command.scores.clone(), section.editor);
    let event = match (decision, editor) {
        (SectionDecision::Accept, Some(editor)) => SectionAccepted {
            project_id,
            section_id,
            koc_id: editor,
            reviewer: koc_id,
            scores,
            praise,
            improvements,
            edition: project.edition,
            earns: !section.earned.contains(&(project.edition, editor)),
        }
        .into(),
        _ => SectionSentBack {
            project_id,
            section_id,
            koc_id: editor,
            reviewer: koc_id,
            scores,
            praise,
            improvements,
        }
        .into(),
    };
    Ok(vec![event])
}

fn check_words(checks: &mut Checks, command: &ReviewSection) {
    let ReviewSection { scores, praise, improvements, .. } = command;
    let said = praise.iter().chain(improvements).any(|text| !text.is_empty());
    checks.require(said, || Violation::FeedbackRequired);
    let back = command.decision == SectionDecision::SendBack;
    checks.require(!back || !improvements.is_empty(), || Violation::ImprovementsRequired);
    checks.note(field::list("praise", praise));
    checks.note(field::list("improvements", improvements));
    checks.note(praise.iter().filter_map(|text| field::personal_said("praise", text)));
    checks.note(improvements.iter().filter_map(|text| field::personal_said("improvements", text)));
    let beyond = scores.iter().filter(|it| it.score > SCORE_MAX);
    checks.note(beyond.map(|it| Violation::ScoreOutOfRange { id: code_of(&it.aspect) }));
    let mut aspects: Vec<_> = scores.iter().map(|it| it.aspect).collect();
    aspects.sort_unstable();
    aspects.dedup();
    checks.require(aspects.len() == scores.len(), || field::invalid("scores"));
}

fn sealed(texts: &[Personal]) -> Result<Vec<Sealed>, Refusal> {
    texts.iter().map(Personal::sealed).collect()
}
