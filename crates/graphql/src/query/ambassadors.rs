//! Ambassadors.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::ambassadorship::values::{AdvocacyKind, InvestmentKind, Mandate};
use domain::id::{EventId, KocId, SeriesId};
use domain::recognition::values::CommendationChannel;
use domain::{Amount, Day, LocalText, Moment};
use projector_voices::{
    AdvocacyRow, AmbassadorFilter, AmbassadorOrder as Order, AmbassadorRow, InvestmentRow, StoryRow,
};

use super::Instant;
use super::assets::Asset;
use super::budgets::Budget;
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Where an ambassadorship stands. 品牌大使状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_voices::AmbassadorStage")]
pub(crate) enum AmbassadorState {
    /// They are asked. 已邀请。
    Invited,
    /// Both signed the statement. 已达成共识。
    ConsensusReached,
    /// They are ambassador. 已授予。
    Conferred,
    /// They said no. 已婉拒。
    Declined,
    /// They gave the role back. 已卸任。
    Relinquished,
    /// It was taken back. 已撤销。
    Revoked,
}

/// In which order ambassadorships come. 大使排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_voices::AmbassadorOrder")]
pub(crate) enum AmbassadorOrder {
    /// Whoever is ambassador longest in front. 任职时间最长在前。
    Since,
    /// Whoever was left alone longest in front. 最久未联系在前。
    LastContact,
}

/// What was observed of an ambassador; nobody had asked for it. 自发代言。
pub(crate) struct AdvocacyAct {
    reading: Reading,
    row: AdvocacyRow,
}

/// What was observed of an ambassador; nobody had asked for it. 自发代言。
#[Object]
impl AdvocacyAct {
    /// Which one of theirs, from 1. 序号。
    async fn advocacy_no(&self) -> u32 {
        self.row.advocacy_no
    }

    /// What they did. 类型。
    async fn kind(&self) -> AdvocacyKind {
        self.row.kind
    }

    /// On which occasion; null when it may not be read. 场合。
    async fn occasion(&self) -> Option<String> {
        self.reading.open(&self.row.occasion)
    }

    /// When. 时间。
    async fn at(&self) -> Moment {
        self.row.at
    }

    /// Where it can be seen; null when it may not be read. 证据。
    async fn evidence(&self) -> Option<String> {
        self.reading.open_option(self.row.evidence.as_ref())
    }

    /// The event it shows in. 证据事件。
    async fn evidence_event(&self) -> Result<Option<Event>> {
        match self.row.source_event {
            Some(position) => event_at(&self.reading, position).await,
            None => Ok(None),
        }
    }

    /// Who told of it. 观察者。
    async fn observed_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.observed_by }
    }

    /// Whether that was the ambassador: it is kept then, not credited. 是否本人讲述。
    async fn by_themselves(&self) -> bool {
        self.row.by_themselves
    }

    /// The event. 事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// What the brand invested in an ambassador. 大使投入。
pub(crate) struct InfluenceInvestment {
    reading: Reading,
    row: InvestmentRow,
}

/// What the brand invested in an ambassador, and what for. 大使投入及目标。
#[Object]
impl InfluenceInvestment {
    /// Which one, from 1. 序号。
    async fn investment_no(&self) -> u32 {
        self.row.investment_no
    }

    /// What they got. 类型。
    async fn kind(&self) -> InvestmentKind {
        self.row.kind
    }

    /// What it cost, in the purse's unit. 金额。
    async fn amount(&self) -> Option<Amount> {
        self.row.amount
    }

    /// Out of which purse. 预算。
    async fn budget(&self) -> Option<Budget> {
        let row = Arc::clone(self.reading.view.rewards.budget(self.row.budget_id?)?);
        Some(Budget { reading: self.reading.clone(), row })
    }

    /// What it is known by elsewhere. 外部编号。
    async fn reference(&self) -> Option<&str> {
        self.row.reference.as_deref()
    }

    /// What they are to gain by it; null when it may not be read. 目标。
    async fn goal(&self) -> Option<String> {
        self.reading.open(&self.row.goal)
    }

    /// When. 时间。
    async fn at(&self) -> Moment {
        self.row.at
    }
}

/// A story of an ambassador that was told. 已发布的大使故事。
pub(crate) struct ToldStory {
    reading: Reading,
    row: StoryRow,
}

/// A story of an ambassador that was told. 已发布的大使故事。
#[Object]
impl ToldStory {
    /// As it is kept in the library. 素材。
    async fn asset(&self) -> Option<Asset> {
        let row = Arc::clone(self.reading.view.assets.asset(self.row.asset_id)?);
        Some(Asset::of(&self.reading, row))
    }

    /// Where it was told. 渠道。
    async fn channels(&self) -> &[CommendationChannel] {
        &self.row.channels
    }

    /// When. 时间。
    async fn at(&self) -> Moment {
        self.row.at
    }
}

/// A seat on a council. 议事席位。
#[derive(SimpleObject)]
pub(crate) struct CouncilSeat {
    /// In which meetings. 会议系列。
    series_id: SeriesId,
    /// Since when. 起始时间。
    at: Moment,
}

/// An ambassadorship. 品牌大使。
pub(crate) struct Ambassadorship {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<AmbassadorRow>,
}

/// An ambassadorship: a role without orders; what the ambassador did unasked, and what the brand
/// did for them. 品牌大使:没有任务指令,只有自发的代言与品牌的投入。
#[Object]
impl Ambassadorship {
    /// Whose. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Where it stands. 状态。
    async fn state(&self) -> AmbassadorState {
        self.row.stage.into()
    }

    /// How their values and the brand's were found to meet; null when it may not be read.
    /// 价值观评估。
    async fn values_assessment(&self) -> Option<String> {
        self.reading.open(&self.row.values_assessment)
    }

    /// Who of the team stands behind it. 推荐人。
    async fn sponsors(&self) -> Vec<Operator> {
        let of = |id: &_| Operator { reading: self.reading.clone(), id: *id };
        self.row.sponsors.iter().map(of).collect()
    }

    /// When they were asked. 邀请时间。
    async fn invited_at(&self) -> Moment {
        self.row.invited_at
    }

    /// The version of the statement that the member signed. 成员签署的版本。
    async fn signed_by_member(&self) -> Option<u16> {
        self.row.signed_by_member
    }

    /// The version that was signed for the brand. 品牌签署的版本。
    async fn signed_by_brand(&self) -> Option<u16> {
        self.row.signed_by_brand
    }

    /// The version both signed. 共识版本。
    async fn statement_version(&self) -> Option<u16> {
        self.row.statement_version
    }

    /// What they speak for the brand about, and what not. 授权范围。
    async fn mandate(&self) -> Option<&Mandate> {
        self.row.mandate.as_ref()
    }

    /// What they are called. 称号。
    async fn title(&self) -> Option<&LocalText> {
        self.row.title.as_ref()
    }

    /// Ambassador since this day. 起始日。
    async fn since(&self) -> Option<Day> {
        self.row.since
    }

    /// When it was declined, given back or taken back. 结束时间。
    async fn ended_at(&self) -> Option<Moment> {
        self.row.ended_at
    }

    /// Why; null when nothing was said or it may not be read. 结束原因。
    async fn end_reason(&self) -> Option<String> {
        self.reading.open_option(self.row.end_reason.as_ref())
    }

    /// The events that a revocation rests on. 撤销依据。
    async fn revoked_for(&self) -> &[EventId] {
        &self.row.refs
    }

    /// Whether they may be called a former ambassador. 是否保留荣誉。
    async fn honour_kept(&self) -> bool {
        self.row.honour_kept
    }

    /// What was observed of them, oldest first. 自发代言记录。
    async fn advocacies(&self) -> Vec<AdvocacyAct> {
        let rows = self.row.advocacies.iter().cloned();
        rows.map(|row| AdvocacyAct { reading: self.reading.clone(), row }).collect()
    }

    /// What the brand invested in them, oldest first. 品牌投入。
    async fn investments(&self) -> Vec<InfluenceInvestment> {
        let rows = self.row.investments.iter().cloned();
        rows.map(|row| InfluenceInvestment { reading: self.reading.clone(), row }).collect()
    }

    /// Their stories that were told, oldest first. 已发布的故事。
    async fn stories(&self) -> Vec<ToldStory> {
        let rows = self.row.stories.iter().cloned();
        rows.map(|row| ToldStory { reading: self.reading.clone(), row }).collect()
    }

    /// Their seats on councils, oldest first. 议事席位。
    async fn council_seats(&self) -> Vec<CouncilSeat> {
        let rows = self.row.seats.iter();
        rows.map(|seat| CouncilSeat { series_id: seat.series_id, at: seat.at }).collect()
    }

    /// When the brand last asked, signed, gave or told something. 最近联系时间。
    async fn last_contact_at(&self) -> Moment {
        self.row.last_contact_at
    }
}

/// Which ambassadorships; what is not said does not matter. 大使筛选。
#[derive(InputObject, Default)]
#[graphql(name = "AmbassadorFilter")]
pub(crate) struct AmbassadorFilterInput {
    /// Standing there. 状态。
    state: Option<AmbassadorState>,
    /// Seen to do something of this kind. 代言类型。
    advocacy: Option<AdvocacyKind>,
    /// Ambassador since this day, or later. 起始日不早于。
    since_from: Option<Day>,
    /// Ambassador since this day, or earlier. 起始日不晚于。
    since_to: Option<Day>,
    /// Ambassadors whom the brand had nothing to do with for so many days. 未联系天数。
    no_contact_for_days: Option<u16>,
}

pub(crate) struct AmbassadorQuery(pub(crate) Instant);

/// Ambassadors. 品牌大使。
#[Object]
impl AmbassadorQuery {
    /// Ambassadorships; whoever is ambassador longest in front if nothing is said. 大使列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn ambassadors(
        &self,
        ctx: &Context<'_>,
        filter: Option<AmbassadorFilterInput>,
        order_by: Option<AmbassadorOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Ambassadorship>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let now = paging.reading.now();
        let filter = AmbassadorFilter {
            stage: asked.state.map(Into::into),
            advocacy: asked.advocacy,
            since_from: asked.since_from,
            since_to: asked.since_to,
            no_contact_since: asked.no_contact_for_days.map(|days| days_before(now, days)),
        };
        let order: Order = order_by.map(Into::into).unwrap_or_default();
        let rows = paging.reading.view.voices.ambassadors(&filter, order);
        let key = |row: &Arc<AmbassadorRow>| row.koc_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Ambassadorship { reading: reading.clone(), row }))
    }

    /// A member's ambassadorship; null when they were never asked. 某一成员的大使身份。
    async fn ambassador(&self, ctx: &Context<'_>, id: KocId) -> Option<Ambassadorship> {
        Ambassadorship::of(&self.0.reading(ctx), id)
    }
}

impl Ambassadorship {
    /// A member's ambassadorship; none when they were never asked.
    pub(crate) fn of(reading: &Reading, koc_id: KocId) -> Option<Ambassadorship> {
        let row = Arc::clone(reading.view.voices.ambassador(koc_id)?);
        Some(Ambassadorship { reading: reading.clone(), row })
    }
}

/// So many whole days before a moment.
pub(super) fn days_before(now: Moment, days: u16) -> Moment {
    now.plus_hours(-24 * i64::from(days))
}
