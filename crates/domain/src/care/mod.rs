//! The file of a relationship (S0, 以关系管理; S3, 定期反馈): who looks after a member, when they
//! last talked, what was promised, and the feedback that every member is owed, whatever their
//! tier. Apart from the member's own stream, because fewer people may read it.

mod clock;
pub mod command;
pub mod event;
mod evolve;
mod reaction;
mod rules;
pub mod values;

use std::sync::Arc;

use imbl::OrdMap;

pub use clock::CareDue;
pub(crate) use clock::{flag_feedback_due, flag_talk_due, follow, put_off};
pub use event::Event;
pub(crate) use evolve::{evolve, handed_over};
pub(crate) use reaction::react;
pub(crate) use rules::*;

use crate::id::{EventId, FollowUpId, KocId, OperatorId};
use crate::state::State;
use crate::time::Day;
use values::FeedbackPeriod;

/// Something that is to be done for a member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FollowUp {
    pub(crate) owner: OperatorId,
    pub(crate) open: bool,
}

/// What rules ask of the file of a relationship.
#[derive(Debug, Clone, Default)]
pub struct Care {
    pub(crate) manager: Option<OperatorId>,
    pub(crate) last_talk: Option<Day>,
    pub(crate) last_feedback: Option<Day>,
    /// The first day on which work was finished since the feedback before, and how much was.
    pub(crate) unanswered: Option<(Day, u32)>,
    /// The event since which a talk, or feedback, is owed.
    pub(crate) talk_cause: Option<EventId>,
    pub(crate) feedback_cause: Option<EventId>,
    /// The manager said that it can wait: not before that day.
    pub(crate) talk_not_before: Option<Day>,
    pub(crate) feedback_not_before: Option<Day>,
    /// What was fed back on, and whether the member has read it.
    pub(crate) periods: OrdMap<FeedbackPeriod, bool>,
    pub(crate) follow_ups: OrdMap<FollowUpId, FollowUp>,
}

impl Care {
    /// What is still to be done by that operator.
    fn open_of(&self, owner: impl Fn(OperatorId) -> bool) -> usize {
        self.follow_ups.values().filter(|it| it.open && owner(it.owner)).count()
    }
}

impl State {
    /// The file of a relationship; none while nothing is in it.
    pub(crate) fn care(&self, koc_id: KocId) -> Option<&Care> {
        self.care.get(&koc_id).map(Arc::as_ref)
    }

    /// Who looks after a member now: whoever was named, or took over from them. Nobody when they
    /// left without handing over.
    pub(crate) fn relationship_manager(&self, koc_id: KocId) -> Option<OperatorId> {
        let manager = self.now_serving(self.care(koc_id)?.manager?);
        self.operators.get(&manager).filter(|it| it.active && !it.roles.is_empty())?;
        Some(manager)
    }

    /// Members that operator looks after, and what they are still to do for members. All files are
    /// looked at: somebody leaves the team a few times a year.
    pub(crate) fn cared_for_by(&self, id: OperatorId) -> usize {
        let is_id = |operator_id: OperatorId| self.now_serving(operator_id) == id;
        let files = self.care.iter().filter(|(koc_id, _)| {
            self.kocs.get(*koc_id).is_some_and(|koc| koc.require_here().is_none())
        });
        files
            .map(|(_, care)| usize::from(care.manager.is_some_and(is_id)) + care.open_of(is_id))
            .sum()
    }
}
