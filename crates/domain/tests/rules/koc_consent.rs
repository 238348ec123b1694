//! Consents: taken back, run out, given again; and what rests on them at the moment of the act.

use crate::common::*;
use crate::pairs::*;
use crate::work::*;
use domain::id::KocId;
use domain::koc::command::*;
use domain::programme::command::PublishConsentText;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Actor, Event, Role, Timer, koc as member_events, todo};
use testkit::scene::Scene;

pub(crate) fn withdraw(koc_id: KocId, purpose: ConsentPurpose) -> WithdrawConsent {
    WithdrawConsent { koc_id, purpose }
}

/// What the events ask of people, and whom.
pub(crate) fn todos(events: &[Event]) -> Vec<(TodoKind, Audience)> {
    let opened = |event: &Event| match event {
        Event::Todo(todo::Event::TodoOpened(opened)) => Some((opened.kind, opened.audience)),
        _ => None,
    };
    events.iter().filter_map(opened).collect()
}

/// The timer of that name, once its moment has passed.
pub(crate) fn due(scene: &Scene, name: &str) -> Option<Timer> {
    let mut due = scene.state.timers().due(scene.now()).map(|(_, timer)| timer);
    due.find(|timer| timer.name() == name)
}

const TEAM: Audience = Audience::Role(Role::Ops);

#[test]
fn a_consent_is_taken_back_once_and_given_again() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let purpose = ConsentPurpose::Publicity;
    scene.refused(by(ming), withdraw(ming, purpose), "CONSENT_NOT_GIVEN");
    scene.given(by(ming), grant(ming, purpose));
    scene.refused(by(koc("hua")), withdraw(ming, purpose), "FORBIDDEN");
    let events = scene.accepted(by(ming), withdraw(ming, purpose));
    assert_eq!(todos(&events), [(TodoKind::ConsentWithdrawn, TEAM)]);
    scene.refused(by(ming), withdraw(ming, purpose), "CONSENT_NOT_GIVEN");
    scene.accepted(by(ming), grant(ming, purpose));
    scene.refused(by(ming), grant(ming, purpose), "NO_CHANGE");
}

#[test]
fn whoever_answers_requests_about_data_takes_a_consent_back_for_somebody() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    scene.given(mei(), add_operator("pri", &[Role::Privacy]));
    let privacy = Actor::operator(operator_id("pri"), Role::Privacy);
    scene.refused(mei(), withdraw(ming, ConsentPurpose::Participation), "FORBIDDEN");
    scene.accepted(privacy, withdraw(ming, ConsentPurpose::Participation));
}

#[test]
fn without_the_consent_to_take_part_nothing_new_begins() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let offered = given_offer(&mut scene, "one", ming);
    let another = given_open(&mut scene, "two");
    let early = invite(&scene, ming, TierCode::Responder);
    scene.given(mei(), early);
    scene.given(by(ming), withdraw(ming, ConsentPurpose::Participation));
    scene.refused(by(ming), accept(offered), "CONSENT_MISSING");
    let again = offer(&scene, another, ming);
    scene.refused(mei(), again, "CONSENT_MISSING");
    // The invitation went with it.
    let yes = AcceptTierInvitation { koc_id: ming, target_tier: TierCode::Responder };
    scene.refused(by(ming), yes, "INVITATION_NOT_OPEN");
    let anew = invite(&scene, ming, TierCode::Responder);
    scene.refused(mei(), anew, "CONSENT_MISSING");
    approve_promotion(&mut scene, ming, TierCode::Responder);
    let up = promote(&scene, ming, TierCode::Responder);
    scene.refused(mei(), up, "CONSENT_MISSING");
    scene.given(by(ming), grant(ming, ConsentPurpose::Participation));
    scene.accepted(by(ming), accept(offered));
}

#[test]
fn without_the_consent_to_teach_nobody_is_a_mentor() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    let hua = responder(&mut scene, "hua");
    let teacher = given_mentor(&mut scene, "teacher");
    given_pair(&mut scene, "pair", teacher, ming);
    let events = scene.accepted(by(teacher), withdraw(teacher, ConsentPurpose::Mentoring));
    let asked = [(TodoKind::ConsentWithdrawn, TEAM), (TodoKind::ReassignMentees, TEAM)];
    assert_eq!(todos(&events), asked);
    let more = propose(&scene, "more", teacher, hua);
    scene.refused(mei(), more, "MENTOR_NOT_APPOINTED");
    scene.refused(mei(), appoint(teacher), "CONSENT_MISSING");
    scene.given(by(teacher), grant(teacher, ConsentPurpose::Mentoring));
    scene.accepted(mei(), appoint(teacher));
}

fn until(scene: &Scene, koc_id: KocId, days: i32) -> GrantConsent {
    let expires_on = Some(scene.today().plus(days));
    GrantConsent { expires_on, ..grant(koc_id, ConsentPurpose::Mentoring) }
}

#[test]
fn a_consent_with_a_last_day_is_over_after_it_and_is_asked_for_again() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let past = until(&scene, ming, -1);
    scene.refused(by(ming), past, "DATE_IN_PAST");
    let ten_days = until(&scene, ming, 10);
    scene.given(by(ming), ten_days.clone());
    scene.refused(by(ming), ten_days, "NO_CHANGE");
    let expire = ExpireConsent { koc_id: ming, purpose: ConsentPurpose::Mentoring };
    scene.refused(Actor::SYSTEM, expire.clone(), "NOT_YET_DUE");
    scene.wait_days(11);
    let events = scene.accepted(Actor::SYSTEM, expire.clone());
    assert!(matches!(events.first(), Some(Event::Koc(member_events::Event::ConsentExpired(_)))));
    assert_eq!(todos(&events), [(TodoKind::ConsentExpired, Audience::Koc(ming))]);
    scene.refused(Actor::SYSTEM, expire, "CONSENT_NOT_GIVEN");
    scene.refused(by(ming), withdraw(ming, ConsentPurpose::Mentoring), "CONSENT_NOT_GIVEN");
    scene.accepted(by(ming), grant(ming, ConsentPurpose::Mentoring));
}

#[test]
fn the_last_day_counts_whether_or_not_the_clock_came() {
    let mut scene = live();
    let teacher = partner(&mut scene, "teacher");
    let ten_days = until(&scene, teacher, 10);
    scene.given(by(teacher), ten_days);
    scene.wait_days(10);
    scene.clone().accepted(mei(), appoint(teacher));
    scene.wait_days(1);
    scene.refused(mei(), appoint(teacher), "CONSENT_MISSING");
}

#[test]
fn a_clock_runs_for_a_consent_that_ends_and_stops_with_it() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let running = |scene: &Scene| {
        let names = scene.state.timers().iter().map(|(_, timer)| timer.name());
        names.filter(|name| *name == "ExpireConsent").collect::<Vec<_>>()
    };
    let ten_days = until(&scene, ming, 10);
    scene.given(by(ming), ten_days);
    assert_eq!(running(&scene), ["ExpireConsent"]);
    let timer = due(&scene, "ExpireConsent");
    assert_eq!(timer, None);
    scene.wait_days(11);
    let timer = due(&scene, "ExpireConsent").expect("the last day is over");
    assert_eq!(timer.target(), format!("{ming} MENTORING"));
    let command = timer.command(&scene.state).expect("there is something to send");
    scene.accepted(Actor::SYSTEM, command);
    assert_eq!(running(&scene), [] as [&str; 0]);
    let again = until(&scene, ming, 10);
    scene.given(by(ming), again);
    scene.given(by(ming), withdraw(ming, ConsentPurpose::Mentoring));
    assert_eq!(running(&scene), [] as [&str; 0]);
}

#[test]
fn a_newer_text_takes_the_place_of_an_older_one() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let purpose = ConsentPurpose::Story;
    scene.given(by(ming), grant(ming, purpose));
    let second = GrantConsent { text_version: 2, ..grant(ming, purpose) };
    scene.refused(by(ming), second.clone(), "CONSENT_TEXT_UNKNOWN");
    let text = PublishConsentText { text_version: 2, ..consent_text(purpose) };
    scene.given(mei(), text);
    scene.given(by(ming), second);
    scene.refused(by(ming), grant(ming, purpose), "NO_CHANGE");
}
