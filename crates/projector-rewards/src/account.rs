//! What moved the balances of a member, line by line, and how they are paid.

use domain::id::{EventId, KocId, RewardId};
use domain::personal::Sealed;
use domain::reward::values::TaxCategory;
use domain::vocabulary::RewardUnit;
use domain::{Day, Moment};
use imbl::OrdMap;
use serde::Serialize;
use std::sync::Arc;

/// What a line of an account does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LineKind {
    /// Something was given.
    Posted,
    /// Points were spent.
    Redeemed,
    /// Points ran out.
    Expired,
    /// A gift arrived.
    Delivered,
    /// Cash was paid.
    Paid,
    /// Something was taken back.
    ClawedBack,
}

/// One line of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LineRow {
    /// Whose.
    pub koc_id: KocId,
    /// Which balance it moves.
    pub unit: RewardUnit,
    /// What it does.
    pub kind: LineKind,
    /// The entry; none for points that ran out of several.
    pub reward_id: Option<RewardId>,
    /// By how much; below nothing when the balance falls.
    pub by: i64,
    /// Of the account in that unit, after it.
    pub balance: i64,
    /// When.
    pub at: Moment,
    /// The event it comes from.
    pub position: EventId,
}

/// How a member is paid and taxed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PayeeRow {
    /// Whose.
    pub koc_id: KocId,
    /// Where the money goes.
    pub payee: Sealed,
    /// How it is taxed.
    pub tax_category: TaxCategory,
    /// Where the member is taxed.
    pub residence: String,
    /// When finance saw that it is right.
    pub verified_on: Option<Day>,
    /// The event it comes from.
    pub position: EventId,
}

/// An account in sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Whose.
    pub koc_id: KocId,
    /// Points, cash, coupons, gifts: what the member holds or is owed.
    pub balances: [i64; 4],
    /// Lines in all.
    pub lines: usize,
}

/// The lines of a member, oldest first.
pub(crate) type Lines = OrdMap<EventId, Arc<LineRow>>;

/// What the lines make together.
pub(crate) fn in_sum(koc_id: KocId, lines: &Lines) -> AccountRow {
    let mut balances = [0_i64; 4];
    for line in lines.values() {
        if let Some(balance) = balances.get_mut(line.unit as usize) {
            *balance = balance.saturating_add(line.by);
        }
    }
    AccountRow { koc_id, balances, lines: lines.len() }
}
