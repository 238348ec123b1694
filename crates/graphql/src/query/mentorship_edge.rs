//! One mentorship: an edge of the graph.

use std::sync::Arc;

use async_graphql::{Enum, Object};
use domain::id::{EventId, KocId, MentorshipId};
use domain::mentorship::values::{EndedBy, MentorshipOutcome, MentorshipParty};
use domain::vocabulary::TierCode;
use domain::{Day, Moment};
use projector_mentorship::Edge;

use crate::people::Koc;
use crate::session::Reading;

/// Where a mentorship stands. 师徒关系状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_mentorship::EdgeState")]
pub(crate) enum MentorshipState {
    /// Both are asked. 已提议。
    Proposed,
    /// They work together. 进行中。
    Active,
    /// It reached its end. 圆满结束。
    Completed,
    /// It ended before its end. 提前终止。
    Ended,
    /// The mentee has another mentor. 已转移。
    Transferred,
    /// One of the two said no. 已婉拒。
    Declined,
    /// Not both said yes in time. 已过期。
    Lapsed,
}

/// One mentorship: an edge of the graph. 师徒关系。
pub(crate) struct Mentorship {
    pub(crate) reading: Reading,
    pub(crate) edge: Arc<Edge>,
}

impl Mentorship {
    fn koc(&self, id: KocId) -> Koc {
        Koc { reading: self.reading.clone(), id }
    }
}

/// One mentorship: an edge of the graph. 师徒关系。
#[Object]
impl Mentorship {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> MentorshipId {
        self.edge.mentorship_id
    }

    /// Who teaches. 导师。
    async fn mentor(&self) -> Koc {
        self.koc(self.edge.mentor)
    }

    /// Who learns. 学员。
    async fn mentee(&self) -> Koc {
        self.koc(self.edge.mentee)
    }

    /// Where it stands. 状态。
    async fn state(&self) -> MentorshipState {
        self.edge.state.into()
    }

    /// What the mentee wants to reach; null when their key is gone. 目标。
    async fn goals(&self) -> Option<String> {
        self.reading.open_option(self.edge.goals.as_ref())
    }

    /// Terms of the topic axis. 主题。
    async fn topics(&self) -> &[String] {
        &self.edge.topics
    }

    /// Whether the mentor said yes. 导师是否同意。
    async fn mentor_accepted(&self) -> bool {
        self.edge.mentor_accepted
    }

    /// Whether the mentee said yes. 学员是否同意。
    async fn mentee_accepted(&self) -> bool {
        self.edge.mentee_accepted
    }

    /// When it was proposed, or made by a transfer. 提议时间。
    async fn proposed_at(&self) -> Moment {
        self.edge.proposed_at
    }

    /// Its first day; null while only proposed. 开始日。
    async fn started_on(&self) -> Option<Day> {
        self.edge.started_on
    }

    /// The day it is meant to end. 预定结束日。
    async fn until(&self) -> Option<Day> {
        self.edge.until
    }

    /// The day it ended. 结束日。
    async fn ended_on(&self) -> Option<Day> {
        self.edge.ended_on
    }

    /// Of the mentor, at the start. 导师起始等级。
    async fn mentor_tier_at_start(&self) -> Option<TierCode> {
        self.edge.mentor_tier_at_start
    }

    /// Of the mentee, at the start. 学员起始等级。
    async fn mentee_tier_at_start(&self) -> Option<TierCode> {
        self.edge.mentee_tier_at_start
    }

    /// Of the mentee, at completion. 学员结束等级。
    async fn mentee_tier_at_end(&self) -> Option<TierCode> {
        self.edge.mentee_tier_at_end
    }

    /// What came of it. 结果。
    async fn outcome(&self) -> Option<MentorshipOutcome> {
        self.edge.outcome
    }

    /// Who ended it early. 终止方。
    async fn ended_by(&self) -> Option<EndedBy> {
        self.edge.ended_by
    }

    /// Why it ended early or was transferred; null when the key is gone. 原因。
    async fn reason(&self) -> Option<String> {
        self.reading.open_option(self.edge.reason.as_ref())
    }

    /// What the mentee said of it. 学员反馈。
    async fn mentee_feedback(&self) -> Option<String> {
        self.reading.open_option(self.edge.mentee_feedback.as_ref())
    }

    /// What the mentor said of it. 导师反馈。
    async fn mentor_feedback(&self) -> Option<String> {
        self.reading.open_option(self.edge.mentor_feedback.as_ref())
    }

    /// Who of the two said no, if one did. 婉拒方。
    async fn declined_by(&self) -> Option<MentorshipParty> {
        self.edge.declined_by
    }

    /// Times the two sat together. 面谈次数。
    async fn sessions(&self) -> u32 {
        self.edge.sessions
    }

    /// How long they did, in all. 面谈总时长(分钟)。
    async fn session_minutes(&self) -> u32 {
        self.edge.session_minutes
    }

    /// The day they last did. 最近面谈日。
    async fn last_session_on(&self) -> Option<Day> {
        self.edge.last_session_on
    }

    /// What the mentee gained by the mentor's assessments: hundredths of a level for each skill
    /// assessed, on the mean. 技能平均提升。
    async fn mean_gain(&self) -> Option<i32> {
        let assessed = i32::try_from(self.edge.skills_assessed).ok().filter(|count| *count > 0)?;
        Some(self.edge.levels_gained * 100 / assessed)
    }

    /// The tier that the mentor last recommended the mentee for. 推荐等级。
    async fn recommended_for(&self) -> Option<TierCode> {
        self.edge.recommended_for
    }

    /// The mentorship it goes on from, if it was made by a transfer. 承接自。
    async fn continues(&self) -> Option<MentorshipId> {
        self.edge.continues
    }

    /// The mentorship that goes on from it, if it was transferred. 转移至。
    async fn continued_by(&self) -> Option<MentorshipId> {
        self.edge.continued_by
    }

    /// The events it comes from, oldest first. 相关事件。
    async fn events(&self) -> &[EventId] {
        &self.edge.positions
    }
}
