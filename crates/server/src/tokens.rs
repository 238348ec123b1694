//! Tokens of an identity provider: signed JWTs, known by the public keys in a JWKS file.
//!
//! A token says who issued it, for whom, until when, and what its holder may act as. Nothing is
//! fetched: whoever keeps the machine puts the provider's keys into the file, which is read again
//! when it changes. A key that is gone from it ends whatever still runs by its tokens.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use domain::Moment;
use domain::actor::Role;
use graphql::{Grant, Rate, Subject};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, Validation, decode, decode_header};
use serde_json::Value;

/// How far clocks may differ, seconds. Our own number.
const LEEWAY_SECONDS: u64 = 30;
/// How often the file is looked at. Our own number.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often it is looked at when nobody comes with a token. Our own number.
const LOOK_ALONE_EVERY: Duration = Duration::from_secs(10);
/// Bytes of a token at most; the head of a request has no room for much more. Our own number.
const TOKEN_BYTES_MAX: usize = 16 * 1024;
/// Tokens that are remembered; beyond it those that have ended are forgotten, then all.
const REMEMBERED_MAX: usize = 10_000;
/// Keeps this hash apart from every other use of the same function.
const CONTEXT: &str = "koc 2026 token";

/// Which tokens are taken, and what they say.
#[derive(Debug, Clone)]
pub struct TokenSettings {
    /// The provider's public keys.
    pub jwks_file: PathBuf,
    /// What `iss` must be.
    pub issuer: String,
    /// What must be among `aud`.
    pub audience: String,
    /// The names of the algorithms that are taken: none that signs with a secret.
    pub algorithms: Vec<String>,
    /// The claim that holds roles: a list, or words apart.
    pub roles_claim: String,
    /// The claim that names a member of the brand's team.
    pub operator_claim: String,
    /// The claim that names a KOC.
    pub member_claim: String,
}

/// Why tokens cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file holds something else.
    #[error("{} is no JWKS: {why}", path.display())]
    NoKeys {
        /// Which.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// No such algorithm is taken.
    #[error("the algorithm {0} is not taken: it signs with a secret, or is not known")]
    Algorithm(String),
}

/// Knows tokens.
pub struct Tokens {
    settings: TokenSettings,
    algorithms: Vec<Algorithm>,
    rate: Option<Rate>,
    known: Mutex<Known>,
}

struct Known {
    keys: HashMap<String, Jwk>,
    /// What the file looked like when it was read, and when somebody last looked.
    file: Stamp,
    looked: Instant,
    /// What tokens grant, by their hash: so that a holder has one allowance for a token, and what
    /// runs by it can be ended.
    granted: HashMap<[u8; 32], (String, Arc<Grant>)>,
}

/// What changes when a file does.
type Stamp = (Option<SystemTime>, u64);

impl fmt::Debug for Tokens {
    /// Whose they are; nothing of who holds one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Tokens {
    /// Reads the file.
    ///
    /// # Errors
    /// When it holds no keys, or an algorithm is not taken.
    pub fn open(settings: TokenSettings, rate: Option<Rate>) -> Result<Tokens, TokenError> {
        let algorithms = settings.algorithms.iter().map(|name| algorithm(name));
        let algorithms = algorithms.collect::<Result<_, _>>()?;
        let (keys, file) = read(&settings.jwks_file)?;
        let known = Known { keys, file, looked: Instant::now(), granted: HashMap::new() };
        Ok(Tokens { settings, algorithms, rate, known: Mutex::new(known) })
    }

    /// What a token grants; none when it is not in force. Why not is nobody's business who holds
    /// a wrong one.
    pub(crate) fn grant(&self, token: &str) -> Option<Arc<Grant>> {
        if token.len() > TOKEN_BYTES_MAX {
            return None;
        }
        self.look();
        let hash = blake3::derive_key(CONTEXT, token.as_bytes());
        let known = self.known();
        if let Some((_, grant)) = known.granted.get(&hash) {
            return Some(Arc::clone(grant)).filter(|grant| !grant.has_ended());
        }
        let header = decode_header(token).ok()?;
        let name = header.kid?;
        let key = known.keys.get(&name)?.clone();
        drop(known);
        let grant = Arc::new(self.check(token, header.alg, &key)?);
        let mut known = self.known();
        // Gone in the meantime: its tokens go with it.
        known.keys.get(&name).filter(|now| **now == key)?;
        known.remember(hash, name, &grant);
        Some(grant)
    }

    fn check(&self, token: &str, algorithm: Algorithm, key: &Jwk) -> Option<Grant> {
        let said = key.common.key_algorithm.map(|said| said.to_string());
        let fits = said.is_none_or(|said| said == format!("{algorithm:?}"));
        if !self.algorithms.contains(&algorithm) || !fits {
            return None;
        }
        let key = DecodingKey::from_jwk(key).ok()?;
        let mut validation = Validation::new(algorithm);
        validation.leeway = LEEWAY_SECONDS;
        validation.validate_nbf = true;
        validation.set_issuer(&[&self.settings.issuer]);
        validation.set_audience(&[&self.settings.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        let claims = decode::<Value>(token, &key, &validation).ok()?.claims;
        self.granted(&claims)
    }

    /// What the claims of a good token grant.
    fn granted(&self, claims: &Value) -> Option<Grant> {
        let named = |claim: &str| claims.get(claim).filter(|value| !value.is_null());
        // One that names somebody and cannot be read names nobody: it is not taken.
        let operator = named(&self.settings.operator_claim).map(|id| id.as_str()?.parse().ok());
        let member = named(&self.settings.member_claim).map(|id| id.as_str()?.parse().ok());
        let subject = match (operator, member) {
            (None, None) => Subject::Nobody,
            (Some(id), None) => Subject::Operator(id?),
            (None, Some(id)) => Subject::Member(id?),
            (Some(_), Some(_)) => return None,
        };
        let mut roles = roles(named(&self.settings.roles_claim));
        match subject {
            Subject::Member(_) => roles = vec![Role::Koc],
            _ => roles.retain(|role| !matches!(role, Role::Koc | Role::System | Role::Import)),
        }
        let until = claims.get("exp")?.as_u64()?.checked_add(LEEWAY_SECONDS)?;
        let until = Moment(i64::try_from(until.checked_mul(1_000_000)?).ok()?);
        // Who it is may be somebody's address; what it is called here says nothing of it.
        let who = format!("{}\n{}", self.settings.issuer, claims.get("sub")?.as_str()?);
        let name = blake3::Hash::from_bytes(blake3::derive_key(CONTEXT, who.as_bytes())).to_hex();
        let name = format!("jwt_{}", name.get(..10)?);
        Some(Grant::new(name, roles, subject, Some(until), self.rate))
    }

    /// Reads the file again if it has changed. One that cannot be read is remarked, and the keys
    /// that were known stay.
    pub(crate) fn look(&self) {
        let mut known = self.known();
        if known.looked.elapsed() < LOOK_EVERY {
            return;
        }
        known.looked = Instant::now();
        let stamp = stamp(&self.settings.jwks_file);
        if stamp == known.file {
            return;
        }
        match read(&self.settings.jwks_file) {
            Ok((keys, file)) => known.replace(keys, file),
            Err(error) => {
                // Remarked once for every state of the file.
                known.file = stamp;
                tracing::error!(%error, "the keys of tokens are not read again");
            }
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks at the file though nobody comes with a token: what runs by one ends with its key.
pub(crate) async fn look_again(tokens: Arc<Tokens>) {
    let mut every = tokio::time::interval(LOOK_ALONE_EVERY);
    loop {
        every.tick().await;
        let tokens = Arc::clone(&tokens);
        // A look that failed has been remarked.
        let _ = tokio::task::spawn_blocking(move || tokens.look()).await;
    }
}

impl Known {
    fn remember(&mut self, hash: [u8; 32], key: String, grant: &Arc<Grant>) {
        if self.granted.len() >= REMEMBERED_MAX {
            self.granted.retain(|_, (_, grant)| !grant.has_ended());
        }
        if self.granted.len() >= REMEMBERED_MAX {
            self.granted.drain().for_each(|(_, (_, grant))| grant.end());
        }
        self.granted.insert(hash, (key, Arc::clone(grant)));
    }

    fn replace(&mut self, keys: HashMap<String, Jwk>, file: Stamp) {
        let before = std::mem::replace(&mut self.keys, keys);
        self.file = file;
        let keys = &self.keys;
        self.granted.retain(|_, (name, grant)| {
            let stays = keys.get(name).is_some() && keys.get(name) == before.get(name);
            if !stays {
                grant.end();
            }
            stays
        });
    }
}

/// An algorithm that signs with a private key.
fn algorithm(name: &str) -> Result<Algorithm, TokenError> {
    let algorithm: Option<Algorithm> = name.parse().ok();
    algorithm
        .filter(|algorithm| algorithm.family() != AlgorithmFamily::Hmac)
        .ok_or_else(|| TokenError::Algorithm(name.to_owned()))
}

/// The roles that a claim names; what else a provider writes there means nothing here.
fn roles(claim: Option<&Value>) -> Vec<Role> {
    let words: Vec<&str> = match claim {
        Some(Value::String(words)) => words.split_whitespace().collect(),
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let role = |word: &&str| serde_json::from_value(Value::String(word.to_uppercase())).ok();
    let mut roles: Vec<Role> = Vec::new();
    for role in words.iter().filter_map(role) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

fn stamp(path: &Path) -> Stamp {
    fs::metadata(path).map_or((None, 0), |it| (it.modified().ok(), it.len()))
}

fn read(path: &Path) -> Result<(HashMap<String, Jwk>, Stamp), TokenError> {
    let no_keys = |why: String| TokenError::NoKeys { path: path.to_owned(), why };
    let file = stamp(path);
    let text = fs::read_to_string(path)
        .map_err(|source| TokenError::Io { path: path.to_owned(), source })?;
    let set: JwkSet = serde_json::from_str(&text).map_err(|error| no_keys(error.to_string()))?;
    let named = set.keys.into_iter().filter_map(|key| Some((key.common.key_id.clone()?, key)));
    let keys: HashMap<String, Jwk> = named.collect();
    if keys.is_empty() {
        return Err(no_keys("no key in it has a `kid`".to_owned()));
    }
    Ok((keys, file))
}
