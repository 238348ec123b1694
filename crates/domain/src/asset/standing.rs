//! The rules of leaving the library and coming back.

use super::command::{DestroyAsset, RestoreAsset, RestrictAsset, WithdrawAsset};
use super::event::{AssetDestroyed, AssetRestored, AssetRestricted, AssetWithdrawn};
use super::values::WithdrawReason;
use super::{Asset, Standing};
use crate::approval::{self, AssetProposal, Proposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::AssetId;
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// People besides the sender who must stand behind a destruction. Our own number.
const DESTROY_APPROVALS: u8 = 1;

impl HoldsPersonal for RestrictAsset {}

/// Answers `RestrictAsset`.
pub(crate) fn restrict(
    state: &State,
    command: &RestrictAsset,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let asset = state.asset(command.asset_id)?;
    let RestrictAsset { asset_id, why, until } = *command;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    let standing = asset.standing_on(today);
    let archived = standing == Standing::Archived;
    let state_code = || standing.code().to_owned();
    checks.require(archived, || Violation::AssetNotArchived { state: state_code() });
    let past = || Violation::DateInPast { field: "until".to_owned() };
    checks.require(until.is_none_or(|until| today <= until), past);
    checks.note(until.and_then(|day| field::day_in_reach("until", day, today)));
    checks.finish()?;
    Ok(vec![AssetRestricted { asset_id, why, until }.into()])
}

impl HoldsPersonal for WithdrawAsset {}

/// Answers `WithdrawAsset`. An author may take back what the licence lets them take back.
pub(crate) fn withdraw(
    state: &State,
    command: &WithdrawAsset,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let asset = state.asset(command.asset_id)?;
    let WithdrawAsset { asset_id, reason } = *command;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    if let Some(koc_id) = context.actor.as_koc() {
        checks.require(asset.authors.contains(&koc_id), || Violation::NotAParty);
        let own = reason == WithdrawReason::AuthorWithdrew;
        checks.require(own, || field::invalid("reason"));
        checks.require(asset.licence.revocable, || Violation::LicenceNotRevocable);
    }
    let kept = matches!(asset.standing, Standing::Archived | Standing::Restricted(_));
    checks.require(kept, || Violation::AssetWithdrawn);
    if reason == WithdrawReason::LicenceExpired {
        checks.note(not_expired(state, asset, today));
    }
    checks.finish()?;
    Ok(vec![AssetWithdrawn { asset_id, reason, live_reuses: asset.live_uses(today) }.into()])
}

fn not_expired(state: &State, asset: &Asset, today: crate::time::Day) -> Option<Violation> {
    match asset.licence.until {
        Some(until) if until < today => None,
        Some(until) => Some(Violation::NotYetDue { at: state.end_of(until) }),
        None => Some(field::invalid("reason")),
    }
}

impl HoldsPersonal for RestoreAsset {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.person_of_asset(self.asset_id), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `RestoreAsset`: what was withdrawn comes back while its licence holds, and what was
/// restricted may be used again.
pub(crate) fn restore(
    state: &State,
    command: &RestoreAsset,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let asset = state.asset(command.asset_id)?;
    let today = state.day_of(context.now);
    let standing = asset.standing_on(today);
    let mut checks = Checks::new();
    let back = matches!(standing, Standing::Withdrawn | Standing::Restricted(_));
    let state_code = || standing.code().to_owned();
    checks.require(back, || Violation::AssetNotWithdrawn { state: state_code() });
    let ended = asset.licence.until.filter(|until| *until < today);
    checks.note(ended.map(|on| Violation::LicenceExpired { on }));
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let reason = command.reason.sealed()?;
    Ok(vec![AssetRestored { asset_id: command.asset_id, reason }.into()])
}

impl HoldsPersonal for DestroyAsset {}

/// Answers `DestroyAsset`.
pub(crate) fn destroy(
    state: &State,
    command: &DestroyAsset,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let asset = state.asset(command.asset_id)?;
    let DestroyAsset { asset_id, request_id } = *command;
    let proposal = Proposal::DestroyAsset(AssetProposal { asset_id });
    let collected = approval::collect(state, &proposal, DESTROY_APPROVALS, &[context.actor]);
    let mut checks = Checks::new();
    let withdrawn = asset.standing == Standing::Withdrawn;
    let state_code = || asset.standing.code().to_owned();
    checks.require(withdrawn, || Violation::AssetNotWithdrawn { state: state_code() });
    checks.note(collected.too_few);
    checks.finish()?;
    let (sha256, approved_by) = (asset.sha256, collected.approvals);
    Ok(vec![AssetDestroyed { asset_id, request_id, sha256, approved_by }.into()])
}

impl State {
    /// Whose key the texts about an asset are sealed under: its first author's.
    pub(crate) fn person_of_asset(&self, asset_id: AssetId) -> Person {
        // Without an asset the rule refuses, and nothing is recorded under nobody's key.
        self.assets.get(&asset_id).map_or(Person([0; 16]), |asset| asset.person)
    }
}
