//! The questions this read model answers.

use std::sync::Arc;

use domain::id::{EntryId, EventId, KocId};
use domain::policy::ContributionSource;
use domain::vocabulary::ContributionKind;
use domain::{Day, Moment};
use projection::Between;

use crate::ContributionLedger;
use crate::account::{Account, AccountRow};
use crate::entry::{Entry, EntryLine, KocKey};

/// Which lines; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// Of this kind.
    pub kind: Option<ContributionKind>,
    /// From this source.
    pub source: Option<ContributionSource>,
    /// For this event.
    pub source_event: Option<EventId>,
    /// By this rule.
    pub rule: Option<String>,
    /// Effective on this day or later.
    pub from: Option<Day>,
    /// Effective on this day or earlier.
    pub to: Option<Day>,
    /// Only lines that were taken back, or only others. A reversal is itself not taken back.
    pub reversed: Option<bool>,
    /// Only what the log knew at this moment, inclusive; balances are those of that moment.
    pub known_at: Option<Moment>,
}

impl LedgerFilter {
    /// Whether `entry` is one of them.
    pub fn matches(&self, entry: &Entry) -> bool {
        let reversed = entry.reversed.is_some_and(|by| known(by.reversed_at, self.known_at));
        self.koc_id.is_none_or(|koc| entry.koc_id == koc)
            && self.kind.is_none_or(|kind| entry.kind == kind)
            && self.source.is_none_or(|source| entry.source == source)
            && self.source_event.is_none_or(|event| entry.source_event == Some(event))
            && self.rule.as_ref().is_none_or(|rule| entry.rule.as_ref() == Some(rule))
            && self.from.is_none_or(|from| entry.effective_on >= from)
            && self.to.is_none_or(|to| entry.effective_on <= to)
            && self.reversed.is_none_or(|wanted| reversed == wanted)
            && known(entry.recorded_at, self.known_at)
    }
}

fn known(recorded_at: Moment, known_at: Option<Moment>) -> bool {
    known_at.is_none_or(|at| recorded_at <= at)
}

impl ContributionLedger {
    /// Every account with at least one line, in sum, by member.
    pub fn accounts(&self) -> Vec<AccountRow> {
        let accounts = self.accounts.iter();
        accounts.map(|(koc, account)| account.in_sum(*koc, self.external_ref(*koc))).collect()
    }

    /// One account in sum; none for a member without a line.
    pub fn account(&self, koc_id: KocId) -> Option<AccountRow> {
        let account = self.accounts.get(&koc_id)?;
        Some(account.in_sum(koc_id, self.external_ref(koc_id)))
    }

    /// The lines of one account in the order of effect, each with the balance after it.
    pub fn lines(&self, koc_id: KocId) -> Vec<EntryLine> {
        self.lines_known(koc_id, None)
    }

    /// The lines that `filter` asks for, each with the balance after it: by instant of effect, then
    /// by entry id.
    pub fn entries(&self, filter: &LedgerFilter) -> Vec<EntryLine> {
        self.entries_between(Between::ALL, filter).collect()
    }

    /// The same one by one, those between two lines; none beside a line that is not there.
    pub fn entries_between<'a>(
        &'a self,
        between: Between<EntryId>,
        filter: &'a LedgerFilter,
    ) -> Box<dyn DoubleEndedIterator<Item = EntryLine> + 'a> {
        let place = |entry_id| self.places.get(&entry_id).map(|(_, key)| *key);
        let Some(between) = between.by(place) else { return Box::new(std::iter::empty()) };
        if let Some(koc_id) = filter.koc_id {
            let lines = self.lines_known(koc_id, filter.known_at).into_iter();
            let lines = lines.filter(move |line| between.holds(line.entry.key()));
            return Box::new(lines.filter(|line| filter.matches(&line.entry)));
        }
        let places = self.by_effect.range(between.bounds());
        let entries = places.filter_map(|(key, koc_id)| {
            let account = self.accounts.get(koc_id)?;
            Some((account, account.lines.get(key)?))
        });
        let found = entries.filter(|(_, entry)| filter.matches(entry));
        Box::new(found.map(|(account, entry)| self.with_balance(account, entry, filter.known_at)))
    }

    /// The newest lines of one account by effect, the newest first.
    pub fn latest(&self, koc_id: KocId, count: usize) -> Vec<EntryLine> {
        let Some(account) = self.accounts.get(&koc_id) else { return Vec::new() };
        let koc = self.koc_key(koc_id);
        let mut balance = account.points;
        let newest = account.lines.values().rev().take(count);
        newest
            .map(|entry| {
                let line = EntryLine { koc: koc.clone(), entry: Arc::clone(entry), balance };
                balance = balance.saturating_sub(entry.points);
                line
            })
            .collect()
    }

    /// One line by its id.
    pub fn entry(&self, entry_id: EntryId) -> Option<EntryLine> {
        let (koc_id, key) = self.places.get(&entry_id)?;
        self.lines(*koc_id).into_iter().find(|line| line.entry.key() == *key)
    }

    fn external_ref(&self, koc_id: KocId) -> Option<Arc<str>> {
        self.external_refs.get(&koc_id).cloned()
    }

    fn koc_key(&self, koc_id: KocId) -> KocKey {
        KocKey { koc_id, external_ref: self.external_ref(koc_id) }
    }

    fn with_balance(
        &self,
        account: &Account,
        entry: &Arc<Entry>,
        known_at: Option<Moment>,
    ) -> EntryLine {
        let before = account.lines.range(..=entry.key());
        let counted = before.filter(|(_, entry)| known(entry.recorded_at, known_at));
        let balance = counted.fold(0, |sum: i64, (_, entry)| sum.saturating_add(entry.points));
        EntryLine { koc: self.koc_key(entry.koc_id), entry: Arc::clone(entry), balance }
    }

    fn lines_known(&self, koc_id: KocId, known_at: Option<Moment>) -> Vec<EntryLine> {
        let Some(account) = self.accounts.get(&koc_id) else { return Vec::new() };
        let koc = self.koc_key(koc_id);
        let mut balance: i64 = 0;
        let lines = account.lines.values().filter(|entry| known(entry.recorded_at, known_at));
        lines
            .map(|entry| {
                balance = balance.saturating_add(entry.points);
                EntryLine { koc: koc.clone(), entry: Arc::clone(entry), balance }
            })
            .collect()
    }
}
