//! The contribution ledger: what each member gave, never spent.
//!
//! [`ContributionLedger`] keeps one line per credit, adjustment and reversal. The balance is
//! computed in the order of effect, then of entry id, so that it does not depend on the order in
//! which things came to be recorded: for every account the sum of its lines is its balance.

mod account;
mod entry;
mod query;

use std::sync::Arc;

use domain::contribution::Event as Happened;
use domain::event::EventType;
use domain::id::{EntryId, KocId};
use domain::koc::Event as KocEvent;
use domain::{Event, Recorded, contribution, koc};
use imbl::OrdMap;
use projection::{Projector, Row, is_of};

pub use account::{Account, AccountRow};
pub use entry::{DimTotals, Entry, EntryLine, KocKey, LineKey, LineKind, Reversal};
pub use query::LedgerFilter;

/// Every account with its lines.
#[derive(Debug, Clone, Default)]
pub struct ContributionLedger {
    external_refs: OrdMap<KocId, Arc<str>>,
    accounts: OrdMap<KocId, Arc<Account>>,
    /// Whose line it is, in the order of effect over all accounts.
    by_effect: OrdMap<LineKey, KocId>,
    /// Where each line stands, by the id of its entry.
    places: OrdMap<EntryId, (KocId, LineKey)>,
}

impl Projector for ContributionLedger {
    const NAME: &'static str = "ledger";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Koc(KocEvent::KocRegistered(e)) => {
                if let Some(external_ref) = &e.external_ref {
                    self.external_refs.insert(e.koc_id, Arc::from(external_ref.as_str()));
                }
            }
            Event::Koc(KocEvent::KocImported(e)) => {
                self.external_refs.insert(e.koc_id, Arc::from(e.external_ref.as_str()));
            }
            Event::Koc(KocEvent::KocPersonalDataErased(e)) => {
                self.forget(e.koc_id);
            }
            Event::Contribution(event) => self.post(event, recorded),
            _ => {}
        }
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[koc::Event::TYPES, contribution::Event::TYPES])
    }

    fn forget(&mut self, person: KocId) {
        self.external_refs.remove(&person);
    }

    /// Each account followed by its lines in the order of effect, each with the balance after it.
    fn rows(&self, show: &mut dyn FnMut(Row)) {
        for account in self.accounts() {
            show(Row::new("account", &account));
            for line in self.lines(account.koc_id) {
                show(Row::new("entry", &line));
            }
        }
    }
}

impl ContributionLedger {
    fn post(&mut self, event: &Happened, recorded: &Recorded) {
        let entry = match event {
            Happened::ContributionCredited(e) => Entry::credited(e, recorded),
            Happened::ContributionAdjusted(e) => Entry::adjusted(e, recorded),
            Happened::ContributionReversed(e) => {
                let Some(reversed) = self.mark_reversed(e.entry_id, recorded) else { return };
                Entry::reversal(e, &reversed, recorded)
            }
        };
        let key = entry.key();
        self.places.insert(entry.entry_id, (entry.koc_id, key));
        self.by_effect.insert(key, entry.koc_id);
        let account = self.accounts.entry(entry.koc_id).or_default();
        Arc::make_mut(account).add(entry);
    }

    /// Marks an entry as taken back and returns it; `None` when there is no such entry.
    fn mark_reversed(&mut self, entry_id: EntryId, recorded: &Recorded) -> Option<Arc<Entry>> {
        let (koc_id, key) = self.places.get(&entry_id)?;
        let account = Arc::make_mut(self.accounts.get_mut(koc_id)?);
        let entry = account.lines.get_mut(key)?;
        Arc::make_mut(entry).reversed = Some(Reversal {
            reversed_by: Entry::reversal_id(entry_id),
            reversed_at: recorded.recorded_at,
            reversal_position: recorded.position,
        });
        Some(Arc::clone(entry))
    }
}
