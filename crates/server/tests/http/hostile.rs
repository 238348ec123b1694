//! Requests meant to hurt: each gets the documented answer, quickly, and the server goes on.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{CREATE, Server};

/// What no answer here may take; far more than any does. A guard against work that never ends.
const PATIENCE: Duration = Duration::from_secs(5);

/// Sends a document and gives the code it is refused with.
async fn refused(server: &Server, document: &str) -> (String, String) {
    let begun = Instant::now();
    let answer = server.post(&[], &json!({ "query": document })).await;
    assert!(begun.elapsed() < PATIENCE, "{:?}: {document:.60}", begun.elapsed());
    assert!(answer.status < 500, "{}: {document:.60}", answer.status);
    (answer.code(), answer.body)
}

#[tokio::test]
async fn bombs_are_refused_by_the_limit_they_break() {
    let server = Server::start().await;
    let member = r#"koc(externalRef: "a")"#;
    let aliases: String = (0..31).map(|n| format!("a{n}: {member} {{ id }} ")).collect();
    let fields = "id ".repeat(2_100);
    // Thirty-two fragments, each the next one twice: four thousand million fields.
    let doubling: String = (0..32)
        .map(|n| format!("fragment f{n} on Koc {{ ...f{} ...f{} }} ", n + 1, n + 1))
        .collect();
    let deep = "referredBy { ".repeat(21);
    for (limit, document) in [
        ("depth", format!("{{ {member} {{ {deep} id {} }} }}", "} ".repeat(21))),
        ("aliases", format!("{{ {aliases} }}")),
        ("directives", format!("{{ {member} {{ id {} }} }}", "@include(if: true) ".repeat(51))),
        ("fields", format!("{{ {member} {{ {fields} }} }}")),
        ("fields", format!("{{ {member} {{ ...f0 }} }} {doubling} fragment f32 on Koc {{ id }}")),
        ("tokens", format!("{{ {member} {{ {} }} }}", "id ".repeat(4_100))),
        ("brackets", "{".repeat(3_900)),
        (
            "cost",
            "{ tierMembership(first: 100) { nodes { koc { mentees { mentee { mentees { mentee { \
              mentees { id } } } } } } } } }"
                .to_owned(),
        ),
    ] {
        let (code, body) = refused(&server, &document).await;
        assert_eq!(code, "LIMIT_EXCEEDED", "{limit}: {body:.300}");
        let extensions: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        let extensions = &extensions["errors"][0]["extensions"];
        assert_eq!(extensions["limit"], limit, "{extensions}");
        assert!(extensions["asked"].as_u64() > extensions["allowed"].as_u64(), "{extensions}");
    }
    server.stop().await;
}

#[tokio::test]
async fn nonsense_is_named_and_hurts_nobody() {
    let server = Server::start().await;
    let circle = r#"{ koc(externalRef: "a") { ...f } } fragment f on Koc { ...g } fragment g on Koc { ...f }"#;
    let opened = "{".repeat(99);
    for (code, document) in [
        ("GRAPHQL_VALIDATION_FAILED", circle),
        ("GRAPHQL_PARSE_FAILED", opened.as_str()),
        ("GRAPHQL_PARSE_FAILED", "{ programme { brand \u{0} } }"),
        ("GRAPHQL_PARSE_FAILED", "{ programme { 品牌 } }"),
        ("GRAPHQL_PARSE_FAILED", "{ programme { 🚗 } }"),
        ("GRAPHQL_PARSE_FAILED", ""),
        ("GRAPHQL_PARSE_FAILED", "query a { programme { brand } } query a { __typename }"),
        ("GRAPHQL_VALIDATION_FAILED", "{ programme(first: 1) { brand } }"),
    ] {
        let (told, body) = refused(&server, document).await;
        assert_eq!(told, code, "{document:.60}: {body:.300}");
    }
    // Numbers too large for their type, and text of every kind as a value.
    for (query, variables) in [
        ("query($n: Int) { timers(first: $n) { totalCount } }", json!({ "n": 1_u64 << 62 })),
        ("query($n: Int) { timers(first: $n) { totalCount } }", json!({ "n": -1 })),
        ("query($n: Int) { timers(first: $n) { totalCount } }", json!({ "n": 1e300 })),
        (
            "query($n: Long!) { at(minPosition: $n) { __typename } }",
            json!({ "n": "-9223372036854775809" }),
        ),
        ("query($a: String) { timers(after: $a) { totalCount } }", json!({ "a": "🚗车\u{0}" })),
    ] {
        let body = json!({ "query": query, "variables": variables });
        let answer = server.post(&[], &body).await;
        assert!(answer.status < 500, "{}: {body}", answer.status);
        let told = answer.code();
        assert!(
            ["BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"].contains(&told.as_str()),
            "`{told}` {}: {body}",
            answer.body
        );
    }
    // An id that cannot be names nothing, as one that names nothing does.
    let nobody = json!({ "query": "query($i: ID!) { node(id: $i) { id } }", "variables": { "i": "koc_\u{0}" } });
    assert_eq!(server.post(&[], &nobody).await.json()["data"], json!({ "node": null }));
    // As a value any text is only text.
    let body = json!({
        "query": "query($q: String) { assets(text: $q, first: 1) { totalCount } }",
        "variables": { "q": "🚗车' OR 1=1 --\u{0}\u{202e}" },
    });
    let answer = server.post(&[], &body).await;
    assert_eq!(answer.json()["data"]["assets"]["totalCount"], 0, "{}", answer.body);
    assert_eq!(server.ask(CREATE).await["data"]["createProgramme"]["already"], false);
    server.stop().await;
}

#[tokio::test]
async fn ten_megabytes_of_variables_are_refused_and_the_next_is_answered() {
    let server = Server::start().await;
    let body = json!({ "query": "{ __typename }", "variables": { "x": "x".repeat(10 << 20) } });
    let answer = server.post(&[], &body).await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "LIMIT_EXCEEDED"));
    assert_eq!(server.ask("{ __typename }").await["data"]["__typename"], "Query");
    server.stop().await;
}
