//! The rules of what a publication brought: counts that only grow, leads that count once.

use super::command::{AttributeLead, RecordEngagement};
use super::event::{EngagementRecorded, LeadAttributed};
use super::values::{AttributionModel, Counts};
use super::{LeadKey, Publication};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// Weighted engagement that makes one step. Our own number.
const STEP: u64 = 500;

/// Steps of one publication that earn; one lucky post does not buy a tier. Our own number.
const STEPS_MAX: u64 = 20;

impl HoldsPersonal for RecordEngagement {}

/// Answers `RecordEngagement`.
pub(crate) fn record_engagement(
    state: &State,
    command: &RecordEngagement,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let publication = state.publication(command.publication_id)?;
    let mut checks = Checks::new();
    checks.note(out_of_order(publication, command));
    let (_, before) = publication.last_count.unwrap_or_default();
    let falls = command.counts.falls_below(&before) && !command.correction;
    checks.require(!falls, || Violation::EngagementDecreased);
    let over = publication.taken_down_at.is_some_and(|at| at < command.measured_at);
    checks.require(!over, || Violation::PublicationNotLive);
    let in_future = || Violation::DateInFuture { field: "measuredAt".to_owned() };
    checks.require(command.measured_at <= context.now, in_future);
    checks.note(field::reference("source", &command.source));
    checks.finish()?;
    let recorded = EngagementRecorded {
        publication_id: command.publication_id,
        koc_id: publication.koc_id,
        measured_at: command.measured_at,
        counts: command.counts,
        delta: command.counts.since(&before),
        source: command.source.clone(),
        correction: command.correction,
        new_steps: new_steps(publication, &command.counts),
    };
    Ok(vec![recorded.into()])
}

/// A count is later than the last one; one that puts the last right may be of the same moment.
fn out_of_order(publication: &Publication, command: &RecordEngagement) -> Option<Violation> {
    let published_at = publication.published_at;
    let last = publication.last_count.map_or(published_at, |(at, _)| at);
    let first = publication.last_count.is_none();
    let same = command.measured_at == last && (command.correction || first);
    let in_order = command.measured_at > last || same;
    (!in_order).then_some(Violation::MeasureOutOfOrder { last })
}

/// What the brand shows on its own channels earns its author nothing here: how often it is seen is
/// the brand's doing.
fn new_steps(publication: &Publication, counts: &Counts) -> u32 {
    if publication.is_amplified() || publication.taken_down_at.is_some() {
        return 0;
    }
    let reached = (counts.weighted() / STEP).min(STEPS_MAX);
    u32::try_from(reached).unwrap_or(u32::MAX).saturating_sub(publication.steps)
}

impl HoldsPersonal for AttributeLead {}

/// Answers `AttributeLead`.
pub(crate) fn attribute_lead(
    state: &State,
    command: &AttributeLead,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let publication = state.publication(command.publication_id)?;
    let koc_id = publication.koc_id;
    let mut checks = Checks::new();
    let key = |model| -> LeadKey { (command.lead_ref.clone(), command.kind, model) };
    let attributed = state.leads.get(&key(command.model)).copied();
    checks.note(attributed.map(|to| Violation::LeadAlreadyAttributed { to }));
    let known_as = state.external_refs.get(&command.lead_ref).copied();
    let own = [command.lead_koc_id, known_as].contains(&Some(koc_id));
    checks.require(!own, || Violation::SelfReferral);
    checks.note(field::external_key("leadRef", &command.lead_ref));
    checks.note(field::external_key("trace", command.trace.text()));
    let in_future = || Violation::DateInFuture { field: "at".to_owned() };
    checks.require(command.at <= context.now, in_future);
    checks.finish()?;
    let models = [AttributionModel::First, AttributionModel::Last, AttributionModel::Code];
    let known = models.into_iter().any(|model| state.leads.contains_key(&key(model)));
    let lead = LeadAttributed {
        publication_id: command.publication_id,
        koc_id,
        lead_ref: command.lead_ref.clone(),
        kind: command.kind,
        trace: command.trace.clone(),
        at: command.at,
        model: command.model,
        earns: !known && publication.taken_down_at.is_none(),
    };
    Ok(vec![lead.into()])
}
