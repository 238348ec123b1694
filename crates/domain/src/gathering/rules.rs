//! The rule of planning a gathering.

use super::command::ScheduleGathering;
use super::event::GatheringScheduled;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Moment;

impl HoldsPersonal for ScheduleGathering {}

/// Answers `ScheduleGathering`.
pub(crate) fn schedule(
    state: &State,
    command: &ScheduleGathering,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let gathering_id = command.gathering_id;
    if state.gatherings.contains_key(&gathering_id) {
        return Err(Violation::GatheringExists.into());
    }
    let mut checks = Checks::new();
    checks.note(field::labels("title", &command.title));
    check_time(&mut checks, state, command.starts, command.ends, context);
    checks.note(field::said("place", &command.place));
    checks.note(state.operator(command.host).err());
    if let Some(campaign_id) = command.campaign_id {
        let campaign = state.campaign(campaign_id)?;
        checks.require(campaign.takes_gatherings(), || campaign.not_open());
    }
    if let Some(project_id) = command.project_id {
        state.project(project_id)?;
    }
    let no_room = || Violation::LimitInvalid { field: "capacity".to_owned() };
    checks.require(command.capacity != Some(0), no_room);
    checks.note(field::list("agenda", &command.agenda));
    checks.note(command.agenda.iter().flat_map(|point| field::labels("agenda", point)));
    checks.finish()?;
    let scheduled = GatheringScheduled {
        gathering_id,
        kind: command.kind,
        title: command.title.clone(),
        starts: command.starts,
        ends: command.ends,
        place: command.place.clone(),
        host: command.host,
        capacity: command.capacity,
        min_tier: command.min_tier.or(command.kind.own_bar()),
        campaign_id: command.campaign_id,
        project_id: command.project_id,
        series_id: command.series_id,
        nda_required: command.nda_required,
        agenda: command.agenda.clone(),
    };
    Ok(vec![scheduled.into()])
}

/// It ends after it begins, and not before somebody can come.
pub(super) fn check_time(
    checks: &mut Checks,
    state: &State,
    starts: Moment,
    ends: Moment,
    context: &Context,
) {
    checks.require(starts < ends, || Violation::WindowInvalid { field: "ends".to_owned() });
    checks.require(context.now < ends, || Violation::DateInPast { field: "ends".to_owned() });
    let (first, today) = (state.day_of(starts), state.day_of(context.now));
    checks.note(field::day_in_reach("starts", first, today));
    checks.note(field::day_in_reach("ends", state.day_of(ends), today));
}
