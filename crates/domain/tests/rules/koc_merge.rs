//! Two records of one person: one goes on, the other stays to be seen.

use crate::common::*;
use crate::koc_channel::{link, unlink};
use crate::koc_consent::todos;
use crate::koc_suspend::{given_suspended, lift};
use crate::pairs::*;
use crate::work::*;
use domain::approval::{MergeProposal, Proposal};
use domain::assignment::values::Decision;
use domain::contribution::command::ReverseContribution;
use domain::id::{CandidacyId, KocId};
use domain::koc::command::*;
use domain::koc::event::KocMerged;
use domain::koc::profile::Preferences;
use domain::koc::values::NominationSource;
use domain::matching::MatchQuery;
use domain::task::Eligibility;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::{ConsentPurpose, Mode, TierCode};
use domain::{Actor, Event, Role, contribution, koc as member_events};
use testkit::scene::Scene;

fn merge(koc_id: KocId, duplicate_id: KocId) -> MergeKoc {
    MergeKoc { koc_id, duplicate_id, evidence: "同一手机号".into() }
}

#[track_caller]
pub(crate) fn given_merged(scene: &mut Scene, koc_id: KocId, duplicate_id: KocId) -> Vec<Event> {
    approve(scene, Proposal::Merge(MergeProposal { koc_id, duplicate_id }));
    scene.accepted(mei(), merge(koc_id, duplicate_id))
}

#[track_caller]
fn merged(events: &[Event]) -> &KocMerged {
    match events.first() {
        Some(Event::Koc(member_events::Event::KocMerged(merged))) => merged,
        other => panic!("merged: {other:?}"),
    }
}

#[test]
fn two_people_merge_two_records_into_one() {
    let mut scene = live();
    let (ming, again) = (member(&mut scene, "ming"), member(&mut scene, "ming again"));
    scene.refused(mei(), merge(ming, ming), "SELF_MERGE");
    scene.refused(mei(), merge(ming, again), "FOUR_EYES_REQUIRED");
    approve(&mut scene, Proposal::Merge(MergeProposal { koc_id: ming, duplicate_id: again }));
    let unsaid = MergeKoc { evidence: "".into(), ..merge(ming, again) };
    scene.refused(mei(), unsaid, "FIELD_INVALID");
    let events = scene.accepted(mei(), merge(ming, again));
    let happened = merged(&events);
    assert_eq!((happened.koc_id, happened.into), (again, ming));
    assert_eq!(happened.tier_at_merge, Some(TierCode::Seed));
    assert_eq!(scene.state.counted().headcount, [1, 0, 0]);
    scene.refused(mei(), merge(ming, again), "ALREADY_MERGED");
    scene.refused(mei(), merge(again, ming), "KOC_NOT_ACTIVE");
}

#[test]
fn the_record_that_ended_does_nothing_more() {
    let mut scene = live();
    let (ming, again) = (member(&mut scene, "ming"), member(&mut scene, "ming again"));
    given_merged(&mut scene, ming, again);
    let early = invite(&scene, again, TierCode::Responder);
    scene.refused(mei(), early, "KOC_NOT_ACTIVE");
    let effective_on = scene.today();
    let leave = LeaveProgramme { koc_id: again, reason: None, effective_on };
    scene.refused(by(again), leave, "KOC_NOT_ACTIVE");
    let back = RejoinProgramme { koc_id: again, entry_tier: TierCode::Seed, effective_on };
    scene.refused(mei(), back, "KOC_NOT_LEFT");
    scene.refused(by(again), grant(again, ConsentPurpose::Story), "KOC_NOT_ACTIVE");
    let supersedes = scene.log.last().expect("merged").position;
    let correction = CorrectTier {
        koc_id: again,
        supersedes,
        tier: TierCode::Seed,
        effective_on,
        reason: "想撤回".into(),
    };
    scene.refused(mei(), correction, "KOC_NOT_ACTIVE");
}

/// What the daily screen finds of approved works.
#[track_caller]
fn works(scene: &Scene, koc_id: KocId) -> Option<i32> {
    let nomination = NominateCandidate {
        koc_id,
        candidacy_id: CandidacyId([1; 16]),
        target_tier: TierCode::Responder,
        source: NominationSource::TierScreen,
        source_ref: None,
        note: None,
    };
    let events = scene.clone().accepted(Actor::SYSTEM, nomination);
    let Some(Event::Koc(member_events::Event::CandidateNominated(named))) = events.first() else {
        panic!("named: {events:?}")
    };
    named.evidence.metrics.first().and_then(|metric| metric.have)
}

#[test]
fn what_the_record_earned_counts_for_the_one_that_goes_on() {
    let mut scene = live_with_words();
    let (ming, again) = (member(&mut scene, "ming"), member(&mut scene, "ming again"));
    for (name, author) in [("one", ming), ("two", again)] {
        let work = given_submitted(&mut scene, name, author);
        scene.given(wei(), review(work, 1, Decision::Approve));
    }
    assert_eq!(works(&scene, ming), Some(100));
    given_merged(&mut scene, ming, again);
    assert_eq!(works(&scene, ming), Some(200));
    // The ledgers stay where they are, and what is taken back there counts here.
    let balances = scene.state.counted().balances;
    assert_eq!((balances[&ming], balances[&again]), (10, 10));
    let entry_id = scene
        .log
        .iter()
        .find_map(|it| match &it.event {
            Event::Contribution(contribution::Event::ContributionCredited(e)) => {
                (e.koc_id == again).then_some(e.entry_id)
            }
            _ => None,
        })
        .expect("credited");
    let reason = "记错了".into();
    let koc_id = again;
    scene.given(mei(), ReverseContribution { koc_id, entry_id, reason, source_event: None });
    assert_eq!(scene.state.counted().balances[&again], 0);
}

#[test]
fn accounts_and_a_suspension_go_over() {
    let mut scene = live_with_words();
    let (ming, again) = (member(&mut scene, "ming"), member(&mut scene, "ming again"));
    let hua = member(&mut scene, "hua");
    scene.given(by(again), link(again, "mingdrives"));
    given_suspended(&mut scene, again, None);
    given_merged(&mut scene, ming, again);
    scene.refused(by(ming), link(ming, "mingdrives"), "CHANNEL_ALREADY_LINKED");
    scene.refused(by(hua), link(hua, "mingdrives"), "HANDLE_TAKEN");
    scene.given(by(ming), unlink(ming, "mingdrives"));
    scene.refused(mei(), lift(again), "KOC_NOT_SUSPENDED");
    scene.accepted(mei(), lift(ming));
}

#[test]
fn what_the_record_still_holds_is_settled_by_somebody() {
    let mut scene = live_with_words();
    let (ming, again) = (member(&mut scene, "ming"), member(&mut scene, "ming again"));
    let under_way = given_accepted(&mut scene, "one", again);
    let events = given_merged(&mut scene, ming, again);
    let team = Audience::Role(Role::Ops);
    assert_eq!(todos(&events), [(TodoKind::SettleMergedRecord, team)]);
    scene.refused(by(again), submit(under_way, 1, again), "KOC_NOT_ACTIVE");
}

#[test]
fn a_mentor_who_was_merged_is_none_any_more() {
    let mut scene = live();
    let (ming, other) = (responder(&mut scene, "ming"), responder(&mut scene, "teacher again"));
    let teacher = given_mentor(&mut scene, "teacher");
    given_pair(&mut scene, "pair", teacher, ming);
    let events = given_merged(&mut scene, other, teacher);
    let team = Audience::Role(Role::Ops);
    assert_eq!(todos(&events), [(TodoKind::ReassignMentees, team)]);
}

#[test]
fn a_record_is_not_merged_into_one_that_ended() {
    let mut scene = live();
    let (ming, again) = (member(&mut scene, "ming"), member(&mut scene, "ming again"));
    let third = member(&mut scene, "ming once more");
    given_merged(&mut scene, ming, again);
    scene.refused(mei(), merge(again, third), "KOC_NOT_ACTIVE");
    given_merged(&mut scene, third, ming);
    assert_eq!(scene.state.counted().headcount, [1, 0, 0]);
}

#[test]
fn what_was_said_under_the_other_record_goes_on() {
    let mut scene = live_with_words();
    let (ming, again) = (member(&mut scene, "ming"), member(&mut scene, "ming again"));
    scene.given(by(again), can(again, &["filming"], &["video"]));
    let modes = vec![Mode::Commission];
    let mine = Preferences { modes, ..Preferences::default() };
    scene.given(by(ming), SetPreferences { koc_id: ming, preferences: mine });
    let unseen = Preferences { opt_out_profiled_matching: true, ..Preferences::default() };
    scene.given(by(again), SetPreferences { koc_id: again, preferences: unseen });
    given_merged(&mut scene, ming, again);
    let task_id = given_open(&mut scene, "clip");
    let skilled = Eligibility { skills: terms(&["filming"]), ..Eligibility::default() };
    scene.given(mei(), eligibility(task_id, skilled));
    let found = scene.state.matching(task_id, scene.now(), &MatchQuery::default());
    let [candidate] = found.expect("a task")[..] else { panic!("ming alone") };
    assert_eq!((candidate.koc_id, candidate.score), (ming, None), "asked not to be profiled");
}
