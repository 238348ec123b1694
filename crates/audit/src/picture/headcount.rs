//! How many stood in each tier, period by period.

use std::fmt::Write as _;

use domain::vocabulary::TierCode;

use super::columns::{Series, columns};
use super::tier_name;
use crate::headcount::Headcount;
use crate::period::Period;

/// Draws the ladder over time: the lowest tier at the bottom.
pub fn headcount(rows: &[Headcount]) -> String {
    let mut periods: Vec<Period> = rows.iter().map(|row| row.period).collect();
    periods.dedup();
    let mut description = String::from("Members in each tier at the end of each period");
    let series: Vec<Series> = TierCode::ALL
        .into_iter()
        .map(|tier| {
            let of_tier = rows.iter().filter(|row| row.tier == tier);
            let counts: Vec<u32> = of_tier.map(|row| row.count).collect();
            let (first, last) = (counts.first().unwrap_or(&0), counts.last().unwrap_or(&0));
            let _ = write!(description, "; {}: {first} at first, {last} at last", tier.code());
            Series {
                name: format!("{} {last}", tier_name(tier)),
                colour: usize::from(tier.rank() - 1),
                down: false,
                counts,
            }
        })
        .collect();
    description.push('.');
    let title = "Members by tier 各等级人数";
    let remark = "at the end of each period 各期期末";
    columns(title, remark, &description, &periods, &series)
}
