//! Running `koc`, and the real history that some tests need.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// What a run of `koc` gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        Ran {
            code: output.status.code().expect("not killed"),
            stdout: String::from_utf8(output.stdout).expect("answers are UTF-8"),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn ended(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).expect("the answer is JSON")
    }

    /// The records of a CSV answer, without its header, which must be `header`.
    #[track_caller]
    pub(crate) fn csv(&self, header: &str) -> Vec<Vec<String>> {
        let mut lines = self.stdout.lines();
        assert_eq!(lines.next(), Some(header));
        lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }
}

/// `koc --data-dir dir args…`, not yet started.
pub(crate) fn koc_command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koc"));
    command.arg("--data-dir").arg(dir).args(args).stdin(Stdio::null());
    // Meant for these tests, and no setting of the program.
    command.env_remove("KOC_REAL_DATA");
    command
}

/// Runs `koc --data-dir dir args…` to its end.
pub(crate) fn koc(dir: &Path, args: &[&str]) -> Ran {
    koc_command(dir, args).output().expect("koc runs").into()
}

/// An import of `file`; the summary as JSON.
#[track_caller]
pub(crate) fn import(dir: &Path, what: &str, file: &Path, more: &[&str]) -> Ran {
    let file = file.to_str().expect("UTF-8");
    koc(dir, &[&["import", what, file, "--format", "json"], more].concat())
}

/// The digests of every read model, folded afresh.
#[track_caller]
pub(crate) fn digests(dir: &Path) -> BTreeMap<String, String> {
    let replayed = koc(dir, &["replay", "--format", "json"]).ended(0).json();
    serde_json::from_value(replayed["digests"].clone()).expect("model to hex")
}

/// A scratch data directory that does not exist yet.
pub(crate) fn scratch() -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().expect("a scratch folder");
    let dir = root.path().join("data");
    (root, dir)
}

/// A file of real history beside the repository, in `../shared/data` or `$KOC_REAL_DATA`.
/// `None`, said aloud, where there is none.
pub(crate) fn real(name: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let folder = std::env::var_os("KOC_REAL_DATA").map_or_else(|| beside.into(), PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    #[allow(clippy::print_stderr, reason = "a skipped test says so")]
    {
        eprintln!("SKIPPED: {} is not there", path.display());
    }
    None
}

/// The rows of a real file by column; these files quote nothing.
pub(crate) fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).expect("readable");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let row = |line: &str| {
        let fields = line.split(',').map(str::to_owned);
        header.iter().map(|name| (*name).to_owned()).zip(fields).collect()
    };
    lines.map(row).collect()
}
