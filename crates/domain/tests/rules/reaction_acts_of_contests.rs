//! Commands that bring the reactions of contests about, in states reached by commands: where their
//! own rules say no, if they can.

use domain::Amount;
use domain::contest::command::DraftContest;
use domain::contest::values::{Prize, PrizeReward};
use domain::id::ContestId;
use domain::koc::command::PauseKoc;
use domain::task::CompensationRule;
use domain::task::command::CancelTask;
use domain::vocabulary::RewardUnit::Points;
use testkit::scene::Scene;

use crate::common::*;
use crate::contests::*;
use crate::purse::given_purse;
use crate::reaction_acts::Act;
use crate::work::*;

/// Ming and hua entered, with equal scores; the first prize is as `draft` says.
fn judged(draft: impl FnOnce(&mut Scene, DraftContest) -> DraftContest) -> (Scene, ContestId) {
    let mut scene = live_with_words();
    given_solo(&mut scene, "photo");
    let plain = draft_contest(&scene, "photo");
    let draft = draft(&mut scene, plain);
    let contest_id = given_opened(&mut scene, draft);
    let entries = ["ming", "hua"].map(|who| given_entrant(&mut scene, "photo", who));
    given_judging(&mut scene, contest_id);
    entries.into_iter().for_each(|entry| given_scored(&mut scene, entry, 80, 80));
    (scene, contest_id)
}

/// A first prize of 100 points out of a purse of that much.
fn paying(scene: &mut Scene, draft: DraftContest, amount: u64) -> DraftContest {
    let budget_id = given_purse(scene, "purse", Points, amount);
    let reward = Some(PrizeReward { budget_id, amount: Amount(100) });
    DraftContest { prizes: vec![Prize { reward, ..prize(1) }], ..draft }
}

/// A cancelled task takes its contest with it.
pub(crate) fn task_of_contest_cancelled() -> Act {
    let mut scene = live_with_words();
    given_contest(&mut scene, "photo");
    let cancel = CancelTask {
        task_id: task_id("photo"),
        reason: "no car".to_owned(),
        compensation_rule: CompensationRule::default(),
    };
    Act::of(scene, mei(), cancel)
}

/// Declared as of a day before the first policy was in force.
pub(crate) fn declared_too_early() -> Act {
    let (scene, contest_id) = judged(|_, draft| DraftContest { prizes: vec![prize(1)], ..draft });
    Act { days_ago: 3, ..Act::of(scene, mei(), declare(contest_id)) }
}

/// Two share the first rank; the purse has one prize.
pub(crate) fn shared_beyond_the_purse() -> Act {
    let (scene, contest_id) = judged(|scene, draft| paying(scene, draft, 150));
    Act::of(scene, mei(), declare(contest_id))
}

/// Called off, nobody gets what was set aside.
pub(crate) fn prizes_called_off() -> Act {
    let (scene, contest_id) = judged(|scene, draft| paying(scene, draft, 150));
    Act::of(scene, mei(), call_off(contest_id))
}

/// Two winners become candidates.
pub(crate) fn declared() -> Act {
    let (scene, contest_id) = judged(|_, draft| draft);
    Act::of(scene, mei(), declare(contest_id))
}

/// A winner is on a break when the results are declared.
pub(crate) fn winner_on_a_break() -> Act {
    let (mut scene, contest_id) = judged(|_, draft| draft);
    let until = Some(scene.today().plus(3));
    let (koc_id, from) = (koc("hua"), scene.today());
    scene.given(by(koc_id), PauseKoc { koc_id, from, reason: None, until });
    Act::of(scene, mei(), declare(contest_id))
}

/// The first prize is an honour.
pub(crate) fn declared_with_honour() -> Act {
    let honour = Prize { honour: true, ..prize(1) };
    let (scene, contest_id) = judged(|_, draft| DraftContest { prizes: vec![honour], ..draft });
    Act::of(scene, mei(), declare(contest_id))
}
