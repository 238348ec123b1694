//! What was read lately, kept open: whoever looks at somebody looks again, or at the next page.
//!
//! Records never change, so nothing that is kept is ever out of date. A clear text is kept no
//! longer than the key that opens it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::personal::{Person, Sealed};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use zeroize::Zeroizing;

use crate::entry::Entry;

/// Bytes of the records that are kept. Our own number.
const RECORDS_MAX: u64 = 8 * 1024 * 1024;
/// Bytes that one takes beside its payload, about.
const RECORD: usize = 400;
/// Bytes of the clear texts that are kept. Our own number.
const TEXTS_MAX: u64 = 4 * 1024 * 1024;
/// Bytes that one takes beside itself and its sealed text, about.
const TEXT: usize = 150;

/// Records that were read lately, by position.
pub(crate) struct Records(Cache<u64, (usize, Arc<Entry>), ByBytes>);

#[derive(Clone)]
struct ByBytes;

impl Weighter<u64, (usize, Arc<Entry>)> for ByBytes {
    fn weight(&self, _: &u64, (payload, _): &(usize, Arc<Entry>)) -> u64 {
        (payload * 2 + RECORD) as u64
    }
}

impl Default for Records {
    fn default() -> Records {
        Records(Cache::with_weighter(10_000, RECORDS_MAX, ByBytes))
    }
}

impl Records {
    pub(crate) fn get(&self, position: u64) -> Option<Arc<Entry>> {
        self.0.get(&position).map(|(_, entry)| entry)
    }

    /// Keeps one whose payload has so many bytes.
    pub(crate) fn put(&self, position: u64, payload: usize, entry: Arc<Entry>) {
        self.0.insert(position, (payload, entry));
    }
}

/// Clear texts that were read lately, each by all that was sealed.
pub(crate) struct Texts(Cache<Sealed, Text, ByLength>);

/// Overwritten when it is dropped.
type Text = Arc<Zeroizing<String>>;

#[derive(Clone)]
struct ByLength;

impl Weighter<Sealed, Text> for ByLength {
    fn weight(&self, sealed: &Sealed, text: &Text) -> u64 {
        (sealed.ciphertext.len() + text.len() + TEXT) as u64
    }
}

impl Default for Texts {
    fn default() -> Texts {
        Texts(Cache::with_weighter(20_000, TEXTS_MAX, ByLength))
    }
}

impl Texts {
    pub(crate) fn get(&self, sealed: &Sealed) -> Option<String> {
        self.0.get(sealed).map(|text| String::clone(&text))
    }

    pub(crate) fn put(&self, sealed: &Sealed, text: &str) {
        self.0.insert(sealed.clone(), Arc::new(Zeroizing::new(text.to_owned())));
    }

    /// Forgets what these people said.
    pub(crate) fn forget(&self, gone: &BTreeSet<Person>) {
        self.0.retain(|sealed, _| !gone.contains(&sealed.person));
    }
}
