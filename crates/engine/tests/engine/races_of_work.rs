//! Two people decide about the same work at the same moment: one decision holds.

use domain::Actor;
use domain::assignment::command::*;
use domain::assignment::values::TermsAccepted;
use domain::id::{AssignmentId, KocId, TaskId};
use domain::task::brief::Brief;
use domain::task::command::AmendBrief;
use engine::Request;

use crate::live::*;
use crate::races::{ROUNDS, one_wins, race};
use crate::support::*;

/// A member who was offered a task of their own.
fn offered(programme: &Live, name: &str) -> (TaskId, KocId, AssignmentId) {
    let task_id = programme.open_task(&format!("task {name}"), None);
    let koc_id = programme.member(&format!("member {name}"));
    let offer = ask(&format!("offer {name}"), programme.offer(task_id, koc_id));
    accept(&programme.engine, offer);
    (task_id, koc_id, AssignmentId::of(task_id, koc_id))
}

fn yes(name: &str, koc_id: KocId, assignment_id: AssignmentId) -> Request {
    let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
    let (brief_version, proposal_no) = (1, None);
    let command = AcceptAssignment { assignment_id, brief_version, terms_accepted, proposal_no };
    Request { actor: Actor::koc(koc_id), ..ask(&format!("yes {name}"), command) }
}

fn take_back(name: &str, assignment_id: AssignmentId) -> Request {
    let reason = "the launch moved".into();
    ask(&format!("take back {name}"), WithdrawAssignment { assignment_id, reason })
}

#[test]
fn an_offer_is_accepted_or_taken_back() {
    let programme = Live::new();
    for round in 0..ROUNDS {
        let name = round.to_string();
        let (_, koc_id, assignment_id) = offered(&programme, &name);
        let one = yes(&name, koc_id, assignment_id);
        let two = take_back(&name, assignment_id);
        one_wins(race(&programme.engine, one, two), "OFFER_NOT_PENDING");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn an_offer_whose_time_is_over_is_not_accepted_and_ends_once() {
    let programme = Live::new();
    let offers: Vec<_> = (0..ROUNDS)
        .map(|round| (round.to_string(), offered(&programme, &round.to_string())))
        .collect();
    programme.fixture.clock.advance_hours(25);
    for (name, (_, koc_id, assignment_id)) in offers {
        let late = yes(&name, koc_id, assignment_id);
        let expire = ExpireAssignment { assignment_id };
        let ended = Request { actor: Actor::SYSTEM, ..ask(&format!("expire {name}"), expire) };
        let [late, ended] = race(&programme.engine, late, ended);
        let refused = code(late);
        assert!(["OFFER_EXPIRED", "OFFER_NOT_PENDING"].contains(&refused), "{refused}");
        ended.expect("its time is over");
        assert_eq!(
            refusal(&programme.engine, take_back(&name, assignment_id)),
            "OFFER_NOT_PENDING"
        );
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn an_offer_runs_out_or_is_taken_back() {
    let programme = Live::new();
    let offers: Vec<_> = (0..ROUNDS)
        .map(|round| (round.to_string(), offered(&programme, &round.to_string())))
        .collect();
    programme.fixture.clock.advance_hours(25);
    for (name, (_, _, assignment_id)) in offers {
        let expire = ExpireAssignment { assignment_id };
        let one = Request { actor: Actor::SYSTEM, ..ask(&format!("expire {name}"), expire) };
        let two = take_back(&name, assignment_id);
        one_wins(race(&programme.engine, one, two), "OFFER_NOT_PENDING");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn a_brief_is_not_amended_behind_whoever_accepts_it() {
    let programme = Live::new();
    for round in 0..ROUNDS {
        let name = round.to_string();
        let (task_id, koc_id, assignment_id) = offered(&programme, &name);
        let one = yes(&name, koc_id, assignment_id);
        let brief = Brief { effort_estimate_hours: 5, ..programme.brief() };
        let reason = "it takes longer".to_owned();
        let amend = AmendBrief { task_id, brief, reason, ask_holders_again: false };
        let two = ask(&format!("amend {name}"), amend);
        let [yes, amended] = race(&programme.engine, one, two);
        match (yes, amended) {
            (Ok(_), refused) => assert_eq!(code(refused), "BRIEF_FROZEN"),
            (refused, Ok(_)) => assert_eq!(code(refused), "BRIEF_NOT_APPROVED"),
            neither => panic!("one of the two holds: {neither:?}"),
        }
    }
    programme.engine.verify().expect("sound");
}
