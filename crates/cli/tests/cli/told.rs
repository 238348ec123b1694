//! What the operations of `docs/queries.md` must show in the demonstration.

use serde_json::{Value, json};

/// Looks at the answer of one operation.
#[track_caller]
pub(crate) fn assert_told(name: &str, data: &Value) {
    let first = |connection: &str| data[connection]["nodes"][0].clone();
    match name {
        "LookAround" => {
            assert_eq!(data["programme"]["stage"], "LIVE");
            assert_eq!(data["tasks"]["nodes"].as_array().map(Vec::len), Some(1));
        }
        "BeRefused" => {
            let errors = data["promoteKoc"]["userErrors"].as_array().expect("refused");
            let codes: Vec<_> = errors.iter().map(|error| error["code"].as_str()).collect();
            assert!(codes.contains(&Some("INVITATION_NOT_ACCEPTED")), "{codes:?}");
            assert!(codes.contains(&Some("FOUR_EYES_REQUIRED")), "{codes:?}");
            assert!(errors.iter().all(|error| error["message"].is_string()));
        }
        "Matching" => {
            let suggestion = &data["matching"]["nodes"][0];
            assert_eq!(suggestion["match"]["parts"].as_array().map(Vec::len), Some(8));
            assert!(suggestion["score"].is_u64() && suggestion["reasons"][0].is_string());
        }
        "WhyNot" => {
            let (place, member) = (&data["whyNot"]["place"], &data["whyNot"]["member"]);
            assert_eq!(place.is_u64(), member["unmet"].as_array().is_some_and(Vec::is_empty));
            assert_eq!(member["koc"]["name"], "叶青");
        }
        "ReviewQueue" => {
            let waiting = data["reviewQueue"]["nodes"].as_array().expect("a page");
            let waits = |name: &str| {
                waiting.iter().any(|item| item["assignment"]["assignee"]["name"] == name)
            };
            assert!(waits("罗一鸣") && waits("蒋凯"), "{waiting:?}");
        }
        "Ledger" => {
            let entries = data["contributionLedger"]["nodes"].as_array().expect("a page");
            let entry = entries.last().expect("entries");
            assert_eq!(entry["source"]["type"], "WorkApproved");
            assert_eq!(entry["runningBalance"], data["contributionAccount"]["points"]);
        }
        "Clocks" => {
            let timers = data["timers"]["nodes"].as_array().expect("a page");
            let offer = timers.iter().find(|timer| timer["command"] == "ExpireAssignment");
            let offer = offer.expect("an offer runs");
            assert_eq!((&offer["overdue"], &offer["attempts"]), (&json!(false), &json!(0)));
            assert_eq!(offer["subject"]["id"], offer["target"]);
        }
        "SupportDesk" => {
            let request = first("supportRequests");
            assert_eq!(
                (&request["state"], &request["koc"]["name"]),
                (&json!("OPEN"), &json!("罗一鸣"))
            );
            assert_eq!(request["messages"][0]["text"], "后排放倒后,后备箱有多大?");
            let left: i64 =
                request["slaLeftMin"].as_str().and_then(|it| it.parse().ok()).expect("runs");
            assert!(left > 23 * 60 && left <= 24 * 60, "{left}");
        }
        "Library" => assert_library(data),
        "Member" => {
            let koc = &data["koc"];
            assert_eq!((&koc["name"], &koc["tier"]["code"]), (&json!("苏晴"), &json!("PARTNER")));
            assert_eq!(koc["mentees"].as_array().map(Vec::len), Some(3));
            assert_eq!(koc["timeline"]["nodes"].as_array().map(Vec::len), Some(5));
            assert_eq!(data["reach"], json!({ "own": "12400", "amplified": "52000" }));
        }
        "Purses" => {
            let points = first("budgets");
            // Twenty places were held; ten are paid, one waits for a person.
            assert_eq!(data["rewards"]["totalCount"], 11);
            assert_eq!(points["total"], "2000");
            assert_eq!(data["payouts"]["nodes"][0]["lines"]["nodes"][0]["net"], "80000");
        }
        "Desk" => {
            assert_eq!(first("appeals")["handler"]["name"], "周启明");
            assert_eq!(first("dataRequests")["how"], "COPY_HANDED_OVER");
        }
        "Voices" => {
            assert_eq!(data["publications"]["totalCount"], 5);
            assert_eq!(first("honours")["title"]["zh"], "追光者");
        }
        "LookForEvents" => {
            let events = data["events"]["nodes"].as_array().expect("a page");
            let kinds: Vec<_> = events.iter().map(|event| event["type"].as_str()).collect();
            let (handed_in, judged) = (Some("WorkSubmitted"), Some("WorkReviewed"));
            assert!(kinds.contains(&handed_in) && kinds.contains(&judged), "{kinds:?}");
            assert!(kinds.iter().all(|kind| *kind == handed_in || *kind == judged), "{kinds:?}");
        }
        "WhatTheReviewDid" => {
            assert_eq!(data["commandEvents"][0]["type"], "WorkReviewed");
            let all = data["commandEvents"].to_string();
            assert!(all.contains("ContributionCredited"), "{all}");
        }
        _ => assert_asked(name, data),
    }
}

/// What operations and analysts ask.
#[track_caller]
fn assert_asked(name: &str, data: &Value) {
    let nodes = |connection: &str| data[connection]["nodes"].as_array().expect("a page").clone();
    match name {
        "WaitingToday" => {
            assert!(nodes("todos").iter().any(|todo| todo["kind"] == "ARCHIVE_WORK"));
            assert_eq!(data["me"]["todo"]["totalCount"], 0, "the key is nobody's");
        }
        "OffersRunningOut" => assert_eq!(data["assignments"]["totalCount"], 0),
        "ReviewsTooLate" => {
            let late = &nodes("reviewQueue")[0];
            assert_eq!(late["assignment"]["assignee"]["name"], "蒋凯");
            let failed = late["checks"].as_array().expect("checks");
            assert!(failed.iter().any(|check| check["ok"] == false), "{late}");
        }
        "ReadyToRise" => {
            assert!(nodes("candidates").iter().all(|one| one["koc"]["progress"].is_object()));
        }
        "MenteesWithoutMentor" => assert_eq!(data["orphans"], json!([])),
        "WorksToShow" => {
            assert!(nodes("assets").iter().all(|one| one["creditLine"].is_string()));
            assert_ne!(nodes("assets").len(), 0);
        }
        "MovesByQuarter" => {
            let quarters = ["first", "second", "third", "fourth"];
            assert!(quarters.iter().all(|quarter| data[quarter].is_array()), "{data}");
        }
        "WhyDemoted" => {
            let told = &data["koc"]["timeline"]["nodes"];
            assert_eq!(
                (&told[0]["type"], &told[1]["type"]),
                (&json!("KocDemoted"), &json!("TierNoticeGiven"))
            );
            let path = nodes("tierMembership")[0]["path"].as_array().expect("spans").clone();
            let last = &path.last().expect("a span")["fact"];
            assert_eq!(last["approvedBy"][0]["operator"]["name"], "周启明");
            assert_eq!(last["evidence"]["metrics"][0]["met"], false);
        }
        _ => {}
    }
}

/// What was waiting is archived, and found by one character of it.
#[track_caller]
fn assert_library(data: &Value) {
    let assets = data["assets"]["nodes"].as_array().expect("a page");
    assert!(!assets.is_empty());
    for asset in assets {
        assert!(asset["title"]["zh"].as_str().is_some_and(|title| title.contains('光')), "{asset}");
        assert!(
            asset["purposesAllowed"]
                .as_array()
                .is_some_and(|it| it.contains(&json!("STAFF_TRAINING")))
        );
    }
}
