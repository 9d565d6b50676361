//! `huiqi calendar`: what to file and by when.

use super::args::{Cli, FormatName, Question, Word, word};
use super::{Case, Stop, conversion_month, style, whole};
use clap::Args;
use huiqi::report;
use huiqi::{Date, Form, Lang};
use std::path::{Path, PathBuf};

/// Whose calendar, and where it goes.
#[derive(Args, Debug)]
pub(super) struct CalendarArgs {
    #[command(flatten)]
    question: Question,
    /// As if it had this form, all year or from --convert-on
    #[arg(long, value_name = "FORM", value_parser = word::<Form>)]
    to: Option<Word<Form>>,
    /// Convert on this day, the first of a month
    #[arg(long, value_name = "DATE", requires = "to")]
    convert_on: Option<Date>,
    /// File to write: .ics for a calendar program, or .md, .csv, .json
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(cli: &Cli, args: &CalendarArgs, lang: Lang) -> Result<String, Stop> {
    let format = format(cli.format_name, args.output.as_deref(), lang)?;
    if let Some(output) = args.output.as_ref().filter(|output| whole::is_same(output, &args.question.profile)) {
        return Err(Stop::Usage(whole::replaces(output, lang)));
    }
    let case = Case::load(cli, &args.question.profile, args.question.year, args.question.known_on)?;
    let to = args.to.map(|form| form.0);
    if let Some(form) = to.filter(|form| *form == case.profile.form) {
        return Err(super::same_form(form, lang));
    }
    let month = args.convert_on.map(|day| conversion_month(day, &case, lang)).transpose()?;
    let agenda = huiqi::agenda(&case.pack, &case.rules, &case.profile, to, month)?;
    let context = case.context(lang);
    let text = match format {
        FormatName::Text => report::agenda_text(&context, &agenda, style()),
        FormatName::Json => report::agenda_json(&context, &agenda),
        FormatName::Markdown => report::agenda_markdown(&context, &agenda),
        FormatName::Csv => report::agenda_csv(&context, &agenda),
        FormatName::Ics => report::agenda_ics(&context, &agenda),
    };
    let Some(path) = &args.output else { return Ok(text) };
    whole::write(path, text).map_err(|error| Stop::cannot_write(path, &error, lang))?;
    Ok(String::new())
}

/// By the end of the file's name, or else what was asked for.
fn format(asked: FormatName, output: Option<&Path>, lang: Lang) -> Result<FormatName, Stop> {
    let Some(path) = output else { return Ok(asked) };
    match path.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("ics") => Ok(FormatName::Ics),
        Some("md" | "markdown") => Ok(FormatName::Markdown),
        Some("csv") => Ok(FormatName::Csv),
        Some("json") => Ok(FormatName::Json),
        _ => Err(Stop::Usage(match lang {
            Lang::En => format!("--output {}: the name must end in .ics, .md, .csv or .json", path.display()),
            Lang::Zh => format!("--output {}：文件名须以 .ics、.md、.csv 或 .json 结尾", path.display()),
        })),
    }
}
