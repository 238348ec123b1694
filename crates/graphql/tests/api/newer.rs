//! A log into which a newer program has written: what it wrote is shown as unknown, and commands
//! are answered with the reason why none is taken.

use std::sync::Arc;

use async_graphql::Request;
use domain::Lang;
use engine::{Engine, ManualClock, Settings, import_events};
use graphql::{Api, Caller};
use serde_json::{Value, json};
use tempfile::TempDir;

const EXPORT: &str =
    include_str!("../../../../fixtures/unknown_event_type_and_old_schema/export.jsonl");

fn answer(api: &Api, query: &str) -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let asked = api.execute(Request::new(query), Caller::admin(Lang::En));
    serde_json::to_value(runtime.block_on(asked)).unwrap()
}

#[test]
fn an_event_of_a_newer_program_is_shown_as_unknown_and_stops_commands() {
    let dir = TempDir::new().unwrap();
    let mut settings = Settings::new(dir.path());
    import_events(&settings, EXPORT.as_bytes()).unwrap();
    let mut lines = EXPORT.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let newer = lines.clone().find(|line| line["event"]["unknownEventType"].is_number()).unwrap();
    let older = lines.clone().find(|line| line["event"]["type"] == "AssignmentAccepted").unwrap();
    assert_eq!((&newer["schemaVersion"], &older["schemaVersion"]), (&json!(1), &json!(1)));
    let last = lines.rfind(|line| line["recordedAt"].is_string()).unwrap();
    let now = last["recordedAt"].as_str().unwrap().parse().unwrap();
    settings.clock = Arc::new(ManualClock::at(now));
    let api = Api::new(Arc::new(Engine::open(settings).unwrap()));

    let shown = answer(
        &api,
        r#"{ events(filter: { types: ["Unknown"] }) { nodes {
            id type english: sentence(lang: EN) chinese: sentence(lang: ZH) stream data
        } } }"#,
    );
    let expected = json!([{
        "id": newer["position"],
        "type": "Unknown",
        "english": "Something that this version of the program does not know.",
        "chinese": "当前版本无法识别的事件。",
        "stream": newer["stream"],
        "data": { "eventType": 59_999, "schemaVersion": 1, "stored": newer["stored"] },
    }]);
    assert_eq!(shown["data"]["events"]["nodes"], expected);
    let stream = newer["stream"].as_str().unwrap();
    let query =
        format!(r#"{{ events(filter: {{ stream: "{stream}" }}) {{ nodes {{ type data }} }} }}"#);
    let of_stream = answer(&api, &query);
    let nodes = of_stream["data"]["events"]["nodes"].as_array().unwrap();
    let kinds: Vec<&str> = nodes.iter().map(|node| node["type"].as_str().unwrap()).collect();
    assert_eq!(kinds[..4], ["TaskAssigned", "AssignmentAccepted", "Unknown", "WorkSubmitted"]);
    assert!(nodes[1]["data"]["agreed"].is_object(), "the old shape is shown as today's");

    let command = r#"mutation { extendVocabulary(
        commandId: "00000000-0000-8000-8000-000000000001"
        input: { axis: TOPIC, code: "another", labels: { zh: "词", en: "word" } }
    ) { position } }"#;
    let refused = answer(&api, command);
    assert_eq!(refused["errors"][0]["extensions"]["code"], "UNAVAILABLE", "{refused}");
}
