//! A run of payments: prepared by one, approved by another, settled line by line.

use crate::common::*;
use crate::purse::*;
use crate::work::*;
use domain::approval::{ClawBackProposal, Proposal};
use domain::id::{KocId, PayoutId, RewardId, Sha256};
use domain::payout::Event as Run;
use domain::payout::command::*;
use domain::reward::Event as Happened;
use domain::reward::command::*;
use domain::reward::values::TaxCategory;
use domain::vocabulary::RewardUnit::{Cash, Points};
use domain::{Actor, Amount, Event, Role};
use testkit::scene::Scene;

const RUN: PayoutId = PayoutId([5; 16]);

fn line(koc_id: KocId, reward_id: RewardId, tax: u64) -> PayoutLine {
    let (gross, net) = (Amount(100_000), Amount(100_000 - tax));
    PayoutLine { koc_id, reward_id, gross, tax: Amount(tax), net }
}

fn prepare(scene: &Scene, lines: Vec<PayoutLine>) -> PreparePayout {
    PreparePayout { payout_id: RUN, cutoff: scene.now(), unit: Cash, lines }
}

fn export() -> ExportPayout {
    let format = "bank-csv".to_owned();
    ExportPayout { payout_id: RUN, format, file_sha256: Sha256([3; 32]) }
}

fn paid(reward_id: RewardId) -> SettlePayoutLine {
    let reference = Some("T-100".to_owned());
    SettlePayoutLine { payout_id: RUN, reward_id, reference, failed: None }
}

fn failed(reward_id: RewardId) -> SettlePayoutLine {
    let why = Some("the account is closed".into());
    SettlePayoutLine { reference: None, failed: why, ..paid(reward_id) }
}

fn approval() -> ApprovePayout {
    ApprovePayout { payout_id: RUN }
}

fn discard() -> DiscardPayout {
    DiscardPayout { payout_id: RUN, reason: "prepared twice".to_owned() }
}

#[track_caller]
fn given_payee(scene: &mut Scene, koc_id: KocId) {
    let verified_on = Some(scene.today());
    let tax_category = TaxCategory::LabourService;
    let (payee, residence) = ("account 6222".into(), "CN".to_owned());
    let profile = SetTaxProfile { koc_id, payee, tax_category, residence, verified_on };
    scene.given(fang(), profile);
}

/// Ming and ou are owed 1,000 yuan each; finance has seen the payee of both.
fn with_fees() -> (Scene, [KocId; 2], [RewardId; 2]) {
    let mut scene = live_with_words();
    given_fang(&mut scene);
    let people = ["ming", "ou"].map(|name| member(&mut scene, name));
    let fees = ["ming-fee", "ou-fee"];
    let fees = [0, 1].map(|i| given_grant(&mut scene, fees[i], people[i], Cash, 100_000));
    people.iter().for_each(|koc_id| given_payee(&mut scene, *koc_id));
    (scene, people, fees)
}

fn both(people: [KocId; 2], fees: [RewardId; 2]) -> Vec<PayoutLine> {
    vec![line(people[0], fees[0], 16_000), line(people[1], fees[1], 16_000)]
}

/// The same, in a run that went out.
fn with_run() -> (Scene, [KocId; 2], [RewardId; 2]) {
    let (mut scene, people, fees) = with_fees();
    let run = prepare(&scene, both(people, fees));
    scene.given(fang(), run);
    scene.given(lin(), approval());
    scene.given(fang(), export());
    (scene, people, fees)
}

#[test]
fn a_run_is_prepared_approved_sent_and_settled() {
    let (mut scene, people, fees) = with_fees();
    let run = prepare(&scene, both(people, fees));
    let events = scene.accepted(fang(), run.clone());
    assert!(matches!(&events[..], [Event::Payout(Run::PayoutPrepared(e))]
        if e.total == Amount(168_000)));
    scene.refused(fang(), run, "PAYOUT_EXISTS");
    scene.refused(fang(), export(), "BATCH_NOT_APPROVED");
    scene.refused(fang(), approval(), "FOUR_EYES_REQUIRED");
    scene.refused(Actor::ADMIN, approval(), "FORBIDDEN");
    scene.given(lin(), approval());
    scene.refused(lin(), approval(), "BATCH_NOT_PREPARED");
    scene.refused(fang(), paid(fees[0]), "BATCH_NOT_EXPORTED");
    scene.given(fang(), export());
    let events = scene.accepted(fang(), paid(fees[0]));
    assert!(matches!(&events[..], [
        Event::Payout(Run::PayoutLineSettled(_)),
        Event::Reward(Happened::RewardPaid(e)),
    ] if e.balance == 0 && e.amount == Amount(100_000)));
    let events = scene.accepted(fang(), failed(fees[1]));
    assert!(matches!(&events[..], [
        Event::Payout(Run::PayoutLineFailed(_)),
        Event::Reward(Happened::RewardPaymentFailed(e)),
    ] if e.reason.person == people[1].into()));
    assert_eq!(balances(&scene, people[0])[1], 0);
    assert_eq!(balances(&scene, people[1])[1], 100_000);
    scene.refused(fang(), paid(fees[0]), "LINE_ALREADY_SETTLED");
    // What failed waits for another run; what was paid does not.
    let again = |lines| PreparePayout { payout_id: PayoutId([6; 16]), ..prepare(&scene, lines) };
    let (one, two) = (line(people[0], fees[0], 0), line(people[1], fees[1], 16_000));
    let (paid_again, failed_again) = (again(vec![one]), again(vec![two]));
    scene.refused(fang(), paid_again, "LINE_ALREADY_BATCHED");
    scene.given(fang(), failed_again);
}

#[test]
fn a_run_has_lines_that_are_owed_and_whose_payee_finance_has_seen() {
    let (mut scene, people, fees) = with_fees();
    let empty = prepare(&scene, Vec::new());
    scene.refused(fang(), empty, "BATCH_EMPTY");
    let points = PreparePayout { unit: Points, ..prepare(&scene, both(people, fees)) };
    scene.refused(fang(), points, "UNIT_UNKNOWN");
    let crooked = line(people[0], fees[0], 1_000);
    let crooked = prepare(&scene, vec![PayoutLine { net: Amount(100_000), ..crooked }]);
    scene.refused(fang(), crooked, "WITHHOLDING_MISMATCH");
    let twice = prepare(&scene, vec![line(people[0], fees[0], 0), line(people[0], fees[0], 0)]);
    scene.refused(fang(), twice, "LINE_ALREADY_BATCHED");
    let anothers = prepare(&scene, vec![line(people[1], fees[0], 0)]);
    scene.refused(fang(), anothers, "NOT_FOUND");
    let before = scene.now().plus_hours(-1);
    let early = PreparePayout { cutoff: before, ..prepare(&scene, both(people, fees)) };
    scene.refused(fang(), early, "FIELD_INVALID");
    let after = scene.now().plus_hours(1);
    let late = PreparePayout { cutoff: after, ..prepare(&scene, both(people, fees)) };
    scene.refused(fang(), late, "DATE_IN_FUTURE");
    let hua = member(&mut scene, "hua");
    let unseen = given_grant(&mut scene, "hua-fee", hua, Cash, 100_000);
    let unseen = prepare(&scene, vec![line(hua, unseen, 0)]);
    scene.refused(fang(), unseen, "TAX_PROFILE_MISSING");
}

#[test]
fn a_line_says_what_was_recorded_of_its_tax() {
    let (mut scene, people, fees) = with_fees();
    let (gross, tax, net) = (Amount(100_000), Amount(20_000), Amount(80_000));
    let category = TaxCategory::LabourService;
    scene.given(fang(), RecordWithholding { reward_id: fees[0], category, gross, tax, net });
    let other = prepare(&scene, vec![line(people[0], fees[0], 16_000)]);
    scene.refused(fang(), other, "WITHHOLDING_MISMATCH");
    let same = prepare(&scene, vec![line(people[0], fees[0], 20_000)]);
    scene.given(fang(), same);
}

#[test]
fn a_reward_waits_in_one_run_until_it_is_given_up() {
    let (mut scene, people, fees) = with_fees();
    let run = prepare(&scene, both(people, fees));
    scene.given(fang(), run);
    let other =
        PreparePayout { payout_id: PayoutId([6; 16]), ..prepare(&scene, both(people, fees)) };
    scene.refused(fang(), other.clone(), "LINE_ALREADY_BATCHED");
    let (reward_id, amount) = (fees[0], Amount(5));
    approve(&mut scene, Proposal::ClawBack(ClawBackProposal { reward_id, amount }));
    let back = ClawBack { reward_id, amount, reason: "counted twice".into() };
    scene.refused(fang(), back, "LINE_ALREADY_BATCHED");
    let silent = DiscardPayout { reason: " ".to_owned(), ..discard() };
    scene.refused(fang(), silent, "REASON_REQUIRED");
    scene.given(fang(), discard());
    scene.refused(fang(), discard(), "NO_CHANGE");
    scene.refused(lin(), approval(), "BATCH_NOT_PREPARED");
    scene.given(fang(), other);
}

#[test]
fn what_went_out_is_not_given_up() {
    let (mut scene, _, _) = with_run();
    scene.refused(fang(), discard(), "BATCH_EXPORTED");
}

#[test]
fn a_line_is_settled_with_one_of_two_answers() {
    let (mut scene, _, fees) = with_run();
    let neither = SettlePayoutLine { reference: None, ..paid(fees[0]) };
    scene.refused(fang(), neither, "FIELD_INVALID");
    let nobodys = paid(reward_id("nothing"));
    scene.refused(fang(), nobodys, "NOT_FOUND");
    let silent = SettlePayoutLine { failed: Some(" ".into()), ..failed(fees[0]) };
    scene.refused(fang(), silent, "REASON_REQUIRED");
}

#[test]
fn finance_may_also_say_it_of_the_reward() {
    let (mut scene, people, fees) = with_run();
    let paid_at = scene.now();
    let mark = |payout_id, reward_id| MarkPaid {
        reward_id,
        payout_id,
        paid_at,
        reference: "T-7".to_owned(),
    };
    scene.refused(fang(), mark(PayoutId([6; 16]), fees[0]), "NOT_IN_BATCH");
    let tomorrow = MarkPaid { paid_at: paid_at.plus_hours(24), ..mark(RUN, fees[0]) };
    scene.refused(fang(), tomorrow, "DATE_IN_FUTURE");
    scene.given(fang(), mark(RUN, fees[0]));
    scene.refused(fang(), mark(RUN, fees[0]), "ALREADY_PAID");
    scene.refused(fang(), paid(fees[0]), "LINE_ALREADY_SETTLED");
    let reason = "the name does not match".into();
    let not = MarkPaymentFailed { reward_id: fees[1], payout_id: RUN, reason };
    let silent = MarkPaymentFailed { reason: " ".into(), ..not.clone() };
    scene.refused(fang(), silent, "REASON_REQUIRED");
    scene.given(fang(), not.clone());
    scene.refused(fang(), not, "NOT_IN_BATCH");
    assert_eq!(balances(&scene, people[1])[1], 100_000);
}

#[test]
fn nobody_pays_before_the_run_went_out() {
    let (mut scene, people, fees) = with_fees();
    let run = prepare(&scene, both(people, fees));
    scene.given(fang(), run);
    let (paid_at, reference) = (scene.now(), "T-7".to_owned());
    let early = MarkPaid { reward_id: fees[0], payout_id: RUN, paid_at, reference };
    scene.refused(fang(), early, "BATCH_NOT_EXPORTED");
    let auditor = Actor::operator(operator_id("fang"), Role::Approver);
    scene.refused(auditor, approval(), "FORBIDDEN");
}
