//! A CSV file with a header line, read row by row; a row knows where it stands.

use std::path::Path;

use csv::{ByteRecord, Reader, ReaderBuilder};

use crate::exit::Failure;
use crate::table::visible;

/// Why one row is not recorded. The text is for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    /// The column at fault, if one is.
    pub(super) column: Option<&'static str>,
    /// What kind of fault: stable, in capitals.
    pub(super) code: &'static str,
    /// In words.
    pub(super) reason: String,
}

impl Wrong {
    /// A fault of the value in `column`.
    pub(super) fn in_column(
        column: &'static str,
        code: &'static str,
        reason: impl Into<String>,
    ) -> Wrong {
        Wrong { column: Some(column), code, reason: reason.into() }
    }

    /// A fault of the row as a whole.
    pub(super) fn of_row(code: &'static str, reason: impl Into<String>) -> Wrong {
        Wrong { column: None, code, reason: reason.into() }
    }
}

/// A file whose header has every wanted column.
pub(super) struct Sheet<'a> {
    bytes: &'a [u8],
    reader: Reader<&'a [u8]>,
    header: ByteRecord,
    /// The wanted columns and where each stands, from 0.
    columns: Vec<(&'static str, usize)>,
}

/// One row as it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its first line, from 1; the header is line 1.
    pub(super) line: u64,
    /// Its bytes, field by field.
    pub(super) fields: ByteRecord,
}

impl<'a> Sheet<'a> {
    /// Takes the bytes of the file at `path` and finds the wanted columns by name, wherever they stand.
    ///
    /// # Errors
    /// When the header lacks a column or has one twice.
    pub(super) fn new(
        bytes: &'a [u8],
        path: &Path,
        wanted: &[&'static str],
    ) -> Result<Sheet<'a>, Failure> {
        // Rows of another length than the header are refused one by one, with their line.
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
        let fault = |what: String| Failure::Failed(format!("{}: {what}", path.display()));
        let mut header = reader.byte_headers().map_err(|e| fault(e.to_string()))?.clone();
        if let Some(bare) = header.get(0).and_then(|first| first.strip_prefix(b"\xef\xbb\xbf")) {
            let rest = header.iter().skip(1);
            header = std::iter::once(bare).chain(rest).collect();
        }
        let mut columns = Vec::new();
        for name in wanted {
            let mut places =
                (0..header.len()).filter(|at| header.get(*at) == Some(name.as_bytes()));
            let place = places.next().ok_or_else(|| {
                fault(format!(
                    "the header has no column `{name}`; needed are {}, and {}",
                    wanted.join(", "),
                    found(bytes, &header)
                ))
            })?;
            if places.next().is_some() {
                return Err(fault(format!("the header has the column `{name}` twice")));
            }
            columns.push((*name, place));
        }
        Ok(Sheet { bytes, reader, header, columns })
    }

    /// The header's fields, as they stand.
    pub(super) fn header(&self) -> &ByteRecord {
        &self.header
    }

    /// The number of a wanted column, from 1.
    pub(super) fn number_of(&self, column: &str) -> Option<usize> {
        self.columns.iter().find(|(name, _)| *name == column).map(|(_, at)| at + 1)
    }

    /// The next row; `None` after the last.
    ///
    /// # Errors
    /// When the file cannot be read on.
    pub(super) fn next_row(&mut self) -> Result<Option<Row>, Failure> {
        let mut fields = ByteRecord::new();
        match self.reader.read_byte_record(&mut fields) {
            Ok(true) => {
                let line = fields.position().map_or(0, |position| self.line_at(position));
                Ok(Some(Row { line, fields }))
            }
            Ok(false) => Ok(None),
            Err(error) => Err(Failure::Failed(format!("the file cannot be read on: {error}"))),
        }
    }

    /// The line of a record: line ends that the reader skips before it are not yet counted in its
    /// position.
    fn line_at(&self, position: &csv::Position) -> u64 {
        let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        let before = self.bytes.get(from..).unwrap_or_default();
        let skipped = before.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let lines = skipped.filter(|byte| **byte == b'\n').count();
        position.line() + lines as u64
    }

    /// The values of the wanted columns of `row`.
    ///
    /// # Errors
    /// When the row is shorter or longer than the header.
    pub(super) fn values<'b>(&'b self, row: &'b Row) -> Result<Values<'b>, Wrong> {
        let (has, needs) = (row.fields.len(), self.header.len());
        if has < needs {
            let missing = self.columns.iter().find(|(_, at)| *at >= has).map(|(name, _)| *name);
            let reason = format!("the row has {has} fields, the header {needs}");
            return Err(Wrong { column: missing, code: "FIELD_MISSING", reason });
        }
        if has > needs {
            let reason = format!("the row has {has} fields, the header {needs}");
            return Err(Wrong::of_row("FIELD_TOO_MANY", reason));
        }
        Ok(Values { columns: &self.columns, fields: &row.fields })
    }
}

/// What stands where the header should be. For people.
fn found(bytes: &[u8], header: &ByteRecord) -> String {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return "the file is UTF-16: save it as UTF-8".to_owned();
    }
    if header.is_empty() {
        return "the file is empty".to_owned();
    }
    let names: Vec<_> = header.iter().map(String::from_utf8_lossy).collect();
    let shown: String = visible(&names.join("`, `")).chars().take(200).collect();
    format!("there are `{shown}`")
}

/// The values of one row, by column.
pub(super) struct Values<'a> {
    columns: &'a [(&'static str, usize)],
    fields: &'a ByteRecord,
}

impl Values<'_> {
    /// A text that is there.
    pub(super) fn text(&self, column: &'static str) -> Result<&str, Wrong> {
        let place = self.columns.iter().find(|(name, _)| *name == column).map(|(_, at)| *at);
        let bytes = place.and_then(|at| self.fields.get(at)).unwrap_or_default();
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Wrong::in_column(column, "NOT_UTF8", "the value is not UTF-8"))?;
        if text.is_empty() {
            return Err(Wrong::in_column(column, "FIELD_MISSING", "the value is missing"));
        }
        Ok(text)
    }

    /// A value of another type, as its text says it.
    pub(super) fn parsed<T: std::str::FromStr>(
        &self,
        column: &'static str,
        code: &'static str,
        what: &str,
    ) -> Result<T, Wrong> {
        let text = self.text(column)?;
        text.parse().map_err(|_| {
            let shown: String = text.chars().take(80).collect();
            Wrong::in_column(column, code, format!("`{shown}` is not {what}"))
        })
    }
}
