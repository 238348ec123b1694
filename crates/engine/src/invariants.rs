//! What holds of the read models whatever has happened: order of spans, balances as the rules
//! stated them, purses, capacity, lineage. That ledgers are as the rules count them is looked at
//! apart: [`View::counted`].

use std::collections::{BTreeMap, BTreeSet};

use domain::Day;
use domain::vocabulary::RewardUnit;
use projector_duties::{DutyFilter, DutyOrder};
use projector_mentorship::{EdgeFilter, EdgeState};
use projector_projects::{ProjectFilter, ProjectOrder, ProjectStage};
use projector_rewards::BudgetFilter;
use projector_teams::{TeamFilter, TeamOrder};
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
        self.teams_share_the_whole()?;
        self.gatherings_have_room()?;
        self.campaigns_add_up()?;
        self.nobody_teaches_their_own_teacher()?;
        self.stipends_are_paid_once_and_within_what_was_set_aside()?;
        self.everybody_is_credited()?;
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

    /// Each period of a duty has one stipend, in order; together they are no more than all whole
    /// periods of its terms, and a seat has one holder at a time.
    fn stipends_are_paid_once_and_within_what_was_set_aside(&self) -> Result<(), String> {
        let mut seats: BTreeMap<String, Vec<(Day, Day)>> = BTreeMap::new();
        for duty in self.duties.duties(&DutyFilter::default(), DutyOrder::TermEnd) {
            let id = duty.duty_id;
            let in_order = (1..).zip(&duty.stipends).all(|(number, it)| it.period == number);
            if !in_order {
                return Err(format!("a stipend of {id} is missing or was accrued twice"));
            }
            let paid = duty.stipends.iter().fold(0, |sum: u64, it| sum.saturating_add(it.amount.0));
            if paid > duty.stipends_agreed.0 {
                return Err(format!("{id} paid {paid} of {} set aside", duty.stipends_agreed));
            }
            let (Some(seat), Some(_)) = (&duty.terms.seat, duty.concluded_at) else { continue };
            if duty.ended.as_ref().is_some_and(|ended| ended.last_day.is_none()) {
                continue;
            }
            let (from, until) = (duty.terms.term.from, duty.until);
            let held = seats.entry(seat.clone()).or_default();
            if held.iter().any(|(first, last)| *first <= until && from <= *last) {
                return Err(format!("the seat {seat} has two holders"));
            }
            held.push((from, until));
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

    /// Whoever has a part in a project is in the credits of the edition that came of it. What they
    /// did since for the next one is not looked at before that is out.
    fn everybody_is_credited(&self) -> Result<(), String> {
        for project in self.projects.projects(&ProjectFilter::default(), ProjectOrder::default()) {
            if project.stage != ProjectStage::Released {
                continue;
            }
            let (project_id, number) = (project.project_id, project.edition);
            let Some(edition) = self.projects.edition(project_id, number) else {
                return Err(format!("edition {number} of {project_id} is out and not there"));
            };
            let credited: BTreeSet<_> = edition.credits.iter().map(|line| line.koc_id).collect();
            for person in self.projects.contributors(project_id) {
                if !credited.contains(&person.koc_id) && !self.projects.was_merged(person.koc_id) {
                    let koc_id = person.koc_id;
                    return Err(format!("{koc_id} is not in the credits of {project_id}"));
                }
            }
        }
        Ok(())
    }

    /// Whatever a team handed in is shared whole, among people each of whom has a part.
    fn teams_share_the_whole(&self) -> Result<(), String> {
        for team in self.teams.teams(&TeamFilter::default(), TeamOrder::default()) {
            for work in team.works.iter().filter(|work| !work.shares.is_empty()) {
                let sum: u32 = work.shares.iter().map(|share| u32::from(share.share_bp)).sum();
                if sum != 10_000 {
                    return Err(format!("{} shares {sum} of 10000", work.assignment_id));
                }
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
