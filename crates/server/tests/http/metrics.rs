//! What is counted, read from a running server.

use std::collections::BTreeMap;

use domain::Moment;
use domain::actor::Role;
use domain::id::OperatorId;
use graphql::Subject;
use serde_json::json;
use server::keys::NewKey;

use crate::support::{CREATE, Server, extend};

/// Every number by its name and labels.
type Numbers = BTreeMap<String, f64>;

async fn scrape(server: &Server) -> Numbers {
    let answer = server.get("/metrics", &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let media = answer.header("Content-Type").unwrap_or_default();
    assert_eq!(media, "text/plain; version=0.0.4; charset=utf-8");
    let lines = answer.body.lines().filter(|line| !line.starts_with('#'));
    let number = |line: &str| {
        let (name, number) = line.rsplit_once(' ').expect("name and number");
        (name.to_owned(), number.parse().expect("a number"))
    };
    lines.map(number).collect()
}

/// What moved from one scrape to the next, but for times, memory and the scrape itself.
fn moved(before: &Numbers, after: &Numbers) -> BTreeMap<String, i64> {
    let own = r#"koc_http_responses_total{status="200"}"#;
    let changed = after.iter().filter_map(|(name, now)| {
        let by = now - before.get(name).copied().unwrap_or(0.0);
        let timed = name.contains("_bucket") || name.contains("_sum") || name.contains("memory");
        let shown = by != 0.0 && !timed && name != own;
        shown.then(|| (name.clone(), by as i64))
    });
    changed.collect()
}

fn expected(moves: &[(&str, i64)]) -> BTreeMap<String, i64> {
    moves.iter().map(|(name, by)| ((*name).to_owned(), *by)).collect()
}

fn positions(by: i64) -> Vec<(String, i64)> {
    let row = |name: &str| (format!(r#"koc_projector_position{{projector="{name}"}}"#), by);
    engine::View::NAMES.iter().map(|name| row(name)).collect()
}

const COMMAND: &str = r#"mutation Ottilie($validate: Boolean! = false) {
  ottilie: extendVocabulary(
    commandId: "00000000-0000-4000-8000-000000000201", validateOnly: $validate
    input: { axis: TAG, code: "ottilie", labels: { zh: "标签", en: "Ottilie" } }
  ) { userErrors { code } already }
}"#;

#[tokio::test]
async fn a_command_a_refusal_and_a_query_move_exactly_their_own_counters() {
    let server = Server::start().await;
    server.ask(CREATE).await;
    let start = scrape(&server).await;

    let body = json!({ "query": COMMAND, "variables": { "validate": true } });
    let tried = server.post(&[], &body).await.json();
    assert_eq!(tried["data"]["ottilie"]["userErrors"], json!([]));
    let validated = scrape(&server).await;
    let mutation = r#"{kind="mutation",field="extendVocabulary""#;
    let ok = format!(r#"koc_graphql_operations_total{mutation},outcome="ok"}}"#);
    let (time, cost) = (
        format!("koc_graphql_seconds_count{mutation}}}"),
        format!("koc_graphql_cost_total{mutation}}}"),
    );
    let common = |command: &'static str| {
        vec![(command, 1), ("koc_command_queue_seconds_count", 1), ("koc_batch_commands_count", 1)]
    };
    let api = [(ok.as_str(), 1), (time.as_str(), 1), (cost.as_str(), 62)];
    let name = r#"koc_commands_total{command="ExtendVocabulary",outcome="validated"}"#;
    assert_eq!(moved(&start, &validated), expected(&[&common(name)[..], &api].concat()));

    server.ask(COMMAND).await;
    let accepted = scrape(&server).await;
    let name = r#"koc_commands_total{command="ExtendVocabulary",outcome="accepted"}"#;
    let disk = [
        ("koc_batch_events_count", 1),
        ("koc_batch_flush_seconds_count", 1),
        ("koc_batch_fold_seconds_count", 1),
        ("koc_log_position", 1),
    ];
    let mut moves = expected(&[&common(name)[..], &api, &disk].concat());
    moves.extend(positions(1));
    assert_eq!(moved(&validated, &accepted), moves);

    assert_eq!(server.ask(COMMAND).await["data"]["ottilie"]["already"], true);
    let repeated = scrape(&server).await;
    let name = r#"koc_commands_total{command="ExtendVocabulary",outcome="repeated"}"#;
    assert_eq!(moved(&accepted, &repeated), expected(&[&common(name)[..], &api].concat()));

    let again = COMMAND.replace("000201", "000202");
    let refused = server.ask(&again).await;
    assert_ne!(refused["data"]["ottilie"]["userErrors"], json!([]), "{refused}");
    let after = scrape(&server).await;
    let name = r#"koc_commands_total{command="ExtendVocabulary",outcome="refused"}"#;
    let moves = moved(&repeated, &after);
    let want = expected(&[&common(name)[..], &api].concat());
    assert_eq!(moves, want);

    server.ask("query Ottilie { ottilie: programme { brand } }").await;
    let asked = scrape(&server).await;
    let query = r#"{kind="query",field="programme""#;
    let moves = expected(&[
        (format!(r#"koc_graphql_operations_total{query},outcome="ok"}}"#).as_str(), 1),
        (format!("koc_graphql_seconds_count{query}}}").as_str(), 1),
        (format!("koc_graphql_cost_total{query}}}").as_str(), 2),
    ]);
    assert_eq!(moved(&after, &asked), moves);

    // Not executed: its reason is counted, and its words are not.
    server.ask("{ ottilie").await;
    server.ask("{ ottilie }").await;
    let torn = scrape(&server).await;
    let moves = expected(&[
        (r#"koc_graphql_refused_total{code="GRAPHQL_PARSE_FAILED"}"#, 1),
        (r#"koc_graphql_operations_total{kind="query",field="unknown",outcome="errors"}"#, 1),
        (r#"koc_graphql_seconds_count{kind="query",field="unknown"}"#, 1),
        (r#"koc_graphql_cost_total{kind="query",field="unknown"}"#, 1),
    ]);
    assert_eq!(moved(&asked, &torn), moves);
}

#[tokio::test]
async fn they_say_how_the_server_is_and_nothing_of_anybody() {
    let server = Server::start().await;
    server.ask(CREATE).await;
    extend(&server, 1).await;
    server.ask(COMMAND).await;
    server.ask("query Ottilie { a: programme { brand } b: programme { brand } }").await;
    let numbers = scrape(&server).await;
    assert_eq!(numbers["koc_log_position"], 3.0);
    assert_eq!(numbers["koc_log_blob_files"], 0.0, "sled never syncs what lies there");
    assert!(numbers["process_resident_memory_bytes"] > 1e6);
    for name in engine::View::NAMES {
        let lag = format!(r#"koc_projector_lag_events{{projector="{name}"}}"#);
        assert_eq!(numbers[&lag], 0.0, "{name}");
    }
    let body = server.get("/metrics", &[]).await.body;
    let lower = body.to_lowercase();
    for secret in ["ottilie", "qingfeng", "tag-1", "kockey", &server.key.to_lowercase()] {
        assert!(!lower.contains(secret), "{secret}\n{body}");
    }
    // Every name is explained, with the kind of it.
    let names = body.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let told = include_str!("../../../../docs/operating.md");
    for name in names.filter_map(|line| line.split(' ').next()) {
        assert!(told.contains(&format!("`{name}`")), "docs/operating.md does not explain {name}");
    }
}

#[tokio::test]
async fn they_are_for_the_keys_of_administrators_and_analysts() {
    let server = Server::start().await;
    let key_of = |role, subject| {
        let (created_by, note) = ("a test".to_owned(), None);
        let new = NewKey { roles: vec![role], subject, expires_at: None, created_by, note };
        server.ring.create(new, Moment(1)).unwrap().1
    };
    let analyst = key_of(Role::Analyst, Subject::Nobody);
    let ops = key_of(Role::Ops, Subject::Operator(OperatorId([7; 16])));
    let with = async |key: &str| {
        let bearer = format!("Bearer {key}");
        server.send("GET /metrics", &[("Authorization", &bearer)], b"").await
    };
    assert_eq!(with(&analyst).await.status, 200);
    let refused = with(&ops).await;
    assert_eq!((refused.status, refused.code().as_str()), (403, "FORBIDDEN"));
    let refused = server.send("GET /metrics", &[], b"").await;
    assert_eq!((refused.status, refused.code().as_str()), (401, "UNAUTHENTICATED"));
    assert_eq!(refused.header("WWW-Authenticate"), Some("Bearer"));
}
