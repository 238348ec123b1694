//! What has happened to an ambassadorship.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::actor::Approval;
use crate::amount::Amount;
use crate::event::events;
use crate::id::{AssetId, BudgetId, EventId, HoldId, KocId, OperatorId, SeriesId};
use crate::personal::Sealed;
use crate::recognition::values::CommendationChannel;
use crate::text::LocalText;
use crate::time::{Day, Moment};

events! {
    710 v1 AmbassadorInvited "A member was invited to be an ambassador." "邀请成员成为品牌大使。"
    711 v1 AmbassadorDeclined "A member declined to be an ambassador." "成员婉拒成为大使。"
    712 v1 StatementSigned "The statement of shared values was signed by one side." "一方签署了价值共识。"
    713 v1 ConsensusReached "Member and brand signed the same statement." "双方达成价值共识。"
    714 v1 AmbassadorshipConferred "A member is an ambassador of the brand." "授予品牌大使。"
    715 v1 AdvocacyRecorded "An ambassador was observed to speak for the brand." "记录到一次自发代言。"
    716 v1 InfluenceInvested "The brand invested in an ambassador." "品牌投入大使个人发展。"
    717 v1 StoryPublished "An ambassador's story was told." "发布了大使故事。"
    718 v1 CouncilSeatGiven "An ambassador has a seat on a council." "大使获得议事席位。"
    719 v1 AmbassadorshipRelinquished "An ambassador gave the role back." "大使主动卸任。"
    720 v1 AmbassadorshipRevoked "An ambassadorship was taken back." "撤销品牌大使。"
}

/// Somebody is asked, because their values and the brand's meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmbassadorInvited {
    /// Who.
    pub koc_id: KocId,
    /// How they were found to meet.
    pub values_assessment: Sealed,
    /// Who of the team stands behind it.
    pub sponsors: Vec<OperatorId>,
    /// The acts by which those did who did not send it.
    pub approved_by: Vec<Approval>,
}

/// They do not want to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmbassadorDeclined {
    /// Who.
    pub koc_id: KocId,
    /// Why.
    pub reason: Option<Sealed>,
}

/// One side signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatementSigned {
    /// Whose ambassadorship.
    pub koc_id: KocId,
    /// Which version.
    pub statement_version: u16,
    /// Who signed.
    pub by: StatementParty,
}

/// Both signed the same version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsensusReached {
    /// Whose ambassadorship.
    pub koc_id: KocId,
    /// Which version.
    pub statement_version: u16,
}

/// They speak for the brand now, of their own accord.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmbassadorshipConferred {
    /// Who.
    pub koc_id: KocId,
    /// About what.
    pub mandate: Mandate,
    /// What they are called.
    pub title: LocalText,
    /// From this day.
    pub from: Day,
    /// The version both signed.
    pub statement_version: u16,
}

/// What was observed; nobody had asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AdvocacyRecorded {
    /// Of whom.
    pub koc_id: KocId,
    /// Which one of theirs, from 1.
    pub advocacy_no: u32,
    /// What they did.
    pub kind: AdvocacyKind,
    /// On which occasion.
    pub occasion: Sealed,
    /// When.
    pub at: Moment,
    /// Where it can be seen.
    pub evidence: Option<Sealed>,
    /// The event it shows in.
    pub evidence_event: Option<EventId>,
    /// Whether they told of it themselves: it is kept then, not credited.
    pub by_themselves: bool,
}

/// The brand gave something to the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InfluenceInvested {
    /// To whom.
    pub koc_id: KocId,
    /// Which one, from 1.
    pub investment_no: u32,
    /// What.
    pub kind: InvestmentKind,
    /// What it cost, in the purse's unit.
    pub amount: Option<Amount>,
    /// Out of which purse.
    pub budget_id: Option<BudgetId>,
    /// The part of the purse it was taken through.
    pub hold_id: Option<HoldId>,
    /// What it is known by elsewhere.
    pub reference: Option<String>,
    /// What the person is to gain by it.
    pub goal: Sealed,
    /// Who approved an amount that one person may not give alone.
    pub approved_by: Vec<Approval>,
}

/// Their story was told with their consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StoryPublished {
    /// Whose.
    pub koc_id: KocId,
    /// As it is kept in the library.
    pub asset_id: AssetId,
    /// Where.
    pub channels: Vec<CommendationChannel>,
}

/// They sit with those who decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CouncilSeatGiven {
    /// Who.
    pub koc_id: KocId,
    /// In which meetings.
    pub series_id: SeriesId,
}

/// They are ambassador no more, by their own wish or because they are forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmbassadorshipRelinquished {
    /// Who.
    pub koc_id: KocId,
    /// Whether they may still be called a former ambassador.
    pub keep_honour: bool,
    /// Why.
    pub reason: Option<Sealed>,
}

/// The brand took it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmbassadorshipRevoked {
    /// Whose.
    pub koc_id: KocId,
    /// Why.
    pub reason: Sealed,
    /// The events it rests on.
    pub evidence: Vec<EventId>,
    /// The acts of the two who approved.
    pub approved_by: Vec<Approval>,
}

impl Event {
    /// Whose ambassadorship it happened to.
    pub fn koc_id(&self) -> KocId {
        match self {
            Event::AmbassadorInvited(e) => e.koc_id,
            Event::AmbassadorDeclined(e) => e.koc_id,
            Event::StatementSigned(e) => e.koc_id,
            Event::ConsensusReached(e) => e.koc_id,
            Event::AmbassadorshipConferred(e) => e.koc_id,
            Event::AdvocacyRecorded(e) => e.koc_id,
            Event::InfluenceInvested(e) => e.koc_id,
            Event::StoryPublished(e) => e.koc_id,
            Event::CouncilSeatGiven(e) => e.koc_id,
            Event::AmbassadorshipRelinquished(e) => e.koc_id,
            Event::AmbassadorshipRevoked(e) => e.koc_id,
        }
    }
}
