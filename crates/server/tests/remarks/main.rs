//! What a server remarks of itself: one line for a failure, with the request it belongs to.
//!
//! A program of its own, because who hears remarks is said once for a whole process.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use domain::Moment;
use engine::{Clock, ManualClock, Settings};
use serde_json::{Value, json};

#[path = "../http/support.rs"]
#[allow(dead_code, reason = "shared with a program that uses the rest")]
mod support;

use support::{CREATE, Server};

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Heard {
    /// The remarks so far, each an object of one line.
    fn lines(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

/// A machine's clock that a test sets.
struct Machine(ManualClock);

impl Clock for Machine {
    fn now(&self) -> Moment {
        self.0.now()
    }
}

#[tokio::test]
async fn a_failure_is_remarked_once_with_its_request_and_nothing_of_anybody() {
    let heard = Heard::default();
    let writer = heard.clone();
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(tracing_subscriber::filter::LevelFilter::INFO)
        .with_writer(move || writer.clone())
        .init();
    let machine = Arc::new(Machine(ManualClock::at(Moment(1_750_000_000_000_000))));
    let dir = tempfile::TempDir::new().unwrap();
    let settings = Settings { clock: machine.clone(), ..Settings::new(dir.path()) };
    let server = Server::start_opened(dir, settings, server::Options::default(), None).await;
    server.ask(CREATE).await;
    // What goes well, and what is refused because of what was asked, is no failure.
    for query in ["{ programme { brand } }", "{ nothing }", "{"] {
        server.ask(query).await;
    }
    server.send("GET /nowhere", &[], b"").await;
    assert_eq!(heard.lines(), Vec::<Value>::new());

    machine.0.advance_hours(-48);
    let add = r#"mutation { extendVocabulary(commandId: "00000000-0000-4000-8000-000000000177"
        input: { axis: TAG, code: "t", labels: { zh: "奥蒂莉", en: "Ottilie" } }) { position } }"#;
    let answer = server.post(&[("X-Request-Id", "r-77")], &json!({ "query": add })).await.json();
    assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAVAILABLE");
    let lines = heard.lines();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    let line = &lines[0];
    assert_eq!((&line["level"], &line["span"]["id"]), (&json!("ERROR"), &json!("r-77")), "{line}");
    assert_eq!(line["span"]["path"], "/graphql");
    assert_eq!(line["message"], "a command was not taken");
    let text = line.to_string();
    assert!(!text.contains("Ottilie") && !text.contains(&server.key), "{text}");
}
