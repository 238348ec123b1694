//! The reference: a plain server of the same library with the same facts in plain structs, every
//! answer looked up by number, nothing opened, judged, limited or kept apart by time.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use async_graphql::{
    Context, EmptyMutation, EmptySubscription, Enum, ID, InputObject, Object, Schema, SimpleObject,
};
use domain::id::KocId;
use domain::vocabulary::TierCode;
use engine::Engine;
use projector_ledger::LedgerFilter;

/// The schema.
pub(crate) type Plain = Schema<Query, EmptyMutation, EmptySubscription>;

/// All facts, each member at its place.
#[derive(Default)]
struct Facts {
    members: Vec<MemberFacts>,
    by_id: HashMap<String, usize>,
    /// Places in the order of ids, by tier.
    in_tier: BTreeMap<String, Vec<usize>>,
    entries: Vec<EntryFacts>,
    entry_at: HashMap<String, usize>,
    mentorships: Vec<MentorshipFacts>,
}

#[derive(Default)]
struct MemberFacts {
    id: String,
    external_ref: Option<String>,
    name: Option<String>,
    locale: Option<String>,
    tier: String,
    since: String,
    days_in_tier: u32,
    spans: Vec<Span>,
    points: i64,
    kinds: Vec<KindPoints>,
    entries: Vec<usize>,
    mentor: Option<usize>,
    /// Every mentorship as teacher.
    taught: Vec<usize>,
    timeline: Vec<Happened>,
}

struct EntryFacts {
    id: String,
    koc: usize,
    kind: String,
    points: i64,
    effective_on: String,
    recorded_at: String,
    running_balance: i64,
}

struct MentorshipFacts {
    id: String,
    state: String,
    active: bool,
    mentee: usize,
}

#[derive(SimpleObject, Clone)]
struct Span {
    tier: Option<String>,
    valid_from: String,
    valid_to: Option<String>,
}

#[derive(SimpleObject, Clone)]
struct KindPoints {
    kind: String,
    points: i64,
}

#[derive(SimpleObject, Clone)]
struct Happened {
    #[graphql(name = "type")]
    kind: String,
    recorded_at: String,
}

type Shared = Arc<Facts>;

fn facts<'a>(ctx: &Context<'a>) -> &'a Shared {
    ctx.data_unchecked()
}

/// The first rows of a list after a place, and whether there are more.
fn cut(len: usize, after: Option<usize>, first: i32) -> (std::ops::Range<usize>, bool) {
    let start = after.map_or(0, |at| at + 1).min(len);
    let end = (start + usize::try_from(first).unwrap_or(0)).min(len);
    (start..end, end < len)
}

#[derive(SimpleObject)]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

struct Koc(usize);

#[derive(SimpleObject)]
struct Tier {
    code: String,
}

#[Object]
impl Koc {
    async fn id(&self, ctx: &Context<'_>) -> ID {
        ID(facts(ctx).members[self.0].id.clone())
    }

    async fn external_ref<'a>(&self, ctx: &Context<'a>) -> Option<&'a str> {
        facts(ctx).members[self.0].external_ref.as_deref()
    }

    async fn name<'a>(&self, ctx: &Context<'a>) -> Option<&'a str> {
        facts(ctx).members[self.0].name.as_deref()
    }

    async fn locale<'a>(&self, ctx: &Context<'a>) -> Option<&'a str> {
        facts(ctx).members[self.0].locale.as_deref()
    }

    async fn tier(&self, ctx: &Context<'_>) -> Tier {
        Tier { code: facts(ctx).members[self.0].tier.clone() }
    }

    async fn history<'a>(&self, ctx: &Context<'a>) -> &'a [Span] {
        &facts(ctx).members[self.0].spans
    }

    async fn contribution(&self) -> Account {
        Account(self.0)
    }

    async fn mentor(&self, ctx: &Context<'_>) -> Option<Koc> {
        facts(ctx).members[self.0].mentor.map(Koc)
    }

    async fn mentees(&self, ctx: &Context<'_>) -> Vec<Mentorship> {
        let facts = facts(ctx);
        let taught = facts.members[self.0].taught.iter().copied();
        taught.filter(|at| facts.mentorships[*at].active).map(Mentorship).collect()
    }

    async fn timeline(&self, ctx: &Context<'_>, first: i32) -> Timeline {
        let all = &facts(ctx).members[self.0].timeline;
        Timeline { nodes: all[cut(all.len(), None, first).0].to_vec() }
    }
}

#[derive(SimpleObject)]
struct Timeline {
    nodes: Vec<Happened>,
}

struct Account(usize);

#[Object]
impl Account {
    async fn points(&self, ctx: &Context<'_>) -> i64 {
        facts(ctx).members[self.0].points
    }

    async fn entries(&self, ctx: &Context<'_>) -> usize {
        facts(ctx).members[self.0].entries.len()
    }

    async fn by_kind<'a>(&self, ctx: &Context<'a>) -> &'a [KindPoints] {
        &facts(ctx).members[self.0].kinds
    }

    async fn latest(&self, ctx: &Context<'_>, first: i32) -> Vec<Entry> {
        let all = facts(ctx).members[self.0].entries.iter().rev();
        all.take(usize::try_from(first).unwrap_or(0)).map(|at| Entry(*at)).collect()
    }
}

struct Entry(usize);

#[Object]
impl Entry {
    async fn id(&self, ctx: &Context<'_>) -> ID {
        ID(facts(ctx).entries[self.0].id.clone())
    }

    async fn koc(&self, ctx: &Context<'_>) -> Koc {
        Koc(facts(ctx).entries[self.0].koc)
    }

    async fn kind<'a>(&self, ctx: &Context<'a>) -> &'a str {
        &facts(ctx).entries[self.0].kind
    }

    async fn points(&self, ctx: &Context<'_>) -> i64 {
        facts(ctx).entries[self.0].points
    }

    async fn effective_on<'a>(&self, ctx: &Context<'a>) -> &'a str {
        &facts(ctx).entries[self.0].effective_on
    }

    async fn recorded_at<'a>(&self, ctx: &Context<'a>) -> &'a str {
        &facts(ctx).entries[self.0].recorded_at
    }

    async fn running_balance(&self, ctx: &Context<'_>) -> i64 {
        facts(ctx).entries[self.0].running_balance
    }
}

struct Mentorship(usize);

#[Object]
impl Mentorship {
    async fn id(&self, ctx: &Context<'_>) -> ID {
        ID(facts(ctx).mentorships[self.0].id.clone())
    }

    async fn state<'a>(&self, ctx: &Context<'a>) -> &'a str {
        &facts(ctx).mentorships[self.0].state
    }

    async fn mentee(&self, ctx: &Context<'_>) -> Koc {
        Koc(facts(ctx).mentorships[self.0].mentee)
    }
}

#[derive(SimpleObject)]
struct Relative {
    depth: usize,
    koc: Koc,
}

#[derive(SimpleObject)]
struct Lineage {
    depth: usize,
    descendants: Vec<Relative>,
    edges: Vec<Mentorship>,
}

struct Membership(usize);

#[Object]
impl Membership {
    async fn since<'a>(&self, ctx: &Context<'a>) -> &'a str {
        &facts(ctx).members[self.0].since
    }

    async fn days_in_tier(&self, ctx: &Context<'_>) -> u32 {
        facts(ctx).members[self.0].days_in_tier
    }

    async fn koc(&self) -> Koc {
        Koc(self.0)
    }
}

#[derive(SimpleObject)]
struct Memberships {
    total_count: usize,
    nodes: Vec<Membership>,
    page_info: PageInfo,
}

#[derive(SimpleObject)]
struct Entries {
    nodes: Vec<Entry>,
    page_info: PageInfo,
}

#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum TierAsked {
    Seed,
    Responder,
    Partner,
}

#[derive(InputObject)]
struct MembershipFilter {
    tier: TierAsked,
}

/// What can be asked of it.
pub(crate) struct Query;

#[Object]
impl Query {
    async fn hello(&self) -> &str {
        "hello"
    }

    async fn koc(&self, ctx: &Context<'_>, id: ID) -> Option<Koc> {
        facts(ctx).by_id.get(&*id).copied().map(Koc)
    }

    async fn tier_membership(
        &self,
        ctx: &Context<'_>,
        filter: MembershipFilter,
        first: i32,
        after: Option<String>,
    ) -> Option<Memberships> {
        let facts = facts(ctx);
        let tier = match filter.tier {
            TierAsked::Seed => "SEED",
            TierAsked::Responder => "RESPONDER",
            TierAsked::Partner => "PARTNER",
        };
        let list = facts.in_tier.get(tier)?;
        let after = after.and_then(|after| after.parse().ok());
        let (rows, has_next_page) = cut(list.len(), after, first);
        let end_cursor = Some((rows.end.saturating_sub(1)).to_string());
        let nodes = list[rows].iter().copied().map(Membership).collect();
        let page_info = PageInfo { has_next_page, end_cursor };
        Some(Memberships { total_count: list.len(), nodes, page_info })
    }

    async fn contribution_ledger(
        &self,
        ctx: &Context<'_>,
        first: i32,
        after: Option<String>,
    ) -> Entries {
        let facts = facts(ctx);
        let after = after.and_then(|after| facts.entry_at.get(&after).copied());
        let (rows, has_next_page) = cut(facts.entries.len(), after, first);
        let last = rows.end.checked_sub(1);
        let end_cursor = last.map(|at| facts.entries[at].id.clone());
        let page_info = PageInfo { has_next_page, end_cursor };
        Entries { nodes: rows.map(Entry).collect(), page_info }
    }

    async fn lineage(&self, ctx: &Context<'_>, root: ID, depth: usize) -> Option<Lineage> {
        let facts = facts(ctx);
        let root = *facts.by_id.get(&*root)?;
        let (mut met, mut generation) = (std::collections::HashSet::from([root]), vec![root]);
        let (mut descendants, mut edges, mut deepest) = (Vec::new(), Vec::new(), 0);
        for depth in 1..=depth {
            let mut next = Vec::new();
            for at in generation.iter().flat_map(|at| &facts.members[*at].taught) {
                edges.push(Mentorship(*at));
                let mentee = facts.mentorships[*at].mentee;
                if met.insert(mentee) {
                    next.push(mentee);
                }
            }
            deepest = if next.is_empty() { deepest } else { depth };
            descendants.extend(next.iter().map(|at| Relative { depth, koc: Koc(*at) }));
            generation = next;
        }
        Some(Lineage { depth: deepest, descendants, edges })
    }
}

/// The schema over what an engine holds.
pub(crate) fn schema(engine: &Engine) -> Result<Plain> {
    let facts = Arc::new(read(engine)?);
    Ok(Schema::build(Query, EmptyMutation, EmptySubscription).data(facts).finish())
}

fn read(engine: &Engine) -> Result<Facts> {
    let view = engine.view();
    let now = engine.now().map_err(anyhow::Error::msg)?;
    let today = view.tiers.zone().day_of(now);
    let mut facts = Facts::default();
    let mut types = HashMap::new();
    for entry in engine.entries(domain::id::EventId(1)) {
        let entry = entry?;
        types.insert(
            entry.position,
            (entry.event_type().name.to_owned(), entry.recorded_at.to_string()),
        );
    }
    for row in view.tiers.current() {
        let at = facts.members.len();
        let member = view.tiers.member(row.koc_id).context("in a tier")?;
        let spans = view.tiers.history(row.koc_id, None).into_iter().map(|span| Span {
            tier: span.tier.map(code),
            valid_from: span.valid_from.to_string(),
            valid_to: span.valid_to.map(|to| to.to_string()),
        });
        let timeline = view.people.timeline(row.koc_id).rev();
        let timeline = timeline.filter_map(|(position, _)| types.get(&position)).take(10);
        let account = view.ledger.account(row.koc_id);
        facts.by_id.insert(row.koc_id.to_string(), at);
        facts.in_tier.entry(code(row.tier)).or_default().push(at);
        facts.members.push(MemberFacts {
            id: row.koc_id.to_string(),
            external_ref: member.external_ref.as_deref().map(str::to_owned),
            name: member.name.as_ref().and_then(|name| engine.unseal(name)),
            locale: member.locale.map(|lang| format!("{lang:?}").to_uppercase()),
            tier: code(row.tier),
            since: row.since.to_string(),
            days_in_tier: today.days_since(view.tiers.zone().day_of(row.since)),
            spans: spans.collect(),
            points: account.as_ref().map_or(0, |account| account.points),
            kinds: account.iter().flat_map(|account| &*account.by_kind).map(kind).collect(),
            timeline: timeline
                .map(|(kind, at)| Happened { kind: kind.clone(), recorded_at: at.clone() })
                .collect(),
            ..MemberFacts::default()
        });
    }
    let place = |facts: &Facts, koc: KocId| facts.by_id.get(&koc.to_string()).copied();
    for line in view.ledger.entries(&LedgerFilter::default()) {
        let at = facts.entries.len();
        // Whoever left is not known here, nor what they gave.
        let Some(koc) = place(&facts, line.entry.koc_id) else { continue };
        facts.members[koc].entries.push(at);
        facts.entry_at.insert(line.entry.entry_id.to_string(), at);
        facts.entries.push(EntryFacts {
            id: line.entry.entry_id.to_string(),
            koc,
            kind: shown(&line.entry.kind)?,
            points: line.entry.points,
            effective_on: line.entry.effective_on.to_string(),
            recorded_at: line.entry.recorded_at.to_string(),
            running_balance: line.balance,
        });
    }
    for edge in view.mentorship.edges(&projector_mentorship::EdgeFilter::default()) {
        let (mentor, mentee) = (place(&facts, edge.mentor), place(&facts, edge.mentee));
        let Some((mentor, mentee)) = mentor.zip(mentee) else { continue };
        let active = edge.state == projector_mentorship::EdgeState::Active;
        facts.members[mentor].taught.push(facts.mentorships.len());
        if active {
            facts.members[mentee].mentor = Some(mentor);
        }
        let (id, state) = (edge.mentorship_id.to_string(), shown(&edge.state)?);
        facts.mentorships.push(MentorshipFacts { id, state, active, mentee });
    }
    Ok(facts)
}

fn code(tier: TierCode) -> String {
    tier.to_string()
}

fn shown(value: &impl serde::Serialize) -> Result<String> {
    let value = serde_json::to_value(value)?;
    Ok(value.as_str().context("a word")?.to_owned())
}

fn kind((kind, points): (&domain::vocabulary::ContributionKind, &i64)) -> KindPoints {
    KindPoints { kind: format!("{kind:?}"), points: *points }
}
