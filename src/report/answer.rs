//! An answer of any kind as JSON.

use super::{Context, Document};
use crate::answers::question::{Answer, Found};
use crate::base::words::Lang;

impl Answer<'_> {
    /// What every report of the answer stands on.
    ///
    /// ```
    /// use huiqi::{report, Ask, Lang, Pack, Profile, Question};
    ///
    /// let pack = Pack::embedded()?;
    /// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let answer = huiqi::ask(&pack, &Question::new(shop, Ask::Assess { form: None }))?;
    /// let huiqi::Found::Assessment(found) = &answer.found else { panic!() };
    /// let page = report::assessment(&answer.context(Lang::En), found);
    /// assert_eq!(page.csv(), report::answer(&answer, Lang::En).csv());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn context(&self, lang: Lang) -> Context<'_> {
        Context { pack: self.pack, rules: &self.rules, profile: &self.profile, lang }
    }
}

/// An answer as JSON: what the command that asks it prints with `--format json`, byte for byte. It holds no language: every
/// sentence is a code with fields, and stands in both. See [`super::answer_schema`].
///
/// ```
/// use huiqi::{report, Ask, Pack, Profile, Question};
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let answer = huiqi::ask(&pack, &Question::new(shop, Ask::Assess { form: None }))?;
/// let json: serde_json::Value = serde_json::from_str(&report::answer_json(&answer)).unwrap();
/// assert_eq!(json["answer"], "assessment");
/// assert_eq!(json["assessment"]["form"], "individual-business");
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn answer_json(answer: &Answer<'_>) -> String {
    // What is written does not depend on it.
    let context = answer.context(Lang::Zh);
    match &answer.found {
        Found::Assessment(found) => super::assessment_json(&context, found),
        Found::Comparison(found) => super::comparison_json(&context, found),
        Found::Years(found) => super::years_json(answer.pack, &answer.profile, found),
        Found::Ranges(found) => super::ranges_json(&context, found),
        Found::Glance(found) => super::glance_json(&context, found),
        Found::Outlook(found) => super::outlook_json(&context, found),
        Found::Advice(found) => super::advice_json(&context, found),
        Found::Why(found, line) => super::why_json(&context, found, *line),
        Found::Explanation(found, line) => super::explanation_json(&context, found, *line),
        Found::Prepayments(found) => super::prepayments_json(&context, found),
        Found::FilingCalendar(found) => super::filing_calendar_json(&context, found),
        Found::Classification(found) => super::classification_json(&context, found),
        Found::Sweep(found) => super::sweep_json(&context, found),
        Found::Cliffs(found) => super::cliffs_json(&context, found),
        Found::BreakEvens(found) => super::break_even_json(&context, found),
        Found::Optimum(found) => super::optimum_json(&context, found),
        Found::Impact(found) => super::impact_json(found),
        Found::ClientReport(found) => super::client_report_json(&context, found),
    }
}

/// An answer as a document, which any format but JSON is made from.
///
/// ```
/// use huiqi::{Ask, Lang, Pack, Profile, Question, report};
///
/// let pack = Pack::embedded()?;
/// let profile = Profile::load("examples/landlord.toml".as_ref(), &pack)?;
/// let answer = huiqi::ask(&pack, &Question::new(profile, Ask::Classify {}))?;
/// assert!(report::answer(&answer, Lang::Zh).markdown().starts_with("# "));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn answer(answer: &Answer<'_>, lang: Lang) -> Document {
    let context = answer.context(lang);
    match &answer.found {
        Found::Assessment(found) => super::assessment(&context, found),
        Found::Comparison(found) => super::comparison(&context, found),
        Found::Years(found) => super::years(answer.pack, &answer.profile, found, lang),
        Found::Ranges(found) => super::ranges(&context, found),
        Found::Glance(found) | Found::Advice(found) => {
            super::comparison(&Context { profile: &found.profile, ..context }, &found.comparison)
        }
        Found::Outlook(found) => super::filing_calendar(&Context { profile: &found.glance.profile, ..context }, &found.calendar),
        Found::Why(found, line) | Found::Explanation(found, line) => super::explanation(&context, found, *line),
        Found::Prepayments(found) => super::prepayments(&context, found),
        Found::FilingCalendar(found) => super::filing_calendar(&context, found),
        Found::Classification(found) => super::classification(&context, found),
        Found::Sweep(found) => super::sweep(&context, found),
        Found::Cliffs(found) => super::cliffs(&context, found),
        Found::BreakEvens(found) => super::break_even(&context, found),
        Found::Optimum(found) => super::optimum(&context, found),
        Found::Impact(found) => super::impact(found, lang),
        Found::ClientReport(found) => super::client_report(&context, found),
    }
}

/// An error as JSON: its kind, and every problem with its code, path, place, values and words. See [`super::error_schema`].
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let error = pack.within_years(2018).unwrap_err();
/// let json: serde_json::Value = serde_json::from_str(&huiqi::report::error_json(&error)).unwrap();
/// assert_eq!((&json["error"], &json["problems"][0]["code"]), (&"outside".into(), &"year-not-covered".into()));
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn error_json(error: &crate::Error) -> String {
    super::json::pretty(error)
}
