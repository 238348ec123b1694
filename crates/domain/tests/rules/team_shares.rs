//! How a team shares what its work earns, and how others see it work.

use domain::assignment::Event::{WorkReviewed, WorkSubmitted};
use domain::assignment::command::SubmitWork;
use domain::assignment::values::*;
use domain::contribution::Event::*;
use domain::reward::Event::{RewardPosted, RewardReserved, RewardVoided};
use domain::team::Event::*;
use domain::team::command::*;
use domain::team::values::*;
use domain::todo::Event::TodoOpened;
use domain::todo::values::TodoKind;
use domain::vocabulary::{RewardUnit, TeamRole};
use domain::{Amount, Event};

use crate::assignment_mentor_review::{as_brand, as_mentor};
use crate::common::*;
use crate::pairs::given_mentor;
use crate::purse::*;
use crate::teams_common::*;
use crate::work::*;

fn credited(events: &[Event]) -> Vec<(domain::id::KocId, u32, u16)> {
    let credit = |event: &Event| match event {
        Event::Contribution(ContributionCredited(it)) => Some((it.koc_id, it.points, it.share_bp)),
        _ => None,
    };
    events.iter().filter_map(credit).collect()
}

#[test]
fn shares_stand_when_everybody_said_the_same() {
    let Trio { mut scene, an, bo, chu, .. } = ready();
    let people = [an, bo, chu];
    let shares = percent(&people, &[70, 20, 10]);
    let mut more = shares.clone();
    more[0].share_bp += 1;
    scene.refused(by(an), agree_on("crew", more), "SHARES_NOT_100");
    let two = percent(&[an, bo], &[50, 50]);
    scene.refused(by(an), agree_on("crew", two), "FIELD_INVALID");
    let other = percent(&[an, bo, koc("dan")], &[50, 30, 20]);
    scene.refused(by(an), agree_on("crew", other), "NOT_A_MEMBER");
    scene.refused(mei(), agree_on("crew", shares.clone()), "SHARES_NOT_AGREED");
    let dan = responder(&mut scene, "dan");
    scene.refused(by(dan), agree_on("crew", shares.clone()), "NOT_A_PARTY");
    scene.given(by(an), agree_on("crew", shares.clone()));
    scene.refused(by(an), agree_on("crew", shares.clone()), "NO_CHANGE");
    scene.given(by(bo), agree_on("crew", shares.clone()));
    scene.refused(mei(), agree_on("crew", shares.clone()), "SHARES_NOT_AGREED");
    let events = scene.accepted(by(chu), agree_on("crew", shares.clone()));
    let [Event::Team(SharesConfirmed(_)), Event::Team(SharesAgreed(agreed))] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    assert_eq!((&agreed.shares, agreed.agreed_by.len()), (&shares, 3));
    scene.refused(by(an), agree_on("crew", shares), "NO_CHANGE");
}

#[test]
fn another_proposal_begins_anew() {
    let Trio { mut scene, an, bo, chu, .. } = ready();
    let people = [an, bo, chu];
    scene.given(by(an), agree_on("crew", percent(&people, &[70, 20, 10])));
    scene.given(by(bo), agree_on("crew", percent(&people, &[40, 40, 20])));
    scene.given(by(chu), agree_on("crew", percent(&people, &[40, 40, 20])));
    let last = scene.accepted(by(an), agree_on("crew", percent(&people, &[40, 40, 20])));
    assert!(last.iter().any(|event| matches!(event, Event::Team(SharesAgreed(_)))));
}

#[test]
fn what_is_handed_in_is_shared_as_agreed() {
    let Trio { mut scene, an, bo, chu, work, .. } = at_work(ready());
    let people = [an, bo, chu];
    let shares = percent(&people, &[70, 20, 10]);
    given_agreed(&mut scene, &people, &shares);
    let made = |koc_id, share_bp| Contributor { koc_id, role: None, share_bp };
    let handed = |contributors| SubmitWork { contributors, ..submit_together(work, 1) };
    let stranger = vec![made(an, 7_000), made(bo, 2_000), made(koc("dan"), 1_000)];
    scene.refused(by(an), handed(stranger), "CONTRIBUTOR_NOT_IN_TEAM");
    let greedy = vec![made(an, 8_000), made(bo, 1_000), made(chu, 1_000)];
    scene.refused(by(an), handed(greedy), "SHARES_NOT_AGREED");
    let events = scene.accepted(by(an), submit_together(work, 1));
    let Some(Event::Assignment(WorkSubmitted(handed))) = events.first() else { panic!() };
    let of = |it: &Contributor| (it.koc_id, it.role, it.share_bp);
    let made: Vec<_> = handed.contributors.iter().map(of).collect();
    let (lead, camera, editor) = (TeamRole::Lead, TeamRole::Camera, TeamRole::Editor);
    let expected = [(an, Some(lead), 7_000), (bo, Some(camera), 2_000), (chu, Some(editor), 1_000)];
    assert_eq!(made, expected);
    let events = scene.accepted(wei(), review(work, 1, Decision::Approve));
    let points: Vec<u32> = credited(&events).iter().map(|(_, points, _)| *points).collect();
    assert_eq!(points, [7, 2, 1]);
    assert!(!events.iter().any(|event| matches!(event, Event::Team(SharesDefaulted(_)))));
}

#[test]
fn points_and_money_are_divided_without_a_rest() {
    let (mut scene, people) = three();
    let (points, cash) = (
        given_purse(&mut scene, "points", RewardUnit::Points, 100),
        given_purse(&mut scene, "cash", RewardUnit::Cash, 1_000),
    );
    let kind = domain::task::brief::ReturnKind::Cash;
    let returns = vec![points_each(points, 100), paid(kind, cash, 1_000)];
    let trio = ready_for(scene, people, returns);
    let Trio { mut scene, an, bo, chu, work, task_id } = trio;
    let offer = offer_team(&scene, task_id, "crew");
    scene.given(mei(), offer);
    let events = scene.accepted(by(an), accept(work));
    let promised: Vec<(domain::id::KocId, Amount)> = events
        .iter()
        .filter_map(|event| match event {
            Event::Reward(RewardReserved(it)) => Some((it.koc_id, it.amount)),
            _ => None,
        })
        .collect();
    let sums = |unit: u64| promised.iter().filter(|(_, it)| it.0 > unit).count();
    assert_eq!((promised.len(), sums(100)), (6, 3), "each is promised a third: {promised:?}");
    // The team agrees otherwise before the work is judged: what is paid is what was agreed.
    let people = [an, bo, chu];
    given_agreed(&mut scene, &people, &percent(&people, &[70, 20, 10]));
    scene.given(by(an), submit_together(work, 1));
    let events = scene.accepted(wei(), review(work, 1, Decision::Approve));
    let posted = |unit: RewardUnit| -> Vec<u64> {
        let of = |event: &Event| match event {
            Event::Reward(RewardPosted(it)) if it.unit == unit => Some(it.amount.0),
            _ => None,
        };
        events.iter().filter_map(of).collect()
    };
    assert_eq!(posted(RewardUnit::Points), [70, 20, 10]);
    assert_eq!(posted(RewardUnit::Cash), [700, 200, 100]);
    let purse = scene.state.counted().purses;
    assert_eq!((purse[&cash].held, purse[&cash].spent), (Amount::ZERO, Amount(1_000)));
    assert_eq!((purse[&points].held, purse[&points].spent), (Amount::ZERO, Amount(100)));
}

#[test]
fn whoever_leaves_is_promised_nothing_any_more() {
    let (mut scene, people) = three();
    let purse = given_purse(&mut scene, "points", RewardUnit::Points, 100);
    let Trio { mut scene, bo, work, an, .. } =
        at_work(ready_for(scene, people, vec![points_each(purse, 100)]));
    let events = scene.accepted(by(bo), leave("crew", bo));
    let taken = events.iter().any(|it| matches!(it, Event::Reward(RewardVoided(_))));
    assert!(taken, "{events:?}");
    scene.given(by(an), submit_together(work, 1));
    let events = scene.accepted(wei(), review(work, 1, Decision::Approve));
    let posted: u64 = events
        .iter()
        .filter_map(|event| match event {
            Event::Reward(RewardPosted(it)) => Some(it.amount.0),
            _ => None,
        })
        .sum();
    assert_eq!(posted, 100, "two share the whole");
}

#[test]
fn default_shares_are_flagged_and_may_be_amended_for_a_while() {
    let Trio { mut scene, an, bo, chu, work, .. } = at_work(ready());
    let people = [an, bo, chu];
    scene.given(by(an), submit_together(work, 1));
    let events = scene.accepted(wei(), review(work, 1, Decision::Approve));
    let shares: Vec<(u32, u16)> =
        credited(&events).iter().map(|(_, points, share)| (*points, *share)).collect();
    assert_eq!(shares, [(4, 3_334), (3, 3_333), (3, 3_333)], "ten points, nothing lost");
    let flagged = events.iter().any(|it| matches!(it, Event::Team(SharesDefaulted(_))));
    let asked = events
        .iter()
        .any(|it| matches!(it, Event::Todo(TodoOpened(it)) if it.kind == TodoKind::SharesToAgree));
    assert!(flagged && asked, "{events:?}");
    let shares = percent(&people, &[70, 20, 10]);
    scene.refused(by(an), agree_on("crew", shares.clone()), "REASON_REQUIRED");
    let why = AgreeShares { reason: Some("an did most of it".into()), ..agree_on("crew", shares) };
    for koc_id in [an, bo] {
        scene.given(by(koc_id), why.clone());
    }
    let events = scene.accepted(by(chu), why);
    let points: Vec<u32> = credited(&events).iter().map(|(_, points, _)| *points).collect();
    assert_eq!(points, [7, 2, 1]);
    let balances = scene.state.counted().balances;
    assert_eq!(people.map(|koc_id| balances[&koc_id]), [7, 2, 1]);
}

#[test]
fn default_shares_stand_when_nobody_amends_them() {
    let Trio { mut scene, an, bo, chu, .. } = approved(at_work(ready()));
    let fix = FixShares { team_id: team_id("crew") };
    scene.refused(mei(), fix.clone(), "NOT_YET_DUE");
    scene.wait_days(15);
    let late = AgreeShares {
        reason: Some("an did most of it".into()),
        ..agree_on("crew", percent(&[an, bo, chu], &[70, 20, 10]))
    };
    scene.refused(by(an), late, "SHARES_FIXED");
    scene.given(mei(), fix.clone());
    scene.refused(mei(), fix, "NO_CHANGE");
}

#[test]
fn a_member_of_the_team_does_not_judge_its_work() {
    let Trio { mut scene, bo, work, an, .. } = at_work(ready());
    scene.given(by(an), submit_together(work, 1));
    let own = scene.send(by(bo), as_mentor(work, 1, Decision::Approve)).expect_err("refused");
    assert!(own.violations().iter().any(|no| no.code() == "REVIEWER_IS_AUTHOR"), "{own}");
}

#[test]
fn the_mentor_who_leads_judges_first_when_it_was_left_to_them() {
    let mut scene = live_with_words();
    let teacher = given_mentor(&mut scene, "teacher");
    let (ming, bo) = (responder(&mut scene, "ming"), responder(&mut scene, "bo"));
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), form_led(task_id, "crew", teacher));
    for koc_id in [ming, bo] {
        scene.given(by(teacher), invite_in("crew", koc_id, TeamRole::Camera));
        scene.given(by(koc_id), join("crew", koc_id));
    }
    scene.given(by(teacher), confirm("crew"));
    let offer = offer_team(&scene, task_id, "crew");
    scene.given(mei(), offer);
    let work = domain::id::AssignmentId::of_team(task_id, team_id("crew"));
    scene.given(by(teacher), accept(work));
    scene.given(by(teacher), submit_together(work, 1));
    let early = scene.send(wei(), review(work, 1, Decision::Approve)).expect_err("too early");
    assert!(early.violations().iter().any(|no| no.code() == "DELEGATED_TO_MENTOR"), "{early}");
    scene.given(by(teacher), as_mentor(work, 1, Decision::Approve));
    let events = scene.accepted(wei(), as_brand(work, 1, Decision::Approve));
    assert!(matches!(events.first(), Some(Event::Assignment(WorkReviewed(_)))));
    // Those who made it share it; the mentor is not one of them.
    let people: Vec<_> = credited(&events).iter().map(|(koc_id, ..)| *koc_id).collect();
    assert_eq!(people, [ming, bo]);
}

fn note(name: &str) -> RecordCollaborationNote {
    RecordCollaborationNote {
        team_id: team_id(name),
        communication: 4,
        chemistry: 5,
        note: "they talk before they film".into(),
        guidance: None,
    }
}

#[test]
fn a_team_is_observed_by_somebody_who_is_not_in_it() {
    let (mut scene, [an, bo, chu]) = three();
    let teacher = given_mentor(&mut scene, "teacher");
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), form(task_id, "crew"));
    scene.refused(mei(), note("crew"), "TEAM_TOO_SMALL");
    given_members(&mut scene, "crew", &[an, bo]);
    scene.refused(by(an), note("crew"), "OBSERVER_IS_MEMBER");
    scene.refused(by(chu), note("crew"), "NOT_A_MENTOR");
    scene.refused(mei(), RecordCollaborationNote { chemistry: 6, ..note("crew") }, "FIELD_INVALID");
    scene.accepted(mei(), note("crew"));
    scene.accepted(by(teacher), note("crew"));
}

#[test]
fn a_team_is_given_what_it_works_with_out_of_its_own_purse() {
    let mut scene = live_with_words();
    let purse = open_purse("kit", RewardUnit::Cash, 1_000);
    let alone = OpenBudgetAlone { grant: 600 };
    let purse = given(&mut scene, alone.of(purse));
    let teacher = given_mentor(&mut scene, "teacher");
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    let led = form_led(task_id, "crew", teacher);
    let delegation = Delegation { may_spend: true, ..led.delegation };
    scene.given(mei(), FormTeam { delegation, budget_id: Some(purse), ..led });
    let money = |amount| GrantTeamResources {
        team_id: team_id("crew"),
        kind: ResourceKind::Logistics,
        granted: GrantedResource::Money(MoneyGranted { budget_id: purse, amount: Amount(amount) }),
    };
    scene.refused(mei(), money(100), "DELEGATED_TO_MENTOR");
    scene.refused(by(teacher), money(0), "AMOUNT_NOT_POSITIVE");
    scene.refused(by(teacher), money(700), "FOUR_EYES_REQUIRED");
    scene.given(by(teacher), money(600));
    let beyond = scene.send(by(teacher), money(500)).expect_err("refused");
    assert_eq!(beyond.code(), "BUDGET_EXCEEDED");
    assert_eq!(scene.state.counted().purses[&purse].spent, Amount(600));
    let tool = GrantTeamResources {
        granted: GrantedResource::Reference("licence/cut-7".to_owned()),
        ..money(1)
    };
    scene.accepted(by(teacher), tool);
}

/// A purse out of which one person may give so much alone.
struct OpenBudgetAlone {
    grant: u64,
}

impl OpenBudgetAlone {
    fn of(&self, open: domain::budget::command::OpenBudget) -> domain::budget::command::OpenBudget {
        domain::budget::command::OpenBudget { grant_alone_max: Amount(self.grant), ..open }
    }
}
