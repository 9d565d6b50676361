//! Disks that fail and files that were damaged, with the real command: every n-th write, sync or rename fails (`strace`
//! injects the error), and what a stopped run left is changed before `--resume`. `cargo test --all-features --test batch disk::`;
//! HUIQI_CASES=1000 for more damage.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const FORMATS: [&str; 4] = ["out.csv", "out.jsonl", "out.parquet", "out.xlsx"];

/// Everything by which bytes reach a disk and names come about.
const CALLS: [&str; 8] = ["write", "writev", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink"];

fn huiqi(folder: &Path, args: &[&str]) -> Output {
    ended(Command::new(env!("CARGO_BIN_EXE_huiqi")).current_dir(folder).env_clear().env("LANG", "en").env("TMPDIR", folder).args(args))
}

fn ended(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{:?}: {error}; `.ci/setup` installs what is needed", command.get_program()))
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The command with the `n`th `call` of each thread failing, and whether there was one, other than on the standard error.
fn failing(folder: &Path, args: &[&str], call: &str, n: usize) -> (Output, bool) {
    let log = folder.join("strace.log");
    let mut command = Command::new("strace");
    command.current_dir(folder).args(["-f", "-qq", "-o", "strace.log", "-e", &format!("trace={call}")]);
    command.args(["-e", &format!("inject={call}:error=ENOSPC:when={n}"), "-E", "LANG=en", "-E", &format!("TMPDIR={}", folder.display())]);
    let output = ended(command.env("RUST_BACKTRACE", "0").arg(env!("CARGO_BIN_EXE_huiqi")).args(args));
    let trace = std::fs::read_to_string(&log).unwrap_or_else(|error| panic!("strace: {error}: {}", said(&output)));
    std::fs::remove_file(&log).unwrap();
    let injected = trace.lines().any(|line| line.contains("(INJECTED)") && !line.contains("write(2,"));
    (output, injected)
}

/// All files of a folder but the register.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let named = entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()));
    named.filter(|(name, _)| name != "register.csv").map(|(name, path)| (name, std::fs::read(path).unwrap())).collect()
}

fn clear(folder: &Path) {
    files(folder).keys().for_each(|name| std::fs::remove_file(folder.join(name)).unwrap());
}

/// A small register in which the second row is wrong.
fn with_register() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = huiqi(folder.path(), &["synth", "240", "--seed", "7", "-o", "register.csv"]);
    assert!(made.status.success(), "{}", said(&made));
    let path = folder.path().join("register.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let wrong: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(at, line)| if at == 2 { line.replacen("20", "19", 1).replace("small-scale", "tiny") } else { line.to_string() })
        .collect();
    std::fs::write(&path, wrong.join("\n") + "\n").unwrap();
    folder
}

fn batch(out: &str) -> Vec<&str> {
    vec!["batch", "register.csv", "-o", out, "--chunk-rows", "80", "--threads", "2"]
}

/// Each failure is an error; the results are absent or whole; taken up again, they are those of an undisturbed run.
#[test]
fn no_failing_write_of_a_register_passes_for_success() {
    let injections: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = FORMATS.iter().map(|out| scope.spawn(|| register_into(out))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    println!("{injections} failures, each noticed");
    assert!(injections > 100, "{injections} failures were tried");
}

fn register_into(out: &str) -> usize {
    let folder = with_register();
    let folder = folder.path();
    let undisturbed = huiqi(folder, &batch(out));
    assert!(undisturbed.status.success(), "{}", said(&undisturbed));
    let whole = files(folder);
    assert_eq!(whole.keys().collect::<Vec<_>>(), [out, &format!("{out}.errors.jsonl")]);
    let mut injections = 0;
    for call in CALLS {
        for n in 1.. {
            clear(folder);
            let (output, injected) = failing(folder, &batch(out), call, n);
            let place = format!("{out}: {call} {n}: {}", said(&output));
            if !injected {
                assert!(output.status.success() || n > 1 && call == "write", "{place}");
                if output.status.success() && files(folder) == whole {
                    break;
                }
                continue;
            }
            injections += 1;
            assert!(matches!(output.status.code(), Some(1..=99)), "{place}: {}", output.status);
            assert!(!output.stderr.is_empty(), "{place}");
            assert!(files(folder).get(out).is_none_or(|results| *results == whole[out]), "{place}: half a file under its name");
            let resumed = huiqi(folder, &[batch(out), vec!["--resume"]].concat());
            assert!(resumed.status.success(), "{place}, then {}", said(&resumed));
            assert!(files(folder) == whole, "{place}: other bytes after --resume: {:?}", files(folder).keys());
        }
    }
    injections
}

/// What else writes files: whole, or as it was before, and nothing beside it.
#[test]
fn no_failing_write_of_a_report_passes_for_success() {
    let folder = with_register();
    let folder = folder.path();
    let profile = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/noodle-shop.toml");
    let asked: [(&str, Vec<&str>); 9] = [
        ("r.html", vec!["report", profile, "-o", "r.html"]),
        ("r.md", vec!["report", profile, "-o", "r.md"]),
        ("r.json", vec!["report", profile, "-o", "r.json"]),
        ("c.ics", vec!["calendar", profile, "-o", "c.ics"]),
        ("j.xml", vec!["verify", "--cases", "1", "--measure", "npc-stamp-law", "--junit", "j.xml"]),
        ("s.html", vec!["batch", "register.csv", "--summary", "-o", "s.html"]),
        ("s.csv", vec!["synth", "50", "-o", "s.csv"]),
        ("s.parquet", vec!["synth", "50", "-o", "s.parquet"]),
        ("", vec!["compare", profile]),
    ];
    for (out, args) in &asked {
        clear(folder);
        let undisturbed = huiqi(folder, args);
        assert!(undisturbed.status.success(), "{}", said(&undisturbed));
        let whole = files(folder);
        let mut injections = 0;
        for call in CALLS {
            for n in 1.. {
                clear(folder);
                if !out.is_empty() {
                    std::fs::write(folder.join(out), "older").unwrap();
                }
                let (output, injected) = failing(folder, args, call, n);
                let place = format!("{args:?}: {call} {n}: {}", said(&output));
                if !injected {
                    assert!(output.status.success() && files(folder) == whole, "{place}");
                    break;
                }
                injections += 1;
                assert_eq!(output.status.code(), Some(1), "{place}");
                assert!(!output.stderr.is_empty(), "{place}");
                let left = files(folder);
                assert!(out.is_empty() || left[*out] == b"older" || left[*out] == whole[*out], "{place}: half a file under its name");
                let beside = left.keys().filter(|name| name != out).count();
                assert!(beside == 0 || args[0] == "synth", "{place}: {:?}", left.keys());
            }
        }
        println!("{args:?}: {injections} failures, each noticed");
        assert!(injections > 0, "{args:?}");
    }
}

/// `init` never leaves half a template: it would not overwrite it afterwards.
#[test]
fn no_half_template_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for call in ["write", "fsync"] {
        let (output, injected) = failing(folder, &["init", "profile.toml"], call, 1);
        assert!(injected && output.status.code() == Some(1), "{}", said(&output));
        assert!(files(folder).is_empty(), "{:?}", files(folder).keys());
    }
}

/// One way in which a file is damaged.
#[derive(Clone, Debug)]
enum Damage {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
    Digit(prop::sample::Index, u8),
    Twice(prop::sample::Index),
    Without(prop::sample::Index),
    Replace(Vec<u8>),
    Removed,
}

impl Damage {
    fn strategy() -> impl Strategy<Value = Damage> {
        let (at, bytes) = (any::<prop::sample::Index>, prop::collection::vec(any::<u8>(), 0..40));
        prop_oneof![
            1 => (at(), 1..=255_u8).prop_map(|(at, by)| Damage::Flip(at, by)),
            1 => at().prop_map(Damage::Cut),
            1 => (at(), bytes.clone()).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
            4 => (at(), 0..10_u8).prop_map(|(at, digit)| Damage::Digit(at, digit)),
            1 => at().prop_map(Damage::Twice),
            1 => at().prop_map(Damage::Without),
            1 => bytes.prop_map(Damage::Replace),
            1 => Just(Damage::Removed),
        ]
    }

    fn done(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = bytes.to_vec();
        let lines = |bytes: &[u8]| bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
        let length = bytes.len().max(1);
        match self {
            Damage::Flip(at, by) => bytes.get_mut(at.index(length)).into_iter().for_each(|byte| *byte ^= by),
            Damage::Cut(at) => bytes.truncate(at.index(length)),
            Damage::Insert(at, more) => {
                _ = bytes.splice(at.index(length).min(bytes.len())..at.index(length).min(bytes.len()), more.clone())
            }
            Damage::Digit(at, digit) => {
                let digits: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()).collect();
                if !digits.is_empty() {
                    bytes[digits[at.index(digits.len())]] = b'0' + digit;
                }
            }
            Damage::Twice(at) => {
                let mut lines = lines(&bytes);
                if !lines.is_empty() {
                    let at = at.index(lines.len());
                    lines.insert(at, lines[at].clone());
                }
                bytes = lines.concat();
            }
            Damage::Without(at) => {
                let mut lines = lines(&bytes);
                if !lines.is_empty() {
                    lines.remove(at.index(lines.len()));
                }
                bytes = lines.concat();
            }
            Damage::Replace(with) => bytes.clone_from(with),
            Damage::Removed => return None,
        }
        Some(bytes)
    }
}

/// Whatever becomes of what a stopped run left, `--resume` gives the bytes of an undisturbed run or says why not.
#[test]
fn damage_to_what_a_run_left_is_noticed() {
    for out in ["out.csv", "out.parquet"] {
        let folder = with_register();
        let folder = folder.path();
        assert!(huiqi(folder, &batch(out)).status.success());
        let whole = files(folder);
        clear(folder);
        // Two of three chunks are noted when the third cannot be put on the disk.
        let (_, injected) = failing(folder, &batch(out), "fdatasync", 5);
        assert!(injected);
        let left = files(folder);
        let ways = ["log", "part", "errors"].map(|ending| format!("{out}.huiqi-{ending}"));
        assert!(ways.iter().all(|name| !left[name].is_empty()) && left[&ways[0]].iter().filter(|byte| **byte == b'\n').count() == 3);
        let cases = std::env::var("HUIQI_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(60);
        let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
        let damage = prop_oneof![3 => Just(0_usize), 2 => Just(1), 1 => Just(2)];
        let tried = runner.run(&(damage, Damage::strategy()), |(which, damage)| {
            clear(folder);
            for (name, bytes) in &left {
                let bytes = if *name == ways[which] { damage.done(bytes) } else { Some(bytes.clone()) };
                bytes.into_iter().for_each(|bytes| std::fs::write(folder.join(name), bytes).unwrap());
            }
            let resumed = huiqi(folder, &[batch(out), vec!["--resume"]].concat());
            let now = files(folder);
            match resumed.status.code() {
                Some(0) => prop_assert!(now == whole, "{}: other bytes", ways[which]),
                Some(2) => prop_assert!(!resumed.stderr.is_empty() && !now.contains_key(out), "{}", said(&resumed)),
                _ => prop_assert!(false, "{}: {}: {}", ways[which], resumed.status, said(&resumed)),
            }
            Ok(())
        });
        tried.unwrap_or_else(|error| panic!("{out}: {error}"));
    }
}
