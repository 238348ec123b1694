//! What analysts ask about mobility, on the stories.

#![allow(clippy::unwrap_used)]

use domain::policy::MetricCode;
use domain::vocabulary::TierCode;
use domain::{AsOf, Moment};
use projector_tiers::{Standing, TierCause, TierMembership};
use testkit::stories::{all, story};

fn day_end(model: &TierMembership, day: &str) -> Moment {
    day.parse::<AsOf>().unwrap().moment(model.zone())
}

#[test]
fn how_did_each_partner_get_there() {
    let story = story("seed_to_partner_214_days");
    let model: TierMembership = story.fold();
    let history = model.history(story.koc("an"), None);
    let path: Vec<_> = history.iter().map(|span| (span.tier.unwrap(), span.fact.cause)).collect();
    assert_eq!(
        path,
        [
            (TierCode::Seed, TierCause::Enrolled),
            (TierCode::Responder, TierCause::Promoted),
            (TierCode::Partner, TierCause::Promoted),
        ]
    );
    assert_eq!(history.iter().filter_map(|span| span.days).sum::<u32>(), 214);
    let evidence = history[2].fact.evidence.as_ref().unwrap();
    let works = evidence.metrics.iter().find(|it| it.metric == MetricCode::AcceptedWorks).unwrap();
    assert_eq!((works.have, works.met), (Some(400), true));
    assert!(history[2].fact.approved_by[0].asserted_by_admin);
    assert_eq!(history[2].fact.policy_version, Some(1));
}

#[test]
fn what_was_restated_shows_between_two_times_of_knowing() {
    let story = story("tier_corrected_backdated");
    let model: TierMembership = story.fold();
    let tier = |name: &str, as_of: &str, known_at: Option<&str>| {
        let (as_of, known_at) = (day_end(&model, as_of), known_at.map(|day| day_end(&model, day)));
        model.member_as_of(story.koc(name), as_of, known_at).unwrap().tier
    };
    assert_eq!(tier("er", "2025-03-25", Some("2025-05-01")), TierCode::Seed);
    assert_eq!(tier("er", "2025-03-25", None), TierCode::Responder);
    assert_eq!(tier("feng", "2025-06-20", Some("2025-06-20")), TierCode::Responder);
    assert_eq!(tier("feng", "2025-06-20", None), TierCode::Seed);
}

#[test]
fn stepping_down_is_told_from_demotion() {
    let stepped: TierMembership = story("step_down_and_return").fold();
    let counts = stepped.transitions(None, None, None);
    let down = (Some(TierCode::Partner), Some(TierCode::Seed), TierCause::SteppedDown);
    let back = (Some(TierCode::Seed), Some(TierCode::Partner), TierCause::Returned);
    assert_eq!((counts[&down], counts[&back]), (1, 1));
    let demoted: TierMembership = story("demoted_after_notice_and_grace").fold();
    let down = (Some(TierCode::Partner), Some(TierCode::Responder), TierCause::Demoted);
    assert_eq!(demoted.transitions(None, None, None)[&down], 1);
}

#[test]
fn a_matrix_counts_only_moves_between_its_two_instants() {
    let model: TierMembership = story("history_imported_then_live").fold();
    let all: u64 = model.transitions(None, None, None).values().sum();
    let early = model.transitions(None, Some(day_end(&model, "2020-12-31")), None);
    let late = model.transitions(Some(Moment(day_end(&model, "2020-12-31").0 + 1)), None, None);
    assert_eq!(early.values().sum::<u64>() + late.values().sum::<u64>(), all);
    assert_eq!(early.values().sum::<u64>(), 3);
    let alumni = (Some(TierCode::Responder), None, TierCause::LeftInGoodStanding);
    let gone = (Some(TierCode::Responder), None, TierCause::Left);
    assert_eq!((late[&alumni], late[&gone]), (1, 1));
}

#[test]
fn a_day_ends_in_the_programmes_zone() {
    // m-2 left at 00:30 on 1 February in Shanghai, still 31 January in UTC.
    let story = story("history_imported_then_live");
    let model: TierMembership = story.fold();
    let m2 = story.koc("m-2");
    assert!(model.member_as_of(m2, day_end(&model, "2021-01-31"), None).is_some());
    assert!(model.member_as_of(m2, day_end(&model, "2021-02-01"), None).is_none());
}

#[test]
fn head_counts_equal_the_members_listed() {
    let model: TierMembership = story("history_imported_then_live").fold();
    for day in ["2019-04-01", "2020-06-15", "2021-06-01", "2023-06-01", "2025-03-02"] {
        let as_of = day_end(&model, day);
        let members = model.members_as_of(as_of, None);
        let listed = TierCode::ALL
            .map(|tier| members.iter().filter(|member| member.tier == tier).count() as u32);
        assert_eq!(model.headcount(as_of, None), listed, "{day}");
    }
}

#[test]
fn the_head_count_that_is_kept_equals_the_one_that_is_counted() {
    let mut somebody = [0; 3];
    for story in all() {
        let model: TierMembership = story.fold();
        let kept = model.headcount_now();
        assert_eq!(kept, model.headcount(Moment(i64::MAX), None), "{}", story.name);
        somebody.iter_mut().zip(kept).for_each(|(sum, count)| *sum += count);
    }
    assert!(somebody.iter().all(|sum| *sum > 0), "{somebody:?}");
}

#[test]
fn what_stood_open_about_a_tier_is_closed_when_it_is_left() {
    let invited: TierMembership =
        story("seed_to_partner_214_days").fold_to_first("TierInvitationAccepted");
    let member = invited.by_external_ref("an").unwrap();
    assert!(member.invitation.as_ref().unwrap().accepted && member.candidacies.len() == 1);
    let promoted: TierMembership = story("seed_to_partner_214_days").fold();
    let member = promoted.by_external_ref("an").unwrap();
    assert!(member.invitation.is_none() && member.candidacies.is_empty());

    let warned: TierMembership =
        story("demoted_after_notice_and_grace").fold_to_first("TierNoticeGiven");
    assert_eq!(
        warned.by_external_ref("chen").unwrap().notice.as_ref().unwrap().at_risk_tier,
        TierCode::Partner
    );
    let demoted: TierMembership = story("demoted_after_notice_and_grace").fold();
    assert!(demoted.by_external_ref("chen").unwrap().notice.is_none());
}

#[test]
fn a_break_a_lock_and_leaving_show_on_the_member() {
    let story_of_hua = story("pause_stops_the_clock");
    let locked: TierMembership = story_of_hua.fold_to_first("TierLocked");
    let hua = locked.by_external_ref("hua").unwrap();
    assert!(hua.lock.is_some());
    let (first, last) = (hua.breaks[0].from, hua.breaks[0].until.unwrap());
    assert_eq!(hua.standing_on(first.plus(-1)), Standing::Active);
    assert_eq!(hua.standing_on(last), Standing::Paused);
    assert_eq!(hua.standing_on(last.plus(1)), Standing::Active);
    let resumed: TierMembership = story_of_hua.fold();
    let hua = resumed.by_external_ref("hua").unwrap();
    assert_eq!(
        (hua.standing, hua.breaks[0].days, hua.lock.is_some()),
        (Standing::Active, Some(40), false)
    );

    let left: TierMembership = story("left_in_good_standing_and_rejoined").fold();
    assert_eq!(left.by_external_ref("ji").unwrap().standing, Standing::Left);
    assert_eq!(left.by_external_ref("ivy").unwrap().tier(), Some(TierCode::Seed));
}
