//! A member: every tier fact, and what stands open beside the tier.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{CandidacyId, EventId, KocId};
use domain::koc::event::{AvailabilityDeclared, TierNoticeGiven};
use domain::koc::profile::{Preferences, Profile};
use domain::koc::values::{EntrySource, Evidence, MetricValue, NominationSource};
use domain::personal::Sealed;
use domain::vocabulary::{Availability, ConsentPurpose, TierCode};
use domain::{Day, Lang, Moment};
use serde::Serialize;

use crate::fact::{Superseded, TierFact};

/// Whether a member takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Standing {
    /// Takes part; a known person of the time before counts as active.
    Active,
    /// Takes a break.
    Paused,
    /// Has left, and something stood against them.
    Left,
    /// Has left, and nothing stood against them.
    LeftInGoodStanding,
    /// Was forgotten: what they did still counts, who they were is gone.
    Erased,
    /// May not take part until it is lifted.
    Suspended,
    /// Goes on under another record.
    Merged,
}

/// A consent that was given and neither taken back nor recorded as run out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GivenConsent {
    /// Of the published text.
    pub text_version: u16,
    /// Its last day; none when it is for good.
    pub expires_on: Option<Day>,
}

impl GivenConsent {
    pub(crate) fn of(text_version: u16) -> GivenConsent {
        GivenConsent { text_version, expires_on: None }
    }
}

/// That a member may not take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suspended {
    /// From this day.
    pub from: Day,
    /// Its last day; none: until it is lifted.
    pub until: Option<Day>,
    /// What the member was told.
    pub reason: Sealed,
    /// The event in which they were suspended.
    pub position: EventId,
}

/// An invitation to a tier that was neither declined nor used up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenInvitation {
    /// To which tier.
    pub target_tier: TierCode,
    /// Until when it can be accepted.
    pub expires_at: Moment,
    /// Whether the member said yes.
    pub accepted: bool,
    /// The candidacy behind it.
    pub candidacy_id: Option<CandidacyId>,
    /// The event in which it was sent.
    pub position: EventId,
}

/// A notice that a tier is at risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenNotice {
    /// Which tier.
    pub at_risk_tier: TierCode,
    /// Under which policy.
    pub policy_version: u32,
    /// What was not met.
    pub missing: Vec<MetricValue>,
    /// When it will be decided, at the earliest.
    pub decide_on: Day,
    /// The event in which it was given.
    pub position: EventId,
}

impl OpenNotice {
    pub(crate) fn given(notice: &TierNoticeGiven, position: EventId) -> OpenNotice {
        OpenNotice {
            at_risk_tier: notice.at_risk_tier,
            policy_version: notice.policy_version,
            missing: notice.missing.clone(),
            decide_on: notice.decide_on,
            position,
        }
    }
}

/// A standing as candidate for a tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenCandidacy {
    /// Its id.
    pub candidacy_id: CandidacyId,
    /// For which tier.
    pub target_tier: TierCode,
    /// What made them stand out.
    pub source: NominationSource,
    /// The event that rests on.
    pub source_ref: Option<EventId>,
    /// As the rule computed it.
    pub evidence: Evidence,
    /// The event in which they were named.
    pub position: EventId,
}

/// A tier that does not move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TierLock {
    /// To this day, inclusive; none: until unlocked.
    pub until: Option<Day>,
    /// Why.
    pub reason: Sealed,
    /// The event in which it was locked.
    pub position: EventId,
}

/// A right to return to a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RightOfReturn {
    /// To which tier.
    pub tier: TierCode,
    /// Last day on which it can be used.
    pub until: Day,
}

/// How much a member takes on, as they said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclaredAvailability {
    /// How much.
    pub depth: Availability,
    /// From this day.
    pub from: Day,
    /// To this day, inclusive.
    pub until: Option<Day>,
    /// Fewer live assignments than the tier allows.
    pub max_concurrent: Option<u16>,
}

impl From<&AvailabilityDeclared> for DeclaredAvailability {
    fn from(said: &AvailabilityDeclared) -> DeclaredAvailability {
        DeclaredAvailability {
            depth: said.depth,
            from: said.from,
            until: said.until,
            max_concurrent: said.max_concurrent,
        }
    }
}

/// A break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Break {
    /// From this day.
    pub from: Day,
    /// To this day, inclusive, as announced.
    pub until: Option<Day>,
    /// How long it was; none while it lasts.
    pub days: Option<u32>,
}

/// A person the programme knows. One who was never in a tier has no facts, and is in no digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Who.
    pub koc_id: KocId,
    /// Their pseudonymous key in another system.
    pub external_ref: Option<Arc<str>>,
    /// Their name; none for a person of the time before.
    pub name: Option<Sealed>,
    /// The language they are spoken to in.
    pub locale: Option<Lang>,
    /// Where they came from.
    pub entry_source: EntrySource,
    /// Who brought them.
    pub referred_by: Option<KocId>,
    /// Whether they take part, by what was said last; see [`Member::standing_on`].
    pub standing: Standing,
    /// Why they may not take part, whatever else is said of them.
    pub suspension: Option<Suspended>,
    /// The record they go on under.
    pub merged_into: Option<KocId>,
    /// What they agreed to, by purpose.
    pub consents: BTreeMap<ConsentPurpose, GivenConsent>,
    /// How much they take on.
    pub availability: Option<DeclaredAvailability>,
    /// Breaks, oldest first.
    pub breaks: Vec<Break>,
    /// Whether their tier does not move.
    pub lock: Option<TierLock>,
    /// An invitation to a tier.
    pub invitation: Option<OpenInvitation>,
    /// A notice that their tier is at risk.
    pub notice: Option<OpenNotice>,
    /// Standings as candidate, oldest first.
    pub candidacies: Vec<OpenCandidacy>,
    /// A right to return to a tier.
    pub right_of_return: Option<RightOfReturn>,
    /// What they can do and how they do it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Arc<Profile>>,
    /// What speaks of their loyalty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loyalty_note: Option<Sealed>,
    /// What they would like to be asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferences: Option<Arc<Preferences>>,
    /// Every tier fact in the order of effect. A superseded one stays, and the correction that
    /// replaced it follows it at once: what is left out by `known_at` leaves the others in order.
    #[serde(skip)]
    pub facts: Vec<Arc<TierFact>>,
}

impl Member {
    pub(crate) fn known(koc_id: KocId) -> Member {
        Member {
            koc_id,
            external_ref: None,
            name: None,
            locale: None,
            entry_source: EntrySource::Import,
            referred_by: None,
            standing: Standing::Active,
            suspension: None,
            merged_into: None,
            consents: BTreeMap::new(),
            availability: None,
            breaks: Vec::new(),
            lock: None,
            invitation: None,
            notice: None,
            candidacies: Vec::new(),
            right_of_return: None,
            profile: None,
            loyalty_note: None,
            preferences: None,
            facts: Vec::new(),
        }
    }

    /// How they are named in reports: the external reference if there is one, else the id.
    pub fn label(&self) -> String {
        self.external_ref.as_deref().map_or_else(|| self.koc_id.to_string(), str::to_owned)
    }

    /// Whether they take part on that day: a planned break has not begun before its first day, and
    /// one with a last day is over after it.
    pub fn standing_on(&self, day: Day) -> Standing {
        let breaks = self.breaks.last().is_some_and(|last| {
            last.days.is_none() && last.from <= day && last.until.is_none_or(|until| day <= until)
        });
        match self.standing {
            Standing::Active | Standing::Paused if self.suspension.is_some() => Standing::Suspended,
            Standing::Paused if !breaks => Standing::Active,
            standing => standing,
        }
    }

    /// The tier now; none outside.
    pub fn tier(&self) -> Option<TierCode> {
        self.ruling(None).next_back().and_then(|fact| fact.tier)
    }

    /// The facts that rule, as known at `known_at`, in the order of effect.
    pub(crate) fn ruling(
        &self,
        known_at: Option<Moment>,
    ) -> impl DoubleEndedIterator<Item = &Arc<TierFact>> {
        self.facts.iter().filter(move |fact| fact.holds(known_at))
    }

    pub(crate) fn add(&mut self, fact: TierFact) {
        if let Some(wrong) = fact.supersedes {
            let by = Superseded { superseded_by: fact.position, superseded_at: fact.recorded_at };
            for earlier in self.facts.iter_mut().filter(|earlier| earlier.position == wrong) {
                Arc::make_mut(earlier).superseded = Some(by);
            }
        }
        let at = match fact.supersedes.and_then(|wrong| self.place_of(wrong)) {
            Some(wrong) => wrong + 1,
            None => self.last_before(fact.effective_at).map_or(0, |before| before + 1),
        };
        self.facts.insert(at, Arc::new(fact));
    }

    fn place_of(&self, event: EventId) -> Option<usize> {
        self.facts.iter().position(|fact| fact.position == event)
    }

    fn last_before(&self, instant: Moment) -> Option<usize> {
        let rules_by_then =
            |fact: &Arc<TierFact>| fact.superseded.is_none() && fact.effective_at <= instant;
        self.facts.iter().rposition(rules_by_then)
    }

    /// Suspends; who is suspended already stays so until the later of both ends.
    pub(crate) fn suspend(&mut self, new: Suspended) {
        self.suspension = Some(match self.suspension.take() {
            None => new,
            Some(held) => Suspended {
                from: held.from.min(new.from),
                until: held.until.zip(new.until).map(|(held, new)| held.max(new)),
                ..new
            },
        });
    }

    /// A break that goes on ends on that day.
    pub(crate) fn end_break(&mut self, on: Day) {
        if let Some(last) = self.breaks.last_mut().filter(|last| last.days.is_none()) {
            last.days = Some(on.days_since(last.from));
        }
    }

    /// Drops what tells who they are; what they did stays.
    pub(crate) fn hide(&mut self) {
        self.external_ref = None;
        self.name = None;
        self.profile = None;
        self.loyalty_note = None;
        self.preferences = None;
        self.availability = None;
    }

    /// Was forgotten, at their own wish: nothing is open any more.
    pub(crate) fn forget(&mut self) {
        self.standing = Standing::Erased;
        self.suspension = None;
        self.lock = None;
        self.close_what_was_open();
    }

    /// Drops what was open about the tier left behind.
    pub(crate) fn close_what_was_open(&mut self) {
        self.candidacies.clear();
        self.invitation = None;
        self.notice = None;
        self.right_of_return = None;
    }
}
