//! The rows of teams.

use domain::Moment;
use domain::assignment::event::Reviewer;
use domain::assignment::values::ResourceKind;
use domain::id::{AssignmentId, BudgetId, CampaignId, EventId, KocId, TaskId, TeamId};
use domain::personal::Sealed;
use domain::team::values::*;
use domain::vocabulary::TeamRole;
use serde::Serialize;

/// Where a team stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TeamState {
    /// It comes together.
    Forming,
    /// It can be offered its task.
    Ready,
    /// It works.
    Working,
    /// Its work was approved.
    Delivered,
    /// It is no more.
    Disbanded,
}

/// Somebody in a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberRow {
    /// Who.
    pub koc_id: KocId,
    /// Does what.
    pub role: TeamRole,
    /// Of which part of the work.
    pub section: Option<String>,
    /// When they joined.
    pub joined_at: Moment,
}

/// Somebody who was asked and has not answered, or said no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InvitationRow {
    /// Who.
    pub koc_id: KocId,
    /// To do what.
    pub role: TeamRole,
    /// When.
    pub invited_at: Moment,
    /// Whether they said no.
    pub declined: bool,
    /// Why, if they said.
    pub reason: Option<Sealed>,
}

/// Somebody who was in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftRow {
    /// Who.
    pub koc_id: KocId,
    /// Of which kind the reason is.
    pub cause: LeaveCause,
    /// Why, if they said.
    pub reason: Option<Sealed>,
    /// When.
    pub left_at: Moment,
}

/// How it was seen to work together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NoteRow {
    /// By whom.
    pub observer: Reviewer,
    /// How they talk to each other, 1 to 5.
    pub communication: u8,
    /// How well they go together, 1 to 5.
    pub chemistry: u8,
    /// What was seen.
    pub note: Sealed,
    /// What the team was advised.
    pub guidance: Option<Sealed>,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// Something it was given to work with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GrantRow {
    /// Of which kind.
    pub kind: ResourceKind,
    /// Money, or something by its reference.
    pub granted: GrantedResource,
    /// By whom.
    pub by: Reviewer,
    /// When.
    pub at: Moment,
}

/// A work it was given, and how that is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TeamWorkRow {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Of which task.
    pub task_id: TaskId,
    /// As handed in, or as agreed later; empty before.
    pub shares: Vec<TeamShare>,
    /// Whether the work was approved.
    pub approved: bool,
    /// Whether it was shared equally because nothing was agreed.
    pub by_default: bool,
    /// Until when that may be amended, while it may.
    pub amend_by: Option<Moment>,
}

/// Shares that wait for everybody's yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposedShares {
    /// Every member once.
    pub shares: Vec<TeamShare>,
    /// Who said yes so far.
    pub agreed: Vec<KocId>,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TeamRow {
    /// Its id.
    pub team_id: TeamId,
    /// The task it is for.
    pub task_id: Option<TaskId>,
    /// The campaign whose tasks it is for.
    pub campaign_id: Option<CampaignId>,
    /// Who leads: one of its members, or a mentor.
    pub kind: TeamKind,
    /// Where it stands.
    pub state: TeamState,
    /// Who leads it.
    pub lead: Option<KocId>,
    /// Members at least.
    pub size_min: u16,
    /// Members at most.
    pub size_max: u16,
    /// Each has to be somebody's.
    pub roles_needed: Vec<TeamRole>,
    /// What is left to the mentor.
    pub delegation: Delegation,
    /// The purse that resources for it come out of.
    pub budget_id: Option<BudgetId>,
    /// In the order they joined.
    pub members: Vec<MemberRow>,
    /// Who was asked and is not in it.
    pub invitations: Vec<InvitationRow>,
    /// Who was in it.
    pub left: Vec<LeftRow>,
    /// How it was seen to work together, oldest first.
    pub notes: Vec<NoteRow>,
    /// What it was given, oldest first.
    pub grants: Vec<GrantRow>,
    /// What everybody agreed to.
    pub agreed_shares: Vec<TeamShare>,
    /// What waits for everybody's yes.
    pub proposed: Option<ProposedShares>,
    /// What it was given to do, oldest first.
    pub works: Vec<TeamWorkRow>,
    /// When it was formed.
    pub formed_at: Moment,
    /// Why it is no more.
    pub disbanded: Option<DisbandCause>,
    /// The events it comes from, oldest first.
    pub positions: Vec<EventId>,
}

impl TeamRow {
    /// Needed roles that are nobody's, each as often as it is missing; the lead is always needed.
    pub fn unfilled(&self) -> Vec<TeamRole> {
        let mut left: Vec<TeamRole> = self.members.iter().map(|member| member.role).collect();
        let mut unfilled = Vec::new();
        for role in &self.roles_needed {
            match left.iter().position(|held| held == role) {
                Some(place) => {
                    left.swap_remove(place);
                }
                None if *role == TeamRole::Lead && self.lead.is_some() => {}
                None => unfilled.push(*role),
            }
        }
        if self.lead.is_none() && !unfilled.contains(&TeamRole::Lead) {
            unfilled.push(TeamRole::Lead);
        }
        unfilled
    }

    /// The mean of all notes in hundredths: communication, then chemistry.
    pub fn means(&self) -> Option<(u32, u32)> {
        let count = u32::try_from(self.notes.len()).ok().filter(|count| *count > 0)?;
        let mean = |mark: &dyn Fn(&NoteRow) -> u8| {
            self.notes.iter().map(|note| u32::from(mark(note))).sum::<u32>() * 100 / count
        };
        Some((mean(&|note| note.communication), mean(&|note| note.chemistry)))
    }

    /// Whether somebody is one of its members.
    pub fn has(&self, koc_id: KocId) -> bool {
        self.members.iter().any(|member| member.koc_id == koc_id)
    }
}

/// Two members who made something together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CoMembers {
    /// The one with the lesser id.
    pub one: KocId,
    /// The other.
    pub other: KocId,
    /// Approved works they made together.
    pub works: u32,
}
