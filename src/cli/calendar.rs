//! `huiqi calendar`: what to file and by when.

use super::args::{Cli, Question, Word, word};
use super::written::{format_of, written};
use super::{Case, Stop, conversion_month, whole};
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
    /// File to write: .ics for a calendar program, or .md, .html, .csv, .json, .txt
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(cli: &Cli, args: &CalendarArgs, lang: Lang) -> Result<String, Stop> {
    let format = args.output.as_deref().map_or(Ok(cli.format()), |path| format_of(path, lang))?;
    if let Some(output) = args.output.as_ref().filter(|output| whole::is_same(output, &args.question.profile)) {
        return Err(Stop::Usage(whole::replaces(output, lang)));
    }
    let case = Case::load(cli, &args.question.profile, args.question.year, args.question.known_on)?;
    let to = args.to.map(|form| form.0);
    if let Some(form) = to.filter(|form| *form == case.profile.form) {
        return Err(super::same_form(form, lang));
    }
    let month = args.convert_on.map(|day| conversion_month(day, &case, lang)).transpose()?;
    let filing_calendar = huiqi::filing_calendar(&case.pack, &case.rules, &case.profile, to, month)?;
    let context = case.context(lang);
    let text = written(
        format,
        lang,
        || report::filing_calendar(&context, &filing_calendar),
        || report::filing_calendar_json(&context, &filing_calendar),
    )?;
    let Some(path) = &args.output else { return Ok(text) };
    whole::write(path, text).map_err(|error| Stop::cannot_write(path, &error, lang))?;
    Ok(String::new())
}
