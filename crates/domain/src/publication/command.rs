//! What can be asked of a publication.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{AssignmentId, KocId, PublicationId};
use crate::personal::Personal;
use crate::time::Moment;
use crate::vocabulary::{AiUse, UsePurpose};

/// Records that a member published something. 登记一次公开发布。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RegisterPublicationInput"))]
pub struct RegisterPublication {
    /// Its id.
    pub publication_id: PublicationId,
    /// Who published it.
    pub koc_id: KocId,
    /// On which platform, by code.
    pub platform: String,
    /// Where; an address is registered once.
    pub url: Personal,
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
    pub disclosure_text: Option<Personal>,
}

/// Records whether the tie to the brand is told in a publication. 核查品牌合作披露。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "VerifyDisclosureInput"))]
pub struct VerifyDisclosure {
    /// Which.
    pub publication_id: PublicationId,
    /// Whether it is told.
    pub present: bool,
    /// In which words.
    pub wording: Option<Personal>,
}

/// Records how a publication is received, as its platform counts. 记录互动数据。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordEngagementInput"))]
pub struct RecordEngagement {
    /// Which.
    pub publication_id: PublicationId,
    /// When it was counted; later than the last count.
    pub measured_at: Moment,
    /// What was counted, since it was published.
    pub counts: Counts,
    /// Where the numbers come from, by code.
    pub source: String,
    /// Whether it puts the last count right; only then may a number fall.
    pub correction: bool,
}

/// Records that a publication brought a lead. 线索归因。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AttributeLeadInput"))]
pub struct AttributeLead {
    /// Which.
    pub publication_id: PublicationId,
    /// The lead's pseudonymous key in another system.
    pub lead_ref: String,
    /// The member the lead is, if they are one.
    pub lead_koc_id: Option<KocId>,
    /// What they did.
    pub kind: LeadKind,
    /// What shows it.
    pub trace: LeadTrace,
    /// When.
    pub at: Moment,
    /// By which model; a lead counts once in each.
    pub model: AttributionModel,
}

/// Publishes a member's work under the brand's name, with its author named. 官方渠道传播作品并署名。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AmplifyWorkInput"))]
pub struct AmplifyWork {
    /// Of the new publication.
    pub publication_id: PublicationId,
    /// Which work.
    pub source: AmplifiedWork,
    /// What for; the licence must cover it.
    pub purpose: UsePurpose,
    /// On which of the brand's channels, by code; the licence must cover it.
    pub channel: String,
    /// How the authors are named.
    pub credit_line: Personal,
    /// Where, once it is known.
    pub url: Option<Personal>,
}

/// Puts right how the authors of an amplified work are named. 更正署名。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CorrectCreditInput"))]
pub struct CorrectCredit {
    /// Which.
    pub publication_id: PublicationId,
    /// How they are named from now on.
    pub credit_line: Personal,
    /// Why.
    pub reason: Personal,
}

/// Records that a publication is no longer public. 下线发布。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "TakeDownPublicationInput"))]
pub struct TakeDownPublication {
    /// Which.
    pub publication_id: PublicationId,
    /// Why.
    pub reason: Personal,
}
