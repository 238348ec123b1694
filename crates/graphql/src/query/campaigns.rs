//! Campaigns.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result};
use domain::campaign::values::Cadence;
use domain::id::{CampaignId, OperatorId};
use domain::task::Eligibility;
use domain::{Day, LocalText};
use projector_campaigns::{
    CampaignFilter, CampaignOrder as Order, CampaignRow, CampaignStage, GatheringFilter,
    ParticipantRow,
};

use super::Instant;
use super::budgets::Budget;
use super::campaign_parts::{
    CampaignAward, CampaignHighlight, CampaignKpi, CampaignParticipant, CampaignSubTask,
    CampaignWeek,
};
use super::gatherings::Gathering;
use super::tasks::Task;
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Where a campaign stands. 活动状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_campaigns::CampaignStage")]
pub(crate) enum CampaignState {
    /// It is planned. 策划中。
    Planned,
    /// Members may join. 已公布。
    Announced,
    /// It runs. 进行中。
    Running,
    /// It is judged. 评审中。
    Judging,
    /// Nothing more comes of it. 已收官。
    Closed,
    /// It was called off. 已取消。
    CalledOff,
}

/// In which order campaigns come. 活动排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_campaigns::CampaignOrder")]
pub(crate) enum CampaignOrder {
    /// The one that begins last in front. 按开始日倒序。
    Start,
    /// The one that went coldest in front. 按降温程度。
    Decay,
    /// The one with most works in front. 按作品数倒序。
    Works,
}

/// What became of an award. 奖项状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AwardState {
    /// It can still be given. 待颁发。
    Open,
    /// It was given. 已颁发。
    Given,
    /// Nobody was given it. 空缺。
    Voided,
}

/// A campaign. 活动。
pub(crate) struct Campaign {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<CampaignRow>,
}

impl Campaign {
    pub(super) fn of(reading: &Reading, id: CampaignId) -> Option<Campaign> {
        let row = Arc::clone(reading.view.campaigns.campaign(id)?);
        Some(Campaign { reading: reading.clone(), row })
    }
}

/// A campaign: a project of some weeks with a goal that can be measured. 阶段性活动。
#[Object]
impl Campaign {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> CampaignId {
        self.row.campaign_id
    }

    /// What it is called. 名称。
    async fn name(&self) -> &LocalText {
        &self.row.name
    }

    /// What everybody works towards. 共同目标。
    async fn goal(&self) -> &LocalText {
        &self.row.goal
    }

    /// Where it stands. 状态。
    async fn state(&self) -> CampaignState {
        self.row.stage.into()
    }

    /// What tells whether the goal is reached, and what it came to. 目标与实际。
    async fn kpis(&self) -> Vec<CampaignKpi> {
        let of = |kpi: &domain::campaign::values::Kpi| CampaignKpi {
            actual: self.row.actual(kpi),
            row: kpi.clone(),
        };
        self.row.kpis.iter().map(of).collect()
    }

    /// Its first day as planned. 计划首日。
    async fn starts_on(&self) -> Day {
        self.row.starts_on
    }

    /// Its last day. 最后一天。
    async fn ends_on(&self) -> Day {
        self.row.ends_on
    }

    /// The day it began. 实际首日。
    async fn began_on(&self) -> Option<Day> {
        self.row.began_on
    }

    /// How often the brand turns to participants. 互动节奏。
    async fn cadence(&self) -> Cadence {
        self.row.cadence
    }

    /// Who of the team looks after it. 负责人。
    async fn owner(&self) -> Operator {
        Operator { reading: self.reading.clone(), id: self.row.owner }
    }

    /// Members who are heard before it is announced. 共同策划的成员。
    async fn planning_partners(&self) -> Vec<Koc> {
        let partners = self.row.planning_partners.iter();
        partners.map(|id| Koc { reading: self.reading.clone(), id: *id }).collect()
    }

    /// Who may join, once that is said. 参与条件。
    async fn audience(&self) -> Option<&Eligibility> {
        self.row.audience.as_ref()
    }

    /// What members are told. 公告。
    async fn message(&self) -> Option<&LocalText> {
        self.row.message.as_ref()
    }

    /// The briefing that was held. 已举行的说明会。
    async fn briefing(&self) -> Option<Gathering> {
        Gathering::of(&self.reading, self.row.briefing?)
    }

    /// Why it began without one. 免除说明会的原因。
    async fn briefing_waived(&self) -> Option<&str> {
        self.row.briefing_waived.as_deref()
    }

    /// Every week that was looked at, in that order. 各周节奏。
    async fn rhythm(&self) -> Vec<CampaignWeek> {
        self.row.rhythm.iter().map(CampaignWeek::of).collect()
    }

    /// Those active in the newest week against those of the first, basis points. 最近一周相对首周活跃度(基点)。
    async fn decay(&self) -> Option<u32> {
        self.row.decay_bp()
    }

    /// Below this, basis points of the first week, the owner is told. 降温提醒线(基点)。
    async fn decay_alert(&self) -> u16 {
        self.row.decay_alert_bp
    }

    /// What can be won, and who won it; only those that became this, if it is said.
    /// 奖项,可按状态筛选。
    async fn awards(&self, state: Option<AwardState>) -> Vec<CampaignAward> {
        let of = |row| CampaignAward {
            reading: self.reading.clone(),
            campaign_id: self.row.campaign_id,
            row: Arc::new(Clone::clone(row)),
        };
        let all = self.row.awards.iter().map(of);
        all.filter(|award: &CampaignAward| state.is_none_or(|it| award.became() == it)).collect()
    }

    /// Works that everybody saw, oldest first. 已分享的优秀作品。
    async fn highlights(&self) -> Vec<CampaignHighlight> {
        let of = |row| CampaignHighlight { reading: self.reading.clone(), row: Clone::clone(row) };
        self.row.highlights.iter().map(of).collect()
    }

    /// What there is to do week by week. 各周子任务。
    async fn sub_tasks(&self) -> Vec<CampaignSubTask> {
        let of = |row| CampaignSubTask { reading: self.reading.clone(), row: Clone::clone(row) };
        self.row.sub_tasks.iter().map(of).collect()
    }

    /// The tasks that name it. 所属任务。
    async fn tasks(&self) -> Vec<Task> {
        let rows = self.row.tasks.iter().filter_map(|id| self.reading.view.work.task(*id));
        rows.map(|row| Task { reading: self.reading.clone(), row: Arc::clone(row) }).collect()
    }

    /// Its gatherings, the one that begins last in front. 所属聚会。
    async fn gatherings(&self) -> Vec<Gathering> {
        let campaign_id = Some(self.row.campaign_id);
        let filter = GatheringFilter { campaign_id, ..GatheringFilter::default() };
        let rows = self.reading.view.campaigns.gatherings(&filter);
        rows.into_iter().map(|row| Gathering { reading: self.reading.clone(), row }).collect()
    }

    /// How many take part. 参与人数。
    async fn participant_count(&self) -> u32 {
        self.row.participants
    }

    /// How many took part and do no more. 退出人数。
    async fn left_count(&self) -> u32 {
        self.row.left
    }

    /// Who takes part or did, in the order of their ids. 参与者。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn participants(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<CampaignParticipant>> {
        let paging = Paging::new(ctx, self.reading.clone(), Window { first, after, last, before })?;
        let id = self.row.campaign_id;
        let rows = paging.reading.view.campaigns.participants(id).cloned().collect();
        let key = |row: &Arc<ParticipantRow>| row.koc_id.to_string();
        let show = |reading: &Reading, row| CampaignParticipant { reading: reading.clone(), row };
        Ok(paging.cut(rows, key, show))
    }

    /// Works that were approved. 通过的作品数。
    async fn works(&self) -> u32 {
        self.row.works
    }

    /// The purse awards are paid from. 奖金预算。
    async fn budget(&self) -> Option<Budget> {
        let row = Arc::clone(self.reading.view.rewards.budget(self.row.budget_id?)?);
        Some(Budget { reading: self.reading.clone(), row })
    }

    /// What was learnt. 经验总结。
    async fn lessons(&self) -> Option<&str> {
        self.row.lessons.as_deref()
    }

    /// Why it ended before its time. 提前结束的原因。
    async fn ended_because(&self) -> Option<&str> {
        self.row.ended_because.as_deref()
    }

    /// Why it was called off. 取消原因。
    async fn called_off_because(&self) -> Option<&str> {
        self.row.called_off_because.as_deref()
    }
}

/// Which campaigns; what is not said does not matter. 活动筛选。
#[derive(InputObject, Default)]
#[graphql(name = "CampaignFilter")]
pub(crate) struct CampaignFilterInput {
    /// Standing there. 状态。
    state: Option<CampaignState>,
    /// Looked after by this operator. 负责人。
    owner: Option<OperatorId>,
    /// In the newest week fewer were active than this, basis points of the first. 降温低于(基点)。
    decay_below: Option<u32>,
    /// With awards that can still be given, or without. 是否有待颁奖项。
    awards_open: Option<bool>,
}

pub(crate) struct CampaignQuery(pub(crate) Instant);

/// Campaigns. 活动。
#[Object]
impl CampaignQuery {
    /// Campaigns; the one that begins last in front if nothing is said. 活动列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn campaigns(
        &self,
        ctx: &Context<'_>,
        filter: Option<CampaignFilterInput>,
        order_by: Option<CampaignOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Campaign>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let filter = CampaignFilter {
            stage: asked.state.map(CampaignStage::from),
            owner: asked.owner,
            decay_below_bp: asked.decay_below,
            awards_open: asked.awards_open,
        };
        let order: Order = order_by.map(Into::into).unwrap_or_default();
        let rows = paging.reading.view.campaigns.campaigns(&filter, order);
        let key = |row: &Arc<CampaignRow>| row.campaign_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Campaign { reading: reading.clone(), row }))
    }

    /// One campaign; null when there is none. 某一活动。
    async fn campaign(&self, ctx: &Context<'_>, id: CampaignId) -> Option<Campaign> {
        Campaign::of(&self.0.reading(ctx), id)
    }
}
