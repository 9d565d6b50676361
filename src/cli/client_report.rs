//! `huiqi report`: the document that an adviser hands over.

use super::args::{Cli, Format, Question, Word, word};
use super::written::{ending, format_of, written};
use super::{Case, Stop, browser, conversion_month, whole};
use clap::Args;
use huiqi::report;
use huiqi::{ClientReport, Date, Form, Lang};
use std::path::PathBuf;

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
    /// File to write: .html, .pdf, .md, .csv, .json or .txt; without it HTML is printed, or what --format says
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(cli: &Cli, args: &ReportArgs, lang: Lang) -> Result<String, Stop> {
    let printed = args.output.as_deref().filter(|path| ending(path).is_some_and(|end| end.eq_ignore_ascii_case("pdf")));
    let format = match (&args.output, printed) {
        (Some(path), None) => format_of(path, lang)?,
        (Some(_), Some(_)) => Format::Html,
        (None, _) => cli.format_or(Format::Html),
    };
    if let Some(output) = args.output.as_ref().filter(|output| whole::is_same(output, &args.question.profile)) {
        return Err(Stop::Usage(whole::replaces(output, lang)));
    }
    let case = Case::load(cli, &args.question.profile, args.question.year, args.question.known_on)?;
    let to: Vec<Form> = args.to.iter().map(|form| form.0).collect();
    if to.contains(&case.profile.form) {
        return Err(super::same_form(case.profile.form, lang));
    }
    let month = args.convert_on.map(|day| conversion_month(day, &case, lang)).transpose()?;
    let client_report = ClientReport::new(&case.pack, &case.rules, &case.profile, &to, month)?;
    let context = case.context(lang);
    let text =
        written(format, lang, || report::client_report(&context, &client_report), || report::client_report_json(&context, &client_report))?;
    match (&args.output, printed) {
        (None, _) => return Ok(text),
        (Some(_), Some(path)) => browser::print(&text, path, lang)?,
        (Some(path), None) => whole::write(path, text).map_err(|error| Stop::cannot_write(path, &error, lang))?,
    }
    Ok(String::new())
}
