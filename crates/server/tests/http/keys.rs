//! Who may come in.

use std::os::unix::fs::PermissionsExt as _;

use domain::Moment;
use domain::actor::Role;
use graphql::Subject;
use serde_json::json;
use server::keys::{KeyError, KeyRing, NewKey};
use server::listen::{ListenError, bind};
use tempfile::TempDir;

use crate::support::Server;

fn json_of(query: &str) -> String {
    json!({ "query": query }).to_string()
}

#[tokio::test]
async fn without_the_key_nothing_is_told() {
    let server = Server::start().await;
    let body = json!({ "query": "{ __typename }" }).to_string();
    let json = ("Content-Type", "application/json");
    let wrong = format!("Bearer {}x", server.key);
    let other_scheme = format!("Basic {}", server.key);
    for headers in [
        vec![json],
        vec![json, ("Authorization", wrong.as_str())],
        vec![json, ("Authorization", other_scheme.as_str())],
        vec![json, ("Authorization", "Bearer")],
        vec![json, ("Authorization", "")],
    ] {
        let answer = server.send("POST /graphql", &headers, body.as_bytes()).await;
        assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"));
        assert_eq!(answer.header("WWW-Authenticate"), Some("Bearer"));
        assert!(!answer.body.contains("Query"), "{}", answer.body);
    }
    let anonymous = server.send("GET /graphql?query=%7B__typename%7D", &[], b"").await;
    assert_eq!(anonymous.status, 401);
    // Nor whom a task suits, and why not somebody: what is told of people needs the key as well.
    let task = "task_de300000-0000-8000-8000-000000000006";
    for query in [
        format!(r#"{{ matching(taskId: "{task}") {{ totalCount }} }}"#),
        format!(r#"{{ whyNot(taskId: "{task}", kocId: "{task}") {{ place }} }}"#),
    ] {
        let body = json_of(&query);
        let answer = server.send("POST /graphql", &[json], body.as_bytes()).await;
        assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"));
        assert!(!answer.body.contains("matching") && !answer.body.contains("whyNot"));
    }
}

#[tokio::test]
async fn a_request_for_another_name_is_refused() {
    let server = Server::start().await;
    let port = server.address.port();
    for (host, expected) in [
        ("evil.example".to_owned(), 421),
        (format!("evil.example:{port}"), 421),
        (format!("127.0.0.1.evil.example:{port}"), 421),
        (format!("localhost:{port}"), 200),
        (format!("[::1]:{port}"), 200),
        ("LOCALHOST".to_owned(), 200),
    ] {
        let answer = server.send("GET /healthz", &[("Host", &host)], b"").await;
        assert_eq!(answer.status, expected, "{host}");
    }
}

#[tokio::test]
async fn without_a_key_no_operation_tells_anything() {
    let server = Server::start().await;
    let json = ("Content-Type", "application/json");
    let mut asked = 0;
    for (kind, fields) in operations() {
        for field in fields {
            let body = json!({ "query": format!("{kind} {{ {field} }}") }).to_string();
            let answer = server.send("POST /graphql", &[json], body.as_bytes()).await;
            assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"));
            assert!(answer.json().get("data").is_none(), "{kind} {field}: {}", answer.body);
            asked += 1;
        }
    }
    assert!(asked > 80, "only {asked} operations were tried");
}

/// The fields of each root of the schema.
fn operations() -> Vec<(&'static str, Vec<String>)> {
    let sdl = graphql::sdl();
    let roots = [("query", "Query"), ("mutation", "Mutation"), ("subscription", "Subscription")];
    let fields = |root: &str| {
        let start = sdl.find(&format!("\ntype {root} {{")).expect("the schema has it");
        let body = sdl[start..].split("\n}").next().unwrap_or_default();
        let lines = body.lines().filter_map(|line| line.strip_prefix('\t'));
        let names = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        names.map(|line| line.split(['(', ':']).next().unwrap_or_default().to_owned()).collect()
    };
    roots.map(|(kind, root)| (kind, fields(root))).to_vec()
}

fn for_admin() -> NewKey {
    NewKey {
        roles: vec![Role::Admin],
        subject: Subject::Nobody,
        expires_at: None,
        created_by: "a test".to_owned(),
        note: None,
    }
}

const NOW: Moment = Moment(1_750_000_000_000_000);

#[test]
fn a_key_is_told_once_and_kept_as_a_hash() {
    let dir = TempDir::new().unwrap();
    let ring = KeyRing::open(dir.path(), None).unwrap();
    let key = ring.first(NOW).unwrap().expect("a new store has a new key");
    assert!(key.starts_with("kockey_") && key.len() == 7 + 43, "{key}");
    assert!(ring.grant(&key, NOW).is_some());
    let path = dir.path().join("api-keys.json");
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(!kept.contains(&key), "{kept}");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

    let again = KeyRing::open(dir.path(), None).unwrap();
    assert_eq!(again.first(NOW).unwrap(), None);
    let grant = again.grant(&key, NOW).unwrap();
    assert_eq!((grant.roles(), grant.subject()), (&[Role::Admin][..], Subject::Nobody));
    assert!(again.grant(&key.replace("kockey_", ""), NOW).is_none());
    assert!(again.grant("", NOW).is_none());

    std::fs::remove_file(&path).unwrap();
    let fresh = KeyRing::open(dir.path(), None).unwrap();
    let told = fresh.first(NOW).unwrap();
    assert!(told.is_some_and(|told| told != key) && fresh.grant(&key, NOW).is_none());
}

#[test]
fn who_made_a_key_when_and_when_it_was_used_is_kept() {
    let dir = TempDir::new().unwrap();
    let ring = KeyRing::open(dir.path(), None).unwrap();
    let (record, key) = ring.create(for_admin(), NOW).unwrap();
    assert_eq!((record.created_at, record.created_by.as_str()), (NOW, "a test"));
    assert_eq!(ring.list()[0].last_used_at, None);
    ring.grant(&key, Moment(NOW.0 + 5)).unwrap();
    ring.keep_use().unwrap();
    let again = KeyRing::open(dir.path(), None).unwrap();
    assert_eq!(again.list()[0].last_used_at, Some(Moment(NOW.0 + 5)));
    let revoked = again.revoke(&record.id, Moment(NOW.0 + 9)).unwrap();
    assert_eq!(revoked.revoked_at, Some(Moment(NOW.0 + 9)));
    assert_eq!(revoked.last_used_at, Some(Moment(NOW.0 + 5)));
    assert!(again.grant(&key, NOW).is_none());
    let why = again.revoke(&record.id, NOW).unwrap_err();
    assert!(matches!(why, KeyError::RevokedBefore(_)), "{why}");
    assert!(matches!(again.revoke("key_0", NOW), Err(KeyError::Unknown(_))));
    assert!(KeyRing::open(dir.path(), None).unwrap().grant(&key, NOW).is_none());
}

#[test]
fn the_one_key_of_an_earlier_version_stays_in_force() {
    let dir = TempDir::new().unwrap();
    let hash = blake3::derive_key("koc 2025 admin key", b"kocadmin_of-old");
    let hash = blake3::Hash::from_bytes(hash).to_hex().to_string();
    std::fs::write(dir.path().join("admin.key.hash"), format!("{hash}\n")).unwrap();
    for _ in 0..2 {
        let ring = KeyRing::open(dir.path(), None).unwrap();
        assert_eq!(ring.first(NOW).unwrap(), None);
        assert!(ring.grant("kocadmin_of-old", NOW).is_some());
        assert!(!dir.path().join("admin.key.hash").exists());
    }
}

#[test]
fn a_damaged_key_file_is_refused_and_says_what_to_do() {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("api-keys.json"), "{").unwrap();
    let error = KeyRing::open(dir.path(), None).unwrap_err();
    assert!(matches!(error, KeyError::Damaged { .. }));
    assert!(error.to_string().contains("remove it"), "{error}");
}

#[tokio::test]
async fn a_key_that_is_no_longer_in_force_stops_at_once() {
    let server = Server::start().await;
    let (record, revoked) = server.ring.create(for_admin(), NOW).unwrap();
    let soon = Moment(NOW.0 + 1);
    let expired = NewKey { expires_at: Some(soon), ..for_admin() };
    let (_, expired) = server.ring.create(expired, NOW).unwrap();
    let ask = async |key: &str| {
        let bearer = format!("Bearer {key}");
        let headers = [("Authorization", &*bearer), ("Content-Type", "application/json")];
        server.send("POST /graphql", &headers, br#"{"query":"{me{key}}"}"#).await
    };
    let answer = ask(&revoked).await;
    assert_eq!(answer.json()["data"]["me"]["key"], record.id.as_str(), "{}", answer.body);
    assert_eq!(ask(&expired).await.status, 401);
    server.ring.revoke(&record.id, NOW).unwrap();
    assert_eq!(ask(&revoked).await.status, 401);
}

#[tokio::test]
async fn only_this_machine_is_listened_to() {
    for address in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0"] {
        let error = bind(address.parse().unwrap()).await.unwrap_err();
        assert!(matches!(error, ListenError::NotLoopback(_)), "{address}");
        assert!(error.to_string().contains("127.0.0.1"), "{error}");
    }
    assert!(bind("127.0.0.1:0".parse().unwrap()).await.is_ok());
}
