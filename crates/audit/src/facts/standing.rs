//! What is said of a member: where they stand, whether they take part, how far they reach.

use domain::koc::Event;
use domain::koc::event::KocTierCorrected;
use domain::koc::values::EntrySource;
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Day, Moment, Recorded};

use super::Facts;
use super::person::{Moved, Notice, Person, TierFact};

pub(super) fn apply(facts: &mut Facts, event: &Event, recorded: &Recorded) {
    let koc_id = event.koc_id();
    match event {
        Event::KocRegistered(e) => {
            let entry_source = Some(e.entry_source);
            facts.people.insert(koc_id, Person { entry_source, ..Person::default() });
        }
        Event::KocImported(_) => {
            let entry_source = Some(EntrySource::Import);
            facts.people.insert(koc_id, Person { entry_source, ..Person::default() });
        }
        Event::KocMerged(e) => {
            let Some(ended) = facts.people.get_mut(&koc_id) else { return };
            let mut rest = std::mem::take(ended);
            rest.stand(TierFact::plain(recorded.position, None, e.effective_on, e.effective_at));
            rest.end_break(e.effective_on);
            // Its history stays with it; what it did counts for the record that goes on.
            ended.tier_facts.clone_from(&rest.tier_facts);
            ended.breaks.clone_from(&rest.breaks);
            ended.gone = true;
            if let Some(survivor) = facts.people.get_mut(&e.into) {
                survivor.absorb(rest);
            }
            facts.merged.insert(koc_id, e.into);
        }
        Event::KocPersonalDataErased(_) => {
            let Some(person) = facts.people.get_mut(&koc_id) else { return };
            let forgotten = std::mem::take(person);
            let (tier, tier_facts) = (forgotten.tier, forgotten.tier_facts);
            *person = Person { tier, tier_facts, gone: true, ..Person::default() };
        }
        _ => {
            let given_on = facts.day_of(recorded.occurred_at);
            if let Some(person) = facts.people.get_mut(&koc_id) {
                person.take_in(event, recorded, given_on);
            }
        }
    }
}

impl Person {
    fn take_in(&mut self, event: &Event, recorded: &Recorded, today: Day) {
        if let Some(fact) = tier_set(event, recorded) {
            self.stand(fact);
        }
        match event {
            Event::TierMoveImported(e) => self.gone = e.to.is_none(),
            Event::KocRejoined(_) => self.gone = false,
            Event::KocLeft(e) => {
                self.end_break(e.effective_on);
                self.gone = true;
                self.lock = None;
            }
            Event::KocTierCorrected(e) => self.correct(e, recorded),
            Event::TierLocked(e) => self.lock = Some(e.until),
            Event::TierUnlocked(_) => self.lock = None,
            Event::KocPaused(e) => {
                self.breaks.push((e.from, e.until));
                self.on_break = true;
            }
            Event::KocResumed(e) => {
                let from = self.breaks.last().filter(|_| self.on_break).map(|(from, _)| *from);
                if let Some(from) = from {
                    self.end_break(from.plus(i32::try_from(e.days_paused).unwrap_or(i32::MAX)));
                }
                self.on_break = false;
            }
            Event::KocSuspended(e) => {
                self.suspended = true;
                if self.on_break {
                    self.end_break(e.from);
                }
            }
            Event::SuspensionLifted(_) => self.suspended = false,
            Event::ConsentGranted(e) => self.says(e.purpose, true),
            Event::ConsentWithdrawn(e) => self.says(e.purpose, false),
            Event::ConsentExpired(e) => self.says(e.purpose, false),
            Event::CandidateNominated(e) => {
                self.candidacies.insert(e.candidacy_id, (e.target_tier, today));
            }
            Event::CandidateDismissed(e) => {
                self.candidacies.remove(&e.candidacy_id);
            }
            Event::TierNoticeGiven(e) => {
                let (event, decide_on) = (recorded.position, e.decide_on);
                self.notice = Some(Notice { event, given_on: today, decide_on });
            }
            Event::ChannelReachRecorded(e) => {
                let account = (e.platform.clone(), e.handle.fingerprint);
                let counted = self.reach.get(&account).map(|(at, _)| *at);
                if counted.is_none_or(|at| at <= e.measured_at) {
                    self.reach.insert(account, (e.measured_at, e.followers));
                }
            }
            Event::ChannelUnlinked(e) => {
                self.reach.remove(&(e.platform.clone(), e.handle.fingerprint));
            }
            Event::ProfileUpdated(e) => {
                self.region.clone_from(&e.profile.region);
                self.archetype = e.profile.archetype;
            }
            _ => {}
        }
    }

    fn says(&mut self, purpose: ConsentPurpose, yes: bool) {
        if purpose == ConsentPurpose::Participation {
            self.unwilling = !yes;
            if !yes {
                self.candidacies.clear();
            }
        }
    }

    /// The right fact takes the place of the wrong one; only the newest says where they stand.
    fn correct(&mut self, e: &KocTierCorrected, recorded: &Recorded) {
        let Some(at) = self.tier_facts.iter().position(|fact| fact.event == e.supersedes) else {
            return;
        };
        let wrong = &mut self.tier_facts[at];
        wrong.replaced = true;
        // Where only the day was wrong it stays what it was, with its grace or cooldown.
        let moved = if wrong.tier == Some(e.tier) { wrong.moved } else { Moved::Otherwise };
        let fact = TierFact {
            moved,
            ..TierFact::plain(recorded.position, Some(e.tier), e.effective_on, e.effective_at)
        };
        self.tier_facts.insert(at + 1, fact);
        let newest = self.tier_facts.iter().rev().find(|fact| !fact.replaced);
        if newest.is_some_and(|it| it.event == recorded.position) && self.tier != Some(e.tier) {
            self.gone = false;
            self.now_in(Some(e.tier));
        }
    }
}

/// The tier an event puts its member in, but for a correction.
fn tier_set(event: &Event, recorded: &Recorded) -> Option<TierFact> {
    let fact = |tier: Option<TierCode>, on: Day, at: Moment, moved: Moved| TierFact {
        moved,
        ..TierFact::plain(recorded.position, tier, on, at)
    };
    let other = Moved::Otherwise;
    Some(match event {
        Event::KocEnrolledInTier(e) => fact(Some(e.tier), e.effective_on, e.effective_at, other),
        Event::TierMoveImported(e) => fact(e.to, e.effective_on, e.effective_at, other),
        Event::KocPromoted(e) => fact(Some(e.to), e.effective_on, e.effective_at, Moved::Up),
        Event::KocDemoted(e) => fact(Some(e.to), e.effective_on, e.effective_at, Moved::Down),
        Event::KocSteppedDown(e) => fact(Some(e.to), e.effective_on, e.effective_at, other),
        Event::KocReturnedToTier(e) => fact(Some(e.to), e.effective_on, e.effective_at, other),
        Event::KocLeft(e) => fact(None, e.effective_on, e.effective_at, other),
        Event::KocRejoined(e) => fact(Some(e.entry_tier), e.effective_on, e.effective_at, other),
        _ => return None,
    })
}
