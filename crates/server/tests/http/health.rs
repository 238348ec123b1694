//! Alive and ready, as whoever keeps the server running asks.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Moment;
use engine::{Clock, ManualClock, Settings};
use event_log::Step;
use serde_json::json;
use server::Options;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::support::{CREATE, Server, extend};

#[tokio::test]
async fn alive_and_ready_are_told_without_a_key() {
    let server = Server::start().await;
    let alive = server.send("GET /healthz", &[], b"").await;
    assert_eq!((alive.status, alive.body.as_str()), (200, "ok\n"));
    let ready = server.send("GET /readyz", &[], b"").await;
    assert_eq!((ready.status, ready.body.as_str()), (200, "ready\n"));
    assert_eq!(ready.header("Cache-Control"), Some("no-store"));
    assert_eq!(server.send("POST /readyz", &[], b"").await.status, 405);
}

/// What a plain request to `address` is answered.
async fn get(address: std::net::SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn while_the_log_is_read_it_is_alive_and_not_ready() {
    let listener = server::listen::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (opened, opening) = oneshot::channel();
    let asking = async {
        assert!(get(address, "/healthz").await.starts_with("HTTP/1.1 200 "));
        let ready = get(address, "/readyz").await;
        assert!(ready.starts_with("HTTP/1.1 503 "), "{ready}");
        assert!(ready.ends_with("not ready: the read models are not caught up yet\n"), "{ready}");
        let query = get(address, "/graphql?query=%7B__typename%7D").await;
        assert!(query.starts_with("HTTP/1.1 503 ") && query.contains("retry-after: 1"), "{query}");
        assert!(query.contains(r#""code":"UNAVAILABLE""#), "{query}");
        opened.send("opened").unwrap();
    };
    let (done, ()) = tokio::join!(server::while_opening(&listener, opening), asking);
    assert_eq!(done, Ok("opened"));
}

#[tokio::test]
async fn a_disk_that_failed_ends_readiness_and_not_life() {
    let dir = TempDir::new().unwrap();
    let broken = Arc::new(AtomicBool::new(false));
    let mut settings = Settings::new(dir.path());
    let fails = Arc::clone(&broken);
    settings.log.fault = Some(Arc::new(move |step| {
        if step == Step::Sync && fails.load(Ordering::SeqCst) {
            return Err(io::Error::other("no space left on /srv/koc"));
        }
        Ok(())
    }));
    let server = Server::start_opened(dir, settings, Options::default(), None).await;
    server.ask(CREATE).await;
    assert_eq!(server.send("GET /readyz", &[], b"").await.status, 200);
    broken.store(true, Ordering::SeqCst);
    let add = r#"mutation { extendVocabulary(commandId: "00000000-0000-4000-8000-000000000177"
        input: { axis: TAG, code: "t", labels: { zh: "标签", en: "Tag" } }) { position } }"#;
    assert_eq!(server.ask(add).await["errors"][0]["extensions"]["code"], "NOT_KNOWN");
    let ready = server.send("GET /readyz", &[], b"").await;
    let line = "not ready: no commands are taken; the server's log says why\n";
    assert_eq!((ready.status, ready.body.as_str()), (503, line));
    assert_eq!(server.send("GET /healthz", &[], b"").await.status, 200);
    let read = server.ask("{ programme { brand } }").await;
    assert_eq!(read["data"], json!({ "programme": { "brand": "Qingfeng" } }), "reading goes on");
}

/// A machine's clock that a test sets.
struct Machine(ManualClock);

impl Clock for Machine {
    fn now(&self) -> Moment {
        self.0.now()
    }
}

#[tokio::test]
async fn a_wild_clock_ends_readiness_until_it_is_set_right() {
    let start = Moment(1_750_000_000_000_000);
    let machine = Arc::new(Machine(ManualClock::at(start)));
    let dir = TempDir::new().unwrap();
    let settings = Settings { clock: machine.clone(), ..Settings::new(dir.path()) };
    let server = Server::start_opened(dir, settings, Options::default(), None).await;
    server.ask(CREATE).await;
    extend(&server, 1).await;
    assert_eq!(server.send("GET /readyz", &[], b"").await.status, 200);
    machine.0.advance_hours(-25);
    let ready = server.send("GET /readyz", &[], b"").await;
    let line = "not ready: the machine's clock cannot be believed\n";
    assert_eq!((ready.status, ready.body.as_str()), (503, line));
    machine.0.set(start);
    assert_eq!(server.send("GET /readyz", &[], b"").await.status, 200);
}

#[tokio::test]
async fn while_it_stops_it_is_not_ready() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    // Half a request holds the server: it is answered before it ends.
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\n").await.unwrap();
    // Taken before it is told to stop.
    assert_eq!(server.send("GET /healthz", &[], b"").await.status, 200);
    let address = server.address;
    let stopping = tokio::spawn(server.stop());
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    stream.write_all(b"\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(answer.ends_with("not ready: the server is stopping\n"), "{answer}");
    stopping.await.unwrap();
}
