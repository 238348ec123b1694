//! Every answer says which request it belongs to.

use serde_json::json;

use crate::support::Server;

#[tokio::test]
async fn every_answer_names_its_request() {
    let server = Server::start().await;
    let mut seen = std::collections::BTreeSet::new();
    for path in ["/healthz", "/readyz", "/metrics", "/", "/assets/page.js", "/nowhere", "/graphql"]
    {
        let answer = server.get(path, &[]).await;
        let id = answer.header("X-Request-Id").unwrap_or_default().to_owned();
        assert_eq!(id.len(), 32, "{path}: {}", answer.head);
        assert!(seen.insert(id), "{path}: a new one for every request");
    }
    let given = server.get("/healthz", &[("X-Request-Id", "proxy-7/a:b~")]).await;
    assert_eq!(given.header("X-Request-Id"), Some("proxy-7/a:b~"));
    let longest = "x".repeat(64);
    let given = server.get("/healthz", &[("X-Request-Id", &longest)]).await;
    assert_eq!(given.header("X-Request-Id"), Some(longest.as_str()));
    for wrong in [&"x".repeat(65), "two words", "名"] {
        let answer = server.get("/healthz", &[("X-Request-Id", wrong)]).await;
        assert_eq!(answer.header("X-Request-Id").map(str::len), Some(32), "{wrong}");
    }
    let elsewhere = server.send("GET /healthz", &[("Host", "example.org")], b"").await;
    assert!(elsewhere.header("X-Request-Id").is_some(), "{}", elsewhere.head);
}

#[tokio::test]
async fn errors_name_it_in_their_extensions() {
    let server = Server::start().await;
    let id = [("X-Request-Id", "r-1")];
    for query in ["{", "{ nothing }", "{ koc(id: \"koc_1\") { name } }"] {
        let answer = server.post(&id, &json!({ "query": query })).await.json();
        let errors = answer["errors"].as_array().expect("errors");
        assert!(!errors.is_empty());
        assert!(errors.iter().all(|it| it["extensions"]["requestId"] == "r-1"), "{answer}");
    }
    let streamed = [("X-Request-Id", "r-2"), ("Accept", "text/event-stream")];
    let query = json!({ "query": "{ koc(id: \"koc_1\") { name } }" });
    let answer = server.post(&streamed, &query).await;
    assert!(answer.body.contains(r#""requestId":"r-2""#), "{}", answer.body);
    let no_key = server.send("POST /graphql", &id, b"{}").await;
    assert_eq!(
        (no_key.status, &no_key.json()["errors"][0]["extensions"]["requestId"]),
        (401, &json!("r-1"))
    );
}
