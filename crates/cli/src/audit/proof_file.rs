//! A proof of a history as a file: `docs/proofs.md` describes it for those who check it otherwise.

use event_log::{Anchor, HistoryProof, ProvenRecord, RollProof};
use serde::{Deserialize, Serialize};

use crate::hex;

/// What the file says it is.
const FORMAT: &str = "koc history proof 1";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ProofFile {
    format: String,
    head: String,
    roll: String,
    peaks: Vec<String>,
    streams: Vec<Vec<RecordInFile>>,
    roll_proof: RollInFile,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordInFile {
    bytes: String,
    path: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RollInFile {
    place: u64,
    size: u64,
    path: Vec<String>,
    peaks: Vec<String>,
}

impl From<&HistoryProof> for ProofFile {
    fn from(proof: &HistoryProof) -> ProofFile {
        let HistoryProof { anchor, peaks, streams, roll } = proof;
        let record = |record: &ProvenRecord| RecordInFile {
            bytes: hex::write(&record.bytes),
            path: written(&record.path),
        };
        ProofFile {
            format: FORMAT.to_owned(),
            head: anchor.head.to_string(),
            roll: hex::write(&anchor.roll),
            peaks: written(peaks),
            streams: streams.iter().map(|stream| stream.iter().map(record).collect()).collect(),
            roll_proof: RollInFile {
                place: roll.place,
                size: roll.size,
                path: written(&roll.path),
                peaks: written(&roll.peaks),
            },
        }
    }
}

impl ProofFile {
    /// The proof in it.
    ///
    /// # Errors
    /// What in it is not as it should be written.
    pub(super) fn proof(&self) -> Result<HistoryProof, String> {
        if self.format != FORMAT {
            return Err(format!("it is not in the format `{FORMAT}` but `{}`", self.format));
        }
        let record = |record: &RecordInFile| {
            let bytes = hex::read(&record.bytes).ok_or("`bytes` is not in hex digits")?;
            Ok::<_, String>(ProvenRecord { bytes, path: hashes("path", &record.path)? })
        };
        let stream = |stream: &Vec<RecordInFile>| stream.iter().map(record).collect();
        let roll = &self.roll_proof;
        Ok(HistoryProof {
            anchor: Anchor {
                head: self.head.parse().map_err(|error| format!("`head`: {error}"))?,
                roll: hash("roll", &self.roll)?,
            },
            peaks: hashes("peaks", &self.peaks)?,
            streams: self.streams.iter().map(stream).collect::<Result<_, String>>()?,
            roll: RollProof {
                place: roll.place,
                size: roll.size,
                path: hashes("rollProof.path", &roll.path)?,
                peaks: hashes("rollProof.peaks", &roll.peaks)?,
            },
        })
    }
}

fn written(hashes: &[[u8; 32]]) -> Vec<String> {
    hashes.iter().map(|hash| hex::write(hash)).collect()
}

fn hash(field: &str, text: &str) -> Result<[u8; 32], String> {
    let bytes = hex::read(text).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| format!("`{field}` is not a hash of 64 hex digits: `{text}`"))
}

fn hashes(field: &str, texts: &[String]) -> Result<Vec<[u8; 32]>, String> {
    texts.iter().map(|text| hash(field, text)).collect()
}
