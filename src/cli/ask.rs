//! `huiqi ask`: a question in JSON, its answer in JSON.

use super::args::Cli;
use super::progress::Progress;
use super::{Stop, pack};
use huiqi::{Lang, Question, report};
use std::io::Read;
use std::path::Path;

/// The largest question that is read, in bytes.
const MOST: u64 = 8 * 1024 * 1024;

pub(super) fn run(cli: &Cli, path: &Path, lang: Lang) -> Result<String, Stop> {
    let pack = pack(cli)?;
    let question = Question::from_json(&read(path, lang)?, &path.display().to_string())?;
    let progress = Progress::new(lang);
    let answer = huiqi::ask_watched(&pack, &question, &|| progress.tick())?;
    Ok(report::answer_json(&answer))
}

/// The question as text; `-` is standard input.
fn read(path: &Path, lang: Lang) -> Result<String, Stop> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(MOST).read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(MOST).read_to_string(&mut text))
    };
    let (name, why) = match read {
        Ok(_) => return Ok(text),
        Err(error) => (path.display(), error),
    };
    Err(Stop::Failed(
        3,
        match lang {
            Lang::En => format!("cannot read `{name}`: {why}"),
            Lang::Zh => format!("无法读取 `{name}`：{why}"),
        },
    ))
}
