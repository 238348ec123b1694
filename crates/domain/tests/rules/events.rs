//! The list of events: the contract that logs rely on.

use std::collections::BTreeSet;

use domain::event::{Event, EventType};

fn all() -> Vec<&'static EventType> {
    Event::types().collect()
}

#[test]
fn no_two_events_share_a_number() {
    let numbers: BTreeSet<u16> = all().iter().map(|kind| kind.number).collect();
    assert_eq!(numbers.len(), all().len());
}

#[test]
fn no_two_events_share_a_name() {
    let names: BTreeSet<&str> = all().iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), all().len());
    for kind in all() {
        assert_eq!(Event::type_named(kind.name), Some(kind));
    }
}

#[test]
fn every_event_says_what_happened_in_both_languages() {
    for kind in all() {
        assert!(kind.version >= 1, "{}", kind.name);
        assert!(kind.sentence_en.ends_with('.'), "{}: {}", kind.name, kind.sentence_en);
        assert!(kind.sentence_zh.ends_with('。'), "{}: {}", kind.name, kind.sentence_zh);
    }
}
