//! Candidates and invitations.

use crate::common::*;
use domain::id::{CandidacyId, EventId};
use domain::koc::command::*;
use domain::koc::values::NominationSource;
use domain::vocabulary::TierCode;
use domain::{Actor, Event, koc as member_events};
use testkit::scene::Scene;

fn nominate(name: &str, target_tier: TierCode) -> NominateCandidate {
    NominateCandidate {
        koc_id: koc(name),
        candidacy_id: CandidacyId([1; 16]),
        target_tier,
        source: NominationSource::Contest,
        source_ref: Some(EventId(1)),
        note: Some("won the photo contest".into()),
    }
}

fn with_member() -> Scene {
    let mut scene = live();
    member(&mut scene, "ming");
    scene
}

fn accept(name: &str, target_tier: TierCode) -> AcceptTierInvitation {
    AcceptTierInvitation { koc_id: koc(name), target_tier }
}

fn decline(name: &str, target_tier: TierCode) -> DeclineTierInvitation {
    let reason = Some("no time this spring".into());
    DeclineTierInvitation { koc_id: koc(name), target_tier, reason }
}

#[test]
fn a_candidacy_carries_the_evidence_the_rule_computed() {
    let mut scene = with_member();
    let known = scene.state.position();
    let events = scene.accepted(Actor::SYSTEM, nominate("ming", TierCode::Responder));
    let [Event::Koc(member_events::Event::CandidateNominated(named))] = events.as_slice() else {
        panic!("one event: {events:?}");
    };
    assert_eq!(named.evidence.as_of, known);
    assert_eq!(named.evidence.to, scene.today());
    assert_eq!(named.evidence.from, scene.today().plus(-179));
    assert_eq!(named.evidence.refs, [EventId(1)]);
    let metrics: Vec<_> = named.evidence.metrics.iter().map(|it| (it.have, it.met)).collect();
    assert_eq!(metrics, [(Some(0), false)]);
}

#[test]
fn candidates_are_for_the_next_tier_and_once() {
    let mut scene = with_member();
    scene.refused(mei(), nominate("ming", TierCode::Partner), "TIER_NOT_ADJACENT");
    scene.refused(mei(), nominate("ming", TierCode::Seed), "TIER_NOT_ADJACENT");
    scene.given(mei(), nominate("ming", TierCode::Responder));
    let candidacy_id = CandidacyId([2; 16]);
    let again = NominateCandidate { candidacy_id, ..nominate("ming", TierCode::Responder) };
    scene.refused(mei(), again, "ALREADY_CANDIDATE");
}

#[test]
fn a_candidate_takes_part_and_rests_on_something_recorded() {
    let mut scene = with_member();
    let unheard = NominateCandidate {
        source_ref: Some(EventId(9_999)),
        ..nominate("ming", TierCode::Responder)
    };
    scene.refused(mei(), unheard, "NOT_FOUND");
    scene.refused(mei(), nominate("hua", TierCode::Responder), "NOT_FOUND");
    let from = scene.today();
    scene.given(by(koc("ming")), PauseKoc { koc_id: koc("ming"), from, until: None, reason: None });
    scene.refused(mei(), nominate("ming", TierCode::Responder), "KOC_NOT_ACTIVE");
}

#[test]
fn one_invitation_is_open_at_a_time() {
    let mut scene = with_member();
    let invitation = invite(&scene, koc("ming"), TierCode::Responder);
    scene.given(mei(), invitation.clone());
    scene.refused(mei(), invitation, "INVITATION_ALREADY_OPEN");
    scene.wait_days(4);
    let later = invite(&scene, koc("ming"), TierCode::Responder);
    scene.given(mei(), later);
    scene.given(by(koc("ming")), accept("ming", TierCode::Responder));
    scene.wait_days(4);
    let after = invite(&scene, koc("ming"), TierCode::Responder);
    scene.refused(mei(), after, "INVITATION_ALREADY_OPEN");
}

#[test]
fn an_invitation_is_to_the_next_tier_with_words_and_time_to_answer() {
    let mut scene = with_member();
    let invitation = invite(&scene, koc("ming"), TierCode::Responder);
    let high = InviteToTier { target_tier: TierCode::Partner, ..invitation.clone() };
    scene.refused(mei(), high, "TIER_NOT_ADJACENT");
    let wordless = InviteToTier { message: "".into(), ..invitation.clone() };
    scene.refused(mei(), wordless, "FIELD_INVALID");
    let over = InviteToTier { expires_at: scene.now(), ..invitation.clone() };
    scene.refused(mei(), over, "DATE_IN_PAST");
    let never = InviteToTier { expires_at: moment("2999-01-01T00:00:00Z"), ..invitation };
    scene.refused(mei(), never, "DATE_TOO_FAR");
}

#[test]
fn an_invitation_names_an_open_candidacy_or_none() {
    let mut scene = with_member();
    let candidacy_id = Some(CandidacyId([1; 16]));
    let invitation =
        InviteToTier { candidacy_id, ..invite(&scene, koc("ming"), TierCode::Responder) };
    scene.refused(mei(), invitation.clone(), "CANDIDACY_NOT_OPEN");
    scene.given(mei(), nominate("ming", TierCode::Responder));
    scene.accepted(mei(), invitation);
}

#[test]
fn only_an_open_invitation_is_answered_and_by_the_member() {
    let mut scene = with_member();
    member(&mut scene, "hua");
    let tier = TierCode::Responder;
    scene.refused(by(koc("ming")), accept("ming", tier), "INVITATION_NOT_OPEN");
    let invitation = invite(&scene, koc("ming"), tier);
    scene.given(mei(), invitation);
    scene.refused(by(koc("hua")), accept("ming", tier), "FORBIDDEN");
    scene.refused(mei(), accept("ming", tier), "FORBIDDEN");
    scene.refused(by(koc("ming")), accept("ming", TierCode::Partner), "INVITATION_NOT_OPEN");
    scene.given(by(koc("ming")), accept("ming", tier));
    scene.refused(by(koc("ming")), accept("ming", tier), "INVITATION_NOT_OPEN");
    scene.refused(by(koc("ming")), decline("ming", tier), "INVITATION_NOT_OPEN");
}

#[test]
fn an_invitation_can_be_answered_until_its_last_instant() {
    let mut scene = with_member();
    let invitation = invite(&scene, koc("ming"), TierCode::Responder);
    scene.given(mei(), invitation);
    scene.wait_hours(72);
    let mut too_late = scene.clone();
    too_late.wait_hours(1);
    let tier = TierCode::Responder;
    too_late.refused(by(koc("ming")), accept("ming", tier), "INVITATION_EXPIRED");
    too_late.refused(by(koc("ming")), decline("ming", tier), "INVITATION_EXPIRED");
    scene.accepted(by(koc("ming")), accept("ming", tier));
}

#[test]
fn declining_costs_nothing() {
    let mut scene = with_member();
    scene.given(mei(), nominate("ming", TierCode::Responder));
    let invitation = invite(&scene, koc("ming"), TierCode::Responder);
    scene.given(mei(), invitation.clone());
    scene.given(by(koc("ming")), decline("ming", TierCode::Responder));
    let candidacy_id = Some(CandidacyId([1; 16]));
    scene.accepted(mei(), InviteToTier { candidacy_id, ..invitation });
}

#[test]
fn a_tier_change_closes_what_was_open() {
    let mut scene = with_member();
    scene.wait_days(30);
    scene.given(mei(), nominate("ming", TierCode::Responder));
    let invitation = invite(&scene, koc("ming"), TierCode::Responder);
    scene.given(mei(), invitation);
    approve_promotion(&mut scene, koc("ming"), TierCode::Responder);
    let promotion = promote(&scene, koc("ming"), TierCode::Responder);
    scene.given(mei(), promotion);
    let tier = TierCode::Responder;
    scene.refused(by(koc("ming")), accept("ming", tier), "INVITATION_NOT_OPEN");
    scene.accepted(mei(), nominate("ming", TierCode::Partner));
}

#[test]
fn a_candidacy_is_dismissed_once_and_for_a_reason() {
    let mut scene = with_member();
    let first = nominate("ming", TierCode::Responder);
    let candidacy_id = first.candidacy_id;
    scene.given(mei(), first.clone());
    let dismiss =
        DismissCandidate { koc_id: koc("ming"), candidacy_id, reason: "近期无作品".into() };
    let silent = DismissCandidate { reason: " ".into(), ..dismiss.clone() };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    scene.given(mei(), dismiss.clone());
    scene.refused(mei(), dismiss, "CANDIDACY_NOT_OPEN");
    // Another time, somebody else may see it otherwise.
    let candidacy_id = CandidacyId([2; 16]);
    scene.accepted(mei(), NominateCandidate { candidacy_id, ..first });
}
