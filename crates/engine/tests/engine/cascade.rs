//! A task that thousands hold is called off: one event ends it for all of them at once, and their
//! own events follow one by one.

use std::collections::BTreeSet;

use domain::id::{AssignmentId, EventId, KocId, TaskId};
use domain::task::CompensationRule;
use domain::task::brief::{Return, ReturnKind};
use domain::task::command::CancelTask;
use domain::vocabulary::RewardUnit;
use domain::{Actor, Amount, LocalText};
use engine::Engine;
use projector_work::AssignmentState;

use crate::live::Live;
use crate::money::{EACH, claim};
use crate::scheduler::{recorded, state, wait_until};
use crate::support::*;

/// Holders: far more than one commit could hold events; ten thousand where code is optimised.
const HOLDERS: u32 = if cfg!(debug_assertions) { 2_000 } else { 10_000 };

/// Of what was promised, this part is given all the same.
const GIVEN_BP: u16 = 2_500;

fn promised() -> u64 {
    u64::from(HOLDERS) * EACH
}

/// Everybody holds the task and is promised points.
fn held(live: &Live) -> (TaskId, Vec<KocId>, domain::id::BudgetId) {
    let crowd = live.crowd(HOLDERS);
    let budget_id = live.purse("hot", RewardUnit::Points, promised());
    let title = LocalText::new("积分", "Points");
    let points = Return::paid(ReturnKind::Points, title, Amount(EACH), budget_id);
    let task_id = live.broadcast("hot", vec![points], HOLDERS);
    let sent: Vec<_> = crowd
        .iter()
        .map(|koc_id| live.engine.submit(claim(&format!("take {koc_id}"), task_id, *koc_id)))
        .collect();
    sent.into_iter().for_each(|answer| drop(answer.wait().expect("a place for everybody")));
    (task_id, crowd, budget_id)
}

fn purse(engine: &Engine, budget_id: domain::id::BudgetId) -> (u64, u64) {
    let counted = engine.view().state.counted();
    let purse = counted.purses.get(&budget_id).expect("there is one");
    (purse.held.0, purse.spent.0)
}

fn clocks_of_holders(engine: &Engine) -> usize {
    let view = engine.view();
    view.state.timers().iter().filter(|(_, timer)| timer.name() == "CancelAssignment").count()
}

#[test]
fn a_task_of_thousands_ends_in_one_event_and_is_wound_up_one_by_one() {
    let live = Live::new();
    let (task_id, crowd, budget_id) = held(&live);
    assert_eq!(purse(&live.engine, budget_id), (promised(), 0));
    let compensation_rule = CompensationRule { accepted_bp: GIVEN_BP, handed_in_bp: 10_000 };
    let reason = "the launch moved".to_owned();
    let cancel = ask("cancel", CancelTask { task_id, reason, compensation_rule });
    let answer = accept(&live.engine, cancel);
    let names: Vec<_> = answer.events.iter().map(|it| it.event.event_type().name).collect();
    assert_eq!(names, ["TaskCancelled"], "one event, however many hold it");

    // It holds for everybody at once, for rules and for whoever looks.
    let view = live.engine.view();
    assert_eq!(view.work.task(task_id).expect("there").live(), 0);
    let over = |id: &KocId| state(&live.engine, AssignmentId::of(task_id, *id));
    assert!(crowd.iter().all(|id| over(id) == AssignmentState::Cancelled));
    assert_eq!(view.counted(), view.state.counted());
    let work = crate::money::hand_in(task_id, crowd[0]);
    assert_eq!(refusal(&live.engine, work), "ASSIGNMENT_NOT_ACTIVE");
    assert_eq!(recorded(&live.engine, "AssignmentCancelled"), 0);
    assert_eq!(clocks_of_holders(&live.engine), HOLDERS as usize);

    // A restart half-way sends nobody's twice.
    let live = live.served();
    live.fixture.clock.advance_hours(1);
    wait_until("the first", || recorded(&live.engine, "AssignmentCancelled") > 100);
    let live = live.served();
    accept(&live.engine, ask("between", add_topic("between")));
    wait_until("the last", || clocks_of_holders(&live.engine) == 0);
    let events = live.engine.read(EventId(1)).map(|it| it.expect("readable"));
    let own: Vec<_> =
        events.filter(|it| it.event.event_type().name == "AssignmentCancelled").collect();
    let commands: BTreeSet<_> = own.iter().map(|it| it.command_id).collect();
    assert_eq!(
        (own.len(), commands.len()),
        (HOLDERS as usize, HOLDERS as usize),
        "single commands"
    );
    assert!(own.iter().all(|it| it.actor == Actor::SYSTEM));

    // Everybody has their part, and the purse has the rest.
    live.fixture.clock.advance_hours(1);
    let given = promised() * u64::from(GIVEN_BP) / 10_000;
    wait_until("the last lump", || purse(&live.engine, budget_id) == (0, given));
    let view = live.engine.view();
    let part = i64::try_from(EACH * u64::from(GIVEN_BP) / 10_000).expect("small");
    let has = |id: &KocId| view.rewards.account(*id).map(|it| it.balances[0]);
    assert!(crowd.iter().all(|id| has(id) == Some(part)));
    live.engine.verify().expect("rules, read models and the log tell one story");
}
