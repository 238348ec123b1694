//! A campaign: a phased project with a goal that can be measured, a window, a rhythm that is
//! watched, awards while it runs and a grand prize when it is judged (S0, 阶段性).
//!
//! Its works are works of its tasks; what comes of them is counted as it happens, so that no rule
//! looks through everything.

mod awards;
pub mod command;
mod course;
mod ending;
pub mod event;
mod evolve;
mod follow;
mod plan;
mod progress;
mod reaction;
mod taking_part;
pub mod values;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

pub(crate) use awards::{confer_grand_prize, confer_process_award};
pub(crate) use course::{add_sub_task, check_rhythm, share_highlight};
pub(crate) use ending::{call_off, close, end};
pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use follow::follow;
pub(crate) use plan::{announce, plan, start};
pub use progress::Standing;
pub(crate) use reaction::*;
pub(crate) use taking_part::{join, leave};

use crate::actor::Actor;
use crate::id::{
    AssignmentId, BudgetId, CampaignId, EventId, GatheringId, KocId, OperatorId, PublicationId,
    TaskId,
};
use crate::publication::values::LeadKind;
use crate::refusal::Violation;
use crate::state::State;
use crate::task::Eligibility;
use crate::time::Day;
use values::*;

/// Tasks and gatherings that end in the commit that calls a campaign off; a person ends the
/// others. Our own number.
const AT_ONCE: usize = 100;

/// Days of a week of a campaign.
const WEEK_DAYS: u32 = 7;

/// Where a campaign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CampaignState {
    Planned,
    Announced,
    Running,
    Judging,
    Closed,
    CalledOff,
}

impl CampaignState {
    /// How a refusal names it.
    fn code(self) -> &'static str {
        match self {
            CampaignState::Planned => "PLANNED",
            CampaignState::Announced => "ANNOUNCED",
            CampaignState::Running => "RUNNING",
            CampaignState::Judging => "JUDGING",
            CampaignState::Closed => "CLOSED",
            CampaignState::CalledOff => "CALLED_OFF",
        }
    }
}

/// Somebody who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Participant {
    /// The day from which what they do is progress: the first day, or the day they came.
    pub(crate) since: Day,
    /// What they did before; none before the campaign begins.
    pub(crate) baseline: Option<Baseline>,
}

/// What rules ask of a campaign.
#[derive(Debug, Clone)]
pub struct Campaign {
    pub(crate) state: CampaignState,
    pub(crate) planned_by: Actor,
    pub(crate) kpis: Arc<[Kpi]>,
    pub(crate) starts_on: Day,
    pub(crate) ends_on: Day,
    /// The day it began.
    pub(crate) began_on: Option<Day>,
    pub(crate) awards: Arc<[PlannedAward]>,
    pub(crate) budget: Option<BudgetId>,
    pub(crate) owner: OperatorId,
    pub(crate) decay_alert_bp: u16,
    pub(crate) audience: Eligibility,
    pub(crate) participants: OrdMap<KocId, Participant>,
    /// The tasks that name it.
    pub(crate) tasks: OrdSet<TaskId>,
    /// Those of them that are something to do in one of its weeks.
    pub(crate) sub_tasks: OrdSet<TaskId>,
    /// The gatherings that name it.
    pub(crate) gatherings: OrdSet<GatheringId>,
    /// The briefing that was held.
    pub(crate) briefing: Option<GatheringId>,
    pub(crate) highlights: OrdSet<AssignmentId>,
    /// Weeks that were looked at.
    pub(crate) checked: OrdSet<u16>,
    /// Who did something for it, by week.
    pub(crate) active: OrdSet<(u16, KocId)>,
    /// Works that were approved, with their author and day.
    pub(crate) works: OrdMap<AssignmentId, (KocId, Day)>,
    /// Weighted engagement with what authors published of their works.
    pub(crate) published: OrdMap<PublicationId, (KocId, u64)>,
    pub(crate) leads: OrdSet<(String, LeadKind)>,
    /// Awards that were given.
    pub(crate) conferred: OrdSet<String>,
}

impl Campaign {
    fn state_code(&self) -> String {
        self.state.code().to_owned()
    }

    /// Its first day: as it was, or as it is planned.
    pub(crate) fn first_day(&self) -> Day {
        self.began_on.unwrap_or(self.starts_on)
    }

    /// How long it lasts.
    fn days(&self) -> u16 {
        days_of(self.first_day(), self.ends_on)
    }

    /// How many weeks it has; the last may be short.
    fn weeks(&self) -> u16 {
        self.days().div_ceil(7).max(1)
    }

    /// The last day of a week of it.
    fn week_ends(&self, week: u16) -> Day {
        let last = self.first_day().plus(i32::from(week) * 7 - 1);
        last.min(self.ends_on)
    }

    /// The week of it that a day is in; none outside.
    fn week_of(&self, day: Day) -> Option<u16> {
        let first = self.first_day();
        let inside = first <= day && day <= self.ends_on;
        let week = day.days_since(first) / WEEK_DAYS + 1;
        u16::try_from(week).ok().filter(|_| inside)
    }

    /// The first week that was not looked at.
    pub(crate) fn next_check(&self) -> Option<u16> {
        (1..=self.weeks()).find(|week| !self.checked.contains(week))
    }

    /// Members who did something for it in a week.
    fn active_in(&self, week: u16) -> u32 {
        let all = (week, KocId([0; 16]))..=(week, KocId([0xff; 16]));
        u32::try_from(self.active.range(all).count()).unwrap_or(u32::MAX)
    }

    /// Works approved in a week.
    fn works_in(&self, week: u16) -> u32 {
        let there = self.works.values().filter(|(_, day)| self.week_of(*day) == Some(week));
        u32::try_from(there.count()).unwrap_or(u32::MAX)
    }

    /// An award of the plan.
    fn award(&self, code: &str) -> Option<&PlannedAward> {
        self.awards.iter().find(|award| award.award == code)
    }

    /// Whether members can come to it and its tasks can be drafted.
    fn is_open(&self) -> bool {
        matches!(self.state, CampaignState::Announced | CampaignState::Running)
    }

    /// Whether it is still to come or under way: nothing has been judged.
    pub(crate) fn is_ahead_or_running(&self) -> bool {
        self.is_open() || self.state == CampaignState::Planned
    }

    /// Whether people may come together for it: also when it is judged, to give its prizes.
    pub(crate) fn takes_gatherings(&self) -> bool {
        self.is_ahead_or_running() || self.state == CampaignState::Judging
    }

    /// Whether what happens to its works still counts.
    fn counts(&self) -> bool {
        self.is_open() || self.state == CampaignState::Judging
    }

    /// Refuses what only a campaign that members can come to allows.
    pub(crate) fn not_open(&self) -> Violation {
        Violation::CampaignNotOpen { state: self.state_code() }
    }

    /// Refuses what only a running campaign allows.
    fn not_running(&self) -> Option<Violation> {
        let state = || self.state_code();
        let running = self.state == CampaignState::Running;
        (!running).then(|| Violation::CampaignNotRunning { state: state() })
    }

    /// Refuses what only a campaign that is judged allows.
    fn not_judging(&self) -> Option<Violation> {
        let state = || self.state_code();
        let judging = self.state == CampaignState::Judging;
        (!judging).then(|| Violation::CampaignNotJudging { state: state() })
    }
}

/// Days from one to another, both counted.
fn days_of(from: Day, to: Day) -> u16 {
    if to < from { 0 } else { u16::try_from(to.days_since(from) + 1).unwrap_or(u16::MAX) }
}

impl State {
    /// A campaign.
    pub(crate) fn campaign(&self, campaign_id: CampaignId) -> Result<&Campaign, Violation> {
        let missing = || Violation::NotFound { what: campaign_id.to_string() };
        self.campaigns.get(&campaign_id).map(Arc::as_ref).ok_or_else(missing)
    }

    fn campaign_mut(&mut self, campaign_id: CampaignId) -> Option<&mut Campaign> {
        self.campaigns.get_mut(&campaign_id).map(Arc::make_mut)
    }

    /// The campaign that an assignment is work of.
    fn campaign_worked_for(&self, id: AssignmentId) -> Option<CampaignId> {
        self.campaign_of_task.get(&self.assignment(id).ok()?.task).copied()
    }

    /// The campaigns a member takes part in that are not over.
    pub(crate) fn campaigns_of(&self, koc_id: KocId) -> impl Iterator<Item = CampaignId> {
        let all = (koc_id, CampaignId([0; 16]))..=(koc_id, CampaignId([0xff; 16]));
        self.takes_part_in.range(all).map(|(_, campaign_id)| *campaign_id)
    }

    /// The award that was given in that event.
    fn award_given_in(&self, event: EventId) -> Option<(CampaignId, KocId)> {
        self.awards_given.get(&event).copied()
    }
}
