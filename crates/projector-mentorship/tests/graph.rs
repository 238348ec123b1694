//! Questions about who taught whom.

#![allow(clippy::unwrap_used)]

use domain::id::{KocId, MentorshipId};
use domain::koc::event::{ConsentExpired, ConsentWithdrawn, KocLeft, KocMerged, KocRejoined};
use domain::mentorship::event::*;
use domain::mentorship::values::MentorshipOutcome;
use domain::personal::SealedField;
use domain::vocabulary::{ConsentPurpose, TierCode};
use projection::Between;
use projector_mentorship::{EdgeFilter, EdgeState, MentorshipGraph};
use testkit::recording::{Recording, sealed};

fn koc(number: u8) -> KocId {
    KocId([number; 16])
}

fn edge(mentor: u8, mentee: u8) -> MentorshipId {
    MentorshipId([mentor * 16 + mentee; 16])
}

fn appointed(recording: &mut Recording, mentor: u8, capacity: u16) {
    recording.record(MentorAppointed {
        koc_id: koc(mentor),
        topics: vec!["photo".to_owned()],
        capacity,
        statement: None,
    });
}

fn started(recording: &mut Recording, mentor: u8, mentee: u8, continues: Option<MentorshipId>) {
    recording.record(MentorshipStarted {
        mentorship_id: edge(mentor, mentee),
        mentor: koc(mentor),
        mentee: koc(mentee),
        started_on: "2024-01-01".parse().unwrap(),
        until: "2024-06-30".parse().unwrap(),
        topics: vec!["photo".to_owned()],
        mentor_tier: TierCode::Partner,
        mentee_tier: TierCode::Responder,
        continues,
    });
}

fn completed(recording: &mut Recording, mentor: u8, mentee: u8) {
    recording.record(MentorshipCompleted {
        mentorship_id: edge(mentor, mentee),
        mentor: koc(mentor),
        mentee: koc(mentee),
        outcome: MentorshipOutcome::GoalsReached,
        mentee_feedback: None,
        mentor_feedback: None,
        days: 100,
        mentee_tier: Some(TierCode::Partner),
    });
}

fn left(recording: &mut Recording, number: u8) {
    recording.record(KocLeft {
        koc_id: koc(number),
        tier_at_exit: Some(TierCode::Partner),
        good_standing: true,
        reason: None,
        effective_on: "2024-02-01".parse().unwrap(),
        effective_at: recording.now(),
    });
}

/// 1 taught 2 and 3; 2 taught 4; 4 teaches 5.
fn four_generations() -> Recording {
    let mut recording = Recording::at("2024-01-01T00:00:00Z");
    for mentor in [1, 2, 4] {
        appointed(&mut recording, mentor, 2);
    }
    for (mentor, mentee) in [(1, 2), (1, 3), (2, 4)] {
        started(&mut recording, mentor, mentee, None);
        completed(&mut recording, mentor, mentee);
    }
    started(&mut recording, 4, 5, None);
    recording
}

#[test]
fn a_lineage_has_a_depth_for_everyone_and_goes_along_completed_edges() {
    let model: MentorshipGraph = four_generations().fold();
    let lineage = model.lineage(koc(1), 9);
    let depths: Vec<(KocId, i32)> =
        lineage.descendants.iter().map(|who| (who.koc_id, who.depth)).collect();
    assert_eq!(depths, [(koc(2), 1), (koc(3), 1), (koc(4), 2), (koc(5), 3)]);
    assert_eq!((lineage.depth(), lineage.edges.len()), (3, 4));
    assert_eq!(model.lineage(koc(1), 1).descendants.len(), 2);
    assert!(model.lineage(koc(5), 9).descendants.is_empty());
}

#[test]
fn ancestors_are_nearest_first() {
    let model: MentorshipGraph = four_generations().fold();
    let up: Vec<(KocId, i32)> =
        model.ancestors(koc(5)).iter().map(|who| (who.koc_id, who.depth)).collect();
    assert_eq!(up, [(koc(4), -1), (koc(2), -2), (koc(1), -3)]);
}

#[test]
fn a_path_goes_up_and_down() {
    let model: MentorshipGraph = four_generations().fold();
    let way = model.path(koc(3), koc(4)).unwrap();
    let ids: Vec<MentorshipId> = way.iter().map(|edge| edge.mentorship_id).collect();
    assert_eq!(ids, [edge(1, 3), edge(1, 2), edge(2, 4)]);
    assert_eq!(model.path(koc(3), koc(3)), Some(Vec::new()));
    assert_eq!(model.path(koc(3), koc(9)), None);
}

#[test]
fn only_active_mentees_take_a_seat() {
    let mut recording = four_generations();
    let model: MentorshipGraph = recording.fold();
    assert_eq!(model.mentees(koc(1)).len(), 0);
    assert_eq!(model.mentees(koc(4)).len(), 1);
    assert_eq!(model.mentor_of(koc(5)).unwrap().mentor, koc(4));
    let seats = |model: &MentorshipGraph| -> Vec<(KocId, u16)> {
        model.free_seats(Some("photo")).iter().map(|s| (s.mentor.koc_id, s.free)).collect()
    };
    assert_eq!(seats(&model), [(koc(1), 2), (koc(2), 2), (koc(4), 1)]);
    assert!(model.free_seats(Some("driving")).is_empty());
    recording.record(MentorWentAway { koc_id: koc(1), until: None });
    assert_eq!(seats(&recording.fold()), [(koc(2), 2), (koc(4), 1)]);
    recording.record(MentorCameBack { koc_id: koc(1) });
    assert_eq!(seats(&recording.fold()).len(), 3);
}

#[test]
fn a_mentor_is_back_when_the_day_they_named_is_over() {
    let mut recording = four_generations();
    let until = Some("2024-01-03".parse().unwrap());
    recording.record(MentorWentAway { koc_id: koc(4), until });
    let away =
        |recording: &Recording| recording.fold::<MentorshipGraph>().mentor(koc(4)).unwrap().away;
    recording.wait_days(2);
    completed(&mut recording, 9, 9);
    assert!(away(&recording), "the day is included");
    recording.wait_days(1);
    completed(&mut recording, 9, 9);
    assert!(!away(&recording));
}

#[test]
fn mentees_of_a_mentor_who_is_away_or_has_left_are_orphans() {
    let mut recording = four_generations();
    assert!(recording.fold::<MentorshipGraph>().orphans(None).is_empty());
    recording.record(MentorWentAway { koc_id: koc(4), until: None });
    let orphans = recording.fold::<MentorshipGraph>().orphans(Some(koc(4)));
    assert_eq!((orphans[0].edge.mentee, orphans[0].mentor_left), (koc(5), false));
    left(&mut recording, 4);
    let model: MentorshipGraph = recording.fold();
    assert!(model.orphans(None)[0].mentor_left);
    assert!(model.free_seats(None).iter().all(|seats| seats.mentor.koc_id != koc(4)));
}

#[test]
fn a_mentor_who_left_has_seats_again_only_when_appointed_anew() {
    let mut recording = four_generations();
    let (effective_on, effective_at) = ("2024-02-01".parse().unwrap(), recording.now());
    recording.record(KocLeft {
        koc_id: koc(4),
        tier_at_exit: Some(TierCode::Partner),
        good_standing: true,
        reason: None,
        effective_on,
        effective_at,
    });
    recording.record(KocRejoined {
        koc_id: koc(4),
        entry_tier: TierCode::Seed,
        policy_version: 1,
        effective_on,
        effective_at,
    });
    let seats = |recording: &Recording| {
        let model: MentorshipGraph = recording.fold();
        let free = model.free_seats(None);
        free.iter().find(|seats| seats.mentor.koc_id == koc(4)).map(|seats| seats.free)
    };
    assert_eq!(seats(&recording), None);
    appointed(&mut recording, 4, 3);
    assert_eq!(seats(&recording), Some(2), "the mentee of the time before still takes a seat");
}

#[test]
fn a_transfer_keeps_both_lineages_and_moves_the_seat() {
    let mut recording = four_generations();
    recording.record(MentorshipTransferred {
        mentorship_id: edge(4, 5),
        mentor: koc(4),
        mentee: koc(5),
        to_mentor: koc(1),
        new_mentorship_id: edge(1, 5),
        reason: sealed(koc(5), SealedField::Reason, "away for a month"),
    });
    started(&mut recording, 1, 5, Some(edge(4, 5)));
    let model: MentorshipGraph = recording.fold();
    assert_eq!(model.edge(edge(4, 5)).unwrap().continued_by, Some(edge(1, 5)));
    assert_eq!(model.edge(edge(1, 5)).unwrap().continues, Some(edge(4, 5)));
    assert_eq!(model.mentor(koc(4)).unwrap().active_mentees, 0);
    assert_eq!(model.mentor(koc(1)).unwrap().active_mentees, 1);
    assert_eq!(model.mentor_of(koc(5)).unwrap().mentor, koc(1));
    let nearest = model.lineage(koc(1), 9).descendants;
    assert_eq!(nearest.iter().find(|who| who.koc_id == koc(5)).unwrap().depth, 1);
    assert_eq!(model.lineage(koc(4), 9).descendants.len(), 1, "what was taught stays");
}

#[test]
fn a_circle_over_the_years_ends() {
    let mut recording = four_generations();
    started(&mut recording, 5, 1, None);
    let model: MentorshipGraph = recording.fold();
    assert_eq!(model.lineage(koc(1), 99).descendants.len(), 4);
}

#[test]
fn a_lineage_has_every_edge_between_its_people_however_deep_it_goes() {
    let mut recording = four_generations();
    // Up again, beside each other, and past a generation.
    for (mentor, mentee) in [(5, 1), (3, 2), (5, 4), (1, 4)] {
        started(&mut recording, mentor, mentee, None);
    }
    let model: MentorshipGraph = recording.fold();
    for (root, depth) in (1..=5).flat_map(|root| (1..=5).map(move |depth| (root, depth))) {
        let lineage = model.lineage(koc(root), depth);
        let belongs = |id: KocId| {
            id == lineage.root || lineage.descendants.iter().any(|who| who.koc_id == id)
        };
        let all = model.edges(&EdgeFilter::default()).into_iter();
        let between = all.filter(|edge| belongs(edge.mentor) && belongs(edge.mentee));
        assert_eq!(lineage.edges, between.collect::<Vec<_>>(), "{root}, {depth} generations");
    }
}

#[test]
fn an_edge_that_never_began_is_in_no_lineage() {
    let mut recording = Recording::at("2024-01-01T00:00:00Z");
    appointed(&mut recording, 1, 2);
    recording.record(MentorshipProposed {
        mentorship_id: edge(1, 2),
        mentor: koc(1),
        mentee: koc(2),
        goals: None,
        topics: Vec::new(),
        until: "2024-06-30".parse().unwrap(),
    });
    let model: MentorshipGraph = recording.fold();
    assert!(model.lineage(koc(1), 9).descendants.is_empty());
    assert_eq!(model.path(koc(1), koc(2)), None);
    let proposed = EdgeFilter { state: Some(EdgeState::Proposed), ..Default::default() };
    assert_eq!(model.edges(&proposed).len(), 1);
    assert_eq!(model.mentor(koc(1)).unwrap().free_seats(), 2);
}

#[test]
fn one_who_left_while_away_and_is_appointed_anew_is_there_and_stays() {
    let mut recording = Recording::at("2024-01-01T00:00:00Z");
    appointed(&mut recording, 1, 2);
    let until = Some("2024-01-10".parse().unwrap());
    recording.record(MentorWentAway { koc_id: koc(1), until });
    left(&mut recording, 1);
    appointed(&mut recording, 1, 2);
    recording.wait_days(30);
    appointed(&mut recording, 2, 2);
    let model: MentorshipGraph = recording.fold();
    let seats: Vec<(KocId, u16)> =
        model.free_seats(None).iter().map(|s| (s.mentor.koc_id, s.free)).collect();
    assert_eq!(seats, [(koc(1), 2), (koc(2), 2)]);
}

#[test]
fn whoever_takes_their_word_back_or_goes_on_elsewhere_teaches_no_more() {
    let mut recording = Recording::at("2024-01-01T00:00:00Z");
    for mentor in 1..=4 {
        appointed(&mut recording, mentor, 2);
        started(&mut recording, mentor, 10 + mentor, None);
    }
    let purpose = ConsentPurpose::Mentoring;
    recording.record(ConsentWithdrawn { koc_id: koc(1), purpose, text_version: 1 });
    let expired_on = "2024-02-01".parse().unwrap();
    recording.record(ConsentExpired { koc_id: koc(2), purpose, text_version: 1, expired_on });
    recording.record(KocMerged {
        koc_id: koc(3),
        into: koc(9),
        tier_at_merge: Some(TierCode::Partner),
        evidence: sealed(koc(3), SealedField::Note, "one phone"),
        effective_on: expired_on,
        effective_at: recording.now(),
        approved_by: Vec::new(),
    });
    // Another consent says nothing about teaching.
    let purpose = ConsentPurpose::Story;
    recording.record(ConsentWithdrawn { koc_id: koc(4), purpose, text_version: 1 });
    let model: MentorshipGraph = recording.fold();
    let seats: Vec<KocId> = model.free_seats(None).iter().map(|s| s.mentor.koc_id).collect();
    assert_eq!(seats, [koc(4)]);
    let gone = [1, 2, 3].map(|number| model.mentor(koc(number)).unwrap().left);
    assert_eq!(gone, [true; 3]);
    assert_eq!(model.mentor(koc(1)).unwrap().active_mentees, 1, "on paper");
}

#[test]
fn mentorships_one_by_one_go_on_beside_any_of_them() {
    let mut recording = four_generations();
    started(&mut recording, 1, 7, None);
    started(&mut recording, 1, 8, None);
    let model: MentorshipGraph = recording.fold();
    let of_mentor = EdgeFilter { mentor: Some(koc(1)), ..Default::default() };
    let of_mentee = EdgeFilter { mentee: Some(koc(7)), ..Default::default() };
    for (filter, least) in [(EdgeFilter::default(), 5), (of_mentor, 3), (of_mentee, 1)] {
        let all = model.edges(&filter);
        assert!(all.len() >= least && all.iter().all(|edge| filter.matches(edge)));
        for (index, edge) in all.iter().enumerate() {
            let id = Some(edge.mentorship_id);
            let after = Between { after: id, before: None };
            assert!(model.edges_between(after, &filter).eq(&all[index + 1..]));
            let before = Between { after: None, before: id };
            assert!(model.edges_between(before, &filter).rev().eq(all[..index].iter().rev()));
        }
    }
}
