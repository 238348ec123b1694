//! A member of the demonstration is forgotten, through the real program: every text that was ever
//! said of them is looked for afterwards in every file, export, backup and answer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cli::demo::ids;
use serde_json::{Value, json};

use crate::demonstration::operations;
use crate::questions::everything_shown;
use crate::server::{DEMO, Server};
use crate::support::{koc, scratch};

const HANDLE: &str = "luo_yiming_on_the_road";
const LOYALTY: &str = "自述:三代人都开这个牌子";
const REASON: &str = "搬家到哈尔滨,暂停两个月";
const WISH: &str = "请把我的一切都删掉";
const PARCEL: &str = "SF-8842-116-X";
const NAME: &str = "罗一鸣";

/// Sends a mutation that must be accepted, as somebody.
#[track_caller]
fn send(server: &Server, key: &str, act_for: &str, command: &str, input: &str, fields: &str) {
    let number = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, input.as_bytes());
    let query = format!(
        r#"mutation {{ {command}(commandId: "{number}" {act_for} input: {{ {input} }})
           {{ userErrors {{ code message details }} {fields} }} }}"#
    );
    let answer = server.graphql(key, &json!({ "query": query }));
    assert_eq!(answer["data"][command]["userErrors"], json!([]), "{query}\n{answer:#}");
}

/// Whatever the document does with the member, and what it leaves out: an account, words of
/// their own, a reason, a parcel.
fn tell_of(server: &Server, key: &str) {
    for (query, variables) in operations().into_iter().filter(|(it, _)| it.starts_with("mutation"))
    {
        let answer = server.graphql(key, &json!({ "query": query, "variables": variables }));
        assert_eq!(answer.get("errors"), None, "{query}\n{answer:#}");
    }
    let who = ids::FREE_MEMBER;
    let member = format!(r#"actFor: {{ member: "{who}" }}"#);
    let account = format!(
        r#"kocId: "{who}" platform: "weibo" handle: "{HANDLE}" audiences: [] verified: false
           url: "https://weibo.example/{HANDLE}""#
    );
    send(server, key, &member, "linkChannel", &account, "position");
    // A gift is under way to them, and has to arrive before nobody knows for whom it is.
    let arrived = format!(
        r#"rewardId: "{}" carrier: "sf" tracking: "{PARCEL}" deliveredAt: "{}""#,
        ids::reward(1),
        jiff::Timestamp::now().strftime("%FT%TZ")
    );
    send(server, key, "", "recordDelivery", &arrived, "position");
    let words = format!(r#"kocId: "{who}" loyaltyNote: "{LOYALTY}""#);
    send(server, key, "", "updateProfile", &words, "position");
    let today = jiff::Timestamp::now().in_tz("Asia/Shanghai").expect("a zone").date();
    let pause = format!(r#"kocId: "{who}" from: "{today}" reason: "{REASON}""#);
    send(server, key, &member, "pauseKoc", &pause, "position");
}

const REQUEST: &str = "dsr_de300000-0000-8000-9000-0000000000ff";

fn ask_to_be_forgotten(server: &Server, key: &str) {
    let who = ids::FREE_MEMBER;
    let member = format!(r#"actFor: {{ member: "{who}" }}"#);
    let wish = format!(r#"requestId: "{REQUEST}" kocId: "{who}" kind: "DELETION" note: "{WISH}""#);
    send(server, key, &member, "receiveDataRequest", &wish, "position");
    let checked = format!(r#"requestId: "{REQUEST}" method: IN_PERSON"#);
    send(server, key, "", "verifyRequester", &checked, "position");
}

fn forget(server: &Server, key: &str) {
    let input =
        format!(r#"kocId: "{}" requestId: "{REQUEST}" keptUnder: [AUDIT]"#, ids::FREE_MEMBER);
    send(server, key, "", "eraseKoc", &input, "events { type data }");
}

/// Every event's data as the API shows it, by position.
fn events(server: &Server, key: &str) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let mut after = "0".to_owned();
    loop {
        let query = format!(
            r#"{{ events(first: 100, after: "{after}") {{ nodes {{ position data }} }} }}"#
        );
        let answer = server.graphql(key, &json!({ "query": query }));
        let nodes = answer["data"]["events"]["nodes"].as_array().expect("a page").clone();
        let Some(last) = nodes.last() else { return found };
        after = last["position"].as_str().expect("a number").to_owned();
        for node in nodes {
            let position = node["position"].as_str().expect("a number").to_owned();
            found.insert(position, node["data"].clone());
        }
    }
}

/// Every text that was sealed, opened, with the key of whose it is.
fn texts(sealed: &Value, opened: &Value, found: &mut Vec<(String, String)>) {
    match (sealed, opened) {
        (Value::String(sealed), Value::String(opened)) => {
            if let Some(rest) = sealed.strip_prefix("sealed:") {
                found.push((rest.chars().take(32).collect(), opened.clone()));
            }
        }
        (Value::Array(sealed), Value::Array(opened)) => {
            sealed.iter().zip(opened).for_each(|(one, other)| texts(one, other, found));
        }
        (Value::Object(sealed), Value::Object(opened)) => {
            for (name, one) in sealed {
                texts(one, opened.get(name).unwrap_or(&Value::Null), found);
            }
        }
        _ => {}
    }
}

/// What was said of the member and of nobody else, nor in public.
fn said_of_the_member(server: &Server, key: &str, dir: &Path) -> BTreeSet<String> {
    let export = koc(dir, &["export", "--format", "jsonl"]).ended(0).stdout;
    let opened = events(server, key);
    let mut all = Vec::new();
    for line in export.lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let Some(position) = line["position"].as_str().and_then(|it| it.strip_prefix("ev_")) else {
            continue;
        };
        texts(&line["event"]["data"], &opened[position], &mut all);
    }
    let who: String = ids::FREE_MEMBER.0.iter().map(|byte| format!("{byte:02x}")).collect();
    let (of_them, of_others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(key, _)| *key == who);
    let public = |text: &str| export.contains(text);
    let others = |text: &str| of_others.iter().any(|(_, other)| other.contains(text));
    let own = of_them.into_iter().map(|(_, text)| text);
    own.filter(|text| !text.is_empty() && !public(text) && !others(text)).collect()
}

/// Every file below `folder`, with its bytes.
fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files(&path, found);
        } else if let Ok(bytes) = fs::read(&path) {
            found.push((path.display().to_string(), bytes));
        }
    }
}

/// The wrapped key of the member.
fn wrapped_key(dir: &Path) -> Vec<u8> {
    let bytes = fs::read(dir.join("keys")).expect("readable");
    let slot = bytes.chunks_exact(128).find(|slot| slot[8..24] == ids::FREE_MEMBER.0);
    slot.expect("the member has a key")[48..96].to_vec()
}

/// Figures over everybody: moves, points, works, purses.
fn figures(server: &Server, key: &str, dir: &Path) -> Vec<String> {
    let table = |what: &str| koc(dir, &["audit", what, "--format", "json"]).ended(0).stdout;
    let query = r#"{
        headcount { count tier } transitions { count }
        contributionLedger { totalCount } rewards { totalCount }
        budgets(first: 100) { nodes { id total held spent } }
        assignments { totalCount } assets { totalCount } publications { totalCount }
        mentorships { totalCount }
    }"#;
    let answer = server.graphql(key, &json!({ "query": query }));
    assert_eq!(answer.get("errors"), None, "{answer:#}");
    // Whoever is forgotten has no key of another system any more, and stands under their id.
    let accounts: Value = serde_json::from_str(&table("ledger")).expect("JSON");
    let accounts = accounts.as_array().expect("rows").iter();
    let mut accounts: Vec<String> =
        accounts.map(|row| format!("{} {}", row["entries"], row["points"])).collect();
    accounts.sort();
    vec![table("transitions"), accounts.join(", "), answer["data"].to_string()]
}

#[test]
fn nothing_that_was_said_of_a_forgotten_member_is_in_any_file_export_backup_or_answer() {
    let (root, dir) = scratch();
    let server = Server::start(&dir, &DEMO);
    let key = server.key();
    tell_of(&server, &key);
    ask_to_be_forgotten(&server, &key);
    let who = ids::FREE_MEMBER.to_string();
    let said = said_of_the_member(&server, &key, &dir);
    for text in [NAME, HANDLE, LOYALTY, REASON, WISH, PARCEL] {
        assert!(said.contains(text), "{text} is not among {said:?}");
    }
    let shown = everything_shown(&server, &key, &who);
    let is_shown = |text: &&String| shown.values().any(|answer| answer.contains(text.as_str()));
    let seen = said.iter().filter(is_shown).count();
    assert!(seen * 2 > said.len(), "only {seen} of {} texts are shown: {said:?}", said.len());
    let before = figures(&server, &key, &dir);
    let wrapped = wrapped_key(&dir);

    forget(&server, &key);

    assert_eq!(figures(&server, &key, &dir), before);
    for text in &said {
        let search = json!({
            "query": "query($text: String) { assets(text: $text) { totalCount } }",
            "variables": { "text": text },
        });
        let found = server.graphql(&key, &search);
        assert_eq!(found["data"]["assets"]["totalCount"], 0, "{text} finds something");
    }
    let member = format!(r#"{{ koc(id: "{who}") {{ name standing }} }}"#);
    let member = server.graphql(&key, &json!({ "query": member }))["data"]["koc"].clone();
    assert_eq!(member, json!({ "name": null, "standing": "ERASED" }));
    let mut places: Vec<(String, Vec<u8>)> = everything_shown(&server, &key, &who)
        .into_iter()
        .map(|(question, answer)| (question, answer.into_bytes()))
        .collect();
    for (position, data) in events(&server, &key) {
        places.push((format!("event {position}"), data.to_string().into_bytes()));
    }
    for format in ["jsonl", "csv"] {
        let export = koc(&dir, &["export", "--format", format]).ended(0).stdout;
        places.push((format!("export as {format}"), export.into_bytes()));
    }
    let backup = root.path().join("backup");
    koc(&dir, &["backup", "--to", backup.to_str().expect("UTF-8")]).ended(0);
    server.stop();
    files(root.path(), &mut places);
    for (place, bytes) in &places {
        assert!(!bytes.windows(wrapped.len()).any(|it| it == wrapped), "{place} holds the key");
        // Whatever is not UTF-8 ends before a text begins, so no text is lost here.
        let shown = String::from_utf8_lossy(bytes);
        for text in &said {
            let in_hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
            assert!(!shown.contains(text), "{place} holds {text}");
            assert!(!shown.contains(&in_hex), "{place} holds {text} in hexadecimal");
        }
    }
}
