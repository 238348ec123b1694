//! The programme itself: founding it, its phases, limits, vocabulary and consent texts.

use crate::common::*;
use domain::id::ProgrammeId;
use domain::koc::command::PauseKoc;
use domain::koc::values::ImportedPlace;
use domain::programme::command::*;
use domain::programme::{Limits, QuietHours};
use domain::vocabulary::{ConsentPurpose, TierCode, VocabularyAxis};
use domain::{Actor, Event, LocalText, programme};
use testkit::scene::Scene;

fn empty() -> Scene {
    Scene::at(START)
}

#[test]
fn a_log_holds_one_programme() {
    let mut scene = set_up();
    let another =
        CreateProgramme { programme_id: ProgrammeId::derived(&[b"other"]), ..create_programme() };
    scene.refused(Actor::ADMIN, another, "PROGRAMME_EXISTS");
}

#[test]
fn nothing_is_done_before_there_is_a_programme() {
    empty().refused(Actor::ADMIN, consent_text(ConsentPurpose::Story), "NOT_FOUND");
}

#[test]
fn an_operator_nobody_added_is_not_found() {
    empty().refused(mei(), create_programme(), "NOT_FOUND");
}

#[test]
fn a_programme_needs_a_real_time_zone() {
    let somewhere = CreateProgramme { time_zone: "Asia/Qingdao".to_owned(), ..create_programme() };
    empty().refused(Actor::ADMIN, somewhere, "TZ_UNKNOWN");
}

#[test]
fn nobody_under_eighteen_may_take_part() {
    let young = CreateProgramme { min_age: 17, ..create_programme() };
    empty().refused(Actor::ADMIN, young, "MIN_AGE_TOO_LOW");
}

#[test]
fn a_programme_is_named_in_both_languages() {
    let unnamed = CreateProgramme { name: LocalText::new("清风", " "), ..create_programme() };
    empty().refused(Actor::ADMIN, unnamed, "LABEL_MISSING");
}

#[test]
fn all_that_is_wrong_with_a_founding_is_told_at_once() {
    let wrong = CreateProgramme {
        brand: String::new(),
        currency: "yuan".to_owned(),
        locales: Vec::new(),
        min_age: 3,
        ..create_programme()
    };
    let refusal = empty().send(Actor::ADMIN, wrong).expect_err("four rules are broken");
    let codes: Vec<_> = refusal.violations().iter().map(|no| no.code()).collect();
    let expected = ["FIELD_INVALID", "MIN_AGE_TOO_LOW", "FIELD_INVALID", "FIELD_INVALID"];
    assert_eq!(codes, expected);
}

#[test]
fn a_member_cannot_found_a_programme() {
    empty().refused(Actor::koc(koc("ming")), create_programme(), "FORBIDDEN");
}

#[test]
fn members_act_only_once_the_programme_is_live() {
    set_up().refused(mei(), register("ming"), "PROGRAMME_NOT_LIVE");
}

#[test]
fn a_programme_goes_live_once() {
    let mut scene = live();
    let live_on = scene.today();
    scene.refused(mei(), GoLive { live_on }, "PROGRAMME_ALREADY_LIVE");
}

#[test]
fn a_programme_goes_live_today() {
    let mut scene = set_up();
    let today = scene.today();
    scene.refused(mei(), GoLive { live_on: today.plus(1) }, "DATE_IN_FUTURE");
    scene.refused(mei(), GoLive { live_on: today.plus(-1) }, "DATE_IN_PAST");
}

#[test]
fn a_programme_goes_live_under_a_policy() {
    let mut scene = empty();
    scene.given(Actor::ADMIN, create_programme());
    let live_on = scene.today();
    scene.refused(Actor::ADMIN, GoLive { live_on }, "POLICY_NOT_IN_FORCE");
}

#[test]
fn going_live_puts_everybody_known_without_a_tier_in_the_lowest_one() {
    let mut scene = set_up();
    let joined_and_left = "m-1";
    let (out, seed, alumni) = (ImportedPlace::Outside, ImportedPlace::Seed, ImportedPlace::Alumni);
    let first = tier_move(joined_and_left, "2020-01-01T00:00:00Z", out, seed);
    scene.given(Actor::IMPORT, first);
    let second = tier_move(joined_and_left, "2021-01-01T00:00:00Z", seed, alumni);
    scene.given(Actor::IMPORT, second);
    let rose = tier_move("m-2", "2020-01-01T00:00:00Z", out, ImportedPlace::Partner);
    scene.given(Actor::IMPORT, rose);
    go_live(&mut scene);
    let promote_left = promote(&scene, imported(joined_and_left), TierCode::Responder);
    scene.refused(mei(), promote_left, "KOC_NOT_ACTIVE");
    let promote_top = promote(&scene, imported("m-2"), TierCode::Partner);
    scene.refused(mei(), promote_top, "TIER_NOT_ADJACENT");
}

#[test]
fn a_frozen_programme_takes_nothing_but_its_unfreezing() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let reason = || "an audit".to_owned();
    scene.given(mei(), FreezeProgramme { reason: reason() });
    scene.refused(mei(), register("hua"), "PROGRAMME_FROZEN");
    scene.refused(mei(), FreezeProgramme { reason: reason() }, "PROGRAMME_FROZEN");
    let from = scene.today();
    let pause = PauseKoc { koc_id: ming, from, until: None, reason: None };
    scene.refused(by(ming), pause.clone(), "PROGRAMME_FROZEN");
    scene.given(mei(), UnfreezeProgramme { reason: reason() });
    scene.accepted(by(ming), pause);
}

#[test]
fn only_a_frozen_programme_is_unfrozen() {
    let reason = "by mistake".to_owned();
    live().refused(mei(), UnfreezeProgramme { reason }, "PROGRAMME_NOT_FROZEN");
}

#[test]
fn freezing_needs_a_reason() {
    live().refused(mei(), FreezeProgramme { reason: "  ".to_owned() }, "REASON_REQUIRED");
}

#[test]
fn changed_limits_tell_what_they_were() {
    let mut scene = live();
    let limits = Limits { max_revisions: 5, ..Limits::default() };
    let events = scene.accepted(mei(), ChangeProgrammeLimits { limits: limits.clone() });
    let [Event::Programme(programme::Event::ProgrammeLimitsChanged(changed))] = events.as_slice()
    else {
        panic!("one event: {events:?}");
    };
    assert_eq!((&changed.limits, &changed.previous), (&limits, &Limits::default()));
    scene.refused(mei(), ChangeProgrammeLimits { limits }, "NO_CHANGE");
}

#[test]
fn no_limit_is_zero() {
    let limits = Limits { offer_ttl_hours: 0, ..Limits::default() };
    live().refused(mei(), ChangeProgrammeLimits { limits }, "LIMIT_INVALID");
}

#[test]
fn instant_work_is_shorter_than_phased_work() {
    let mut limits = Limits::default();
    limits.horizon_windows.instant_hours_max = 8 * 24;
    live().refused(mei(), ChangeProgrammeLimits { limits }, "HORIZON_WINDOW_INVALID");
    let mut limits = Limits::default();
    limits.horizon_windows.phased_days_min = 100;
    live().refused(mei(), ChangeProgrammeLimits { limits }, "HORIZON_WINDOW_INVALID");
}

#[test]
fn limits_name_every_tier_once_and_real_hours() {
    let mut limits = Limits::default();
    limits.max_concurrent_by_tier.pop();
    live().refused(mei(), ChangeProgrammeLimits { limits }, "FIELD_INVALID");
    let quiet_hours = Some(QuietHours { from_hour: 22, to_hour: 24 });
    let limits = Limits { quiet_hours, ..Limits::default() };
    live().refused(mei(), ChangeProgrammeLimits { limits }, "FIELD_INVALID");
}

fn term(code: &str) -> ExtendVocabulary {
    let labels = text("夜景", "Night scenes");
    ExtendVocabulary { axis: VocabularyAxis::Topic, code: code.to_owned(), labels }
}

#[test]
fn a_word_is_added_once_per_axis() {
    let mut scene = live();
    scene.given(mei(), term("night"));
    scene.refused(mei(), term("night"), "TERM_EXISTS");
    scene.accepted(mei(), ExtendVocabulary { axis: VocabularyAxis::Scene, ..term("night") });
}

#[test]
fn a_word_has_a_plain_code_and_two_labels() {
    let mut scene = live();
    scene.refused(mei(), term("Night Scenes"), "FIELD_INVALID");
    let half = ExtendVocabulary { labels: text("", "Night scenes"), ..term("night") };
    scene.refused(mei(), half, "LABEL_MISSING");
    let long = ExtendVocabulary { labels: text(&"夜".repeat(2_001), "Night"), ..term("night") };
    scene.refused(mei(), long, "FIELD_INVALID");
}

#[test]
fn consent_texts_are_numbered_without_gaps() {
    let mut scene = live();
    let story = consent_text(ConsentPurpose::Story);
    scene.refused(mei(), story.clone(), "CONSENT_TEXT_EXISTS");
    scene.refused(
        mei(),
        PublishConsentText { text_version: 3, ..story.clone() },
        "CONSENT_TEXT_EXISTS",
    );
    scene.accepted(mei(), PublishConsentText { text_version: 2, ..story });
}

#[test]
fn a_consent_text_is_in_both_languages() {
    let story = consent_text(ConsentPurpose::Story);
    let half = PublishConsentText { text_version: 2, text: text("我同意。", ""), ..story };
    live().refused(mei(), half, "LABEL_MISSING");
}

#[test]
fn nothing_happens_in_the_future() {
    let mut scene = live();
    let later = scene.now().plus_hours(1);
    let refusal = scene.send_as_of(mei(), register("ming"), later).expect_err("in the future");
    assert_eq!(refusal.code(), "DATE_IN_FUTURE");
}

#[test]
fn nothing_happened_before_anybody_lived() {
    let mut scene = live();
    let long_ago = moment("1901-01-01T00:00:00Z");
    let refusal = scene.send_as_of(mei(), register("ming"), long_ago).expect_err("too long ago");
    assert_eq!(refusal.code(), "DATE_TOO_FAR");
}

#[test]
fn members_cannot_date_their_acts_back() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let earlier = scene.now().plus_hours(-1);
    let consent = grant(ming, ConsentPurpose::Story);
    let refusal = scene.send_as_of(by(ming), consent, earlier).expect_err("dated back");
    assert_eq!(refusal.code(), "FORBIDDEN");
}

#[test]
fn a_word_out_of_use_is_not_used_again_and_its_code_is_gone() {
    let mut scene = live();
    let retire = |code: &str, replaced_by: Option<&str>| RetireTerm {
        axis: VocabularyAxis::Topic,
        code: code.to_owned(),
        replaced_by: replaced_by.map(str::to_owned),
    };
    scene.refused(mei(), retire("night-drive", None), "TERM_UNKNOWN");
    scene.given(mei(), term("night-drive"));
    scene.refused(mei(), retire("night-drive", Some("evening")), "TERM_UNKNOWN");
    scene.refused(mei(), retire("night-drive", Some("night-drive")), "FIELD_INVALID");
    scene.given(mei(), term("evening"));
    scene.given(mei(), retire("night-drive", Some("evening")));
    scene.refused(mei(), retire("night-drive", None), "TERM_UNKNOWN");
    scene.refused(mei(), term("night-drive"), "TERM_EXISTS");
}
