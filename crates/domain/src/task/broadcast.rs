//! The rule of telling many of a task at once.

use std::collections::BTreeSet;

use super::command::BroadcastTask;
use super::event::TaskBroadcast;
use super::{Selection, Task, TaskState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::CircleId;
use crate::programme::QuietHours;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::TierCode;

impl HoldsPersonal for BroadcastTask {}

/// Answers `BroadcastTask`. Members of tiers that may not take the task are not told of it.
pub(crate) fn broadcast(
    state: &State,
    command: &BroadcastTask,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(not_for_many(task));
    checks.note(state.quiet_now(context, command.urgent));
    checks.require(!command.channels.is_empty(), || field::invalid("channels"));
    checks.note(field::list("channels", &command.channels));
    checks.note(field::list("tiers", &command.tiers));
    check_circles(&mut checks, state, &command.circles);
    checks.note(field::labels("message", &command.message));
    let (_, policy) = state.policy_on(today)?;
    let by_horizon = policy.rules.min_tier(task.horizon, task.mode);
    let bar = by_horizon.max(task.eligibility.min_tier).unwrap_or(TierCode::LOWEST);
    let wanted = |tier: &TierCode| command.tiers.is_empty() || command.tiers.contains(tier);
    let told = TierCode::ALL.into_iter().filter(|tier| *tier >= bar && wanted(tier));
    let tiers: Vec<TierCode> = told.collect();
    checks.require(!tiers.is_empty(), || field::invalid("tiers"));
    checks.finish()?;
    let channels: BTreeSet<_> = command.channels.iter().copied().collect();
    let circles: BTreeSet<_> = command.circles.iter().copied().collect();
    let broadcast = TaskBroadcast {
        task_id: command.task_id,
        channels: channels.into_iter().collect(),
        audience_size: state.audience(&tiers, &circles),
        tiers,
        circles: circles.into_iter().collect(),
        message: command.message.clone(),
        urgent: command.urgent,
    };
    Ok(vec![broadcast.into()])
}

/// What only some are asked for is not told to all.
fn not_for_many(task: &Task) -> Option<Violation> {
    match (task.state, task.selection) {
        (TaskState::Open, Some(Selection::OpenClaim | Selection::Broadcast)) => None,
        (TaskState::Open, _) => {
            Some(Violation::TaskNotOpen { state: "OPEN, but by offer only".to_owned() })
        }
        _ => Some(task.not_open()),
    }
}

/// Circles that are there.
fn check_circles(checks: &mut Checks, state: &State, circles: &[CircleId]) {
    checks.note(field::list("circles", circles));
    checks.note(circles.iter().filter_map(|id| match state.circle(*id) {
        Ok(circle) => circle.over(),
        Err(unknown) => Some(unknown),
    }));
}

impl QuietHours {
    /// Whether nobody is disturbed in that hour of the day; the span may run over midnight.
    fn hold(&self, hour: u8) -> bool {
        if self.from_hour <= self.to_hour {
            (self.from_hour..self.to_hour).contains(&hour)
        } else {
            hour >= self.from_hour || hour < self.to_hour
        }
    }
}

impl State {
    /// Refuses to disturb people in quiet hours, unless it is urgent.
    pub(crate) fn quiet_now(&self, context: &Context, urgent: bool) -> Option<Violation> {
        let quiet = self.programme.as_ref()?.limits.quiet_hours.as_ref()?;
        let hour = self.zone().clock_hour(context.now);
        let QuietHours { from_hour, to_hour } = *quiet;
        let disturbs = quiet.hold(hour) && !urgent;
        disturbs.then_some(Violation::QuietHours { from_hour, to_hour })
    }

    /// How many are told: everybody of these tiers, or of them whoever is in one of the circles.
    fn audience(&self, tiers: &[TierCode], circles: &BTreeSet<CircleId>) -> u32 {
        if circles.is_empty() {
            return tiers.iter().map(|tier| self.headcount(*tier)).sum();
        }
        let in_circles = circles.iter().filter_map(|id| self.circle(*id).ok());
        let members: BTreeSet<_> = in_circles.flat_map(|circle| circle.members.iter()).collect();
        let told = members.into_iter().filter(|koc_id| {
            let tier = self.kocs.get(*koc_id).and_then(|koc| koc.tier);
            tier.is_some_and(|tier| tiers.contains(&tier))
        });
        u32::try_from(told.count()).unwrap_or(u32::MAX)
    }

    /// How many stand in a tier.
    fn headcount(&self, tier: TierCode) -> u32 {
        self.tier_counts.get(tier as usize).copied().unwrap_or(0)
    }
}
