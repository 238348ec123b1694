//! Who teaches whom, who taught whom, and who could.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::Day;
use domain::id::KocId;
use domain::vocabulary::TierCode;
use engine::View;
use projection::Between;
use projector_mentorship::{Descendant, Edge, EdgeFilter};

use super::Instant;
use super::mentorship_edge::{Mentorship, MentorshipState};
use crate::fault::{FaultCode, fault};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::session::Reading;

/// Generations a lineage shows at most.
const DEPTH_MAX: u32 = 100;

/// A member's standing as mentor. 导师。
pub(crate) struct Mentor {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<projector_mentorship::Mentor>,
}

/// A member's standing as mentor. 导师。
#[Object]
impl Mentor {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Their name; null for one who was erased. 姓名。
    async fn name(&self) -> Option<String> {
        let member = self.reading.view.tiers.member(self.row.koc_id)?;
        self.reading.open_option(member.name.as_ref())
    }

    /// Active mentees, in basis points of those they take. 带教负荷,基点。
    async fn load(&self) -> u32 {
        load(&self.row)
    }

    /// Mentees now. 在带学员数。
    async fn active_mentees(&self) -> u16 {
        self.row.active_mentees
    }

    /// How many generations of mentors are above them. 所处代数。
    async fn depth(&self) -> u32 {
        let above = self.reading.view.mentorship.ancestors(self.row.koc_id);
        above.last().map_or(0, |last| last.depth.unsigned_abs())
    }

    /// Everyone who descends from them. 后代人数。
    async fn descendants(&self) -> u32 {
        descendants(&self.reading.view, self.row.koc_id)
    }

    /// Those whom they taught who were promoted since. 晋级学员数。
    async fn mentees_promoted(&self) -> u32 {
        promoted(&self.reading.view, self.row.koc_id)
    }

    /// Sessions they held. 面谈次数。
    async fn sessions(&self) -> u32 {
        self.reading.view.mentorship.teaching_of(self.row.koc_id).0
    }

    /// What their mentees gained by their assessments: hundredths of a level for each skill
    /// assessed, on the mean. 学员技能平均提升。
    async fn mean_gain(&self) -> Option<i32> {
        self.reading.view.mentorship.teaching_of(self.row.koc_id).1
    }

    /// Times they were given something to teach with. 获得资源次数。
    async fn grants(&self) -> u32 {
        self.row.grants
    }

    /// Since when they are away or teach no more. 暂离或卸任起始日。
    async fn unavailable_since(&self) -> Option<Day> {
        self.row.unavailable_since
    }

    /// Terms of the topic axis. 主题。
    async fn topics(&self) -> &[String] {
        &self.row.topics
    }

    /// Active mentees at most. 名额。
    async fn capacity(&self) -> u16 {
        self.row.capacity
    }

    /// What they say of themselves; null when their key is gone. 自述。
    async fn statement(&self) -> Option<String> {
        self.reading.open_option(self.row.statement.as_ref())
    }

    /// When they were appointed. 任命日。
    async fn appointed_on(&self) -> Day {
        self.row.appointed_on
    }

    /// Whether they take no new mentees for a while. 是否暂离。
    async fn away(&self) -> bool {
        self.row.away
    }

    /// To this day, inclusive, as announced. 暂离至。
    async fn away_until(&self) -> Option<Day> {
        self.row.away_until
    }

    /// Whether they teach no more: they left, go on under another record, or took their consent to
    /// teach back. 是否已不再任导师。
    async fn left(&self) -> bool {
        self.row.left
    }

    /// Mentees they could take now. 剩余名额。
    async fn free_seats(&self) -> u16 {
        self.row.free_seats()
    }

    /// Mentorships going on, by id. 进行中的带教。
    async fn mentees(&self) -> Vec<Mentorship> {
        let edges = self.reading.view.mentorship.mentees(self.row.koc_id).into_iter();
        edges.map(|edge| Mentorship { reading: self.reading.clone(), edge }).collect()
    }
}

/// Somebody in a lineage. 谱系中的一人。
pub(crate) struct Relative {
    reading: Reading,
    row: Descendant,
}

/// Somebody in a lineage. 谱系中的一人。
#[Object]
impl Relative {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Generations away: 1 for a mentee, −1 for a mentor; the shortest way counts. 代数。
    async fn depth(&self) -> i32 {
        self.row.depth
    }

    /// The mentorship by which they are related. 相关师徒关系。
    async fn via(&self) -> Option<Mentorship> {
        let edge = Arc::clone(self.reading.view.mentorship.edge(self.row.via)?);
        Some(Mentorship { reading: self.reading.clone(), edge })
    }
}

/// A root with everyone who descends from it. 师承谱系。
pub(crate) struct Lineage {
    reading: Reading,
    row: projector_mentorship::Lineage,
}

/// A root with everyone who descends from it. 师承谱系。
#[Object]
impl Lineage {
    /// Where it begins. 起点。
    async fn root(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.root }
    }

    /// The greatest depth; 0 for one who taught nobody. 最大代数。
    async fn depth(&self) -> i32 {
        self.row.depth()
    }

    /// Nearest generation first. 后代,由近及远。
    async fn descendants(&self) -> Vec<Relative> {
        let rows = self.row.descendants.iter().cloned();
        rows.map(|row| Relative { reading: self.reading.clone(), row }).collect()
    }

    /// Every mentorship between these people that ever began, by id. 师徒关系。
    async fn edges(&self) -> Vec<Mentorship> {
        let edges = self.row.edges.iter().cloned();
        edges.map(|edge| Mentorship { reading: self.reading.clone(), edge }).collect()
    }

    /// What became of them, generation by generation. 各代情况。
    async fn generations(&self) -> Vec<LineageGeneration> {
        let View { tiers, mentorship, .. } = &*self.reading.view;
        let rows = audit::generations::generations(tiers, mentorship, &self.row).into_iter();
        rows.map(|row| LineageGeneration {
            generation: row.generation,
            n: row.n,
            promoted: row.promoted,
        })
        .collect()
    }
}

/// Descendants equally far from the root. 同一代的人。
#[derive(SimpleObject)]
pub(crate) struct LineageGeneration {
    /// 1 for those whom the root taught. 第几代。
    generation: i32,
    /// How many. 人数。
    n: u32,
    /// How many were promoted since the mentorship by which they descend began. 其后晋级人数。
    promoted: u32,
}

/// A mentor who could take somebody. 有空余名额的导师。
#[derive(SimpleObject)]
pub(crate) struct FreeSeats {
    /// Who. 导师。
    mentor: Mentor,
    /// How many. 名额。
    free: u16,
    /// Active mentees, in basis points of those they take. 带教负荷,基点。
    load: u32,
}

fn load(row: &projector_mentorship::Mentor) -> u32 {
    u32::from(row.active_mentees) * 10_000 / u32::from(row.capacity.max(1))
}

fn descendants(view: &View, koc_id: KocId) -> u32 {
    let all = view.mentorship.lineage(koc_id, DEPTH_MAX).descendants.len();
    u32::try_from(all).unwrap_or(u32::MAX)
}

fn promoted(view: &View, koc_id: KocId) -> u32 {
    let taught = view.mentorship.lineage(koc_id, 1);
    let rows = audit::generations::generations(&view.tiers, &view.mentorship, &taught);
    rows.iter().map(|row| row.promoted).sum()
}

/// Which mentors; what is not said does not matter. 导师筛选。
#[derive(InputObject, Default)]
pub(crate) struct MentorFilter {
    /// Who teaches this topic. 主题。
    topic: Option<String>,
    /// Standing in this tier. 等级。
    tier: Option<TierCode>,
    /// Who is away, or is there. 是否暂离。
    away: Option<bool>,
    /// Who teaches no more, or still does. 是否已卸任。
    left: Option<bool>,
    /// From whom so many descend at least. 最少后代人数。
    min_descendants: Option<u32>,
}

/// In which order mentors come. 导师排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentorOrder {
    /// The one from whom most descend in front. 按后代人数。
    Descendants,
    /// The one most of whose mentees were promoted in front. 按晋级学员数。
    Promoted,
    /// The one who teaches most of what they take in front. 按带教负荷。
    Load,
}

/// How many people stand so many generations below somebody whom nobody taught. 各代人数。
#[derive(SimpleObject)]
pub(crate) struct GenerationSize {
    /// 0 for those whom nobody taught. 第几代。
    generation: u32,
    /// How many. 人数。
    n: u32,
}

/// A mentee whose mentor is away or has left. 无导师在位的学员。
#[derive(SimpleObject)]
pub(crate) struct Orphan {
    /// Who needs another mentor. 学员。
    mentee: Koc,
    /// Since when their mentor is away or teaches no more. 起始日。
    since: Option<Day>,
    /// Who could teach them: on a topic of theirs first, then anybody with a free seat. 可接替的导师。
    proposed: Vec<FreeSeats>,
    /// The mentorship that still stands. 师徒关系。
    mentorship: Mentorship,
    /// Whether the mentor teaches no more, and is not just away. 导师是否已不再任职。
    mentor_left: bool,
}

/// Which mentorships; what is not said does not matter. 师徒关系筛选。
#[derive(InputObject, Default)]
pub(crate) struct MentorshipFilter {
    /// In this state. 状态。
    state: Option<MentorshipState>,
    /// Of this mentor. 导师。
    mentor: Option<KocId>,
    /// Of this mentee. 学员。
    mentee: Option<KocId>,
    /// On this topic. 主题。
    topic: Option<String>,
    /// Begun on this day or later. 开始不早于。
    started_from: Option<Day>,
    /// Begun on this day or earlier. 开始不晚于。
    started_to: Option<Day>,
}

impl From<MentorshipFilter> for EdgeFilter {
    fn from(asked: MentorshipFilter) -> EdgeFilter {
        EdgeFilter {
            state: asked.state.map(Into::into),
            mentor: asked.mentor,
            mentee: asked.mentee,
            topic: asked.topic,
            started_from: asked.started_from,
            started_to: asked.started_to,
        }
    }
}

impl FreeSeats {
    fn of(reading: &Reading, row: projector_mentorship::FreeSeats) -> FreeSeats {
        let (free, load) = (row.free, load(&row.mentor));
        FreeSeats { mentor: Mentor { reading: reading.clone(), row: row.mentor }, free, load }
    }
}

/// Mentors who could take a mentee over, at most five: those who teach a topic of theirs first.
fn proposed(reading: &Reading, edge: &Edge) -> Vec<FreeSeats> {
    let seats = reading.view.mentorship.free_seats(None).into_iter();
    let others = seats.filter(|row| ![edge.mentor, edge.mentee].contains(&row.mentor.koc_id));
    let (same, rest): (Vec<_>, Vec<_>) =
        others.partition(|row| edge.topics.iter().any(|topic| row.mentor.topics.contains(topic)));
    let in_order = same.into_iter().chain(rest).take(5);
    in_order.map(|row| FreeSeats::of(reading, row)).collect()
}

pub(crate) struct MentorshipQuery(pub(crate) Instant);

/// The mentorship graph. 师徒图谱。
#[Object]
impl MentorshipQuery {
    /// A member's standing as mentor; null for one who is none. 导师。
    async fn mentor(&self, ctx: &Context<'_>, id: KocId) -> Option<Mentor> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.mentorship.mentor(id)?);
        Some(Mentor { reading, row })
    }

    /// Mentors, the one from whom most descend in front if nothing else is said. 导师列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "a page has four, besides what is asked")]
    async fn mentors(
        &self,
        ctx: &Context<'_>,
        filter: Option<MentorFilter>,
        order_by: Option<MentorOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Mentor>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let (view, filter) = (&paging.reading.view, filter.unwrap_or_default());
        let tier = |id| view.tiers.member(id).and_then(|member| member.tier());
        let mut rows: Vec<_> = view.mentorship.mentors().cloned().collect();
        rows.retain(|row| {
            let teaches = |topic: &String| row.topics.contains(topic);
            let least = filter.min_descendants;
            filter.topic.as_ref().is_none_or(teaches)
                && filter.tier.is_none_or(|asked| tier(row.koc_id) == Some(asked))
                && filter.away.is_none_or(|away| row.away == away)
                && filter.left.is_none_or(|left| row.left == left)
                && least.is_none_or(|least| descendants(view, row.koc_id) >= least)
        });
        let order = order_by.unwrap_or(MentorOrder::Descendants);
        rows.sort_by_cached_key(|row| {
            let first = match order {
                MentorOrder::Descendants => descendants(view, row.koc_id),
                MentorOrder::Promoted => promoted(view, row.koc_id),
                MentorOrder::Load => load(row),
            };
            (std::cmp::Reverse(first), row.koc_id)
        });
        let key = |row: &Arc<projector_mentorship::Mentor>| row.koc_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Mentor { reading: reading.clone(), row }))
    }

    /// The shortest way between two members along mentorships that ever began; null when there is
    /// none. 两人之间的师承路径。
    async fn path(&self, ctx: &Context<'_>, from: KocId, to: KocId) -> Option<Vec<Mentorship>> {
        let reading = self.0.reading(ctx);
        let edges = reading.view.mentorship.path(from, to)?.into_iter();
        Some(edges.map(|edge| Mentorship { reading: reading.clone(), edge }).collect())
    }

    /// How many people stand in which generation, by mentorships begun by that day. 各代人数。
    async fn generations(&self, ctx: &Context<'_>, by: Option<Day>) -> Vec<GenerationSize> {
        let counted = self.0.reading(ctx).view.mentorship.generations(by).into_iter();
        counted.map(|(generation, n)| GenerationSize { generation, n }).collect()
    }

    /// Mentorships, by id. 师徒关系列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn mentorships(
        &self,
        ctx: &Context<'_>,
        filter: Option<MentorshipFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Mentorship>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let filter = EdgeFilter::from(filter.unwrap_or_default());
        let (all, counted) = (Between::ALL, filter.clone());
        let count = move |view: &View| view.mentorship.edges_between(all, &counted).count();
        let edges = paging.reading.view.mentorship.edges_between(paging.between()?, &filter);
        let key = |edge: &Arc<Edge>| edge.mentorship_id.to_string();
        let show = |reading: &Reading, edge| Mentorship { reading: reading.clone(), edge };
        Ok(paging.take(edges.cloned(), count, key, show))
    }

    /// Everyone whom `root` taught, and whom those taught, up to `depth` generations. 师承谱系。
    async fn lineage(
        &self,
        ctx: &Context<'_>,
        root: KocId,
        #[graphql(default = 10)] depth: u32,
    ) -> Result<Lineage> {
        if !(1..=DEPTH_MAX).contains(&depth) {
            let message = format!("`depth` is {depth}; it may be 1 to {DEPTH_MAX}");
            return Err(fault(FaultCode::LimitExceeded, message));
        }
        let reading = self.0.reading(ctx);
        let row = reading.view.mentorship.lineage(root, depth);
        Ok(Lineage { reading, row })
    }

    /// Everyone who taught a member, and who taught those, nearest first. 师承来源。
    async fn ancestors(&self, ctx: &Context<'_>, koc: KocId) -> Vec<Relative> {
        let reading = self.0.reading(ctx);
        let rows = reading.view.mentorship.ancestors(koc).into_iter();
        rows.map(|row| Relative { reading: reading.clone(), row }).collect()
    }

    /// Mentors who could take somebody, on a topic if one is named: most free seats first.
    /// 有空余名额的导师。
    async fn free_seats(&self, ctx: &Context<'_>, topic: Option<String>) -> Vec<FreeSeats> {
        let reading = self.0.reading(ctx);
        let rows = reading.view.mentorship.free_seats(topic.as_deref()).into_iter();
        rows.map(|row| FreeSeats::of(&reading, row)).collect()
    }

    /// Mentorships whose mentor is away or has left, of one mentor if named. 无导师在位的学员。
    async fn orphans(&self, ctx: &Context<'_>, mentor: Option<KocId>) -> Vec<Orphan> {
        let reading = self.0.reading(ctx);
        let rows = reading.view.mentorship.orphans(mentor).into_iter();
        rows.map(|row| Orphan {
            mentee: Koc { reading: reading.clone(), id: row.edge.mentee },
            since: row.since,
            proposed: proposed(&reading, &row.edge),
            mentorship: Mentorship { reading: reading.clone(), edge: row.edge },
            mentor_left: row.mentor_left,
        })
        .collect()
    }
}
