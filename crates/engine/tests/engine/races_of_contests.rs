//! Two people judge or declare at the same moment: each judge scores an entry once, and there are
//! results once.

use domain::assignment::command::ScoreEntry;
use domain::contest::command::*;
use domain::contest::values::*;
use domain::id::{AssignmentId, ContestId, KocId, OperatorId, TaskId};
use domain::task::Selection;
use domain::task::brief::{Brief, Criterion, CriterionKind};
use domain::task::command::{ApproveBrief, DraftTask, OpenTask, WriteBrief};
use domain::vocabulary::{Horizon, Mode, TaskKind};
use domain::{Actor, LocalText, Role};
use engine::{Clock, Request};

use crate::live::Live;
use crate::money::rush;
use crate::races::{ROUNDS, one_wins, race};
use crate::support::*;

fn task_id(name: &str) -> TaskId {
    TaskId::derived(&[name.as_bytes()])
}

fn contest_id(name: &str) -> ContestId {
    ContestId::derived(&[name.as_bytes()])
}

/// A task for a contest, judged by those criteria; its brief is approved.
fn solo(programme: &Live, name: &str, criteria: Vec<Criterion>) {
    let task_id = task_id(name);
    let (title, by) = (LocalText::new("摄影", "Photo"), Actor::ADMIN);
    let draft = DraftTask {
        task_id,
        title,
        horizon: Horizon::Instant,
        mode: Mode::IndividualContest,
        kind: TaskKind::Photo,
        campaign_id: None,
        parent_task_id: None,
        trigger: None,
        difficulty: 1,
        growth: None,
        duty_id: None,
    };
    programme.accept_by(by, &format!("draft {name}"), draft);
    let brief = Brief { criteria, ..programme.brief() };
    programme.accept_by(by, &format!("brief {name}"), WriteBrief { task_id, brief });
    let lin = Actor::operator(OperatorId([8; 16]), Role::Approver);
    let approve = ApproveBrief { task_id, brief_version: 1 };
    programme.accept_by(lin, &format!("approve {name}"), approve);
}

/// A contest over it that takes entries for a day.
fn opened(programme: &Live, name: &str, judges: Vec<Judge>, measured_weight: u8) -> ContestId {
    let (contest_id, now) = (contest_id(name), programme.fixture.clock.now());
    let draft = DraftContest {
        contest_id,
        task_id: task_id(name),
        theme: LocalText::new("线条", "Lines"),
        criteria_ref: 1,
        judges,
        entry_window: EntryWindow { opens_at: now, closes_at: now.plus_hours(24) },
        anonymised: false,
        measured_weight,
        tie_rule: Some(TieRule::SharedRank),
        tie_criterion: None,
        prizes: Vec::new(),
        candidate_rule: None,
    };
    programme.accept_by(Actor::ADMIN, &format!("contest {name}"), draft);
    programme.accept_by(Actor::ADMIN, &format!("entries {name}"), OpenEntries { contest_id });
    contest_id
}

fn judging(programme: &Live, name: &str, measured: bool) {
    let contest_id = contest_id(name);
    let measured_at = measured.then(|| programme.fixture.clock.now());
    programme.accept_by(Actor::ADMIN, &format!("close {name}"), CloseEntries { contest_id });
    let start = StartJudging { contest_id, measured_at };
    programme.accept_by(Actor::ADMIN, &format!("judge {name}"), start);
}

#[test]
fn results_are_declared_once() {
    let programme = Live::new();
    let measured = Criterion {
        id: "reach".to_owned(),
        text: LocalText::new("互动", "Engagement"),
        kind: CriterionKind::Measured,
        weight: 0,
        evidence_hint: None,
    };
    let names: Vec<String> = (0..ROUNDS).map(|round| format!("contest {round}")).collect();
    for name in &names {
        solo(&programme, name, vec![measured.clone()]);
        opened(&programme, name, Vec::new(), 100);
    }
    programme.fixture.clock.advance_hours(25);
    for name in &names {
        judging(&programme, name, true);
        let declare = DeclareResults { contest_id: contest_id(name), ranking: None };
        let [one, two] = ["one", "two"].map(|who| ask(&format!("{who} {name}"), declare.clone()));
        one_wins(race(&programme.engine, one, two), "RESULTS_ALREADY_DECLARED");
    }
    programme.engine.verify().expect("sound");
}

/// Takes part and hands in.
fn enter(programme: &Live, name: &str, koc_id: KocId) -> AssignmentId {
    let task_id = task_id(name);
    programme.engine.execute(rush(task_id, koc_id)).expect("entered");
    AssignmentId::of(task_id, koc_id)
}

#[test]
fn a_judge_scores_an_entry_once() {
    let programme = Live::new();
    let criteria = programme.brief().criteria;
    solo(&programme, "photo", criteria);
    programme.accept_by(Actor::ADMIN, "second judge", add_operator(9, "Wei"));
    let judges = [7, 9].map(|number| Judge::Operator(OperatorId([number; 16])));
    opened(&programme, "photo", judges.to_vec(), 0);
    let (selection, slots) = (Selection::OpenClaim, None);
    let open = OpenTask { task_id: task_id("photo"), selection, slots, budget_id: None };
    programme.accept_by(Actor::ADMIN, "open photo", open);
    let entries: Vec<AssignmentId> = (0..ROUNDS)
        .map(|round| {
            let koc_id = programme.member(&format!("member {round}"));
            enter(&programme, "photo", koc_id)
        })
        .collect();
    programme.fixture.clock.advance_hours(25);
    judging(&programme, "photo", false);
    let mei = Actor::operator(OperatorId([7; 16]), Role::Ops);
    for assignment_id in entries {
        let [one, two] = [60, 90].map(|score| {
            let one = EntryScore { criterion_id: "clear".to_owned(), score, note: None };
            let scored = ScoreEntry { assignment_id, scores: vec![one] };
            let request = ask(&format!("{score} {assignment_id}"), scored);
            Request { actor: mei, ..request }
        });
        one_wins(race(&programme.engine, one, two), "ALREADY_SCORED_BY_JUDGE");
    }
    programme.engine.verify().expect("sound");
}
