//! The small parts that commands and events of a member are made of.

use std::fmt;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{CandidacyId, EventId};
use crate::personal::Sealed;
use crate::policy::MetricCode;
use crate::refusal::code_of;
use crate::time::Day;
use crate::vocabulary::TierCode;

/// How a person came to the programme. 加入来源。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum EntrySource {
    /// The owners' app.
    App,
    /// A contest.
    Contest,
    /// A dealer.
    Dealer,
    /// A member brought them.
    Invite,
    /// History.
    Import,
}

/// What made a candidate stand out. 提名来源。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum NominationSource {
    /// A contest.
    Contest,
    /// A growth challenge.
    GrowthChallenge,
    /// The daily screen.
    TierScreen,
    /// Their mentor.
    MentorRecommendation,
    /// Somebody noticed.
    Observation,
}

/// Where an imported move says somebody stood. 导入的位置。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ImportedPlace {
    /// In no tier.
    Outside,
    /// In no tier, having left in good standing.
    Alumni,
    /// In the first tier.
    Seed,
    /// In the second tier.
    Responder,
    /// In the third tier.
    Partner,
}

impl ImportedPlace {
    /// The tier; `None` outside.
    pub fn tier(self) -> Option<TierCode> {
        match self {
            ImportedPlace::Outside | ImportedPlace::Alumni => None,
            ImportedPlace::Seed => Some(TierCode::Seed),
            ImportedPlace::Responder => Some(TierCode::Responder),
            ImportedPlace::Partner => Some(TierCode::Partner),
        }
    }
}

impl From<TierCode> for ImportedPlace {
    fn from(tier: TierCode) -> ImportedPlace {
        match tier {
            TierCode::Seed => ImportedPlace::Seed,
            TierCode::Responder => ImportedPlace::Responder,
            TierCode::Partner => ImportedPlace::Partner,
        }
    }
}

impl fmt::Display for ImportedPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportedPlace::Outside => f.write_str("none"),
            ImportedPlace::Alumni => f.write_str("alumni"),
            place => place.tier().map_or(Ok(()), |tier| fmt::Display::fmt(&tier, f)),
        }
    }
}

/// One metric as computed, beside what was asked. 指标取值。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct MetricValue {
    /// What is measured, in its own unit.
    pub metric: MetricCode,
    /// How far back, days.
    pub window_days: u16,
    /// What it is; nothing when there is not enough to tell.
    pub have: Option<i32>,
    /// What is asked.
    pub need: i32,
    /// Whether it is met.
    pub met: bool,
}

impl fmt::Display for MetricValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let have = self.have.map_or_else(|| "–".to_owned(), |have| have.to_string());
        write!(f, "{} {have} / {} ({} d)", code_of(&self.metric), self.need, self.window_days)
    }
}

/// What a tier decision rests on, as the rule computed it. 依据。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Evidence {
    /// First day looked at.
    pub from: Day,
    /// Last day looked at.
    pub to: Day,
    /// Everything up to this event was known.
    pub as_of: EventId,
    /// Every metric the rule asks for.
    pub metrics: Vec<MetricValue>,
    /// Events pointed at.
    pub refs: Vec<EventId>,
    /// A remark.
    pub note: Option<Sealed>,
}

/// On what a promotion rested, as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum DecisionBasis {
    /// The policy's rules.
    Policy,
    /// A candidacy.
    Candidacy(CandidacyId),
    /// A reason, although the rules were not met.
    Override(Sealed),
    /// What the member did.
    Conduct,
}
