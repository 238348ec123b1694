//! The list of keys on the disk.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use domain::Moment;
use domain::actor::Role;
use domain::id::{KocId, OperatorId};
use serde::{Deserialize, Serialize};

use super::KeyError;
use super::secret::Hash;

/// The file in the data directory.
const FILE: &str = "api-keys.json";
/// Where an earlier version kept the hash of its only key.
const EARLIER_FILE: &str = "admin.key.hash";

/// What is kept of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Record {
    /// Its public name.
    pub id: String,
    /// Knows the key when it is presented.
    pub(super) hash: Hash,
    /// What its holder may act as, the usual first.
    pub roles: Vec<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) operator: Option<OperatorId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) member: Option<KocId>,
    /// What it is for, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it was made.
    pub created_at: Moment,
    /// Who made it, in words.
    pub created_by: String,
    /// When it ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Moment>,
    /// When it was last used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Moment>,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Moment>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    keys: Vec<Record>,
}

/// The file of a data directory.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    earlier: PathBuf,
}

impl File {
    pub(super) fn of(data_dir: &Path) -> File {
        File { path: data_dir.join(FILE), earlier: data_dir.join(EARLIER_FILE) }
    }

    /// Every key; none when there is no file yet.
    pub(super) fn read(&self) -> Result<Vec<Record>, KeyError> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return self.read_earlier(),
            Err(source) => return Err(self.io(source)),
        };
        let kept: Result<Kept, _> = serde_json::from_str(&text);
        kept.map(|kept| kept.keys).map_err(|error| self.damaged(error.to_string()))
    }

    /// The one key of an earlier version, which stays in force.
    fn read_earlier(&self) -> Result<Vec<Record>, KeyError> {
        let text = match fs::read_to_string(&self.earlier) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(KeyError::Io { path: self.earlier.clone(), source }),
        };
        let why = || "not 64 hexadecimal digits".to_owned();
        let hash = Hash::from_hex(&text)
            .ok_or_else(|| KeyError::Damaged { path: self.earlier.clone(), why: why() })?;
        let records = vec![Record {
            id: "key_first".to_owned(),
            hash,
            roles: vec![Role::Admin],
            operator: None,
            member: None,
            note: None,
            created_at: Moment(0),
            created_by: "an earlier version".to_owned(),
            expires_at: None,
            last_used_at: None,
            revoked_at: None,
        }];
        self.write(&records)?;
        // Read no more once the list is there; kept, it would come back if the list were removed.
        fs::remove_file(&self.earlier)
            .map_err(|source| KeyError::Io { path: self.earlier.clone(), source })?;
        Ok(records)
    }

    /// Written beside and renamed, so that a crash leaves the list before or the list after.
    pub(super) fn write(&self, records: &[Record]) -> Result<(), KeyError> {
        let kept = Kept { keys: records.to_vec() };
        let text = serde_json::to_string_pretty(&kept).map_err(|e| self.damaged(e.to_string()))?;
        self.replace(&text).map_err(|source| self.io(source))
    }

    fn replace(&self, text: &str) -> io::Result<()> {
        let beside = self.path.with_extension("json.new");
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        writeln!(file, "{text}")?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)?;
        self.path.parent().map_or(Ok(()), |folder| fs::File::open(folder)?.sync_all())
    }

    fn io(&self, source: io::Error) -> KeyError {
        KeyError::Io { path: self.path.clone(), source }
    }

    fn damaged(&self, why: String) -> KeyError {
        KeyError::Damaged { path: self.path.clone(), why }
    }
}
