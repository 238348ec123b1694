//! The rules of a campaign's course: something to do each week, good works shown to everybody, and
//! a look at every week that is over.

use super::command::{AddSubTask, RecordRhythmCheck, ShareHighlight};
use super::event::{HighlightShared, RhythmChecked, SubTaskAdded};
use super::{Campaign, CampaignState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{AssignmentId, KocId};
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// The whole, basis points.
const WHOLE_BP: u64 = 10_000;

impl HoldsPersonal for AddSubTask {}

/// Answers `AddSubTask`.
pub(crate) fn add_sub_task(
    state: &State,
    command: &AddSubTask,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AddSubTask { campaign_id, task_id, week } = *command;
    let campaign = state.campaign(campaign_id)?;
    state.task(task_id)?;
    let mut checks = Checks::new();
    checks.note(campaign.not_running().filter(|_| !campaign.is_open()));
    let (min, max) = (1, campaign.weeks());
    let inside = (min..=max).contains(&week);
    checks.require(inside, || Violation::CampaignWindowInvalid { min, max });
    checks.require(campaign.tasks.contains(&task_id), || field::invalid("taskId"));
    checks.require(!campaign.sub_tasks.contains(&task_id), || Violation::NoChange);
    checks.finish()?;
    Ok(vec![SubTaskAdded { campaign_id, task_id, week }.into()])
}

impl HoldsPersonal for ShareHighlight {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let author = state.assignments.get(&self.assignment_id).map(|it| it.koc.into());
        // Without a work the rule refuses, and nothing is recorded under nobody's key.
        show(author.unwrap_or(Person([0; 16])), SealedField::Feedback, &mut self.why);
    }
}

/// Answers `ShareHighlight`.
pub(crate) fn share_highlight(
    state: &State,
    command: &ShareHighlight,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ShareHighlight { campaign_id, assignment_id, .. } = *command;
    let campaign = state.campaign(campaign_id)?;
    let assignment = state.assignment(assignment_id)?;
    let mut checks = Checks::new();
    let counts = campaign.counts();
    checks.require(counts, || Violation::CampaignNotRunning { state: campaign.state_code() });
    let approved = assignment.approved_work().is_some();
    checks.require(approved, || Violation::WorkNotApproved);
    let of_it = campaign.tasks.contains(&assignment.task);
    checks.require(of_it, || field::invalid("assignmentId"));
    checks.note(field::personal_said("why", &command.why));
    checks.note(field::list("channels", &command.channels));
    checks.note(command.channels.iter().filter_map(|it| field::code("channels", it)));
    checks.require(!command.channels.is_empty(), || field::invalid("channels"));
    let new = !campaign.highlights.contains(&assignment_id);
    checks.require(new, || Violation::NoChange);
    checks.finish()?;
    let highlight = HighlightShared {
        campaign_id,
        assignment_id,
        authors: authors(state, assignment_id),
        why: command.why.sealed()?,
        channels: command.channels.clone(),
    };
    Ok(vec![highlight.into()])
}

/// Everybody who has a part in an approved work; whoever handed it in first.
fn authors(state: &State, assignment_id: AssignmentId) -> Vec<KocId> {
    let Ok(assignment) = state.assignment(assignment_id) else { return Vec::new() };
    let mut authors = vec![assignment.koc];
    let parts = assignment.approved_work().into_iter().flat_map(|work| &work.contributors);
    authors.extend(parts.map(|part| part.koc_id).filter(|koc_id| *koc_id != assignment.koc));
    authors
}

impl HoldsPersonal for RecordRhythmCheck {}

/// Answers `RecordRhythmCheck`. A week is looked at once, when it is over.
pub(crate) fn check_rhythm(
    state: &State,
    command: &RecordRhythmCheck,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RecordRhythmCheck { campaign_id, week, action, .. } = *command;
    let campaign = state.campaign(campaign_id)?;
    let mut checks = Checks::new();
    checks.note(campaign.not_running());
    let (min, max) = (1, campaign.weeks());
    let inside = (min..=max).contains(&week);
    checks.require(inside, || Violation::CampaignWindowInvalid { min, max });
    if campaign.state == CampaignState::Running && inside {
        let at = state.end_of(campaign.week_ends(week));
        checks.require(context.now > at, || Violation::NotYetDue { at });
    }
    let once = !campaign.checked.contains(&week);
    checks.require(once, || Violation::WeekAlreadyChecked { week });
    checks.note(command.note.as_ref().and_then(|note| field::text("note", note)));
    checks.finish()?;
    let checked = RhythmChecked {
        campaign_id,
        week,
        active: campaign.active_in(week),
        works: campaign.works_in(week),
        decay_bp: campaign.decay_bp(week),
        note: command.note.clone(),
        action,
    };
    Ok(vec![checked.into()])
}

impl Campaign {
    /// Those active in a week against those of the first, basis points; none when nobody was.
    fn decay_bp(&self, week: u16) -> Option<u32> {
        let (now, first) = (u64::from(self.active_in(week)), u64::from(self.active_in(1)));
        let bp = (now * WHOLE_BP).checked_div(first)?;
        Some(u32::try_from(bp).unwrap_or(u32::MAX))
    }
}
