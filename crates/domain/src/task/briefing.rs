//! The rules of a brief: complete, measurable, feasible in time, and free of a verdict.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::brief::*;
use super::command::{ApproveBrief, WriteBrief};
use super::event::{BriefApproved, BriefWritten};
use super::{Task, TaskState, opinion, paying};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::programme::Programme;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::text::LocalText;
use crate::time::{HOUR_US, Moment};
use crate::vocabulary::{Horizon, VocabularyAxis};

impl HoldsPersonal for WriteBrief {}

/// Answers `WriteBrief`.
pub(crate) fn write_brief(
    state: &State,
    command: &WriteBrief,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    task.not_opened_yet()?;
    let brief = &command.brief;
    let mut checks = Checks::new();
    check_brief(&mut checks, state, task, brief)?;
    checks.finish()?;
    let written = BriefWritten {
        task_id: command.task_id,
        brief_version: task.latest_version().saturating_add(1),
        brief: Box::new(brief.clone()),
    };
    Ok(vec![written.into()])
}

/// What every version of a brief must be: complete, measurable, feasible, free of a verdict, and
/// other than the one before.
pub(super) fn check_brief(
    checks: &mut Checks,
    state: &State,
    task: &Task,
    brief: &Brief,
) -> Result<(), Refusal> {
    let programme = state.programme()?;
    let missing = missing(brief);
    checks.require(missing.is_empty(), || Violation::BriefIncomplete { missing });
    check_criteria(checks, &brief.criteria);
    check_outputs(checks, programme, &brief.outputs);
    checks.note(wrong_window(programme, task.horizon, &brief.timeline));
    let prescribed = texts(brief).into_iter().find_map(|(_, text)| opinion::prescribed(text));
    checks.note(prescribed.map(|phrase| Violation::OpinionPrescribed { phrase }));
    paying::check_returns(checks, state, &brief.returns, "returns");
    checks.note(wrong_check(task.horizon, brief));
    checks.note(state.operator(brief.contact_operator).err());
    check_sizes(checks, brief);
    let latest = task.brief(task.latest_version());
    checks.require(latest.map(Arc::as_ref) != Some(brief), || Violation::NoChange);
    Ok(())
}

/// The parts a brief cannot do without (S4: requirements, dates, returns) that are not there.
fn missing(brief: &Brief) -> Vec<String> {
    let rights = &brief.usage_rights;
    let unsaid = |text: &LocalText| text.missing().is_some();
    let wording = brief.disclosure.wording.as_ref();
    let parts = [
        ("objective", unsaid(&brief.objective)),
        ("expectedEffect", unsaid(&brief.expected_effect)),
        ("scopeIn", brief.scope_in.is_empty() || brief.scope_in.iter().any(unsaid)),
        ("scopeOut", brief.scope_out.iter().any(unsaid)),
        ("outputs", brief.outputs.is_empty()),
        ("criteria.text", brief.criteria.iter().any(|criterion| unsaid(&criterion.text))),
        ("resources", brief.resources.iter().any(unsaid)),
        ("returns", brief.returns.is_empty() || brief.returns.iter().any(|it| unsaid(&it.text))),
        ("usageRights.purposes", rights.purposes.is_empty()),
        ("usageRights.channels", rights.channels.is_empty()),
        ("usageRights.territory", rights.territory.trim().is_empty()),
        ("disclosure.wording", brief.disclosure.required && wording.is_none_or(unsaid)),
        ("facts.claim", brief.facts.iter().any(|fact| unsaid(&fact.claim))),
        ("facts.source", brief.facts.iter().any(|fact| fact.source.trim().is_empty())),
        ("effortEstimateHours", brief.effort_estimate_hours == 0),
    ];
    parts.into_iter().filter(|(_, lacks)| *lacks).map(|(part, _)| part.to_owned()).collect()
}

fn check_criteria(checks: &mut Checks, criteria: &[Criterion]) {
    checks.require(!criteria.is_empty(), || Violation::ObjectiveNotMeasurable);
    checks.note(field::list("criteria", criteria));
    let mut seen = BTreeSet::new();
    for criterion in criteria {
        let id = &criterion.id;
        checks.note(field::reference("criteria.id", id));
        checks.require(seen.insert(id), || Violation::CriterionTwice { id: id.clone() });
        let weighs = criterion.kind == CriterionKind::Scored || criterion.weight == 0;
        checks.require(weighs, || field::invalid("criteria.weight"));
    }
    let scored = || criteria.iter().filter(|it| it.kind == CriterionKind::Scored);
    let sum = scored().map(|criterion| u32::from(criterion.weight)).sum();
    let whole = scored().next().is_none() || sum == 100;
    checks.require(whole, || Violation::CriteriaWeightsInvalid { sum });
}

pub(crate) fn check_outputs(checks: &mut Checks, programme: &Programme, outputs: &[Output]) {
    checks.note(field::list("outputs", outputs));
    for output in outputs {
        let possible = output.count > 0 && output.max > 0 && output.min <= output.max;
        checks.require(possible, || field::invalid("outputs"));
        checks.note(programme.unknown_term(VocabularyAxis::Format, &output.format));
    }
}

/// The dates out of order, or longer or shorter than the horizon allows.
fn wrong_window(programme: &Programme, horizon: Horizon, timeline: &Timeline) -> Option<Violation> {
    let Timeline { start, submit_by, review_by, .. } = *timeline;
    if start >= submit_by || submit_by > review_by {
        return Some(field::invalid("timeline"));
    }
    let days = |days: u16| u32::from(days) * 24;
    let min_hours = match horizon {
        Horizon::Instant => 0,
        _ => days(programme.limits.horizon_windows.phased_days_min),
    };
    let window = submit_by.0.saturating_sub(start.0);
    if window < i64::from(min_hours) * HOUR_US {
        let max_hours = max_hours(programme, horizon);
        return Some(Violation::HorizonWindowMismatch { horizon, max_hours });
    }
    window_too_long(programme, horizon, start, submit_by)
}

/// The longest work of that horizon may take.
fn max_hours(programme: &Programme, horizon: Horizon) -> u32 {
    let windows = &programme.limits.horizon_windows;
    match horizon {
        Horizon::Instant => u32::from(windows.instant_hours_max),
        _ => u32::from(windows.phased_days_max) * 24,
    }
}

/// Refuses a due time that makes work longer than its horizon allows: the law of horizons holds
/// for one member's terms as it does for a brief.
pub(crate) fn window_too_long(
    programme: &Programme,
    horizon: Horizon,
    start: Moment,
    submit_by: Moment,
) -> Option<Violation> {
    let max_hours = max_hours(programme, horizon);
    let window = submit_by.0.saturating_sub(start.0);
    let fits = window <= i64::from(max_hours) * HOUR_US;
    (!fits).then_some(Violation::HorizonWindowMismatch { horizon, max_hours })
}

/// An automatic check on work that only people can judge: not instant, or scored.
fn wrong_check(horizon: Horizon, brief: &Brief) -> Option<Violation> {
    let check = brief.automatic_check.as_ref()?;
    let by_rule = brief.criteria.iter().all(|it| it.kind == CriterionKind::Must);
    let tags = field::tags("automaticCheck.tags", &check.tags).is_none();
    let right = horizon == Horizon::Instant && by_rule && tags;
    (!right).then(|| field::invalid("automaticCheck"))
}

/// Everything that asks something of the author, by field. What is out of scope is left out: to
/// rule a phrase out is not to ask for it.
fn texts(brief: &Brief) -> Vec<(&'static str, &LocalText)> {
    let mut texts =
        vec![("objective", &brief.objective), ("expectedEffect", &brief.expected_effect)];
    texts.extend(brief.scope_in.iter().map(|text| ("scopeIn", text)));
    for criterion in &brief.criteria {
        texts.push(("criteria.text", &criterion.text));
        texts.extend(criterion.evidence_hint.iter().map(|hint| ("criteria.evidenceHint", hint)));
    }
    texts.extend(brief.resources.iter().map(|text| ("resources", text)));
    texts.extend(brief.returns.iter().map(|it| ("returns.text", &it.text)));
    texts.extend(brief.disclosure.wording.iter().map(|text| ("disclosure.wording", text)));
    texts.extend(brief.facts.iter().map(|fact| ("facts.claim", &fact.claim)));
    texts
}

fn check_sizes(checks: &mut Checks, brief: &Brief) {
    for (name, text) in texts(brief) {
        checks.note(field::local_text(name, text));
    }
    checks.note(brief.scope_out.iter().filter_map(|text| field::local_text("scopeOut", text)));
    checks.note(brief.facts.iter().filter_map(|fact| field::text("facts.source", &fact.source)));
    let rights = &brief.usage_rights;
    checks
        .note(rights.channels.iter().filter_map(|it| field::reference("usageRights.channels", it)));
    let named = !rights.territory.trim().is_empty();
    checks.note(field::reference("usageRights.territory", &rights.territory).filter(|_| named));
    let lists = [
        field::list("scopeIn", &brief.scope_in),
        field::list("scopeOut", &brief.scope_out),
        field::list("resources", &brief.resources),
        field::list("returns", &brief.returns),
        field::list("facts", &brief.facts),
        field::list("usageRights.purposes", &rights.purposes),
        field::list("usageRights.channels", &rights.channels),
    ];
    checks.note(lists.into_iter().flatten());
}

impl HoldsPersonal for ApproveBrief {}

/// Answers `ApproveBrief`.
pub(crate) fn approve_brief(
    state: &State,
    command: &ApproveBrief,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    task.takes_approval()?;
    // A key without a name behind it is nobody's second pair of eyes.
    let approver = context.actor.as_operator().ok_or_else(|| Violation::Forbidden {
        role: context.actor.role,
        command: "ApproveBrief".to_owned(),
    })?;
    let latest = task.latest_version();
    let mut checks = Checks::new();
    let current = command.brief_version == latest && latest > 0;
    checks.require(current, || Violation::BriefVersionStale { current: latest });
    let own = task.author(latest).is_some_and(|author| author.is_same_person(&context.actor));
    checks.require(!own, || Violation::FourEyesRequired { need: 1, have: 0 });
    checks.require(task.approved_version != Some(latest), || Violation::NoChange);
    checks.finish()?;
    let approved = BriefApproved { task_id: command.task_id, brief_version: latest, approver };
    Ok(vec![approved.into()])
}

impl Task {
    /// Once a task is open, only a brief that was amended since is approved.
    fn takes_approval(&self) -> Result<(), Violation> {
        let amended = self.approved_version != Some(self.latest_version());
        match self.state {
            TaskState::Open | TaskState::Closed if amended => Ok(()),
            _ => self.not_opened_yet(),
        }
    }

    /// The newest brief version; 0 before the first.
    pub(crate) fn latest_version(&self) -> u32 {
        u32::try_from(self.briefs.len()).unwrap_or(u32::MAX)
    }

    /// The brief of that version.
    pub(crate) fn brief(&self, version: u32) -> Option<&Arc<Brief>> {
        let index = usize::try_from(version.checked_sub(1)?).ok()?;
        self.briefs.get(index).map(|(brief, _)| brief)
    }

    fn author(&self, version: u32) -> Option<&crate::actor::Actor> {
        let index = usize::try_from(version.checked_sub(1)?).ok()?;
        self.briefs.get(index).map(|(_, author)| author)
    }
}
