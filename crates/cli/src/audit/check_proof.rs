//! A proof of a member's history, checked without the programme.

use std::fs::File;
use std::io::BufReader;

use engine::codec;
use event_log::{HistoryProof, RawRecord};

use super::proof_file::ProofFile;
use crate::args::CheckProofArgs;
use crate::exit::{Done, Ending, Failure};
use crate::out::{self, Out, say};
use crate::table::Table;

/// Checks a proof and shows the history it proves.
///
/// # Errors
/// [`Failure::Damaged`] when the proof does not hold; [`Failure::Failed`] when the file is none.
pub(crate) fn run(args: &CheckProofArgs, out: &dyn Out) -> Ending {
    let path = &args.file;
    let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
    let no_proof = |why: String| Failure::Failed(format!("{} is no proof: {why}", path.display()));
    let read: ProofFile = serde_json::from_reader(BufReader::new(file))
        .map_err(|error| no_proof(error.to_string()))?;
    let proof = read.proof().map_err(no_proof)?;
    let roll = args.roll.map(|roll| roll.0);
    let checked = proof
        .check(&args.head, roll.as_ref())
        .map_err(|error| Failure::Damaged(format!("the proof does not hold: {error}")))?;
    out::data(out, &events(&proof).render(args.format))?;
    let id = domain::id::KocId(checked.id);
    let (records, streams, head) = (checked.records, checked.streams, args.head);
    say(
        out,
        &match args.roll {
            Some(_) => format!(
                "koc: these {records} events in {streams} streams are all that is filed under \
                 {id} in the log of head {head}"
            ),
            None => format!(
                "koc: these {records} events in {streams} streams are filed under {id} in the log \
                 of head {head}, and none is missing before the last of a stream; that none comes \
                 after it, or in another stream, is what the maker of the proof says: give --roll"
            ),
        },
    );
    Ok(Done::Whole)
}

fn events(proof: &HistoryProof) -> Table {
    let mut table =
        Table::new(&["position", "stream", "version", "recorded_at", "occurred_at", "type"]);
    for bytes in proof.streams.iter().flatten().map(|record| &record.bytes) {
        let record = RawRecord::decode(bytes).expect("it was checked");
        let envelope = &record.envelope;
        // Of a newer program's event, and of one nobody can read, the envelope still tells.
        let recorded = codec::from_stored(envelope, record.payload).ok();
        let stream = recorded.as_ref().map_or_else(
            || format!("kind {}", envelope.stream.kind),
            |recorded| recorded.stream.to_string(),
        );
        let kind = recorded.as_ref().map_or_else(
            || format!("event type {}", envelope.event_type),
            |recorded| recorded.event.event_type().name.to_owned(),
        );
        table.push([
            envelope.position.into(),
            stream.into(),
            envelope.stream_version.into(),
            domain::Moment(envelope.recorded_at).to_string().into(),
            domain::Moment(envelope.occurred_at).to_string().into(),
            kind.into(),
        ]);
    }
    table
}
