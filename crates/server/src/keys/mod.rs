//! API keys: who holds one, what it lets them do, and until when.
//!
//! A key is 32 random bytes, shown once and kept only as a hash. The list of keys is a file beside
//! the log, `api-keys.json`, and not part of the log: who may come in is the business of this
//! installation, not of the programme's history. Every event says whose key it was sent with.

mod file;
mod secret;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::Moment;
use domain::actor::Role;
use domain::id::{KocId, OperatorId};
use graphql::{Grant, Rate, Subject};

pub use file::Record;

use file::File;
use secret::Hash;

/// Why keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("cannot use {}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is not what this program writes.
    #[error(
        "{} is not a list of keys ({why}): put a copy of it back, or remove it to have a new \
         admin key made and all others forgotten",
        path.display()
    )]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    NoRandom,
    /// There is no key of that name.
    #[error("there is no key {0}")]
    Unknown(String),
    /// The key was revoked before.
    #[error("the key {0} was revoked before")]
    RevokedBefore(String),
}

/// A key to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// What its holder may act as, the usual first.
    pub roles: Vec<Role>,
    /// Whose it is.
    pub subject: Subject,
    /// When it ends by itself.
    pub expires_at: Option<Moment>,
    /// Who made it, in words.
    pub created_by: String,
    /// What it is for, in words.
    pub note: Option<String>,
}

/// Every key of one data directory.
#[derive(Debug)]
pub struct KeyRing {
    file: File,
    rate: Option<Rate>,
    /// Changed by one at a time; written to the disk before it counts.
    records: Mutex<Vec<Record>>,
    /// The keys that are in force, by the hash of what is presented.
    in_force: RwLock<HashMap<Hash, Arc<Entry>>>,
}

/// A key in force.
#[derive(Debug)]
struct Entry {
    grant: Arc<Grant>,
    /// Microseconds since 1970; 0 when it was not used since the file was read.
    last_used_at: AtomicI64,
}

impl KeyRing {
    /// The keys of a data directory; `rate` is what each may spend.
    ///
    /// # Errors
    ///
    /// When the file cannot be used or holds something else.
    pub fn open(data_dir: &Path, rate: Option<Rate>) -> Result<KeyRing, KeyError> {
        let file = File::of(data_dir);
        let records = file.read()?;
        let ring = KeyRing {
            file,
            rate,
            records: Mutex::new(records.clone()),
            in_force: RwLock::default(),
        };
        records.iter().for_each(|record| ring.put_in_force(record));
        Ok(ring)
    }

    /// Makes the first key of a directory that never had one: an administrator's, without an end.
    ///
    /// # Errors
    ///
    /// When it cannot be kept.
    pub fn first(&self, now: Moment) -> Result<Option<String>, KeyError> {
        if !self.lock().is_empty() {
            return Ok(None);
        }
        let first = NewKey {
            roles: vec![Role::Admin],
            subject: Subject::Nobody,
            expires_at: None,
            created_by: "first start".to_owned(),
            note: None,
        };
        self.create(first, now).map(|(_, key)| Some(key))
    }

    /// Makes a key; the second is the key itself, which is told this once.
    ///
    /// # Errors
    ///
    /// When it cannot be kept.
    pub fn create(&self, new: NewKey, now: Moment) -> Result<(Record, String), KeyError> {
        let key = secret::make()?;
        let (operator, member) = match new.subject {
            Subject::Nobody => (None, None),
            Subject::Operator(id) => (Some(id), None),
            Subject::Member(id) => (None, Some(id)),
        };
        let record = Record {
            id: secret::name()?,
            hash: secret::hash(&key),
            roles: new.roles,
            operator,
            member,
            note: new.note,
            created_at: now,
            created_by: new.created_by,
            expires_at: new.expires_at,
            last_used_at: None,
            revoked_at: None,
        };
        let mut records = self.lock();
        let mut changed = records.clone();
        changed.push(record.clone());
        self.file.write(&changed)?;
        *records = changed;
        self.put_in_force(&record);
        Ok((record, key))
    }

    /// Every key there ever was, oldest first, with when it was last used.
    pub fn list(&self) -> Vec<Record> {
        let mut records = self.lock().clone();
        self.note_use(&mut records);
        records
    }

    /// Ends a key, at once and for good, for whatever still runs by it too.
    ///
    /// # Errors
    ///
    /// When there is no such key in force, or it cannot be kept that it is not.
    pub fn revoke(&self, id: &str, now: Moment) -> Result<Record, KeyError> {
        let mut records = self.lock();
        let mut changed = records.clone();
        self.note_use(&mut changed);
        let record = changed.iter_mut().find(|record| record.id == id);
        let record = record.ok_or_else(|| KeyError::Unknown(id.to_owned()))?;
        if record.revoked_at.is_some() {
            return Err(KeyError::RevokedBefore(id.to_owned()));
        }
        record.revoked_at = Some(now);
        let record = record.clone();
        self.file.write(&changed)?;
        *records = changed;
        let mut in_force = self.in_force.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = in_force.remove(&record.hash) {
            entry.grant.end();
        }
        Ok(record)
    }

    /// What a key that is presented grants; none when it is not in force.
    pub fn grant(&self, presented: &str, now: Moment) -> Option<Arc<Grant>> {
        let hash = secret::hash(presented);
        let in_force = self.in_force.read().unwrap_or_else(PoisonError::into_inner);
        let entry = in_force.get(&hash).filter(|entry| !entry.grant.has_ended())?;
        entry.last_used_at.store(now.0, Ordering::Relaxed);
        Some(Arc::clone(&entry.grant))
    }

    /// Writes down when keys were last used, if any was since the last time.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn keep_use(&self) -> Result<(), KeyError> {
        let mut records = self.lock();
        let mut changed = records.clone();
        self.note_use(&mut changed);
        if *records != changed {
            self.file.write(&changed)?;
            *records = changed;
        }
        Ok(())
    }

    fn note_use(&self, records: &mut [Record]) {
        let in_force = self.in_force.read().unwrap_or_else(PoisonError::into_inner);
        for record in records {
            let used = in_force.get(&record.hash).map(|it| it.last_used_at.load(Ordering::Relaxed));
            if let Some(used) = used.filter(|used| *used != 0) {
                record.last_used_at = Some(Moment(used));
            }
        }
    }

    fn put_in_force(&self, record: &Record) {
        if record.revoked_at.is_some() {
            return;
        }
        let (id, roles) = (record.id.clone(), record.roles.clone());
        let grant = Grant::new(id, roles, record.subject(), record.expires_at, self.rate);
        let entry = Entry { grant: Arc::new(grant), last_used_at: AtomicI64::new(0) };
        let mut in_force = self.in_force.write().unwrap_or_else(PoisonError::into_inner);
        in_force.insert(record.hash, Arc::new(entry));
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Record>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    /// Whose key it is.
    pub fn subject(&self) -> Subject {
        match (self.operator, self.member) {
            (Some(id), _) => Subject::Operator(id),
            (None, Some(id)) => Subject::Member(id),
            (None, None) => Subject::Nobody,
        }
    }

    /// The operator whose key it is.
    pub fn operator(&self) -> Option<OperatorId> {
        self.operator
    }

    /// The member whose key it is.
    pub fn member(&self) -> Option<KocId> {
        self.member
    }
}
