//! `koc serve`

use std::io;
use std::num::NonZeroU32;
use std::sync::Arc;

use engine::{Engine, EngineError, Settings};
use graphql::Rate;
use server::keys::KeyRing;
use tokio::signal::unix::{SignalKind, signal};

use crate::args::{ServeArgs, Store};
use crate::beside::{Listener, Runner};
use crate::exit::{Done, Ending, Failure};
use crate::open::{is_locked, opening_failed};
use crate::out::{Out, say};
use crate::{demo, keys, run};

/// What the requests of a key may cost: fields of answers. Our own numbers.
const RATE: Rate = Rate { per_second: per(200_000), at_once: per(2_000_000) };

const fn per(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

/// Serves until it is told to stop, then finishes what is in flight.
///
/// # Errors
/// When the directory is in use or damaged, or the address cannot be listened on.
pub(crate) fn run(store: &Store, args: &ServeArgs, out: &Arc<dyn Out>) -> Ending {
    log_to_stderr();
    let data_dir = &store.data_dir;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::Failed(format!("cannot start threads: {error}")))?;
    let listener =
        runtime.block_on(server::listen::bind(args.listen)).map_err(|error| match &error {
            server::listen::ListenError::NotLoopback(_) => Failure::Usage(error.to_string()),
            server::listen::ListenError::Io { source, .. } => {
                Failure::Failed(format!("{error}: {source}"))
            }
        })?;
    let opening = {
        let (store, demo, out) = (store.clone(), args.demo, Arc::clone(out));
        runtime.spawn_blocking(move || open(&store, demo, &*out))
    };
    // Whoever keeps it running is answered meanwhile: alive, and not ready.
    let opened = runtime.block_on(server::while_opening(&listener, opening));
    let opened = opened.map_err(|_| Failure::Failed("the programme was not opened".to_owned()))?;
    let engine = Arc::new(opened?);
    let ring = Arc::new(KeyRing::open(data_dir, Some(RATE)).map_err(|e| keys::failed(&e))?);
    let new_key = ring.first(keys::now()).map_err(|error| keys::failed(&error))?;
    let commands = Listener::start(data_dir, runner(&engine, &ring))
        .map_err(|error| Failure::file("listen for commands in", data_dir, &error))?;
    // Before anybody is told that it serves: whoever asks it to end at once finds it listening.
    let told = {
        let _context = runtime.enter();
        until_told().map_err(|error| Failure::Failed(format!("cannot hear signals: {error}")))?
    };
    let address = listener
        .local_addr()
        .map_err(|error| Failure::Failed(format!("cannot tell the address: {error}")))?;
    if let Some(new_key) = new_key {
        say(&**out, &format!("admin key, shown this once: {new_key}"));
    }
    say(&**out, &format!("serving http://{address}/ (GraphiQL) and http://{address}/graphql"));
    let serving = runtime.block_on(server::run(
        listener,
        Arc::clone(&engine),
        ring,
        server::Options::default(),
        told,
    ));
    drop(commands);
    say(&**out, "stopped");
    serving.map_err(|error| Failure::Failed(format!("serving ended: {error}")))?;
    Ok(Done::Whole)
}

/// Keeps the server's own remarks off stdout; `KOC_LOG` says how many there are.
fn log_to_stderr() {
    let wanted = tracing_subscriber::EnvFilter::try_from_env("KOC_LOG");
    let filter = wanted.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    // Fails only when somebody has set one up before; then theirs counts.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).try_init();
}

/// Opens the store, with the demonstration in it if that is wanted.
fn open(store: &Store, demo: bool, out: &dyn Out) -> Result<Engine, Failure> {
    if demo {
        demo::prepare(store, out)?;
    }
    open_free(store)
}

/// Opens the store for a server; says so if another server has it.
fn open_free(store: &Store) -> Result<Engine, Failure> {
    let settings = Settings { run_clocks: true, ..store.settings() };
    Engine::open(settings).map_err(|error| match &error {
        EngineError::Log(event_log::LogError::Locked { pid: Some(pid), .. })
            if is_locked(&error) =>
        {
            let dir = store.data_dir.display();
            Failure::Failed(format!(
                "process {pid} already serves {dir} or works on it: stop it or let it finish"
            ))
        }
        _ => opening_failed(&error),
    })
}

fn runner(engine: &Arc<Engine>, ring: &Arc<KeyRing>) -> Arc<Runner> {
    let (engine, ring) = (Arc::clone(engine), Arc::clone(ring));
    Arc::new(move |command, out| run::finish(run::beside(&engine, &ring, command, &out), &*out))
}

/// Ready when the process is asked to end; listens from the call on.
fn until_told() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
