//! huiqi as a WebAssembly module: text in, text out, no logic of its own.
//!
//! A caller asks [`allocate`] for room, writes UTF-8 into it and hands it over; every function answers with where its own text lies:
//! the address in the upper 32 bits, the length in the lower. [`release`] gives a text back. What comes out is JSON of huiqi, or its error
//! JSON.

#[cfg(feature = "register")]
mod register;

use huiqi::{Error, Found, Lang, Pack, Profile, Question, report};
use std::sync::OnceLock;

fn pack() -> Result<&'static Pack, &'static Error> {
    static PACK: OnceLock<Result<Pack, Error>> = OnceLock::new();
    PACK.get_or_init(Pack::embedded).as_ref()
}

/// Room for a text of this length.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// Gives a text back.
///
/// # Safety
/// `start` and `length` are those of one text that this module handed out and that was not given back.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn release(start: *mut u8, length: usize) {
    // SAFETY: the caller's promise.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(start, length)) });
}

/// Takes over a text that was handed in.
///
/// # Safety
/// As [`release`].
unsafe fn taken(start: *mut u8, length: usize) -> String {
    // SAFETY: the caller's promise.
    let bytes = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(start, length)) };
    // JavaScript encodes it: what is not UTF-8 cannot come from there.
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Where a text lies, for the caller to read and give back.
fn handed_out(text: String) -> u64 {
    let bytes = text.into_bytes().into_boxed_slice();
    let length = bytes.len() as u64;
    (Box::into_raw(bytes).cast::<u8>() as u64) << 32 | length
}

fn or_error(found: Result<String, Error>) -> u64 {
    handed_out(found.unwrap_or_else(|error| report::error_json(&error)))
}

fn of_pack(answer: impl FnOnce(&'static Pack) -> Result<String, Error>) -> u64 {
    or_error(match pack() {
        Ok(pack) => answer(pack),
        Err(error) => Err(error.clone()),
    })
}

/// Answers a question; see `huiqi schema question`.
///
/// # Safety
/// The text is one of [`allocate`], written by the caller.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ask(start: *mut u8, length: usize) -> u64 {
    // SAFETY: the caller's promise.
    let text = unsafe { taken(start, length) };
    of_pack(|pack| Ok(report::answer_json(&huiqi::ask(pack, &Question::from_json(&text, "question")?)?)))
}

/// The days of an answer that has some, as iCalendar: `{"question": …, "lang": "zh"}`, where the question asks `calendar` or `outlook`.
/// Other documents are left to the command and the service: the module stays small without them.
///
/// # Safety
/// As [`ask`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn days(start: *mut u8, length: usize) -> u64 {
    // SAFETY: the caller's promise.
    let text = unsafe { taken(start, length) };
    let asked: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let lang = if asked.get("lang").and_then(serde_json::Value::as_str) == Some("en") { Lang::En } else { Lang::Zh };
    let question = asked.get("question").map(ToString::to_string).unwrap_or_default();
    of_pack(|pack| {
        let answer = huiqi::ask(pack, &Question::from_json(&question, "question")?)?;
        let context = answer.context(lang);
        let document = match &answer.found {
            Found::FilingCalendar(calendar) => Some(report::filing_calendar(&context, calendar)),
            Found::Outlook(outlook) => {
                let context = report::Context { profile: &outlook.glance.profile, ..context };
                Some(report::filing_calendar(&context, &outlook.calendar))
            }
            _ => None,
        };
        Ok(document.and_then(|document| document.ics()).unwrap_or_default())
    })
}

/// The facts of a profile file, TOML or JSON, as JSON.
///
/// # Safety
/// As [`ask`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn profile(start: *mut u8, length: usize) -> u64 {
    // SAFETY: the caller's promise.
    let text = unsafe { taken(start, length) };
    of_pack(|pack| Ok(Profile::filled_in(&text, "file", pack)?.to_json()))
}

/// The trades that a text may mean.
///
/// # Safety
/// As [`ask`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn trades(start: *mut u8, length: usize) -> u64 {
    // SAFETY: the caller's promise.
    let text = unsafe { taken(start, length) };
    of_pack(|pack| Ok(report::trades_json(&text, &pack.classes().find_trades(&text))))
}

/// The places that a text may mean.
///
/// # Safety
/// As [`ask`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn places(start: *mut u8, length: usize) -> u64 {
    // SAFETY: the caller's promise.
    let text = unsafe { taken(start, length) };
    of_pack(|pack| Ok(report::places_json(&text, &pack.classes().find_places(&text))))
}

/// All measures of the pack.
#[unsafe(no_mangle)]
pub extern "C" fn measures() -> u64 {
    of_pack(|pack| Ok(report::measures_json(pack, pack.measures().iter())))
}

/// What this is: its version, the pack and the years that it covers.
#[unsafe(no_mangle)]
pub extern "C" fn about() -> u64 {
    of_pack(|pack| {
        let years = pack.years();
        let seen = pack.documents().iter().map(|document| document.checked_on).max();
        let about = serde_json::json!({
            "version": env!("CARGO_PKG_VERSION"), "pack": pack.hash(), "years": [years.start(), years.end()],
            "checked_on": seen.map(|day| day.to_string()), "place": pack.example_place(),
        });
        Ok(about.to_string())
    })
}
