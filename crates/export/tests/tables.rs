//! The tables written down in `schemas/tables.json` are those the stories' rows need.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use export::{Cell, Column, Kind, Table, lay_flat, table_of, tables};
use serde_json::{Value, json};

/// Rows that only wrap one thing: its fields are the columns.
const WRAPS: [&str; 2] = ["fact", "entry"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every row of every story: read model, kind of row, row.
fn rows() -> Vec<(String, String, Value)> {
    let mut rows = Vec::new();
    let stories = fs::read_dir(root().join("fixtures")).expect("readable");
    for story in stories.map(|entry| entry.expect("an entry").path()) {
        let Ok(files) = fs::read_dir(story.join("expected")) else { continue };
        for file in files.map(|entry| entry.expect("an entry").path()) {
            let text = fs::read_to_string(file).expect("readable");
            let told: Value = serde_json::from_str(&text).expect("JSON");
            let model = told["model"].as_str().expect("a name");
            for row in told["rows"].as_array().expect("rows") {
                let kind = row["table"].as_str().expect("a name");
                rows.push((model.to_owned(), kind.to_owned(), row["row"].clone()));
            }
        }
    }
    assert!(rows.len() > 1_000, "the stories were not found");
    rows
}

/// Whether an object is one of few fields that always are the same: then each is a column.
fn is_laid_flat(name: &str, value: &Value) -> bool {
    let Some(fields) = value.as_object() else { return false };
    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
    WRAPS.contains(&name) || names == ["en", "zh"] || names == ["assertedByAdmin", "id", "role"]
}

/// What the fields of rows hold, by path.
type Fields = BTreeMap<String, Vec<Option<Kind>>>;

/// Adds what a row's fields hold, by path; `None` for nothing.
fn look(row: &Value, path: &str, found: &mut Fields) {
    for (name, value) in row.as_object().expect("rows have fields") {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        if is_laid_flat(name, value) {
            look(value, &path, found);
        } else {
            found.entry(path).or_default().push(kind(value));
        }
    }
}

fn kind(value: &Value) -> Option<Kind> {
    let narrow = [Kind::Integer, Kind::Boolean, Kind::Timestamp, Kind::Date, Kind::Text];
    let fits = |kind: &Kind| kind.cell(value).is_some();
    (!value.is_null()).then(|| narrow.into_iter().find(fits).unwrap_or(Kind::Json))
}

/// What a column of these values holds. Of one that is empty in every story, its name tells.
fn together(path: &str, kinds: &[Option<Kind>]) -> Kind {
    let mut there = kinds.iter().flatten();
    let Some(first) = there.next() else {
        return match path {
            path if path.ends_with("At") => Kind::Timestamp,
            path if path.ends_with("On") || path.ends_with("Until") => Kind::Date,
            path if path.ends_with("Id") || path.ends_with("By") => Kind::Text,
            _ => Kind::Json,
        };
    };
    let texts = [Kind::Text, Kind::Timestamp, Kind::Date];
    match kinds.iter().flatten().all(|kind| kind == first) {
        true => *first,
        false if kinds.iter().flatten().all(|kind| texts.contains(kind)) => Kind::Text,
        false => Kind::Json,
    }
}

fn name(path: &str) -> String {
    let mut parts = path.split('.').filter(|part| !WRAPS.contains(part)).peekable();
    assert!(parts.peek().is_some(), "{path}");
    let mut snake = String::new();
    for letter in parts.collect::<Vec<_>>().join("_").chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn needed() -> Vec<Table> {
    let mut found: BTreeMap<(String, String), Fields> = BTreeMap::new();
    for (model, kind, row) in rows() {
        look(&row, "", found.entry((model, kind)).or_default());
    }
    let tables = found.into_iter().map(|((model, rows), fields)| {
        let parts: Vec<String> = fields.keys().cloned().collect();
        // Nothing in one story, a thing laid flat in another: then only its parts are columns.
        let is_whole = |path: &String| {
            let within = format!("{path}.");
            !parts.iter().any(|part| part.starts_with(&within))
        };
        let columns = fields.iter().filter(|(path, _)| is_whole(path)).map(|(path, kinds)| {
            Column { name: name(path), kind: together(path, kinds), of: path.clone() }
        });
        Table { table: table_of(&model, &rows).table, columns: columns.collect(), model, rows }
    });
    tables.collect()
}

#[test]
fn the_tables_are_those_that_the_rows_of_the_stories_need() {
    let needed = needed();
    let written = serde_json::to_string_pretty(&needed).expect("plain data") + "\n";
    let file = root().join("schemas/tables.json");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &written).expect("writable");
    }
    let there = fs::read_to_string(&file).expect("readable");
    assert!(
        there == written,
        "schemas/tables.json is not what the rows of the stories need: write it anew with \
         UPDATE_EXPECT=1 and look at what changed, because queries rely on it"
    );
    for table in tables() {
        let mut names: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "two columns of {} have one name", table.table);
    }
}

#[test]
fn no_row_of_a_story_needs_more_than_its_columns() {
    for (model, kind, row) in rows() {
        let table = table_of(&model, &kind);
        let cells = lay_flat(&table, row);
        assert_eq!(cells.len(), table.all_columns().len());
        assert_eq!(cells.last(), Some(&Cell::Empty), "{}", table.table);
    }
}

#[test]
fn what_has_no_column_or_is_of_another_kind_is_kept_in_the_last() {
    let table = Table {
        table: "m.row".to_owned(),
        model: "m".to_owned(),
        rows: "row".to_owned(),
        columns: [("at", Kind::Timestamp), ("count", Kind::Integer), ("fact.tier", Kind::Text)]
            .map(|(of, kind)| Column { name: of.replace('.', "_"), kind, of: of.to_owned() })
            .into(),
    };
    let whole = json!({"at": "2025-03-01T12:00:00Z", "count": "ev_7", "fact": {"tier": "SEED"}});
    let day = Cell::Timestamp("2025-03-01T12:00:00Z".parse().expect("a moment"));
    let seed = Cell::Text("SEED".to_owned());
    assert_eq!(lay_flat(&table, whole), [day, Cell::Integer(7), seed.clone(), Cell::Empty]);
    let odd =
        json!({"at": "soon", "count": 1, "fact": {"tier": "SEED", "new": [1]}, "other": true});
    let more = json!({"at": "soon", "fact": {"new": [1]}, "other": true}).to_string();
    let cells = [Cell::Empty, Cell::Integer(1), seed, Cell::Text(more)];
    assert_eq!(lay_flat(&table, odd), cells);
    let unknown = lay_flat(&table_of("m", "someRow"), json!({"a": 1}));
    assert_eq!(unknown, [Cell::Text(json!({"a": 1}).to_string())]);
    assert_eq!(table_of("m", "someRow").table, "m.some_row");
}
