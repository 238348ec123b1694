//! What mentors do and are given, and how they cease to be mentors.

use domain::assignment::values::ResourceKind;
use domain::id::KocId;
use domain::mentorship::Event::*;
use domain::mentorship::command::*;
use domain::mentorship::values::*;
use domain::team::values::{GrantedResource, MoneyGranted};
use domain::todo::values::TodoKind;
use domain::vocabulary::{RewardUnit, TierCode};
use domain::{Amount, Event, koc as member_of, todo};
use testkit::scene::Scene;

use crate::common::*;
use crate::pairs::*;
use crate::purse::*;
use crate::teams_common::{form_led, given_team_task};
use crate::work::*;

fn paired() -> (Scene, KocId, KocId) {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let teacher = given_mentor(&mut scene, "teacher");
    given_pair(&mut scene, "pair", teacher, ming);
    (scene, teacher, ming)
}

/// The mentee films better than before.
pub(crate) fn assessment(name: &str) -> AssessMentee {
    let skill = "filming".to_owned();
    AssessMentee {
        mentorship_id: edge(name),
        skills: vec![SkillProgress { skill, before: 2, after: 4 }],
        note: "finds the light by now".into(),
        recommend_for_tier: None,
    }
}

fn session(scene: &Scene) -> RecordMentoringSession {
    RecordMentoringSession {
        mentorship_id: edge("pair"),
        held_at: scene.now(),
        minutes: 45,
        taught: vec!["maintenance".to_owned()],
        note: None,
    }
}

#[test]
fn a_mentor_takes_no_fewer_than_they_teach() {
    let (mut scene, teacher, ming) = paired();
    let seats = |capacity| SetMentorCapacity { koc_id: teacher, capacity };
    let hua = responder(&mut scene, "hua");
    given_pair(&mut scene, "two", teacher, hua);
    scene.refused(by(teacher), seats(0), "LIMIT_INVALID");
    scene.refused(by(teacher), seats(1), "CAPACITY_BELOW_ACTIVE");
    scene.refused(by(teacher), seats(2), "NO_CHANGE");
    scene.refused(by(ming), seats(3), "NOT_A_PARTY");
    scene.given(by(teacher), seats(3));
    let lan = responder(&mut scene, "lan");
    given_pair(&mut scene, "three", teacher, lan);
    let max = responder(&mut scene, "max");
    let fourth = propose(&scene, "four", teacher, max);
    scene.refused(mei(), fourth, "MENTOR_AT_CAPACITY");
}

#[test]
fn a_mentor_teaches_topics_of_the_vocabulary() {
    let (mut scene, teacher, _) = paired();
    let topics = |codes: &[&str]| SetMentorTopics { koc_id: teacher, topics: terms(codes) };
    scene.refused(by(teacher), topics(&["cooking"]), "TERM_UNKNOWN");
    scene.given(by(teacher), topics(&["maintenance"]));
    scene.refused(mei(), topics(&["maintenance"]), "NO_CHANGE");
}

#[test]
fn a_mentor_is_given_what_they_teach_with() {
    let (mut scene, teacher, ming) = paired();
    let open = open_purse("kit", RewardUnit::Cash, 500);
    let open = domain::budget::command::OpenBudget { grant_alone_max: Amount(400), ..open };
    let budget_id = given(&mut scene, open);
    let money = |koc_id, amount| GrantMentorResources {
        koc_id,
        kind: ResourceKind::Tool,
        granted: GrantedResource::Money(MoneyGranted { budget_id, amount: Amount(amount) }),
    };
    scene.refused(mei(), money(ming, 100), "NOT_A_MENTOR");
    scene.refused(by(teacher), money(teacher, 100), "FORBIDDEN");
    scene.given(mei(), money(teacher, 300));
    scene.refused(mei(), money(teacher, 300), "BUDGET_EXCEEDED");
    scene.given(mei(), money(teacher, 200));
    let points = given_purse(&mut scene, "points", RewardUnit::Points, 100);
    let granted = GrantedResource::Money(MoneyGranted { budget_id: points, amount: Amount(0) });
    let wrong = GrantMentorResources { granted, ..money(teacher, 1) };
    let refusal = scene.send(mei(), wrong).expect_err("refused");
    let codes: Vec<&str> = refusal.violations().iter().map(|no| no.code()).collect();
    assert_eq!(codes, ["AMOUNT_NOT_POSITIVE", "UNIT_UNKNOWN"]);
}

#[test]
fn nobody_retires_from_whom_they_teach_or_lead() {
    let (mut scene, teacher, ming) = paired();
    let retire = RetireMentor { koc_id: teacher, reason: Some("a child is coming".into()) };
    scene.refused(by(ming), retire.clone(), "NOT_A_PARTY");
    scene.refused(by(teacher), retire.clone(), "MENTOR_HAS_MENTEES");
    let other = given_mentor(&mut scene, "other");
    scene.given(mei(), transfer("pair", other, "pair-2"));
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), form_led(task_id, "crew", teacher));
    scene.refused(by(teacher), retire.clone(), "LEAD_MUST_HAND_OVER");
    let team_id = crate::teams_common::team_id("crew");
    scene.given(mei(), domain::team::command::HandOverLead { team_id, to: other });
    scene.given(by(teacher), retire.clone());
    scene.refused(by(teacher), retire, "NOT_A_MENTOR");
    assert_eq!(scene.state.counted().mentor_of.get(&ming), Some(&other));
}

#[test]
fn either_of_the_two_may_say_no() {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let teacher = given_mentor(&mut scene, "teacher");
    let proposal = propose(&scene, "pair", teacher, ming);
    scene.given(mei(), proposal);
    let no = |by| DeclineMentorship { mentorship_id: edge("pair"), by, reason: None };
    scene.refused(by(ming), no(MentorshipParty::Mentor), "NOT_A_PARTY");
    scene.given(by(ming), no(MentorshipParty::Mentee));
    scene.refused(by(teacher), no(MentorshipParty::Mentor), "MENTORSHIP_NOT_OPEN");
    scene.refused(by(teacher), agree("pair", MentorshipParty::Mentor), "MENTORSHIP_NOT_OPEN");
}

#[test]
fn a_proposal_that_nobody_answers_runs_out() {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let teacher = given_mentor(&mut scene, "teacher");
    let proposal = propose(&scene, "pair", teacher, ming);
    scene.given(mei(), proposal);
    scene.given(by(ming), agree("pair", MentorshipParty::Mentee));
    let lapse = LapseMentorshipProposal { mentorship_id: edge("pair") };
    scene.refused(mei(), lapse.clone(), "NOT_YET_DUE");
    scene.wait_days(15);
    scene.given(mei(), lapse.clone());
    scene.refused(mei(), lapse, "MENTORSHIP_NOT_OPEN");
    scene.refused(by(teacher), agree("pair", MentorshipParty::Mentor), "MENTORSHIP_NOT_OPEN");
}

#[test]
fn a_session_is_the_mentors_to_record() {
    let (mut scene, teacher, ming) = paired();
    let held = session(&scene);
    scene.refused(by(ming), held.clone(), "NOT_A_PARTY");
    let tomorrow = scene.now().plus_hours(24);
    let future = RecordMentoringSession { held_at: tomorrow, ..held.clone() };
    scene.refused(by(teacher), future, "DATE_IN_FUTURE");
    let before = RecordMentoringSession { held_at: moment(START), ..held.clone() };
    scene.refused(by(teacher), before, "DATE_IN_PAST");
    let endless = RecordMentoringSession { minutes: 0, ..held.clone() };
    scene.refused(by(teacher), endless, "FIELD_INVALID");
    let events = scene.accepted(by(teacher), held.clone());
    assert!(matches!(
        events.as_slice(),
        [Event::Mentorship(MentoringSessionHeld(it))] if it.mentee == ming
    ));
    scene.given(mei(), complete("pair"));
    scene.refused(by(teacher), held, "MENTORSHIP_NOT_ACTIVE");
}

#[test]
fn what_a_mentee_learned_is_the_mentors_to_say() {
    let (mut scene, teacher, ming) = paired();
    scene.refused(by(ming), assessment("pair"), "NOT_A_PARTY");
    let none = AssessMentee { skills: Vec::new(), ..assessment("pair") };
    scene.refused(by(teacher), none, "FIELD_INVALID");
    let skill = "cooking".to_owned();
    let skills = vec![SkillProgress { skill, before: 0, after: 1 }];
    scene.refused(by(teacher), AssessMentee { skills, ..assessment("pair") }, "TERM_UNKNOWN");
    let tier = Some(TierCode::Partner);
    let recommended = AssessMentee { recommend_for_tier: tier, ..assessment("pair") };
    let events = scene.accepted(by(teacher), recommended);
    let named = events.iter().any(|event| {
        matches!(event, Event::Koc(member_of::Event::CandidateNominated(it)) if it.koc_id == ming)
    });
    assert!(named, "{events:?}");
    scene.given(by(ming), end("pair", EndedBy::Mentee));
    scene.refused(by(teacher), assessment("pair"), "MENTORSHIP_NOT_ACTIVE");
}

#[test]
fn a_short_absence_is_nobodys_to_see_to() {
    let (mut scene, teacher, _) = paired();
    let until = Some(scene.today().plus(7));
    let away = MarkMentorAway { koc_id: teacher, until };
    let waits = |events: &[Event]| {
        events.iter().any(|event| {
            let Event::Todo(todo::Event::TodoOpened(it)) = event else { return false };
            it.kind == TodoKind::ReassignMentees
        })
    };
    let events = scene.accepted(by(teacher), away);
    assert!(!waits(&events));
    let events = scene.accepted(by(teacher), MarkMentorAway { koc_id: teacher, until: None });
    assert!(waits(&events), "{events:?}");
}
