//! Decisions compared by who they were about and who approved them.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::Moment;
use domain::id::OperatorId;
use domain::refusal::code_of;
use projector_tiers::TierCause;

use crate::evidence::{Decision, Kind};
use crate::figures::median;

/// Groups of fewer say little about anybody but their members. Our own number.
pub const SMALL_BELOW: usize = 5;

/// Which decisions; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Made for this cause.
    pub cause: Option<TierCause>,
    /// Under this policy.
    pub policy_version: Option<u32>,
    /// Approved by this operator, among others.
    pub approver: Option<OperatorId>,
    /// Whether the rules were set aside.
    pub overrides: Option<bool>,
    /// Only what states what the log does not give.
    pub drift_only: bool,
    /// In effect from this instant or later.
    pub from: Option<Moment>,
    /// In effect from this instant or earlier.
    pub to: Option<Moment>,
}

impl Filter {
    /// Whether a decision is one of them; candidacies and notices set no tier and are none.
    pub fn lets_through(&self, row: &Decision) -> bool {
        let Kind::Tier(cause) = row.kind else { return false };
        let approved = |by: OperatorId| row.approved_by.iter().any(|it| it.operator_id == by);
        self.cause.is_none_or(|asked| asked == cause)
            && self.policy_version.is_none_or(|asked| row.policy_version == Some(asked))
            && self.approver.is_none_or(approved)
            && self.overrides.is_none_or(|asked| row.is_override() == asked)
            && (!self.drift_only || row.drifts())
            && self.from.is_none_or(|from| from <= row.effective_at)
            && self.to.is_none_or(|to| row.effective_at <= to)
    }
}

/// By what decisions are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// How members came.
    EntrySource,
    /// Where they live, when it was decided.
    Region,
    /// What kind of voice they are, when it was decided.
    Archetype,
    /// Who approved; a decision with two approvals counts for both.
    Approver,
}

/// A group of decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What its members have in common, one word for each thing compared by; none where nothing is
    /// known.
    pub key: Vec<Option<String>>,
    /// How many decisions.
    pub n: usize,
    /// Too few to compare.
    pub is_small: bool,
    /// Median of the mean score in the year before, hundredths; of members who have one.
    pub median_score: Option<i64>,
    /// Median of works accepted in the year before, hundredths.
    pub median_works: Option<i64>,
    /// How many set the rules aside.
    pub overrides: usize,
    /// Median of days from candidacy or notice to the decision; of decisions that had one.
    pub median_days_to_decision: Option<i64>,
}

/// Groups decisions, in the order of their keys.
pub fn groups<'a>(rows: impl Iterator<Item = &'a Arc<Decision>>, by: &[By]) -> Vec<Group> {
    let mut grouped: BTreeMap<Vec<Option<String>>, Vec<&Decision>> = BTreeMap::new();
    for row in rows {
        for key in keys(row, by) {
            grouped.entry(key).or_default().push(row);
        }
    }
    grouped.into_iter().map(|(key, rows)| group(key, &rows)).collect()
}

fn group(key: Vec<Option<String>>, rows: &[&Decision]) -> Group {
    let n = rows.len();
    let days = rows.iter().filter_map(|row| row.days_to_decision.map(i64::from));
    Group {
        key,
        n,
        is_small: n < SMALL_BELOW,
        median_score: median(rows.iter().filter_map(|row| row.mean_score)),
        median_works: median(rows.iter().map(|row| row.accepted_works)),
        overrides: rows.iter().filter(|row| row.is_override()).count(),
        median_days_to_decision: median(days),
    }
}

/// Every combination of what a decision is compared by.
fn keys(row: &Decision, by: &[By]) -> Vec<Vec<Option<String>>> {
    let mut keys = vec![Vec::new()];
    for by in by {
        let words: Vec<Option<String>> = match by {
            By::EntrySource => vec![row.entry_source.map(|it| code_of(&it))],
            By::Region => vec![row.region.clone()],
            By::Archetype => vec![row.archetype.map(|it| code_of(&it))],
            By::Approver if row.approved_by.is_empty() => vec![None],
            By::Approver => {
                row.approved_by.iter().map(|it| Some(it.operator_id.to_string())).collect()
            }
        };
        keys = keys
            .into_iter()
            .flat_map(|key: Vec<Option<String>>| {
                words.iter().map(move |word| [&key[..], std::slice::from_ref(word)].concat())
            })
            .collect();
    }
    keys
}
