//! What can be typed after `koc`.

mod audit;
mod decisions;
mod fixture;
mod mobility;

use std::path::{Path, PathBuf};

pub use audit::*;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
pub use decisions::*;
use domain::id::{KocId, OperatorId};
use domain::{Day, Moment};
use event_log::Head;
pub use fixture::*;
pub use mobility::*;

/// The record and the engine of a programme of Key Opinion Consumers.
///
/// Data goes to stdout, everything else to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage,
/// 4 refused by a rule, 5 the log is damaged or does not give what it states.
#[derive(Debug, Clone, Parser)]
#[command(name = "koc", version, propagate_version = true)]
pub struct Args {
    /// What it is set to.
    #[command(flatten)]
    pub given: Given,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What is set on the command line; it counts before the environment, the file and the defaults.
#[derive(Debug, Clone, ClapArgs)]
pub struct Given {
    /// A file of settings, TOML. [default: ./koc.toml, if it is there] [env: KOC_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Any setting of `koc config show`; can be given more than once.
    #[arg(long, global = true, value_name = "KEY=VALUE")]
    pub set: Vec<String>,

    /// Where the programme is kept. [default: ./koc-data] [env: KOC_DATA_DIR]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// The key that opens people's keys, kept outside the data directory; made on first use.
    /// [default: master.key in the data directory] [env: KOC_MASTER_KEY_FILE]
    #[arg(long, global = true, value_name = "FILE")]
    pub master_key_file: Option<PathBuf>,

    /// Take commands although the machine's clock is far from the newest record: for somebody who
    /// has looked at the clock. [env: KOC_ACCEPT_CLOCK]
    #[arg(long, global = true)]
    pub accept_clock: bool,
}

/// The subcommands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Serve the programme over HTTP until stopped.
    Serve(ServeArgs),
    /// End the set-up: from here on people act, and history is no longer imported.
    Golive(GoliveArgs),
    /// Bring in history, or a whole exported log.
    #[command(subcommand)]
    Import(Import),
    /// Write out every event, or the rows of read models.
    Export(ExportArgs),
    /// Bring a backup up to now, or begin one; a server need not stop for it.
    Backup(BackupArgs),
    /// Make the log anew from a backup, where there is none.
    Restore(RestoreArgs),
    /// Fold the whole log afresh and show the digest of every read model.
    Replay(ReplayArgs),
    /// Check the whole log, and that folding it twice gives the same.
    Verify(VerifyArgs),
    /// Let an invented programme of any size and length run, in a directory that holds none.
    Simulate(SimulateArgs),
    /// How often things happen in a simulation, with defaults.
    Rates(RatesArgs),
    /// Ask who stood where, who moved, who gave what.
    #[command(subcommand)]
    Audit(Audit),
    /// Make, list and revoke the keys of the API.
    #[command(subcommand)]
    Keys(Keys),
    /// What the program is set to, and by whom.
    #[command(subcommand)]
    Config(ConfigWhat),
    /// Stories for tests: cut them from a log, shrink, show and check them.
    #[command(subcommand)]
    Fixture(Fixture),
    /// Print the GraphQL schema.
    Schema,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns, for people.
    Table,
    /// RFC 4180.
    Csv,
    /// An array of objects.
    Json,
}

/// `koc serve`
#[derive(Debug, Clone, ClapArgs)]
pub struct ServeArgs {
    /// Load the demonstration programme first; refused beside real data.
    #[arg(long)]
    pub demo: bool,
    /// How many people live in the demonstration beside those whose story it tells.
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 1_000,
        requires = "demo",
        value_parser = clap::value_parser!(u32).range(..=100_000)
    )]
    pub demo_members: u32,
    /// Where to listen; a loopback address. [default: 127.0.0.1:8080] [env: KOC_LISTEN]
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<String>,
    /// How remarks about the server are written: text or json. [default: text]
    /// [env: KOC_LOG_FORMAT]
    #[arg(long, value_name = "FORMAT")]
    pub log_format: Option<String>,
}

/// `koc simulate`
#[derive(Debug, Clone, ClapArgs)]
pub struct SimulateArgs {
    /// How many people it has had by its last day.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    pub members: u32,
    /// How many months it runs.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=240))]
    pub months: u32,
    /// Decides everything that is left to chance: the same seed gives the same log.
    #[arg(long, default_value_t = 1)]
    pub seed: u32,
    /// Its first day.
    #[arg(long, value_name = "DATE", default_value = "2025-01-01")]
    pub from: Day,
    /// How often something happens, as `koc rates` lists it; can be given more than once.
    #[arg(long, value_name = "NAME=NUMBER")]
    pub rate: Vec<String>,
    /// How the summary is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc rates`
#[derive(Debug, Clone, ClapArgs)]
pub struct RatesArgs {
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc golive`
#[derive(Debug, Clone, ClapArgs)]
pub struct GoliveArgs {
    /// The day it is from; today if not given.
    #[arg(long, value_name = "DATE")]
    pub on: Option<Day>,
}

/// `koc import`
#[derive(Debug, Clone, Subcommand)]
pub enum Import {
    /// Past tier moves: columns member, at, from, to.
    TierMoves(ImportArgs),
    /// Past reviewed work: columns work, author, reviewer, submitted_at, accepted_at, revisions,
    /// lines, kind.
    ReviewedWork(ImportArgs),
    /// A log written by `koc export --format jsonl`, into an empty directory.
    Events(EventsArgs),
}

/// What every import of history takes.
#[derive(Debug, Clone, ClapArgs)]
pub struct ImportArgs {
    /// A CSV file with a header line, UTF-8.
    pub file: PathBuf,
    /// The programme's name, when the directory is empty. [default: KOC]
    #[arg(long, value_name = "NAME")]
    pub programme: Option<String>,
    /// The programme's time zone, when the directory is empty. [default: Asia/Shanghai]
    #[arg(long, value_name = "IANA NAME")]
    pub time_zone: Option<String>,
    /// Another name for a tier, as the file writes it; can be given more than once.
    /// `active=RESPONDER` is built in.
    #[arg(long = "alias", value_name = "NAME=TIER")]
    pub aliases: Vec<String>,
    /// Write the refused rows here, with line, column, code and reason.
    #[arg(long, value_name = "FILE")]
    pub refused_to: Option<PathBuf>,
    /// Exit with 0 even if rows were refused.
    #[arg(long)]
    pub allow_refused: bool,
    /// How the summary is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc import events`
#[derive(Debug, Clone, ClapArgs)]
pub struct EventsArgs {
    /// The exported log.
    pub file: PathBuf,
    /// How the summary is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A line each; of events lossless: `koc import events` takes it back.
    Jsonl,
    /// For people and spreadsheets; cannot be taken back.
    Csv,
    /// For DuckDB, pandas and the like, with types; cannot be taken back.
    Parquet,
}

/// `koc export`
#[derive(Debug, Clone, ClapArgs)]
pub struct ExportArgs {
    /// What: `events`, the name of a read model, or `all` of them.
    #[arg(value_name = "WHAT", default_value = "events", value_parser = what_is_exported())]
    pub what: Vec<String>,
    /// How.
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// A directory to make, with a file for every table and `manifest.json`. Without it, events
    /// go to stdout.
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// As the log stood after this position. [default: the newest]
    #[arg(long, value_name = "POSITION", conflicts_with = "known_at")]
    pub at: Option<u64>,
    /// As the log stood at this moment, inclusive.
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<Moment>,
}

/// What can be exported, by name.
fn what_is_exported() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(
        ["events", "all"].iter().chain(engine::View::NAMES).copied(),
    )
}

/// `koc backup`
#[derive(Debug, Clone, ClapArgs)]
pub struct BackupArgs {
    /// Directory of the backup: empty, missing, or an earlier backup of this programme.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc restore`
#[derive(Debug, Clone, ClapArgs)]
pub struct RestoreArgs {
    /// Directory of the backup.
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// What a digest covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DigestKind {
    /// What is said, whenever and wherever it was recorded.
    Content,
    /// Everything.
    Exact,
}

/// `koc replay`
#[derive(Debug, Clone, ClapArgs)]
pub struct ReplayArgs {
    /// What the digests cover.
    #[arg(long, value_enum, default_value_t = DigestKind::Content)]
    pub digest: DigestKind,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc verify`
#[derive(Debug, Clone, ClapArgs)]
pub struct VerifyArgs {
    /// A head that was kept earlier: the log must begin with those very events.
    #[arg(long, value_name = "SIZE:HASH")]
    pub expect_head: Option<Head>,
    /// The roll that was kept with that head.
    #[arg(long, value_name = "HASH", requires = "expect_head")]
    pub expect_roll: Option<Hash>,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc keys`
#[derive(Debug, Clone, Subcommand)]
pub enum Keys {
    /// Make a key; it is written to stdout, this once.
    Create(CreateKeyArgs),
    /// Show every key there ever was, but for the keys themselves.
    List(ListKeysArgs),
    /// End a key at once, for whatever still runs by it too.
    Revoke(RevokeKeyArgs),
}

/// What a key lets its holder act as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "as in `domain::Role`")]
pub enum KeyRole {
    Admin,
    Ops,
    Reviewer,
    Approver,
    Finance,
    Librarian,
    Privacy,
    Analyst,
}

/// `koc keys create`
#[derive(Debug, Clone, ClapArgs)]
pub struct CreateKeyArgs {
    /// A role of the operator; can be given more than once, the usual one first.
    #[arg(long = "role", value_name = "ROLE", value_enum, conflicts_with = "member")]
    pub roles: Vec<KeyRole>,
    /// The member of the brand's team whose key it is.
    #[arg(long, value_name = "ID", conflicts_with = "member")]
    pub operator: Option<OperatorId>,
    /// The KOC whose key it is: it shows and does what is theirs.
    #[arg(long, value_name = "ID")]
    pub member: Option<KocId>,
    /// Days until it ends by itself. [default: 365]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub days: Option<u32>,
    /// Let it last until it is revoked.
    #[arg(long, conflicts_with = "days")]
    pub no_expiry: bool,
    /// What it is for.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// `koc keys list`
#[derive(Debug, Clone, ClapArgs)]
pub struct ListKeysArgs {
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `koc keys revoke`
#[derive(Debug, Clone, ClapArgs)]
pub struct RevokeKeyArgs {
    /// The key's name, as `koc keys list` shows it.
    #[arg(value_name = "KEY")]
    pub key: String,
}

/// `koc config`
#[derive(Debug, Clone, Subcommand)]
pub enum ConfigWhat {
    /// Show every setting, its value and where it came from. No key is shown, only where it lies.
    Show(ConfigShowArgs),
}

/// `koc config show`
#[derive(Debug, Clone, ClapArgs)]
pub struct ConfigShowArgs {
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

impl Command {
    /// Makes every path absolute, as seen from `directory`.
    pub fn resolve(&mut self, directory: &Path) {
        let absolute = |path: &mut PathBuf| *path = directory.join(&*path);
        match self {
            Command::Import(Import::TierMoves(args) | Import::ReviewedWork(args)) => {
                absolute(&mut args.file);
                if let Some(path) = &mut args.refused_to {
                    absolute(path);
                }
            }
            Command::Import(Import::Events(args)) => absolute(&mut args.file),
            Command::Fixture(fixture) => fixture.paths().into_iter().for_each(absolute),
            Command::Audit(audit) => audit.paths().into_iter().for_each(absolute),
            Command::Export(args) => args.to.iter_mut().for_each(absolute),
            Command::Backup(args) => absolute(&mut args.to),
            Command::Restore(args) => absolute(&mut args.from),
            _ => {}
        }
    }
}
