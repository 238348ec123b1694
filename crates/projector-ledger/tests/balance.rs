//! The sum of an account's lines is its balance, whatever the order of recording.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use domain::contribution::event::{
    ContributionAdjusted, ContributionCredited, ContributionReversed,
};
use domain::id::{EntryId, EventId, KocId};
use domain::koc::event::KocImported;
use domain::personal::SealedField;
use domain::policy::{ContributionSource, Dims};
use domain::vocabulary::ContributionKind;
use domain::{Moment, Zone};
use projection::{Between, DigestKind, Projector};
use projector_ledger::{ContributionLedger, Entry, LedgerFilter, LineKind};
use testkit::recording::{Recording, sealed};

const KOC: KocId = KocId([1; 16]);

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn entry(name: &str) -> EntryId {
    EntryId::derived(&[name.as_bytes()])
}

fn credit(name: &str, points: u32, when: &str) -> ContributionCredited {
    ContributionCredited {
        entry_id: entry(name),
        koc_id: KOC,
        kind: ContributionKind::Work,
        points,
        share_bp: 10_000,
        source_event: EventId(1),
        source: ContributionSource::WorkApproved,
        rule: "work".to_owned(),
        policy_version: 1,
        effective_on: Zone::UTC.day_of(at(when)),
        effective_at: at(when),
        dims: Dims { contribution: points, influence: 1, activity: 0 },
        balance: 0,
    }
}

fn reversal(name: &str, points: i64) -> ContributionReversed {
    ContributionReversed {
        entry_id: entry(name),
        koc_id: KOC,
        points,
        reason: sealed(KOC, SealedField::Reason, "copied"),
        source_event: None,
        effective_on: "2024-03-01".parse().unwrap(),
        balance: 0,
    }
}

#[test]
fn the_running_balance_follows_the_order_of_effect_not_of_recording() {
    let mut recording = Recording::at("2024-06-01T00:00:00Z");
    recording.record(credit("late", 5, "2024-05-01T00:00:00Z"));
    recording.record(credit("early", 10, "2024-01-01T00:00:00Z"));
    let model: ContributionLedger = recording.fold();
    let lines: Vec<(i64, i64)> =
        model.lines(KOC).iter().map(|line| (line.entry.points, line.balance)).collect();
    assert_eq!(lines, [(10, 10), (5, 15)]);

    let mut other = Recording::at("2024-06-01T00:00:00Z");
    other.record(credit("early", 10, "2024-01-01T00:00:00Z"));
    other.record(credit("late", 5, "2024-05-01T00:00:00Z"));
    let content = |r: &Recording| r.fold::<ContributionLedger>().digest(DigestKind::Content);
    assert_eq!(content(&recording), content(&other));
}

#[test]
fn a_reversal_is_a_line_of_its_own_and_both_name_each_other() {
    let mut recording = Recording::at("2024-03-01T00:00:00Z");
    recording.record(credit("a", 10, "2024-02-01T00:00:00Z"));
    recording.record(credit("b", 7, "2024-02-02T00:00:00Z"));
    recording.record(reversal("a", 10));
    let model: ContributionLedger = recording.fold();
    let taken = model.entry(entry("a")).unwrap().entry;
    let line = model.entry(taken.reversed.unwrap().reversed_by).unwrap();
    assert_eq!((line.entry.line, line.entry.points), (LineKind::Reversal, -10));
    assert_eq!(line.entry.reverses, Some(entry("a")));
    assert_eq!(line.balance, 7);
    let account = model.account(KOC).unwrap();
    assert_eq!((account.entries, account.points), (2, 7), "a reversal is no entry of its own");
    assert_eq!((account.by_dim.contribution, account.by_dim.influence), (7, 1));
}

#[test]
fn before_a_reversal_was_known_the_entry_stood() {
    let mut recording = Recording::at("2024-02-10T00:00:00Z");
    recording.record(credit("a", 10, "2024-02-01T00:00:00Z"));
    let before = recording.now();
    recording.wait_days(20);
    recording.record(reversal("a", 10));
    let model: ContributionLedger = recording.fold();
    let count = |reversed, known_at| {
        let filter = LedgerFilter { reversed: Some(reversed), known_at, ..Default::default() };
        model.entries(&filter).len()
    };
    assert_eq!((count(true, Some(before)), count(false, Some(before))), (0, 1));
    assert_eq!((count(true, None), count(false, None)), (1, 1));
}

#[test]
fn the_sum_of_all_lines_is_the_balance_of_every_account() {
    let mut recording = Recording::at("2024-03-01T00:00:00Z");
    recording.record(KocImported { koc_id: KOC, external_ref: "m-1".to_owned() });
    recording.record(credit("a", 10, "2024-02-01T00:00:00Z"));
    recording.record(reversal("a", 10));
    recording.record(credit("b", 3, "2024-02-01T00:00:00Z"));
    recording.record(ContributionAdjusted {
        entry_id: entry("c"),
        koc_id: KOC,
        kind: ContributionKind::Help,
        delta: -1,
        reason: sealed(KOC, SealedField::Reason, "counted twice"),
        effective_on: "2024-03-01".parse().unwrap(),
        effective_at: recording.now(),
        approved_by: Vec::new(),
        balance: 0,
    });
    let model: ContributionLedger = recording.fold();
    let accounts = model.accounts();
    assert_eq!(accounts.len(), 1);
    assert_eq!((accounts[0].label().as_str(), accounts[0].entries), ("m-1", 3));
    let lines = model.entries(&LedgerFilter::default());
    assert_eq!(lines.iter().map(|line| line.entry.points).sum::<i64>(), accounts[0].points);
    assert_eq!(lines.last().unwrap().balance, accounts[0].points);
    assert_eq!(accounts[0].by_kind.values().sum::<i64>(), accounts[0].points);
}

#[test]
fn filters_narrow_the_lines() {
    let mut recording = Recording::at("2024-03-01T00:00:00Z");
    recording.record(credit("a", 10, "2024-01-15T00:00:00Z"));
    recording.record(credit("b", 3, "2024-02-15T00:00:00Z"));
    let model: ContributionLedger = recording.fold();
    let february = LedgerFilter {
        from: Some("2024-02-01".parse().unwrap()),
        to: Some("2024-02-29".parse().unwrap()),
        ..Default::default()
    };
    let lines = model.entries(&february);
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].entry.entry_id, lines[0].balance), (entry("b"), 13));
    let nobody = LedgerFilter { koc_id: Some(KocId([9; 16])), ..Default::default() };
    assert!(model.entries(&nobody).is_empty());
    let advocacy = LedgerFilter { kind: Some(ContributionKind::Advocacy), ..Default::default() };
    assert!(model.entries(&advocacy).is_empty());
}

#[test]
fn a_known_person_without_a_line_has_no_account() {
    let mut recording = Recording::at("2024-03-01T00:00:00Z");
    recording.record(KocImported { koc_id: KOC, external_ref: "m-1".to_owned() });
    let model: ContributionLedger = recording.fold();
    assert!(model.accounts().is_empty());
    assert_eq!(
        model.digest(DigestKind::Content),
        ContributionLedger::default().digest(DigestKind::Content)
    );
}

#[test]
fn the_id_of_a_reversal_is_its_own() {
    assert_ne!(Entry::reversal_id(entry("a")), Entry::reversal_id(entry("b")));
}

/// Two accounts whose lines lie between one another, one of them taken back.
fn two_accounts() -> ContributionLedger {
    let mut recording = Recording::at("2024-06-01T00:00:00Z");
    for (name, points, day) in [("a", 10, 3), ("b", 7, 1), ("c", 5, 5), ("d", 4, 2), ("e", 3, 4)] {
        let mut line = credit(name, points, &format!("2024-05-0{day}T00:00:00Z"));
        if matches!(name, "b" | "e") {
            line.koc_id = KocId([2; 16]);
        }
        recording.record(line);
    }
    recording.record(reversal("a", 10));
    recording.fold()
}

#[test]
fn lines_one_by_one_go_on_beside_any_of_them_with_the_same_balances() {
    let model = two_accounts();
    let one = LedgerFilter { koc_id: Some(KOC), ..Default::default() };
    for filter in [LedgerFilter::default(), one] {
        let all = model.entries(&filter);
        let keys: Vec<_> = all.iter().map(|line| line.entry.key()).collect();
        assert!(all.len() >= 4 && keys.is_sorted(), "in the order of effect");
        for (index, line) in all.iter().enumerate() {
            let id = Some(line.entry.entry_id);
            let after = Between { after: id, before: None };
            assert!(model.entries_between(after, &filter).eq(all[index + 1..].iter().cloned()));
            let before = Between { after: None, before: id };
            let back = model.entries_between(before, &filter).rev();
            assert!(back.eq(all[..index].iter().rev().cloned()));
            let own = model.lines(line.entry.koc_id);
            assert!(own.contains(line), "the balance is that of the account");
        }
    }
    let unknown = Between { after: Some(entry("nobody's")), before: None };
    assert_eq!(model.entries_between(unknown, &LedgerFilter::default()).count(), 0);
}

#[test]
fn the_newest_lines_count_their_balances_back_from_the_whole() {
    let model = two_accounts();
    let mut lines = model.lines(KOC);
    lines.reverse();
    assert_eq!(model.latest(KOC, 10), lines);
    assert_eq!(model.latest(KOC, 2), lines[..2]);
    assert!(model.latest(KocId([9; 16]), 2).is_empty());
}

#[test]
fn what_is_kept_of_an_account_equals_its_lines_in_sum() {
    let mut seen = 0;
    for story in testkit::stories::all() {
        let model: ContributionLedger = story.fold();
        for account in model.accounts() {
            let lines = model.lines(account.koc_id);
            let entries = lines.iter().map(|line| &line.entry);
            let mut by_kind = BTreeMap::new();
            let mut activity = 0;
            for entry in entries.clone() {
                *by_kind.entry(entry.kind).or_insert(0) += entry.points;
                activity += entry.dims.activity;
            }
            let counted = entries.filter(|entry| entry.line != LineKind::Reversal).count();
            let points = lines.last().map_or(0, |line| line.balance);
            assert_eq!(*account.by_kind, by_kind, "{}", story.name);
            assert_eq!((account.points, account.by_dim.activity), (points, activity));
            assert_eq!(account.entries, counted as u64);
            seen += lines.len();
        }
    }
    assert!(seen > 100, "{seen} lines");
}
