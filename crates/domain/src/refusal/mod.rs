//! Every way the programme says no.
//!
//! A refusal is an answer, not a fault: nothing was recorded, and it says which rules were broken,
//! with the numbers. All broken rules are told together, in the order they are checked; the first
//! one names the refusal. Codes are never renamed and never reused; `violation.rs` lists them.

pub(crate) mod field;
mod list;
mod violation;

use std::fmt;

pub use violation::Violation;

use crate::text::Lang;

/// What kind of no it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Class {
    /// A field is wrong.
    Validation,
    /// What is named does not exist.
    NotFound,
    /// It is not in a state that allows this.
    InvalidState,
    /// A rule of the programme says no.
    RuleBroken,
    /// It has changed since the sender looked.
    Conflict,
    /// The sender may not.
    Forbidden,
    /// The command id was used for something else.
    Idempotency,
}

/// A command was refused: at least one violation, the first names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    violations: Vec<Violation>,
    via: Option<&'static str>,
}

impl Refusal {
    /// Every broken rule, in the order checked.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The code of the first.
    pub fn code(&self) -> &'static str {
        self.violations.first().map_or("REFUSED", Violation::code)
    }

    /// The same, told by the reaction that would have followed. The innermost one stays.
    #[must_use]
    pub(crate) fn via(self, reaction: &'static str) -> Refusal {
        Refusal { via: self.via.or(Some(reaction)), ..self }
    }

    /// The reaction that could not follow; none when the command itself was refused.
    pub fn reaction(&self) -> Option<&'static str> {
        self.via
    }

    /// Every broken rule in words.
    pub fn message(&self, lang: Lang) -> String {
        let all: Vec<String> = self.violations.iter().map(|no| no.message(lang)).collect();
        all.join(if lang == Lang::Zh { ";" } else { "; " })
    }
}

impl From<Violation> for Refusal {
    fn from(violation: Violation) -> Refusal {
        Refusal { violations: vec![violation], via: None }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.message(Lang::En))?;
        self.via.map_or(Ok(()), |reaction| write!(f, " (via {reaction})"))
    }
}

impl std::error::Error for Refusal {}

/// Collects broken rules, so that whoever sent the command hears of all at once.
#[derive(Debug, Default)]
pub struct Checks {
    violations: Vec<Violation>,
}

impl Checks {
    /// Nothing broken yet.
    pub fn new() -> Checks {
        Checks::default()
    }

    /// Notes `otherwise` unless the rule holds.
    pub fn require(&mut self, holds: bool, otherwise: impl FnOnce() -> Violation) {
        if !holds {
            self.violations.push(otherwise());
        }
    }

    /// Notes a broken rule, if there is one.
    pub fn note(&mut self, broken: impl IntoIterator<Item = Violation>) {
        self.violations.extend(broken);
    }

    /// Refuses if any rule was broken.
    pub fn finish(self) -> Result<(), Refusal> {
        if self.violations.is_empty() {
            Ok(())
        } else {
            Err(Refusal { violations: self.violations, via: None })
        }
    }
}

/// A list as people read it: `a, b, c`.
pub(crate) struct Listed<'a, T>(pub(crate) &'a [T]);

impl<T: fmt::Display> fmt::Display for Listed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            fmt::Display::fmt(item, f)?;
        }
        Ok(())
    }
}

/// A word of a closed set as it is written in JSON and in the API: `ACCEPTED_WORKS`.
pub fn code_of<T: serde::Serialize>(word: &T) -> String {
    let json = serde_json::to_value(word).expect("words of closed sets are text");
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}
