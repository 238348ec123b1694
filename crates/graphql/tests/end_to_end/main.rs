//! The operations of `docs/queries.md`, run exactly as they stand there and in that order.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod document;
mod scene;

use async_graphql::{Request, Variables};
use domain::Lang;
use futures_util::StreamExt as _;
use graphql::Caller;
use serde_json::{Value, json};

use crate::document::{Operation, operations};
use crate::scene::Scene;

/// The answer of one operation, without errors.
async fn run(scene: &Scene, operation: &Operation) -> Value {
    let request = Request::new(operation.query.clone())
        .variables(Variables::from_json(operation.variables(scene)));
    let answer = scene.api.execute(request, Caller::admin(Lang::En)).await;
    let answer = serde_json::to_value(answer).unwrap();
    assert_eq!(answer.get("errors"), None, "{}", operation.name);
    answer["data"].clone()
}

fn listen<'a>(scene: &'a Scene, operation: &Operation) -> impl Future<Output = Vec<Value>> + 'a {
    let request = Request::new(operation.query.clone());
    let prepared = scene.api.prepare(request, Caller::admin(Lang::En));
    let answers = scene.api.stream(prepared.unwrap_or_else(|refused| panic!("{refused:?}")));
    let head = scene.api_position();
    answers.take(head).map(|answer| serde_json::to_value(answer).unwrap()).collect()
}

#[tokio::test]
async fn every_operation_of_the_document_does_what_it_says() {
    let scene = Scene::like_the_demonstration();
    let operations = operations();
    let mut refused = 0;
    for operation in &operations {
        if operation.query.starts_with("subscription") {
            let heard = listen(&scene, operation).await;
            let last = &heard.last().unwrap()["data"]["events"]["position"];
            assert_eq!(last, &json!(scene.api_position().to_string()));
            continue;
        }
        let data = run(&scene, operation).await;
        let payloads = data.as_object().unwrap().values();
        for payload in payloads.filter(|payload| payload.get("userErrors").is_some()) {
            let errors = payload["userErrors"].as_array().unwrap();
            if operation.name == "BeRefused" {
                let codes: Vec<_> = errors.iter().map(|error| error["code"].as_str()).collect();
                assert!(codes.contains(&Some("INVITATION_NOT_ACCEPTED")), "{codes:?}");
                assert!(codes.contains(&Some("FOUR_EYES_REQUIRED")), "{codes:?}");
                assert!(errors.iter().all(|error| error["message"].is_string()));
                refused += 1;
            } else {
                assert!(errors.is_empty(), "{}: {errors:?}", operation.name);
            }
        }
        assert_told(&operation.name, &data);
    }
    assert_eq!(refused, 1);
    assert!(operations.len() >= 14, "{} operations were found", operations.len());
}

/// What the questions of the document must show.
fn assert_told(name: &str, data: &Value) {
    match name {
        "LookAround" => {
            assert_eq!(data["programme"]["stage"], "LIVE");
            assert_eq!(data["tasks"]["nodes"].as_array().map(Vec::len), Some(1));
        }
        "Matching" => {
            let suggestion = &data["matching"]["nodes"][0];
            assert_eq!(suggestion["match"]["parts"].as_array().map(Vec::len), Some(8));
            assert!(suggestion["score"].is_u64());
        }
        "WhyNot" => {
            let (place, member) = (&data["whyNot"]["place"], &data["whyNot"]["member"]);
            assert_eq!(place.is_u64(), member["unmet"].as_array().is_some_and(Vec::is_empty));
            assert_eq!(member["koc"]["name"], "叶青");
        }
        "ReviewQueue" => {
            let waiting = &data["reviewQueue"]["nodes"][0]["assignment"]["assignee"]["name"];
            assert_eq!(waiting, "罗一鸣");
        }
        "Ledger" => {
            let entry = &data["contributionLedger"]["nodes"][0];
            assert_eq!(entry["source"]["type"], "WorkApproved");
            assert_eq!(entry["runningBalance"], data["contributionAccount"]["points"]);
        }
        "Clocks" => {
            let timers = data["timers"]["nodes"].as_array().unwrap();
            let offer = timers.iter().find(|timer| timer["command"] == "ExpireAssignment").unwrap();
            assert_eq!((&offer["overdue"], &offer["attempts"]), (&json!(false), &json!(0)));
            assert_eq!(offer["subject"]["id"], offer["target"]);
        }
        "SupportDesk" => {
            let request = &data["supportRequests"]["nodes"][0];
            assert_eq!(
                (&request["state"], &request["koc"]["name"]),
                (&json!("OPEN"), &json!("罗一鸣"))
            );
            assert_eq!(request["messages"][0]["text"], "后排放倒后,后备箱有多大?");
            let left = request["slaLeftMin"].as_str().unwrap().parse::<i64>().unwrap();
            assert!(left > 23 * 60 && left <= 24 * 60, "{left}");
        }
        "Waiting" => {
            let todo = &data["todos"]["nodes"][0];
            assert_eq!(
                (&todo["kind"], &todo["koc"]["name"]),
                (&json!("ARCHIVE_WORK"), &json!("罗一鸣"))
            );
            assert_eq!(todo["source"]["type"], "WorkApproved");
            assert_eq!(todo["subject"]["task"]["title"]["en"], "A weekend with the family");
        }
        "Assets" => {
            let asset = &data["assets"]["nodes"][0];
            assert_eq!(asset["creditLine"], "车主罗一鸣");
            assert_eq!(asset["archivedBy"]["operator"]["name"], "林岚");
        }
        _ => {}
    }
}
