//! Contests, each step reached by commands: what tests of contests begin from.

use domain::assignment::command::*;
use domain::assignment::values::{Assignee, RejectReason};
use domain::contest::command::*;
use domain::contest::values::*;
use domain::id::{AssignmentId, ContestId, KocId, TaskId};
use domain::task::brief::{Brief, CriterionKind};
use domain::task::command::DraftTask;
use domain::task::{CompensationRule, Selection};
use domain::vocabulary::{Mode, TaskKind, TierCode};
use domain::{Actor, Event, contest};
use testkit::scene::Scene;

use crate::appeal::lin_as_ops;
use crate::common::*;
use crate::work::*;

/// The contest of that name.
pub(crate) fn contest_id(name: &str) -> ContestId {
    ContestId::derived(&[name.as_bytes()])
}

/// Wei and mei judge.
pub(crate) fn panel() -> Vec<Judge> {
    vec![Judge::Operator(operator_id("wei")), Judge::Operator(operator_id("mei"))]
}

/// A task everybody enters alone.
pub(crate) fn draft_solo(name: &str) -> DraftTask {
    let kind = if name == "copy" { TaskKind::Copy } else { TaskKind::Photo };
    DraftTask { mode: Mode::IndividualContest, kind, ..draft(name) }
}

/// A contest over the task of the same name: entries for a day, equal scores share the rank, the
/// best becomes a candidate.
pub(crate) fn draft_contest(scene: &Scene, name: &str) -> DraftContest {
    DraftContest {
        contest_id: contest_id(name),
        task_id: task_id(name),
        theme: text("最美车身线条", "The finest lines"),
        criteria_ref: 1,
        judges: panel(),
        entry_window: EntryWindow { opens_at: scene.now(), closes_at: scene.now().plus_hours(24) },
        anonymised: false,
        measured_weight: 0,
        tie_rule: Some(TieRule::SharedRank),
        tie_criterion: None,
        prizes: Vec::new(),
        candidate_rule: Some(CandidateRule {
            top_n: Some(1),
            min_score: None,
            target_tier: TierCode::Responder,
        }),
    }
}

/// A prize for one rank, in words only.
pub(crate) fn prize(rank: u16) -> Prize {
    Prize {
        from_rank: rank,
        to_rank: rank,
        title: text("一等奖", "First prize"),
        honour: false,
        reward: None,
    }
}

/// A criterion that is measured outside.
pub(crate) fn with_measured(brief: Brief) -> Brief {
    let mut criteria = brief.criteria.clone();
    criteria.push(criterion("engagement", CriterionKind::Measured, 0));
    Brief { criteria, ..brief }
}

/// A task with an approved brief for a contest, not opened yet.
#[track_caller]
pub(crate) fn given_solo(scene: &mut Scene, name: &str) -> TaskId {
    let brief = brief(scene);
    given_brief(scene, draft_solo(name), brief)
}

/// Opens the task for whoever wants to enter, and then the entries.
#[track_caller]
pub(crate) fn given_opened(scene: &mut Scene, draft: DraftContest) -> ContestId {
    let (contest_id, task_id) = (draft.contest_id, draft.task_id);
    scene.given(mei(), draft);
    let claims =
        domain::task::command::OpenTask { selection: Selection::OpenClaim, ..open(task_id) };
    scene.given(mei(), claims);
    scene.given(lin_as_ops(), OpenEntries { contest_id });
    contest_id
}

/// A contest that takes entries.
#[track_caller]
pub(crate) fn given_contest(scene: &mut Scene, name: &str) -> ContestId {
    given_solo(scene, name);
    let draft = draft_contest(scene, name);
    given_opened(scene, draft)
}

/// The member takes part.
pub(crate) fn enter(name: &str, koc_id: KocId) -> ClaimTask {
    let assignee = Assignee::Koc(koc_id);
    ClaimTask { task_id: task_id(name), assignee, terms_accepted: all_terms() }
}

/// What a member handed in for the contest of that name.
#[track_caller]
pub(crate) fn given_entry(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    scene.given(by(koc_id), enter(name, koc_id));
    let assignment_id = AssignmentId::of(task_id(name), koc_id);
    scene.given(by(koc_id), submit(assignment_id, 1, koc_id));
    assignment_id
}

/// Somebody new who enters.
#[track_caller]
pub(crate) fn given_entrant(scene: &mut Scene, name: &str, who: &str) -> AssignmentId {
    let koc_id = member(scene, who);
    given_entry(scene, name, koc_id)
}

/// Lets the time for entries pass; the clock closes, the judges begin.
#[track_caller]
pub(crate) fn given_judging(scene: &mut Scene, contest_id: ContestId) {
    given_closed(scene, contest_id);
    scene.given(mei(), StartJudging { contest_id, measured_at: None });
}

/// Lets the time for entries pass; the clock closes.
#[track_caller]
pub(crate) fn given_closed(scene: &mut Scene, contest_id: ContestId) {
    scene.wait_hours(25);
    scene.given(Actor::SYSTEM, CloseEntries { contest_id });
}

/// Clarity counts 60, liveliness 40.
pub(crate) fn score(assignment_id: AssignmentId, clarity: u8, liveliness: u8) -> ScoreEntry {
    let one = |id: &str, score| EntryScore { criterion_id: id.to_owned(), score, note: None };
    let scores = vec![one("clarity", clarity), one("liveliness", liveliness)];
    ScoreEntry { assignment_id, scores }
}

/// Both judges give the same.
#[track_caller]
pub(crate) fn given_scored(scene: &mut Scene, entry: AssignmentId, clarity: u8, liveliness: u8) {
    scene.given(wei(), score(entry, clarity, liveliness));
    scene.given(mei(), score(entry, clarity, liveliness));
}

/// Declares what the rule computes.
pub(crate) fn declare(contest_id: ContestId) -> DeclareResults {
    DeclareResults { contest_id, ranking: None }
}

/// Rules an entry out.
pub(crate) fn disqualify(assignment_id: AssignmentId) -> DisqualifyEntry {
    DisqualifyEntry {
        assignment_id,
        grounds: RejectReason::NotOriginal,
        reason: "the picture is another's".into(),
        evidence: Vec::new(),
    }
}

/// Calls it off; nothing is given.
pub(crate) fn call_off(contest_id: ContestId) -> CancelContest {
    CancelContest {
        contest_id,
        reason: "the car is not ready".to_owned(),
        compensation_rule: CompensationRule::default(),
    }
}

/// A judge steps back.
pub(crate) fn recuse(contest_id: ContestId, judge: Judge) -> RecuseJudge {
    RecuseJudge { contest_id, judge, reason: "a friend".into(), replaced_by: None }
}

/// A judge of the team.
pub(crate) fn operator(name: &str) -> Judge {
    Judge::Operator(operator_id(name))
}

/// The events of contests among them.
pub(crate) fn of_contests(events: Vec<Event>) -> Vec<contest::Event> {
    let of = |event| match event {
        Event::Contest(event) => Some(event),
        _ => None,
    };
    events.into_iter().filter_map(of).collect()
}
