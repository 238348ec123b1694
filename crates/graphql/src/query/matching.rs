//! Whom a task suits, why, and why not somebody else. Computed by the rules that judge an offer,
//! on what they know at the position the operation reads.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result};
use domain::id::{AssignmentId, KocId, TaskId};
use domain::matching::values::{
    Condition, MatchExplanation, MatchPart, MatchingWeights, PartBasis, PartScore, Shortlisted,
};
use domain::matching::{Explained, MatchOrder, MatchQuery};
use domain::task::event::CandidatesShortlisted;
use domain::vocabulary::{TierCode, VocabularyAxis};
use domain::{Lang, LocalText, Moment, Refusal, Violation};
use projector_work::ShortlistRow;

use super::Instant;
use super::tasks::Task;
use crate::event::{Actor, Event, event_at};
use crate::fault::{FaultCode, fault};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::payload::UserError;
use crate::people::Koc;
use crate::session::Reading;

/// What comes first among suggestions. 建议的排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::matching::MatchOrder")]
pub(crate) enum SuggestionOrder {
    /// Who suits best. 按匹配度。
    Score,
    /// Who waited longest for an offer. 按等待邀约的时间。
    Fairness,
}

/// What a word of the vocabulary is called at that instant.
fn label(reading: &Reading) -> impl Fn(VocabularyAxis, &str) -> Option<LocalText> + '_ {
    |axis, code| reading.view.tiers.term(axis, code).map(|term| term.labels.clone())
}

/// One part of how well a member suits a task. 匹配的一个维度。
pub(crate) struct PartOfMatch {
    reading: Reading,
    part: PartScore,
}

/// One part of how well a member suits a task. 匹配的一个维度。
#[Object(name = "MatchPartScore")]
impl PartOfMatch {
    /// Which part. 维度。
    async fn part(&self) -> MatchPart {
        self.part.part
    }

    /// Points, hundredths. 得分(百分之一)。
    async fn points(&self) -> u16 {
        self.part.points
    }

    /// Points at most, hundredths: the weight of the part. 满分(百分之一),即权重。
    async fn weight(&self) -> u16 {
        self.part.of
    }

    /// What the points rest on. 得分依据。
    async fn basis(&self) -> PartBasis {
        self.part.basis
    }

    /// What was measured: basis points of reliability, hundredths of a score, or days since the
    /// last offer. 实测数值。
    async fn measured(&self) -> Option<u32> {
        self.part.measured
    }

    /// The same in words; in the caller's language if none is named. 文字说明。
    async fn reason(&self, lang: Option<Lang>) -> String {
        let lang = lang.unwrap_or(self.reading.session.caller.lang);
        self.part.reason(&label(&self.reading)).get(lang).to_owned()
    }
}

/// How well a member suits a task, and why. 匹配说明。
pub(crate) struct Match {
    pub(crate) reading: Reading,
    pub(crate) explanation: MatchExplanation,
}

/// How well a member suits a task, and why. 匹配说明。
#[Object]
impl Match {
    /// By which rules. 匹配规则版本。
    async fn rules_version(&self) -> u16 {
        self.explanation.matcher_version
    }

    /// Hundredths, 0 to 10000; null for a member who does not want to be profiled.
    /// 总分(百分之一);不参与画像匹配者为空。
    async fn score(&self) -> Option<u16> {
        self.explanation.score
    }

    /// Every part; empty for a member who does not want to be profiled. 各维度得分。
    async fn parts(&self) -> Vec<PartOfMatch> {
        let parts = self.explanation.parts.iter().cloned();
        parts.map(|part| PartOfMatch { reading: self.reading.clone(), part }).collect()
    }

    /// What speaks for them, in words; in the caller's language if none is named. 推荐理由。
    async fn reasons(&self, lang: Option<Lang>) -> Vec<String> {
        let lang = lang.unwrap_or(self.reading.session.caller.lang);
        let reasons = self.explanation.reasons(&label(&self.reading));
        reasons.iter().map(|reason| reason.get(lang).to_owned()).collect()
    }

    /// Whole days since the brand last offered them a task; null if it never did.
    /// 距上次邀约天数。
    async fn days_since_offer(&self) -> Option<u32> {
        self.explanation.days_since_offer
    }
}

/// A member as a task sees them. 任务眼中的成员。
pub(crate) struct Suggestion {
    reading: Reading,
    koc_id: KocId,
    explained: Explained,
}

impl Suggestion {
    fn why(&self) -> Match {
        Match { reading: self.reading.clone(), explanation: self.explained.explanation.clone() }
    }
}

/// A member as a task sees them: what they do not meet, and how well they suit.
/// 任务眼中的成员:未满足的条件与匹配度。
#[Object]
impl Suggestion {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.koc_id }
    }

    /// How well they suit, hundredths, 0 to 10000; null for a member who does not want to be
    /// profiled and whose turn comes by itself. 总分(百分之一)。
    async fn score(&self) -> Option<u16> {
        self.explained.explanation.score
    }

    /// How well they suit, part by part. 匹配说明。
    #[graphql(name = "match")]
    async fn explanation(&self) -> Match {
        self.why()
    }

    /// What speaks for them, in words; in the caller's language if none is named. 推荐理由。
    async fn reasons(&self, lang: Option<Lang>) -> Vec<String> {
        let why = self.why();
        let lang = lang.unwrap_or(self.reading.session.caller.lang);
        let reasons = why.explanation.reasons(&label(&self.reading));
        reasons.iter().map(|reason| reason.get(lang).to_owned()).collect()
    }

    /// Conditions they do not meet; empty for whoever can be asked now. 未满足的条件。
    async fn unmet(&self) -> Vec<Condition> {
        self.explained.unmet.conditions()
    }

    /// The same as an offer would be refused, in the caller's language. 邀约会被拒绝的理由。
    async fn refusals(&self) -> Vec<UserError> {
        refusals(&self.reading, &self.explained.violations)
    }

    /// Live assignments they hold. 进行中任务数。
    async fn load(&self) -> u16 {
        self.explained.load
    }

    /// Live assignments they may hold. 并行任务上限。
    async fn limit(&self) -> u16 {
        self.explained.limit
    }

    /// When the brand last offered them a task. 上次邀约时间。
    async fn last_offer(&self) -> Option<Moment> {
        self.explained.last_offer
    }

    /// What their approved works of this kind scored on average, hundredths; null without one, and
    /// for a member who does not want to be profiled. 同类作品平均分(百分之一)。
    async fn past_score(&self) -> Option<u32> {
        self.explained.past_score
    }
}

/// Why a member is or is not suggested for a task. 某成员为何被或未被推荐。
pub(crate) struct WhyNot {
    reading: Reading,
    task_id: TaskId,
    koc_id: KocId,
    explained: Explained,
    closed: Vec<Violation>,
    /// Their place and how many are suggested.
    place: Option<i32>,
    suggested: i32,
}

/// Why a member is or is not suggested for a task. 某成员为何被或未被推荐。
#[Object]
impl WhyNot {
    /// Which task. 任务。
    async fn task(&self) -> Option<Task> {
        let row = self.reading.view.work.task(self.task_id)?;
        Some(Task { reading: self.reading.clone(), row: row.clone() })
    }

    /// The member as the task sees them. 任务眼中的该成员。
    async fn member(&self) -> Suggestion {
        let (reading, explained) = (self.reading.clone(), self.explained.clone());
        Suggestion { reading, koc_id: self.koc_id, explained }
    }

    /// Their place among the suggestions by score, from 1; null when they cannot be asked.
    /// 在推荐名单中的名次;不可邀约时为空。
    async fn place(&self) -> Option<i32> {
        self.place
    }

    /// How many members are suggested. 被推荐人数。
    async fn suggested(&self) -> i32 {
        self.suggested
    }

    /// Why nobody at all can be offered the task now; empty when somebody can.
    /// 任务当前无法邀约任何人的原因。
    async fn task_refusals(&self) -> Vec<UserError> {
        refusals(&self.reading, &self.closed)
    }

    /// Whether the newest shortlist of the task showed them. 最新候选名单是否展示过。
    async fn shown(&self) -> bool {
        let newest = self.newest();
        newest.is_some_and(|it| it.listed.candidates.iter().any(|it| it.koc_id == self.koc_id))
    }

    /// Whether the newest shortlist of the task chose them. 是否在最新候选名单中被选定。
    async fn chosen(&self) -> bool {
        self.newest().is_some_and(|row| row.listed.chosen.contains(&self.koc_id))
    }
}

impl WhyNot {
    fn newest(&self) -> Option<&ShortlistRow> {
        self.reading.view.work.task(self.task_id)?.shortlists.last()
    }
}

/// A member on a shortlist, as the rule saw them then. 候选名单中的成员。
pub(crate) struct ListedCandidate {
    reading: Reading,
    listed: Arc<CandidatesShortlisted>,
    candidate: Shortlisted,
}

/// A member on a shortlist, as the rule saw them then. 候选名单中的成员。
#[Object]
impl ListedCandidate {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.candidate.koc_id }
    }

    /// How well they suited, and why. 匹配说明。
    #[graphql(name = "match")]
    async fn explanation(&self) -> Match {
        let explanation = self.candidate.explanation.clone();
        Match { reading: self.reading.clone(), explanation }
    }

    /// What they did not meet. 未满足的条件。
    async fn unmet(&self) -> &[Condition] {
        &self.candidate.unmet
    }

    /// Their place among those chosen, from 1; null when they were shown but not chosen.
    /// 选定顺序;未选定为空。
    async fn chosen_place(&self) -> Option<i32> {
        let koc_id = self.candidate.koc_id;
        let place = self.listed.chosen.iter().position(|chosen| *chosen == koc_id)?;
        i32::try_from(place + 1).ok()
    }

    /// Whether they were asked since, or before: they have or had the task. 是否已邀约。
    async fn asked(&self) -> bool {
        let id = AssignmentId::of(self.listed.task_id, self.candidate.koc_id);
        self.reading.view.work.assignment(id).is_some()
    }
}

/// A list of candidates for a task as it was shown, and whom the brand meant to ask. 候选名单。
pub(crate) struct Shortlist {
    reading: Reading,
    row: ShortlistRow,
}

impl Shortlist {
    pub(crate) fn of(reading: &Reading, row: &ShortlistRow) -> Shortlist {
        Shortlist { reading: reading.clone(), row: row.clone() }
    }
}

/// A list of candidates for a task as it was shown, and whom the brand meant to ask. 候选名单。
#[Object]
impl Shortlist {
    /// Everybody who was shown, in that order. 展示过的成员。
    async fn candidates(&self) -> Vec<ListedCandidate> {
        let candidates = self.row.listed.candidates.iter().cloned();
        candidates
            .map(|candidate| ListedCandidate {
                reading: self.reading.clone(),
                listed: Arc::clone(&self.row.listed),
                candidate,
            })
            .collect()
    }

    /// Whom the brand meant to ask, the first first. 选定的成员,按顺序。
    async fn chosen(&self) -> Vec<Koc> {
        let chosen = self.row.listed.chosen.iter();
        chosen.map(|id| Koc { reading: self.reading.clone(), id: *id }).collect()
    }

    /// By which rules they were scored. 匹配规则版本。
    async fn matcher_version(&self) -> u16 {
        self.row.listed.matcher_version
    }

    /// How much each part of a score counted then. 当时的匹配权重。
    async fn weights(&self) -> MatchingWeights {
        self.row.listed.weights
    }

    /// Who chose. 选定人。
    async fn by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.by }
    }

    /// When. 时间。
    async fn at(&self) -> Moment {
        self.row.at
    }

    /// The event in which it was kept. 事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// Whom the newest shortlist of a task names and who can be asked now.
pub(crate) fn next_to_ask(reading: &Reading, task_id: TaskId) -> Vec<Koc> {
    let next = reading.view.state.next_to_ask(task_id, reading.now()).unwrap_or_default();
    next.into_iter().map(|id| Koc { reading: reading.clone(), id }).collect()
}

/// Why nobody at all can be offered a task now.
pub(crate) fn task_refusals(reading: &Reading, task_id: TaskId) -> Vec<UserError> {
    let closed = reading.view.state.task_unmet(task_id, reading.now());
    refusals(reading, &closed.unwrap_or_default())
}

fn refusals(reading: &Reading, violations: &[Violation]) -> Vec<UserError> {
    let lang = reading.session.caller.lang;
    violations.iter().map(|no| UserError::of(no, None, lang)).collect()
}

/// A question about what is not there, in the caller's language.
fn not_asked_well(reading: &Reading, refusal: &Refusal) -> async_graphql::Error {
    fault(FaultCode::BadUserInput, refusal.message(reading.session.caller.lang))
}

pub(crate) struct MatchingQuery(pub(crate) Instant);

/// Whom a task suits. 任务匹配。
#[Object]
impl MatchingQuery {
    /// Members who can be offered a task now, who suits best first; with `includeUnmet` also those
    /// who miss a single condition, after the others. 可邀约的成员,匹配度高者在前;includeUnmet
    /// 时附上仅差一项条件者。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn matching(
        &self,
        ctx: &Context<'_>,
        task_id: TaskId,
        #[graphql(desc = "Those who miss one condition as well. 是否包括差一项者。", default)]
        include_unmet: bool,
        #[graphql(desc = "Of this tier only. 等级。")] tier: Option<TierCode>,
        #[graphql(desc = "Of this region only. 地区。")] region: Option<String>,
        #[graphql(desc = "What comes first; by score if not given. 排序,默认按匹配度。")]
        order: Option<SuggestionOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Suggestion>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let (state, now) = (&paging.reading.view.state, paging.reading.now());
        let order = order.map_or_else(MatchOrder::default, Into::into);
        let query = MatchQuery { unmet_by_one: include_unmet, tier, region, order };
        let wrong = |refusal: Refusal| not_asked_well(&paging.reading, &refusal);
        let list = state.matching(task_id, now, &query).map_err(wrong)?;
        let list: Vec<KocId> = list.into_iter().map(|candidate| candidate.koc_id).collect();
        let page = projection::page(list, KocId::to_string, &paging.cut);
        let explained = state.explain_matches(task_id, now, &page.rows).map_err(wrong)?;
        let projection::Page { total, has_next, has_previous, .. } = page;
        let page = projection::Page { rows: explained, total, has_next, has_previous };
        let key = |(koc_id, _): &(KocId, Explained)| koc_id.to_string();
        Ok(paging.connect(page, key, |reading, (koc_id, explained)| Suggestion {
            reading: reading.clone(),
            koc_id,
            explained,
        }))
    }

    /// Why a member is or is not suggested for a task: what they do not meet, how well they suit,
    /// and their place. 某成员为何被或未被推荐:未满足的条件、匹配度与名次。
    async fn why_not(&self, ctx: &Context<'_>, task_id: TaskId, koc_id: KocId) -> Result<WhyNot> {
        let reading = self.0.reading(ctx);
        let (state, now) = (&reading.view.state, reading.now());
        let wrong = |refusal: Refusal| not_asked_well(&reading, &refusal);
        let explained = state.explain_matches(task_id, now, &[koc_id]).map_err(wrong)?;
        let missing = || wrong(Violation::NotFound { what: koc_id.to_string() }.into());
        let (_, explained) = explained.into_iter().next().ok_or_else(missing)?;
        let list = state.matching(task_id, now, &MatchQuery::default()).map_err(wrong)?;
        let closed = state.task_unmet(task_id, now).map_err(wrong)?;
        let place = list.iter().position(|candidate| candidate.koc_id == koc_id);
        Ok(WhyNot {
            task_id,
            koc_id,
            explained,
            closed,
            place: place.and_then(|place| i32::try_from(place + 1).ok()),
            suggested: i32::try_from(list.len()).unwrap_or(i32::MAX),
            reading: reading.clone(),
        })
    }
}
