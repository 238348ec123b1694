//! Proof that what is served is what the log says.

use domain::counted::Purse;
use domain::id::EventId;
use domain::{Counted, State};
use event_log::LogStore;
use projection::DigestKind;
use projector_mentorship::{EdgeFilter, EdgeState};
use projector_rewards::{BudgetFilter, BudgetRow};
use projector_work::AssignmentFilter;

use crate::codec;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::read_models::{Digests, View};

/// A log and read models that passed every check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// What the log itself found.
    pub log: event_log::VerifyReport,
    /// The position up to which the log was folded again.
    pub position: EventId,
    /// The exact digest of every read model there.
    pub digests: Digests,
}

impl Engine {
    /// Reads the whole log, checks every byte and link of it, folds it again and compares every
    /// read model with the published one, and what the rules count by with the read models; then
    /// looks at what must hold of them whatever has happened ([`View::check_invariants`]).
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify(&self) -> Result<VerifyReport, EngineError> {
        self.verify_telling(&|_, _| {})
    }

    /// The same, and tells of each event that is folded again, and of the last there will be.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify_telling(
        &self,
        tell: &dyn Fn(EventId, EventId),
    ) -> Result<VerifyReport, EngineError> {
        let view = self.view();
        let log = self.log().verify()?;
        let (mut again, mut state) = (View::default(), State::default());
        for record in self.log().read(1).take(view.position.0 as usize) {
            let recorded = codec::from_record(&record?)?;
            again.apply(&recorded);
            state.evolve(&recorded);
            tell(recorded.position, view.position);
        }
        let (live, folded) = (view.digests(DigestKind::Exact), again.digests(DigestKind::Exact));
        for ((model, live), (_, folded)) in live.iter().zip(&folded) {
            if live != folded {
                let (live, folded) = (live.clone(), folded.clone());
                return Err(EngineError::Differs { model, live, folded });
            }
        }
        if state.counted() != again.counted() {
            return Err(EngineError::Drifted { position: view.position });
        }
        again.check_invariants().map_err(|what| EngineError::Broken { what })?;
        Ok(VerifyReport { log, position: view.position, digests: folded })
    }
}

impl View {
    /// What the rules count by, counted anew from the rows of the read models.
    pub fn counted(&self) -> Counted {
        let mut counted = Counted::default();
        for member in self.tiers.members() {
            let tier = member.tier();
            counted.tiers.insert(member.koc_id, tier);
            let room = tier.and_then(|tier| counted.headcount.get_mut(tier as usize));
            room.into_iter().for_each(|count| *count += 1);
        }
        for row in self.work.assignments(&AssignmentFilter::default()) {
            counted.assignments.insert(row.assignment_id, row.state.code().to_owned());
            if row.state.is_live() {
                for koc_id in row.doers() {
                    *counted.live_by_member.entry(*koc_id).or_default() += 1;
                }
                *counted.live_by_task.entry(row.task_id).or_default() += 1;
            }
        }
        let mentors = self.mentorship.mentors().filter(|mentor| !mentor.left);
        counted.mentees = mentors.map(|mentor| (mentor.koc_id, 0)).collect();
        let active = EdgeFilter { state: Some(EdgeState::Active), ..EdgeFilter::default() };
        for edge in self.mentorship.edges(&active) {
            counted.mentor_of.insert(edge.mentee, edge.mentor);
            counted.mentees.entry(edge.mentor).and_modify(|mentees| *mentees += 1);
        }
        let accounts = self.ledger.accounts().into_iter();
        counted.balances = accounts.map(|account| (account.koc_id, account.points)).collect();
        let accounts = self.rewards.accounts().into_iter();
        let moved = accounts.filter(|account| account.balances != [0; 4]);
        counted.rewards = moved.map(|account| (account.koc_id, account.balances)).collect();
        let budgets = self.rewards.budgets(&BudgetFilter::default()).into_iter();
        let purse =
            |row: &BudgetRow| Purse { amount: row.amount, held: row.held, spent: row.spent };
        counted.purses = budgets.map(|row| (row.budget_id, purse(&row))).collect();
        counted
    }
}
