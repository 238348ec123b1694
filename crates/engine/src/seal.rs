//! Sealing a command: nothing about a person goes on in clear.

use domain::id::CommandId;
use domain::personal::{Person, Personal};
use domain::{Actor, Command, Moment, Refusal, State};
use serde_json::Value;
use zeroize::Zeroize;

use crate::key_file::{Key, KeyError};
use crate::keys::{Keys, Place};
use crate::request::Request;

/// Why a command was not sealed.
pub(crate) enum SealError {
    /// It says something about a person who was forgotten.
    Refused(Refusal),
    /// No key could be made.
    Key(KeyError),
}

/// Seals every personal field of `command` and returns the keys made for people who had none.
/// Until they are added to `keys`, nobody else knows them: a refused command leaves no key. Nobody
/// who was forgotten gets another.
pub(crate) fn seal(
    command: &mut Command,
    command_id: CommandId,
    state: &State,
    keys: &Keys,
) -> Result<Vec<(Person, Key)>, SealError> {
    let mut made: Vec<(Person, Key)> = Vec::new();
    let mut failed = None;
    let mut index = 0;
    command.personal(state, &mut |person, field, personal| {
        let Personal::Clear(clear) = personal else { return };
        if let Err(refusal) = state.require_not_erased(person) {
            failed = Some(SealError::Refused(refusal));
            return;
        }
        let known = made.iter().find(|(other, _)| *other == person).map(|(_, key)| key.clone());
        let key = match known.or_else(|| keys.of(person)).map_or_else(|| keys.new_key(person), Ok) {
            Ok(key) => key,
            Err(error) => {
                failed = Some(SealError::Key(error));
                return;
            }
        };
        let place = Place { command_id, person, field, index };
        index += 1;
        let sealed = keys.seal(&key, &place, clear.trim());
        if keys.of(person).is_none() && made.iter().all(|(other, _)| *other != person) {
            made.push((person, key));
        }
        clear.zeroize();
        *personal = Personal::Sealed(sealed);
    });
    failed.map_or(Ok(made), Err)
}

/// The keyed hash of a request's content: the command as sent, who sent it, and when they say it
/// happened. Version checks and `validate_only` are no content.
pub(crate) fn content_hash(request: &Request, keys: &Keys) -> [u8; 16] {
    let Request { command, actor, occurred_at, .. } = request;
    let content: (&Command, &Actor, &Option<Moment>) = (command, actor, occurred_at);
    let value = serde_json::to_value(content).expect("commands are plain data with text keys");
    let mut canonical = zeroize::Zeroizing::new(Vec::new());
    write_canonical(&value, &mut canonical);
    wipe(value);
    keys.content_hash(&canonical)
}

/// Writes JSON with keys sorted by bytes, whatever map stands behind `serde_json`.
fn write_canonical(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_by_key(|(name, _)| name.as_bytes());
            out.push(b'{');
            for (name, field) in sorted {
                write_scalar(name, out);
                out.push(b':');
                write_canonical(field, out);
                out.push(b',');
            }
            out.push(b'}');
        }
        Value::Array(items) => {
            out.push(b'[');
            for item in items {
                write_canonical(item, out);
                out.push(b',');
            }
            out.push(b']');
        }
        scalar => write_scalar(scalar, out),
    }
}

fn write_scalar(scalar: impl serde::Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(out, &scalar).expect("memory takes every scalar");
}

fn wipe(value: Value) {
    match value {
        Value::String(mut text) => text.zeroize(),
        Value::Array(items) => items.into_iter().for_each(wipe),
        Value::Object(fields) => fields.into_iter().for_each(|(_, field)| wipe(field)),
        _ => {}
    }
}
