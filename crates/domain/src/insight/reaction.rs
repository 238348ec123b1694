//! What follows at once: an adopted insight is credited and kept, and its author is told of every
//! step that concerns them.

use super::event::InsightDecided;
use super::{Event as Happened, Insight};
use crate::actor::Role;
use crate::asset;
use crate::asset::values::AssetSource;
use crate::contribution;
use crate::event::Event;
use crate::id::{EventId, KocId};
use crate::koc::Event as OfKoc;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// What waits for somebody while an insight is open.
const WHILE_OPEN: [TodoKind; 4] = [
    TodoKind::RouteInsight,
    TodoKind::InsightOverdue,
    TodoKind::AnswerClarification,
    TodoKind::ClarificationAnswered,
];

/// Credits the author of an insight that was adopted, at least in part.
pub(crate) fn credit(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    match event {
        Event::Insight(Happened::InsightDecided(decided)) if decided.decision.is_adopted() => {
            let InsightDecided { insight_id, koc_id, .. } = *decided;
            contribution::credit_adopted_insight(state, insight_id, koc_id, cause, context)
        }
        _ => Ok(Vec::new()),
    }
}

/// Asks and tells. Nothing here moves value, so nothing here is refused.
pub(crate) fn react(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Ok(match event {
        Event::Insight(event) => told(state, event, cause)?,
        Event::Asset(asset::Event::AssetArchived(archived)) => match archived.source {
            AssetSource::Insight(insight_id) => {
                todo::completed(state, TodoKind::ArchiveInsight, &insight_id.to_string())
            }
            _ => Vec::new(),
        },
        Event::Koc(OfKoc::KocPersonalDataErased(erased)) => {
            // The fold has closed them already: what waited for one of them waits no more.
            let waiting =
                WHILE_OPEN.into_iter().flat_map(|kind| of_member(state, kind, erased.koc_id));
            waiting.flat_map(|(kind, about)| todo::completed(state, kind, &about)).collect()
        }
        _ => Vec::new(),
    })
}

/// To-dos of that kind that concern a member, by what they are about.
fn of_member(state: &State, kind: TodoKind, koc_id: KocId) -> Vec<(TodoKind, String)> {
    let first = (kind, String::new());
    let of_kind = state.open_todos.range(first..).take_while(|((it, _), _)| *it == kind);
    let theirs = of_kind.filter(|(_, ids)| {
        let mut todos = ids.iter().filter_map(|id| state.todos.get(id));
        todos.any(|todo| todo.koc == Some(koc_id))
    });
    theirs.map(|(key, _)| key.clone()).collect()
}

fn told(state: &State, event: &Happened, cause: EventId) -> Result<Vec<Event>, Refusal> {
    let insight_id = event.insight_id();
    let insight = state.insight(insight_id)?;
    let about = insight_id.to_string();
    let author = state.goes_on_as(insight.koc);
    let open = |kind, audience| -> Event {
        todo::opened(kind, audience, insight_id.to_string(), Some(author), cause).into()
    };
    Ok(match event {
        Happened::InsightSubmitted(_) => {
            vec![open(TodoKind::RouteInsight, Audience::Role(Role::Ops))]
        }
        Happened::InsightRouted(_) => {
            let mut done = todo::completed(state, TodoKind::RouteInsight, &about);
            done.extend(todo::completed(state, TodoKind::InsightOverdue, &about));
            done
        }
        Happened::ClarificationAsked(_) => {
            let mut events = todo::completed(state, TodoKind::ClarificationAnswered, &about);
            events.push(open(TodoKind::AnswerClarification, Audience::Koc(author)));
            events
        }
        Happened::ClarificationAnswered(_) => {
            let mut events = todo::completed(state, TodoKind::AnswerClarification, &about);
            events.push(open(TodoKind::ClarificationAnswered, whoever_answers(state, insight)));
            events
        }
        Happened::InsightDecided(decided) => {
            let mut events: Vec<Event> = WHILE_OPEN
                .into_iter()
                .flat_map(|kind| todo::completed(state, kind, &about))
                .collect();
            events.push(open(TodoKind::InsightDecided, Audience::Koc(author)));
            if decided.decision.is_adopted() {
                let kept = state.archived_sources.contains_key(&AssetSource::Insight(insight_id));
                let librarian = Audience::Role(Role::Librarian);
                events.extend((!kept).then(|| open(TodoKind::ArchiveInsight, librarian)));
            }
            events
        }
        Happened::InsightOutcomeReported(_) => {
            vec![open(TodoKind::InsightOutcomeReported, Audience::Koc(author))]
        }
    })
}

/// Its owner, or else whoever runs the programme.
fn whoever_answers(state: &State, insight: &Insight) -> Audience {
    let owner = insight.owner.map(|owner| state.now_serving(owner));
    owner.map_or(Audience::Role(Role::Ops), Audience::Operator)
}
