//! Answers as JSON.

use async_graphql::{Name, Value};

/// Writes a value as JSON. Bytes are JSON already, objects that were written before; no value of a
/// schema is bytes.
pub fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Boolean(true) => out.extend_from_slice(b"true"),
        Value::Boolean(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => plain(number, out),
        Value::String(text) => plain(text, out),
        Value::Enum(name) => plain(name.as_str(), out),
        Value::Binary(written) => out.extend_from_slice(written),
        Value::List(values) => {
            out.push(b'[');
            for (before, value) in values.iter().enumerate() {
                if before > 0 {
                    out.push(b',');
                }
                write(value, out);
            }
            out.push(b']');
        }
        Value::Object(fields) => {
            out.push(b'{');
            for (before, (key, value)) in fields.iter().enumerate() {
                if before > 0 {
                    out.push(b',');
                }
                write_field(key, value, out);
            }
            out.push(b'}');
        }
    }
}

/// Writes a field of an object.
pub(crate) fn write_field(key: &Name, value: &Value, out: &mut Vec<u8>) {
    // Names have nothing that would have to be escaped.
    out.push(b'"');
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
    write(value, out);
}

fn plain(value: &(impl serde::Serialize + ?Sized), out: &mut Vec<u8>) {
    // Texts and numbers can be written, and a vector takes what is written.
    let _ = serde_json::to_writer(out, value);
}
