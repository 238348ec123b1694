//! Evidence as stated beside evidence as the log gives it.

#![allow(clippy::unwrap_used)]

use audit::evidence::{Decision, Decisions, Kind};
use domain::koc::Event as KocEvent;
use domain::{Day, Event, Recorded};
use projector_tiers::TierCause;
use testkit::stories;

fn decided(log: &[Recorded]) -> Decisions {
    let mut decisions = Decisions::default();
    log.iter().for_each(|recorded| decisions.apply(recorded));
    decisions
}

fn drift(log: &[Recorded]) -> Vec<String> {
    let told = |row: &Decision| {
        let differing = row.figures.iter().filter(|figure| figure.differs());
        let told = differing
            .map(|it| format!("{} {}: {} / {}", row.position, it.what, it.stated, it.recomputed));
        told.collect::<Vec<_>>()
    };
    decided(log).rows().iter().flat_map(|row| told(row)).collect()
}

/// Changes the first promotion of a story, and says where it stands.
fn changed(name: &str, change: impl FnOnce(&mut domain::koc::event::KocPromoted)) -> Vec<String> {
    let mut log = stories::story(name).log;
    let promoted = log.iter_mut().find_map(|it| match &mut it.event {
        Event::Koc(KocEvent::KocPromoted(e)) => Some(e),
        _ => None,
    });
    change(promoted.unwrap());
    drift(&log)
}

#[test]
fn no_story_states_what_its_log_does_not_give() {
    let mut kinds = std::collections::BTreeMap::new();
    for story in stories::all() {
        assert_eq!(drift(&story.log), Vec::<String>::new(), "{}", story.name);
        for row in decided(&story.log).rows().iter().filter(|row| row.has_evidence) {
            *kinds.entry(row.kind).or_insert(0) += 1;
        }
    }
    for kind in [
        Kind::Tier(TierCause::Promoted),
        Kind::Tier(TierCause::Demoted),
        Kind::Nominated,
        Kind::Noticed,
    ] {
        assert!(kinds.get(&kind).is_some_and(|count| *count > 0), "no story has a {}", kind.code());
    }
}

#[test]
fn each_number_that_was_changed_is_found_and_nothing_else() {
    let story = "seed_to_partner_214_days";
    let found = changed(story, |e| e.evidence.metrics[0].have = Some(700));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("ACCEPTED_WORKS: 700 / "), "{found:?}");

    let found = changed(story, |e| e.evidence.metrics[0].need -= 1);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("ACCEPTED_WORKS need"), "{found:?}");

    let found = changed(story, |e| e.evidence.metrics[0].met = false);
    assert!(found.len() == 1 && found[0].contains("ACCEPTED_WORKS met"), "{found:?}");

    let found = changed(story, |e| e.evidence.metrics.clear());
    assert!(found.len() == 3 && found[0].contains("ACCEPTED_WORKS: – / "), "{found:?}");

    let found = changed(story, |e| e.evidence.as_of.0 -= 1);
    assert!(found.len() == 1 && found[0].contains("asOf"), "{found:?}");

    let found = changed(story, |e| e.evidence.from = Day(0));
    assert!(found.len() == 1 && found[0].contains(" from"), "{found:?}");

    let found = changed(story, |e| e.days_in_previous += 1);
    assert!(found.len() == 1 && found[0].contains("daysInPrevious"), "{found:?}");
}

#[test]
fn a_fact_that_was_taken_out_shows_in_what_rested_on_it() {
    let mut log = stories::story("seed_to_partner_214_days").log;
    let is_approval = |it: &Recorded| it.event.event_type().name == "WorkApproved";
    let first = log.iter().position(is_approval).unwrap();
    log.remove(first);
    let found = drift(&log);
    assert!(found.iter().any(|it| it.contains("ACCEPTED_WORKS")), "{found:?}");
}

#[test]
fn a_decision_tells_who_approved_and_how_long_it_took() {
    let story = stories::story("demoted_after_notice_and_grace");
    let decisions = decided(&story.log);
    let demoted = decisions.rows().iter().find(|row| row.kind == Kind::Tier(TierCause::Demoted));
    let demoted = demoted.unwrap();
    assert!(demoted.days_to_decision.is_some_and(|days| days >= 30), "{demoted:?}");
    assert!(!demoted.approved_by.is_empty());
    assert!(!demoted.is_override());
    assert!(demoted.recomputed.iter().any(|it| !it.met));
}
