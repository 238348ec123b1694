//! What members gave, and the event behind each entry.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::id::{EntryId, EventId, KocId};
use domain::policy::ContributionSource;
use domain::vocabulary::ContributionKind;
use domain::{Day, Moment};
use engine::View;
use projection::Between;
use projector_ledger::{AccountRow, DimTotals, EntryLine, LedgerFilter};

use super::Instant;
use crate::event::{Actor, Approval, Event, event_at};
use crate::paging::{FIRST_DEFAULT, Nodes, Paging, Window, page_cost, page_size};
use crate::people::Koc;
use crate::scalars::Long;
use crate::session::Reading;

/// What a line does. 记账类型。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_ledger::LineKind")]
pub(crate) enum LedgerLine {
    /// Something was given. 记入。
    Credit,
    /// The account was put right by hand. 调整。
    Adjustment,
    /// An earlier line was taken back. 冲回。
    Reversal,
}

/// Points by dimension; negative when taken back. 各维度积分。
#[derive(SimpleObject)]
pub(crate) struct DimPoints {
    /// Work and care for the programme. 贡献。
    contribution: Long,
    /// Effect on others. 影响。
    influence: Long,
    /// Being there. 活跃。
    activity: Long,
}

impl From<DimTotals> for DimPoints {
    fn from(dims: DimTotals) -> DimPoints {
        DimPoints {
            contribution: Long(dims.contribution),
            influence: Long(dims.influence),
            activity: Long(dims.activity),
        }
    }
}

/// One line of the ledger. 贡献账的一笔。
pub(crate) struct LedgerEntry {
    reading: Reading,
    line: EntryLine,
}

/// One line of the ledger; never removed, only taken back. 贡献账的一笔,只冲回、不删除。
#[Object]
impl LedgerEntry {
    /// Its id; a reversal's is derived from the entry it takes back. 编号。
    pub(crate) async fn id(&self) -> EntryId {
        self.line.entry.entry_id
    }

    /// Whose. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.line.entry.koc_id }
    }

    /// What it does. 类型。
    async fn line(&self) -> LedgerLine {
        self.line.entry.line.into()
    }

    /// Of which kind. 贡献类型。
    async fn kind(&self) -> ContributionKind {
        self.line.entry.kind
    }

    /// Points; negative when taken back. 积分。
    async fn points(&self) -> Long {
        Long(self.line.entry.points)
    }

    /// Of the whole, basis points; null for an adjustment. 份额(万分之一)。
    async fn share_bp(&self) -> Option<u16> {
        self.line.entry.share_bp
    }

    /// How the points count by dimension. 各维度积分。
    async fn dims(&self) -> DimPoints {
        self.line.entry.dims.into()
    }

    /// What made the entry. 来源类型。
    async fn source_kind(&self) -> ContributionSource {
        self.line.entry.source
    }

    /// The event it is for; for an adjustment the one that made it. 来源事件。
    async fn source(&self) -> Result<Option<Event>> {
        let entry = &self.line.entry;
        event_at(&self.reading, entry.source_event.unwrap_or(entry.position)).await
    }

    /// The event that made the entry. 记账事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.line.entry.position).await
    }

    /// The rule, by code. 规则代码。
    async fn rule(&self) -> Option<&str> {
        self.line.entry.rule.as_deref()
    }

    /// The policy version the rule is of; null when it is none's. 规则所属政策版本。
    async fn rule_version(&self) -> Option<u32> {
        Some(self.line.entry.policy_version).filter(|version| *version > 0)
    }

    /// From which day. 生效日。
    async fn effective_on(&self) -> Day {
        self.line.entry.effective_on
    }

    /// When the log came to know it. 记录时间。
    async fn recorded_at(&self) -> Moment {
        self.line.entry.recorded_at
    }

    /// Who sent the command. 执行者。
    async fn actor(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.line.entry.actor }
    }

    /// Why, for what was done by hand; null when the key is gone. 原因。
    async fn reason(&self) -> Option<String> {
        self.reading.open_option(self.line.entry.reason.as_ref())
    }

    /// On whose approval. 审批。
    async fn approved_by(&self) -> Vec<Approval> {
        let approvals = self.line.entry.approved_by.iter().cloned();
        approvals.map(|a| Approval { reading: self.reading.clone(), approval: a }).collect()
    }

    /// The entry this line takes back. 冲回的原笔。
    async fn reverses(&self) -> Option<EntryId> {
        self.line.entry.reverses
    }

    /// The line that took this one back. 冲回它的一笔。
    async fn reversed_by(&self) -> Option<EntryId> {
        self.line.entry.reversed.map(|by| by.reversed_by)
    }

    /// Of the account, after this line, in the order of effect. 余额。
    async fn running_balance(&self) -> Long {
        Long(self.line.balance)
    }
}

/// Points of one kind. 某类型积分。
#[derive(SimpleObject)]
pub(crate) struct KindPoints {
    /// Which kind. 类型。
    kind: ContributionKind,
    /// How many. 积分。
    points: Long,
}

/// An account in sum. 贡献账户。
pub(crate) struct ContributionAccount {
    pub(crate) reading: Reading,
    pub(crate) row: AccountRow,
}

/// An account in sum. 贡献账户。
#[Object]
impl ContributionAccount {
    /// Whose. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Credits and adjustments, also those taken back later. 笔数。
    async fn entries(&self) -> Long {
        Long::of(self.row.entries)
    }

    /// The balance: all lines in sum. 余额。
    async fn points(&self) -> Long {
        Long(self.row.points)
    }

    /// By kind of contribution. 按类型。
    async fn by_kind(&self) -> Vec<KindPoints> {
        let kinds = self.row.by_kind.iter();
        kinds.map(|(&kind, &points)| KindPoints { kind, points: Long(points) }).collect()
    }

    /// By dimension. 按维度。
    async fn by_dim(&self) -> DimPoints {
        self.row.by_dim.into()
    }

    /// Its newest lines by effect, the newest first. 最近几笔,由新到旧。
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn latest(&self, first: Option<i32>) -> Result<Vec<LedgerEntry>> {
        let count = page_size("first", first.unwrap_or(FIRST_DEFAULT))?;
        let lines = self.reading.view.ledger.latest(self.row.koc_id, count).into_iter();
        let reading = &self.reading;
        Ok(lines.map(|line| LedgerEntry { reading: reading.clone(), line }).collect())
    }
}

/// Which entries; what is not said does not matter. 贡献账筛选。
#[derive(InputObject, Default)]
pub(crate) struct ContributionLedgerFilter {
    /// Of this member. 成员。
    koc_id: Option<KocId>,
    /// Of this kind. 贡献类型。
    kind: Option<ContributionKind>,
    /// From this source. 来源类型。
    source: Option<ContributionSource>,
    /// For this event. 来源事件。
    source_event: Option<EventId>,
    /// By this rule. 规则代码。
    rule: Option<String>,
    /// Effective on this day or later. 生效不早于。
    from: Option<Day>,
    /// Effective on this day or earlier. 生效不晚于。
    to: Option<Day>,
    /// Only entries that were taken back, or only others. 是否已冲回。
    reversed: Option<bool>,
}

impl ContributionLedgerFilter {
    fn known_at(self, known_at: Option<Moment>) -> LedgerFilter {
        LedgerFilter {
            koc_id: self.koc_id,
            kind: self.kind,
            source: self.source,
            source_event: self.source_event,
            rule: self.rule,
            from: self.from,
            to: self.to,
            reversed: self.reversed,
            known_at,
        }
    }
}

pub(crate) struct LedgerQuery(pub(crate) Instant);

/// The contribution ledger. 贡献账。
#[Object]
impl LedgerQuery {
    /// Entries in the order of effect. 贡献账明细,按生效先后。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn contribution_ledger(
        &self,
        ctx: &Context<'_>,
        filter: Option<ContributionLedgerFilter>,
        #[graphql(desc = "What the log knew then; all if not given. 当时已知,默认全部。")]
        known_at: Option<Moment>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<LedgerEntry>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let filter = filter.unwrap_or_default().known_at(known_at);
        let counted = filter.clone();
        let all = Between::ALL;
        let count = move |view: &View| view.ledger.entries_between(all, &counted).count();
        let lines = paging.reading.view.ledger.entries_between(paging.between()?, &filter);
        let key = |line: &EntryLine| line.entry.entry_id.to_string();
        let show = |reading: &Reading, line| LedgerEntry { reading: reading.clone(), line };
        Ok(paging.take(lines, count, key, show))
    }

    /// The account of one member; null for one who gave nothing yet. 某位成员的贡献账户。
    async fn contribution_account(
        &self,
        ctx: &Context<'_>,
        koc: KocId,
    ) -> Option<ContributionAccount> {
        let reading = self.0.reading(ctx);
        let row = reading.view.ledger.account(koc)?;
        Some(ContributionAccount { reading, row })
    }
}
