//! A server on a free port over an empty store, and a client that shows what it sends.

use std::net::SocketAddr;
use std::sync::Arc;

use domain::Moment;
use engine::{Engine, Settings};
use graphql::Rate;
use serde_json::{Value, json};
use server::Options;
use server::keys::KeyRing;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) const GRAPHQL: &str = "application/graphql-response+json; charset=utf-8";
pub(crate) const JSON: &str = "application/json; charset=utf-8";

/// A running server.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) key: String,
    pub(crate) ring: Arc<KeyRing>,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<std::io::Result<()>>,
    _dir: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    /// The code of the first error.
    pub(crate) fn code(&self) -> String {
        let code = self.json()["errors"][0]["extensions"]["code"].clone();
        code.as_str().unwrap_or_default().to_owned()
    }
}

impl Server {
    pub(crate) async fn start() -> Server {
        Server::start_with(Options::default(), None).await
    }

    /// Starts with other limits.
    pub(crate) async fn start_with(options: Options, rate: Option<Rate>) -> Server {
        let dir = TempDir::new().unwrap();
        let settings = Settings::new(dir.path());
        Server::start_opened(dir, settings, options, rate).await
    }

    /// Starts with an engine opened otherwise.
    pub(crate) async fn start_opened(
        dir: TempDir,
        mut settings: Settings,
        options: Options,
        rate: Option<Rate>,
    ) -> Server {
        settings.meter = Some(options.metrics.clone());
        let engine = Arc::new(Engine::open(settings).unwrap());
        let ring = Arc::new(KeyRing::open(dir.path(), rate).unwrap());
        let key = ring.first(Moment(1)).unwrap().expect("the store is new");
        let address = "127.0.0.1:0".parse().unwrap();
        let listener = server::listen::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let until = async move {
            let _ = stopped.await;
        };
        let keys = Arc::clone(&ring);
        let running = tokio::spawn(server::run(listener, engine, keys, options, until));
        Server { address, key, ring, stop: Some(stop), running, _dir: dir }
    }

    /// Stops, and waits until it has.
    pub(crate) async fn stop(mut self) {
        self.stop.take().expect("stopped once").send(()).unwrap();
        self.running.await.unwrap().unwrap();
    }

    /// Sends a request exactly as given: first line, headers, body.
    pub(crate) async fn send(&self, first: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{first} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head.push_str(&format!("Host: {}\r\n", self.address));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        // A server that refuses early may close before it has read everything.
        let _ = stream.write_all(body).await;
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("an HTTP answer");
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Posts JSON with the key.
    pub(crate) async fn post(&self, headers: &[(&str, &str)], body: &Value) -> Answer {
        let bearer = format!("Bearer {}", self.key);
        let mut all = vec![("Authorization", bearer.as_str())];
        if !headers.iter().any(|(name, _)| *name == "Content-Type") {
            all.push(("Content-Type", "application/json"));
        }
        all.extend_from_slice(headers);
        self.send("POST /graphql", &all, body.to_string().as_bytes()).await
    }

    /// Asks and gives the whole answer.
    pub(crate) async fn ask(&self, query: &str) -> Value {
        self.post(&[], &json!({ "query": query })).await.json()
    }

    /// Gets a path with the key.
    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let bearer = format!("Bearer {}", self.key);
        let mut all = vec![("Authorization", bearer.as_str())];
        all.extend_from_slice(headers);
        self.send(&format!("GET {path}"), &all, b"").await
    }
}

/// A mutation that founds a programme.
pub(crate) const CREATE: &str = r#"mutation {
  createProgramme(
    commandId: "00000000-0000-4000-8000-000000000001"
    input: {
      programmeId: "programme_00000000-0000-4000-8000-000000000001"
      brand: "Qingfeng", name: { zh: "清风", en: "Breeze" }, timeZone: "Asia/Shanghai"
      locales: [ZH, EN], currency: "CNY", minAge: 18, defaultLabelScheme: ROLE
    }
  ) { userErrors { code message } position already }
}"#;

/// Adds a word to the vocabulary: one event.
pub(crate) async fn extend(server: &Server, number: u32) {
    let mutation = format!(
        r#"mutation {{ extendVocabulary(
            commandId: "00000000-0000-4000-8000-0000000001{number:02}"
            input: {{ axis: TAG, code: "tag-{number}", labels: {{ zh: "标签", en: "Tag" }} }}
        ) {{ userErrors {{ code }} }} }}"#
    );
    let answer = server.ask(&mutation).await;
    assert_eq!(answer["data"]["extendVocabulary"]["userErrors"], json!([]), "{answer}");
}
