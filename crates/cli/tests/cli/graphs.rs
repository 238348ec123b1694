//! Who taught whom, as files.

use crate::support::{koc, scratch};

#[test]
fn a_graph_is_written_in_every_form_and_a_lineage_is_drawn() {
    let (root, dir) = scratch();
    koc(&dir, &["simulate", "--members", "60", "--months", "5", "--format", "json"]).ended(0);
    let graph = |more: &[&str]| koc(&dir, &[&["audit", "graph"], more].concat());
    let rows = graph(&["--format", "json"]).ended(0).json();
    let rows = rows.as_array().expect("rows");
    assert!(!rows.is_empty(), "nobody taught anybody in five months");
    let graphml = graph(&["--format", "graphml"]).ended(0).stdout;
    assert_eq!(graphml.matches("<edge ").count(), rows.len());
    let dot = graph(&["--format", "dot"]).ended(0).stdout;
    assert_eq!(dot.matches(" -> ").count(), rows.len());

    let started = rows.iter().find(|row| !row["started_on"].is_null()).expect("one began");
    let mentor = started["mentor"].as_str().expect("a label");
    let svg = root.path().join("lineage.svg");
    let path = svg.to_str().expect("UTF-8");
    let drawn = ["--root", mentor, "--depth", "2", "--svg", path, "--format", "csv"];
    let table = graph(&drawn).ended(0);
    assert!(
        !table.csv("generation,mentor,mentee,tier,state,started_on,ended_on,outcome").is_empty()
    );
    let svg = std::fs::read_to_string(&svg).expect("readable");
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));

    let nobody = graph(&["--root", "nobody"]).ended(1);
    assert!(nobody.stderr.contains("no member `nobody`"), "{}", nobody.stderr);
    graph(&["--svg", path]).ended(2);
    graph(&["--depth", "2"]).ended(2);
}
