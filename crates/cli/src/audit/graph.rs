//! Who teaches or taught whom.

use audit::graph::Graph;
use audit::picture::lineage;
use domain::refusal::code_of;
use engine::View;

use super::{member_known_as, picture};
use crate::args::{Format, GraphArgs, GraphFormat};
use crate::exit::Failure;
use crate::table::{Cell, Table};

/// The answer as text; draws the picture too if one is asked for.
pub(super) fn answer(view: &View, args: &GraphArgs) -> Result<String, Failure> {
    let graph = match &args.root {
        Some(root) => {
            let root = member_known_as(view, root)?;
            Graph::lineage(&view.mentorship, &view.tiers, root, args.depth)
        }
        None => Graph::whole(&view.mentorship, &view.tiers),
    };
    if args.svg.is_some() {
        let svg = lineage(&graph).map_err(|error| {
            Failure::Usage(format!("{error}; ask for fewer generations with --depth"))
        })?;
        picture::write(args.svg.as_deref(), || svg)?;
    }
    Ok(match args.format {
        GraphFormat::Graphml => graph.graphml(),
        GraphFormat::Dot => graph.dot(),
        GraphFormat::Table => table(&graph).render(Format::Table),
        GraphFormat::Csv => table(&graph).render(Format::Csv),
        GraphFormat::Json => table(&graph).render(Format::Json),
    })
}

/// A row for each mentorship.
fn table(graph: &Graph) -> Table {
    let node = |koc_id| graph.nodes.iter().find(|node| node.koc_id == koc_id);
    let label = |koc_id| node(koc_id).map_or(Cell::Empty, |node| node.label.clone().into());
    let day = |day: Option<domain::Day>| day.map_or(Cell::Empty, |day| day.to_string().into());
    let mut table = Table::new(&[
        "generation",
        "mentor",
        "mentee",
        "tier",
        "state",
        "started_on",
        "ended_on",
        "outcome",
    ]);
    for edge in &graph.edges {
        let mentee = node(edge.mentee);
        let generation = mentee.and_then(|mentee| mentee.generation);
        let tier = mentee.and_then(|mentee| mentee.tier);
        table.push([
            generation.map_or(Cell::Empty, |generation| u64::from(generation).into()),
            label(edge.mentor),
            label(edge.mentee),
            tier.map_or(Cell::Empty, |tier| tier.code().into()),
            code_of(&edge.state).into(),
            day(edge.started_on),
            day(edge.ended_on),
            edge.outcome.map_or(Cell::Empty, |outcome| code_of(&outcome).into()),
        ]);
    }
    table
}
