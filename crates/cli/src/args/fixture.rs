//! What can be typed after `koc fixture`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use domain::Event;
use domain::id::{EventId, TaskId};

use super::Format;

/// `koc fixture`
#[derive(Debug, Clone, Subcommand)]
pub enum Fixture {
    /// Take the smallest story that tells what is asked for from a log, with everything it depends
    /// on: pseudonymised, with placeholders for what is sealed.
    Cut(CutArgs),
    /// Reduce a failing story to the smallest part that still fails a command.
    Shrink(ShrinkArgs),
    /// Tell a story to a person: when, who, of whom or what, and what happened.
    Show(ShowArgs),
    /// Tell every fault of stories and exports: file, line, byte column, field, and what is wrong.
    Check(CheckArgs),
}

impl Fixture {
    /// Whether it reads the programme's own log, and no file.
    pub(crate) fn asks_the_log(&self) -> bool {
        matches!(self, Fixture::Cut(args) if args.from.is_none())
    }

    /// Every path in it.
    pub(super) fn paths(&mut self) -> Vec<&mut PathBuf> {
        match self {
            Fixture::Cut(args) => args.from.iter_mut().chain([&mut args.to]).collect(),
            Fixture::Shrink(args) => vec![&mut args.story, &mut args.to],
            Fixture::Show(args) => vec![&mut args.story],
            Fixture::Check(args) => args.stories.iter_mut().collect(),
        }
    }
}

/// `koc fixture cut`
#[derive(Debug, Clone, ClapArgs)]
pub struct CutArgs {
    /// What to tell.
    #[command(flatten)]
    pub what: What,
    /// The folder to make: it must not exist.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// A story or an export to cut from. [default: the programme's log]
    #[arg(long, value_name = "STORY")]
    pub from: Option<PathBuf>,
    /// What pseudonyms are derived from: the same gives the same. Whoever knows it can find out
    /// who is who. [default: made at random and forgotten]
    #[arg(long, value_name = "TEXT")]
    pub salt: Option<String>,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// What a story should tell.
#[derive(Debug, Clone, ClapArgs)]
#[group(required = true, multiple = false)]
pub struct What {
    /// How a member rose and fell: their id, or their key in another system.
    #[arg(long, value_name = "ID|KEY")]
    pub member: Option<String>,
    /// A task, its assignments, and what those led to.
    #[arg(long, value_name = "ID")]
    pub task: Option<TaskId>,
    /// The first thing to which an event of that type happened so often (once, if not given), up
    /// to then: `KocDemoted=2` tells of the first member who was demoted twice.
    #[arg(long = "where", value_name = "EVENT[=N]")]
    pub until: Option<Until>,
    /// Everything from one position to another, both included.
    #[arg(long, value_name = "A..B")]
    pub positions: Option<Positions>,
}

/// `EVENT[=N]`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// The type of event by its name.
    pub event: &'static str,
    /// How often.
    pub count: u64,
}

impl FromStr for Until {
    type Err = String;

    fn from_str(text: &str) -> Result<Until, String> {
        let (name, count) = text.split_once('=').unwrap_or((text, "1"));
        let count = count.parse().ok().filter(|count| *count > 0);
        let count = count.ok_or("a number from 1 must follow the `=`")?;
        let Some(kind) = Event::type_named(name) else {
            let alike = |other: &str| strsim::normalized_damerau_levenshtein(name, other);
            let near = Event::types().map(|kind| kind.name);
            let near = near.max_by(|a, b| alike(a).total_cmp(&alike(b))).unwrap_or_default();
            return Err(format!("there is no event named `{name}`; is `{near}` meant?"));
        };
        Ok(Until { event: kind.name, count })
    }
}

/// `A..B`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Positions {
    /// The first.
    pub from: u64,
    /// The last.
    pub to: u64,
}

impl FromStr for Positions {
    type Err = String;

    fn from_str(text: &str) -> Result<Positions, String> {
        let position = |text: &str| match text.parse::<EventId>() {
            Ok(event) => Some(event.0),
            Err(_) => text.parse().ok(),
        };
        let (from, to) = text.split_once("..").unwrap_or_default();
        match (position(from), position(to)) {
            (Some(from), Some(to)) if (1..=to).contains(&from) => Ok(Positions { from, to }),
            _ => Err("two positions from 1 are wanted, like 120..180".to_owned()),
        }
    }
}

/// `koc fixture shrink`
#[derive(Debug, Clone, ClapArgs)]
pub struct ShrinkArgs {
    /// The folder of a story, or its file.
    pub story: PathBuf,
    /// The folder to make: it must not exist. It holds the smallest one found so far.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// Only this exit code is the failure that is meant. [default: any but 0]
    #[arg(long, value_name = "CODE")]
    pub fails_with: Option<i32>,
    /// A run that takes longer is ended, and is none of a failure.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub timeout: u64,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// The command that must fail, behind `--`. `{}` in it is the folder of the story that is
    /// tried; without one, the folder is its last argument.
    #[arg(required = true, last = true, value_name = "COMMAND")]
    pub command: Vec<String>,
}

/// The language of a story told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// English
    En,
    /// 中文
    Zh,
}

/// `koc fixture show`
#[derive(Debug, Clone, ClapArgs)]
pub struct ShowArgs {
    /// The folder of a story, or a file of events; an export too.
    pub story: PathBuf,
    /// In which language.
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    pub lang: Tongue,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc fixture check`
#[derive(Debug, Clone, ClapArgs)]
pub struct CheckArgs {
    /// Files of events, or folders of stories.
    #[arg(required = true, value_name = "STORY")]
    pub stories: Vec<PathBuf>,
    /// Faults of each file that are told in words.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub most: usize,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}
