//! An insight: what a member tells the brand, and what becomes of it: whoever answers for it, a
//! decision with reasons, and what changed, told back to its author (S2, 外脑智囊团).

pub mod command;
pub mod event;
mod evolve;
mod overdue;
mod reaction;
mod rules;
pub mod values;

use std::sync::Arc;

pub use event::Event;
pub(crate) use evolve::{evolve, follow};
pub(crate) use overdue::flag_overdue;
pub(crate) use reaction::{credit, react};
pub(crate) use rules::{answer, ask, decide, report_outcome, route, submit};

use crate::id::{EventId, InsightId, KocId, OperatorId};
use crate::refusal::Violation;
use crate::state::State;
use values::InsightDecision;

/// What rules ask of an insight.
#[derive(Debug, Clone)]
pub struct Insight {
    /// Who said it.
    pub(crate) koc: KocId,
    /// The event in which they did.
    pub(crate) submitted: EventId,
    /// Whoever answers for it.
    pub(crate) owner: Option<OperatorId>,
    /// How often its author was asked something.
    pub(crate) questions: u16,
    /// Whether the last of it waits for an answer.
    pub(crate) asked: bool,
    pub(crate) decision: Option<InsightDecision>,
    /// Its author was forgotten before it was decided: nobody can read it any more.
    pub(crate) forgotten: bool,
}

impl Insight {
    /// Whether it waits for a decision.
    pub(crate) fn is_open(&self) -> bool {
        self.decision.is_none() && !self.forgotten
    }

    /// Refuses what only an open one allows.
    fn decided(&self) -> Option<Violation> {
        (!self.is_open()).then_some(Violation::AlreadyDecided)
    }

    /// Whether something comes of it.
    pub(crate) fn is_adopted(&self) -> bool {
        self.decision.is_some_and(InsightDecision::is_adopted)
    }
}

impl State {
    /// An insight.
    pub(crate) fn insight(&self, insight_id: InsightId) -> Result<&Insight, Violation> {
        let missing = || Violation::NotFound { what: insight_id.to_string() };
        self.insights.get(&insight_id).map(Arc::as_ref).ok_or_else(missing)
    }

    fn insight_mut(&mut self, insight_id: InsightId) -> Option<&mut Insight> {
        self.insights.get_mut(&insight_id).map(Arc::make_mut)
    }
}
