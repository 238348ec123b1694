//! The demonstration: told once, marked as invented, and left so that a visitor can go on.

use std::collections::BTreeSet;

use cli::demo::ids;
use serde_json::{Value, json};

use crate::server::{DEMO, Server};
use crate::support::{import, koc, scratch};
use crate::told::assert_told;

const DOCUMENT: &str = include_str!("../../../../docs/queries.md");

/// Pages whose questions stand for themselves.
const PAGES: [&str; 2] =
    [include_str!("../../../../docs/analysis.md"), include_str!("../../../../docs/operations.md")];

/// The operations of the document in order, each with the variables written under it.
pub(crate) fn operations() -> Vec<(String, Value)> {
    let mut operations: Vec<(String, Value)> = Vec::new();
    for block in DOCUMENT.split("```").skip(1).step_by(2) {
        if let Some(query) = block.strip_prefix("graphql\n") {
            operations.push((query.to_owned(), json!({})));
        } else if let Some(variables) = block.strip_prefix("json\n") {
            let now = jiff::Timestamp::now().in_tz("Asia/Shanghai").expect("a zone");
            let day = |days: i64| (&now + jiff::Span::new().days(days)).date();
            let filled = variables
                .replace("TODAY", &day(0).to_string())
                .replace("TOMORROW", &format!("{}T12:00:00Z", day(1)))
                .replace("IN_A_MONTH", &day(30).to_string());
            let last = operations.last_mut().expect("variables follow their operation");
            last.1 = serde_json::from_str(&filled).expect("variables are JSON");
        }
    }
    operations
}

#[test]
fn the_demonstration_shows_every_kind_of_move_and_verifies() {
    let (_root, dir) = scratch();
    let server = Server::start(&dir, &DEMO);
    server.key();
    koc(&dir, &["verify"]).ended(0);
    let causes: BTreeSet<String> = koc(&dir, &["audit", "transitions", "--format", "csv"])
        .ended(0)
        .csv("from,to,cause,count")
        .into_iter()
        .map(|row| row[2].clone())
        .collect();
    let shown = ["CORRECTED", "DEMOTED", "ENROLLED", "LEFT_IN_GOOD_STANDING", "PROMOTED"];
    let shown = shown.into_iter().chain(["REJOINED", "RETURNED", "STEPPED_DOWN"]);
    assert_eq!(causes, shown.map(str::to_owned).collect());
    let head = koc(&dir, &["verify", "--format", "json"]).ended(0).json()["head"].clone();
    server.stop();

    let again = Server::start(&dir, &DEMO);
    assert!(again.said.iter().any(|line| line.contains("there already")), "{:?}", again.said);
    assert!(!again.said.iter().any(|line| line.contains("this once")), "the key is shown once");
    let same = koc(&dir, &["verify", "--format", "json"]).ended(0).json()["head"].clone();
    assert_eq!(head, same, "the year is told once");
    again.stop();
}

#[test]
fn every_question_on_the_pages_of_analysts_and_operations_is_answered() {
    let (_root, dir) = scratch();
    let server = Server::start(&dir, &DEMO);
    let key = server.key();
    for page in PAGES {
        let mut asked = 0;
        for block in page.split("```graphql\n").skip(1) {
            let query = block.split("```").next().expect("a block");
            let answer = server.graphql(&key, &json!({ "query": query }));
            assert_eq!(answer.get("errors"), None, "{query}\n{answer:#}");
            asked += 1;
        }
        assert!(asked >= 10, "{asked}");
    }
    server.stop();
}

/// Carries out every operation of the document; shows the name and the answer of each.
fn carry_out(server: &Server, show: impl Fn(&str, &Value)) {
    let key = server.key();
    let mut carried_out = 0;
    for (query, variables) in operations() {
        if query.starts_with("subscription") {
            continue;
        }
        let answer = server.graphql(&key, &json!({ "query": query, "variables": variables }));
        assert_eq!(answer.get("errors"), None, "{query}\n{answer:#}");
        for payload in answer["data"].as_object().expect("fields").values() {
            let Some(errors) = payload.get("userErrors").and_then(Value::as_array) else {
                continue;
            };
            let meant_to_be_refused = query.contains("mutation BeRefused");
            assert_eq!(!errors.is_empty(), meant_to_be_refused, "{query}\n{errors:#?}");
            carried_out += usize::from(errors.is_empty());
        }
        let name = query.split_whitespace().nth(1).and_then(|rest| rest.split('(').next());
        show(name.expect("every operation has a name"), &answer["data"]);
    }
    assert!(carried_out >= 7, "{carried_out} commands were carried out");
}

#[test]
fn the_operations_of_the_document_can_be_carried_out_in_the_demonstration() {
    let (_root, dir) = scratch();
    let server = Server::start(&dir, &DEMO);
    carry_out(&server, assert_told);
    server.stop();
}

/// The story is not changed by those who live around it.
#[test]
fn the_operations_of_the_document_can_be_carried_out_among_a_crowd() {
    let (_root, dir) = scratch();
    let server = Server::start(&dir, &["--demo", "--demo-members", "40"]);
    carry_out(&server, |name, data| {
        if name == "LookAround" {
            let crowd = data.to_string();
            assert!(crowd.contains("SEED"), "{crowd}");
        }
    });
    server.stop();
    koc(&dir, &["verify"]).ended(0);
}

/// Every run of one, two and three characters of a text without spaces, and every word of it.
fn terms(text: &str) -> BTreeSet<String> {
    let characters: Vec<char> = text.chars().collect();
    let runs = (1..=3).flat_map(|length| characters.windows(length));
    let runs = runs.filter(|run| run.iter().all(|character| !character.is_whitespace()));
    let runs: BTreeSet<String> = runs.map(|run| run.iter().collect()).collect();
    runs.into_iter().chain(text.split_whitespace().map(str::to_owned)).collect()
}

/// The ids found for each term, asked for thirty at a time.
fn searched(server: &Server, key: &str, terms: &[String]) -> Vec<BTreeSet<String>> {
    let of_chunk = |chunk: &[String]| {
        let fields = chunk.iter().enumerate().map(|(number, term)| {
            format!("t{number}: assets(text: {}, first: 100) {{ nodes {{ id }} }}", json!(term))
        });
        let query = format!("{{ {} }}", fields.collect::<Vec<_>>().join(" "));
        let answer = server.graphql(key, &json!({ "query": query }));
        let found = |number: usize| {
            let nodes = &answer["data"][format!("t{number}")]["nodes"];
            let nodes = nodes.as_array().unwrap_or_else(|| panic!("{answer:#}"));
            nodes.iter().map(|node| node["id"].as_str().unwrap_or_default().to_owned()).collect()
        };
        (0..chunk.len()).map(found).collect::<Vec<_>>()
    };
    terms.chunks(30).flat_map(of_chunk).collect()
}

#[test]
fn every_term_of_the_demonstrations_library_finds_its_work_one_character_included() {
    let (_root, dir) = scratch();
    let server = Server::start(&dir, &DEMO);
    let key = server.key();
    let query = "{ assets(first: 100) { nodes { id title { zh en } } } }";
    let answer = server.graphql(&key, &json!({ "query": query }));
    let assets = answer["data"]["assets"]["nodes"].as_array().expect("a page");
    let mut asked: Vec<(String, String)> = Vec::new();
    for asset in assets {
        let id = asset["id"].as_str().expect("an id");
        let titles =
            ["zh", "en"].map(|lang| terms(asset["title"][lang].as_str().expect("a title")));
        asked.extend(titles.into_iter().flatten().map(|term| (id.to_owned(), term)));
    }
    assert!(assets.len() >= 14 && asked.len() > 800, "{} terms", asked.len());
    let all: Vec<String> = asked.iter().map(|(_, term)| term.clone()).collect();
    for ((id, term), found) in asked.iter().zip(searched(&server, &key, &all)) {
        assert!(found.contains(id), "`{term}` does not find {id}");
    }
    assert!(searched(&server, &key, &["鲲鹏".to_owned()])[0].is_empty());
    server.stop();
}

#[test]
fn the_demonstration_is_not_told_beside_real_data() {
    let (root, dir) = scratch();
    let file = root.path().join("moves.csv");
    std::fs::write(&file, "member,at,from,to\nk-1,2020-01-01T00:00:00Z,none,seed\n")
        .expect("writable");
    import(&dir, "tier-moves", &file, &[]).ended(0);
    let head = koc(&dir, &["verify", "--format", "json"]).ended(0).stdout;
    let refused = koc(&dir, &["serve", "--demo", "--listen", "127.0.0.1:0"]).ended(4);
    assert!(refused.stderr.contains("real data"), "{}", refused.stderr);
    assert_eq!(koc(&dir, &["verify", "--format", "json"]).ended(0).stdout, head);
}

#[test]
fn the_demonstration_never_replaces_keys_that_lost_their_log() {
    let (_root, dir) = scratch();
    std::fs::create_dir(&dir).expect("writable");
    std::fs::write(dir.join("keys"), "all that is left").expect("writable");
    let refused = koc(&dir, &["serve", "--demo", "--listen", "127.0.0.1:0"]).ended(4);
    assert!(refused.stderr.contains("keys"), "{}", refused.stderr);
    assert_eq!(std::fs::read(dir.join("keys")).expect("still there"), b"all that is left");
}

#[test]
fn the_document_of_the_demonstration_names_its_ids() {
    let document = include_str!("../../../../docs/demonstration.md");
    let open = |koc| ids::assignment(ids::TASK_OPEN, koc).to_string();
    let named = [
        ids::PROGRAMME.to_string(),
        ids::OPS.to_string(),
        ids::APPROVER.to_string(),
        ids::OFFICE.to_string(),
        ids::APPEAL.to_string(),
        ids::DATA_REQUEST.to_string(),
        ids::PAYOUT.to_string(),
        ids::POINTS.to_string(),
        ids::MENTOR.to_string(),
        ids::FREE_MEMBER.to_string(),
        ids::PROMOTABLE_MEMBER.to_string(),
        ids::TASK_OPEN.to_string(),
        open(ids::FREE_MEMBER),
        open(ids::ACCEPTED_MEMBER),
        open(ids::SUBMITTED_MEMBER),
        open(ids::APPROVED_MEMBER),
    ];
    for id in named {
        assert!(document.contains(&id), "docs/demonstration.md does not name {id}");
    }
}
