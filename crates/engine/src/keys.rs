//! Keys in memory, and what is done with them: sealing, opening, fingerprints, content hashes.

use std::collections::{BTreeSet, HashMap};
use std::sync::{PoisonError, RwLock};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::id::CommandId;
use domain::personal::{Person, Sealed, SealedField};
use zeroize::Zeroizing;

use crate::key_file::{Key, KeyError, KeySource};
use crate::lately::Texts;

/// Every key there is. Keys of people come and go; the programme's own stays.
pub(crate) struct Keys {
    nonces: Zeroizing<[u8; 32]>,
    fingerprints: Zeroizing<[u8; 32]>,
    contents: Zeroizing<[u8; 32]>,
    people: RwLock<HashMap<Person, Key>>,
    texts: Texts,
    source: KeySource,
}

impl Keys {
    pub(crate) fn new(programme: &Key, people: Vec<(Person, Key)>, source: KeySource) -> Keys {
        let derived = |context| Zeroizing::new(blake3::derive_key(context, &programme[..]));
        Keys {
            nonces: derived("koc 2025 nonces of sealed fields"),
            fingerprints: derived("koc 2025 fingerprints of sealed fields"),
            contents: derived("koc 2025 contents of commands"),
            people: RwLock::new(people.into_iter().collect()),
            texts: Texts::default(),
            source,
        }
    }

    pub(crate) fn of(&self, person: Person) -> Option<Key> {
        self.people.read().unwrap_or_else(PoisonError::into_inner).get(&person).cloned()
    }

    /// A new key of that person; nobody else knows it before it is added.
    pub(crate) fn new_key(&self, person: Person) -> Result<Key, KeyError> {
        self.source.key_of(person)
    }

    pub(crate) fn add(&self, keys: &[(Person, Key)]) {
        let mut people = self.people.write().unwrap_or_else(PoisonError::into_inner);
        people.extend(keys.iter().cloned());
    }

    /// Forgets the keys of these people: what is sealed under them shows nothing from here on.
    pub(crate) fn forget(&self, gone: &BTreeSet<Person>) {
        let mut people = self.people.write().unwrap_or_else(PoisonError::into_inner);
        people.retain(|person, _| !gone.contains(person));
        self.texts.forget(gone);
    }

    /// Seals `clear` under `key`. `index` tells fields of one command apart.
    pub(crate) fn seal(&self, key: &Key, place: &Place, clear: &str) -> Sealed {
        let Place { person, field, .. } = *place;
        let mut fingerprint = [0; 16];
        let full = blake3::Hasher::new_keyed(&self.fingerprints)
            .update(&[field as u8])
            .update(clear.as_bytes())
            .finalize();
        fingerprint.copy_from_slice(&full.as_bytes()[..16]);
        let nonce = self.nonce(place, clear);
        let ciphertext = XChaCha20Poly1305::new((&***key).into())
            .encrypt(
                &XNonce::from(nonce),
                Payload { msg: clear.as_bytes(), aad: &bound_to(person, field) },
            )
            .expect("a text is far below the cipher's limit");
        Sealed { person, field, nonce, fingerprint, ciphertext }
    }

    fn nonce(&self, place: &Place, clear: &str) -> [u8; 24] {
        let full = blake3::Hasher::new_keyed(&self.nonces)
            .update(&place.command_id.0)
            .update(&place.person.0)
            .update(&[place.field as u8])
            .update(&place.index.to_le_bytes())
            .update(clear.as_bytes())
            .finalize();
        let mut nonce = [0; 24];
        nonce.copy_from_slice(&full.as_bytes()[..24]);
        nonce
    }

    /// The clear text; `None` when its key is gone or the bytes are not what was sealed.
    pub(crate) fn unseal(&self, sealed: &Sealed) -> Option<String> {
        // Held until the text is kept, so that nothing is kept of somebody just forgotten.
        let people = self.people.read().unwrap_or_else(PoisonError::into_inner);
        let key = people.get(&sealed.person)?;
        if let Some(text) = self.texts.get(sealed) {
            return Some(text);
        }
        let aad = bound_to(sealed.person, sealed.field);
        let clear = XChaCha20Poly1305::new((&***key).into())
            .decrypt(&XNonce::from(sealed.nonce), Payload { msg: &sealed.ciphertext, aad: &aad })
            .ok()?;
        let clear = String::from_utf8(clear).ok()?;
        self.texts.put(sealed, &clear);
        Some(clear)
    }

    /// The keyed hash of what a command says, so that its id cannot be used for another.
    pub(crate) fn content_hash(&self, canonical: &[u8]) -> [u8; 16] {
        let full = blake3::keyed_hash(&self.contents, canonical);
        let mut hash = [0; 16];
        hash.copy_from_slice(&full.as_bytes()[..16]);
        hash
    }
}

/// Which field of which command.
pub(crate) struct Place {
    pub(crate) command_id: CommandId,
    pub(crate) person: Person,
    pub(crate) field: SealedField,
    /// Counts the fields of one command, from 0.
    pub(crate) index: u32,
}

/// What a ciphertext is bound to: it opens as nobody else's and as no other kind of field.
fn bound_to(person: Person, field: SealedField) -> [u8; 17] {
    let mut bound = [0; 17];
    bound[..16].copy_from_slice(&person.0);
    bound[16] = field as u8;
    bound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_at_hand_is_gone_with_its_key_and_opens_for_nothing_but_what_was_sealed() {
        let person = Person([1; 16]);
        let key = Key::new(Zeroizing::new([7; 32]));
        let keys = Keys::new(&key, vec![(person, Key::clone(&key))], KeySource::Random);
        let place =
            Place { command_id: CommandId([2; 16]), person, field: SealedField::Name, index: 0 };
        let sealed = keys.seal(&key, &place, "林一");
        for _ in 0..2 {
            assert_eq!(keys.unseal(&sealed).as_deref(), Some("林一"));
        }
        assert_eq!(keys.texts.get(&sealed).as_deref(), Some("林一"), "at hand");
        let mut other = sealed.clone();
        other.ciphertext[0] ^= 1;
        assert_eq!(keys.unseal(&other), None, "not what was sealed");
        let of_another = Sealed { person: Person([3; 16]), ..sealed.clone() };
        assert_eq!(keys.unseal(&of_another), None, "not whose it was");

        keys.forget(&BTreeSet::from([person]));
        assert_eq!(keys.unseal(&sealed), None);
        assert_eq!(keys.texts.get(&sealed), None, "not even in memory");
    }
}
