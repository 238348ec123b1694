//! What is written is read back: by another reader, in every format, with many rows and with none.

use std::fs::File;
use std::path::Path;

use export::{Cell, Column, Kind, Sheet, SheetFormat};
use parquet::basic::LogicalType;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use serde_json::{Value, json};

/// More than one group of rows.
const MANY: i64 = 50_001;

fn columns() -> Vec<Column> {
    let kinds = [
        ("word", Kind::Text),
        ("number", Kind::Integer),
        ("is", Kind::Boolean),
        ("at", Kind::Timestamp),
        ("on", Kind::Date),
        ("rest", Kind::Json),
    ];
    let column = |(name, kind): (&str, Kind)| Column { name: name.into(), kind, of: name.into() };
    kinds.map(column).into()
}

/// A row in which every third has a word, every fifth nothing at all.
fn row(number: i64) -> Vec<Cell> {
    if number % 5 == 0 {
        return vec![Cell::Empty; 6];
    }
    let word =
        if number % 3 == 0 { Cell::Text(format!("试驾, \"{number}\"")) } else { Cell::Empty };
    vec![
        word,
        Cell::Integer(number),
        Cell::Boolean(number % 2 == 0),
        Cell::Timestamp(domain::Moment(number * 1_000_001)),
        Cell::Date(domain::Day(20_000 + (number % 300) as i32)),
        Cell::Text(json!({ "n": number }).to_string()),
    ]
}

fn write(path: &Path, format: SheetFormat, rows: i64) {
    let file = File::create(path).expect("writable");
    let about = [("koc.position", "17".to_owned())];
    let mut sheet = Sheet::begin(file, format, columns(), &about).expect("writable");
    (0..rows).for_each(|number| sheet.push(&row(number)).expect("writable"));
    assert_eq!(sheet.rows(), rows as u64);
    sheet.finish().expect("writable");
}

#[test]
fn parquet_is_read_back_with_types_and_what_is_said_about_it() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let path = dir.path().join("many.parquet");
    write(&path, SheetFormat::Parquet, MANY);
    let reader = SerializedFileReader::new(File::open(&path).expect("there")).expect("Parquet");
    let about = reader.metadata().file_metadata();
    assert_eq!(about.num_rows(), MANY);
    assert_eq!(reader.num_row_groups(), 2);
    let said = about.key_value_metadata().expect("it was said");
    assert_eq!((&*said[0].key, said[0].value.as_deref()), ("koc.position", Some("17")));
    let types: Vec<Option<LogicalType>> = about
        .schema_descr()
        .columns()
        .iter()
        .map(|column| column.logical_type_ref().cloned())
        .collect();
    assert_eq!(types[0], Some(LogicalType::String));
    assert!(matches!(types[3], Some(LogicalType::Timestamp(_))), "{types:?}");
    assert_eq!(types[4], Some(LogicalType::Date));
    for (number, read) in (0..).zip(reader.get_row_iter(None).expect("rows")) {
        let read = read.expect("a row");
        if number % 5 == 0 {
            assert!(read.get_long(1).is_err() && read.get_string(0).is_err());
            continue;
        }
        assert_eq!(read.get_long(1).expect("a number"), number);
        assert_eq!(read.get_bool(2).expect("yes or no"), number % 2 == 0);
        assert_eq!(read.get_timestamp_micros(3).expect("a moment"), number * 1_000_001);
        let word = (number % 3 == 0).then(|| format!("试驾, \"{number}\""));
        assert_eq!(read.get_string(0).ok(), word.as_ref());
    }
}

#[test]
fn a_table_without_rows_still_has_its_columns() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let path = dir.path().join("none.parquet");
    write(&path, SheetFormat::Parquet, 0);
    let reader = SerializedFileReader::new(File::open(&path).expect("there")).expect("Parquet");
    let about = reader.metadata().file_metadata();
    assert_eq!((about.num_rows(), about.schema_descr().num_columns()), (0, 6));
    let path = dir.path().join("none.csv");
    write(&path, SheetFormat::Csv, 0);
    let text = std::fs::read_to_string(path).expect("readable");
    assert_eq!(text, "word,number,is,at,on,rest\n");
}

#[test]
fn csv_and_json_lines_hold_the_same() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let csv = dir.path().join("some.csv");
    write(&csv, SheetFormat::Csv, 7);
    let mut reader = csv::Reader::from_path(csv).expect("CSV");
    let records: Vec<csv::StringRecord> = reader.records().map(|it| it.expect("a row")).collect();
    assert_eq!(records.len(), 7);
    let third: Vec<&str> = records[3].iter().collect();
    let at = "1970-01-01T00:00:03.000003Z";
    assert_eq!(third, ["试驾, \"3\"", "3", "false", at, "2024-10-07", r#"{"n":3}"#]);
    assert!(records[5].iter().all(str::is_empty));

    let lines = dir.path().join("some.jsonl");
    write(&lines, SheetFormat::JsonLines, 7);
    let text = std::fs::read_to_string(lines).expect("readable");
    let rows: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let third = json!({
        "word": "试驾, \"3\"", "number": 3, "is": false, "at": at, "on": "2024-10-07",
        "rest": { "n": 3 },
    });
    assert_eq!(rows[3], third);
    assert_eq!(rows[5], json!({}));
}
