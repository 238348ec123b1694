//! A running `koc serve`, and plain HTTP to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::support::koc_command;

/// The story of the demonstration alone, without the crowd that would take its time.
pub(crate) const DEMO: [&str; 3] = ["--demo", "--demo-members", "0"];

/// Killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// Everything said before it was ready.
    pub(crate) said: Vec<String>,
    /// `127.0.0.1:port`
    address: String,
    /// What it said since.
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves `dir` on any free port.
    #[track_caller]
    pub(crate) fn start(dir: &Path, more: &[&str]) -> Server {
        Server::start_logging(dir, more, "warn")
    }

    /// The same, with more or fewer remarks.
    #[track_caller]
    pub(crate) fn start_logging(dir: &Path, more: &[&str], level: &str) -> Server {
        let args = [&["serve", "--listen", "127.0.0.1:0"], more].concat();
        let mut child = koc_command(dir, &args)
            .env("KOC_LOG", level)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("koc runs");
        let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
        let mut said = Vec::new();
        for line in lines.by_ref().map_while(Result::ok) {
            said.push(line);
            if said.last().is_some_and(|line| line.starts_with("serving http://")) {
                break;
            }
        }
        let ready = said.last().and_then(|line| line.strip_prefix("serving http://"));
        let address = ready.and_then(|rest| rest.split('/').next()).map(str::to_owned);
        // Goes on reading, so that the server never writes to a closed pipe.
        let heard = Arc::<Mutex<Vec<String>>>::default();
        let hears = Arc::clone(&heard);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                hears.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        });
        let address = address.unwrap_or_else(|| panic!("the server did not start: {said:?}"));
        Server { child, said, address, heard }
    }

    /// Everything said since it was ready.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The key that the first start shows.
    #[track_caller]
    pub(crate) fn key(&self) -> String {
        let shown = self.said.iter().find_map(|line| line.split_once("this once: "));
        shown.expect("the first start shows the key").1.to_owned()
    }

    /// Sends a GraphQL request as a page would.
    #[track_caller]
    pub(crate) fn graphql(&self, key: &str, body: &Value) -> Value {
        let (address, body) = (&self.address, body.to_string());
        let mut stream = TcpStream::connect(address).expect("the server listens");
        write!(
            stream,
            "POST /graphql HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
             Authorization: Bearer {key}\r\nContent-Type: application/json\r\n\
             Accept: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
        assert!(!head.to_lowercase().contains("chunked"), "{head}");
        serde_json::from_str(body).unwrap_or_else(|_| panic!("{answer}"))
    }

    /// Asks it to end, as a service manager does, and waits.
    #[track_caller]
    pub(crate) fn stop(self) {
        let asked = Command::new("kill").arg(self.id().to_string()).status().expect("kill runs");
        assert!(asked.success());
        self.ended();
    }

    /// Waits until it has ended, as it should.
    #[track_caller]
    pub(crate) fn ended(mut self) {
        let status = self.child.wait().expect("ended");
        assert_eq!(status.code(), Some(0));
    }

    /// Ends it as a crash would.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("SIGKILL");
        self.child.wait().expect("ended");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
