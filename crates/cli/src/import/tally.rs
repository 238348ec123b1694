//! What became of the rows: counts, and the refused ones with their reasons.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use csv::{ByteRecord, Writer};

use super::sheet::{Row, Sheet, Wrong};
use crate::exit::Failure;
use crate::out::{Out, say};
use crate::table::{Table, visible};

/// Refused rows told one by one; the rest are counted. Our own number.
const TOLD_MAX: u64 = 100;

/// What became of the rows so far.
pub(super) struct Tally<'a> {
    file: &'a Path,
    refused_to: Option<(&'a Path, Writer<BufWriter<File>>)>,
    header_len: usize,
    /// Rows read.
    pub(super) read: u64,
    /// Rows recorded now.
    pub(super) recorded: u64,
    /// Rows recorded by an earlier run.
    pub(super) already: u64,
    /// Rows refused.
    pub(super) refused: u64,
}

impl<'a> Tally<'a> {
    /// No rows yet. Refused ones will also be written to `refused_to`.
    ///
    /// # Errors
    /// When that file cannot be made.
    pub(super) fn new(
        file: &'a Path,
        header: &ByteRecord,
        refused_to: Option<&'a Path>,
    ) -> Result<Tally<'a>, Failure> {
        let refused_to = match refused_to {
            None => None,
            Some(path) => {
                let made =
                    File::create(path).map_err(|error| Failure::file("write", path, &error))?;
                let mut writer = Writer::from_writer(BufWriter::new(made));
                let added: [&[u8]; 4] = [b"line", b"column", b"code", b"reason"];
                writer
                    .write_record(header.iter().chain(added))
                    .map_err(|error| Failure::file("write", path, &error.into()))?;
                Some((path, writer))
            }
        };
        let header_len = header.len();
        Ok(Tally { file, refused_to, header_len, read: 0, recorded: 0, already: 0, refused: 0 })
    }

    /// Counts a refused row and tells it, with where it stands and why.
    ///
    /// # Errors
    /// When the file of refused rows cannot be written.
    pub(super) fn refuse(
        &mut self,
        sheet: &Sheet<'_>,
        row: &Row,
        wrong: &Wrong,
        out: &dyn Out,
    ) -> Result<(), Failure> {
        self.refused += 1;
        let number = wrong.column.and_then(|column| sheet.number_of(column));
        let column = match (wrong.column, number) {
            (Some(name), Some(number)) => format!("column {number} ({name})"),
            _ => "row".to_owned(),
        };
        if self.refused <= TOLD_MAX {
            let Wrong { code, reason, .. } = wrong;
            let file = self.file.display();
            let reason = visible(reason);
            say(out, &format!("{file}:{}: {column}: {code}: {reason}", row.line));
        }
        if let Some((path, writer)) = &mut self.refused_to {
            let line = row.line.to_string();
            let place = wrong.column.unwrap_or_default();
            let fields = row.fields.iter().chain(std::iter::repeat(&b""[..]));
            let added = [line.as_bytes(), place.as_bytes(), wrong.code.as_bytes()];
            writer
                .write_record(
                    fields.take(self.header_len).chain(added).chain([wrong.reason.as_bytes()]),
                )
                .map_err(|error| Failure::file("write", path, &error.into()))?;
        }
        Ok(())
    }

    /// Completes the file of refused rows and gives the summary.
    ///
    /// # Errors
    /// When the file of refused rows cannot be written.
    pub(super) fn finish(&mut self, out: &dyn Out) -> Result<Table, Failure> {
        if let Some((path, writer)) = &mut self.refused_to {
            writer.flush().map_err(|error| Failure::file("write", path, &error))?;
        }
        if self.refused > TOLD_MAX {
            let more = self.refused - TOLD_MAX;
            say(out, &format!("and {more} more refused rows; --refused-to FILE keeps them all"));
        }
        let mut summary = Table::new(&["file", "read", "recorded", "already_there", "refused"]);
        summary.push([
            self.file.display().to_string().into(),
            self.read.into(),
            self.recorded.into(),
            self.already.into(),
            self.refused.into(),
        ]);
        Ok(summary)
    }
}
