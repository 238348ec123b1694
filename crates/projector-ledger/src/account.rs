//! One member's account.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::KocId;
use domain::vocabulary::ContributionKind;
use imbl::OrdMap;
use serde::Serialize;

use crate::entry::{DimTotals, Entry, LineKey, LineKind};

/// The lines of one account, in the order of effect, and what they are in sum.
#[derive(Debug, Clone, Default)]
pub struct Account {
    pub(crate) lines: OrdMap<LineKey, Arc<Entry>>,
    pub(crate) points: i64,
    entries: u64,
    by_kind: Arc<BTreeMap<ContributionKind, i64>>,
    by_dim: DimTotals,
}

/// An account in sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountRow {
    /// Whose.
    pub koc_id: KocId,
    /// Their pseudonymous key in another system.
    pub external_ref: Option<Arc<str>>,
    /// Credits and adjustments, also those taken back later; reversals are not counted.
    pub entries: u64,
    /// The balance: all lines in sum.
    pub points: i64,
    /// By kind of contribution.
    pub by_kind: Arc<BTreeMap<ContributionKind, i64>>,
    /// By dimension.
    pub by_dim: DimTotals,
}

impl AccountRow {
    /// How the member is named in reports: the external reference if there is one, else the id.
    pub fn label(&self) -> String {
        self.external_ref.as_deref().map_or_else(|| self.koc_id.to_string(), str::to_owned)
    }
}

impl Account {
    /// Adds a line. What it is worth never changes afterwards: a line that takes it back is one more.
    pub(crate) fn add(&mut self, entry: Entry) {
        self.points = self.points.saturating_add(entry.points);
        self.entries += u64::from(entry.line != LineKind::Reversal);
        *Arc::make_mut(&mut self.by_kind).entry(entry.kind).or_default() += entry.points;
        self.by_dim += entry.dims;
        self.lines.insert(entry.key(), Arc::new(entry));
    }

    pub(crate) fn in_sum(&self, koc_id: KocId, external_ref: Option<Arc<str>>) -> AccountRow {
        AccountRow {
            koc_id,
            external_ref,
            entries: self.entries,
            points: self.points,
            by_kind: Arc::clone(&self.by_kind),
            by_dim: self.by_dim,
        }
    }
}
