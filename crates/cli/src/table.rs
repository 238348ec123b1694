//! Answers of rows and columns, as a table for people, CSV or JSON.

use comfy_table::{CellAlignment, Table as Drawn, presets};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::args::Format;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A count or a sum.
    Number(i64),
    /// A part of a whole, 0 to 1: whole for programs, four decimals for people.
    Share(f64),
    /// Nothing to say.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Cell {
        Cell::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Number(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Cell {
        Cell::Number(number.into())
    }
}

impl From<f64> for Cell {
    fn from(share: f64) -> Cell {
        Cell::Share(share)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

impl Cell {
    fn plain(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Share(share) => share.to_string(),
            Cell::Empty => String::new(),
        }
    }

    /// As a terminal may show it: nothing in a row can move the cursor.
    fn shown(&self) -> String {
        match self {
            Cell::Share(share) => format!("{share:.4}"),
            other => visible(&other.plain()),
        }
    }
}

/// A text from outside as a terminal may show it: without control characters.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Number(number) => serializer.serialize_i64(*number),
            Cell::Share(share) => serializer.serialize_f64(*share),
            Cell::Empty => serializer.serialize_none(),
        }
    }
}

/// Rows under named columns.
#[derive(Debug, Clone)]
pub struct Table {
    columns: &'static [&'static str],
    rows: Vec<Vec<Cell>>,
}

struct Row<'a>(&'a [&'static str], &'a [Cell]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (column, cell) in self.0.iter().zip(self.1) {
            map.serialize_entry(column, cell)?;
        }
        map.end()
    }
}

impl Table {
    /// No rows yet.
    pub fn new(columns: &'static [&'static str]) -> Table {
        Table { columns, rows: Vec::new() }
    }

    /// Adds a row: one cell per column.
    pub fn push<const N: usize>(&mut self, row: [Cell; N]) {
        debug_assert_eq!(N, self.columns.len(), "one cell per column");
        self.rows.push(row.to_vec());
    }

    /// The whole, ending in a newline.
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Table => self.drawn(),
            Format::Csv => self.csv(),
            Format::Json => {
                let rows: Vec<Row<'_>> =
                    self.rows.iter().map(|row| Row(self.columns, row)).collect();
                json(&rows)
            }
        }
    }

    /// As [`Table::render`], for an answer that is one row: JSON is the object alone.
    pub fn render_one(&self, format: Format) -> String {
        match (format, self.rows.first()) {
            (Format::Json, Some(row)) => json(&Row(self.columns, row)),
            _ => self.render(format),
        }
    }

    fn drawn(&self) -> String {
        let mut drawn = Drawn::new();
        drawn.load_style(presets::NOTHING);
        drawn.set_header(self.columns);
        for row in &self.rows {
            drawn.add_row(row.iter().map(Cell::shown));
        }
        for (index, column) in drawn.column_iter_mut().enumerate() {
            let mut cells = self.rows.iter().filter_map(|row| row.get(index));
            if cells.any(|cell| matches!(cell, Cell::Number(_) | Cell::Share(_))) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        drawn.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let records = std::iter::once(self.columns.iter().map(|c| (*c).to_owned()).collect())
            .chain(self.rows.iter().map(|row| row.iter().map(Cell::plain).collect()));
        for record in records {
            let record: Vec<String> = record;
            writer.write_record(&record).expect("a Vec takes every byte");
        }
        let bytes = writer.into_inner().expect("a Vec takes every byte");
        String::from_utf8(bytes).expect("made of strings")
    }
}

/// A value as indented JSON, ending in a newline.
pub fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("our own rows have string keys");
    text.push('\n');
    text
}
