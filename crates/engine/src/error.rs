//! Why the engine could not be opened, read or verified.

use std::path::PathBuf;

use event_log::{LogError, ReadError, VerifyError};

use crate::codec::{CodecError, CodecProblem};
use crate::key_file::KeyError;

/// Why the engine could not be opened, read or verified. Refused commands are no such error.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The log could not be opened or closed.
    #[error(transparent)]
    Log(#[from] LogError),
    /// A stored record could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A stored record is not an event this program knows.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// The keys of personal data could not be used.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The log is not what was written.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// A read model is not what the log says: a fold is not deterministic, or memory failed.
    #[error("the read model `{model}` is {live} but folding the log again gives {folded}")]
    Differs {
        /// The read model.
        model: &'static str,
        /// The digest of the published rows.
        live: String,
        /// The digest of the rows folded anew.
        folded: String,
    },
    /// The rules count otherwise than the read models show: a fold is wrong.
    #[error("the rules count otherwise than the read models show at position {}", .position.0)]
    Drifted {
        /// Where.
        position: domain::id::EventId,
    },
    /// Something does not hold of the read models that always must: a rule or a fold is wrong.
    #[error("what must always hold does not: {what}")]
    Broken {
        /// What, and of whom.
        what: String,
    },
    /// A folder could not be made, or a thread could not be started.
    #[error("cannot {action} {}: {source}", .path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
}

impl EngineError {
    /// Whether stored bytes are not what was written, as opposed to out of reach.
    pub fn is_integrity_violation(&self) -> bool {
        match self {
            EngineError::Log(error) => match error {
                LogError::Truncated { .. } | LogError::Damaged(_) | LogError::KeptHead { .. } => {
                    true
                }
                LogError::Sled { damaged, .. } => *damaged,
                _ => false,
            },
            EngineError::Keys(error) => matches!(error, KeyError::Damaged { .. }),
            EngineError::Io { .. } => false,
            // Nothing is wrong with the bytes: a newer program wrote them.
            EngineError::Codec(error) => !matches!(error.problem, CodecProblem::EventType { .. }),
            EngineError::Read(_)
            | EngineError::Verify(_)
            | EngineError::Differs { .. }
            | EngineError::Drifted { .. }
            | EngineError::Broken { .. } => true,
        }
    }
}
