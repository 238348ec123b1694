//! Many work on one theme, each alone, and are compared.

use domain::assignment::command::{DisqualifyEntry, ScoreEntry};
use domain::assignment::values::RejectReason;
use domain::assignment::{self};
use domain::contest::command::*;
use domain::contest::values::*;
use domain::contest::{self};
use domain::id::{AssignmentId, ContestId, RecognitionId, TaskId};
use domain::recognition::command::ConferHonour;
use domain::recognition::values::{HonourKind, Praise, Recipient};
use domain::task::command::OpenTask;
use domain::task::{CompensationRule, Selection};
use domain::vocabulary::{Horizon, Mode, TaskKind, TierCode};
use domain::{Actor, Amount, Moment};

use crate::office::{operator, ops, reviewer, second_judge};
use crate::review::{by_the_brand, quality};
use crate::tasks::{Wish, exposure, text};
use crate::work::{self, Offer};
use crate::world::World;

/// A contest that is under way.
#[derive(Debug, Clone)]
pub(crate) struct Contest {
    task_id: TaskId,
    pub(crate) closes_at: Moment,
    /// What was handed in, as long as it takes part.
    entries: Vec<AssignmentId>,
    /// Is called off before its results.
    fails: bool,
    /// A judge steps back.
    recuses: bool,
}

pub(crate) fn each_day(world: &mut World<'_>) {
    let months = world.plan.rates.contests_month;
    let each = 30 / months.max(1);
    if months > 0 && world.is_day(each, 6) {
        for _ in 0..world.some(20_000) {
            announce(world);
        }
    }
}

fn announce(world: &mut World<'_>) {
    let number = world.contest_count;
    world.contest_count += 1;
    let wish = Wish {
        task_id: TaskId::derived(&[b"contest", &world.next()]),
        title: text("最美车身线条", "The finest lines"),
        horizon: Horizon::Instant,
        mode: Mode::IndividualContest,
        kind: TaskKind::Photo,
        hours: 60,
        returns: exposure(),
        automatic: false,
        growth: None,
    };
    let from = world.within(8, 12);
    let opens = wish.prepare(world, from);
    let (task_id, contest_id) = (wish.task_id, ContestId::derived(&[b"contest", &world.next()]));
    let mut judges: Vec<Judge> =
        ["reviewer-1", "approver-1"].map(|who| Judge::Operator(operator(who))).to_vec();
    let recuses = number % 3 == 1;
    if recuses {
        judges.push(Judge::Operator(operator("reviewer-2")));
    }
    let prize = |rank, zh: &str, en: &str, points| Prize {
        from_rank: rank,
        to_rank: rank,
        title: text(zh, en),
        honour: rank == 1,
        reward: world
            .purses
            .points
            .map(|budget_id| PrizeReward { budget_id, amount: Amount(points) }),
    };
    let drafted = DraftContest {
        contest_id,
        task_id,
        theme: text("最美车身线条", "The finest lines of the car"),
        criteria_ref: 1,
        judges,
        entry_window: EntryWindow { opens_at: opens, closes_at: opens.plus_hours(48) },
        anonymised: true,
        measured_weight: 0,
        tie_rule: Some(TieRule::SharedRank),
        tie_criterion: None,
        prizes: vec![
            prize(1, "一等奖", "First prize", 200),
            prize(2, "二等奖", "Second prize", 100),
        ],
        candidate_rule: Some(CandidateRule {
            top_n: Some(3),
            min_score: Some(7_000),
            target_tier: TierCode::Responder,
        }),
    };
    let offer = Offer {
        horizon: wish.horizon,
        mode: wish.mode,
        wish_hours: wish.hours,
        contest: Some(contest_id),
        brief_version: 1,
    };
    world.offers.insert(task_id, offer);
    let closes_at = opens.plus_hours(48);
    let fails = number % 5 == 3;
    world
        .contests
        .insert(contest_id, Contest { task_id, closes_at, entries: Vec::new(), fails, recuses });
    world.at(opens, ops(), drafted);
    let selection = Selection::OpenClaim;
    world.at(opens, ops(), OpenTask { task_id, selection, slots: None, budget_id: None });
    world.at(opens, second_judge(), OpenEntries { contest_id });
}

pub(crate) fn heard(world: &mut World<'_>, event: &contest::Event) {
    use contest::Event::*;
    match event {
        EntriesOpened(e) => enter(world, e.contest_id),
        EntriesClosed(e) => {
            let (at, contest_id) = (world.within(2, 12), e.contest_id);
            world.at(at, ops(), StartJudging { contest_id, measured_at: None });
        }
        JudgingStarted(e) => judge(world, e.contest_id),
        ContestResultsDeclared(e) => {
            honour(world, e);
            let Some(contest) = world.contests.remove(&e.contest_id) else { return };
            for assignment_id in contest.entries {
                let Some(job) = world.jobs.get(&assignment_id).cloned() else { continue };
                by_the_brand(world, assignment_id, 1, &job);
            }
        }
        ContestCancelled(e) => drop(world.contests.remove(&e.contest_id)),
        _ => {}
    }
}

fn enter(world: &mut World<'_>, contest_id: ContestId) {
    let Some(contest) = world.contests.get(&contest_id).cloned() else { return };
    for _ in 0..world.plan.rates.contest_entrants {
        let taker = world.taker();
        let Some(koc_id) = taker else { continue };
        let at = world.within(1, 30);
        world.at(at, Actor::koc(koc_id), work::claim(contest.task_id, koc_id));
    }
    if contest.fails {
        let reason = "车型延期发布 The model comes later".to_owned();
        let compensation_rule = CompensationRule::default();
        let at = world.within(32, 40);
        world.at(at, ops(), CancelContest { contest_id, reason, compensation_rule });
    }
}

pub(crate) fn heard_of_entry(world: &mut World<'_>, event: &assignment::Event) {
    use assignment::Event::*;
    match event {
        WorkSubmitted(e) => {
            let contest = world.jobs.get(&e.assignment_id).and_then(|job| job.contest);
            let contest = contest.and_then(|id| world.contests.get_mut(&id));
            if let Some(contest) = contest {
                contest.entries.retain(|entry| *entry != e.assignment_id);
                contest.entries.push(e.assignment_id);
            }
        }
        EntryDisqualified(e) => {
            if let Some(contest) = world.contests.get_mut(&e.contest_id) {
                contest.entries.retain(|entry| *entry != e.assignment_id);
            }
        }
        _ => {}
    }
}

fn judge(world: &mut World<'_>, contest_id: ContestId) {
    let Some(contest) = world.contests.get(&contest_id).cloned() else { return };
    let mut judges = vec![reviewer(0), second_judge()];
    if contest.recuses {
        judges.push(reviewer(1));
        let judge = Judge::Operator(operator("reviewer-2"));
        let reason = "认识一位参赛者 Knows one who takes part".into();
        let recused = RecuseJudge { contest_id, judge, reason, replaced_by: None };
        let at = world.now.plus_hours(3);
        world.at(at, reviewer(1), recused);
    }
    for (index, assignment_id) in contest.entries.iter().copied().enumerate() {
        if index == 4 {
            let (grounds, evidence) = (RejectReason::NotOriginal, Vec::new());
            let reason = "画面取自他人 Taken from somebody else".into();
            world.send(ops(), DisqualifyEntry { assignment_id, grounds, reason, evidence });
            continue;
        }
        let Some(koc_id) = world.jobs.get(&assignment_id).map(|job| job.koc_id) else { continue };
        for who in judges.clone() {
            let scores = ["story", "light"].map(|id| EntryScore {
                criterion_id: id.to_owned(),
                score: quality(world, koc_id) as u8,
                note: None,
            });
            let at = world.now.plus_hours(1);
            world.at(at, who, ScoreEntry { assignment_id, scores: scores.to_vec() });
        }
    }
    let at = world.within(6, 20);
    world.at(at, ops(), DeclareResults { contest_id, ranking: None });
}

/// A person finds the words for whoever won.
fn honour(world: &mut World<'_>, e: &contest::event::ContestResultsDeclared) {
    for winner in e.ranking.iter().filter(|ranked| ranked.rank == 1) {
        let conferred = ConferHonour {
            recognition_id: RecognitionId::derived(&[b"winner", &world.next()]),
            recipient: Recipient::Koc(winner.koc_id),
            kind: HonourKind::Award,
            title: text("最美车身线条 一等奖", "The finest lines, first prize"),
            unique: false,
            citation: Praise { zh: "让光替车说话".into(), en: "let the light speak".into() },
            source_event: None,
            valid_until: None,
        };
        let at = world.within(4, 40);
        world.at(at, ops(), conferred);
    }
}
