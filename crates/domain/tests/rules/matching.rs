//! How well members suit a task: every part with its numbers, the order of suggestions, and a
//! member's right not to be profiled.

use domain::LocalText;
use domain::assignment::command::ReviewWork;
use domain::assignment::values::{Decision, SkillEvidence};
use domain::id::{KocId, TaskId};
use domain::koc::command::{SetPreferences, UpdateProfile};
use domain::koc::profile::{Archetype, Preferences};
use domain::matching::values::*;
use domain::matching::{Candidate, Explained, MatchOrder, MatchQuery};
use domain::programme::command::SetMatchingWeights;
use domain::task::command::{DraftTask, SetEligibility};
use domain::task::{Eligibility, Wanted};
use domain::vocabulary::*;
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

/// An open light task that wants something on every axis, and a member.
fn open_to_ming() -> (Scene, TaskId, KocId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let task_id = given_open(&mut scene, "clip");
    scene.given(mei(), looks_for(task_id, everything()));
    (scene, task_id, ming)
}

fn everything() -> Wanted {
    Wanted {
        skills: terms(&["filming"]),
        styles: terms(&["everyday"]),
        tones: terms(&["warm"]),
        topics: terms(&["family-trip", "maintenance"]),
        audiences: terms(&["parents", "young"]),
        communities: terms(&["east-club"]),
    }
}

fn looks_for(task_id: TaskId, wanted: Wanted) -> SetEligibility {
    SetEligibility { wanted, ..eligibility(task_id, Eligibility::default()) }
}

fn explained(scene: &Scene, task_id: TaskId, koc_id: KocId) -> Explained {
    let all = scene.state.explain_matches(task_id, scene.now(), &[koc_id]);
    let mut all = all.expect("a task");
    all.pop().expect("a known member").1
}

fn part(scene: &Scene, task_id: TaskId, koc_id: KocId, part: MatchPart) -> PartScore {
    let explanation = explained(scene, task_id, koc_id).explanation;
    let found = explanation.parts.iter().find(|it| it.part == part);
    found.expect("scored").clone()
}

/// Points, hundredths, and what they rest on.
fn points(scene: &Scene, task_id: TaskId, koc_id: KocId, of: MatchPart) -> (u16, PartBasis) {
    let part = part(scene, task_id, koc_id, of);
    (part.points, part.basis)
}

fn wishes(koc_id: KocId, preferences: Preferences) -> SetPreferences {
    SetPreferences { koc_id, preferences }
}

fn opt_out(koc_id: KocId) -> SetPreferences {
    wishes(koc_id, Preferences { opt_out_profiled_matching: true, ..Preferences::default() })
}

/// A work of theirs is reviewed and shows that level of filming in that format.
#[track_caller]
fn given_shown(scene: &mut Scene, name: &str, koc_id: KocId, format: &str, level: u8) {
    let assignment_id = given_submitted(scene, name, koc_id);
    let (skill, format) = ("filming".to_owned(), format.to_owned());
    let skill_evidence = vec![SkillEvidence { skill, format, level }];
    let review = review(assignment_id, 1, Decision::Approve);
    scene.given(wei(), ReviewWork { skill_evidence, ..review });
}

fn suggested(scene: &Scene, task_id: TaskId, query: &MatchQuery) -> Vec<Candidate> {
    scene.state.matching(task_id, scene.now(), query).expect("a task")
}

fn names(scene: &Scene, task_id: TaskId, query: &MatchQuery) -> Vec<KocId> {
    suggested(scene, task_id, query).iter().map(|it| it.koc_id).collect()
}

#[test]
fn a_skill_and_a_format_count_by_the_level_that_is_known() {
    let (mut scene, task_id, ming) = open_to_ming();
    let now = |scene: &Scene| points(scene, task_id, ming, MatchPart::SkillFormat);
    // One skill is wanted and one format is handed in; nothing is said of either.
    assert_eq!(now(&scene), (0, PartBasis::Matched));
    // Said of oneself: 3 of 5 for one of the two. 25 × 60 % ÷ 2.
    scene.given(by(ming), can(ming, &["filming"], &[]));
    assert_eq!(now(&scene), (750, PartBasis::Matched));
    scene.given(by(ming), can(ming, &["filming"], &["video"]));
    assert_eq!(now(&scene), (1_500, PartBasis::Matched));
    // Shown in another format it does not count for more than the own word.
    given_shown(&mut scene, "photos", ming, "photo", 5);
    assert_eq!(now(&scene), (1_500, PartBasis::Matched));
    // Shown as asked: what was said does not count any more. Level 2 of 5 for both.
    given_shown(&mut scene, "first", ming, "video", 2);
    assert_eq!(now(&scene), (1_000, PartBasis::Matched));
    // The mean of 2 and 5 is 3.5: 25 × 70 %.
    given_shown(&mut scene, "second", ming, "video", 5);
    assert_eq!(now(&scene), (1_750, PartBasis::Matched));
    let part = part(&scene, task_id, ming, MatchPart::SkillFormat);
    let term = |axis, code: &str| MatchHit::Term { axis, code: code.to_owned() };
    let hits = [term(VocabularyAxis::Skill, "filming"), term(VocabularyAxis::Format, "video")];
    assert_eq!((part.of, part.hits.as_slice()), (2_500, hits.as_slice()));
}

#[test]
fn what_was_shown_in_another_format_counts_as_much_as_the_own_word_at_most() {
    let (mut scene, task_id, ming) = open_to_ming();
    given_shown(&mut scene, "photos", ming, "photo", 2);
    // 25 × (40 % + 0) ÷ 2.
    assert_eq!(points(&scene, task_id, ming, MatchPart::SkillFormat), (500, PartBasis::Matched));
    given_shown(&mut scene, "more", ming, "photo", 5);
    // The mean is 3.5, but not more than 3 counts.
    assert_eq!(points(&scene, task_id, ming, MatchPart::SkillFormat), (750, PartBasis::Matched));
}

#[test]
fn style_tone_topics_communities_and_audiences_count_by_share() {
    let (mut scene, task_id, ming) = open_to_ming();
    let all = [MatchPart::StyleTone, MatchPart::TopicCommunity, MatchPart::Audience];
    let now = |scene: &Scene| all.map(|it| points(scene, task_id, ming, it).0);
    assert_eq!(now(&scene), [0, 0, 0]);
    let some = UpdateProfile {
        styles: Some(terms(&["everyday", "deep"])),
        topics: Some(terms(&["maintenance"])),
        communities: Some(terms(&["east-club"])),
        audiences: Some(terms(&["young"])),
        ..profile(ming)
    };
    scene.given(by(ming), some);
    // One of two, two of three, one of two: 15 × 50 %, 15 × 66.66 %, 10 × 50 %.
    assert_eq!(now(&scene), [750, 999, 500]);
    let rest = UpdateProfile {
        tones: Some(terms(&["warm"])),
        topics: Some(terms(&["maintenance", "family-trip"])),
        audiences: Some(terms(&["young", "parents"])),
        ..profile(ming)
    };
    scene.given(by(ming), rest);
    assert_eq!(now(&scene), [1_500, 1_500, 1_000]);
}

#[test]
fn a_kind_of_work_suits_a_kind_of_voice() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let full = brief(&scene);
    let unboxing = DraftTask { kind: TaskKind::FirstImpression, ..draft("unboxing") };
    let task_id = given_brief(&mut scene, unboxing, full);
    let now = |scene: &Scene| points(scene, task_id, ming, MatchPart::StyleTone);
    assert_eq!(now(&scene), (0, PartBasis::Matched));
    let voice =
        |archetype: Archetype| UpdateProfile { archetype: Some(archetype), ..profile(ming) };
    scene.given(by(ming), voice(Archetype::LoyalFan));
    assert_eq!(now(&scene), (0, PartBasis::Matched));
    scene.given(by(ming), voice(Archetype::FreshVoice));
    assert_eq!(now(&scene), (1_500, PartBasis::Matched));
    let hits = part(&scene, task_id, ming, MatchPart::StyleTone).hits;
    assert_eq!(hits, [MatchHit::Archetype(Archetype::FreshVoice)]);
}

#[test]
fn what_a_task_does_not_look_for_counts_in_full() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let task_id = given_open(&mut scene, "clip");
    for (asked, full) in [
        (MatchPart::StyleTone, 1_500),
        (MatchPart::TopicCommunity, 1_500),
        (MatchPart::Audience, 1_000),
    ] {
        assert_eq!(points(&scene, task_id, ming, asked), (full, PartBasis::NotAsked));
    }
}

#[test]
fn reliability_counts_from_the_third_work_due() {
    let (mut scene, task_id, ming) = open_to_ming();
    let now = |scene: &Scene| points(scene, task_id, ming, MatchPart::Reliability);
    for name in ["one", "two"] {
        given_approved(&mut scene, name, ming);
    }
    scene.wait_days(4);
    assert_eq!(now(&scene), (500, PartBasis::TooLittle), "too little to tell counts half");
    given_approved(&mut scene, "three", ming);
    given_accepted(&mut scene, "four", ming);
    scene.wait_days(4);
    // Three of four in time: 10 × 75 %.
    assert_eq!(now(&scene), (750, PartBasis::Measured));
    let measured = part(&scene, task_id, ming, MatchPart::Reliability).measured;
    assert_eq!(measured, Some(7_500));
}

#[test]
fn the_past_score_is_of_works_of_the_same_kind() {
    let (mut scene, task_id, ming) = open_to_ming();
    let now = |scene: &Scene| points(scene, task_id, ming, MatchPart::PastScore);
    let photo = DraftTask { kind: TaskKind::Photo, ..draft("photo") };
    let full = brief(&scene);
    let other = given_brief(&mut scene, photo, full);
    scene.given(mei(), open(other));
    assert_eq!(now(&scene), (500, PartBasis::TooLittle));
    given_approved(&mut scene, "video", ming);
    // The review's 86 of 100: 10 × 86 %.
    assert_eq!(now(&scene), (860, PartBasis::Measured));
    assert_eq!(points(&scene, other, ming, MatchPart::PastScore), (500, PartBasis::TooLittle));
    assert_eq!(explained(&scene, task_id, ming).past_score, Some(8_600));
}

#[test]
fn wishes_count_as_far_as_they_were_told() {
    let (mut scene, task_id, ming) = open_to_ming();
    let now = |scene: &Scene| points(scene, task_id, ming, MatchPart::Preference);
    assert_eq!(now(&scene), (500, PartBasis::TooLittle), "no wish told counts half");
    let horizons = vec![Horizon::Phased];
    scene.given(by(ming), wishes(ming, Preferences { horizons, ..Preferences::default() }));
    assert_eq!(now(&scene), (0, PartBasis::Matched));
    let some = Preferences {
        horizons: vec![Horizon::Phased],
        modes: vec![Mode::Commission],
        topics: terms(&["maintenance"]),
        ..Preferences::default()
    };
    scene.given(by(ming), wishes(ming, some.clone()));
    // No horizon, the mode, one of two topics: 10 × 2 ÷ 4.
    assert_eq!(now(&scene), (500, PartBasis::Matched));
    let horizons = vec![Horizon::Instant];
    scene.given(by(ming), wishes(ming, Preferences { horizons, ..some }));
    assert_eq!(now(&scene), (750, PartBasis::Matched));
}

#[test]
fn whoever_was_not_asked_for_long_comes_sooner() {
    let (mut scene, task_id, ming) = open_to_ming();
    let now = |scene: &Scene| {
        let part = part(scene, task_id, ming, MatchPart::Fairness);
        (part.points, part.measured)
    };
    assert_eq!(now(&scene), (500, None), "never asked");
    given_offer(&mut scene, "other", ming);
    assert_eq!(now(&scene), (0, Some(0)));
    scene.wait_days(9);
    // 9 of 90 days: 5 × 10 %.
    assert_eq!(now(&scene), (50, Some(9)));
    scene.wait_days(100);
    assert_eq!(now(&scene), (500, Some(109)));
}

#[test]
fn a_score_is_the_sum_of_its_parts_by_the_programmes_weights() {
    let (mut scene, task_id, ming) = open_to_ming();
    scene.given(by(ming), can(ming, &["filming"], &["video"]));
    let sum = |it: &MatchExplanation| it.parts.iter().map(|part| part.points).sum::<u16>();
    let before = explained(&scene, task_id, ming).explanation;
    // 15 + 0 + 0 + 0 + 5 + 5 + 5 + 5.
    assert_eq!((before.score, sum(&before)), (Some(3_500), 3_500));
    assert_eq!(before.matcher_version, MATCHER_VERSION);
    let weights = MatchingWeights { skill_format: 40, style_tone: 0, ..MatchingWeights::default() };
    scene.given(mei(), SetMatchingWeights { weights });
    let after = explained(&scene, task_id, ming).explanation;
    assert_eq!(after.score, Some(4_400));
    assert_eq!(after.parts.iter().map(|part| part.of).sum::<u16>(), 10_000);
}

#[test]
fn weights_sum_to_a_hundred_and_change_something() {
    let mut scene = live_with_words();
    let weights = MatchingWeights { fairness: 6, ..MatchingWeights::default() };
    scene.refused(mei(), SetMatchingWeights { weights }, "FIELD_INVALID");
    let weights = MatchingWeights::default();
    scene.refused(mei(), SetMatchingWeights { weights }, "NO_CHANGE");
    let weights = MatchingWeights { fairness: 15, preference: 0, ..weights };
    scene.refused(wei(), SetMatchingWeights { weights }, "FORBIDDEN");
    scene.accepted(mei(), SetMatchingWeights { weights });
}

#[test]
fn the_best_suited_come_first_or_those_who_waited_longest() {
    let (mut scene, task_id, ming) = open_to_ming();
    let (hua, yan) = (member(&mut scene, "hua"), member(&mut scene, "yan"));
    scene.given(by(hua), can(hua, &["filming"], &["video"]));
    scene.given(by(yan), can(yan, &["filming"], &[]));
    assert_eq!(names(&scene, task_id, &MatchQuery::default()), [hua, yan, ming]);
    given_offer(&mut scene, "first", ming);
    scene.wait_hours(1);
    given_offer(&mut scene, "second", hua);
    let fair = MatchQuery { order: MatchOrder::Fairness, ..MatchQuery::default() };
    assert_eq!(names(&scene, task_id, &fair), [yan, ming, hua]);
}

#[test]
fn suggestions_can_be_of_one_tier_or_one_region() {
    let (mut scene, task_id, ming) = open_to_ming();
    let hua = responder(&mut scene, "hua");
    let region = Some("south".to_owned());
    scene.given(by(ming), UpdateProfile { region: region.clone(), ..profile(ming) });
    let query = MatchQuery { tier: Some(TierCode::Responder), ..MatchQuery::default() };
    assert_eq!(names(&scene, task_id, &query), [hua]);
    let query = MatchQuery { region, ..MatchQuery::default() };
    assert_eq!(names(&scene, task_id, &query), [ming]);
}

#[test]
fn whoever_misses_one_condition_is_shown_when_asked_for() {
    let (mut scene, task_id, ming) = open_to_ming();
    let (hua, yan) = (member(&mut scene, "hua"), member(&mut scene, "yan"));
    let asked = Eligibility {
        skills: terms(&["filming", "editing"]),
        formats: terms(&["video"]),
        ..Eligibility::default()
    };
    scene.given(mei(), eligibility(task_id, asked));
    scene.given(by(ming), can(ming, &["filming", "editing"], &["video"]));
    scene.given(by(hua), can(hua, &[], &["video"]));
    assert_eq!(names(&scene, task_id, &MatchQuery::default()), [ming]);
    let query = MatchQuery { unmet_by_one: true, ..MatchQuery::default() };
    assert_eq!(names(&scene, task_id, &query), [ming, hua], "yan misses two");
    let near = suggested(&scene, task_id, &query)[1].unmet;
    assert!(near.has(Condition::Skills) && near.count() == 1);
    assert_eq!(explained(&scene, task_id, yan).unmet.count(), 2);
    let asked_before = offer(&scene, task_id, ming);
    scene.given(mei(), asked_before);
    let after = suggested(&scene, task_id, &query);
    assert!(after[0].unmet.has(Condition::NotAskedBefore));
    assert!(names(&scene, task_id, &MatchQuery::default()).is_empty());
}

#[test]
fn a_member_who_does_not_want_to_be_profiled_is_never_scored() {
    let (mut scene, task_id, ming) = open_to_ming();
    scene.given(by(ming), can(ming, &["filming"], &["video"]));
    given_approved(&mut scene, "video", ming);
    scene.given(by(ming), opt_out(ming));
    let [candidate] = suggested(&scene, task_id, &MatchQuery::default())[..] else {
        panic!("still suggested")
    };
    assert_eq!(candidate.score, None);
    let explained = explained(&scene, task_id, ming);
    assert_eq!((explained.explanation.score, explained.past_score), (None, None));
    assert!(explained.explanation.parts.is_empty());
    assert_eq!(explained.explanation.days_since_offer, Some(0));
    let reasons = explained.explanation.reasons(&|_, _| None);
    assert_eq!(reasons.len(), 1);
    assert!(reasons[0].zh.contains("轮换") && reasons[0].en.contains("by turn"));
}

#[test]
fn not_being_profiled_puts_nobody_last_and_turns_go_by_waiting() {
    let (mut scene, task_id, ming) = open_to_ming();
    let scored: Vec<KocId> =
        (0..5).map(|number| member(&mut scene, &format!("scored-{number}"))).collect();
    let hua = member(&mut scene, "hua");
    for koc_id in &scored {
        scene.given(by(*koc_id), can(*koc_id, &["filming"], &["video"]));
    }
    given_offer(&mut scene, "other", ming);
    scene.given(by(ming), opt_out(ming));
    scene.given(by(hua), opt_out(hua));
    let list = suggested(&scene, task_id, &MatchQuery::default());
    let places: Vec<(usize, KocId)> = list
        .iter()
        .enumerate()
        .filter(|(_, it)| it.score.is_none())
        .map(|(place, it)| (place, it.koc_id))
        .collect();
    // Two of seven places, spread evenly; hua was never asked.
    assert_eq!(places, [(1, hua), (5, ming)]);
    assert_eq!(list.len(), 7);
}

#[test]
fn reasons_are_told_in_both_languages_by_what_words_are_called() {
    let (mut scene, task_id, ming) = open_to_ming();
    scene.given(by(ming), can(ming, &["filming"], &["video"]));
    given_approved(&mut scene, "video", ming);
    scene.given(
        by(ming),
        wishes(ming, Preferences { modes: vec![Mode::Commission], ..Preferences::default() }),
    );
    scene.wait_days(9);
    let label = |axis, code: &str| {
        (axis == VocabularyAxis::Skill && code == "filming")
            .then(|| LocalText::new("拍摄", "Filming"))
    };
    let reasons = explained(&scene, task_id, ming).explanation.reasons(&label);
    let told: Vec<(&str, &str)> =
        reasons.iter().map(|it| (it.zh.as_str(), it.en.as_str())).collect();
    assert_eq!(
        told,
        [
            ("技能与形式:拍摄、video", "skill and format: Filming, video"),
            ("可靠性:信息不足,计一半", "reliability: too little to tell, counts half"),
            ("过往得分:同类作品平均 86 分", "past score: works of this kind scored 86 on average"),
            ("意愿:单独委托", "wishes: a commission"),
            ("公平:距上次邀约 9 天", "fairness: 9 days since the last offer"),
        ]
    );
}

#[test]
fn an_offer_carries_why_the_member_suits_as_the_rule_computes_it() {
    let (mut scene, task_id, ming) = open_to_ming();
    scene.given(by(ming), can(ming, &["filming"], &["video"]));
    let expected = explained(&scene, task_id, ming).explanation;
    let offer = offer(&scene, task_id, ming);
    let events = of_assignment(scene.accepted(mei(), offer));
    let [domain::assignment::Event::TaskAssigned(assigned)] = events.as_slice() else {
        panic!("one offer: {events:?}")
    };
    assert_eq!(assigned.match_explanation.as_ref(), Some(&expected));
    assert_eq!(expected.score, Some(3_500));
}

#[test]
fn a_task_that_cannot_be_offered_says_so_beside_its_suggestions() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let task_id = given_draft(&mut scene, "clip");
    assert_eq!(names(&scene, task_id, &MatchQuery::default()), [ming]);
    let unmet = scene.state.task_unmet(task_id, scene.now()).expect("a task");
    assert_eq!(unmet.iter().map(|no| no.code()).collect::<Vec<_>>(), ["TASK_NOT_OPEN"]);
    let unknown = crate::work::task_id("nowhere");
    assert!(scene.state.matching(unknown, scene.now(), &MatchQuery::default()).is_err());
}
