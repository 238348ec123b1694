//! How a command ends: the exit codes scripts rely on.

use std::io;

/// A command that did what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// All of it.
    Whole,
    /// Some rows were refused; the summary has said so.
    SomeRefused,
}

impl Done {
    /// 0, or 4 when rows were refused.
    pub fn code(self) -> u8 {
        match self {
            Done::Whole => 0,
            Done::SomeRefused => 4,
        }
    }
}

/// Why a command did not do what was asked. The text is for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It could not be done, now or here.
    #[error("{0}")]
    Failed(String),
    /// It was asked for in a way that cannot be.
    #[error("{0}")]
    Usage(String),
    /// A rule of the programme says no.
    #[error("{0}")]
    Refused(String),
    /// The log is not what it was when it was written.
    #[error("{0}")]
    Damaged(String),
    /// What is recorded is not what it says it rests on.
    #[error("{0}")]
    Drifted(String),
    /// Nobody reads the answer any more.
    #[error("nobody reads the answer any more")]
    Closed,
}

impl Failure {
    /// 1 failed, 2 usage, 4 refused, 5 damaged or drifted; 0 when the reader went away on purpose.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Failed(_) => 1,
            Failure::Usage(_) => 2,
            Failure::Refused(_) => 4,
            Failure::Damaged(_) | Failure::Drifted(_) => 5,
            Failure::Closed => 0,
        }
    }

    /// A file that could not be read or written.
    pub fn file(action: &str, path: &std::path::Path, error: &io::Error) -> Failure {
        Failure::Failed(format!("cannot {action} {}: {error}", path.display()))
    }
}

/// What running a command gives.
pub type Ending = Result<Done, Failure>;
