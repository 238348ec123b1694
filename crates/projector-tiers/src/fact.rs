//! One thing that set a tier, and the span of time it ruled.

use std::fmt;
use std::sync::Arc;

use domain::actor::Approval;
use domain::id::{EventId, KocId};
use domain::koc::values::{DecisionBasis, Evidence};
use domain::personal::Sealed;
use domain::vocabulary::TierCode;
use domain::{Actor, Day, Moment};
use serde::Serialize;

/// Why a member came to stand where a fact says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TierCause {
    /// Joined.
    Enrolled,
    /// A move of the time before, into a tier.
    Imported,
    /// Known, but in no tier, when the programme went live.
    WentLive,
    /// One tier up.
    Promoted,
    /// One tier down, decided by the brand.
    Demoted,
    /// Down by their own wish.
    SteppedDown,
    /// Back to the tier stepped down from.
    Returned,
    /// An earlier fact was wrong.
    Corrected,
    /// Left, and something stood against them. Also of the time before.
    Left,
    /// Left, and nothing stood against them. Also of the time before.
    LeftInGoodStanding,
    /// Back after having left.
    Rejoined,
    /// Goes on under another record.
    Merged,
}

impl TierCause {
    /// Every cause, in the order of reports.
    pub const ALL: [TierCause; 12] = [
        TierCause::Enrolled,
        TierCause::Imported,
        TierCause::WentLive,
        TierCause::Promoted,
        TierCause::Demoted,
        TierCause::SteppedDown,
        TierCause::Returned,
        TierCause::Corrected,
        TierCause::Left,
        TierCause::LeftInGoodStanding,
        TierCause::Rejoined,
        TierCause::Merged,
    ];

    /// As written: `STEPPED_DOWN`.
    pub fn code(self) -> &'static str {
        match self {
            TierCause::Enrolled => "ENROLLED",
            TierCause::Imported => "IMPORTED",
            TierCause::WentLive => "WENT_LIVE",
            TierCause::Promoted => "PROMOTED",
            TierCause::Demoted => "DEMOTED",
            TierCause::SteppedDown => "STEPPED_DOWN",
            TierCause::Returned => "RETURNED",
            TierCause::Corrected => "CORRECTED",
            TierCause::Left => "LEFT",
            TierCause::LeftInGoodStanding => "LEFT_IN_GOOD_STANDING",
            TierCause::Rejoined => "REJOINED",
            TierCause::Merged => "MERGED",
        }
    }

    pub(crate) fn leaving(good_standing: bool) -> TierCause {
        if good_standing { TierCause::LeftInGoodStanding } else { TierCause::Left }
    }
}

impl fmt::Display for TierCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One thing that set a tier. Never removed: a wrong one is superseded by a correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TierFact {
    /// The event it comes from.
    pub position: EventId,
    /// Where it puts the member; none outside the tiers.
    pub tier: Option<TierCode>,
    /// Why.
    pub cause: TierCause,
    /// From which day, in the programme's zone.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
    /// When the log came to know it.
    pub recorded_at: Moment,
    /// Who sent the command.
    pub actor: Actor,
    /// The policy it was decided under; none for what no policy decides.
    pub policy_version: Option<u32>,
    /// On what the decision rested.
    pub basis: Option<DecisionBasis>,
    /// As the rule computed it.
    pub evidence: Option<Evidence>,
    /// What the member was told or said.
    pub reason: Option<Sealed>,
    /// On whose approval, each with whether the admin key said so on their behalf.
    pub approved_by: Vec<Approval>,
    /// Of a correction: the fact it replaces.
    pub supersedes: Option<EventId>,
    /// The correction that replaced it.
    pub superseded: Option<Superseded>,
}

/// That a correction replaced a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Superseded {
    /// The correction's event.
    pub superseded_by: EventId,
    /// When the log came to know it.
    pub superseded_at: Moment,
}

impl TierFact {
    /// Whether it was known, and not yet replaced, at `known_at`; everything is at `None`.
    pub(crate) fn holds(&self, known_at: Option<Moment>) -> bool {
        match known_at {
            None => self.superseded.is_none(),
            Some(at) => {
                self.recorded_at <= at && self.superseded.is_none_or(|by| by.superseded_at > at)
            }
        }
    }
}

/// A time during which one fact ruled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// Who.
    pub koc_id: KocId,
    /// Their pseudonymous key in another system.
    pub external_ref: Option<Arc<str>>,
    /// Where they stood before; none outside the tiers.
    pub from: Option<TierCode>,
    /// Where they stood; none outside the tiers.
    pub tier: Option<TierCode>,
    /// First instant.
    pub valid_from: Moment,
    /// The instant it ended, not included; none while it lasts. Equal to the first when the next
    /// fact took effect at the same instant.
    pub valid_to: Option<Moment>,
    /// Calendar days from the first day to the last, in the programme's zone; none while it lasts.
    pub days: Option<u32>,
    /// What it rests on: cause, policy version, basis, evidence, approvers, positions.
    pub fact: Arc<TierFact>,
}

/// A member in a tier at some instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberInTier {
    /// Who.
    pub koc_id: KocId,
    /// Their pseudonymous key in another system.
    pub external_ref: Option<Arc<str>>,
    /// In which tier.
    pub tier: TierCode,
    /// Since when without a break: facts that repeat the tier do not begin a new stay.
    pub since: Moment,
    /// The fact that put them there last.
    pub fact: Arc<TierFact>,
}
