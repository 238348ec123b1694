//! What holds for every document; one that was executed before is answered as one that nobody sent
//! yet.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use domain::Lang;
use graphql::{Api, Caller};
use serde_json::{Value, json};

use crate::support::{Programme, koc};

const PAGE: &str =
    "query ($koc: ID!, $first: Int = 1, $after: String, $names: Boolean!, $tier: TierCode) {
    koc(id: $koc) { id name @include(if: $names) }
    tierMembership(first: $first, after: $after, filter: { tier: $tier }) {
        totalCount nodes { koc { name } }
    }
}";

fn ask(api: &Api, variables: &Value) -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let request = Request::new(PAGE).variables(Variables::from_json(variables.clone()));
    let answer = runtime.block_on(api.execute(request, Caller::admin(Lang::En)));
    serde_json::to_value(answer).unwrap()
}

#[test]
fn what_is_said_for_variables_is_checked_every_time() {
    let programme = Programme::live();
    for name in ["a", "b", "c"] {
        programme.member(name);
    }
    let good = json!({ "koc": koc("b").to_string(), "names": true });
    let said = |name: &str, value: Value| {
        let mut said = good.clone();
        said[name] = value;
        said
    };
    let first = ask(&programme.api, &good);
    assert_eq!(first["data"]["koc"]["name"], "b", "{first}");
    assert_eq!(ask(&programme.api, &good), first);
    let mut refused = 0;
    for variables in [
        said("first", json!(2)),
        said("names", json!(false)),
        said("tier", json!("SEED")),
        said("after", Value::Null),
        said("koc", json!(koc("c").to_string())),
        said("koc", json!(koc("nobody").to_string())),
        said("koc", json!("nonsense")),
        said("koc", json!(1)),
        said("koc", Value::Null),
        said("first", Value::Null),
        said("first", json!("2")),
        said("first", json!(3_000_000_000_u32)),
        said("first", json!(1_000)),
        said("names", json!("yes")),
        said("tier", json!("NONE")),
        said("after", json!([])),
        json!({}),
    ] {
        let unknown = ask(&Api::new(Arc::clone(&programme.engine)), &variables);
        assert_eq!(ask(&programme.api, &variables), unknown, "{variables}");
        refused += usize::from(!unknown["errors"].is_null());
    }
    assert!(refused > 8, "{refused}");
}

#[test]
fn fields_come_in_the_order_they_were_asked_for_whichever_was_found_first() {
    let programme = Programme::live();
    // The first waits for the log, for everything that was not read lately.
    let query = "query {
        events(first: 100) { nodes { data } }
        last: tierMembership { totalCount }
        ... on Query { programme { brand } }
        __typename
        tierMembership { totalCount }
        last: tierMembership { position }
    }";
    let wanted = ["events", "last", "programme", "__typename", "tierMembership"];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let asked = programme.api.execute(Request::new(query), Caller::admin(Lang::En));
    let answer = runtime.block_on(asked);
    let async_graphql::Value::Object(data) = answer.data else { panic!("{:?}", answer.errors) };
    assert_eq!(data.keys().map(|key| key.as_str()).collect::<Vec<_>>(), wanted);
}
