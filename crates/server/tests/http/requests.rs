//! Requests: media types, methods, bodies, status codes.

use serde_json::{Value, json};

use crate::support::{CREATE, GRAPHQL, JSON, Server};

const ASK: &str = "{ programme { brand } }";

#[tokio::test]
async fn a_mutation_is_seen_by_the_next_query() {
    let server = Server::start().await;
    assert_eq!(server.ask(ASK).await["data"], json!({ "programme": null }));
    let made = server.ask(CREATE).await;
    let made = &made["data"]["createProgramme"];
    assert_eq!(made["userErrors"], json!([]), "{made}");
    let seen = server.ask(ASK).await;
    assert_eq!(seen["data"], json!({ "programme": { "brand": "Qingfeng" } }));
    assert_eq!(seen["extensions"]["koc"]["position"], made["position"]);
    server.stop().await;
}

#[tokio::test]
async fn the_answer_comes_in_the_media_type_asked_for() {
    let server = Server::start().await;
    let body = json!({ "query": ASK });
    for (accept, expected) in [
        ("application/graphql-response+json", GRAPHQL),
        ("application/json", JSON),
        ("*/*", JSON),
        ("application/graphql-response+json;q=0.5, application/json;q=0.9", JSON),
        ("text/html, application/graphql-response+json", GRAPHQL),
    ] {
        let answer = server.post(&[("Accept", accept)], &body).await;
        assert_eq!((answer.status, answer.header("Content-Type")), (200, Some(expected)));
    }
    assert_eq!(server.post(&[("Accept", "text/html")], &body).await.status, 406);
    assert_eq!(server.post(&[], &body).await.header("Content-Type"), Some(JSON));
}

#[tokio::test]
async fn fields_come_as_they_were_asked_for_and_are_not_sorted() {
    let server = Server::start().await;
    server.ask(CREATE).await;
    let query = "{ programme { timeZone zebra: brand brand alpha: brand } }";
    let answer = server.post(&[], &json!({ "query": query })).await;
    let at = |key: &str| answer.body.find(&format!("\"{key}\":")).expect(key);
    let places = ["data", "programme", "timeZone", "zebra", "brand", "alpha", "extensions"].map(at);
    assert!(places.is_sorted(), "{}", answer.body);
}

#[tokio::test]
async fn what_cannot_be_executed_is_400_only_in_the_graphql_media_type() {
    let server = Server::start().await;
    for (query, code) in
        [("{", "GRAPHQL_PARSE_FAILED"), ("{ nothing }", "GRAPHQL_VALIDATION_FAILED")]
    {
        let body = json!({ "query": query });
        let graphql = ("Accept", "application/graphql-response+json");
        let answer = server.post(&[graphql], &body).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, code));
        assert!(answer.json().get("data").is_none(), "{}", answer.body);
        let answer = server.post(&[("Accept", "application/json")], &body).await;
        assert_eq!((answer.status, answer.code().as_str()), (200, code));
    }
}

#[tokio::test]
async fn bodies_that_are_no_json_request_are_refused() {
    let server = Server::start().await;
    let query = json!({ "query": ASK });
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/graphql"] {
        let answer = server.post(&[("Content-Type", kind)], &query).await;
        assert_eq!(answer.status, 415, "{kind}");
    }
    for body in [
        json!([query]),
        json!("{ programme { brand } }"),
        json!({}),
        json!({ "query": 1 }),
        json!({ "query": ASK, "variables": "{}" }),
        json!({ "query": ASK, "operationName": 1 }),
        json!({ "query": ASK, "extensions": [] }),
    ] {
        let answer = server.post(&[], &body).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "BAD_REQUEST"), "{body}");
    }
    let bearer = format!("Bearer {}", server.key);
    let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
    for bytes in [b"{".as_slice(), b"{\"query\": \"\xff\"}", b""] {
        assert_eq!(server.send("POST /graphql", &headers, bytes).await.status, 400);
    }
    let large = json!({ "query": ASK, "variables": { "x": "x".repeat(server::BODY_BYTES_MAX) } });
    let answer = server.post(&[], &large).await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "LIMIT_EXCEEDED"));
}

#[tokio::test]
async fn get_asks_but_never_changes() {
    let server = Server::start().await;
    let asked = server.get("/graphql?query=%7B%20programme%20%7B%20brand%20%7D%20%7D", &[]).await;
    assert_eq!((asked.status, &asked.json()["data"]), (200, &json!({ "programme": null })));
    let mutation = encoded(CREATE);
    let answer = server.get(&format!("/graphql?query={mutation}"), &[]).await;
    assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, POST")));
    let both = encoded(&format!("query Ask {ASK} {}", CREATE.replace("mutation", "mutation Make")));
    let make = server.get(&format!("/graphql?query={both}&operationName=Make"), &[]).await;
    assert_eq!(make.status, 405);
    let ask = server.get(&format!("/graphql?query={both}&operationName=Ask"), &[]).await;
    assert_eq!((ask.status, &ask.json()["data"]), (200, &json!({ "programme": null })));
    assert_eq!(server.get("/graphql", &[]).await.status, 400);
    let headers = [("Authorization", &*format!("Bearer {}", server.key))];
    assert_eq!(server.send("PUT /graphql", &headers, b"").await.status, 405);
}

#[tokio::test]
async fn a_request_too_deep_or_too_large_says_so() {
    let server = Server::start().await;
    let deep = format!("{{ {} {} {} }}", "koc { referredBy { ", "id", "} ".repeat(2));
    let deep = deep.replace("koc {", r#"koc(externalRef: "a") {"#);
    let deeper =
        deep.replace("id", &format!("{}id{}", "referredBy { ".repeat(25), " }".repeat(25)));
    assert!(server.ask(&deep).await.get("errors").is_none());
    let answer = server.post(&[], &json!({ "query": deeper })).await;
    assert_eq!(answer.code(), "LIMIT_EXCEEDED", "{}", answer.body);
    let page = "tierMembership(first: 100) { nodes { path { fact { event { id } } } } }";
    let aliases: String = (0..60).map(|n| format!("p{n}: {page} ")).collect();
    let answer = server.post(&[], &json!({ "query": format!("{{ {aliases} }}") })).await;
    assert_eq!(answer.code(), "LIMIT_EXCEEDED", "{}", answer.body);
}

#[tokio::test]
async fn refusals_are_told_in_the_language_asked_for() {
    let server = Server::start().await;
    let query = r#"mutation { goLive(
        commandId: "00000000-0000-4000-8000-000000000002", input: { liveOn: "2025-01-01" }
      ) { userErrors { code message } } }"#;
    for (wanted, expected) in [
        ("zh-CN,zh;q=0.9,en;q=0.8", "不存在"),
        ("en-GB", "does not exist"),
        ("fr, de;q=0.8", "does not exist"),
    ] {
        let answer = server.post(&[("Accept-Language", wanted)], &json!({ "query": query })).await;
        let error = answer.json()["data"]["goLive"]["userErrors"][0].clone();
        assert_eq!(error["code"], "NOT_FOUND");
        let message = error["message"].as_str().unwrap_or_default().to_owned();
        assert!(message.contains(expected), "{wanted}: {message}");
    }
}

#[tokio::test]
async fn health_is_told_to_everybody() {
    let server = Server::start().await;
    let answer = server.send("GET /healthz", &[], b"").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "ok\n"));
    server.stop().await;
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn the_schema_can_be_asked_for() {
    let server = Server::start().await;
    let query = "{ __schema { queryType { name } types { name fields { name type { name ofType \
                 { name ofType { name ofType { name } } } } } } } }";
    let answer = server.ask(query).await;
    assert_eq!(answer["data"]["__schema"]["queryType"]["name"], Value::from("Query"));
}
