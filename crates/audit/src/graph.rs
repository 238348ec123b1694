//! The mentorship graph, whole or the lineage of one member, for tools that draw and count graphs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use domain::id::KocId;
use domain::refusal::code_of;
use domain::vocabulary::TierCode;
use projector_mentorship::{Edge, EdgeFilter, EdgeState, MentorshipGraph};
use projector_tiers::TierMembership;

use crate::picture::escaped;

/// Members and who teaches or taught whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// By generation, then id; without a root by id.
    pub nodes: Vec<Node>,
    /// By id; from the mentor to the mentee.
    pub edges: Vec<Arc<Edge>>,
}

/// A member of the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Who.
    pub koc_id: KocId,
    /// Their external reference, or the id.
    pub label: String,
    /// Where they stand; none outside the tiers.
    pub tier: Option<TierCode>,
    /// Generations from the root, which is 0; none in the whole graph.
    pub generation: Option<u32>,
    /// Who brought them into the lineage, by the shortest way.
    pub parent: Option<KocId>,
}

impl Graph {
    /// Everybody who has or had a mentorship, also one that is only proposed.
    pub fn whole(mentorship: &MentorshipGraph, tiers: &TierMembership) -> Graph {
        let edges = mentorship.edges(&EdgeFilter::default());
        let people: BTreeSet<KocId> =
            edges.iter().flat_map(|edge| [edge.mentor, edge.mentee]).collect();
        let nodes = people.into_iter().map(|koc_id| Node::of(tiers, koc_id, None, None));
        Graph { nodes: nodes.collect(), edges }
    }

    /// The root, whom it taught, and whom those taught, up to `depth` generations.
    pub fn lineage(
        mentorship: &MentorshipGraph,
        tiers: &TierMembership,
        root: KocId,
        depth: u32,
    ) -> Graph {
        let lineage = mentorship.lineage(root, depth);
        let mut nodes = vec![Node::of(tiers, root, Some(0), None)];
        nodes.extend(lineage.descendants.iter().map(|who| {
            let parent = mentorship.edge(who.via).map(|edge| edge.mentor);
            Node::of(tiers, who.koc_id, Some(who.depth.unsigned_abs()), parent)
        }));
        Graph { nodes, edges: lineage.edges }
    }

    /// As GraphML, which yEd, Gephi, igraph and networkx read.
    pub fn graphml(&self) -> String {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
        );
        for (of, name, kind) in [
            ("node", "label", "string"),
            ("node", "tier", "string"),
            ("node", "generation", "int"),
            ("edge", "mentorship", "string"),
            ("edge", "state", "string"),
            ("edge", "startedOn", "string"),
            ("edge", "endedOn", "string"),
            ("edge", "outcome", "string"),
        ] {
            let _ = writeln!(
                xml,
                "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
            );
        }
        xml.push_str("  <graph id=\"mentorship\" edgedefault=\"directed\">\n");
        for node in &self.nodes {
            let _ = writeln!(xml, "    <node id=\"{}\">", node.koc_id);
            data(&mut xml, &node.facts());
            xml.push_str("    </node>\n");
        }
        for edge in &self.edges {
            let (mentor, mentee) = (edge.mentor, edge.mentee);
            let id = edge.mentorship_id;
            let _ = writeln!(xml, "    <edge id=\"{id}\" source=\"{mentor}\" target=\"{mentee}\">");
            data(&mut xml, &facts_of(edge));
            xml.push_str("    </edge>\n");
        }
        xml.push_str("  </graph>\n</graphml>\n");
        xml
    }

    /// In the language of Graphviz.
    pub fn dot(&self) -> String {
        let mut dot = String::from("digraph mentorship {\n  rankdir=LR;\n  node [shape=box];\n");
        let list = |facts: &[(&str, String)]| {
            let facts = facts.iter().map(|(name, value)| format!("{name}={}", quoted(value)));
            facts.collect::<Vec<String>>().join(" ")
        };
        for node in &self.nodes {
            let id = quoted(&node.koc_id.to_string());
            let _ = writeln!(dot, "  {id} [{}];", list(&node.facts()));
        }
        for edge in &self.edges {
            let [from, to] = [edge.mentor, edge.mentee].map(|who| quoted(&who.to_string()));
            let style = if edge.state == EdgeState::Active { "solid" } else { "dashed" };
            let _ = writeln!(dot, "  {from} -> {to} [{} style={style}];", list(&facts_of(edge)));
        }
        dot.push_str("}\n");
        dot
    }

    /// The nodes under each node, in order: the tree of the lineage.
    pub(crate) fn children(&self) -> BTreeMap<KocId, Vec<&Node>> {
        let mut children: BTreeMap<KocId, Vec<&Node>> = BTreeMap::new();
        for node in &self.nodes {
            if let Some(parent) = node.parent {
                children.entry(parent).or_default().push(node);
            }
        }
        children
    }
}

impl Node {
    fn of(
        tiers: &TierMembership,
        koc_id: KocId,
        generation: Option<u32>,
        parent: Option<KocId>,
    ) -> Node {
        let member = tiers.member(koc_id);
        let label = member.and_then(|member| member.external_ref.as_deref());
        let label = label.map_or_else(|| koc_id.to_string(), visible);
        Node { koc_id, label, tier: member.and_then(|it| it.tier()), generation, parent }
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("label", self.label.clone())];
        facts.extend(self.tier.map(|tier| ("tier", tier.code().to_owned())));
        facts.extend(self.generation.map(|generation| ("generation", generation.to_string())));
        facts
    }
}

/// A text from outside without control characters, which XML cannot hold.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn facts_of(edge: &Edge) -> Vec<(&'static str, String)> {
    let mut facts =
        vec![("mentorship", edge.mentorship_id.to_string()), ("state", code_of(&edge.state))];
    facts.extend(edge.started_on.map(|day| ("startedOn", day.to_string())));
    facts.extend(edge.ended_on.map(|day| ("endedOn", day.to_string())));
    facts.extend(edge.outcome.map(|outcome| ("outcome", code_of(&outcome))));
    facts
}

fn data(xml: &mut String, facts: &[(&str, String)]) {
    for (name, value) in facts {
        let _ = writeln!(xml, "      <data key=\"{name}\">{}</data>", escaped(value));
    }
}

/// A text as Graphviz takes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
