//! Reading a file so that every problem is reported at once, each at its place.
//!
//! A derived deserializer stops at the first error and reads numbers as binary floats. This reader walks the [tree] of a TOML or
//! JSON file, refuses unknown keys with a suggestion, and goes on.
//!
//! [tree]: crate::base::tree

use crate::base::encoding::decode;
use crate::base::error::{At, Problem, Source};
use crate::base::message::{Broken, Message};
use crate::base::packed;
pub(crate) use crate::base::section::{Reading, Section, UNKNOWN};
use crate::base::tree::{self, Fields};
use crate::base::typed::mend;
pub(crate) use crate::base::values::{
    Fault, Parsed, Shape, Value, amount, area, count, date, list, placed, rate, signed_amount, text, truth, word, year_within,
};
use std::io::Read;

/// How large a file may be, in bytes.
pub(crate) const MAX_FILE: usize = 4 * 1024 * 1024;

/// Reads a file as text, unless it is too large to be meant. What it says of its size is not relied on.
pub(crate) fn read_file(path: &std::path::Path) -> Result<String, Problem> {
    let file = path.display().to_string();
    let cannot = |error: std::io::Error| Problem::new(Message::CannotRead { file: file.clone(), reason: Broken::of_io(&error) });
    // A shell hands on what another command writes as `/dev/fd/63`; a named pipe may never be written to.
    if !std::fs::metadata(path).map_err(cannot)?.is_file() && !path.starts_with("/dev/fd") && path != std::path::Path::new("/dev/stdin") {
        return Err(Problem::new(Message::NotAFile { file: file.clone() }));
    }
    let mut bytes = Vec::new();
    let most = (MAX_FILE as u64).saturating_add(1);
    std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() > MAX_FILE {
        return Err(Problem::new(Message::FileTooLarge { file: file.clone(), limit: MAX_FILE }));
    }
    decode(bytes).ok_or_else(|| Problem::new(Message::NotUtf8 { file: file.clone() }))
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Toml,
    /// TOML as people type it: a profile. A policy file is TOML to the letter.
    Typed,
    Json,
}

/// Where what is missing in a file is shown.
fn first_line(source: &Source) -> At {
    (0..source.text().find('\n').unwrap_or(source.text().len())).into()
}

fn not_toml(not: tree::NotATree) -> (Message, At) {
    (Message::NotToml { reason: Broken::of_parser(not.reason) }, not.at)
}

impl Reading<'_> {
    /// Parses a TOML file, if it was not while building, and hands its root table to `read`. Whatever was wrong is in the second part.
    pub(crate) fn run<T>(source: &Source, read: impl FnOnce(&Section<'_>) -> Option<T>) -> (Option<T>, Vec<Problem>) {
        match source.tree().and_then(|tree| packed::fields(source.text(), tree)) {
            Some(fields) => Reading::of(Some(source)).read(&fields, first_line(source), read),
            None => Reading::run_as(Syntax::Toml, source, |_| (), read),
        }
    }

    /// As [`Reading::run`], for a file of either syntax, in which `fill_in` may put what is left out.
    pub(crate) fn run_as<T>(
        syntax: Syntax,
        source: &Source,
        fill_in: impl FnOnce(&mut Fields<'_>),
        read: impl FnOnce(&Section<'_>) -> Option<T>,
    ) -> (Option<T>, Vec<Problem>) {
        let reading = Reading::of(Some(source));
        if source.text().len() > MAX_FILE {
            reading.report(Message::FileTooLarge { file: source.name().to_string(), limit: MAX_FILE }.into(), "", At::default());
            return (None, reading.into_problems());
        }
        let as_it_stands = match syntax {
            Syntax::Json => tree::json(source.text()).map_err(|not| (Message::NotJson { reason: Broken::of_parser(not.reason) }, not.at)),
            Syntax::Toml | Syntax::Typed => tree::toml(source.text()).map_err(not_toml),
        };
        let mended;
        let parsed = match as_it_stands {
            // What is not TOML as it stands is read as it was meant, if that is certain.
            Err(_) if syntax == Syntax::Typed => {
                mended = mend(source.text());
                let typed = |at: At| At::from(mended.typed(at.range().start)..mended.typed(at.range().end));
                let not = |not: tree::NotATree| not_toml(tree::NotATree { at: typed(not.at), ..not });
                tree::toml(&mended.text).map(|fields| fields.moved(&typed)).map_err(not)
            }
            other => other,
        };
        match parsed {
            Ok(mut fields) => {
                fill_in(&mut fields);
                reading.read(&fields, first_line(source), read)
            }
            Err((message, at)) => {
                reading.report(message.into(), "", at);
                (None, reading.into_problems())
            }
        }
    }

    /// As [`Reading::run`], for the facts of a program: problems then have a path and no place.
    pub(crate) fn of_tree<T>(fields: &Fields<'_>, read: impl FnOnce(&Section<'_>) -> Option<T>) -> (Option<T>, Vec<Problem>) {
        Reading::of(None).read(fields, At::default(), read)
    }
}
