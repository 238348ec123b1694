//! Rows of read models and events as tables with typed columns: CSV, JSON lines, Parquet.
//!
//! Which columns there are is written down in `schemas/tables.json`, so that a query goes on
//! working: a table has the same columns with many rows and with none. What is in no column of its
//! own is in the last one, `more`.

mod cell;
mod parquet_sheet;
mod sheet;
mod table;

pub use cell::{Cell, Kind};
pub use sheet::{Sheet, SheetFormat};
pub use table::{Column, Table, lay_flat, table_of, tables};
