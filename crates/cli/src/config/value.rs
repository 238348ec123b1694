//! What a setting may be, and what is said when it is something else.

use std::ffi::OsStr;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use toml::de::DeValue;
use tracing_subscriber::EnvFilter;

/// What a setting is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Path(PathBuf),
    Text(String),
    Number(u64),
    Flag(bool),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Path(path) => path.display().fmt(f),
            Value::Text(text) => f.write_str(text),
            Value::Number(number) => number.fmt(f),
            Value::Flag(flag) => flag.fmt(f),
        }
    }
}

/// What a setting may be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Of a file or folder.
    Path,
    /// Where to listen.
    Address,
    /// Anything.
    Text,
    /// Which remarks are written, as `tracing` has it.
    Filter,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number within these bounds.
    Number { least: u64, most: u64 },
    /// `true` or `false`.
    Flag,
}

impl Kind {
    /// What is expected, in words.
    fn expected(self) -> String {
        match self {
            Kind::Path => "a path".to_owned(),
            Kind::Text => "a text".to_owned(),
            Kind::Address => "an address and port such as 127.0.0.1:8080".to_owned(),
            Kind::Filter => {
                "error, warn, info, debug, trace or off, or a list such as info,engine=debug"
                    .to_owned()
            }
            Kind::Word(words) => words.join(" or "),
            Kind::Number { least, most } => format!("a whole number from {least} to {most}"),
            Kind::Flag => "true or false".to_owned(),
        }
    }

    fn wrong(self, found: &str) -> String {
        format!("must be {}, not {found}", self.expected())
    }

    /// Reads what a variable or a flag says.
    ///
    /// # Errors
    /// What is expected and what was found.
    pub(crate) fn parse(self, said: &OsStr) -> Result<Value, String> {
        if said.is_empty() {
            return Err(self.wrong("nothing"));
        }
        if let Kind::Path = self {
            return Ok(Value::Path(PathBuf::from(said)));
        }
        let text = said.to_string_lossy();
        let value = match self {
            Kind::Number { .. } => text.parse().ok().and_then(|number| self.number(number)),
            Kind::Flag => text.parse().ok().map(Value::Flag),
            _ => self.text(&text),
        };
        value.ok_or_else(|| self.wrong(&format!("`{text}`")))
    }

    /// Reads what a file in `folder` says; paths are seen from there.
    ///
    /// # Errors
    /// What is expected and what was found.
    pub(crate) fn read(self, said: &DeValue<'_>, folder: &Path) -> Result<Value, String> {
        let value = match (self, said) {
            (Kind::Path, DeValue::String(path)) if !path.is_empty() => {
                Some(Value::Path(folder.join(path.as_ref())))
            }
            (Kind::Flag, DeValue::Boolean(flag)) => Some(Value::Flag(*flag)),
            (Kind::Number { .. }, DeValue::Integer(number)) => {
                let number = u64::from_str_radix(number.as_str(), number.radix()).ok();
                number.and_then(|number| self.number(number))
            }
            (Kind::Text | Kind::Address | Kind::Filter | Kind::Word(_), DeValue::String(text)) => {
                self.text(text)
            }
            _ => None,
        };
        value.ok_or_else(|| self.wrong(&found(said)))
    }

    fn number(self, number: u64) -> Option<Value> {
        let Kind::Number { least, most } = self else { return None };
        (least..=most).contains(&number).then_some(Value::Number(number))
    }

    fn text(self, text: &str) -> Option<Value> {
        let good = match self {
            Kind::Text => !text.is_empty(),
            Kind::Address => text.parse::<SocketAddr>().is_ok(),
            Kind::Filter => !text.is_empty() && EnvFilter::try_new(text).is_ok(),
            Kind::Word(words) => words.contains(&text),
            Kind::Path | Kind::Number { .. } | Kind::Flag => false,
        };
        good.then(|| Value::Text(text.to_owned()))
    }
}

/// What a file says, in words.
fn found(said: &DeValue<'_>) -> String {
    match said {
        DeValue::String(text) => format!("the text `{text}`"),
        DeValue::Integer(number) => format!("the number {}", number.as_str()),
        DeValue::Float(number) => format!("the number {}", number.as_str()),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
