//! What follows at a team: whoever leaves the programme leaves it too, nobody leads it who is none
//! of it, default shares are flagged, and what was agreed later is taken up.

use super::event::*;
use super::shares::{AMEND_HOURS, equal_shares};
use super::values::*;
use super::{Event as OfTeam, Team, TeamState};
use crate::actor::Role;
use crate::assignment;
use crate::event::Event;
use crate::id::{EventId, KocId, TaskId, TeamId};
use crate::koc;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::task;
use crate::todo;
use crate::todo::event::TodoOpened;
use crate::todo::values::{Audience, TodoKind};

/// Teams that end at once with their task; those beyond are the brand's to end. Our own number,
/// below what a commit may touch.
const AT_ONCE: usize = 50;

/// Whoever leaves the programme leaves their teams; the lead passes to whoever has been in longest.
pub(crate) fn leave_with_member(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let (koc_id, why) = match event {
        Event::Koc(koc::Event::KocLeft(e)) => (e.koc_id, LeaveCause::LeftProgramme),
        Event::Koc(koc::Event::KocMerged(e)) => (e.koc_id, LeaveCause::LeftProgramme),
        Event::Koc(koc::Event::KocSuspended(e)) => (e.koc_id, LeaveCause::Suspended),
        _ => return Ok(Vec::new()),
    };
    let mut events = Vec::new();
    for team_id in state.teams_with(koc_id) {
        let team = state.team(team_id)?;
        let leads = team.lead == Some(koc_id);
        if team.has(koc_id) {
            let next = team.people().into_iter().find(|other| *other != koc_id);
            if let Some(to) = next.filter(|_| leads) {
                events.push(TeamLeadChanged { team_id, from: Some(koc_id), to }.into());
            }
            let left = MemberLeft { team_id, koc_id, cause: why, reason: None };
            events.push(left.into());
        } else if leads {
            events.push(needs_lead(team_id, koc_id, cause).into());
        }
        if team.invited.contains_key(&koc_id) {
            events.push(MemberDeclined { team_id, koc_id, reason: None }.into());
        }
    }
    Ok(events)
}

fn needs_lead(team_id: TeamId, koc_id: KocId, cause: EventId) -> TodoOpened {
    let (kind, ops) = (TodoKind::TeamNeedsLead, Audience::Role(Role::Ops));
    todo::opened(kind, ops, team_id.to_string(), Some(koc_id), cause)
}

/// A mentor who is none any more leads nobody: somebody finds another.
pub(crate) fn lead_retired(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    match event {
        Event::Mentorship(crate::mentorship::Event::MentorRetired(e)) => {
            let led = state.teams_led_by(e.koc_id).into_iter();
            Ok(led.map(|team_id| needs_lead(team_id, e.koc_id, cause).into()).collect())
        }
        Event::Team(OfTeam::TeamLeadChanged(e)) => {
            Ok(todo::completed(state, TodoKind::TeamNeedsLead, &e.team_id.to_string()))
        }
        _ => Ok(Vec::new()),
    }
}

/// A team that nobody is left in is no more, nor is one whose task was called off.
pub(crate) fn disband_empty(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ended = |team_id, cause| TeamDisbanded { team_id, cause, reason: None }.into();
    match event {
        Event::Team(OfTeam::MemberLeft(e)) => {
            let team = state.team(e.team_id)?;
            let empty = team.members.is_empty() && team.state != TeamState::Disbanded;
            Ok(empty.then(|| ended(e.team_id, DisbandCause::Empty)).into_iter().collect())
        }
        Event::Task(task::Event::TaskCancelled(e)) => {
            let of_task = teams_for(state, e.task_id).into_iter().take(AT_ONCE);
            Ok(of_task.map(|team_id| ended(team_id, DisbandCause::TaskCancelled)).collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn teams_for(state: &State, task_id: TaskId) -> Vec<TeamId> {
    let all = (task_id, TeamId([0; 16]))..=(task_id, TeamId([0xff; 16]));
    state.teams_for.range(all).map(|(_, team_id)| *team_id).collect()
}

/// Approved work of a team that agreed on nothing was shared equally: it is flagged, and whoever
/// leads the team is asked to see that it agrees.
pub(crate) fn default_shares(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    match event {
        Event::Assignment(assignment::Event::WorkApproved(approved)) => {
            let assignment = state.assignment(approved.assignment_id)?;
            let Some(team_id) = assignment.offer.assignee.team() else { return Ok(Vec::new()) };
            let team = state.team(team_id)?;
            if team.agreed.is_some() || team.defaulted.is_some() {
                return Ok(Vec::new());
            }
            let amend_by = context.now.plus_hours(AMEND_HOURS);
            let work = assignment.approved_work();
            let shares: Vec<TeamShare> = work.map_or_else(Vec::new, |work| {
                let share = |it: &assignment::values::Contributor| TeamShare {
                    koc_id: it.koc_id,
                    share_bp: it.share_bp,
                };
                work.contributors.iter().map(share).collect()
            });
            let assignment_id = approved.assignment_id;
            let defaulted = SharesDefaulted { team_id, assignment_id, shares, amend_by };
            let (kind, lead) = (TodoKind::SharesToAgree, approved.koc_id);
            let about = team_id.to_string();
            let opened = todo::opened(kind, Audience::Koc(lead), about, Some(lead), cause);
            let opened = TodoOpened { due: Some(amend_by), ..opened };
            Ok(vec![defaulted.into(), opened.into()])
        }
        Event::Team(OfTeam::SharesAgreed(_) | OfTeam::SharesFixed(_)) => {
            let stream = event.stream();
            let about = TeamId(stream.id).to_string();
            Ok(todo::completed(state, TodoKind::SharesToAgree, &about))
        }
        _ => Ok(Vec::new()),
    }
}

impl Team {
    /// How its work is shared now: as agreed, or equally.
    pub(crate) fn shares_now(&self) -> Vec<TeamShare> {
        self.agreed.clone().unwrap_or_else(|| equal_shares(&self.people()))
    }
}
