//! `docs/coverage.md` covers every statement, in order, and names tests that exist.

use std::collections::BTreeMap;

/// How many statements each source document makes.
const STATEMENTS: [usize; 5] = [69, 60, 57, 62, 45];

struct Row {
    document: usize,
    line: usize,
    statement: String,
    served_by: String,
    shown_by: String,
}

fn rows() -> Vec<Row> {
    let text = tidy::read("docs/coverage.md");
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let rows = text.lines().filter(|line| line.starts_with("| ")).map(cells);
    rows.filter_map(|cells| {
        let (document, line) = cells.get(1)?.split_once(':')?;
        Some(Row {
            document: document.parse().ok()?,
            line: line.parse().ok()?,
            statement: cells.get(2)?.clone(),
            served_by: cells.get(3)?.clone(),
            shown_by: cells.get(4)?.clone(),
        })
    })
    .collect()
}

#[test]
fn every_statement_has_a_row_in_order() {
    let rows = rows();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in &rows {
        *counts.entry(row.document).or_default() += 1;
    }
    assert_eq!(counts.into_values().collect::<Vec<_>>(), STATEMENTS);
    assert!(rows.is_sorted_by_key(|row| (row.document, row.line)), "rows are out of order");
}

#[test]
fn every_row_says_what_serves_it_and_which_test_shows_it_or_what_it_waits_for() {
    let mut wrong = Vec::new();
    for row in rows() {
        let name = format!("{}:{} {}", row.document, row.line, row.statement);
        let waits = row.served_by.starts_with("waits for ");
        if row.statement.is_empty() || row.served_by.is_empty() {
            wrong.push(format!("{name}: an empty cell"));
        } else if waits != (row.shown_by == "–") {
            wrong.push(format!("{name}: waits, or is shown by a test, not both"));
        } else if !waits {
            wrong.extend(missing(&row.shown_by).map(|why| format!("{name}: {why}")));
        }
    }
    assert!(wrong.is_empty(), "docs/coverage.md:\n{}", wrong.join("\n"));
}

/// Why `path::name` is no test, if it is none.
fn missing(shown_by: &str) -> Option<String> {
    let named = shown_by.trim_matches('`').split_once("::");
    let Some((path, name)) = named else { return Some(format!("`{shown_by}` is no path::name")) };
    if !tidy::root().join(path).is_file() {
        return Some(format!("there is no {path}"));
    }
    let text = tidy::read(path);
    let before =
        text.split(&format!("fn {name}(")).next().filter(|before| before.len() < text.len());
    let is_test = before.is_some_and(|before| {
        let attributes = before.rsplit("\n\n").next().unwrap_or(before);
        attributes.contains("#[test]") || attributes.contains("::test")
    });
    (!is_test).then(|| format!("{path} has no test {name}"))
}
