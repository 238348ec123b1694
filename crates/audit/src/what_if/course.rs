//! The way of a member through the tiers, their own or the one that another policy gives; and what
//! the decisions that were made mean on it.

use domain::id::KocId;
use domain::koc::Event;
use domain::koc::event::{KocDemoted, KocPromoted};
use domain::koc::values::DecisionBasis;
use domain::vocabulary::TierCode;
use domain::{Day, Recorded};

use super::asked::{Missing, Question};
use super::{Change, Difference, Replay};
use crate::facts::Person;
use crate::judge::Clocks;

/// Where a member stands and what their clocks run from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    pub(super) tier: TierCode,
    /// Whether they have left: the tier is where they stood.
    pub(super) is_gone: bool,
    pub(super) clocks: Clocks,
    /// When notice was given.
    pub(super) noticed: Option<Day>,
}

impl Course {
    /// The way they took; none outside the tiers. Whoever would have been given notice by another
    /// policy as well was told by the earlier of the two.
    pub(super) fn of(person: &Person, noticed: Option<Day>) -> Option<Course> {
        let own = person.notice.map(|notice| notice.given_on);
        Some(Course {
            tier: person.tier?,
            is_gone: false,
            clocks: Clocks::of(person),
            noticed: own.into_iter().chain(noticed).min(),
        })
    }

    pub(super) fn standing(&self) -> Option<TierCode> {
        (!self.is_gone).then_some(self.tier)
    }

    fn at(self, tier: TierCode, on: Day) -> Course {
        let clocks = Clocks { since: Some(on), ..self.clocks };
        Course { tier, is_gone: false, clocks, noticed: None }
    }

    pub(super) fn risen(self, tier: TierCode, on: Day) -> Course {
        let there = self.at(tier, on);
        Course { clocks: Clocks { up: Some(on), ..there.clocks }, ..there }
    }

    pub(super) fn fallen(self, tier: TierCode, on: Day) -> Course {
        let there = self.at(tier, on);
        Course { clocks: Clocks { down: Some(on), ..there.clocks }, ..there }
    }
}

impl Replay {
    /// What a decision that was made means under the other policy, before it is taken in.
    pub(super) fn decision(&mut self, event: &Event, recorded: &Recorded) {
        let on = self.facts.day_of(recorded.recorded_at);
        match event {
            Event::KocPromoted(e) if self.is_asked(on) => self.promoted(e, recorded),
            Event::KocDemoted(e) if self.is_asked(on) => self.demoted(e, recorded),
            _ => self.followed(event),
        }
    }

    fn promoted(&mut self, e: &KocPromoted, recorded: &Recorded) {
        self.found.promotions += 1;
        let by_exception = matches!(e.basis, DecisionBasis::Override(_));
        self.found.overrides += u32::from(by_exception);
        let on = e.effective_on;
        for change in self.found.changes.iter_mut().filter(|change| {
            (change.koc_id, change.difference, change.to) == (e.koc_id, Difference::Promoted, e.to)
        }) {
            change.actually_on.get_or_insert(on);
        }
        let course = self.diverged.get(&e.koc_id).copied();
        if by_exception {
            if let Some(course) = course.filter(|course| course.tier == e.from) {
                self.diverged.insert(e.koc_id, course.risen(e.to, on));
            }
            return;
        }
        let missing = match course {
            // They stand there already.
            Some(course) if course.tier >= e.to => return,
            Some(course) if course.tier < e.from => vec![Missing::tier_below()],
            _ => self.missing(e, course),
        };
        let asked_of = course.or_else(|| self.own_course(e.koc_id));
        let Some(asked_of) = asked_of else { return };
        if missing.is_empty() {
            if course.is_some() {
                let change = self.change(e.koc_id, Difference::Promoted, (e.from, e.to), on);
                let (decision, actually_on) = (Some(recorded.position), Some(on));
                let change = Change { decision, actually_on, ..change };
                self.go_on(e.koc_id, asked_of.risen(e.to, on), change);
            }
            return;
        }
        let change = self.change(e.koc_id, Difference::NotPromoted, (e.from, e.to), on);
        let decision = Some(recorded.position);
        self.go_on(e.koc_id, asked_of, Change { decision, missing, ..change });
    }

    /// What the other policy misses for a promotion that the one in force allows; nothing when both
    /// say the same.
    fn missing(&self, e: &KocPromoted, course: Option<Course>) -> Vec<Missing> {
        let day = e.effective_on;
        let Some(person) = self.facts.person(e.koc_id) else { return Vec::new() };
        let asked_of = course.or_else(|| Course::of(person, None));
        let (Some(in_force), Some(asked_of)) = (self.facts.policy_on(day), asked_of) else {
            return Vec::new();
        };
        let ask = |rules| Question { facts: &self.facts, person, rules, course: asked_of, day };
        let allowed = ask(&in_force.rules).missing_to_rise().is_empty();
        if course.is_none() && !allowed {
            return Vec::new();
        }
        ask(&self.asked.rules).missing_to_rise()
    }

    fn own_course(&self, koc_id: KocId) -> Option<Course> {
        Course::of(self.facts.person(koc_id)?, None)
    }

    fn demoted(&mut self, e: &KocDemoted, recorded: &Recorded) {
        self.found.demotions += 1;
        let on = e.effective_on;
        let course = self.diverged.get(&e.koc_id).copied();
        if e.basis == DecisionBasis::Conduct {
            let below = course.and_then(|course| Some((course, course.tier.below()?)));
            if let Some((course, below)) = below {
                self.diverged.insert(e.koc_id, course.fallen(below, on));
            }
            return;
        }
        let Some(person) = self.facts.person(e.koc_id) else { return };
        let own = || Course::of(person, None);
        let Some(asked_of) = course.or_else(own).filter(|course| course.tier == e.from) else {
            return;
        };
        let ask = |rules| Question { facts: &self.facts, person, rules, course: asked_of, day: on };
        let in_force = self.facts.policy_on(on);
        let then = in_force.is_some_and(|policy| ask(&policy.rules).may_fall());
        let now = ask(&self.asked.rules).may_fall();
        if course.is_some() && now {
            let change = self.change(e.koc_id, Difference::Demoted, (e.from, e.to), on);
            let missing = ask(&self.asked.rules).missing_to_stay();
            let change = Change { decision: Some(recorded.position), missing, ..change };
            self.go_on(e.koc_id, asked_of.fallen(e.to, on), change);
        } else if !now && (then || course.is_some()) {
            let change = self.change(e.koc_id, Difference::NotDemoted, (e.from, e.to), on);
            let decision = Some(recorded.position);
            self.go_on(e.koc_id, asked_of, Change { decision, ..change });
        }
    }

    /// What no policy decides happens on any course.
    fn followed(&mut self, event: &Event) {
        let koc_id = event.koc_id();
        self.noticed.retain(|id, _| *id != koc_id || !sets_a_tier(event));
        let Some(course) = self.diverged.get(&koc_id).copied() else { return };
        let next = match event {
            Event::KocLeft(_) | Event::KocMerged(_) => Course { is_gone: true, ..course },
            Event::KocSteppedDown(e) if e.to < course.tier => course.at(e.to, e.effective_on),
            Event::KocReturnedToTier(e) if e.to > course.tier => course.at(e.to, e.effective_on),
            Event::KocRejoined(e) => course.at(e.entry_tier, e.effective_on),
            // Outside the period, what was decided is what was.
            Event::KocPromoted(e) => course.risen(e.to, e.effective_on),
            Event::KocDemoted(e) => course.fallen(e.to, e.effective_on),
            _ => return,
        };
        self.diverged.insert(koc_id, next);
    }
}

fn sets_a_tier(event: &Event) -> bool {
    matches!(
        event,
        Event::KocPromoted(_)
            | Event::KocDemoted(_)
            | Event::KocLeft(_)
            | Event::KocMerged(_)
            | Event::KocSteppedDown(_)
            | Event::KocReturnedToTier(_)
            | Event::KocRejoined(_)
            | Event::KocTierCorrected(_)
    )
}
