//! Pictures: whole, and readable without being seen.

use audit::picture::{CURVES_MAX, Labelled, headcount, survival, transitions};
use audit::survival::{Curve, Subject};

fn drawn(subjects: &[Subject], name: &str) -> String {
    let curve = Curve::of(subjects);
    survival("From & to", "share", &[Labelled { name, subjects, curve: &curve }])
}

#[track_caller]
fn is_whole(svg: &str) {
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    for element in ["svg", "title", "desc", "text", "pattern"] {
        let opened = svg.matches(&format!("<{element} ")).count();
        assert_eq!(opened, svg.matches(&format!("</{element}>")).count(), "{element}");
    }
}

#[test]
fn a_curve_is_told_in_words_too() {
    let one = |exit, ended| Subject { entry: 0, exit, ended };
    let svg = drawn(&[one(3, true), one(9, false), one(4, true)], "2025 <a>");
    is_whole(&svg);
    assert!(svg.contains("<title id=\"title\">From &amp; to</title>"), "{svg}");
    assert!(svg.contains("2025 &lt;a&gt;: 2 of 3, half by day 4."), "{svg}");
}

#[test]
fn a_curve_begins_where_somebody_was_under_observation() {
    let late = |entry| Subject { entry, exit: 100, ended: false };
    let svg = drawn(&[late(50), late(60)], "late");
    is_whole(&svg);
    // Half of the way along the axis.
    let (left, width) = (200.0, 900.0 - 200.0 - 130.0);
    let begin = format!("<path d=\"M{:.1} ", left + width / 2.0);
    assert!(svg.contains(&begin), "no `{begin}` in {svg}");
}

#[test]
fn nothing_and_too_much_can_be_drawn() {
    is_whole(&drawn(&[], "nobody"));
    is_whole(&headcount(&[]));
    is_whole(&transitions(&[], &[]));
    let curve = Curve::of(&[]);
    let many = [Labelled { name: "x", subjects: &[], curve: &curve }; CURVES_MAX + 3];
    let svg = survival("many", "share", &many);
    is_whole(&svg);
    assert_eq!(svg.matches("stroke-width=\"2\"").count(), CURVES_MAX * 2, "a line and its key");
}
