//! The event browser: every filter finds what it says and nothing else.

use domain::Actor;
use domain::id::{CommandId, DataRequestId};
use domain::koc::command::PauseKoc;
use domain::privacy::command::{ReceiveDataRequest, VerifyRequester};
use domain::privacy::values::{DataRequestKind, VerificationMethod};
use domain::vocabulary::TierCode;
use serde_json::{Value, json};

use crate::support::{Programme, koc, operator};

/// Two members, of whom one rises and takes a break.
fn told() -> Programme {
    let programme = Programme::live();
    let an = programme.member("An");
    programme.member("Bo");
    programme.rise(an, TierCode::Responder);
    programme.wait_days(1);
    let (from, until) = (programme.today(), None);
    let pause = PauseKoc { koc_id: an, from, until, reason: Some("a new child".into()) };
    programme.given(Actor::koc(an), pause);
    programme
}

#[track_caller]
fn found(programme: &Programme, filter: &str) -> Vec<Value> {
    let query = format!(
        "{{ events(first: 100, filter: {{ {filter} }}) {{
            nodes {{ position type stream recordedAt actor {{ role }} correlationId commandId }}
        }} }}"
    );
    programme.ask(&query)["events"]["nodes"].as_array().unwrap().clone()
}

fn every(programme: &Programme) -> Vec<Value> {
    found(programme, "")
}

/// The events for which `keep` holds are what `filter` finds.
#[track_caller]
fn same(programme: &Programme, filter: &str, keep: impl Fn(&Value) -> bool) {
    let expected: Vec<Value> = every(programme).into_iter().filter(keep).collect();
    assert!(!expected.is_empty(), "{filter}: nothing to find");
    assert!(expected.len() < every(programme).len(), "{filter}: nothing to leave out");
    assert_eq!(found(programme, filter), expected, "{filter}");
}

fn position(event: &Value) -> u64 {
    event["position"].as_str().unwrap().parse().unwrap()
}

#[test]
fn each_filter_finds_its_own_events_and_no_others() {
    let programme = told();
    let an = koc("An");
    let stream = an.to_string().replace("koc_", "koc-");
    same(&programme, &format!(r#"stream: "{stream}""#), |it| it["stream"] == stream);
    same(&programme, r#"types: ["KocPaused", "KocRegistered"]"#, |it| {
        it["type"] == "KocPaused" || it["type"] == "KocRegistered"
    });
    same(&programme, "role: APPROVER", |it| it["actor"]["role"] == "APPROVER");
    let lin = format!(r#"operator: "{}""#, operator("lin"));
    same(&programme, &lin, |it| it["type"] == "ApprovalGiven");
    same(&programme, &format!(r#"member: "{an}""#), |it| it["type"] == "KocPaused");
    same(&programme, r#"fromPosition: "12""#, |it| position(it) >= 12);
    same(&programme, r#"toPosition: "12""#, |it| position(it) <= 12);
    same(&programme, "fromPosition: 5, toPosition: 7", |it| (5..=7).contains(&position(it)));
    let all = every(&programme);
    let last = all.last().unwrap();
    let at = last["recordedAt"].as_str().unwrap();
    same(&programme, &format!(r#"recordedFrom: "{at}""#), |it| it["recordedAt"] == at);
    let first = all[0]["recordedAt"].as_str().unwrap();
    same(&programme, &format!(r#"recordedTo: "{first}""#), |it| it["recordedAt"] == first);
    let command = last["commandId"].as_str().unwrap();
    same(&programme, &format!(r#"commandId: "{command}""#), |it| it["commandId"] == command);
    let undertaking = last["correlationId"].as_str().unwrap();
    same(&programme, &format!(r#"correlationId: "{undertaking}""#), |it| {
        it["correlationId"] == undertaking
    });
    // Also what was approved about the member, which lies in the approver's stream.
    let about = found(&programme, &format!(r#"koc: "{an}""#));
    let kinds: Vec<&str> = about.iter().map(|it| it["type"].as_str().unwrap()).collect();
    for kind in ["KocRegistered", "KocPromoted", "KocPaused"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    let bo = koc("Bo").to_string().replace("koc_", "koc-");
    assert!(about.iter().all(|it| it["stream"] != bo.as_str()), "nothing of Bo");
    // All that is said must hold.
    let both = format!(r#"stream: "{stream}", types: ["KocPaused"], role: KOC"#);
    same(&programme, &both, |it| it["type"] == "KocPaused");
}

#[test]
fn nothing_is_found_where_nothing_is() {
    let programme = told();
    let nobody = koc("nobody");
    for filter in [
        format!(r#"stream: "{}""#, nobody.to_string().replace("koc_", "koc-")),
        format!(r#"koc: "{nobody}""#),
        format!(r#"member: "{nobody}""#),
        format!(r#"commandId: "{}""#, CommandId::derived(&[b"never sent"])),
        r#"recordedTo: "2001-01-01T00:00:00Z""#.to_owned(),
        r#"recordedFrom: "2101-01-01T00:00:00Z""#.to_owned(),
        r#"fromPosition: "100000""#.to_owned(),
        "types: []".to_owned(),
        "fromPosition: 7, toPosition: 5".to_owned(),
    ] {
        assert_eq!(found(&programme, &filter), [json!(null); 0], "{filter}");
    }
}

#[test]
fn pages_of_a_filter_go_on_where_they_ended() {
    let programme = told();
    let stream = koc("An").to_string().replace("koc_", "koc-");
    for filter in [format!(r#"stream: "{stream}""#), r#"role: OPS"#.to_owned()] {
        let whole: Vec<u64> = found(&programme, &filter).iter().map(position).collect();
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = programme.ask(&format!(
                "{{ events(first: 2, filter: {{ {filter} }}{after}) {{
                    pageInfo {{ hasNextPage endCursor }} totalCount lookedTo nodes {{ position }} }} }}"
            ));
            let page = &page["events"];
            assert!(page["totalCount"].is_null(), "nobody has counted what {filter} lets through");
            seen.extend(page["nodes"].as_array().unwrap().iter().map(position));
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = format!(", after: {}", page["pageInfo"]["endCursor"]);
        }
        assert!(whole.len() > 2, "more than a page");
        assert_eq!(seen, whole, "{filter}");
    }
}

#[test]
fn a_filter_that_cannot_be_is_refused() {
    let programme = told();
    let (an, mei) = (koc("An"), operator("mei"));
    for filter in [
        r#"types: ["KocFlew"]"#.to_owned(),
        r#"stream: "nonsense""#.to_owned(),
        format!(r#"stream: "{an}""#),
        r#"fromPosition: "-1""#.to_owned(),
        format!(r#"operator: "{mei}", member: "{an}""#),
        format!(r#"koc: "{mei}""#),
    ] {
        let query = format!("{{ events(filter: {{ {filter} }}) {{ totalCount }} }}");
        assert_eq!(programme.fault(&query), "BAD_USER_INPUT", "{filter}");
    }
}

#[test]
fn a_command_leads_to_its_events_and_each_to_what_followed_from_it() {
    let programme = told();
    let (request_id, koc_id) = (DataRequestId::derived(&[b"forget"]), koc("Bo"));
    let (kind, note) = (DataRequestKind::Deletion.code(), None);
    let (received_at, due) = (None, None);
    let received = ReceiveDataRequest { request_id, koc_id, kind, received_at, due, note };
    programme.given(Actor::koc(koc_id), received);
    let method = VerificationMethod::InPerson;
    let sent = programme.given(Actor::ADMIN, VerifyRequester { request_id, method });
    let command = sent.events[0].command_id;
    let answer = programme.ask(&format!(
        r#"{{ commandEvents(commandId: "{command}") {{
            type sentence(lang: ZH) causation {{ type }}
            effects {{ type causation {{ type }} effects {{ type }} }}
        }} }}"#
    ));
    let direct = answer["commandEvents"].as_array().unwrap();
    assert_eq!(
        direct,
        &[json!({
            "type": "RequesterVerified", "sentence": "已核验请求人身份。", "causation": null,
            "effects": [{
                "type": "TodoOpened", "causation": { "type": "RequesterVerified" }, "effects": [],
            }],
        })]
    );
    let never = CommandId::derived(&[b"never sent"]);
    let none = programme.ask(&format!(r#"{{ commandEvents(commandId: "{never}") {{ type }} }}"#));
    assert_eq!(none["commandEvents"], json!([]));
}
