//! Who could rise: the candidates, what speaks for each, and what became of them.

use std::cmp::Reverse;
use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result};
use domain::Moment;
use domain::id::{CandidacyId, KocId};
use domain::koc::values::{MetricValue, NominationSource};
use domain::vocabulary::TierCode;
use projector_people::{CandidacyRow, CandidateFilter};

use super::Instant;
use super::member::{ScoreTrend, score_trend};
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, OpenInvitation};
use crate::session::Reading;

/// A standing as candidate for the next tier. 候选资格。
pub(crate) struct Candidate {
    reading: Reading,
    row: Arc<CandidacyRow>,
}

impl Candidate {
    fn is_open(&self) -> bool {
        is_open(&self.reading, &self.row)
    }
}

/// Whether a candidacy stands: nobody dismissed it, and the tier has not changed since.
fn is_open(reading: &Reading, row: &CandidacyRow) -> bool {
    let member = reading.view.tiers.member(row.koc_id);
    member.is_some_and(|it| it.candidacies.iter().any(|open| open.position == row.position))
}

fn age_days(reading: &Reading, row: &CandidacyRow) -> u32 {
    reading.today().days_since(reading.day_of(row.named_at))
}

/// A standing as candidate for the next tier. 候选资格。
#[Object]
impl Candidate {
    /// Its id. 编号。
    async fn id(&self) -> CandidacyId {
        self.row.candidacy_id
    }

    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// For which tier. 目标等级。
    async fn target_tier(&self) -> TierCode {
        self.row.target_tier
    }

    /// What made them stand out. 来源。
    async fn source(&self) -> NominationSource {
        self.row.source
    }

    /// Who recommends them. 推荐人。
    async fn recommended_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.named_by }
    }

    /// When they were named. 提名时间。
    async fn named_at(&self) -> Moment {
        self.row.named_at
    }

    /// Days since then. 候选天数。
    async fn age_days(&self) -> u32 {
        age_days(&self.reading, &self.row)
    }

    /// Whether it stands: not dismissed, and no change of tier since. 是否有效。
    async fn open(&self) -> bool {
        self.is_open()
    }

    /// What the policy's metrics were. 提名时的指标。
    async fn metrics(&self) -> &[MetricValue] {
        &self.row.evidence.metrics
    }

    /// How much of what is asked was there, basis points. 依据强度(基点)。
    async fn strength_bp(&self) -> u16 {
        self.row.strength_bp()
    }

    /// A remark; null when their key is gone. 备注。
    async fn note(&self) -> Option<String> {
        self.reading.open_option(self.row.evidence.note.as_ref())
    }

    /// Whole months of 30 days in the tier they stand in. 在级月数。
    async fn months_in_tier(&self) -> Option<u32> {
        let spans = self.reading.view.tiers.history(self.row.koc_id, None);
        let last = spans.last().filter(|span| span.tier.is_some())?;
        let same = spans.iter().rev().take_while(|span| span.tier == last.tier);
        let since = same.last().map(|span| self.reading.day_of(span.valid_from))?;
        Some(self.reading.today().days_since(since) / 30)
    }

    /// How the scores of their works move. 得分走势。
    async fn score_trend(&self) -> Option<ScoreTrend> {
        score_trend(&self.reading, self.row.koc_id)
    }

    /// An invitation that stands open. 未结的邀请。
    async fn open_invitation(&self) -> Option<OpenInvitation> {
        let member = self.reading.view.tiers.member(self.row.koc_id)?;
        member.invitation.as_ref().map(OpenInvitation::of)
    }

    /// When it was dismissed. 取消时间。
    async fn dismissed_at(&self) -> Option<Moment> {
        self.row.dismissed.as_ref().map(|it| it.at)
    }

    /// Who dismissed it. 取消人。
    async fn dismissed_by(&self) -> Option<Actor> {
        let actor = self.row.dismissed.as_ref()?.by;
        Some(Actor { reading: self.reading.clone(), actor })
    }

    /// Why it was dismissed; null when their key is gone. 取消原因。
    async fn dismissed_reason(&self) -> Option<String> {
        self.reading.open(&self.row.dismissed.as_ref()?.reason)
    }

    /// The event it comes from. 来源事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// Which candidates; what is not said does not matter. 候选人筛选。
#[derive(InputObject, Default)]
pub(crate) struct CandidatesFilter {
    /// Of this member. 成员。
    koc_id: Option<KocId>,
    /// By what they stood out. 来源。
    source: Option<NominationSource>,
    /// For which tier. 目标等级。
    target_tier: Option<TierCode>,
    /// Only those that stand, or only others; those that stand if not given. 是否有效,默认有效。
    open: Option<bool>,
    /// Candidates for so many days or longer. 候选天数不少于。
    min_age_days: Option<u32>,
    /// Candidates for so many days or less. 候选天数不多于。
    max_age_days: Option<u32>,
    /// Only those with an open invitation, or only others. 是否已受邀。
    invited: Option<bool>,
}

/// In which order. 排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum CandidateOrder {
    /// The strongest evidence first. 依据由强到弱。
    #[default]
    Evidence,
    /// The longest wait first. 候选时间由长到短。
    Age,
    /// The best trend of scores first. 得分走势由好到差。
    ScoreTrend,
}

impl CandidateOrder {
    fn sort(self, reading: &Reading, rows: &mut [Arc<CandidacyRow>]) {
        match self {
            CandidateOrder::Evidence => {
                rows.sort_by_key(|row| (Reverse(row.strength_bp()), row.position));
            }
            CandidateOrder::Age => rows.sort_by_key(|row| (row.named_at, row.position)),
            CandidateOrder::ScoreTrend => rows.sort_by_key(|row| {
                let trend = reading.view.people.score_trend(row.koc_id);
                let change = trend.and_then(|trend| trend.change());
                // Whoever has no trend comes last.
                (Reverse(change.unwrap_or(i32::MIN)), row.position)
            }),
        }
    }
}

pub(crate) struct CandidateQuery(pub(crate) Instant);

/// Candidates. 候选人。
#[Object]
impl CandidateQuery {
    /// Who could rise: those that stand, the strongest evidence first, if nothing else is asked.
    /// 候选人池,默认列出有效候选并按依据强度排序。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn candidates(
        &self,
        ctx: &Context<'_>,
        filter: Option<CandidatesFilter>,
        order_by: Option<CandidateOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Candidate>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let reading = &paging.reading;
        let filter = CandidateFilter {
            koc_id: asked.koc_id,
            source: asked.source,
            target_tier: asked.target_tier,
            named_by: None,
            named_from: None,
        };
        let mut rows = reading.view.people.candidacies(&filter);
        let open = asked.open.unwrap_or(true);
        let old_enough = |row: &CandidacyRow| {
            let age = age_days(reading, row);
            asked.min_age_days.is_none_or(|least| age >= least)
                && asked.max_age_days.is_none_or(|most| age <= most)
        };
        let invited = |row: &CandidacyRow| {
            let member = reading.view.tiers.member(row.koc_id);
            member.is_some_and(|member| member.invitation.is_some())
        };
        rows.retain(|row| {
            is_open(reading, row) == open
                && old_enough(row)
                && asked.invited.is_none_or(|asked| invited(row) == asked)
        });
        order_by.unwrap_or_default().sort(reading, &mut rows);
        let key = |row: &Arc<CandidacyRow>| row.position.to_string();
        Ok(paging.cut(rows, key, |reading, row| Candidate { reading: reading.clone(), row }))
    }
}
