//! Asks a server over connections that stay open, one request after the other on each.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

/// A server to ask.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) address: SocketAddr,
    pub(crate) key: String,
}

/// How fast answers came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

/// One open connection.
pub(crate) struct Line {
    target: Target,
    sender: SendRequest<Full<Bytes>>,
}

impl Line {
    pub(crate) async fn open(target: &Target) -> Result<Line> {
        let stream = TcpStream::connect(target.address).await.context("connect")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Line { target: target.clone(), sender })
    }

    /// Sends a body and reads the whole answer, which must be a good one.
    pub(crate) async fn ask(&mut self, body: &Bytes) -> Result<Bytes> {
        let request = hyper::Request::post("/graphql")
            .header("Host", self.target.address.to_string())
            .header("Authorization", format!("Bearer {}", self.target.key))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .body(Full::new(body.clone()))?;
        self.sender.ready().await?;
        let answer = self.sender.send_request(request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        ensure!(status == 200, "{status}: {}", String::from_utf8_lossy(&body));
        Ok(body)
    }

    /// The same, as JSON without errors.
    pub(crate) async fn json(&mut self, body: &Bytes) -> Result<Value> {
        let answer: Value = serde_json::from_slice(&self.ask(body).await?)?;
        ensure!(answer.get("errors").is_none(), "{}", answer["errors"]);
        Ok(answer)
    }
}

/// The body of a request.
pub(crate) fn body(document: &str, variables: &Value) -> Bytes {
    json!({ "query": document, "variables": variables }).to_string().into()
}

/// Asks the same over that many connections for a time, after asking for a little to warm up.
pub(crate) async fn pace(
    target: &Target,
    body: &Bytes,
    connections: usize,
    time: Duration,
) -> Result<Pace> {
    let began = Instant::now();
    let (from, until) = (began + time / 4, began + time / 4 + time);
    let mut asking = Vec::new();
    for _ in 0..connections {
        let (mut line, body) = (Line::open(target).await?, body.clone());
        asking.push(tokio::spawn(async move {
            let mut took = Vec::new();
            loop {
                let sent = Instant::now();
                if sent >= until {
                    return Ok::<_, anyhow::Error>(took);
                }
                line.ask(&body).await?;
                if sent >= from {
                    took.push(sent.elapsed().as_secs_f64() * 1e3);
                }
            }
        }));
    }
    let mut took = Vec::new();
    for asked in asking {
        took.extend(asked.await??);
    }
    Pace::of(took, time)
}

impl Pace {
    /// Of the milliseconds that answers took in a time.
    pub(crate) fn of(mut took: Vec<f64>, time: Duration) -> Result<Pace> {
        took.sort_by(f64::total_cmp);
        let at = |part: usize| took.get(took.len() * part / 100).copied();
        Ok(Pace {
            per_second: took.len() as f64 / time.as_secs_f64(),
            p50_ms: at(50).context("something was answered in time")?,
            p99_ms: at(99).context("something was answered in time")?,
        })
    }
}
