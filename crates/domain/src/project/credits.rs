//! The rules of names in the credits: chosen by whom they name, and put right after a release.

use super::command::{ChooseCreditName, CorrectCredits};
use super::event::{CreditNameChosen, CreditsCorrected};
use super::parts::Contributors;
use super::values::{CorrectedCredit, Credit, CreditCorrection, CreditRole};
use super::{Edition, Project};
use crate::asset::values::EditionRef;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::KocId;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// The longest name in the credits, bytes of UTF-8. Our own number.
const NAME_BYTES_MAX: usize = 120;

impl HoldsPersonal for ChooseCreditName {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.koc_id.into();
        self.name.iter_mut().for_each(|name| show(person, SealedField::CreditLine, name));
    }
}

/// Answers `ChooseCreditName`. Anybody may say it before they have a part, and say otherwise at
/// any time; an edition that is out keeps its names until they are corrected.
pub(crate) fn choose_name(
    state: &State,
    command: &ChooseCreditName,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ChooseCreditName { project_id, koc_id, .. } = *command;
    let project = state.project(project_id)?;
    let koc = state.koc(koc_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "ChooseCreditName"));
    checks.note(koc.require_own_record());
    let long = command.name.as_ref().is_some_and(|name| name.clear_bytes() > NAME_BYTES_MAX);
    checks.require(!long, || field::invalid("name"));
    checks.finish()?;
    let name = sealed_option(command.name.as_ref())?;
    let fingerprint = name.as_ref().map(|name| name.fingerprint);
    if project.names.get(&koc_id).is_some_and(|choice| choice.name == fingerprint) {
        return Err(Violation::NoChange.into());
    }
    Ok(vec![CreditNameChosen { project_id, koc_id, name }.into()])
}

impl HoldsPersonal for CorrectCredits {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        for correction in self.add.iter_mut().chain(&mut self.fix) {
            show(correction.koc_id.into(), SealedField::Reason, &mut correction.reason);
        }
    }
}

/// Answers `CorrectCredits`. Nobody is taken out of the credits.
pub(crate) fn correct_credits(
    state: &State,
    command: &CorrectCredits,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let CorrectCredits { project_id, edition: number, .. } = *command;
    let project = state.project(project_id)?;
    let edition = project.released_edition(number)?;
    let CorrectCredits { add, fix, .. } = command;
    let mut checks = Checks::new();
    checks.require(!(add.is_empty() && fix.is_empty()), || Violation::NoChange);
    checks.note(field::list("add", add));
    checks.note(field::list("fix", fix));
    let all = add.iter().chain(fix);
    checks.note(all.filter_map(|it| field::reason(&it.reason)));
    let mut ids: Vec<KocId> = add.iter().chain(fix).map(|it| it.koc_id).collect();
    ids.sort_unstable();
    ids.dedup();
    checks.require(ids.len() == add.len() + fix.len(), || field::invalid("add"));
    let contributors = Contributors::of(state, project);
    let added = added(&mut checks, state, edition, &contributors, add);
    let fixed = fixed(&mut checks, edition, &contributors, fix);
    checks.finish()?;
    let (added, fixed) = (with_reasons(added, add)?, with_reasons(fixed, fix)?);
    Ok(vec![CreditsCorrected { project_id, edition: number, added, fixed }.into()])
}

/// Who was left out: with what they did, or thanked for something else.
fn added(
    checks: &mut Checks,
    state: &State,
    edition: &Edition,
    contributors: &Contributors,
    add: &[CreditCorrection],
) -> Vec<Credit> {
    let mut added = Vec::new();
    for CreditCorrection { koc_id, .. } in add {
        let koc_id = *koc_id;
        checks.note(state.koc(koc_id).err());
        checks.require(!edition.credits.contains_key(&koc_id), || Violation::NoChange);
        let choice = contributors.names.get(&koc_id);
        let not_chosen = || Violation::CreditNameNotChosen { koc_ids: vec![koc_id] };
        checks.require(choice.is_some(), not_chosen);
        let part = contributors.parts.get(&koc_id).copied().unwrap_or_default();
        let mut roles = part.roles();
        if roles.is_empty() {
            roles.push(CreditRole::Acknowledged);
        }
        added.push(Credit { koc_id, roles, chosen_in: choice.map(|choice| choice.event) });
    }
    added
}

/// Who is in the credits under another name than the one they chose since.
fn fixed(
    checks: &mut Checks,
    edition: &Edition,
    contributors: &Contributors,
    fix: &[CreditCorrection],
) -> Vec<Credit> {
    let mut fixed = Vec::new();
    for CreditCorrection { koc_id, .. } in fix {
        let koc_id = *koc_id;
        let Some(credited) = edition.credits.get(&koc_id) else {
            checks.note([field::invalid("fix")]);
            continue;
        };
        let chosen_in = contributors.names.get(&koc_id).map(|choice| choice.event);
        checks.require(chosen_in.is_some() && chosen_in != *credited, || Violation::NoChange);
        // What they are credited for stays as it is in that edition.
        fixed.push(Credit { koc_id, roles: Vec::new(), chosen_in });
    }
    fixed
}

fn with_reasons(
    credits: Vec<Credit>,
    corrections: &[CreditCorrection],
) -> Result<Vec<CorrectedCredit>, Refusal> {
    let both = credits.into_iter().zip(corrections);
    both.map(|(credit, it)| Ok(CorrectedCredit { credit, reason: it.reason.sealed()? })).collect()
}

impl Project {
    /// An edition that is out.
    pub(crate) fn released_edition(&self, number: u16) -> Result<&Edition, Violation> {
        let not_released = || Violation::ProjectNotReleased { state: self.state_code() };
        self.editions.get(&number).ok_or_else(not_released)
    }
}

impl State {
    /// Who stands for everybody in the credits of an edition: its chief editors, but for those
    /// who were forgotten.
    pub(crate) fn standing_for(&self, source: &EditionRef) -> Vec<KocId> {
        let project = self.projects.get(&source.project_id);
        let edition = project.and_then(|project| project.editions.get(&source.edition));
        let chiefs = edition.map(|edition| edition.chief_editors.as_slice()).unwrap_or_default();
        chiefs.iter().copied().filter(|koc_id| !self.is_forgotten(*koc_id)).collect()
    }
}
