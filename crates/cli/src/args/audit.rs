//! What can be typed after `koc audit`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use domain::{AsOf, Moment};

use super::{DwellArgs, Format, HeadcountArgs, TimeToTierArgs, TransitionsArgs};

/// `koc audit`
#[derive(Debug, Clone, Subcommand)]
pub enum Audit {
    /// Who stood in which tier, and since when.
    Members(MembersArgs),
    /// How often members moved from where to where, and why.
    Transitions(TransitionsArgs),
    /// How many stood in each tier at the end of each period, came and went.
    Headcount(HeadcountArgs),
    /// How long from one tier to another, those who have not made it yet included: Kaplan–Meier.
    TimeToTier(TimeToTierArgs),
    /// How long a stay in a tier lasts, those that still last included: Kaplan–Meier.
    Dwell(DwellArgs),
    /// Entries and points of every member who has any.
    Ledger(LedgerArgs),
    /// What each decision about a tier states, beside what the log gives at its position.
    Evidence(EvidenceArgs),
}

impl Audit {
    /// The files it names.
    pub(super) fn paths(&mut self) -> Vec<&mut PathBuf> {
        match self {
            Audit::Transitions(args) => args.svg.iter_mut().collect(),
            Audit::Headcount(args) => args.svg.iter_mut().collect(),
            Audit::TimeToTier(args) => args.svg.iter_mut().collect(),
            _ => Vec::new(),
        }
    }
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
