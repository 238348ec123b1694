//! Very many connections that say nothing, and many that listen, of which half never read.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use domain::Zone;
use domain::id::CommandId;
use engine::{Engine, Request, Settings};
use futures_util::{SinkExt as _, StreamExt as _};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use crate::cast::{ZONE, founding};
use crate::queries::{COMMAND, Kind, Line, Served, Target, body, command};

/// How many of each.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ConnectionsArgs {
    /// Connections that only stay open.
    #[arg(long, default_value_t = 10_000)]
    idle: usize,
    /// Connections that listen to every event; every second of them stops reading.
    #[arg(long, default_value_t = 1_000)]
    listeners: usize,
    /// Events that happen meanwhile.
    #[arg(long, default_value_t = 1_500)]
    events: u32,
    /// Where the programme is made; it is removed afterwards.
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

type Socket = WebSocketStream<TcpStream>;

/// Bytes that the server may grow by in all.
const GROWTH_MAX: u64 = 200 * 1024 * 1024;
/// Bytes that the system keeps for a listener who does not read.
const SMALL_BUFFER: u32 = 4 * 1024;
/// Descriptors beside those of the connections.
const OTHER_FILES: u64 = 200;
/// What is asked of every event: enough that who does not read is soon full.
const LISTEN: &str = "position type stream recordedAt occurredAt commandId sentence(lang: ZH)";
/// The code that a slow reader is closed with.
const TOO_SLOW: u16 = 1013;

/// Opens everything, lets events happen, and fails unless everybody was served.
pub(crate) fn run(args: &ConnectionsArgs) -> Result<()> {
    let files = args.idle as u64 + args.listeners as u64 + OTHER_FILES;
    allow_files(files)?;
    let dir = tempfile::TempDir::new_in(&args.dir)?;
    let first = found(dir.path())?;
    let served = Served::start(Kind::Koc, dir.path())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(args, &served, first))
}

/// Raises the limit of open files, here and in what is started from here.
fn allow_files(wanted: u64) -> Result<()> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_some_and(|current| current < wanted) {
        ensure!(
            maximum.is_none_or(|maximum| maximum >= wanted),
            "this needs {wanted} open files and the system allows {}: raise the hard limit, or \
             ask for fewer connections",
            maximum.unwrap_or_default()
        );
        setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum })?;
    }
    Ok(())
}

/// A programme to which things can happen, and its newest position.
fn found(dir: &std::path::Path) -> Result<u64> {
    let engine = Engine::open(Settings::new(dir))?;
    let now = engine.now().map_err(anyhow::Error::msg)?;
    let today = Zone::named(ZONE).context("built in")?.day_of(now);
    for (number, (actor, command)) in founding(today, &[]).into_iter().enumerate() {
        let id = CommandId::derived(&[&number.to_be_bytes()]);
        engine.execute(Request::new(command, id, actor))?;
    }
    Ok(engine.head().size)
}

async fn measure(args: &ConnectionsArgs, served: &Served, first: u64) -> Result<()> {
    let target = &served.target;
    let before = served.memory("VmRSS")?;
    let mut idle = Vec::new();
    for _ in 0..args.idle {
        idle.push(open(target, None).await?);
    }
    let with_idle = served.memory("VmRSS")?;
    let last = first + u64::from(args.events);
    let (mut reading, mut silent) = (Vec::new(), Vec::new());
    for number in 0..args.listeners {
        if number % 2 == 0 {
            let mut socket = open(target, None).await?;
            listen(&mut socket, first).await?;
            reading.push(tokio::spawn(async move {
                let heard = hear_to(&mut socket, first, last).await;
                heard.map(|heard| (heard, Instant::now()))
            }));
        } else {
            let mut socket = open(target, Some(SMALL_BUFFER)).await?;
            listen(&mut socket, first).await?;
            silent.push(socket);
        }
    }
    let began = Instant::now();
    let mut line = Line::open(target).await?;
    let mut most = with_idle;
    for number in 0..args.events {
        let said = line.json(&body(COMMAND, &command(number))).await?;
        ensure!(said["data"]["extendVocabulary"]["position"].is_string(), "refused: {said}");
        if number % 100 == 0 {
            most = most.max(served.memory("VmRSS")?);
        }
    }
    let sent = began.elapsed();
    let mut behind = Duration::ZERO;
    for reader in reading {
        let (heard, at) = reader.await??;
        let Heard::All = heard else { bail!("a reader was cut: {heard:?}") };
        behind = behind.max(at.duration_since(began).saturating_sub(sent));
    }
    most = most.max(served.memory("VmRSS")?);
    let (cut, resumed) = resume(target, silent, first, last).await?;
    for socket in &mut idle {
        say(socket, json!({ "type": "ping" })).await?;
        let Ok(answer) = hear(socket).await? else { bail!("an idle connection was closed") };
        ensure!(answer["type"] == "pong", "an idle connection was answered {answer}");
    }
    most = most.max(served.memory("VmRSS")?);
    let growth = most.saturating_sub(before);
    ensure!(growth < GROWTH_MAX, "the server grew by {growth} bytes; {GROWTH_MAX} are allowed");
    let idle_bytes = with_idle.saturating_sub(before) / (args.idle.max(1) as u64);
    print(
        args,
        &[
            ("idle_connections", args.idle as f64),
            ("listeners", args.listeners as f64),
            ("events", f64::from(args.events)),
            ("bytes_per_idle_connection", idle_bytes as f64),
            ("growth_bytes", growth as f64),
            ("seconds_of_commands", sent.as_secs_f64()),
            ("seconds_the_last_reader_was_behind", behind.as_secs_f64()),
            ("cut_for_not_reading", cut as f64),
            ("resumed_to_the_end", resumed as f64),
        ],
    )
}

/// Those who did not read look at last what they got, and go on after it.
async fn resume(
    target: &Target,
    silent: Vec<Socket>,
    first: u64,
    last: u64,
) -> Result<(usize, usize)> {
    let (mut cut, mut resumed) = (0, 0);
    for mut socket in silent {
        let Heard::Until(position, code) = hear_to(&mut socket, first, last).await? else {
            bail!("somebody who did not read was not cut");
        };
        ensure!(code == Some(TOO_SLOW), "cut with {code:?} after {position}");
        cut += 1;
        let mut socket = open(target, None).await?;
        listen(&mut socket, position).await?;
        let heard = hear_to(&mut socket, position, last).await?;
        ensure!(matches!(heard, Heard::All), "cut again: {heard:?}");
        resumed += 1;
    }
    Ok((cut, resumed))
}

/// What a listener heard, each event once and in order.
#[derive(Debug)]
enum Heard {
    All,
    /// Up to this position, then this code.
    Until(u64, Option<u16>),
}

async fn hear_to(socket: &mut Socket, after: u64, last: u64) -> Result<Heard> {
    let mut position = after;
    while position < last {
        let message = match hear(socket).await? {
            Ok(message) => message,
            Err(code) => return Ok(Heard::Until(position, code)),
        };
        let told = &message["payload"]["data"]["events"]["position"];
        let told: u64 = told.as_str().context("an event")?.parse()?;
        ensure!(told == position + 1, "after {position} came {told}");
        position = told;
    }
    Ok(Heard::All)
}

/// A connection that was acknowledged.
async fn open(target: &Target, buffer: Option<u32>) -> Result<Socket> {
    let tcp = TcpSocket::new_v4()?;
    if let Some(bytes) = buffer {
        tcp.set_recv_buffer_size(bytes)?;
    }
    let stream = tcp.connect(target.address).await.context("a connection was refused")?;
    let mut request = format!("ws://{}/graphql", target.address).into_client_request()?;
    let protocol = HeaderValue::from_static("graphql-transport-ws");
    request.headers_mut().insert("sec-websocket-protocol", protocol);
    let config = WebSocketConfig::default().read_buffer_size(1024).write_buffer_size(0);
    let (mut socket, _) =
        tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await?;
    let payload = json!({ "Authorization": format!("Bearer {}", target.key) });
    say(&mut socket, json!({ "type": "connection_init", "payload": payload })).await?;
    let Ok(answer) = hear(&mut socket).await? else { bail!("closed at once") };
    ensure!(answer["type"] == "connection_ack", "answered {answer}");
    Ok(socket)
}

async fn listen(socket: &mut Socket, after: u64) -> Result<()> {
    let query = format!("subscription {{ events(after: \"{after}\") {{ {LISTEN} }} }}");
    say(socket, json!({ "id": "1", "type": "subscribe", "payload": { "query": query } })).await
}

async fn say(socket: &mut Socket, message: Value) -> Result<()> {
    Ok(socket.send(Message::text(message.to_string())).await?)
}

/// The next message, or the code with which the connection ended, if one was told.
async fn hear(socket: &mut Socket) -> Result<Result<Value, Option<u16>>> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => return Ok(Ok(serde_json::from_str(&text)?)),
            Some(Ok(Message::Close(frame))) => {
                return Ok(Err(frame.map(|frame| frame.code.into())));
            }
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Ok(Err(None)),
        }
    }
}

fn print(args: &ConnectionsArgs, figures: &[(&str, f64)]) -> Result<()> {
    if args.json {
        let figures: serde_json::Map<String, Value> =
            figures.iter().map(|(name, figure)| ((*name).to_owned(), json!(figure))).collect();
        let report = json!({ "bench": "connections", "figures": figures });
        return crate::print(&serde_json::to_string_pretty(&report)?);
    }
    let lines = figures.iter().map(|(name, figure)| format!("{name:<38} {figure:>14.1}"));
    crate::print(&lines.collect::<Vec<_>>().join("\n"))
}
