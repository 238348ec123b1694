//! Suspension: two people decide it, the member is told why, and it ends by the clock or by hand.

use crate::common::*;
use crate::koc_consent::{due, todos};
use crate::pairs::*;
use crate::work::*;
use domain::approval::{Proposal, SuspensionProposal};
use domain::id::{EventId, KocId};
use domain::koc::command::*;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Actor, Day, Event, Role, koc as member_events};
use testkit::scene::Scene;

pub(crate) fn suspension(koc_id: KocId, until: Option<Day>) -> SuspendKoc {
    SuspendKoc {
        koc_id, reason: "发布夸大宣传".into(), evidence_refs: vec![EventId(1)], until
    }
}

#[track_caller]
pub(crate) fn given_suspended(scene: &mut Scene, koc_id: KocId, until: Option<Day>) -> Vec<Event> {
    approve(scene, Proposal::Suspend(SuspensionProposal { koc_id, until }));
    scene.accepted(mei(), suspension(koc_id, until))
}

pub(crate) fn lift(koc_id: KocId) -> LiftSuspension {
    LiftSuspension { koc_id, reason: Some("已澄清".into()) }
}

fn by_the_clock(koc_id: KocId) -> LiftSuspension {
    LiftSuspension { koc_id, reason: None }
}

#[test]
fn two_people_suspend_and_the_member_is_told_why() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    scene.refused(mei(), suspension(ming, None), "FOUR_EYES_REQUIRED");
    let until = Some(scene.today().plus(30));
    approve(&mut scene, Proposal::Suspend(SuspensionProposal { koc_id: ming, until }));
    // What was approved has an end; another decision needs another approval.
    scene.refused(mei(), suspension(ming, None), "FOUR_EYES_REQUIRED");
    let silent = SuspendKoc { reason: " ".into(), ..suspension(ming, until) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let unknown = SuspendKoc { evidence_refs: vec![EventId(9_999)], ..suspension(ming, until) };
    scene.refused(mei(), unknown, "NOT_FOUND");
    let events = scene.accepted(mei(), suspension(ming, until));
    let Some(Event::Koc(member_events::Event::KocSuspended(suspended))) = events.first() else {
        panic!("suspended: {events:?}")
    };
    assert_eq!((suspended.from, suspended.until), (scene.today(), until));
    assert_eq!(suspended.approved_by.len(), 1);
    assert_eq!(todos(&events), [(TodoKind::Suspended, Audience::Koc(ming))]);
    scene.refused(mei(), suspension(ming, until), "KOC_NOT_ACTIVE");
}

#[test]
fn a_suspension_does_not_end_before_it_begins() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let yesterday = Some(scene.today().plus(-1));
    scene.refused(mei(), suspension(ming, yesterday), "DATE_IN_PAST");
}

#[test]
fn a_suspended_member_begins_nothing_and_hands_nothing_in() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let under_way = given_accepted(&mut scene, "one", ming);
    let offered = given_offer(&mut scene, "two", ming);
    given_suspended(&mut scene, ming, None);
    scene.refused(by(ming), accept(offered), "KOC_NOT_ACTIVE");
    scene.refused(by(ming), submit(under_way, 1, ming), "KOC_NOT_ACTIVE");
    let early = invite(&scene, ming, TierCode::Responder);
    scene.refused(mei(), early, "KOC_NOT_ACTIVE");
    let pause = PauseKoc { koc_id: ming, from: scene.today(), until: None, reason: None };
    scene.refused(by(ming), pause, "KOC_NOT_ACTIVE");
    scene.given(mei(), lift(ming));
    let next = given_offer(&mut scene, "three", ming);
    scene.accepted(by(ming), accept(next));
}

#[test]
fn a_suspended_mentor_takes_nobody_on_and_their_mentees_are_looked_after() {
    let mut scene = live();
    let (ming, hua) = (responder(&mut scene, "ming"), responder(&mut scene, "hua"));
    let teacher = given_mentor(&mut scene, "teacher");
    given_pair(&mut scene, "pair", teacher, ming);
    let events = given_suspended(&mut scene, teacher, None);
    let team = Audience::Role(Role::Ops);
    let asked = [(TodoKind::Suspended, Audience::Koc(teacher)), (TodoKind::ReassignMentees, team)];
    assert_eq!(todos(&events), asked);
    let more = propose(&scene, "more", teacher, hua);
    scene.refused(mei(), more, "KOC_NOT_ACTIVE");
}

#[test]
fn people_lift_a_suspension_for_a_reason() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    scene.refused(mei(), lift(ming), "KOC_NOT_SUSPENDED");
    given_suspended(&mut scene, ming, None);
    scene.refused(mei(), by_the_clock(ming), "REASON_REQUIRED");
    scene.refused(Actor::SYSTEM, by_the_clock(ming), "NOT_YET_DUE");
    scene.wait_days(4);
    let events = scene.accepted(mei(), lift(ming));
    let Some(Event::Koc(member_events::Event::SuspensionLifted(lifted))) = events.first() else {
        panic!("lifted: {events:?}")
    };
    assert_eq!(lifted.days_suspended, 4);
    assert_eq!(todos(&events), [(TodoKind::SuspensionLifted, Audience::Koc(ming))]);
}

#[test]
fn the_clock_lifts_a_suspension_after_its_last_day() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let until = scene.today().plus(10);
    given_suspended(&mut scene, ming, Some(until));
    scene.wait_days(10);
    scene.refused(Actor::SYSTEM, by_the_clock(ming), "NOT_YET_DUE");
    assert_eq!(due(&scene, "LiftSuspension"), None);
    scene.wait_days(1);
    let timer = due(&scene, "LiftSuspension").expect("the last day is over");
    let command = timer.command(&scene.state).expect("there is something to send");
    scene.accepted(Actor::SYSTEM, command);
    assert_eq!(due(&scene, "LiftSuspension"), None);
}

#[test]
fn leaving_does_not_shed_a_suspension() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let until = scene.today().plus(30);
    given_suspended(&mut scene, ming, Some(until));
    let effective_on = scene.today();
    let events =
        scene.accepted(by(ming), LeaveProgramme { koc_id: ming, reason: None, effective_on });
    let Some(Event::Koc(member_events::Event::KocLeft(left))) = events.first() else {
        panic!("left: {events:?}")
    };
    assert!(!left.good_standing);
    let entry_tier = TierCode::Seed;
    let back = RejoinProgramme { koc_id: ming, entry_tier, effective_on };
    scene.refused(mei(), back.clone(), "KOC_NOT_ACTIVE");
    scene.wait_days(31);
    scene.given(Actor::SYSTEM, by_the_clock(ming));
    let back = RejoinProgramme { effective_on: scene.today(), ..back };
    scene.accepted(mei(), back);
}

#[test]
fn a_suspension_ends_a_break_and_the_right_of_return_waits() {
    let mut scene = live();
    let ming = partner(&mut scene, "ming");
    let effective_on = scene.today();
    let (koc_id, to_tier) = (ming, TierCode::Responder);
    scene.given(by(ming), StepDown { koc_id, to_tier, reason: None, effective_on });
    let pause = PauseKoc { koc_id, from: scene.today(), until: None, reason: None };
    scene.given(by(ming), pause);
    given_suspended(&mut scene, ming, None);
    scene.refused(by(ming), ResumeKoc { koc_id }, "KOC_NOT_PAUSED");
    let back = ReturnToTier { koc_id, to_tier: TierCode::Partner, effective_on };
    scene.refused(by(ming), back.clone(), "KOC_NOT_ACTIVE");
    scene.given(mei(), lift(ming));
    scene.accepted(by(ming), back);
}

#[test]
fn an_invitation_is_not_accepted_while_suspended() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let early = invite(&scene, ming, TierCode::Responder);
    scene.given(mei(), early);
    given_suspended(&mut scene, ming, None);
    let yes = AcceptTierInvitation { koc_id: ming, target_tier: TierCode::Responder };
    scene.refused(by(ming), yes, "KOC_NOT_ACTIVE");
    // Saying no, and taking a consent back, stay free.
    let no = DeclineTierInvitation { koc_id: ming, target_tier: TierCode::Responder, reason: None };
    scene.given(by(ming), no);
    let purpose = ConsentPurpose::Participation;
    scene.accepted(by(ming), WithdrawConsent { koc_id: ming, purpose });
}
