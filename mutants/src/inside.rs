//! Compiled into the copy under test: which mutant this process runs as. `HUIQI_MUTANT` is its number; with `HUIQI_REACHED`,
//! a file, nothing is changed and the places that were reached are written there, a number a line.

use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

const RECORDING: u32 = u32::MAX - 1;
const UNREAD: u32 = u32::MAX;
static ACTIVE: AtomicU32 = AtomicU32::new(UNREAD);
static REACHED: [AtomicBool; 16384] = [const { AtomicBool::new(false) }; 16384];

/// The mutant to be here; 0, none, where the compiler computes a constant.
#[inline]
pub(crate) const fn at(place: u32) -> u32 {
    core::intrinsics::const_eval_select((place,), in_constant, running)
}

const fn in_constant(_: u32) -> u32 {
    0
}

#[inline]
fn running(place: u32) -> u32 {
    match ACTIVE.load(Relaxed) {
        UNREAD | RECORDING => unusual(place),
        mutant => mutant,
    }
}

#[cold]
fn unusual(place: u32) -> u32 {
    if ACTIVE.load(Relaxed) == UNREAD {
        let mutant = told("HUIQI_MUTANT").map_or(0, |number| number.parse().unwrap());
        ACTIVE.store(if told("HUIQI_REACHED").is_some() { RECORDING } else { mutant }, Relaxed);
        return running(place);
    }
    if !REACHED[place as usize].load(Relaxed) && !REACHED[place as usize].swap(true, Relaxed) {
        let path = told("HUIQI_REACHED").unwrap();
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        file.write_all(format!("{place}\n").as_bytes()).unwrap();
    }
    0
}

/// A variable of this process, or of the test that started it: a test of the command clears the environment.
fn told(variable: &str) -> Option<String> {
    let of_parent = || {
        let all = std::fs::read(format!("/proc/{}/environ", std::os::unix::process::parent_id())).ok()?;
        let mut all = all.split(|byte| *byte == 0).filter_map(|one| std::str::from_utf8(one).ok()?.split_once('='));
        all.find(|(name, _)| *name == variable).map(|(_, value)| value.to_string())
    };
    std::env::var(variable).ok().or_else(of_parent)
}
