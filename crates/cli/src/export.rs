//! `koc export`

use domain::id::EventId;
use domain::{Lang, Role};
use engine::{Engine, Entry};

use crate::args::{ExportArgs, ExportFormat};
use crate::exit::{Done, Ending, Failure};
use crate::open::opening_failed;
use crate::out::{self, Out};

/// Bytes gathered before they are written. Our own number.
const CHUNK_BYTES: usize = 256 * 1024;

/// The columns for people.
const COLUMNS: [&str; 14] = [
    "position",
    "recorded_at",
    "occurred_at",
    "type",
    "sentence",
    "sentence_zh",
    "stream",
    "version",
    "role",
    "actor",
    "asserted_by_admin",
    "command_id",
    "causation",
    "data",
];

/// Writes out every event durable at this moment.
///
/// # Errors
/// When the log cannot be read on, or nobody reads the answer.
pub(crate) fn run(engine: &Engine, args: &ExportArgs, out: &dyn Out) -> Ending {
    match args.format {
        ExportFormat::Jsonl => lines(engine, out),
        ExportFormat::Csv => for_people(engine, out),
    }?;
    Ok(Done::Whole)
}

fn lines(engine: &Engine, out: &dyn Out) -> Result<(), Failure> {
    let mut chunk = String::new();
    for line in engine.export() {
        let line = line.map_err(|error| opening_failed(&error))?;
        chunk.push_str(&line);
        chunk.push('\n');
        if chunk.len() >= CHUNK_BYTES {
            going_on(out)?;
            out::data(out, &std::mem::take(&mut chunk))?;
        }
    }
    out::data(out, &chunk)
}

fn for_people(engine: &Engine, out: &dyn Out) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).expect("a Vec takes every byte");
    for recorded in engine.entries(EventId(1)) {
        let recorded = recorded.map_err(|error| opening_failed(&error))?;
        writer.write_record(fields(&recorded)).expect("a Vec takes every byte");
        if writer.get_ref().len() >= CHUNK_BYTES {
            going_on(out)?;
            let chunk = std::mem::replace(&mut writer, csv::Writer::from_writer(Vec::new()));
            send(chunk, out)?;
        }
    }
    send(writer, out)
}

fn send(chunk: csv::Writer<Vec<u8>>, out: &dyn Out) -> Result<(), Failure> {
    let bytes = chunk.into_inner().expect("a Vec takes every byte");
    out.write(out::Stream::Data, &bytes)
}

fn going_on(out: &dyn Out) -> Result<(), Failure> {
    if out.is_gone() { Err(Failure::Closed) } else { Ok(()) }
}

fn fields(recorded: &Entry) -> [String; 14] {
    let json = recorded.to_json();
    let data = json.get("data").unwrap_or(&json);
    let nobody = [0; 16];
    [
        recorded.position.0.to_string(),
        recorded.recorded_at.to_string(),
        recorded.occurred_at.to_string(),
        recorded.event_type().name.to_owned(),
        recorded.event_type().sentence(Lang::En).to_owned(),
        recorded.event_type().sentence(Lang::Zh).to_owned(),
        recorded.stream.to_string(),
        recorded.version.to_string(),
        role_code(recorded.actor.role),
        if recorded.actor.id.0 == nobody { String::new() } else { recorded.actor.id.to_string() },
        recorded.actor.asserted_by_admin.to_string(),
        recorded.command_id.to_string(),
        recorded.causation.map(|cause| cause.to_string()).unwrap_or_default(),
        data.to_string(),
    ]
}

/// The role as the API and the lossless export write it.
fn role_code(role: Role) -> String {
    let code = serde_json::to_value(role).expect("a role is a plain name");
    code.as_str().expect("a role is written as its code").to_owned()
}
