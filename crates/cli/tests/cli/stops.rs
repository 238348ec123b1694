//! A server that is told to stop: what was answered is recorded, what is in flight is finished.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::server::Server;
use crate::support::{koc, scratch};

const FOUND: &str = r#"mutation {
  createProgramme(
    commandId: "00000000-0000-4000-8000-000000000001"
    input: {
      programmeId: "programme_00000000-0000-4000-8000-000000000001"
      brand: "Qingfeng", name: { zh: "清风", en: "Breeze" }, timeZone: "Asia/Shanghai"
      locales: [ZH, EN], currency: "CNY", minAge: 18, defaultLabelScheme: ROLE
    }
  ) { userErrors { code } }
}"#;

/// Clients at a time, and answers after which the server is told to stop.
const CLIENTS: usize = 8;
const ENOUGH: usize = 100;

/// Sends one command and gives its answer; none when the server is gone.
fn add(address: &str, key: &str, code: &str, number: usize) -> Option<Value> {
    let query = format!(
        r#"mutation {{ extendVocabulary(
            commandId: "00000000-0000-4000-9000-{number:012}"
            input: {{ axis: TAG, code: "{code}", labels: {{ zh: "标签", en: "Tag" }} }}
        ) {{ position userErrors {{ code }} }} }}"#
    );
    let body = json!({ "query": query }).to_string();
    let mut stream = TcpStream::connect(address).ok()?;
    write!(
        stream,
        "POST /graphql HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Authorization: Bearer {key}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()
}

#[test]
fn whatever_was_answered_before_a_stop_is_in_the_log() {
    let (_root, dir) = scratch();
    let server = Server::start(&dir, &[]);
    let key = server.key();
    let founded = server.graphql(&key, &json!({ "query": FOUND }));
    assert_eq!(founded["data"]["createProgramme"]["userErrors"], json!([]), "{founded}");
    let (address, id) = (server.address().to_owned(), server.id().to_string());
    let (answered, count) = (Arc::new(Mutex::new(BTreeSet::new())), AtomicUsize::new(0));
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (address, key, id, answered, count) = (&address, &key, &id, &answered, &count);
            scope.spawn(move || {
                for number in (client..).step_by(CLIENTS) {
                    let code = format!("tag-{number}");
                    let Some(answer) = add(address, key, &code, number) else { return };
                    let answer = &answer["data"]["extendVocabulary"];
                    assert_eq!(answer["userErrors"], json!([]), "{answer}");
                    answered.lock().expect("whole").insert(code);
                    // Told while the other clients have commands in flight.
                    if count.fetch_add(1, Ordering::SeqCst) + 1 == ENOUGH {
                        let told = Command::new("kill").arg(id).status().expect("kill runs");
                        assert!(told.success());
                    }
                }
            });
        }
    });
    server.ended();
    let events = koc(&dir, &["export", "--format", "jsonl"]).ended(0).stdout;
    let answered = answered.lock().expect("whole");
    assert!(answered.len() >= ENOUGH, "{}", answered.len());
    for code in answered.iter() {
        assert!(events.contains(&format!(r#""{code}""#)), "{code} was answered and is not there");
    }
    koc(&dir, &["verify"]).ended(0);
}
