//! To-dos: what waits for whom because of what happened, and what people were told.

use std::ops::Bound;
use std::sync::Arc;

use domain::event::EventType;
use domain::id::{EventId, KocId, TodoId};
use domain::todo::Event as Happened;
use domain::todo::event::TodoOpened;
use domain::todo::values::{Audience, TodoKind};
use domain::{Actor, Event, Moment, Recorded, todo};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};
use serde::Serialize;

/// A to-do was done, or its message read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Completion {
    /// By whom; the sender of the command that did what it waited for.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The event it comes from.
    pub position: EventId,
}

/// Something that waits for a person, or is told to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TodoRow {
    /// Its id.
    pub todo_id: TodoId,
    /// What waits.
    pub kind: TodoKind,
    /// For whom.
    pub audience: Audience,
    /// The written id of what it is about.
    pub about: String,
    /// The member concerned.
    pub koc_id: Option<KocId>,
    /// The event that led to it.
    pub source_event: EventId,
    /// The codes of the refusal it stands in for.
    pub refused: Vec<String>,
    /// When it should be done.
    pub due: Option<Moment>,
    /// Since when it waits.
    pub opened_at: Moment,
    /// How it ended; none while it waits.
    pub completed: Option<Completion>,
    /// The event it comes from.
    pub position: EventId,
}

impl TodoRow {
    fn opened(event: &TodoOpened, recorded: &Recorded) -> TodoRow {
        TodoRow {
            todo_id: event.todo_id,
            kind: event.kind,
            audience: event.audience,
            about: event.about.clone(),
            koc_id: event.koc_id,
            source_event: event.source_event,
            refused: event.refused.clone(),
            due: event.due,
            opened_at: recorded.occurred_at,
            completed: None,
            position: recorded.position,
        }
    }
}

/// Which to-dos; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TodoFilter {
    /// Waiting for exactly them.
    pub audience: Option<Audience>,
    /// Of this kind.
    pub kind: Option<TodoKind>,
    /// Only those that wait, or only those that are done.
    pub open: Option<bool>,
    /// About what has this written id.
    pub about: Option<String>,
    /// Concerning this member.
    pub koc_id: Option<KocId>,
    /// To be done at this instant or earlier.
    pub due_by: Option<Moment>,
}

impl TodoFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &TodoRow) -> bool {
        self.audience.is_none_or(|audience| row.audience == audience)
            && self.kind.is_none_or(|kind| row.kind == kind)
            && self.open.is_none_or(|open| row.completed.is_none() == open)
            && self.about.as_ref().is_none_or(|about| row.about == *about)
            && self.koc_id.is_none_or(|koc_id| row.koc_id == Some(koc_id))
            && self.due_by.is_none_or(|by| row.due.is_some_and(|due| due <= by))
    }
}

/// What waits for whom.
#[derive(Debug, Clone, Default)]
pub struct Todos {
    rows: OrdMap<EventId, Arc<TodoRow>>,
    places: OrdMap<TodoId, EventId>,
    open: OrdSet<EventId>,
    by_audience: OrdSet<(Audience, EventId)>,
    by_about: OrdSet<(String, EventId)>,
    by_koc: OrdSet<(KocId, EventId)>,
}

impl Projector for Todos {
    const NAME: &'static str = "todos";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Todo(Happened::TodoOpened(opened)) => self.open(opened, recorded),
            Event::Todo(Happened::TodoCompleted(done)) => self.complete(done.todo_id, recorded),
            _ => {}
        }
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[todo::Event::TYPES])
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.rows.values().for_each(|row| show(Row::new("todo", row)));
    }
}

impl Todos {
    /// One to-do.
    pub fn todo(&self, id: TodoId) -> Option<&Arc<TodoRow>> {
        self.rows.get(self.places.get(&id)?)
    }

    /// The to-dos that `filter` asks for, the oldest first.
    pub fn todos(&self, filter: &TodoFilter) -> Vec<Arc<TodoRow>> {
        let of = |position: &EventId| self.rows.get(position);
        let found: Vec<&Arc<TodoRow>> = if let Some(about) = &filter.about {
            with(&self.by_about, about.clone()).filter_map(|(_, at)| of(at)).collect()
        } else if let Some(koc_id) = filter.koc_id {
            with(&self.by_koc, koc_id).filter_map(|(_, at)| of(at)).collect()
        } else if let Some(audience) = filter.audience {
            with(&self.by_audience, audience).filter_map(|(_, at)| of(at)).collect()
        } else if filter.open == Some(true) {
            self.open.iter().filter_map(of).collect()
        } else {
            self.rows.values().collect()
        };
        found.into_iter().filter(|row| filter.matches(row)).cloned().collect()
    }

    fn open(&mut self, event: &TodoOpened, recorded: &Recorded) {
        let at = recorded.position;
        self.places.insert(event.todo_id, at);
        self.open.insert(at);
        self.by_audience.insert((event.audience, at));
        self.by_about.insert((event.about.clone(), at));
        if let Some(koc_id) = event.koc_id {
            self.by_koc.insert((koc_id, at));
        }
        self.rows.insert(at, Arc::new(TodoRow::opened(event, recorded)));
    }

    fn complete(&mut self, id: TodoId, recorded: &Recorded) {
        let Some(at) = self.places.get(&id) else { return };
        self.open.remove(at);
        if let Some(row) = self.rows.get_mut(at) {
            let (by, at, position) = (recorded.actor, recorded.occurred_at, recorded.position);
            Arc::make_mut(row).completed = Some(Completion { by, at, position });
        }
    }
}

/// The part of an index that has that key.
fn with<K: Ord + Clone>(
    index: &OrdSet<(K, EventId)>,
    key: K,
) -> impl Iterator<Item = &(K, EventId)> {
    let first = Bound::Included((key.clone(), EventId(0)));
    index.range((first, Bound::Included((key, EventId(u64::MAX)))))
}
