//! What members disputed, who looks into it, and what came of it.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::appeal::values::{AppealKind, NewDecision, Remedy as Said};
use domain::id::{AppealId, AssetId, EntryId, EventId, KocId, OperatorId};
use domain::vocabulary::{ContributionKind, TierCode};
use domain::{Day, Moment};
use projector_privacy::{AppealFilter as Filter, AppealRow};

use super::Instant;
use crate::event::{Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Where an appeal stands. 申诉状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_privacy::AppealState")]
pub(crate) enum AppealState {
    /// Nobody has it yet. 待指派
    Filed,
    /// Somebody looks into it. 处理中
    Assigned,
    /// The member was right. 成立
    Upheld,
    /// The decision stands. 驳回
    Dismissed,
    /// The member let it go. 已撤回
    Withdrawn,
}

/// What puts things right; what does not belong to it is null. 补救措施。
#[derive(SimpleObject, Default)]
pub(crate) struct Remedy {
    /// The judgement that holds instead. 改判结果。
    new_decision: Option<NewDecision>,
    /// The tier event that is corrected. 更正的等级事件。
    supersedes: Option<EventId>,
    /// The tier it should have said. 应为等级。
    tier: Option<TierCode>,
    /// From when. 生效日。
    effective_on: Option<Day>,
    /// The line of the ledger that is taken back or made. 账目。
    entry_id: Option<EntryId>,
    /// Of which kind the line is. 贡献类型。
    contribution_kind: Option<ContributionKind>,
    /// Points of a line that is made. 调整积分。
    delta: Option<i32>,
    /// The asset whose credit is put right. 署名素材。
    asset_id: Option<AssetId>,
}

impl From<&Said> for Remedy {
    fn from(said: &Said) -> Remedy {
        match said {
            Said::OverturnReview(it) => {
                Remedy { new_decision: Some(it.new_decision), ..Remedy::default() }
            }
            Said::CorrectTier(it) => Remedy {
                supersedes: Some(it.supersedes),
                tier: Some(it.tier),
                effective_on: Some(it.effective_on),
                ..Remedy::default()
            },
            Said::ReverseContribution(it) => {
                Remedy { entry_id: Some(it.entry_id), ..Remedy::default() }
            }
            Said::AdjustContribution(it) => Remedy {
                entry_id: Some(it.entry_id),
                contribution_kind: Some(it.kind),
                delta: Some(it.delta),
                ..Remedy::default()
            },
            Said::CorrectCredit(it) => Remedy { asset_id: Some(it.asset_id), ..Remedy::default() },
        }
    }
}

/// An appeal. 申诉。
pub(crate) struct Appeal {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<AppealRow>,
}

/// An appeal: a member disputes a decision about them. 申诉:成员对针对自己的决定提出异议。
#[Object]
impl Appeal {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> AppealId {
        self.row.appeal_id
    }

    /// Whose. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// The event in which it was decided. 被申诉的决定。
    async fn against(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.against).await
    }

    /// What kind of decision it was. 申诉类型。
    async fn kind(&self) -> AppealKind {
        self.row.kind
    }

    /// Where it stands. 状态。
    async fn state(&self) -> AppealState {
        self.row.state.into()
    }

    /// Why it was wrong; null when the key is gone. 申诉理由。
    async fn grounds(&self) -> Option<String> {
        self.reading.open(&self.row.grounds)
    }

    /// When it was filed. 提出时间。
    async fn filed_at(&self) -> Moment {
        self.row.filed_at
    }

    /// The last day on which an answer is in time. 最迟答复日。
    async fn due(&self) -> Day {
        self.row.due
    }

    /// Days left for an answer, negative when it is late; null once it is given.
    /// 剩余天数,逾期为负,已答复为空。
    async fn due_in_days(&self) -> Option<i32> {
        let open = self.row.state.is_open();
        open.then(|| self.row.due.0 - self.reading.today().0)
    }

    /// Who looks into it. 处理人。
    async fn handler(&self) -> Option<Operator> {
        let id = self.row.handler?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// Why it was decided as it was; null when the key is gone. 裁定理由。
    async fn reasons(&self) -> Option<String> {
        self.reading.open_option(self.row.reasons.as_ref())
    }

    /// What puts things right. 补救措施。
    async fn remedy(&self) -> Option<Remedy> {
        self.row.remedy.as_ref().map(Into::into)
    }

    /// When it was decided or taken back. 结束时间。
    async fn closed_at(&self) -> Option<Moment> {
        self.row.closed_at
    }

    /// The events it comes from, oldest first. 相关事件。
    async fn events(&self) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        for position in &self.row.positions {
            events.extend(event_at(&self.reading, *position).await?);
        }
        Ok(events)
    }
}

/// Which appeals; what is not said does not matter. 申诉筛选。
#[derive(InputObject, Default)]
pub(crate) struct AppealFilter {
    /// Of this member. 成员。
    koc: Option<KocId>,
    /// Of this kind. 申诉类型。
    kind: Option<AppealKind>,
    /// In this state. 状态。
    state: Option<AppealState>,
    /// Only those that wait for a decision, or only others. 是否待裁定。
    open: Option<bool>,
    /// Looked into by this operator. 处理人。
    handler: Option<OperatorId>,
    /// Waiting for a decision that is due on this day or earlier. 在此日或之前到期。
    due_by: Option<Day>,
}

impl From<AppealFilter> for Filter {
    fn from(asked: AppealFilter) -> Filter {
        Filter {
            koc_id: asked.koc,
            kind: asked.kind,
            state: asked.state.map(Into::into),
            open: asked.open,
            handler: asked.handler,
            due_by: asked.due_by,
        }
    }
}

pub(crate) struct AppealQuery(pub(crate) Instant);

/// Appeals. 申诉。
#[Object]
impl AppealQuery {
    /// Appeals, those that wait for a decision first, by the day they are due.
    /// 申诉,待裁定的在前,按到期日排序。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn appeals(
        &self,
        ctx: &Context<'_>,
        filter: Option<AppealFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Appeal>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let rows = paging.reading.view.privacy.appeals(&filter.unwrap_or_default().into());
        let key = |row: &Arc<AppealRow>| row.appeal_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Appeal { reading: reading.clone(), row }))
    }
}
