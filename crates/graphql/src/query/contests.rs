//! Contests.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::contest::values::{
    Conflict as ConflictRow, ConflictKind, Distribution, EntryWindow, Judge as JudgeId, Prize,
    TieRule,
};
use domain::id::{ContestId, TaskId};
use domain::task::brief::Criterion;
use domain::vocabulary::TierCode;
use domain::{LocalText, Moment};
use projector_contests::{
    ContestFilter, ContestOrder as Order, ContestRow, ContestStage, EntryRow, Named,
    Recusal as RecusalRow,
};

use super::Instant;
use super::assignments::Assignment;
use super::contest_entries::{ContestEntry, EntryToJudge, assignment, items, own_judge};
use super::tasks::Task;
use crate::event::{Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Where a contest stands. 竞赛状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_contests::ContestStage")]
pub(crate) enum ContestState {
    /// It is planned. 起草。
    Drafted,
    /// Entries are taken. 征集中。
    EntriesOpen,
    /// No more entries are taken. 征集截止。
    EntriesClosed,
    /// The judges score. 评审中。
    Judging,
    /// Everybody sees how the entries did. 结果已公布。
    ResultsDeclared,
    /// It was called off. 已取消。
    Cancelled,
}

/// In which order contests come. 竞赛排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_contests::ContestOrder")]
pub(crate) enum ContestOrder {
    /// The one whose entries close last in front. 按截止时间倒序。
    CloseDate,
    /// The one with most entries in front. 按作品数倒序。
    Entries,
}

/// Who judges: somebody of the team, or a member. 评委。
#[derive(SimpleObject)]
pub(crate) struct Judge {
    /// Of the team. 团队成员。
    operator: Option<Operator>,
    /// A member. 成员评委。
    koc: Option<Koc>,
}

impl Judge {
    pub(super) fn of(reading: &Reading, judge: JudgeId) -> Judge {
        let reading = || reading.clone();
        match judge {
            JudgeId::Operator(id) => {
                Judge { operator: Some(Operator { reading: reading(), id }), koc: None }
            }
            JudgeId::Koc(id) => Judge { operator: None, koc: Some(Koc { reading: reading(), id }) },
        }
    }
}

/// A judge of a contest and how far they are. 评委进度。
#[derive(SimpleObject)]
pub(crate) struct PanelJudge {
    /// Who. 评委。
    judge: Judge,
    /// Entries they have scored, of those that stand. 已评作品数。
    scored: u32,
}

/// A judge and an entry they cannot judge. 评委回避。
pub(crate) struct Conflict {
    reading: Reading,
    row: ConflictRow,
}

/// A judge and an entry they cannot judge. 评委回避。
#[Object(name = "JudgeConflict")]
impl Conflict {
    /// Who. 评委。
    async fn judge(&self) -> Judge {
        Judge::of(&self.reading, self.row.judge)
    }

    /// Which entry. 参赛作品。
    async fn assignment(&self) -> Option<Assignment> {
        assignment(&self.reading, self.row.assignment_id)
    }

    /// Why. 原因。
    async fn kind(&self) -> ConflictKind {
        self.row.kind
    }
}

/// A judge who stepped back. 评委退出。
#[derive(SimpleObject)]
pub(crate) struct Recusal {
    /// Who. 评委。
    judge: Judge,
    /// Why; null when it may not be read. 原因。
    reason: Option<String>,
    /// Who judges in their place. 接替者。
    replaced_by: Option<Judge>,
    /// When. 时间。
    at: Moment,
}

impl Recusal {
    fn of(reading: &Reading, row: &RecusalRow) -> Recusal {
        Recusal {
            judge: Judge::of(reading, row.judge),
            reason: reading.open(&row.reason),
            replaced_by: row.replaced_by.map(|judge| Judge::of(reading, judge)),
            at: row.at,
        }
    }
}

/// How the entrants of one tier did. 各等级水平。
#[derive(SimpleObject)]
pub(crate) struct TierLevel {
    /// Which tier, by where they stood when they entered. 参赛时等级。
    tier: TierCode,
    /// How they scored. 得分分布。
    level: Distribution,
}

/// A winner who was named as candidate. 被提名的优胜者。
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct NamedCandidate {
    /// Who; their tier is the one they are in now. 成员。
    koc: Koc,
    /// Whether they became a candidate: a rule may have kept them out. 是否成为候选人。
    nominated: bool,
    #[graphql(skip)]
    reading: Reading,
    #[graphql(skip)]
    row: Named,
}

#[ComplexObject]
impl NamedCandidate {
    /// The event in which they became a candidate. 提名事件。
    async fn event(&self) -> Result<Option<Event>> {
        match self.row.source_event {
            Some(position) => event_at(&self.reading, position).await,
            None => Ok(None),
        }
    }
}

/// Whose winners become candidates. 候选规则。
#[derive(SimpleObject)]
pub(crate) struct CandidateRule {
    /// A rank up to this one. 名次上限。
    top_n: Option<u16>,
    /// A score of at least this, hundredths. 最低分(百分之一分)。
    min_score: Option<u16>,
    /// Candidates for this tier. 目标等级。
    target_tier: TierCode,
}

/// A contest. 竞赛。
pub(crate) struct Contest {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<ContestRow>,
}

/// A contest: one theme, everybody alone, a ranking by criteria that stood before. 个体竞赛。
#[Object]
impl Contest {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> ContestId {
        self.row.contest_id
    }

    /// What everybody works on. 主题。
    async fn theme(&self) -> &LocalText {
        &self.row.theme
    }

    /// The task its entries are assignments of. 任务。
    async fn task(&self) -> Option<Task> {
        let row = Arc::clone(self.reading.view.work.task(self.row.task_id)?);
        Some(Task { reading: self.reading.clone(), row })
    }

    /// Where it stands. 状态。
    async fn state(&self) -> ContestState {
        self.row.stage.into()
    }

    /// What entries are judged by, once it stands. 评判标准。
    async fn criteria(&self) -> &[Criterion] {
        &self.row.criteria
    }

    /// Percent of the score that the measured criteria make. 互动量占比(%)。
    async fn measured_weight(&self) -> u8 {
        self.row.measured_weight
    }

    /// Engagement counts up to this instant. 互动量统计截止。
    async fn measured_at(&self) -> Option<Moment> {
        self.row.measured_at
    }

    /// When entries are taken. 征集时间。
    async fn entry_window(&self) -> EntryWindow {
        self.row.entry_window
    }

    /// Whether judges do not see whose an entry is. 是否匿名评审。
    async fn anonymised(&self) -> bool {
        self.row.anonymised
    }

    /// What decides between entries of one score. 同分规则。
    async fn tie_rule(&self) -> TieRule {
        self.row.tie_rule
    }

    /// The criterion that does, when one does. 同分时比较的标准。
    async fn tie_criterion(&self) -> Option<&str> {
        self.row.tie_criterion.as_deref()
    }

    /// What can be won. 奖项。
    async fn prizes(&self) -> &[Prize] {
        &self.row.prizes
    }

    /// Whose winners become candidates. 候选规则。
    async fn candidate_rule(&self) -> Option<CandidateRule> {
        let rule = self.row.candidate_rule?;
        let domain::contest::values::CandidateRule { top_n, min_score, target_tier } = rule;
        Some(CandidateRule { top_n, min_score, target_tier })
    }

    /// Who judges, and how far each is. 评委与进度。
    async fn judges(&self) -> Vec<PanelJudge> {
        let of = |judge: &JudgeId| PanelJudge {
            judge: Judge::of(&self.reading, *judge),
            scored: self.row.scored_by.get(&judge.to_string()).copied().unwrap_or(0),
        };
        self.row.judges.iter().map(of).collect()
    }

    /// Who cannot judge which entry, as it was when judging began. 评委回避关系。
    async fn conflicts(&self) -> Vec<Conflict> {
        let rows = self.row.conflicts.iter();
        rows.map(|row| Conflict { reading: self.reading.clone(), row: *row }).collect()
    }

    /// Judges who stepped back, oldest first. 退出的评委。
    async fn recusals(&self) -> Vec<Recusal> {
        self.row.recusals.iter().map(|row| Recusal::of(&self.reading, row)).collect()
    }

    /// Entries that stand. 有效作品数。
    async fn entry_count(&self) -> u32 {
        self.row.entries
    }

    /// Of them: scored by everybody who judges. 评完的作品数。
    async fn judged_count(&self) -> u32 {
        self.row.judged
    }

    /// Scores that judges have still to give. 尚缺评分数。
    async fn scores_missing(&self) -> u32 {
        self.row.scores_missing()
    }

    /// By rank once there is one, by when they came before; what stands no more comes last.
    /// 参赛作品,按名次。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn entries(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<ContestEntry>> {
        let paging = Paging::new(ctx, self.reading.clone(), Window { first, after, last, before })?;
        let rows = paging.reading.view.contests.entries(self.row.contest_id);
        let key = |row: &Arc<EntryRow>| row.assignment_id.to_string();
        let contest = Arc::clone(&self.row);
        let show = |reading: &Reading, row| ContestEntry {
            reading: reading.clone(),
            contest: Arc::clone(&contest),
            row,
        };
        Ok(paging.cut(rows, key, show))
    }

    /// What the caller has still to score, when they judge; what they have a stake in is left out.
    /// 当前评委待评的作品。
    async fn entries_to_judge(&self) -> Vec<EntryToJudge> {
        let Some(judge) = own_judge(&self.reading, &self.row) else { return Vec::new() };
        if self.row.stage != ContestStage::Judging {
            return Vec::new();
        }
        let stake = |entry: &EntryRow| {
            let held =
                |it: &&ConflictRow| it.judge == judge && it.assignment_id == entry.assignment_id;
            self.row.conflicts.iter().find(held).is_some()
        };
        let entries = self.reading.view.contests.entries(self.row.contest_id).into_iter();
        let open = entries.filter(|entry| {
            let scored = entry.scores.iter().any(|score| score.judge == judge);
            entry.disqualified.is_none() && !scored && !stake(entry)
        });
        open.take(ENTRIES_AT_ONCE)
            .map(|entry| EntryToJudge {
                assignment_id: entry.assignment_id,
                items: items(&self.reading, entry.assignment_id, true),
            })
            .collect()
    }

    /// The level of the crowd, once the results are declared. 整体得分分布。
    async fn distribution(&self) -> Option<Distribution> {
        self.row.distribution
    }

    /// The same by tier. 各等级得分分布。
    async fn by_tier(&self) -> Vec<TierLevel> {
        let levels = self.row.by_tier.iter();
        levels.map(|it| TierLevel { tier: it.tier, level: it.level }).collect()
    }

    /// Whether entries of the ranking have one score. 是否有同分。
    async fn has_ties(&self) -> bool {
        self.row.has_ties
    }

    /// When the results were declared. 公布时间。
    async fn declared_at(&self) -> Option<Moment> {
        self.row.declared_at
    }

    /// Winners who were named as candidates, best first; each shows the tier they are in now.
    /// 被提名为候选人的优胜者。
    async fn candidates(&self) -> Vec<NamedCandidate> {
        let of = |row: &Named| NamedCandidate {
            koc: Koc { reading: self.reading.clone(), id: row.koc_id },
            nominated: row.nominated,
            reading: self.reading.clone(),
            row: row.clone(),
        };
        self.row.named.iter().map(of).collect()
    }

    /// Why it was called off. 取消原因。
    async fn cancelled_because(&self) -> Option<&str> {
        self.row.cancelled_because.as_deref()
    }
}

/// What a judge is shown at once; what they have scored makes room. Our own number.
const ENTRIES_AT_ONCE: usize = 20;

/// Which contests; what is not said does not matter. 竞赛筛选。
#[derive(InputObject, Default)]
#[graphql(name = "ContestFilter")]
pub(crate) struct ContestFilterInput {
    /// Standing there. 状态。
    state: Option<ContestState>,
    /// Of this task. 任务。
    task_id: Option<TaskId>,
    /// With entries of one score in the ranking, or without. 是否有同分。
    has_ties: Option<bool>,
    /// With scores that judges have still to give, or without. 是否缺评分。
    scores_missing: Option<bool>,
}

pub(crate) struct ContestQuery(pub(crate) Instant);

/// Contests. 竞赛。
#[Object]
impl ContestQuery {
    /// Contests; the one whose entries close last in front if nothing is said. 竞赛列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn contests(
        &self,
        ctx: &Context<'_>,
        filter: Option<ContestFilterInput>,
        order_by: Option<ContestOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Contest>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let filter = ContestFilter {
            stage: asked.state.map(Into::into),
            task_id: asked.task_id,
            has_ties: asked.has_ties,
            scores_missing: asked.scores_missing,
        };
        let order: Order = order_by.map(Into::into).unwrap_or_default();
        let rows = paging.reading.view.contests.contests(&filter, order);
        let key = |row: &Arc<ContestRow>| row.contest_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Contest { reading: reading.clone(), row }))
    }

    /// One contest; null when there is none. 某一竞赛。
    async fn contest(&self, ctx: &Context<'_>, id: ContestId) -> Option<Contest> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.contests.contest(id)?);
        Some(Contest { reading, row })
    }
}
