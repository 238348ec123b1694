//! The small parts that commands and events of a gathering are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::vocabulary::TierCode;

/// What people come together for. 聚会类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum GatheringKind {
    /// 线上说明会
    ProjectBriefing,
    /// 线上研讨会
    Seminar,
    /// 工作坊
    Workshop,
    /// 战略决策会议
    StrategyCouncil,
    /// 高层交流
    ExecutiveMeeting,
    /// 培训
    Training,
    /// 品牌活动
    BrandEvent,
    /// 抢先体验
    EarlyDrive,
    /// 发布仪式
    ReleaseCeremony,
}

impl GatheringKind {
    /// Who is asked at least where nothing else is said: the brand's strategy and its executives
    /// are for the top of the ladder, everything else is for everybody.
    pub fn own_bar(self) -> Option<TierCode> {
        match self {
            GatheringKind::StrategyCouncil | GatheringKind::ExecutiveMeeting => Some(TierCode::TOP),
            _ => None,
        }
    }
}

/// What a guest says to an invitation. 答复。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum RsvpAnswer {
    /// They come, and have a place.
    Yes,
    /// They do not.
    No,
    /// They cannot say yet; no place is kept.
    Maybe,
}

/// What guests are told after they were invited. 变更通知。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum GuestNews {
    /// It is at another time.
    Moved,
    /// It does not take place.
    CalledOff,
}

/// Why somebody takes part no more. 退出原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum GoneCause {
    /// By their own wish.
    Asked,
    /// They left the programme.
    MemberLeft,
    /// They were suspended.
    MemberSuspended,
    /// They go on under another record.
    RecordMerged,
    /// They were forgotten.
    MemberForgotten,
    /// They stand below the bar now.
    TierTooLow,
}
