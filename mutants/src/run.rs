//! Each mutant against the tests that reach it until one fails, first those that notice most for their time.

use crate::copy::Copy;
use crate::place::Mutant;
use crate::{Asked, TESTS, Trouble, fail, hash};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, mpsc};
use std::time::Duration;

/// A part of a test program, or one test of a slow part.
pub struct Test {
    name: String,
    path: PathBuf,
    /// Arguments that choose the test.
    only: Vec<String>,
    seconds: f64,
    /// Mutants noticed and tried so far, by file.
    noticed: Mutex<HashMap<String, (f64, f64)>>,
    reached: HashSet<u32>,
    /// Changes when its source does.
    stamp: String,
}

/// What became of a mutant; `by` names a test, or the tests that noticed nothing.
#[derive(Clone)]
pub struct Outcome {
    pub what: String,
    pub by: String,
}

pub const CAUGHT: &str = "caught";
pub const TIMED_OUT: &str = "timed out";
pub const MISSED: &str = "missed";

/// What a test noticed in whatever file.
const ALL_FILES: &str = "";

/// Asks for one test, and none whose name begins so.
const EXACT: &str = "--exact";

/// A part that takes longer than so many seconds (of processor time, as everywhere here) is run test by test.
const SLOW: f64 = 2.0;

/// So many tests are tried one by one; those after them, which seldom notice anything, share a process, for most of the time of a test
/// goes into loading the policies.
const ALONE: usize = 2;

/// The most seconds of tests in one process.
const SHARED: f64 = 4.0;

/// Runs the chosen tests of a program up to the first failure, and names it.
fn passes(root: &Path, path: &Path, only: &[&str], limit: u64, variable: (&str, &str)) -> Result<(&'static str, String), Trouble> {
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -v 6000000; ulimit -t $0; exec \"$@\" --test-threads=1 --skip every_figure_nudged"])
        .arg(limit.to_string())
        .arg(path)
        .args(only)
        .env(variable.0, variable.1)
        // The same businesses for every mutant, none kept from one to the next, and no time spent on a smaller one.
        .envs([("PROPTEST_RNG_SEED", "1"), ("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true"), ("PROPTEST_MAX_SHRINK_ITERS", "0")])
        .envs([("HUIQI_CASES", "60"), ("INSTA_UPDATE", "no"), ("RAYON_NUM_THREADS", "1")])
        .env("INSTA_WORKSPACE_ROOT", root)
        .env("CARGO_MANIFEST_DIR", root)
        .current_dir(root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()?;
    let (say, heard) = mpsc::channel();
    let out = child.stdout.take().ok_or("no output")?;
    std::thread::spawn(move || {
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let failed = lines.find_map(|line| Some(line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?.to_string()));
        let _ = say.send(failed);
    });
    // Who waits uses no processor: on the clock there is a limit as well, far off since the machine may be busy.
    let failed = heard.recv_timeout(Duration::from_secs(60 * limit));
    if failed != Ok(None) {
        // The whole group: a test of the command has started it.
        Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status()?;
    }
    let status = child.wait()?;
    Ok(match failed {
        Err(_) => (TIMED_OUT, String::new()),
        Ok(None) if status.success() => (MISSED, String::new()),
        Ok(None) if status.signal().is_some_and(|signal| [9, 24].contains(&signal)) => (TIMED_OUT, String::new()),
        Ok(name) => (CAUGHT, name.unwrap_or_default()),
    })
}

/// Runs every test without a mutant: it must pass; what it takes and what it reaches is noted.
pub fn prepare(copy: &Copy, asked: &Asked, built: Vec<(String, PathBuf)>) -> Result<Vec<Test>, Trouble> {
    let mut tests = Vec::new();
    let library = sources(&copy.root, "", "src")? as u32;
    for (program, path) in built {
        // The library's own tests are one part.
        let parts = TESTS.iter().find(|(name, _)| *name == program).map_or(&["src"][..], |(_, parts)| parts);
        for part in parts {
            let stamp = format!("{:08x}", sources(&copy.root, &program, part)? as u32);
            let filter = if *part == "src" { Vec::new() } else { vec![format!("{part}::")] };
            let whole = baseline(copy, asked, &format!("{program}::{part}"), &path, &filter, (library, &stamp))?;
            if whole.seconds <= SLOW {
                tests.push(whole);
                continue;
            }
            let listed = Command::new(&path).args(["--list", "--format", "terse"]).args(&filter).current_dir(&copy.root).output()?;
            let listed = String::from_utf8(listed.stdout)?;
            for test in listed.lines().filter_map(|line| line.strip_suffix(": test")).filter(|test| !test.contains("every_figure_nudged")) {
                let only = [EXACT.to_string(), test.to_string()];
                tests.push(baseline(copy, asked, &format!("{program}::{test}"), &path, &only, (library, &stamp))?);
            }
        }
    }
    Ok(tests)
}

/// One of them; kept for the next run.
fn baseline(copy: &Copy, asked: &Asked, name: &str, path: &Path, only: &[String], (library, stamp): (u32, &str)) -> Result<Test, Trouble> {
    let (file, noted) = (asked.scratch.join("reached"), asked.scratch.join(format!("reached-{name}")));
    // A test elsewhere in the program changes nothing of what this one reaches.
    let version = format!("{library:08x} {stamp}");
    if !std::fs::read_to_string(&noted).is_ok_and(|text| text.lines().next() == Some(&version)) {
        let _ = std::fs::remove_file(&file);
        let start = processor()?;
        let only: Vec<&str> = only.iter().map(String::as_str).collect();
        if passes(&copy.root, path, &only, 1800, ("HUIQI_REACHED", &file.to_string_lossy()))?.0 != MISSED {
            return fail(format!("{name} fails without a mutant: {}", path.display()));
        }
        let places = std::fs::read_to_string(&file).unwrap_or_default();
        std::fs::write(&noted, format!("{version}\n{}\n{places}", processor()? - start))?;
    }
    let text = std::fs::read_to_string(&noted)?;
    let seconds: f64 = text.lines().nth(1).unwrap_or_default().parse()?;
    let places = text.lines().skip(2).filter_map(|line| copy.places.get(&line.parse().ok()?));
    let reached: HashSet<u32> = places.flatten().copied().collect();
    eprintln!("{name}: {seconds:.1} s, reaches {} mutants", reached.len());
    Ok(Test {
        name: name.to_string(),
        path: path.to_path_buf(),
        only: only.to_vec(),
        seconds,
        noticed: Mutex::default(),
        reached,
        stamp: format!("{name}@{stamp}"),
    })
}

/// Seconds of processor time of all processes that this one has waited for.
fn processor() -> Result<f64, Trouble> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let ticks: Vec<f64> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(13).take(2).flat_map(str::parse).collect();
    Ok(ticks.iter().sum::<f64>() / 100.0)
}

/// A number of the text of a part: `tests/PROGRAM/PART*`, its data in `tests/PART/` and what the tests share; the library and its
/// policies for its own.
fn sources(root: &Path, program: &str, part: &str) -> Result<u64, Trouble> {
    let listed = Command::new("find").args(["tests", "src", "policies", "-type", "f"]).current_dir(root).output()?;
    let listed = String::from_utf8(listed.stdout)?;
    let own = if part == "src" {
        vec!["src/".to_string(), "policies/".to_string()]
    } else {
        vec![format!("tests/{program}/{part}"), format!("tests/{part}/")]
    };
    let of_test = |path: &&str| own.iter().any(|own| path.starts_with(own)) || path.starts_with("tests/common/");
    let mut paths: Vec<&str> = listed.lines().filter(of_test).collect();
    paths.sort();
    let contents: Vec<Vec<u8>> = paths.into_iter().map(|path| std::fs::read(root.join(path))).collect::<Result<_, _>>()?;
    Ok(hash(contents))
}

/// Tries each mutant that has no result yet.
pub fn all(
    copy: &Copy,
    asked: &Asked,
    texts: &BTreeMap<String, String>,
    tests: &[Test],
    wanted: &[&Mutant],
) -> Result<HashMap<String, Outcome>, Trouble> {
    let path = asked.scratch.join("results.tsv");
    let mut results: HashMap<String, Outcome> = HashMap::new();
    let name = |mutant: &Mutant| format!("{:08x} {}", hash(&texts[&mutant.file]) as u32, mutant.key);
    for line in std::fs::read_to_string(&path).unwrap_or_default().lines() {
        if let [key, what, by] = line.split('\t').collect::<Vec<_>>()[..] {
            results.insert(key.to_string(), Outcome { what: what.to_string(), by: by.to_string() });
        }
    }
    let left: Vec<&&Mutant> = wanted.iter().filter(|mutant| !copy.left_out.contains_key(&mutant.number)).collect();
    let queue = Mutex::new(left.iter().filter(|mutant| results.get(&name(mutant)).is_none_or(|outcome| outcome.what == MISSED)));
    let file = Mutex::new(std::fs::OpenOptions::new().create(true).append(true).open(&path)?);
    let work = || -> Result<Vec<(String, Outcome)>, String> {
        let mut done = Vec::new();
        while let Some(mutant) = { queue.lock().map_err(|e| e.to_string())?.next() } {
            let key = name(mutant);
            let outcome = one(copy, asked, tests, mutant, results.get(&key)).map_err(|e| e.to_string())?;
            let line = format!("{key}\t{}\t{}\n", outcome.what, outcome.by);
            file.lock().map_err(|e| e.to_string())?.write_all(line.as_bytes()).map_err(|e| e.to_string())?;
            done.push((key, outcome));
        }
        Ok(done)
    };
    let done: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..asked.jobs).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join()).collect()
    });
    for thread in done {
        results.extend(thread.map_err(|_| "a thread panicked")??);
    }
    Ok(wanted.iter().filter_map(|mutant| Some((mutant.key.clone(), results.get(&name(mutant))?.clone()))).collect())
}

fn one(copy: &Copy, asked: &Asked, tests: &[Test], mutant: &Mutant, before: Option<&Outcome>) -> Result<Outcome, Trouble> {
    let passed: HashSet<&str> = before.map_or_else(HashSet::new, |outcome| outcome.by.split(' ').collect());
    let mut nothing = Vec::new();
    let mut tests: Vec<&Test> = tests.iter().filter(|test| test.seconds <= asked.within && test.reached.contains(&mutant.number)).collect();
    // Cheap ones first that have noticed much in this file; at first, in all files.
    let worth = |test: &Test| {
        let of = |file: &str| test.noticed.lock().map_or((0.0, 0.0), |all| all.get(file).copied().unwrap_or_default());
        let ((in_all, tried_in_all), (noticed, tried)) = (of(ALL_FILES), of(&mutant.file));
        (noticed + (in_all + 1.0) / (tried_in_all + 2.0)) / (tried + 1.0) / (test.seconds + 0.03)
    };
    tests.sort_by(|one, other| worth(other).total_cmp(&worth(one)));
    let (alone, others) = tests.split_at(ALONE.min(tests.len()));
    let mut rounds: Vec<Vec<&Test>> = alone.iter().map(|test| vec![*test]).collect();
    for test in others {
        match rounds.iter_mut().skip(alone.len()).find(|round| round[0].path == test.path && seconds(round) + test.seconds <= SHARED) {
            Some(round) => round.push(test),
            None => rounds.push(vec![test]),
        }
    }
    for round in rounds {
        nothing.extend(round.iter().map(|test| test.stamp.as_str()));
        let left: Vec<&Test> = round.into_iter().filter(|test| !passed.contains(test.stamp.as_str())).collect();
        let Some(first) = left.first() else { continue };
        let limit = (10.0 * seconds(&left)).max(3.0) as u64;
        // Of several tests each name stands for all that begin so: one more does no harm.
        let words = left.iter().flat_map(|test| &test.only).map(String::as_str);
        let only: Vec<&str> = words.filter(|word| left.len() == 1 || *word != EXACT).collect();
        let (what, failed) = passes(&copy.root, &first.path, &only, limit, ("HUIQI_MUTANT", &mutant.number.to_string()))?;
        let by = left.iter().find(|test| test.only.iter().any(|word| failed.starts_with(word.as_str()))).unwrap_or(first);
        for test in &left {
            let noticed_it = what != MISSED && test.name == by.name;
            // Those after the one that failed were not run.
            let ran = what == MISSED || noticed_it;
            if let Ok(mut all) = test.noticed.lock() {
                for file in [ALL_FILES, &mutant.file] {
                    let (noticed, tried) = all.entry(file.to_string()).or_default();
                    (*noticed, *tried) = (*noticed + f64::from(u8::from(noticed_it)), *tried + f64::from(u8::from(ran)));
                }
            }
        }
        if what != MISSED {
            return Ok(Outcome { what: what.to_string(), by: by.name.clone() });
        }
    }
    Ok(Outcome { what: MISSED.to_string(), by: nothing.join(" ") })
}

fn seconds(tests: &[&Test]) -> f64 {
    tests.iter().map(|test| test.seconds).sum()
}
