//! When two folds count as equal.

use domain::Recorded;
use projection::digest::hex;
use projection::{DigestKind, Projector, Row};
use serde_json::{Value, json};

#[derive(Clone, Default)]
struct Rows(Vec<Value>);

impl Projector for Rows {
    const NAME: &'static str = "rows";
    const VERSION: u32 = 1;

    fn apply(&mut self, _: &Recorded) {}

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.0.iter().for_each(|row| show(Row::new("t", row)));
    }
}

fn content(rows: &[Value]) -> String {
    hex(&Rows(rows.to_vec()).digest(DigestKind::Content))
}

fn exact(rows: &[Value]) -> String {
    hex(&Rows(rows.to_vec()).digest(DigestKind::Exact))
}

#[test]
fn the_order_of_fields_does_not_matter_and_that_of_rows_does() {
    let (a, b) = (json!({"x": 1, "y": [2]}), json!({"y": [2], "x": 1}));
    assert_eq!(exact(std::slice::from_ref(&a)), exact(&[b]));
    let other = json!({"x": 2});
    assert_ne!(exact(&[a.clone(), other.clone()]), exact(&[other, a]));
}

#[test]
fn a_content_digest_leaves_out_when_and_where_it_was_recorded_at_any_depth() {
    let one =
        json!({"tier": "SEED", "recordedAt": "a", "approvedBy": [{"by": "o", "event": "ev_1"}]});
    let two =
        json!({"tier": "SEED", "recordedAt": "b", "approvedBy": [{"by": "o", "event": "ev_9"}]});
    assert_eq!(content(std::slice::from_ref(&one)), content(std::slice::from_ref(&two)));
    assert_ne!(exact(&[one]), exact(&[two]));
}

#[test]
fn a_content_digest_sees_every_other_field() {
    assert_ne!(content(&[json!({"tier": "SEED"})]), content(&[json!({"tier": "PARTNER"})]));
    assert_ne!(content(&[json!({"a": {}})]), content(&[json!({"a": []})]));
    assert_ne!(content(&[]), content(&[json!({})]));
}

#[test]
fn the_canonical_form_is_the_documented_one() {
    let line = "{\"row\":{\"a\":[1,\"é\"],\"b\":{}},\"table\":\"t\"}\n";
    let expected = hex(blake3::hash(line.as_bytes()).as_bytes());
    assert_eq!(exact(&[json!({"b": {}, "a": [1, "é"]})]), expected);
}
