//! Taking in what has happened to an insight, and to its author.

use std::sync::Arc;

use super::event::Event;
use super::{Insight, overdue};
use crate::id::InsightId;
use crate::koc::Event as OfKoc;
use crate::recorded::Recorded;
use crate::state::State;
use crate::timer::Timer;

/// Takes in what has happened to an insight.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let insight_id = event.insight_id();
    match event {
        Event::InsightSubmitted(e) => {
            let insight = Insight {
                koc: e.koc_id,
                submitted: recorded.position,
                owner: None,
                questions: 0,
                asked: false,
                decision: None,
                forgotten: false,
            };
            state.insights.insert(insight_id, Arc::new(insight));
            state.open_insights.insert((e.koc_id, insight_id));
        }
        Event::InsightRouted(e) => {
            overdue::set_timer(state, e);
            change(state, insight_id, |it| it.owner = Some(e.owner));
        }
        Event::ClarificationAsked(e) => change(state, insight_id, |it| {
            it.questions = e.question_no;
            it.asked = true;
        }),
        Event::ClarificationAnswered(_) => change(state, insight_id, |it| it.asked = false),
        Event::InsightDecided(e) => {
            close(state, insight_id);
            change(state, insight_id, |it| it.decision = Some(e.decision));
            if e.decision.is_adopted() {
                let on = state.day_of(recorded.occurred_at);
                if let Some(koc) = state.koc_mut(e.koc_id) {
                    koc.track.insight(on);
                }
            }
        }
        Event::InsightOutcomeReported(_) => {}
    }
}

fn change(state: &mut State, insight_id: InsightId, how: impl FnOnce(&mut Insight)) {
    if let Some(insight) = state.insight_mut(insight_id) {
        how(insight);
    }
}

/// It waits for nobody any more.
fn close(state: &mut State, insight_id: InsightId) {
    state.timers.clear(Timer::FlagOverdueInsight(insight_id));
    let Some(insight) = state.insight_mut(insight_id) else { return };
    insight.asked = false;
    let author = insight.koc;
    state.open_insights.remove(&(author, insight_id));
}

/// Takes in what happens elsewhere: what a forgotten member said and nobody decided is nobody's to
/// decide any more, for nobody can read it.
pub(crate) fn follow(state: &mut State, recorded: &Recorded) {
    let crate::Event::Koc(OfKoc::KocPersonalDataErased(erased)) = &recorded.event else { return };
    for insight_id in state.open_insights_of(erased.koc_id) {
        close(state, insight_id);
        change(state, insight_id, |it| it.forgotten = true);
    }
}

impl State {
    /// What a member said and nobody decided yet.
    pub(super) fn open_insights_of(&self, koc_id: crate::id::KocId) -> Vec<InsightId> {
        let from = (koc_id, InsightId([0; 16]));
        let theirs = self.open_insights.range(from..).take_while(|(of, _)| *of == koc_id);
        theirs.map(|(_, insight_id)| *insight_id).collect()
    }
}
