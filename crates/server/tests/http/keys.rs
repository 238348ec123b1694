//! Who may come in.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;
use server::key::{AdminKey, KeyError};
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

#[test]
fn a_key_is_told_once_and_kept_as_a_hash() {
    let dir = TempDir::new().unwrap();
    let (first, told) = AdminKey::open_or_make(dir.path()).unwrap();
    let key = told.expect("a new store has a new key");
    assert!(key.starts_with("kocadmin_") && key.len() == 9 + 43, "{key}");
    assert!(first.is(&key));
    let path = dir.path().join("admin.key.hash");
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(!kept.contains(&key), "{kept}");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

    let (again, told) = AdminKey::open_or_make(dir.path()).unwrap();
    assert_eq!(told, None);
    assert!(again.is(&key));
    assert!(!again.is(&key.replace("kocadmin_", "")) && !again.is(""));

    std::fs::remove_file(&path).unwrap();
    let (fresh, told) = AdminKey::open_or_make(dir.path()).unwrap();
    assert!(told.is_some_and(|told| told != key) && !fresh.is(&key));
}

#[test]
fn a_damaged_key_file_is_refused_and_says_what_to_do() {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("admin.key.hash"), "not a hash").unwrap();
    let error = AdminKey::open_or_make(dir.path()).unwrap_err();
    assert!(matches!(error, KeyError::Damaged(_)));
    assert!(error.to_string().contains("remove it"), "{error}");
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
