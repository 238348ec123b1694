//! A contest up to its results: criteria that can rank, everybody alone and in time, judges
//! without a stake.

use domain::Actor;
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::contest::Event as Happened;
use domain::contest::command::*;
use domain::contest::values::*;
use domain::id::{AssignmentId, KocId};
use domain::mentorship::values::MentorshipParty;
use domain::task::brief::Brief;
use domain::task::command::{AmendBrief, CancelTask, OpenTask};
use domain::task::{CompensationRule, Selection};
use domain::vocabulary::RewardUnit::Points;
use domain::vocabulary::TierCode;
use domain::{Amount, Event, Timer};

use crate::appeal::lin_as_ops;
use crate::common::*;
use crate::contests::*;
use crate::pairs::*;
use crate::purse::given_purse;
use crate::work::*;

fn drafting() -> (testkit::scene::Scene, DraftContest) {
    let mut scene = live_with_words();
    given_solo(&mut scene, "photo");
    let draft = draft_contest(&scene, "photo");
    (scene, draft)
}

#[test]
fn a_contest_is_drafted_over_a_task_that_nobody_has_entered() {
    let (mut scene, draft) = drafting();
    scene.given(mei(), draft.clone());
    scene.refused(mei(), draft.clone(), "CONTEST_EXISTS");
    // A task is of one contest.
    scene.refused(mei(), DraftContest { contest_id: contest_id("two"), ..draft }, "CONTEST_EXISTS");
}

#[test]
fn a_contest_needs_a_task_for_it_before_anybody_could_take_it() {
    let (mut scene, solo) = drafting();
    let brief = brief(&scene);
    let task_id = given_brief(&mut scene, draft("plain"), brief);
    let of_plain = DraftContest { task_id, ..solo.clone() };
    scene.refused(mei(), of_plain, "FIELD_INVALID");
    scene.given(mei(), open(solo.task_id));
    scene.refused(mei(), solo, "TASK_ALREADY_OPEN");
}

#[test]
fn a_contest_ranks_by_criteria_that_are_there() {
    let mut scene = live_with_words();
    scene.given(mei(), draft_solo("photo"));
    let contest = draft_contest(&scene, "photo");
    scene.refused(mei(), contest.clone(), "CRITERIA_MISSING");
    let yes_or_no = Brief { criteria: vec![must("seats")], ..brief(&scene) };
    scene.given(mei(), write(contest.task_id, yes_or_no));
    scene.refused(mei(), contest.clone(), "CRITERIA_MISSING");
    let ranked = brief(&scene);
    scene.given(mei(), write(contest.task_id, ranked));
    scene.refused(mei(), contest.clone(), "BRIEF_VERSION_STALE");
    scene.given(mei(), DraftContest { criteria_ref: 2, ..contest });
}

#[test]
fn two_judge_what_is_scored_and_none_needs_to_judge_what_is_measured() {
    let (mut scene, draft) = drafting();
    let alone = vec![operator("wei")];
    scene.refused(mei(), DraftContest { judges: alone, ..draft.clone() }, "JUDGES_TOO_FEW");
    let twice = vec![operator("wei"), operator("wei")];
    scene.refused(mei(), DraftContest { judges: twice, ..draft.clone() }, "FIELD_INVALID");
    let stranger = vec![operator("wei"), operator("nobody")];
    scene.refused(mei(), DraftContest { judges: stranger, ..draft.clone() }, "NOT_FOUND");
    let criteria = vec![must("seats")];
    let counted = with_measured(Brief { criteria, ..brief(&scene) });
    scene.given(mei(), write(draft.task_id, counted));
    let measured = DraftContest { criteria_ref: 2, judges: Vec::new(), ..draft };
    scene.refused(mei(), measured.clone(), "FIELD_INVALID");
    scene.given(mei(), DraftContest { measured_weight: 100, ..measured });
}

#[test]
fn a_contest_says_what_decides_between_equals() {
    let (mut scene, draft) = drafting();
    scene.refused(mei(), DraftContest { tie_rule: None, ..draft.clone() }, "TIE_RULE_MISSING");
    let by_one = DraftContest { tie_rule: Some(TieRule::HigherCriterion), ..draft };
    scene.refused(mei(), by_one.clone(), "FIELD_INVALID");
    let of_none = DraftContest { tie_criterion: Some("seats".to_owned()), ..by_one.clone() };
    scene.refused(mei(), of_none, "FIELD_INVALID");
    scene.given(mei(), DraftContest { tie_criterion: Some("clarity".to_owned()), ..by_one });
}

#[test]
fn what_cannot_be_won_or_entered_is_refused() {
    let (mut scene, draft) = drafting();
    let EntryWindow { opens_at, closes_at } = draft.entry_window;
    let turned = EntryWindow { opens_at: closes_at, closes_at: opens_at };
    let cases = [
        (DraftContest { entry_window: turned, ..draft.clone() }, "WINDOW_INVALID"),
        (
            DraftContest {
                entry_window: EntryWindow { opens_at, closes_at: closes_at.plus_hours(48) },
                ..draft.clone()
            },
            "FIELD_INVALID",
        ),
        (DraftContest { prizes: vec![prize(1), prize(1)], ..draft.clone() }, "FIELD_INVALID"),
        (DraftContest { theme: text("", "x"), ..draft.clone() }, "LABEL_MISSING"),
        (
            DraftContest {
                candidate_rule: Some(CandidateRule {
                    top_n: None,
                    min_score: None,
                    target_tier: TierCode::Responder,
                }),
                ..draft.clone()
            },
            "FIELD_INVALID",
        ),
    ];
    for (case, code) in cases {
        scene.refused(mei(), case, code);
    }
}

#[test]
fn entries_open_once_over_an_approved_brief() {
    let mut scene = live_with_words();
    scene.given(mei(), draft_solo("photo"));
    let brief = brief(&scene);
    scene.given(mei(), write(task_id("photo"), brief.clone()));
    let draft = draft_contest(&scene, "photo");
    let contest_id = draft.contest_id;
    scene.given(mei(), draft);
    let open = OpenEntries { contest_id };
    scene.refused(mei(), open.clone(), "BRIEF_NOT_APPROVED");
    // Other criteria than the contest was drafted over.
    let criteria = vec![scored("clarity", 100)];
    scene.given(mei(), write(task_id("photo"), Brief { criteria, ..brief.clone() }));
    scene.given(lin(), approve_brief(task_id("photo"), 2));
    scene.refused(mei(), open.clone(), "BRIEF_VERSION_STALE");
    scene.given(mei(), write(task_id("photo"), brief));
    scene.given(lin(), approve_brief(task_id("photo"), 3));
    let events = of_contests(scene.accepted(mei(), open.clone()));
    let [Happened::EntriesOpened(opened)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((opened.brief_version, opened.criteria.len()), (3, 3));
    scene.refused(mei(), open, "CONTEST_NOT_DRAFTED");
}

#[test]
fn prizes_are_set_aside_and_nobody_gives_much_alone() {
    let (mut scene, draft) = drafting();
    let budget_id = given_purse(&mut scene, "purse", Points, 250);
    let paid = |amount| Prize {
        to_rank: 2,
        reward: Some(PrizeReward { budget_id, amount: Amount(amount) }),
        ..prize(1)
    };
    let nothing = DraftContest { prizes: vec![paid(0)], ..draft.clone() };
    scene.refused(mei(), nothing, "AMOUNT_NOT_POSITIVE");
    let contest_id = draft.contest_id;
    scene.given(mei(), DraftContest { prizes: vec![paid(100)], ..draft });
    scene.refused(mei(), OpenEntries { contest_id }, "FOUR_EYES_REQUIRED");
    scene.given(lin_as_ops(), OpenEntries { contest_id });
    assert_eq!(crate::purse::held_and_spent(&scene, budget_id), (200, 0));
    // Called off, the purse has it all again.
    scene.given(mei(), call_off(contest_id));
    assert_eq!(crate::purse::held_and_spent(&scene, budget_id), (0, 0));
}

#[test]
fn a_purse_that_has_too_little_opens_no_contest() {
    let (mut scene, draft) = drafting();
    let budget_id = given_purse(&mut scene, "purse", Points, 150);
    let reward = Some(PrizeReward { budget_id, amount: Amount(100) });
    let contest_id = draft.contest_id;
    let prizes = vec![Prize { to_rank: 2, reward, ..prize(1) }];
    scene.given(mei(), DraftContest { prizes, ..draft });
    scene.refused(lin_as_ops(), OpenEntries { contest_id }, "BUDGET_EXCEEDED");
}

#[test]
fn entries_are_taken_while_the_contest_is_open_and_not_before() {
    let (mut scene, draft) = drafting();
    let contest_id = draft.contest_id;
    let ming = member(&mut scene, "ming");
    scene.given(mei(), draft);
    let claims = OpenTask { selection: Selection::OpenClaim, ..open(task_id("photo")) };
    scene.given(mei(), claims);
    scene.refused(by(ming), enter("photo", ming), "CONTEST_NOT_OPEN");
    scene.given(mei(), OpenEntries { contest_id });
    scene.given(by(ming), enter("photo", ming));
    scene.wait_hours(25);
    let entry = AssignmentId::of(task_id("photo"), ming);
    scene.refused(by(ming), submit(entry, 1, ming), "SUBMISSION_WINDOW_CLOSED");
}

#[test]
fn everybody_enters_alone() {
    let mut scene = live_with_words();
    given_contest(&mut scene, "photo");
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    scene.given(by(ming), enter("photo", ming));
    let entry = AssignmentId::of(task_id("photo"), ming);
    let half = |koc_id: KocId| Contributor { koc_id, role: None, share_bp: 5_000 };
    let together = vec![half(ming), half(hua)];
    let shared = SubmitWork { contributors: together, ..submit(entry, 1, ming) };
    scene.refused(by(ming), shared, "SOLO_ENTRY_ONLY");
    scene.given(by(ming), submit(entry, 1, ming));
}

#[test]
fn entries_close_when_their_time_is_over_and_for_nobody_before() {
    let mut scene = live_with_words();
    let contest_id = given_contest(&mut scene, "photo");
    given_entrant(&mut scene, "photo", "ming");
    let close = CloseEntries { contest_id };
    let closes_at = scene.state.timers().at(Timer::CloseEntries(contest_id));
    assert!(closes_at.is_some(), "the clock closes it");
    scene.refused(mei(), close.clone(), "NOT_YET_DUE");
    scene.refused(mei(), StartJudging { contest_id, measured_at: None }, "ENTRIES_NOT_CLOSED");
    scene.wait_hours(25);
    let events = of_contests(scene.accepted(Actor::SYSTEM, close.clone()));
    assert!(matches!(&events[..], [Happened::EntriesClosed(closed)] if closed.entries == 1));
    scene.refused(mei(), close, "CONTEST_NOT_OPEN");
}

#[test]
fn criteria_stand_once_entries_are_open() {
    let mut scene = live_with_words();
    given_contest(&mut scene, "photo");
    let criteria = vec![scored("clarity", 100)];
    let amend = AmendBrief {
        task_id: task_id("photo"),
        brief: Brief { criteria, ..brief(&scene) },
        reason: "simpler".to_owned(),
        ask_holders_again: true,
    };
    scene.refused(mei(), amend.clone(), "BRIEF_FROZEN");
    let facts = Brief { facts: Vec::new(), ..brief(&scene) };
    scene.given(mei(), AmendBrief { brief: facts, ..amend });
}

#[test]
fn what_is_measured_has_a_cut_off() {
    let mut scene = live_with_words();
    let brief = with_measured(brief(&scene));
    given_brief(&mut scene, draft_solo("photo"), brief);
    let draft = draft_contest(&scene, "photo");
    scene.refused(mei(), draft.clone(), "FIELD_INVALID");
    let contest_id = given_opened(&mut scene, DraftContest { measured_weight: 30, ..draft });
    let closes_at = scene.now().plus_hours(24);
    given_closed(&mut scene, contest_id);
    let start = |measured_at| StartJudging { contest_id, measured_at };
    scene.refused(mei(), start(None), "FIELD_INVALID");
    scene.refused(mei(), start(Some(closes_at.plus_hours(-1))), "FIELD_INVALID");
    let cut_off = scene.now().plus_hours(48);
    scene.given(mei(), start(Some(cut_off)));
    scene.refused(mei(), declare(contest_id), "NOT_YET_DUE");
}

#[test]
fn each_judge_scores_each_entry_once_by_its_criteria() {
    let mut scene = live_with_words();
    let contest_id = given_contest(&mut scene, "photo");
    let entry = given_entrant(&mut scene, "photo", "ming");
    scene.refused(wei(), score(entry, 80, 70), "CONTEST_NOT_JUDGING");
    given_judging(&mut scene, contest_id);
    let scored = of_assignment(scene.accepted(wei(), score(entry, 80, 70)));
    let [domain::assignment::Event::EntryScored(scored)] = scored.as_slice() else {
        panic!("{scored:?}")
    };
    assert_eq!((scored.judge, scored.weighted_score), (operator("wei"), 7_600));
    scene.refused(wei(), score(entry, 90, 90), "ALREADY_SCORED_BY_JUDGE");
    scene.refused(lin_as_ops(), score(entry, 80, 70), "NOT_A_JUDGE");
    let sane = score(entry, 80, 70);
    let with = |scores: Vec<EntryScore>| ScoreEntry { scores, ..sane.clone() };
    let [clarity, liveliness] = [0, 1].map(|at: usize| sane.scores[at].clone());
    scene.refused(mei(), with(vec![clarity.clone()]), "CRITERION_UNSCORED");
    let twice = vec![clarity.clone(), clarity.clone(), liveliness.clone()];
    scene.refused(mei(), with(twice), "CRITERION_TWICE");
    let must = EntryScore { criterion_id: "seats".to_owned(), ..clarity.clone() };
    scene.refused(mei(), with(vec![clarity.clone(), liveliness, must]), "CRITERION_UNKNOWN");
    scene.refused(mei(), score(entry, 101, 70), "SCORE_OUT_OF_RANGE");
    scene.given(mei(), sane);
}

#[test]
fn whoever_judges_does_not_enter() {
    let mut scene = live_with_words();
    let hua = partner(&mut scene, "hua");
    given_solo(&mut scene, "photo");
    let mut draft = draft_contest(&scene, "photo");
    draft.judges.push(Judge::Koc(hua));
    let contest_id = given_opened(&mut scene, draft);
    scene.refused(by(hua), enter("photo", hua), "JUDGE_CONFLICT_OF_INTEREST");
    // Nor does an entrant come to judge.
    let ming = member(&mut scene, "ming");
    given_entry(&mut scene, "photo", ming);
    let replaced_by = Some(Judge::Koc(ming));
    let instead = RecuseJudge { replaced_by, ..recuse(contest_id, Judge::Koc(hua)) };
    scene.refused(mei(), instead, "JUDGE_CONFLICT_OF_INTEREST");
}

#[test]
fn a_mentor_does_not_judge_their_mentee() {
    let mut scene = live_with_words();
    let hua = given_mentor(&mut scene, "hua");
    let (ming, yan) = (member(&mut scene, "ming"), member(&mut scene, "yan"));
    given_pair(&mut scene, "edge", hua, ming);
    given_solo(&mut scene, "photo");
    let mut draft = draft_contest(&scene, "photo");
    draft.judges = vec![operator("wei"), operator("mei"), Judge::Koc(hua)];
    let contest_id = given_opened(&mut scene, draft);
    let [of_ming, of_yan] = [ming, yan].map(|koc_id| given_entry(&mut scene, "photo", koc_id));
    given_closed(&mut scene, contest_id);
    let started = scene.accepted(mei(), StartJudging { contest_id, measured_at: None });
    let started = of_contests(started);
    let [Happened::JudgingStarted(started)] = started.as_slice() else { panic!("{started:?}") };
    let (judge, kind) = (Judge::Koc(hua), ConflictKind::Mentee);
    assert_eq!(started.conflicts, [Conflict { judge, assignment_id: of_ming, kind }]);
    scene.refused(by(hua), score(of_ming, 90, 90), "JUDGE_CONFLICT_OF_INTEREST");
    scene.given(by(hua), score(of_yan, 70, 70));
    given_scored(&mut scene, of_ming, 60, 60);
    given_scored(&mut scene, of_yan, 50, 50);
    // One panel judges everybody: what hua has not scored keeps the results back.
    scene.refused(mei(), declare(contest_id), "SCORES_INCOMPLETE");
    scene.refused(by(hua), recuse(contest_id, operator("wei")), "FORBIDDEN");
    scene.refused(mei(), recuse(contest_id, operator("lin")), "NOT_A_JUDGE");
    scene.given(by(hua), recuse(contest_id, Judge::Koc(hua)));
    let ranking = declared(&mut scene, contest_id).ranking;
    let scores: Vec<_> = ranking.iter().map(|it| (it.koc_id, it.score, it.rank)).collect();
    assert_eq!(scores, [(ming, 6_000, 1), (yan, 5_000, 2)], "hua's 70 does not count");
    let _ = agree("edge", MentorshipParty::Mentor);
}

fn declared(
    scene: &mut testkit::scene::Scene,
    contest_id: domain::id::ContestId,
) -> contest_event::ContestResultsDeclared {
    let events = of_contests(scene.accepted(mei(), declare(contest_id)));
    let found = events.into_iter().find_map(|event| match event {
        Happened::ContestResultsDeclared(results) => Some(results),
        _ => None,
    });
    found.expect("declared")
}
use domain::contest::event as contest_event;

#[test]
fn nothing_is_declared_by_one_judge_alone() {
    let mut scene = live_with_words();
    let contest_id = given_contest(&mut scene, "photo");
    let entry = given_entrant(&mut scene, "photo", "ming");
    given_judging(&mut scene, contest_id);
    scene.given(wei(), score(entry, 80, 70));
    scene.given(mei(), recuse(contest_id, operator("mei")));
    scene.refused(mei(), declare(contest_id), "JUDGES_TOO_FEW");
    let mut again = live_with_words();
    let contest_id = given_contest(&mut again, "photo");
    let entry = given_entrant(&mut again, "photo", "ming");
    given_judging(&mut again, contest_id);
    let replaced_by = Some(operator("lin"));
    again.given(mei(), RecuseJudge { replaced_by, ..recuse(contest_id, operator("mei")) });
    again.given(wei(), score(entry, 80, 70));
    again.refused(mei(), declare(contest_id), "SCORES_INCOMPLETE");
    again.given(lin_as_ops(), score(entry, 90, 90));
    assert_eq!(declared(&mut again, contest_id).ranking[0].score, 8_300);
}

#[test]
fn nobody_reviews_an_entry_that_is_still_judged() {
    let mut scene = live_with_words();
    let contest_id = given_contest(&mut scene, "photo");
    let entry = given_entrant(&mut scene, "photo", "ming");
    scene.refused(wei(), start(entry, ReviewStage::Brand), "RESULTS_NOT_DECLARED");
    let flag = Timer::FlagOverdueReview(entry);
    assert_eq!(scene.state.timers().at(flag), None, "nobody is late with it");
    given_judging(&mut scene, contest_id);
    scene.refused(wei(), review(entry, 1, Decision::Approve), "RESULTS_NOT_DECLARED");
    given_scored(&mut scene, entry, 80, 70);
    scene.given(mei(), declare(contest_id));
    assert!(scene.state.timers().at(flag).is_some(), "its review is due from now on");
    scene.given(wei(), review(entry, 1, Decision::Approve));
}

#[test]
fn an_entry_that_breaks_the_rules_is_ruled_out_and_its_author_told_why() {
    let mut scene = live_with_words();
    let contest_id = given_contest(&mut scene, "photo");
    let entry = given_entrant(&mut scene, "photo", "ming");
    let plain = {
        let hua = member(&mut scene, "hua");
        given_accepted(&mut scene, "clip", hua)
    };
    scene.refused(mei(), disqualify(plain), "NOT_A_CONTEST_ENTRY");
    let silent = DisqualifyEntry { reason: "".into(), ..disqualify(entry) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let events = scene.accepted(mei(), disqualify(entry));
    assert!(
        matches!(
            of_assignment(events)[..],
            [
                domain::assignment::Event::EntryDisqualified(_),
                domain::assignment::Event::WorkRejected(_)
            ]
        ),
        "it is rejected with that, so that the member can object"
    );
    scene.refused(mei(), disqualify(entry), "NOT_A_CONTEST_ENTRY");
    given_judging(&mut scene, contest_id);
    scene.refused(wei(), score(entry, 80, 70), "NOT_A_CONTEST_ENTRY");
    assert!(declared(&mut scene, contest_id).ranking.is_empty());
}

#[test]
fn a_contest_and_its_task_end_together() {
    let mut scene = live_with_words();
    let contest_id = given_contest(&mut scene, "photo");
    let entry = given_entrant(&mut scene, "photo", "ming");
    let silent = CancelContest { reason: " ".to_owned(), ..call_off(contest_id) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let events = scene.accepted(mei(), call_off(contest_id));
    assert!(
        matches!(
            events[..],
            [Event::Contest(_), Event::Task(domain::task::Event::TaskCancelled(_))]
        ),
        "{events:?}"
    );
    scene.refused(mei(), call_off(contest_id), "NO_CHANGE");
    scene.refused(mei(), recuse(contest_id, operator("wei")), "CONTEST_NOT_JUDGING");
    assert!(scene.state.timers().at(Timer::CancelAssignment(entry)).is_some());
    assert_eq!(scene.state.timers().at(Timer::CloseEntries(contest_id)), None);

    let other = given_contest(&mut scene, "copy");
    let cancel = CancelTask {
        task_id: task_id("copy"),
        reason: "no car".to_owned(),
        compensation_rule: CompensationRule::default(),
    };
    let events = of_contests(scene.accepted(mei(), cancel));
    assert!(matches!(&events[..], [Happened::ContestCancelled(it)] if it.contest_id == other));
}

#[test]
fn a_draft_that_is_given_up_leaves_its_task() {
    let (mut scene, draft) = drafting();
    scene.given(mei(), draft.clone());
    let events = scene.accepted(mei(), call_off(draft.contest_id));
    assert_eq!(events.len(), 1, "{events:?}");
    scene.given(mei(), DraftContest { contest_id: contest_id("again"), ..draft });
}

#[test]
fn an_entry_that_is_taken_back_is_none() {
    let mut scene = live_with_words();
    let contest_id = given_contest(&mut scene, "photo");
    let entry = given_entrant(&mut scene, "photo", "ming");
    let back = WithdrawSubmission { assignment_id: entry, submission_no: 1, reason: None };
    scene.given(by(koc("ming")), back);
    scene.refused(mei(), disqualify(entry), "NOT_A_CONTEST_ENTRY");
    scene.given(by(koc("ming")), submit(entry, 2, koc("ming")));
    given_judging(&mut scene, contest_id);
    scene.given(wei(), score(entry, 80, 70));
}
