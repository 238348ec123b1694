//! A duty up to the day it begins: both sides agree to the same terms, the seat is free, the purse
//! covers the term.

use domain::budget::command::OpenBudget;
use domain::duty::Event as Happened;
use domain::duty::command::*;
use domain::duty::values::*;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::RewardUnit::{Cash, Points};
use domain::{Actor, Amount, Day, Timer};

use crate::appeal::lin_as_ops;
use crate::common::*;
use crate::duties::*;
use crate::purse::{held_and_spent, open_purse, purse_id};

#[test]
fn a_duty_is_proposed_to_somebody_of_the_top_tier() {
    let (mut scene, hua) = with_partner();
    let terms = terms_of_year(&scene);
    let ming = responder(&mut scene, "ming");
    let terms = DutyTerms { term: DutyTerm { from: scene.today(), months: 12 }, ..terms };
    scene.refused(mei(), propose("column", ming, terms.clone()), "TIER_TOO_LOW");
    let events = scene.accepted(mei(), propose("column", hua, terms.clone()));
    assert_eq!(asked(&events), [(TodoKind::DutyAwaitsAnswer, Audience::Koc(hua))]);
    scene.refused(mei(), propose("column", hua, terms), "DUTY_EXISTS");
}

#[test]
fn terms_that_cannot_be_are_refused() {
    let (mut scene, hua) = with_partner();
    let full = terms_of_year(&scene);
    let term = |months| DutyTerm { months, ..full.term };
    let paid = |stipend| DutyTerms { stipend: Some(stipend), ..full.clone() };
    let yesterday = DutyTerm { from: scene.today().plus(-1), ..full.term };
    let due = |deliverables| DutyTerms { deliverables, ..full.clone() };
    let cases = [
        (DutyTerms { term: term(5), ..full.clone() }, "DUTY_TERM_INVALID"),
        (DutyTerms { term: term(25), ..full.clone() }, "DUTY_TERM_INVALID"),
        (
            // A stipend by the year has no place in 18 months.
            DutyTerms {
                term: term(18),
                ..paid(StipendTerms { per: DutyPeriod::Year, ..stipend() })
            },
            "DUTY_TERM_INVALID",
        ),
        (DutyTerms { term: yesterday, ..full.clone() }, "DATE_IN_PAST"),
        (DutyTerms { title: text("", "x"), ..full.clone() }, "LABEL_MISSING"),
        (DutyTerms { responsibilities: Vec::new(), ..full.clone() }, "FIELD_INVALID"),
        (DutyTerms { contact: operator_id("nobody"), ..full.clone() }, "CONTACT_MISSING"),
        (paid(StipendTerms { amount: Amount(0), ..stipend() }), "AMOUNT_NOT_POSITIVE"),
        (paid(StipendTerms { amount: Amount(4_167), ..stipend() }), "BUDGET_EXCEEDED"),
        (paid(StipendTerms { unit: Points, ..stipend() }), "UNIT_UNKNOWN"),
        (paid(StipendTerms { budget_id: purse_id("none"), ..stipend() }), "NOT_FOUND"),
        (due(vec![deliverable("column", DutyPeriod::Month, 0)]), "FIELD_INVALID"),
        (due(vec![deliverable("one", DutyPeriod::Month, 1); 2]), "FIELD_INVALID"),
        (
            DutyTerms { term: term(6), ..due(vec![deliverable("book", DutyPeriod::Year, 1)]) },
            "FIELD_INVALID",
        ),
    ];
    for (terms, code) in cases {
        scene.refused(mei(), propose("column", hua, terms), code);
    }
    scene.given(mei(), propose("column", hua, DutyTerms { term: term(24), ..full }));
}

#[test]
fn each_side_revises_until_both_agree_to_the_same() {
    let (mut scene, hua) = with_partner();
    let terms = terms_of_year(&scene);
    scene.given(mei(), propose("column", hua, terms.clone()));
    let same = ReviseDutyTerms { duty_id: duty_id("column"), terms: terms.clone(), message: None };
    scene.refused(by(hua), same.clone(), "NO_CHANGE");
    scene.given(mei(), agree("column", 1));
    scene.refused(mei(), agree("column", 1), "NO_CHANGE");
    let shorter = DutyTerms { term: DutyTerm { months: 6, ..terms.term }, ..terms.clone() };
    let message = Some("半年更合适".into());
    let revise = ReviseDutyTerms { terms: shorter, message, ..same.clone() };
    let ming = member(&mut scene, "ming");
    scene.refused(by(ming), revise.clone(), "NOT_A_PARTY");
    let events = scene.accepted(by(hua), revise);
    let [Happened::DutyTermsRevised(revised)] = &of_duties(&events)[..] else {
        panic!("{events:?}")
    };
    assert_eq!((revised.by, revised.revision), (DutyParty::Koc, 2));
    let contact = Audience::Operator(operator_id("mei"));
    assert_eq!(asked(&events), [(TodoKind::DutyAwaitsAnswer, contact)]);
    // The yes to the first terms is none to these.
    scene.refused(mei(), agree("column", 1), "DUTY_REVISION_STALE");
    scene.refused(by(ming), agree("column", 2), "NOT_A_PARTY");
    scene.given(mei(), agree("column", 2));
    let events = scene.accepted(by(hua), agree("column", 2));
    let [_, Happened::DutyConcluded(concluded)] = &of_duties(&events)[..] else {
        panic!("{events:?}")
    };
    assert_eq!(concluded.stipends, Amount(6_000));
    assert_eq!(done(&events), 1, "nothing waits for an answer");
    assert_eq!(held_and_spent(&scene, purse_id("stipends")), (6_000, 0));
    scene.refused(mei(), same, "DUTY_ALREADY_AGREED");
    scene.refused(by(hua), agree("column", 2), "DUTY_ALREADY_AGREED");
}

#[test]
fn a_seat_has_one_holder_at_a_time() {
    let (mut scene, hua) = with_partner();
    let seat = Some("forum-ev".to_owned());
    let terms =
        |scene: &testkit::scene::Scene| DutyTerms { seat: seat.clone(), ..terms_of_year(scene) };
    let first = terms(&scene);
    // Two are asked; the seat goes to whoever concludes first.
    scene.given(mei(), propose("one", hua, first.clone()));
    scene.given(mei(), propose("two", hua, first.clone()));
    for who in [by(hua), mei()] {
        scene.given(who, agree("one", 1));
    }
    scene.refused(by(hua), agree("two", 1), "DUTY_SEAT_TAKEN");
    let taken = terms(&scene);
    scene.refused(mei(), propose("three", hua, taken), "DUTY_SEAT_TAKEN");
    let after = DutyTerm { from: first.term.until().plus(1), months: 6 };
    scene.given(mei(), propose("three", hua, DutyTerms { term: after, ..first.clone() }));
    // Ended before it began, it leaves its seat.
    scene.given(by(hua), end_on("one", None));
    scene.given(by(hua), agree("two", 1));
}

#[test]
fn nobody_gives_a_great_stipend_alone() {
    let (mut scene, hua) = with_partner();
    let purse = open_purse("guarded", Cash, 20_000);
    crate::purse::given(&mut scene, OpenBudget { grant_alone_max: Amount(1_000), ..purse });
    let guarded = Some(StipendTerms { budget_id: purse_id("guarded"), ..stipend() });
    let terms = DutyTerms { stipend: guarded, ..terms_of_year(&scene) };
    scene.given(mei(), propose("column", hua, terms));
    scene.refused(mei(), agree("column", 1), "FOUR_EYES_REQUIRED");
    scene.given(lin_as_ops(), agree("column", 1));
}

#[test]
fn a_duty_begins_on_its_first_day_and_when_both_have_agreed() {
    let (mut scene, hua) = with_partner();
    let terms = terms_of_year(&scene);
    let from = terms.term.from;
    scene.given(mei(), propose("column", hua, terms));
    let start = StartDuty { duty_id: duty_id("column") };
    scene.refused(Actor::SYSTEM, start.clone(), "BOTH_MUST_AGREE");
    scene.given(by(hua), agree("column", 1)).given(mei(), agree("column", 1));
    scene.refused(Actor::SYSTEM, start.clone(), "NOT_YET_DUE");
    let rings = scene.state.timers().at(Timer::StartDuty(duty_id("column")));
    // Midnight in Shanghai.
    assert_eq!(rings, Some(moment(&format!("{}T16:00:00Z", from.plus(-1)))));
    let events = pass(&mut scene, 2);
    let Some(Happened::DutyStarted(started)) = of_duties(&events).first().cloned() else {
        panic!("{events:?}")
    };
    assert_eq!((started.from, started.until), (from, from.plus(364)));
    scene.refused(Actor::SYSTEM, start, "DUTY_NOT_ACTIVE");
}

#[test]
fn terms_agreed_to_too_late_are_no_terms() {
    let (mut scene, hua) = with_partner();
    let terms = terms_of_year(&scene);
    scene.given(mei(), propose("column", hua, terms)).given(mei(), agree("column", 1));
    scene.wait_days(3);
    scene.refused(by(hua), agree("column", 1), "DATE_IN_PAST");
}

#[test]
fn a_proposal_is_declined_by_ending_it() {
    let (mut scene, hua) = with_partner();
    let terms = terms_of_year(&scene);
    scene.given(mei(), propose("column", hua, terms));
    let today = Some(scene.today());
    scene.refused(by(hua), end_on("column", today), "FIELD_INVALID");
    let silent = EndDutyEarly { reason: " ".into(), ..end_on("column", None) };
    scene.refused(by(hua), silent, "REASON_REQUIRED");
    scene.given(by(hua), end_on("column", None));
    scene.refused(by(hua), agree("column", 1), "DUTY_NOT_ACTIVE");
    scene.refused(by(hua), end_on("column", None), "DUTY_NOT_ACTIVE");
}

#[test]
fn periods_are_months_of_the_calendar() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let from = day("2025-01-31");
    let month = |number| DutyPeriod::Month.days(from, number);
    assert_eq!(month(1), (day("2025-01-31"), day("2025-02-27")));
    assert_eq!(month(2), (day("2025-02-28"), day("2025-03-30")));
    assert_eq!(month(3), (day("2025-03-31"), day("2025-04-29")));
    assert_eq!(DutyPeriod::Quarter.days(from, 4), (day("2025-10-31"), day("2026-01-30")));
    // Whatever the periods, they meet without a gap and end with the term.
    for start in ["2024-02-29", "2025-03-01", "2025-08-31"] {
        let (from, term) = (day(start), DutyTerm { from: day(start), months: 24 });
        for every in [DutyPeriod::Month, DutyPeriod::Quarter, DutyPeriod::Year] {
            let all: Vec<_> = (1..=every.whole_in(24)).map(|it| every.days(from, it)).collect();
            assert!(all.windows(2).all(|it| it[0].1.plus(1) == it[1].0), "{start} {every:?}");
            assert_eq!(all.last().map(|it| it.1), Some(term.until()), "{start} {every:?}");
        }
    }
}
