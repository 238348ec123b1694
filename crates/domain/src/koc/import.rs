//! Tier moves of the time before this record. They are facts: no policy is asked.

use super::command::ImportTierMove;
use super::event::{KocImported, TierMoveImported};
use super::values::ImportedPlace;
use super::{Koc, Standing};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::KocId;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Moment;

impl HoldsPersonal for ImportTierMove {}

/// Answers `ImportTierMove`.
pub(crate) fn import_tier_move(
    state: &State,
    command: &ImportTierMove,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ImportTierMove { koc_id, at, from, to, .. } = *command;
    let programme_id = state.programme()?.id;
    let koc = state.kocs.get(&koc_id);
    let mut checks = Checks::new();
    checks.note(field::external_key("externalRef", &command.external_ref));
    let derived = KocId::of_external(programme_id, &command.external_ref);
    checks.require(koc_id == derived, || field::invalid("kocId"));
    checks.note(past(state, at, context));
    checks.require(from.tier() != to.tier(), || Violation::NoChange);
    let has = koc.map_or(ImportedPlace::Outside, |koc| place(koc));
    checks.require(is_true(from, has), || Violation::ImportFromMismatch {
        stated: from.to_string(),
        has: has.to_string(),
    });
    let last = koc.and_then(|koc| koc.last_fact()).map(|fact| fact.effective_at);
    let backwards = last.filter(|last| at < *last);
    checks.note(backwards.map(|last| Violation::ImportTimeBackwards { last }));
    checks.finish()?;
    let mut events = known_or_imported(state, koc_id, &command.external_ref);
    let moved = TierMoveImported {
        koc_id,
        from: from.tier(),
        to: to.tier(),
        good_standing: to == ImportedPlace::Alumni,
        effective_on: state.day_of(at),
        effective_at: at,
    };
    events.push(moved.into());
    Ok(events)
}

/// Makes a person known, unless they are.
pub(crate) fn known_or_imported(state: &State, koc_id: KocId, external_ref: &str) -> Vec<Event> {
    if state.kocs.contains_key(&koc_id) {
        return Vec::new();
    }
    vec![KocImported { koc_id, external_ref: external_ref.to_owned() }.into()]
}

fn past(state: &State, at: Moment, context: &Context) -> Option<Violation> {
    if at > context.now {
        return Some(Violation::DateInFuture { field: "at".to_owned() });
    }
    field::day_in_reach("at", state.day_of(at), state.day_of(context.now))
}

/// Where a person stands, in the words of an import.
fn place(koc: &Koc) -> ImportedPlace {
    match (koc.tier, koc.standing) {
        (Some(tier), _) => tier.into(),
        (None, Standing::Left { good_standing: true }) => ImportedPlace::Alumni,
        (None, _) => ImportedPlace::Outside,
    }
}

/// «Outside» is true of whoever left in good standing, too.
fn is_true(stated: ImportedPlace, has: ImportedPlace) -> bool {
    stated == has || (stated == ImportedPlace::Outside && has == ImportedPlace::Alumni)
}
