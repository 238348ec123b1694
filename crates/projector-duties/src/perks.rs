//! Perks: what members have that is not money.

use std::sync::Arc;

use domain::id::{DutyId, EventId, KocId, PerkId};
use domain::perk::Event;
use domain::perk::event::PerkGranted;
use domain::perk::values::*;
use domain::personal::Sealed;
use domain::vocabulary::TierCode;
use domain::{Day, Moment, Recorded};
use serde::Serialize;

use crate::Duties;

/// One use of a perk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PerkUse {
    /// When.
    pub at: Moment,
    /// The key of what it was used for.
    pub reference: Option<String>,
    /// The event.
    pub position: EventId,
}

/// A perk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PerkRow {
    /// Its id.
    pub perk_id: PerkId,
    /// Who has it.
    pub koc_id: KocId,
    /// What.
    pub kind: PerkKind,
    /// Where it stands.
    pub state: PerkState,
    /// How often; none for as often as wanted while it runs.
    pub quantity: Option<u16>,
    /// How often it can still be used.
    pub left: Option<u16>,
    /// The first day.
    pub valid_from: Day,
    /// The last day.
    pub valid_until: Day,
    /// What it comes from.
    pub source: PerkSource,
    /// Where the member stood then.
    pub tier: Option<TierCode>,
    /// The duty that brings it.
    pub duty_id: Option<DutyId>,
    /// Why they have it although their tier does not give it.
    pub exception: Option<Sealed>,
    /// What else was said of it.
    pub note: Option<Sealed>,
    /// Every use, oldest first.
    pub uses: Vec<PerkUse>,
    /// Why it was taken back.
    pub revoked: Option<PerkRevokeCause>,
    /// The same in words.
    pub revoke_reason: Option<Sealed>,
    /// The event that gave it.
    pub position: EventId,
}

/// Which perks; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PerkFilter {
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// Of this kind.
    pub kind: Option<PerkKind>,
    /// Standing there.
    pub state: Option<PerkState>,
    /// From there.
    pub source: Option<PerkSource>,
    /// Brought by this duty.
    pub duty_id: Option<DutyId>,
    /// Running and over by this day.
    pub ends_by: Option<Day>,
}

impl PerkFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &PerkRow) -> bool {
        self.koc_id.is_none_or(|koc_id| row.koc_id == koc_id)
            && self.kind.is_none_or(|kind| row.kind == kind)
            && self.state.is_none_or(|state| row.state == state)
            && self.source.is_none_or(|source| row.source == source)
            && self.duty_id.is_none_or(|duty_id| row.duty_id == Some(duty_id))
            && self
                .ends_by
                .is_none_or(|day| row.state == PerkState::Granted && row.valid_until <= day)
    }
}

impl Duties {
    /// One perk.
    pub fn perk(&self, id: PerkId) -> Option<&Arc<PerkRow>> {
        self.perks.get(&id)
    }

    /// The perks that `filter` asks for, the one that ends first in front.
    pub fn perks(&self, filter: &PerkFilter) -> Vec<Arc<PerkRow>> {
        let mut rows: Vec<Arc<PerkRow>> = match filter.koc_id {
            Some(koc_id) => {
                let all = (koc_id, PerkId([0; 16]))..=(koc_id, PerkId([0xff; 16]));
                let ids = self.perks_of_koc.range(all).map(|(_, id)| id);
                ids.filter_map(|id| self.perks.get(id)).cloned().collect()
            }
            None => self.perks.values().cloned().collect(),
        };
        rows.retain(|row| filter.matches(row));
        rows.sort_by_key(|row| (row.valid_until, row.perk_id));
        rows
    }

    pub(crate) fn of_perk(&mut self, event: &Event, recorded: &Recorded) {
        if let Event::PerkGranted(granted) = event {
            let row = PerkRow::granted(granted, recorded);
            self.perks.insert(granted.perk_id, Arc::new(row));
            self.perks_of_koc.insert((granted.koc_id, granted.perk_id));
            return;
        }
        let Some(row) = self.perks.get_mut(&event.perk_id()).map(Arc::make_mut) else { return };
        match event {
            Event::PerkGranted(_) => {}
            Event::PerkUsed(e) => {
                row.left = e.left;
                if e.left == Some(0) {
                    row.state = PerkState::UsedUp;
                }
                let (at, reference, position) = (e.at, e.reference.clone(), recorded.position);
                row.uses.push(PerkUse { at, reference, position });
            }
            Event::PerkExpired(_) => row.state = PerkState::Expired,
            Event::PerkRevoked(e) => {
                row.state = PerkState::Revoked;
                row.revoked = Some(e.cause);
                row.revoke_reason.clone_from(&e.reason);
            }
        }
    }

    /// What runs of a merged record goes over to the one that goes on.
    pub(crate) fn hand_over_perks(&mut self, from: KocId, into: KocId) {
        let filter = PerkFilter { koc_id: Some(from), ..PerkFilter::default() };
        let held = self.perks(&filter).into_iter();
        let runs = |row: &Arc<PerkRow>| matches!(row.state, PerkState::Granted | PerkState::UsedUp);
        for perk_id in held.filter(runs).map(|row| row.perk_id) {
            self.perks_of_koc.remove(&(from, perk_id));
            self.perks_of_koc.insert((into, perk_id));
            if let Some(row) = self.perks.get_mut(&perk_id).map(Arc::make_mut) {
                row.koc_id = into;
            }
        }
    }
}

impl PerkRow {
    fn granted(event: &PerkGranted, recorded: &Recorded) -> PerkRow {
        PerkRow {
            perk_id: event.perk_id,
            koc_id: event.koc_id,
            kind: event.kind,
            state: PerkState::Granted,
            quantity: event.quantity,
            left: event.quantity,
            valid_from: event.valid_from,
            valid_until: event.valid_until,
            source: event.source,
            tier: event.tier,
            duty_id: event.duty_id,
            exception: event.exception.clone(),
            note: event.note.clone(),
            uses: Vec::new(),
            revoked: None,
            revoke_reason: None,
            position: recorded.position,
        }
    }
}
