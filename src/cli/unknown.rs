//! `huiqi compare` with facts missing: the range of the answer, and what to ask.

use super::args::{Cli, Format};
use super::{Case, Stop, style};
use huiqi::report;
use huiqi::{Form, Lang};

pub(super) fn ranges(cli: &Cli, case: &Case, to: &[Form], missing: bool, lang: Lang) -> Result<String, Stop> {
    let found = huiqi::ranges(&case.rules, &case.profile, to, missing)?;
    let context = case.context(lang);
    Ok(match cli.format(lang)? {
        Format::Text => report::ranges_text(&context, &found, style()),
        Format::Markdown => report::ranges_markdown(&context, &found),
        Format::Json => report::ranges_json(&context, &found),
        Format::Csv => report::ranges_csv(&found),
    })
}
