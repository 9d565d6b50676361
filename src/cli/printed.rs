//! The standard output: what cannot be written there is an error, whatever stands in its place.

use super::stop::Stop;
use std::io::{Error, Result, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether it was found closed: what is opened afterwards in its place is nobody's output.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether the standard output is open, and was whenever this was asked. A program asks before Rust's runtime begins, which opens
/// `/dev/null` in the place of what is closed.
///
/// ```
/// assert!(huiqi::cli::output_is_open());
/// ```
#[must_use]
pub fn output_is_open() -> bool {
    if handle().is_err() {
        CLOSED.store(true, Ordering::Relaxed);
    }
    !CLOSED.load(Ordering::Relaxed)
}

/// The standard output itself: the library's own handle says that all went well where it is closed or cannot be written.
#[cfg(unix)]
fn handle() -> Result<std::fs::File> {
    use std::os::fd::AsFd;
    Ok(std::io::stdout().as_fd().try_clone_to_owned()?.into())
}

/// A console takes text only from the library's own handle.
#[cfg(not(unix))]
fn handle() -> Result<std::io::Stdout> {
    Ok(std::io::stdout())
}

/// Where answers are printed.
pub(super) fn output() -> Result<impl Write + 'static> {
    const CLOSED_FILE: i32 = 9;
    if output_is_open() { handle() } else { Err(Error::from_raw_os_error(CLOSED_FILE)) }
}

/// Prints an answer, whole.
pub(super) fn print(text: &str) -> std::result::Result<(), Stop> {
    if text.is_empty() {
        return Ok(());
    }
    output().and_then(|mut out| out.write_all(text.as_bytes()).and_then(|()| out.flush())).map_err(Stop::Output)
}
