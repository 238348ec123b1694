//! An export as a directory: a file for every table, and a list of them.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use domain::id::EventId;
use engine::{Engine, Head, Patience, Row, View};
use export::{Column, Sheet, SheetFormat, lay_flat, table_of, tables};
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::{events, head_at, view};
use crate::args::{ExportArgs, ExportFormat, Format};
use crate::aside::AsideDir;
use crate::exit::Failure;
use crate::open::is_whole;
use crate::out::{self, Out, say};
use crate::progress;
use crate::table::{self, Table};

/// Makes the directory. It appears once all of it is there.
///
/// # Errors
/// When something is there already, the log cannot be read, or a file cannot be written.
pub(super) fn write(
    engine: &Engine,
    args: &ExportArgs,
    to: &Path,
    out: &Arc<dyn Out>,
) -> Result<(), Failure> {
    let dir = AsideDir::create(to)?;
    let folding = Arc::new(progress::bar(out, 0, "positions folded"));
    let view = view(engine, args, telling(&folding))?;
    let head = head_at(engine, view.position, out)?;
    let is_asked = |what: &str| args.what.iter().any(|asked| asked == what || asked == "all");
    let about = [("koc.position", view.position.0.to_string()), ("koc.head", head.to_string())];
    let export = Export { engine, dir: &dir, format: args.format, head, about: &about, out };
    let mut files = Vec::new();
    if is_asked("events") {
        files.push(export.events(view.position)?);
    }
    for model in View::NAMES.iter().filter(|model| is_asked(model)) {
        files.extend(export.model(&view, model)?);
        folding.finish_and_clear();
    }
    let manifest = json!({
        "position": view.position.0,
        "head": head.to_string(),
        "knownAt": args.known_at.map(|moment| moment.to_string()),
        "files": files.iter().map(Written::to_json).collect::<Vec<Value>>(),
    });
    let mut file = dir.file("manifest.json")?;
    let written = file.write_all(table::json(&manifest).as_bytes());
    written.and_then(|()| file.sync_all()).map_err(|error| Failure::file("write", to, &error))?;
    dir.place()?;
    let mut shown = Table::new(&["file", "rows"]);
    files.iter().for_each(|file| shown.push([file.name.clone().into(), file.rows.into()]));
    out::data(&**out, &shown.render(Format::Table))?;
    say(
        &**out,
        &format!("koc: {} is as of position {}, head {head}", to.display(), view.position.0),
    );
    Ok(())
}

/// Shows how far a read model of the past is folded.
fn telling(bar: &Arc<ProgressBar>) -> Patience {
    let bar = Arc::clone(bar);
    let tell = move |model: &'static str, reached: EventId, to: EventId| {
        bar.set_message(format!("positions folded into {model}"));
        bar.set_length(to.0);
        bar.set_position(reached.0);
    };
    Patience { until: None, tell: Some(Arc::new(tell)) }
}

/// A file that was written.
struct Written {
    name: String,
    rows: u64,
    columns: Vec<Column>,
}

impl Written {
    fn to_json(&self) -> Value {
        let columns = self.columns.iter().map(|it| json!({"name": it.name, "type": it.kind}));
        json!({"file": self.name, "rows": self.rows, "columns": columns.collect::<Vec<_>>()})
    }
}

struct Export<'a> {
    engine: &'a Engine,
    dir: &'a AsideDir,
    format: ExportFormat,
    head: Head,
    about: &'a [(&'static str, String)],
    out: &'a Arc<dyn Out>,
}

impl Export<'_> {
    fn events(&self, last: EventId) -> Result<Written, Failure> {
        let bar = progress::bar(self.out, last.0, "events");
        let format = sheet_format(self.format);
        let name = format!("events.{}", format.extension());
        let mut file = self.dir.file(&name)?;
        let failed = |error: io::Error| Failure::Failed(format!("cannot write {name}: {error}"));
        if self.format == ExportFormat::Jsonl {
            let mut rows = 0;
            events::each_line(self.engine, self.head, &mut |lines, count| {
                rows += count;
                bar.set_position(rows);
                self.going_on()?;
                file.write_all(lines.as_bytes()).map_err(failed)
            })?;
            bar.finish_and_clear();
            file.sync_all().map_err(failed)?;
            // The last line is the head.
            return Ok(Written { name, rows: rows - 1, columns: Vec::new() });
        }
        let columns = events::columns();
        let mut sheet = Sheet::begin(file, format, columns.clone(), self.about).map_err(failed)?;
        events::each(self.engine, last, &mut |position, cells| {
            bar.set_position(position.0);
            self.going_on()?;
            sheet.push(&cells).map_err(failed)
        })?;
        let rows = sheet.rows();
        sheet.finish().map_err(failed)?;
        bar.finish_and_clear();
        Ok(Written { name, rows, columns })
    }

    /// A file for every table of a read model, also for one without rows.
    fn model(&self, view: &View, model: &str) -> Result<Vec<Written>, Failure> {
        let mut sheets = BTreeMap::new();
        for table in tables().iter().filter(|table| table.model == model) {
            sheets.insert(table.rows.clone(), self.sheet(table.clone())?);
        }
        let mut failure = None;
        view.rows_of(model, &mut |row| {
            if failure.is_none() {
                failure = self.push(&mut sheets, model, row).err();
            }
        });
        is_whole(view)?;
        if let Some(failure) = failure {
            return Err(failure);
        }
        let written = sheets.into_values().map(|OpenSheet { table, name, sheet }| {
            let rows = sheet.rows();
            sheet.finish().map_err(|error| cannot_write(&name, &error))?;
            Ok(Written { name, rows, columns: table.all_columns() })
        });
        written.collect()
    }

    fn push(
        &self,
        sheets: &mut BTreeMap<String, OpenSheet>,
        model: &str,
        row: Row,
    ) -> Result<(), Failure> {
        let mut named = row.into_json();
        let (rows, row) = (named["table"].take(), named["row"].take());
        let rows = rows.as_str().unwrap_or_default();
        if !sheets.contains_key(rows) {
            sheets.insert(rows.to_owned(), self.sheet(table_of(model, rows))?);
        }
        let OpenSheet { table, name, sheet } =
            sheets.get_mut(rows).expect("it was put there if it was not");
        if sheet.rows() % 1_000 == 0 {
            self.going_on()?;
        }
        sheet.push(&lay_flat(table, row)).map_err(|error| cannot_write(name, &error))
    }

    fn sheet(&self, table: export::Table) -> Result<OpenSheet, Failure> {
        let format = sheet_format(self.format);
        let name = format!("{}.{}", table.table, format.extension());
        let file = self.dir.file(&name)?;
        let sheet = Sheet::begin(file, format, table.all_columns(), self.about);
        Ok(OpenSheet { sheet: sheet.map_err(|error| cannot_write(&name, &error))?, table, name })
    }

    fn going_on(&self) -> Result<(), Failure> {
        if self.out.is_gone() { Err(Failure::Closed) } else { Ok(()) }
    }
}

struct OpenSheet {
    table: export::Table,
    name: String,
    sheet: Sheet,
}

fn cannot_write(name: &str, error: &io::Error) -> Failure {
    Failure::Failed(format!("cannot write {name}: {error}"))
}

fn sheet_format(format: ExportFormat) -> SheetFormat {
    match format {
        ExportFormat::Jsonl => SheetFormat::JsonLines,
        ExportFormat::Csv => SheetFormat::Csv,
        ExportFormat::Parquet => SheetFormat::Parquet,
    }
}
