//! The support desk.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result};
use domain::Moment;
use domain::id::{AssignmentId, KocId, LoanId, OperatorId, SupportId, TaskId};
use domain::support::values::{SupportKind, SupportState, SupportSubject};
use projector_support::{SupportAct, SupportEntry, SupportFilter, SupportRow};

use super::Instant;
use super::assignments::Assignment;
use super::duties::Duty;
use super::vehicles::VehicleLoan;
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::scalars::Long;
use crate::session::Reading;

/// What was said or done about a request. 求助往来类型。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SupportActKind {
    /// The member asked. 提问。
    Asked,
    /// It was answered. 答复。
    Answered,
    /// It was passed on. 升级。
    Escalated,
    /// It was closed. 关闭。
    Closed,
    /// The member asked again. 再次提问。
    Reopened,
}

/// One entry of the conversation. 往来的一条。
pub(crate) struct SupportMessage {
    reading: Reading,
    entry: SupportEntry,
}

/// One entry of the conversation. 往来的一条。
#[Object]
impl SupportMessage {
    /// What. 类型。
    async fn act(&self) -> SupportActKind {
        match self.entry.act {
            SupportAct::Asked { .. } => SupportActKind::Asked,
            SupportAct::Answered { .. } => SupportActKind::Answered,
            SupportAct::Escalated { .. } => SupportActKind::Escalated,
            SupportAct::Closed => SupportActKind::Closed,
            SupportAct::Reopened { .. } => SupportActKind::Reopened,
        }
    }

    /// By whom. 执行者。
    async fn by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.entry.by }
    }

    /// When. 时间。
    async fn at(&self) -> Moment {
        self.entry.at
    }

    /// What was said; null when nothing was, or the member's key is gone. 内容。
    async fn text(&self) -> Option<String> {
        let text = match &self.entry.act {
            SupportAct::Asked { text }
            | SupportAct::Answered { text, .. }
            | SupportAct::Reopened { text } => Some(text),
            SupportAct::Escalated { reason, .. } => reason.as_ref(),
            SupportAct::Closed => None,
        };
        self.reading.open_option(text)
    }

    /// References of files that came with an answer. 附件。
    async fn attachments(&self) -> &[String] {
        match &self.entry.act {
            SupportAct::Answered { attachments, .. } => attachments,
            _ => &[],
        }
    }

    /// Where the facts of an answer come from. 事实来源。
    async fn fact_sources(&self) -> &[String] {
        match &self.entry.act {
            SupportAct::Answered { fact_sources, .. } => fact_sources,
            _ => &[],
        }
    }

    /// To whom it was passed on; null for whoever runs the programme. 升级对象。
    async fn to(&self) -> Option<Operator> {
        match &self.entry.act {
            SupportAct::Escalated { to: Some(id), .. } => {
                Some(Operator { reading: self.reading.clone(), id: *id })
            }
            _ => None,
        }
    }

    /// The event. 事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.entry.position).await
    }
}

/// A request for support. 求助。
pub(crate) struct SupportRequest {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<SupportRow>,
}

/// A request for support: what a member needs while working. 求助:成员工作中的需要。
#[Object]
impl SupportRequest {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> SupportId {
        self.row.request_id
    }

    /// Who asks. 求助者。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// During which work. 所涉工作。
    async fn assignment(&self) -> Option<Assignment> {
        let SupportSubject::Assignment(id) = self.row.subject else { return None };
        let row = Arc::clone(self.reading.view.work.assignment(id)?);
        Some(Assignment { reading: self.reading.clone(), row })
    }

    /// Or with which duty. 所涉职责。
    async fn duty(&self) -> Option<Duty> {
        let SupportSubject::Duty(id) = self.row.subject else { return None };
        let row = Arc::clone(self.reading.view.duties.duty(id)?);
        Some(Duty { reading: self.reading.clone(), row })
    }

    /// About which loan of a car. 所涉借车。
    async fn loan(&self) -> Option<VehicleLoan> {
        let SupportSubject::Loan(id) = self.row.subject else { return None };
        let row = Arc::clone(self.reading.view.vehicles.loan(id)?);
        Some(VehicleLoan { reading: self.reading.clone(), row })
    }

    /// What is needed. 类型。
    async fn kind(&self) -> SupportKind {
        self.row.kind
    }

    /// Where it stands. 状态。
    async fn state(&self) -> SupportState {
        self.row.state
    }

    /// Who takes care of it; null for whoever runs the programme. 处理人。
    async fn handler(&self) -> Option<Operator> {
        let id = self.row.handler?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// When it was asked. 提出时间。
    async fn opened_at(&self) -> Moment {
        self.row.opened_at
    }

    /// When the answer is due, or was. 应答复时间。
    async fn due_at(&self) -> Moment {
        self.row.due_at
    }

    /// Minutes left to answer, negative when overdue; null when it waits for no answer.
    /// 距应答复的分钟数,逾期为负。
    async fn sla_left_min(&self) -> Option<Long> {
        let (due, now) = (self.row.due_at, self.reading.now());
        let left = if due < now { -now.minutes_since(due) } else { due.minutes_since(now) };
        self.row.is_open().then_some(Long(left))
    }

    /// Whether an answer did not come in time. 是否逾期。
    async fn breached(&self) -> bool {
        self.row.is_breached(self.reading.now())
    }

    /// Minutes from the question to the very first answer. 首次答复用时(分钟)。
    async fn first_response_min(&self) -> Option<u32> {
        self.row.first_response_min
    }

    /// Whether it helped, as the member said. 是否解决。
    async fn resolved(&self) -> Option<bool> {
        self.row.resolved
    }

    /// How good the help was, 1–5. 评分。
    async fn rating(&self) -> Option<u8> {
        self.row.rating
    }

    /// What was said and done, oldest first. 往来。
    async fn messages(&self) -> Vec<SupportMessage> {
        let entries = self.row.entries.iter().cloned();
        entries.map(|entry| SupportMessage { reading: self.reading.clone(), entry }).collect()
    }
}

/// Which requests; what is not said does not matter. 求助筛选。
#[derive(InputObject, Default)]
pub(crate) struct SupportRequestFilter {
    /// Of this member. 求助者。
    koc_id: Option<KocId>,
    /// During work for this task. 任务。
    task_id: Option<TaskId>,
    /// During this work. 所涉工作。
    assignment_id: Option<AssignmentId>,
    /// About this loan of a car. 所涉借车。
    loan_id: Option<LoanId>,
    /// Of this kind. 类型。
    kind: Option<SupportKind>,
    /// In this state. 状态。
    state: Option<SupportState>,
    /// Waiting for an answer, or not. 是否待答复。
    open: Option<bool>,
    /// Taken care of by this operator. 处理人。
    handler: Option<OperatorId>,
    /// Only those not answered in time. 仅逾期。
    #[graphql(default)]
    breached: bool,
}

pub(crate) struct SupportQuery(pub(crate) Instant);

/// The support desk. 求助台。
#[Object]
impl SupportQuery {
    /// What waits for an answer first, by when it is due; then the others, the newest first.
    /// 求助列表:待答复的按截止时间在前。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn support_requests(
        &self,
        ctx: &Context<'_>,
        filter: Option<SupportRequestFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<SupportRequest>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let now = paging.reading.now();
        let filter = SupportFilter {
            koc_id: asked.koc_id,
            task_id: asked.task_id,
            assignment_id: asked.assignment_id,
            loan_id: asked.loan_id,
            kind: asked.kind,
            state: asked.state,
            open: asked.open,
            handler: asked.handler,
            breached_at: asked.breached.then_some(now),
        };
        let rows = paging.reading.view.support.requests(&filter);
        let key = |row: &Arc<SupportRow>| row.request_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| SupportRequest { reading: reading.clone(), row }))
    }

    /// One request; null when there is none. 某一求助。
    async fn support_request(&self, ctx: &Context<'_>, id: SupportId) -> Option<SupportRequest> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.support.request(id)?);
        Some(SupportRequest { reading, row })
    }
}
