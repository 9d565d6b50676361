//! A register of businesses at once: one at a time is open. Its file is handed over, slices are asked for until nothing is left, then
//! what was found.

use super::{handed_out, pack, taken};
use huiqi::register::{InMemory, Mapping, Options, template_csv};
use huiqi::{Lang, Problem, report};
use serde_json::Value;
use std::sync::{Mutex, PoisonError};

static OPEN: Mutex<Option<InMemory<'static>>> = Mutex::new(None);

fn with(answer: impl FnOnce(&mut InMemory<'static>) -> String) -> u64 {
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    handed_out(open.as_mut().map(answer).unwrap_or_default())
}

fn problems(sentences: &[String]) -> String {
    serde_json::json!({ "problems": sentences }).to_string()
}

/// What a mapping is called in the places of its problems.
const MAP: &str = "map.toml";

/// A problem with the line where it stands.
fn placed(problem: &Problem, lang: Lang) -> String {
    let text = problem.text(lang);
    problem.place().map_or_else(|| text.clone(), |(file, line, _)| format!("{file}:{line}: {text}"))
}

/// Takes over bytes that were handed in.
///
/// # Safety
/// They are those of one `allocate`, written by the caller.
unsafe fn bytes_of(start: *mut u8, length: usize) -> Vec<u8> {
    // SAFETY: the caller's promise.
    unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(start, length)) }.into_vec()
}

fn lang(chinese: u32) -> Lang {
    if chinese == 1 { Lang::Zh } else { Lang::En }
}

/// Opens the register whose bytes these are, XLSX or CSV in UTF-8, for answers in Chinese (1) or English (0): how far it has come, as
/// JSON, or `problems`. `told` is JSON, `{"columns": "a mapping", "year": 2024}`: what the columns are called there, and the year of every
/// row, each where it is told.
///
/// # Safety
/// Bytes and JSON are each those of one `allocate`, written by the caller.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open_register(start: *mut u8, length: usize, told: *mut u8, told_length: usize, chinese: u32) -> u64 {
    // SAFETY: the caller's promise.
    let (bytes, told) = unsafe { (bytes_of(start, length), taken(told, told_length)) };
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let pack = match pack() {
        Ok(pack) => pack,
        Err(error) => return handed_out(report::error_json(error)),
    };
    let lang = lang(chinese);
    let told: Value = serde_json::from_str(&told).unwrap_or_default();
    let year = told.get("year").and_then(Value::as_i64).and_then(|year| i32::try_from(year).ok());
    let mapping = told.get("columns").and_then(Value::as_str).map_or_else(|| Ok(Mapping::default()), |text| Mapping::parse(text, MAP));
    let opened = mapping
        .map_err(|error| error.problems().iter().map(|problem| placed(problem, lang)).collect())
        .and_then(|mapping| InMemory::open_mapped(pack, bytes, Options { lang, year, ..Options::default() }, mapping));
    handed_out(match opened {
        Ok(register) => {
            let progress = register.progress_json();
            *open = Some(register);
            progress
        }
        Err(sentences) => problems(&sentences),
    })
}

/// What the columns of a file may mean whose names are not ours, as JSON, or `problems`. Nothing where they are ours.
///
/// # Safety
/// The bytes are those of one `allocate`, written by the caller.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guess_columns(start: *mut u8, length: usize, chinese: u32) -> u64 {
    // SAFETY: the caller's promise.
    let bytes = unsafe { bytes_of(start, length) };
    handed_out(InMemory::guesses_json(&bytes, lang(chinese)).map_or_else(|sentences| problems(&sentences), Option::unwrap_or_default))
}

/// Assesses the next slice: how far it has come, as JSON, or `problems`. Nothing where nothing is left.
#[unsafe(no_mangle)]
pub extern "C" fn next_slice() -> u64 {
    with(|register| match register.advance() {
        Ok(true) => register.progress_json(),
        Ok(false) => String::new(),
        Err(error) => problems(&[error.to_string()]),
    })
}

/// The first results, the rows without one and the summary, as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn register_found() -> u64 {
    with(|register| register.found_json())
}

/// All results as CSV.
#[unsafe(no_mangle)]
pub extern "C" fn register_results() -> u64 {
    // The bytes are of the library's own making: UTF-8.
    with(|register| String::from_utf8_lossy(register.results_csv()).into_owned())
}

/// All rows without a result as CSV.
#[unsafe(no_mangle)]
pub extern "C" fn register_errors() -> u64 {
    with(|register| register.errors_csv())
}

/// A register to fill in, as CSV.
#[unsafe(no_mangle)]
pub extern "C" fn register_template(chinese: u32) -> u64 {
    handed_out(pack().map(|pack| template_csv(pack, lang(chinese))).unwrap_or_default())
}
