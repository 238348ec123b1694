//! The daily screen of the tiers, sent by itself: every day once, in single commands.

use std::time::{Duration, Instant};

use domain::id::{EventId, KocId};
use domain::policy::{Comparison, MetricCode, PolicyRules, Threshold};
use domain::{Event, Moment, Recorded, Timer, koc, policy};
use engine::Engine;

use crate::live::{Live, PARTNERS, partner};
use crate::support::*;

const PATIENCE: Duration = Duration::from_secs(60);

fn log(engine: &Engine) -> Vec<Recorded> {
    engine.read(EventId(1)).map(|event| event.expect("sound")).collect()
}

fn named(engine: &Engine, name: &str) -> Vec<Recorded> {
    log(engine).into_iter().filter(|it| it.event.event_type().name == name).collect()
}

/// When the next screen is due.
fn due(engine: &Engine) -> Moment {
    engine.view().state.timers().at(Timer::TierScreen).expect("it runs once live")
}

#[track_caller]
fn wait_until_screened(live: &Live) {
    let (started, clock) = (Instant::now(), live.fixture.clock.clone());
    while due(&live.engine) < engine::Clock::now(&*clock) {
        assert!(started.elapsed() < PATIENCE, "the tiers were not screened");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn idle_partners_are_given_notice_by_the_screen_and_nobody_is_demoted() {
    let live = Live::new().served();
    live.fixture.clock.advance_hours(24 * 91);
    wait_until_screened(&live);
    let notices = named(&live.engine, "TierNoticeGiven");
    assert_eq!(notices.len(), PARTNERS);
    for notice in &notices {
        let Event::Koc(koc::Event::TierNoticeGiven(given)) = &notice.event else { continue };
        assert!((0..PARTNERS).any(|number| partner(number) == given.koc_id));
        assert!(!given.missing.is_empty(), "it says what is missing");
    }
    let live = live.served();
    for _ in 0..3 {
        live.fixture.clock.advance_hours(24);
        wait_until_screened(&live);
    }
    assert_eq!(named(&live.engine, "TierNoticeGiven").len(), PARTNERS, "each once");
    assert_eq!(named(&live.engine, "KocDemoted"), []);
    let screens = named(&live.engine, "TiersScreened");
    assert_eq!(screens.len(), 4, "91 days while nothing ran are screened once, three days daily");
    assert!(screens.iter().all(|it| it.actor == domain::Actor::SYSTEM));
}

/// A seed rises by nothing but days.
fn easy() -> PolicyRules {
    let mut rules = PolicyRules::default_rules();
    let (metric, op) = (MetricCode::AcceptedWorks, Comparison::AtLeast);
    rules.promotion_rules[0].all_of = vec![Threshold { metric, op, value: 0, window_days: 365 }];
    rules.retention_rules.remove(0);
    rules
}

#[test]
fn thousands_of_candidates_are_named_one_by_one_and_a_restart_names_nobody_twice() {
    const MANY: usize = 1_500;
    let live = Live::under(easy());
    let ids: Vec<KocId> = (0..MANY).map(|n| KocId::derived(&[&n.to_be_bytes()])).collect();
    let join = |(n, id): (usize, &KocId)| ask(&format!("join {n}"), live.registration(*id));
    let sent: Vec<_> =
        ids.iter().enumerate().map(join).map(|request| live.engine.submit(request)).collect();
    sent.into_iter().for_each(|answer| drop(answer.wait().expect("registered")));
    let mut live = live.served();
    live.fixture.clock.advance_hours(24 * 31);
    let started = Instant::now();
    while named(&live.engine, "CandidateNominated").len() < 100 {
        assert!(started.elapsed() < PATIENCE, "nobody was named");
        std::thread::sleep(Duration::from_millis(5));
    }
    live = live.served();
    wait_until_screened(&live);
    let candidates = named(&live.engine, "CandidateNominated");
    assert_eq!(candidates.len(), MANY);
    let commands: std::collections::BTreeSet<_> =
        candidates.iter().map(|it| it.command_id).collect();
    assert_eq!(commands.len(), MANY, "single commands");
    assert_eq!(named(&live.engine, "KocPromoted"), [], "a person decides");
    let Event::TierPolicy(policy::Event::TiersScreened(screened)) =
        &named(&live.engine, "TiersScreened")[0].event
    else {
        panic!("screened")
    };
    assert_eq!(screened.policy_version, 1);
}
