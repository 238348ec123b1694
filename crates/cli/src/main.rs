//! The `koc` program.

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use cli::args::Args;
use cli::out::{Console, Out};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let argv: Vec<OsString> = std::env::args_os().collect();
    let args = Args::parse_from(&argv);
    let out: Arc<dyn Out> = Arc::new(Console);
    ExitCode::from(cli::run::start(&args, &argv, &out))
}
