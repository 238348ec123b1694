//! Everything that can be set, once: name, what it may be, and what it is when nobody sets it.

use std::path::PathBuf;

use graphql::Limits;

use super::value::{Kind, Value};

/// One thing that can be set.
#[derive(Debug)]
pub(crate) struct Key {
    /// As in the file, with a point between table and key: `limits.depth`.
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// None: it stays unset.
    pub(crate) default: fn() -> Option<Value>,
}

impl Key {
    /// The variable that sets it: `KOC_LIMITS_DEPTH`.
    pub(crate) fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.to_uppercase().replace('.', "_"))
    }
}

/// How every variable begins that is meant for this program.
pub(crate) const PREFIX: &str = "KOC_";

pub(crate) const DATA_DIR: &str = "data_dir";
pub(crate) const MASTER_KEY_FILE: &str = "master_key_file";
pub(crate) const ACCEPT_CLOCK: &str = "accept_clock";
pub(crate) const LISTEN: &str = "listen";
pub(crate) const LOG: &str = "log";
pub(crate) const LOG_FORMAT: &str = "log_format";
pub(crate) const JWKS_FILE: &str = "jwt.jwks_file";
pub(crate) const ISSUER: &str = "jwt.issuer";
pub(crate) const AUDIENCE: &str = "jwt.audience";

/// What the requests of a key may cost: fields of answers. Our own numbers.
const RATE_PER_SECOND: u64 = 200_000;
const RATE_AT_ONCE: u64 = 2_000_000;

/// A count that has no other bound than being some.
const MANY: u64 = u32::MAX as u64;

/// Everything that can be set, in the order it is shown.
pub(crate) const KEYS: &[Key] = &[
    Key { name: DATA_DIR, kind: Kind::Path, default: || path("./koc-data") },
    Key { name: MASTER_KEY_FILE, kind: Kind::Path, default: || None },
    Key { name: ACCEPT_CLOCK, kind: Kind::Flag, default: || Some(Value::Flag(false)) },
    Key { name: LISTEN, kind: Kind::Address, default: || text("127.0.0.1:8080") },
    Key { name: LOG, kind: Kind::Filter, default: || text("warn") },
    Key { name: LOG_FORMAT, kind: Kind::Word(&["text", "json"]), default: || text("text") },
    count("limits.tokens", 100, MANY, || usual(Limits::default().tokens)),
    // A tool's question about the schema needs 15; the library's own bound lies a little higher.
    count("limits.depth", 15, 100, || usual(Limits::default().depth)),
    count("limits.aliases", 0, MANY, || usual(Limits::default().aliases)),
    count("limits.directives", 0, MANY, || usual(Limits::default().directives)),
    count("limits.fields", 100, MANY, || usual(Limits::default().fields)),
    count("limits.cost", 1_000, MANY, || usual(Limits::default().cost)),
    count("limits.deadline_seconds", 1, 600, || {
        Some(Value::Number(Limits::default().deadline.as_secs()))
    }),
    count("rate.per_second", 1, MANY, || Some(Value::Number(RATE_PER_SECOND))),
    count("rate.at_once", 1, MANY, || Some(Value::Number(RATE_AT_ONCE))),
    Key { name: JWKS_FILE, kind: Kind::Path, default: || None },
    Key { name: ISSUER, kind: Kind::Text, default: || None },
    Key { name: AUDIENCE, kind: Kind::Text, default: || None },
    Key { name: "jwt.algorithms", kind: Kind::Text, default: || text("RS256,ES256,EdDSA") },
    Key { name: "jwt.roles_claim", kind: Kind::Text, default: || text("koc_roles") },
    Key { name: "jwt.operator_claim", kind: Kind::Text, default: || text("koc_operator") },
    Key { name: "jwt.member_claim", kind: Kind::Text, default: || text("koc_member") },
];

/// The key of that name; none when there is no such.
pub(crate) fn named(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

const fn count(name: &'static str, least: u64, most: u64, default: fn() -> Option<Value>) -> Key {
    Key { name, kind: Kind::Number { least, most }, default }
}

fn path(path: &str) -> Option<Value> {
    Some(Value::Path(PathBuf::from(path)))
}

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

fn usual(number: usize) -> Option<Value> {
    Some(Value::Number(number as u64))
}
