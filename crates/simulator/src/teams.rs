//! A few make something together: as peers, or under a mentor to whom much is left.

use domain::assignment::command::{AssignTask, SubmitWork};
use domain::assignment::values::{Assignee, Decision, ResourceKind, ReviewStage};
use domain::assignment::{self};
use domain::id::{AssignmentId, KocId, TaskId, TeamId};
use domain::task::Selection;
use domain::task::command::OpenTask;
use domain::team::command::*;
use domain::team::values::*;
use domain::team::{self};
use domain::vocabulary::{Horizon, Mode, TaskKind, TeamRole, TierCode};
use domain::{Actor, Moment};

use crate::office::{ops, reviewer};
use crate::review::{brand_after_mentor, judge};
use crate::tasks::{Wish, exposure, points, text};
use crate::work::{Job, acceptance, submission};
use crate::world::World;

/// Hours a team has.
const HOURS: i64 = 24 * 20;

/// A team that is under way.
#[derive(Debug, Clone)]
pub(crate) struct Crew {
    task_id: TaskId,
    pub(crate) lead: KocId,
    /// Who was asked, the first of peers to lead.
    asked: Vec<KocId>,
    joined: Vec<KocId>,
    led: bool,
    /// Whether it agrees on its shares before the work, afterwards or never: 0, 1 or 2.
    agrees: u32,
    confirmed: bool,
    number: u32,
}

pub(crate) fn each_day(world: &mut World<'_>) {
    if world.day > 12 && world.is_day(6, 4) {
        for _ in 0..world.some(8_000) {
            form(world);
        }
    }
}

fn role(place: usize, led: bool) -> TeamRole {
    match place {
        0 if !led => TeamRole::Lead,
        1 => TeamRole::Camera,
        2 => TeamRole::Editor,
        _ => TeamRole::Driver,
    }
}

fn form(world: &mut World<'_>) {
    let number = world.crew_count;
    world.crew_count += 1;
    let mentors: Vec<KocId> = world.taught.values().map(|(_, mentor)| *mentor).collect();
    let mentor = (!mentors.is_empty() && number % 3 == 1).then(|| *world.chance.pick(&mentors));
    let mut asked: Vec<KocId> = Vec::new();
    for _ in 0..12 {
        let Some(koc_id) = world.of_tier(TierCode::Responder) else { break };
        if !asked.contains(&koc_id) && Some(koc_id) != mentor && asked.len() < 4 {
            asked.push(koc_id);
        }
    }
    let Some(first) = asked.first().copied().filter(|_| asked.len() >= 3) else { return };
    let returns = match world.purses.points {
        Some(budget_id) if number.is_multiple_of(2) => points(budget_id, 300),
        _ => exposure(),
    };
    let wish = Wish {
        task_id: TaskId::derived(&[b"together", &world.next()]),
        title: text("一起拍一支短片", "A film made together"),
        horizon: Horizon::Phased,
        mode: Mode::TeamCollaboration,
        kind: TaskKind::ShortVideo,
        hours: HOURS,
        returns,
        automatic: false,
        growth: None,
    };
    let from = world.within(8, 12);
    let opens = wish.prepare(world, from);
    let (task_id, team_id) = (wish.task_id, TeamId::derived(&[b"crew", &world.next()]));
    let selection = Selection::Offer;
    world.at(opens, ops(), OpenTask { task_id, selection, slots: Some(1), budget_id: None });
    let led = mentor.is_some();
    let lead = mentor.unwrap_or(first);
    let all =
        Delegation { may_invite: led, may_assign_roles: led, may_review: led, may_spend: false };
    let formed = FormTeam {
        team_id,
        task_id: Some(task_id),
        campaign_id: None,
        kind: if led { TeamKind::MentorLed } else { TeamKind::Peer },
        lead: mentor,
        size_min: 2,
        size_max: 4,
        roles_needed: vec![TeamRole::Camera],
        delegation: all,
        budget_id: None,
    };
    world.at(opens, ops(), formed);
    let sender = mentor.map_or(ops(), Actor::koc);
    for (place, koc_id) in asked.iter().copied().enumerate() {
        let role = role(place, led);
        let at = opens.plus_hours(1);
        world.at(at, sender, InviteMember { team_id, koc_id, role });
    }
    let crew = Crew {
        task_id,
        lead,
        asked,
        joined: Vec::new(),
        led,
        agrees: number % 4 % 3,
        confirmed: false,
        number,
    };
    world.crews.insert(team_id, crew);
}

pub(crate) fn heard(world: &mut World<'_>, event: &team::Event) {
    use team::Event::*;
    match event {
        MemberInvited(e) => answer(world, e.team_id, e.koc_id),
        MemberJoined(e) => joined(world, e.team_id, e.koc_id),
        TeamReady(e) => ready(world, e.team_id, &e.members),
        TeamLeadChanged(e) => {
            if let Some(crew) = world.crews.get_mut(&e.team_id) {
                crew.lead = e.to;
            }
        }
        MemberLeft(e) => {
            if let Some(crew) = world.crews.get_mut(&e.team_id) {
                crew.joined.retain(|koc_id| *koc_id != e.koc_id);
            }
        }
        SharesDefaulted(e) => amend(world, e.team_id, &e.shares),
        TeamDisbanded(e) => drop(world.crews.remove(&e.team_id)),
        _ => {}
    }
}

/// Whoever is asked last says no, now and then.
fn answer(world: &mut World<'_>, team_id: TeamId, koc_id: KocId) {
    let Some(crew) = world.crews.get(&team_id) else { return };
    let last = crew.asked.last() == Some(&koc_id) && crew.asked.len() > 3;
    let (at, me) = (world.within(2, 20), Actor::koc(koc_id));
    if last && world.chance.percent(60) {
        let reason = Some("时间不合适 No time for it".into());
        world.at(at, me, DeclineTeam { team_id, koc_id, reason });
    } else {
        world.at(at, me, JoinTeam { team_id, koc_id });
    }
}

fn joined(world: &mut World<'_>, team_id: TeamId, koc_id: KocId) {
    let Some(crew) = world.crews.get_mut(&team_id) else { return };
    crew.joined.push(koc_id);
    let camera = crew.asked.get(1).is_some_and(|koc_id| crew.joined.contains(koc_id));
    let whole = crew.joined.len() >= 3 && camera && (crew.led || crew.joined.contains(&crew.lead));
    if !whole || crew.confirmed {
        return;
    }
    crew.confirmed = true;
    let crew = crew.clone();
    let sender = if crew.led { Actor::koc(crew.lead) } else { ops() };
    let at = world.now.plus_hours(20);
    if let Some(last) = crew.joined.last().copied() {
        let (role, section) = (TeamRole::Composer, Some("part-2".to_owned()));
        let plays = AssignTeamRole { team_id, koc_id: last, role, section };
        if crew.asked.get(1) != Some(&last) && (crew.led || last != crew.lead) {
            world.at(at, sender, plays);
        }
    }
    world.at(at.plus_hours(1), Actor::koc(crew.lead), ConfirmTeam { team_id });
}

fn ready(world: &mut World<'_>, team_id: TeamId, members: &[KocId]) {
    let Some(crew) = world.crews.get(&team_id).cloned() else { return };
    let offer = crate::work::offer(crew.task_id, crew.lead, world.now.plus_hours(40));
    let at = world.now.plus_hours(2);
    world.at(at, ops(), AssignTask { assignee: Assignee::Team(team_id), ..offer });
    let assignment_id = AssignmentId::of_team(crew.task_id, team_id);
    let job = Job {
        task_id: crew.task_id,
        koc_id: crew.lead,
        mode: Mode::TeamCollaboration,
        contest: None,
        submit_by: world.now.plus_hours(HOURS),
        brief_version: 1,
        submissions: 0,
        file: None,
        accepted: false,
    };
    world.crew_jobs.insert(assignment_id, (team_id, job));
    world.at(at.plus_hours(5), Actor::koc(crew.lead), acceptance(assignment_id));
    if crew.agrees == 0 {
        agree(world, team_id, members, at.plus_hours(30), None);
    }
    let note = RecordCollaborationNote {
        team_id,
        communication: world.chance.between(2, 5) as u8,
        chemistry: world.chance.between(2, 5) as u8,
        note: "开拍前先对分镜 They talk before they film".into(),
        guidance: Some("夜景多留一天 A day more for the night".into()),
    };
    world.at(at.plus_hours(50), ops(), note);
    if crew.number % 4 == 0 {
        let granted = GrantedResource::Reference("kit/light-7".to_owned());
        let kind = ResourceKind::Tool;
        world.at(at.plus_hours(8), ops(), GrantTeamResources { team_id, kind, granted });
    }
    if crew.number % 4 == 2 && !crew.led {
        changes(world, team_id, &crew, members, at.plus_hours(60));
    }
}

/// The lead is handed over, and whoever led leaves.
fn changes(world: &mut World<'_>, team_id: TeamId, crew: &Crew, members: &[KocId], at: Moment) {
    let camera = crew.asked.get(1).copied().filter(|koc_id| members.contains(koc_id));
    let Some(to) = camera.filter(|to| *to != crew.lead && members.len() > 2) else { return };
    world.at(at, Actor::koc(crew.lead), HandOverLead { team_id, to });
    let reason = Some("工作调动 Moves for work".into());
    let gone = LeaveTeam { team_id, koc_id: crew.lead, reason };
    world.at(at.plus_hours(1), Actor::koc(crew.lead), gone);
}

fn shares(members: &[KocId]) -> Vec<TeamShare> {
    let each = 4_000 / u16::try_from(members.len().max(1)).unwrap_or(1);
    let rest = 10_000 - each * u16::try_from(members.len().saturating_sub(1)).unwrap_or(0);
    let share = |(place, koc_id): (usize, &KocId)| TeamShare {
        koc_id: *koc_id,
        share_bp: if place == 0 { rest } else { each },
    };
    members.iter().enumerate().map(share).collect()
}

fn agree(
    world: &mut World<'_>,
    team_id: TeamId,
    members: &[KocId],
    from: Moment,
    why: Option<&str>,
) {
    let shares = shares(members);
    for (hours, koc_id) in (0i64..).zip(members) {
        let (shares, reason) = (shares.clone(), why.map(Into::into));
        let says = AgreeShares { team_id, shares, reason };
        world.at(from.plus_hours(hours), Actor::koc(*koc_id), says);
    }
}

/// Some agree after all; for the others equal shares stand.
fn amend(world: &mut World<'_>, team_id: TeamId, by_default: &[TeamShare]) {
    let Some(crew) = world.crews.get(&team_id) else { return };
    let (agrees, number) = (crew.agrees, crew.number);
    if agrees == 1 || number % 2 == 1 {
        let members: Vec<KocId> = by_default.iter().map(|share| share.koc_id).collect();
        let at = world.within(24, 90);
        agree(world, team_id, &members, at, Some("有人做得更多 One did most of it"));
    }
}

pub(crate) fn heard_of_work(world: &mut World<'_>, event: &assignment::Event) {
    use assignment::Event::*;
    match event {
        AssignmentAccepted(e) if world.crew_jobs.contains_key(&e.assignment_id) => {
            hand_in(world, e.assignment_id, 1, world.now.plus_hours(24 * 6));
        }
        WorkSubmitted(e) => submitted(world, e.assignment_id, e.submission_no),
        ReviewPassedOn(e) => {
            let of_a_crew = world.crew_jobs.contains_key(&e.assignment_id);
            if of_a_crew {
                let at = world.within(6, 40);
                let review = brand_after_mentor(e.assignment_id, e.submission_no);
                world.at(at, reviewer(0), review);
            }
        }
        RevisionRequested(e) => {
            let at = world.within(20, 90);
            hand_in(world, e.assignment_id, e.submission_no + 1, at);
        }
        WorkApproved(e) => over(world, e.assignment_id, 24 * 17),
        WorkRejected(e) => over(world, e.assignment_id, 24),
        AssignmentLapsed(e) => over(world, e.assignment_id, 24),
        AssignmentDeclined(e) => over(world, e.assignment_id, 24),
        AssignmentExpired(e) => over(world, e.assignment_id, 24),
        _ => {}
    }
}

/// The team ends some time after its work.
fn over(world: &mut World<'_>, assignment_id: AssignmentId, hours: i64) {
    let Some((team_id, _)) = world.crew_jobs.remove(&assignment_id) else { return };
    let reason = "任务结束 The task is done".to_owned();
    let at = world.now.plus_hours(hours);
    world.at(at, ops(), DisbandTeam { team_id, reason });
}

/// Whoever leads by then hands in for all.
fn hand_in(world: &mut World<'_>, assignment_id: AssignmentId, no: u16, at: Moment) {
    let Some((team_id, job)) = world.crew_jobs.get(&assignment_id) else { return };
    let lead = world.crews.get(team_id).map_or(job.koc_id, |crew| crew.lead);
    let number = world.next();
    let work =
        SubmitWork { contributors: Vec::new(), ..submission(assignment_id, lead, no, number) };
    world.at(at, Actor::koc(lead), work);
}

fn submitted(world: &mut World<'_>, assignment_id: AssignmentId, no: u16) {
    let Some((team_id, job)) = world.crew_jobs.get(&assignment_id).cloned() else { return };
    let mentor = world.crews.get(&team_id).filter(|crew| crew.led).map(|crew| crew.lead);
    let at = world.within(6, 50);
    let stage = if mentor.is_some() { ReviewStage::Mentor } else { ReviewStage::Brand };
    let mut review = judge(world, assignment_id, no, stage, &job, 0);
    // Several together seldom fail altogether.
    if review.decision == Decision::Reject {
        (review.decision, review.reject_reason) = (Decision::RequestRevision, None);
    }
    review.skill_evidence.clear();
    world.at(at, mentor.map_or(reviewer(0), Actor::koc), review);
}
