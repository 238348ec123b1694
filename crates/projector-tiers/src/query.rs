//! The questions this read model answers.
//!
//! `as_of` is the business's time: the last instant that counts (`domain::AsOf` makes one of a
//! day). `known_at` is the log's time, inclusive: what was recorded later is left out; `None` is
//! everything known.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{EventId, KocId};
use domain::vocabulary::{ConsentPurpose, TierCode, VocabularyAxis};
use domain::{Day, Moment, Zone};
use projection::Between;

use crate::fact::{MemberInTier, Span, TierCause, TierFact};
use crate::member::Member;
use crate::programme::{ConsentTextRow, PolicyRow, ProgrammeRow, TermRow};
use crate::{TierMembership, place};

/// From which tier to which, and why; none is outside the tiers.
pub type Transition = (Option<TierCode>, Option<TierCode>, TierCause);

/// Which members; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// In this tier.
    pub tier: Option<TierCode>,
    /// Put there by this.
    pub cause: Option<TierCause>,
    /// Decided under this policy.
    pub policy_version: Option<u32>,
    /// In the tier since this instant or later.
    pub since_from: Option<Moment>,
    /// In the tier since this instant or earlier.
    pub since_to: Option<Moment>,
}

impl MemberFilter {
    /// Whether `member` is one of them.
    pub fn matches(&self, member: &MemberInTier) -> bool {
        self.tier.is_none_or(|tier| member.tier == tier)
            && self.cause.is_none_or(|cause| member.fact.cause == cause)
            && self.policy_version.is_none_or(|v| member.fact.policy_version == Some(v))
            && self.since_from.is_none_or(|from| member.since >= from)
            && self.since_to.is_none_or(|to| member.since <= to)
    }
}

/// Which spans; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanFilter {
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// In this tier.
    pub tier: Option<TierCode>,
    /// Begun by this.
    pub cause: Option<TierCause>,
    /// Decided under this policy.
    pub policy_version: Option<u32>,
    /// Begun at this instant or later.
    pub from: Option<Moment>,
    /// Begun at this instant or earlier.
    pub to: Option<Moment>,
}

impl SpanFilter {
    /// Whether `span` is one of them.
    pub fn matches(&self, span: &Span) -> bool {
        self.koc_id.is_none_or(|koc| span.koc_id == koc)
            && self.tier.is_none_or(|tier| span.tier == Some(tier))
            && self.cause.is_none_or(|cause| span.fact.cause == cause)
            && self.policy_version.is_none_or(|v| span.fact.policy_version == Some(v))
            && self.from.is_none_or(|from| span.valid_from >= from)
            && self.to.is_none_or(|to| span.valid_from <= to)
    }
}

impl TierMembership {
    /// The programme; none before it was created.
    pub fn programme(&self) -> Option<&Arc<ProgrammeRow>> {
        self.programme.as_ref()
    }

    /// The programme's time zone; UTC before it was created.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Every version of the tier policy, version 1 first.
    pub fn policies(&self) -> impl Iterator<Item = &Arc<PolicyRow>> {
        self.policies.values()
    }

    /// A version of the tier policy.
    pub fn policy(&self, version: u32) -> Option<&Arc<PolicyRow>> {
        self.policies.get(&version)
    }

    /// The words of one axis, by code; of every axis when none is named.
    pub fn terms(&self, axis: Option<VocabularyAxis>) -> impl Iterator<Item = &Arc<TermRow>> {
        self.terms.values().filter(move |term| axis.is_none_or(|axis| term.axis == axis))
    }

    /// One word of an axis.
    pub fn term(&self, axis: VocabularyAxis, code: &str) -> Option<&Arc<TermRow>> {
        self.terms.get(&(axis, code.to_owned()))
    }

    /// The consent texts of one purpose, version 1 first; of every purpose when none is named.
    pub fn consent_texts(
        &self,
        purpose: Option<ConsentPurpose>,
    ) -> impl Iterator<Item = &Arc<ConsentTextRow>> {
        let texts = self.consent_texts.values();
        texts.filter(move |text| purpose.is_none_or(|purpose| text.purpose == purpose))
    }

    /// Everyone known, by id; also those who were never in a tier.
    pub fn members(&self) -> impl Iterator<Item = &Arc<Member>> {
        self.members.values()
    }

    /// One member.
    pub fn member(&self, koc_id: KocId) -> Option<&Arc<Member>> {
        self.members.get(&koc_id)
    }

    /// The member with that pseudonymous key in another system.
    pub fn by_external_ref(&self, external_ref: &str) -> Option<&Arc<Member>> {
        self.by_external_ref.get(external_ref).and_then(|koc_id| self.members.get(koc_id))
    }

    /// Everyone who was in a tier at `as_of`, by id.
    pub fn members_as_of(&self, as_of: Moment, known_at: Option<Moment>) -> Vec<MemberInTier> {
        self.members_between(Between::ALL, as_of, known_at).collect()
    }

    /// The same one by one, those between two members.
    pub fn members_between(
        &self,
        between: Between<KocId>,
        as_of: Moment,
        known_at: Option<Moment>,
    ) -> impl DoubleEndedIterator<Item = MemberInTier> + '_ {
        let members = self.members.range(between.bounds());
        members.filter_map(move |(_, member)| standing_at(member, as_of, known_at))
    }

    /// Everyone who is in a tier now, by id.
    pub fn current(&self) -> Vec<MemberInTier> {
        self.members_as_of(Moment(i64::MAX), None)
    }

    /// Where one member stood at `as_of`; none outside the tiers.
    pub fn member_as_of(
        &self,
        koc_id: KocId,
        as_of: Moment,
        known_at: Option<Moment>,
    ) -> Option<MemberInTier> {
        standing_at(self.members.get(&koc_id)?, as_of, known_at)
    }

    /// How many members each tier has now; index is rank − 1. It is kept, not counted.
    pub fn headcount_now(&self) -> [u32; 3] {
        self.headcount
    }

    /// How many members each tier had at `as_of`; index is rank − 1.
    pub fn headcount(&self, as_of: Moment, known_at: Option<Moment>) -> [u32; 3] {
        let mut counts = [0; 3];
        for member in self.members.values() {
            let last = member.ruling(known_at).take_while(|fact| fact.effective_at <= as_of).last();
            if let Some(tier) = last.and_then(|fact| fact.tier) {
                counts[place(tier)] += 1;
            }
        }
        counts
    }

    /// Every span of one member, oldest first; also those outside the tiers after leaving.
    pub fn history(&self, koc_id: KocId, known_at: Option<Moment>) -> Vec<Span> {
        self.members.get(&koc_id).map_or_else(Vec::new, |member| self.spans_of(member, known_at))
    }

    /// The spans that `filter` asks for, by member, oldest first.
    pub fn spans(&self, filter: &SpanFilter, known_at: Option<Moment>) -> Vec<Span> {
        let one = filter.koc_id.map(|koc_id| self.members.get(&koc_id).into_iter().collect());
        let members: Vec<&Arc<Member>> = one.unwrap_or_else(|| self.members.values().collect());
        members
            .into_iter()
            .flat_map(|member| self.spans_of(member, known_at))
            .filter(|span| filter.matches(span))
            .collect()
    }

    /// Calendar days of a span; up to `today` when it lasts.
    pub fn days_in_tier(&self, span: &Span, today: Day) -> u32 {
        span.days.unwrap_or_else(|| today.days_since(self.zone().day_of(span.valid_from)))
    }

    /// The fact that an event made, superseded or not, and whose it is.
    pub fn fact(&self, koc_id: KocId, position: EventId) -> Option<&Arc<TierFact>> {
        self.members.get(&koc_id)?.facts.iter().find(|fact| fact.position == position)
    }

    /// How many moves there were between two effective instants, both inclusive. What leaves a
    /// member where they were (a correction to the same tier) is no move.
    pub fn transitions(
        &self,
        from: Option<Moment>,
        to: Option<Moment>,
        known_at: Option<Moment>,
    ) -> BTreeMap<Transition, u64> {
        let mut counts = BTreeMap::new();
        for member in self.members.values() {
            let mut before = None;
            for fact in member.ruling(known_at) {
                let inside = from.is_none_or(|from| fact.effective_at >= from)
                    && to.is_none_or(|to| fact.effective_at <= to);
                if inside && before != fact.tier {
                    *counts.entry((before, fact.tier, fact.cause)).or_insert(0) += 1;
                }
                before = fact.tier;
            }
        }
        counts
    }

    fn spans_of(&self, member: &Member, known_at: Option<Moment>) -> Vec<Span> {
        let facts: Vec<&Arc<TierFact>> = member.ruling(known_at).collect();
        let mut from = None;
        let mut spans = Vec::with_capacity(facts.len());
        for (index, fact) in facts.iter().enumerate() {
            let valid_to = facts.get(index + 1).map(|next| next.effective_at);
            let first_day = self.zone().day_of(fact.effective_at);
            spans.push(Span {
                koc_id: member.koc_id,
                external_ref: member.external_ref.clone(),
                from,
                tier: fact.tier,
                valid_from: fact.effective_at,
                valid_to,
                days: valid_to.map(|end| self.zone().day_of(end).days_since(first_day)),
                fact: Arc::clone(fact),
            });
            from = fact.tier;
        }
        spans
    }
}

fn standing_at(member: &Member, as_of: Moment, known_at: Option<Moment>) -> Option<MemberInTier> {
    let (mut since, mut last) = (as_of, None::<&Arc<TierFact>>);
    for fact in member.ruling(known_at).take_while(|fact| fact.effective_at <= as_of) {
        if last.is_none_or(|last| last.tier != fact.tier) {
            since = fact.effective_at;
        }
        last = Some(fact);
    }
    let fact = last?;
    Some(MemberInTier {
        koc_id: member.koc_id,
        external_ref: member.external_ref.clone(),
        tier: fact.tier?,
        since,
        fact: Arc::clone(fact),
    })
}
