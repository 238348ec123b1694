//! The rules of insights: something is said, somebody answers for it, it is decided once and with
//! reasons, and what came of it is told.

use super::Insight;
use super::command::*;
use super::event::*;
use super::values::InsightSource;
use crate::actor::Role;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::InsightId;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::VocabularyAxis;

impl HoldsPersonal for SubmitInsight {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let author = self.koc_id.into();
        show(author, SealedField::Note, &mut self.subject);
        show(author, SealedField::Statement, &mut self.text);
        if let Some(steps) = &mut self.repro_steps {
            show(author, SealedField::Message, steps);
        }
    }
}

/// Answers `SubmitInsight`. Nobody who is here is kept from speaking: neither a break nor a
/// suspension matters.
pub(crate) fn submit(
    state: &State,
    command: &SubmitInsight,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let SubmitInsight { insight_id, koc_id, kind, severity, source, .. } = *command;
    if state.insights.contains_key(&insight_id) {
        return Err(Violation::InsightExists.into());
    }
    let koc = state.koc(koc_id)?;
    let steps = command.repro_steps.as_ref();
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "SubmitInsight"));
    checks.note(koc.require_here());
    checks.require(!command.text.is_empty(), || Violation::InsightEmpty);
    checks.note(field::personal("text", &command.text));
    checks.note(field::personal_said("subject", &command.subject));
    let has_steps = steps.is_some_and(|steps| !steps.is_empty());
    checks.require(has_steps || !kind.needs_steps(), || Violation::ReproStepsMissing);
    checks.note(field::personal("reproSteps", steps));
    let topic = command.topic.as_deref();
    let programme = state.programme()?;
    checks.note(topic.and_then(|topic| programme.unknown_term(VocabularyAxis::Topic, topic)));
    checks.note(source.and_then(|source| not_theirs(state, command, source)));
    checks.finish()?;
    let submitted = InsightSubmitted {
        insight_id,
        koc_id,
        subject: command.subject.sealed()?,
        kind,
        text: command.text.sealed()?,
        repro_steps: sealed_option(steps)?,
        severity,
        topic: command.topic.clone(),
        source,
        tier: koc.tier,
    };
    Ok(vec![submitted.into()])
}

/// Refuses a source that is not there, or is somebody else's work.
fn not_theirs(state: &State, command: &SubmitInsight, source: InsightSource) -> Option<Violation> {
    match source {
        InsightSource::Task(task_id) => state.task(task_id).err(),
        InsightSource::Work(assignment_id) => match state.assignment(assignment_id) {
            Ok(work) => (work.koc != command.koc_id).then_some(Violation::NotTheAssignee),
            Err(unknown) => Some(unknown),
        },
        InsightSource::Gathering(gathering_id) => state.gathering(gathering_id).err(),
        InsightSource::Council(_) => None,
    }
}

/// Whose key the texts about an insight are sealed under.
fn author(state: &State, insight_id: InsightId) -> Person {
    // Without an insight the rule refuses, and nothing is recorded under nobody's key.
    state.insights.get(&insight_id).map_or(Person([0; 16]), |insight| insight.koc.into())
}

impl HoldsPersonal for RouteInsight {}

/// Answers `RouteInsight`. It may be given on as long as it is open.
pub(crate) fn route(
    state: &State,
    command: &RouteInsight,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RouteInsight { insight_id, owner, due, .. } = *command;
    let insight = state.insight(insight_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(insight.decided());
    checks.note(field::code("ownerDepartment", &command.owner_department));
    checks.note(state.operator(owner).err());
    checks.require(today <= due, || Violation::DateInPast { field: "due".to_owned() });
    checks.note(field::day_in_reach("due", due, today));
    checks.finish()?;
    let owner_department = command.owner_department.clone();
    Ok(vec![InsightRouted { insight_id, owner_department, owner, due }.into()])
}

impl HoldsPersonal for AskClarification {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(author(state, self.insight_id), SealedField::Message, &mut self.question);
    }
}

/// Answers `AskClarification`.
pub(crate) fn ask(
    state: &State,
    command: &AskClarification,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let insight_id = command.insight_id;
    let insight = state.insight(insight_id)?;
    let mut checks = Checks::new();
    checks.note(state.not_answering(insight, context, "AskClarification"));
    checks.note(insight.decided());
    checks.note(field::personal_said("question", &command.question));
    checks.finish()?;
    let question_no = insight.questions.saturating_add(1);
    let question = command.question.sealed()?;
    Ok(vec![ClarificationAsked { insight_id, question_no, question }.into()])
}

impl State {
    /// Refuses whoever neither runs the programme nor answers for the insight.
    fn not_answering(
        &self,
        insight: &Insight,
        context: &Context,
        command: &str,
    ) -> Option<Violation> {
        let role = context.actor.role;
        let runs = matches!(role, Role::Admin | Role::Ops);
        let owner = insight.owner.map(|owner| self.now_serving(owner));
        let answers = owner.is_some() && context.actor.as_operator() == owner;
        let command = || command.to_owned();
        (!runs && !answers).then(|| Violation::Forbidden { role, command: command() })
    }
}

impl HoldsPersonal for AnswerClarification {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(author(state, self.insight_id), SealedField::Statement, &mut self.text);
    }
}

/// Answers `AnswerClarification`.
pub(crate) fn answer(
    state: &State,
    command: &AnswerClarification,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let insight_id = command.insight_id;
    let insight = state.insight(insight_id)?;
    let mut checks = Checks::new();
    let author = state.goes_on_as(insight.koc);
    checks.note(context.own_only(author, "AnswerClarification"));
    checks.note(insight.decided());
    checks.require(insight.asked, || Violation::NothingAsked);
    checks.require(!command.text.is_empty(), || Violation::AnswerEmpty);
    checks.note(field::personal("text", &command.text));
    checks.finish()?;
    let (question_no, text) = (insight.questions, command.text.sealed()?);
    Ok(vec![ClarificationAnswered { insight_id, question_no, text }.into()])
}

impl HoldsPersonal for DecideInsight {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(author(state, self.insight_id), SealedField::Reason, &mut self.reasons);
    }
}

/// Answers `DecideInsight`: by whoever answers for it, or runs the programme; routed or not.
pub(crate) fn decide(
    state: &State,
    command: &DecideInsight,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let DecideInsight { insight_id, decision, .. } = *command;
    let insight = state.insight(insight_id)?;
    let mut checks = Checks::new();
    checks.note(state.not_answering(insight, context, "DecideInsight"));
    checks.note(insight.decided());
    checks.require(!command.reasons.is_empty(), || Violation::DecisionNeedsReason);
    checks.note(field::personal("reasons", &command.reasons));
    checks.finish()?;
    let koc_id = state.goes_on_as(insight.koc);
    let reasons = command.reasons.sealed()?;
    Ok(vec![InsightDecided { insight_id, koc_id, decision, reasons }.into()])
}

impl HoldsPersonal for ReportInsightOutcome {}

/// Answers `ReportInsightOutcome`. More may come of one insight, one thing after the other.
pub(crate) fn report_outcome(
    state: &State,
    command: &ReportInsightOutcome,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ReportInsightOutcome { insight_id, shipped_on, .. } = *command;
    let insight = state.insight(insight_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(state.not_answering(insight, context, "ReportInsightOutcome"));
    checks.require(insight.is_adopted(), || Violation::OutcomeWithoutAdoption);
    checks.note(field::labels("whatChanged", &command.what_changed));
    let evidence = command.evidence.as_deref();
    checks.note(evidence.and_then(|it| field::reference("evidence", it)));
    let in_future = || Violation::DateInFuture { field: "shippedOn".to_owned() };
    checks.require(shipped_on.is_none_or(|day| day <= today), in_future);
    checks.note(shipped_on.and_then(|day| field::day_in_reach("shippedOn", day, today)));
    checks.finish()?;
    let reported = InsightOutcomeReported {
        insight_id,
        what_changed: command.what_changed.clone(),
        evidence: command.evidence.clone(),
        shipped_on,
    };
    Ok(vec![reported.into()])
}
