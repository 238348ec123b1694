//! Taking in what has happened to a team and to the work it does.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::event::*;
use super::values::TeamKind;
use super::{Defaulted, Event, Member, Proposed, Team, TeamState};
use crate::assignment;
use crate::event::Event as Happened;
use crate::id::{AssignmentId, KocId, TeamId};
use crate::recorded::Recorded;
use crate::state::State;
use crate::timer::Timer;
use crate::vocabulary::TeamRole;

/// Takes in what has happened to a team.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::TeamFormed(e) => formed(state, e),
        Event::MemberInvited(e) => {
            on(state, e.team_id, |team| {
                team.invited.insert(e.koc_id, e.role);
            });
            state.teams_of.insert((e.koc_id, e.team_id));
        }
        Event::MemberJoined(e) => joined(state, e),
        Event::MemberDeclined(e) => {
            on(state, e.team_id, |team| {
                team.invited.remove(&e.koc_id);
            });
            state.teams_of.remove(&(e.koc_id, e.team_id));
        }
        Event::TeamRoleAssigned(e) => on(state, e.team_id, |team| {
            let member = team.members.iter_mut().find(|member| member.koc == e.koc_id);
            member.into_iter().for_each(|member| {
                (member.role, member.section) = (e.role, e.section.clone());
            });
            if e.role == TeamRole::Lead {
                team.lead.get_or_insert(e.koc_id);
            }
        }),
        Event::TeamReady(e) => on(state, e.team_id, |team| team.state = TeamState::Ready),
        Event::MemberLeft(e) => left(state, e),
        Event::TeamLeadChanged(e) => lead_changed(state, e),
        Event::CollaborationNoted(_) => {}
        Event::TeamResourcesGranted(e) => on(state, e.team_id, |team| team.grants += 1),
        Event::SharesProposed(e) => on(state, e.team_id, |team| {
            let agreed = BTreeMap::from([(e.by, recorded.position)]);
            let (shares, reason) = (e.shares.clone(), e.reason.clone());
            team.proposed = Some(Proposed { shares, agreed, reason });
        }),
        Event::SharesConfirmed(e) => on(state, e.team_id, |team| {
            if let Some(proposed) = &mut team.proposed {
                proposed.agreed.insert(e.by, recorded.position);
            }
        }),
        Event::SharesAgreed(e) => agreed(state, e, recorded),
        Event::SharesDefaulted(e) => {
            let (assignment, amend_by) = (e.assignment_id, e.amend_by);
            let defaulted = Defaulted { assignment, shares: e.shares.clone(), amend_by };
            on(state, e.team_id, |team| {
                team.defaulted = Some(defaulted);
                team.proposed = None;
            });
            state.timers.set(Timer::FixShares(e.team_id), amend_by);
        }
        Event::SharesFixed(e) => {
            on(state, e.team_id, |team| (team.defaulted, team.proposed) = (None, None));
            state.timers.clear(Timer::FixShares(e.team_id));
        }
        Event::TeamDisbanded(e) => disbanded(state, e),
    }
}

fn on(state: &mut State, team_id: TeamId, change: impl FnOnce(&mut Team)) {
    if let Some(team) = state.team_mut(team_id) {
        change(team);
    }
}

fn formed(state: &mut State, e: &TeamFormed) {
    // Among peers whoever is asked to lead does so once they have joined.
    let lead = e.lead.filter(|_| e.kind == TeamKind::MentorLed);
    let team = Team {
        state: TeamState::Forming,
        kind: e.kind,
        task: e.task_id,
        campaign: e.campaign_id,
        size_min: e.size_min,
        size_max: e.size_max,
        roles_needed: e.roles_needed.clone(),
        delegation: e.delegation,
        budget: e.budget_id,
        lead,
        members: Vec::new(),
        invited: BTreeMap::new(),
        work: None,
        agreed: None,
        proposed: None,
        defaulted: None,
        grants: 0,
    };
    state.teams.insert(e.team_id, Arc::new(team));
    if let Some(task_id) = e.task_id {
        state.teams_for.insert((task_id, e.team_id));
    }
    state.teams_of.extend(lead.map(|koc_id| (koc_id, e.team_id)));
}

fn joined(state: &mut State, e: &MemberJoined) {
    on(state, e.team_id, |team| {
        team.invited.remove(&e.koc_id);
        team.members.push(Member { koc: e.koc_id, role: e.role, section: None });
        if e.role == TeamRole::Lead {
            team.lead.get_or_insert(e.koc_id);
        }
        // Whoever is new has agreed to nothing.
        team.agreed = None;
        if team.defaulted.is_none() {
            team.proposed = None;
        }
    });
}

fn left(state: &mut State, e: &MemberLeft) {
    on(state, e.team_id, |team| {
        team.members.retain(|member| member.koc != e.koc_id);
        if team.lead == Some(e.koc_id) {
            team.lead = None;
        }
        team.agreed = None;
        if team.defaulted.is_none() {
            team.proposed = None;
        }
        let incomplete = team.too_small().is_some() || !team.unfilled().is_empty();
        if team.state == TeamState::Ready && incomplete {
            team.state = TeamState::Forming;
        }
    });
    state.teams_of.remove(&(e.koc_id, e.team_id));
}

fn lead_changed(state: &mut State, e: &TeamLeadChanged) {
    on(state, e.team_id, |team| team.lead = Some(e.to));
    let Ok(team) = state.team(e.team_id) else { return };
    let gone = e.from.filter(|from| !team.has(*from));
    state.teams_of.insert((e.to, e.team_id));
    if let Some(from) = gone {
        state.teams_of.remove(&(from, e.team_id));
    }
}

/// What was agreed is how the newest work is shared, also when it was handed in before.
fn agreed(state: &mut State, e: &SharesAgreed, recorded: &Recorded) {
    let mut work = e.amends;
    on(state, e.team_id, |team| {
        work = work.or(team.work);
        team.agreed = Some(e.shares.clone());
        (team.proposed, team.defaulted) = (None, None);
    });
    state.timers.clear(Timer::FixShares(e.team_id));
    if let Some(assignment) = work.and_then(|id| state.assignment_mut(id)) {
        let open = e.amends.is_some() || assignment.state.is_live();
        if e.amends.is_some() {
            assignment.shared_in = Some(recorded.position);
        }
        if let Some(submission) = assignment.submission.as_mut().filter(|_| open) {
            for contributor in &mut submission.work.contributors {
                let agreed = e.shares.iter().find(|share| share.koc_id == contributor.koc_id);
                contributor.share_bp = agreed.map_or(contributor.share_bp, |it| it.share_bp);
            }
        }
    }
}

fn disbanded(state: &mut State, e: &TeamDisbanded) {
    let Some(team) = state.team_mut(e.team_id) else { return };
    team.state = TeamState::Disbanded;
    let people: Vec<KocId> =
        team.people().into_iter().chain(team.invited.keys().copied()).chain(team.lead).collect();
    let task = team.task;
    team.invited.clear();
    for koc_id in people {
        state.teams_of.remove(&(koc_id, e.team_id));
    }
    if let Some(task_id) = task {
        state.teams_for.remove(&(task_id, e.team_id));
    }
}

/// Takes in what has happened to the work of a team.
pub(crate) fn follow(state: &mut State, recorded: &Recorded) {
    use assignment::Event::*;
    let Happened::Assignment(event) = &recorded.event else { return };
    let id = AssignmentId(event.stream().id);
    let Some(team_id) = state.assignments.get(&id).and_then(|it| it.offer.assignee.team()) else {
        return;
    };
    let next = match event {
        TaskAssigned(_) => {
            on(state, team_id, |team| team.work = Some(id));
            return;
        }
        AssignmentAccepted(_) => TeamState::Working,
        WorkApproved(_) => TeamState::Delivered,
        AssignmentRelinquished(_)
        | AssignmentCancelled(_)
        | AssignmentLapsed(_)
        | WorkRejected(_) => TeamState::Ready,
        _ => return,
    };
    on(state, team_id, |team| {
        let complete = team.too_small().is_none() && team.unfilled().is_empty();
        let next = if next == TeamState::Ready && !complete { TeamState::Forming } else { next };
        if team.work == Some(id) && team.state != TeamState::Disbanded {
            team.state = next;
        }
    });
}
