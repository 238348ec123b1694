//! What the program is set to, and by whom: defaults, then a file, then the environment, then
//! what was typed; the later counts.
//!
//! One table ([`keys`]) says what there is. A name nobody knows is refused wherever it stands, so
//! that a slip of the pen is not a silent default.

mod file;
mod keys;
mod show;
mod tokens;
mod value;

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use engine::Settings;
use graphql::{Limits, Rate};

use crate::args::{Command, Given};
use crate::exit::Failure;

pub(crate) use show::show;

use keys::{KEYS, Key};
use value::Value;

/// The file that is read when none is named.
const FILE: &str = "koc.toml";
/// The variable that names another.
const FILE_VARIABLE: &str = "KOC_CONFIG";

/// Who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Default,
    File { path: PathBuf, line: usize },
    Variable(String),
    Flag(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Default => f.write_str("default"),
            Source::File { path, line } => write!(f, "{}:{line}", path.display()),
            Source::Variable(name) => f.write_str(name),
            Source::Flag(flag) => f.write_str(flag),
        }
    }
}

/// What everything is set to.
#[derive(Debug)]
pub(crate) struct Config(Vec<(&'static Key, Option<Value>, Source)>);

/// Where a programme is kept, and how it is opened. Beside a server, the server's own count.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pub(crate) data_dir: PathBuf,
    pub(crate) master_key_file: Option<PathBuf>,
    pub(crate) accept_clock: bool,
}

impl Store {
    /// What the engine is opened with.
    pub(crate) fn settings(&self) -> Settings {
        let mut settings = Settings::new(&self.data_dir);
        settings.master_key_file.clone_from(&self.master_key_file);
        settings.accept_clock = self.accept_clock;
        settings
    }
}

impl Config {
    /// What was typed, over these variables, over the file, over the defaults.
    ///
    /// # Errors
    /// [`Failure::Usage`] with everything that is wrong, one line each.
    pub(crate) fn resolve(
        given: &Given,
        command: &Command,
        environment: impl Iterator<Item = (OsString, OsString)>,
    ) -> Result<Config, Failure> {
        let defaults = KEYS.iter().map(|key| (key, (key.default)(), Source::Default));
        let mut config = Config(defaults.collect());
        let mut problems = Vec::new();
        let ours =
            |(name, _): &(OsString, OsString)| name.to_string_lossy().starts_with(keys::PREFIX);
        let mut variables: Vec<_> = environment.filter(ours).collect();
        variables.sort();
        config.read_file(given, &variables, &mut problems);
        config.read_variables(&variables, &mut problems);
        config.read_flags(given, command, &mut problems);
        if problems.is_empty() { Ok(config) } else { Err(Failure::Usage(problems.join("\n     "))) }
    }

    fn read_file(
        &mut self,
        given: &Given,
        variables: &[(OsString, OsString)],
        problems: &mut Vec<String>,
    ) {
        let variable = variables.iter().find(|(name, _)| name == FILE_VARIABLE);
        let named = given.config.clone().or_else(|| variable.map(|it| PathBuf::from(&it.1)));
        let path = named.clone().unwrap_or_else(|| PathBuf::from(FILE));
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => return,
            Err(error) => {
                problems.push(format!("cannot read {}: {error}", path.display()));
                return;
            }
        };
        for set in file::read(&text, &path, problems) {
            self.set(set.key, set.value, Source::File { path: path.clone(), line: set.line });
        }
    }

    fn read_variables(&mut self, variables: &[(OsString, OsString)], problems: &mut Vec<String>) {
        for (name, said) in variables.iter().filter(|(name, _)| name != FILE_VARIABLE) {
            let name = name.to_string_lossy().into_owned();
            let Some(key) = KEYS.iter().find(|key| key.variable() == name) else {
                let known = KEYS.iter().map(Key::variable);
                let near = nearest(&name, known.chain([FILE_VARIABLE.to_owned()]));
                problems.push(format!("unknown variable {name}: did you mean {near}?"));
                continue;
            };
            match key.kind.parse(said) {
                Ok(value) => self.set(key, value, Source::Variable(name)),
                Err(wrong) => problems.push(format!("{name} {wrong}")),
            }
        }
    }

    fn read_flags(&mut self, given: &Given, command: &Command, problems: &mut Vec<String>) {
        for said in &given.set {
            let Some((name, value)) = said.split_once('=') else {
                problems.push(format!("--set takes KEY=VALUE, not `{said}`"));
                continue;
            };
            let Some(key) = keys::named(name) else {
                let near = nearest(name, KEYS.iter().map(|key| key.name.to_owned()));
                problems.push(format!("--set: unknown key `{name}`: did you mean `{near}`?"));
                continue;
            };
            self.flag(key.name, &format!("--set {name}"), OsStr::new(value), problems);
        }
        let path = |path: &Option<PathBuf>| path.clone().map(PathBuf::into_os_string);
        let mut named = vec![
            (keys::DATA_DIR, "--data-dir", path(&given.data_dir)),
            (keys::MASTER_KEY_FILE, "--master-key-file", path(&given.master_key_file)),
            (keys::ACCEPT_CLOCK, "--accept-clock", given.accept_clock.then(|| "true".into())),
        ];
        if let Command::Serve(args) = command {
            named.push((keys::LISTEN, "--listen", args.listen.clone().map(Into::into)));
            named.push((keys::LOG_FORMAT, "--log-format", args.log_format.clone().map(Into::into)));
        }
        for (name, flag, said) in named {
            if let Some(said) = said {
                self.flag(name, flag, &said, problems);
            }
        }
    }

    fn flag(&mut self, name: &str, flag: &str, said: &OsStr, problems: &mut Vec<String>) {
        let Some(key) = keys::named(name) else { unreachable!("a flag of a key: {name}") };
        match key.kind.parse(said) {
            Ok(value) => self.set(key, value, Source::Flag(flag.to_owned())),
            Err(wrong) => problems.push(format!("{flag} {wrong}")),
        }
    }

    fn set(&mut self, key: &Key, value: Value, source: Source) {
        if let Some(setting) = self.0.iter_mut().find(|(of, ..)| of.name == key.name) {
            (setting.1, setting.2) = (Some(value), source);
        }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(key, ..)| key.name == name).and_then(|(_, value, _)| value.as_ref())
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        match self.value(name) {
            Some(Value::Path(path)) => Some(path.clone()),
            _ => None,
        }
    }

    fn number(&self, name: &str) -> usize {
        match self.value(name) {
            Some(Value::Number(number)) => usize::try_from(*number).unwrap_or(usize::MAX),
            _ => unreachable!("`{name}` has a default"),
        }
    }

    fn text(&self, name: &str) -> &str {
        match self.value(name) {
            Some(Value::Text(text)) => text,
            _ => unreachable!("`{name}` has a default"),
        }
    }

    pub(crate) fn store(&self) -> Store {
        Store {
            data_dir: self.path(keys::DATA_DIR).unwrap_or_else(|| Path::new(".").to_owned()),
            master_key_file: self.path(keys::MASTER_KEY_FILE),
            accept_clock: self.value(keys::ACCEPT_CLOCK) == Some(&Value::Flag(true)),
        }
    }

    /// Where to listen.
    pub(crate) fn listen(&self) -> Result<SocketAddr, Failure> {
        let text = self.text(keys::LISTEN);
        text.parse().map_err(|_| Failure::Usage(format!("`{text}` is no address")))
    }

    /// Which remarks are written.
    pub(crate) fn log(&self) -> &str {
        self.text(keys::LOG)
    }

    /// Whether remarks are JSON.
    pub(crate) fn logs_json(&self) -> bool {
        self.text(keys::LOG_FORMAT) == "json"
    }

    /// What one request may be and cost.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            tokens: self.number("limits.tokens"),
            depth: self.number("limits.depth"),
            aliases: self.number("limits.aliases"),
            directives: self.number("limits.directives"),
            fields: self.number("limits.fields"),
            cost: self.number("limits.cost"),
            deadline: Duration::from_secs(self.number("limits.deadline_seconds") as u64),
        }
    }

    /// What the requests of a key may cost.
    pub(crate) fn rate(&self) -> Rate {
        let number = |name| u32::try_from(self.number(name)).ok().and_then(NonZeroU32::new);
        Rate {
            per_second: number("rate.per_second").unwrap_or(NonZeroU32::MIN),
            at_once: number("rate.at_once").unwrap_or(NonZeroU32::MIN),
        }
    }
}

/// The known name that looks most like `name`.
fn nearest(name: &str, known: impl Iterator<Item = String>) -> String {
    let alike = |known: &String| strsim::normalized_damerau_levenshtein(name, known);
    known.max_by(|a, b| alike(a).total_cmp(&alike(b))).unwrap_or_default()
}
