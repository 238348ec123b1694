//! Files and directories that appear whole or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::exit::Failure;

/// A directory that is filled beside where it will lie; removed again unless it is put there.
#[derive(Debug)]
pub(crate) struct AsideDir {
    beside: PathBuf,
    path: PathBuf,
    is_placed: bool,
}

impl AsideDir {
    /// Begins a directory that will lie at `path`, where nothing may be yet.
    ///
    /// # Errors
    /// When something is there, or it cannot be made.
    pub(crate) fn create(path: &Path) -> Result<AsideDir, Failure> {
        let is_free = match fs::read_dir(path) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        if !is_free {
            return Err(Failure::Failed(format!(
                "{} is there already: name a directory that is empty or does not exist",
                path.display()
            )));
        }
        let beside = beside(path)?;
        fs::create_dir_all(&beside).map_err(|error| Failure::file("write", path, &error))?;
        Ok(AsideDir { beside, path: path.to_owned(), is_placed: false })
    }

    /// Begins a file in it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn file(&self, name: &str) -> Result<File, Failure> {
        let path = self.beside.join(name);
        File::create(&path).map_err(|error| Failure::file("write", &path, &error))
    }

    /// Puts it in its place. Its files are on the disk already.
    ///
    /// # Errors
    /// When it cannot be synced or renamed; nothing is left then.
    pub(crate) fn place(mut self) -> Result<(), Failure> {
        let synced = File::open(&self.beside).and_then(|dir| dir.sync_all());
        let placed = synced.and_then(|()| fs::rename(&self.beside, &self.path));
        placed.map_err(|error| Failure::file("write", &self.path, &error))?;
        self.is_placed = true;
        Ok(())
    }
}

impl Drop for AsideDir {
    fn drop(&mut self) {
        if !self.is_placed {
            let _ = fs::remove_dir_all(&self.beside);
        }
    }
}

/// Where something is made that will lie at `path`.
fn beside(path: &Path) -> Result<PathBuf, Failure> {
    let name = path.file_name().ok_or_else(|| {
        let reason = io::Error::other("this names neither a file nor a directory");
        Failure::file("write", path, &reason)
    })?;
    let mut beside = name.to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    Ok(path.with_file_name(beside))
}

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
        let beside = beside(path)?;
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
