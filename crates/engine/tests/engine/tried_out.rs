//! `validateOnly` of commands that much follows from: it tells what would happen, reactions
//! included, and leaves rules, read models and log as they were.

use domain::assignment::command::CancelAssignment;
use domain::id::AssignmentId;
use domain::koc::command::LeaveProgramme;
use domain::task::brief::{Return, ReturnKind};
use domain::task::command::CloseTask;
use domain::vocabulary::RewardUnit;
use domain::{Actor, Amount, LocalText};
use engine::Request;

use crate::live::Live;
use crate::money::{claim, hand_in};
use crate::support::*;

/// Tries it out, does it, and compares; how many events followed from others.
#[track_caller]
fn tried_and_done(live: &Live, request: Request) -> usize {
    let engine = &live.engine;
    let before = (engine.head(), exact(engine), engine.state_digest());
    let counted = engine.view().state.counted();
    let tried = accept(engine, Request { validate_only: true, ..request.clone() });
    assert_eq!((engine.head(), exact(engine), engine.state_digest()), before, "nothing changed");
    assert_eq!(engine.view().state.counted(), counted);
    assert!(!engine.is_recorded(request.command_id));
    let done = accept(engine, request);
    let said = |accepted: &engine::Accepted| -> Vec<_> {
        let events = accepted.events.iter();
        events.map(|it| (it.position, it.stream, it.version, it.causation)).collect()
    };
    assert_eq!(said(&tried), said(&done), "what was told is what happened");
    assert_ne!(engine.state_digest(), before.2, "and then it did");
    done.events.iter().filter(|it| it.causation.is_some()).count()
}

#[test]
fn what_follows_is_told_and_not_done() {
    let live = Live::new();
    let budget_id = live.purse("hot", RewardUnit::Points, 1_000);
    let title = LocalText::new("积分", "Points");
    let points = Return::paid(ReturnKind::Points, title, Amount(20), budget_id);
    let task_id = live.broadcast("hot", vec![points], 5);
    let [an, bo, cai] = ["an", "bo", "cai"].map(|name| live.member(name));
    for koc_id in [an, bo, cai] {
        let takes = claim(&format!("{koc_id} takes"), task_id, koc_id);
        assert!(tried_and_done(&live, takes) >= 1, "points are promised");
    }
    // Reviewed by rule, credited, paid and settled at once.
    assert!(tried_and_done(&live, hand_in(task_id, an)) >= 5);
    let (assignment_id, reason) = (AssignmentId::of(task_id, bo), Some("it moved".into()));
    let cancel = CancelAssignment { assignment_id, reason, compensation_bp: Some(5_000) };
    assert!(tried_and_done(&live, ask("cancel", cancel)) >= 1, "a part is paid");
    let leave = LeaveProgramme { koc_id: cai, reason: None, effective_on: live.today() };
    let leave = Request { actor: Actor::koc(cai), ..ask("leave", leave) };
    assert!(tried_and_done(&live, leave) >= 2, "the work ends and its promise is taken back");
    let close = CloseTask { task_id, reason: "enough".to_owned() };
    assert!(tried_and_done(&live, ask("close", close)) >= 1, "the purse has the rest");
    live.engine.verify().expect("sound");
}
