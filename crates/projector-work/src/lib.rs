//! The work: tasks, assignments, the review queue, works of the time before; and the
//! brand's team with the approvals it gave.

mod apply;
mod assignment;
mod board;
mod breaks;
mod checks;
mod course;
mod members;
mod query;
mod rows;
mod task;
mod uptake;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{
    AssignmentId, EventId, KocId, LoanId, MentorshipId, OperatorId, Sha256, TaskId, WorkId,
};
use domain::programme::Limits;
use domain::{Day, Moment, Recorded, Zone};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use assignment::{
    Acknowledgement, AssignmentRow, AssignmentState, Outcome, Overturned, ReviewRow, SubmissionRow,
    Waiting,
};
pub use checks::{Check, CheckCode};
pub use course::{
    AnswerRow, EndRow, ExperienceRow, ExtensionRow, ProgressRow, ProposalRow, ResourceRow, Turn,
};
pub use query::{AssignmentFilter, QueueFilter, QueueItem, TaskFilter};
pub use rows::{ApprovalRow, ImportedWorkRow, OperatorLeft, OperatorRow};
pub use task::{
    BriefVersion, BroadcastRow, ReachPoint, RetrospectiveRow, ShortlistRow, TaskRow, TaskState,
};
pub use uptake::{AssignmentOrder, Blocker, TaskOrder};

/// Why a member judges nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Absence {
    /// Has left, or goes on under another record.
    Gone,
    /// May not take part.
    Suspended,
    /// Took back their word to teach.
    Unwilling,
}

/// Tasks, assignments and what surrounds them.
#[derive(Debug, Clone)]
pub struct Work {
    review_sla_hours: u32,
    external_refs: OrdMap<KocId, Arc<str>>,
    tasks: OrdMap<TaskId, Arc<TaskRow>>,
    assignments: OrdMap<AssignmentId, Arc<AssignmentRow>>,
    by_task: OrdSet<(TaskId, AssignmentId)>,
    by_koc: OrdSet<(KocId, AssignmentId)>,
    /// Assignments that wait for a review, the one that waited longest first.
    waiting: OrdSet<(Moment, AssignmentId)>,
    imported: OrdMap<WorkId, Arc<ImportedWorkRow>>,
    imported_by_author: OrdSet<(KocId, Moment, WorkId)>,
    operators: OrdMap<OperatorId, Arc<OperatorRow>>,
    approvals: OrdMap<EventId, Arc<ApprovalRow>>,
    /// Approvals that wait for their decision.
    open_approvals: OrdSet<EventId>,
    /// The newest tier fact of each member: a change of tier voids approvals for another.
    newest_tier_fact: OrdMap<KocId, EventId>,
    /// The mentor of each mentee, now: who reviews mentor-led work first.
    mentors: OrdMap<KocId, KocId>,
    /// The mentee of each active mentorship.
    mentees: OrdMap<MentorshipId, KocId>,
    /// Members who judge nothing, and why: one reason does not undo another.
    absent: OrdSet<(KocId, Absence)>,
    /// The first assignment that handed a file in.
    files: OrdMap<Sha256, AssignmentId>,
    zone: Zone,
    /// Breaks of members, first and last day, oldest first: they stop the clock of due work.
    breaks: OrdMap<KocId, Vec<(Day, Option<Day>)>>,
    /// The work that a car was lent for.
    loans: OrdMap<LoanId, AssignmentId>,
}

impl Default for Work {
    fn default() -> Work {
        Work {
            review_sla_hours: Limits::default().review_sla_hours,
            external_refs: OrdMap::new(),
            tasks: OrdMap::new(),
            assignments: OrdMap::new(),
            by_task: OrdSet::new(),
            by_koc: OrdSet::new(),
            waiting: OrdSet::new(),
            imported: OrdMap::new(),
            imported_by_author: OrdSet::new(),
            operators: OrdMap::new(),
            approvals: OrdMap::new(),
            open_approvals: OrdSet::new(),
            newest_tier_fact: OrdMap::new(),
            mentors: OrdMap::new(),
            mentees: OrdMap::new(),
            absent: OrdSet::new(),
            files: OrdMap::new(),
            zone: Zone::UTC,
            breaks: OrdMap::new(),
            loans: OrdMap::new(),
        }
    }
}

impl Projector for Work {
    const NAME: &'static str = "work";
    const VERSION: u32 = 2;

    fn apply(&mut self, recorded: &Recorded) {
        self.fold(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        is_of(
            kind,
            &[
                domain::programme::Event::TYPES,
                domain::mentorship::Event::TYPES,
                domain::operator::Event::TYPES,
                domain::task::Event::TYPES,
                domain::assignment::Event::TYPES,
                domain::vehicle::Event::TYPES,
                domain::koc::Event::TYPES,
                domain::policy::Event::TYPES,
                domain::contribution::Event::TYPES,
                domain::asset::Event::TYPES,
                domain::recognition::Event::TYPES,
            ],
        )
    }

    fn forget(&mut self, person: KocId) {
        self.hide(person);
    }

    /// Table by table, each in key order; approvals in the order they were given.
    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.operators.values().for_each(|row| show(Row::new("operator", row)));
        self.approvals.values().for_each(|row| show(Row::new("approval", row)));
        self.tasks.values().for_each(|row| show(Row::new("task", row)));
        self.assignments.values().for_each(|row| show(Row::new("assignment", row)));
        for (koc_id, breaks) in self.breaks.iter().filter(|(_, breaks)| !breaks.is_empty()) {
            show(Row::new("break", &breaks::BreaksRow { koc_id: *koc_id, breaks: breaks.clone() }));
        }
        self.imported.values().for_each(|row| show(Row::new("importedWork", row)));
    }
}
