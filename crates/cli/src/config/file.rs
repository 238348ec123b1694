//! The file of settings: TOML, every key known, every value where it stands.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{self, KEYS, Key};
use super::nearest;
use super::value::Value;

/// A setting that the file makes, and the line it stands on.
pub(crate) struct Set {
    pub(crate) key: &'static Key,
    pub(crate) value: Value,
    pub(crate) line: usize,
}

/// Reads the settings in `text`, which stood in the file at `path`. What is wrong is told all at
/// once, and never with a line of the file itself: something may stand there that nobody should
/// see.
pub(crate) fn read(text: &str, path: &Path, problems: &mut Vec<String>) -> Vec<Set> {
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let line = line_of(text, error.span().map_or(0, |span| span.start));
            problems.push(format!("{}:{line}: not TOML: {}", path.display(), error.message()));
            return Vec::new();
        }
    };
    let mut reading = Reading { text, path, problems: Vec::new(), sets: Vec::new() };
    reading.table(&table, "");
    // In the order they are written.
    reading.problems.sort();
    let told = reading.problems.iter();
    problems.extend(told.map(|(line, what)| format!("{}:{line}: {what}", path.display())));
    reading.sets
}

struct Reading<'a> {
    text: &'a str,
    path: &'a Path,
    /// With the line each stands on.
    problems: Vec<(usize, String)>,
    sets: Vec<Set>,
}

impl Reading<'_> {
    fn table(&mut self, table: &DeTable<'_>, prefix: &str) {
        for (name, said) in table {
            let full = format!("{prefix}{}", name.get_ref());
            let line = line_of(self.text, name.span().start);
            let below = format!("{full}.");
            let is_table = KEYS.iter().any(|key| key.name.starts_with(&below));
            match (keys::named(&full), said.get_ref()) {
                (Some(key), _) => self.key(key, said, line),
                (None, DeValue::Table(inner)) if is_table => self.table(inner, &below),
                (None, _) if is_table => {
                    self.problem(line, &format!("`{full}` must be a table: [{full}]"));
                }
                (None, _) => {
                    let near = nearest(&full, known());
                    self.problem(line, &format!("unknown key `{full}`: did you mean `{near}`?"));
                }
            }
        }
    }

    fn key(&mut self, key: &'static Key, said: &Spanned<DeValue<'_>>, line: usize) {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        match key.kind.read(said.get_ref(), folder) {
            Ok(value) => self.sets.push(Set { key, value, line }),
            Err(wrong) => self.problem(line, &format!("`{}` {wrong}", key.name)),
        }
    }

    fn problem(&mut self, line: usize, what: &str) {
        self.problems.push((line, what.to_owned()));
    }
}

/// Every name that may stand in the file: of keys, and of the tables they stand in.
fn known() -> impl Iterator<Item = String> {
    let tables = KEYS.iter().filter_map(|key| key.name.split_once('.')).map(|(table, _)| table);
    KEYS.iter().map(|key| key.name).chain(tables).map(str::to_owned)
}

/// The line that a byte stands on, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}
