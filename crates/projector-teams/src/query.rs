//! What can be asked of teams.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::id::{KocId, TaskId, TeamId};
use domain::team::values::TeamKind;

use crate::Teams;
use crate::rows::*;

/// Which teams; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamFilter {
    /// Led by peers or by a mentor.
    pub kind: Option<TeamKind>,
    /// Standing there.
    pub state: Option<TeamState>,
    /// For this task.
    pub task_id: Option<TaskId>,
    /// With somebody in it or leading it.
    pub koc_id: Option<KocId>,
    /// With a role that is nobody's, or without.
    pub role_unfilled: Option<bool>,
    /// Whose chemistry was seen to be below this on the mean, hundredths of 1 to 5.
    pub chemistry_below: Option<u32>,
    /// With default shares that may still be amended, or without.
    pub shares_by_default: Option<bool>,
}

impl TeamFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &TeamRow) -> bool {
        let chemistry = row.means().map(|(_, chemistry)| chemistry);
        let low = |below: u32| chemistry.is_some_and(|chemistry| chemistry < below);
        let amendable = row.works.iter().any(|work| work.amend_by.is_some());
        let inside = |koc_id| row.has(koc_id) || row.lead == Some(koc_id);
        self.kind.is_none_or(|kind| row.kind == kind)
            && self.state.is_none_or(|state| row.state == state)
            && self.task_id.is_none_or(|task_id| row.task_id == Some(task_id))
            && self.koc_id.is_none_or(inside)
            && self.role_unfilled.is_none_or(|asked| row.unfilled().is_empty() != asked)
            && self.chemistry_below.is_none_or(low)
            && self.shares_by_default.is_none_or(|asked| amendable == asked)
    }
}

/// In which order teams come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TeamOrder {
    /// The one formed last in front.
    #[default]
    Formed,
    /// The largest in front.
    Size,
}

impl Teams {
    /// One team.
    pub fn team(&self, team_id: TeamId) -> Option<&Arc<TeamRow>> {
        self.rows.get(&team_id)
    }

    /// The teams that `filter` asks for, in order.
    pub fn teams(&self, filter: &TeamFilter, order: TeamOrder) -> Vec<Arc<TeamRow>> {
        let mut rows: Vec<Arc<TeamRow>> = match filter.koc_id {
            Some(koc_id) => self.teams_with(koc_id).into_iter().cloned().collect(),
            None => self.rows.values().cloned().collect(),
        };
        rows.retain(|row| filter.matches(row));
        rows.sort_by_key(|row| match order {
            TeamOrder::Formed => (Reverse(row.formed_at.0), row.team_id),
            TeamOrder::Size => {
                (Reverse(i64::try_from(row.members.len()).unwrap_or(i64::MAX)), row.team_id)
            }
        });
        rows
    }

    /// Every team that somebody was ever asked into, was in or led, by id.
    pub fn teams_with(&self, koc_id: KocId) -> Vec<&Arc<TeamRow>> {
        let all = (koc_id, TeamId([0; 16]))..=(koc_id, TeamId([0xff; 16]));
        self.by_koc.range(all).filter_map(|(_, team_id)| self.rows.get(team_id)).collect()
    }

    /// Everybody who made something together with somebody else, by id.
    pub fn pairs(&self) -> impl Iterator<Item = CoMembers> + '_ {
        let pair = |((one, other), works): (&(KocId, KocId), &u32)| CoMembers {
            one: *one,
            other: *other,
            works: *works,
        };
        self.together.iter().map(pair)
    }

    /// Those pairs of a team's members: how often it repeats what was before.
    pub fn repeats(&self, row: &TeamRow) -> Vec<CoMembers> {
        let mut pairs = Vec::new();
        for one in &row.members {
            for other in row.members.iter().filter(|other| one.koc_id < other.koc_id) {
                let key = (one.koc_id, other.koc_id);
                let works = self.together.get(&key).copied();
                pairs.extend(works.map(|works| CoMembers { one: key.0, other: key.1, works }));
            }
        }
        pairs
    }
}
