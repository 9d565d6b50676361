//! The engine against the second implementation of the law (`tests/reference`): to the fen, on every line, without tolerance.
//!
//! `HUIQI_CASES=1000000 cargo test --release --test differential` compares a million businesses; docs/reference.md has the rest.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod draw;
mod edges;
mod exhaustive;
mod mutants;
#[path = "../common/unread.rs"]
mod unread;
mod write;

use huiqi::{Amounts, Date, Form, Line, Pack, Profile, Rules, Vocabulary};
use huiqi_reference::{Decimal, Facts, Outcome};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| Pack::embedded().unwrap_or_else(|error| panic!("{error}")))
}

type Known = (i32, u32, Option<(i32, u32, u32)>);

/// The rules of a year and place as known on a day, resolved once.
fn rules(f: &Facts) -> Result<Arc<Rules>, String> {
    static RULES: OnceLock<Mutex<HashMap<Known, Arc<Rules>>>> = OnceLock::new();
    let key = (f.year, f.place, f.known_on);
    let mut resolved = RULES.get_or_init(Mutex::default).lock().expect("not poisoned");
    if let Some(rules) = resolved.get(&key) {
        return Ok(Arc::clone(rules));
    }
    let known_on = f.known_on.map(|(y, m, d)| Date::from_ymd_opt(y, m, d).expect("a day"));
    let rules = Arc::new(pack().rules(f.year, f.place, known_on).map_err(|error| error.to_string())?);
    resolved.insert(key, Arc::clone(&rules));
    Ok(rules)
}

/// What the engine says of the same facts, given as a file.
fn engine(f: &Facts) -> Result<Amounts, String> {
    let profile = Profile::parse(&write::profile(f), "generated.toml", pack()).map_err(|error| error.to_string())?;
    let form = Form::from_key(write::form(f.as_form)).expect("a form");
    huiqi::amounts(&*rules(f)?, &profile, form).map_err(|error| error.to_string())
}

fn sums(a: &Amounts, r: &Outcome) -> [(&'static str, Decimal, Decimal); 11] {
    [
        ("receipts", a.receipts.to_decimal(), r.receipts),
        ("revenue", a.revenue.to_decimal(), r.revenue),
        ("costs", a.costs.to_decimal(), r.costs),
        ("rent waived", a.rent_waived.to_decimal(), r.rent_waived),
        ("grants", a.grants.to_decimal(), r.grants),
        ("deed tax", a.deed_tax.to_decimal(), r.deed_tax),
        ("undistributed", a.undistributed.to_decimal(), r.undistributed),
        ("tax when drawn", a.tax_when_drawn.to_decimal(), r.tax_when_drawn),
        ("profit", a.profit.to_decimal(), r.profit),
        ("total", a.total().to_decimal(), r.total()),
        ("net to owner", a.net_to_owner().to_decimal(), r.net_to_owner()),
    ]
}

/// Every figure on which they differ, as a table of both; `Ok` when there is none.
fn compare(f: &Facts) -> Result<(), String> {
    let amounts = engine(f).map_err(|error| format!("the engine refuses it: {error}"))?;
    difference(&amounts, f)
}

fn difference(amounts: &Amounts, f: &Facts) -> Result<(), String> {
    let reference = huiqi_reference::assess(f);
    let mut differing = String::new();
    for ((line, tax), (due, relief)) in amounts.lines.iter().zip(reference.lines) {
        for (what, engine, reference) in [("due", tax.due, due), ("relief", tax.relief, relief), ("payable", tax.payable(), due - relief)] {
            if engine.to_decimal() != reference {
                let _ = writeln!(differing, "{} {what}: engine {}, reference {reference}", line.key(), engine.to_decimal());
            }
        }
    }
    for (what, engine, reference) in sums(amounts, &reference) {
        if engine != reference {
            let _ = writeln!(differing, "{what}: engine {engine}, reference {reference}");
        }
    }
    if differing.is_empty() { Ok(()) } else { Err(differing) }
}

/// The whole of a difference: the profile, what differs, and all lines of both.
fn report(f: &Facts) -> String {
    let mut out = format!("\nassessed as {}, known on {:?}\n{}\n", write::form(f.as_form), f.known_on, write::profile(f));
    let differing = compare(f).err().unwrap_or_default();
    let reference = huiqi_reference::assess(f);
    let _ = writeln!(out, "--- differs\n{differing}\n--- all lines: engine due, relief; reference due, relief");
    let Ok(amounts) = engine(f) else { return out };
    for ((line, tax), (due, relief)) in amounts.lines.iter().zip(reference.lines) {
        let _ = writeln!(out, "{:26} {:>16} {:>16} | {due:>16} {relief:>16}", line.key(), tax.due.plain(), tax.relief.plain());
    }
    for (what, engine, reference) in sums(&amounts, &reference) {
        let _ = writeln!(out, "{what:26} {engine:>33} | {reference:>33}");
    }
    out
}

fn check(f: &Facts) {
    if compare(f).is_err() {
        panic!("{}", report(f));
    }
}

/// As [`check`], where the engine has been asked already.
fn agree_with(amounts: &Amounts, f: &Facts) {
    if difference(amounts, f).is_err() {
        panic!("{}", report(f));
    }
}

/// Checks cases 0 to `count` on all processors.
fn agree(count: usize, case: impl Fn(usize) -> Facts + Sync) {
    in_threads(count, 64, |indices| indices.for_each(|index| check(&case(index))));
}

/// Gives out ranges of `chunk` indices to all processors; the first panic ends the others and the test.
fn in_threads(count: usize, chunk: usize, work: impl Fn(std::ops::Range<usize>) + Sync) {
    let next = AtomicUsize::new(0);
    let failed = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let run = || {
            loop {
                let from = next.fetch_add(chunk, Ordering::Relaxed);
                if from >= count || failed.load(Ordering::Relaxed) > 0 {
                    return;
                }
                let range = from..count.min(from + chunk);
                if let Err(panic) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(range))) {
                    failed.fetch_add(1, Ordering::Relaxed);
                    std::panic::resume_unwind(panic);
                }
            }
        };
        // A strategy is as deep as the facts are many: deeper than the usual stack of a thread.
        let thread = || std::thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, run).expect("a thread");
        let threads: Vec<_> = (0..std::thread::available_parallelism().map_or(1, usize::from)).map(|_| thread()).collect();
        for thread in threads {
            if let Err(panic) = thread.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
}

/// Whether `HUIQI_EXHAUSTIVE` asks for every step instead of some.
fn exhaustively() -> bool {
    std::env::var_os("HUIQI_EXHAUSTIVE").is_some()
}

/// The lines of both, in the same order under the same names.
#[test]
fn the_lines_are_the_same() {
    assert_eq!(Line::ALL.len(), huiqi_reference::Outcome::default().lines.len());
    assert_eq!(Line::ALL[huiqi_reference::Line::IitWage as usize], Line::IitWage);
    assert_eq!(Line::ALL[huiqi_reference::Line::FarmlandOccupation as usize], Line::FarmlandOccupation);
}

/// How many cases `HUIQI_CASES` asks for, or this many.
fn cases(usual: u32) -> u32 {
    std::env::var("HUIQI_CASES").map_or(usual, |asked| asked.parse().expect("HUIQI_CASES is a number"))
}

/// Generated businesses, in chunks with a seed each: the same ones on every machine, whatever the number of threads.
#[test]
fn generated_businesses_agree() {
    const CHUNK: u32 = 500;
    let chunks = cases(20_000).div_ceil(CHUNK) as usize;
    in_threads(chunks, 1, |range| {
        for chunk in range {
            let mut seed = [0; 32];
            seed[..8].copy_from_slice(&(chunk as u64).to_le_bytes());
            let config = Config { cases: CHUNK, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
            let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
            match runner.run(&draw::business(), |facts| compare(&facts).map_err(TestCaseError::fail)) {
                Ok(()) => {}
                Err(TestError::Fail(_, facts)) => panic!("chunk {chunk}: {}", report(&facts)),
                Err(abort) => panic!("chunk {chunk}: {abort}"),
            }
        }
    });
}
