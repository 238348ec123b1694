//! Many who do not know each other work on one theme, each alone, and are compared.

use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::contest::command::*;
use domain::contest::values::*;
use domain::id::{AssignmentId, ContestId, KocId, RecognitionId};
use domain::koc::command::PromotionBasis;
use domain::recognition::command::ConferHonour;
use domain::recognition::values::{HonourKind, Praise, Recipient};
use domain::task::command::*;
use domain::task::{CompensationRule, Selection};
use domain::vocabulary::{Horizon, Mode, RewardUnit, TierCode};
use domain::{Actor, Amount, Event, Role, contest};
use testkit::scene::Scene;

use crate::money::{open_purse, purse};
use crate::tell;
use testkit::cast::*;
use testkit::work::*;

fn contest_id(name: &str) -> ContestId {
    ContestId::derived(&[name.as_bytes()])
}

/// Lin, who may open what mei drafted.
fn lin_as_ops() -> Actor {
    Actor::operator(operator_id("lin"), Role::Ops)
}

/// Entries for a day and a half, judged by wei and lin.
fn draft_contest(scene: &Scene, name: &str) -> DraftContest {
    let judges = ["wei", "lin"].map(|who| Judge::Operator(operator_id(who)));
    let rule =
        CandidateRule { top_n: Some(2), min_score: Some(7_500), target_tier: TierCode::Responder };
    DraftContest {
        contest_id: contest_id(name),
        task_id: task_id(name),
        theme: text("最美车身线条", "The finest lines of the car"),
        criteria_ref: 1,
        judges: judges.to_vec(),
        entry_window: EntryWindow { opens_at: scene.now(), closes_at: scene.now().plus_hours(36) },
        anonymised: true,
        measured_weight: 0,
        tie_rule: Some(TieRule::SharedRank),
        tie_criterion: None,
        prizes: Vec::new(),
        candidate_rule: Some(rule),
    }
}

/// A task for it, briefed and approved; the contest is drafted, and entries are open.
#[track_caller]
fn opened(scene: &mut Scene, name: &str, contest: impl FnOnce(DraftContest) -> DraftContest) {
    let task_id = task_id(name);
    scene.given(mei(), draft(name, Horizon::Instant, Mode::IndividualContest));
    let brief = brief(scene.now(), Horizon::Instant);
    scene.given(mei(), WriteBrief { task_id, brief });
    scene.given(lin(), ApproveBrief { task_id, brief_version: 1 });
    let drafted = contest(draft_contest(scene, name));
    scene.given(mei(), drafted);
    let selection = Selection::OpenClaim;
    scene.given(mei(), OpenTask { task_id, selection, slots: None, budget_id: None });
    scene.given(lin_as_ops(), OpenEntries { contest_id: contest_id(name) });
}

/// Somebody takes part and hands in.
#[track_caller]
fn enters(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
    let (task_id, assignee) = (task_id(name), Assignee::Koc(koc_id));
    scene.given(Actor::koc(koc_id), ClaimTask { task_id, assignee, terms_accepted });
    scene.wait_hours(3);
    let entry = AssignmentId::of(task_id, koc_id);
    scene.given(Actor::koc(koc_id), submission(entry, koc_id, 1));
    entry
}

#[track_caller]
fn judging(scene: &mut Scene, name: &str) {
    let contest_id = contest_id(name);
    scene.wait_hours(36);
    scene.given(Actor::SYSTEM, CloseEntries { contest_id });
    scene.given(mei(), StartJudging { contest_id, measured_at: None });
}

/// Story counts 60, light 40.
#[track_caller]
fn scores(scene: &mut Scene, judge: Actor, entry: AssignmentId, [story, light]: [u8; 2]) {
    let one = |id: &str, score, note: &str| EntryScore {
        criterion_id: id.to_owned(),
        score,
        note: (!note.is_empty()).then(|| note.into()),
    };
    let scores = vec![one("story", story, "一天的节奏很清楚"), one("light", light, "")];
    scene.given(judge, ScoreEntry { assignment_id: entry, scores });
}

#[test]
fn contest_tie_then_candidates() {
    let mut scene = live();
    let budget_id = open_purse(&mut scene, purse("prizes", RewardUnit::Points, 1_000));
    let who = ["an", "bo", "chen", "dan", "eve"].map(|name| join(&mut scene, name));
    let prize = |rank, zh: &str, en: &str, points| Prize {
        from_rank: rank,
        to_rank: rank,
        title: text(zh, en),
        honour: rank == 1,
        reward: Some(PrizeReward { budget_id, amount: Amount(points) }),
    };
    opened(&mut scene, "lines", |draft| DraftContest {
        prizes: vec![
            prize(1, "一等奖", "First prize", 200),
            prize(2, "二等奖", "Second prize", 100),
        ],
        ..draft
    });
    let entries = who.map(|koc_id| enters(&mut scene, "lines", koc_id));
    judging(&mut scene, "lines");
    let [an, bo, chen, dan, eve] = entries;
    scene.given(
        mei(),
        DisqualifyEntry {
            assignment_id: eve,
            grounds: RejectReason::NotOriginal,
            reason: "画面取自他人的作品".into(),
            evidence: Vec::new(),
        },
    );
    // An and bo come to the same by other ways; chen is ahead, dan behind.
    for (entry, by_wei, by_lin) in [
        (an, [80, 80], [80, 80]),
        (bo, [90, 65], [80, 80]),
        (chen, [90, 95], [92, 92]),
        (dan, [70, 60], [60, 50]),
    ] {
        scores(&mut scene, wei(), entry, by_wei);
        scores(&mut scene, lin_as_ops(), entry, by_lin);
    }
    let contest_id = contest_id("lines");
    scene.wait_hours(2);
    scene.given(mei(), DeclareResults { contest_id, ranking: None });
    honoured(&mut scene, chen, who[2]);
    // Only now is the work of the winner reviewed as any other.
    judge(&mut scene, chen, 1, Decision::Approve, 92);
    scene.wait_days(40);
    approve_promotion(&mut scene, who[2], TierCode::Responder);
    let basis = PromotionBasis::Override("竞赛第一名".into());
    let promoted = promotion(&scene, who[2], TierCode::Responder, basis);
    scene.given(mei(), promoted);
    tell(
        "contest_tie_then_candidates",
        "Five enter a photo contest, each alone. One entry is ruled out. Two judges score the other \
         four without seeing whose they are; chen is first, an and bo share the second rank and \
         each gets its prize, dan is below the bar. In the commit of the results prizes are paid \
         and credited, chen, an and bo become candidates, and somebody is asked to honour chen. \
         Forty days later chen is promoted.",
        &scene,
    );
}

/// Mei finds the words for the first prize.
#[track_caller]
fn honoured(scene: &mut Scene, entry: AssignmentId, koc_id: KocId) {
    let results = scene
        .log
        .iter()
        .find(|it| matches!(it.event, Event::Contest(contest::Event::ContestResultsDeclared(_))));
    let source_event = results.map(|it| it.position);
    scene.given(
        mei(),
        ConferHonour {
            recognition_id: RecognitionId::derived(&[&entry.0]),
            recipient: Recipient::Koc(koc_id),
            kind: HonourKind::Award,
            title: text("最美车身线条 一等奖", "The finest lines, first prize"),
            unique: false,
            citation: Praise { zh: "让光替车说话".into(), en: "let the light speak".into() },
            source_event,
            valid_until: None,
        },
    );
}

#[test]
fn contest_judge_with_a_stake_then_called_off() {
    let mut scene = live();
    let mentor = partner(&mut scene, "hua");
    appoint(&mut scene, mentor, 3);
    let (an, bo) = (join(&mut scene, "an"), join(&mut scene, "bo"));
    pair(&mut scene, mentor, an);
    opened(&mut scene, "words", |draft| {
        let judges = [&draft.judges[..], &[Judge::Koc(mentor)]].concat();
        DraftContest { judges, tie_rule: Some(TieRule::EarlierEntry), ..draft }
    });
    let [of_an, of_bo] = [an, bo].map(|koc_id| enters(&mut scene, "words", koc_id));
    judging(&mut scene, "words");
    let own = ScoreEntry {
        assignment_id: of_an,
        scores: vec![
            EntryScore { criterion_id: "story".to_owned(), score: 100, note: None },
            EntryScore { criterion_id: "light".to_owned(), score: 100, note: None },
        ],
    };
    scene.refused(Actor::koc(mentor), own, "JUDGE_CONFLICT_OF_INTEREST");
    scores(&mut scene, Actor::koc(mentor), of_bo, [50, 50]);
    let contest = contest_id("words");
    scene.given(
        Actor::koc(mentor),
        RecuseJudge {
            contest_id: contest,
            judge: Judge::Koc(mentor),
            reason: "参赛者是我的学员".into(),
            replaced_by: None,
        },
    );
    for entry in [of_an, of_bo] {
        scores(&mut scene, wei(), entry, [80, 80]);
        scores(&mut scene, lin_as_ops(), entry, [80, 80]);
    }
    scene.given(mei(), DeclareResults { contest_id: contest, ranking: None });

    opened(&mut scene, "night", |draft| draft);
    let called_off = enters(&mut scene, "night", bo);
    scene.given(
        mei(),
        CancelContest {
            contest_id: contest_id("night"),
            reason: "车型延期发布".to_owned(),
            compensation_rule: CompensationRule::default(),
        },
    );
    let (reason, compensation_bp) = (None, None);
    let cancel = CancelAssignment { assignment_id: called_off, reason, compensation_bp };
    scene.given(Actor::SYSTEM, cancel);
    tell(
        "contest_judge_with_a_stake_then_called_off",
        "A mentor judges a contest that a mentee enters. What stands between them is told when \
         judging begins, the mentor cannot score the mentee, and steps back: the score they gave \
         somebody else counts no more, for one panel judges everybody. The two entries come to the \
         same score; whoever handed in earlier is first. A second contest is called off, its task \
         and the entry end with it.",
        &scene,
    );
}
