//! Who may take a task: every condition that can keep somebody out, told all at once.

use domain::assignment::command::{AssignTask, ReviewWork};
use domain::assignment::values::{Decision, SkillEvidence};
use domain::id::KocId;
use domain::koc::command::{RecordVehicleOwnership, UpdateProfile};
use domain::task::brief::Brief;
use domain::task::command::{CloseTask, SetEligibility};
use domain::task::{Eligibility, Wanted};
use domain::vocabulary::*;
use domain::{Refusal, Violation};
use testkit::scene::Scene;

use crate::common::*;
use crate::koc_channel::link;
use crate::work::*;

/// An open light task and a member.
fn open_to_ming() -> (Scene, AssignTask) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let task_id = given_open(&mut scene, "clip");
    let offer = offer(&scene, task_id, ming);
    (scene, offer)
}

fn unmet(refusal: &Refusal) -> Vec<String> {
    match refusal.violations() {
        [Violation::NotEligible { unmet }] => unmet.clone(),
        other => panic!("only eligibility is not met: {other:?}"),
    }
}

fn whole() -> Eligibility {
    Eligibility {
        min_accepted_works: Some(1),
        skills: terms(&["filming", "editing"]),
        formats: terms(&["video"]),
        audiences: terms(&["parents", "young"]),
        regions: terms(&["east", "south"]),
        communities: terms(&["east-club"]),
        ..Eligibility::default()
    }
}

/// Ming, as whoever wrote [`whole`] would like.
fn suits(koc_id: KocId) -> UpdateProfile {
    UpdateProfile {
        audiences: Some(terms(&["parents"])),
        communities: Some(terms(&["east-club"])),
        region: Some("south".to_owned()),
        ..can(koc_id, &["filming", "editing"], &["video"])
    }
}

#[test]
fn every_condition_that_is_not_met_is_told() {
    let (mut scene, offer) = open_to_ming();
    let ming = koc("ming");
    scene.given(mei(), eligibility(offer.task_id, whole()));
    let refusal = scene.send(mei(), offer.clone()).expect_err("nothing is met");
    let all = [
        "skills:filming",
        "skills:editing",
        "formats:video",
        "audiences:parents|young",
        "regions:east|south",
        "communities:east-club",
        "minAcceptedWorks",
    ];
    assert_eq!(unmet(&refusal), all);
    scene.given(by(ming), can(ming, &["filming"], &["photo"]));
    let refusal = scene.send(mei(), offer.clone()).expect_err("one skill is met");
    assert_eq!(unmet(&refusal)[..2], ["skills:editing", "formats:video"]);
    scene.given(by(ming), suits(ming));
    let refusal = scene.send(mei(), offer.clone()).expect_err("no work yet");
    assert_eq!(unmet(&refusal), ["minAcceptedWorks"]);
    given_approved(&mut scene, "earlier", ming);
    scene.accepted(mei(), offer);
}

#[test]
fn what_a_review_has_shown_counts_like_what_the_member_says() {
    let (mut scene, offer) = open_to_ming();
    let filming = Eligibility {
        skills: terms(&["filming"]),
        formats: terms(&["video"]),
        ..Eligibility::default()
    };
    scene.given(mei(), eligibility(offer.task_id, filming));
    scene.refused(mei(), offer.clone(), "NOT_ELIGIBLE");
    let handed_in = given_submitted(&mut scene, "earlier", koc("ming"));
    let shows = SkillEvidence { skill: "filming".into(), format: "video".into(), level: 1 };
    let seen = review(handed_in, 1, Decision::Reject);
    scene.given(wei(), ReviewWork { skill_evidence: vec![shows], ..seen });
    scene.accepted(mei(), offer);
}

#[test]
fn a_car_and_the_audience_of_an_account_count() {
    let (mut scene, offer) = open_to_ming();
    let ming = koc("ming");
    let drivers = Eligibility {
        audiences: terms(&["parents"]),
        models: terms(&["q5"]),
        ..Eligibility::default()
    };
    scene.given(mei(), eligibility(offer.task_id, drivers));
    let refusal = scene.send(mei(), offer.clone()).expect_err("neither");
    assert_eq!(unmet(&refusal), ["audiences:parents", "models:q5"]);
    scene.given(by(ming), link(ming, "mingdrives"));
    let refusal = scene.send(mei(), offer.clone()).expect_err("no car");
    assert_eq!(unmet(&refusal), ["models:q5"]);
    let (model, since) = ("q5".to_owned(), scene.today());
    let owns = RecordVehicleOwnership { koc_id: ming, model, since, evidence_ref: None };
    scene.given(by(ming), owns);
    scene.accepted(mei(), offer);
}

#[test]
fn eligibility_and_wishes_of_a_task_are_of_known_words() {
    let mut scene = live_with_words();
    let task_id = given_draft(&mut scene, "clip");
    let nonsense = || terms(&["nonsense"]);
    let asked = Eligibility {
        skills: nonsense(),
        formats: nonsense(),
        audiences: nonsense(),
        regions: nonsense(),
        models: nonsense(),
        communities: nonsense(),
        ..Eligibility::default()
    };
    let wanted = Wanted {
        skills: nonsense(),
        styles: nonsense(),
        tones: nonsense(),
        topics: nonsense(),
        audiences: nonsense(),
        communities: nonsense(),
    };
    let all = SetEligibility { wanted, ..eligibility(task_id, asked) };
    let refusal = scene.send(mei(), all).expect_err("unknown words");
    assert_eq!(refusal.violations().len(), 12);
    assert!(refusal.violations().iter().all(|no| no.code() == "TERM_UNKNOWN"));
}

#[test]
fn what_a_task_looks_for_keeps_nobody_out() {
    let (mut scene, offer) = open_to_ming();
    let wanted = Wanted { styles: terms(&["deep"]), ..Wanted::default() };
    let nothing_asked = eligibility(offer.task_id, Eligibility::default());
    let looks_for = SetEligibility { wanted, ..nothing_asked };
    scene.given(mei(), looks_for.clone());
    scene.refused(mei(), looks_for, "NO_CHANGE");
    scene.accepted(mei(), offer);
}

#[test]
fn who_may_take_a_closed_task_is_not_set_any_more() {
    let (mut scene, offer) = open_to_ming();
    let task_id = offer.task_id;
    scene.given(mei(), CloseTask { task_id, reason: "its time is over".to_owned() });
    scene.refused(mei(), eligibility(task_id, whole()), "TASK_NOT_OPEN");
}

#[test]
fn while_there_is_an_embargo_only_those_are_asked_who_keep_it_to_themselves() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let embargo_until = Some(scene.now().plus_hours(10));
    let secret = Brief { embargo_until, ..brief(&scene) };
    let task_id = given_brief(&mut scene, draft("secret"), secret);
    scene.given(mei(), open(task_id));
    let asked = offer(&scene, task_id, ming);
    let refusal = scene.send(mei(), asked.clone()).expect_err("did not agree");
    let purpose = ConsentPurpose::Confidentiality;
    assert_eq!(refusal.violations(), [Violation::ConsentMissing { purpose }]);
    scene.clone().wait_hours(10).given(mei(), asked.clone());
    scene.given(by(ming), grant(ming, purpose));
    scene.accepted(mei(), asked);
}
