//! The demonstration programme.

use std::path::Path;

use crate::exit::Failure;
use crate::out::Out;

pub(crate) fn prepare(_: &Path, _: &dyn Out) -> Result<(), Failure> {
    Err(Failure::Failed("the demonstration is not part of this build".to_owned()))
}
