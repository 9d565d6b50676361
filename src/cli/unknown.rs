//! `huiqi compare` with facts missing: the range of the answer, and what to ask.

use super::args::Cli;
use super::written::written;
use super::{Case, Stop};
use huiqi::report;
use huiqi::{Form, Lang};

pub(super) fn ranges(cli: &Cli, case: &Case, to: &[Form], missing: bool, lang: Lang) -> Result<String, Stop> {
    let found = huiqi::ranges(&case.rules, &case.profile, to, missing)?;
    let context = case.context(lang);
    written(cli.format(), lang, || report::ranges(&context, &found), || report::ranges_json(&context, &found))
}
