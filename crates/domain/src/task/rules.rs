//! The rules of a task's life, one per command; those of its brief are in `briefing.rs`.

use super::command::*;
use super::event::*;
use super::{Eligibility, Growth, GrowthAim, Task, TaskState, Wanted, paying};
use crate::assignment::WHOLE_BP;
use crate::budget;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::{Horizon, TierCode, VocabularyAxis};

/// The hardest work there is; 1 is the lightest.
const DIFFICULTY_MAX: u8 = 5;

impl HoldsPersonal for DraftTask {}

/// Answers `DraftTask`.
pub(crate) fn draft(
    state: &State,
    command: &DraftTask,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if state.tasks.contains_key(&command.task_id) {
        return Err(Violation::TaskExists.into());
    }
    let mut checks = Checks::new();
    checks.note(field::labels("title", &command.title));
    checks.note(not_draftable(state, command, context));
    if let Some(campaign_id) = command.campaign_id {
        let campaign = state.campaign(campaign_id)?;
        checks.require(campaign.is_ahead_or_running(), || campaign.not_open());
    }
    let difficulty = (1..=DIFFICULTY_MAX).contains(&command.difficulty);
    checks.require(difficulty, || field::invalid("difficulty"));
    checks.note(command.parent_task_id.and_then(|parent| state.task(parent).err()));
    checks.note(command.growth.and_then(wrong_growth));
    checks.finish()?;
    let drafted = TaskDrafted {
        task_id: command.task_id,
        title: command.title.clone(),
        horizon: command.horizon,
        mode: command.mode,
        kind: command.kind,
        campaign_id: command.campaign_id,
        parent_task_id: command.parent_task_id,
        trigger: command.trigger,
        difficulty: command.difficulty,
        growth: command.growth,
    };
    Ok(vec![drafted.into()])
}

/// Nobody grows into the tier where everybody begins, or by a score there cannot be.
fn wrong_growth(growth: Growth) -> Option<Violation> {
    let GrowthAim::TargetTier(target) = growth.aim;
    if growth.score_bar > WHOLE_BP {
        return Some(field::invalid("growth.scoreBar"));
    }
    (target == TierCode::LOWEST).then(|| field::invalid("growth.targetTier"))
}

/// Why no task of that horizon and mode can be, if none can.
fn not_draftable(state: &State, command: &DraftTask, context: &Context) -> Option<Violation> {
    let DraftTask { horizon, mode, .. } = *command;
    match horizon {
        Horizon::Identity => Some(Violation::IdentityTakesNoOrders),
        // Duties are not kept yet, so no task can name one.
        Horizon::Ongoing => Some(Violation::HorizonNeedsDuty),
        Horizon::Phased if command.campaign_id.is_none() => Some(Violation::HorizonNeedsCampaign),
        Horizon::Instant | Horizon::Phased => match state.policy_on(state.day_of(context.now)) {
            Err(no_policy) => Some(no_policy),
            Ok((_, policy)) if policy.rules.min_tier(horizon, mode).is_none() => {
                Some(Violation::ModeNotAllowed { horizon, mode })
            }
            Ok(_) => None,
        },
    }
}

impl HoldsPersonal for SetEligibility {}

/// Answers `SetEligibility`.
pub(crate) fn set_eligibility(
    state: &State,
    command: &SetEligibility,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    let SetEligibility { task_id, eligibility, wanted, .. } = command.clone();
    let mut checks = Checks::new();
    use TaskState::{Cancelled, Closed, Completed};
    let over = matches!(task.state, Closed | Completed | Cancelled);
    checks.require(!over, || task.not_open());
    checks.require(command.max_tier.is_none(), || Violation::MaxTierForbidden);
    eligibility.check(&mut checks, state)?;
    for (axis, name, terms) in wanted.terms() {
        state.programme()?.check_terms(&mut checks, axis, name, terms);
    }
    let changes = task.eligibility != eligibility || task.wanted != wanted;
    checks.require(changes, || Violation::NoChange);
    checks.finish()?;
    Ok(vec![EligibilitySet { task_id, eligibility, wanted }.into()])
}

/// Words of one axis, in the field they are given in.
type Terms<'a> = (VocabularyAxis, &'static str, &'a [String]);

impl Eligibility {
    /// It asks in the programme's words, and excludes members there are.
    pub(crate) fn check(&self, checks: &mut Checks, state: &State) -> Result<(), Violation> {
        for (axis, name, terms) in self.terms() {
            state.programme()?.check_terms(checks, axis, name, terms);
        }
        checks.note(field::list("exclude", &self.exclude));
        checks.note(self.exclude.iter().filter_map(|koc_id| state.koc(*koc_id).err()));
        Ok(())
    }

    fn terms(&self) -> [Terms<'_>; 6] {
        [
            (VocabularyAxis::Skill, "eligibility.skills", self.skills.as_slice()),
            (VocabularyAxis::Format, "eligibility.formats", self.formats.as_slice()),
            (VocabularyAxis::Audience, "eligibility.audiences", self.audiences.as_slice()),
            (VocabularyAxis::Region, "eligibility.regions", self.regions.as_slice()),
            (VocabularyAxis::Model, "eligibility.models", self.models.as_slice()),
            (VocabularyAxis::Community, "eligibility.communities", self.communities.as_slice()),
        ]
    }
}

impl Wanted {
    fn terms(&self) -> [Terms<'_>; 6] {
        [
            (VocabularyAxis::Skill, "wanted.skills", self.skills.as_slice()),
            (VocabularyAxis::Style, "wanted.styles", self.styles.as_slice()),
            (VocabularyAxis::Tone, "wanted.tones", self.tones.as_slice()),
            (VocabularyAxis::Topic, "wanted.topics", self.topics.as_slice()),
            (VocabularyAxis::Audience, "wanted.audiences", self.audiences.as_slice()),
            (VocabularyAxis::Community, "wanted.communities", self.communities.as_slice()),
        ]
    }
}

impl HoldsPersonal for OpenTask {}

/// Answers `OpenTask`.
pub(crate) fn open(
    state: &State,
    command: &OpenTask,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    task.not_opened_yet()?;
    let latest = task.latest_version();
    let brief = task.brief(latest).filter(|_| task.approved_version == Some(latest));
    let brief = brief.ok_or(Violation::BriefNotApproved)?;
    let due = brief.timeline.submit_by;
    let mut checks = Checks::new();
    checks.require(context.now < due, || Violation::DeadlinePassed { at: due });
    let no_slots = || Violation::LimitInvalid { field: "slots".to_owned() };
    checks.require(command.slots != Some(0), no_slots);
    let today = state.day_of(context.now);
    let prices = paying::check_cover(&mut checks, state, task, brief, command, today);
    checks.finish()?;
    let opened = TaskOpened {
        task_id: command.task_id,
        selection: command.selection,
        slots: command.slots,
        budget_id: command.budget_id,
        brief_version: latest,
    };
    let mut events = vec![opened.into()];
    if let Some(slots) = command.slots {
        let in_lumps = task.horizon == Horizon::Instant;
        events.extend(budget::held_for_task(state, command.task_id, &prices, slots, in_lumps)?);
    }
    Ok(events)
}

impl Task {
    /// A task is opened once: what people were offered does not change behind them.
    pub(crate) fn not_opened_yet(&self) -> Result<(), Violation> {
        match self.state {
            TaskState::Draft | TaskState::Briefed | TaskState::BriefApproved => Ok(()),
            TaskState::Open | TaskState::Closed => Err(Violation::TaskAlreadyOpen),
            TaskState::Completed | TaskState::Cancelled => Err(self.not_open()),
        }
    }

    /// Whether it is offered or claimed now.
    pub(crate) fn is_open(&self) -> bool {
        self.state == TaskState::Open
    }

    /// The refusal of what only an open task allows.
    pub(crate) fn not_open(&self) -> Violation {
        Violation::TaskNotOpen { state: self.state.code().to_owned() }
    }
}
