//! `huiqi compare` with facts missing: the range of the answer, and what to ask.

use super::Case;
use super::args::{Cli, Format};
use huiqi::report;
use huiqi::{Error, Form, Lang};

pub(super) fn ranges(cli: &Cli, case: &Case, to: &[Form], missing: bool, lang: Lang) -> Result<String, Error> {
    let found = huiqi::ranges(&case.rules, &case.profile, to, missing)?;
    let context = case.context(lang);
    Ok(match cli.format {
        Format::Text | Format::Markdown => report::ranges_markdown(&context, &found),
        Format::Json => report::ranges_json(&context, &found),
        Format::Csv => report::ranges_csv(&found),
    })
}
