//! Two moments side by side, and sums by tier: compared with what the stories come to.

#![allow(clippy::unwrap_used)]

use audit::difference::changed;
use audit::mix::{contribution, costs, reuse};
use audit::period::Per;
use audit::restated::restated;
use domain::vocabulary::{RewardUnit, TierCode};
use domain::{Moment, Recorded};
use projector_assets::{AssetFilter, AssetOrder, Assets};
use projector_ledger::ContributionLedger;
use projector_rewards::{RewardFilter, Rewards};
use projector_tiers::{TierCause, TierMembership};
use testkit::project;
use testkit::stories::{self, Story};

const EVER: (Moment, Moment) = (Moment(i64::MIN), Moment(i64::MAX));

fn story(name: &str) -> Story {
    stories::story(name)
}

fn both(log: &[Recorded]) -> (TierMembership, ContributionLedger) {
    (project(log), project(log))
}

#[test]
fn a_correction_restates_the_past_between_its_record_and_before() {
    let log = story("tier_corrected_backdated").log;
    let tiers: TierMembership = project(&log);
    let is_correction = |it: &&Recorded| it.event.event_type().name == "KocTierCorrected";
    let correction = log.iter().find(is_correction).unwrap();
    let (known, corrected) = (correction.recorded_at, correction.position);
    let before = Moment(known.0 - 1);
    let fact = tiers.members().flat_map(|it| &it.facts).find(|it| it.position == corrected);
    let as_of = fact.unwrap().effective_at;
    let found = restated(&tiers, as_of, before, known);
    assert_eq!(found.len(), 1);
    assert_ne!(found[0].was, found[0].is);
    assert_eq!(found[0].by.iter().map(|it| it.position).collect::<Vec<_>>(), [corrected]);
    assert_eq!(found[0].by[0].cause, TierCause::Corrected);
    // Nothing was restated of a moment before it, nor by what was known already.
    assert_eq!(restated(&tiers, Moment(as_of.0 - 1), before, known), []);
    assert_eq!(restated(&tiers, as_of, known, Moment(i64::MAX)), []);
}

#[test]
fn before_and_what_changed_give_after_wherever_a_story_is_cut() {
    let (mut moved, mut earned) = (0, 0);
    for story in stories::all() {
        let (tiers, ledger) = both(&story.log);
        for cut in (0..=story.log.len()).step_by(1 + story.log.len() / 8) {
            let (then, account) = both(&story.log[..cut]);
            let rows = changed((&then, &account), (&tiers, &ledger));
            for member in tiers.members() {
                let id = member.koc_id;
                let stood = then.member(id).and_then(|it| it.tier());
                let tier = rows.get(&id).map_or(stood, |row| row.tier[1]);
                assert_eq!(tier, member.tier(), "{} cut at {cut}", story.name);
                let had = account.account(id).map_or(0, |it| it.points);
                let has =
                    rows.get(&id).filter(|row| row.lines > 0).map_or(had, |row| row.points[1]);
                assert_eq!(has, ledger.account(id).map_or(0, |it| it.points), "{}", story.name);
            }
            for (id, row) in &rows {
                assert!(row.lines > 0 || !row.by.is_empty(), "{}: {id} did not change", story.name);
                let late = |position: u64| position > cut as u64;
                assert!(row.by.iter().all(|fact| late(fact.position.0)), "{}", story.name);
                moved += u32::from(row.moved());
                earned += u32::from(row.lines > 0);
            }
        }
        let same = changed((&tiers, &ledger), (&tiers, &ledger));
        assert!(same.is_empty(), "{}: nothing changed", story.name);
    }
    assert!(moved > 20 && earned > 20, "{moved} {earned}");
}

#[test]
fn points_by_tier_and_kind_are_those_of_the_ledger_however_time_is_divided() {
    let mut lines = 0;
    for story in stories::all() {
        let (tiers, ledger) = both(&story.log);
        let whole: i64 = ledger.accounts().iter().map(|account| account.points).sum();
        for per in [Per::Day, Per::Month, Per::Year] {
            let rows = contribution(&ledger, &tiers, per, EVER);
            assert_eq!(rows.values().map(|of| of.points).sum::<i64>(), whole, "{}", story.name);
            lines += rows.values().map(|of| of.lines).sum::<u64>();
        }
        let Some(middle) = story.log.get(story.log.len() / 2).map(|it| it.occurred_at) else {
            continue;
        };
        let part = |range| -> i64 {
            contribution(&ledger, &tiers, Per::Month, range).values().map(|of| of.points).sum()
        };
        let (first, rest) = ((EVER.0, middle), (Moment(middle.0 + 1), EVER.1));
        assert_eq!(part(first) + part(rest), whole, "{}", story.name);
    }
    assert!(lines > 100, "{lines}");
}

#[test]
fn points_count_for_the_tier_of_their_day() {
    let log = story("seed_to_partner_214_days").log;
    let (tiers, ledger) = both(&log);
    let by_tier = |tier| -> i64 {
        let rows = contribution(&ledger, &tiers, Per::Month, EVER).into_iter();
        rows.filter(|((_, stood, _), _)| *stood == Some(tier)).map(|(_, of)| of.points).sum()
    };
    let (seed, responder) = (by_tier(TierCode::Seed), by_tier(TierCode::Responder));
    assert!(seed > 0 && responder > 0, "{seed} {responder}: earned in both");
    // By hand: every line, by where its member stood at its instant.
    let mut expected = 0;
    for account in ledger.accounts() {
        for line in ledger.lines(account.koc_id) {
            let at = line.entry.effective_at;
            let stood = tiers.history(account.koc_id, None).into_iter().rev();
            let mut stood = stood.filter(|span| span.valid_from <= at);
            if stood.next().and_then(|span| span.tier) == Some(TierCode::Seed) {
                expected += line.entry.points;
            }
        }
    }
    assert_eq!(seed, expected);
}

#[test]
fn what_was_given_and_what_is_used_again_are_counted_once() {
    let (mut rewards_seen, mut uses_seen) = (0, 0);
    for story in stories::all() {
        let tiers: TierMembership = project(&story.log);
        let rewards: Rewards = project(&story.log);
        let given = costs(&rewards, &tiers, Per::Quarter, EVER);
        let rows = rewards.rewards(&RewardFilter::default());
        for unit in RewardUnit::ALL {
            let posted = rows.iter().filter(|it| it.unit == unit && it.posted_at.is_some());
            let (amount, count) =
                posted.fold((0, 0), |(sum, count), it| (sum + it.amount.0, count + 1));
            let of_unit = given.iter().filter(|((_, _, it), _)| *it == unit);
            let (sum, seen) =
                of_unit.fold((0, 0), |(sum, seen), (_, of)| (sum + of.posted, seen + of.rewards));
            assert_eq!((sum, seen), (amount, count), "{} {unit:?}", story.name);
            rewards_seen += seen;
        }
        let clawed: u64 = rows.iter().map(|it| it.clawed_back.0).sum();
        assert_eq!(given.values().map(|of| of.clawed_back).sum::<u64>(), clawed, "{}", story.name);

        let assets: Assets = project(&story.log);
        let found = assets.find(&AssetFilter::default(), AssetOrder::Date);
        let kept = reuse(&assets, &tiers, EVER);
        let sums = kept.values().fold([0; 3], |[assets, reused, uses], of| {
            [assets + of.assets, reused + of.reused, uses + of.uses]
        });
        let used = found.iter().filter(|it| !it.row.reuses.is_empty()).count() as u64;
        let uses = found.iter().map(|it| it.row.reuses.len() as u64).sum();
        assert_eq!(sums, [found.len() as u64, used, uses], "{}", story.name);
        uses_seen += uses;
    }
    assert!(rewards_seen > 20 && uses_seen > 1, "{rewards_seen} {uses_seen}");
}
