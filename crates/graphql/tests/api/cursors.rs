//! Cursors: both ways through a list, and for how long the instant of a page is kept.

use domain::id::CommandId;
use domain::programme::command::ExtendVocabulary;
use domain::vocabulary::VocabularyAxis;
use domain::{Actor, Command, Lang, LocalText};
use engine::Request;
use serde_json::{Value, json};

use crate::support::{Programme, koc};

const PAGE: &str = "totalCount position edges { cursor node { koc { name } } }
    pageInfo { hasPreviousPage hasNextPage startCursor endCursor }";

fn members(programme: &Programme, window: &str) -> Value {
    programme.ask(&format!("{{ tierMembership({window}) {{ {PAGE} }} }}"))["tierMembership"].clone()
}

fn names(page: &Value) -> Vec<String> {
    let edges = page["edges"].as_array().unwrap().iter();
    edges.map(|edge| edge["node"]["koc"]["name"].as_str().unwrap().to_owned()).collect()
}

/// Records that many events, one a command.
fn record(programme: &Programme, count: usize) {
    let numbers: Vec<usize> = (0..count).collect();
    for some in numbers.chunks(500) {
        let sent: Vec<_> = some
            .iter()
            .map(|_| {
                let number = programme.number();
                let labels = LocalText::new("标签", "Tag");
                let (axis, code) = (VocabularyAxis::Tag, format!("tag-{number}"));
                let command = Command::from(ExtendVocabulary { axis, code, labels });
                let id = CommandId::derived(&[b"recorded", &number.to_be_bytes()]);
                programme.engine.submit(Request::new(command, id, Actor::SYSTEM))
            })
            .collect();
        for answer in sent {
            answer.wait().unwrap();
        }
    }
}

#[test]
fn a_list_is_gone_through_from_either_end() {
    let programme = Programme::live();
    for name in ["a", "b", "c", "d", "e"] {
        programme.member(name);
    }
    let whole = names(&members(&programme, "first: 5"));
    let last = members(&programme, "last: 2");
    assert_eq!(names(&last), whole[3..]);
    assert_eq!(last["pageInfo"]["hasPreviousPage"], true);
    assert_eq!(last["pageInfo"]["hasNextPage"], false);
    programme.member("later");
    let start = last["pageInfo"]["startCursor"].as_str().unwrap();
    let before = members(&programme, &format!("last: 2, before: \"{start}\""));
    assert_eq!(names(&before), whole[1..3]);
    assert_eq!((&before["totalCount"], &before["position"]), (&json!(5), &last["position"]));
    assert_eq!(before["pageInfo"]["hasNextPage"], true);
    // Without a number `before` means the rows that stand right before it.
    assert_eq!(names(&members(&programme, &format!("before: \"{start}\""))), whole[..3]);
    let first = before["pageInfo"]["startCursor"].as_str().unwrap();
    let between = format!("first: 5, after: \"{first}\", before: \"{start}\"");
    assert_eq!(names(&members(&programme, &between)), whole[2..3]);
}

#[test]
fn the_log_is_gone_through_from_its_end() {
    let programme = Programme::live();
    programme.member("a");
    let whole = programme.engine.view().position.0;
    for filter in ["", "filter: { recordedFrom: \"2025-01-01T00:00:00Z\" }, "] {
        let (mut before, mut seen) = (String::new(), Vec::<u64>::new());
        loop {
            let query = format!(
                "{{ events({filter}last: 3{before}) {{
                    pageInfo {{ hasPreviousPage startCursor }} nodes {{ position }}
                }} }}"
            );
            let page = programme.ask(&query)["events"].clone();
            let nodes = page["nodes"].as_array().unwrap().iter();
            let found = nodes.map(|node| node["position"].as_str().unwrap().parse().unwrap());
            seen.splice(0..0, found);
            if page["pageInfo"]["hasPreviousPage"] == false {
                break;
            }
            before = format!(", before: {}", page["pageInfo"]["startCursor"]);
        }
        assert_eq!(seen, (1..=whole).collect::<Vec<u64>>());
    }
    let of_members = "filter: { types: [\"KocRegistered\"] }, last: 1, before: \"100\"";
    let query = format!("{{ events({of_members}) {{ nodes {{ type }} }} }}");
    assert_eq!(programme.ask(&query)["events"]["nodes"], json!([{ "type": "KocRegistered" }]));
}

#[test]
fn a_page_begins_from_one_end_and_one_instant() {
    let programme = Programme::live();
    for name in ["a", "b", "c"] {
        programme.member(name);
    }
    let old = members(&programme, "first: 1")["pageInfo"]["endCursor"].clone();
    programme.member("d");
    let new = members(&programme, "last: 1")["pageInfo"]["endCursor"].clone();
    for window in [
        "first: 1, last: 1".to_owned(),
        "last: 0".to_owned(),
        "before: \"nonsense\"".to_owned(),
        format!("after: {old}, before: {new}"),
    ] {
        let query = format!("{{ tierMembership({window}) {{ totalCount }} }}");
        assert_eq!(programme.fault(&query), "BAD_USER_INPUT", "{window}");
    }
    let query = "{ tierMembership(last: 101) { totalCount } }";
    assert_eq!(programme.fault(query), "LIMIT_EXCEEDED");
}

#[test]
fn a_cursor_lasts_for_ten_thousand_events_and_then_says_how_to_ask() {
    let programme = Programme::live();
    for name in ["a", "b", "c", "d", "e"] {
        programme.member(name);
    }
    let first = members(&programme, "first: 2");
    let position: u64 = first["position"].as_str().unwrap().parse().unwrap();
    let after = first["pageInfo"]["endCursor"].as_str().unwrap();
    let rest = members(&programme, &format!("first: 3, after: \"{after}\""));
    programme.clock.advance_hours(1);
    programme.member("later");
    let so_far = usize::try_from(programme.engine.view().position.0 - position).unwrap();
    // Others go through lists meanwhile, each page of another instant.
    for _ in 0..100 {
        record(&programme, 1);
        members(&programme, "first: 2");
    }
    record(&programme, 10_000 - so_far - 100);
    assert_eq!(programme.engine.view().position.0, position + 10_000);

    let again = members(&programme, &format!("first: 3, after: \"{after}\""));
    assert_eq!(again, rest);
    assert_eq!(members(&programme, "first: 2")["totalCount"], 6);

    record(&programme, 1);
    let query = format!("{{ tierMembership(first: 3, after: \"{after}\") {{ {PAGE} }} }}");
    let answer = programme.answer(&query, Lang::En);
    let error = &answer["errors"][0];
    assert_eq!(error["extensions"]["code"], "CURSOR_EXPIRED");
    let advice =
        format!("ask on purpose for what was known then, under `at(position: \"{position}\")`");
    assert!(error["message"].as_str().unwrap().contains(&advice), "{error}");
    // What it says to do does it, also with the cursor itself.
    let page = format!("tierMembership(first: 3, after: \"{after}\") {{ {PAGE} }}");
    let then = programme.ask(&format!("{{ at(position: \"{position}\") {{ {page} }} }}"));
    assert_eq!(then["at"]["tierMembership"], rest);
    // And so does the moment beside it.
    let known_at = error["extensions"]["knownAt"].as_str().unwrap();
    let then = members(&programme, &format!("first: 5, knownAt: \"{known_at}\""));
    assert_eq!(names(&then), [names(&first), names(&rest)].concat());
}

#[test]
fn no_cursor_shows_whoever_was_forgotten_since_and_the_past_does_not_either() {
    let programme = Programme::live();
    for name in ["a", "b", "c"] {
        programme.member(name);
    }
    let page = |window: &str| {
        format!(
            "tierMembership({window}) {{ pageInfo {{ endCursor }} nodes {{ koc {{ externalRef }} }} }}"
        )
    };
    let first = programme.ask(&format!("{{ {} }}", page("first: 1")));
    let cursor = first["tierMembership"]["pageInfo"]["endCursor"].as_str().unwrap().to_owned();
    let next = page(&format!("first: 2, after: \"{cursor}\""));
    let shown = programme.ask(&format!("{{ {next} }}"))["tierMembership"]["nodes"].clone();
    let shown = shown[1]["koc"]["externalRef"].as_str().unwrap().to_owned();
    let position = programme.engine.view().position.0;
    programme.forget(koc(&shown));
    assert_eq!(programme.fault(&format!("{{ {next} }}")), "CURSOR_EXPIRED");
    let past = programme.ask(&format!("{{ at(position: \"{position}\") {{ {next} }} }}"));
    let nodes = &past["at"]["tierMembership"]["nodes"];
    assert_eq!(nodes.as_array().unwrap().len(), 2, "still where they stood");
    assert_eq!(nodes[1]["koc"]["externalRef"], Value::Null);
}
