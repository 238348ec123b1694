//! What has happened to a publication.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::event::events;
use crate::id::{AssetId, AssignmentId, KocId, PublicationId};
use crate::personal::Sealed;
use crate::time::Moment;
use crate::vocabulary::{AiUse, UsePurpose};

events! {
    420 v1 PublicationRegistered "A member published something." "登记了一次公开发布。"
    421 v1 DisclosureVerified "The tie to the brand is told in a publication." "发布内容已披露品牌合作。"
    422 v1 DisclosureMissingFound "The tie to the brand is not told in a publication." "发布内容未披露品牌合作。"
    423 v1 EngagementRecorded "It was counted how a publication is received." "记录了互动数据。"
    424 v1 LeadAttributed "A publication brought a lead." "发布带来一条线索。"
    425 v1 WorkAmplified "A work was published under the brand's name." "作品经官方渠道传播。"
    426 v1 CreditCorrected "The naming of authors was put right." "署名已更正。"
    427 v1 PublicationTakenDown "A publication is no longer public." "发布内容已下线。"
}

/// A member published something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PublicationRegistered {
    /// Its id.
    pub publication_id: PublicationId,
    /// Who.
    pub koc_id: KocId,
    /// On which platform, by code.
    pub platform: String,
    /// Where, without what only tells how somebody came there.
    pub url: Sealed,
    /// The task it was made for.
    pub assignment_id: Option<AssignmentId>,
    /// Whether nobody asked for it.
    pub spontaneous: bool,
    /// When it went public.
    pub published_at: Moment,
    /// What it is about: a term of the topic axis.
    pub topic: Option<String>,
    /// How far software generated it, as declared.
    pub ai_generated: AiUse,
    /// How the tie to the brand is told in it.
    pub disclosure_text: Option<Sealed>,
}

/// Somebody looked: the tie to the brand is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DisclosureVerified {
    /// Which.
    pub publication_id: PublicationId,
    /// Whose.
    pub koc_id: KocId,
    /// What is said instead or of it.
    pub wording: Option<Sealed>,
}

/// Somebody looked: the tie to the brand is not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DisclosureMissingFound {
    /// Which.
    pub publication_id: PublicationId,
    /// Whose.
    pub koc_id: KocId,
    /// What is said instead or of it.
    pub wording: Option<Sealed>,
}

/// How it is received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EngagementRecorded {
    /// Which.
    pub publication_id: PublicationId,
    /// Whose.
    pub koc_id: KocId,
    /// When it was counted.
    pub measured_at: Moment,
    /// Since it was published.
    pub counts: Counts,
    /// Since the last count.
    pub delta: CountsDelta,
    /// Where the numbers come from, by code.
    pub source: String,
    /// Whether it puts the last count right.
    pub correction: bool,
    /// Steps of engagement it reached for the first time; each earns.
    pub new_steps: u32,
}

/// It brought a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeadAttributed {
    /// Which.
    pub publication_id: PublicationId,
    /// Whose.
    pub koc_id: KocId,
    /// The lead's pseudonymous key in another system.
    pub lead_ref: String,
    /// What they did.
    pub kind: LeadKind,
    /// What shows it.
    pub trace: LeadTrace,
    /// When.
    pub at: Moment,
    /// By which model.
    pub model: AttributionModel,
    /// Whether it is the first attribution of this lead, of this kind, by any model; only that earns.
    pub earns: bool,
}

/// The brand shows it, and says whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkAmplified {
    /// Of the new publication.
    pub publication_id: PublicationId,
    /// Which work, as asked.
    pub source: AmplifiedWork,
    /// The task it was made for.
    pub assignment_id: Option<AssignmentId>,
    /// As which it is kept.
    pub asset_id: Option<AssetId>,
    /// Everyone who made it, each of whom is told.
    pub authors: Vec<KocId>,
    /// What for.
    pub purpose: UsePurpose,
    /// On which of the brand's channels, by code.
    pub channel: String,
    /// How the authors are named.
    pub credit_line: Sealed,
    /// Where.
    pub url: Option<Sealed>,
    /// Whether the people in it agreed, as stated before.
    pub people_consent: bool,
    /// How far software generated it, as stated before.
    pub ai_generated: AiUse,
}

/// Its authors are named otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreditCorrected {
    /// Which.
    pub publication_id: PublicationId,
    /// How they are named from now on.
    pub credit_line: Sealed,
    /// How they were named.
    pub was: Sealed,
    /// Why.
    pub reason: Sealed,
}

/// It is no longer public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PublicationTakenDown {
    /// Which.
    pub publication_id: PublicationId,
    /// Whose.
    pub koc_id: KocId,
    /// Why.
    pub reason: Sealed,
}

impl Event {
    /// The publication it happened to.
    pub fn publication_id(&self) -> PublicationId {
        match self {
            Event::PublicationRegistered(e) => e.publication_id,
            Event::DisclosureVerified(e) => e.publication_id,
            Event::DisclosureMissingFound(e) => e.publication_id,
            Event::EngagementRecorded(e) => e.publication_id,
            Event::LeadAttributed(e) => e.publication_id,
            Event::WorkAmplified(e) => e.publication_id,
            Event::CreditCorrected(e) => e.publication_id,
            Event::PublicationTakenDown(e) => e.publication_id,
        }
    }
}
