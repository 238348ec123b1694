//! How members are looked after, and who is owed a talk or feedback. What is said in talks is for
//! those who look after members and nobody else: the types here are closed to the rest of the team.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::care::CareDue;
use domain::care::values::{FeedbackPeriod, TalkMedium, TalkTopic};
use domain::id::{FollowUpId, KocId, OperatorId, TalkId};
use domain::personal::Sealed;
use domain::vocabulary::TierCode;
use domain::{Day, Moment};
use projector_care::{FeedbackRow, FileRow, FollowUpRow, PromiseRow, TalkRow};

use super::Instant;
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// What the brand promised in a talk. 承诺事项。
pub(crate) struct TalkPromise {
    reading: Reading,
    row: PromiseRow,
}

/// What the brand promised in a talk. 承诺事项。
#[Object]
impl TalkPromise {
    /// What; null when it may not be read. 内容。
    async fn what(&self) -> Option<String> {
        self.reading.open(&self.row.what)
    }

    /// Who keeps it by when; null where nobody was to be reminded. 跟进事项。
    async fn follow_up(&self) -> Option<FollowUp> {
        let row = Arc::clone(self.reading.view.care.follow_up(self.row.follow_up_id?)?);
        Some(FollowUp { reading: self.reading.clone(), row })
    }
}

/// A one-to-one talk. 一对一沟通。
pub(crate) struct Talk {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<TalkRow>,
}

/// A one-to-one talk. 一对一沟通。
#[Object]
impl Talk {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> TalkId {
        self.row.talk_id
    }

    /// With whom. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Who held it. 沟通人。
    async fn held_by(&self) -> Operator {
        Operator { reading: self.reading.clone(), id: self.row.held_by }
    }

    /// The manager they stood in for. 代理的关系经理。
    async fn standing_in_for(&self) -> Option<Operator> {
        let id = self.row.standing_in_for?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// When. 时间。
    async fn held_at(&self) -> Moment {
        self.row.held_at
    }

    /// How. 方式。
    async fn medium(&self) -> TalkMedium {
        self.row.medium
    }

    /// What it was about. 主题。
    async fn topics(&self) -> &[TalkTopic] {
        &self.row.topics
    }

    /// How the member was; null when nothing was noted, or it may not be read. 状态备注。
    async fn wellbeing_note(&self) -> Option<String> {
        self.reading.open_option(self.row.wellbeing_note.as_ref())
    }

    /// What they would like to become or learn; empty when it may not be read. 发展目标。
    async fn development_goals(&self) -> Vec<String> {
        opened(&self.reading, &self.row.development_goals)
    }

    /// What the brand promised. 承诺。
    async fn promises(&self) -> Vec<TalkPromise> {
        let rows = self.row.promises.iter().cloned();
        rows.map(|row| TalkPromise { reading: self.reading.clone(), row }).collect()
    }

    /// The event. 事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// The texts of a list that may be read.
fn opened(reading: &Reading, texts: &[Sealed]) -> Vec<String> {
    texts.iter().filter_map(|text| reading.open(text)).collect()
}

/// Something that is to be done for a member. 跟进事项。
pub(crate) struct FollowUp {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<FollowUpRow>,
}

/// Something that is to be done for a member. 跟进事项。
#[Object]
impl FollowUp {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> FollowUpId {
        self.row.follow_up_id
    }

    /// For whom. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// The talk in which it was promised. 所属沟通。
    async fn talk(&self) -> Option<Talk> {
        let row = Arc::clone(self.reading.view.care.talk(self.row.talk_id?)?);
        Some(Talk { reading: self.reading.clone(), row })
    }

    /// What; null when it may not be read. 内容。
    async fn what(&self) -> Option<String> {
        self.reading.open(&self.row.what)
    }

    /// Who does it. 负责人。
    async fn owner(&self) -> Operator {
        Operator { reading: self.reading.clone(), id: self.row.owner }
    }

    /// By when. 期限。
    async fn due(&self) -> Day {
        self.row.due
    }

    /// Whether it waits. 是否待办。
    async fn open(&self) -> bool {
        self.row.closed_at.is_none()
    }

    /// Whether it waits beyond its day. 是否逾期。
    async fn overdue(&self) -> bool {
        self.row.closed_at.is_none() && self.row.due < self.reading.today()
    }

    /// What became of it; null when it waits, or may not be read. 结果。
    async fn outcome(&self) -> Option<String> {
        self.reading.open_option(self.row.outcome.as_ref())
    }

    /// When it was noted. 新增时间。
    async fn opened_at(&self) -> Moment {
        self.row.opened_at
    }

    /// When it was done or given up. 关闭时间。
    async fn closed_at(&self) -> Option<Moment> {
        self.row.closed_at
    }

    /// The event. 事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// Feedback on a period. 定期反馈。
pub(crate) struct PeriodicFeedback {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<FeedbackRow>,
}

/// Feedback on a period, owed to every tier. 定期反馈。
#[Object]
impl PeriodicFeedback {
    /// On which days. 周期。
    async fn period(&self) -> FeedbackPeriod {
        self.row.period
    }

    /// How the work was done; null when nothing was said, or it may not be read. 完成情况。
    async fn on_completion(&self) -> Option<String> {
        self.reading.open_option(self.row.on_completion.as_ref())
    }

    /// What it brought about; null when nothing was said, or it may not be read. 效果。
    async fn on_effect(&self) -> Option<String> {
        self.reading.open_option(self.row.on_effect.as_ref())
    }

    /// What was good. 肯定。
    async fn praise(&self) -> Vec<String> {
        opened(&self.reading, &self.row.praise)
    }

    /// What may become better. 建议。
    async fn advice(&self) -> Vec<String> {
        opened(&self.reading, &self.row.advice)
    }

    /// Works finished since the feedback before. 期间完成的作品数。
    async fn works(&self) -> u32 {
        self.row.works
    }

    /// When it was given. 发送时间。
    async fn sent_at(&self) -> Moment {
        self.row.sent_at
    }

    /// By whom. 发送人。
    async fn sent_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.sent_by }
    }

    /// When the member read it. 确认时间。
    async fn acknowledged_at(&self) -> Option<Moment> {
        self.row.acknowledged_at
    }

    /// What they said to it; null when nothing, or it may not be read. 成员留言。
    async fn comment(&self) -> Option<String> {
        self.reading.open_option(self.row.comment.as_ref())
    }

    /// The event. 事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// When a talk and feedback are due. 沟通与反馈到期情况。
#[derive(SimpleObject)]
pub(crate) struct CareDueDays {
    /// Since when there was no talk: the last one, or when they came into their tier. 距上次沟通起算日。
    talk_since: Option<Day>,
    /// From when a talk is due; null when none is owed. 沟通到期日。
    talk_due_on: Option<Day>,
    /// Since when finished work waits for feedback; null when none does. 反馈起算日。
    feedback_since: Option<Day>,
    /// From when feedback is due; null when none is owed. 反馈到期日。
    feedback_due_on: Option<Day>,
}

/// The file of a relationship. 关系档案。
pub(crate) struct CareFile {
    pub(crate) reading: Reading,
    pub(crate) koc_id: KocId,
}

impl CareFile {
    fn row(&self) -> Option<&Arc<FileRow>> {
        self.reading.view.care.file(self.koc_id)
    }

    /// Days since the last talk; none when there was none.
    pub(super) fn days_since_talk(&self) -> Option<u32> {
        let on = self.reading.day_of(self.row()?.last_talk_at?);
        Some(self.reading.today().days_since(on))
    }

    fn owed(&self) -> CareDue {
        self.reading.view.state.care_due(self.koc_id)
    }
}

/// The file of a relationship: who looks after a member, talks, promises, feedback. 关系档案。
#[Object]
impl CareFile {
    /// Whose. 成员。
    pub(crate) async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.koc_id }
    }

    /// Who looks after them; null when nobody was named. 关系经理。
    async fn manager(&self) -> Option<Operator> {
        let id = self.row()?.manager?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// When they last talked. 最近沟通时间。
    async fn last_talk(&self) -> Option<Moment> {
        self.row()?.last_talk_at
    }

    /// Days since the last talk; null when there was none. 距最近沟通天数。
    async fn last_talk_days(&self) -> Option<u32> {
        self.days_since_talk()
    }

    /// When they were last given feedback on a period. 最近反馈时间。
    async fn last_feedback(&self) -> Option<Moment> {
        self.row()?.last_feedback_at
    }

    /// Days since that; null when there was none. 距最近反馈天数。
    async fn last_feedback_days(&self) -> Option<u32> {
        let zone = self.reading.view.tiers.zone();
        let on = zone.day_of(self.row()?.last_feedback_at?);
        Some(self.reading.today().days_since(on))
    }

    /// Works finished since that. 待反馈作品数。
    async fn works_without_feedback(&self) -> u32 {
        self.row().map_or(0, |row| row.unanswered_works)
    }

    /// When a talk and feedback are due. 到期情况。
    async fn due(&self) -> CareDueDays {
        let due = self.owed();
        CareDueDays {
            talk_since: due.talk_since,
            talk_due_on: due.talk_due_on,
            feedback_since: due.feedback_since,
            feedback_due_on: due.feedback_due_on,
        }
    }

    /// Days that what is owed most is overdue; 0 when nothing is. 逾期天数。
    async fn days_overdue(&self) -> u32 {
        overdue(&self.owed(), self.reading.today())
    }

    /// Talks, the newest in front. 沟通记录。
    async fn talks(&self) -> Vec<Talk> {
        let rows = self.reading.view.care.talks_of(self.koc_id).into_iter();
        rows.map(|row| Talk { reading: self.reading.clone(), row }).collect()
    }

    /// What is to be done for them: what is open first, by when it is due. 跟进事项。
    async fn follow_ups(&self, open: Option<bool>) -> Vec<FollowUp> {
        let rows = self.reading.view.care.follow_ups_of(self.koc_id).into_iter();
        let asked = rows.filter(|row| open.is_none_or(|open| row.closed_at.is_none() == open));
        asked.map(|row| FollowUp { reading: self.reading.clone(), row }).collect()
    }

    /// Feedback on periods, the newest in front. 定期反馈记录。
    async fn feedback(&self) -> Vec<PeriodicFeedback> {
        let rows = self.reading.view.care.feedback_of(self.koc_id).into_iter();
        rows.map(|row| PeriodicFeedback { reading: self.reading.clone(), row }).collect()
    }
}

/// How many days what is owed most is overdue.
fn overdue(due: &CareDue, today: Day) -> u32 {
    let late = |on: Option<Day>| on.map_or(0, |on| today.days_since(on));
    late(due.talk_due_on).max(late(due.feedback_due_on))
}

/// Whose files; what is not said does not matter. Without any of the four questions: whoever is
/// owed something now. 关系维护筛选。
#[derive(InputObject, Default)]
pub(crate) struct CareDueFilter {
    /// In this tier. 等级。
    tier: Option<TierCode>,
    /// Looked after by this operator. 关系经理。
    manager: Option<OperatorId>,
    /// Looked after by nobody. 无关系经理。
    #[graphql(default)]
    no_manager: bool,
    /// Without a talk for so many days or longer; of those to whom talks are owed if no tier is
    /// named. 超过天数未沟通。
    talk_older_than_days: Option<u32>,
    /// With finished work that waits for feedback for so many days or longer. 超过天数未反馈。
    feedback_older_than_days: Option<u32>,
    /// Owed a talk by the programme's limit, or not. 沟通是否逾期。
    talk_overdue: Option<bool>,
    /// Owed feedback by the programme's limit, or not. 反馈是否逾期。
    feedback_overdue: Option<bool>,
}

impl CareDueFilter {
    fn asks_nothing(&self) -> bool {
        self.talk_older_than_days.is_none()
            && self.feedback_older_than_days.is_none()
            && self.talk_overdue.is_none()
            && self.feedback_overdue.is_none()
    }

    /// Everybody it could be: whose finished work waits, or who stands in the tier that talks are
    /// asked of.
    fn candidates(&self, reading: &Reading) -> BTreeSet<KocId> {
        let today = reading.today();
        let for_feedback =
            self.feedback_older_than_days.is_some() || self.feedback_overdue == Some(true);
        let for_talk = self.talk_older_than_days.is_some() || self.talk_overdue == Some(true);
        let mut all = BTreeSet::new();
        if for_feedback || !for_talk {
            let days = i32::try_from(self.feedback_older_than_days.unwrap_or(0));
            let since = today.plus(-days.unwrap_or(i32::MAX));
            let waiting = reading.view.care.waiting_since(since);
            all.extend(waiting.map(|(_, koc_id)| koc_id));
        }
        if !for_feedback {
            let tier = self.tier.unwrap_or(TierCode::Partner);
            let members = reading.view.tiers.members();
            let there = members.filter(|member| member.tier() == Some(tier));
            all.extend(there.map(|member| member.koc_id));
        }
        all
    }

    fn matches(&self, reading: &Reading, koc_id: KocId, due: &CareDue) -> bool {
        let today = reading.today();
        let tier = reading.view.tiers.member(koc_id).and_then(|member| member.tier());
        let manager = reading.view.care.manager_of(koc_id);
        let older = |since: Option<Day>, days: u32| {
            since.is_some_and(|since| since <= today && today.days_since(since) >= days)
        };
        let late = |on: Option<Day>| on.is_some_and(|on| on <= today);
        self.tier.is_none_or(|asked| tier == Some(asked))
            && self.manager.is_none_or(|asked| manager == Some(asked))
            && (!self.no_manager || manager.is_none())
            && self.talk_older_than_days.is_none_or(|days| older(due.talk_since, days))
            && self.feedback_older_than_days.is_none_or(|days| older(due.feedback_since, days))
            && self.talk_overdue.is_none_or(|asked| late(due.talk_due_on) == asked)
            && self.feedback_overdue.is_none_or(|asked| late(due.feedback_due_on) == asked)
            && (!self.asks_nothing() || late(due.talk_due_on) || late(due.feedback_due_on))
    }
}

pub(crate) struct CareQuery(pub(crate) Instant);

/// Who is looked after, and who is not. 关系维护。
#[Object]
impl CareQuery {
    /// Who is owed a talk or feedback: whoever is overdue longest in front. 应沟通或应反馈的成员,
    /// 逾期最久的在前。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn care_due(
        &self,
        ctx: &Context<'_>,
        filter: Option<CareDueFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<CareFile>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let reading = paging.reading.clone();
        let asked = filter.unwrap_or_default();
        let today = reading.today();
        let candidates = asked.candidates(&reading).into_iter();
        let dues = candidates.map(|koc_id| (koc_id, reading.view.state.care_due(koc_id)));
        let mut rows: Vec<(KocId, CareDue)> =
            dues.filter(|(koc_id, due)| asked.matches(&reading, *koc_id, due)).collect();
        rows.sort_by_key(|(koc_id, due)| {
            (Reverse(overdue(due, today)), due.talk_since.min(due.feedback_since), *koc_id)
        });
        let key = |row: &(KocId, CareDue)| row.0.to_string();
        let show = |reading: &Reading, (koc_id, _)| CareFile { reading: reading.clone(), koc_id };
        Ok(paging.cut(rows, key, show))
    }
}
