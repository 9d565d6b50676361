//! What a run writes down as it goes, so that a killed one can be taken up again: which question it was, and after each
//! chunk how far everything had come. One JSON object a line, with a checksum of all that stands before it here and in the
//! parts: what was torn, cut or changed counts for nothing, and nothing after it.

use super::args::{BatchArgs, FileFormat};
use super::failure::{Failure, Trouble};
use super::input::FilePosition;
use super::opened::is_guess;
use huiqi::Pack;
use huiqi::register::Options;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

/// What the first line of a log says.
const MADE_BY: &str = "huiqi batch";

/// How it begins: with the first of its keys.
const BEGINS: [&str; 2] = ["{\"chunk_rows\":", "{\"made_by\":"];

/// How long a first line may be.
const FIRST_LINE: u64 = 1 << 16;

/// The question and the file it is put to. A run goes on only from one with the same.
#[derive(Debug, PartialEq)]
pub(super) struct Identity(Value);

impl Identity {
    /// Of a run that is never resumed.
    pub(super) fn none() -> Identity {
        Identity(json!({ "made_by": MADE_BY }))
    }

    /// Of a run.
    pub(super) fn of(args: &BatchArgs, options: &Options, pack: &Pack, format: FileFormat) -> Result<Identity, Failure> {
        if args.input == Path::new("-") {
            return Ok(Identity::none());
        }
        let content = sum_of(&args.input).map_err(|error| Failure::io(&args.input, error))?;
        let file = args.columns.as_deref().filter(|columns| !is_guess(columns));
        let mapping = file.map(|path| sum_of(path).map_err(|error| Failure::io(path, error))).transpose()?;
        Ok(Identity(json!({
            "made_by": MADE_BY,
            "version": env!("CARGO_PKG_VERSION"),
            "pack": pack.hash(),
            "input": args.input.display().to_string(),
            "content": content,
            "from": format!("{:?}", args.from),
            "sheet": args.sheet,
            "columns": mapping,
            "guess": args.columns.is_some() && mapping.is_none(),
            "ignore": args.ignore,
            "keep": args.keep,
            "strict": args.strict,
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

/// The CRC-32 of a file: of all of it, since a register may be changed behind its head.
fn sum_of(path: &Path) -> std::io::Result<u32> {
    let (mut file, mut hasher, mut block) = (File::open(path)?, crc32fast::Hasher::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut block)? {
            0 => return Ok(hasher.finalize()),
            count => hasher.update(block.get(..count).unwrap_or_default()),
        }
    }
}

/// How far a run had come after a chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Mark {
    pub(super) place: FilePosition,
    /// Bytes of results and of errors.
    pub(super) part: u64,
    pub(super) errors_part: u64,
    pub(super) errors: u64,
    /// CRC-32 of the first line, of all results and errors up to here, and of the figures of each mark.
    pub(super) sum: u32,
}

impl Mark {
    pub(super) fn line(&self) -> String {
        let Mark { place, part, errors_part, errors, sum } = self;
        format!(
            "{}\n",
            json!({ "at": place.at, "rows": place.rows, "part": part, "errors_part": errors_part, "errors": errors, "sum": sum })
        )
    }

    /// Takes bytes into the checksum.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        let mut hasher = crc32fast::Hasher::new_with_initial(self.sum);
        hasher.update(bytes);
        self.sum = hasher.finalize();
    }

    /// Takes the mark's own figures into its checksum.
    pub(super) fn seal(&mut self) {
        let Mark { place, part, errors_part, errors, .. } = *self;
        for figure in [place.at, place.rows, part, errors_part, errors] {
            self.add(&figure.to_le_bytes());
        }
    }

    /// Whether this mark, read from a log, is the one that follows `before`: of what is in the files next.
    fn follows(&self, before: &Mark, part: &mut impl Read, errors: &mut impl Read) -> bool {
        let mut sealed = Mark { sum: before.sum, ..*self };
        let (Some(results), Some(bad)) = (self.part.checked_sub(before.part), self.errors_part.checked_sub(before.errors_part)) else {
            return false;
        };
        let read = sealed.add_from(part, results).and_then(|()| sealed.add_from(errors, bad));
        sealed.seal();
        read.is_ok() && sealed.sum == self.sum
    }

    /// Takes what comes next in a file into the checksum.
    fn add_from(&mut self, file: &mut impl Read, bytes: u64) -> std::io::Result<()> {
        let (mut left, mut buffer) = (file.take(bytes), vec![0; 1 << 16]);
        loop {
            match left.read(&mut buffer)? {
                0 if left.limit() > 0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
                0 => return Ok(()),
                count => self.add(buffer.get(..count).unwrap_or_default()),
            }
        }
    }

    fn read(line: &str) -> Option<Mark> {
        let value: Value = serde_json::from_str(line).ok()?;
        let number = |key: &str| value.get(key).and_then(Value::as_u64);
        let place = FilePosition { at: number("at")?, rows: number("rows")? };
        let sum = u32::try_from(number("sum")?).ok()?;
        Some(Mark { place, part: number("part")?, errors_part: number("errors_part")?, errors: number("errors")?, sum })
    }
}

/// Whether a log was written by huiqi: by its first line, or because nothing was written yet.
pub(super) fn is_ours(log: &mut File) -> std::io::Result<bool> {
    let mut first = String::new();
    let read = BufReader::new(&mut *log).take(FIRST_LINE).read_line(&mut first);
    log.rewind()?;
    let made_by = |value: Value| value.get("made_by").and_then(Value::as_str) == Some(MADE_BY);
    // Torn, where a run ended while it wrote this line.
    let torn = !first.ends_with('\n') && BEGINS.iter().any(|begin| begin.starts_with(&first) || first.starts_with(begin));
    Ok(read.is_ok() && (torn || serde_json::from_str(&first).is_ok_and(made_by)))
}

/// Whether the errors of an earlier run stand here, or nothing.
pub(super) fn are_errors(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return path.symlink_metadata().is_err() };
    let mut first = String::new();
    let read = BufReader::new(file).take(FIRST_LINE).read_line(&mut first);
    let is_error = |value: Value| value.get("row").is_some() && value.get("what").is_some();
    read.is_ok() && serde_json::from_str(&first).is_ok_and(is_error)
}

/// What a killed run left.
pub(super) struct UnfinishedRun {
    pub(super) marks: Vec<Mark>,
    /// Length of the log up to the last whole line.
    pub(super) log: u64,
}

/// The first line of a new log.
pub(super) fn begin(identity: &Identity) -> String {
    identity.line()
}

/// What a killed run left in its part, its errors and its log, if anything; refused when it was of another question.
pub(super) fn left(names: &[PathBuf; 3], identity: &Identity) -> Result<Option<UnfinishedRun>, Failure> {
    let [part, errors, log] = names;
    let (Ok(mut part), Ok(mut errors), Ok(text)) = (File::open(part), File::open(errors), std::fs::read(log)) else { return Ok(None) };
    // What is no text ends where it ceases to be.
    let text = match std::str::from_utf8(&text) {
        Ok(text) => text,
        Err(error) => text.get(..error.valid_up_to()).and_then(|whole| std::str::from_utf8(whole).ok()).unwrap_or_default(),
    };
    let mut lines = text.split_inclusive('\n').take_while(|line| line.ends_with('\n'));
    let Some((begin, Ok(first))) = lines.next().map(|line| (line, serde_json::from_str::<Value>(line))) else { return Ok(None) };
    if let Some(key) = identity.differs(&first) {
        return Err(Failure::usage(Trouble::AnotherRun { file: log.display().to_string(), key: key.to_string() }));
    }
    let mut left = UnfinishedRun { marks: Vec::new(), log: begin.len() as u64 };
    let mut before = Mark::default();
    before.add(begin.as_bytes());
    for line in lines {
        let Some(mark) = Mark::read(line).filter(|mark| mark.follows(&before, &mut part, &mut errors)) else { break };
        before = mark;
        left.marks.push(mark);
        left.log += line.len() as u64;
    }
    Ok(Some(left).filter(|left| !left.marks.is_empty()))
}
