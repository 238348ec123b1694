//! How members do one task together.

use domain::Actor;
use domain::assignment::command::{AssignTask, SubmitWork};
use domain::assignment::values::*;
use domain::id::{AssignmentId, BudgetId, KocId, TaskId, TeamId};
use domain::koc::command::LeaveProgramme;
use domain::task::Selection;
use domain::task::brief::{Brief, Return, ReturnKind};
use domain::task::command::*;
use domain::team::command::*;
use domain::team::values::*;
use domain::vocabulary::{Horizon, Mode, RewardUnit, TeamRole};
use domain::{Amount, Role};
use testkit::scene::Scene;

use crate::money::{open_purse, purse};
use crate::tell;
use testkit::cast::*;
use testkit::work::*;

fn team_id(name: &str) -> TeamId {
    TeamId::derived(&[name.as_bytes()])
}

/// Work of a team over a month that gives so many points, and money besides.
#[track_caller]
fn given_task(scene: &mut Scene, name: &str, points: BudgetId, cash: BudgetId) -> TaskId {
    let task_id = task_id(name);
    plan_spring(scene);
    scene.given(mei(), draft(name, Horizon::Phased, Mode::TeamCollaboration));
    let paid = |kind, budget_id, amount| {
        Return::paid(kind, text("团队共享", "Shared by the team"), Amount(amount), budget_id)
    };
    let returns =
        vec![paid(ReturnKind::Points, points, 1_001), paid(ReturnKind::Cash, cash, 30_000)];
    let brief = Brief { returns, ..brief(scene.now(), Horizon::Phased) };
    scene.given(mei(), WriteBrief { task_id, brief });
    scene.given(lin(), ApproveBrief { task_id, brief_version: 1 });
    let selection = Selection::Offer;
    scene.given(mei(), OpenTask { task_id, selection, slots: Some(2), budget_id: None });
    task_id
}

/// The purses of points and of money.
#[track_caller]
fn purses(scene: &mut Scene) -> (BudgetId, BudgetId) {
    let points = open_purse(scene, purse("points", RewardUnit::Points, 5_000));
    let cash = OpenPurse { alone: Amount(50_000) };
    let cash = cash.of(purse("cash", RewardUnit::Cash, 200_000));
    (points, open_purse(scene, cash))
}

struct OpenPurse {
    alone: Amount,
}

impl OpenPurse {
    fn of(self, open: domain::budget::command::OpenBudget) -> domain::budget::command::OpenBudget {
        domain::budget::command::OpenBudget { grant_alone_max: self.alone, ..open }
    }
}

fn form(name: &str, task_id: TaskId, lead: KocId, budget_id: BudgetId) -> FormTeam {
    FormTeam {
        team_id: team_id(name),
        task_id: Some(task_id),
        campaign_id: None,
        kind: TeamKind::Peer,
        lead: Some(lead),
        size_min: 2,
        size_max: 3,
        roles_needed: vec![TeamRole::Camera, TeamRole::Editor],
        delegation: Delegation::default(),
        budget_id: Some(budget_id),
    }
}

/// Three who rise to the second tier.
#[track_caller]
fn rise_all(scene: &mut Scene, names: [&str; 3]) {
    for name in names {
        responder(scene, name);
    }
}

/// A ready team of three: the first leads, the second films, the third cuts.
#[track_caller]
fn given_team(scene: &mut Scene, name: &str, task_id: TaskId, purse: BudgetId, names: [&str; 3]) {
    let people = names.map(koc);
    let team_id = team_id(name);
    scene.given(mei(), form(name, task_id, people[0], purse));
    for (koc_id, role) in [(people[1], TeamRole::Camera), (people[2], TeamRole::Editor)] {
        scene.given(mei(), InviteMember { team_id, koc_id, role });
    }
    for koc_id in people {
        scene.given(Actor::koc(koc_id), JoinTeam { team_id, koc_id });
    }
    scene.given(Actor::koc(people[0]), ConfirmTeam { team_id });
}

/// The team takes its task on.
#[track_caller]
fn take_on_together(scene: &mut Scene, name: &str, task_id: TaskId, lead: &str) -> AssignmentId {
    let team = Assignee::Team(team_id(name));
    let asked = AssignTask { assignee: team, ..offer(scene.now(), task_id, koc(lead)) };
    scene.given(mei(), asked);
    let assignment_id = AssignmentId::of_team(task_id, team_id(name));
    scene.wait_hours(2);
    scene.given(member(lead), acceptance(assignment_id));
    assignment_id
}

/// Nobody is named: who made it is as the team shares.
fn film(assignment_id: AssignmentId, lead: &str) -> SubmitWork {
    SubmitWork { contributors: Vec::new(), ..submission(assignment_id, koc(lead), 1) }
}

fn shares(names: [&str; 3], parts: [u16; 3]) -> Vec<TeamShare> {
    let share = |(name, part): (&str, u16)| TeamShare { koc_id: koc(name), share_bp: part * 100 };
    names.into_iter().zip(parts).map(share).collect()
}

#[track_caller]
fn agree(scene: &mut Scene, team: &str, names: [&str; 3], parts: [u16; 3], why: Option<&str>) {
    for name in names {
        let (team_id, reason) = (team_id(team), why.map(Into::into));
        scene.given(member(name), AgreeShares { team_id, shares: shares(names, parts), reason });
    }
}

#[test]
fn team_shares_70_20_10() {
    let mut scene = live();
    let names = ["ada", "bai", "cui"];
    rise_all(&mut scene, names);
    let (points, cash) = purses(&mut scene);
    let task_id = given_task(&mut scene, "night-drive", points, cash);
    given_team(&mut scene, "crew", task_id, cash, names);
    let team_id = team_id("crew");
    let assignment_id = take_on_together(&mut scene, "crew", task_id, "ada");
    let money = GrantedResource::Money(MoneyGranted { budget_id: cash, amount: Amount(12_000) });
    let kind = ResourceKind::Logistics;
    scene.given(mei(), GrantTeamResources { team_id, kind, granted: money });
    scene.wait_days(3);
    let note = RecordCollaborationNote {
        team_id,
        communication: 4,
        chemistry: 5,
        note: "开拍前先对分镜,配合默契".into(),
        guidance: Some("夜景可以多留一天".into()),
    };
    scene.given(mei(), note);
    agree(&mut scene, "crew", names, [70, 20, 10], None);
    let over = HandOverLead { team_id, to: koc("bai") };
    scene.given(member("ada"), over);
    scene.wait_days(5);
    scene.given(member("bai"), film(assignment_id, "bai"));
    judge(&mut scene, assignment_id, 1, Decision::Approve, 88);
    tell(
        "team_shares_70_20_10",
        "Three members make a film together and agree on 70, 20 and 10. Points, money and the \
         ledger are divided like that, and the parts sum to the whole. Somebody who is not in it \
         saw how they work together; the lead changed hands on the way.",
        &scene,
    );
}

#[test]
fn team_default_shares_amended_later() {
    let mut scene = live();
    let (operator_id, roles) = (operator_id("fang"), vec![Role::Finance]);
    let fang = domain::operator::command::AddOperator { operator_id, name: "fang".into(), roles };
    scene.given(Actor::SYSTEM, fang);
    let names = ["dou", "eva", "fei"];
    rise_all(&mut scene, names);
    let (points, cash) = purses(&mut scene);
    let task_id = given_task(&mut scene, "night-drive", points, cash);
    given_team(&mut scene, "crew", task_id, cash, names);
    let assignment_id = take_on_together(&mut scene, "crew", task_id, "dou");
    scene.wait_days(6);
    scene.given(member("dou"), film(assignment_id, "dou"));
    judge(&mut scene, assignment_id, 1, Decision::Approve, 82);
    scene.wait_days(4);
    agree(&mut scene, "crew", names, [50, 30, 20], Some("剪辑的工作量更大"));
    tell(
        "team_default_shares_amended_later",
        "A team agreed on nothing: its approved work is shared equally, which is flagged. Within \
         the fortnight it agrees on 50, 30 and 20; the ledger follows, and finance is asked to \
         settle the difference in money.",
        &scene,
    );
}

#[test]
fn team_members_leave_and_default_shares_stand() {
    let mut scene = live();
    rise_all(&mut scene, ["gil", "han", "ian"]);
    let (points, cash) = purses(&mut scene);
    let task_id = given_task(&mut scene, "night-drive", points, cash);
    given_team(&mut scene, "crew", task_id, cash, ["gil", "han", "ian"]);
    let team_id = team_id("crew");
    let assignment_id = take_on_together(&mut scene, "crew", task_id, "gil");
    scene.wait_days(2);
    let gone = LeaveTeam { team_id, koc_id: koc("ian"), reason: Some("要去外地".into()) };
    scene.given(member("ian"), gone);
    let effective_on = scene.today();
    let leaves = LeaveProgramme { koc_id: koc("gil"), reason: None, effective_on };
    scene.given(member("gil"), leaves);
    scene.given(member("han"), film(assignment_id, "han"));
    judge(&mut scene, assignment_id, 1, Decision::Approve, 75);
    scene.wait_days(15);
    scene.given(Actor::SYSTEM, FixShares { team_id });
    scene.given(mei(), DisbandTeam { team_id, reason: "任务完成".to_owned() });
    tell(
        "team_members_leave_and_default_shares_stand",
        "Of a team of three one leaves it and the lead leaves the programme; the third leads on, \
         hands in and has the whole. Nobody agreed to anything else in time.",
        &scene,
    );
}
