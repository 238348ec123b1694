//! What would have been under another tier policy.
//!
//! Two policies are asked the same question of the same facts at the same time: the one that was
//! in force, and the other. A difference is where their answers differ. So the policy that was in
//! force differs from itself nowhere, and a decision that states what its log does not give is no
//! difference either: that is drift (`evidence`).
//!
//! They are asked at every decision that was made, and of every member at the end of every day on
//! which the programme was live, by what was recorded until then. What is asked: metrics, days to
//! be served, cooldown, grace, notice. What is not asked, because it is a decision about a place or
//! a person and not about evidence: room in a tier, invitations, approvals. A decision that set the
//! rules aside, and one about conduct, stands under any policy.
//!
//! Whoever would have moved otherwise goes on in the tier that the other policy gives, and from
//! then on it alone is asked about them. What they did afterwards they did in their actual tier,
//! with its tasks and treatment: everything after the first difference is marked counterfactual.

mod asked;
mod course;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{EventId, KocId};
use domain::policy::PolicyRules;
use domain::vocabulary::TierCode;
use domain::{Day, Event, Recorded};

pub use asked::Missing;

use crate::facts::{Facts, Person};
use asked::Question;
use course::Course;

/// What is tried out, and on which days.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The other policy.
    pub rules: Arc<PolicyRules>,
    /// The first day of the period; from the first live day on when it is earlier.
    pub from: Day,
    /// The last day of the period.
    pub to: Day,
}

/// How the other policy differs for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Was promoted, and would not have been then.
    NotPromoted,
    /// Would have met the rules for rising on a day on which they did not meet those in force.
    Promoted,
    /// Was demoted, and would not have been.
    NotDemoted,
    /// Would have failed the rules for staying, with notice given and waited for, on a day on which
    /// the rules in force kept them.
    Demoted,
}

impl Difference {
    /// As written: `NOT_PROMOTED`.
    pub fn code(self) -> &'static str {
        match self {
            Difference::NotPromoted => "NOT_PROMOTED",
            Difference::Promoted => "PROMOTED",
            Difference::NotDemoted => "NOT_DEMOTED",
            Difference::Demoted => "DEMOTED",
        }
    }

    /// Whether it leaves the member lower than they were.
    pub fn is_loss(self) -> bool {
        matches!(self, Difference::NotPromoted | Difference::Demoted)
    }
}

/// One difference for one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub koc_id: KocId,
    /// How.
    pub difference: Difference,
    /// From which tier.
    pub from: TierCode,
    /// To which tier.
    pub to: TierCode,
    /// The day on which the policies answered differently.
    pub on: Day,
    /// The decision that was made, where there was one.
    pub decision: Option<EventId>,
    /// Of a promotion that would have been: the day on which they were actually promoted to that
    /// tier, if they were in the period.
    pub actually_on: Option<Day>,
    /// What the other policy misses for a rise, or for staying.
    pub missing: Vec<Missing>,
    /// Whether it follows from an earlier difference of the same member.
    pub counterfactual: bool,
}

/// How many stood in a tier at the end of a month, or of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headcount {
    /// The day counted.
    pub on: Day,
    /// Which tier.
    pub tier: TierCode,
    /// As it was.
    pub actual: u32,
    /// As it would have been, everybody risen on the first day on which they could.
    pub simulated: u32,
}

/// What would have been.
#[derive(Debug, Clone, Default)]
pub struct WhatIf {
    /// Every difference, by day and then by member.
    pub changes: Vec<Change>,
    /// Month by month, lowest tier first.
    pub headcount: Vec<Headcount>,
    /// The day of the first difference of everybody who has one.
    pub first_divergence: BTreeMap<KocId, Day>,
    /// Promotions that were made in the period.
    pub promotions: u32,
    /// Of them, those that set the rules aside and stand under any.
    pub overrides: u32,
    /// Demotions that were made in the period.
    pub demotions: u32,
    /// Days on whose end everybody was looked at.
    pub days: u32,
    /// Everything up to this event was known.
    pub position: EventId,
}

/// Replays a log under another policy. Nothing is recorded.
#[derive(Debug)]
pub struct Replay {
    asked: Asked,
    facts: Facts,
    /// The day that has not ended yet.
    day: Option<Day>,
    /// The newest day on whose end everybody was looked at.
    last: Option<Day>,
    /// Members on another course than they took.
    diverged: BTreeMap<KocId, Course>,
    /// Notice that the other policy would have given to whoever is on their own course.
    noticed: BTreeMap<KocId, Day>,
    found: WhatIf,
}

impl Replay {
    /// One that has seen nothing yet.
    pub fn new(asked: Asked) -> Replay {
        Replay {
            asked,
            facts: Facts::default(),
            day: None,
            last: None,
            diverged: BTreeMap::new(),
            noticed: BTreeMap::new(),
            found: WhatIf::default(),
        }
    }

    /// Takes in the next event; the days that ended before it are looked at first.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.until(self.facts.day_of(recorded.recorded_at));
        if let Event::Koc(event) = &recorded.event {
            self.decision(event, recorded);
        }
        self.facts.apply(recorded);
        self.found.position = recorded.position;
    }

    /// What was found; the day of the newest event counts as ended.
    pub fn finish(mut self) -> WhatIf {
        if let Some(day) = self.day {
            self.until(day.plus(1));
        }
        let counted = self.found.headcount.last().map(|it| it.on);
        if let Some(last) = self.last.filter(|last| Some(*last) != counted) {
            self.count(last);
        }
        self.found.changes.sort_by_key(|change| (change.on, change.koc_id, change.difference));
        self.found
    }

    /// Looks at every day that ended before `day` began.
    fn until(&mut self, day: Day) {
        let Some(mut at) = self.day.replace(day) else { return };
        while at < day {
            self.end_of(at);
            at = at.plus(1);
        }
    }

    fn is_asked(&self, day: Day) -> bool {
        self.facts.live_on().is_some_and(|live_on| live_on <= day)
            && (self.asked.from..=self.asked.to).contains(&day)
    }

    /// Asks both policies about everybody.
    fn end_of(&mut self, day: Day) {
        if !self.is_asked(day) {
            return;
        }
        let Some(in_force) = self.facts.policy_on(day).map(|it| Arc::clone(&it.rules)) else {
            return;
        };
        self.found.days += 1;
        self.last = Some(day);
        let other = Arc::clone(&self.asked.rules);
        let facts = std::mem::take(&mut self.facts);
        for (koc_id, person) in facts.people() {
            if person.takes_part(day) && person.is_unlocked(day) {
                self.look_at(&facts, koc_id, person, (&in_force, &other), day);
            }
        }
        self.facts = facts;
        if day.plus(1).first_of_month() == day.plus(1) {
            self.count(day);
        }
    }

    fn look_at(
        &mut self,
        facts: &Facts,
        koc_id: KocId,
        person: &Person,
        (in_force, other): (&PolicyRules, &PolicyRules),
        day: Day,
    ) {
        let course = self.diverged.get(&koc_id).copied();
        let counterfactual = course.is_some();
        let own = Course::of(person, None);
        let told = self.noticed.get(&koc_id).copied();
        let Some(course) = course.or_else(|| Course::of(person, told)) else { return };
        // Of whoever went another way the policy in force knows nothing; and nothing of notice
        // that it did not give.
        let then = own.filter(|_| !counterfactual);
        let then = then.map(|course| Question { facts, person, rules: in_force, course, day });
        let now = Question { facts, person, rules: other, course, day };
        let rises = now.may_rise() && !then.as_ref().is_some_and(|it| it.may_rise());
        if let Some(to) = course.tier.next().filter(|_| rises) {
            let change = self.change(koc_id, Difference::Promoted, (course.tier, to), day);
            self.go_on(koc_id, course.risen(to, day), change);
            return;
        }
        let lapsed = course.noticed.is_none_or(|on| on.plus(asked::NOTICE_LAPSES_AFTER) < day);
        if lapsed && now.is_at_risk() && !then.as_ref().is_some_and(|it| it.is_at_risk()) {
            match self.diverged.get_mut(&koc_id) {
                Some(course) => course.noticed = Some(day),
                None => {
                    self.noticed.insert(koc_id, day);
                }
            }
        }
        let falls = now.may_fall() && !then.as_ref().is_some_and(|it| it.may_fall());
        if let Some(to) = course.tier.below().filter(|_| falls) {
            let missing = now.missing_to_stay();
            let change = self.change(koc_id, Difference::Demoted, (course.tier, to), day);
            self.go_on(koc_id, course.fallen(to, day), Change { missing, ..change });
        }
    }

    fn change(
        &self,
        koc_id: KocId,
        difference: Difference,
        (from, to): (TierCode, TierCode),
        on: Day,
    ) -> Change {
        let counterfactual = self.diverged.contains_key(&koc_id);
        let (decision, actually_on, missing) = (None, None, Vec::new());
        Change { koc_id, difference, from, to, on, decision, actually_on, missing, counterfactual }
    }

    /// From here on the member is on that course.
    fn go_on(&mut self, koc_id: KocId, course: Course, change: Change) {
        self.found.first_divergence.entry(koc_id).or_insert(change.on);
        self.found.changes.push(change);
        self.diverged.insert(koc_id, course);
        self.noticed.remove(&koc_id);
    }

    fn count(&mut self, on: Day) {
        let (mut actual, mut simulated) = ([0; 3], [0; 3]);
        for (koc_id, person) in self.facts.people() {
            let course = self.diverged.get(&koc_id);
            let there = course.map_or(person.tier, Course::standing);
            for (counts, tier) in [(&mut actual, person.tier), (&mut simulated, there)] {
                if let Some(tier) = tier {
                    counts[usize::from(tier.rank() - 1)] += 1;
                }
            }
        }
        let counts = TierCode::ALL.into_iter().zip(actual.into_iter().zip(simulated));
        self.found.headcount.extend(counts.map(|(tier, (actual, simulated))| Headcount {
            on,
            tier,
            actual,
            simulated,
        }));
    }
}
