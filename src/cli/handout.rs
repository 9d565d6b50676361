//! `huiqi report`: the document that an adviser hands over.

use super::args::{Cli, Format, Question, Word, word};
use super::{Case, Stop, browser, conversion_month, whole};
use clap::Args;
use huiqi::report;
use huiqi::{Date, Form, Handout, Lang};
use std::path::{Path, PathBuf};

/// What the report is about and where it goes.
#[derive(Args, Debug)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    question: Question,
    /// Forms to compare with; all others by default
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>)]
    to: Vec<Word<Form>>,
    /// Convert on this day, the first of a month, instead of comparing whole years
    #[arg(long, value_name = "DATE", requires = "to")]
    convert_on: Option<Date>,
    /// File to write: .html, .md, .pdf or .json; without it HTML is printed, or what --format says
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What is written.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Html,
    Markdown,
    Json,
    Pdf,
}

pub(super) fn run(cli: &Cli, args: &ReportArgs, lang: Lang) -> Result<String, Stop> {
    let kind = kind(cli.format(lang)?, args.output.as_deref(), lang)?;
    if let Some(output) = args.output.as_ref().filter(|output| whole::is_same(output, &args.question.profile)) {
        return Err(Stop::Usage(whole::replaces(output, lang)));
    }
    let case = Case::load(cli, &args.question.profile, args.question.year, args.question.known_on)?;
    let to: Vec<Form> = args.to.iter().map(|form| form.0).collect();
    if to.contains(&case.profile.form) {
        return Err(super::same_form(case.profile.form, lang));
    }
    let month = args.convert_on.map(|day| conversion_month(day, &case, lang)).transpose()?;
    let handout = Handout::new(&case.pack, &case.rules, &case.profile, &to, month)?;
    let context = case.context(lang);
    let text = match kind {
        Kind::Html | Kind::Pdf => report::handout_html(&context, &handout),
        Kind::Markdown => report::handout_markdown(&context, &handout),
        Kind::Json => report::handout_json(&context, &handout),
    };
    let Some(path) = &args.output else { return Ok(text) };
    match kind {
        Kind::Pdf => browser::print(&text, path, lang)?,
        Kind::Html | Kind::Markdown | Kind::Json => whole::write(path, text).map_err(|error| Stop::cannot_write(path, &error, lang))?,
    }
    Ok(String::new())
}

/// By the end of the file's name, or else by the format asked for.
fn kind(format: Format, output: Option<&Path>, lang: Lang) -> Result<Kind, Stop> {
    let Some(path) = output else {
        return match format {
            Format::Text => Ok(Kind::Html),
            Format::Markdown => Ok(Kind::Markdown),
            Format::Json => Ok(Kind::Json),
            Format::Csv => Err(Stop::Usage(match lang {
                Lang::En => "report: --format markdown or json, or --output FILE.html, .md, .pdf or .json".to_string(),
                Lang::Zh => "report：--format 可用 markdown、json，或以 --output 指定 .html、.md、.pdf、.json 文件".to_string(),
            })),
        };
    };
    match path.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("html" | "htm") => Ok(Kind::Html),
        Some("md" | "markdown") => Ok(Kind::Markdown),
        Some("json") => Ok(Kind::Json),
        Some("pdf") => Ok(Kind::Pdf),
        _ => Err(Stop::Usage(match lang {
            Lang::En => format!("--output {}: the name must end in .html, .md, .pdf or .json", path.display()),
            Lang::Zh => format!("--output {}：文件名须以 .html、.md、.pdf 或 .json 结尾", path.display()),
        })),
    }
}
