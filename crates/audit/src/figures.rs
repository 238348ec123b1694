//! Figures that several questions are answered with.

/// The middle one; of an even number the mean of the two in the middle, rounded down; none of none.
pub(crate) fn median(values: impl IntoIterator<Item = i64>) -> Option<i64> {
    let mut values: Vec<i64> = values.into_iter().collect();
    values.sort_unstable();
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get((values.len() - 1) / 2)?;
    Some((lower + upper).div_euclid(2))
}

/// A part of a whole in basis points, rounded down; none of nothing.
pub(crate) fn share_bp(part: u32, whole: u32) -> Option<u32> {
    let share = (u64::from(part) * 10_000).checked_div(whole.into())?;
    Some(u32::try_from(share).unwrap_or(u32::MAX))
}
