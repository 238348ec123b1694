//! The small parts that commands and events of a duty are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::id::{BudgetId, OperatorId};
use crate::perk::values::PerkKind;
use crate::text::LocalText;
use crate::time::Day;
use crate::vocabulary::RewardUnit;

/// What kind of role it is. 职责类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DutyKind {
    /// 版主
    Moderator,
    /// 专栏作者
    Columnist,
    /// 品牌顾问
    BrandAdvisor,
    /// 品牌代言
    Advocacy,
    /// 其他
    Other,
}

/// How long one period of a duty is: counted from its first day, so that each is whole. 周期。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DutyPeriod {
    /// 每月
    Month,
    /// 每季度
    Quarter,
    /// 每年
    Year,
}

impl DutyPeriod {
    /// How many months it has.
    pub fn months(self) -> u16 {
        match self {
            DutyPeriod::Month => 1,
            DutyPeriod::Quarter => 3,
            DutyPeriod::Year => 12,
        }
    }

    /// How many whole ones there are in so many months.
    pub fn whole_in(self, months: u16) -> u16 {
        months / self.months()
    }

    /// The first and the last day of the one of that number, from 1, of what begins on `from`.
    /// Months are those of the calendar; what begins on a 31st begins its other months on their
    /// last day where they have none.
    pub fn days(self, from: Day, number: u16) -> (Day, Day) {
        let begins = |number: u16| {
            let months = u32::from(number).saturating_mul(u32::from(self.months()));
            from.plus_months(months)
        };
        (begins(number.saturating_sub(1)), begins(number).plus(-1))
    }
}

/// What is delivered. 交付类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DeliverableKind {
    /// 内容作品
    Content,
    /// 社区维护
    Moderation,
    /// 反馈报告
    Feedback,
    /// 活动参与
    Event,
    /// 正面发声
    Advocacy,
    /// 其他
    Other,
}

/// What is due in every period. 交付项。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "DeliverableInput"))]
pub struct Deliverable {
    /// What it is known by, unique in the duty.
    pub code: String,
    /// What kind it is.
    pub kind: DeliverableKind,
    /// What it is called.
    pub title: LocalText,
    /// How often it is due.
    pub every: DutyPeriod,
    /// How many are due each time.
    pub count: u8,
}

/// What the holder is paid each period. 津贴条款。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "StipendTermsInput"))]
pub struct StipendTerms {
    /// The purse it is paid from.
    pub budget_id: BudgetId,
    /// What it is counted in.
    pub unit: RewardUnit,
    /// How much for a whole period.
    pub amount: Amount,
    /// For which period.
    pub per: DutyPeriod,
}

/// From when, and for how long. 任期。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "DutyTermInput"))]
pub struct DutyTerm {
    /// The first day, in the programme's time zone.
    pub from: Day,
    /// 6 to 24.
    pub months: u8,
}

impl DutyTerm {
    /// The last day.
    pub fn until(&self) -> Day {
        self.from.plus_months(u32::from(self.months)).plus(-1)
    }
}

/// Everything both sides agree on. 职责条款。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "DutyTermsInput"))]
pub struct DutyTerms {
    /// What kind of role it is.
    pub kind: DutyKind,
    /// The seat it fills, by code; one holder at a time.
    pub seat: Option<String>,
    /// What it is called.
    pub title: LocalText,
    /// What the holder answers for; never hours.
    pub responsibilities: Vec<LocalText>,
    /// From when, and for how long.
    pub term: DutyTerm,
    /// What is due in every period.
    pub deliverables: Vec<Deliverable>,
    /// What the holder is paid; nothing if not given.
    pub stipend: Option<StipendTerms>,
    /// What else they have as long as it runs.
    pub perks: Vec<PerkKind>,
    /// How the brand helps.
    pub support: Vec<LocalText>,
    /// Who answers for it in the brand.
    pub contact: OperatorId,
}

/// One of the two sides of a duty. 职责双方。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DutyParty {
    /// 成员
    Koc,
    /// 品牌
    Brand,
}

impl DutyParty {
    /// The side that answers it.
    pub fn other(self) -> DutyParty {
        match self {
            DutyParty::Koc => DutyParty::Brand,
            DutyParty::Brand => DutyParty::Koc,
        }
    }
}

/// Why a duty is on hold, or over before its time. 暂停或提前结束的原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DutyCause {
    /// One of the two sides asked.
    Asked,
    /// The holder may not take part.
    MemberSuspended,
    /// The holder left the programme.
    MemberLeft,
}

/// Why something that was due need not be delivered. 免除原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ExcuseCause {
    /// The brand said why.
    Asked,
    /// The duty was on hold when it was due.
    OnHold,
    /// The holder took a break when it was due.
    OnBreak,
}

/// Where a duty stands. 职责状态。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DutyState {
    /// Both sides look for terms.
    Proposed,
    /// Both have agreed; it begins on its first day.
    Concluded,
    /// It runs.
    Active,
    /// It rests.
    OnHold,
    /// Its term is over.
    Completed,
    /// One side ended it before.
    EndedEarly,
}

impl DutyState {
    /// Whether nothing of it is to come.
    pub fn is_over(self) -> bool {
        matches!(self, DutyState::Completed | DutyState::EndedEarly)
    }

    /// Whether it has begun and is not over.
    pub fn runs(self) -> bool {
        matches!(self, DutyState::Active | DutyState::OnHold)
    }
}
