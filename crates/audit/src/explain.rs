//! Which events led to one, and what each of them is to it.
//!
//! Whoever asks brings the events: those of the streams concerned, those of the same command, and
//! where appeals against it stand. Nothing is searched here.

use std::collections::BTreeMap;

use domain::actor::Approval;
use domain::id::EventId;
use domain::koc::Event as KocEvent;
use domain::koc::values::{Evidence, MetricValue};
use domain::{Day, Event, Lang, Moment, Recorded};

use crate::evidence::Basis;

/// What an event is to the one that is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// It led to it: the command that reacted to it.
    Cause,
    /// The member became a candidate, or no more.
    Candidacy,
    /// The member was invited, or answered.
    Invitation,
    /// Notice was given.
    Notice,
    /// The tier was locked or unlocked.
    Lock,
    /// Somebody approved.
    Approval,
    /// A person pointed at it.
    Evidence,
    /// The event itself.
    Decision,
    /// Recorded with it, by the same command.
    Effect,
    /// It puts right what was recorded.
    Correction,
    /// Somebody disputed it, or an answer was given.
    Appeal,
    /// It happened to the same thing.
    Course,
    /// A line of the account.
    Line,
}

impl Part {
    /// As people read it.
    pub fn label(self, lang: Lang) -> &'static str {
        let (en, zh) = match self {
            Part::Cause => ("led to it", "起因"),
            Part::Candidacy => ("candidacy", "候选"),
            Part::Invitation => ("invitation", "邀请"),
            Part::Notice => ("notice", "提醒"),
            Part::Lock => ("lock", "锁定"),
            Part::Approval => ("approval", "审批"),
            Part::Evidence => ("pointed at", "引用证据"),
            Part::Decision => ("this", "本事件"),
            Part::Effect => ("followed", "随之产生"),
            Part::Correction => ("correction", "更正"),
            Part::Appeal => ("appeal", "申诉"),
            Part::Course => ("course", "经过"),
            Part::Line => ("line", "账目"),
        };
        if lang == Lang::Zh { zh } else { en }
    }
}

/// One event of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The event.
    pub event: EventId,
    /// What it is to the one explained.
    pub part: Part,
    /// Of a line: its points.
    pub points: Option<i64>,
    /// Of a line: the balance after it.
    pub balance: Option<i64>,
}

impl Step {
    /// Without points.
    pub fn plain(event: EventId, part: Part) -> Step {
        Step { event, part, points: None, balance: None }
    }
}

/// The notice that a demotion waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeWaited {
    /// The event in which it was given.
    pub event: EventId,
    /// When it was given.
    pub given_at: Moment,
    /// The first day on which it could be decided.
    pub decide_on: Day,
}

/// Everything that led to one event and what it rested on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// Every event, in the order of the log.
    pub steps: Vec<Step>,
    /// The policy it was decided under.
    pub policy_version: Option<u32>,
    /// On what it says it rests.
    pub basis: Option<Basis>,
    /// What the policy asked, and what there was, as stated.
    pub lines: Vec<MetricValue>,
    /// The notice it waited for.
    pub notice: Option<NoticeWaited>,
}

/// What is known beside the event itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The member's own stream, of an event about a member; else the stream of the event.
    pub stream: &'a [Recorded],
    /// Every event of the same command.
    pub command: &'a [Recorded],
    /// What led to it, nearest first.
    pub causes: &'a [EventId],
    /// The events of appeals against it.
    pub appeals: &'a [EventId],
}

/// Explains one event.
pub fn event(explained: &Recorded, beside: Beside<'_>) -> Explanation {
    let mut found = Explanation::default();
    let mut parts: BTreeMap<EventId, Part> = BTreeMap::new();
    parts.insert(explained.position, Part::Decision);
    let mut note = |event: EventId, part: Part| {
        parts.entry(event).or_insert(part);
    };
    beside.causes.iter().for_each(|event| note(*event, Part::Cause));
    beside.appeals.iter().for_each(|event| note(*event, Part::Appeal));
    if let Event::Koc(decided) = &explained.event {
        rested_on(decided).for_each(|(event, part)| note(event, part));
        for later in beside.stream {
            if corrects(later) == Some(explained.position) {
                note(later.position, Part::Correction);
            }
        }
        // A correction says where somebody stands; what led there led to what it puts right.
        let wrong = corrects(explained);
        let wrong = wrong.and_then(|it| beside.stream.iter().find(|event| event.position == it));
        let decision = wrong.unwrap_or(explained);
        note(decision.position, Part::Cause);
        if let Event::Koc(decided) = &decision.event {
            rested_on(decided).for_each(|(event, part)| note(event, part));
            describe(decided, &mut found);
            let led_up = led_up_to(beside.stream, decision);
            led_up.iter().for_each(|(event, part)| note(event.position, *part));
            if matches!(decided, KocEvent::KocDemoted(_)) {
                found.notice = led_up.iter().find_map(|(event, _)| notice(event));
            }
        }
    }
    for same in beside.command {
        let part = if same.position < explained.position { Part::Cause } else { Part::Effect };
        note(same.position, part);
    }
    found.steps = parts.into_iter().map(|(event, part)| Step::plain(event, part)).collect();
    found
}

/// Explains where something stands by all that happened to it.
pub fn course(stream: &[Recorded]) -> Explanation {
    let steps = stream.iter().map(|it| Step::plain(it.position, Part::Course)).collect();
    Explanation { steps, ..Explanation::default() }
}

/// What a decision points at: approvals, and events that a person named.
fn rested_on(event: &KocEvent) -> impl Iterator<Item = (EventId, Part)> + '_ {
    let (approvals, evidence): (&[Approval], Option<&Evidence>) = match event {
        KocEvent::KocPromoted(e) => (&e.approved_by, Some(&e.evidence)),
        KocEvent::KocDemoted(e) => (&e.approved_by, Some(&e.evidence)),
        KocEvent::CandidateNominated(e) => (&[], Some(&e.evidence)),
        KocEvent::KocTierCorrected(e) => (&e.approved_by, None),
        KocEvent::KocMerged(e) => (&e.approved_by, None),
        KocEvent::KocSuspended(e) => (&e.approved_by, None),
        _ => (&[], None),
    };
    let refs = evidence.into_iter().flat_map(|it| it.refs.iter().copied());
    let refs = refs.map(|event| (event, Part::Evidence));
    approvals.iter().map(|approval| (approval.event, Part::Approval)).chain(refs)
}

/// What was open about the tier when it was decided, newest first; nothing of other events.
fn led_up_to<'a>(stream: &'a [Recorded], decision: &Recorded) -> Vec<(&'a Recorded, Part)> {
    if !was_a_tier_set(decision) {
        return Vec::new();
    }
    let before = stream.iter().rev().filter(|it| it.position < decision.position);
    let open = before.take_while(|it| !was_a_tier_set(it));
    open.filter_map(|it| part_of(&it.event).map(|part| (it, part))).collect()
}

/// The event that a correction puts right.
fn corrects(recorded: &Recorded) -> Option<EventId> {
    match &recorded.event {
        Event::Koc(KocEvent::KocTierCorrected(e)) => Some(e.supersedes),
        _ => None,
    }
}

fn describe(event: &KocEvent, found: &mut Explanation) {
    let (policy_version, basis, lines) = match event {
        KocEvent::KocPromoted(e) => {
            (Some(e.policy_version), Some(Basis::of(&e.basis)), e.evidence.metrics.clone())
        }
        KocEvent::KocDemoted(e) => {
            (Some(e.policy_version), Some(Basis::of(&e.basis)), e.evidence.metrics.clone())
        }
        KocEvent::CandidateNominated(e) => (None, None, e.evidence.metrics.clone()),
        KocEvent::TierNoticeGiven(e) => (Some(e.policy_version), None, e.missing.clone()),
        KocEvent::KocEnrolledInTier(e) => (Some(e.policy_version), None, Vec::new()),
        KocEvent::KocRejoined(e) => (Some(e.policy_version), None, Vec::new()),
        _ => return,
    };
    (found.policy_version, found.basis, found.lines) = (policy_version, basis, lines);
}

fn notice(recorded: &Recorded) -> Option<NoticeWaited> {
    match &recorded.event {
        Event::Koc(KocEvent::TierNoticeGiven(e)) => Some(NoticeWaited {
            event: recorded.position,
            given_at: recorded.occurred_at,
            decide_on: e.decide_on,
        }),
        _ => None,
    }
}

fn part_of(event: &Event) -> Option<Part> {
    let Event::Koc(event) = event else { return None };
    match event {
        KocEvent::CandidateNominated(_) | KocEvent::CandidateDismissed(_) => Some(Part::Candidacy),
        KocEvent::TierInvitationSent(_)
        | KocEvent::TierInvitationAccepted(_)
        | KocEvent::TierInvitationDeclined(_) => Some(Part::Invitation),
        KocEvent::TierNoticeGiven(_) => Some(Part::Notice),
        KocEvent::TierLocked(_) | KocEvent::TierUnlocked(_) => Some(Part::Lock),
        _ => None,
    }
}

fn was_a_tier_set(recorded: &Recorded) -> bool {
    matches!(&recorded.event, Event::Koc(event) if sets_a_tier(event))
}

/// What opens and closes the time in which candidacies, invitations and notices count.
fn sets_a_tier(event: &KocEvent) -> bool {
    use KocEvent::*;
    matches!(
        event,
        KocEnrolledInTier(_)
            | TierMoveImported(_)
            | KocPromoted(_)
            | KocDemoted(_)
            | KocSteppedDown(_)
            | KocReturnedToTier(_)
            | KocLeft(_)
            | KocRejoined(_)
            | KocMerged(_)
    )
}
