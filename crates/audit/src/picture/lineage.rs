//! Who taught whom, generation by generation.

use std::collections::BTreeMap;

use domain::id::KocId;
use domain::vocabulary::TierCode;
use projector_mentorship::EdgeState;

use super::canvas::{Anchor, COLOURS, Canvas};
use super::tier_name;
use crate::graph::{Graph, Node};

/// People whom a picture can show so that they are read. Our own number.
const PEOPLE_MAX: usize = 400;

/// A lineage of more people than a picture can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a picture of {people} people cannot be read: it shows {PEOPLE_MAX} at most")]
pub struct TooMany {
    /// How many there are.
    pub people: usize,
}

const LEFT: f64 = 30.0;
const TOP: f64 = 70.0;
const COLUMN: f64 = 210.0;
const ROW: f64 = 30.0;
const BOX: (f64, f64) = (150.0, 22.0);

/// Draws a lineage from left to right.
///
/// # Errors
/// [`TooMany`] people to be read.
pub fn lineage(graph: &Graph) -> Result<String, TooMany> {
    let nodes = &graph.nodes;
    if nodes.len() > PEOPLE_MAX {
        return Err(TooMany { people: nodes.len() });
    }
    let places = places(graph);
    let rows = places.values().map(|(_, y)| *y).fold(TOP, f64::max);
    let generations = nodes.iter().filter_map(|node| node.generation).max().unwrap_or(0);
    let width = (LEFT * 2.0 + f64::from(generations) * COLUMN + BOX.0).max(560.0);
    let mut canvas = Canvas::new(width, rows + ROW * 2.0);
    let root = nodes.first().map_or("", |node| &node.label);
    canvas.text((LEFT, 26.0), Anchor::Start, "title", &format!("Lineage of {root} 师承"));
    for (nth, tier) in TierCode::ALL.into_iter().enumerate() {
        let x = LEFT + nth as f64 * 170.0;
        canvas.filled((x, 38.0), (12.0, 12.0), colour(Some(tier)));
        canvas.text((x + 18.0, 48.0), Anchor::Start, "small", tier_name(tier));
    }
    for edge in &graph.edges {
        let (Some(from), Some(to)) = (places.get(&edge.mentor), places.get(&edge.mentee)) else {
            continue;
        };
        let is_active = edge.state == EdgeState::Active;
        canvas.shape(&curve(*from, *to, is_active));
    }
    for node in nodes {
        let Some((x, y)) = places.get(&node.koc_id) else { continue };
        canvas.filled((*x, *y), (6.0, BOX.1), colour(node.tier));
        let (x, y, (width, height)) = (x + 6.0, y, BOX);
        canvas.shape(&format!(
            r##"<rect x="{x:.1}" y="{y:.1}" width="{:.1}" height="{height:.1}" fill="#fff" stroke="#222"/>"##,
            width - 6.0
        ));
        canvas.text((x + 6.0, y + 15.0), Anchor::Start, "", &shortened(&node.label));
    }
    let description = format!(
        "{} people in {} generations after {root}, {} mentorships; a solid line is one that goes \
         on, a dashed one is over.",
        nodes.len(),
        generations,
        graph.edges.len()
    );
    Ok(canvas.finish(&format!("Lineage of {root}"), &description))
}

/// Where each stands: by generation from left to right, a mentor in the middle of their mentees.
fn places(graph: &Graph) -> BTreeMap<KocId, (f64, f64)> {
    let children = graph.children();
    let mut places = BTreeMap::new();
    let mut next_row = 0.0;
    // Each twice: before those under it, and after.
    let mut stack: Vec<(&Node, bool)> =
        graph.nodes.first().map(|root| (root, false)).into_iter().collect();
    while let Some((node, is_done)) = stack.pop() {
        let under = children.get(&node.koc_id).map_or(&[][..], Vec::as_slice);
        let x = LEFT + f64::from(node.generation.unwrap_or(0)) * COLUMN;
        let rows: Vec<f64> = under
            .iter()
            .filter_map(|child| places.get(&child.koc_id).map(|(_, y): &(f64, f64)| *y))
            .collect();
        if under.is_empty() || (is_done && rows.is_empty()) {
            places.insert(node.koc_id, (x, TOP + next_row * ROW));
            next_row += 1.0;
        } else if is_done {
            let middle = (rows[0] + rows[rows.len() - 1]) / 2.0;
            places.insert(node.koc_id, (x, middle));
        } else {
            stack.push((node, true));
            stack.extend(under.iter().rev().map(|child| (*child, false)));
        }
    }
    places
}

fn curve(from: (f64, f64), to: (f64, f64), is_active: bool) -> String {
    let (x1, y1) = (from.0 + BOX.0, from.1 + BOX.1 / 2.0);
    let (x2, y2) = (to.0, to.1 + BOX.1 / 2.0);
    let middle = (x1 + x2) / 2.0;
    let dash = if is_active { "" } else { r#" stroke-dasharray="5 4""# };
    format!(
        r##"<path d="M{x1:.1} {y1:.1}C{middle:.1} {y1:.1} {middle:.1} {y2:.1} {x2:.1} {y2:.1}" fill="none" stroke="#555"{dash}/>"##
    )
}

/// The same as in the other pictures; grey outside the tiers.
fn colour(tier: Option<TierCode>) -> usize {
    tier.map_or(COLOURS.len() - 1, |tier| usize::from(tier.rank() - 1))
}

/// As much of a label as a box holds.
fn shortened(label: &str) -> String {
    const LETTERS: usize = 20;
    if label.chars().count() <= LETTERS {
        return label.to_owned();
    }
    label.chars().take(LETTERS - 1).chain(['…']).collect()
}
