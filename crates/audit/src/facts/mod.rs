//! What members did, kept apart from the rules: a second fold of the same events, written from
//! the definitions of the metrics and not from the counters by which the rules decide, so that a
//! mistake in either shows as a difference.
//!
//! Two things are shared with the rules on purpose: the events themselves, and the reckoning of a
//! due time after breaks (`due_after_breaks`), which says when the clock stood still.

mod job;
mod person;
mod standing;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::contribution::Event as LedgerEvent;
use domain::id::{AssignmentId, EntryId, KocId, TaskId};
use domain::insight::Event as InsightEvent;
use domain::mentorship::Event as MentorshipEvent;
use domain::policy::{Dims, Event as PolicyEvent, PolicyRules};
use domain::programme::Event as ProgrammeEvent;
use domain::vocabulary::TierCode;
use domain::{Day, Event, Moment, Recorded, Zone, activity, publication};

pub use person::{Act, Due, Moved, Notice, Person, Publication, TierFact, Work, WorkKey};

use job::Job;

/// A version of the tier policy and when it holds.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Which.
    pub version: u32,
    /// What it says.
    pub rules: Arc<PolicyRules>,
    /// Its first day; none while a draft.
    pub in_force_from: Option<Day>,
    /// Those who held a tier on that day are not demoted before this one.
    pub incumbents_until: Option<Day>,
}

/// Dated facts about everybody, as far as the log was read.
#[derive(Debug, Clone)]
pub struct Facts {
    zone: Zone,
    live_on: Option<Day>,
    policies: BTreeMap<u32, Policy>,
    people: BTreeMap<KocId, Person>,
    /// Records that ended, and those that go on for them.
    merged: BTreeMap<KocId, KocId>,
    jobs: BTreeMap<AssignmentId, Job>,
    /// Criteria of each brief that say something of creativity, with their weight.
    creative: BTreeMap<(TaskId, u32), Vec<(String, u32)>>,
    entries: BTreeMap<EntryId, (Dims, bool)>,
}

impl Default for Facts {
    fn default() -> Facts {
        Facts {
            zone: Zone::UTC,
            live_on: None,
            policies: BTreeMap::new(),
            people: BTreeMap::new(),
            merged: BTreeMap::new(),
            jobs: BTreeMap::new(),
            creative: BTreeMap::new(),
            entries: BTreeMap::new(),
        }
    }
}

impl Facts {
    /// The programme's zone, which says what a day is.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The day the programme went live.
    pub fn live_on(&self) -> Option<Day> {
        self.live_on
    }

    /// A member.
    pub fn person(&self, koc_id: KocId) -> Option<&Person> {
        self.people.get(&koc_id)
    }

    /// Everybody known, by id.
    pub fn people(&self) -> impl Iterator<Item = (KocId, &Person)> {
        self.people.iter().map(|(id, person)| (*id, person))
    }

    /// A version of the policy, published or not.
    pub fn policy(&self, version: u32) -> Option<&Policy> {
        self.policies.get(&version)
    }

    /// The policy in force on a day.
    pub fn policy_on(&self, day: Day) -> Option<&Policy> {
        let in_force = |policy: &&Policy| policy.in_force_from.is_some_and(|from| from <= day);
        self.policies.values().rev().find(in_force)
    }

    /// The grace that policies promised to whoever held a tier when they came into force: its
    /// first day without.
    pub fn incumbent_grace(&self, since: Option<Day>, on: Day) -> Option<Day> {
        let begun = self.policies.values().filter(|policy| {
            policy.in_force_from.is_some_and(|from| from <= on && since <= Some(from))
        });
        begun.filter_map(|policy| policy.incumbents_until).max()
    }

    /// The day of a moment.
    pub fn day_of(&self, moment: Moment) -> Day {
        self.zone.day_of(moment)
    }

    /// Takes in what has happened.
    pub fn apply(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Programme(event) => self.programme(event, recorded),
            Event::TierPolicy(event) => self.policy_event(event),
            Event::Koc(event) => standing::apply(self, event, recorded),
            Event::Task(event) => job::of_task(self, event),
            Event::Assignment(event) => job::apply(self, event, recorded),
            Event::Team(event) => job::of_team(self, event),
            Event::Activity(event) => self.activity(event),
            Event::Contribution(event) => self.ledger(event),
            Event::Mentorship(MentorshipEvent::MentorshipCompleted(e)) => {
                let today = self.day_of(recorded.occurred_at);
                self.on_person(e.mentor, |mentor| mentor.mentored.push(today));
            }
            Event::Insight(InsightEvent::InsightDecided(e)) if e.decision.is_adopted() => {
                let today = self.day_of(recorded.occurred_at);
                self.on_person(e.koc_id, |author| author.insights.push(today));
            }
            Event::Publication(event) => self.publication(event),
            _ => {}
        }
    }

    /// Of the record under which that person goes on.
    fn on_person(&mut self, koc_id: KocId, change: impl FnOnce(&mut Person)) {
        let mut at = koc_id;
        // Nobody is merged into a record that has ended, so the way has an end.
        while let Some(into) = self.merged.get(&at) {
            at = *into;
        }
        if let Some(person) = self.people.get_mut(&at) {
            change(person);
        }
    }

    fn programme(&mut self, event: &ProgrammeEvent, recorded: &Recorded) {
        match event {
            ProgrammeEvent::ProgrammeCreated(e) => {
                self.zone = Zone::named(&e.time_zone).unwrap_or(Zone::UTC);
            }
            ProgrammeEvent::ProgrammeWentLive(e) => {
                self.live_on = Some(e.live_on);
                let at = self.zone.start_of(e.live_on);
                let without = self.people.values_mut().filter(|it| it.tier_facts.is_empty());
                for person in without {
                    let lowest = Some(TierCode::LOWEST);
                    person.stand(TierFact::plain(recorded.position, lowest, e.live_on, at));
                }
            }
            _ => {}
        }
    }

    fn policy_event(&mut self, event: &PolicyEvent) {
        match event {
            PolicyEvent::TierPolicyDrafted(e) => {
                let rules = Arc::new(e.rules.clone());
                let (version, in_force_from, incumbents_until) = (e.version, None, None);
                let policy = Policy { version, rules, in_force_from, incumbents_until };
                self.policies.insert(e.version, policy);
            }
            PolicyEvent::TierPolicyPublished(e) => {
                let Some(policy) = self.policies.get_mut(&e.version) else { return };
                policy.in_force_from = Some(e.in_force_from);
                let days = i32::from(e.grace_for_incumbents_days);
                policy.incumbents_until = (days > 0).then(|| e.in_force_from.plus(days));
            }
            _ => {}
        }
    }

    fn activity(&mut self, event: &activity::Event) {
        use activity::Event::{ActivityMarkedInsightful, ActivityRecorded, ActivityRetracted};
        match event {
            ActivityRecorded(e) => {
                let act = Act { on: e.on, kind: e.kind, marked: false };
                self.on_person(e.koc_id, |it| {
                    it.acts.insert(e.activity_id, act);
                });
            }
            ActivityMarkedInsightful(e) => self.on_person(e.koc_id, |it| {
                it.acts.entry(e.activity_id).and_modify(|act| act.marked = true);
            }),
            ActivityRetracted(e) => self.on_person(e.koc_id, |it| {
                it.acts.remove(&e.activity_id);
            }),
        }
    }

    fn ledger(&mut self, event: &LedgerEvent) {
        let (koc_id, on, dims, plus) = match event {
            LedgerEvent::ContributionCredited(e) => {
                self.entries.insert(e.entry_id, (e.dims.clone(), true));
                (e.koc_id, e.effective_on, e.dims.clone(), true)
            }
            LedgerEvent::ContributionAdjusted(e) => {
                // An adjustment names no dimensions; it counts as contribution.
                let contribution = e.delta.unsigned_abs();
                let dims = Dims { contribution, influence: 0, activity: 0 };
                self.entries.insert(e.entry_id, (dims.clone(), e.delta > 0));
                (e.koc_id, e.effective_on, dims, e.delta > 0)
            }
            LedgerEvent::ContributionReversed(e) => {
                let Some((dims, plus)) = self.entries.get(&e.entry_id) else { return };
                (e.koc_id, e.effective_on, dims.clone(), !plus)
            }
        };
        self.on_person(koc_id, |it| it.points.push((on, dims, plus)));
    }

    fn publication(&mut self, event: &publication::Event) {
        use publication::Event::*;
        match event {
            PublicationRegistered(e) => {
                let publication = Publication {
                    on: self.day_of(e.published_at),
                    platform: e.platform.clone(),
                    topic: e.topic.clone(),
                    counts: Vec::new(),
                };
                self.on_person(e.koc_id, |it| {
                    it.publications.insert(e.publication_id, publication);
                });
            }
            EngagementRecorded(e) => {
                let on = self.day_of(e.measured_at);
                self.on_person(e.koc_id, |it| {
                    if let Some(publication) = it.publications.get_mut(&e.publication_id) {
                        publication.counts.push((on, e.counts));
                    }
                });
            }
            LeadAttributed(e) => {
                let on = self.day_of(e.at);
                self.on_person(e.koc_id, |it| {
                    it.leads.entry((e.lead_ref.clone(), e.kind)).or_insert(on);
                });
            }
            PublicationTakenDown(e) => self.on_person(e.koc_id, |it| {
                it.publications.remove(&e.publication_id);
            }),
            DisclosureVerified(_)
            | DisclosureMissingFound(_)
            | WorkAmplified(_)
            | CreditCorrected(_) => {}
        }
    }
}
