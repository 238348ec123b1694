//! Works of the time before: past facts, each taken once.

use crate::common::*;
use domain::assignment::command::ImportReviewedWork;
use domain::id::{EntryId, WorkId};
use domain::koc::values::ImportedPlace;
use domain::policy::command::DraftTierPolicy;
use domain::policy::{ContributionSource, PolicyRules};
use domain::programme::command::CreateProgramme;
use domain::task::Eligibility;
use domain::{Actor, Event, assignment, contribution, koc as member};
use testkit::scene::Scene;

fn past_work(key: &str, author: &str) -> ImportReviewedWork {
    ImportReviewedWork {
        work_id: WorkId::of_external(programme_id(), key),
        external_key: key.to_owned(),
        author: imported(author),
        author_ref: author.to_owned(),
        reviewer_ref: "m-reviewer".to_owned(),
        submitted_at: moment("2019-04-01T10:00:00Z"),
        accepted_at: moment("2019-04-03T18:30:00Z"),
        revisions: 2,
        lines: 40,
        kind: "code".to_owned(),
    }
}

#[track_caller]
fn import_refused(spoil: impl FnOnce(&mut ImportReviewedWork), code: &str) {
    let mut scene = set_up();
    let mut work = past_work("1082", "m-1");
    spoil(&mut work);
    scene.refused(Actor::IMPORT, work, code);
}

fn credited(events: &[Event]) -> Vec<&contribution::event::ContributionCredited> {
    let entry = |event| match event {
        &Event::Contribution(contribution::Event::ContributionCredited(ref entry)) => Some(entry),
        _ => None,
    };
    events.iter().filter_map(entry).collect()
}

#[test]
fn a_past_work_makes_its_author_known_and_is_credited() {
    let mut scene = set_up();
    let events = scene.accepted(Actor::IMPORT, past_work("1082", "m-1"));
    let [
        Event::Koc(member::Event::KocImported(known)),
        Event::Assignment(assignment::Event::ReviewedWorkImported(work)),
        Event::Contribution(_),
    ] = events.as_slice()
    else {
        panic!("known, recorded, credited: {events:?}");
    };
    assert_eq!(known.external_ref, "m-1");
    assert_eq!(work.author, imported("m-1"));
    assert!(!work.self_reviewed);
    let entry = credited(&events)[0];
    assert_eq!((entry.points, entry.policy_version), (10, 1));
    assert_eq!(entry.source, ContributionSource::WorkImported);
    assert_eq!(entry.effective_at, moment("2019-04-03T18:30:00Z"));
    // Half past six in the evening, UTC, is the next day in Shanghai.
    assert_eq!(entry.effective_on, "2019-04-04".parse().expect("a day"));
}

#[test]
fn a_known_author_is_not_made_known_again() {
    let mut scene = set_up();
    let joined =
        tier_move("m-1", "2018-01-01T00:00:00Z", ImportedPlace::Outside, ImportedPlace::Seed);
    scene.given(Actor::IMPORT, joined);
    let events = scene.accepted(Actor::IMPORT, past_work("1082", "m-1"));
    assert_eq!(events.len(), 2, "recorded and credited: {events:?}");
    assert_eq!(credited(&events)[0].balance, 10);
    let events = scene.accepted(Actor::IMPORT, past_work("1083", "m-1"));
    assert_eq!(credited(&events)[0].balance, 20);
}

#[test]
fn who_reviewed_their_own_past_work_is_flagged() {
    let mut scene = set_up();
    let own = ImportReviewedWork { reviewer_ref: "m-1".to_owned(), ..past_work("1082", "m-1") };
    let events = scene.accepted(Actor::IMPORT, own);
    let [_, Event::Assignment(assignment::Event::ReviewedWorkImported(work)), _] =
        events.as_slice()
    else {
        panic!("recorded: {events:?}");
    };
    assert!(work.self_reviewed);
}

#[test]
fn a_past_work_is_taken_once() {
    let mut scene = set_up();
    scene.given(Actor::IMPORT, past_work("1082", "m-1"));
    scene.refused(Actor::IMPORT, past_work("1082", "m-1"), "NO_CHANGE");
}

#[test]
fn work_is_not_accepted_before_it_is_submitted() {
    let earlier = |work: &mut ImportReviewedWork| work.accepted_at = moment("2019-04-01T09:59:59Z");
    import_refused(earlier, "IMPORT_ACCEPTED_BEFORE_SUBMITTED");
    let mut scene = set_up();
    let mut same = past_work("1082", "m-1");
    same.accepted_at = same.submitted_at;
    scene.accepted(Actor::IMPORT, same);
}

#[test]
fn history_is_not_in_the_future() {
    let later = |work: &mut ImportReviewedWork| work.accepted_at = moment("2025-03-01T02:00:01Z");
    import_refused(later, "DATE_IN_FUTURE");
    let ancient =
        |work: &mut ImportReviewedWork| work.submitted_at = moment("0019-04-01T00:00:00Z");
    import_refused(ancient, "DATE_TOO_FAR");
}

#[test]
fn keys_are_keys_and_ids_follow_from_them() {
    import_refused(|work| work.external_key = String::new(), "FIELD_INVALID");
    import_refused(|work| work.author_ref = "Li Ming".to_owned(), "FIELD_INVALID");
    import_refused(|work| work.reviewer_ref = "a@b.example".to_owned(), "FIELD_INVALID");
    import_refused(|work| work.kind = "k".repeat(65), "FIELD_INVALID");
    import_refused(|work| work.author = imported("m-2"), "FIELD_INVALID");
    import_refused(|work| work.work_id = WorkId([1; 16]), "FIELD_INVALID");
}

#[test]
fn history_ends_when_the_programme_goes_live() {
    let mut scene = live();
    scene.refused(Actor::IMPORT, past_work("1082", "m-1"), "IMPORT_CLOSED");
    scene.refused(mei(), past_work("1082", "m-1"), "FORBIDDEN");
}

#[test]
fn history_makes_the_same_ledger_whatever_was_imported_before() {
    let alone = {
        let mut scene = set_up();
        let events = scene.accepted(Actor::IMPORT, past_work("1082", "m-1"));
        credited(&events)[0].entry_id
    };
    let mut scene = set_up();
    scene.given(Actor::IMPORT, past_work("7", "m-2"));
    let events = scene.accepted(Actor::IMPORT, past_work("1082", "m-1"));
    assert_eq!(credited(&events)[0].entry_id, alone);
    assert_ne!(alone, EntryId([0; 16]));
}

#[test]
fn a_past_work_earns_ten_points_where_no_policy_says_otherwise() {
    let mut scene = Scene::at(START);
    scene.given(Actor::SYSTEM, CreateProgramme { ..create_programme() });
    let events = scene.accepted(Actor::IMPORT, past_work("1082", "m-1"));
    let entry = credited(&events)[0];
    assert_eq!((entry.points, entry.policy_version), (10, 0));
}

#[test]
fn a_past_work_earns_what_the_newest_policy_says() {
    let mut scene = set_up();
    let mut rules = PolicyRules::default_rules();
    for rule in &mut rules.contribution_rules {
        if rule.source == ContributionSource::WorkImported {
            rule.points = 3;
            rule.dims.contribution = 3;
        }
    }
    scene.given(mei(), DraftTierPolicy { version: 2, rules, note: None });
    let events = scene.accepted(Actor::IMPORT, past_work("1082", "m-1"));
    let entry = credited(&events)[0];
    assert_eq!((entry.points, entry.policy_version), (3, 2));
}

#[test]
fn past_works_count_as_accepted_works() {
    let mut scene = set_up();
    crate::work::given_words(&mut scene);
    let joined =
        tier_move("m-1", "2018-01-01T00:00:00Z", ImportedPlace::Outside, ImportedPlace::Seed);
    scene.given(Actor::IMPORT, joined);
    scene.given(Actor::IMPORT, past_work("1082", "m-1"));
    go_live(&mut scene);
    let author = imported("m-1");
    scene.given(by(author), grant(author, domain::vocabulary::ConsentPurpose::Participation));
    let task_id = crate::work::given_open(&mut scene, "clip");
    let one_work = Eligibility { min_accepted_works: Some(1), ..Eligibility::default() };
    scene.given(mei(), crate::work::eligibility(task_id, one_work));
    let offer = crate::work::offer(&scene, task_id, author);
    scene.accepted(mei(), offer);
}
