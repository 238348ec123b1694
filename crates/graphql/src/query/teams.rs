//! Teams.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::assignment::event::Reviewer;
use domain::assignment::values::ResourceKind;
use domain::id::{BudgetId, CampaignId, EventId, KocId, OperatorId, TaskId, TeamId};
use domain::team::values::{
    Delegation, DisbandCause, GrantedResource, LeaveCause, MoneyGranted, TeamKind, TeamShare,
};
use domain::vocabulary::TeamRole;
use domain::{Moment, Role};
use projector_teams::{
    CoMembers, GrantRow, InvitationRow, LeftRow, MemberRow, NoteRow, TeamFilter as Filter,
    TeamOrder as Order, TeamRow, TeamWorkRow,
};

use super::Instant;
use super::assignments::Assignment;
use super::tasks::Task;
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Where a team stands. 团队状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_teams::TeamState")]
pub(crate) enum TeamState {
    /// It comes together. 组建中。
    Forming,
    /// It can be offered its task. 就绪。
    Ready,
    /// It works. 进行中。
    Working,
    /// Its work was approved. 已交付。
    Delivered,
    /// It is no more. 已解散。
    Disbanded,
}

/// In which order teams come. 团队排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_teams::TeamOrder")]
pub(crate) enum TeamOrder {
    /// The one formed last in front. 按组建时间倒序。
    Formed,
    /// The largest in front. 按人数。
    Size,
}

/// Which teams; what is not said does not matter. 团队筛选。
#[derive(InputObject, Default)]
pub(crate) struct TeamFilter {
    /// Led by peers or by a mentor. 类型。
    kind: Option<TeamKind>,
    /// Standing there. 状态。
    state: Option<TeamState>,
    /// For this task. 任务。
    task_id: Option<TaskId>,
    /// With somebody in it or leading it. 成员。
    koc_id: Option<KocId>,
    /// With a role that is nobody's, or without. 角色是否有空缺。
    role_unfilled: Option<bool>,
    /// Whose chemistry was seen to be below this on the mean, of 1 to 5. 默契低于。
    chemistry_below: Option<u8>,
    /// With default shares that may still be amended, or without. 是否按默认份额待修正。
    shares_by_default: Option<bool>,
}

impl From<TeamFilter> for Filter {
    fn from(asked: TeamFilter) -> Filter {
        Filter {
            kind: asked.kind,
            state: asked.state.map(Into::into),
            task_id: asked.task_id,
            koc_id: asked.koc_id,
            role_unfilled: asked.role_unfilled,
            chemistry_below: asked.chemistry_below.map(|mark| u32::from(mark) * 100),
            shares_by_default: asked.shares_by_default,
        }
    }
}

/// Somebody in a team. 团队成员。
#[derive(SimpleObject)]
pub(crate) struct TeamMember {
    /// Who. 成员。
    koc: Koc,
    /// Does what. 角色。
    role: TeamRole,
    /// Of which part of the work. 负责部分。
    section: Option<String>,
    /// When they joined. 入队时间。
    joined_at: Moment,
}

/// Somebody who was asked into a team and is not in it. 入队邀请。
#[derive(SimpleObject)]
pub(crate) struct TeamInvitation {
    /// Who. 成员。
    koc: Koc,
    /// To do what. 角色。
    role: TeamRole,
    /// When. 邀请时间。
    invited_at: Moment,
    /// Whether they said no. 是否婉拒。
    declined: bool,
    /// Why, if they said and it may be read. 原因。
    reason: Option<String>,
}

/// Somebody who was in a team. 离队成员。
#[derive(SimpleObject)]
pub(crate) struct TeamLeaver {
    /// Who. 成员。
    koc: Koc,
    /// Of which kind the reason is. 原因类别。
    cause: LeaveCause,
    /// Why, if they said and it may be read. 原因。
    reason: Option<String>,
    /// When. 离队时间。
    left_at: Moment,
}

/// Who did something for a team: somebody of the brand's, or a mentor. 操作人。
#[derive(SimpleObject)]
pub(crate) struct TeamHelper {
    /// Of the brand's team. 品牌团队成员。
    operator: Option<Operator>,
    /// A mentor. 导师。
    koc: Option<Koc>,
}

impl TeamHelper {
    fn of(reading: &Reading, by: &Reviewer) -> TeamHelper {
        let reading = || reading.clone();
        if by.role == Role::Koc {
            let koc = Koc { reading: reading(), id: KocId(by.id.0) };
            return TeamHelper { operator: None, koc: Some(koc) };
        }
        let id = Some(OperatorId(by.id.0)).filter(|id| id.0 != [0; 16]);
        TeamHelper { operator: id.map(|id| Operator { reading: reading(), id }), koc: None }
    }
}

/// How a team was seen to work together. 协作观察。
#[derive(SimpleObject)]
pub(crate) struct CollaborationNote {
    /// By whom. 观察者。
    observer: TeamHelper,
    /// How they talk to each other, 1 to 5. 沟通。
    communication: u8,
    /// How well they go together, 1 to 5. 默契。
    chemistry: u8,
    /// What was seen; null when it may not be read. 观察内容。
    note: Option<String>,
    /// What the team was advised. 建议。
    guidance: Option<String>,
    /// When. 时间。
    at: Moment,
    /// The event. 事件。
    event: EventId,
}

/// Something a team was given to work with. 团队获得的资源。
#[derive(SimpleObject)]
pub(crate) struct TeamGrant {
    /// Of which kind. 类型。
    kind: ResourceKind,
    /// Money, when it was money. 拨款。
    money: Option<MoneyGranted>,
    /// Its reference, when it was something else. 资源编号。
    reference: Option<String>,
    /// By whom. 提供者。
    by: TeamHelper,
    /// When. 时间。
    at: Moment,
}

/// A member's part. 成员份额。
#[derive(SimpleObject)]
pub(crate) struct MemberShare {
    /// Who. 成员。
    koc: Koc,
    /// Basis points. 份额,基点。
    share_bp: u16,
}

fn shares(reading: &Reading, rows: &[TeamShare]) -> Vec<MemberShare> {
    let share = |row: &TeamShare| MemberShare {
        koc: Koc { reading: reading.clone(), id: row.koc_id },
        share_bp: row.share_bp,
    };
    rows.iter().map(share).collect()
}

/// A work of a team, and how it is shared. 团队作品与份额。
pub(crate) struct TeamWork {
    reading: Reading,
    row: TeamWorkRow,
}

/// A work of a team, and how it is shared. 团队作品与份额。
#[Object]
impl TeamWork {
    /// Which. 任务承接。
    async fn assignment(&self) -> Option<Assignment> {
        let row = Arc::clone(self.reading.view.work.assignment(self.row.assignment_id)?);
        Some(Assignment { reading: self.reading.clone(), row })
    }

    /// As handed in, or as agreed later; empty before. 份额。
    async fn shares(&self) -> Vec<MemberShare> {
        shares(&self.reading, &self.row.shares)
    }

    /// Whether the work was approved. 是否通过。
    async fn approved(&self) -> bool {
        self.row.approved
    }

    /// Whether it was shared equally because nothing was agreed. 是否按默认均分。
    async fn by_default(&self) -> bool {
        self.row.by_default
    }

    /// Until when that may be amended, while it may. 可修正至。
    async fn amend_by(&self) -> Option<Moment> {
        self.row.amend_by
    }
}

/// Two members who made something together. 合作过的成员。
#[derive(SimpleObject)]
pub(crate) struct Collaboration {
    /// One. 成员。
    one: Koc,
    /// The other. 另一成员。
    other: Koc,
    /// Approved works they made together in teams. 合作作品数。
    works: u32,
}

impl Collaboration {
    fn of(reading: &Reading, pair: CoMembers) -> Collaboration {
        let koc = |id| Koc { reading: reading.clone(), id };
        Collaboration { one: koc(pair.one), other: koc(pair.other), works: pair.works }
    }
}

/// A small group that does one task together. 团队。
pub(crate) struct Team {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<TeamRow>,
}

impl Team {
    fn koc(&self, id: KocId) -> Koc {
        Koc { reading: self.reading.clone(), id }
    }
}

/// A small group that does one task together. 团队。
#[Object]
impl Team {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> TeamId {
        self.row.team_id
    }

    /// The task it is for. 任务。
    async fn task(&self) -> Option<Task> {
        let row = Arc::clone(self.reading.view.work.task(self.row.task_id?)?);
        Some(Task { reading: self.reading.clone(), row })
    }

    /// The campaign whose tasks it is for. 活动。
    async fn campaign_id(&self) -> Option<CampaignId> {
        self.row.campaign_id
    }

    /// Led by one of its members, or by a mentor. 类型。
    async fn kind(&self) -> TeamKind {
        self.row.kind
    }

    /// Where it stands. 状态。
    async fn state(&self) -> TeamState {
        self.row.state.into()
    }

    /// Who leads it; a mentor who does is not counted among the members. 负责人。
    async fn lead(&self) -> Option<Koc> {
        self.row.lead.map(|id| self.koc(id))
    }

    /// Members at least. 最少人数。
    async fn size_min(&self) -> u16 {
        self.row.size_min
    }

    /// Members at most. 最多人数。
    async fn size_max(&self) -> u16 {
        self.row.size_max
    }

    /// In the order they joined. 成员,按入队先后。
    async fn members(&self) -> Vec<TeamMember> {
        let member = |row: &MemberRow| TeamMember {
            koc: self.koc(row.koc_id),
            role: row.role,
            section: row.section.clone(),
            joined_at: row.joined_at,
        };
        self.row.members.iter().map(member).collect()
    }

    /// Needed roles that are nobody's. 空缺角色。
    async fn unfilled_roles(&self) -> Vec<TeamRole> {
        self.row.unfilled()
    }

    /// What is left to the mentor. 授权事项。
    async fn delegation(&self) -> Delegation {
        self.row.delegation
    }

    /// The purse that resources for it come out of. 预算。
    async fn budget_id(&self) -> Option<BudgetId> {
        self.row.budget_id
    }

    /// Who was asked and is not in it. 未入队的邀请。
    async fn invitations(&self) -> Vec<TeamInvitation> {
        let asked = |row: &InvitationRow| TeamInvitation {
            koc: self.koc(row.koc_id),
            role: row.role,
            invited_at: row.invited_at,
            declined: row.declined,
            reason: self.reading.open_option(row.reason.as_ref()),
        };
        self.row.invitations.iter().map(asked).collect()
    }

    /// Who was in it. 离队成员。
    async fn left(&self) -> Vec<TeamLeaver> {
        let left = |row: &LeftRow| TeamLeaver {
            koc: self.koc(row.koc_id),
            cause: row.cause,
            reason: self.reading.open_option(row.reason.as_ref()),
            left_at: row.left_at,
        };
        self.row.left.iter().map(left).collect()
    }

    /// How it was seen to work together, oldest first. 协作观察,由早到晚。
    async fn notes(&self) -> Vec<CollaborationNote> {
        let note = |row: &NoteRow| CollaborationNote {
            observer: TeamHelper::of(&self.reading, &row.observer),
            communication: row.communication,
            chemistry: row.chemistry,
            note: self.reading.open(&row.note),
            guidance: self.reading.open_option(row.guidance.as_ref()),
            at: row.at,
            event: row.position,
        };
        self.row.notes.iter().map(note).collect()
    }

    /// The mean of what was seen of its talking to each other, hundredths of 1 to 5. 沟通均值。
    async fn communication(&self) -> Option<u32> {
        self.row.means().map(|(communication, _)| communication)
    }

    /// The mean of what was seen of how well it goes together, hundredths. 默契均值。
    async fn chemistry(&self) -> Option<u32> {
        self.row.means().map(|(_, chemistry)| chemistry)
    }

    /// What it was given to work with, oldest first. 资源。
    async fn grants(&self) -> Vec<TeamGrant> {
        let grant = |row: &GrantRow| {
            let (money, reference) = match &row.granted {
                GrantedResource::Money(money) => (Some(*money), None),
                GrantedResource::Reference(reference) => (None, Some(reference.clone())),
            };
            let by = TeamHelper::of(&self.reading, &row.by);
            TeamGrant { kind: row.kind, money, reference, by, at: row.at }
        };
        self.row.grants.iter().map(grant).collect()
    }

    /// What every member agreed to; empty while nothing is. 约定份额。
    async fn agreed_shares(&self) -> Vec<MemberShare> {
        shares(&self.reading, &self.row.agreed_shares)
    }

    /// What waits for everybody's yes. 待同意的份额。
    async fn proposed_shares(&self) -> Vec<MemberShare> {
        let proposed = self.row.proposed.as_ref();
        proposed.map_or_else(Vec::new, |proposed| shares(&self.reading, &proposed.shares))
    }

    /// Who said yes to that so far. 已同意的成员。
    async fn agreed_by(&self) -> Vec<Koc> {
        let agreed = self.row.proposed.iter().flat_map(|proposed| &proposed.agreed);
        agreed.map(|id| self.koc(*id)).collect()
    }

    /// What it was given to do, oldest first, and how that is shared. 作品与份额。
    async fn works(&self) -> Vec<TeamWork> {
        let work = |row: &TeamWorkRow| TeamWork { reading: self.reading.clone(), row: row.clone() };
        self.row.works.iter().map(work).collect()
    }

    /// Those of its members who made something together, here or in other teams. 成员间合作。
    async fn repeats(&self) -> Vec<Collaboration> {
        let pairs = self.reading.view.teams.repeats(&self.row).into_iter();
        pairs.map(|pair| Collaboration::of(&self.reading, pair)).collect()
    }

    /// When it was formed. 组建时间。
    async fn formed_at(&self) -> Moment {
        self.row.formed_at
    }

    /// Why it is no more. 解散原因。
    async fn disbanded(&self) -> Option<DisbandCause> {
        self.row.disbanded
    }

    /// The events it comes from, oldest first. 相关事件。
    async fn events(&self) -> &[EventId] {
        &self.row.positions
    }
}

pub(crate) struct TeamQuery(pub(crate) Instant);

/// Teams. 团队。
#[Object]
impl TeamQuery {
    /// One team. 团队。
    async fn team(&self, ctx: &Context<'_>, id: TeamId) -> Option<Team> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.teams.team(id)?);
        Some(Team { reading, row })
    }

    /// Teams, the one formed last in front if nothing else is said. 团队列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "a page has four, besides what is asked")]
    async fn teams(
        &self,
        ctx: &Context<'_>,
        filter: Option<TeamFilter>,
        order_by: Option<TeamOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Team>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let filter = Filter::from(filter.unwrap_or_default());
        let order = order_by.map_or(Order::default(), Into::into);
        let rows = paging.reading.view.teams.teams(&filter, order);
        let key = |row: &Arc<TeamRow>| row.team_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Team { reading: reading.clone(), row }))
    }

    /// Who made approved work together in teams, most together first; of one member if named.
    /// 团队合作网络。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn collaborations(
        &self,
        ctx: &Context<'_>,
        koc: Option<KocId>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Collaboration>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let pairs = paging.reading.view.teams.pairs();
        let of = |pair: &CoMembers| koc.is_none_or(|koc| pair.one == koc || pair.other == koc);
        let mut pairs: Vec<CoMembers> = pairs.filter(of).collect();
        pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.works), pair.one, pair.other));
        let key = |pair: &CoMembers| format!("{}:{}", pair.one, pair.other);
        Ok(paging.cut(pairs, key, Collaboration::of))
    }
}
