//! Parquet: rows are gathered column by column and written a group at a time.

use std::fs::File;
use std::io;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use crate::cell::{Cell, Kind};
use crate::table::Column;

/// Rows and bytes of text gathered before a group is written. Our own numbers: large enough to
/// compress, small enough that all tables of a read model are in memory at once.
const GROUP_ROWS: usize = 50_000;
const GROUP_BYTES: usize = 16 << 20;

pub(crate) struct ParquetSheet {
    writer: SerializedFileWriter<File>,
    gathered: Vec<Gathered>,
    rows: usize,
    bytes: usize,
}

/// The values of one column that are not empty, and for each row whether it has one.
struct Gathered {
    values: Values,
    levels: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Boolean(Vec<bool>),
    Date(Vec<i32>),
}

impl ParquetSheet {
    pub(crate) fn begin(
        file: File,
        columns: &[Column],
        about: &[(&str, String)],
    ) -> io::Result<ParquetSheet> {
        let about =
            about.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), value.clone()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("koc ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(about.collect()))
            .build();
        let writer = SerializedFileWriter::new(file, schema(columns)?, Arc::new(properties))?;
        let gathered = columns.iter().map(|column| Gathered::of(column.kind)).collect();
        Ok(ParquetSheet { writer, gathered, rows: 0, bytes: 0 })
    }

    pub(crate) fn push(&mut self, row: &[Cell]) -> io::Result<()> {
        for (column, cell) in self.gathered.iter_mut().zip(row) {
            self.bytes += column.push(cell);
        }
        self.rows += 1;
        if self.rows < GROUP_ROWS && self.bytes < GROUP_BYTES {
            return Ok(());
        }
        self.write_group()
    }

    pub(crate) fn finish(mut self) -> io::Result<File> {
        if self.rows > 0 {
            self.write_group()?;
        }
        Ok(self.writer.into_inner()?)
    }

    fn write_group(&mut self) -> io::Result<()> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.gathered {
            let writer = group.next_column()?.expect("as many columns as the schema has");
            column.write(writer)?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl Gathered {
    fn of(kind: Kind) -> Gathered {
        let values = match kind {
            Kind::Text | Kind::Json => Values::Text(Vec::new()),
            Kind::Integer | Kind::Timestamp => Values::Integer(Vec::new()),
            Kind::Boolean => Values::Boolean(Vec::new()),
            Kind::Date => Values::Date(Vec::new()),
        };
        Gathered { values, levels: Vec::new() }
    }

    /// Takes a value in and gives its length in bytes, for text. A value of another kind counts as
    /// none: [`crate::lay_flat`] makes no such.
    fn push(&mut self, cell: &Cell) -> usize {
        let mut bytes = 0;
        let is_there = match (&mut self.values, cell) {
            (Values::Text(values), Cell::Text(text)) => {
                bytes = text.len();
                values.push(ByteArray::from(text.as_str()));
                true
            }
            (Values::Integer(values), Cell::Integer(number)) => {
                values.push(*number);
                true
            }
            (Values::Integer(values), Cell::Timestamp(moment)) => {
                values.push(moment.0);
                true
            }
            (Values::Boolean(values), Cell::Boolean(is)) => {
                values.push(*is);
                true
            }
            (Values::Date(values), Cell::Date(day)) => {
                values.push(day.0);
                true
            }
            _ => false,
        };
        self.levels.push(i16::from(is_there));
        bytes
    }

    fn write(&mut self, mut writer: SerializedColumnWriter<'_>) -> io::Result<()> {
        let levels = Some(self.levels.as_slice());
        match &self.values {
            Values::Text(values) => {
                writer.typed::<ByteArrayType>().write_batch(values, levels, None)
            }
            Values::Integer(values) => {
                writer.typed::<Int64Type>().write_batch(values, levels, None)
            }
            Values::Boolean(values) => writer.typed::<BoolType>().write_batch(values, levels, None),
            Values::Date(values) => writer.typed::<Int32Type>().write_batch(values, levels, None),
        }?;
        writer.close()?;
        self.levels.clear();
        match &mut self.values {
            Values::Text(values) => values.clear(),
            Values::Integer(values) => values.clear(),
            Values::Boolean(values) => values.clear(),
            Values::Date(values) => values.clear(),
        }
        Ok(())
    }
}

fn schema(columns: &[Column]) -> io::Result<TypePtr> {
    let fields = columns.iter().map(|column| {
        let (physical, logical) = match column.kind {
            Kind::Text | Kind::Json => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Integer => (Physical::INT64, None),
            Kind::Boolean => (Physical::BOOLEAN, None),
            // Plain timestamps that are UTC by agreement: every tool reads them alike.
            Kind::Timestamp => {
                (Physical::INT64, Some(LogicalType::timestamp(false, TimeUnit::MICROS)))
            }
            Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
        };
        let field = Type::primitive_type_builder(&column.name, physical)
            .with_logical_type(logical)
            .with_repetition(Repetition::OPTIONAL)
            .build()?;
        Ok(Arc::new(field))
    });
    let fields = fields.collect::<io::Result<Vec<TypePtr>>>()?;
    Ok(Arc::new(Type::group_type_builder("row").with_fields(fields).build()?))
}
