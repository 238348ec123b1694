//! Who stood where, as of one time and as known at another.

#![allow(clippy::unwrap_used)]

use domain::id::{KocId, ProgrammeId};
use domain::koc::event::{KocEnrolledInTier, KocImported, KocTierCorrected, TierMoveImported};
use domain::personal::SealedField;
use domain::programme::event::{ProgrammeCreated, ProgrammeWentLive};
use domain::vocabulary::{LabelScheme, TierCode};
use domain::{Day, Lang, LocalText, Moment, Zone};
use projection::{DigestKind, Projector};
use projector_tiers::{MemberFilter, SpanFilter, TierCause, TierMembership};
use testkit::recording::{Recording, sealed};

const PROGRAMME: ProgrammeId = ProgrammeId([7; 16]);

fn koc(name: &str) -> KocId {
    KocId::derived(&[name.as_bytes()])
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn created(zone: &str) -> Recording {
    let mut recording = Recording::at("2024-01-01T00:00:00Z");
    recording.record(ProgrammeCreated {
        programme_id: PROGRAMME,
        brand: "Brand".to_owned(),
        name: LocalText::new("项目", "Programme"),
        time_zone: zone.to_owned(),
        locales: vec![Lang::Zh],
        currency: "CNY".to_owned(),
        min_age: 18,
        default_label_scheme: LabelScheme::Role,
        simulation_seed: None,
    });
    recording
}

fn known(recording: &mut Recording, name: &str) {
    recording.record(KocImported { koc_id: koc(name), external_ref: name.to_owned() });
}

fn moved(
    recording: &mut Recording,
    name: &str,
    when: &str,
    from: Option<TierCode>,
    to: Option<TierCode>,
    good_standing: bool,
) {
    let effective_on = Zone::named("Asia/Shanghai").unwrap().day_of(at(when));
    recording.record(TierMoveImported {
        koc_id: koc(name),
        from,
        to,
        good_standing,
        effective_on,
        effective_at: at(when),
    });
}

fn went_live(recording: &mut Recording, day: &str) {
    recording.record(ProgrammeWentLive {
        programme_id: PROGRAMME,
        live_on: day.parse().unwrap(),
        policy_version: 1,
    });
}

fn enrolled(name: &str, when: &str) -> KocEnrolledInTier {
    KocEnrolledInTier {
        koc_id: koc(name),
        tier: TierCode::Seed,
        policy_version: 1,
        effective_on: Zone::UTC.day_of(at(when)),
        effective_at: at(when),
    }
}

/// A member who, it was thought, rose in March; in May that is found to be wrong.
fn corrected() -> (Recording, Moment) {
    let mut recording = created("UTC");
    recording.record(enrolled("a", "2024-01-10T08:00:00Z"));
    recording.wait_days(70);
    moved(
        &mut recording,
        "a",
        "2024-03-05T00:00:00Z",
        Some(TierCode::Seed),
        Some(TierCode::Responder),
        true,
    );
    let wrong = recording.log.last().unwrap().position;
    let before = recording.now();
    recording.wait_days(60);
    recording.record(KocTierCorrected {
        koc_id: koc("a"),
        supersedes: wrong,
        was: Some(TierCode::Responder),
        tier: TierCode::Seed,
        effective_on: "2024-03-05".parse().unwrap(),
        effective_at: at("2024-03-05T00:00:00Z"),
        reason: sealed(koc("a"), SealedField::Reason, "somebody else was meant"),
        approved_by: Vec::new(),
    });
    (recording, before)
}

#[test]
fn a_correction_changes_the_past_only_for_who_knows_of_it() {
    let (recording, before) = corrected();
    let model: TierMembership = recording.fold();
    let april = at("2024-04-01T00:00:00Z");
    let tier = |known_at| model.member_as_of(koc("a"), april, known_at).unwrap().tier;
    assert_eq!(tier(None), TierCode::Seed);
    assert_eq!(tier(Some(before)), TierCode::Responder);
    assert_eq!(tier(Some(recording.now())), TierCode::Seed, "known at is inclusive");
}

#[test]
fn a_superseded_fact_stays_and_names_what_replaced_it() {
    let (recording, before) = corrected();
    let model: TierMembership = recording.fold();
    let then = model.history(koc("a"), Some(before));
    let superseded = then[1].fact.superseded.unwrap();
    assert_eq!(superseded.superseded_at, recording.now());
    let now = model.history(koc("a"), None);
    assert_eq!(now[1].fact.cause, TierCause::Corrected);
    assert_eq!(now[1].fact.position, superseded.superseded_by);
    assert_eq!(now.len(), 2);
}

#[test]
fn a_stay_is_not_broken_by_a_correction_to_the_same_tier_and_is_no_move() {
    let (recording, before) = corrected();
    let model: TierMembership = recording.fold();
    let member = &model.current()[0];
    assert_eq!(member.since, at("2024-01-10T08:00:00Z"));
    let joined = (None, Some(TierCode::Seed), TierCause::Enrolled);
    assert_eq!(model.transitions(None, None, None).into_iter().collect::<Vec<_>>(), [(joined, 1)]);
    let rose = (Some(TierCode::Seed), Some(TierCode::Responder), TierCause::Imported);
    assert_eq!(model.transitions(None, None, Some(before))[&rose], 1);
}

#[test]
fn of_moves_at_the_same_second_the_later_recorded_one_rules_and_both_count() {
    let mut recording = created("Asia/Shanghai");
    let when = "2020-06-01T12:00:00Z";
    moved(&mut recording, "a", when, None, Some(TierCode::Seed), true);
    moved(&mut recording, "a", when, Some(TierCode::Seed), Some(TierCode::Partner), true);
    let model: TierMembership = recording.fold();
    assert_eq!(model.member_as_of(koc("a"), at(when), None).unwrap().tier, TierCode::Partner);
    assert_eq!(model.member_as_of(koc("a"), Moment(at(when).0 - 1), None), None);
    assert_eq!(model.transitions(None, None, None).values().sum::<u64>(), 2);
    assert_eq!(model.history(koc("a"), None)[0].days, Some(0));
}

#[test]
fn leaving_in_good_standing_is_told_from_other_leaving() {
    let mut recording = created("Asia/Shanghai");
    for (name, good) in [("a", true), ("b", false)] {
        moved(&mut recording, name, "2020-01-01T00:00:00Z", None, Some(TierCode::Seed), true);
        moved(&mut recording, name, "2021-01-01T00:00:00Z", Some(TierCode::Seed), None, good);
    }
    let model: TierMembership = recording.fold();
    let counts = model.transitions(Some(at("2021-01-01T00:00:00Z")), None, None);
    let left = |cause| counts[&(Some(TierCode::Seed), None, cause)];
    assert_eq!((left(TierCause::LeftInGoodStanding), left(TierCause::Left)), (1, 1));
    assert_eq!(model.headcount(at("2020-12-31T00:00:00Z"), None), [2, 0, 0]);
    assert_eq!(model.headcount(at("2021-01-01T00:00:00Z"), None), [0, 0, 0]);
}

#[test]
fn who_was_never_in_a_tier_is_in_the_lowest_from_the_first_instant_of_the_day_it_goes_live() {
    let mut recording = created("Asia/Shanghai");
    known(&mut recording, "never");
    moved(&mut recording, "alumni", "2020-01-01T00:00:00Z", None, Some(TierCode::Partner), true);
    moved(&mut recording, "alumni", "2021-01-01T00:00:00Z", Some(TierCode::Partner), None, true);
    recording.wait_days(9);
    went_live(&mut recording, "2024-01-10");
    let model: TierMembership = recording.fold();
    let members = model.current();
    assert_eq!(members.len(), 1, "who has left stays outside");
    assert_eq!((members[0].koc_id, members[0].tier), (koc("never"), TierCode::Seed));
    assert_eq!(members[0].since, at("2024-01-09T16:00:00Z"));
    assert_eq!(members[0].fact.cause, TierCause::WentLive);
    assert_eq!(members[0].fact.policy_version, Some(1));
}

#[test]
fn who_is_known_but_was_never_in_a_tier_makes_no_row() {
    let mut with = created("Asia/Shanghai");
    let mut without = with.clone();
    known(&mut with, "author");
    for recording in [&mut with, &mut without] {
        known(recording, "a");
        moved(recording, "a", "2020-01-01T00:00:00Z", None, Some(TierCode::Seed), true);
    }
    let content =
        |recording: &Recording| recording.fold::<TierMembership>().digest(DigestKind::Content);
    let exact =
        |recording: &Recording| recording.fold::<TierMembership>().digest(DigestKind::Exact);
    assert_eq!(content(&with), content(&without));
    assert_ne!(exact(&with), exact(&without), "positions differ");
    assert!(with.fold::<TierMembership>().by_external_ref("author").is_some());
}

#[test]
fn days_are_counted_in_the_programmes_zone() {
    let mut recording = created("Asia/Shanghai");
    // One minute apart, on either side of midnight in Shanghai.
    moved(&mut recording, "a", "2020-06-01T15:59:30Z", None, Some(TierCode::Seed), true);
    moved(
        &mut recording,
        "a",
        "2020-06-01T16:00:30Z",
        Some(TierCode::Seed),
        Some(TierCode::Responder),
        true,
    );
    let model: TierMembership = recording.fold();
    let history = model.history(koc("a"), None);
    assert_eq!(history[0].days, Some(1));
    let today: Day = "2020-06-12".parse().unwrap();
    assert_eq!(model.days_in_tier(&history[1], today), 10);
}

#[test]
fn filters_narrow_members_and_spans() {
    let mut recording = created("UTC");
    recording.record(enrolled("a", "2024-01-10T08:00:00Z"));
    moved(&mut recording, "b", "2023-01-01T00:00:00Z", None, Some(TierCode::Partner), true);
    let model: TierMembership = recording.fold();
    let count = |filter: MemberFilter| {
        model.current().iter().filter(|member| filter.matches(member)).count()
    };
    assert_eq!(count(MemberFilter::default()), 2);
    assert_eq!(count(MemberFilter { tier: Some(TierCode::Partner), ..Default::default() }), 1);
    assert_eq!(count(MemberFilter { policy_version: Some(1), ..Default::default() }), 1);
    let of_cause = SpanFilter { cause: Some(TierCause::Imported), ..Default::default() };
    let spans = model.spans(&of_cause, None);
    assert_eq!(spans.iter().map(|span| span.koc_id).collect::<Vec<_>>(), [koc("b")]);
}

#[test]
fn a_correction_takes_the_place_of_what_it_corrects_even_at_the_instant_of_the_next_fact() {
    let mut recording = created("UTC");
    recording.record(enrolled("a", "2024-01-10T08:00:00Z"));
    let wrong = recording.record(TierMoveImported {
        koc_id: koc("a"),
        from: Some(TierCode::Seed),
        to: Some(TierCode::Partner),
        good_standing: true,
        effective_on: "2024-02-01".parse().unwrap(),
        effective_at: at("2024-02-01T00:00:00Z"),
    });
    let (seed, responder) = (Some(TierCode::Seed), Some(TierCode::Responder));
    moved(&mut recording, "a", "2024-03-01T00:00:00Z", seed, responder, true);
    recording.record(KocTierCorrected {
        koc_id: koc("a"),
        supersedes: wrong,
        was: Some(TierCode::Partner),
        tier: TierCode::Seed,
        effective_on: "2024-03-01".parse().unwrap(),
        effective_at: at("2024-03-01T00:00:00Z"),
        reason: sealed(koc("a"), SealedField::Reason, "a month later"),
        approved_by: Vec::new(),
    });
    let model: TierMembership = recording.fold();
    assert_eq!(model.current()[0].tier, TierCode::Responder);
    let tiers: Vec<_> = model.history(koc("a"), None).iter().map(|span| span.tier).collect();
    assert_eq!(tiers, [seed, seed, responder]);
}
