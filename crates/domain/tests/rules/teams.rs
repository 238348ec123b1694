//! How a team comes together, who does what in it, and how it ends.

use domain::assignment::values::{Assignee, EndCause};
use domain::assignment::{self, command::AssignTask};
use domain::id::CampaignId;
use domain::koc::command::LeaveProgramme;
use domain::task::Eligibility;
use domain::team::Event::*;
use domain::team::command::*;
use domain::team::values::*;
use domain::vocabulary::{Mode, TeamRole};
use domain::{Event, assignment::Event::*};
use testkit::scene::Scene;

use crate::common::*;
use crate::pairs::given_mentor;
use crate::teams_common::*;
use crate::work::*;

fn of_team(events: Vec<Event>) -> Vec<domain::team::Event> {
    let team = |event| if let Event::Team(event) = event { Some(event) } else { None };
    events.into_iter().filter_map(team).collect()
}

fn role(koc_id: domain::id::KocId, role: TeamRole) -> AssignTeamRole {
    AssignTeamRole { team_id: team_id("crew"), koc_id, role, section: None }
}

/// A mentor, and a task that nobody has taken.
fn with_mentor() -> (Scene, domain::id::TaskId, domain::id::KocId) {
    let mut scene = live_with_words();
    let teacher = given_mentor(&mut scene, "teacher");
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    (scene, task_id, teacher)
}

#[test]
fn a_team_is_formed_for_one_thing_and_of_a_sensible_size() {
    let (mut scene, _) = three();
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    let one = form(task_id, "crew");
    scene.refused(mei(), FormTeam { size_min: 1, ..one.clone() }, "TEAM_SIZE_INVALID");
    scene.refused(mei(), FormTeam { size_max: 31, ..one.clone() }, "TEAM_SIZE_INVALID");
    scene.refused(mei(), FormTeam { task_id: None, ..one.clone() }, "FIELD_INVALID");
    let campaign_id = Some(CampaignId::derived(&[b"spring"]));
    scene.refused(mei(), FormTeam { campaign_id, ..one.clone() }, "FIELD_INVALID");
    let unknown = Some(CampaignId::derived(&[b"no such campaign"]));
    let for_nothing = FormTeam { task_id: None, campaign_id: unknown, ..one.clone() };
    scene.refused(mei(), for_nothing, "NOT_FOUND");
    scene.refused(by(koc("an")), one.clone(), "FORBIDDEN");
    scene.given(mei(), one.clone());
    scene.refused(mei(), one, "TEAM_EXISTS");
}

#[test]
fn no_team_is_formed_for_what_one_person_does_alone() {
    let (mut scene, _) = three();
    let brief = brief(&scene);
    let contest = given_brief(
        &mut scene,
        domain::task::command::DraftTask { mode: Mode::IndividualContest, ..draft("race") },
        brief,
    );
    scene.refused(mei(), form(contest, "crew"), "SOLO_ENTRY_ONLY");
    let alone = given_open(&mut scene, "alone");
    scene.refused(mei(), form(alone, "crew"), "FIELD_INVALID");
}

#[test]
fn only_a_mentor_leads_a_mentor_led_team() {
    let (mut scene, task_id, teacher) = with_mentor();
    let led = form_led(task_id, "crew", teacher);
    scene.refused(mei(), FormTeam { lead: None, ..led.clone() }, "MENTOR_MUST_LEAD");
    let ming = responder(&mut scene, "ming");
    scene.refused(mei(), FormTeam { lead: Some(ming), ..led.clone() }, "MENTOR_MUST_LEAD");
    // Peers are left nothing that a mentor could have.
    let peers = FormTeam { kind: TeamKind::Peer, lead: None, ..led.clone() };
    scene.refused(mei(), peers, "MENTOR_MUST_LEAD");
    let spends = Delegation { may_spend: true, ..led.delegation };
    scene.refused(mei(), FormTeam { delegation: spends, ..led.clone() }, "FIELD_INVALID");
    scene.accepted(mei(), led);
}

#[test]
fn whoever_is_asked_in_may_say_yes_or_no() {
    let (mut scene, [an, bo, chu]) = three();
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), FormTeam { lead: Some(an), size_max: 2, ..form(task_id, "crew") });
    scene.refused(by(bo), join("crew", bo), "NOT_INVITED");
    scene.refused(by(bo), join("crew", an), "FORBIDDEN");
    scene.given(by(an), join("crew", an));
    scene.refused(mei(), invite_in("crew", an, TeamRole::Driver), "ALREADY_IN_TEAM");
    scene.refused(by(an), invite_in("crew", bo, TeamRole::Camera), "NOT_A_PARTY");
    scene.given(mei(), invite_in("crew", bo, TeamRole::Camera));
    scene.refused(mei(), invite_in("crew", bo, TeamRole::Camera), "NO_CHANGE");
    let no = DeclineTeam { team_id: team_id("crew"), koc_id: bo, reason: Some("no time".into()) };
    scene.refused(by(chu), DeclineTeam { koc_id: chu, ..no.clone() }, "NOT_INVITED");
    scene.given(by(bo), no);
    scene.refused(by(bo), join("crew", bo), "NOT_INVITED");
    scene.given(mei(), invite_in("crew", bo, TeamRole::Camera));
    scene.given(mei(), invite_in("crew", chu, TeamRole::Editor));
    scene.given(by(chu), join("crew", chu));
    scene.refused(by(bo), join("crew", bo), "TEAM_FULL");
    let dan = responder(&mut scene, "dan");
    scene.refused(mei(), invite_in("crew", dan, TeamRole::Driver), "TEAM_FULL");
}

#[test]
fn only_those_are_asked_who_could_do_the_work() {
    let (mut scene, [an, ..]) = three();
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), form(task_id, "crew"));
    let seed = member(&mut scene, "seed");
    scene.refused(mei(), invite_in("crew", seed, TeamRole::Camera), "MEMBER_NOT_ELIGIBLE");
    let exclude = vec![an];
    let only = Eligibility { exclude, ..Eligibility::default() };
    scene.given(mei(), eligibility(task_id, only));
    scene.refused(mei(), invite_in("crew", an, TeamRole::Camera), "MEMBER_NOT_ELIGIBLE");
}

#[test]
fn nobody_joins_beyond_what_they_may_do_at_once() {
    let (mut scene, [an, bo, _]) = three();
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), form(task_id, "crew"));
    scene.given(mei(), invite_in("crew", an, TeamRole::Camera));
    scene.given(mei(), invite_in("crew", bo, TeamRole::Editor));
    let mut works = 0;
    loop {
        works += 1;
        let task_id = given_open(&mut scene, &format!("w{works}"));
        let asked = offer(&scene, task_id, an);
        if scene.send(mei(), asked).is_err() {
            break;
        }
    }
    scene.refused(by(an), join("crew", an), "CONCURRENT_LIMIT_REACHED");
    scene.accepted(by(bo), join("crew", bo));
}

#[test]
fn a_team_is_ready_when_it_is_large_enough_and_every_role_is_somebodys() {
    let (mut scene, [an, bo, chu]) = three();
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), form(task_id, "crew"));
    scene.given(mei(), invite_in("crew", an, TeamRole::Lead));
    scene.given(by(an), join("crew", an));
    scene.refused(mei(), confirm("crew"), "TEAM_TOO_SMALL");
    scene.given(mei(), invite_in("crew", bo, TeamRole::Editor));
    scene.given(by(bo), join("crew", bo));
    scene.refused(mei(), confirm("crew"), "ROLE_UNFILLED");
    scene.refused(mei(), role(chu, TeamRole::Camera), "NOT_A_MEMBER");
    scene.refused(mei(), role(bo, TeamRole::Editor), "NO_CHANGE");
    scene.refused(mei(), role(bo, TeamRole::Lead), "FIELD_INVALID");
    scene.refused(by(bo), role(bo, TeamRole::Camera), "NOT_A_PARTY");
    scene.given(mei(), role(bo, TeamRole::Camera));
    scene.refused(by(bo), confirm("crew"), "NOT_A_PARTY");
    let events = of_team(scene.accepted(by(an), confirm("crew")));
    assert!(matches!(events.as_slice(), [TeamReady(ready)] if ready.members == [an, bo]));
    scene.refused(by(an), confirm("crew"), "TEAM_NOT_OPEN");
}

#[test]
fn what_is_left_to_the_mentor_is_not_the_brands_to_do() {
    let (mut scene, task_id, teacher) = with_mentor();
    let (ming, bo) = (responder(&mut scene, "ming"), responder(&mut scene, "bo"));
    scene.given(mei(), form_led(task_id, "crew", teacher));
    scene.refused(mei(), invite_in("crew", ming, TeamRole::Camera), "DELEGATED_TO_MENTOR");
    scene.refused(by(teacher), invite_in("crew", teacher, TeamRole::Camera), "ALREADY_IN_TEAM");
    for koc_id in [ming, bo] {
        scene.given(by(teacher), invite_in("crew", koc_id, TeamRole::Camera));
        scene.given(by(koc_id), join("crew", koc_id));
    }
    scene.refused(mei(), role(bo, TeamRole::Editor), "DELEGATED_TO_MENTOR");
    scene.accepted(by(teacher), role(bo, TeamRole::Editor));
    scene.accepted(by(teacher), confirm("crew"));
    // What was not left to them is not theirs.
    let plain = FormTeam { delegation: Delegation::default(), ..form_led(task_id, "b", teacher) };
    scene.given(mei(), plain);
    scene.refused(by(teacher), invite_in("b", ming, TeamRole::Camera), "NOT_A_PARTY");
    scene.accepted(mei(), invite_in("b", ming, TeamRole::Camera));
}

#[test]
fn whoever_leads_hands_over_before_they_leave() {
    let Trio { mut scene, an, bo, chu, .. } = ready();
    scene.refused(by(an), leave("crew", an), "LEAD_MUST_HAND_OVER");
    let over = |to| HandOverLead { team_id: team_id("crew"), to };
    scene.refused(by(bo), over(bo), "NOT_A_PARTY");
    scene.refused(by(an), over(koc("dan")), "NOT_A_MEMBER");
    scene.refused(by(an), over(an), "NO_CHANGE");
    scene.given(by(an), over(chu));
    scene.given(by(an), leave("crew", an));
    scene.refused(by(an), leave("crew", an), "NOT_A_MEMBER");
    // Two are left, and the team is still complete.
    let task_id = task_id("film");
    let offer = offer_team(&scene, task_id, "crew");
    scene.accepted(mei(), offer);
}

#[test]
fn only_another_mentor_takes_over_from_a_mentor() {
    let (mut scene, task_id, teacher) = with_mentor();
    let (ming, other) = (responder(&mut scene, "ming"), given_mentor(&mut scene, "other"));
    scene.given(mei(), form_led(task_id, "crew", teacher));
    let over = |to| HandOverLead { team_id: team_id("crew"), to };
    scene.refused(by(teacher), over(ming), "MENTOR_MUST_LEAD");
    scene.given(by(teacher), invite_in("crew", other, TeamRole::Driver));
    scene.given(by(other), join("crew", other));
    scene.refused(by(teacher), over(other), "ALREADY_IN_TEAM");
    scene.given(by(other), leave("crew", other));
}

#[test]
fn the_last_one_to_leave_ends_the_team() {
    let (mut scene, [an, ..]) = three();
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), FormTeam { lead: Some(an), ..form(task_id, "crew") });
    scene.given(by(an), join("crew", an));
    let events = of_team(scene.accepted(by(an), leave("crew", an)));
    let [MemberLeft(_), TeamDisbanded(ended)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(ended.cause, DisbandCause::Empty);
    scene.refused(mei(), invite_in("crew", an, TeamRole::Lead), "TEAM_NOT_OPEN");
}

#[test]
fn a_team_at_work_is_not_disbanded() {
    let Trio { mut scene, an, work, .. } = at_work(ready());
    let disband = DisbandTeam { team_id: team_id("crew"), reason: "plans changed".to_owned() };
    scene.refused(mei(), disband.clone(), "TEAM_HAS_OPEN_WORK");
    let back = domain::assignment::command::RelinquishAssignment {
        assignment_id: work,
        reason: None,
        return_resources: false,
    };
    scene.given(by(an), back);
    let unsaid = DisbandTeam { reason: " ".to_owned(), ..disband.clone() };
    scene.refused(mei(), unsaid, "REASON_REQUIRED");
    scene.given(mei(), disband.clone());
    scene.refused(mei(), disband, "NO_CHANGE");
}

#[test]
fn work_goes_on_without_whoever_leaves_the_programme() {
    let Trio { mut scene, an, bo, chu, work, .. } = at_work(ready());
    let effective_on = scene.today();
    let goes = |koc_id| LeaveProgramme { koc_id, reason: None, effective_on };
    let events = scene.accepted(by(an), goes(an));
    assert!(!events.iter().any(|it| matches!(it, Event::Assignment(AssignmentRelinquished(_)))));
    let changed = events.iter().rev().find_map(|event| match event {
        Event::Assignment(AssignmentPeopleChanged(changed)) => Some(changed),
        _ => None,
    });
    let changed = changed.expect("the work has other people");
    assert_eq!((changed.lead, changed.members.as_slice()), (bo, [bo, chu].as_slice()));
    assert_eq!(scene.state.counted().live_by_member.get(&an), None);
    scene.accepted(by(bo), submit_together(work, 1));
}

#[test]
fn work_ends_with_the_last_of_a_team() {
    let Trio { mut scene, an, bo, chu, .. } = at_work(ready());
    let effective_on = scene.today();
    let goes = |koc_id| LeaveProgramme { koc_id, reason: None, effective_on };
    scene.given(by(an), goes(an));
    scene.given(by(bo), goes(bo));
    let events = scene.accepted(by(chu), goes(chu));
    let ended = events.iter().find_map(|event| match event {
        Event::Assignment(assignment::Event::AssignmentRelinquished(it)) => Some(it.cause),
        _ => None,
    });
    assert_eq!(ended, Some(EndCause::MemberLeft));
    assert!(scene.state.counted().live_by_member.is_empty());
}

#[test]
fn every_member_of_a_team_must_be_able_to_take_its_task() {
    let Trio { mut scene, task_id, an, bo, .. } = ready();
    let offered = |scene: &Scene| offer_team(scene, task_id, "crew");
    let other = given_team_task(&mut scene, "other", Vec::new());
    let elsewhere = AssignTask { task_id: other, ..offered(&scene) };
    scene.refused(mei(), elsewhere, "FIELD_INVALID");
    let pause = domain::koc::command::PauseKoc {
        koc_id: bo,
        from: scene.today(),
        until: None,
        reason: None,
    };
    scene.given(by(bo), pause);
    let asked = offered(&scene);
    scene.refused(mei(), asked, "MEMBER_NOT_ELIGIBLE");
    scene.given(by(bo), domain::koc::command::ResumeKoc { koc_id: bo });
    let asked = offered(&scene);
    scene.given(mei(), asked.clone());
    scene.refused(mei(), asked, "ALREADY_ASSIGNED");
    // Who has it in a team does not have it alone besides.
    let alone = offer(&scene, task_id, an);
    scene.refused(mei(), alone, "ALREADY_ASSIGNED");
    assert_eq!(scene.state.counted().live_by_member.len(), 3);
}

#[test]
fn a_team_that_is_not_ready_is_offered_nothing() {
    let (mut scene, [an, ..]) = three();
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), FormTeam { lead: Some(an), ..form(task_id, "crew") });
    let offer = offer_team(&scene, task_id, "crew");
    scene.refused(mei(), offer.clone(), "TEAM_NOT_READY");
    let assignee = Assignee::Team(team_id("nobody"));
    scene.refused(mei(), AssignTask { assignee, ..offer }, "NOT_FOUND");
}

#[test]
fn whoever_leads_answers_for_all() {
    let Trio { mut scene, task_id, an, bo, work, .. } = ready();
    let offer = offer_team(&scene, task_id, "crew");
    scene.given(mei(), offer);
    scene.refused(by(bo), accept(work), "NOT_THE_ASSIGNEE");
    scene.given(by(an), accept(work));
    scene.refused(by(bo), submit_together(work, 1), "NOT_THE_ASSIGNEE");
    scene.given(by(an), submit_together(work, 1));
}
