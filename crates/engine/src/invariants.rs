//! What holds of the read models whatever has happened: sums, spans, lineage, capacity, purses.

use std::collections::{BTreeMap, BTreeSet};

use domain::vocabulary::RewardUnit;
use projector_mentorship::{EdgeFilter, EdgeState};
use projector_rewards::BudgetFilter;

use crate::read_models::View;

impl View {
    /// Looks at every row.
    ///
    /// # Errors
    /// The first thing that does not hold, with whose it is.
    pub fn check_invariants(&self) -> Result<(), String> {
        self.spans_follow_each_other()?;
        self.ledger_sums_up()?;
        self.rewards_sum_up()?;
        self.purses_hold_what_they_promise()?;
        self.mentors_have_room()?;
        self.nobody_teaches_their_own_teacher()
    }

    /// Of a member's spans each ends where the next begins, and only the last lasts.
    fn spans_follow_each_other(&self) -> Result<(), String> {
        for member in self.tiers.members() {
            let spans = self.tiers.history(member.koc_id, None);
            let breaks = spans.windows(2).find(|pair| pair[0].valid_to != Some(pair[1].valid_from));
            if breaks.is_some() || spans.last().is_some_and(|last| last.valid_to.is_some()) {
                return Err(format!(
                    "the tier spans of {} do not follow each other",
                    member.koc_id
                ));
            }
        }
        Ok(())
    }

    fn ledger_sums_up(&self) -> Result<(), String> {
        for account in self.ledger.accounts() {
            let lines = self.ledger.lines(account.koc_id);
            let sum: i64 = lines.iter().map(|line| line.entry.points).sum();
            if sum != account.points {
                let (koc_id, points) = (account.koc_id, account.points);
                return Err(format!("{koc_id} has {points} points, the lines make {sum}"));
            }
        }
        Ok(())
    }

    fn rewards_sum_up(&self) -> Result<(), String> {
        for account in self.rewards.accounts() {
            let mut sums = [0_i64; RewardUnit::ALL.len()];
            for line in self.rewards.lines(account.koc_id) {
                sums[line.unit as usize] += line.by;
            }
            if sums != account.balances {
                let (koc_id, balances) = (account.koc_id, account.balances);
                return Err(format!("{koc_id} holds {balances:?}, the lines make {sums:?}"));
            }
        }
        Ok(())
    }

    fn purses_hold_what_they_promise(&self) -> Result<(), String> {
        for purse in self.rewards.budgets(&BudgetFilter::default()) {
            if purse.held.0.saturating_add(purse.spent.0) > purse.amount.0 {
                return Err(format!("{} gives more than it holds", purse.budget_id));
            }
        }
        Ok(())
    }

    /// No mentor has more mentees than they take, no mentee has two mentors.
    fn mentors_have_room(&self) -> Result<(), String> {
        let active = EdgeFilter { state: Some(EdgeState::Active), ..EdgeFilter::default() };
        let (mut mentees, mut taught) = (BTreeMap::new(), BTreeSet::new());
        for edge in self.mentorship.edges(&active) {
            *mentees.entry(edge.mentor).or_default() += 1;
            if !taught.insert(edge.mentee) {
                return Err(format!("{} has two mentors", edge.mentee));
            }
        }
        for mentor in self.mentorship.mentors() {
            let (koc_id, capacity) = (mentor.koc_id, mentor.capacity);
            let mentees: u16 = mentees.get(&koc_id).copied().unwrap_or_default();
            if mentees > capacity || mentees != mentor.active_mentees {
                return Err(format!("{koc_id} teaches {mentees} of at most {capacity}"));
            }
        }
        Ok(())
    }

    fn nobody_teaches_their_own_teacher(&self) -> Result<(), String> {
        let active = EdgeFilter { state: Some(EdgeState::Active), ..EdgeFilter::default() };
        for edge in self.mentorship.edges(&active) {
            let mut above = BTreeSet::from([edge.mentee]);
            let mut teacher = Some(edge.mentor);
            while let Some(koc_id) = teacher {
                if !above.insert(koc_id) {
                    return Err(format!("{} is taught by somebody they teach", edge.mentee));
                }
                teacher = self.mentorship.mentor_of(koc_id).map(|edge| edge.mentor);
            }
        }
        Ok(())
    }
}
