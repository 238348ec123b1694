//! Digests: equal rows, equal digest, on every machine.
//!
//! A row is JSON. It is hashed in canonical form (object keys sorted by bytes, no white space, one
//! line per row), so that neither the order of fields in a struct nor a library's map decides.

use serde::Serialize;
use serde_json::Value;

/// What two folds are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DigestKind {
    /// What happened in the business. Leaves out [`NOT_CONTENT`]: when and at which position the
    /// log came to know it, and which request brought it.
    Content,
    /// Everything.
    Exact,
}

/// The fields a content digest leaves out, wherever in a row they stand: moments of the log's
/// clock, positions in the log (also inside evidence and approvals), correlation ids.
///
/// A projector names its fields so that these names mean nothing else.
pub const NOT_CONTENT: [&str; 18] = [
    // Moments of the log's clock.
    "recordedAt",
    "supersededAt",
    "reversedAt",
    // The request or import that began it.
    "correlationId",
    // Positions of the events a row came from.
    "position",
    "positions",
    "supersededBy",
    "supersedes",
    "sourceEvent",
    "sourceRef",
    "reversalPosition",
    "usedIn",
    "against",
    "forEvent",
    "overturns",
    // Inside `domain::Approval`, and inside `domain::koc::values::Evidence`.
    "event",
    "asOf",
    "refs",
];

/// One row of a read model, as JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Row(Value);

impl Row {
    /// A row of `table` from plain data with text keys.
    pub fn new(table: &str, row: &impl Serialize) -> Row {
        let value = serde_json::to_value(row).expect("rows are plain data with text keys");
        let mut named = serde_json::Map::new();
        named.insert("table".to_owned(), Value::from(table));
        named.insert("row".to_owned(), value);
        Row(Value::Object(named))
    }

    /// The row as JSON: `{"table": …, "row": …}`.
    pub fn into_json(self) -> Value {
        self.0
    }

    /// The row without what a content digest leaves out.
    pub fn content(mut self) -> Row {
        strip(&mut self.0);
        self
    }
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !NOT_CONTENT.contains(&name.as_str()));
            fields.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Takes in rows in key order.
#[derive(Debug)]
pub struct Digest {
    kind: DigestKind,
    hasher: blake3::Hasher,
    line: Vec<u8>,
}

impl Digest {
    /// No row yet.
    pub fn new(kind: DigestKind) -> Digest {
        Digest { kind, hasher: blake3::Hasher::new(), line: Vec::new() }
    }

    /// Takes in the next row.
    pub fn add(&mut self, row: Row) {
        let row = if self.kind == DigestKind::Content { row.content() } else { row };
        self.line.clear();
        write_canonical(&row.0, &mut self.line);
        self.line.push(b'\n');
        self.hasher.update(&self.line);
    }

    /// The digest of all rows taken in.
    pub fn finish(self) -> [u8; 32] {
        self.hasher.finalize().into()
    }
}

/// Writes `value` with keys sorted by bytes and no white space. Does not rely on the map behind
/// `serde_json::Map`, whose order a feature of that crate changes.
fn write_canonical(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Object(fields) => {
            let mut sorted: Vec<(&String, &Value)> = fields.iter().collect();
            sorted.sort_by_key(|(name, _)| name.as_bytes());
            let mut separator = b'{';
            for (name, field) in &sorted {
                out.push(separator);
                separator = b',';
                write_scalar(&Value::from(name.as_str()), out);
                out.push(b':');
                write_canonical(field, out);
            }
            if sorted.is_empty() {
                out.push(b'{');
            }
            out.push(b'}');
        }
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_canonical(item, out);
            }
            out.push(b']');
        }
        scalar => write_scalar(scalar, out),
    }
}

fn write_scalar(value: &Value, out: &mut Vec<u8>) {
    serde_json::to_writer(out, value).expect("memory takes every scalar");
}

/// A digest as people and files write it: 64 hexadecimal digits.
pub fn hex(digest: &[u8; 32]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
