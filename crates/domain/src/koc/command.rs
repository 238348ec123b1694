//! What can be asked of a member.

mod consent;
mod presence;
mod standing;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::profile::{Archetype, Preferences};
use super::values::{ImportedPlace, NominationSource};
use crate::id::{CandidacyId, EventId, KocId};
use crate::personal::Personal;
use crate::text::Lang;
use crate::time::{Day, Moment};
use crate::vocabulary::{Availability, ConsentPurpose, TierCode};
pub use consent::*;
pub use presence::*;
pub use standing::*;

/// A consent given on joining.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ConsentGivenInput"))]
pub struct ConsentGiven {
    /// What it is for.
    pub purpose: ConsentPurpose,
    /// Of the published text.
    pub text_version: u16,
}

/// Takes a person into the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RegisterKocInput"))]
pub struct RegisterKoc {
    /// Their id.
    pub koc_id: KocId,
    /// Their name.
    pub name: Personal,
    /// How to reach them.
    pub contact: Option<Personal>,
    /// Year of birth as they attest it; checked against the minimum age, not kept.
    pub birth_year: u16,
    /// The language they are spoken to in.
    pub locale: Lang,
    /// Where they came from.
    pub entry_source: super::values::EntrySource,
    /// Who brought them.
    pub referred_by: Option<KocId>,
    /// Participation at least.
    pub consents: Vec<ConsentGiven>,
    /// The lowest.
    pub entry_tier: TierCode,
    /// A pseudonymous key in another system: 1–64 of letters, digits and `. _ : -`.
    pub external_ref: Option<String>,
}

/// Says how much work a member takes on; the tier stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DeclareAvailabilityInput"))]
pub struct DeclareAvailability {
    /// Who.
    pub koc_id: KocId,
    /// How much.
    pub depth: Availability,
    /// From this day.
    pub from: Day,
    /// To this day, inclusive; open if not given.
    pub until: Option<Day>,
    /// Fewer live assignments than the tier allows.
    pub max_concurrent: Option<u16>,
    /// Why.
    pub note: Option<Personal>,
}

/// Names a member as candidate for the next tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "NominateCandidateInput"))]
pub struct NominateCandidate {
    /// Who.
    pub koc_id: KocId,
    /// The candidacy's id.
    pub candidacy_id: CandidacyId,
    /// The next rank.
    pub target_tier: TierCode,
    /// What made them stand out.
    pub source: NominationSource,
    /// The event it rests on.
    pub source_ref: Option<EventId>,
    /// A remark.
    pub note: Option<Personal>,
}

/// Ends a candidacy that led nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DismissCandidateInput"))]
pub struct DismissCandidate {
    /// Whose.
    pub koc_id: KocId,
    /// Which.
    pub candidacy_id: CandidacyId,
    /// Why.
    pub reason: Personal,
}

/// Invites a member to the next tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "InviteToTierInput"))]
pub struct InviteToTier {
    /// Who.
    pub koc_id: KocId,
    /// The next rank.
    pub target_tier: TierCode,
    /// What they are told.
    pub message: Personal,
    /// In the future.
    pub expires_at: Moment,
    /// The candidacy behind it.
    pub candidacy_id: Option<CandidacyId>,
}

/// The member says yes to an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AcceptTierInvitationInput"))]
pub struct AcceptTierInvitation {
    /// Who.
    pub koc_id: KocId,
    /// To which tier.
    pub target_tier: TierCode,
}

/// The member says no to an invitation; it costs nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DeclineTierInvitationInput"))]
pub struct DeclineTierInvitation {
    /// Who.
    pub koc_id: KocId,
    /// To which tier.
    pub target_tier: TierCode,
    /// Why, if they say.
    pub reason: Option<Personal>,
}

/// On what a promotion rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PromotionBasisInput"))]
pub enum PromotionBasis {
    /// The policy's rules; `true`.
    Policy(bool),
    /// A candidacy under the policy's rules.
    Candidacy(CandidacyId),
    /// A reason, although the rules are not met.
    Override(Personal),
}

/// On what a demotion rests.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DemotionBasis {
    /// The policy's retention rules.
    Policy,
    /// What the member did.
    Conduct,
}

/// What a person adds to the evidence that the rule computes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "EvidenceNoteInput"))]
pub struct EvidenceNote {
    /// Events pointed at.
    pub refs: Vec<EventId>,
    /// A remark.
    pub note: Option<Personal>,
}

/// Moves a member one tier up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PromoteKocInput"))]
pub struct PromoteKoc {
    /// Who.
    pub koc_id: KocId,
    /// The next rank.
    pub to_tier: TierCode,
    /// In force on that day.
    pub policy_version: u32,
    /// On what it rests.
    pub basis: PromotionBasis,
    /// What is added to the computed evidence.
    pub evidence: EvidenceNote,
    /// Today or earlier, not before the last tier change.
    pub effective_on: Day,
}

/// Tells a member that their tier is at risk, and when it will be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GiveTierNoticeInput"))]
pub struct GiveTierNotice {
    /// Who.
    pub koc_id: KocId,
    /// Not before the policy's notice days are over.
    pub decide_on: Day,
}

/// Moves a member one tier down; with notice, reason and a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DemoteKocInput"))]
pub struct DemoteKoc {
    /// Who.
    pub koc_id: KocId,
    /// The rank below.
    pub to_tier: TierCode,
    /// In force on that day.
    pub policy_version: u32,
    /// On what it rests.
    pub basis: DemotionBasis,
    /// What is added to the computed evidence.
    pub evidence: EvidenceNote,
    /// Told to the member.
    pub reason: Personal,
    /// Today or earlier, not before the last tier change.
    pub effective_on: Day,
}

/// The member's own wish to be in a lower tier; keeps a right of return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "StepDownInput"))]
pub struct StepDown {
    /// Who.
    pub koc_id: KocId,
    /// Below the current one.
    pub to_tier: TierCode,
    /// Why, if they say.
    pub reason: Option<Personal>,
    /// Today or earlier.
    pub effective_on: Day,
}

/// Brings a member who stepped down back to their tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReturnToTierInput"))]
pub struct ReturnToTier {
    /// Who.
    pub koc_id: KocId,
    /// The tier they stepped down from.
    pub to_tier: TierCode,
    /// Today or earlier.
    pub effective_on: Day,
}

/// Puts right a tier that was recorded wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CorrectTierInput"))]
pub struct CorrectTier {
    /// Who.
    pub koc_id: KocId,
    /// The tier event that was wrong.
    pub supersedes: EventId,
    /// What it should have been.
    pub tier: TierCode,
    /// From when.
    pub effective_on: Day,
    /// Why.
    pub reason: Personal,
}

/// Keeps a tier as it is until unlocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LockTierInput"))]
pub struct LockTier {
    /// Who.
    pub koc_id: KocId,
    /// To this day, inclusive; open if not given.
    pub until: Option<Day>,
    /// Why.
    pub reason: Personal,
}

/// Ends a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "UnlockTierInput"))]
pub struct UnlockTier {
    /// Who.
    pub koc_id: KocId,
    /// Why.
    pub reason: Personal,
}

/// The member takes a break; clocks stop, the tier stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PauseKocInput"))]
pub struct PauseKoc {
    /// Who.
    pub koc_id: KocId,
    /// From this day.
    pub from: Day,
    /// To this day, inclusive; open if not given.
    pub until: Option<Day>,
    /// Why, if they say.
    pub reason: Option<Personal>,
}

/// The member is back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ResumeKocInput"))]
pub struct ResumeKoc {
    /// Who.
    pub koc_id: KocId,
}

/// The member leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LeaveProgrammeInput"))]
pub struct LeaveProgramme {
    /// Who.
    pub koc_id: KocId,
    /// Why, if they say.
    pub reason: Option<Personal>,
    /// Today or earlier.
    pub effective_on: Day,
}

/// A former member comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RejoinProgrammeInput"))]
pub struct RejoinProgramme {
    /// Who.
    pub koc_id: KocId,
    /// The lowest.
    pub entry_tier: TierCode,
    /// Today or earlier.
    pub effective_on: Day,
}

/// Brings in a tier move of the time before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ImportTierMoveInput"))]
pub struct ImportTierMove {
    /// Derived from the external key.
    pub koc_id: KocId,
    /// The member's pseudonymous key in the file.
    pub external_ref: String,
    /// When it took effect.
    pub at: Moment,
    /// Where the file says they stood.
    pub from: ImportedPlace,
    /// Where they went.
    pub to: ImportedPlace,
}

/// Says what a member can do and how they do it. A part that is not given stays as it is; one
/// that is given replaces what was said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "UpdateProfileInput"))]
pub struct UpdateProfile {
    /// Who.
    pub koc_id: KocId,
    /// What they can do: terms of the skill axis.
    pub skills: Option<Vec<String>>,
    /// What they make: terms of the format axis.
    pub formats: Option<Vec<String>>,
    /// How they make it: terms of the style axis.
    pub styles: Option<Vec<String>>,
    /// How they sound: terms of the tone axis.
    pub tones: Option<Vec<String>>,
    /// What they know about: terms of the topic axis.
    pub topics: Option<Vec<String>>,
    /// Who listens to them: terms of the audience axis.
    pub audiences: Option<Vec<String>>,
    /// Where they belong: terms of the community axis.
    pub communities: Option<Vec<String>>,
    /// Where they live: a term of the region axis; an empty text takes it back.
    pub region: Option<String>,
    /// What kind of voice they are.
    pub archetype: Option<Archetype>,
    /// What speaks of their loyalty; an empty text takes it back.
    pub loyalty_note: Option<Personal>,
}

/// The member says what they would like to be asked for, and how; all at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SetPreferencesInput"))]
pub struct SetPreferences {
    /// Who.
    pub koc_id: KocId,
    /// What they would like from now on.
    pub preferences: Preferences,
}
