//! What people asked about their data, with the clock of each answer, and what members agreed to.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::id::{DataRequestId, KocId};
use domain::privacy::values::{
    DataRequestKind, DataScope, ErasedPart, Fulfilment, RetentionGround, VerificationMethod,
};
use domain::vocabulary::ConsentPurpose;
use domain::{Day, Moment};
use projector_privacy::{ConsentCount, DataRequestFilter as Filter, DataRequestRow};

use super::Instant;
use crate::event::{Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::session::Reading;

/// Where a request stands. 请求状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_privacy::DataRequestState")]
pub(crate) enum DataRequestState {
    /// It came in; who asks is not known for sure. 已收到
    Received,
    /// It is known who asks. 已核验
    Verified,
    /// It was done. 已办结
    Fulfilled,
    /// It was refused on a ground of law. 已拒绝
    Refused,
}

/// What was erased, and on what grounds facts stayed. 删除结果。
#[derive(SimpleObject)]
pub(crate) struct Erasure {
    /// What is gone. 已删除的内容。
    scope: Vec<ErasedPart>,
    /// On what grounds pseudonymous facts stay. 留存依据。
    kept_under: Vec<RetentionGround>,
    /// When. 时间。
    at: Moment,
}

/// A request about personal data. 个人信息请求。
pub(crate) struct DataRequest {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<DataRequestRow>,
}

/// A request about personal data, with the clock of its answer. 个人信息请求及其办理时限。
#[Object]
impl DataRequest {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> DataRequestId {
        self.row.request_id
    }

    /// Whose data. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// What is asked. 请求类型。
    async fn kind(&self) -> DataRequestKind {
        self.row.kind
    }

    /// Where it stands. 状态。
    async fn state(&self) -> DataRequestState {
        self.row.state.into()
    }

    /// When it came in. 收到时间。
    async fn received_at(&self) -> Moment {
        self.row.received_at
    }

    /// The last day on which an answer is in time. 最迟答复日。
    async fn due(&self) -> Day {
        self.row.due
    }

    /// Days left for an answer, negative when it is late; null once it is given.
    /// 剩余天数,逾期为负,已办结为空。
    async fn due_in_days(&self) -> Option<i32> {
        let open = self.row.state.is_open();
        open.then(|| self.row.due.0 - self.reading.today().0)
    }

    /// What they ask, in their own words; null when the key is gone. 请求内容。
    async fn note(&self) -> Option<String> {
        self.reading.open_option(self.row.note.as_ref())
    }

    /// How it was made sure who asks. 身份核验方式。
    async fn method(&self) -> Option<VerificationMethod> {
        self.row.method
    }

    /// How it was fulfilled. 办理方式。
    async fn how(&self) -> Option<Fulfilment> {
        self.row.how
    }

    /// Where what was handed over is kept. 交付物存放处。
    async fn artefact_ref(&self) -> Option<&str> {
        self.row.artefact_ref.as_deref()
    }

    /// Which parts the answer covered. 涉及的数据。
    async fn scope(&self) -> &[DataScope] {
        &self.row.scope
    }

    /// The ground of law it was refused on; null when the key is gone. 拒绝的法律依据。
    async fn legal_ground(&self) -> Option<String> {
        self.reading.open_option(self.row.legal_ground.as_ref())
    }

    /// When the person was told of the refusal. 告知时间。
    async fn told_at(&self) -> Option<Moment> {
        self.row.told_at
    }

    /// Days the answer took. 办理天数。
    async fn days(&self) -> Option<u32> {
        self.row.days
    }

    /// What must be settled before the person can be forgotten, by id; empty for other requests.
    /// 删除前须了结的事项。
    async fn blockers(&self) -> Vec<String> {
        self.reading.view.state.erasure_blockers(self.row.request_id)
    }

    /// What was erased, if it led to that. 删除结果。
    async fn erasure(&self) -> Option<Erasure> {
        self.row.erasure.as_ref().map(|erased| Erasure {
            scope: erased.scope.clone(),
            kept_under: erased.kept_under.clone(),
            at: erased.at,
        })
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

/// How many agreed to one version of one text. 同意统计。
#[derive(SimpleObject)]
pub(crate) struct ConsentNumbers {
    /// What it is for. 用途。
    purpose: ConsentPurpose,
    /// Of the published text. 文本版本。
    text_version: u16,
    /// Members whose last word was yes to this version. 有效人数。
    in_force: u32,
    /// How often it was agreed to. 同意次数。
    given: u32,
    /// How often it was taken back. 撤回次数。
    withdrawn: u32,
}

impl From<&ConsentCount> for ConsentNumbers {
    fn from(count: &ConsentCount) -> ConsentNumbers {
        let ConsentCount { purpose, text_version, in_force, given, withdrawn } = *count;
        ConsentNumbers { purpose, text_version, in_force, given, withdrawn }
    }
}

/// Which requests; what is not said does not matter. 请求筛选。
#[derive(InputObject, Default)]
pub(crate) struct DataRequestFilter {
    /// Of this member. 成员。
    koc: Option<KocId>,
    /// Of this kind. 请求类型。
    kind: Option<DataRequestKind>,
    /// In this state. 状态。
    state: Option<DataRequestState>,
    /// Only those that still wait for an answer, or only others. 是否待答复。
    open: Option<bool>,
    /// Waiting for an answer that is due on this day or earlier. 在此日或之前到期。
    due_by: Option<Day>,
}

impl From<DataRequestFilter> for Filter {
    fn from(asked: DataRequestFilter) -> Filter {
        Filter {
            koc_id: asked.koc,
            kind: asked.kind,
            state: asked.state.map(Into::into),
            open: asked.open,
            due_by: asked.due_by,
        }
    }
}

pub(crate) struct PrivacyQuery(pub(crate) Instant);

/// Personal data. 个人信息。
#[Object]
impl PrivacyQuery {
    /// Requests about personal data, those that wait for an answer first, by the day they are due.
    /// 个人信息请求,待答复的在前,按到期日排序。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn data_requests(
        &self,
        ctx: &Context<'_>,
        filter: Option<DataRequestFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<DataRequest>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let rows = paging.reading.view.privacy.requests(&filter.unwrap_or_default().into());
        let key = |row: &Arc<DataRequestRow>| row.request_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| DataRequest { reading: reading.clone(), row }))
    }

    /// How many members agreed to what, by purpose and version of the text. 同意统计。
    async fn consents(
        &self,
        ctx: &Context<'_>,
        purpose: Option<ConsentPurpose>,
    ) -> Vec<ConsentNumbers> {
        let reading = self.0.reading(ctx);
        let counts = reading.view.privacy.consents();
        counts
            .filter(|it| purpose.is_none_or(|asked| asked == it.purpose))
            .map(Into::into)
            .collect()
    }
}
