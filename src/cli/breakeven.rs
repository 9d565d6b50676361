//! `huiqi breakeven`: where one form overtakes another along an input.

use super::args::{Cli, Question, Word, word};
use super::cliffs::{over, refused};
use super::progress::Progress;
use super::written::written;
use super::{Case, Stop};
use clap::Args;
use huiqi::report;
use huiqi::{Form, Lang, Vocabulary};

/// What `breakeven` is asked.
#[derive(Args, Debug)]
pub(super) struct BreakevenArgs {
    #[command(flatten)]
    pub(super) question: Question,
    /// The input and its range: profit, sales=0..500万元, sales.Q3, costs, wage, share, staff, assets, rent, capital, input-tax
    #[arg(long, value_name = "AXIS[=A..B]")]
    pub(super) over: String,
    /// Forms to compare the present one with; all others that can be assessed by default
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>)]
    pub(super) to: Vec<Word<Form>>,
}

/// The forms asked for, or every other that can be assessed.
pub(super) fn forms(case: &Case, to: &[Word<Form>], lang: Lang) -> Result<Vec<Form>, Stop> {
    if to.iter().any(|form| form.0 == case.profile.form) {
        return Err(super::same_form(case.profile.form, lang));
    }
    if to.is_empty() {
        let comparison = huiqi::compare(&case.rules, &case.profile, &[])?;
        let assessed = comparison.after.iter().map(|after| after.form);
        return Ok(Form::ALL.iter().copied().filter(|form| assessed.clone().any(|known| known == *form)).collect());
    }
    let mut forms: Vec<Form> = Vec::new();
    for form in to {
        huiqi::amounts(&case.rules, &case.profile, form.0)?;
        if !forms.contains(&form.0) {
            forms.push(form.0);
        }
    }
    Ok(forms)
}

pub(super) fn run(cli: &Cli, args: &BreakevenArgs, lang: Lang) -> Result<String, Stop> {
    let case = Case::load(cli, &args.question.profile, args.question.year, args.question.known_on)?;
    let (axis, range) = over("--over", &args.over, lang)?;
    let progress = Progress::new(lang);
    let mut found = Vec::new();
    for form in forms(&case, &args.to, lang)? {
        let of = huiqi::break_even(&case.rules, &case.profile, axis, range, form, &|| progress.tick());
        found.push(of.map_err(|error| refused("--over", &args.over, error, lang))?);
    }
    let context = case.context(lang);
    written(cli.format(), lang, || report::break_even(&context, &found), || report::break_even_json(&context, &found))
}
