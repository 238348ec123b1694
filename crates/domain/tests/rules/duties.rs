//! Duties reached by commands: what their tests begin from.

use domain::budget::command::OpenBudget;
use domain::duty::command::*;
use domain::duty::values::*;
use domain::id::{DutyId, KocId, PerkId};
use domain::perk::command::GrantPerk;
use domain::perk::values::PerkKind;
use domain::todo::Event::{TodoCompleted, TodoOpened};
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::RewardUnit::Cash;
use domain::{Actor, Amount, Event, Timer, duty, perk};
use testkit::scene::Scene;

use crate::common::*;
use crate::purse::{given, open_purse, purse_id};
use crate::work::live_with_words;

/// The duty of that name.
pub(crate) fn duty_id(name: &str) -> DutyId {
    DutyId::derived(&[name.as_bytes()])
}

/// The perk of that name.
pub(crate) fn perk_id(name: &str) -> PerkId {
    PerkId::derived(&[name.as_bytes()])
}

/// 1 000 of cash each month out of the purse `stipends`.
pub(crate) fn stipend() -> StipendTerms {
    let (budget_id, amount) = (purse_id("stipends"), Amount(1_000));
    StipendTerms { budget_id, unit: Cash, amount, per: DutyPeriod::Month }
}

/// Something due.
pub(crate) fn deliverable(code: &str, every: DutyPeriod, count: u8) -> Deliverable {
    let (kind, title) = (DeliverableKind::Content, text("专栏文章", "A column"));
    Deliverable { code: code.to_owned(), kind, title, every, count }
}

/// A columnist for a year from the day after tomorrow: one column each month.
pub(crate) fn terms_of_year(scene: &Scene) -> DutyTerms {
    DutyTerms {
        kind: DutyKind::Columnist,
        seat: None,
        title: text("新能源专栏", "The column on electric cars"),
        responsibilities: vec![text("每月一篇专栏", "One column each month")],
        term: DutyTerm { from: scene.today().plus(2), months: 12 },
        deliverables: vec![deliverable("column", DutyPeriod::Month, 1)],
        stipend: Some(stipend()),
        perks: vec![PerkKind::InformationPriority],
        support: vec![text("资料与审核", "Material and checks")],
        contact: operator_id("mei"),
    }
}

/// A programme with a partner, hua, and a purse of 50 000 for stipends out of which mei gives
/// alone.
#[track_caller]
pub(crate) fn with_partner() -> (Scene, KocId) {
    let mut scene = live_with_words();
    let hua = partner(&mut scene, "hua");
    let purse = open_purse("stipends", Cash, 50_000);
    given(&mut scene, OpenBudget { grant_alone_max: Amount(50_000), ..purse });
    (scene, hua)
}

/// Proposes it to a member.
pub(crate) fn propose(name: &str, koc_id: KocId, terms: DutyTerms) -> ProposeDuty {
    ProposeDuty { duty_id: duty_id(name), koc_id, terms }
}

/// Agrees to a revision.
pub(crate) fn agree(name: &str, revision: u16) -> AgreeDuty {
    AgreeDuty { duty_id: duty_id(name), revision }
}

/// Both agree to what was proposed.
#[track_caller]
pub(crate) fn given_concluded(scene: &mut Scene, name: &str, koc_id: KocId, terms: DutyTerms) {
    scene.given(mei(), propose(name, koc_id, terms));
    scene.given(by(koc_id), agree(name, 1));
    scene.given(mei(), agree(name, 1));
}

/// Hua's duty of a year, begun today: `spoil` changes its terms.
#[track_caller]
pub(crate) fn running(spoil: impl FnOnce(&mut DutyTerms)) -> (Scene, KocId) {
    let (mut scene, hua) = with_partner();
    let mut terms = terms_of_year(&scene);
    spoil(&mut terms);
    given_concluded(&mut scene, "column", hua, terms);
    pass(&mut scene, 2);
    (scene, hua)
}

/// Lets days pass, one by one, with the clocks of duties and perks.
#[track_caller]
pub(crate) fn pass(scene: &mut Scene, days: i64) -> Vec<Event> {
    let mut events = Vec::new();
    for _ in 0..days {
        scene.wait_days(1);
        events.extend(ring(scene));
    }
    events
}

/// What the clocks of duties and perks do now.
#[track_caller]
pub(crate) fn ring(scene: &mut Scene) -> Vec<Event> {
    let ours = |timer: &Timer| {
        matches!(
            timer,
            Timer::StartDuty(_)
                | Timer::AccrueStipend(_)
                | Timer::MarkDeliverableMissed(..)
                | Timer::NoteDutyEnding(_)
                | Timer::ResumeDuty(_)
                | Timer::CompleteDuty(_)
                | Timer::ExpirePerk(_)
        )
    };
    let mut events = Vec::new();
    loop {
        let due = scene.state.timers().due(scene.now()).map(|(_, timer)| timer).find(ours);
        let Some(command) = due.and_then(|timer| timer.command(&scene.state)) else {
            return events;
        };
        events.extend(scene.accepted(Actor::SYSTEM, command));
    }
}

/// The events of duties among them.
pub(crate) fn of_duties(events: &[Event]) -> Vec<duty::Event> {
    let own = |event: &Event| match event {
        Event::Duty(event) => Some(event.clone()),
        _ => None,
    };
    events.iter().filter_map(own).collect()
}

/// The events of perks among them.
pub(crate) fn of_perks(events: &[Event]) -> Vec<perk::Event> {
    let own = |event: &Event| match event {
        Event::Perk(event) => Some(event.clone()),
        _ => None,
    };
    events.iter().filter_map(own).collect()
}

/// What is asked of whom by them.
pub(crate) fn asked(events: &[Event]) -> Vec<(TodoKind, Audience)> {
    let opened = |event: &Event| match event {
        Event::Todo(TodoOpened(e)) => Some((e.kind, e.audience)),
        _ => None,
    };
    events.iter().filter_map(opened).collect()
}

/// How many to-dos are done with them.
pub(crate) fn done(events: &[Event]) -> usize {
    events.iter().filter(|event| matches!(event, Event::Todo(TodoCompleted(_)))).count()
}

/// Says in words that a column of that month was delivered.
pub(crate) fn fulfil(name: &str, code: &str, period: u16) -> FulfilDeliverable {
    FulfilDeliverable {
        duty_id: duty_id(name),
        code: code.to_owned(),
        period,
        assignment_id: None,
        asset_id: None,
        note: Some("上线了".into()),
    }
}

/// Ends it on that day.
pub(crate) fn end_on(name: &str, last_day: Option<domain::Day>) -> EndDutyEarly {
    EndDutyEarly { duty_id: duty_id(name), reason: "搬去外地".into(), last_day }
}

/// Lets it rest.
pub(crate) fn rest(name: &str, until: Option<domain::Day>, paid: bool) -> PutDutyOnHold {
    let (duty_id, reason) = (duty_id(name), "家里有事".into());
    PutDutyOnHold { duty_id, until, reason, stipend_continues: paid }
}

/// A review of a month with something said.
pub(crate) fn review_of(name: &str, period: u16) -> HoldDutyReview {
    HoldDutyReview {
        duty_id: duty_id(name),
        period,
        what_went_well: vec!["每篇都有数据".into()],
        what_to_change: Vec::new(),
        adjustments: None,
    }
}

/// A perk of a member for a month.
pub(crate) fn grant_perk(scene: &Scene, name: &str, koc_id: KocId, kind: PerkKind) -> GrantPerk {
    GrantPerk {
        perk_id: perk_id(name),
        koc_id,
        kind,
        quantity: Some(2),
        valid_from: scene.today(),
        valid_until: scene.today().plus(30),
        exception: None,
        note: None,
    }
}
