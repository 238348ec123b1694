//! Sending one command and telling how it went.

use domain::Lang;
use engine::{Accepted, CommandError, Engine, Request};

use crate::exit::Failure;

/// Sends a command and waits for its answer.
///
/// # Errors
/// [`Failure::Refused`] with code and reasons, or [`Failure::Failed`] when the log took nothing.
pub(crate) fn execute(engine: &Engine, request: Request) -> Result<Accepted, Failure> {
    engine.execute(request).map_err(|error| match error {
        CommandError::Refused(refusal) => {
            Failure::Refused(format!("{}: {}", refusal.code(), refusal.message(Lang::En)))
        }
        other => Failure::Failed(other.to_string()),
    })
}
