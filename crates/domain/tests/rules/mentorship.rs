//! Mentors, and how mentorships begin, change hands and end.

use crate::common::*;
use crate::pairs::*;
use domain::approval::{Proposal, TierProposal};
use domain::id::KocId;
use domain::koc::command::*;
use domain::mentorship::Event::*;
use domain::mentorship::command::*;
use domain::mentorship::values::*;
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Event, Violation, mentorship};
use testkit::scene::Scene;

fn away(koc_id: KocId) -> MarkMentorAway {
    MarkMentorAway { koc_id, until: None }
}

fn back(koc_id: KocId) -> MarkMentorBack {
    MarkMentorBack { koc_id }
}

fn leave(scene: &Scene, koc_id: KocId) -> LeaveProgramme {
    LeaveProgramme { koc_id, reason: None, effective_on: scene.today() }
}

fn step_down(scene: &Scene, koc_id: KocId, to_tier: TierCode) -> StepDown {
    StepDown { koc_id, to_tier, reason: None, effective_on: scene.today() }
}

/// A member of the second tier and a mentor with two seats.
fn two() -> (Scene, KocId, KocId) {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    let teacher = given_mentor(&mut scene, "teacher");
    (scene, teacher, ming)
}

/// The same, working together.
fn paired() -> (Scene, KocId, KocId) {
    let (mut scene, teacher, ming) = two();
    given_pair(&mut scene, "pair", teacher, ming);
    (scene, teacher, ming)
}

fn edges(events: Vec<Event>) -> Vec<mentorship::Event> {
    let edge = |event| match event {
        Event::Mentorship(event) => Some(event),
        _ => None,
    };
    events.into_iter().filter_map(edge).collect()
}

#[track_caller]
fn proposal_refused(scene: &mut Scene, mentor: KocId, mentee: KocId, code: &str) {
    let proposal = propose(scene, "refused", mentor, mentee);
    scene.refused(mei(), proposal, code);
}

#[test]
fn a_partner_is_appointed_mentor() {
    let mut scene = live();
    let teacher = partner(&mut scene, "teacher");
    scene.refused(mei(), appoint(teacher), "CONSENT_MISSING");
    scene.given(by(teacher), grant(teacher, ConsentPurpose::Mentoring));
    let statement = Some("I film by the sea".into());
    let events = edges(scene.accepted(mei(), AppointMentor { statement, ..appoint(teacher) }));
    let [MentorAppointed(appointed)] = events.as_slice() else { panic!("appointed: {events:?}") };
    assert_eq!(appointed.statement.as_ref().map(|it| it.person), Some(teacher.into()));
    scene.refused(mei(), appoint(teacher), "ALREADY_MENTOR");
}

#[test]
fn a_mentor_stands_in_the_top_tier() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    scene.given(by(ming), grant(ming, ConsentPurpose::Mentoring));
    scene.refused(mei(), appoint(ming), "TIER_TOO_LOW");
    scene.refused(mei(), appoint(koc("nobody")), "NOT_FOUND");
}

#[test]
fn a_mentor_has_a_seat_and_topics_of_the_vocabulary() {
    let mut scene = live();
    let teacher = partner(&mut scene, "teacher");
    scene.given(by(teacher), grant(teacher, ConsentPurpose::Mentoring));
    scene.refused(mei(), AppointMentor { capacity: 0, ..appoint(teacher) }, "LIMIT_INVALID");
    let topics = vec!["night-photography".to_owned()];
    scene.refused(mei(), AppointMentor { topics, ..appoint(teacher) }, "TERM_UNKNOWN");
    let from = scene.today();
    scene.given(by(teacher), PauseKoc { koc_id: teacher, from, until: None, reason: None });
    scene.refused(mei(), appoint(teacher), "KOC_NOT_ACTIVE");
}

#[test]
fn a_mentor_goes_away_and_comes_back() {
    let (mut scene, teacher, ming) = two();
    scene.refused(by(teacher), back(teacher), "MENTOR_NOT_AWAY");
    scene.given(by(teacher), away(teacher));
    scene.refused(by(teacher), away(teacher), "NO_CHANGE");
    proposal_refused(&mut scene, teacher, ming, "MENTOR_AWAY");
    scene.given(mei(), back(teacher));
    scene.refused(mei(), back(teacher), "MENTOR_NOT_AWAY");
    let proposal = propose(&scene, "pair", teacher, ming);
    scene.accepted(mei(), proposal);
}

#[test]
fn an_absence_ends_by_itself_after_its_last_day() {
    let (mut scene, teacher, ming) = two();
    let yesterday = Some(scene.today().plus(-1));
    let past = MarkMentorAway { until: yesterday, ..away(teacher) };
    scene.refused(by(teacher), past, "DATE_IN_PAST");
    let tomorrow = Some(scene.today().plus(1));
    scene.given(by(teacher), MarkMentorAway { until: tomorrow, ..away(teacher) });
    scene.wait_days(1);
    proposal_refused(&mut scene, teacher, ming, "MENTOR_AWAY");
    scene.wait_days(1);
    scene.refused(by(teacher), back(teacher), "MENTOR_NOT_AWAY");
    let proposal = propose(&scene, "pair", teacher, ming);
    scene.accepted(mei(), proposal);
}

#[test]
fn only_a_mentor_goes_away_and_only_for_themselves() {
    let (mut scene, teacher, ming) = two();
    scene.refused(by(ming), away(ming), "NOT_A_MENTOR");
    scene.refused(by(ming), back(ming), "NOT_A_MENTOR");
    scene.refused(by(ming), away(teacher), "NOT_A_PARTY");
    scene.refused(mei(), away(koc("nobody")), "NOT_FOUND");
}

#[test]
fn a_mentorship_begins_with_the_second_yes() {
    let (mut scene, teacher, ming) = two();
    let goals = Some("to film at night".into());
    let proposal = ProposeMentorship { goals, ..propose(&scene, "pair", teacher, ming) };
    let events = edges(scene.accepted(by(ming), proposal));
    let [MentorshipProposed(proposed)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(proposed.goals.as_ref().map(|goals| goals.person), Some(ming.into()));
    let first = edges(scene.accepted(by(ming), agree("pair", MentorshipParty::Mentee)));
    assert!(matches!(first.as_slice(), [MentorshipAccepted(_)]));
    let second = edges(scene.accepted(by(teacher), agree("pair", MentorshipParty::Mentor)));
    let [MentorshipAccepted(_), MentorshipStarted(started)] = second.as_slice() else {
        panic!("accepted and started: {second:?}");
    };
    assert_eq!((started.mentor, started.mentee), (teacher, ming));
    assert_eq!(started.started_on, scene.today());
    let tiers = (started.mentor_tier, started.mentee_tier);
    assert_eq!(tiers, (TierCode::Partner, TierCode::Responder));
    assert_eq!(started.continues, None);
}

#[test]
fn a_mentorship_is_proposed_once_under_its_id() {
    let (mut scene, teacher, ming) = paired();
    let again = propose(&scene, "pair", teacher, ming);
    scene.refused(mei(), again, "MENTORSHIP_EXISTS");
}

#[test]
fn nobody_mentors_themselves() {
    let (mut scene, teacher, _) = two();
    proposal_refused(&mut scene, teacher, teacher, "SELF_MENTORSHIP");
}

#[test]
fn a_member_proposes_only_what_they_are_part_of() {
    let (mut scene, teacher, ming) = two();
    let hua = member(&mut scene, "hua");
    let proposal = propose(&scene, "pair", teacher, ming);
    scene.refused(by(hua), proposal, "NOT_A_PARTY");
}

#[test]
fn only_an_appointed_mentor_teaches() {
    let (mut scene, teacher, ming) = two();
    let other = partner(&mut scene, "other");
    proposal_refused(&mut scene, other, ming, "MENTOR_NOT_APPOINTED");
    let left = leave(&scene, teacher);
    scene.given(by(teacher), left);
    proposal_refused(&mut scene, teacher, ming, "MENTOR_NOT_APPOINTED");
}

#[test]
fn a_mentor_who_left_and_came_back_is_appointed_anew() {
    let (mut scene, teacher, ming) = paired();
    let left = leave(&scene, teacher);
    scene.given(by(teacher), left);
    let (entry_tier, effective_on) = (TierCode::Seed, scene.today());
    scene.given(mei(), RejoinProgramme { koc_id: teacher, entry_tier, effective_on });
    rise(&mut scene, teacher, TierCode::Responder);
    rise(&mut scene, teacher, TierCode::Partner);
    let hua = member(&mut scene, "hua");
    proposal_refused(&mut scene, teacher, hua, "MENTOR_NOT_APPOINTED");
    // The mentee of the time before was never given to anybody else and still has a seat.
    scene.given(mei(), AppointMentor { capacity: 1, ..appoint(teacher) });
    proposal_refused(&mut scene, teacher, hua, "MENTOR_AT_CAPACITY");
    scene.given(by(ming), end("pair", EndedBy::Mentee));
    given_pair(&mut scene, "new pair", teacher, hua);
}

#[test]
fn a_mentor_has_as_many_mentees_as_seats() {
    let (mut scene, teacher, _) = paired();
    let (hua, lan) = (member(&mut scene, "hua"), member(&mut scene, "lan"));
    given_pair(&mut scene, "pair-2", teacher, hua);
    proposal_refused(&mut scene, teacher, lan, "MENTOR_AT_CAPACITY");
    scene.given(mei(), complete("pair"));
    given_pair(&mut scene, "pair-3", teacher, lan);
}

#[test]
fn the_last_seat_goes_to_whoever_agrees_first() {
    let (mut scene, teacher, ming) = paired();
    let (hua, lan) = (member(&mut scene, "hua"), member(&mut scene, "lan"));
    for (name, mentee) in [("pair-2", hua), ("pair-3", lan)] {
        let proposal = propose(&scene, name, teacher, mentee);
        scene.given(mei(), proposal);
        scene.given(by(teacher), agree(name, MentorshipParty::Mentor));
    }
    scene.given(by(hua), agree("pair-2", MentorshipParty::Mentee));
    scene.refused(by(lan), agree("pair-3", MentorshipParty::Mentee), "MENTOR_AT_CAPACITY");
    scene.given(by(ming), end("pair", EndedBy::Mentee));
    scene.accepted(by(lan), agree("pair-3", MentorshipParty::Mentee));
}

#[test]
fn a_mentee_has_one_mentor() {
    let (mut scene, _, ming) = paired();
    let other = given_mentor(&mut scene, "other");
    proposal_refused(&mut scene, other, ming, "MENTEE_HAS_MENTOR");
}

#[test]
fn a_mentee_takes_part_and_ranks_below_the_mentor() {
    let (mut scene, teacher, ming) = two();
    let other = given_mentor(&mut scene, "other");
    proposal_refused(&mut scene, teacher, other, "MENTEE_NOT_BELOW_MENTOR");
    let left = leave(&scene, ming);
    scene.given(by(ming), left);
    proposal_refused(&mut scene, teacher, ming, "KOC_NOT_ACTIVE");
    proposal_refused(&mut scene, teacher, koc("nobody"), "NOT_FOUND");
    proposal_refused(&mut scene, koc("nobody"), teacher, "NOT_FOUND");
}

/// Ming learns from the teacher; then the teacher steps down, and ming rises and teaches.
fn ming_above_the_teacher() -> (Scene, KocId, KocId) {
    let (mut scene, teacher, ming) = paired();
    rise(&mut scene, ming, TierCode::Partner);
    scene.given(by(ming), grant(ming, ConsentPurpose::Mentoring));
    scene.given(mei(), appoint(ming));
    let lower = step_down(&scene, teacher, TierCode::Seed);
    scene.given(by(teacher), lower);
    (scene, teacher, ming)
}

#[test]
fn no_line_of_mentors_comes_back_to_itself() {
    let (mut scene, teacher, ming) = ming_above_the_teacher();
    proposal_refused(&mut scene, ming, teacher, "MENTORSHIP_CYCLE");
    let hua = member(&mut scene, "hua");
    given_pair(&mut scene, "pair-2", ming, hua);
    scene.given(mei(), complete("pair"));
    given_pair(&mut scene, "pair-3", ming, teacher);
}

#[test]
fn a_longer_line_does_not_come_back_either() {
    let (mut scene, teacher, ming) = ming_above_the_teacher();
    // teacher → ming → hua; then hua rises and would teach the teacher.
    let hua = responder(&mut scene, "hua");
    given_pair(&mut scene, "pair-2", ming, hua);
    rise(&mut scene, hua, TierCode::Partner);
    scene.given(by(hua), grant(hua, ConsentPurpose::Mentoring));
    scene.given(mei(), appoint(hua));
    let proposal = propose(&scene, "round", hua, teacher);
    let refusal = scene.send(mei(), proposal).expect_err("a cycle");
    let path = vec![teacher, hua, ming, teacher];
    assert_eq!(refusal.violations(), [Violation::MentorshipCycle { path }]);
}

#[test]
fn a_proposal_ends_in_the_future_and_speaks_of_known_topics() {
    let (mut scene, teacher, ming) = two();
    let proposal = propose(&scene, "pair", teacher, ming);
    let until = scene.today().plus(-1);
    scene.refused(mei(), ProposeMentorship { until, ..proposal.clone() }, "DATE_IN_PAST");
    let until = scene.today().plus(40_000);
    scene.refused(mei(), ProposeMentorship { until, ..proposal.clone() }, "DATE_TOO_FAR");
    let topics = vec!["night-photography".to_owned()];
    scene.refused(mei(), ProposeMentorship { topics, ..proposal }, "TERM_UNKNOWN");
}

#[test]
fn each_side_says_yes_for_itself_and_once() {
    let (mut scene, teacher, ming) = two();
    let proposal = propose(&scene, "pair", teacher, ming);
    scene.given(mei(), proposal);
    scene.refused(by(ming), agree("pair", MentorshipParty::Mentor), "NOT_A_PARTY");
    scene.given(by(ming), agree("pair", MentorshipParty::Mentee));
    scene.refused(by(ming), agree("pair", MentorshipParty::Mentee), "NO_CHANGE");
    scene.given(by(teacher), agree("pair", MentorshipParty::Mentor));
    scene.refused(by(teacher), agree("pair", MentorshipParty::Mentor), "MENTORSHIP_NOT_OPEN");
    scene.refused(by(ming), agree("nothing", MentorshipParty::Mentee), "NOT_FOUND");
}

#[test]
fn the_rules_hold_when_the_second_side_agrees() {
    let (mut scene, teacher, ming) = two();
    let proposal = propose(&scene, "pair", teacher, ming);
    let until = scene.today().plus(10);
    scene.given(mei(), ProposeMentorship { until, ..proposal });
    scene.given(by(ming), agree("pair", MentorshipParty::Mentee));
    let yes = || agree("pair", MentorshipParty::Mentor);
    let mut later = scene.clone();
    later.wait_days(11).refused(by(teacher), yes(), "DATE_IN_PAST");
    let mut absent = scene.clone();
    absent.given(by(teacher), away(teacher));
    absent.refused(by(teacher), yes(), "MENTOR_AWAY");
    let lower = step_down(&scene, teacher, TierCode::Responder);
    scene.given(by(teacher), lower);
    scene.refused(by(teacher), yes(), "MENTEE_NOT_BELOW_MENTOR");
}

#[test]
fn a_mentee_is_given_to_another_mentor_at_once() {
    let (mut scene, teacher, ming) = paired();
    let other = given_mentor(&mut scene, "other");
    let events = edges(scene.accepted(mei(), transfer("pair", other, "pair-2")));
    let [MentorshipTransferred(transferred), MentorshipStarted(started)] = events.as_slice() else {
        panic!("transferred and started: {events:?}");
    };
    assert_eq!((transferred.mentor, transferred.to_mentor), (teacher, other));
    assert_eq!(transferred.reason.person, ming.into());
    assert_eq!((started.mentorship_id, started.mentor), (edge("pair-2"), other));
    assert_eq!(started.continues, Some(edge("pair")));
    // The old mentor's seat is free again, the new one's is taken.
    let (hua, lan) = (member(&mut scene, "hua"), member(&mut scene, "lan"));
    given_pair(&mut scene, "pair-3", teacher, hua);
    given_pair(&mut scene, "pair-4", teacher, lan);
    scene.refused(mei(), transfer("pair", other, "pair-5"), "MENTORSHIP_NOT_ACTIVE");
}

#[test]
fn a_transfer_asks_of_the_new_mentor_what_a_proposal_asks() {
    let (mut scene, teacher, ming) = paired();
    scene.refused(mei(), transfer("pair", teacher, "pair-2"), "NO_CHANGE");
    scene.refused(mei(), transfer("pair", ming, "pair-2"), "SELF_MENTORSHIP");
    scene.refused(mei(), transfer("pair", koc("nobody"), "pair-2"), "NOT_FOUND");
    let other = given_mentor(&mut scene, "other");
    scene.refused(mei(), transfer("pair", other, "pair"), "MENTORSHIP_EXISTS");
    let unsaid = TransferMentorship { reason: " ".into(), ..transfer("pair", other, "pair-2") };
    scene.refused(mei(), unsaid, "REASON_REQUIRED");
    scene.given(by(other), away(other));
    scene.refused(mei(), transfer("pair", other, "pair-2"), "MENTOR_AWAY");
    scene.refused(mei(), transfer("nothing", other, "pair-2"), "NOT_FOUND");
}

#[test]
fn a_completed_mentorship_says_how_long_it_lasted() {
    let (mut scene, teacher, ming) = paired();
    scene.wait_days(90);
    scene.refused(by(ming), complete("pair"), "NOT_A_PARTY");
    let said = CompleteMentorship {
        mentee_feedback: Some("I film at night now".into()),
        mentor_feedback: Some("a steady hand".into()),
        ..complete("pair")
    };
    let events = edges(scene.accepted(by(teacher), said));
    let [MentorshipCompleted(completed)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((completed.days, completed.mentee_tier), (90, Some(TierCode::Responder)));
    let said = completed.mentee_feedback.iter().chain(&completed.mentor_feedback);
    assert!(said.map(|text| text.person).all(|person| person == ming.into()));
    scene.refused(mei(), complete("pair"), "MENTORSHIP_NOT_ACTIVE");
}

#[test]
fn either_side_or_the_brand_ends_a_mentorship_for_a_reason() {
    let (mut scene, teacher, ming) = paired();
    scene.refused(by(ming), end("pair", EndedBy::Mentor), "NOT_A_PARTY");
    scene.refused(by(ming), end("pair", EndedBy::Brand), "NOT_A_PARTY");
    scene.refused(mei(), end("pair", EndedBy::Mentee), "NOT_A_PARTY");
    let unsaid = EndMentorship { reason: "".into(), ..end("pair", EndedBy::Mentor) };
    scene.refused(by(teacher), unsaid, "REASON_REQUIRED");
    for (actor, side) in
        [(by(teacher), EndedBy::Mentor), (by(ming), EndedBy::Mentee), (mei(), EndedBy::Brand)]
    {
        let mut scene = scene.clone();
        let events = edges(scene.accepted(actor, end("pair", side)));
        assert!(matches!(events.as_slice(), [MentorshipEnded(ended)] if ended.by == side));
        scene.refused(actor, end("pair", side), "MENTORSHIP_NOT_ACTIVE");
    }
}

#[test]
fn a_demoted_mentor_is_given_nobody_new() {
    let (mut scene, teacher, ming) = paired();
    scene.wait_days(90);
    let koc_id = teacher;
    let decide_on = scene.today().plus(30);
    scene.given(mei(), GiveTierNotice { koc_id, decide_on });
    scene.wait_days(30);
    let to_tier = TierCode::Responder;
    approve(&mut scene, Proposal::Demote(TierProposal { koc_id, to_tier }));
    let demotion = DemoteKoc {
        koc_id,
        to_tier,
        policy_version: 1,
        basis: DemotionBasis::Policy,
        evidence: no_note(),
        reason: "no work for a year".into(),
        effective_on: scene.today(),
    };
    let events = scene.accepted(mei(), demotion);
    let retired = |event: &Event| matches!(event, Event::Mentorship(MentorRetired(it)) if it.cause == RetireCause::BelowBar);
    assert!(events.iter().any(retired), "{events:?}");
    let hua = member(&mut scene, "hua");
    proposal_refused(&mut scene, teacher, hua, "MENTOR_NOT_APPOINTED");
    // Whoever they taught stays with them until somebody else does.
    assert_eq!(scene.state.counted().mentor_of.get(&ming), Some(&teacher));
}
