//! How the right member is found for a task: profiles, wishes, conditions.

use domain::assignment::command::{ReviewWork, StartReview};
use domain::assignment::values::{Decision, ReviewStage, SkillEvidence};
use domain::id::{KocId, TaskId};
use domain::koc::command::{SetPreferences, UpdateProfile};
use domain::koc::profile::{Archetype, Preferences};
use domain::matching::MatchQuery;
use domain::matching::values::MatchingWeights;
use domain::programme::command::{ExtendVocabulary, SetMatchingWeights};
use domain::task::command::SetEligibility;
use domain::task::{Eligibility, Wanted};
use domain::vocabulary::{ContactChannel, Horizon, Mode, VocabularyAxis};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::*;

fn terms(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// Words beyond those every story begins with.
#[track_caller]
fn words(scene: &mut Scene) {
    for (axis, code, zh, en) in [
        (VocabularyAxis::Style, "everyday", "生活化", "Everyday"),
        (VocabularyAxis::Tone, "warm", "轻松亲和", "Warm"),
        (VocabularyAxis::Community, "north-club", "北方车友会", "Club of the north"),
        (VocabularyAxis::Region, "north", "华北", "The north"),
    ] {
        let (code, labels) = (code.to_owned(), text(zh, en));
        scene.given(mei(), ExtendVocabulary { axis, code, labels });
    }
}

/// A profile of somebody who films warm, everyday short videos for families.
fn family_filmer(name: &str) -> UpdateProfile {
    UpdateProfile {
        koc_id: koc(name),
        skills: Some(terms(&["filming"])),
        formats: Some(terms(&["short-video"])),
        styles: Some(terms(&["everyday"])),
        tones: Some(terms(&["warm"])),
        topics: Some(terms(&["range"])),
        audiences: Some(terms(&["families"])),
        communities: Some(terms(&["north-club"])),
        region: Some("north".to_owned()),
        archetype: Some(Archetype::FreshVoice),
        loyalty_note: None,
    }
}

/// Whoever films short videos may take it; warm everyday ones for families are wanted.
fn for_filmers(name: &str) -> SetEligibility {
    SetEligibility {
        task_id: task_id(name),
        eligibility: Eligibility {
            skills: terms(&["filming"]),
            formats: terms(&["short-video"]),
            ..Eligibility::default()
        },
        wanted: Wanted {
            styles: terms(&["everyday"]),
            tones: terms(&["warm"]),
            topics: terms(&["range"]),
            audiences: terms(&["families"]),
            ..Wanted::default()
        },
        max_tier: None,
    }
}

#[test]
fn profile_updated() {
    let mut scene = live();
    words(&mut scene);
    let (ya, bo) = (join(&mut scene, "ya"), join(&mut scene, "bo"));
    scene.given(member("ya"), family_filmer("ya"));
    let unsaid = UpdateProfile {
        koc_id: ya,
        skills: None,
        formats: None,
        styles: None,
        tones: None,
        topics: None,
        audiences: None,
        communities: None,
        region: None,
        archetype: None,
        loyalty_note: None,
    };
    let note = Some("家里第三台清风".into());
    scene.given(mei(), UpdateProfile { loyalty_note: note, ..unsaid.clone() });
    let preferences = Preferences {
        horizons: vec![Horizon::Instant],
        modes: vec![Mode::Commission],
        topics: terms(&["range"]),
        contact_channels: vec![ContactChannel::Wechat, ContactChannel::App],
        opt_out_profiled_matching: false,
    };
    scene.given(member("ya"), SetPreferences { koc_id: ya, preferences });
    let weights = MatchingWeights { style_tone: 20, audience: 5, ..MatchingWeights::default() };
    scene.given(mei(), SetMatchingWeights { weights });
    let task_id = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, Some(2));
    scene.given(mei(), for_filmers("24h"));
    let to_bo = offer(scene.now(), task_id, bo);
    scene.refused(mei(), to_bo, "NOT_ELIGIBLE");
    take_on(&mut scene, task_id, ya);
    scene.given(member("ya"), UpdateProfile { archetype: Some(Archetype::NicheExpert), ..unsaid });
    tell(
        "profile_updated",
        "Ya says what she can do and would like, the team adds what speaks of her loyalty. The \
         task asks for people who film short videos: Ya is asked, Bo, who said nothing, cannot \
         be. Style counts more than usual in this programme.",
        &scene,
    );
}

/// What the team is shown for a task now.
fn suggested(scene: &Scene, task_id: TaskId) -> Vec<(KocId, Option<u16>)> {
    let list = scene.state.matching(task_id, scene.now(), &MatchQuery::default()).unwrap();
    list.iter().map(|it| (it.koc_id, it.score)).collect()
}

#[test]
fn not_profiled_and_suggested_by_turn() {
    let mut scene = live();
    words(&mut scene);
    for name in ["shi", "tan", "wu", "xi"] {
        join(&mut scene, name);
    }
    // Xi never said what she can do: whoever asks for it is told what she misses.
    let (shi, tan, wu, xi) = (koc("shi"), koc("tan"), koc("wu"), koc("xi"));
    for name in ["shi", "tan", "wu"] {
        scene.given(member(name), family_filmer(name));
    }
    let wu_is_keen = Preferences { horizons: vec![Horizon::Instant], ..Preferences::default() };
    scene.given(member("wu"), SetPreferences { koc_id: wu, preferences: wu_is_keen });
    scene.given(member("tan"), SetPreferences { koc_id: tan, preferences: opted_out() });
    let task_id = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, Some(2));
    scene.given(mei(), for_filmers("24h"));
    let shown = suggested(&scene, task_id);
    let ids: Vec<KocId> = shown.iter().map(|(koc_id, _)| *koc_id).collect();
    assert_eq!(ids, [wu, tan, shi], "tan has her even share of the places");
    let scored: Vec<bool> = shown.iter().map(|(_, score)| score.is_some()).collect();
    assert_eq!(scored, [true, false, true]);
    scene.given(mei(), shortlist(task_id, &[wu, tan, shi, xi], &[tan, wu]));
    take_on(&mut scene, task_id, tan);
    let second = open(&mut scene, "again", Horizon::Instant, Mode::Commission, Some(2));
    scene.given(mei(), for_filmers("again"));
    scene.given(member("shi"), SetPreferences { koc_id: shi, preferences: opted_out() });
    let by_turn: Vec<KocId> = suggested(&scene, second).iter().map(|(koc_id, _)| *koc_id).collect();
    assert_eq!(by_turn, [shi, wu, tan], "shi was never asked, tan just was");
    scene.given(mei(), shortlist(second, &by_turn, &[shi]));
    let to_shi = offer(scene.now(), second, shi);
    scene.given(mei(), to_shi);
    tell(
        "not_profiled_and_suggested_by_turn",
        "Tan does not want to be profiled, and later Shi neither. They are suggested all the same \
         when they meet what a task asks, without a score, by how long they were not asked; what \
         was shown and chosen is kept, also that Xi was shown and lacks what is asked.",
        &scene,
    );
}

fn opted_out() -> Preferences {
    Preferences { opt_out_profiled_matching: true, ..Preferences::default() }
}

#[test]
fn skill_shown_by_works_then_said() {
    let mut scene = live();
    let yu = join(&mut scene, "yu");
    for name in ["first", "second"] {
        let task_id = open(&mut scene, name, Horizon::Instant, Mode::Commission, None);
        let assignment_id = take_on(&mut scene, task_id, yu);
        scene.wait_hours(12);
        scene.given(member("yu"), submission(assignment_id, yu, 1));
        let (no, stage) = (1, ReviewStage::Brand);
        scene.wait_hours(5);
        scene.given(wei(), StartReview { assignment_id, submission_no: no, stage });
        let (skill, format) = ("filming".to_owned(), "short-video".to_owned());
        let judged = ReviewWork {
            skill_evidence: vec![SkillEvidence { skill, format, level: 4 }],
            ..review(assignment_id, no, stage, Decision::Approve, 86)
        };
        scene.given(wei(), judged);
    }
    scene.wait_days(1);
    let said = UpdateProfile {
        skills: Some(terms(&["filming"])),
        formats: Some(terms(&["short-video"])),
        styles: None,
        tones: None,
        topics: None,
        audiences: None,
        communities: None,
        region: None,
        archetype: None,
        ..family_filmer("yu")
    };
    scene.given(member("yu"), said);
    tell(
        "skill_shown_by_works_then_said",
        "Yu said nothing of what she can do. Two of her works show good filming, so she is told, \
         and says so in her profile.",
        &scene,
    );
}
