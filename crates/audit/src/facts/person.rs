//! One member, as dated facts.

use std::collections::{BTreeMap, BTreeSet};

use domain::activity::values::ActivityKind;
use domain::id::{ActivityId, AssignmentId, CandidacyId, EventId, PublicationId, WorkId};
use domain::koc::profile::Archetype;
use domain::koc::values::EntrySource;
use domain::policy::Dims;
use domain::publication::values::{Counts, LeadKind};
use domain::vocabulary::TierCode;
use domain::{Day, Moment};

/// What a work was done for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkKey {
    /// An assignment.
    Assignment(AssignmentId),
    /// A work of the time before.
    Imported(WorkId),
}

/// A work that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The day it was approved.
    pub on: Day,
    /// Hundredths; none when nobody scored it.
    pub score: Option<u16>,
    /// Of the criteria about creativity, hundredths.
    pub creativity: Option<u16>,
    /// The member's part, basis points.
    pub share_bp: u16,
}

/// A work that was taken on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The day it is due.
    pub on: Day,
    /// Whether it came in time; none while nothing came.
    pub in_time: Option<bool>,
}

/// Something done in the community and not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// The day.
    pub on: Day,
    /// What.
    pub kind: ActivityKind,
    /// Whether it was found insightful.
    pub marked: bool,
}

/// Something of the member's own that is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The day it went public.
    pub on: Day,
    /// Where.
    pub platform: String,
    /// What it is about.
    pub topic: Option<String>,
    /// Every count, as recorded.
    pub counts: Vec<(Day, Counts)>,
}

/// What moved a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// Up, by decision.
    Up,
    /// Down, by decision.
    Down,
    /// Otherwise.
    Otherwise,
}

/// One thing that set a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierFact {
    /// The event.
    pub event: EventId,
    /// Where it puts the member.
    pub tier: Option<TierCode>,
    /// From which day.
    pub on: Day,
    /// From which instant.
    pub at: Moment,
    /// What it was.
    pub moved: Moved,
    /// Whether a correction replaced it.
    pub replaced: bool,
}

impl TierFact {
    pub(super) fn plain(event: EventId, tier: Option<TierCode>, on: Day, at: Moment) -> TierFact {
        TierFact { event, tier, on, at, moved: Moved::Otherwise, replaced: false }
    }
}

/// A notice that a tier is at risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// The event in which it was given.
    pub event: EventId,
    /// The day on which it was given.
    pub given_on: Day,
    /// The first day on which it may be decided.
    pub decide_on: Day,
}

/// One member.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Where they stand.
    pub tier: Option<TierCode>,
    /// Every fact that set it, in the order of effect.
    pub tier_facts: Vec<TierFact>,
    /// Works that count.
    pub works: BTreeMap<WorkKey, Work>,
    /// Works taken on and not called off.
    pub dues: BTreeMap<AssignmentId, Due>,
    /// Answers to offers: the day and whole hours taken.
    pub answers: Vec<(Day, u32)>,
    /// Days with an act for a task.
    pub task_days: BTreeSet<Day>,
    /// What they did in the community.
    pub acts: BTreeMap<ActivityId, Act>,
    /// Days on which a mentorship of theirs was completed.
    pub mentored: Vec<Day>,
    /// Days on which an insight of theirs was adopted, at least in part.
    pub insights: Vec<Day>,
    /// Lines of the ledger: the day, by dimension, and whether given or taken.
    pub points: Vec<(Day, Dims, bool)>,
    /// What is public of theirs.
    pub publications: BTreeMap<PublicationId, Publication>,
    /// Leads they brought.
    pub leads: BTreeMap<(String, LeadKind), Day>,
    /// Followers of each account, and when they were counted.
    pub reach: BTreeMap<(String, [u8; 16]), (Moment, u32)>,
    /// Breaks: first day, last day if known.
    pub breaks: Vec<(Day, Option<Day>)>,
    /// Whether the last break is still on.
    pub on_break: bool,
    /// Whether they may not take part.
    pub suspended: bool,
    /// Whether they left, were merged or forgotten.
    pub gone: bool,
    /// Whether they took back their consent to take part.
    pub unwilling: bool,
    /// A lock of the tier, and its last day.
    pub lock: Option<Option<Day>>,
    /// Open candidacies: for which tier and since which day.
    pub candidacies: BTreeMap<CandidacyId, (TierCode, Day)>,
    /// The newest notice.
    pub notice: Option<Notice>,
    /// How they came.
    pub entry_source: Option<EntrySource>,
    /// Where they live.
    pub region: Option<String>,
    /// What kind of voice they are.
    pub archetype: Option<Archetype>,
}

impl Person {
    /// The facts that stand, newest first.
    fn standing_facts(&self) -> impl Iterator<Item = &TierFact> {
        self.tier_facts.iter().rev().filter(|fact| !fact.replaced)
    }

    /// Since which day they stand in their tier without a break.
    pub fn since(&self) -> Option<Day> {
        let same = self.standing_facts().take_while(|fact| fact.tier == self.tier);
        same.last().map(|fact| fact.on)
    }

    /// Days in their tier on a day.
    pub fn days_in_tier(&self, on: Day) -> u32 {
        self.since().map_or(0, |since| on.days_since(since))
    }

    /// The day of the newest move of that kind.
    pub fn last_moved(&self, moved: Moved) -> Option<Day> {
        self.standing_facts().find(|fact| fact.moved == moved).map(|fact| fact.on)
    }

    /// Whether they take part on a day.
    pub fn takes_part(&self, on: Day) -> bool {
        let away = self.on_break
            && self
                .breaks
                .last()
                .is_some_and(|(from, until)| *from <= on && until.is_none_or(|until| on <= until));
        !(self.gone || self.suspended || away)
    }

    /// Whether their tier may move on a day.
    pub fn is_unlocked(&self, on: Day) -> bool {
        self.lock.is_none_or(|until| until.is_some_and(|until| until < on))
    }

    /// A new fact sets the tier; what was open about leaving the old one is over.
    pub(super) fn stand(&mut self, fact: TierFact) {
        let tier = fact.tier;
        self.tier_facts.push(fact);
        self.now_in(tier);
    }

    pub(super) fn now_in(&mut self, tier: Option<TierCode>) {
        self.tier = tier;
        self.candidacies.clear();
        self.notice = None;
    }

    /// A break that goes on ends on the day before `back`; one that had not begun never was.
    pub(super) fn end_break(&mut self, back: Day) {
        self.on_break = false;
        let Some((from, until)) = self.breaks.last_mut() else { return };
        let last = back.plus(-1);
        if *from > last {
            self.breaks.pop();
        } else if until.is_none_or(|until| until > last) {
            *until = Some(last);
        }
    }

    /// What another record of the same person did counts here.
    pub(super) fn absorb(&mut self, other: Person) {
        self.works.extend(other.works);
        self.dues.extend(other.dues);
        self.answers.extend(other.answers);
        self.task_days.extend(other.task_days);
        self.acts.extend(other.acts);
        self.mentored.extend(other.mentored);
        self.insights.extend(other.insights);
        self.points.extend(other.points);
        self.publications.extend(other.publications);
        for (lead, on) in other.leads {
            self.leads.entry(lead).or_insert(on);
        }
        self.reach.extend(other.reach);
        self.suspended |= other.suspended;
    }
}
