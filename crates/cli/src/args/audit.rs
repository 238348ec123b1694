//! What can be typed after `koc audit`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use domain::{AsOf, Day, Moment};
use event_log::Head;

use super::{
    DwellArgs, ExplainArgs, FairnessArgs, Format, HeadcountArgs, Per, TimeToTierArgs,
    TransitionsArgs,
};

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
    /// What later records changed about who stood where at some moment.
    Restatements(RestatementsArgs),
    /// Two moments side by side: who moved, and who earned.
    Changes(ChangesArgs),
    /// How many named as candidates were promoted in time, and how many of these stayed.
    Candidates(CandidatesArgs),
    /// Where the contribution of a tier comes from: points by period, tier at the time and kind.
    Contribution(MixArgs),
    /// What was given: rewards by period, tier at the time and unit.
    Costs(MixArgs),
    /// Works in the library and their uses, by the tier of their first author at the time.
    Reuse(ReuseArgs),
    /// How the programme is doing, by period and tier: activity, churn, offers, waits, costs, reuse.
    Health(HealthArgs),
    /// Who gave most, and how that differs from as many days before.
    Leaderboard(LeaderboardArgs),
    /// Who teaches or taught whom, as a table or for tools that draw and count graphs.
    Graph(GraphArgs),
    /// Write out all that is filed under a member, with the proof that it is all.
    Prove(ProveArgs),
    /// Check such a proof, without the programme.
    CheckProof(CheckProofArgs),
    /// What each decision about a tier states, beside what the log gives at its position.
    Evidence(EvidenceArgs),
    /// Who would have risen or fallen otherwise under another tier policy. Nothing is recorded.
    WhatIf(WhatIfArgs),
    /// Promotions or demotions compared by who they were about and who approved them.
    Fairness(FairnessArgs),
    /// Every event that led to a decision, a balance or a state, or what a refusal means.
    Explain(ExplainArgs),
}

impl Audit {
    /// The paths it names.
    pub(super) fn paths(&mut self) -> Vec<&mut PathBuf> {
        match self {
            Audit::Prove(args) => vec![&mut args.to],
            Audit::Graph(args) => args.svg.iter_mut().collect(),
            Audit::CheckProof(args) => vec![&mut args.file],
            Audit::WhatIf(args) => args.policy.iter_mut().collect(),
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

/// `koc audit health`
#[derive(Debug, Clone, ClapArgs)]
pub struct HealthArgs {
    /// For each of these.
    #[arg(long, value_enum, default_value_t = Per::Month)]
    pub per: Per,
    /// From this date on. [default: the first move]
    #[arg(long, value_name = "DATE")]
    pub from: Option<Day>,
    /// To this date. [default: the last move]
    #[arg(long, value_name = "DATE")]
    pub to: Option<Day>,
    /// By what was recorded up to this moment, inclusive.
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<Moment>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit leaderboard`
#[derive(Debug, Clone, ClapArgs)]
pub struct LeaderboardArgs {
    /// From this date on.
    #[arg(long, value_name = "DATE")]
    pub from: Day,
    /// To this date, included.
    #[arg(long, value_name = "DATE")]
    pub to: Day,
    /// How many places.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub top: usize,
    /// Only who agreed to be named in public.
    #[arg(long)]
    pub public_only: bool,
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
    /// By what was recorded up to this moment, inclusive.
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<Moment>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// How a graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GraphFormat {
    /// Mentorships in aligned columns.
    Table,
    /// Mentorships, RFC 4180.
    Csv,
    /// Mentorships, an array of objects.
    Json,
    /// For yEd, Gephi, igraph, networkx.
    Graphml,
    /// For Graphviz.
    Dot,
}

/// `koc audit graph`
#[derive(Debug, Clone, ClapArgs)]
pub struct GraphArgs {
    /// Only whom this member taught, and whom those taught: an external reference or an id.
    #[arg(long, value_name = "REF|ID")]
    pub root: Option<String>,
    /// Generations after the root.
    #[arg(long, value_name = "NUMBER", default_value_t = 10, requires = "root")]
    pub depth: u32,
    /// Draw the lineage of the root here too.
    #[arg(long, value_name = "FILE", requires = "root")]
    pub svg: Option<PathBuf>,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = GraphFormat::Table)]
    pub format: GraphFormat,
}

/// `koc audit prove`
#[derive(Debug, Clone, ClapArgs)]
pub struct ProveArgs {
    /// The member: an external reference or an id.
    #[arg(long, value_name = "REF|ID")]
    pub koc: String,
    /// The file to write, JSON; an existing one is replaced.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// As the log stood after this position, so that the proof fits a head that was kept then.
    /// [default: the newest]
    #[arg(long, value_name = "POSITION")]
    pub at: Option<u64>,
    /// How the summary is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit check-proof`
#[derive(Debug, Clone, ClapArgs)]
pub struct CheckProofArgs {
    /// The proof.
    pub file: PathBuf,
    /// The head it is held to, as `koc verify` prints it. Take it from elsewhere than from who
    /// made the proof.
    #[arg(long, value_name = "SIZE:HASH")]
    pub head: Head,
    /// The roll of that head, as `koc verify` prints it. Without it, that nothing is left out at
    /// the end is only what the maker of the proof says.
    #[arg(long, value_name = "HASH")]
    pub roll: Option<Hash>,
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

/// A hash as it is typed: 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash(pub [u8; 32]);

impl std::str::FromStr for Hash {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Hash, &'static str> {
        let bytes = crate::hex::read(text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Hash).ok_or("a hash is written as 64 hex digits")
    }
}

/// `koc audit restatements`
#[derive(Debug, Clone, ClapArgs)]
pub struct RestatementsArgs {
    /// The date (its end in the programme's zone) or moment that is told of.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub as_of: AsOf,
    /// By what was known at this moment.
    #[arg(long, value_name = "MOMENT")]
    pub from: Moment,
    /// And by what was known at this one. [default: everything]
    #[arg(long, value_name = "MOMENT")]
    pub to: Option<Moment>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit changes`
#[derive(Debug, Clone, ClapArgs)]
pub struct ChangesArgs {
    /// As it was known at this moment.
    #[arg(long, value_name = "MOMENT")]
    pub from: Moment,
    /// As it was known at this one. [default: now]
    #[arg(long, value_name = "MOMENT")]
    pub to: Option<Moment>,
    /// Only who stands elsewhere.
    #[arg(long)]
    pub moved: bool,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit candidates`
#[derive(Debug, Clone, ClapArgs)]
pub struct CandidatesArgs {
    /// Days in which a promotion counts as following from being named.
    #[arg(long, value_name = "DAYS", default_value_t = 180, value_parser = clap::value_parser!(u32).range(..=3_660))]
    pub promoted_within: u32,
    /// Days after which somebody promoted must still be there.
    #[arg(long, value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(u32).range(..=3_660))]
    pub retained: u32,
    /// Only who was named on or after this date or moment.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub from: Option<AsOf>,
    /// Only who was named on or before this date or moment.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub to: Option<AsOf>,
    /// By what was recorded up to this moment, inclusive.
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<Moment>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit contribution` and `koc audit costs`
#[derive(Debug, Clone, ClapArgs)]
pub struct MixArgs {
    /// By each of these.
    #[arg(long, value_enum, default_value_t = Per::Month)]
    pub per: Per,
    /// Only what took effect on or after this date or moment.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub from: Option<AsOf>,
    /// Only what took effect on or before this date or moment.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub to: Option<AsOf>,
    /// By what was recorded up to this moment, inclusive.
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<Moment>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit reuse`
#[derive(Debug, Clone, ClapArgs)]
pub struct ReuseArgs {
    /// Only works archived on or after this date or moment.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub from: Option<AsOf>,
    /// Only works archived on or before this date or moment.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub to: Option<AsOf>,
    /// By what was recorded up to this moment, inclusive.
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<Moment>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}
