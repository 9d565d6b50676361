//! `huiqi calendar`: what to file and by when.

use super::args::{Cli, Format, Question, Word, word};
use super::{Case, Stop, conversion_month, style};
use clap::Args;
use huiqi::report;
use huiqi::{Date, Form, Lang};
use std::path::PathBuf;

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
    /// Print iCalendar
    #[arg(long, conflicts_with = "output")]
    ics: bool,
}

pub(super) fn run(cli: &Cli, args: &CalendarArgs, lang: Lang) -> Result<String, Stop> {
    let case = Case::load(cli, &args.question.profile, args.question.year, args.question.known_on)?;
    let to = args.to.map(|form| form.0);
    if let Some(form) = to.filter(|form| *form == case.profile.form) {
        return Err(super::same_form(form, lang));
    }
    let month = args.convert_on.map(|day| conversion_month(day, &case, lang)).transpose()?;
    let agenda = huiqi::agenda(&case.pack, &case.rules, &case.profile, to, month)?;
    let context = case.context(lang);
    let Some(path) = &args.output else {
        return Ok(match cli.format {
            _ if args.ics => report::agenda_ics(&context, &agenda),
            Format::Text => report::agenda_text(&context, &agenda, style()),
            Format::Json => report::agenda_json(&context, &agenda),
            Format::Markdown => report::agenda_markdown(&context, &agenda),
            Format::Csv => report::agenda_csv(&context, &agenda),
        });
    };
    let text = match path.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("ics") => report::agenda_ics(&context, &agenda),
        Some("md" | "markdown") => report::agenda_markdown(&context, &agenda),
        Some("csv") => report::agenda_csv(&context, &agenda),
        Some("json") => report::agenda_json(&context, &agenda),
        _ => {
            return Err(Stop::Usage(match lang {
                Lang::En => format!("--output {}: the name must end in .ics, .md, .csv or .json", path.display()),
                Lang::Zh => format!("--output {}：文件名须以 .ics、.md、.csv 或 .json 结尾", path.display()),
            }));
        }
    };
    super::whole::write(path, text).map_err(|error| Stop::cannot_write(path, &error, lang))?;
    Ok(String::new())
}
