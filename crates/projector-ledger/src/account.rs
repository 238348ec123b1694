//! One member's account.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::KocId;
use domain::vocabulary::ContributionKind;
use imbl::OrdMap;
use serde::Serialize;

use crate::entry::{DimTotals, Entry, LineKey, LineKind};

/// The lines of one account, in the order of effect.
#[derive(Debug, Clone, Default)]
pub struct Account {
    pub(crate) lines: OrdMap<LineKey, Arc<Entry>>,
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
    pub by_kind: BTreeMap<ContributionKind, i64>,
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
    /// All lines in sum.
    pub(crate) fn balance(&self) -> i64 {
        self.lines.values().fold(0, |sum: i64, entry| sum.saturating_add(entry.points))
    }

    pub(crate) fn in_sum(&self, koc_id: KocId, external_ref: Option<Arc<str>>) -> AccountRow {
        let mut row = AccountRow {
            koc_id,
            external_ref,
            entries: 0,
            points: 0,
            by_kind: BTreeMap::new(),
            by_dim: DimTotals::default(),
        };
        for entry in self.lines.values() {
            row.entries += u64::from(entry.line != LineKind::Reversal);
            row.points = row.points.saturating_add(entry.points);
            *row.by_kind.entry(entry.kind).or_default() += entry.points;
            row.by_dim += entry.dims;
        }
        row
    }
}
