//! How a duty rests, goes on and ends, and what becomes of it when its holder moves.

use domain::approval::{MergeProposal, Proposal};
use domain::duty::Event as Happened;
use domain::duty::command::*;
use domain::duty::values::*;
use domain::koc::command::{LeaveProgramme, MergeKoc, StepDown};
use domain::privacy::values::DataRequestKind;
use domain::support::command::OpenSupportRequest;
use domain::support::values::{SupportKind, SupportSubject};
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::TierCode;
use domain::{Actor, Amount, Event, Role, support};

use crate::common::*;
use crate::duties::*;
use crate::koc_suspend::{given_suspended, lift};
use crate::privacy::{receive, verify, yan};
use crate::purse::{balances, held_and_spent, purse_id};

/// The stipends among the events, by period.
fn stipends(events: &[Event]) -> Vec<(u16, u16, u64)> {
    let accrued = |event| match event {
        Happened::StipendAccrued(it) => Some((it.period, it.days_served, it.amount.0)),
        _ => None,
    };
    of_duties(events).into_iter().filter_map(accrued).collect()
}

#[test]
fn a_duty_rests_when_either_asks_and_is_paid_for_the_days_it_ran() {
    let (mut scene, hua) = running(|_| {});
    // Ten days of the first month.
    pass(&mut scene, 10);
    let until = Some(scene.today().plus(400));
    scene.refused(mei(), rest("column", until, false), "FIELD_INVALID");
    scene.refused(mei(), rest("column", Some(scene.today().plus(-1)), false), "DATE_IN_PAST");
    // Only whoever pays says that it is paid for.
    scene.refused(by(hua), rest("column", None, true), "NOT_A_PARTY");
    let silent = PutDutyOnHold { reason: "".into(), ..rest("column", None, false) };
    scene.refused(by(hua), silent, "REASON_REQUIRED");
    let last = Some(scene.today().plus(4));
    scene.given(by(hua), rest("column", last, false));
    scene.refused(by(hua), rest("column", last, false), "DUTY_NOT_ACTIVE");
    scene.refused(by(hua), fulfil("column", "column", 1), "DUTY_NOT_ACTIVE");
    let resume = ResumeDuty { duty_id: duty_id("column") };
    scene.refused(Actor::SYSTEM, resume.clone(), "NOT_YET_DUE");
    let events = pass(&mut scene, 30);
    let resumed = of_duties(&events).into_iter().find_map(|event| match event {
        Happened::DutyResumed(it) => Some(it.days_on_hold),
        _ => None,
    });
    assert_eq!(resumed, Some(5));
    let days = DutyPeriod::Month.days(scene.today().plus(-40), 1);
    let days = u64::try_from(days.1.0 - days.0.0 + 1).unwrap();
    let paid = 1_000 * (days - 5) / days;
    assert_eq!(stipends(&events), [(1, u16::try_from(days - 5).unwrap(), paid)]);
    scene.refused(by(hua), resume, "DUTY_NOT_ON_HOLD");
}

#[test]
fn a_rest_that_is_paid_for_costs_nothing_and_its_due_days_are_excused() {
    let (mut scene, hua) = running(|_| {});
    pass(&mut scene, 10);
    scene.given(mei(), rest("column", None, true));
    // The member did not ask for it, so the member does not end it.
    let resume = ResumeDuty { duty_id: duty_id("column") };
    scene.refused(by(hua), resume.clone(), "NOT_A_PARTY");
    let events = pass(&mut scene, 35);
    assert_eq!(stipends(&events).first().map(|it| it.2), Some(1_000));
    let excused = of_duties(&events).into_iter().find_map(|event| match event {
        Happened::DeliverableExcused(it) => Some(it.because),
        _ => None,
    });
    assert_eq!(excused, Some(ExcuseCause::OnHold));
    scene.given(mei(), resume);
}

#[test]
fn a_month_of_rest_is_a_period_with_nothing_to_pay() {
    let (mut scene, _) = running(|_| {});
    scene.given(mei(), rest("column", None, false));
    let events = pass(&mut scene, 32);
    assert_eq!(stipends(&events), [(1, 0, 0)]);
    assert_eq!(held_and_spent(&scene, purse_id("stipends")), (12_000, 0));
}

/// The last 45 days of a duty of half a year.
fn near_its_end() -> (testkit::scene::Scene, domain::id::KocId) {
    let (mut scene, hua) = running(|terms| terms.term.months = 6);
    let last = terms_until(&scene);
    let days = i64::from(last.plus(-44).0 - scene.today().0);
    let events = pass(&mut scene, days);
    let told = [
        (TodoKind::DutyEnds, Audience::Operator(operator_id("mei"))),
        (TodoKind::DutyEnds, Audience::Koc(hua)),
    ];
    assert!(asked(&events).ends_with(&told), "{:?}", asked(&events));
    (scene, hua)
}

/// The last day of a half year that begins today.
fn terms_until(scene: &testkit::scene::Scene) -> domain::Day {
    DutyTerm { from: scene.today(), months: 6 }.until()
}

fn go_on(months: u8, stipend: Option<u64>) -> ProposeDutyRenewal {
    let (duty_id, stipend) = (duty_id("column"), stipend.map(Amount));
    ProposeDutyRenewal { duty_id, months, stipend, message: None }
}

fn yes(months: u8, stipend: Option<u64>) -> RenewDuty {
    RenewDuty { duty_id: duty_id("column"), months, stipend: stipend.map(Amount) }
}

#[test]
fn another_term_takes_both_and_its_own_part_of_the_purse() {
    let (mut scene, hua) = running(|terms| terms.term.months = 6);
    let note = NoteDutyEnding { duty_id: duty_id("column") };
    scene.refused(mei(), go_on(6, None), "RENEWAL_TOO_EARLY");
    scene.refused(Actor::SYSTEM, note, "NOT_YET_DUE");
    let (mut scene, hua) = {
        drop((scene, hua));
        near_its_end()
    };
    let note = NoteDutyEnding { duty_id: duty_id("column") };
    scene.refused(Actor::SYSTEM, note, "NO_CHANGE");
    scene.refused(mei(), go_on(5, None), "DUTY_TERM_INVALID");
    scene.refused(mei(), go_on(6, Some(0)), "AMOUNT_NOT_POSITIVE");
    scene.refused(mei(), go_on(24, Some(3_000)), "BUDGET_EXCEEDED");
    scene.refused(by(hua), yes(6, None), "BOTH_MUST_AGREE");
    let events = scene.accepted(by(hua), go_on(6, Some(1_500)));
    let contact = Audience::Operator(operator_id("mei"));
    assert_eq!(asked(&events), [(TodoKind::DutyAwaitsAnswer, contact)]);
    scene.refused(by(hua), go_on(6, Some(1_500)), "NO_CHANGE");
    // Nobody says yes to their own proposal, or to another.
    scene.refused(by(hua), yes(6, Some(1_500)), "BOTH_MUST_AGREE");
    scene.refused(mei(), yes(12, Some(1_500)), "BOTH_MUST_AGREE");
    let until = terms_until(&scene);
    let events = scene.accepted(mei(), yes(6, Some(1_500)));
    let Some(Happened::DutyRenewed(renewed)) = of_duties(&events).first().cloned() else {
        panic!("{events:?}")
    };
    assert!(renewed.until > until && renewed.stipends == Amount(9_000), "{renewed:?}");
    let later = pass(&mut scene, 240);
    let amounts: Vec<u64> = stipends(&later).into_iter().map(|it| it.2).collect();
    assert_eq!(amounts, [1_000, 1_000, 1_500, 1_500, 1_500, 1_500, 1_500, 1_500]);
    assert_eq!(balances(&scene, hua)[1], 15_000);
    assert_eq!(held_and_spent(&scene, purse_id("stipends")), (0, 15_000));
    scene.refused(mei(), go_on(6, None), "DUTY_NOT_ACTIVE");
}

#[test]
fn what_was_never_paid_is_not_paid_by_renewing() {
    let (mut scene, _) = running(|terms| {
        (terms.stipend, terms.deliverables, terms.term.months) = (None, Vec::new(), 6);
    });
    let last = terms_until(&scene);
    let days = i64::from(last.plus(-44).0 - scene.today().0);
    pass(&mut scene, days);
    scene.refused(mei(), go_on(6, Some(5)), "FIELD_INVALID");
    scene.given(mei(), go_on(6, None));
}

#[test]
fn either_ends_it_and_its_last_month_is_paid_in_part() {
    let (mut scene, hua) = running(|_| {});
    let today = scene.today();
    pass(&mut scene, 5);
    let yesterday = Some(scene.today().plus(-1));
    scene.refused(by(hua), end_on("column", None), "FIELD_INVALID");
    scene.refused(by(hua), end_on("column", yesterday), "DATE_IN_PAST");
    scene.refused(by(hua), end_on("column", Some(today.plus(800))), "FIELD_INVALID");
    // Ten days in all.
    let events = scene.accepted(by(hua), end_on("column", Some(today.plus(9))));
    let contact = Audience::Operator(operator_id("mei"));
    assert_eq!(asked(&events), [(TodoKind::DutyEnds, contact)]);
    scene.refused(mei(), end_on("column", Some(today.plus(9))), "DUTY_NOT_ACTIVE");
    let events = pass(&mut scene, 10);
    let month = DutyPeriod::Month.days(today, 1);
    let days = u64::try_from(month.1.0 - month.0.0 + 1).unwrap();
    assert_eq!(stipends(&events), [(1, 10, 1_000 * 10 / days)]);
    let Some(Happened::DutyCompleted(completed)) = of_duties(&events).last().cloned() else {
        panic!("{events:?}")
    };
    assert!(completed.early && completed.missed == 0, "{completed:?}");
    assert_eq!(held_and_spent(&scene, purse_id("stipends")), (0, 1_000 * 10 / days));
}

#[test]
fn whoever_leaves_ends_their_duties_that_day() {
    let (mut scene, hua) = running(|_| {});
    pass(&mut scene, 3);
    let waiting = terms_of_year(&scene);
    scene.given(mei(), propose("next", hua, waiting));
    let leave = LeaveProgramme { koc_id: hua, reason: None, effective_on: scene.today() };
    let events = scene.accepted(by(hua), leave);
    let ended =
        of_duties(&events).into_iter().filter(|it| matches!(it, Happened::DutyEndedEarly(_)));
    assert_eq!(ended.count(), 2, "{events:?}");
    let events = pass(&mut scene, 1);
    assert!(matches!(of_duties(&events).last(), Some(Happened::DutyCompleted(_))), "{events:?}");
    assert_eq!(held_and_spent(&scene, purse_id("stipends")).0, 0);
}

#[test]
fn a_suspension_rests_unpaid_and_ends_with_it() {
    let (mut scene, hua) = running(|_| {});
    scene.given(mei(), rest("column", None, true));
    let events = given_suspended(&mut scene, hua, None);
    let [Happened::DutyPutOnHold(held)] = &of_duties(&events)[..] else { panic!("{events:?}") };
    assert_eq!((held.cause, held.stipend_continues), (DutyCause::MemberSuspended, false));
    scene.refused(mei(), ResumeDuty { duty_id: duty_id("column") }, "KOC_NOT_ACTIVE");
    pass(&mut scene, 3);
    let events = scene.accepted(mei(), lift(hua));
    assert!(matches!(of_duties(&events)[..], [Happened::DutyResumed(_)]), "{events:?}");
}

#[test]
fn whoever_steps_down_keeps_the_duty_until_somebody_decides() {
    let (mut scene, hua) = running(|_| {});
    let (to_tier, effective_on) = (TierCode::Responder, scene.today());
    let down = StepDown { koc_id: hua, to_tier, effective_on, reason: None };
    let events = scene.accepted(by(hua), down);
    assert!(of_duties(&events).is_empty());
    assert!(asked(&events).contains(&(TodoKind::DutyBelowBar, Audience::Role(Role::Ops))));
    scene.given(by(hua), fulfil("column", "column", 1));
}

#[test]
fn the_duty_of_a_merged_record_goes_on_under_the_other() {
    let (mut scene, hua) = running(|_| {});
    let other = partner(&mut scene, "other");
    let merge = MergeKoc { koc_id: other, duplicate_id: hua, evidence: "同一手机号".into() };
    approve(&mut scene, Proposal::Merge(MergeProposal { koc_id: other, duplicate_id: hua }));
    scene.given(mei(), merge);
    scene.given(by(other), fulfil("column", "column", 2));
    ring(&mut scene);
    assert!(balances(&scene, other)[1] > 0, "the stipends are the person's");
}

#[test]
fn nobody_is_forgotten_while_a_duty_runs() {
    let (mut scene, hua) = running(|_| {});
    let request = receive("one", hua, DataRequestKind::Deletion);
    scene.given(mei(), add_operator("yan", &[Role::Privacy]));
    scene.given(yan(), request);
    scene.given(yan(), verify("one"));
    let erase = domain::privacy::command::EraseKoc {
        koc_id: hua,
        request_id: crate::privacy::request_id("one"),
        kept_under: Vec::new(),
    };
    scene.refused(yan(), erase, "ERASURE_BLOCKED");
}

#[test]
fn the_holder_asks_for_support_with_their_duty() {
    let (mut scene, hua) = running(|_| {});
    let ask = |name: &str, koc_id| OpenSupportRequest {
        request_id: domain::id::SupportId::derived(&[name.as_bytes()]),
        koc_id,
        subject: SupportSubject::Duty(duty_id("column")),
        kind: SupportKind::Material,
        text: "需要新车照片".into(),
    };
    let ming = member(&mut scene, "ming");
    scene.refused(by(ming), ask("one", ming), "NOT_A_PARTY");
    let events = scene.accepted(by(hua), ask("two", hua));
    let Some(Event::Support(support::Event::SupportRequestOpened(opened))) = events.first() else {
        panic!("{events:?}")
    };
    assert_eq!(opened.handler, operator_id("mei"), "the duty's contact answers");
}
