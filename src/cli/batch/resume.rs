//! What a run writes down as it goes, so that a killed one can be taken up again: which question it was, and after each
//! chunk how far everything had come. One JSON object a line; a line that was torn counts for nothing.

use super::args::{BatchArgs, FileFormat};
use super::input::Place;
use super::{Failure, say};
use huiqi::batch::Options;
use huiqi::{Lang, Pack};
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// The question and the file it is put to. A run goes on only from one with the same.
#[derive(Debug, PartialEq)]
pub(super) struct Identity(Value);

/// How much of a file is looked at to know it again.
const HEAD: u64 = 1 << 16;

impl Identity {
    /// Of a run that is never resumed.
    pub(super) fn none() -> Identity {
        Identity(Value::Null)
    }

    /// Of a run.
    pub(super) fn of(args: &BatchArgs, options: &Options, pack: &Pack, format: FileFormat) -> Result<Identity, Failure> {
        if args.input == Path::new("-") {
            return Ok(Identity::none());
        }
        let failed = |error: std::io::Error| Failure::io(&args.input, error);
        let file = std::fs::File::open(&args.input).map_err(failed)?;
        let metadata = file.metadata().map_err(failed)?;
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let mut head = Vec::new();
        file.take(HEAD).read_to_end(&mut head).map_err(failed)?;
        Ok(Identity(json!({
            "version": env!("CARGO_PKG_VERSION"),
            "pack": pack.hash(),
            "input": args.input.display().to_string(),
            "bytes": metadata.len(),
            "modified": modified.map(|time| time.as_nanos().to_string()),
            "head": huiqi::batch::fingerprint(&head),
            "from": format!("{:?}", args.from),
            "to": format!("{format:?}"),
            "options": format!("{options:?}"),
            "chunk_rows": args.chunk_rows,
        })))
    }

    fn line(&self) -> String {
        format!("{}\n", self.0)
    }

    /// What is not the same in another.
    fn differs(&self, other: &Value) -> Option<String> {
        let fields = self.0.as_object()?;
        fields.iter().find(|(key, value)| other.get(key.as_str()) != Some(value)).map(|(key, _)| key.clone())
    }
}

/// How far a run had come after a chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Mark {
    pub(super) place: Place,
    /// Bytes of results and of errors.
    pub(super) part: u64,
    pub(super) errors_part: u64,
    pub(super) errors: u64,
}

impl Mark {
    pub(super) fn line(&self) -> String {
        let Mark { place, part, errors_part, errors } = self;
        format!("{}\n", json!({ "at": place.at, "rows": place.rows, "part": part, "errors_part": errors_part, "errors": errors }))
    }

    fn read(line: &str) -> Option<Mark> {
        let value: Value = serde_json::from_str(line).ok()?;
        let number = |key: &str| value.get(key).and_then(Value::as_u64);
        let place = Place { at: number("at")?, rows: number("rows")? };
        Some(Mark { place, part: number("part")?, errors_part: number("errors_part")?, errors: number("errors")? })
    }
}

/// What a killed run left.
pub(super) struct Left {
    pub(super) marks: Vec<Mark>,
    /// Length of the log up to the last whole line.
    pub(super) log: u64,
}

/// The first line of a new log.
pub(super) fn begin(identity: &Identity) -> String {
    identity.line()
}

/// What a killed run left, if anything; refused when it was of another question.
pub(super) fn left(log: &Path, identity: &Identity, lang: Lang) -> Result<Option<Left>, Failure> {
    let Ok(text) = std::fs::read_to_string(log) else { return Ok(None) };
    let whole = text.rfind('\n').map_or("", |end| text.get(..=end).unwrap_or_default());
    let mut lines = whole.lines();
    let Some(Ok(first)) = lines.next().map(serde_json::from_str::<Value>) else { return Ok(None) };
    if let Some(key) = identity.differs(&first) {
        return Err(Failure::usage(say(
            lang,
            format!("--resume: the run that was stopped had another `{key}`; run without --resume to start anew ({})", log.display()),
            format!("--resume：中断的那次运行的 `{key}` 与这次不同；去掉 --resume 可重新开始（{}）", log.display()),
        )));
    }
    let mut length = first_line(whole);
    let mut marks = Vec::new();
    for line in lines {
        let Some(mark) = Mark::read(line) else { break };
        marks.push(mark);
        length += line.len() as u64 + 1;
    }
    Ok(Some(Left { marks, log: length }))
}

fn first_line(text: &str) -> u64 {
    text.find('\n').map_or(0, |end| end as u64 + 1)
}
