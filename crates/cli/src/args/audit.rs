//! What can be typed after `koc audit`.

use clap::{Args as ClapArgs, Subcommand};
use domain::{AsOf, Moment};

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
