//! What can be asked of an ambassadorship. None of it gives the ambassador anything to do.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::amount::Amount;
use crate::id::{AssetId, BudgetId, EventId, KocId, SeriesId};
use crate::personal::Personal;
use crate::recognition::values::CommendationChannel;
use crate::text::LocalText;
use crate::time::{Day, Moment};

/// Invites a member of the top tier to speak for the brand. Two of the team stand behind it, each
/// by an act of their own: by an approval, or by sending this. 邀请成为品牌大使。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "InviteAmbassadorInput"))]
pub struct InviteAmbassador {
    /// Whom.
    pub koc_id: KocId,
    /// How their values and the brand's were found to meet.
    pub values_assessment: Personal,
}

/// Says no to the invitation, up to the moment of the conferral. 婉拒大使邀请。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DeclineAmbassadorshipInput"))]
pub struct DeclineAmbassadorship {
    /// Who.
    pub koc_id: KocId,
    /// Why, if they want to say.
    pub reason: Option<Personal>,
}

/// Signs the statement of shared values, for oneself or for the brand; the second signature under
/// the same version makes the consensus. 签署价值共识。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReachConsensusInput"))]
pub struct ReachConsensus {
    /// Whose ambassadorship.
    pub koc_id: KocId,
    /// Which version is signed, from 1.
    pub statement_version: u16,
}

/// Makes somebody who signed with the brand its ambassador. 授予品牌大使。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ConferAmbassadorshipInput"))]
pub struct ConferAmbassadorship {
    /// Whom.
    pub koc_id: KocId,
    /// What they speak for the brand about.
    pub mandate: Mandate,
    /// What they are called.
    pub title: LocalText,
    /// From this day.
    pub from: Day,
}

/// Records what was observed of an ambassador: nobody asked for it. 记录自发代言。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordAdvocacyInput"))]
pub struct RecordAdvocacy {
    /// Of whom.
    pub koc_id: KocId,
    /// What they did.
    pub kind: AdvocacyKind,
    /// On which occasion.
    pub occasion: Personal,
    /// When.
    pub at: Moment,
    /// Where it can be seen; asked of ambassadors who tell of themselves.
    pub evidence: Option<Personal>,
    /// The event it shows in, if the programme knows one.
    pub evidence_event: Option<EventId>,
}

/// Records what the brand invests in an ambassador, and takes what it costs out of a purse.
/// 投入大使个人影响力。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "InvestInInfluenceInput"))]
pub struct InvestInInfluence {
    /// In whom.
    pub koc_id: KocId,
    /// What they get.
    pub kind: InvestmentKind,
    /// What it costs, in the purse's unit; a fund always has an amount.
    pub amount: Option<Amount>,
    /// Out of which purse; exactly when there is an amount.
    pub budget_id: Option<BudgetId>,
    /// What it is known by elsewhere: a contract, an order, a course.
    pub reference: Option<String>,
    /// What the person is to gain by it.
    pub goal: Personal,
}

/// Tells an ambassador's personal story, with their consent to it. 发布大使故事。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PublishStoryInput"))]
pub struct PublishStory {
    /// Whose.
    pub koc_id: KocId,
    /// The story as it is kept in the library.
    pub asset_id: AssetId,
    /// Where it is told.
    pub channels: Vec<CommendationChannel>,
}

/// Gives an ambassador a seat on a council that meets again and again. 授予议事席位。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SeatOnCouncilInput"))]
pub struct SeatOnCouncil {
    /// To whom.
    pub koc_id: KocId,
    /// Which meetings.
    pub series_id: SeriesId,
}

/// Gives an ambassadorship back, at any time and without giving a reason. 主动卸任大使。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RelinquishAmbassadorshipInput"))]
pub struct RelinquishAmbassadorship {
    /// Who.
    pub koc_id: KocId,
    /// Whether they may still be called a former ambassador.
    pub keep_honour: bool,
    /// Why, if they want to say.
    pub reason: Option<Personal>,
}

/// Takes an ambassadorship, or an invitation to one, back. Two others approve, each by an act of
/// their own. 撤销大使。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RevokeAmbassadorshipInput"))]
pub struct RevokeAmbassadorship {
    /// Whose.
    pub koc_id: KocId,
    /// Why.
    pub reason: Personal,
    /// The events it rests on; at least one.
    pub evidence: Vec<EventId>,
}
