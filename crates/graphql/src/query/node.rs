//! Anything by its id: the id says what it is.

use std::str::FromStr;
use std::sync::Arc;

use async_graphql::{Context, ID, Interface, Object, Result};
use domain::id::{
    AppealId, AssetId, AssignmentId, BudgetId, CampaignId, CircleId, ContestId, DataRequestId,
    DutyId, EventId, FollowUpId, GatheringId, InsightId, KocId, LoanId, MentorshipId, OperatorId,
    PayoutId, PerkId, PieceId, ProjectId, PublicationId, RecognitionId, ReuseId, RewardId,
    SupportId, TalkId, TaskId, TeamId, TodoId, VehicleId,
};

use super::Instant;
use super::appeals::Appeal;
use super::assets::{Asset, Reuse};
use super::assignments::Assignment;
use super::budgets::{Budget, Payout};
use super::campaigns::Campaign;
use super::care::{FollowUp, Talk};
use super::circles::Circle;
use super::contests::Contest;
use super::duties::Duty;
use super::gatherings::Gathering;
use super::honours::Honour;
use super::insights::Insight;
use super::mentorship_edge::Mentorship;
use super::perks::Perk;
use super::privacy::DataRequest;
use super::project_pieces::ProjectPiece;
use super::projects::CoCreationProject;
use super::publications::Publication;
use super::rewards::Reward;
use super::support::SupportRequest;
use super::tasks::Task;
use super::teams::Team;
use super::todos::Todo;
use super::vehicles::{TestVehicle, VehicleLoan};
use crate::event::{Event, event_at};
use crate::limits::Beyond;
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Anything that has an id of its own. 任何有编号的对象。
#[derive(Interface)]
#[graphql(
    crate = "async_graphql::library",
    field(
        name = "id",
        ty = "ID",
        desc = "Its id; how it begins says what it is. 编号,前缀表示类型。"
    )
)]
pub(crate) enum Node {
    Koc(Koc),
    Operator(Operator),
    Task(Task),
    Assignment(Assignment),
    Asset(Asset),
    Reuse(Reuse),
    Publication(Publication),
    Honour(Honour),
    Mentorship(Mentorship),
    DataRequest(DataRequest),
    Appeal(Appeal),
    Reward(Reward),
    Budget(Budget),
    Payout(Payout),
    Todo(Todo),
    SupportRequest(SupportRequest),
    Contest(Contest),
    Insight(Insight),
    Circle(Circle),
    Duty(Duty),
    Perk(Perk),
    CoCreationProject(CoCreationProject),
    ProjectPiece(ProjectPiece),
    Team(Team),
    TestVehicle(TestVehicle),
    VehicleLoan(VehicleLoan),
    Talk(Talk),
    FollowUp(FollowUp),
    Campaign(Campaign),
    Gathering(Gathering),
    Event(Event),
}

pub(crate) struct NodeQuery(pub(crate) Instant);

/// Ids that can be asked for at once. Our own number, that of a page.
const IDS_MAX: usize = 100;

/// Anything by its id. 按编号查询。
#[Object]
impl NodeQuery {
    /// Anything by its id; null when there is none. 按编号查询任何对象。
    async fn node(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Node>> {
        node_of(self.0.reading(ctx), id.as_str()).await
    }

    /// The same for up to 100 ids, in their order; null where there is none.
    /// 按编号批量查询,最多 100 个。
    async fn nodes(&self, ctx: &Context<'_>, ids: Vec<ID>) -> Result<Vec<Option<Node>>> {
        Beyond::check("ids", ids.len(), IDS_MAX).map_err(Beyond::error)?;
        let reading = self.0.reading(ctx);
        let mut nodes = Vec::with_capacity(ids.len());
        for id in ids {
            nodes.push(node_of(reading.clone(), id.as_str()).await?);
        }
        Ok(nodes)
    }
}

/// What has that id at that instant; none when nothing has.
pub(crate) async fn node_of(reading: Reading, text: &str) -> Result<Option<Node>> {
    let view = Arc::clone(&reading.view);
    Ok(if let Some(id) = parse::<KocId>(text) {
        view.tiers.member(id).map(|_| Koc { reading, id }.into())
    } else if let Some(id) = parse::<OperatorId>(text) {
        view.work.operator(id).map(|_| Operator { reading, id }.into())
    } else if let Some(id) = parse::<TaskId>(text) {
        view.work.task(id).map(|row| Task { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<AssignmentId>(text) {
        view.work.assignment(id).map(|row| Assignment { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<AssetId>(text) {
        view.assets.asset(id).map(|row| Asset::of(&reading, Arc::clone(row)).into())
    } else if let Some(id) = parse::<ReuseId>(text) {
        let found = view.assets.reuse(id);
        found.map(|(asset, row)| Reuse { reading, asset, row }.into())
    } else if let Some(id) = parse::<PublicationId>(text) {
        let row = view.publications.publication(id);
        row.map(|row| Publication { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<ContestId>(text) {
        view.contests.contest(id).map(|row| Contest { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<InsightId>(text) {
        view.voices.insight(id).map(|row| Insight { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<CircleId>(text) {
        view.voices.circle(id).map(|row| Circle { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<DutyId>(text) {
        view.duties.duty(id).map(|row| Duty { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<PerkId>(text) {
        view.duties.perk(id).map(|row| Perk { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<ProjectId>(text) {
        let row = view.projects.project(id);
        row.map(|row| CoCreationProject { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<PieceId>(text) {
        view.projects.piece(id).map(|row| ProjectPiece { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<TeamId>(text) {
        view.teams.team(id).map(|row| Team { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<CampaignId>(text) {
        view.campaigns.campaign(id).map(|row| Campaign { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<GatheringId>(text) {
        let row = view.campaigns.gathering(id);
        row.map(|row| Gathering { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<RecognitionId>(text) {
        let row = view.publications.honour(id);
        row.map(|row| Honour { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<MentorshipId>(text) {
        let edge = view.mentorship.edge(id);
        edge.map(|edge| Mentorship { reading, edge: Arc::clone(edge) }.into())
    } else if let Some(id) = parse::<DataRequestId>(text) {
        let row = view.privacy.request(id);
        row.map(|row| DataRequest { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<AppealId>(text) {
        let row = view.privacy.appeal(id);
        row.map(|row| Appeal { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<EventId>(text).filter(|id| *id <= view.position) {
        event_at(&reading, id).await?.map(Into::into)
    } else if let Some(id) = parse::<SupportId>(text) {
        let row = view.support.request(id);
        row.map(|row| SupportRequest { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<RewardId>(text) {
        view.rewards.reward(id).map(|row| Reward { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<BudgetId>(text) {
        view.rewards.budget(id).map(|row| Budget { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<PayoutId>(text) {
        view.rewards.payout(id).map(|row| Payout { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<VehicleId>(text) {
        let row = view.vehicles.vehicle(id);
        row.map(|row| TestVehicle { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<LoanId>(text) {
        view.vehicles.loan(id).map(|row| VehicleLoan { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<TalkId>(text) {
        view.care.talk(id).map(|row| Talk { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<FollowUpId>(text) {
        view.care.follow_up(id).map(|row| FollowUp { reading, row: Arc::clone(row) }.into())
    } else if let Some(id) = parse::<TodoId>(text) {
        view.todos.todo(id).map(|row| Todo { reading, row: Arc::clone(row) }.into())
    } else {
        None
    })
}

fn parse<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}
