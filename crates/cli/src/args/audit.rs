//! What can be typed after `koc audit`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use domain::{AsOf, Day, Moment};

use super::Format;

/// `koc audit`
#[derive(Debug, Clone, Subcommand)]
pub enum Audit {
    /// Who stood in which tier, and since when.
    Members(MembersArgs),
    /// How often members moved from where to where, and why.
    Transitions(TransitionsArgs),
    /// Entries and points of every member who has any.
    Ledger(LedgerArgs),
    /// What each decision about a tier states, beside what the log gives at its position.
    Evidence(EvidenceArgs),
    /// Who would have risen or fallen otherwise under another tier policy. Nothing is recorded.
    WhatIf(WhatIfArgs),
}

/// `koc audit members`
#[derive(Debug, Clone, ClapArgs)]
pub struct MembersArgs {
    /// A date (the end of that day in the programme's zone) or a moment (inclusive).
    #[arg(long, value_name = "DATE|MOMENT")]
    pub as_of: AsOf,
    /// By what was recorded up to this moment, inclusive.
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<Moment>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit transitions`
#[derive(Debug, Clone, ClapArgs)]
pub struct TransitionsArgs {
    /// Only moves on or after this date or moment.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub from: Option<AsOf>,
    /// Only moves on or before this date or moment.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub to: Option<AsOf>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit ledger`
#[derive(Debug, Clone, ClapArgs)]
pub struct LedgerArgs {
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit evidence`
#[derive(Debug, Clone, ClapArgs)]
pub struct EvidenceArgs {
    /// Only numbers that are not what the log gives.
    #[arg(long)]
    pub drift_only: bool,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit what-if`
#[derive(Debug, Clone, ClapArgs)]
pub struct WhatIfArgs {
    /// The other policy: a file of JSON, as `rules` of DraftTierPolicy.
    #[arg(long, value_name = "FILE", required_unless_present = "draft", conflicts_with = "draft")]
    pub policy: Option<PathBuf>,
    /// The other policy: a version of the programme's own, drafted or published.
    #[arg(long, value_name = "VERSION")]
    pub draft: Option<u32>,
    /// The first day on which both policies are asked; the first live day if not given.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Day>,
    /// The last day on which both policies are asked; the day of the newest event if not given.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Day>,
    /// Head counts month by month, actual and simulated, instead of the differences.
    #[arg(long)]
    pub headcount: bool,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}
