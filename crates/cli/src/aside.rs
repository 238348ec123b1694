//! Files that appear whole or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::exit::Failure;

/// A file that is written beside where it will lie; removed again unless it is put there.
#[derive(Debug)]
pub(crate) struct Aside {
    beside: PathBuf,
    path: PathBuf,
    is_placed: bool,
}

impl Aside {
    /// Begins a file that will lie at `path`.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn create(path: &Path) -> Result<(Aside, File), Failure> {
        let name = path.file_name().ok_or_else(|| {
            let reason = io::Error::other("this does not name a file");
            Failure::file("write", path, &reason)
        })?;
        let mut beside_name = name.to_owned();
        beside_name.push(format!(".{}.part", std::process::id()));
        let beside = path.with_file_name(beside_name);
        let file = File::create(&beside).map_err(|error| Failure::file("write", path, &error))?;
        Ok((Aside { beside, path: path.to_owned(), is_placed: false }, file))
    }

    /// Puts what was written in its place, once it is on the disk.
    ///
    /// # Errors
    /// When it cannot be synced or renamed; nothing is left then.
    pub(crate) fn place(mut self, file: &File) -> Result<(), Failure> {
        let placed = file.sync_all().and_then(|()| fs::rename(&self.beside, &self.path));
        placed.map_err(|error| Failure::file("write", &self.path, &error))?;
        self.is_placed = true;
        Ok(())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.is_placed {
            // What is half there serves nobody, and the reason was told.
            let _ = fs::remove_file(&self.beside);
        }
    }
}
