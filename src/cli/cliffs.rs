//! `huiqi cliffs`: where the burden jumps or bends along an input.

use super::args::{Cli, Question, Word, word};
use super::progress::Progress;
use super::written::written;
use super::{Case, Stop};
use clap::Args;
use huiqi::report;
use huiqi::{Axis, AxisProblem, CurveError, Form, Lang, Say};

/// What `cliffs` is asked.
#[derive(Args, Debug)]
pub(super) struct CliffsArgs {
    #[command(flatten)]
    pub(super) question: Question,
    /// The input and its range: sales, sales.Q3=0..60万元, profit, costs, wage, share, staff, assets, rent, capital, input-tax
    #[arg(long, value_name = "AXIS[=A..B]")]
    pub(super) over: String,
    /// The form, if not the present one
    #[arg(long, value_parser = word::<Form>)]
    pub(super) form: Option<Word<Form>>,
}

/// An input with its range, as `--over` gives it.
pub(super) fn over(option: &str, text: &str, lang: Lang) -> Result<(Axis, Option<(i64, i64)>), Stop> {
    Axis::parse_span(text).map_err(|problem| usage(option, text, &problem, lang))
}

/// A wrong question, as the command says it.
pub(super) fn usage(option: &str, text: &str, problem: &AxisProblem, lang: Lang) -> Stop {
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    Stop::Usage(format!("{option} {text}{colon}{}", problem.say(lang)))
}

/// What the library refused, as the command says it.
pub(super) fn refused(option: &str, text: &str, error: CurveError, lang: Lang) -> Stop {
    match error {
        CurveError::Facts(error) => Stop::Refused(error),
        CurveError::Axis(problem) => usage(option, text, &problem, lang),
    }
}

pub(super) fn run(cli: &Cli, args: &CliffsArgs, lang: Lang) -> Result<String, Stop> {
    let case = Case::load(cli, &args.question.profile, args.question.year, args.question.known_on)?;
    let (axis, range) = over("--over", &args.over, lang)?;
    let form = args.form.map_or(case.profile.form, |form| form.0);
    let progress = Progress::new(lang);
    let found = huiqi::cliffs(&case.rules, &case.profile, form, axis, range, &|| progress.tick())
        .map_err(|error| refused("--over", &args.over, error, lang))?;
    let context = case.context(lang);
    written(cli.format(), lang, || report::cliffs(&context, &found), || report::cliffs_json(&context, &found))
}
