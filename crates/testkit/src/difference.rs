//! How rows that were expected and rows there are differ, in words: which came, which went, and
//! which fields of the others changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

/// What to do when a difference is meant.
pub(crate) const BLESS: &str = "If that is meant, `UPDATE_EXPECT=1 cargo test` writes it anew (here: `just bless`); \
     the diff is what to review.";

/// So many rows are shown; the rest is counted.
const SHOWN_MAX: usize = 20;
/// Longer values are cut.
const CHARS_MAX: usize = 160;

/// A row among those that differ: of which kind it is, and what is in it.
struct Row<'a> {
    kind: &'a str,
    fields: &'a Value,
    /// Every scalar in it by its path.
    leaves: BTreeMap<String, &'a Value>,
}

impl<'a> Row<'a> {
    /// Of a read model, `{"table": …, "row": …}`; or an event as recorded.
    fn of(value: &'a Value) -> Row<'a> {
        let (kind, fields) = match (value["table"].as_str(), value["event"]["type"].as_str()) {
            (Some(table), _) => (table, &value["row"]),
            (None, Some(event)) => (event, value),
            (None, None) => ("row", value),
        };
        let mut leaves = BTreeMap::new();
        collect(fields, String::new(), &mut leaves);
        Row { kind, fields, leaves }
    }

    /// How many scalars are the same; none when the two cannot be one row at two times: other ids,
    /// or, without ids in common, less than half in common.
    fn likeness(&self, other: &Row<'_>) -> Option<usize> {
        let same = self.leaves.iter().filter(|(path, leaf)| other.leaves.get(*path) == Some(*leaf));
        let same = same.count();
        let mut ids_agree = false;
        for (path, leaf) in self.leaves.iter().filter(|(path, _)| path.ends_with("Id")) {
            match other.leaves.get(path) {
                Some(theirs) if theirs == leaf => ids_agree |= !leaf.is_null(),
                Some(theirs) if !leaf.is_null() && !theirs.is_null() => return None,
                _ => {}
            }
        }
        let most = self.leaves.len().max(other.leaves.len());
        (self.kind == other.kind && (ids_agree || same * 2 >= most)).then_some(same)
    }

    /// Up to three plain fields that both have: they say which row it is.
    fn named(&self, other: &Row<'_>) -> String {
        let same = self.leaves.iter().filter(|(path, leaf)| {
            let plain = leaf.is_string() && !path.contains(['.', '[']);
            plain && other.leaves.get(*path) == Some(*leaf)
        });
        let mut same: Vec<(&String, &&Value)> = same.collect();
        same.sort_by_key(|(path, _)| !path.ends_with("Id"));
        same.iter().take(3).fold(String::new(), |mut text, (path, leaf)| {
            let _ = write!(text, " {path} {}", cut(leaf));
            text
        })
    }
}

fn collect<'a>(value: &'a Value, path: String, leaves: &mut BTreeMap<String, &'a Value>) {
    let under = |name: &str| match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}.{name}"),
    };
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            fields.iter().for_each(|(name, field)| collect(field, under(name), leaves));
        }
        Value::Array(items) if !items.is_empty() => {
            let numbered = items.iter().enumerate();
            numbered.for_each(|(index, item)| collect(item, format!("{path}[{index}]"), leaves));
        }
        scalar => drop(leaves.insert(path, scalar)),
    }
}

fn cut(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The rows of `some` that `others` has not, each as often as it has them less.
fn only_in<'a>(some: &'a [Value], others: &[Value]) -> Vec<Row<'a>> {
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    others.iter().for_each(|row| *there.entry(row.to_string()).or_default() += 1);
    let mut missing = |row: &&Value| match there.get_mut(&row.to_string()) {
        Some(left @ 1..) => {
            *left -= 1;
            false
        }
        _ => true,
    };
    some.iter().filter(|row| missing(row)).map(Row::of).collect()
}

/// Says how the rows differ; nothing when they are the same in the same order.
pub(crate) fn between(expected: &[Value], actual: &[Value]) -> Option<String> {
    if expected == actual {
        return None;
    }
    let (gone, new) = (only_in(expected, actual), only_in(actual, expected));
    if gone.is_empty() && new.is_empty() {
        return Some("the same rows in another order".to_owned());
    }
    let (mut changed, mut went, mut paired) = (Vec::new(), Vec::new(), BTreeSet::new());
    for old in &gone {
        let free = new.iter().enumerate().filter(|(index, _)| !paired.contains(index));
        let likest = free.filter_map(|(index, row)| Some((old.likeness(row)?, index))).max();
        match likest {
            // To pair the rest would take long and show nothing.
            Some((_, index)) if changed.len() < SHOWN_MAX => {
                paired.insert(index);
                changed.push((old, &new[index]));
            }
            _ => went.push(old),
        }
        if changed.len() + went.len() > SHOWN_MAX {
            break;
        }
    }
    let unseen = gone.len() - changed.len() - went.len();
    let came: Vec<&Row<'_>> = new
        .iter()
        .enumerate()
        .filter(|(index, _)| !paired.contains(index))
        .map(|it| it.1)
        .collect();
    let mut lines = vec![counted(changed.len(), went.len(), came.len(), unseen)];
    for (old, new) in &changed {
        lines.push(format!("changed: {}{}", old.kind, old.named(new)));
        lines.extend(fields_changed(old, new));
    }
    for (word, rows) in [("went", went), ("came", came)] {
        let shown = rows.iter().take(SHOWN_MAX);
        lines.extend(shown.map(|row| format!("{word}: {} {}", row.kind, cut(row.fields))));
    }
    Some(lines.join("\n"))
}

fn counted(changed: usize, went: usize, came: usize, unseen: usize) -> String {
    let mut text = format!("rows, expected → now: {changed} changed, {went} went, {came} came");
    if unseen > 0 {
        let _ = write!(text, "; {unseen} more are not as expected, and not looked at");
    }
    text
}

fn fields_changed(old: &Row<'_>, new: &Row<'_>) -> Vec<String> {
    let paths: BTreeSet<&String> = old.leaves.keys().chain(new.leaves.keys()).collect();
    let said = |leaf: Option<&&Value>| leaf.map_or("nothing".to_owned(), |leaf| cut(leaf));
    let differs = |path: &&&String| old.leaves.get(**path) != new.leaves.get(**path);
    let line = |path: &String| {
        let (before, after) = (said(old.leaves.get(path)), said(new.leaves.get(path)));
        format!("    {path}: {before} → {after}")
    };
    paths.iter().filter(differs).map(|path| line(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::between;
    use serde_json::{Value, json};

    fn day(day: &str, joined: u32) -> Value {
        json!({ "table": "day", "row": { "day": day, "joined": joined } })
    }

    fn work(id: u32, state: &str, until: Value, notes: &[&str]) -> Value {
        let row = json!({ "workId": format!("work_{id}"), "state": state, "until": until,
                          "notes": notes });
        json!({ "table": "work", "row": row })
    }

    #[test]
    fn rows_that_came_went_and_changed_are_told_apart() {
        let one = [day("2025-03-01", 1), day("2025-03-02", 2), work(1, "OPEN", Value::Null, &[])];
        let closed = work(1, "CLOSED", json!("2025-04-01"), &["late"]);
        let other = [day("2025-03-02", 3), closed, work(2, "OPEN", Value::Null, &[])];
        let words = between(&one, &other).expect("they differ");
        assert_eq!(
            words,
            "rows, expected → now: 2 changed, 1 went, 1 came\n\
             changed: day day \"2025-03-02\"\n    joined: 2 → 3\n\
             changed: work workId \"work_1\"\n    notes: [] → nothing\n    \
             notes[0]: nothing → \"late\"\n    state: \"OPEN\" → \"CLOSED\"\n    \
             until: null → \"2025-04-01\"\n\
             went: day {\"day\":\"2025-03-01\",\"joined\":1}\n\
             came: work {\"notes\":[],\"state\":\"OPEN\",\"until\":null,\"workId\":\"work_2\"}"
        );
    }

    #[test]
    fn equal_rows_do_not_differ_and_order_is_said() {
        let rows = [day("2025-03-01", 1), day("2025-03-02", 2)];
        assert_eq!(between(&rows, &rows), None);
        let turned = [rows[1].clone(), rows[0].clone()];
        assert_eq!(between(&rows, &turned).as_deref(), Some("the same rows in another order"));
        let twice = [rows[0].clone(), rows[0].clone(), rows[1].clone()];
        let words = between(&rows, &twice).expect("one came twice");
        assert!(
            words.starts_with("rows, expected → now: 0 changed, 0 went, 1 came\ncame: day"),
            "{words}"
        );
    }

    #[test]
    fn very_many_differences_are_counted_and_not_shown() {
        let rows = |of: u32| (0..5_000).map(move |it| work(it + of, "OPEN", Value::Null, &[]));
        let words = between(&rows(0).collect::<Vec<_>>(), &rows(5_000).collect::<Vec<_>>());
        let words = words.expect("all differ");
        assert!(words.lines().count() < 50, "{words}");
        assert!(words.contains("4979 more are not as expected"), "{words}");
    }
}
