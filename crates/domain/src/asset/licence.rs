//! The rules of licences: widened only as the author agreed, and never silently over.

use super::command::{ExtendLicence, NoteLicenceEnding};
use super::event::{LicenceEndingNoticed, LicenceExtended};
use super::evolve::WARN_DAYS;
use super::values::Licence;
use super::{Asset, Standing};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for ExtendLicence {}

/// Answers `ExtendLicence`. What was withdrawn may be licensed anew before it is restored.
pub(crate) fn extend_licence(
    state: &State,
    command: &ExtendLicence,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let asset = state.asset(command.asset_id)?;
    let mut checks = Checks::new();
    checks.note(asset.destroyed());
    checks.require(command.agreed_by_author, || Violation::AuthorNotAgreed);
    let licence = widened(&asset.licence, command);
    checks.require(licence != asset.licence, || Violation::NoChange);
    // A licence is widened; what narrows it is a restriction or a withdrawal.
    let shorter = asset.licence.until.is_none() || command.until < asset.licence.until;
    checks.require(command.until.is_none() || !shorter, || field::invalid("until"));
    let today = state.day_of(context.now);
    checks.note(command.until.and_then(|day| field::day_in_reach("until", day, today)));
    checks.note(field::list("purposes", &command.purposes));
    checks.note(field::list("channels", &command.channels));
    checks.note(command.channels.iter().filter_map(|it| field::code("channels", it)));
    checks.note(field::reference("contractRef", &command.contract_ref));
    checks.finish()?;
    let was = asset.licence.clone();
    Ok(vec![LicenceExtended { asset_id: command.asset_id, licence, was }.into()])
}

fn widened(licence: &Licence, command: &ExtendLicence) -> Licence {
    let mut wider = licence.clone();
    if licence.until.is_some() {
        wider.until = command.until.or(licence.until);
    }
    for purpose in &command.purposes {
        if !wider.purposes.contains(purpose) {
            wider.purposes.push(*purpose);
        }
    }
    for channel in &command.channels {
        if !wider.channels.contains(channel) {
            wider.channels.push(channel.clone());
        }
    }
    if wider != *licence {
        wider.contract_ref = Some(command.contract_ref.clone());
    }
    wider
}

impl HoldsPersonal for NoteLicenceEnding {}

/// Answers `NoteLicenceEnding`: once for each end, from thirty days before it.
pub(crate) fn note_licence_ending(
    state: &State,
    command: &NoteLicenceEnding,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let asset = state.asset(command.asset_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    let kept = matches!(asset.standing, Standing::Archived | Standing::Restricted(_));
    checks.require(kept, || Violation::AssetWithdrawn);
    let until = asset.licence.until.ok_or(Violation::NoChange)?;
    checks.require(asset.warned_of != Some(until), || Violation::NoChange);
    let from = until.plus(-WARN_DAYS);
    checks.require(today >= from, || Violation::NotYetDue { at: state.start_of(from) });
    checks.finish()?;
    let live_reuses = asset.live_uses(today);
    Ok(vec![LicenceEndingNoticed { asset_id: command.asset_id, until, live_reuses }.into()])
}

impl Asset {
    /// Refuses what is not there any more.
    pub(super) fn destroyed(&self) -> Option<Violation> {
        (self.standing == Standing::Destroyed).then_some(Violation::AssetWithdrawn)
    }
}
