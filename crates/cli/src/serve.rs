//! `koc serve`

use std::io;
use std::sync::Arc;

use engine::{Engine, EngineError, Settings};
use server::Metrics;
use server::keys::KeyRing;
use tokio::signal::unix::{SignalKind, signal};

use crate::args::ServeArgs;
use crate::beside::{Listener, Runner};
use crate::config::{Config, Store};
use crate::exit::{Done, Ending, Failure};
use crate::open::{is_locked, opening_failed};
use crate::out::{Out, say};
use crate::{demo, keys, run};

/// Serves until it is told to stop, then finishes what is in flight.
///
/// # Errors
/// When the directory is in use or damaged, or the address cannot be listened on.
pub(crate) fn run(config: &Config, args: &ServeArgs, out: &Arc<dyn Out>) -> Ending {
    log_to_stderr(config);
    let store = &config.store();
    let listen = config.listen()?;
    #[cfg(feature = "jwt")]
    let tokens = config.tokens()?;
    #[cfg(not(feature = "jwt"))]
    config.refuse_tokens()?;
    let data_dir = &store.data_dir;
    let runtime = server::runtime()
        .map_err(|error| Failure::Failed(format!("cannot start threads: {error}")))?;
    let listener =
        runtime.block_on(server::listen::bind(listen)).map_err(|error| match &error {
            server::listen::ListenError::NotLoopback(_) => Failure::Usage(error.to_string()),
            server::listen::ListenError::Io { source, .. } => {
                Failure::Failed(format!("{error}: {source}"))
            }
        })?;
    let metrics = Arc::new(Metrics::default());
    let opening = {
        let (store, args, out) = (store.clone(), args.clone(), Arc::clone(out));
        let metrics = Arc::clone(&metrics);
        runtime.spawn_blocking(move || open(&store, &args, metrics, &out))
    };
    // Whoever keeps it running is answered meanwhile: alive, and not ready.
    let opened = runtime.block_on(server::while_opening(&listener, opening));
    let opened = opened.map_err(|_| Failure::Failed("the programme was not opened".to_owned()))?;
    let engine = Arc::new(opened?);
    let ring =
        Arc::new(KeyRing::open(data_dir, Some(config.rate())).map_err(|e| keys::failed(&e))?);
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
        server::Options {
            limits: config.limits(),
            metrics,
            #[cfg(feature = "jwt")]
            tokens,
        },
        told,
    ));
    drop(commands);
    say(&**out, "stopped");
    serving.map_err(|error| Failure::Failed(format!("serving ended: {error}")))?;
    Ok(Done::Whole)
}

/// Keeps the server's own remarks off stdout.
fn log_to_stderr(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::new(config.log());
    let logging = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    // Fails only when somebody has set one up before; then theirs counts.
    let _ = match config.logs_json() {
        true => logging.json().flatten_event(true).try_init(),
        false => logging.try_init(),
    };
    // What a panic says may say something of somebody; where it was does not.
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map_or_else(|| "somewhere".to_owned(), ToString::to_string);
        let thread = std::thread::current();
        tracing::error!(at, thread = thread.name(), "a thread panicked");
    }));
}

/// Opens the store, with the demonstration in it if that is wanted.
fn open(
    store: &Store,
    args: &ServeArgs,
    metrics: Arc<Metrics>,
    out: &Arc<dyn Out>,
) -> Result<Engine, Failure> {
    if args.demo {
        demo::prepare(store, args.demo_members, out)?;
    }
    open_free(store, metrics)
}

/// Opens the store for a server; says so if another server has it.
fn open_free(store: &Store, metrics: Arc<Metrics>) -> Result<Engine, Failure> {
    let settings = Settings { run_clocks: true, meter: Some(metrics), ..store.settings() };
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
