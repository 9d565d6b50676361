//! Files that are whole or not there.

use std::fs::{self, File};
use std::io::{Result, Write};
use std::path::{Path, PathBuf};

/// Writes beside the name, and gives it the name when all of it is on the disk. A device or a pipe is written as it is.
pub(super) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return fs::write(path, bytes);
    }
    // A link stays one: what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let mut part = path.clone().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    let write = || -> Result<()> {
        let mut file = File::create(&part)?;
        file.write_all(bytes.as_ref())?;
        file.sync_all()?;
        fs::rename(&part, &path)
    };
    // What is left of a failure is of no use to anybody.
    write().inspect_err(|_| _ = fs::remove_file(&part))
}
