//! Which tables there are, and how a row of JSON is laid into their columns.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::cell::{Cell, Kind};

/// The last column of every table of a read model: what fits no other, as JSON; mostly nothing.
pub(crate) const MORE: &str = "more";

/// A table of a read model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What its file is called: `tiers.tier_fact`.
    pub table: String,
    /// The read model.
    pub model: String,
    /// The kind of row in it.
    pub rows: String,
    /// Its columns, but for `more`.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The field of the row it is, fields in fields parted by points.
    pub of: String,
}

/// Every table of every read model, as written down in `schemas/tables.json`.
pub fn tables() -> &'static [Table] {
    static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let text = include_str!("../../../schemas/tables.json");
        serde_json::from_str(text).expect("a file of ours, compared by a test")
    })
}

/// The table of these rows; one without columns of its own if it is not written down.
pub fn table_of(model: &str, rows: &str) -> Table {
    let known = tables().iter().find(|table| table.model == model && table.rows == rows);
    known.cloned().unwrap_or_else(|| Table {
        table: format!("{model}.{}", snake_case(rows)),
        model: model.to_owned(),
        rows: rows.to_owned(),
        columns: Vec::new(),
    })
}

impl Table {
    /// All its columns: those of its own, and `more`.
    pub fn all_columns(&self) -> Vec<Column> {
        let more = Column { name: MORE.to_owned(), kind: Kind::Json, of: String::new() };
        self.columns.iter().cloned().chain([more]).collect()
    }
}

/// The cells of a row, one for each of [`Table::all_columns`]. What has no column, or is not of
/// the kind of its column, is in the last: nothing is lost.
pub fn lay_flat(table: &Table, row: Value) -> Vec<Cell> {
    let mut rest = row;
    let mut cells = Vec::with_capacity(table.columns.len() + 1);
    for column in &table.columns {
        let value = field(&mut rest, &column.of);
        let cell = value.as_deref().map_or(Some(Cell::Empty), |value| column.kind.cell(value));
        // Taken out if it has its place, so that what is left has none.
        if let (Some(value), Some(_)) = (value, &cell) {
            *value = Value::Null;
        }
        cells.push(cell.unwrap_or(Cell::Empty));
    }
    let rest = without_nothing(rest);
    cells.push(rest.map_or(Cell::Empty, |rest| Cell::Text(rest.to_string())));
    cells
}

fn field<'a>(row: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    path.split('.').try_fold(row, |value, name| value.get_mut(name))
}

/// The value without fields that are null; `None` if nothing is left.
fn without_nothing(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Object(fields) => {
            let left = fields
                .into_iter()
                .filter_map(|(name, value)| Some((name, without_nothing(value)?)));
            let left: Map<String, Value> = left.collect();
            (!left.is_empty()).then_some(Value::Object(left))
        }
        other => Some(other),
    }
}

/// `tierFact` as `tier_fact`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}
