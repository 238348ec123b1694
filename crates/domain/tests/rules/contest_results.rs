//! The results of a contest: the ranking follows scores and the rule for ties, prizes are paid and
//! credited, and winners become candidates in the same commit.

use domain::contest::Event as Happened;
use domain::contest::command::*;
use domain::contest::event::ContestResultsDeclared;
use domain::contest::values::*;
use domain::id::{AssignmentId, ContestId, RecognitionId};
use domain::koc::command::PauseKoc;
use domain::recognition::command::ConferHonour;
use domain::recognition::values::{HonourKind, Praise, Recipient};
use domain::task::brief::{Brief, CriterionKind};
use domain::todo::values::TodoKind;
use domain::vocabulary::RewardUnit::Points;
use domain::vocabulary::TierCode;
use domain::{Actor, Amount, Event, Timer, contribution, koc as of_koc, todo};
use testkit::scene::Scene;

use crate::common::*;
use crate::contests::*;
use crate::purse::{balances, given_purse, held_and_spent};
use crate::shown::{count, publication_id, publish_work};
use crate::work::*;

/// Three entries of ming, hua and yan, judged.
fn judged(draft: impl FnOnce(&mut Scene, DraftContest) -> DraftContest) -> (Scene, ContestId) {
    let mut scene = live_with_words();
    given_solo(&mut scene, "photo");
    let plain = draft_contest(&scene, "photo");
    let draft = draft(&mut scene, plain);
    let contest_id = given_opened(&mut scene, draft);
    for who in ["ming", "hua", "yan"] {
        given_entrant(&mut scene, "photo", who);
        scene.wait_hours(1);
    }
    given_judging(&mut scene, contest_id);
    (scene, contest_id)
}

fn entry(who: &str) -> AssignmentId {
    AssignmentId::of(task_id("photo"), koc(who))
}

fn results(events: &[Event]) -> ContestResultsDeclared {
    let found = events.iter().find_map(|event| match event {
        Event::Contest(Happened::ContestResultsDeclared(results)) => Some(results.clone()),
        _ => None,
    });
    found.expect("declared")
}

fn places(results: &ContestResultsDeclared) -> Vec<(AssignmentId, u16, u16)> {
    results.ranking.iter().map(|it| (it.assignment_id, it.score, it.rank)).collect()
}

#[test]
fn results_wait_for_every_score_and_are_declared_once() {
    let (mut scene, contest_id) = judged(|_, draft| draft);
    scene.refused(mei(), declare(contest_id), "SCORES_INCOMPLETE");
    given_scored(&mut scene, entry("ming"), 80, 80);
    given_scored(&mut scene, entry("hua"), 90, 90);
    scene.given(wei(), score(entry("yan"), 70, 70));
    scene.refused(mei(), declare(contest_id), "SCORES_INCOMPLETE");
    scene.given(mei(), score(entry("yan"), 60, 61));
    let declared = results(&scene.accepted(mei(), declare(contest_id)));
    let [hua, ming, yan] = ["hua", "ming", "yan"].map(entry);
    assert_eq!(places(&declared), [(hua, 9_000, 1), (ming, 8_000, 2), (yan, 6_520, 3)]);
    let Distribution { entries, mean, p50, p90 } = declared.distribution;
    assert_eq!((entries, mean, p50, p90), (3, 7_840, 8_000, 9_000));
    let [seeds] = declared.by_tier.as_slice() else { panic!("{:?}", declared.by_tier) };
    assert_eq!((seeds.tier, seeds.level), (TierCode::Seed, declared.distribution));
    scene.refused(mei(), declare(contest_id), "RESULTS_ALREADY_DECLARED");
    scene.refused(mei(), call_off(contest_id), "RESULTS_ALREADY_DECLARED");
    scene.refused(mei(), recuse(contest_id, operator("wei")), "RESULTS_ALREADY_DECLARED");
}

#[test]
fn nothing_is_declared_before_the_judging() {
    let mut scene = live_with_words();
    let contest_id = given_contest(&mut scene, "photo");
    scene.refused(mei(), declare(contest_id), "CONTEST_NOT_JUDGING");
}

fn two_equal(rule: TieRule, criterion: Option<&str>) -> ContestResultsDeclared {
    let (mut scene, contest_id) = judged(|_, draft| DraftContest {
        tie_rule: Some(rule),
        tie_criterion: criterion.map(str::to_owned),
        ..draft
    });
    // 60 × 70 + 40 × 85 = 60 × 80 + 40 × 70 = 7600.
    given_scored(&mut scene, entry("ming"), 70, 85);
    given_scored(&mut scene, entry("hua"), 80, 70);
    given_scored(&mut scene, entry("yan"), 50, 50);
    results(&scene.accepted(mei(), declare(contest_id)))
}

#[test]
fn equals_are_ranked_by_the_rule_that_was_stated() {
    let [ming, hua, yan] = ["ming", "hua", "yan"].map(entry);
    let shared = two_equal(TieRule::SharedRank, None);
    let mut first: Vec<_> = places(&shared).into_iter().filter(|it| it.2 == 1).collect();
    first.sort_unstable();
    let mut both = [(ming, 7_600, 1), (hua, 7_600, 1)];
    both.sort_unstable();
    assert_eq!(first, both);
    assert_eq!(places(&shared)[2], (yan, 5_000, 3), "the second place stays empty");
    let earlier = two_equal(TieRule::EarlierEntry, None);
    assert_eq!(places(&earlier)[..2], [(ming, 7_600, 1), (hua, 7_600, 2)]);
    let by_clarity = two_equal(TieRule::HigherCriterion, Some("clarity"));
    assert_eq!(places(&by_clarity)[..2], [(hua, 7_600, 1), (ming, 7_600, 2)]);
    let by_liveliness = two_equal(TieRule::HigherCriterion, Some("liveliness"));
    assert_eq!(places(&by_liveliness)[..2], [(ming, 7_600, 1), (hua, 7_600, 2)]);
}

#[test]
fn a_ranking_that_was_sent_must_be_the_one_the_rule_gives() {
    let (mut scene, contest_id) = judged(|_, draft| draft);
    for (who, points) in [("ming", 80), ("hua", 90), ("yan", 70)] {
        given_scored(&mut scene, entry(who), points, points);
    }
    let place = |who: &str, score, rank| Ranked {
        assignment_id: entry(who),
        koc_id: koc(who),
        score,
        rank,
    };
    let wrong = vec![place("ming", 8_000, 1), place("hua", 9_000, 2), place("yan", 7_000, 3)];
    let send = |ranking| DeclareResults { contest_id, ranking: Some(ranking) };
    scene.refused(mei(), send(wrong), "RANKING_NOT_BY_SCORE");
    let right = vec![place("hua", 9_000, 1), place("ming", 8_000, 2), place("yan", 7_000, 3)];
    scene.given(mei(), send(right));
}

#[test]
fn winners_become_candidates_in_the_commit_of_the_results() {
    let (mut scene, contest_id) = judged(|_, draft| draft);
    let name =
        NameCandidates { contest_id, koc_ids: vec![koc("hua")], target_tier: TierCode::Responder };
    scene.refused(mei(), name.clone(), "RESULTS_NOT_DECLARED");
    for (who, points) in [("ming", 80), ("hua", 90), ("yan", 70)] {
        given_scored(&mut scene, entry(who), points, points);
    }
    let events = scene.accepted(mei(), declare(contest_id));
    let named = events.iter().filter_map(|event| match event {
        Event::Koc(of_koc::Event::CandidateNominated(it)) => Some(it.koc_id),
        _ => None,
    });
    assert_eq!(named.collect::<Vec<_>>(), [koc("hua")]);
    assert_eq!(scene.state.timers().at(Timer::NameCandidates(contest_id)), None);
    scene.refused(mei(), name.clone(), "ALREADY_CANDIDATE");
    let second = NameCandidates { koc_ids: vec![koc("ming")], ..name.clone() };
    scene.refused(mei(), second, "NOT_A_WINNER");
    let higher = NameCandidates { target_tier: TierCode::Partner, ..name.clone() };
    scene.refused(mei(), higher, "FIELD_INVALID");
    scene.refused(mei(), NameCandidates { koc_ids: Vec::new(), ..name }, "FIELD_INVALID");
}

#[test]
fn a_winner_whom_a_rule_keeps_out_is_named_when_nothing_does_any_more() {
    let (mut scene, contest_id) = judged(|_, draft| draft);
    for (who, points) in [("ming", 80), ("hua", 90), ("yan", 70)] {
        given_scored(&mut scene, entry(who), points, points);
    }
    let until = scene.today().plus(3);
    let from = scene.today();
    let pause = PauseKoc { koc_id: koc("hua"), from, reason: None, until: Some(until) };
    scene.given(by(koc("hua")), pause);
    let events = scene.accepted(mei(), declare(contest_id));
    let waits = |event: &Event| {
        matches!(event, Event::Todo(todo::Event::TodoOpened(it))
            if it.kind == TodoKind::ReactionRefused && it.refused == ["KOC_NOT_ACTIVE"])
    };
    assert!(events.iter().any(waits), "{events:?}");
    let name =
        NameCandidates { contest_id, koc_ids: vec![koc("hua")], target_tier: TierCode::Responder };
    scene.refused(mei(), name.clone(), "KOC_NOT_ACTIVE");
    scene.wait_days(5);
    scene.given(mei(), name);
}

#[test]
fn more_winners_than_one_commit_holds_are_named_by_the_clock() {
    let mut scene = live_with_words();
    given_solo(&mut scene, "photo");
    let rule =
        CandidateRule { top_n: None, min_score: Some(5_000), target_tier: TierCode::Responder };
    let draft = DraftContest { candidate_rule: Some(rule), ..draft_contest(&scene, "photo") };
    let contest_id = given_opened(&mut scene, draft);
    let entries: Vec<_> =
        (0..103).map(|n| given_entrant(&mut scene, "photo", &format!("member {n}"))).collect();
    given_judging(&mut scene, contest_id);
    entries.iter().for_each(|entry| given_scored(&mut scene, *entry, 80, 80));
    let events = scene.accepted(mei(), declare(contest_id));
    let candidates = |events: &[Event]| {
        let of = |event: &&Event| matches!(event, Event::Koc(of_koc::Event::CandidateNominated(_)));
        events.iter().filter(of).count()
    };
    assert_eq!(candidates(&events), 100);
    let timer = Timer::NameCandidates(contest_id);
    assert!(scene.state.timers().at(timer).is_some());
    let command = timer.command(&scene.state).expect("three are left");
    let events = scene.accepted(Actor::SYSTEM, command);
    assert_eq!(candidates(&events), 3);
    assert_eq!(scene.state.timers().at(timer), None);
}

#[test]
fn where_more_share_a_prize_than_one_commit_gives_to_a_person_gives_the_others_theirs() {
    for (entries, asked) in [(100, 0), (101, 1)] {
        let mut scene = live_with_words();
        let brief = brief(&scene);
        let measured = vec![criterion("engagement", CriterionKind::Measured, 0)];
        given_brief(&mut scene, draft_solo("photo"), Brief { criteria: measured, ..brief });
        let draft = DraftContest {
            judges: Vec::new(),
            measured_weight: 100,
            prizes: vec![prize(1)],
            candidate_rule: None,
            ..draft_contest(&scene, "photo")
        };
        let contest_id = given_opened(&mut scene, draft);
        for number in 0..entries {
            given_entrant(&mut scene, "photo", &format!("member {number}"));
        }
        given_closed(&mut scene, contest_id);
        scene.given(mei(), StartJudging { contest_id, measured_at: Some(scene.now()) });
        let events = scene.accepted(mei(), declare(contest_id));
        let credited = |event: &&Event| matches!(event, Event::Contribution(_));
        assert_eq!(events.iter().filter(credited).count(), 100);
        let told = events.iter().filter(|event| {
            matches!(event, Event::Todo(todo::Event::TodoOpened(it))
                if it.kind == TodoKind::ReactionRefused && it.about == contest_id.to_string())
        });
        assert_eq!(told.count(), asked, "{entries} share the first rank");
    }
}

/// Two prizes for two ranks: points for the first, an honour for both.
fn with_prizes(scene: &mut Scene, draft: DraftContest) -> DraftContest {
    let budget_id = given_purse(scene, "purse", Points, 300);
    let reward = Some(PrizeReward { budget_id, amount: Amount(100) });
    let prizes = vec![
        Prize { honour: true, reward, ..prize(1) },
        Prize { title: text("二等奖", "Second prize"), ..prize(2) },
    ];
    DraftContest { prizes, ..draft }
}

#[test]
fn prizes_are_paid_credited_and_asked_to_be_honoured() {
    let (mut scene, contest_id) = judged(with_prizes);
    for (who, points) in [("ming", 80), ("hua", 90), ("yan", 70)] {
        given_scored(&mut scene, entry(who), points, points);
    }
    let purse = crate::purse::purse_id("purse");
    assert_eq!(held_and_spent(&scene, purse), (100, 0));
    let events = scene.accepted(mei(), declare(contest_id));
    assert_eq!(balances(&scene, koc("hua"))[Points as usize], 100);
    let credited: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            Event::Contribution(contribution::Event::ContributionCredited(it)) => Some(it.koc_id),
            _ => None,
        })
        .collect();
    assert_eq!(credited, [koc("hua"), koc("ming")]);
    let honour = |event: &Event| {
        matches!(event, Event::Todo(todo::Event::TodoOpened(it))
            if it.kind == TodoKind::HonourWinner && it.koc_id == Some(koc("hua")))
    };
    assert!(events.iter().any(honour), "{events:?}");
    let position = scene
        .log
        .iter()
        .rev()
        .find(|it| matches!(it.event, Event::Contest(Happened::ContestResultsDeclared(_))));
    let conferred = ConferHonour {
        recognition_id: RecognitionId::derived(&[b"first"]),
        recipient: Recipient::Koc(koc("hua")),
        kind: HonourKind::Award,
        title: text("最美线条", "The finest lines"),
        unique: false,
        citation: Praise { zh: "光影".into(), en: "light".into() },
        source_event: position.map(|it| it.position),
        valid_until: None,
    };
    let events = scene.accepted(mei(), conferred);
    let done = |event: &Event| matches!(event, Event::Todo(todo::Event::TodoCompleted(_)));
    assert!(events.iter().any(done), "{events:?}");
}

#[test]
fn those_who_share_a_rank_each_get_its_prize_while_the_purse_has_it() {
    for (amount, code) in [(300, None), (150, Some("BUDGET_EXCEEDED"))] {
        let (mut scene, contest_id) = judged(|scene, draft| {
            let budget_id = given_purse(scene, "purse", Points, amount);
            let reward = Some(PrizeReward { budget_id, amount: Amount(100) });
            DraftContest { prizes: vec![Prize { reward, ..prize(1) }], ..draft }
        });
        for (who, points) in [("ming", 80), ("hua", 80), ("yan", 70)] {
            given_scored(&mut scene, entry(who), points, points);
        }
        match code {
            Some(code) => scene.refused(mei(), declare(contest_id), code),
            None => {
                scene.given(mei(), declare(contest_id));
                let both = ["ming", "hua"].map(|who| balances(&scene, koc(who))[Points as usize]);
                assert_eq!(both, [100, 100]);
            }
        }
    }
}

#[test]
fn a_winner_who_is_ruled_out_loses_the_credit_and_people_see_to_the_rest() {
    let (mut scene, contest_id) = judged(with_prizes);
    for (who, points) in [("ming", 80), ("hua", 90), ("yan", 70)] {
        given_scored(&mut scene, entry(who), points, points);
    }
    scene.given(mei(), declare(contest_id));
    let events = scene.accepted(mei(), disqualify(entry("hua")));
    let reversed = |event: &Event| {
        matches!(event, Event::Contribution(contribution::Event::ContributionReversed(it))
            if it.koc_id == koc("hua") && it.balance == 0)
    };
    assert!(events.iter().any(reversed), "{events:?}");
    let seen_to = |event: &Event| {
        matches!(event, Event::Todo(todo::Event::TodoOpened(it))
            if it.kind == TodoKind::WinnerDisqualified)
    };
    assert!(events.iter().any(seen_to), "{events:?}");
    let name =
        NameCandidates { contest_id, koc_ids: vec![koc("hua")], target_tier: TierCode::Responder };
    scene.refused(mei(), name, "NOT_A_WINNER");
}

#[test]
fn what_is_measured_counts_up_to_the_cut_off_against_the_best() {
    let mut scene = live_with_words();
    let brief = with_measured(brief(&scene));
    given_brief(&mut scene, draft_solo("photo"), brief);
    let draft = draft_contest(&scene, "photo");
    let contest_id = given_opened(&mut scene, DraftContest { measured_weight: 50, ..draft });
    for who in ["ming", "hua"] {
        let entry = given_entrant(&mut scene, "photo", who);
        let published = publish_work(&scene, who, koc(who), entry);
        scene.given(by(koc(who)), published);
    }
    given_closed(&mut scene, contest_id);
    let counted = |scene: &mut Scene, who: &str, likes: u32| {
        let counted = count(scene, publication_id(who), likes);
        scene.given(mei(), counted);
    };
    counted(&mut scene, "ming", 400);
    counted(&mut scene, "hua", 100);
    let cut_off = scene.now();
    scene.given(mei(), StartJudging { contest_id, measured_at: Some(cut_off) });
    scene.wait_hours(1);
    // Too late to count.
    counted(&mut scene, "hua", 900);
    given_scored(&mut scene, entry("ming"), 60, 60);
    given_scored(&mut scene, entry("hua"), 80, 80);
    let declared = results(&scene.accepted(mei(), declare(contest_id)));
    // (6000 + 10000) / 2 and (8000 + 2500) / 2.
    assert_eq!(places(&declared), [(entry("ming"), 8_000, 1), (entry("hua"), 5_250, 2)]);
}
