//! What has happened to a member, folded. Never fails and never judges.

use std::sync::Arc;

use super::event::{KocRegistered, KocTierCorrected};
use super::{
    Consent, Declared, Event, Invitation, Koc, Notice, Standing, TierCause, TierFact, channel,
    merge, suspend,
};
use crate::approval::{self, CorrectionProposal, Proposal};
use crate::id::{EventId, KocId};
use crate::mentorship;
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::{Day, Moment};
use crate::timer::Timer;
use crate::vocabulary::{ConsentPurpose, TierCode};

/// Takes in what has happened to a member.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let id = event.koc_id();
    match event {
        Event::KocRegistered(joined) => register(state, joined),
        Event::KocImported(known) => {
            state.external_refs.insert(known.external_ref.clone(), id);
            state.kocs.insert(id, Arc::new(Koc::newly_known()));
        }
        _ if tier_set(event).is_some() => set_tier(state, event, recorded),
        Event::KocTierCorrected(corrected) => correct(state, corrected, recorded.position),
        Event::ChannelLinked(linked) => channel::linked(state, linked),
        Event::ChannelUnlinked(unlinked) => channel::unlinked(state, unlinked),
        Event::KocSuspended(suspended) => suspend::suspended(state, suspended),
        Event::SuspensionLifted(_) => suspend::lifted(state, id),
        Event::ConsentGranted(given) => {
            let consent =
                Consent { expires_on: given.expires_on, ..Consent::given(given.text_version) };
            consented(state, id, given.purpose, Some(consent));
        }
        Event::ConsentWithdrawn(e) => consented(state, id, e.purpose, None),
        Event::ConsentExpired(e) => consented(state, id, e.purpose, None),
        Event::KocPersonalDataErased(_) => erase(state, id),
        _ => {
            if let Some(koc) = state.koc_mut(id) {
                koc.take_in(event);
            }
        }
    }
}

/// A person known when the programme goes live, who never stood in a tier, begins in the lowest.
pub(crate) fn enrol_all_known(state: &mut State, event: EventId, on: Day, at: Moment) {
    let never_in_a_tier = state.kocs.iter().filter(|(_, koc)| koc.tier_facts.is_empty());
    let ids: Vec<KocId> = never_in_a_tier.map(|(id, _)| *id).collect();
    for id in ids {
        let tier = Some(TierCode::LOWEST);
        push_fact(state, id, TierFact::new(event, TierCause::Other, tier, on, at));
    }
}

impl TierFact {
    fn new(
        event: EventId,
        cause: TierCause,
        tier: Option<TierCode>,
        effective_on: Day,
        effective_at: Moment,
    ) -> TierFact {
        TierFact { event, cause, tier, effective_on, effective_at, superseded: false }
    }
}

fn register(state: &mut State, joined: &KocRegistered) {
    let mut koc = Koc::newly_known();
    let consents =
        joined.consents.iter().map(|given| (given.purpose, Consent::given(given.text_version)));
    koc.consents.extend(consents);
    state.kocs.insert(joined.koc_id, Arc::new(koc));
    if let Some(external_ref) = &joined.external_ref {
        state.external_refs.insert(external_ref.clone(), joined.koc_id);
    }
}

/// The tier an event puts its member in (`Some(None)`: outside), why, and from when.
fn tier_set(event: &Event) -> Option<(Option<TierCode>, TierCause, Day, Moment)> {
    let set = match event {
        Event::KocEnrolledInTier(e) => {
            (Some(e.tier), TierCause::Other, e.effective_on, e.effective_at)
        }
        Event::TierMoveImported(e) => (e.to, TierCause::Other, e.effective_on, e.effective_at),
        Event::KocPromoted(e) => (Some(e.to), TierCause::Promoted, e.effective_on, e.effective_at),
        Event::KocDemoted(e) => (Some(e.to), TierCause::Demoted, e.effective_on, e.effective_at),
        Event::KocSteppedDown(e) => (Some(e.to), TierCause::Other, e.effective_on, e.effective_at),
        Event::KocReturnedToTier(e) => {
            (Some(e.to), TierCause::Other, e.effective_on, e.effective_at)
        }
        Event::KocLeft(e) => (None, TierCause::Other, e.effective_on, e.effective_at),
        Event::KocMerged(e) => (None, TierCause::Other, e.effective_on, e.effective_at),
        Event::KocRejoined(e) => {
            (Some(e.entry_tier), TierCause::Other, e.effective_on, e.effective_at)
        }
        _ => return None,
    };
    Some(set)
}

fn set_tier(state: &mut State, event: &Event, recorded: &Recorded) {
    let Some((tier, cause, on, at)) = tier_set(event) else { return };
    let id = event.koc_id();
    push_fact(state, id, TierFact::new(recorded.position, cause, tier, on, at));
    let Some(koc) = state.koc_mut(id) else { return };
    match event {
        Event::TierMoveImported(moved) if moved.to.is_none() => {
            koc.standing = Standing::Left { good_standing: moved.good_standing };
        }
        Event::TierMoveImported(_) | Event::KocRejoined(_) => koc.standing = Standing::Active,
        Event::KocSteppedDown(stepped) => {
            koc.right_of_return = Some((stepped.from, stepped.right_of_return_until));
        }
        Event::KocLeft(left) => {
            koc.standing = Standing::Left { good_standing: left.good_standing };
            koc.end_pause(left.effective_on);
            koc.lock = None;
            koc.declared = None;
            mentorship::member_left(state, id);
        }
        Event::KocMerged(gone) => merge::merged(state, gone),
        _ => {}
    }
}

fn push_fact(state: &mut State, id: KocId, fact: TierFact) {
    let tier = fact.tier;
    if let Some(koc) = state.koc_mut(id) {
        koc.tier_facts.push(fact);
    }
    stand_in(state, id, tier);
}

/// Puts a member in a tier and drops what was open about leaving the one before.
fn stand_in(state: &mut State, id: KocId, tier: Option<TierCode>) {
    let Some(koc) = state.koc_mut(id) else { return };
    let before = std::mem::replace(&mut koc.tier, tier);
    koc.candidacies.clear();
    koc.invitation = None;
    koc.notice = None;
    koc.right_of_return = None;
    for (tier, step) in [(before, -1), (tier, 1)] {
        if let Some(count) = tier.and_then(|tier| state.tier_counts.get_mut(tier as usize)) {
            *count = count.saturating_add_signed(step);
        }
    }
    approval::forget_tier_changes(state, id);
}

/// The corrected fact takes the place of the wrong one; only the newest says where they stand.
fn correct(state: &mut State, corrected: &KocTierCorrected, position: EventId) {
    let KocTierCorrected { koc_id, supersedes, tier, effective_on, effective_at, .. } = *corrected;
    let proposal = CorrectionProposal { koc_id, supersedes, tier, effective_on };
    approval::consume(state, &Proposal::CorrectTier(proposal));
    let Some(koc) = state.koc_mut(koc_id) else { return };
    let Some(at) = koc.tier_facts.iter().position(|fact| fact.event == supersedes) else { return };
    // Where only the day was wrong, it stays a promotion or demotion, with its grace or cooldown.
    let same = koc.tier_facts.get(at).filter(|wrong| wrong.tier == Some(tier));
    let cause = same.map_or(TierCause::Other, |wrong| wrong.cause);
    let fact = TierFact::new(position, cause, Some(tier), effective_on, effective_at);
    koc.tier_facts.insert(at + 1, fact);
    if let Some(wrong) = koc.tier_facts.get_mut(at) {
        wrong.superseded = true;
    }
    let is_newest = koc.last_fact().is_some_and(|last| last.event == position);
    if is_newest && koc.tier != Some(tier) {
        if matches!(koc.standing, Standing::Left { .. }) {
            koc.standing = Standing::Active;
        }
        stand_in(state, koc_id, Some(tier));
    }
}

/// A consent is given, or taken back (`None`), and what rests on it ends at once: without the one
/// to take part nobody is on the way up, without the one to teach nobody is a mentor.
fn consented(state: &mut State, id: KocId, purpose: ConsentPurpose, given: Option<Consent>) {
    let timer = Timer::ExpireConsent(id, purpose);
    match given.and_then(|given| given.expires_on) {
        Some(last) => state.timers.set(timer, state.end_of(last)),
        None => state.timers.clear(timer),
    }
    let Some(koc) = state.koc_mut(id) else { return };
    match given {
        Some(given) => {
            koc.consents.insert(purpose, given);
        }
        None => {
            if let Some(held) = koc.consents.get_mut(&purpose) {
                held.withdrawn = true;
            }
            if purpose == ConsentPurpose::Participation {
                koc.candidacies.clear();
                koc.invitation = None;
            }
            if purpose == ConsentPurpose::Mentoring {
                mentorship::member_left(state, id);
            }
        }
    }
}

/// Whoever is forgotten keeps their place in history and nothing else: nothing open, nothing that
/// leads to them, no seat that another could take.
fn erase(state: &mut State, id: KocId) {
    let held = state.external_refs.iter().filter(|(_, holder)| **holder == id);
    let held: Vec<String> = held.map(|(external_ref, _)| external_ref.clone()).collect();
    for external_ref in &held {
        state.external_refs.remove(external_ref);
    }
    channel::release_all(state, id);
    suspend::lifted(state, id);
    let given = state.kocs.get(&id).into_iter().flat_map(|koc| koc.consents.keys());
    for purpose in given.copied().collect::<Vec<_>>() {
        state.timers.clear(Timer::ExpireConsent(id, purpose));
    }
    mentorship::member_left(state, id);
    approval::forget_tier_changes(state, id);
    let Some(koc) = state.koc_mut(id) else { return };
    let tier = koc.tier;
    *koc = Koc {
        standing: Standing::Erased,
        tier,
        tier_facts: std::mem::take(&mut koc.tier_facts),
        ..Koc::newly_known()
    };
    if let Some(count) = tier.and_then(|tier| state.erased_counts.get_mut(tier as usize)) {
        *count = count.saturating_add(1);
    }
}

impl Koc {
    /// Whatever sets no tier.
    fn take_in(&mut self, event: &Event) {
        match event {
            Event::AvailabilityDeclared(said) => {
                self.declared = Some(Declared {
                    depth: said.depth,
                    from: said.from,
                    until: said.until,
                    max_concurrent: said.max_concurrent,
                });
            }
            Event::CandidateNominated(named) => {
                self.candidacies.insert(named.candidacy_id, named.target_tier);
            }
            Event::CandidateDismissed(dismissed) => {
                self.candidacies.remove(&dismissed.candidacy_id);
            }
            Event::ChannelReachRecorded(reach) => channel::measured(self, reach),
            Event::VehicleOwnershipRecorded(owned) => channel::drives(self, owned),
            Event::TierInvitationSent(sent) => {
                let (tier, expires_at) = (sent.target_tier, sent.expires_at);
                self.invitation = Some(Invitation { tier, expires_at, accepted: false });
            }
            Event::TierInvitationAccepted(_) => {
                self.invitation = self.invitation.map(|it| Invitation { accepted: true, ..it });
            }
            Event::TierInvitationDeclined(_) => self.invitation = None,
            Event::TierNoticeGiven(given) => {
                let (tier, decide_on) = (given.at_risk_tier, given.decide_on);
                self.notice = Some(Notice { tier, decide_on });
            }
            Event::ProfileUpdated(updated) => self.profiled(updated),
            Event::PreferencesSet(set) => {
                self.preferences = Some(Arc::new(set.preferences.clone()));
            }
            Event::TierLocked(locked) => self.lock = Some(locked.until),
            Event::TierUnlocked(_) => self.lock = None,
            Event::KocPaused(paused) => {
                self.standing = Standing::Paused { from: paused.from, until: paused.until };
                self.pauses.push((paused.from, paused.until));
            }
            Event::KocResumed(resumed) => {
                if let Standing::Paused { from, .. } = self.standing {
                    let days = i32::try_from(resumed.days_paused).unwrap_or(i32::MAX);
                    self.end_pause(from.plus(days));
                }
                self.standing = Standing::Active;
            }
            _ => {}
        }
    }

    /// A break that goes on ends on the day before `back`; one that had not begun never was.
    pub(super) fn end_pause(&mut self, back: Day) {
        let Some((from, until)) = self.pauses.last_mut() else { return };
        let last_day = back.plus(-1);
        if until.is_some_and(|until| until <= last_day) {
            return;
        }
        if *from > last_day {
            self.pauses.pop();
        } else {
            *until = Some(last_day);
        }
    }
}
