//! What can be typed after `koc audit` about mobility.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, ValueEnum};
use domain::vocabulary::TierCode;
use domain::{AsOf, Day, Moment};

use super::Format;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Per {
    /// One day.
    Day,
    /// From a Monday to a Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

impl From<Per> for audit::period::Per {
    fn from(per: Per) -> audit::period::Per {
        match per {
            Per::Day => audit::period::Per::Day,
            Per::Week => audit::period::Per::Week,
            Per::Month => audit::period::Per::Month,
            Per::Quarter => audit::period::Per::Quarter,
            Per::Year => audit::period::Per::Year,
        }
    }
}

/// What a step down by one's own wish does to the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StepDownAs {
    /// Ends observation: they chose to stop climbing.
    Censored,
    /// Changes nothing: they may still make it.
    KeepsRunning,
}

impl From<StepDownAs> for audit::climb::StepDownAs {
    fn from(step_down_as: StepDownAs) -> audit::climb::StepDownAs {
        match step_down_as {
            StepDownAs::Censored => audit::climb::StepDownAs::Censored,
            StepDownAs::KeepsRunning => audit::climb::StepDownAs::KeepsRunning,
        }
    }
}

/// Into which groups members are split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SplitBy {
    /// Days before the first mentorship of a member apart from those after.
    Mentored,
}

/// A tier by its code, in capital letters or not.
fn tier() -> impl TypedValueParser<Value = TierCode> {
    PossibleValuesParser::new(TierCode::ALL.map(TierCode::code))
        .map(|code| code.parse().expect("one of the codes"))
}

/// `koc audit transitions`
#[derive(Debug, Clone, ClapArgs)]
pub struct TransitionsArgs {
    /// Count period by period, with the share of those who stood there when it began; then `--from`
    /// and `--to` are dates.
    #[arg(long, value_enum)]
    pub per: Option<Per>,
    /// Only moves on or after this date or moment. [default: the first move]
    #[arg(long, value_name = "DATE|MOMENT")]
    pub from: Option<AsOf>,
    /// Only moves on or before this date or moment. [default: the last move]
    #[arg(long, value_name = "DATE|MOMENT")]
    pub to: Option<AsOf>,
    /// By what was recorded up to this moment, inclusive.
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<Moment>,
    /// Also draw it into this file.
    #[arg(long, value_name = "FILE", requires = "per")]
    pub svg: Option<PathBuf>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit headcount`
#[derive(Debug, Clone, ClapArgs)]
pub struct HeadcountArgs {
    /// At the end of each of these.
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
    /// Also draw it into this file.
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit time-to-tier`
#[derive(Debug, Clone, ClapArgs)]
pub struct TimeToTierArgs {
    /// The tier in which the clock begins.
    #[arg(long, value_name = "TIER", value_parser = tier(), ignore_case = true)]
    pub from: TierCode,
    /// The tier to reach.
    #[arg(long, value_name = "TIER", value_parser = tier(), ignore_case = true)]
    pub to: TierCode,
    /// Apart by when the clock began.
    #[arg(long, value_enum)]
    pub cohort_by: Option<Per>,
    /// What a step down by one's own wish does to the clock.
    #[arg(long, value_enum, default_value_t = StepDownAs::Censored)]
    pub step_down_as: StepDownAs,
    /// Into which groups members are split, cohort by cohort.
    #[arg(long, value_enum)]
    pub split_by: Option<SplitBy>,
    /// Members are followed to the end of this day, or to this moment.
    #[arg(long, value_name = "DATE|MOMENT", required_unless_present = "known_at")]
    pub as_of: Option<AsOf>,
    /// By what was recorded up to this moment, inclusive; nobody is followed beyond it.
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<Moment>,
    /// Every day of each curve instead of one row for each.
    #[arg(long)]
    pub curve: bool,
    /// Also draw the curves into this file, eight at most.
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc audit dwell`
#[derive(Debug, Clone, ClapArgs)]
pub struct DwellArgs {
    /// Apart by when the stay began.
    #[arg(long, value_enum)]
    pub cohort_by: Option<Per>,
    /// Stays are followed to the end of this day, or to this moment.
    #[arg(long, value_name = "DATE|MOMENT", required_unless_present = "known_at")]
    pub as_of: Option<AsOf>,
    /// By what was recorded up to this moment, inclusive; nobody is followed beyond it.
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<Moment>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}
