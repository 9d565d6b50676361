//! `huiqi optimise`: the choices that leave the owner most.

use super::args::{Cli, Question, Word, word};
use super::breakeven::forms;
use super::cliffs::{refused, usage};
use super::progress::Progress;
use super::written::written;
use super::{Case, Stop};
use clap::Args;
use huiqi::report;
use huiqi::{Axis, Bounds, Form, Lang, Variable};

/// What `optimise` is asked.
#[derive(Args, Debug)]
#[command(group(clap::ArgGroup::new("free").args(["wage", "share", "status", "filing", "month", "to"]).required(true).multiple(true)))]
pub(super) struct OptimiseArgs {
    #[command(flatten)]
    pub(super) question: Question,
    /// The owner's wage a year may lie here, such as 0..20万元
    #[arg(long, value_name = "A..B")]
    pub(super) wage: Option<String>,
    /// The share of profit distributed may lie here, such as 50%..100%
    #[arg(long, value_name = "A..B")]
    pub(super) share: Option<String>,
    /// VAT status may be small-scale or general
    #[arg(long)]
    pub(super) status: bool,
    /// VAT may be filed by month or by quarter
    #[arg(long)]
    pub(super) filing: bool,
    /// The conversion may take effect on the first of any month
    #[arg(long)]
    pub(super) month: bool,
    /// Forms to consider beside the present one; all others that can be assessed by default
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>)]
    pub(super) to: Vec<Word<Form>>,
}

pub(super) fn run(cli: &Cli, args: &OptimiseArgs, lang: Lang) -> Result<String, Stop> {
    let case = Case::load(cli, &args.question.profile, args.question.year, args.question.known_on)?;
    let range = |option: &str, text: &Option<String>, input: Variable| {
        let read = text.as_ref().map(|text| Axis::of(input).range(text).map_err(|problem| usage(option, text, &problem, lang)));
        read.transpose()
    };
    let bounds = Bounds {
        forms: forms(&case, &args.to, lang)?,
        wage: range("--wage", &args.wage, Variable::Wage)?,
        share: range("--share", &args.share, Variable::Share)?,
        status: args.status,
        filing: args.filing,
        month: args.month,
    };
    let progress = Progress::new(lang);
    let found = huiqi::optimise(&case.rules, &case.profile, &bounds, &|| progress.tick());
    let found = found.map_err(|error| refused("optimise", "", error, lang))?;
    let context = case.context(lang);
    written(cli.format(), lang, || report::optimum(&context, &found), || report::optimum_json(&context, &found))
}
