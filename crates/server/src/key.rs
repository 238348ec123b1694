//! The admin key: shown once, kept only as a hash.
//!
//! The key is 32 random bytes, so nobody can try them all and a fast hash is enough: a slow one
//! is for what people make up and remember.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// How every key begins, so that one found in the wrong place is recognised.
const PREFIX: &str = "kocadmin_";
/// The file in the data directory.
const FILE: &str = "admin.key.hash";
/// Keeps this hash apart from every other use of the same function. Never to be changed.
const CONTEXT: &str = "koc 2025 admin key";

/// Why there is no admin key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("cannot use {}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is not what this program writes.
    #[error("{} does not hold the hash of a key; remove it to have a new key made", .0.display())]
    Damaged(PathBuf),
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    NoRandom,
}

/// Knows the admin key when it sees it.
#[derive(Debug)]
pub struct AdminKey {
    hash: blake3::Hash,
}

impl AdminKey {
    /// The key of this data directory; made, and returned in clear beside it, if there is none.
    ///
    /// The clear key is told this once. Removing the file `admin.key.hash` makes a new key at the
    /// next start.
    ///
    /// # Errors
    ///
    /// When the file cannot be used or holds something else.
    pub fn open_or_make(data_dir: &Path) -> Result<(AdminKey, Option<String>), KeyError> {
        let path = data_dir.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let hash = blake3::Hash::from_hex(text.trim());
                let hash = hash.map_err(|_| KeyError::Damaged(path))?;
                Ok((AdminKey { hash }, None))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = make()?;
                let hash = hash(&key);
                keep(&path, &hash).map_err(|source| KeyError::Io { path, source })?;
                Ok((AdminKey { hash }, Some(key)))
            }
            Err(source) => Err(KeyError::Io { path, source }),
        }
    }

    /// Whether `presented` is the key. Takes the same time whatever is wrong with it.
    pub fn is(&self, presented: &str) -> bool {
        // `blake3::Hash` compares in constant time.
        hash(presented) == self.hash
    }
}

fn make() -> Result<String, KeyError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| KeyError::NoRandom)?;
    Ok(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes)))
}

fn hash(key: &str) -> blake3::Hash {
    blake3::Hash::from_bytes(blake3::derive_key(CONTEXT, key.as_bytes()))
}

/// Written beside and renamed, so that a crash leaves no half file: a start would refuse it.
fn keep(path: &Path, hash: &blake3::Hash) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    writeln!(file, "{}", hash.to_hex())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
