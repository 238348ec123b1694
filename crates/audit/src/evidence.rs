//! What every decision about a tier rested on: as stated, and as the log gives it at that
//! position.
//!
//! Before an event is taken in, what the rule must have found is computed from [`Facts`], which is
//! a second fold of the same log. What differs is drift: the statement, the facts or one of the
//! two computations is wrong.

use std::sync::Arc;

use domain::actor::Approval;
use domain::id::{CommandId, EventId, KocId};
use domain::koc::Event as KocEvent;
use domain::koc::profile::Archetype;
use domain::koc::values::{DecisionBasis, EntrySource, Evidence, MetricValue};
use domain::policy::{MetricCode, PolicyRules};
use domain::refusal::code_of;
use domain::vocabulary::TierCode;
use domain::{Actor, Day, Event, Moment, Recorded};
use projector_tiers::TierCause;

use crate::facts::{Facts, Person};
use crate::judge::{Judged, rising, staying};
use crate::measure::{measure, window};

/// Days of work by which members are compared. Our own number.
const COMPARED_DAYS: u16 = 365;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A tier was set.
    Tier(TierCause),
    /// A candidate was named.
    Nominated,
    /// Notice was given that a tier is at risk.
    Noticed,
}

impl Kind {
    /// As written: `PROMOTED`.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Tier(cause) => cause.code(),
            Kind::Nominated => "NOMINATED",
            Kind::Noticed => "NOTICED",
        }
    }
}

/// On what a decision says it rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The rules.
    Policy,
    /// A candidacy; the rules too.
    Candidacy,
    /// An exception from the rules.
    Override,
    /// What the member did.
    Conduct,
}

impl Basis {
    /// Without the words of an exception.
    pub fn of(basis: &DecisionBasis) -> Basis {
        match basis {
            DecisionBasis::Policy => Basis::Policy,
            DecisionBasis::Candidacy(_) => Basis::Candidacy,
            DecisionBasis::Override(_) => Basis::Override,
            DecisionBasis::Conduct => Basis::Conduct,
        }
    }

    /// As written: `OVERRIDE`.
    pub fn code(self) -> &'static str {
        match self {
            Basis::Policy => "POLICY",
            Basis::Candidacy => "CANDIDACY",
            Basis::Override => "OVERRIDE",
            Basis::Conduct => "CONDUCT",
        }
    }
}

/// A number as stated and as the log gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it is: `ACCEPTED_WORKS`, `ACCEPTED_WORKS need`, `asOf`.
    pub what: String,
    /// How far back it is measured, days.
    pub window_days: Option<u16>,
    /// As the event says; `–` when there is nothing.
    pub stated: String,
    /// As the log gives it; `–` when there is nothing.
    pub recomputed: String,
}

impl Figure {
    /// Whether the two are not the same.
    pub fn differs(&self) -> bool {
        self.stated != self.recomputed
    }
}

/// One decision about a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The event.
    pub position: EventId,
    /// Whose.
    pub koc_id: KocId,
    /// What was decided.
    pub kind: Kind,
    /// Where they stood.
    pub from: Option<TierCode>,
    /// Where they stand, or are to stand.
    pub to: Option<TierCode>,
    /// The day on which it was decided.
    pub decided_on: Day,
    /// From which day it holds.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
    /// When the log came to know it.
    pub recorded_at: Moment,
    /// Who sent the command.
    pub actor: Actor,
    /// Under which policy.
    pub policy_version: Option<u32>,
    /// On what it says it rests.
    pub basis: Option<Basis>,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
    /// Whether it states evidence.
    pub has_evidence: bool,
    /// As the event states.
    pub stated: Vec<MetricValue>,
    /// As the log gives it.
    pub recomputed: Vec<MetricValue>,
    /// Every number of it, side by side; what merely frames them only where it differs.
    pub figures: Vec<Figure>,
    /// Days from candidacy or notice to the decision.
    pub days_to_decision: Option<u32>,
    /// Mean score of the year before, hundredths.
    pub mean_score: Option<i64>,
    /// Works accepted in the year before, hundredths.
    pub accepted_works: i64,
    /// How they came.
    pub entry_source: Option<EntrySource>,
    /// Where they live.
    pub region: Option<String>,
    /// What kind of voice they are.
    pub archetype: Option<Archetype>,
}

impl Decision {
    /// Whether anything stated is not what the log gives.
    pub fn drifts(&self) -> bool {
        self.figures.iter().any(Figure::differs)
    }

    /// Whether the rules were set aside.
    pub fn is_override(&self) -> bool {
        self.basis == Some(Basis::Override)
    }
}

/// Every decision about a tier as far as the log was read, and the facts there.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    facts: Facts,
    rows: Vec<Arc<Decision>>,
    position: EventId,
    /// The newest command and its first event.
    command: Option<(CommandId, EventId)>,
}

impl Decisions {
    /// Takes in the next event.
    pub fn apply(&mut self, recorded: &Recorded) {
        if self.command.is_none_or(|(id, _)| id != recorded.command_id) {
            self.command = Some((recorded.command_id, recorded.position));
        }
        let first = self.command.map_or(recorded.position, |(_, first)| first);
        if let Event::Koc(event) = &recorded.event {
            self.rows.extend(decided(&self.facts, event, recorded, first).map(Arc::new));
            if let KocEvent::KocPersonalDataErased(e) = event {
                self.forget(e.koc_id);
            }
        }
        self.facts.apply(recorded);
        self.position = recorded.position;
    }

    /// Every decision, in the order of the log.
    pub fn rows(&self) -> &[Arc<Decision>] {
        &self.rows
    }

    /// The newest event taken in.
    pub fn position(&self) -> EventId {
        self.position
    }

    /// The facts at that position.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What was decided stays; where they lived and who they were goes.
    fn forget(&mut self, koc_id: KocId) {
        for row in self.rows.iter_mut().filter(|row| row.koc_id == koc_id) {
            let row = Arc::make_mut(row);
            (row.region, row.archetype) = (None, None);
        }
    }
}

/// The decision that an event is; none for what decides nothing about a tier. `first` is the first
/// event of its command.
fn decided(
    facts: &Facts,
    event: &KocEvent,
    recorded: &Recorded,
    first: EventId,
) -> Option<Decision> {
    use TierCause::*;
    let nobody = Person::default();
    let person = facts.person(event.koc_id()).unwrap_or(&nobody);
    let today = facts.day_of(recorded.occurred_at);
    let plain = |cause: TierCause, to: Option<TierCode>, on: Day, at: Moment| Decision {
        position: recorded.position,
        koc_id: event.koc_id(),
        kind: Kind::Tier(cause),
        from: person.tier,
        to,
        decided_on: today,
        effective_on: on,
        effective_at: at,
        recorded_at: recorded.recorded_at,
        actor: recorded.actor,
        policy_version: None,
        basis: None,
        approved_by: Vec::new(),
        has_evidence: false,
        stated: Vec::new(),
        recomputed: Vec::new(),
        figures: Vec::new(),
        days_to_decision: None,
        mean_score: None,
        accepted_works: 0,
        entry_source: person.entry_source,
        region: person.region.clone(),
        archetype: person.archetype,
    };
    let leaving = |good_standing: bool| if good_standing { LeftInGoodStanding } else { Left };
    let decision = match event {
        KocEvent::KocEnrolledInTier(e) => Decision {
            policy_version: Some(e.policy_version),
            ..plain(Enrolled, Some(e.tier), e.effective_on, e.effective_at)
        },
        KocEvent::TierMoveImported(e) => {
            let cause = if e.to.is_some() { Imported } else { leaving(e.good_standing) };
            Decision { from: e.from, ..plain(cause, e.to, e.effective_on, e.effective_at) }
        }
        KocEvent::KocPromoted(e) => {
            let waited = person.candidacies.values().filter(|(target, _)| *target == e.to);
            let row = Decision {
                policy_version: Some(e.policy_version),
                basis: Some(Basis::of(&e.basis)),
                approved_by: e.approved_by.clone(),
                days_to_decision: waited.map(|(_, since)| today.days_since(*since)).max(),
                ..plain(Promoted, Some(e.to), e.effective_on, e.effective_at)
            };
            let found = |rules: &PolicyRules| rising(person, rules, e.from, e.effective_on);
            let served = Some((e.days_in_previous, person.days_in_tier(e.effective_on)));
            checked(facts, row, (&e.evidence, first), served, found)
        }
        KocEvent::KocDemoted(e) => {
            let row = Decision {
                policy_version: Some(e.policy_version),
                basis: Some(Basis::of(&e.basis)),
                approved_by: e.approved_by.clone(),
                days_to_decision: person.notice.map(|notice| today.days_since(notice.given_on)),
                ..plain(Demoted, Some(e.to), e.effective_on, e.effective_at)
            };
            let found = |rules: &PolicyRules| staying(person, rules, e.from, false, e.effective_on);
            let served = Some((e.days_in_previous, person.days_in_tier(e.effective_on)));
            checked(facts, row, (&e.evidence, first), served, found)
        }
        KocEvent::CandidateNominated(e) => {
            let at = recorded.occurred_at;
            let row = Decision {
                kind: Kind::Nominated,
                ..plain(Promoted, Some(e.target_tier), today, at)
            };
            let on = e.evidence.to;
            let found = |rules: &PolicyRules| {
                person.tier.map_or_else(Judged::default, |tier| rising(person, rules, tier, on))
            };
            checked(facts, row, (&e.evidence, first), None, found)
        }
        KocEvent::TierNoticeGiven(e) => {
            let at = recorded.occurred_at;
            let row = Decision {
                kind: Kind::Noticed,
                policy_version: Some(e.policy_version),
                ..plain(Demoted, e.at_risk_tier.below(), today, at)
            };
            noticed(
                facts,
                person,
                row,
                e.at_risk_tier,
                &e.missing,
                facts.day_of(recorded.recorded_at),
            )
        }
        KocEvent::KocSteppedDown(e) => {
            plain(SteppedDown, Some(e.to), e.effective_on, e.effective_at)
        }
        KocEvent::KocReturnedToTier(e) => {
            plain(Returned, Some(e.to), e.effective_on, e.effective_at)
        }
        KocEvent::KocTierCorrected(e) => Decision {
            from: e.was,
            approved_by: e.approved_by.clone(),
            ..plain(Corrected, Some(e.tier), e.effective_on, e.effective_at)
        },
        KocEvent::KocLeft(e) => {
            plain(leaving(e.good_standing), None, e.effective_on, e.effective_at)
        }
        KocEvent::KocRejoined(e) => Decision {
            policy_version: Some(e.policy_version),
            ..plain(Rejoined, Some(e.entry_tier), e.effective_on, e.effective_at)
        },
        KocEvent::KocMerged(e) => Decision {
            approved_by: e.approved_by.clone(),
            ..plain(Merged, None, e.effective_on, e.effective_at)
        },
        _ => return None,
    };
    Some(compared(facts, person, decision))
}

/// What members are compared by.
fn compared(facts: &Facts, person: &Person, row: Decision) -> Decision {
    let Some(policy) = facts.policy_on(row.effective_on) else { return row };
    let of = |metric| measure(person, &policy.rules, metric, row.effective_on, COMPARED_DAYS);
    let mean_score = of(MetricCode::MeanScore);
    let accepted_works = of(MetricCode::AcceptedWorks).unwrap_or(0);
    Decision { mean_score, accepted_works, ..row }
}

/// Sets the evidence of a decision beside what the rule of the policy in force finds.
fn checked(
    facts: &Facts,
    row: Decision,
    (evidence, first): (&Evidence, EventId),
    days_in_previous: Option<(u32, u32)>,
    found: impl Fn(&PolicyRules) -> Judged,
) -> Decision {
    let on = evidence.to;
    let policy = facts.policy_on(on);
    let recomputed = policy.map(|policy| found(&policy.rules).metrics).unwrap_or_default();
    let mut figures = side_by_side(&evidence.metrics, &recomputed);
    let longest = recomputed.iter().map(|it| it.window_days).max().unwrap_or(1);
    // A rule knows the log up to its command, a reaction up to the event that it follows.
    let known = first.0.saturating_sub(1)..row.position.0;
    let before = if known.contains(&evidence.as_of.0) {
        evidence.as_of
    } else {
        EventId(row.position.0.saturating_sub(1))
    };
    let mut frame = vec![
        ("asOf", evidence.as_of.to_string(), before.to_string()),
        ("from", evidence.from.to_string(), window(on, longest).start().to_string()),
    ];
    // A candidacy holds from the moment it is given, whatever day it looks back from.
    if row.kind != Kind::Nominated {
        frame.push(("to", evidence.to.to_string(), row.effective_on.to_string()));
    }
    if let Some((stated, served)) = days_in_previous {
        frame.push(("daysInPrevious", stated.to_string(), served.to_string()));
    }
    if let Some(stated) = row.policy_version {
        frame.push(("policyVersion", stated.to_string(), text(policy.map(|it| it.version))));
    }
    figures.extend(frame.into_iter().filter_map(framing));
    let stated = evidence.metrics.clone();
    Decision { has_evidence: true, stated, recomputed, figures, ..row }
}

/// A notice states only what is not met.
fn noticed(
    facts: &Facts,
    person: &Person,
    row: Decision,
    tier: TierCode,
    missing: &[MetricValue],
    on: Day,
) -> Decision {
    let policy = facts.policy_on(on);
    let recomputed = policy
        .map(|policy| staying(person, &policy.rules, tier, true, on).missing)
        .unwrap_or_default();
    let mut figures = side_by_side(missing, &recomputed);
    let version = (text(row.policy_version), text(policy.map(|it| it.version)));
    figures.extend(framing(("policyVersion", version.0, version.1)));
    Decision { has_evidence: true, stated: missing.to_vec(), recomputed, figures, ..row }
}

/// Every metric that either names, in the order of the rule.
fn side_by_side(stated: &[MetricValue], recomputed: &[MetricValue]) -> Vec<Figure> {
    let mut left: Vec<&MetricValue> = stated.iter().collect();
    let mut figures = Vec::new();
    for found in recomputed {
        let same =
            |it: &&MetricValue| (it.metric, it.window_days) == (found.metric, found.window_days);
        let stated = left.iter().position(same).map(|at| left.remove(at));
        figures.extend(metric(stated, Some(found)));
    }
    figures.extend(left.into_iter().flat_map(|stated| metric(Some(stated), None)));
    figures
}

/// What a metric is; what was asked and whether it is met only where that differs.
fn metric(stated: Option<&MetricValue>, recomputed: Option<&MetricValue>) -> Vec<Figure> {
    let Some(named) = stated.or(recomputed) else { return Vec::new() };
    let name = code_of(&named.metric);
    let figure = |what: String, of: &dyn Fn(&MetricValue) -> String| {
        let shown = |value: Option<&MetricValue>| value.map_or_else(nothing, of);
        let window_days = Some(named.window_days);
        Figure { what, window_days, stated: shown(stated), recomputed: shown(recomputed) }
    };
    let have = figure(name.clone(), &|it| text(it.have));
    let need = figure(format!("{name} need"), &|it| it.need.to_string());
    let met = figure(format!("{name} met"), &|it| it.met.to_string());
    let mut figures = vec![have];
    figures.extend([need, met].into_iter().filter(Figure::differs));
    figures
}

fn framing((what, stated, recomputed): (&str, String, String)) -> Option<Figure> {
    let figure = Figure { what: what.to_owned(), window_days: None, stated, recomputed };
    figure.differs().then_some(figure)
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(nothing, |value| value.to_string())
}

fn nothing() -> String {
    "–".to_owned()
}
