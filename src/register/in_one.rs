//! A register of CSV that comes whole and is answered at once: a row out for each row in.

use super::encode::{Encoded, Encoder};
use super::header::Header;
use super::options::Options;
use super::rows::{Records, header_of_csv, read_csv};
use super::trouble::WholeProblem;
use super::{Batch, Worker};
use crate::base::words::Sentence;
use crate::law::Pack;
use arrow_schema::ArrowError;

/// Assesses a register, at most `most` rows of CSV in UTF-8, and writes a row for each of its rows, in their order: its results, or behind
/// them, under `error`, why it has none.
///
/// ```
/// use huiqi::Lang;
/// use huiqi::register::{Encoded, Options, assess_csv, template_csv};
///
/// let pack = huiqi::Pack::embedded()?;
/// let register = template_csv(&pack, Lang::En) + "too few cells\n"; // a header and three rows
/// let results = assess_csv(&pack, register.as_bytes(), 10, Options::default(), Encoded::Csv).unwrap();
/// let lines: Vec<&str> = std::str::from_utf8(&results).unwrap().lines().collect();
/// assert!(lines[0].starts_with("key,") && lines[0].ends_with(",error"));
/// assert!(lines[2].ends_with(',') && lines[3].contains("the row has 1 cells"));
/// assert_eq!(assess_csv(&pack, register.as_bytes(), 2, Options::default(), Encoded::Csv).unwrap_err()[0].code(), "too-many");
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// What is wrong with the whole of it or with its header.
pub fn assess_csv(pack: &Pack, bytes: &[u8], most: u64, options: Options, shape: Encoded) -> Result<Vec<u8>, Vec<Box<dyn Sentence>>> {
    let whole = |problem: WholeProblem| -> Vec<Box<dyn Sentence>> { vec![Box::new(problem)] };
    let found = header_of_csv(bytes).map_err(|problem| -> Vec<Box<dyn Sentence>> { vec![Box::new(problem)] })?;
    let rest = bytes.get(found.end..).unwrap_or_default();
    let above = line_ends(bytes.get(..found.end).unwrap_or_default());
    let mut records = Records::separated_by(found.separator);
    let (_, ended) = records.walk(rest, usize::MAX);
    if let Some(at) = records.unclosed() {
        return Err(whole(WholeProblem::Unclosed { line: 1 + above + line_ends(rest.get(..at).unwrap_or_default()) }));
    }
    if ended as u64 + u64::from(!records.at_start()) > most {
        return Err(whole(WholeProblem::TooMany { most }));
    }
    let header = Header::read(&found.names, options.year.is_some());
    let header = header.map_err(|all| all.into_iter().map(|one| -> Box<dyn Sentence> { Box::new(one) }).collect::<Vec<_>>())?;
    let lang = options.lang;
    let written = || -> Result<Vec<u8>, ArrowError> {
        let batch = Batch::new(pack, options);
        let mut worker: Worker<'_, &Pack> = batch.worker();
        let mut texts = read_csv(&header, rest, found.separator, lang)?;
        texts.lines.iter_mut().for_each(|line| *line += above);
        let mut assessed = worker.assess(&header, &texts.batch)?;
        texts.amend(&mut assessed.errors);
        let aligned = worker.aligned(&header, &texts.batch, assessed)?;
        let mut encoder = Encoder::new(shape, aligned.schema());
        let mut out = encoder.head();
        encoder.write(&aligned)?;
        out.append(&mut encoder.take()?);
        Ok(out)
    };
    written().map_err(|error| whole(WholeProblem::NotHeld { reason: error.to_string() }))
}

/// How many lines end in these bytes.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
