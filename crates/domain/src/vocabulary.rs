//! The programme's words: small closed sets with their names in both languages.

use std::fmt;
use std::str::FromStr;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A rung of the ladder. 等级。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum TierCode {
    /// 种子用户 / 普通 KOC · Seed User
    Seed,
    /// 积极响应者 / 潜力 KOC · Active Responder
    Responder,
    /// 品牌伙伴 / 核心 KOC · Brand Partner
    Partner,
}

impl TierCode {
    /// All, lowest first.
    pub const ALL: [TierCode; 3] = [TierCode::Seed, TierCode::Responder, TierCode::Partner];
    /// Where everyone begins.
    pub const LOWEST: TierCode = TierCode::Seed;
    /// The top of the ladder.
    pub const TOP: TierCode = TierCode::Partner;

    /// From 1 at the bottom.
    pub fn rank(self) -> u8 {
        self as u8 + 1
    }

    /// The tier one rank up; `None` at the top.
    pub fn next(self) -> Option<TierCode> {
        TierCode::ALL.get(usize::from(self.rank())).copied()
    }

    /// The tier one rank down; `None` at the bottom.
    pub fn below(self) -> Option<TierCode> {
        self.rank().checked_sub(2).and_then(|index| TierCode::ALL.get(usize::from(index)).copied())
    }

    /// The code as written: `SEED`.
    pub fn code(self) -> &'static str {
        match self {
            TierCode::Seed => "SEED",
            TierCode::Responder => "RESPONDER",
            TierCode::Partner => "PARTNER",
        }
    }
}

impl fmt::Display for TierCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for TierCode {
    type Err = ();

    fn from_str(text: &str) -> Result<TierCode, ()> {
        TierCode::ALL.into_iter().find(|tier| tier.code().eq_ignore_ascii_case(text)).ok_or(())
    }
}

/// A set of names for the ladder. 等级名称体系。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum LabelScheme {
    /// The layer a tier is: 基础感知层 …
    Layer,
    /// The role its people play: 种子用户 …
    Role,
    /// The value they have: 普通 KOC …
    Value,
}

/// How long a piece of work belongs to the programme's time. 时间维度。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Horizon {
    /// 即时性: hours or days.
    Instant,
    /// 阶段性: one to many weeks.
    Phased,
    /// 持续性: only by a duty.
    Ongoing,
    /// 身份性: takes no orders.
    Identity,
}

/// How people work together on a task. 协作模式。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Mode {
    /// 单独委托
    Commission,
    /// 个体竞赛
    IndividualContest,
    /// 分组协作
    TeamCollaboration,
    /// 师徒传承
    Mentorship,
    /// 社群共创
    CommunityCoCreation,
}

/// What kind of work a task asks for. 任务类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum TaskKind {
    /// 转发
    Share,
    /// 参与话题
    JoinTopic,
    /// 投票
    Vote,
    /// 带标签晒图
    HashtagPost,
    /// 日常分享
    DailyShare,
    /// 摄影
    Photo,
    /// 文案
    Copy,
    /// 初体验/开箱
    FirstImpression,
    /// 新品试用
    Trial,
    /// 文章
    Article,
    /// 深度评测
    DeepReview,
    /// 深度技术解析
    TechnicalAnalysis,
    /// 短视频
    ShortVideo,
    /// 视频日志
    Vlog,
    /// 视频
    Video,
    /// 购买指南
    BuyingGuide,
    /// 上市前深度体验
    PreLaunchExperience,
    /// 软件测试
    SoftwareTest,
    /// 反馈报告
    FeedbackReport,
    /// 挑战赛
    Challenge,
    /// 车主手册
    Handbook,
}

/// How much a member takes on. 可承接程度。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Availability {
    /// 正常
    Full,
    /// 仅轻任务: keeps the tier, takes light tasks only.
    LightOnly,
    /// 暂停
    None,
}

/// How a member is reached. 联系渠道。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ContactChannel {
    /// 车主 App
    App,
    /// 微信
    Wechat,
    /// 短信
    Sms,
    /// 电话
    Phone,
    /// 电子邮件
    Email,
}

/// What a consent is for. 同意用途。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ConsentPurpose {
    /// Taking part at all.
    Participation,
    /// Being a mentor.
    Mentoring,
    /// Being named in public.
    Publicity,
    /// One's story being told.
    Story,
    /// Keeping to oneself what is not public yet.
    Confidentiality,
}

/// The axes of the programme's vocabulary. 词汇维度。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum VocabularyAxis {
    /// 技能
    Skill,
    /// 内容形式
    Format,
    /// 风格
    Style,
    /// 调性
    Tone,
    /// 主题
    Topic,
    /// 受众
    Audience,
    /// 场景
    Scene,
    /// 标签
    Tag,
    /// 社群
    Community,
    /// 车型
    Model,
    /// 地区
    Region,
}

/// A part somebody plays in a work. 分工。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum TeamRole {
    /// 策划
    Planner,
    /// 脚本
    Scriptwriter,
    /// 拍摄
    Camera,
    /// 驾驶
    Driver,
    /// 剪辑
    Editor,
    /// 配乐
    Composer,
    /// 分章作者
    SectionAuthor,
    /// 负责人
    Lead,
}

/// What a contribution was. 贡献类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ContributionKind {
    /// 作品
    Work,
    /// 传播
    Reach,
    /// 线索
    Lead,
    /// 带教
    Mentoring,
    /// 洞察
    Insight,
    /// 答疑互助
    Help,
    /// 编辑
    Editing,
    /// 代言澄清
    Advocacy,
    /// 组织维护
    Organising,
    /// 获奖
    Award,
}

/// How far software that generates content was used. AI 使用程度。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum AiUse {
    /// Not at all.
    None,
    /// As an aid.
    Assisted,
    /// It made the work.
    Generated,
}

/// What a work may be used for. 使用目的。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum UsePurpose {
    /// 员工培训
    StaffTraining,
    /// 经销商会议
    DealerConference,
    /// 广告
    Advertising,
    /// 社交媒体
    Social,
    /// 媒体
    Press,
    /// 产品
    Product,
    /// 研究
    Research,
    /// 活动
    Event,
}

/// What a reward is counted in. 奖励单位。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum RewardUnit {
    /// 积分
    Points,
    /// 现金: minor units of the programme's currency.
    Cash,
    /// 优惠券: pieces.
    Coupon,
    /// 礼品: pieces.
    Gift,
}

impl RewardUnit {
    /// Every unit.
    pub const ALL: [RewardUnit; 4] =
        [RewardUnit::Points, RewardUnit::Cash, RewardUnit::Coupon, RewardUnit::Gift];

    /// Whether its pieces are of a kind that is named.
    pub fn has_item(self) -> bool {
        matches!(self, RewardUnit::Coupon | RewardUnit::Gift)
    }
}
