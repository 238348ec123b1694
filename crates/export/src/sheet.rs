//! A table on its way into a file, row by row.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use serde_json::{Map, Value};

use crate::cell::{Cell, Kind};
use crate::parquet_sheet::ParquetSheet;
use crate::table::Column;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetFormat {
    /// RFC 4180 with a header.
    Csv,
    /// An object a line.
    JsonLines,
    /// Apache Parquet.
    Parquet,
}

impl SheetFormat {
    /// How its files' names end.
    pub fn extension(self) -> &'static str {
        match self {
            SheetFormat::Csv => "csv",
            SheetFormat::JsonLines => "jsonl",
            SheetFormat::Parquet => "parquet",
        }
    }
}

/// A file that takes rows. Holds some of them at most, however many there are.
pub struct Sheet {
    columns: Vec<Column>,
    rows: u64,
    to: To,
}

enum To {
    Csv(Box<csv::Writer<File>>),
    JsonLines(BufWriter<File>),
    Parquet(Box<ParquetSheet>),
}

impl Sheet {
    /// Begins a table; what is said `about` it is kept in the file where the format has room.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(
        file: File,
        format: SheetFormat,
        columns: Vec<Column>,
        about: &[(&str, String)],
    ) -> io::Result<Sheet> {
        let to = match format {
            SheetFormat::Csv => {
                let mut writer = csv::Writer::from_writer(file);
                writer.write_record(columns.iter().map(|column| &column.name))?;
                To::Csv(Box::new(writer))
            }
            SheetFormat::JsonLines => To::JsonLines(BufWriter::new(file)),
            SheetFormat::Parquet => {
                To::Parquet(Box::new(ParquetSheet::begin(file, &columns, about)?))
            }
        };
        Ok(Sheet { columns, rows: 0, to })
    }

    /// Adds a row: a cell for each column, of its kind or empty.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn push(&mut self, row: &[Cell]) -> io::Result<()> {
        debug_assert_eq!(row.len(), self.columns.len(), "a cell for each column");
        self.rows += 1;
        match &mut self.to {
            To::Csv(writer) => Ok(writer.write_record(row.iter().map(Cell::to_string))?),
            To::JsonLines(writer) => {
                serde_json::to_writer(&mut *writer, &object(&self.columns, row))?;
                writer.write_all(b"\n")
            }
            To::Parquet(sheet) => sheet.push(row),
        }
    }

    /// How many rows it has.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Ends the table and brings it to the disk.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(self) -> io::Result<()> {
        let file = match self.to {
            To::Csv(writer) => writer.into_inner().map_err(|error| error.into_error())?,
            To::JsonLines(writer) => writer.into_inner().map_err(|error| error.into_error())?,
            To::Parquet(sheet) => sheet.finish()?,
        };
        file.sync_all()
    }
}

/// What is empty is left out; what is JSON is JSON.
fn object(columns: &[Column], row: &[Cell]) -> Value {
    let field = |(column, cell): (&Column, &Cell)| {
        let value = match cell {
            Cell::Empty => return None,
            Cell::Text(text) if column.kind == Kind::Json => {
                serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str()))
            }
            Cell::Integer(number) => Value::from(*number),
            Cell::Boolean(is) => Value::from(*is),
            other => Value::from(other.to_string()),
        };
        Some((column.name.clone(), value))
    };
    Value::Object(columns.iter().zip(row).filter_map(field).collect::<Map<_, _>>())
}
