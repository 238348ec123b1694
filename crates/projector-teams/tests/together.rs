//! Who is in which team, how it shares, and who made something together.

use domain::assignment::values::*;
use domain::id::{AssignmentId, KocId, TaskId, TeamId};
use domain::team::command::*;
use domain::team::values::*;
use domain::vocabulary::{Horizon, Mode, TeamRole};
use domain::{Actor, assignment};
use projector_teams::{TeamFilter, TeamOrder, TeamState, Teams};
use testkit::cast::*;
use testkit::project;
use testkit::scene::Scene;
use testkit::work::*;

fn team_id(name: &str) -> TeamId {
    TeamId::derived(&[name.as_bytes()])
}

fn form(scene: &mut Scene, name: &str, task_id: TaskId) {
    let formed = FormTeam {
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
    };
    scene.given(mei(), formed);
}

fn join(scene: &mut Scene, name: &str, koc_id: KocId, role: TeamRole) {
    let team_id = team_id(name);
    scene.given(mei(), InviteMember { team_id, koc_id, role });
    scene.given(Actor::koc(koc_id), JoinTeam { team_id, koc_id });
}

/// A film that two members made together under that name.
fn film(scene: &mut Scene, name: &str, [lead, other]: [KocId; 2]) -> AssignmentId {
    let task_id = open(scene, name, Horizon::Phased, Mode::TeamCollaboration, None);
    form(scene, name, task_id);
    join(scene, name, lead, TeamRole::Lead);
    join(scene, name, other, TeamRole::Camera);
    scene.given(mei(), ConfirmTeam { team_id: team_id(name) });
    let assignee = Assignee::Team(team_id(name));
    let asked = assignment::command::AssignTask { assignee, ..offer(scene.now(), task_id, lead) };
    scene.given(mei(), asked);
    let id = AssignmentId::of_team(task_id, team_id(name));
    scene.given(Actor::koc(lead), acceptance(id));
    let handed_in =
        assignment::command::SubmitWork { contributors: Vec::new(), ..submission(id, lead, 1) };
    scene.given(Actor::koc(lead), handed_in);
    judge(scene, id, 1, Decision::Approve, 80);
    id
}

fn teams(scene: &Scene) -> Teams {
    project::<Teams>(&scene.log)
}

#[test]
fn who_made_something_together_is_counted() {
    let mut scene = live();
    let [ann, ben, cai] = ["ann", "ben", "cai"].map(|name| responder(&mut scene, name));
    film(&mut scene, "one", [ann, ben]);
    film(&mut scene, "two", [ben, ann]);
    film(&mut scene, "three", [ann, cai]);
    let teams = teams(&scene);
    let works = |one: KocId, other: KocId| {
        let of = |it: &projector_teams::CoMembers| {
            [(one, other), (other, one)].contains(&(it.one, it.other))
        };
        teams.pairs().find(of).map(|pair| pair.works)
    };
    assert_eq!(works(ann, ben), Some(2));
    assert_eq!(works(ann, cai), Some(1));
    assert_eq!(works(ben, cai), None);
    let row = teams.team(team_id("one")).expect("it is there");
    assert_eq!(teams.repeats(row)[0].works, 2);
    assert_eq!(teams.teams_with(ann).len(), 3);
}

#[test]
fn a_team_shows_what_it_lacks_and_how_it_shared() {
    let mut scene = live();
    let [ann, ben] = ["ann", "ben"].map(|name| responder(&mut scene, name));
    film(&mut scene, "one", [ann, ben]);
    let task_id = open(&mut scene, "two", Horizon::Phased, Mode::TeamCollaboration, None);
    form(&mut scene, "two", task_id);
    join(&mut scene, "two", ann, TeamRole::Editor);
    let teams = teams(&scene);
    let one = teams.team(team_id("one")).expect("it is there");
    assert_eq!(one.state, TeamState::Delivered);
    let shares: u32 = one.works[0].shares.iter().map(|share| u32::from(share.share_bp)).sum();
    assert_eq!((shares, one.works[0].by_default), (10_000, true));
    let lacks = TeamFilter { role_unfilled: Some(true), ..TeamFilter::default() };
    let found = teams.teams(&lacks, TeamOrder::Formed);
    assert_eq!(found.iter().map(|row| row.team_id).collect::<Vec<_>>(), [team_id("two")]);
    assert_eq!(found[0].unfilled(), [TeamRole::Camera, TeamRole::Lead]);
    let amendable = TeamFilter { shares_by_default: Some(true), ..TeamFilter::default() };
    assert_eq!(teams.teams(&amendable, TeamOrder::Size).len(), 1);
}
