//! `huiqi sweep`: burden and net along one input or two.

use super::args::{Cli, Question, Word, word};
use super::breakeven::forms;
use super::cliffs::{over, refused};
use super::progress::Progress;
use super::written::written;
use super::{Case, Stop};
use clap::Args;
use huiqi::report;
use huiqi::{Form, Lang};

/// What `sweep` is asked.
#[derive(Args, Debug)]
pub(super) struct SweepArgs {
    #[command(flatten)]
    pub(super) question: Question,
    /// The input and its range, such as profit, sales=0..500万元, sales.Q3, wage=0..20万元
    #[arg(long, value_name = "AXIS[=A..B]")]
    pub(super) over: String,
    /// A second input to move beside the first
    #[arg(long, value_name = "AXIS[=A..B]")]
    pub(super) over2: Option<String>,
    /// Forms beside the present one; all others that can be assessed by default
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>)]
    pub(super) to: Vec<Word<Form>>,
    /// In how many values each range is cut, beside the points where a figure jumps or bends
    #[arg(long, value_name = "N", default_value_t = 11, value_parser = clap::value_parser!(u16).range(2..=2000))]
    pub(super) points: u16,
    /// Print a chart as SVG
    #[arg(long)]
    pub(super) svg: bool,
}

pub(super) fn run(cli: &Cli, args: &SweepArgs, lang: Lang) -> Result<String, Stop> {
    let case = Case::load(cli, &args.question.profile, args.question.year, args.question.known_on)?;
    let first = over("--over", &args.over, lang)?;
    let second = args.over2.as_ref().map(|text| over("--over2", text, lang)).transpose()?;
    let others = forms(&case, &args.to, lang)?;
    let progress = Progress::new(lang);
    let asked = args.over2.as_ref().map_or(args.over.clone(), |over2| format!("{} --over2 {over2}", args.over));
    let found = huiqi::sweep(&case.rules, &case.profile, &others, first, second, usize::from(args.points), &|| progress.tick())
        .map_err(|error| refused("--over", &asked, error, lang))?;
    let context = case.context(lang);
    let document = report::sweep(&context, &found);
    match document.svg() {
        Some(image) if args.svg => Ok(image),
        _ => written(cli.format(), lang, || document, || report::sweep_json(&context, &found)),
    }
}
