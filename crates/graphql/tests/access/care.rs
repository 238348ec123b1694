//! What is said between a member and whoever looks after them is read by nobody else.

use domain::care::command::{AssignRelationshipManager, HoldTalk, SendPeriodicFeedback};
use domain::care::values::{FeedbackPeriod, Promise, TalkMedium, TalkTopic};
use domain::id::TalkId;
use domain::{Actor, Role};
use engine::{Clock as _, ManualClock};

use crate::scene::{MINE, OPERATOR, OTHER, ROLES, Scene, code};

const SECRET: &str = "家里有人生病";

/// Somebody was talked with, and given feedback.
fn talked() -> Scene {
    let scene = Scene::live();
    let now = ManualClock::at("2025-03-01T02:00:00Z".parse().unwrap()).now();
    let today = scene.engine.view().tiers.zone().day_of(now);
    let ops = Actor::operator(OPERATOR, Role::Ops);
    for koc_id in [MINE, OTHER] {
        scene.given_by(ops, AssignRelationshipManager { koc_id, operator_id: OPERATOR });
        let talk = HoldTalk {
            koc_id,
            talk_id: TalkId(koc_id.0),
            standing_in_for: None,
            held_at: now,
            medium: TalkMedium::Phone,
            topics: vec![TalkTopic::Wellbeing],
            wellbeing_note: Some(SECRET.into()),
            development_goals: vec!["学习剪辑".into()],
            promises: vec![Promise { what: "少派任务".into(), follow_up: None }],
        };
        scene.given_by(ops, talk);
        let feedback = SendPeriodicFeedback {
            koc_id,
            period: FeedbackPeriod { from: today, until: today },
            on_completion: None,
            on_effect: None,
            praise: vec!["镜头很稳".into()],
            advice: Vec::new(),
        };
        scene.given_by(ops, feedback);
    }
    scene
}

#[test]
fn talks_are_read_by_those_who_look_after_members_and_no_others() {
    let scene = talked();
    let due = "{ careDue(filter: { tier: SEED, talkOlderThanDays: 0 }) { nodes { lastTalk } } }";
    let file = format!(
        r#"{{ koc(id: "{OTHER}") {{ care {{ manager {{ id }} talks {{ wellbeingNote }} }} }} }}"#
    );
    for role in ROLES.into_iter().filter(|role| *role != Role::Koc) {
        let carer = matches!(role, Role::Admin | Role::Ops | Role::Privacy);
        let (list, one) = (scene.ask(role, due), scene.ask(role, &file));
        if carer {
            assert_eq!(list["data"]["careDue"]["nodes"].as_array().map(Vec::len), Some(2));
            let talk = &one["data"]["koc"]["care"]["talks"][0];
            assert_eq!(talk["wellbeingNote"], SECRET, "{role:?}: {one}");
        } else {
            assert_eq!(code(&list), "FORBIDDEN", "{role:?}: {list}");
            assert_eq!(code(&one), "FORBIDDEN", "{role:?}: {one}");
        }
    }
}

#[test]
fn nor_are_they_read_in_the_events() {
    let scene = talked();
    let query = r#"{ events(first: 100) { nodes { type data } } }"#;
    for role in ROLES.into_iter().filter(|role| *role != Role::Koc) {
        let carer = matches!(role, Role::Admin | Role::Ops | Role::Privacy);
        let answer = scene.ask(role, query);
        let events = answer["data"]["events"].to_string();
        assert!(events.contains("TalkHeld"), "{role:?}: {answer}");
        for said in [SECRET, "学习剪辑", "少派任务", "镜头很稳"] {
            assert_eq!(events.contains(said), carer, "{role:?} reads {said}");
        }
    }
}

#[test]
fn a_member_reads_what_they_were_told_and_not_the_note_on_how_they_are() {
    let scene = talked();
    let own = format!(
        r#"{{ koc(id: "{MINE}") {{ care {{ lastTalk
               talks {{ developmentGoals promises {{ what }} }} feedback {{ praise }} }} }} }}"#
    );
    let answer = scene.ask(Role::Koc, &own);
    assert_eq!(answer.get("errors"), None, "{answer}");
    let care = &answer["data"]["koc"]["care"];
    assert_eq!(care["talks"][0]["promises"][0]["what"], "少派任务");
    assert_eq!(care["feedback"][0]["praise"][0], "镜头很稳");
    for closed in [
        format!(r#"{{ koc(id: "{MINE}") {{ care {{ talks {{ wellbeingNote }} }} }} }}"#),
        format!(r#"{{ koc(id: "{MINE}") {{ care {{ followUps {{ what }} }} }} }}"#),
        format!(r#"{{ koc(id: "{OTHER}") {{ care {{ lastTalk }} }} }}"#),
        "{ careDue { totalCount } }".to_owned(),
    ] {
        let answer = scene.ask(Role::Koc, &closed);
        assert_eq!(code(&answer), "FORBIDDEN", "{closed}: {answer}");
    }
}
