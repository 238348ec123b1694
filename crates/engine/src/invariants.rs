//! What holds of the read models whatever has happened: order of spans, balances as the rules
//! stated them, purses, capacity, lineage. That ledgers are as the rules count them is looked at
//! apart: [`View::counted`].

use std::collections::{BTreeMap, BTreeSet};

use domain::vocabulary::RewardUnit;
use projector_mentorship::{EdgeFilter, EdgeState};
use projector_rewards::BudgetFilter;
use projector_vehicles::{VehicleFilter, VehicleOrder};

use crate::read_models::View;

impl View {
    /// Looks at every row.
    ///
    /// # Errors
    /// The first thing that does not hold, with whose it is.
    pub fn check_invariants(&self) -> Result<(), String> {
        self.spans_do_not_overlap()?;
        self.balances_are_as_stated()?;
        self.purses_hold_what_they_promise()?;
        self.mentors_have_room()?;
        self.gatherings_have_room()?;
        self.campaigns_add_up()?;
        self.nobody_teaches_their_own_teacher()?;
        self.cars_are_lent_once()
    }

    /// No car is promised to two at once, and whoever has it is the one it is out on.
    fn cars_are_lent_once(&self) -> Result<(), String> {
        for car in self.vehicles.vehicles(&VehicleFilter::default(), VehicleOrder::default()) {
            let (id, calendar) = (car.vehicle_id, self.vehicles.calendar(car.vehicle_id));
            let overlap = calendar.windows(2).any(|pair| pair[1].from < pair[0].until);
            if overlap {
                return Err(format!("{id} is promised twice at once"));
            }
            let out: Vec<_> = calendar.iter().filter(|loan| loan.state.is_out()).collect();
            let held = out.first().map(|loan| loan.loan_id);
            if out.len() > 1 || held != car.out {
                return Err(format!("{id} is out on {} loans", out.len()));
            }
        }
        Ok(())
    }

    /// No span of a member ends before it begins.
    fn spans_do_not_overlap(&self) -> Result<(), String> {
        for member in self.tiers.members() {
            let spans = self.tiers.history(member.koc_id, None);
            let backwards =
                spans.iter().any(|span| span.valid_to.is_some_and(|end| end < span.valid_from));
            if backwards {
                return Err(format!("tier spans of {} overlap", member.koc_id));
            }
        }
        Ok(())
    }

    /// What a member holds is what the rule stated when it last moved.
    fn balances_are_as_stated(&self) -> Result<(), String> {
        for account in self.rewards.accounts() {
            let lines = self.rewards.lines(account.koc_id);
            for unit in RewardUnit::ALL {
                let stated = lines.iter().rev().find(|line| line.unit == unit);
                let stated = stated.map_or(0, |line| line.balance);
                let holds = account.balances[unit as usize];
                if holds != stated {
                    let koc_id = account.koc_id;
                    return Err(format!("{koc_id} holds {holds} {unit:?}, {stated} was stated"));
                }
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
