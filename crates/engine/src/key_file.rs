//! The file of keys: fixed slots, each one key wrapped by the master key.
//!
//! Slot 0 holds the programme's own key, every other slot one person's. A slot is written once
//! and synced before anything sealed under its key is recorded. A plain file and not the log,
//! because a key that is destroyed must be gone, and a log forgets nothing.
//!
//! A slot, 128 bytes: magic `KOCK`, format 1, state 1 (in use), two zeros; person (16 bytes, zeros
//! for the programme); nonce (24); wrapped key and tag (48); zeros; BLAKE3 of all before, cut to
//! 16 bytes. A slot of zeros is free: its write was never acknowledged.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::personal::Person;
use zeroize::Zeroizing;

/// Bytes of a slot.
const SLOT: usize = 128;
const MAGIC: [u8; 8] = [b'K', b'O', b'C', b'K', 1, 1, 0, 0];
const PERSON: std::ops::Range<usize> = 8..24;
const NONCE: std::ops::Range<usize> = 24..48;
const WRAPPED: std::ops::Range<usize> = 48..96;
const CHECK: std::ops::Range<usize> = 112..128;

/// A key in memory, wiped when dropped.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The keys are there, the key that opens them is not.
    #[error("the master key file {} is missing: without it no personal data can be read", .path.display())]
    MasterKeyMissing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The master key file holds something else.
    #[error("{} is not a master key file: it must hold 64 hexadecimal digits", .path.display())]
    MasterKeyInvalid {
        /// Which file.
        path: PathBuf,
    },
    /// The master key is that of another store.
    #[error("the master key in {} does not open the keys in {}", .master.display(), .keys.display())]
    MasterKeyWrong {
        /// The master key file.
        master: PathBuf,
        /// The file of keys.
        keys: PathBuf,
    },
    /// There are events, but no keys to what is sealed in them.
    #[error(
        "{} is missing although events are recorded: put back the one that belongs to this log",
        .path.display()
    )]
    KeysMissing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A slot is not what was written.
    #[error("slot {slot} of {} is damaged: put back a copy of the file", .path.display())]
    Damaged {
        /// Which slot, from 0.
        slot: usize,
        /// The file of keys.
        path: PathBuf,
    },
    /// A file could not be read or written.
    #[error("cannot {action} {}: {source}", .path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// The system gives no randomness, so no key can be made.
    #[error("the system gives no randomness: {0}")]
    Randomness(String),
}

impl KeyError {
    fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> KeyError {
        let path = path.to_owned();
        move |source| KeyError::Io { action, path, source }
    }
}

/// A new random key.
pub(crate) fn new_key() -> Result<Key, KeyError> {
    let mut key = Zeroizing::new([0; 32]);
    random(&mut *key)?;
    Ok(key)
}

fn random(bytes: &mut [u8]) -> Result<(), KeyError> {
    getrandom::fill(bytes).map_err(|error| KeyError::Randomness(error.to_string()))
}

/// Where the keys are.
pub(crate) struct KeyPaths<'a> {
    pub(crate) keys: &'a Path,
    pub(crate) master: &'a Path,
}

/// The open file of keys.
pub(crate) struct KeyFile {
    file: File,
    path: PathBuf,
    cipher: XChaCha20Poly1305,
    next_slot: u64,
}

/// What an opened file of keys holds.
pub(crate) struct Opened {
    pub(crate) file: KeyFile,
    pub(crate) programme: Key,
    pub(crate) people: Vec<(Person, Key)>,
}

impl KeyFile {
    /// Opens the file of keys, or makes it (and the master key, if there is none) for a log that
    /// `is_new`.
    pub(crate) fn open(paths: &KeyPaths<'_>, is_new: bool) -> Result<Opened, KeyError> {
        if paths.keys.exists() {
            return KeyFile::open_existing(paths);
        }
        if !is_new {
            return Err(KeyError::KeysMissing { path: paths.keys.to_owned() });
        }
        let master = match read_master(paths.master) {
            Err(KeyError::MasterKeyMissing { path }) => create_master(&path)?,
            read => read?,
        };
        KeyFile::create(paths.keys, &master)
    }

    fn create(path: &Path, master: &Key) -> Result<Opened, KeyError> {
        let made = path.with_extension("new");
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&made)
            .map_err(KeyError::io("create", &made))?;
        let cipher = XChaCha20Poly1305::new((&**master).into());
        let mut keys = KeyFile { file, path: path.to_owned(), cipher, next_slot: 0 };
        let programme = new_key()?;
        keys.append(&[(Person([0; 16]), programme.clone())])?;
        std::fs::rename(&made, path).map_err(KeyError::io("rename", &made))?;
        sync_folder_of(path)?;
        Ok(Opened { file: keys, programme, people: Vec::new() })
    }

    fn open_existing(paths: &KeyPaths<'_>) -> Result<Opened, KeyError> {
        let path = paths.keys;
        let master = read_master(paths.master)?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .map_err(KeyError::io("open", path))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(KeyError::io("read", path))?;
        let cipher = XChaCha20Poly1305::new((&*master).into());
        let damaged = |slot| KeyError::Damaged { slot, path: path.to_owned() };
        let (mut programme, mut people, mut next_slot) = (None, Vec::new(), 0);
        // A last slot cut short was never acknowledged; it is written over.
        for (slot, bytes) in bytes.chunks_exact(SLOT).enumerate() {
            if bytes.iter().all(|byte| *byte == 0) {
                continue;
            }
            let person = check_slot(bytes).ok_or_else(|| damaged(slot))?;
            let key = unwrap(&cipher, bytes, person).ok_or_else(|| KeyError::MasterKeyWrong {
                master: paths.master.to_owned(),
                keys: path.to_owned(),
            })?;
            if slot == 0 {
                programme = Some(key)
            } else {
                people.push((person, key))
            }
            next_slot = slot as u64 + 1;
        }
        let programme = programme.ok_or_else(|| damaged(0))?;
        let file = KeyFile { file, path: path.to_owned(), cipher, next_slot };
        Ok(Opened { file, programme, people })
    }

    /// Writes new keys and syncs them: from here on what is sealed under them may be recorded.
    pub(crate) fn append(&mut self, keys: &[(Person, Key)]) -> Result<(), KeyError> {
        let mut bytes = Vec::with_capacity(keys.len() * SLOT);
        for (person, key) in keys {
            bytes.extend_from_slice(&wrap(&self.cipher, *person, key)?);
        }
        let write = || {
            self.file.write_all_at(&bytes, self.next_slot * SLOT as u64)?;
            self.file.sync_data()
        };
        write().map_err(KeyError::io("write", &self.path))?;
        self.next_slot += keys.len() as u64;
        Ok(())
    }
}

fn wrap(cipher: &XChaCha20Poly1305, person: Person, key: &Key) -> Result<[u8; SLOT], KeyError> {
    let mut slot = [0; SLOT];
    let mut nonce = [0; 24];
    random(&mut nonce)?;
    let wrapped = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: &key[..], aad: &person.0 })
        .expect("a key is far below the cipher's limit");
    slot[..8].copy_from_slice(&MAGIC);
    slot[PERSON].copy_from_slice(&person.0);
    slot[NONCE].copy_from_slice(&nonce);
    slot[WRAPPED].copy_from_slice(&wrapped);
    let check = blake3::hash(&slot[..CHECK.start]);
    slot[CHECK].copy_from_slice(&check.as_bytes()[..16]);
    Ok(slot)
}

/// Whose slot it is; `None` when it is not what was written.
fn check_slot(slot: &[u8]) -> Option<Person> {
    let check = blake3::hash(&slot[..CHECK.start]);
    let whole = slot[CHECK] == check.as_bytes()[..16] && slot[..8] == MAGIC;
    whole.then(|| slot[PERSON].try_into().map(Person).ok()).flatten()
}

fn unwrap(cipher: &XChaCha20Poly1305, slot: &[u8], person: Person) -> Option<Key> {
    let nonce: [u8; 24] = slot[NONCE].try_into().ok()?;
    let wrapped = Payload { msg: &slot[WRAPPED], aad: &person.0 };
    let clear = Zeroizing::new(cipher.decrypt(&XNonce::from(nonce), wrapped).ok()?);
    let mut key = Zeroizing::new([0; 32]);
    key.copy_from_slice(clear.get(..32)?);
    Some(key)
}

fn read_master(path: &Path) -> Result<Key, KeyError> {
    let text = match std::fs::read(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(KeyError::MasterKeyMissing { path: path.to_owned() });
        }
        Err(error) => return Err(KeyError::io("read", path)(error)),
    };
    warn_if_readable_by_others(path);
    let mut key = Zeroizing::new([0; 32]);
    let digits = text.trim_ascii();
    let is_key = digits.len() == 64 && digits.iter().all(u8::is_ascii_hexdigit);
    let parsed = is_key && {
        key.iter_mut().zip(digits.chunks_exact(2)).all(|(byte, pair)| {
            let pair = std::str::from_utf8(pair).ok();
            pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())
                .map(|value| *byte = value)
                .is_some()
        })
    };
    if parsed { Ok(key) } else { Err(KeyError::MasterKeyInvalid { path: path.to_owned() }) }
}

fn warn_if_readable_by_others(path: &Path) {
    let mode = std::fs::metadata(path).map_or(0, |data| data.permissions().mode());
    if mode & 0o077 != 0 {
        tracing::warn!(path = %path.display(), "the master key can be read by other accounts");
    }
}

fn create_master(path: &Path) -> Result<Key, KeyError> {
    let key = new_key()?;
    let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let digits = Zeroizing::new(digits + "\n");
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(digits.as_bytes())?;
        file.sync_all()
    };
    write().map_err(KeyError::io("create", path))?;
    sync_folder_of(path)?;
    Ok(key)
}

/// Makes a new file's name durable.
fn sync_folder_of(path: &Path) -> Result<(), KeyError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let sync = || File::open(folder)?.sync_all();
    sync().map_err(KeyError::io("sync", folder))
}
