//! How figures are put together and shown.

use anyhow::Result;
use serde_json::{Map, Value};

/// The middle value.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// As many digits as a ratio or a number of seconds says something with.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// What a bench found.
pub(crate) struct Report {
    /// Its name.
    pub(crate) bench: &'static str,
    /// What it was told, and single figures.
    pub(crate) said: Vec<(&'static str, Value)>,
    /// The names of the columns; the first is that of the rows.
    pub(crate) columns: Vec<&'static str>,
    /// Name and figures of each row.
    pub(crate) rows: Vec<(String, Vec<f64>)>,
    /// What is compared between machines and versions.
    pub(crate) ratios: Vec<(String, f64)>,
}

impl Report {
    /// Prints a table for people, or JSON.
    pub(crate) fn print(&self, json: bool) -> Result<()> {
        if json {
            return crate::print(&serde_json::to_string_pretty(&self.json())?);
        }
        let mut lines: Vec<Vec<String>> =
            vec![self.columns.iter().map(|name| (*name).to_owned()).collect()];
        lines.extend(self.rows.iter().map(|(name, figures)| {
            [name.clone()].into_iter().chain(figures.iter().map(|it| shown(*it))).collect()
        }));
        let mut text = vec![aligned(&lines)];
        let ratios = self.ratios.iter().map(|(name, ratio)| vec![name.clone(), shown(*ratio)]);
        let said =
            self.said.iter().map(|(name, value)| vec![(*name).to_owned(), value.to_string()]);
        text.extend([aligned(&ratios.collect::<Vec<_>>()), aligned(&said.collect::<Vec<_>>())]);
        crate::print(&text.join("\n\n"))
    }

    fn json(&self) -> Value {
        let mut report = Map::from_iter([("bench".to_owned(), Value::from(self.bench))]);
        report.extend(self.said.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        let figures = self.rows.iter().map(|(name, figures)| {
            let named = self.columns.iter().skip(1).zip(figures);
            let figures = named.map(|(name, it)| ((*name).replace(' ', "_"), rounded(*it).into()));
            (name.clone(), Value::Object(figures.collect()))
        });
        report.insert("figures".to_owned(), Value::Object(figures.collect()));
        let ratios = self.ratios.iter().map(|(name, ratio)| (name.clone(), rounded(*ratio).into()));
        report.insert("ratios".to_owned(), Value::Object(ratios.collect()));
        Value::Object(report)
    }
}

/// Large numbers without their fraction, small ones with three digits of it.
fn shown(value: f64) -> String {
    if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

/// Columns as wide as their widest cell; the first to the left, the others to the right.
fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |line: &[String], column: usize| line.get(column).map_or(0, |it| it.chars().count());
    let widths: Vec<usize> = (0..columns)
        .map(|column| lines.iter().map(|line| cell(line, column)).max().unwrap_or(0))
        .collect();
    let padded = |(column, (text, width)): (usize, (&String, &usize))| match column {
        0 => format!("{text:<width$}"),
        _ => format!("{text:>width$}"),
    };
    let line = |line: &Vec<String>| {
        let cells: Vec<String> = line.iter().zip(&widths).enumerate().map(padded).collect();
        cells.join("  ").trim_end().to_owned()
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}
