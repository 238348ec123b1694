//! Every event up to a position: line by line without loss, or as a table.

use domain::Lang;
use domain::id::EventId;
use domain::refusal::code_of;
use engine::{Engine, Entry, Head, What};
use export::{Cell, Column, Kind};

use crate::exit::Failure;
use crate::open::opening_failed;
use crate::out::{self, Out};

/// Bytes gathered before they are written. Our own number.
const CHUNK_BYTES: usize = 256 * 1024;

/// The columns of the table.
const COLUMNS: [(&str, Kind); 17] = [
    ("position", Kind::Integer),
    ("recorded_at", Kind::Timestamp),
    ("occurred_at", Kind::Timestamp),
    ("type", Kind::Text),
    ("sentence", Kind::Text),
    ("sentence_zh", Kind::Text),
    ("stream", Kind::Text),
    ("version", Kind::Integer),
    ("role", Kind::Text),
    ("actor", Kind::Text),
    ("asserted_by_admin", Kind::Boolean),
    ("command_id", Kind::Text),
    ("causation", Kind::Integer),
    ("correlation_id", Kind::Text),
    ("schema_version", Kind::Integer),
    ("koc_id", Kind::Text),
    ("data", Kind::Json),
];

/// The columns of the table.
pub(super) fn columns() -> Vec<Column> {
    let column =
        |(name, kind): (&str, Kind)| Column { name: name.to_owned(), kind, of: name.to_owned() };
    COLUMNS.into_iter().map(column).collect()
}

/// Writes every event to stdout, one a line, and the head: `koc import events` takes them back.
pub(super) fn lines(engine: &Engine, head: Head, out: &dyn Out) -> Result<(), Failure> {
    each_line(engine, head, &mut |lines, _| {
        going_on(out)?;
        out::data(out, &lines)
    })
}

/// Hands the lines of all events and of the head to `take`, some at a time, with their number.
pub(super) fn each_line(
    engine: &Engine,
    head: Head,
    take: &mut dyn FnMut(String, u64) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (mut chunk, mut count) = (String::new(), 0);
    for line in engine.export(head) {
        let line = line.map_err(|error| opening_failed(&error))?;
        chunk.push_str(&line);
        chunk.push('\n');
        count += 1;
        if chunk.len() >= CHUNK_BYTES {
            take(std::mem::take(&mut chunk), std::mem::take(&mut count))?;
        }
    }
    take(chunk, count)
}

/// Writes the table of all events to stdout, as CSV.
pub(super) fn for_people(engine: &Engine, last: EventId, out: &dyn Out) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = COLUMNS.map(|(name, _)| name);
    writer.write_record(names).expect("a Vec takes every byte");
    each(engine, last, &mut |_, cells| {
        let texts = cells.iter().map(Cell::to_string);
        writer.write_record(texts).expect("a Vec takes every byte");
        if writer.get_ref().len() >= CHUNK_BYTES {
            going_on(out)?;
            let chunk = std::mem::replace(&mut writer, csv::Writer::from_writer(Vec::new()));
            send(chunk, out)?;
        }
        Ok(())
    })?;
    send(writer, out)
}

/// Hands the row of every event to `take`.
pub(super) fn each(
    engine: &Engine,
    last: EventId,
    take: &mut dyn FnMut(EventId, [Cell; 17]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for entry in engine.entries(EventId(1)).take(how_many(last)) {
        let entry = entry.map_err(|error| opening_failed(&error))?;
        take(entry.position, cells(&entry))?;
    }
    Ok(())
}

fn how_many(last: EventId) -> usize {
    usize::try_from(last.0).unwrap_or(usize::MAX)
}

fn send(chunk: csv::Writer<Vec<u8>>, out: &dyn Out) -> Result<(), Failure> {
    let bytes = chunk.into_inner().expect("a Vec takes every byte");
    out.write(out::Stream::Data, &bytes)
}

fn going_on(out: &dyn Out) -> Result<(), Failure> {
    if out.is_gone() { Err(Failure::Closed) } else { Ok(()) }
}

fn cells(entry: &Entry) -> [Cell; 17] {
    let json = entry.to_json();
    let data = json.get("data").unwrap_or(&json);
    let text = |text: &str| Cell::Text(text.to_owned());
    let number = |number: u64| i64::try_from(number).map_or(Cell::Empty, Cell::Integer);
    let kind = entry.event_type();
    let schema_version = match &entry.what {
        What::Known(_) => kind.version,
        What::Unknown(unknown) => unknown.schema_version,
    };
    let nobody = [0; 16];
    let actor = (entry.actor.id.0 != nobody).then(|| Cell::Text(entry.actor.id.to_string()));
    [
        number(entry.position.0),
        Cell::Timestamp(entry.recorded_at),
        Cell::Timestamp(entry.occurred_at),
        text(kind.name),
        text(kind.sentence(Lang::En)),
        text(kind.sentence(Lang::Zh)),
        Cell::Text(entry.stream.clone()),
        number(entry.version),
        Cell::Text(code_of(&entry.actor.role)),
        actor.unwrap_or(Cell::Empty),
        Cell::Boolean(entry.actor.asserted_by_admin),
        Cell::Text(entry.command_id.to_string()),
        entry.causation.map_or(Cell::Empty, |cause| number(cause.0)),
        Cell::Text(entry.correlation_id.to_string()),
        Cell::Integer(i64::from(schema_version)),
        data.get("kocId").and_then(|id| id.as_str()).map_or(Cell::Empty, text),
        Cell::Text(data.to_string()),
    ]
}
