//! Taking in what has happened to an asset, and the clock of its licence.

use std::sync::Arc;

use super::event::{AssetArchived, Event};
use super::{Asset, Standing, Use};
use crate::approval::{self, AssetProposal, Proposal};
use crate::id::AssetId;
use crate::recorded::Recorded;
use crate::state::State;
use crate::timer::Timer;

/// A licence that ends is told of so many days before. Our own number.
pub(super) const WARN_DAYS: i32 = 30;

/// Takes in what has happened to an asset.
pub(crate) fn evolve(state: &mut State, event: &Event, _: &Recorded) {
    let asset_id = event.asset_id();
    match event {
        Event::AssetArchived(archived) => taken_in(state, archived),
        Event::AssetReclassified(e) => change(state, asset_id, |asset| {
            asset.classification = e.classification.clone();
            asset.grade = e.grade;
            asset.confidentiality = e.confidentiality;
        }),
        Event::AssetTagged(e) => change(state, asset_id, |asset| {
            asset.tags.retain(|tag| !e.removed.contains(tag));
            asset.tags.extend(e.added.iter().cloned());
        }),
        Event::AssetReused(e) => change(state, asset_id, |asset| {
            asset.uses.push(Use { reuse_id: e.reuse_id, until: e.until });
        }),
        Event::LicenceExtended(e) => {
            change(state, asset_id, |asset| asset.licence = e.licence.clone());
            wind_clock(state, asset_id);
        }
        Event::LicenceEndingNoticed(e) => {
            change(state, asset_id, |asset| asset.warned_of = Some(e.until));
            wind_clock(state, asset_id);
        }
        Event::AssetRestricted(e) => {
            change(state, asset_id, |asset| asset.standing = Standing::Restricted(e.until));
        }
        Event::AssetWithdrawn(_) => {
            change(state, asset_id, |asset| asset.standing = Standing::Withdrawn);
            wind_clock(state, asset_id);
        }
        Event::AssetRestored(_) => {
            change(state, asset_id, |asset| asset.standing = Standing::Archived);
            wind_clock(state, asset_id);
        }
        Event::AssetDestroyed(_) => {
            change(state, asset_id, |asset| asset.standing = Standing::Destroyed);
            approval::consume(state, &Proposal::DestroyAsset(AssetProposal { asset_id }));
        }
    }
}

fn taken_in(state: &mut State, e: &AssetArchived) {
    let asset = Asset {
        standing: Standing::Archived,
        source: e.source.clone(),
        authors: e.authors.iter().map(|author| author.koc_id).collect(),
        classification: e.classification.clone(),
        tags: e.tags.iter().cloned().collect(),
        grade: e.grade,
        confidentiality: e.confidentiality,
        licence: e.licence.clone(),
        sha256: e.storage.sha256,
        people_consent: e.people_consent,
        ai_generated: e.ai_generated,
        uses: Vec::new(),
        warned_of: None,
        person: e.credit_line.person,
    };
    state.archived_sources.insert(e.source.clone(), e.asset_id);
    for author in &asset.authors {
        state.assets_by_author.insert((*author, e.asset_id));
    }
    state.assets.insert(e.asset_id, Arc::new(asset));
    wind_clock(state, e.asset_id);
}

fn change(state: &mut State, asset_id: AssetId, change: impl FnOnce(&mut Asset)) {
    if let Some(asset) = state.assets.get_mut(&asset_id) {
        change(Arc::make_mut(asset));
    }
}

/// Lets the clock warn before the end of the licence, once for each end, and withdraw after it.
fn wind_clock(state: &mut State, asset_id: AssetId) {
    let (warning, end) = (Timer::NoteLicenceEnding(asset_id), Timer::EndLicence(asset_id));
    state.timers.clear(warning);
    state.timers.clear(end);
    let Some(asset) = state.assets.get(&asset_id).cloned() else { return };
    let kept = matches!(asset.standing, Standing::Archived | Standing::Restricted(_));
    let Some(until) = asset.licence.until.filter(|_| kept) else { return };
    state.timers.set(end, state.end_of(until));
    if asset.warned_of != Some(until) {
        state.timers.set(warning, state.end_of(until.plus(-WARN_DAYS - 1)));
    }
}
