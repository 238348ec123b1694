//! How both sides come to terms: proposed by the brand, revised by either, agreed by each on the
//! same revision.

use std::collections::BTreeSet;

use super::command::*;
use super::event::*;
use super::values::{Deliverable, DutyParty, DutyState, DutyTerms};
use super::{DELIVERABLES_MAX, Duty, TERM_MONTHS};
use crate::amount::Amount;
use crate::assignment::tier_too_low;
use crate::budget::HoldFor;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{DutyId, HoldId, KocId};
use crate::koc::Koc;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::{ConsentPurpose, TierCode};

impl HoldsPersonal for ProposeDuty {}

/// Answers `ProposeDuty`.
pub(crate) fn propose(
    state: &State,
    command: &ProposeDuty,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ProposeDuty { duty_id, koc_id, ref terms } = *command;
    if state.duties.contains_key(&duty_id) {
        return Err(Violation::DutyExists.into());
    }
    let koc = state.koc(koc_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(cannot_hold(koc, today));
    check_terms(&mut checks, state, duty_id, terms, today);
    checks.finish()?;
    let terms = Box::new(terms.clone());
    Ok(vec![DutyProposed { duty_id, koc_id, terms }.into()])
}

/// A duty is for members of the top tier who take part.
pub(super) fn cannot_hold(koc: &Koc, today: Day) -> Vec<Violation> {
    let low = koc.tier.is_none_or(|tier| tier < TierCode::TOP);
    let low = low.then(|| tier_too_low(koc, TierCode::TOP));
    let away = koc.require_active(today);
    let consent = koc.require_consent(ConsentPurpose::Participation, today);
    low.into_iter().chain(away).chain(consent).collect()
}

/// What terms must be whenever somebody proposes them.
fn check_terms(checks: &mut Checks, state: &State, duty_id: DutyId, terms: &DutyTerms, today: Day) {
    checks.note(field::labels("title", &terms.title));
    let said = !terms.responsibilities.is_empty();
    checks.require(said, || field::invalid("responsibilities"));
    checks.note(field::list("responsibilities", &terms.responsibilities));
    checks.note(terms.responsibilities.iter().flat_map(|it| field::labels("responsibilities", it)));
    checks.note(field::list("support", &terms.support));
    checks.note(terms.support.iter().flat_map(|it| field::labels("support", it)));
    let perks = terms.perks.iter().collect::<BTreeSet<_>>().len() == terms.perks.len();
    checks.require(perks, || field::invalid("perks"));
    checks.note(terms.seat.as_ref().and_then(|seat| field::code("seat", seat)));
    let months = terms.term.months;
    checks.require(TERM_MONTHS.contains(&months), || Violation::DutyTermInvalid { months });
    checks.note(field::day_in_reach("term.from", terms.term.from, today));
    check_deliverables(checks, &terms.deliverables, u16::from(months));
    checks.note(state.contact_missing(terms.contact));
    check_moment(checks, state, duty_id, terms, today);
}

fn check_deliverables(checks: &mut Checks, deliverables: &[Deliverable], months: u16) {
    let few = deliverables.len() <= DELIVERABLES_MAX;
    checks.require(few, || field::invalid("deliverables"));
    let codes: BTreeSet<&str> = deliverables.iter().map(|it| it.code.as_str()).collect();
    checks.require(codes.len() == deliverables.len(), || field::invalid("deliverables.code"));
    for deliverable in deliverables {
        checks.note(field::code("deliverables.code", &deliverable.code));
        checks.note(field::labels("deliverables.title", &deliverable.title));
        checks.require(deliverable.count > 0, || field::invalid("deliverables.count"));
        // What no whole period of the term holds would never be due.
        let due = deliverable.every.whole_in(months) > 0;
        checks.require(due, || field::invalid("deliverables.every"));
    }
}

/// What may change while both sides talk, and is asked again when the second says yes: the first
/// day, the seat, and the purse that pays the whole term.
fn check_moment(
    checks: &mut Checks,
    state: &State,
    duty_id: DutyId,
    terms: &DutyTerms,
    today: Day,
) {
    let past = || Violation::DateInPast { field: "term.from".to_owned() };
    checks.require(today <= terms.term.from, past);
    let days = (terms.term.from, terms.term.until());
    checks.note(state.seat_taken(duty_id, terms.seat.as_ref(), days));
    let months = u16::from(terms.term.months);
    let Some(stipend) = &terms.stipend else { return };
    // Only whole periods are paid for, so a term is made of them.
    let whole = months % stipend.per.months() == 0;
    checks.require(whole, || Violation::DutyTermInvalid { months: terms.term.months });
    checks.require(stipend.amount > Amount::ZERO, || Violation::AmountNotPositive);
    let possible = stipend.amount == Amount::ZERO || stipend.amount.is_possible();
    checks.require(possible, || field::invalid("stipend.amount"));
    match state.budget(stipend.budget_id) {
        Err(unknown) => checks.note([unknown]),
        Ok(budget) => {
            checks.note(budget.other_unit(stipend.unit));
            checks.note(budget.exceeded(stipend.total(stipend.amount, months)));
            checks.note(budget.not_open(today));
        }
    }
}

impl HoldsPersonal for ReviseDutyTerms {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        if let Some(message) = &mut self.message {
            show(state.holder_or_nobody(self.duty_id), SealedField::Message, message);
        }
    }
}

/// Answers `ReviseDutyTerms`. Whoever had agreed to the terms before has agreed to nothing now.
pub(crate) fn revise(
    state: &State,
    command: &ReviseDutyTerms,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let duty_id = command.duty_id;
    let duty = state.duty(duty_id)?;
    let by = duty.party(context)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(duty.not_open_to_terms());
    checks.require(*duty.terms != command.terms, || Violation::NoChange);
    check_terms(&mut checks, state, duty_id, &command.terms, today);
    checks.note(field::personal("message", command.message.as_ref()));
    checks.finish()?;
    let revised = DutyTermsRevised {
        duty_id,
        koc_id: duty.koc,
        by,
        terms: Box::new(command.terms.clone()),
        message: sealed_option(command.message.as_ref())?,
        revision: duty.revision.saturating_add(1),
    };
    Ok(vec![revised.into()])
}

impl Duty {
    /// Refuses other terms than those both have agreed to, and any of what is over.
    fn not_open_to_terms(&self) -> Option<Violation> {
        match self.state {
            DutyState::Proposed => None,
            over if over.is_over() => Some(self.inactive()),
            _ => Some(Violation::DutyAlreadyAgreed),
        }
    }

    fn has_agreed(&self, party: DutyParty) -> bool {
        match party {
            DutyParty::Koc => self.agreed_by_koc,
            DutyParty::Brand => self.agreed_by_brand,
        }
    }
}

impl HoldsPersonal for AgreeDuty {}

/// Answers `AgreeDuty`. The second yes concludes, and the whole term's stipends are set aside.
pub(crate) fn agree(
    state: &State,
    command: &AgreeDuty,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AgreeDuty { duty_id, revision } = *command;
    let duty = state.duty(duty_id)?;
    let by = duty.party(context)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(duty.not_open_to_terms());
    let stale = || Violation::DutyRevisionStale { current: duty.revision };
    checks.require(revision == duty.revision, stale);
    checks.require(!duty.has_agreed(by), || Violation::NoChange);
    checks.note(cannot_hold(state.koc(duty.koc)?, today));
    check_moment(&mut checks, state, duty_id, &duty.terms, today);
    if by == DutyParty::Brand {
        checks.note(gives_much_alone(state, duty, context));
    }
    checks.finish()?;
    let koc_id = duty.koc;
    let mut events = vec![DutyAgreed { duty_id, koc_id, by, revision }.into()];
    if duty.has_agreed(by.other()) {
        events.extend(concluded(state, duty_id, duty, koc_id)?);
    }
    Ok(events)
}

/// Stipends above what a purse lets one person give need a second: whoever wrote the terms does
/// not agree to them for the brand.
fn gives_much_alone(state: &State, duty: &Duty, context: &Context) -> Option<Violation> {
    let stipend = duty.terms.stipend?;
    let budget = state.budget(stipend.budget_id).ok()?;
    let total = stipend.total(stipend.amount, u16::from(duty.terms.term.months));
    let alone = context.actor.is_same_person(&duty.terms_by);
    let much = total > budget.grant_alone_max;
    (much && alone).then_some(Violation::FourEyesRequired { need: 1, have: 0 })
}

fn concluded(
    state: &State,
    duty_id: DutyId,
    duty: &Duty,
    koc_id: KocId,
) -> Result<Vec<Event>, Refusal> {
    let term = duty.terms.term;
    let months = u16::from(term.months);
    let stipend = duty.terms.stipend.as_ref();
    let stipends = stipend.map_or(Amount::ZERO, |it| it.total(it.amount, months));
    let concluded = DutyConcluded {
        duty_id,
        koc_id,
        revision: duty.revision,
        from: term.from,
        until: term.until(),
        stipends,
    };
    let mut events = vec![concluded.into()];
    if let Some(stipend) = stipend {
        let hold_id = HoldId::of_duty(duty_id, stipend.budget_id, 0);
        let budget = state.budget(stipend.budget_id)?;
        let held = budget.held(stipend.budget_id, hold_id, stipends, HoldFor::Duty(duty_id));
        events.push(held.into());
    }
    Ok(events)
}
