//! A small simulated programme: the same from the same seed, and everything holds of it.

use std::sync::Arc;

use domain::id::{EventId, KocId};
use domain::{Event, Moment, programme};
use engine::{DigestKind, Engine, Folded as _, KeySource, ManualClock, Patience, Settings, View};
use simulator::{Plan, Rates, Tally};

fn plan(members: u32, months: u32, seed: u32, rates: &[(&str, u32)]) -> Plan {
    let mut plan = Plan {
        members,
        months,
        seed,
        from: "2025-01-01".parse().expect("a day"),
        rates: Rates::default(),
    };
    rates.iter().for_each(|(name, value)| plan.rates.set(name, *value).expect("a rate"));
    plan
}

fn play<T>(plan: &Plan, look: impl FnOnce(&Engine, Tally) -> T) -> T {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Arc::new(ManualClock::at(Moment(0)));
    let mut settings = Settings::new(folder.path());
    settings.clock = Arc::clone(&clock) as _;
    settings.key_source = KeySource::Seed(plan.seed);
    let engine = Engine::open(settings).expect("it opens");
    let tally = simulator::simulate(&engine, &clock, plan, &mut |_, _| {}).expect("it runs");
    look(&engine, tally)
}

#[test]
fn the_same_seed_gives_the_same_log_and_another_gives_another() {
    let head = |seed| play(&plan(60, 1, seed, &[]), |engine, _| engine.head());
    let first = head(7);
    assert_eq!(first, head(7));
    assert_ne!(first, head(8));
}

/// The same without what tells who somebody is that was forgotten since.
fn forgetful(mut view: View, engine: &Engine) -> View {
    let erased: Vec<KocId> = engine.view().state.erased().map(|it| KocId(it.0)).collect();
    for person in erased {
        view.tiers.drop_person(person);
        view.ledger.drop_person(person);
        view.mentorship.drop_person(person);
        view.work.drop_person(person);
    }
    view
}

/// What is rare happens more often here, so that a small programme shows it.
const EVENTFUL: &[(&str, u32)] = &[
    ("pace_pct", 100),
    ("activities_month", 3),
    ("retracted_pm", 10),
    ("commissions_pm_month", 350),
    ("counter_pct", 15),
    ("takes_back_pct", 10),
    ("appeal_pct", 90),
    ("publish_pct", 60),
    ("pause_pm_month", 15),
    ("leave_pm_month", 15),
    ("rejoin_pct", 60),
    ("promote_pct", 80),
    ("step_down_pm_month", 80),
    ("never_pct", 8),
];

#[test]
fn nearly_everything_happens_and_all_of_it_holds() {
    play(&plan(150, 7, 3, EVENTFUL), |engine, tally| {
        let report = engine.verify().expect("everything holds");
        assert_eq!(report.log.head, engine.head());
        assert_eq!(tally.events_recorded(), engine.head().size);

        let first = engine.read(EventId(1)).next().expect("one").expect("readable");
        let Event::Programme(programme::Event::ProgrammeCreated(created)) = first.event else {
            panic!("{:?} comes first", first.event)
        };
        assert_eq!(created.simulation_seed, Some(3), "it says that it is simulated");

        let (kinds, missing) = (Event::types().count(), tally.never_happened());
        assert!(missing.len() * 20 <= kinds, "{} of {kinds}: {missing:?}", missing.len());
        let half = EventId(engine.head().size / 2);
        let past = engine.view_at(half, Patience::default()).expect("readable");
        let mut folded = View::default();
        for recorded in engine.read(EventId(1)).take(half.0 as usize) {
            folded.apply(&recorded.expect("readable"));
        }
        let kind = DigestKind::Exact;
        assert_eq!(past.digests(kind), forgetful(folded, engine).digests(kind));

        for code in ["ALREADY_ASSIGNED", "PROMOTION_REQUIREMENTS_NOT_MET", "TIER_FULL"] {
            assert!(tally.refusals_by_code().contains_key(code), "nobody met {code}");
        }
    });
}

#[test]
fn rates_of_nothing_and_as_many_contests_as_there_are_days_are_lived_with() {
    let nothing: Vec<_> = Rates::LIST.iter().map(|rate| (rate.name, 0)).collect();
    play(&plan(20, 1, 1, &nothing), |engine, tally| {
        engine.verify().expect("everything holds");
        assert!(!tally.events.contains_key("WorkSubmitted"), "{:?}", tally.events);
    });
    let daily = [("contests_month", 30), ("contest_entrants", 2), ("instant_tasks_month", 0)];
    play(&plan(20, 1, 1, &daily), |_, tally| {
        assert!(tally.events["ContestDrafted"] > 20, "{:?}", tally.events);
    });
}

#[test]
fn a_rate_that_does_not_exist_is_named_with_those_that_do() {
    let mut rates = Rates::default();
    let refused = rates.set("activity", 1).expect_err("there is none of that name");
    assert!(refused.contains("`activity`") && refused.contains("activities_month"), "{refused}");
    let refused = rates.set("accept_pct", 101).expect_err("of a hundred");
    assert!(refused.contains("at most 100"), "{refused}");
    assert_eq!(rates, Rates::default());
}
