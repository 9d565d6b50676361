//! Runs that are killed, that race for one file, and that lack memory, files or room: what is there in the end is whole or absent.

use crate::run::{Ran, command, huiqi, limited, register};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const FORMATS: [&str; 4] = ["out.csv", "out.jsonl", "out.parquet", "out.xlsx"];

/// The same numbers at every run.
pub struct Draws(pub u64);

impl Draws {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    pub fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// Whether a generator goes on: it has not come to its number, or a longer run was asked for and has time left.
pub fn goes_on(begun: Instant, done: usize, number: usize) -> bool {
    let seconds = std::env::var("HUIQI_ATTACK").ok().and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
    done < number || seconds.is_some_and(|seconds| begun.elapsed() < seconds)
}

fn question<'a>(input: &'a str, out: &'a str) -> Vec<&'a str> {
    vec!["batch", input, "-o", out, "--chunk-rows", "40", "--threads", "2"]
}

/// A folder with registers of so many rows, and the results of each in each format.
fn with_results(rows: usize, registers: usize) -> (TempDir, Vec<Vec<Vec<u8>>>) {
    let folder = tempfile::tempdir().unwrap();
    let results = (0..registers).map(|number| {
        let input = format!("in{number}.csv");
        std::fs::write(folder.path().join(&input), register(rows).replace("50000", &format!("5000{number}"))).unwrap();
        let of = |out: &&str| {
            huiqi(folder.path(), &question(&input, out)).well();
            let bytes = std::fs::read(folder.path().join(out)).unwrap();
            std::fs::remove_file(folder.path().join(out)).unwrap();
            bytes
        };
        FORMATS.iter().map(of).collect()
    });
    let results = results.collect();
    (folder, results)
}

fn left(folder: &Path) -> Vec<String> {
    let names = folder.read_dir().unwrap().map(|one| one.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with("in")).collect()
}

/// Killed anywhere, again and again, a run ends in the bytes of an undisturbed one and leaves nothing beside them.
#[test]
fn killed_runs_end_in_the_same_bytes() {
    let (folder, results) = with_results(1_200, 1);
    let folder = folder.path();
    // What an undisturbed run takes here and now: a kill falls inside it on whatever machine.
    let undisturbed = Instant::now();
    huiqi(folder, &question("in0.csv", FORMATS[0])).well();
    let millis = usize::try_from(undisturbed.elapsed().as_millis()).unwrap() + 1;
    std::fs::remove_file(folder.join(FORMATS[0])).unwrap();
    let (mut draws, begun, mut done, mut kills) = (Draws(3), Instant::now(), 0, 0);
    while goes_on(begun, done, 12) || kills <= 5 && done < 200 {
        let at = draws.below(FORMATS.len());
        let out = FORMATS[at];
        let mut args = question("in0.csv", out);
        for attempt in 0.. {
            let mut run = command(folder, &args).stderr(Stdio::null()).spawn().unwrap();
            // Later attempts are left more time, so that it ends.
            std::thread::sleep(Duration::from_millis((draws.below(millis) * (1 + attempt)) as u64));
            run.kill().unwrap();
            if run.wait().unwrap().success() {
                break;
            }
            kills += 1;
            if let Ok(there) = std::fs::read(folder.join(out)) {
                assert!(there == results[0][at], "half a file under its name: {out}");
            }
            args = [question("in0.csv", out), vec!["--resume"]].concat();
        }
        assert!(std::fs::read(folder.join(out)).unwrap() == results[0][at], "{out} after {done} runs");
        // A run that is killed between its result and the end of its log leaves the log, which the next takes away.
        huiqi(folder, &question("in0.csv", out)).well();
        assert_eq!(left(folder), [out]);
        std::fs::remove_file(folder.join(out)).unwrap();
        done += 1;
    }
    println!("{kills} kills of {done} runs");
    assert!(kills > 5, "{kills} kills");
}

/// Of runs that race for one file, those that say they are done wrote it whole, and the others say why not.
#[test]
fn races_for_one_file_are_refused() {
    let (folder, results) = with_results(400, 3);
    let folder = folder.path();
    let (mut draws, begun, mut done, mut refused) = (Draws(5), Instant::now(), 0, 0);
    while goes_on(begun, done, 4) {
        let at = draws.below(FORMATS.len());
        let runs: Vec<_> = (0..3)
            .map(|number| {
                std::thread::sleep(Duration::from_millis(draws.below(60) as u64));
                command(folder, &question(&format!("in{number}.csv"), FORMATS[at])).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        let ended: Vec<_> = runs.into_iter().map(|run| run.wait_with_output().unwrap()).collect();
        let there = std::fs::read(folder.join(FORMATS[at])).unwrap();
        let whose = ended.iter().zip(&results).position(|(run, of)| run.status.success() && there == of[at]);
        assert!(whose.is_some(), "{}: a mixture, or of a run that failed", FORMATS[at]);
        for run in ended.iter().filter(|run| !run.status.success()) {
            let said = String::from_utf8_lossy(&run.stderr);
            assert!(run.status.code() == Some(1) && said.contains("another run is writing"), "{said}");
            refused += 1;
        }
        assert_eq!(left(folder), [FORMATS[at]]);
        std::fs::remove_file(folder.join(FORMATS[at])).unwrap();
        done += 1;
    }
    println!("{refused} refused of {} runs", done * 3);
}

/// With too little memory, too few open files, files that may not grow, and no folder for temporary files: an error or a signal and no
/// result, or the whole result; and with what it lacked the run goes on to the same bytes.
#[test]
fn starved_runs_leave_nothing_half() {
    let (folder, results) = with_results(400, 1);
    let folder = folder.path();
    let (mut draws, begun, mut done, mut failed) = (Draws(11), Instant::now(), 0, 0);
    while goes_on(begun, done, 16) {
        let at = draws.below(FORMATS.len());
        let out = FORMATS[at];
        let limit = match done % 4 {
            0 => format!("--nofile={}", 4 + draws.below(10)),
            1 => format!("--fsize={}", 1 + draws.below(results[0][at].len() + 4_000)),
            2 => format!("--data={}", (2 + draws.below(30)) << 20),
            _ => String::new(),
        };
        let mut run = Command::new("prlimit");
        run.current_dir(folder).env_clear().env("LANG", "en").env("TMPDIR", if limit.is_empty() { Path::new("/nowhere") } else { folder });
        // Stopped by a signal it would leave its memory in a file beside the results.
        run.arg("--core=0").args(Some(&limit).filter(|limit| !limit.is_empty()));
        let ended = run.arg(env!("CARGO_BIN_EXE_huiqi")).args(question("in0.csv", out)).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        match std::fs::read(folder.join(out)) {
            Ok(there) => assert!(there == results[0][at], "{out} {limit}: half a file under its name; {said}"),
            Err(_) => {
                assert!(!ended.status.success(), "{out} {limit}: success without a result; {said}");
                // What writes sheets and allocates may panic or be ended where nothing is left; what we write says so.
                assert!(ended.status.code().is_none() || !said.is_empty(), "{out} {limit}: {}", ended.status);
                failed += 1;
            }
        }
        huiqi(folder, &[question("in0.csv", out), vec!["--resume"]].concat()).well();
        assert!(std::fs::read(folder.join(out)).unwrap() == results[0][at], "{out} {limit}: other bytes after --resume");
        assert_eq!(left(folder), [out], "{limit}");
        std::fs::remove_file(folder.join(out)).unwrap();
        done += 1;
    }
    println!("{failed} of {done} starved runs failed");
    assert!(failed > 4, "{failed} of {done} failed");
}

/// Memory does not grow with the number of rows.
#[test]
fn memory_does_not_grow_with_the_register() {
    let folder = tempfile::tempdir().unwrap();
    for (rows, out) in [(2_000, "out.csv"), (60_000, "out.csv"), (60_000, "out.parquet")] {
        std::fs::write(folder.path().join("in.csv"), register(rows)).unwrap();
        let Ran { said, .. } = limited(folder.path(), 96, 120, &["batch", "in.csv", "-o", out, "--threads", "2"]).well();
        assert!(said.contains(&format!("{rows} rows in")), "{said}");
    }
}
