//! What becomes due is shown before it is sent, and what it tells afterwards.

use domain::Actor;
use domain::id::DataRequestId;
use domain::privacy::command::{FlagOverdueDataRequest, ReceiveDataRequest};
use domain::privacy::values::DataRequestKind;
use serde_json::json;

use crate::support::Programme;

#[test]
fn a_request_about_data_shows_its_clock_and_then_waits_for_whoever_answers() {
    let programme = Programme::live();
    let koc_id = programme.member("An");
    let request_id = DataRequestId::derived(&[b"copy"]);
    let (kind, received_at, due, note) = (DataRequestKind::Copy.code(), None, None, None);
    let received = ReceiveDataRequest { request_id, koc_id, kind, received_at, due, note };
    programme.given(Actor::koc(koc_id), received);
    let timers = "{ timers(first: 100) { nodes { command target dueAt overdue subject { id } } } }";
    let shown = || {
        let answer = programme.ask(timers);
        let nodes = answer["timers"]["nodes"].as_array().unwrap().clone();
        nodes.into_iter().find(|timer| timer["command"] == "FlagOverdueDataRequest")
    };
    let id = request_id.to_string();
    let clock = json!({
        "command": "FlagOverdueDataRequest", "target": id, "subject": { "id": id },
        "dueAt": "2025-03-31T16:00:00Z", "overdue": false,
    });
    assert_eq!(shown(), Some(clock));
    programme.wait_days(31);
    assert_eq!(shown().unwrap()["overdue"], true);
    programme.given(Actor::SYSTEM, FlagOverdueDataRequest { request_id });
    assert_eq!(shown(), None);
    let todos = programme
        .ask("{ todos(filter: { kind: DATA_REQUEST_OVERDUE }) { nodes { koc { name } subject { id } } } }");
    let waits = json!([{ "koc": { "name": "An" }, "subject": { "id": id } }]);
    assert_eq!(todos["todos"]["nodes"], waits);
}
