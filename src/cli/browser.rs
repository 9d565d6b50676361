//! PDF by an installed browser: it sets Chinese with the fonts of the machine, which no small library does.

use super::messages::Failure;
use super::stop::Stop;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// How long a browser may take before it is taken to hang.
const PATIENCE: Duration = Duration::from_secs(120);

/// The browser that `HUIQI_BROWSER` names, or the first one on the path.
fn found() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("HUIQI_BROWSER").filter(|named| !named.is_empty()) {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

/// A temporary folder that only its owner may look into: the report is about a person.
fn private_folder() -> std::io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir()
}

/// Whether somebody stops the command from now on: first the folder with the report is removed. A second signal ends it at once.
fn stopped() -> std::io::Result<Arc<AtomicBool>> {
    let stopped = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register_conditional_default(signal, stopped.clone())?;
        signal_hook::flag::register(signal, stopped.clone())?;
    }
    Ok(stopped)
}

/// The browser refuses to keep its sandbox for the superuser, and for nobody else.
fn no_sandbox(ours: &Path) -> Option<&'static str> {
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::uid(&ours.metadata().ok()?) == 0 {
        return Some("--no-sandbox");
    }
    let _ = ours;
    None
}

/// Prints an HTML document to a PDF file.
pub(super) fn print(html: &str, to: &Path) -> Result<(), Stop> {
    let Some(browser) = found() else {
        return Err(Stop::Failed(1, Box::new(Failure::NoBrowser)));
    };
    let written = |error: std::io::Error| Stop::cannot_write(to, &error);
    let stopped = stopped().map_err(written)?;
    let folder = private_folder().map_err(written)?;
    let (page, printed) = (folder.path().join("report.html"), folder.path().join("report.pdf"));
    // On paper nothing is folded, also where the browser does not know the style sheet's word for it. Text holds no tag.
    std::fs::write(&page, html.replace("<details", "<details open")).map_err(written)?;
    let option = |name: &str, value: &Path| {
        let mut option = OsString::from(name);
        option.push(value);
        option
    };
    let started = Command::new(&browser)
        .args(no_sandbox(folder.path()))
        .args(["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage"])
        .args(["--no-pdf-header-footer", "--generate-pdf-document-outline"])
        .arg(option("--user-data-dir=", &folder.path().join("browser")))
        .arg(option("--print-to-pdf=", &printed))
        .arg(option("file://", &page))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let failed = |reason: String| Stop::Failed(1, Box::new(Failure::BrowserFailed { browser: browser.display().to_string(), reason }));
    let mut running = started.map_err(|error| failed(error.to_string()))?;
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = running.try_wait().map_err(|error| failed(error.to_string()))? {
            break status;
        }
        let stopped = stopped.load(Ordering::Relaxed);
        if stopped || begun.elapsed() > PATIENCE {
            // It is ours to end; whether it has ended meanwhile makes no difference.
            let _ = running.kill();
            let _ = running.wait();
            let why = if stopped { "SIGINT, SIGTERM".to_string() } else { format!("> {} s", PATIENCE.as_secs()) };
            return Err(failed(why));
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    match std::fs::read(&printed) {
        Ok(pdf) if status.success() && pdf.starts_with(b"%PDF") => super::whole::write(to, pdf).map_err(written),
        _ => Err(failed(status.to_string())),
    }
}
