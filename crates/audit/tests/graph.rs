//! The mentorship graph as files and as a picture.

use audit::graph::{Graph, Node};
use audit::picture::{TooMany, lineage};
use domain::Recorded;
use projector_mentorship::MentorshipGraph;
use projector_tiers::TierMembership;
use testkit::project;
use testkit::stories::Stories;

/// Vic taught one who ended early and Wan; Wan taught Xia; Xia taught one more.
fn told() -> (MentorshipGraph, TierMembership) {
    let log: Vec<Recorded> = Stories::of_the_product().story("lineage_four_generations").log;
    (project(&log), project(&log))
}

fn of(root: &str, depth: u32) -> Graph {
    let (mentorship, tiers) = told();
    let root = tiers.by_external_ref(root).expect("somebody of the story").koc_id;
    Graph::lineage(&mentorship, &tiers, root, depth)
}

/// Names of the elements of a document; fails where one is not closed, in order.
fn elements(xml: &str) -> Vec<String> {
    let (mut open, mut names) = (Vec::new(), Vec::new());
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag is closed");
        assert!(!text.contains('>'), "a bare > in {piece}");
        let unescaped = |text: &str| {
            text.split('&')
                .skip(1)
                .all(|it| ["amp;", "lt;", "gt;", "quot;"].iter().any(|name| it.starts_with(name)))
        };
        assert!(unescaped(text) && unescaped(tag), "a bare & in {piece}");
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).expect("a name");
        if tag.starts_with('?') {
            continue;
        } else if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else {
            names.push(name.to_owned());
            if !tag.ends_with('/') {
                open.push(name.to_owned());
            }
        }
    }
    assert_eq!(open, [""; 0], "not closed");
    names
}

fn count(names: &[String], name: &str) -> usize {
    names.iter().filter(|it| *it == name).count()
}

#[test]
fn graphml_is_well_formed_and_holds_every_member_and_mentorship() {
    let (mentorship, tiers) = told();
    let graph = Graph::whole(&mentorship, &tiers);
    assert_eq!((graph.nodes.len(), graph.edges.len()), (5, 4));
    let names = elements(&graph.graphml());
    assert_eq!((count(&names, "node"), count(&names, "edge")), (5, 4));
    let xml = graph.graphml();
    for node in &graph.nodes {
        assert!(xml.contains(&format!("<node id=\"{}\">", node.koc_id)));
    }
    for edge in &graph.edges {
        let ends = format!("source=\"{}\" target=\"{}\"", edge.mentor, edge.mentee);
        assert!(xml.contains(&ends));
    }
    assert!(elements(&Graph { nodes: vec![], edges: vec![] }.graphml()).contains(&"graph".into()));
}

#[test]
fn a_lineage_goes_down_from_its_root_as_deep_as_asked() {
    let generations = |graph: &Graph| {
        let nodes = graph.nodes.iter();
        nodes.filter_map(|node| node.generation).collect::<Vec<u32>>()
    };
    assert_eq!(generations(&of("vic", 10)), [0, 1, 1, 2, 3]);
    assert_eq!(generations(&of("vic", 1)), [0, 1, 1]);
    assert_eq!(generations(&of("wan", 10)), [0, 1, 2]);
    let vic = of("vic", 10);
    assert_eq!(vic.nodes[0].parent, None);
    assert!(vic.nodes[1..].iter().all(|node| node.parent.is_some()));
    assert_eq!(of("vic", 1).edges.len(), 2);
}

#[test]
fn labels_from_outside_break_neither_format() {
    let mut graph = of("vic", 10);
    graph.nodes[0].label = r#"<b> & "q" \ 试"#.to_owned();
    let xml = graph.graphml();
    elements(&xml);
    assert!(xml.contains("&lt;b&gt; &amp; &quot;q&quot; \\ 试"), "{xml}");
    let dot = graph.dot();
    assert!(dot.contains(r#"label="<b> & \"q\" \\ 试""#), "{dot}");
    elements(&lineage(&graph).expect("few people"));
}

#[test]
fn dot_has_a_line_for_every_member_and_mentorship() {
    let dot = of("vic", 10).dot();
    let lines = |part: &str| dot.lines().filter(|line| line.contains(part)).count();
    assert_eq!((lines("label="), lines(" -> ")), (5, 4));
    assert!(dot.starts_with("digraph mentorship {\n") && dot.ends_with("}\n"));
    assert_eq!(lines("style=dashed"), 4, "all are over in this story");
}

#[test]
fn the_picture_shows_everybody_once_and_a_line_for_every_mentorship() {
    let graph = of("vic", 10);
    let svg = lineage(&graph).expect("few people");
    elements(&svg);
    for node in &graph.nodes {
        let label: String = node.label.chars().take(10).collect();
        assert!(svg.contains(&label), "{label}");
    }
    assert_eq!(svg.matches("fill=\"none\" stroke=\"#555\"").count(), 4);
    assert_eq!(lineage(&of("vic", 10)), Ok(svg), "the same each time");
    let wan_alone = lineage(&of("wan", 0)).expect("one");
    assert_eq!(wan_alone.matches("fill=\"none\" stroke=\"#555\"").count(), 0);
    elements(&wan_alone);
}

#[test]
fn a_picture_that_nobody_could_read_is_not_drawn() {
    let mut graph = of("vic", 10);
    let root = graph.nodes[0].koc_id;
    graph.nodes.extend((0..396u16).map(|nth| {
        let mut id = [9; 16];
        id[..2].copy_from_slice(&nth.to_be_bytes());
        let koc_id = domain::id::KocId(id);
        Node {
            koc_id,
            label: format!("m-{nth}"),
            tier: None,
            generation: Some(1),
            parent: Some(root),
        }
    }));
    assert_eq!(lineage(&graph), Err(TooMany { people: 401 }));
    graph.nodes.pop();
    elements(&lineage(&graph).expect("400 people"));
}
