//! Pictures beside the answer.

use std::path::Path;

use crate::exit::Failure;

/// Writes a picture where it was asked for.
pub(super) fn write(path: Option<&Path>, draw: impl FnOnce() -> String) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    std::fs::write(path, draw()).map_err(|error| Failure::file("write", path, &error))
}
