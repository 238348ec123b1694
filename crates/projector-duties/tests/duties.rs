//! What is asked of duties and perks: what is due next, what was missed, what is owed, what members
//! have.

use domain::Amount;
use domain::duty::values::{DutyKind, DutyState};
use domain::perk::values::{PerkKind, PerkSource, PerkState};
use projector_duties::{
    Duties, DutyFilter, DutyOrder, DutyRow, ItemState, PerkFilter, StipendState,
};
use testkit::stories;

const YEAR: &str = "duty_12_stipends_one_excused";
const RENEWED: &str = "duty_rested_then_renewed";
const ENDED: &str = "duty_ended_early_by_its_holder";
const PERKS: &str = "perks_granted_used_and_run_out";

fn only(model: &Duties) -> DutyRow {
    let all = model.duties(&DutyFilter::default(), DutyOrder::default());
    let [row] = all.as_slice() else { panic!("one: {all:?}") };
    row.as_ref().clone()
}

#[test]
fn a_year_with_its_stipends_is_told_whole() {
    let row = only(&stories::story(YEAR).fold());
    assert_eq!((row.state, row.months, row.revisions.len()), (DutyState::Completed, 12, 2));
    assert_eq!((row.fulfilled, row.missed, row.excused), (10, 1, 1));
    assert_eq!(row.stipends.len(), 12);
    let owed = row.stipends.iter().all(|it| it.state == StipendState::Payable);
    assert!(owed && row.stipends.iter().all(|it| it.amount == Amount(80_000)));
    assert!(row.next_deliverables(row.until).is_empty(), "it is over");
    let of = |period: usize| row.due_items(row.until)[period - 1].state;
    assert_eq!(
        (of(2), of(3), of(7)),
        (ItemState::Fulfilled, ItemState::Excused, ItemState::Missed)
    );
    assert!(row.reviews.len() == 1 && row.last_review().is_some());
}

#[test]
fn what_is_due_next_is_told_on_any_day() {
    let begun: Duties = stories::story(YEAR).fold_to_first("DutyStarted");
    let row = only(&begun);
    let from = row.terms.term.from;
    let states = |day| -> Vec<(u16, ItemState)> {
        row.next_deliverables(day).iter().map(|it| (it.period, it.state)).collect()
    };
    assert_eq!(states(from), [(1, ItemState::Open), (2, ItemState::Ahead)]);
    assert_eq!(states(from.plus(-1)), [(1, ItemState::Ahead)]);
    let late = states(from.plus(40));
    assert_eq!(late[..2], [(1, ItemState::Late), (2, ItemState::Open)]);
    let within =
        |days| DutyFilter { due_by: Some(from.plus(days)), today: from, ..DutyFilter::default() };
    assert_eq!(begun.duties(&within(31), DutyOrder::NextDue).len(), 1);
    assert!(begun.duties(&within(5), DutyOrder::NextDue).is_empty());
}

#[test]
fn a_renewed_duty_goes_on_and_says_when_it_can_be_renewed_again() {
    let told: Duties = stories::story(RENEWED).fold();
    let row = only(&told);
    assert_eq!((row.renewals, row.months, row.stipend), (1, 12, Some(Amount(90_000))));
    assert!(row.stipends.iter().any(|it| it.days_served < it.days), "it rested unpaid");
    assert_eq!(row.rests.len(), 2);
    let soon = |today| DutyFilter { renewal_soon: Some(true), today, ..DutyFilter::default() };
    let from = row.renewal_from().expect("it runs");
    assert!(told.duties(&soon(from.plus(-1)), DutyOrder::TermEnd).is_empty());
    assert_eq!(told.duties(&soon(from), DutyOrder::TermEnd).len(), 1);
}

#[test]
fn each_part_of_a_filter_leaves_out_the_others() {
    let story = stories::story(ENDED);
    let told: Duties = story.fold();
    let count = |filter: DutyFilter| told.duties(&filter, DutyOrder::NextDue).len();
    let all = DutyFilter::default;
    assert_eq!(count(all()), 2);
    assert_eq!(count(DutyFilter { koc_id: Some(story.koc("chen")), ..all() }), 1);
    assert_eq!(count(DutyFilter { state: Some(DutyState::EndedEarly), ..all() }), 2);
    assert_eq!(count(DutyFilter { state: Some(DutyState::Active), ..all() }), 0);
    assert_eq!(count(DutyFilter { kind: Some(DutyKind::Moderator), ..all() }), 0);
    assert_eq!(count(DutyFilter { seat: Some("column-ev".to_owned()), ..all() }), 2);
    assert_eq!(count(DutyFilter { stipend_payable: Some(true), ..all() }), 1);
    assert_eq!(count(DutyFilter { missed: Some(true), ..all() }), 0);
    let by_end = told.duties(&all(), DutyOrder::TermEnd);
    assert!(by_end[0].until < by_end[1].until);
    let [first, last] = &by_end[0].stipends[..] else { panic!("{:?}", by_end[0].stipends) };
    assert!(last.days_served < last.days && last.amount < first.amount);
}

#[test]
fn perks_are_told_with_what_is_left_and_why_they_ended() {
    let story = stories::story(PERKS);
    let told: Duties = story.fold();
    let of = |filter: PerkFilter| told.perks(&filter);
    let all = PerkFilter::default;
    let drives = of(PerkFilter { kind: Some(PerkKind::TestDrive), ..all() });
    let states: Vec<_> = drives.iter().map(|row| (row.state, row.left)).collect();
    assert_eq!(states, [(PerkState::Expired, Some(0)), (PerkState::Granted, Some(1))]);
    assert_eq!(drives[0].uses.len(), 1);
    let gifts = of(PerkFilter { source: Some(PerkSource::Gift), ..all() });
    assert_eq!((gifts.len(), gifts[0].state, gifts[0].left), (1, PerkState::Revoked, Some(1)));
    // What the tier hua stands in does not give came no second time.
    let early = of(PerkFilter { kind: Some(PerkKind::EarlyVehicleAccess), ..all() });
    assert_eq!(early.len(), 1);
    let an = of(PerkFilter { koc_id: Some(story.koc("an")), ..all() });
    assert_eq!(an.len(), 1);
    let running = PerkFilter { state: Some(PerkState::Granted), ..all() };
    let ends = of(running.clone())[0].valid_until;
    assert!(!of(PerkFilter { ends_by: Some(ends), ..running.clone() }).is_empty());
    assert!(of(PerkFilter { ends_by: Some(ends.plus(-1)), ..running }).is_empty());
}
