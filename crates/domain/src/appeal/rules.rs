//! The rules, one per command.

use super::command::*;
use super::decisions::Decision;
use super::event::*;
use super::values::Verdict;
use super::{Appeal, AppealState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{ActorId, EventId, KocId, OperatorId};
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// Days after a decision in which it can be disputed. Our own number.
const WINDOW_DAYS: i32 = 30;

/// Days in which an appeal is answered. Our own number.
const ANSWER_DAYS: i32 = 14;

impl State {
    /// A decision about a member, by its event.
    pub(super) fn decision(&self, koc_id: KocId, event: EventId) -> Option<&Decision> {
        let decisions = &self.kocs.get(&koc_id)?.decisions;
        // In the order of the log.
        let at = decisions.binary_search_by_key(&event, |decision| decision.event).ok()?;
        decisions.get(at)
    }
}

impl Appeal {
    /// Refuses a person who decided what is disputed.
    fn decided_by(&self, state: &State, person: OperatorId) -> Option<Violation> {
        let decision = state.decision(self.koc_id, self.against)?;
        let decided = decision.by.contains(&ActorId(person.0));
        decided.then_some(Violation::HandlerIsDecider)
    }
}

impl HoldsPersonal for FileAppeal {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Statement, &mut self.grounds);
    }
}

/// Answers `FileAppeal`. Somebody who left may still dispute what was decided about them.
pub(crate) fn file(
    state: &State,
    command: &FileAppeal,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let FileAppeal { appeal_id, koc_id, against, .. } = *command;
    state.koc(koc_id)?;
    if state.appeals.contains_key(&appeal_id) {
        return Err(Violation::AppealExists.into());
    }
    let today = state.day_of(context.now);
    let decision = state.decision(koc_id, against);
    let closed_on = decision.map(|decision| decision.on.plus(WINDOW_DAYS));
    let earlier = state.appealed.get(&against).and_then(|id| state.appeal(*id).ok());
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "FileAppeal"));
    checks.note(state.known_event(against));
    checks.require(decision.is_some(), || Violation::NotTheSubject);
    checks.note(
        closed_on
            .filter(|closed_on| today > *closed_on)
            .map(|closed_on| Violation::AppealWindowClosed { closed_on }),
    );
    checks.note(earlier.map(|earlier| match earlier.state {
        AppealState::Open => Violation::AppealAlreadyOpen,
        // What was decided once stays decided.
        _ => Violation::AlreadyDecided,
    }));
    checks.note(field::personal_said("grounds", &command.grounds));
    checks.finish()?;
    let decision = decision.expect("required above");
    let filed = AppealFiled {
        appeal_id,
        koc_id,
        against,
        kind: decision.kind,
        grounds: command.grounds.sealed()?,
        due: today.plus(ANSWER_DAYS),
    };
    Ok(vec![filed.into()])
}

impl HoldsPersonal for AssignAppeal {}

/// Answers `AssignAppeal`.
pub(crate) fn assign(
    state: &State,
    command: &AssignAppeal,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AssignAppeal { appeal_id, handler } = *command;
    let appeal = state.open_appeal(appeal_id)?;
    state.operator(handler)?;
    let mut checks = Checks::new();
    checks.note(appeal.decided_by(state, handler));
    checks.require(appeal.handler != Some(handler), || Violation::NoChange);
    checks.finish()?;
    let previous = appeal.handler;
    Ok(vec![AppealAssigned { appeal_id, handler, previous }.into()])
}

impl HoldsPersonal for DecideAppeal {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        if let Ok(appeal) = state.appeal(self.appeal_id) {
            show(appeal.koc_id.into(), SealedField::Reason, &mut self.reasons);
        }
    }
}

/// Answers `DecideAppeal`: by its handler and nobody else. The admin key by itself is nobody, and
/// cannot show that it did not decide the case.
pub(crate) fn decide(
    state: &State,
    command: &DecideAppeal,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let appeal = state.open_appeal(command.appeal_id)?;
    let handler = appeal.handler.ok_or(Violation::AppealNotAssigned)?;
    let role = context.actor.role;
    let others = || Violation::Forbidden { role, command: "DecideAppeal".to_owned() };
    let mut checks = Checks::new();
    checks.require(context.actor.as_operator() == Some(handler), others);
    checks.note(appeal.decided_by(state, handler));
    checks.note(field::reason(&command.reasons));
    let upheld = command.decision == Verdict::Uphold;
    checks.require(upheld || command.remedy.is_none(), || field::invalid("remedy"));
    checks.finish()?;
    let (appeal_id, koc_id, against) = (command.appeal_id, appeal.koc_id, appeal.against);
    let reasons = command.reasons.sealed()?;
    let remedy = command.remedy.clone();
    Ok(vec![match command.decision {
        Verdict::Uphold => AppealUpheld { appeal_id, koc_id, against, reasons, remedy }.into(),
        Verdict::Dismiss => AppealDismissed { appeal_id, koc_id, against, reasons }.into(),
    }])
}

impl HoldsPersonal for WithdrawAppeal {}

/// Answers `WithdrawAppeal`.
pub(crate) fn withdraw(
    state: &State,
    command: &WithdrawAppeal,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let appeal_id = command.appeal_id;
    let appeal = state.open_appeal(appeal_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(appeal.koc_id, "WithdrawAppeal"));
    checks.finish()?;
    Ok(vec![AppealWithdrawn { appeal_id }.into()])
}
