//! Tokens of an identity provider, as a client meets them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use engine::Settings;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use server::Options;
use server::tokens::{TokenError, TokenSettings, Tokens};
use tempfile::TempDir;

#[path = "../http/support.rs"]
#[allow(dead_code, reason = "shared with a program that uses the rest")]
mod support;

use support::{Answer, CREATE, Server};

const ISSUER: &str = "https://id.example.org/";
const AUDIENCE: &str = "koc";

/// A provider's key, made of a number.
struct Signer {
    name: &'static str,
    algorithm: Algorithm,
    key: EncodingKey,
}

impl Signer {
    fn ed(name: &'static str, number: u8) -> Signer {
        let mut der = hex("302e020100300506032b657004220420");
        der.extend([number; 32]);
        Signer { name, algorithm: Algorithm::EdDSA, key: EncodingKey::from_ed_der(&der) }
    }

    fn ec(name: &'static str, number: u8) -> Signer {
        let mut der = hex("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420");
        der.extend([number; 32]);
        Signer { name, algorithm: Algorithm::ES256, key: EncodingKey::from_ec_der(&der) }
    }

    fn public(&self) -> Jwk {
        let mut jwk = Jwk::from_encoding_key(&self.key, self.algorithm).unwrap();
        jwk.common.key_id = Some(self.name.to_owned());
        jwk
    }

    fn sign(&self, claims: &Value) -> String {
        let mut header = Header::new(self.algorithm);
        header.kid = Some(self.name.to_owned());
        encode(&header, claims, &self.key).unwrap()
    }
}

fn hex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

fn publish(file: &Path, signers: &[&Signer]) {
    let set = JwkSet { keys: signers.iter().map(|signer| signer.public()).collect() };
    std::fs::write(file, serde_json::to_string(&set).unwrap()).unwrap();
}

fn in_seconds(seconds: i64) -> i64 {
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    i64::try_from(now).unwrap() + seconds
}

/// What a good token of an analyst says.
fn claims() -> Value {
    json!({
        "iss": ISSUER, "aud": [AUDIENCE, "other"], "sub": "ottilie@example.org",
        "exp": in_seconds(600), "koc_roles": ["analyst", "offline_access"],
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

fn settings(file: &Path) -> TokenSettings {
    TokenSettings {
        jwks_file: file.to_owned(),
        issuer: ISSUER.to_owned(),
        audience: AUDIENCE.to_owned(),
        algorithms: vec!["EdDSA".to_owned(), "ES256".to_owned()],
        roles_claim: "koc_roles".to_owned(),
        operator_claim: "koc_operator".to_owned(),
        member_claim: "koc_member".to_owned(),
    }
}

async fn start(signers: &[&Signer]) -> (Server, TempDir) {
    let keys = TempDir::new().unwrap();
    publish(&keys.path().join("jwks.json"), signers);
    let tokens = Tokens::open(settings(&keys.path().join("jwks.json")), None).unwrap();
    let options = Options { tokens: Some(Arc::new(tokens)), ..Options::default() };
    let dir = TempDir::new().unwrap();
    let engine = Settings::new(dir.path());
    let server = Server::start_opened(dir, engine, options, None).await;
    server.ask(CREATE).await;
    (server, keys)
}

async fn ask(server: &Server, token: &str, query: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
    let body = json!({ "query": query }).to_string();
    server.send("POST /graphql", &headers, body.as_bytes()).await
}

const BRAND: &str = "{ programme { brand } }";

#[track_caller]
fn is_unauthenticated(answer: &Answer, why: &str) {
    assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"), "{why}");
    assert_eq!(answer.header("WWW-Authenticate"), Some("Bearer"), "{why}");
}

#[tokio::test]
async fn a_good_token_lets_its_holder_do_what_its_roles_may() {
    let (ed, ec) = (Signer::ed("one", 1), Signer::ec("two", 2));
    let (server, _keys) = start(&[&ed, &ec]).await;
    for signer in [&ed, &ec] {
        let token = signer.sign(&claims());
        for _ in 0..2 {
            let answer = ask(&server, &token, BRAND).await;
            assert_eq!(answer.json()["data"]["programme"]["brand"], "Qingfeng", "{answer:?}");
        }
        let refused = ask(&server, &token, CREATE).await;
        assert_eq!(refused.code(), "FORBIDDEN", "an analyst only reads");
    }
    let admin = ed.sign(&with("koc_roles", json!("openid ADMIN")));
    let named = ask(&server, &admin, "{ me { key } }").await.json();
    let name = named["data"]["me"]["key"].as_str().expect("a name");
    assert!(name.starts_with("jwt_") && !named.to_string().contains("ottilie"), "{named}");
    // What only the program itself acts as, no token gives; nor anybody who is not there.
    for roles in [json!(["system", "import", "koc"]), json!(["reviewer"]), json!([]), json!(7)] {
        let answer = ask(&server, &ed.sign(&with("koc_roles", roles.clone())), BRAND).await;
        assert_eq!(answer.code(), "FORBIDDEN", "{roles}");
    }
    let stranger = "operator_00000000-0000-4000-8000-000000000009";
    let token = ed.sign(&with("koc_operator", json!(stranger)));
    assert_eq!(ask(&server, &token, BRAND).await.code(), "FORBIDDEN");
}

#[tokio::test]
async fn every_other_token_is_refused_alike() {
    let ed = Signer::ed("one", 1);
    let (server, _keys) = start(&[&ed]).await;
    let refused = async |token: &str, why: &str| {
        is_unauthenticated(&ask(&server, token, BRAND).await, why);
    };
    for (name, value, why) in [
        ("exp", json!(in_seconds(-31)), "expired"),
        ("exp", json!("soon"), "no time"),
        ("exp", Value::Null, "no end"),
        ("nbf", json!(in_seconds(100)), "not yet"),
        ("aud", json!("other"), "for somebody else"),
        ("aud", Value::Null, "for nobody"),
        ("iss", json!("https://evil.example.org/"), "by somebody else"),
        ("sub", Value::Null, "about nobody"),
        ("koc_operator", json!("nonsense"), "an operator that is no id"),
        ("koc_member", json!(7), "a member that is no id"),
    ] {
        refused(&ed.sign(&with(name, value)), why).await;
    }
    refused(&Signer::ed("one", 9).sign(&claims()), "signed by another key of that name").await;
    refused(&Signer::ed("three", 1).sign(&claims()), "an unknown kid").await;
    refused(&Signer::ec("one", 1).sign(&claims()), "another algorithm than the key's").await;

    let good = ed.sign(&claims());
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (_, payload) = message.split_once('.').unwrap();
    let flipped = if signature.starts_with('A') { "B" } else { "A" };
    refused(&format!("{message}.{flipped}{}", &signature[1..]), "a bent signature").await;
    let other = Signer::ed("two", 2).sign(&with("koc_roles", json!("admin")));
    let other = other.split('.').nth(1).unwrap();
    let (head, _) = message.split_once('.').unwrap();
    refused(&format!("{head}.{other}.{signature}"), "another's claims").await;
    // {"alg":"none","kid":"one"}, with and without a signature.
    let none = "eyJhbGciOiJub25lIiwia2lkIjoib25lIn0";
    refused(&format!("{none}.{payload}."), "alg none").await;
    refused(&format!("{none}.{payload}.{signature}"), "alg none, signed").await;
    // The public key taken for a secret.
    let AlgorithmParameters::OctetKeyPair(public) = ed.public().algorithm else {
        panic!("an Ed25519 key")
    };
    let secrets = [EncodingKey::from_secret(public.x.as_bytes())];
    for secret in secrets.into_iter().chain(EncodingKey::from_base64_secret(&public.x).ok()) {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some("one".to_owned());
        refused(&encode(&header, &claims(), &secret).unwrap(), "HMAC").await;
    }
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = None;
    refused(&encode(&header, &claims(), &ed.key).unwrap(), "no kid").await;
    refused(&"x.".repeat(9_000), "too long").await;
}

#[tokio::test]
async fn keys_come_and_go_with_the_file() {
    let (old, new) = (Signer::ed("old", 1), Signer::ed("new", 2));
    let (server, keys) = start(&[&old]).await;
    let file = keys.path().join("jwks.json");
    let (by_old, by_new) = (old.sign(&claims()), new.sign(&claims()));
    assert_eq!(ask(&server, &by_old, BRAND).await.status, 200);
    is_unauthenticated(&ask(&server, &by_new, BRAND).await, "not published yet");

    publish(&file, &[&old, &new]);
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    for token in [&by_old, &by_new] {
        assert_eq!(ask(&server, token, BRAND).await.status, 200);
    }
    // Half a file: what was known stays known.
    std::fs::write(&file, "{").unwrap();
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(ask(&server, &by_old, BRAND).await.status, 200);

    publish(&file, &[&new]);
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(ask(&server, &by_new, BRAND).await.status, 200);
    is_unauthenticated(&ask(&server, &by_old, BRAND).await, "its key is gone");
}

#[test]
fn a_secret_is_no_public_key() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("jwks.json");
    publish(&file, &[&Signer::ed("one", 1)]);
    for wrong in ["HS256", "none", "None", "RS1"] {
        let settings = TokenSettings { algorithms: vec![wrong.to_owned()], ..settings(&file) };
        assert!(matches!(Tokens::open(settings, None), Err(TokenError::Algorithm(_))), "{wrong}");
    }
    std::fs::write(&file, r#"{"keys":[]}"#).unwrap();
    assert!(matches!(Tokens::open(settings(&file), None), Err(TokenError::NoKeys { .. })));
    let missing = dir.path().join("missing.json");
    assert!(matches!(Tokens::open(settings(&missing), None), Err(TokenError::Io { .. })));
}
