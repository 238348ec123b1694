//! Whoever is suggested can be offered the task, and whoever is not is refused by exactly the
//! rules that the suggestion names: drawn by chance, judged by the rule itself.

use domain::Violation;
use domain::id::{KocId, TaskId};
use domain::koc::command::{
    DeclareAvailability, LeaveProgramme, PauseKoc, SetPreferences, UpdateProfile,
};
use domain::koc::profile::Preferences;
use domain::matching::MatchQuery;
use domain::task::Eligibility;
use domain::task::brief::Brief;
use domain::task::command::{CloseTask, OpenTask};
use domain::vocabulary::*;
use proptest::prelude::*;
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

const MEMBERS: [&str; 8] = ["an", "bo", "chi", "da", "en", "fu", "ge", "hua"];

const SKILLS: [&str; 2] = ["filming", "editing"];
const FORMATS: [&str; 2] = ["video", "photo"];
const AUDIENCES: [&str; 2] = ["parents", "young"];
const REGIONS: [&str; 2] = ["east", "south"];

/// Some of the words, one for every bit that is set.
fn some(words: &[&str], bits: u8) -> Vec<String> {
    let chosen = words.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
    chosen.map(|(_, word)| (*word).to_owned()).collect()
}

/// What one member says and does.
#[derive(Debug, Clone)]
struct Person {
    terms: [u8; 4],
    communities: bool,
    region: Option<bool>,
    depth: u8,
    one_at_once: bool,
    standing: u8,
    confidential: bool,
    opted_out: bool,
    busy: bool,
}

/// What the task asks, and how it stands.
#[derive(Debug, Clone)]
struct Asking {
    tier: bool,
    works: bool,
    terms: [u8; 4],
    community: bool,
    excluded: u8,
    secret: bool,
    heavy: bool,
    slots: Option<u32>,
    closed: bool,
}

fn person() -> impl Strategy<Value = Person> {
    (
        [0..4_u8, 0..4, 0..4, 0..4],
        any::<bool>(),
        proptest::option::of(any::<bool>()),
        0..4_u8,
        any::<bool>(),
        0..8_u8,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(terms, communities, region, depth, one, standing, confidential, out, busy)| Person {
                terms,
                communities,
                region,
                depth,
                one_at_once: one,
                standing,
                confidential,
                opted_out: out,
                busy,
            },
        )
}

fn asking() -> impl Strategy<Value = Asking> {
    (
        proptest::bool::weighted(0.2),
        proptest::bool::weighted(0.2),
        [0..3_u8, 0..3, 0..4, 0..4],
        proptest::bool::weighted(0.2),
        0..12_u8,
        proptest::bool::weighted(0.3),
        proptest::bool::weighted(0.3),
        proptest::option::weighted(0.5, 1..3_u32),
        proptest::bool::weighted(0.1),
    )
        .prop_map(|(tier, works, terms, community, excluded, secret, heavy, slots, closed)| {
            Asking { tier, works, terms, community, excluded, secret, heavy, slots, closed }
        })
}

/// Brings one member about.
fn given_person(scene: &mut Scene, name: &str, busy_with: TaskId, person: &Person) -> KocId {
    let koc_id = member(scene, name);
    let [skills, formats, topics, audiences] = person.terms;
    let said = UpdateProfile {
        topics: Some(some(&["family-trip", "maintenance"], topics)),
        audiences: Some(some(&AUDIENCES, audiences)),
        communities: person.communities.then(|| terms(&["east-club"])),
        region: person.region.map(|south| REGIONS[usize::from(south)].to_owned()),
        ..can(koc_id, &[], &[])
    };
    let said = UpdateProfile {
        skills: Some(some(&SKILLS, skills)),
        formats: Some(some(&FORMATS, formats)),
        ..said
    };
    // Nothing said is no change.
    let _ = scene.send(by(koc_id), said);
    if person.busy {
        let offer = offer(scene, busy_with, koc_id);
        scene.given(mei(), offer);
    }
    if person.confidential {
        scene.given(by(koc_id), grant(koc_id, ConsentPurpose::Confidentiality));
    }
    if person.opted_out {
        let preferences = Preferences { opt_out_profiled_matching: true, ..Preferences::default() };
        scene.given(by(koc_id), SetPreferences { koc_id, preferences });
    }
    let depths = [Availability::Full, Availability::LightOnly, Availability::None];
    if let Some(depth) = depths.get(usize::from(person.depth)).copied() {
        let (from, max_concurrent) = (scene.today(), person.one_at_once.then_some(1));
        let said =
            DeclareAvailability { koc_id, depth, from, until: None, max_concurrent, note: None };
        scene.given(by(koc_id), said);
    }
    let today = scene.today();
    match person.standing {
        0 => {
            let pause = PauseKoc { koc_id, from: today, until: None, reason: None };
            scene.given(by(koc_id), pause);
        }
        1 => {
            let leave = LeaveProgramme { koc_id, reason: None, effective_on: today };
            scene.given(by(koc_id), leave);
        }
        _ => {}
    }
    koc_id
}

/// Brings the task about; one member was offered it before it changed.
fn given_task(scene: &mut Scene, members: &[KocId], asking: &Asking) -> TaskId {
    let embargo_until = asking.secret.then(|| scene.now().plus_hours(40));
    let full = Brief { embargo_until, ..brief(scene) };
    let difficulty = if asking.heavy { 4 } else { 1 };
    let drafted = domain::task::command::DraftTask { difficulty, ..draft("clip") };
    let task_id = given_brief(scene, drafted, full);
    scene.given(mei(), OpenTask { slots: asking.slots, ..open(task_id) });
    if let Some(first) = members.first() {
        let offer = offer(scene, task_id, *first);
        // Whether they can be asked is for chance.
        let _ = scene.send(mei(), offer);
    }
    let [skills, formats, audiences, regions] = asking.terms;
    let wanted = Eligibility {
        min_tier: asking.tier.then_some(TierCode::Responder),
        min_accepted_works: asking.works.then_some(1),
        exclude: members.get(usize::from(asking.excluded)).copied().into_iter().collect(),
        skills: some(&SKILLS, skills),
        formats: some(&FORMATS, formats),
        audiences: some(&AUDIENCES, audiences),
        regions: some(&REGIONS, regions),
        models: Vec::new(),
        communities: if asking.community { terms(&["east-club"]) } else { Vec::new() },
    };
    let _ = scene.send(mei(), eligibility(task_id, wanted));
    if asking.closed {
        scene.given(mei(), CloseTask { task_id, reason: "its time is over".to_owned() });
    }
    task_id
}

fn codes(violations: &[Violation]) -> Vec<&'static str> {
    violations.iter().map(Violation::code).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn suggestions_and_offers_agree(
        people in proptest::collection::vec(person(), MEMBERS.len()),
        asking in asking(),
    ) {
        let mut scene = live_with_words();
        let busy_with = given_open(&mut scene, "other");
        let members: Vec<KocId> = MEMBERS
            .iter()
            .zip(&people)
            .map(|(name, person)| given_person(&mut scene, name, busy_with, person))
            .collect();
        let task_id = given_task(&mut scene, &members, &asking);
        let (state, now) = (&scene.state, scene.now());
        let suggested = state.matching(task_id, now, &MatchQuery::default()).expect("a task");
        let near = MatchQuery { unmet_by_one: true, ..MatchQuery::default() };
        let near = state.matching(task_id, now, &near).expect("a task");
        let closed = state.task_unmet(task_id, now).expect("a task");
        let explained = state.explain_matches(task_id, now, &members).expect("a task");
        for (koc_id, explained) in explained {
            let offer = offer(&scene, task_id, koc_id);
            let answer = scene.clone().send(mei(), offer);
            let refused = answer.err().map_or_else(Vec::new, |no| no.violations().to_vec());
            let told: Vec<Violation> =
                closed.iter().chain(&explained.violations).cloned().collect();
            let (mut expected, mut met) = (codes(&told), codes(&refused));
            expected.sort_unstable();
            met.sort_unstable();
            prop_assert_eq!(expected, met);
            prop_assert!(told.iter().all(|no| refused.contains(no)));
            let is_suggested = suggested.iter().any(|it| it.koc_id == koc_id);
            prop_assert_eq!(is_suggested, explained.violations.is_empty());
            let is_near = near.iter().any(|it| it.koc_id == koc_id);
            prop_assert_eq!(is_near, explained.unmet.count() <= 1);
            let person = &people[members.iter().position(|it| *it == koc_id).expect("one of us")];
            prop_assert_eq!(explained.explanation.score.is_none(), person.opted_out);
        }
        let again = state.matching(task_id, now, &MatchQuery::default()).expect("a task");
        prop_assert_eq!(suggested, again);
    }
}
