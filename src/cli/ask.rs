//! Questions and their answers: what a command asks of a business, or a question in JSON.

use super::asking::Asked;
use super::messages::{Failure, Usage};
use super::options::{Format, Options};
use super::progress::Progress;
use super::stop::Stop;
use super::written::{ending, format_of, written};
use super::{browser, whole};
use huiqi::{Lang, Question, report};
use std::io::Read;
use std::path::Path;

/// The largest question that is read, in bytes.
const MOST: u64 = 8 * 1024 * 1024;

/// Answers what a command asks.
pub(super) fn command(options: &Options, asked: Asked<'_>, lang: Lang) -> Result<String, Stop> {
    let printed = asked.output.filter(|path| ending(path).is_some_and(|end| end.eq_ignore_ascii_case("pdf")) && asked.own == Format::Html);
    let format = match (asked.output, printed) {
        (Some(path), None) => format_of(path)?,
        (Some(_), Some(_)) => Format::Html,
        (None, _) => options.format_or(asked.own),
    };
    if let Some(output) = asked.output.filter(|output| whole::is_same(output, &asked.business.profile)) {
        return Err(Usage::ReplacesInput { path: output.display().to_string() }.into());
    }
    let pack = options.load_pack()?;
    let mut question = Question::new(asked.business.load(&pack)?, asked.ask);
    (question.year, question.known_on) = (asked.business.year, asked.business.known_on);
    let progress = Progress::new(lang);
    let answer = huiqi::ask_watched(&pack, &question, &|| progress.tick()).map_err(Stop::of_command)?;
    drop(progress);
    let chart = asked.chart.then(|| report::answer(&answer, lang).svg()).flatten();
    let text = match chart {
        Some(image) => image,
        // A report is to be whole.
        None => {
            written(format, options.full || asked.own == Format::Html, || report::answer(&answer, lang), || report::answer_json(&answer))?
        }
    };
    match (asked.output, printed) {
        (None, _) => return Ok(text),
        (Some(_), Some(path)) => browser::print(&text, path)?,
        (Some(path), None) => whole::write(path, text).map_err(|error| Stop::cannot_write(path, &error))?,
    }
    Ok(String::new())
}

/// Answers a question in JSON.
pub(super) fn question(options: &Options, path: &Path, lang: Lang) -> Result<String, Stop> {
    let pack = options.load_pack()?;
    let question = Question::from_json(&read(path)?, &path.display().to_string())?;
    let progress = Progress::new(lang);
    let answer = huiqi::ask_watched(&pack, &question, &|| progress.tick())?;
    Ok(report::answer_json(&answer))
}

/// The question as text; `-` is standard input.
fn read(path: &Path) -> Result<String, Stop> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(MOST).read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(MOST).read_to_string(&mut text))
    };
    match read {
        Ok(_) => Ok(text),
        Err(error) => Err(Stop::Failed(3, Box::new(Failure::CannotRead { path: path.display().to_string(), reason: error.to_string() }))),
    }
}
