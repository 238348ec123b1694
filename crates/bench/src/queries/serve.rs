//! The servers that are asked, each in a process of its own.

use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use domain::Role;
use engine::{Engine, Settings};
use graphql::Subject;
use serde_json::{Value, json};
use server::keys::{KeyRing, NewKey};
use tokio::net::TcpListener;

use super::client::Target;
use super::plain::{self, Plain};
use crate::stores::memory_of;

/// Which server.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Kind {
    /// The product's.
    Koc,
    /// The reference, and the hello world.
    Plain,
}

/// One server.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ServeArgs {
    kind: Kind,
    dir: PathBuf,
}

/// A server in another process; it ends with this value.
pub(crate) struct Served {
    pub(crate) target: Target,
    /// Seconds until it could be asked.
    pub(crate) ready_seconds: f64,
    child: Child,
}

impl Served {
    /// Starts one and waits until it can be asked.
    pub(crate) fn start(kind: Kind, dir: &std::path::Path) -> Result<Served> {
        let kind = clap::ValueEnum::to_possible_value(&kind).context("a kind")?;
        let began = std::time::Instant::now();
        let mut child = Command::new(std::env::current_exe()?)
            .args(["queries-server", kind.get_name()])
            .arg(dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().context("its output")?;
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line)?;
        let said: Value = serde_json::from_str(&line).context("the server did not start")?;
        let text = |field: &str| said[field].as_str().unwrap_or_default().to_owned();
        let target = Target { address: text("address").parse()?, key: text("key") };
        Ok(Served { target, ready_seconds: began.elapsed().as_secs_f64(), child })
    }

    /// Bytes it holds in memory: a line of its status.
    pub(crate) fn memory(&self, name: &str) -> Result<u64> {
        memory_of(self.child.id(), name)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Serves until standard input ends.
pub(crate) fn serve(args: &ServeArgs) -> Result<()> {
    let runtime = server::runtime()?;
    let address = "127.0.0.1:0".parse()?;
    let listener = runtime.block_on(server::listen::bind(address))?;
    let address = listener.local_addr()?;
    // A simulated programme ends on a day of its own.
    let settings = || Settings { accept_clock: true, ..Settings::new(&args.dir) };
    let say = |key: &str| crate::print(&json!({ "address": address, "key": key }).to_string());
    match args.kind {
        Kind::Koc => {
            let engine = Arc::new(Engine::open(settings())?);
            let ring = Arc::new(KeyRing::open(&args.dir, None)?);
            let new = NewKey {
                roles: vec![Role::Admin],
                subject: Subject::Nobody,
                expires_at: None,
                created_by: "bench".to_owned(),
                note: None,
            };
            let (_, key) = ring.create(new, engine.now().map_err(anyhow::Error::msg)?)?;
            say(&key)?;
            let options = server::Options::default();
            runtime.block_on(server::run(listener, engine, ring, options, input_ends()))?;
        }
        Kind::Plain => {
            let schema = plain::schema(&Engine::open(settings())?)?;
            say("none")?;
            runtime.block_on(serve_plain(listener, schema))?;
        }
    }
    Ok(())
}

async fn serve_plain(listener: TcpListener, schema: Plain) -> std::io::Result<()> {
    let router = Router::new().route("/graphql", post(execute)).with_state(schema);
    axum::serve(listener, router).with_graceful_shutdown(input_ends()).await
}

async fn execute(
    State(schema): State<Plain>,
    Json(request): Json<async_graphql::Request>,
) -> Json<async_graphql::Response> {
    Json(schema.execute(request).await)
}

/// Ready when nobody holds the other end of standard input any more.
async fn input_ends() {
    let ended = tokio::task::spawn_blocking(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
    });
    let _ = ended.await;
}
