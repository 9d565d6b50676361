//! Files that are whole or not there, and never a file that was read.

use std::fs;
use std::io::{Result, Write};
use std::path::Path;

/// Writes beside the name, and gives it the name when all of it is on the disk. A device or a pipe is written as it is.
pub(super) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return fs::write(path, bytes);
    }
    // A link stays one: what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The name is made up and new: no file of anybody is in the way. Dropped before it has its own name, it is removed.
    let mut part = new_file(folder)?;
    part.write_all(bytes.as_ref())?;
    part.as_file().sync_all()?;
    part.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// A file of a new name that may be read by whom its owner lets read new files.
fn new_file(folder: &Path) -> Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.prefix(".huiqi-").tempfile_in(folder)
}

/// Whether two names lead to the same file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
