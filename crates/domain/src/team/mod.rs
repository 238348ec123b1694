//! A team: a small group that does one task together, as peers or led by a mentor.
//!
//! Whoever leads a mentor-led team is not counted among its members: they guide, judge and observe
//! what others make. What was left to them is not the brand's to do any more.

pub mod command;
pub mod event;
mod evolve;
mod forming;
mod observing;
mod reaction;
mod roles;
mod shares;
pub mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use event::Event;
pub(crate) use evolve::{evolve, follow};
pub(crate) use forming::*;
pub(crate) use observing::*;
pub(crate) use reaction::*;
pub(crate) use roles::*;
pub(crate) use shares::*;

use crate::id::{AssignmentId, BudgetId, CampaignId, EventId, KocId, TaskId, TeamId};
use crate::personal::{Person, Sealed};
use crate::recorded::Context;
use crate::refusal::{Violation, code_of};
use crate::state::State;
use crate::time::Moment;
use crate::vocabulary::TeamRole;
use values::*;

/// Where a team stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TeamState {
    Forming,
    Ready,
    Working,
    Delivered,
    Disbanded,
}

impl TeamState {
    /// How a refusal names it.
    fn code(self) -> String {
        let code = match self {
            TeamState::Forming => "FORMING",
            TeamState::Ready => "READY",
            TeamState::Working => "WORKING",
            TeamState::Delivered => "DELIVERED",
            TeamState::Disbanded => "DISBANDED",
        };
        code.to_owned()
    }
}

/// Somebody in a team.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) koc: KocId,
    pub(crate) role: TeamRole,
    pub(crate) section: Option<String>,
}

/// Shares that wait for everybody's yes.
#[derive(Debug, Clone)]
pub(crate) struct Proposed {
    pub(crate) shares: Vec<TeamShare>,
    pub(crate) agreed: BTreeMap<KocId, EventId>,
    pub(crate) reason: Option<Sealed>,
}

/// Work that was shared equally because nothing was agreed.
#[derive(Debug, Clone)]
pub(crate) struct Defaulted {
    pub(crate) assignment: AssignmentId,
    pub(crate) shares: Vec<TeamShare>,
    pub(crate) amend_by: Moment,
}

/// What rules ask of a team.
#[derive(Debug, Clone)]
pub struct Team {
    pub(crate) state: TeamState,
    pub(crate) kind: TeamKind,
    pub(crate) task: Option<TaskId>,
    pub(crate) campaign: Option<CampaignId>,
    pub(crate) size_min: u16,
    pub(crate) size_max: u16,
    pub(crate) roles_needed: Vec<TeamRole>,
    pub(crate) delegation: Delegation,
    pub(crate) budget: Option<BudgetId>,
    pub(crate) lead: Option<KocId>,
    /// In the order they joined.
    pub(crate) members: Vec<Member>,
    pub(crate) invited: BTreeMap<KocId, TeamRole>,
    /// The newest work it was offered.
    pub(crate) work: Option<AssignmentId>,
    pub(crate) agreed: Option<Vec<TeamShare>>,
    pub(crate) proposed: Option<Proposed>,
    pub(crate) defaulted: Option<Defaulted>,
    /// Times something was given to work with.
    pub(crate) grants: u32,
}

impl Team {
    /// Whether somebody is one of its members.
    pub(crate) fn has(&self, koc_id: KocId) -> bool {
        self.members.iter().any(|member| member.koc == koc_id)
    }

    /// Who is in it, in the order they joined.
    pub(crate) fn people(&self) -> Vec<KocId> {
        self.members.iter().map(|member| member.koc).collect()
    }

    /// The mentor who leads it, if one does.
    pub(crate) fn mentor(&self) -> Option<KocId> {
        self.lead.filter(|_| self.kind == TeamKind::MentorLed)
    }

    /// Whether it can be offered work.
    pub(crate) fn is_ready(&self) -> bool {
        matches!(self.state, TeamState::Ready | TeamState::Delivered)
    }

    pub(crate) fn not_ready(&self) -> Option<Violation> {
        let state = self.state.code();
        (!self.is_ready()).then_some(Violation::TeamNotReady { state })
    }

    /// Refuses what only a team that is still there allows.
    fn gone(&self) -> Option<Violation> {
        let state = self.state.code();
        (self.state == TeamState::Disbanded).then_some(Violation::TeamNotOpen { state })
    }

    fn full(&self) -> Option<Violation> {
        let max = self.size_max;
        let full = self.members.len() >= usize::from(max);
        full.then_some(Violation::TeamFull { max })
    }

    fn too_small(&self) -> Option<Violation> {
        let (min, have) = (self.size_min, self.members.len());
        let short = have < usize::from(min);
        let have = u16::try_from(have).unwrap_or(u16::MAX);
        short.then_some(Violation::TeamTooSmall { min, have })
    }

    /// Needed roles that are nobody's, each as often as it is missing.
    fn unfilled(&self) -> Vec<TeamRole> {
        let mut left: Vec<TeamRole> = self.members.iter().map(|member| member.role).collect();
        let mut unfilled = Vec::new();
        for role in &self.roles_needed {
            let led = *role == TeamRole::Lead && self.lead.is_some();
            match left.iter().position(|held| held == role) {
                Some(place) => drop(left.swap_remove(place)),
                None if led => {}
                None => unfilled.push(*role),
            }
        }
        if self.lead.is_none() && !unfilled.contains(&TeamRole::Lead) {
            unfilled.push(TeamRole::Lead);
        }
        unfilled
    }

    fn role_unfilled(&self) -> Option<Violation> {
        let roles: Vec<String> = self.unfilled().iter().map(code_of).collect();
        (!roles.is_empty()).then_some(Violation::RoleUnfilled { roles })
    }

    /// Refuses whoever may not do what may be left to a mentor: the brand once it is, the mentor
    /// before, and anybody else always.
    fn not_theirs(&self, delegated: bool, context: &Context) -> Option<Violation> {
        let left = delegated && self.kind == TeamKind::MentorLed;
        match context.actor.as_koc() {
            Some(actor) if left && self.lead == Some(actor) => None,
            Some(_) => Some(Violation::NotAParty),
            None => left.then_some(Violation::DelegatedToMentor),
        }
    }

    /// Who has a say in how its work is shared: its members, or those by whom work was made that
    /// was shared equally and may still be shared otherwise.
    fn sharers(&self) -> BTreeSet<KocId> {
        match &self.defaulted {
            Some(defaulted) => defaulted.shares.iter().map(|share| share.koc_id).collect(),
            None => self.members.iter().map(|member| member.koc).collect(),
        }
    }
}

impl State {
    /// A team.
    pub(crate) fn team(&self, team_id: TeamId) -> Result<&Team, Violation> {
        let missing = || Violation::NotFound { what: team_id.to_string() };
        self.teams.get(&team_id).map(Arc::as_ref).ok_or_else(missing)
    }

    fn team_mut(&mut self, team_id: TeamId) -> Option<&mut Team> {
        self.teams.get_mut(&team_id).map(Arc::make_mut)
    }

    /// The teams that somebody is in, leads or is asked into, and that are still there.
    pub(crate) fn teams_with(&self, koc_id: KocId) -> Vec<TeamId> {
        let all = (koc_id, TeamId([0; 16]))..=(koc_id, TeamId([0xff; 16]));
        self.teams_of.range(all).map(|(_, team_id)| *team_id).collect()
    }

    /// The teams that a mentor leads and that are still there.
    pub(crate) fn teams_led_by(&self, koc_id: KocId) -> Vec<TeamId> {
        let led = |id: &TeamId| self.team(*id).is_ok_and(|team| team.mentor() == Some(koc_id));
        self.teams_with(koc_id).into_iter().filter(led).collect()
    }

    /// Whose key words about a team are sealed under: whoever leads it, or the first in it. Where
    /// there is nobody the rule refuses anyway.
    pub(crate) fn person_of_team(&self, team_id: TeamId) -> Person {
        let team = self.team(team_id).ok();
        let first = team.and_then(|team| team.lead.or(team.people().first().copied()));
        first.map_or(Person([0; 16]), Person::from)
    }
}
