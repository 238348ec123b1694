//! Which function answers which subcommand, and where it runs.

use std::ffi::OsString;
use std::sync::Arc;
use std::time::Duration;

use engine::Engine;
use server::keys::{KeyError, KeyRing};

use crate::args::{Args, Audit, Command, ConfigWhat, Fixture, Import};
use crate::config::{self, Config, Store};
use crate::exit::{Done, Ending, Failure};
use crate::open::{is_locked, opening_failed};
use crate::out::{self, Out, say};
use crate::{
    audit, backup, beside, export, fixture, golive, import, keys, replay, serve, simulate, verify,
};

/// How often, and how long apart, a held store is tried: a server that has just started opens its
/// store before it listens. Our own numbers.
const TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// Does what was typed and gives the exit code.
pub fn start(args: &Args, argv: &[OsString], out: &Arc<dyn Out>) -> u8 {
    let config = match Config::resolve(&args.given, &args.command, std::env::vars_os()) {
        Ok(config) => config,
        Err(failure) => return finish(Err(failure), &**out),
    };
    match &args.command {
        Command::Schema => finish(schema(&**out), &**out),
        Command::Rates(args) => finish(simulate::rates(args, &**out), &**out),
        Command::Config(ConfigWhat::Show(args)) => {
            finish(config::show(&config, args, &**out), &**out)
        }
        Command::Audit(Audit::CheckProof(args)) => {
            finish(audit::check_proof::run(args, &**out), &**out)
        }
        Command::Fixture(what) if !what.asks_the_log() => finish(fixture::run(what, out), &**out),
        Command::Serve(args) => finish(serve::run(&config, args, out), &**out),
        command => match anywhere(&config.store(), command, argv, out) {
            Ok(code) => code,
            Err(failure) => finish(Err(failure), &**out),
        },
    }
}

/// Says what went wrong, and gives the exit code.
pub fn finish(ending: Ending, out: &dyn Out) -> u8 {
    match ending {
        Ok(done) => done.code(),
        Err(failure) => {
            if failure != Failure::Closed {
                say(out, &format!("koc: {failure}"));
            }
            failure.code()
        }
    }
}

/// Lets the server that holds the directory answer, or opens the store here.
fn anywhere(
    store: &Store,
    command: &Command,
    argv: &[OsString],
    out: &Arc<dyn Out>,
) -> Result<u8, Failure> {
    let data_dir = &store.data_dir;
    for attempt in 1.. {
        if let Some(code) = beside::ask(data_dir, argv, &**out)? {
            return Ok(code);
        }
        if let Command::Import(Import::Events(args)) = command {
            return Ok(finish(import::events(store, args, &**out), &**out));
        }
        if let Command::Restore(args) = command {
            return Ok(finish(backup::restore(data_dir, args, &**out), &**out));
        }
        if let Command::Simulate(args) = command {
            return Ok(finish(simulate::run(store, args, out), &**out));
        }
        if let Command::Import(what) = command {
            import::check(what)?;
        }
        if !creates(command) && !data_dir.join("log").exists() {
            return Err(Failure::Failed(format!(
                "there is no programme in {}",
                data_dir.display()
            )));
        }
        match Engine::open(store.settings()) {
            Ok(engine) => {
                let ring = || KeyRing::open(data_dir, None).map(Arc::new);
                return Ok(finish(answer(&engine, &ring, command, out), &**out));
            }
            Err(error) if is_locked(&error) && attempt < TRIES => std::thread::sleep(BETWEEN_TRIES),
            Err(error) => return Err(opening_failed(&error)),
        }
    }
    unreachable!("the last try returns")
}

/// Whether a command may begin a programme where there is none.
fn creates(command: &Command) -> bool {
    matches!(command, Command::Import(_))
}

/// Answers a command that came over the socket.
///
/// # Errors
/// As the command itself; those that need the directory for themselves are refused.
pub(crate) fn beside(
    engine: &Engine,
    ring: &Arc<KeyRing>,
    command: &Command,
    out: &Arc<dyn Out>,
) -> Ending {
    match command {
        Command::Import(Import::Events(_)) => import::refuse_events_beside_server(),
        Command::Restore(_) => backup::refuse_restore_beside_server(),
        command => answer(engine, &|| Ok(Arc::clone(ring)), command, out),
    }
}

/// Answers a command with an open engine, and with the keys if it asks for them, wherever that is.
fn answer(
    engine: &Engine,
    ring: &dyn Fn() -> Result<Arc<KeyRing>, KeyError>,
    command: &Command,
    out: &Arc<dyn Out>,
) -> Ending {
    match command {
        Command::Golive(args) => golive::run(engine, args, &**out),
        Command::Import(what) => import::run(engine, what, out),
        Command::Export(args) => export::run(engine, args, out),
        Command::Backup(args) => backup::run(engine, args, &**out),
        Command::Restore(_) => backup::refuse_restore_beside_server(),
        Command::Replay(args) => replay::run(engine, args, &**out),
        Command::Verify(args) => verify::run(engine, args, out),
        Command::Audit(what) => audit::run(engine, what, out),
        Command::Keys(what) => {
            let ring = ring().map_err(|error| keys::failed(&error))?;
            keys::run(engine, &ring, what, &**out)
        }
        Command::Simulate(_) => Err(Failure::Refused(
            "this directory is served: a simulation is not mixed with anything".to_owned(),
        )),
        Command::Rates(args) => simulate::rates(args, &**out),
        Command::Schema => schema(&**out),
        Command::Fixture(Fixture::Cut(args)) => fixture::cut(engine, args, out),
        Command::Fixture(what) => fixture::run(what, out),
        // What it is set to is a question about the asking process, and was answered there.
        Command::Config(_) => Err(Failure::Failed("it is not asked beside a server".to_owned())),
        Command::Serve(_) => Err(Failure::Failed("this directory is served already".to_owned())),
    }
}

fn schema(out: &dyn Out) -> Ending {
    out::data(out, &graphql::sdl())?;
    Ok(Done::Whole)
}
