//! What the engine's errors mean for a command.

use engine::{EngineError, Unfolded, View};
use event_log::LogError;

use crate::exit::Failure;

/// Whether another process holds the store.
pub(crate) fn is_locked(error: &EngineError) -> bool {
    matches!(error, EngineError::Log(LogError::Locked { .. }))
}

/// What an error of the engine means for a command.
pub(crate) fn opening_failed(error: &EngineError) -> Failure {
    if let EngineError::Log(LogError::Locked { path, pid }) = error {
        let who = pid.map_or_else(|| "another process".to_owned(), |pid| format!("process {pid}"));
        let path = path.display();
        return Failure::Failed(format!(
            "{who} holds {path} and does not answer on koc.sock: let it finish, then try again"
        ));
    }
    if error.is_integrity_violation() {
        Failure::Damaged(error.to_string())
    } else {
        Failure::Failed(error.to_string())
    }
}

/// What a part of a view of the past lacks is not taken for nothing.
///
/// # Errors
/// When the log could not be read while it was folded.
pub(crate) fn is_whole(view: &View) -> Result<(), Failure> {
    match view.unfolded() {
        None => Ok(()),
        Some(Unfolded::Failed(error)) => Err(opening_failed(error)),
        Some(late) => Err(Failure::Failed(late.to_string())),
    }
}
