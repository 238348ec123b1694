//! The questions this read model answers.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Bound;
use std::sync::Arc;

use domain::Day;
use domain::id::{KocId, MentorshipId};
use imbl::OrdSet;
use projection::Between;
use serde::Serialize;

use crate::MentorshipGraph;
use crate::rows::{Edge, EdgeState, Mentor};

/// Which edges; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EdgeFilter {
    /// In this state.
    pub state: Option<EdgeState>,
    /// Of this mentor.
    pub mentor: Option<KocId>,
    /// Of this mentee.
    pub mentee: Option<KocId>,
    /// On this topic.
    pub topic: Option<String>,
    /// Begun on this day or later.
    pub started_from: Option<Day>,
    /// Begun on this day or earlier.
    pub started_to: Option<Day>,
}

impl EdgeFilter {
    /// Whether `edge` is one of them.
    pub fn matches(&self, edge: &Edge) -> bool {
        self.state.is_none_or(|state| edge.state == state)
            && self.mentor.is_none_or(|mentor| edge.mentor == mentor)
            && self.mentee.is_none_or(|mentee| edge.mentee == mentee)
            && self.topic.as_ref().is_none_or(|topic| edge.topics.contains(topic))
            && self.started_from.is_none_or(|from| edge.started_on.is_some_and(|on| on >= from))
            && self.started_to.is_none_or(|to| edge.started_on.is_some_and(|on| on <= to))
    }
}

/// Somebody in a lineage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Descendant {
    /// Who.
    pub koc_id: KocId,
    /// Generations from the root: 1 for a mentee, −1 for a mentor; the shortest way counts.
    pub depth: i32,
    /// The edge by which they were reached.
    pub via: MentorshipId,
}

/// A root with everyone who descends from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lineage {
    /// Where it begins; depth 0.
    pub root: KocId,
    /// Nearest generation first, by id within one.
    pub descendants: Vec<Descendant>,
    /// Every started edge between people of this lineage, by id.
    pub edges: Vec<Arc<Edge>>,
}

impl Lineage {
    /// The greatest depth; 0 for a root who taught nobody.
    pub fn depth(&self) -> i32 {
        self.descendants.last().map_or(0, |last| last.depth)
    }
}

/// A mentor who could take somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FreeSeats {
    /// Who.
    pub mentor: Arc<Mentor>,
    /// How many.
    pub free: u16,
}

/// A mentee whose mentor is away or has left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Orphan {
    /// The edge that still stands.
    pub edge: Arc<Edge>,
    /// Since when the mentor is away or teaches no more.
    pub since: Option<Day>,
    /// Whether the mentor teaches no more, and is not just away.
    pub mentor_left: bool,
}

impl MentorshipGraph {
    /// Every mentor, by id.
    pub fn mentors(&self) -> impl Iterator<Item = &Arc<Mentor>> {
        self.mentors.values()
    }

    /// One member's standing as mentor.
    pub fn mentor(&self, koc_id: KocId) -> Option<&Arc<Mentor>> {
        self.mentors.get(&koc_id)
    }

    /// One mentorship.
    pub fn edge(&self, id: MentorshipId) -> Option<&Arc<Edge>> {
        self.edges.get(&id)
    }

    /// The mentorships that `filter` asks for, by id.
    pub fn edges(&self, filter: &EdgeFilter) -> Vec<Arc<Edge>> {
        self.edges_between(Between::ALL, filter).cloned().collect()
    }

    /// The same one by one, those between two mentorships.
    pub fn edges_between<'a>(
        &'a self,
        between: Between<MentorshipId>,
        filter: &'a EdgeFilter,
    ) -> Box<dyn DoubleEndedIterator<Item = &'a Arc<Edge>> + 'a> {
        let of_one = match (filter.mentor, filter.mentee) {
            (Some(mentor), _) => self.edges_of(&self.by_mentor, mentor),
            (None, Some(mentee)) => self.edges_of(&self.by_mentee, mentee),
            (None, None) => {
                let all = self.edges.range(between.bounds()).map(|(_, edge)| edge);
                return Box::new(all.filter(|edge| filter.matches(edge)));
            }
        };
        let inside = of_one.filter(move |edge| between.holds(edge.mentorship_id));
        Box::new(inside.filter(|edge| filter.matches(edge)))
    }

    /// Sessions that a mentor held in all their mentorships, and what mentees gained by their
    /// assessments: hundredths of a level for each skill assessed, on the mean.
    pub fn teaching_of(&self, mentor: KocId) -> (u32, Option<i32>) {
        let edges = || self.edges_of(&self.by_mentor, mentor);
        let sessions = edges().map(|edge| edge.sessions).sum();
        let (gained, assessed) = edges().fold((0, 0), |(gained, assessed), edge| {
            (gained + i64::from(edge.levels_gained), assessed + i64::from(edge.skills_assessed))
        });
        let mean = (assessed > 0).then(|| gained * 100 / assessed);
        (sessions, mean.map(|mean| i32::try_from(mean).unwrap_or(i32::MAX)))
    }

    /// How many people stand how many generations below somebody whom nobody taught, by mentorships
    /// begun by that day; the nearest way counts.
    pub fn generations(&self, by: Option<Day>) -> BTreeMap<u32, u32> {
        let begun =
            |edge: &&Arc<Edge>| edge.started_on.is_some_and(|on| by.is_none_or(|by| on <= by));
        let edges: Vec<&Arc<Edge>> = self.edges.values().filter(begun).collect();
        let taught: BTreeSet<KocId> = edges.iter().map(|edge| edge.mentee).collect();
        let mut at: BTreeSet<KocId> =
            edges.iter().map(|edge| edge.mentor).filter(|id| !taught.contains(id)).collect();
        let mut below: BTreeMap<KocId, Vec<KocId>> = BTreeMap::new();
        edges.iter().for_each(|edge| below.entry(edge.mentor).or_default().push(edge.mentee));
        let (mut seen, mut counted, mut depth) = (at.clone(), BTreeMap::new(), 0);
        while !at.is_empty() {
            counted.insert(depth, u32::try_from(at.len()).unwrap_or(u32::MAX));
            let next = at.iter().filter_map(|id| below.get(id)).flatten().copied();
            at = next.filter(|id| !seen.contains(id)).collect();
            seen.extend(&at);
            depth += 1;
        }
        counted
    }

    /// The active mentorships of a mentor, by id.
    pub fn mentees(&self, mentor: KocId) -> Vec<Arc<Edge>> {
        self.edges_of(&self.by_mentor, mentor)
            .filter(|edge| edge.state == EdgeState::Active)
            .cloned()
            .collect()
    }

    /// The active mentorship of a mentee.
    pub fn mentor_of(&self, mentee: KocId) -> Option<&Arc<Edge>> {
        self.edges_of(&self.by_mentee, mentee).find(|edge| edge.state == EdgeState::Active)
    }

    /// Everyone who taught `koc_id`, and who taught those: nearest first, depth −1 and below.
    pub fn ancestors(&self, koc_id: KocId) -> Vec<Descendant> {
        self.walk(koc_id, i32::MAX, -1, &mut Vec::new())
    }

    /// Everyone whom `root` taught, and whom those taught, up to `depth` generations.
    pub fn lineage(&self, root: KocId, depth: u32) -> Lineage {
        let mut taught = Vec::new();
        let depth = i32::try_from(depth).unwrap_or(i32::MAX);
        let descendants = self.walk(root, depth, 1, &mut taught);
        // The walk did not go on from the last generation, whose mentees may be nearer to the root.
        for last in descendants.iter().filter(|who| who.depth == depth) {
            taught.extend(self.started(&self.by_mentor, last.koc_id));
        }
        let people: BTreeSet<KocId> =
            descendants.iter().map(|who| who.koc_id).chain([root]).collect();
        taught.retain(|edge| people.contains(&edge.mentee));
        taught.sort_by_key(|edge| edge.mentorship_id);
        Lineage { root, descendants, edges: taught.into_iter().cloned().collect() }
    }

    /// The shortest way from one to another along started edges in either direction: the edges,
    /// in order. Empty for the same person; `None` when there is no way.
    pub fn path(&self, from: KocId, to: KocId) -> Option<Vec<Arc<Edge>>> {
        let mut came_by: BTreeMap<KocId, Option<(KocId, Arc<Edge>)>> = BTreeMap::new();
        came_by.insert(from, None);
        let mut queue = VecDeque::from([from]);
        while let Some(here) = queue.pop_front() {
            if here == to {
                break;
            }
            let down = self.edges_of(&self.by_mentor, here).map(|edge| (edge.mentee, edge));
            let up = self.edges_of(&self.by_mentee, here).map(|edge| (edge.mentor, edge));
            for (there, edge) in down.chain(up).filter(|(_, edge)| edge.has_started()) {
                if let Entry::Vacant(unseen) = came_by.entry(there) {
                    unseen.insert(Some((here, Arc::clone(edge))));
                    queue.push_back(there);
                }
            }
        }
        let mut way = Vec::new();
        let mut here = to;
        while let Some((before, edge)) = came_by.get(&here)? {
            way.push(Arc::clone(edge));
            here = *before;
        }
        way.reverse();
        Some(way)
    }

    /// Mentors who could take somebody, on `topic` if one is named: most free seats first.
    pub fn free_seats(&self, topic: Option<&str>) -> Vec<FreeSeats> {
        let mut free: Vec<FreeSeats> = self
            .mentors
            .values()
            .filter(|mentor| topic.is_none_or(|topic| mentor.topics.iter().any(|t| t == topic)))
            .map(|mentor| FreeSeats { free: mentor.free_seats(), mentor: Arc::clone(mentor) })
            .filter(|seats| seats.free > 0)
            .collect();
        free.sort_by_key(|seats| (std::cmp::Reverse(seats.free), seats.mentor.koc_id));
        free
    }

    /// Active mentorships whose mentor is away or has left, of one mentor if named, by id.
    pub fn orphans(&self, mentor: Option<KocId>) -> Vec<Orphan> {
        let active = self.edges.values().filter(|edge| {
            edge.state == EdgeState::Active && mentor.is_none_or(|mentor| edge.mentor == mentor)
        });
        active
            .filter_map(|edge| {
                let mentor = self.mentors.get(&edge.mentor)?;
                let (since, mentor_left) = (mentor.unavailable_since, mentor.left);
                let orphan = Orphan { edge: Arc::clone(edge), since, mentor_left };
                (mentor.left || mentor.away).then_some(orphan)
            })
            .collect()
    }

    fn edges_of<'a>(
        &'a self,
        index: &'a OrdSet<(KocId, MentorshipId)>,
        koc_id: KocId,
    ) -> impl DoubleEndedIterator<Item = &'a Arc<Edge>> {
        let first = Bound::Included((koc_id, MentorshipId([0; 16])));
        let last = Bound::Included((koc_id, MentorshipId([0xff; 16])));
        index.range((first, last)).filter_map(|(_, id)| self.edges.get(id))
    }

    fn started<'a>(
        &'a self,
        index: &'a OrdSet<(KocId, MentorshipId)>,
        koc_id: KocId,
    ) -> impl Iterator<Item = &'a Arc<Edge>> {
        self.edges_of(index, koc_id).filter(|edge| edge.has_started())
    }

    /// Breadth first along started edges: towards mentees with `step` 1, mentors with −1. A
    /// person met twice keeps the nearer depth, so a cycle over the years ends. Every edge that
    /// was looked along is added to `along`.
    fn walk<'a>(
        &'a self,
        root: KocId,
        depth_max: i32,
        step: i32,
        along: &mut Vec<&'a Arc<Edge>>,
    ) -> Vec<Descendant> {
        let index = if step > 0 { &self.by_mentor } else { &self.by_mentee };
        let mut met = BTreeSet::from([root]);
        let mut found: Vec<Descendant> = Vec::new();
        let mut generation = vec![root];
        let mut depth: i32 = 0;
        while !generation.is_empty() && depth.abs() < depth_max {
            depth += step;
            let mut next: BTreeMap<KocId, MentorshipId> = BTreeMap::new();
            for here in generation {
                for edge in self.started(index, here) {
                    along.push(edge);
                    let there = if step > 0 { edge.mentee } else { edge.mentor };
                    if met.insert(there) {
                        next.insert(there, edge.mentorship_id);
                    }
                }
            }
            generation = next.keys().copied().collect();
            let people = next.into_iter();
            found.extend(people.map(|(koc_id, via)| Descendant { koc_id, depth, via }));
        }
        found
    }
}
