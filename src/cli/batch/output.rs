//! Results in files: written in parts beside the name they are to have, which they get only when whole.

use super::args::FileFormat;
use super::failure::{Failure, Trouble};
use super::input::FilePosition;
use super::pipeline::{Chunk, Counts};
use super::resume::{self, Identity, Mark};
use super::template::BYTE_ORDER_MARK;
use super::{results_book, say};
use crate::cli::{printed, whole};
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use huiqi::Lang;
use huiqi::register::{Encoded, Encoder, RowError, join_parquet};
use huiqi::report::visible_json;
use parquet::errors::ParquetError;
use serde_json::json;
use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The endings of what a run writes beside its results while it goes on: no one else's files are called so.
const PART: &str = ".huiqi-part";
const ERRORS: &str = ".huiqi-errors";
const LOG: &str = ".huiqi-log";
const WHOLE: &str = ".huiqi-whole";

/// Where results go.
pub(super) struct Target {
    path: PathBuf,
    pub(super) format: FileFormat,
}

impl Target {
    pub(super) fn of(path: &Path, format: Option<FileFormat>) -> Result<Target, Failure> {
        let format = format.map_or_else(|| FileFormat::of(path), Ok)?;
        if path.is_dir() {
            return Err(Failure::usage(Trouble::IsAFolder { file: path.display().to_string() }));
        }
        if path == Path::new("-") && !matches!(format, FileFormat::Csv | FileFormat::Jsonl) {
            return Err(Failure::usage(Trouble::NotPrinted));
        }
        Ok(Target { path: path.to_path_buf(), format })
    }

    fn is_stdout(&self) -> bool {
        self.path == Path::new("-")
    }

    fn beside(&self, ending: &str) -> PathBuf {
        beside(&self.path, ending)
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// The file of rows that have no result.
pub(super) fn errors_name(out: &Path) -> PathBuf {
    beside(out, ".errors.jsonl")
}

/// Results as they are written.
pub(super) struct Sink {
    target: Target,
    schema: SchemaRef,
    register: String,
    /// The rows are results, and not a register themselves.
    of_register: bool,
    lang: Lang,
    /// The results so far: bytes as they will be (CSV, JSON Lines), or one Parquet file after the other.
    part: Box<dyn Write>,
    /// None on the standard output.
    files: Option<Files>,
    mark: Mark,
    /// Where each Parquet file in the part ends.
    ends: Vec<u64>,
}

struct Files {
    part: File,
    errors: File,
    log: File,
}

impl Sink {
    /// Begins, or goes on from what a killed run left.
    pub(super) fn open(
        target: Target,
        schema: SchemaRef,
        (register, of_register): (&Path, bool),
        identity: Identity,
        resume: bool,
        lang: Lang,
    ) -> Result<Sink, Failure> {
        let register = register.display().to_string();
        let part: Box<dyn Write> = if target.is_stdout() {
            Box::new(printed::output().map_err(|error| Failure::io(&target.path, error))?)
        } else {
            Box::new(std::io::sink())
        };
        let mut sink = Sink { part, files: None, mark: Mark::default(), ends: Vec::new(), target, schema, register, of_register, lang };
        if !sink.target.is_stdout() {
            sink.open_files(&identity, resume)?;
        }
        if sink.mark.place.rows == 0 {
            let mut head = Encoder::new(sink.shape(), sink.schema.clone()).head();
            if sink.target.format == FileFormat::Csv && !sink.target.is_stdout() {
                head.splice(..0, BYTE_ORDER_MARK.iter().copied());
            }
            sink.part.write_all(&head).map_err(|error| sink.failed(error))?;
            sink.mark.part = head.len() as u64;
            sink.mark.add(&head);
        }
        Ok(sink)
    }

    fn open_files(&mut self, identity: &Identity, resume: bool) -> Result<(), Failure> {
        let names = [self.target.beside(PART), self.target.beside(ERRORS), self.target.beside(LOG)];
        let [part_name, errors_name, log_name] = &names;
        if let Some(own) = names.iter().find(|name| whole::is_same(name, Path::new(&self.register))) {
            return Err(Failure::usage(Trouble::ReplacesInput { file: own.display().to_string() }));
        }
        let mut log = self.lock(log_name)?;
        let failed = |error| Failure::io(log_name, error);
        if !resume::is_ours(&mut log).map_err(failed)? {
            return Err(self.not_ours(log_name));
        }
        // Before a log says something a run has written nothing: what stands there is somebody's.
        let is_new = log.metadata().map_err(failed)?.len() == 0;
        let in_the_way = |there: &Metadata| !there.is_file() || is_new && there.len() > 0;
        let (whole, final_errors) = (self.target.beside(WHOLE), self::errors_name(&self.target.path));
        let other = [part_name, errors_name, &whole].into_iter().find(|name| name.symlink_metadata().is_ok_and(|there| in_the_way(&there)));
        if let Some(other) = other.or_else(|| (!resume::are_errors(&final_errors)).then_some(&final_errors)) {
            if is_new {
                std::fs::remove_file(log_name).map_err(failed)?;
            }
            return Err(self.not_ours(other));
        }
        let left = if resume { resume::left(&names, identity)? } else { None };
        let keep = |file: &mut File, path: &Path, bytes: Option<u64>| {
            file.set_len(bytes.unwrap_or(0)).and_then(|()| file.seek(SeekFrom::End(0))).map_err(|error| Failure::io(path, error))
        };
        let open = |path: &Path, bytes: Option<u64>| -> Result<File, Failure> {
            let mut file = opened(path).map_err(|error| Failure::io(path, error))?;
            keep(&mut file, path, bytes)?;
            Ok(file)
        };
        let mark = left.as_ref().and_then(|left| left.marks.last().copied());
        let part = open(part_name, mark.map(|mark| mark.part))?;
        let errors = open(errors_name, mark.map(|mark| mark.errors_part))?;
        keep(&mut log, log_name, left.as_ref().map(|left| left.log))?;
        match (left, mark) {
            (Some(left), Some(mark)) => {
                self.ends = left.marks.iter().map(|mark| mark.part).collect();
                self.mark = mark;
            }
            _ => {
                let begin = resume::begin(identity);
                self.mark.add(begin.as_bytes());
                log.write_all(begin.as_bytes()).map_err(|error| Failure::io(log_name, error))?;
            }
        }
        self.part = Box::new(part.try_clone().map_err(|error| Failure::io(part_name, error))?);
        self.files = Some(Files { part, errors, log });
        Ok(())
    }

    /// Opens the log and locks it until the run ends, however it ends: two runs never write the same results.
    fn lock(&self, name: &Path) -> Result<File, Failure> {
        let failed = |error| Failure::io(name, error);
        loop {
            if name.symlink_metadata().is_ok_and(|there| !there.is_file()) {
                return Err(self.not_ours(name));
            }
            let log = opened(name).map_err(failed)?;
            match log.try_lock() {
                Ok(()) => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
                Err(TryLockError::WouldBlock) => {
                    return Err(self.failed(say(
                        self.lang,
                        "another run is writing these results; wait for it, or give another name".to_string(),
                        "另一次运行正在写入这个结果；请等它结束，或换一个文件名".to_string(),
                    )));
                }
            }
            // A run that ended in between has removed what was locked here.
            if is_still(&log, name) {
                return Ok(log);
            }
        }
    }

    fn not_ours(&self, name: &Path) -> Failure {
        Failure::usage(Trouble::InTheWay { file: name.display().to_string() })
    }

    fn failed(&self, error: impl std::fmt::Display) -> Failure {
        Failure::io(&self.target.path, error)
    }

    /// The shape of the parts.
    pub(super) fn shape(&self) -> Encoded {
        match self.target.format {
            FileFormat::Csv => Encoded::Csv,
            FileFormat::Jsonl => Encoded::JsonLines,
            FileFormat::Parquet | FileFormat::Xlsx => Encoded::Parquet,
        }
    }

    /// How far it had come before.
    pub(super) fn done(&self) -> FilePosition {
        self.mark.place
    }

    pub(super) fn counts(&self) -> Counts {
        let Mark { place, errors, .. } = self.mark;
        Counts { rows: place.rows, results: place.rows - errors, errors }
    }

    /// One chunk: its results, its errors, and then the note that both are there.
    pub(super) fn write(&mut self, place: FilePosition, chunk: &Chunk) -> Result<(), Failure> {
        let before = self.mark.place.rows;
        if chunk.rows != chunk.results + chunk.errors.len() {
            let (found, rows) = (chunk.results + chunk.errors.len(), chunk.rows);
            return Err(self.failed(say(
                self.lang,
                format!("rows are missing: {found} of {rows} after row {before}"),
                format!("缺行：第 {before} 行之后的 {rows} 行中只有 {found} 行有结果"),
            )));
        }
        let mut errors = Vec::new();
        for error in &chunk.errors {
            errors.extend_from_slice(self.error_line(before, error).as_bytes());
        }
        self.part.write_all(&chunk.bytes).map_err(|error| self.failed(error))?;
        self.mark.place = place;
        self.mark.part += chunk.bytes.len() as u64;
        self.mark.errors_part += errors.len() as u64;
        self.mark.errors += chunk.errors.len() as u64;
        self.mark.add(&chunk.bytes);
        self.mark.add(&errors);
        self.mark.seal();
        self.ends.push(self.mark.part);
        let noted = match &mut self.files {
            None => std::io::stderr().write_all(&errors),
            Some(files) => {
                // The note is written only when what it speaks of is on the disk.
                files
                    .errors
                    .write_all(&errors)
                    .and_then(|()| files.part.sync_data())
                    .and_then(|()| files.errors.sync_data())
                    .and_then(|()| files.log.write_all(self.mark.line().as_bytes()))
            }
        };
        noted.map_err(|error| self.failed(error))
    }

    fn error_line(&self, before: u64, error: &RowError) -> String {
        let mut line = json!({
            "file": self.register, "row": before + error.row as u64 + 1, "column": error.column, "what": error.what, "right": error.right,
        });
        if let Some(fields) = line.as_object_mut() {
            fields.extend(error.line.map(|line| ("line".to_string(), json!(line))));
            fields.extend(error.sheet.as_ref().map(|sheet| ("sheet".to_string(), json!(sheet))));
            fields.extend((!error.also.is_empty()).then(|| ("also".to_string(), json!(error.also))));
        }
        visible_json(&line.to_string()).into_owned() + "\n"
    }

    /// Everything is there: gives it its name.
    pub(super) fn finish(mut self) -> Result<Counts, Failure> {
        let counts = self.counts();
        self.part.flush().map_err(|error| self.failed(error))?;
        if self.files.is_none() {
            return Ok(counts);
        }
        if self.ends.is_empty() && self.shape() == Encoded::Parquet {
            // A register without rows is still a file with columns.
            let mut encoder = Encoder::new(Encoded::Parquet, self.schema.clone());
            let empty = RecordBatch::new_empty(self.schema.clone());
            let bytes = encoder.write(&empty).and_then(|()| encoder.take()).map_err(|error| self.failed(error))?;
            self.part.write_all(&bytes).map_err(|error| self.failed(error))?;
            self.ends.push(bytes.len() as u64);
        }
        let (part, errors) = (self.target.beside(PART), self.target.beside(ERRORS));
        let whole = match self.target.format {
            FileFormat::Csv | FileFormat::Jsonl => part.clone(),
            FileFormat::Parquet => {
                let footer = File::open(&part).map_err(ParquetError::from).and_then(|mut files| join_parquet(&mut files, &self.ends));
                let footer = footer.map_err(|error| self.failed(error))?;
                self.part.write_all(&footer).map_err(|error| self.failed(error))?;
                part.clone()
            }
            FileFormat::Xlsx => self.sheet(&part)?,
        };
        let final_errors = errors_name(&self.target.path);
        let named = || -> std::io::Result<()> {
            File::open(&whole)?.sync_all()?;
            if counts.errors > 0 {
                std::fs::rename(&errors, &final_errors)?;
            } else {
                std::fs::remove_file(&errors)?;
                remove(&final_errors)?;
            }
            std::fs::rename(&whole, &self.target.path)?;
            remove(&part)?;
            std::fs::remove_file(self.target.beside(LOG))
        };
        named().map_err(|error| self.failed(error))?;
        Ok(counts)
    }

    /// One sheet of the Parquet files in the part.
    fn sheet(&self, part: &Path) -> Result<PathBuf, Failure> {
        if self.counts().results > results_book::MOST_ROWS {
            let most = results_book::MOST_ROWS;
            return Err(self.failed(say(
                self.lang,
                format!("a sheet holds at most {most} rows; write .parquet or .csv"),
                format!("一张工作表至多 {most} 行；请输出 .parquet 或 .csv"),
            )));
        }
        let whole = self.target.beside(WHOLE);
        let counts = self.of_register.then(|| self.counts());
        let mut from = File::open(part).map_err(|error| Failure::io(part, error))?;
        let mut at = 0;
        let files = self.ends.iter().map(|end| {
            let mut bytes = Vec::with_capacity(usize::try_from(end - at)?);
            Read::by_ref(&mut from).take(end - at).read_to_end(&mut bytes)?;
            at = *end;
            Ok::<bytes::Bytes, ParquetError>(bytes.into())
        });
        results_book::write(&whole, &self.schema, files, counts, self.lang).map_err(|error| self.failed(error))?;
        Ok(whole)
    }

    /// Nothing of it is to be kept.
    pub(super) fn forget(&self) {
        for ending in [PART, ERRORS, LOG] {
            let _ = std::fs::remove_file(self.target.beside(ending));
        }
    }
}

/// Opens a file to read and write, and makes it where it is not.
fn opened(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

/// Whether an open file is the one that has this name now.
#[cfg(unix)]
fn is_still(file: &File, name: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: &std::fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((file.metadata(), name.symlink_metadata()), (Ok(file), Ok(name)) if id(&file) == id(&name))
}

/// A locked file cannot be removed elsewhere.
#[cfg(not(unix))]
fn is_still(_: &File, _: &Path) -> bool {
    true
}

/// Removes a file that may not be there.
fn remove(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
