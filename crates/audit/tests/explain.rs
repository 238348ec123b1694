//! Which events led to a decision, and what each was to it.

#![allow(clippy::unwrap_used)]

use audit::evidence::Basis;
use audit::explain::{self, Beside, Explanation, Part};
use domain::id::EventId;
use domain::stream::StreamKind;
use domain::{Event, Recorded};
use testkit::stories::{self, Story};

/// The newest event of that name, explained from the streams of its story.
fn explained(story: &Story, name: &str) -> (Explanation, EventId) {
    let named = |it: &&Recorded| it.event.event_type().name == name;
    let event = story.log.iter().rev().find(named).unwrap();
    let stream: Vec<Recorded> =
        story.log.iter().filter(|it| it.stream == event.stream).cloned().collect();
    let of_command = story.log.iter().filter(|it| it.command_id == event.command_id);
    let command: Vec<Recorded> = of_command.cloned().collect();
    let beside = Beside { stream: &stream, command: &command, ..Beside::default() };
    (explain::event(event, beside), event.position)
}

fn names(story: &Story, found: &Explanation, part: Part) -> Vec<&'static str> {
    let steps = found.steps.iter().filter(|step| step.part == part);
    let at = |event: EventId| story.log.iter().find(|it| it.position == event).unwrap();
    steps.map(|step| at(step.event).event.event_type().name).collect()
}

#[test]
fn a_demotion_is_explained_by_its_notice_its_approval_and_its_policy() {
    let story = stories::story("demoted_after_notice_and_grace");
    let (found, position) = explained(&story, "KocDemoted");
    assert_eq!(names(&story, &found, Part::Notice), ["TierNoticeGiven"]);
    assert_eq!(names(&story, &found, Part::Decision), ["KocDemoted"]);
    assert!(!names(&story, &found, Part::Approval).is_empty());
    assert_eq!((found.policy_version, found.basis), (Some(1), Some(Basis::Policy)));
    assert!(found.lines.iter().any(|line| !line.met));
    let notice = found.notice.unwrap();
    assert!(notice.event < position);
    assert!(found.steps.is_sorted_by_key(|step| step.event), "in the order of the log");
}

#[test]
fn what_was_open_before_an_earlier_move_did_not_lead_to_this_one() {
    let story = stories::story("seed_to_partner_214_days");
    let (found, _) = explained(&story, "KocPromoted");
    let promoted = |it: &&Recorded| it.event.event_type().name == "KocPromoted";
    let first = story.log.iter().find(promoted).unwrap().position;
    assert!(found.steps.iter().all(|step| step.event > first), "{:?}", found.steps);
    assert!(names(&story, &found, Part::Invitation).contains(&"TierInvitationAccepted"));
    assert!(found.notice.is_none());
}

#[test]
fn a_correction_is_explained_by_what_it_puts_right_and_that_by_the_correction() {
    let story = stories::story("tier_corrected_backdated");
    let (found, correction) = explained(&story, "KocTierCorrected");
    let wrong = story.log.iter().find_map(|it| match &it.event {
        Event::Koc(domain::koc::Event::KocTierCorrected(e)) if it.position == correction => {
            Some(e.supersedes)
        }
        _ => None,
    });
    let cause = found.steps.iter().find(|step| Some(step.event) == wrong).unwrap();
    assert_eq!(cause.part, Part::Cause);
    let event = story.log.iter().find(|it| Some(it.position) == wrong).unwrap();
    let stream: Vec<Recorded> =
        story.log.iter().filter(|it| it.stream == event.stream).cloned().collect();
    assert_eq!(event.stream.kind, StreamKind::Koc);
    let back = explain::event(event, Beside { stream: &stream, ..Beside::default() });
    let correction = back.steps.iter().find(|step| step.event == correction).unwrap();
    assert_eq!(correction.part, Part::Correction);
}

#[test]
fn a_state_is_explained_by_everything_that_happened_to_it_in_order() {
    let story = stories::story("seed_to_partner_214_days");
    let assignment = story.log.iter().find(|it| it.stream.kind == StreamKind::Assignment).unwrap();
    let stream: Vec<Recorded> =
        story.log.iter().filter(|it| it.stream == assignment.stream).cloned().collect();
    let found = explain::course(&stream);
    assert_eq!(found.steps.len(), stream.len());
    assert!(found.steps.iter().all(|step| step.part == Part::Course));
}
