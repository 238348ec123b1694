//! Pages: small, and all of one instant.

use domain::Lang;
use serde_json::{Value, json};

use crate::support::Programme;

fn page(programme: &Programme, after: &Value) -> Value {
    let after = match after.as_str() {
        Some(cursor) => format!(", after: \"{cursor}\""),
        None => String::new(),
    };
    programme.ask(&format!(
        "{{ tierMembership(first: 2{after}) {{
            totalCount position pageInfo {{ hasNextPage hasPreviousPage endCursor }}
            edges {{ cursor }} nodes {{ koc {{ name }} }}
        }} }}"
    ))["tierMembership"]
        .clone()
}

fn names(page: &Value) -> Vec<String> {
    let nodes = page["nodes"].as_array().unwrap().iter();
    nodes.map(|node| node["koc"]["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn later_pages_belong_to_the_instant_of_the_first() {
    let programme = Programme::live();
    for name in ["a", "b", "c", "d", "e"] {
        programme.member(name);
    }
    let first = page(&programme, &Value::Null);
    assert_eq!(first["totalCount"], 5);
    for number in 0..10 {
        programme.member(&format!("later-{number}"));
    }
    let mut seen = names(&first);
    let mut last = first.clone();
    while last["pageInfo"]["hasNextPage"] == true {
        last = page(&programme, &last["pageInfo"]["endCursor"]);
        assert_eq!((&last["totalCount"], &last["position"]), (&json!(5), &first["position"]));
        seen.extend(names(&last));
    }
    seen.sort();
    assert_eq!(seen, ["a", "b", "c", "d", "e"]);
    assert_eq!(last["pageInfo"]["hasPreviousPage"], true);
    assert_eq!(page(&programme, &Value::Null)["totalCount"], 15);
}

#[test]
fn a_page_size_or_cursor_that_cannot_be_is_refused() {
    let programme = Programme::live();
    for (arguments, code) in [
        ("first: 0", "BAD_USER_INPUT"),
        ("first: 101", "LIMIT_EXCEEDED"),
        ("first: -1", "BAD_USER_INPUT"),
        ("after: \"nonsense\"", "BAD_USER_INPUT"),
        ("after: \"1:x\"", "CURSOR_EXPIRED"),
    ] {
        for list in ["tierMembership", "contributionLedger", "tasks", "assignments", "assets"] {
            let query = format!("{{ {list}({arguments}) {{ totalCount }} }}");
            assert_eq!(programme.fault(&query), code, "{query}");
        }
    }
}

#[test]
fn the_event_browser_goes_through_the_whole_log() {
    let programme = Programme::live();
    programme.member("a");
    let whole = programme.engine.view().position.0;
    let mut after = String::new();
    let mut seen = Vec::new();
    loop {
        let query = format!(
            "{{ events(first: 3{after}) {{
                totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ id position }}
            }} }}"
        );
        let page = programme.ask(&query)["events"].clone();
        assert_eq!(page["totalCount"], json!(whole.to_string()));
        let nodes = page["nodes"].as_array().unwrap();
        seen.extend(nodes.iter().map(|node| node["id"].as_str().unwrap().to_owned()));
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
    let all: Vec<String> = (1..=whole).map(|position| format!("ev_{position}")).collect();
    assert_eq!(seen, all);
    for after in ["2", "ev_2"] {
        let query = format!("{{ events(first: 1, after: \"{after}\") {{ nodes {{ id }} }} }}");
        assert_eq!(programme.ask(&query)["events"]["nodes"], json!([{ "id": "ev_3" }]));
    }
    assert_eq!(programme.fault("{ events(after: \"x\") { totalCount } }"), "BAD_USER_INPUT");
}

#[test]
fn a_list_costs_as_many_rows_as_it_asks_for() {
    let programme = Programme::live();
    let cost = |list: &str| {
        let query = format!("{{ tierMembership(first: 4) {{ nodes {{ koc {{ {list} }} }} }} }}");
        programme.answer(&query, Lang::En)["extensions"]["cost"]["requested"]
            .as_u64()
            .expect("a number")
    };
    let works = |first: u32| cost(&format!("works(first: {first}) {{ finalScore }}"));
    assert_eq!(works(30) - works(10), 4 * 20, "a field more for each row of each member");
}

#[test]
fn a_field_that_fails_is_null_or_else_all_of_the_answer_is() {
    let programme = Programme::live();
    let answer = programme.answer("{ koc { id } programme { __typename } }", Lang::En);
    let expected = json!({ "koc": null, "programme": { "__typename": "Programme" } });
    assert_eq!(answer["data"], expected);
    assert_eq!(answer["errors"][0]["path"], json!(["koc"]));
    let id = programme.member("a");
    let query =
        format!("{{ programme {{ __typename }} lineage(root: \"{id}\", depth: 0) {{ depth }} }}");
    let answer = programme.answer(&query, Lang::En);
    assert_eq!(answer["data"], Value::Null, "a lineage is never null");
    assert_eq!(answer["errors"].as_array().map(Vec::len), Some(1), "{answer}");
    assert_eq!(answer["errors"][0]["path"], json!(["lineage"]));
}

#[test]
fn nothing_of_a_federation_is_answered() {
    let programme = Programme::live();
    for query in [
        "{ _service { sdl } }",
        "{ programme { __typename } _service { sdl } }",
        "{ programme { __typename } ...A } fragment A on Query { _service { sdl } }",
        "{ programme { __typename } ... @include(if: true) { _service { sdl } } }",
        "{ _entities(representations: []) { __typename } }",
    ] {
        let answer = programme.answer(query, Lang::En);
        assert_eq!(answer["data"], Value::Null, "{query}: {answer}");
        assert_eq!(
            answer["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED",
            "{query}"
        );
    }
}
