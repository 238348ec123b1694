//! The file of keys: fixed slots, each one key wrapped by the master key.
//!
//! Slot 0 holds the programme's own key, every other slot one person's. A slot is written once
//! and synced before anything sealed under its key is recorded. A plain file and not the log,
//! because a key that is destroyed must be gone, and a log forgets nothing.
//!
//! A slot, 128 bytes: magic `KOCK`, format 1, state 1 (in use) or 2 (destroyed), two zeros; person
//! (16 bytes, zeros for the programme); nonce (24); wrapped key and tag (48); zeros; BLAKE3 of all
//! before, cut to 16 bytes. A slot of zeros is free: its write was never acknowledged. A destroyed
//! slot has zeros for nonce and wrapped key; it was overwritten where it lay, and is never used
//! again. The person stands at the same place in both, so a slot whose destruction was cut short
//! still says whose it is, and is destroyed at the next opening.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::personal::Person;
use zeroize::Zeroizing;

/// Bytes of a slot.
const SLOT: usize = 128;
/// Stands in the slot of the programme's own key.
const PROGRAMME: Person = Person([0; 16]);
const IN_USE: [u8; 8] = [b'K', b'O', b'C', b'K', 1, 1, 0, 0];
const DESTROYED: [u8; 8] = [b'K', b'O', b'C', b'K', 1, 2, 0, 0];
const PERSON: std::ops::Range<usize> = 8..24;
const NONCE: std::ops::Range<usize> = 24..48;
const WRAPPED: std::ops::Range<usize> = 48..96;
const CHECK: std::ops::Range<usize> = 112..128;

/// A key in memory: at one place for as long as anybody holds it, and wiped after that. Maps and
/// lists that grow move what they hold and leave the old bytes behind.
pub(crate) type Key = Arc<Zeroizing<[u8; 32]>>;

/// The steps of what is done with the file, in order; tests make one of them fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStep {
    /// New keys are written and synced.
    Write,
    /// Slots are overwritten; the log says why.
    Destroy,
    /// What was overwritten is synced to the disk.
    SyncDestroyed,
    /// It is synced; nobody was told yet.
    Destroyed,
}

/// Stands in for a disk that fails: an error of a step becomes the file's own.
pub type KeyFault = Arc<dyn Fn(KeyStep) -> io::Result<()> + Send + Sync>;

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
    key_filled(|bytes| random(bytes))
}

/// Where keys come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeySource {
    /// The system's randomness.
    #[default]
    Random,
    /// A seed: whoever knows it can make every key. Only for a programme in which nobody is real,
    /// so that it comes out the same on every machine.
    Seed(u32),
}

impl KeySource {
    /// A new key of that person; of the programme if they are none.
    pub(crate) fn key_of(self, person: Person) -> Result<Key, KeyError> {
        match self {
            KeySource::Random => new_key(),
            KeySource::Seed(seed) => key_filled(|bytes| {
                let mut from = blake3::Hasher::new_derive_key("koc 2026 keys of a simulation");
                from.update(&seed.to_be_bytes()).update(&person.0);
                from.finalize_xof().fill(bytes);
                Ok(())
            }),
        }
    }
}

/// A key that `fill` writes at the place where it stays.
fn key_filled<E>(fill: impl FnOnce(&mut [u8; 32]) -> Result<(), E>) -> Result<Key, E> {
    let mut key = Arc::new(Zeroizing::new([0; 32]));
    fill(Arc::get_mut(&mut key).expect("nobody else holds it yet"))?;
    Ok(key)
}

fn random(bytes: &mut [u8]) -> Result<(), KeyError> {
    getrandom::fill(bytes).map_err(|error| KeyError::Randomness(error.to_string()))
}

/// Where the keys are.
pub(crate) struct KeyPaths<'a> {
    pub(crate) keys: &'a Path,
    pub(crate) master: &'a Path,
    pub(crate) fault: Option<KeyFault>,
    pub(crate) source: KeySource,
}

/// The open file of keys.
pub(crate) struct KeyFile {
    file: File,
    path: PathBuf,
    cipher: XChaCha20Poly1305,
    next_slot: u64,
    fault: Option<KeyFault>,
}

/// What an opened file of keys holds.
pub(crate) struct Opened {
    pub(crate) file: KeyFile,
    pub(crate) programme: Key,
    pub(crate) people: Vec<(Person, Key)>,
}

impl KeyFile {
    /// Opens the file of keys, or makes it (and the master key, if there is none) for a log that
    /// `is_new`. The keys of those who were `erased` are destroyed first, whatever copy of the
    /// file this is.
    pub(crate) fn open(
        paths: &KeyPaths<'_>,
        is_new: bool,
        erased: &BTreeSet<Person>,
    ) -> Result<Opened, KeyError> {
        if paths.keys.exists() {
            return KeyFile::open_existing(paths, erased);
        }
        if !is_new {
            return Err(KeyError::KeysMissing { path: paths.keys.to_owned() });
        }
        let master = match read_master(paths.master) {
            Err(KeyError::MasterKeyMissing { path }) => create_master(&path)?,
            read => read?,
        };
        KeyFile::create(paths, &master)
    }

    fn create(paths: &KeyPaths<'_>, master: &Key) -> Result<Opened, KeyError> {
        let path = paths.keys;
        let made = path.with_extension("new");
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&made)
            .map_err(KeyError::io("create", &made))?;
        let cipher = XChaCha20Poly1305::new((&***master).into());
        let (path_of_file, fault) = (path.to_owned(), paths.fault.clone());
        let mut keys = KeyFile { file, path: path_of_file, cipher, next_slot: 0, fault };
        let programme = paths.source.key_of(PROGRAMME)?;
        keys.append(&[(PROGRAMME, programme.clone())])?;
        std::fs::rename(&made, path).map_err(KeyError::io("rename", &made))?;
        sync_folder_of(path)?;
        Ok(Opened { file: keys, programme, people: Vec::new() })
    }

    fn open_existing(paths: &KeyPaths<'_>, erased: &BTreeSet<Person>) -> Result<Opened, KeyError> {
        let path = paths.keys;
        let master = read_master(paths.master)?;
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .map_err(KeyError::io("open", path))?;
        let cipher = XChaCha20Poly1305::new((&**master).into());
        let (path_of_file, fault) = (path.to_owned(), paths.fault.clone());
        let mut file = KeyFile { file, path: path_of_file, cipher, next_slot: 0, fault };
        file.destroy(erased)?;
        let bytes = file.read()?;
        let damaged = |slot| KeyError::Damaged { slot, path: path.to_owned() };
        let (mut programme, mut people) = (None, Vec::new());
        // A last slot cut short was never acknowledged; it is written over.
        for (slot, bytes) in bytes.chunks_exact(SLOT).enumerate() {
            if bytes.iter().all(|byte| *byte == 0) {
                continue;
            }
            let (person, in_use) = check_slot(bytes).ok_or_else(|| damaged(slot))?;
            file.next_slot = slot as u64 + 1;
            if !in_use {
                continue;
            }
            let key = unwrap(&file.cipher, bytes, person).ok_or_else(|| {
                KeyError::MasterKeyWrong { master: paths.master.to_owned(), keys: path.to_owned() }
            })?;
            if slot == 0 { programme = Some(key) } else { people.push((person, key)) }
        }
        let programme = programme.ok_or_else(|| damaged(0))?;
        Ok(Opened { file, programme, people })
    }

    fn read(&self) -> Result<Vec<u8>, KeyError> {
        let read = || {
            let mut bytes = Vec::new();
            (&self.file).seek(io::SeekFrom::Start(0))?;
            (&self.file).read_to_end(&mut bytes).map(|_| bytes)
        };
        read().map_err(KeyError::io("read", &self.path))
    }

    /// Overwrites the slots of these people where they lie, and syncs. What was destroyed before
    /// stays as it is, so doing it again costs a look.
    pub(crate) fn destroy(&mut self, people: &BTreeSet<Person>) -> Result<(), KeyError> {
        if people.is_empty() {
            return Ok(());
        }
        let bytes = self.read()?;
        // Slot 0 is the programme's, which is nobody.
        let slots = bytes.chunks_exact(SLOT).enumerate().skip(1);
        let theirs = slots.filter_map(|(slot, bytes)| Some((slot, bytes, person_at(bytes)?)));
        let theirs = theirs.filter(|(_, _, person)| people.contains(person));
        let gone = theirs.map(|(slot, bytes, person)| (slot, bytes, destroyed_slot(person)));
        let due = gone.filter(|(_, bytes, gone)| bytes != gone);
        let due: Vec<(usize, [u8; SLOT])> = due.map(|(slot, _, gone)| (slot, gone)).collect();
        let destroy = || {
            self.step(KeyStep::Destroy)?;
            for (slot, gone) in &due {
                self.file.write_all_at(gone, (slot * SLOT) as u64)?;
            }
            self.step(KeyStep::SyncDestroyed)?;
            // Always: a process killed before its sync left bytes that may not be on the disk.
            self.file.sync_data()?;
            self.step(KeyStep::Destroyed)
        };
        destroy().map_err(KeyError::io("destroy keys in", &self.path))
    }

    fn step(&self, step: KeyStep) -> io::Result<()> {
        self.fault.as_ref().map_or(Ok(()), |fault| fault(step))
    }

    /// Writes new keys and syncs them: from here on what is sealed under them may be recorded.
    pub(crate) fn append(&mut self, keys: &[(Person, Key)]) -> Result<(), KeyError> {
        let mut bytes = Vec::with_capacity(keys.len() * SLOT);
        for (person, key) in keys {
            bytes.extend_from_slice(&wrap(&self.cipher, *person, key)?);
        }
        let write = || {
            self.step(KeyStep::Write)?;
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
    slot[..8].copy_from_slice(&IN_USE);
    slot[PERSON].copy_from_slice(&person.0);
    slot[NONCE].copy_from_slice(&nonce);
    slot[WRAPPED].copy_from_slice(&wrapped);
    let check = blake3::hash(&slot[..CHECK.start]);
    slot[CHECK].copy_from_slice(&check.as_bytes()[..16]);
    Ok(slot)
}

/// What is left of a slot whose key is destroyed.
fn destroyed_slot(person: Person) -> [u8; SLOT] {
    let mut slot = [0; SLOT];
    slot[..8].copy_from_slice(&DESTROYED);
    slot[PERSON].copy_from_slice(&person.0);
    let check = blake3::hash(&slot[..CHECK.start]);
    slot[CHECK].copy_from_slice(&check.as_bytes()[..16]);
    slot
}

/// Whose slot it says it is, whole or not.
fn person_at(slot: &[u8]) -> Option<Person> {
    slot[PERSON].try_into().map(Person).ok()
}

/// Whose slot it is and whether it is in use; `None` when it is not what was written.
fn check_slot(slot: &[u8]) -> Option<(Person, bool)> {
    let check = blake3::hash(&slot[..CHECK.start]);
    let known = slot[..8] == IN_USE || slot[..8] == DESTROYED;
    let whole = known && slot[CHECK] == check.as_bytes()[..16];
    let person = person_at(slot).filter(|_| whole)?;
    Some((person, slot[..8] == IN_USE))
}

fn unwrap(cipher: &XChaCha20Poly1305, slot: &[u8], person: Person) -> Option<Key> {
    let nonce: [u8; 24] = slot[NONCE].try_into().ok()?;
    let wrapped = Payload { msg: &slot[WRAPPED], aad: &person.0 };
    let clear = Zeroizing::new(cipher.decrypt(&XNonce::from(nonce), wrapped).ok()?);
    let clear = clear.get(..32)?;
    key_filled(|key| {
        key.copy_from_slice(clear);
        Ok::<(), std::convert::Infallible>(())
    })
    .ok()
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
    let digits = text.trim_ascii();
    let is_key = digits.len() == 64 && digits.iter().all(u8::is_ascii_hexdigit);
    key_filled(|key| {
        let parsed = key.iter_mut().zip(digits.chunks_exact(2)).all(|(byte, pair)| {
            let pair = std::str::from_utf8(pair).ok();
            pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())
                .map(|value| *byte = value)
                .is_some()
        });
        (is_key && parsed)
            .then_some(())
            .ok_or_else(|| KeyError::MasterKeyInvalid { path: path.to_owned() })
    })
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
