//! The rules of where an asset stands in the library: in the programme's own words.

use super::command::{ReclassifyAsset, TagAsset};
use super::event::{AssetReclassified, AssetTagged};
use super::values::Classification;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::programme::Programme;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::VocabularyAxis;

impl HoldsPersonal for ReclassifyAsset {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_asset(self.asset_id);
        if let Some(reason) = &mut self.reason {
            show(person, SealedField::Reason, reason);
        }
    }
}

/// Answers `ReclassifyAsset`.
pub(crate) fn reclassify(
    state: &State,
    command: &ReclassifyAsset,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let asset = state.asset(command.asset_id)?;
    let (was, was_grade) = (&asset.classification, asset.grade);
    let was_confidentiality = asset.confidentiality;
    let grade = command.grade.unwrap_or(was_grade);
    let confidentiality = command.confidentiality.unwrap_or(was_confidentiality);
    let mut checks = Checks::new();
    checks.note(asset.destroyed());
    check_classification(&mut checks, state.programme()?, &command.classification);
    let same = command.classification == *was
        && grade == was_grade
        && confidentiality == was_confidentiality;
    checks.require(!same, || Violation::NoChange);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reclassified = AssetReclassified {
        asset_id: command.asset_id,
        classification: command.classification.clone(),
        grade,
        confidentiality,
        was: was.clone(),
        was_grade,
        was_confidentiality,
        reason: sealed_option(command.reason.as_ref())?,
    };
    Ok(vec![reclassified.into()])
}

/// Every axis is classified, by terms of the vocabulary.
pub(super) fn check_classification(
    checks: &mut Checks,
    programme: &Programme,
    classification: &Classification,
) {
    let Classification { model, topic, scene, format, audience } = classification;
    let axes = [
        (VocabularyAxis::Model, model),
        (VocabularyAxis::Topic, topic),
        (VocabularyAxis::Scene, scene),
        (VocabularyAxis::Format, format),
        (VocabularyAxis::Audience, audience),
    ];
    for (axis, code) in axes {
        if code.trim().is_empty() {
            checks.note([Violation::ClassificationMissing { axis }]);
        } else {
            checks.note(programme.unknown_term(axis, code));
        }
    }
}

impl HoldsPersonal for TagAsset {}

/// Answers `TagAsset`.
pub(crate) fn tag(state: &State, command: &TagAsset, _: &Context) -> Result<Vec<Event>, Refusal> {
    let asset = state.asset(command.asset_id)?;
    let programme = state.programme()?;
    let mut checks = Checks::new();
    checks.note(asset.destroyed());
    checks.note(field::list("add", &command.add));
    checks.note(field::list("remove", &command.remove));
    let terms = command.add.iter().chain(&command.remove);
    checks.note(terms.filter_map(|tag| programme.unknown_term(VocabularyAxis::Tag, tag)));
    let both = command.add.iter().any(|tag| command.remove.contains(tag));
    checks.require(!both, || field::invalid("remove"));
    let added = new_ones(&command.add, |tag| !asset.tags.contains(tag));
    let removed = new_ones(&command.remove, |tag| asset.tags.contains(tag));
    let changes = !added.is_empty() || !removed.is_empty();
    checks.require(changes, || Violation::NoChange);
    checks.finish()?;
    Ok(vec![AssetTagged { asset_id: command.asset_id, added, removed }.into()])
}

/// Those that make a difference, each once, in the order given.
fn new_ones(tags: &[String], differs: impl Fn(&String) -> bool) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for tag in tags.iter().filter(|tag| differs(tag)) {
        if !once.contains(tag) {
            once.push(tag.clone());
        }
    }
    once
}
