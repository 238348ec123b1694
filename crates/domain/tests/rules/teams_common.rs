//! Teams, reached by commands: what tests of teams begin from.

use domain::assignment::command::{AssignTask, SubmitWork};
use domain::assignment::values::*;
use domain::id::{AssignmentId, KocId, TaskId, TeamId};
use domain::task::brief::{Brief, Return};
use domain::task::command::DraftTask;
use domain::team::command::*;
use domain::team::values::*;
use domain::vocabulary::{Mode, TeamRole};
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

/// The team of that name.
pub(crate) fn team_id(name: &str) -> TeamId {
    TeamId::derived(&[name.as_bytes()])
}

/// Work of a team over a month.
pub(crate) fn draft_together(name: &str) -> DraftTask {
    DraftTask { mode: Mode::TeamCollaboration, ..draft_led(name) }
}

/// A task for a team, open for offers, that gives that back.
#[track_caller]
pub(crate) fn given_team_task(scene: &mut Scene, name: &str, returns: Vec<Return>) -> TaskId {
    let month = brief_of_a_month(scene);
    let returns = if returns.is_empty() { month.returns.clone() } else { returns };
    let task_id = given_brief(scene, draft_together(name), Brief { returns, ..month });
    scene.given(mei(), open(task_id));
    task_id
}

/// Peers: two or three, one of whom films.
pub(crate) fn form(task_id: TaskId, name: &str) -> FormTeam {
    FormTeam {
        team_id: team_id(name),
        task_id: Some(task_id),
        campaign_id: None,
        kind: TeamKind::Peer,
        lead: None,
        size_min: 2,
        size_max: 3,
        roles_needed: vec![TeamRole::Camera],
        delegation: Delegation::default(),
        budget_id: None,
    }
}

/// Asks somebody in.
pub(crate) fn invite_in(name: &str, koc_id: KocId, role: TeamRole) -> InviteMember {
    InviteMember { team_id: team_id(name), koc_id, role }
}

/// Somebody says yes.
pub(crate) fn join(name: &str, koc_id: KocId) -> JoinTeam {
    JoinTeam { team_id: team_id(name), koc_id }
}

/// Somebody leaves.
pub(crate) fn leave(name: &str, koc_id: KocId) -> LeaveTeam {
    LeaveTeam { team_id: team_id(name), koc_id, reason: None }
}

/// A team is complete.
pub(crate) fn confirm(name: &str) -> ConfirmTeam {
    ConfirmTeam { team_id: team_id(name) }
}

/// The first leads, the second films, the others cut.
#[track_caller]
pub(crate) fn given_members(scene: &mut Scene, name: &str, members: &[KocId]) {
    for (place, koc_id) in members.iter().enumerate() {
        let role = match place {
            0 => TeamRole::Lead,
            1 => TeamRole::Camera,
            _ => TeamRole::Editor,
        };
        scene.given(mei(), invite_in(name, *koc_id, role));
        scene.given(by(*koc_id), join(name, *koc_id));
    }
}

/// Three peers: an, bo and chu.
pub(crate) struct Trio {
    pub(crate) scene: Scene,
    pub(crate) task_id: TaskId,
    pub(crate) an: KocId,
    pub(crate) bo: KocId,
    pub(crate) chu: KocId,
    pub(crate) work: AssignmentId,
}

/// Three members of the second tier in a programme with words.
#[track_caller]
pub(crate) fn three() -> (Scene, [KocId; 3]) {
    let mut scene = live_with_words();
    let three = ["an", "bo", "chu"].map(|name| responder(&mut scene, name));
    (scene, three)
}

/// A ready team of three, of whom an leads, for a task that gives that back.
#[track_caller]
pub(crate) fn ready_for(scene: Scene, people: [KocId; 3], returns: Vec<Return>) -> Trio {
    let mut scene = scene;
    let [an, bo, chu] = people;
    let task_id = given_team_task(&mut scene, "film", returns);
    scene.given(mei(), form(task_id, "crew"));
    given_members(&mut scene, "crew", &people);
    scene.given(by(an), confirm("crew"));
    let work = AssignmentId::of_team(task_id, team_id("crew"));
    Trio { scene, task_id, an, bo, chu, work }
}

/// The same for a task that gives nothing counted.
#[track_caller]
pub(crate) fn ready() -> Trio {
    let (scene, people) = three();
    ready_for(scene, people, Vec::new())
}

/// Offers a task to a team.
pub(crate) fn offer_team(scene: &Scene, task_id: TaskId, name: &str) -> AssignTask {
    AssignTask { assignee: Assignee::Team(team_id(name)), ..offer(scene, task_id, koc(name)) }
}

/// The team takes its task on.
#[track_caller]
pub(crate) fn at_work(trio: Trio) -> Trio {
    let mut trio = trio;
    let offer = offer_team(&trio.scene, trio.task_id, "crew");
    trio.scene.given(mei(), offer);
    trio.scene.given(by(trio.an), accept(trio.work));
    trio
}

/// Hands in with nobody named: shares as agreed, or equal.
pub(crate) fn submit_together(work: AssignmentId, no: u16) -> SubmitWork {
    SubmitWork { contributors: Vec::new(), ..submit(work, no, koc("nobody")) }
}

/// Work of a team that handed in and was approved.
#[track_caller]
pub(crate) fn approved(trio: Trio) -> Trio {
    let mut trio = trio;
    trio.scene.given(by(trio.an), submit_together(trio.work, 1));
    trio.scene.given(wei(), review(trio.work, 1, Decision::Approve));
    trio
}

/// Shares in percent, in order.
pub(crate) fn percent(people: &[KocId], parts: &[u16]) -> Vec<TeamShare> {
    let share =
        |(koc_id, part): (&KocId, &u16)| TeamShare { koc_id: *koc_id, share_bp: part * 100 };
    people.iter().zip(parts).map(share).collect()
}

/// Says those shares.
pub(crate) fn agree_on(name: &str, shares: Vec<TeamShare>) -> AgreeShares {
    AgreeShares { team_id: team_id(name), shares, reason: None }
}

/// Everybody says the same shares.
#[track_caller]
pub(crate) fn given_agreed(scene: &mut Scene, people: &[KocId], shares: &[TeamShare]) {
    for koc_id in people {
        scene.given(by(*koc_id), agree_on("crew", shares.to_vec()));
    }
}

/// A team of two, ming and bo, led by a mentor to whom everything is left.
pub(crate) fn form_led(task_id: TaskId, name: &str, lead: KocId) -> FormTeam {
    FormTeam {
        kind: TeamKind::MentorLed,
        lead: Some(lead),
        roles_needed: Vec::new(),
        delegation: Delegation {
            may_invite: true,
            may_assign_roles: true,
            may_review: true,
            may_spend: false,
        },
        ..form(task_id, name)
    }
}
