//! What is asked of contests: the ranking, the level of the crowd, what is missing and in which
//! order they come.

use domain::vocabulary::TierCode;
use projector_contests::{ContestFilter, ContestOrder, ContestStage, Contests};
use testkit::stories;

const TIE: &str = "contest_tie_then_candidates";
const STAKE: &str = "contest_judge_with_a_stake_then_called_off";

#[test]
fn entries_are_ranked_and_what_was_ruled_out_comes_last() {
    let story = stories::story(TIE);
    let contests: Contests = story.fold();
    let all = contests.contests(&ContestFilter::default(), ContestOrder::default());
    let [contest] = all.as_slice() else { panic!("one: {all:?}") };
    assert_eq!(
        (contest.stage, contest.entries, contest.judged),
        (ContestStage::ResultsDeclared, 4, 4)
    );
    let entries = contests.entries(contest.contest_id);
    let who = ["chen", "an", "bo", "dan", "eve"].map(|name| story.koc(name));
    let mut told: Vec<_> =
        entries.iter().map(|it| (it.koc_id, it.score, it.rank, it.prize)).collect();
    // An and bo are equal: which of them comes first is by when they entered.
    assert_eq!(
        told,
        [
            (who[0], Some(9_200), Some(1), Some(0)),
            (who[1], Some(8_000), Some(2), Some(1)),
            (who[2], Some(8_000), Some(2), Some(1)),
            (who[3], Some(6_100), Some(4), None),
            (who[4], None, None, None),
        ]
    );
    let (_, score, ..) = told.pop().expect("five");
    assert!(score.is_none() && entries[4].disqualified.is_some());
    let level = contest.distribution.expect("declared");
    assert_eq!((level.entries, level.mean, level.p50, level.p90), (4, 7_825, 8_000, 9_200));
    assert!(contest.has_ties);
    let named: Vec<_> = contest.named.iter().map(|it| it.koc_id).collect();
    assert_eq!(named.len(), 3);
    assert!(contest.named.iter().all(|it| it.nominated), "{named:?}");
    assert_eq!(contest.target_tier, Some(TierCode::Responder));
}

#[test]
fn what_judges_owe_is_counted_while_they_judge() {
    let story = stories::story(TIE);
    let begun: Contests = story.fold_to_first("EntryScored");
    let missing = ContestFilter { scores_missing: Some(true), ..ContestFilter::default() };
    let waiting = begun.contests(&missing, ContestOrder::Entries);
    let [contest] = waiting.as_slice() else { panic!("one: {waiting:?}") };
    assert_eq!((contest.entries, contest.judged), (4, 0));
    assert_eq!(contest.scores_missing(), 7, "two judges, four entries, one score");
    let done: Contests = story.fold();
    assert!(done.contests(&missing, ContestOrder::Entries).is_empty());
}

#[test]
fn a_judge_with_a_stake_is_told_and_what_they_scored_counts_no_more() {
    let contests: Contests = stories::story(STAKE).fold();
    let of = |stage| ContestFilter { stage: Some(stage), ..ContestFilter::default() };
    let declared = contests.contests(&of(ContestStage::ResultsDeclared), ContestOrder::CloseDate);
    let [contest] = declared.as_slice() else { panic!("one: {declared:?}") };
    assert_eq!((contest.conflicts.len(), contest.recusals.len()), (1, 1));
    assert_eq!((contest.judges.len(), contest.judged), (2, 2));
    let ranks: Vec<_> =
        contests.entries(contest.contest_id).iter().map(|it| (it.score, it.rank)).collect();
    assert_eq!(ranks, [(Some(8_000), Some(1)), (Some(8_000), Some(2))], "the earlier is first");
    let ties = ContestFilter { has_ties: Some(true), ..ContestFilter::default() };
    assert_eq!(contests.contests(&ties, ContestOrder::CloseDate).len(), 1);
    let called_off = contests.contests(&of(ContestStage::Cancelled), ContestOrder::CloseDate);
    assert_eq!(called_off.len(), 1);
    assert_eq!(called_off[0].entries, 1, "who had entered is still told");
    let all = contests.contests(&ContestFilter::default(), ContestOrder::CloseDate);
    assert_eq!(all[0].stage, ContestStage::Cancelled, "the later one in front");
    let by_entries = contests.contests(&ContestFilter::default(), ContestOrder::Entries);
    assert_eq!(by_entries[0].entries, 2);
    let of_task = ContestFilter { task_id: Some(all[0].task_id), ..ContestFilter::default() };
    assert_eq!(contests.contests(&of_task, ContestOrder::CloseDate).len(), 1);
}
