//! The command itself on a register of any bytes, under limits of the kernel on memory that is written to and on processor time: what
//! `fuzz_targets/command_*.rs` run, and tests/attack with mutations of its own.
#![allow(dead_code)] // each target uses its part
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Memory in MiB, and seconds of a processor: far above what a small register takes (40 MiB, 0.1 s in a released build).
const MEBIBYTES: u64 = 160;
const SECONDS: u64 = 20;

/// The command that was built: `HUIQI`, or that of a released build.
pub fn built() -> PathBuf {
    std::env::var_os("HUIQI").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/huiqi"), PathBuf::from)
}

/// A folder of this process.
pub fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("huiqi-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Runs it on these bytes: an error with a code and words and no results, or every row. Returns whether there were results.
pub fn run(program: &Path, folder: &Path, ending: &str, bytes: &[u8]) -> bool {
    let (register, out) = (folder.join(format!("in.{ending}")), folder.join("out.csv"));
    let errors = folder.join("out.csv.errors.jsonl");
    std::fs::write(&register, bytes).expect("writable");
    let mut command = Command::new("prlimit");
    command.args([format!("--data={}", MEBIBYTES << 20), format!("--cpu={SECONDS}"), "--core=0".to_string()]);
    command.arg(program).arg("batch").arg(&register).arg("-o").arg(&out).args(["--threads", "2", "--lang", "en"]);
    let output = command.env("TMPDIR", folder).output().unwrap_or_else(|error| panic!("prlimit of util-linux: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{said}");
    let lines = |path: &Path| std::fs::read_to_string(path).map_or(0, |text| text.lines().count());
    let well = output.status.success();
    if well {
        let counted = said.lines().find_map(|line| line.split_once(" rows in = ")).expect("a count").0.parse::<usize>().expect("a number");
        // Keys of several lines are quoted: a line of results at least for each row.
        assert!(lines(&out) + lines(&errors) > counted, "{said}");
    } else {
        assert!(matches!(output.status.code(), Some(1..=3)), "{}: {said}", output.status);
        assert!(!said.trim().is_empty() && !out.exists(), "{said}");
    }
    for file in [&out, &errors] {
        let _ = std::fs::remove_file(file);
    }
    // What a run that failed left, so that it may be resumed.
    for ending in ["part", "log", "errors", "whole"] {
        let _ = std::fs::remove_file(folder.join(format!("out.csv.huiqi-{ending}")));
    }
    well
}
