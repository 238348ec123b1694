//! Ambassadors: invited by two, by consensus, with a mandate and without orders; free to go, and
//! taken back only by three.

use domain::ambassadorship::Event as Happened;
use domain::ambassadorship::command::*;
use domain::ambassadorship::event::*;
use domain::ambassadorship::values::*;
use domain::approval::{AmbassadorProposal, InvestmentProposal, Proposal, TierProposal};
use domain::asset::command::WithdrawAsset;
use domain::asset::values::*;
use domain::budget::Event as OfBudget;
use domain::id::{AssetId, KocId, SeriesId};
use domain::koc::command::*;
use domain::privacy::values::DataRequestKind;
use domain::recognition::values::CommendationChannel;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::RewardUnit::Cash;
use domain::vocabulary::{ConsentPurpose, Horizon, TierCode};
use domain::{Actor, Amount, Event, Role};
use testkit::scene::Scene;

use crate::ambassadors::*;
use crate::appeal::{file, newest};
use crate::asset::by_contract;
use crate::common::*;
use crate::koc_merge::given_merged;
use crate::koc_suspend::{given_suspended, lift};
use crate::privacy::{erase, receive, verify, yan};
use crate::purse::*;
use crate::shown::{completed, opened};
use crate::work::*;

fn with_ambassador() -> (Scene, KocId) {
    let mut scene = live_with_tao();
    let ming = given_ambassador(&mut scene, "ming");
    (scene, ming)
}

fn happened(events: &[Event]) -> Vec<&Happened> {
    let own = events.iter().filter_map(|event| match event {
        Event::Ambassadorship(event) => Some(event),
        _ => None,
    });
    own.collect()
}

#[test]
fn two_of_the_team_stand_behind_an_invitation_by_acts_of_their_own() {
    let mut scene = live_with_tao();
    let ming = partner(&mut scene, "ming");
    scene.refused(mei(), invite_ambassador(ming), "SPONSORS_TOO_FEW");
    sponsor(&mut scene, ming);
    // The admin key by itself is nobody in particular: one sponsor is one too few.
    scene.refused(Actor::ADMIN, invite_ambassador(ming), "SPONSORS_TOO_FEW");
    // Whoever approved does not count a second time for sending it.
    let lin_sends = Actor::operator(operator_id("lin"), Role::Ops);
    scene.refused(lin_sends, invite_ambassador(ming), "SPONSORS_TOO_FEW");
    let unsaid = InviteAmbassador { koc_id: ming, values_assessment: "".into() };
    scene.refused(mei(), unsaid, "FIELD_INVALID");
    let events = scene.accepted(mei(), invite_ambassador(ming));
    let [Happened::AmbassadorInvited(invited)] = happened(&events)[..] else {
        panic!("invited: {events:?}")
    };
    assert_eq!(invited.sponsors, [operator_id("mei"), operator_id("lin")]);
    assert_eq!(invited.approved_by.len(), 1);
    let asked = opened(&events, TodoKind::AnswerAmbassadorInvitation);
    assert_eq!(asked[0].audience, Audience::Koc(ming));
    // Nobody is given a day by which to answer.
    assert_eq!(asked[0].due, None);
    scene.refused(mei(), invite_ambassador(ming), "ALREADY_AMBASSADOR");
}

#[test]
fn only_members_of_the_top_tier_who_take_part_are_invited() {
    let mut scene = live_with_tao();
    let ming = responder(&mut scene, "ming");
    sponsor(&mut scene, ming);
    scene.refused(mei(), invite_ambassador(ming), "TIER_TOO_LOW");
    let hua = partner(&mut scene, "hua");
    sponsor(&mut scene, hua);
    let (from, until) = (scene.today(), Some(scene.today().plus(3)));
    scene.given(by(hua), PauseKoc { koc_id: hua, from, until, reason: None });
    scene.refused(mei(), invite_ambassador(hua), "KOC_NOT_ACTIVE");
}

#[test]
fn a_member_says_no_and_may_be_asked_again() {
    let mut scene = live_with_tao();
    let ming = given_invited(&mut scene, "ming");
    let decline = |koc_id| DeclineAmbassadorship { koc_id, reason: None };
    scene.refused(by(koc("hua")), decline(ming), "FORBIDDEN");
    let events = scene.accepted(by(ming), decline(ming));
    assert!(matches!(happened(&events)[..], [Happened::AmbassadorDeclined(_)]));
    assert_eq!(completed(&events), 1, "the question is answered");
    scene.refused(by(ming), decline(ming), "NOT_INVITED");
    scene.refused(by(ming), sign(ming, 1), "NOT_INVITED");
    // The sponsors have to stand behind it anew.
    scene.refused(mei(), invite_ambassador(ming), "SPONSORS_TOO_FEW");
    sponsor(&mut scene, ming);
    scene.given(mei(), invite_ambassador(ming));
}

#[test]
fn both_sign_the_same_statement_each_for_themselves() {
    let mut scene = live_with_tao();
    let ming = given_invited(&mut scene, "ming");
    scene.refused(by(koc("hua")), sign(ming, 1), "FORBIDDEN");
    scene.refused(mei(), sign(ming, 0), "FIELD_INVALID");
    let conferral = confer_on(&scene, ming);
    scene.refused(mei(), conferral.clone(), "CONSENSUS_NOT_REACHED");
    let events = scene.accepted(mei(), sign(ming, 1));
    let [Happened::StatementSigned(signed)] = happened(&events)[..] else {
        panic!("signed: {events:?}")
    };
    assert_eq!(signed.by, StatementParty::Brand);
    scene.refused(mei(), sign(ming, 1), "NO_CHANGE");
    scene.refused(by(ming), sign(ming, 2), "BOTH_MUST_AGREE");
    // The brand changes the text before the member has signed: the new one counts.
    scene.given(mei(), sign(ming, 2));
    scene.refused(by(ming), sign(ming, 1), "BOTH_MUST_AGREE");
    scene.refused(mei(), conferral.clone(), "CONSENSUS_NOT_REACHED");
    let events = scene.accepted(by(ming), sign(ming, 2));
    let [Happened::StatementSigned(signed), Happened::ConsensusReached(reached)] =
        happened(&events)[..]
    else {
        panic!("consensus: {events:?}")
    };
    assert_eq!((signed.by, reached.statement_version), (StatementParty::Member, 2));
    assert_eq!(completed(&events), 1, "the question is answered");
    let events = scene.accepted(mei(), conferral);
    let [Happened::AmbassadorshipConferred(conferred)] = happened(&events)[..] else {
        panic!("conferred: {events:?}")
    };
    assert_eq!(conferred.statement_version, 2);
}

#[test]
fn a_mandate_says_what_may_be_spoken_on_in_both_languages() {
    let mut scene = live_with_tao();
    let ming = given_invited(&mut scene, "ming");
    scene.given(by(ming), sign(ming, 1));
    scene.given(mei(), sign(ming, 1));
    let conferral = confer_on(&scene, ming);
    let empty = Mandate { may_speak_on: Vec::new(), ..mandate() };
    let silent = ConferAmbassadorship { mandate: empty, ..conferral.clone() };
    scene.refused(mei(), silent, "FIELD_INVALID");
    let half = Mandate { may_not: vec![text("未发布", "")], ..mandate() };
    scene.refused(
        mei(),
        ConferAmbassadorship { mandate: half, ..conferral.clone() },
        "LABEL_MISSING",
    );
    let past = ConferAmbassadorship { from: scene.today().plus(-1), ..conferral.clone() };
    scene.refused(mei(), past, "DATE_IN_PAST");
    scene.given(mei(), conferral);
}

#[test]
fn the_bar_counts_when_the_role_is_conferred_too() {
    let mut scene = live_with_tao();
    let ming = given_invited(&mut scene, "ming");
    scene.given(by(ming), sign(ming, 1));
    scene.given(mei(), sign(ming, 1));
    step_down(&mut scene, ming);
    let conferral = confer_on(&scene, ming);
    scene.refused(mei(), conferral, "TIER_TOO_LOW");
}

fn step_down(scene: &mut Scene, koc_id: KocId) -> Vec<Event> {
    let (to_tier, effective_on) = (TierCode::Responder, scene.today());
    scene.accepted(by(koc_id), StepDown { koc_id, to_tier, reason: None, effective_on })
}

#[test]
fn nothing_of_an_ambassador_is_an_order() {
    let (mut scene, _) = with_ambassador();
    let order = domain::task::command::DraftTask { horizon: Horizon::Identity, ..draft("order") };
    scene.refused(mei(), order, "IDENTITY_TAKES_NO_ORDERS");
    // What the brand owes and gives has its clocks; nothing of the member's own has one.
    let of_the_brand = ["ExpirePerk", "FlagFeedbackDue", "FlagTalkDue", "ScreenTiers"];
    let timers = scene.state.timers().iter().map(|(_, timer)| timer.name());
    assert_eq!(timers.filter(|name| !of_the_brand.contains(name)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn advocacy_is_observed_by_others_and_credited() {
    let (mut scene, ming) = with_ambassador();
    let hua = member(&mut scene, "hua");
    scene.refused(mei(), seen(&scene, hua), "NOT_AN_AMBASSADOR");
    let ahead = RecordAdvocacy { at: scene.now().plus_hours(1), ..seen(&scene, ming) };
    scene.refused(mei(), ahead, "DATE_IN_FUTURE");
    let before = RecordAdvocacy { at: scene.now().plus_hours(-48), ..seen(&scene, ming) };
    scene.refused(mei(), before, "FIELD_INVALID");
    let untold = RecordAdvocacy { occasion: " ".into(), ..seen(&scene, ming) };
    scene.refused(mei(), untold, "FIELD_INVALID");
    let events = scene.accepted(by(hua), seen(&scene, ming));
    assert_eq!(credits(&events), [5]);
    let events = scene.accepted(mei(), seen(&scene, ming));
    let [Happened::AdvocacyRecorded(second)] = happened(&events)[..] else { panic!("{events:?}") };
    assert_eq!((second.advocacy_no, second.by_themselves), (2, false));
}

#[test]
fn whoever_tells_of_themselves_shows_where_and_earns_nothing_by_it() {
    let (mut scene, ming) = with_ambassador();
    scene.refused(by(ming), seen(&scene, ming), "FIELD_INVALID");
    let shown = RecordAdvocacy {
        evidence: Some("https://forum.example/recall".into()),
        ..seen(&scene, ming)
    };
    let events = scene.accepted(by(ming), shown);
    let [Happened::AdvocacyRecorded(told)] = happened(&events)[..] else { panic!("{events:?}") };
    assert!(told.by_themselves);
    assert!(credits(&events).is_empty());
}

/// Points credited among events.
fn credits(events: &[Event]) -> Vec<u32> {
    let points = |event: &Event| match event {
        Event::Contribution(domain::contribution::Event::ContributionCredited(e)) => Some(e.points),
        _ => None,
    };
    events.iter().filter_map(points).collect()
}

fn fund(koc_id: KocId, amount: u64) -> InvestInInfluence {
    InvestInInfluence {
        koc_id,
        kind: InvestmentKind::Fund,
        amount: Some(Amount(amount)),
        budget_id: Some(purse_id("people")),
        reference: Some("course-7".to_owned()),
        goal: "speaks freely on a stage".into(),
    }
}

#[test]
fn what_the_brand_invests_is_taken_out_of_a_purse_once() {
    let (mut scene, ming) = with_ambassador();
    let purse = domain::budget::command::OpenBudget {
        grant_alone_max: Amount(500),
        ..open_purse("people", Cash, 1_000)
    };
    given(&mut scene, purse);
    scene.refused(mei(), fund(koc("hua"), 100), "NOT_AN_AMBASSADOR");
    scene.refused(mei(), fund(ming, 0), "AMOUNT_NOT_POSITIVE");
    scene.refused(mei(), fund(ming, 1_001), "BUDGET_EXCEEDED");
    let unpaid = InvestInInfluence { budget_id: None, ..fund(ming, 100) };
    scene.refused(mei(), unpaid, "RETURN_WITHOUT_BUDGET");
    let nothing = InvestInInfluence { budget_id: None, amount: None, ..fund(ming, 1) };
    scene.refused(mei(), nothing.clone(), "RETURN_WITHOUT_BUDGET");
    scene.refused(mei(), InvestInInfluence { goal: "".into(), ..fund(ming, 1) }, "FIELD_INVALID");
    let events = scene.accepted(mei(), fund(ming, 500));
    let [
        Event::Ambassadorship(_),
        Event::Budget(OfBudget::BudgetHeld(held)),
        Event::Budget(OfBudget::BudgetSpent(spent)),
    ] = &events[..]
    else {
        panic!("taken: {events:?}")
    };
    assert_eq!((held.amount, spent.amount, spent.left), (Amount(500), Amount(500), Amount(500)));
    // Coaching by the brand's own people costs no purse anything.
    scene.given(mei(), InvestInInfluence { kind: InvestmentKind::Coaching, ..nothing });
}

#[test]
fn nobody_invests_much_alone_or_out_of_a_closed_purse() {
    let (mut scene, ming) = with_ambassador();
    given_purse(&mut scene, "people", Cash, 1_000);
    scene.refused(mei(), fund(ming, 100), "FOUR_EYES_REQUIRED");
    let (budget_id, amount) = (purse_id("people"), Amount(100));
    let proposal = InvestmentProposal { koc_id: ming, budget_id, amount };
    approve(&mut scene, Proposal::InvestInInfluence(proposal));
    scene.refused(mei(), fund(ming, 101), "FOUR_EYES_REQUIRED");
    scene.given(mei(), fund(ming, 100));
    scene.refused(mei(), fund(ming, 100), "FOUR_EYES_REQUIRED");
    let reason = "spring is over".to_owned();
    scene.given(mei(), domain::budget::command::CloseBudget { budget_id, reason });
    scene.refused(mei(), fund(ming, 100), "BUDGET_CLOSED");
}

fn story_id() -> AssetId {
    AssetId::derived(&[b"clip"])
}

fn tell(koc_id: KocId) -> PublishStory {
    PublishStory { koc_id, asset_id: story_id(), channels: vec![CommendationChannel::Official] }
}

/// A story of theirs in the library, and when its licence ends.
fn given_story(scene: &mut Scene, koc_id: KocId) -> AssetId {
    scene.given(by(koc_id), grant(koc_id, ConsentPurpose::Story));
    let source = AssetSource::Story(StoryRef { koc_id, story_no: 1 });
    let mut story = by_contract(scene, source);
    story.confidentiality = Confidentiality::Public;
    story.authors = vec![Author { koc_id, role: None }];
    let asset_id = story.asset_id;
    scene.given(mei(), story);
    asset_id
}

#[test]
fn a_story_is_told_with_consent_and_from_the_library_alone() {
    let (mut scene, ming) = with_ambassador();
    scene.refused(mei(), tell(ming), "ASSET_UNKNOWN");
    let asset_id = given_story(&mut scene, ming);
    let story = PublishStory { asset_id, ..tell(ming) };
    let nowhere = PublishStory { channels: Vec::new(), ..story.clone() };
    scene.refused(mei(), nowhere, "FIELD_INVALID");
    let hua = member(&mut scene, "hua");
    scene.refused(mei(), PublishStory { koc_id: hua, ..story.clone() }, "NOT_AN_AMBASSADOR");
    let purpose = ConsentPurpose::Story;
    scene.given(by(ming), WithdrawConsent { koc_id: ming, purpose });
    scene.refused(mei(), story.clone(), "CONSENT_MISSING");
    scene.given(by(ming), grant(ming, purpose));
    scene.given(mei(), story.clone());
    scene.refused(mei(), story.clone(), "NO_CHANGE");
    let more = PublishStory { channels: vec![CommendationChannel::App], ..story.clone() };
    scene.given(mei(), more.clone());
    let reason = WithdrawReason::AuthorWithdrew;
    scene.given(mei(), WithdrawAsset { asset_id, reason });
    let again = PublishStory { channels: vec![CommendationChannel::Circle], ..more };
    scene.refused(mei(), again, "ASSET_WITHDRAWN");
}

#[test]
fn another_ambassadors_story_is_not_theirs() {
    let (mut scene, ming) = with_ambassador();
    let hua = given_ambassador(&mut scene, "hua");
    let asset_id = given_story(&mut scene, hua);
    scene.given(by(ming), grant(ming, ConsentPurpose::Story));
    scene.refused(mei(), PublishStory { asset_id, ..tell(ming) }, "ASSET_UNKNOWN");
}

#[test]
fn a_seat_is_given_once() {
    let (mut scene, ming) = with_ambassador();
    let series_id = SeriesId::derived(&[b"council"]);
    scene.refused(mei(), SeatOnCouncil { koc_id: koc("hua"), series_id }, "NOT_AN_AMBASSADOR");
    scene.given(mei(), SeatOnCouncil { koc_id: ming, series_id });
    scene.refused(mei(), SeatOnCouncil { koc_id: ming, series_id }, "NO_CHANGE");
}

#[test]
fn an_ambassador_goes_when_they_want_to() {
    let (mut scene, ming) = with_ambassador();
    scene.refused(by(koc("hua")), relinquish(ming), "FORBIDDEN");
    scene.refused(mei(), relinquish(ming), "FORBIDDEN");
    let events = scene.accepted(by(ming), relinquish(ming));
    let [Happened::AmbassadorshipRelinquished(gone)] = happened(&events)[..] else {
        panic!("{events:?}")
    };
    assert!(gone.keep_honour);
    scene.refused(by(ming), relinquish(ming), "NOT_AN_AMBASSADOR");
    scene.refused(mei(), seen(&scene, ming), "NOT_AN_AMBASSADOR");
}

#[test]
fn an_ambassadorship_is_taken_back_by_three() {
    let (mut scene, ming) = with_ambassador();
    let revoke = revoke_from(&scene, ming);
    scene.refused(mei(), revoke.clone(), "REVOCATION_NEEDS_TWO_APPROVERS");
    approve_revocation(&mut scene, lin(), ming);
    scene.refused(mei(), revoke.clone(), "REVOCATION_NEEDS_TWO_APPROVERS");
    // The sender's own approval does not count.
    approve_revocation(&mut scene, mei(), ming);
    scene.refused(mei(), revoke.clone(), "REVOCATION_NEEDS_TWO_APPROVERS");
    approve_revocation(&mut scene, tao(), ming);
    let silent = RevokeAmbassadorship { reason: " ".into(), ..revoke.clone() };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let baseless = RevokeAmbassadorship { evidence: Vec::new(), ..revoke.clone() };
    scene.refused(mei(), baseless, "FIELD_INVALID");
    let events = scene.accepted(mei(), revoke.clone());
    let [Happened::AmbassadorshipRevoked(revoked)] = happened(&events)[..] else {
        panic!("{events:?}")
    };
    assert_eq!(revoked.approved_by.len(), 2);
    scene.refused(mei(), revoke, "NOT_AN_AMBASSADOR");
    // It is a decision about them, and so they may dispute it.
    let against = newest(&scene, "AmbassadorshipRevoked");
    scene.given(by(ming), file("appeal", ming, against));
}

#[test]
fn approvals_against_one_ambassadorship_say_nothing_of_the_next() {
    let (mut scene, ming) = with_ambassador();
    approve_revocation(&mut scene, lin(), ming);
    approve_revocation(&mut scene, tao(), ming);
    scene.given(by(ming), relinquish(ming));
    sponsor(&mut scene, ming);
    scene.given(mei(), invite_ambassador(ming));
    let revoke = revoke_from(&scene, ming);
    scene.refused(mei(), revoke, "REVOCATION_NEEDS_TWO_APPROVERS");
}

fn to_decide(events: &[Event]) -> usize {
    opened(events, TodoKind::DecideAmbassadorship).len()
}

#[test]
fn whoever_falls_below_the_bar_or_is_suspended_waits_for_a_decision_and_keeps_the_role() {
    let (mut scene, ming) = with_ambassador();
    let events = step_down(&mut scene, ming);
    assert_eq!(to_decide(&events), 1);
    // Asked once, however much comes together.
    let events = given_suspended(&mut scene, ming, None);
    assert_eq!(to_decide(&events), 0);
    scene.refused(mei(), invite_ambassador(ming), "ALREADY_AMBASSADOR");
    let events = scene.accepted(mei(), lift(ming));
    assert_eq!(completed(&events), 0, "still below the bar");
    let (to_tier, effective_on) = (TierCode::Partner, scene.today());
    let back = ReturnToTier { koc_id: ming, to_tier, effective_on };
    let events = scene.accepted(by(ming), back);
    assert_eq!(completed(&events), 1, "nothing is left to decide");
    scene.given(mei(), seen(&scene, ming));
}

#[test]
fn whoever_leaves_keeps_the_honour_until_they_say_otherwise() {
    let (mut scene, ming) = with_ambassador();
    let leave = LeaveProgramme { koc_id: ming, reason: None, effective_on: scene.today() };
    let events = scene.accepted(by(ming), leave);
    assert_eq!(to_decide(&events), 1);
    // Nothing more is asked or said of somebody who is not here.
    scene.refused(mei(), seen(&scene, ming), "KOC_NOT_ACTIVE");
    let gone = RelinquishAmbassadorship { keep_honour: false, ..relinquish(ming) };
    let events = scene.accepted(by(ming), gone);
    assert_eq!(completed(&events), 1);
}

#[test]
fn a_demotion_asks_somebody_to_decide() {
    let (mut scene, ming) = with_ambassador();
    let (koc_id, to_tier) = (ming, TierCode::Responder);
    approve(&mut scene, Proposal::Demote(TierProposal { koc_id, to_tier }));
    let demote = DemoteKoc {
        koc_id,
        to_tier,
        policy_version: 1,
        basis: DemotionBasis::Conduct,
        reason: "bought followers".into(),
        evidence: no_note(),
        effective_on: scene.today(),
    };
    assert_eq!(to_decide(&scene.accepted(mei(), demote)), 1);
}

#[test]
fn a_forgotten_ambassador_is_none_any_more() {
    let (mut scene, ming) = with_ambassador();
    scene.given(mei(), add_operator("yan", &[Role::Privacy]));
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    scene.given(yan(), verify("forget"));
    let events = scene.accepted(yan(), erase("forget", ming));
    let [Happened::AmbassadorshipRelinquished(gone)] = happened(&events)[..] else {
        panic!("{events:?}")
    };
    assert!(!gone.keep_honour);
}

#[test]
fn an_ambassadorship_goes_over_to_the_record_its_holder_goes_on_under() {
    let (mut scene, again) = with_ambassador();
    let hua = partner(&mut scene, "hua");
    scene.given(mei(), seen(&scene, again));
    let events = given_merged(&mut scene, hua, again);
    assert_eq!(to_decide(&events), 0);
    let events = scene.accepted(mei(), seen(&scene, hua));
    let [Happened::AdvocacyRecorded(second)] = happened(&events)[..] else { panic!("{events:?}") };
    assert_eq!((second.koc_id, second.advocacy_no), (hua, 2));
}

#[test]
fn one_person_is_not_an_ambassador_twice() {
    let (mut scene, again) = with_ambassador();
    let hua = given_ambassador(&mut scene, "hua");
    assert_eq!(to_decide(&given_merged(&mut scene, hua, again)), 1);
    let proposal = Proposal::RevokeAmbassadorship(AmbassadorProposal { koc_id: again });
    scene.given(lin(), domain::operator::command::GiveApproval { proposal, note: None });
    scene.refused(mei(), revoke_from(&scene, again), "REVOCATION_NEEDS_TWO_APPROVERS");
    scene.given(mei(), seen(&scene, hua));
}

#[test]
fn an_approval_names_somebody_and_a_purse_that_are_there() {
    let mut scene = live_with_tao();
    let nobody = AmbassadorProposal { koc_id: koc("nobody") };
    let give = |proposal| domain::operator::command::GiveApproval { proposal, note: None };
    scene.refused(lin(), give(Proposal::InviteAmbassador(nobody.clone())), "NOT_FOUND");
    scene.refused(lin(), give(Proposal::RevokeAmbassadorship(nobody)), "NOT_FOUND");
    let ming = member(&mut scene, "ming");
    let (budget_id, amount) = (purse_id("people"), Amount(1));
    let lost = InvestmentProposal { koc_id: ming, budget_id, amount };
    scene.refused(lin(), give(Proposal::InvestInInfluence(lost)), "NOT_FOUND");
}

#[test]
fn what_is_recorded_says_whose_it_is() {
    let declined = AmbassadorDeclined { koc_id: koc("ming"), reason: None };
    assert_eq!(Happened::from(declined).koc_id(), koc("ming"));
}
