//! What can be typed after `koc audit fairness` and `koc audit explain`.

use clap::{Args as ClapArgs, ValueEnum};
use domain::AsOf;
use domain::id::{AssignmentId, EventId, TaskId};

use super::{Format, Tongue};

/// By what decisions are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FairBy {
    /// How members came.
    EntrySource,
    /// Where they lived.
    Region,
    /// What kind of voice they were.
    Archetype,
    /// Who approved.
    Approver,
}

/// Which decisions are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FairCause {
    /// Promotions.
    Promoted,
    /// Demotions.
    Demoted,
}

/// `koc audit fairness`
#[derive(Debug, Clone, ClapArgs)]
pub struct FairnessArgs {
    /// By what they are compared; several after commas.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "entry-source")]
    pub by: Vec<FairBy>,
    /// Which decisions.
    #[arg(long, value_enum, default_value_t = FairCause::Promoted)]
    pub cause: FairCause,
    /// Only those in effect on or after this date or moment.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub from: Option<AsOf>,
    /// Only those in effect on or before this date or moment.
    #[arg(long, value_name = "DATE|MOMENT")]
    pub to: Option<AsOf>,
    /// Lists those that set the rules aside, instead of groups.
    #[arg(long)]
    pub overrides: bool,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit explain`
#[derive(Debug, Clone, ClapArgs)]
pub struct ExplainArgs {
    /// What is explained.
    #[command(flatten)]
    pub what: ExplainWhat,
    /// In which language.
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    pub lang: Tongue,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// What is explained: one of them.
#[derive(Debug, Clone, ClapArgs)]
#[group(required = true, multiple = false)]
pub struct ExplainWhat {
    /// An event, by its position.
    #[arg(long, value_name = "EVENT")]
    pub event: Option<EventId>,
    /// The tier of a member, by external reference or id.
    #[arg(long, value_name = "MEMBER")]
    pub koc: Option<String>,
    /// The balance of a member's ledger.
    #[arg(long, value_name = "MEMBER")]
    pub balance: Option<String>,
    /// The state of an assignment.
    #[arg(long, value_name = "ASSIGNMENT")]
    pub assignment: Option<AssignmentId>,
    /// The state of a task.
    #[arg(long, value_name = "TASK")]
    pub task: Option<TaskId>,
    /// A refusal, by its code.
    #[arg(long, value_name = "CODE")]
    pub refusal: Option<String>,
}
