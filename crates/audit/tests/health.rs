//! How the programme is doing, and who gave most, beside counts of the events themselves.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use audit::health::{Health, Programme, gini_bp, health};
use audit::leaderboard::{Asked, leaderboard};
use audit::period::{Per, Period};
use domain::assignment::Event as AssignmentEvent;
use domain::koc::Event as KocEvent;
use domain::task::Selection;
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Day, Event, Recorded};
use projection::Projector;
use projector_ledger::ContributionLedger;
use projector_tiers::TierMembership;
use testkit::stories;

fn folded<Model: Projector + Default>(log: &[Recorded]) -> Model {
    let mut model = Model::default();
    log.iter().for_each(|recorded| model.apply(recorded));
    model
}

fn rows(log: &[Recorded], per: Per) -> Vec<(Period, TierCode, Health)> {
    let (tiers, people, work) = (folded(log), folded(log), folded(log));
    let (rewards, assets, publications) = (folded(log), folded(log), folded(log));
    let tiers: TierMembership = tiers;
    let day = |it: &Recorded| tiers.zone().day_of(it.occurred_at);
    let (first, last) = (log.iter().map(day).min().unwrap(), log.iter().map(day).max().unwrap());
    // Some of it takes effect after the last record.
    let periods = Period::between(first, last.plus(60), per, 10_000).unwrap();
    let of = Programme {
        tiers: &tiers,
        people: &people,
        work: &work,
        rewards: &rewards,
        assets: &assets,
        publications: &publications,
    };
    health(of, &periods)
}

fn sum(rows: &[(Period, TierCode, Health)], of: impl Fn(&Health) -> u32) -> u32 {
    rows.iter().map(|(_, _, health)| of(health)).sum()
}

#[test]
fn what_was_counted_is_what_the_events_of_every_story_say() {
    let (mut offered, mut judged, mut gone, mut late) = (0, 0, 0, 0);
    for story in stories::all() {
        let rows = rows(&story.log, Per::Month);
        let count = |of: &dyn Fn(&Event) -> bool| {
            story.log.iter().filter(|recorded| of(&recorded.event)).count() as u32
        };
        let offers = count(&|event| {
            let Event::Assignment(AssignmentEvent::TaskAssigned(e)) = event else { return false };
            e.selection == Selection::Offer
        });
        let reviews =
            count(&|event| matches!(event, Event::Assignment(AssignmentEvent::WorkReviewed(_))));
        let declined = count(&|event| {
            matches!(event, Event::Assignment(AssignmentEvent::AssignmentDeclined(_)))
        });
        let left = count(&|event| matches!(event, Event::Koc(KocEvent::KocLeft(_))));
        assert_eq!(sum(&rows, |it| it.offers), offers, "{}", story.name);
        assert_eq!(sum(&rows, |it| it.reviews), reviews, "{}", story.name);
        assert_eq!(sum(&rows, |it| it.declined), declined, "{}", story.name);
        assert_eq!(sum(&rows, |it| it.left), left, "{}", story.name);
        let reasons = |it: &Health| it.decline_reasons.values().sum();
        assert_eq!(sum(&rows, reasons), declined, "{}", story.name);
        (offered, judged, gone) = (offered + offers, judged + reviews, gone + left);
        late += sum(&rows, |it| it.reviews_late);
    }
    assert!(
        offered > 20 && judged > 20 && gone > 0 && late > 0,
        "{offered} {judged} {gone} {late}"
    );
}

#[test]
fn members_at_the_end_of_a_period_are_those_who_stood_there() {
    for name in
        ["seed_to_partner_214_days", "step_down_and_return", "left_in_good_standing_and_rejoined"]
    {
        let log = stories::story(name).log;
        let tiers: TierMembership = folded(&log);
        for (period, tier, health) in rows(&log, Per::Month) {
            let stood = tiers.headcount(period.end(tiers.zone()), None);
            assert_eq!(
                health.members,
                stood[usize::from(tier.rank() - 1)],
                "{name} {period} {tier:?}"
            );
        }
        let all = rows(&log, Per::Year);
        assert!(sum(&all, |it| it.joined) > 0, "{name}");
    }
}

#[test]
fn shares_of_nothing_are_none_and_the_rest_is_counted_by_hand() {
    let nothing = Health::default();
    assert_eq!(
        (nothing.active_bp(), nothing.churn_bp(), nothing.acceptance_bp()),
        (None, None, None)
    );
    assert_eq!((nothing.cash_per_work(), nothing.cash_per_lead()), (None, None));
    let some = Health { members: 3, left: 1, accepted: 2, declined: 1, expired: 1, ..nothing };
    assert_eq!((some.churn_bp(), some.acceptance_bp()), (Some(2_500), Some(5_000)));
    assert_eq!(gini_bp(vec![]), None);
    assert_eq!(gini_bp(vec![0, 0]), None);
    assert_eq!(gini_bp(vec![2, 2, 2, 2]), Some(0));
    assert_eq!(gini_bp(vec![4, 0, 0, 0]), Some(7_500));
    assert_eq!(gini_bp(vec![1, 3]), Some(2_500));
}

#[test]
fn the_leaderboard_adds_up_and_hides_who_was_not_asked() {
    let (mut shown, mut hidden) = (0, 0);
    for story in stories::all() {
        let ledger: ContributionLedger = folded(&story.log);
        let tiers: TierMembership = folded(&story.log);
        let all: (Day, Day) = ("1990-01-01".parse().unwrap(), "2100-01-01".parse().unwrap());
        let board = leaderboard(&ledger, &tiers, all, &Asked::default());
        let balances: BTreeMap<_, i64> = ledger
            .accounts()
            .iter()
            .map(|it| (it.koc_id, it.points))
            .filter(|it| it.1 > 0)
            .collect();
        let told: BTreeMap<_, i64> = board.iter().map(|it| (it.koc_id, it.points)).collect();
        assert_eq!(told, balances, "{}", story.name);
        assert!(board.windows(2).all(|two| {
            let (above, below) = (&two[0], &two[1]);
            above.points > below.points && above.rank < below.rank
                || above.points == below.points && above.rank == below.rank
        }));
        let public = Asked { public_only: true, ..Asked::default() };
        for place in leaderboard(&ledger, &tiers, all, &public) {
            let consents = &tiers.member(place.koc_id).unwrap().consents;
            assert!(consents.contains_key(&ConsentPurpose::Publicity), "{}", story.name);
            shown += 1;
        }
        hidden += board.iter().filter(|place| !place.public).count();
    }
    assert!(shown > 0 && hidden > 0, "{shown} {hidden}");
}

#[test]
fn what_was_earned_before_is_told_apart() {
    let log = stories::story("seed_to_partner_214_days").log;
    let (ledger, tiers): (ContributionLedger, TierMembership) = (folded(&log), folded(&log));
    let account = ledger.accounts().into_iter().max_by_key(|it| it.points).unwrap();
    let lines = ledger.lines(account.koc_id);
    let (first, last) = (lines.first().unwrap(), lines.last().unwrap());
    let (from, to) = (first.entry.effective_on, last.entry.effective_on);
    let half = from.plus(i32::try_from(to.days_since(from) / 2).unwrap());
    let board = leaderboard(&ledger, &tiers, (half, to), &Asked::default());
    let place = board.iter().find(|it| it.koc_id == account.koc_id).unwrap();
    let points = |earlier: bool| -> i64 {
        let inside = lines.iter().filter(|it| (it.entry.effective_on < half) == earlier);
        inside.map(|it| it.entry.points).sum()
    };
    assert!(points(true) > 0, "something was earned before");
    assert_eq!((place.points, place.points_before), (points(false), points(true)));
    assert_eq!(place.delta(), points(false) - points(true));
}
