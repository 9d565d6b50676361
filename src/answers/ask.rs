//! Answering: each question goes to the computation that knows it.

use super::question::{Answer, Ask, Facts, Found, Question, QuestionProblem};
use crate::answers::classify::classify;
use crate::answers::client_report::ClientReport;
use crate::answers::compare::compare_converting;
use crate::answers::compare::{Comparison, compare, compare_as};
use crate::answers::curve::{Axis, AxisProblem, Bounds, CurveError, Variable, Work, break_even_within, cliffs, optimise, sweep};
use crate::answers::filing_calendar::filing_calendar;
use crate::answers::impact::{Impact, LawVersion};
use crate::answers::open_facts::{LeftOut, answered, opened};
use crate::answers::page::{advice, glance, outlook, told};
use crate::answers::prepay::prepayments;
use crate::answers::ranges::ranges;
use crate::assess::{Rules, amounts, assess};
use crate::base::error::{Error, Problem};
use crate::base::names::{Form, VatStatus};
use crate::base::words::Vocabulary;
use crate::facts::Profile;
use crate::law::Pack;
use crate::{Date, Money, Month};
use chrono::Datelike;
use std::sync::Arc;

/// Who hands out the law of a year, a place and a day on which it was known.
pub type RulesOf<'r> = &'r dyn Fn(i32, u32, Option<Date>) -> Result<Arc<Rules>, Error>;

/// Answers a question.
///
/// ```
/// use huiqi::Question;
///
/// let pack = huiqi::Pack::embedded()?;
/// let profile = std::fs::read_to_string("examples/noodle-shop.toml").unwrap();
/// let json = serde_json::json!({ "profile": profile, "ask": { "explain": { "line": "vat" } } }).to_string();
/// let answer = huiqi::ask(&pack, &Question::from_json(&json, "question.json")?)?;
/// let json: serde_json::Value = serde_json::from_str(&huiqi::report::answer_json(&answer)).unwrap();
/// assert_eq!(json["answer"], "explanation");
/// assert!(json["steps"][0]["formula"]["code"].is_string());
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// What is wrong with the question ([`Error::is_question`]), with its facts, or outside the pack.
pub fn ask<'p>(pack: &'p Pack, question: &Question) -> Result<Answer<'p>, Error> {
    ask_watched(pack, question, &|| ())
}

/// As [`ask`]; `watch` is called again and again during long computations.
///
/// ```
/// use huiqi::{Ask, Pack, Profile, Question};
/// use std::cell::Cell;
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let assessments = Cell::new(0);
/// let question = Question::new(shop, Ask::Cliffs { over: "sales=0..300万元".to_string(), form: None });
/// let answer = huiqi::ask_watched(&pack, &question, &|| assessments.set(assessments.get() + 1))?;
/// assert!(matches!(answer.found, huiqi::Found::Cliffs(_)) && assessments.get() > 10);
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// As [`ask`].
pub fn ask_watched<'p>(pack: &'p Pack, question: &Question, watch: &dyn Fn()) -> Result<Answer<'p>, Error> {
    ask_under(pack, question, &|year, place, known_on| pack.rules(year, place, known_on).map(Arc::new), watch)
}

/// As [`ask_watched`], for a program that is asked again and again: `rules_of` hands out the law of a year, a place and a day on which
/// it was known, which takes a quarter of a comparison to resolve and may be kept as long as the pack is.
///
/// ```
/// use huiqi::{Ask, Pack, Profile, Question};
/// use std::sync::Arc;
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let kept = Arc::new(pack.rules(shop.year, shop.place, None)?);
/// let question = Question::new(shop, Ask::Assess { form: None });
/// let answer = huiqi::ask_under(&pack, &question, &|_, _, _| Ok(kept.clone()), &|| ())?;
/// assert_eq!(huiqi::report::answer_json(&answer), huiqi::report::answer_json(&huiqi::ask(&pack, &question)?));
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// As [`ask`], and those of `rules_of`.
pub fn ask_under<'p>(pack: &'p Pack, question: &Question, rules_of: RulesOf<'_>, watch: &dyn Fn()) -> Result<Answer<'p>, Error> {
    let is_of_a_page = matches!(question.ask, Ask::Glance { .. } | Ask::Outlook { .. } | Ask::Advice {} | Ask::Why { .. });
    let profile = match &question.profile {
        Facts::Known(profile) => profile.as_ref().clone(),
        // What a person has not come to yet is taken as usual.
        Facts::Toml(text) if is_of_a_page => Profile::filled_in(text, "profile", pack)?,
        Facts::Json(facts) if is_of_a_page => Profile::filled_in(&facts.to_string(), "profile", pack)?,
        Facts::Toml(text) => Profile::parse(text, "profile", pack)?,
        Facts::Json(facts) => Profile::from_json(&facts.to_string(), "profile", pack)?,
    };
    let year = question.year.unwrap_or(profile.year);
    if let Ask::Compare { years: Some(years), to, convert_on, vat_status, allow_missing } = &question.ask {
        let besides = [
            ("convert_on", convert_on.is_some()),
            ("vat_status", vat_status.is_some()),
            ("allow_missing", *allow_missing),
            ("year", question.year.is_some()),
        ];
        if let Some((other, _)) = besides.into_iter().find(|(_, given)| *given) {
            return Err(wrong(QuestionProblem::NotTogether { one: "years", other }, "ask.compare.years"));
        }
        let rules = rules_of(years.0, profile.place, question.known_on)?;
        let found = Found::Years(over_years(pack, &profile, *years, question.known_on, to)?);
        return Ok(Answer { pack, rules, profile, found });
    }
    if let Ask::Impact { to, .. } = &question.ask {
        let (before, after) = laws(pack, question)?;
        let rules = rules_of(before.year.unwrap_or(year), profile.place, before.known_on)?;
        let found = Impact::between(before, after, profile.place)?.on_business(&profile, to)?;
        return Ok(Answer { pack, rules, profile, found: Found::Impact(Box::new(found)) });
    }
    let rules = rules_of(year, profile.place, question.known_on)?;
    let profile = profile.in_year(year)?;
    let found = Asking { pack, rules: &rules, profile: &profile, watch }.found(&question.ask)?;
    Ok(Answer { pack, rules, profile, found })
}

/// The law as it is and the one that a question holds it against.
fn laws(pack: &Pack, question: &Question) -> Result<(LawVersion, LawVersion), Error> {
    let before = LawVersion { year: question.year, known_on: question.known_on, ..LawVersion::of(pack.clone()) };
    let Ask::Impact { drafts, years, published, .. } = &question.ask else { return Ok((before.clone(), before)) };
    let given = [
        ("drafts", !drafts.is_empty()),
        ("years", years.is_some()),
        ("published", published.is_some()),
        ("year", years.is_some() && question.year.is_some()),
        ("known_on", published.is_some() && question.known_on.is_some()),
    ];
    let mut given = given.into_iter().filter(|(_, given)| *given).map(|(name, _)| name);
    match (given.next(), given.next()) {
        (None, _) => return Err(wrong(QuestionProblem::NoChange, "ask.impact")),
        (Some(one), Some(other)) => return Err(wrong(QuestionProblem::NotTogether { one, other }, "ask.impact")),
        (Some(_), None) => {}
    }
    let after = before.clone();
    Ok(match (years, published) {
        (Some((from, to)), _) => (LawVersion { year: Some(*from), ..before }, LawVersion { year: Some(*to), ..after }),
        (None, Some((from, to))) => (LawVersion { known_on: Some(*from), ..before }, LawVersion { known_on: Some(*to), ..after }),
        (None, None) => {
            let named = drafts.iter().enumerate().map(|(at, text)| (format!("ask.impact.drafts[{at}]"), text.clone()));
            let drafted = pack.overlaid(named.collect())?;
            (before, LawVersion { pack: drafted.into(), ..after })
        }
    })
}

/// One comparison a year.
fn over_years(
    pack: &Pack,
    profile: &Profile,
    (first, last): (i32, i32),
    known_on: Option<Date>,
    to: &[Form],
) -> Result<Vec<(i32, Comparison)>, Error> {
    if first > last {
        return Err(wrong(QuestionProblem::YearsBackwards { first, last }, "ask.compare.years"));
    }
    pack.rules(last, profile.place, known_on)?;
    let of_year = |year: i32| {
        let facts = profile.clone().in_year(year)?;
        Ok((year, compare(&pack.rules(year, facts.place, known_on)?, &facts, to)?))
    };
    (first..=last).map(of_year).collect()
}

fn wrong(problem: QuestionProblem, path: &str) -> Error {
    Error::question(vec![Problem::new(problem).of(path)])
}

/// What an input cannot be, as a problem of the question.
fn wrong_axis(problem: AxisProblem, path: &str) -> Error {
    Error::question(vec![Problem::new(problem).of(path)])
}

fn refused(error: CurveError, path: &str) -> Error {
    match error {
        CurveError::Facts(error) => error,
        CurveError::Axis(problem) => wrong_axis(problem, path),
    }
}

/// An amount that is tried.
fn tried(earned: Option<&String>, path: &str) -> Result<Option<Money>, Error> {
    let amount = |text: &String| {
        let not_one = || wrong(QuestionProblem::NotAnAmount { found: text.clone() }, path);
        Money::parse(text).ok_or_else(not_one)
    };
    earned.map(amount).transpose()
}

struct Asking<'a> {
    pack: &'a Pack,
    rules: &'a Rules,
    profile: &'a Profile,
    watch: &'a dyn Fn(),
}

impl Asking<'_> {
    fn found(&self, ask: &Ask) -> Result<Found, Error> {
        let (pack, rules, profile, watch) = (self.pack, self.rules, self.profile, self.watch);
        let form = |asked: &Option<Form>| asked.unwrap_or(profile.form);
        Ok(match ask {
            Ask::Assess { form: asked } => Found::Assessment(Box::new(assess(rules, profile, form(asked))?)),
            Ask::Glance { to, earned } => {
                self.others_only(to.as_slice(), "ask.glance.to")?;
                Found::Glance(Box::new(glance(rules, profile, *to, tried(earned.as_ref(), "ask.glance.earned")?)?))
            }
            Ask::Outlook { to, from } => {
                self.others_only(to.as_slice(), "ask.outlook.to")?;
                Found::Outlook(Box::new(outlook(pack, rules, profile, *to, *from)?))
            }
            Ask::Advice {} => Found::Advice(Box::new(advice(rules, profile)?)),
            Ask::Why { line, form: asked, earned } => {
                let told = told(rules, profile, tried(earned.as_ref(), "ask.why.earned")?)?;
                Found::Why(Box::new(assess(rules, &told, form(asked))?), *line)
            }
            Ask::Explain { line, form: asked } => Found::Explanation(Box::new(assess(rules, profile, form(asked))?), *line),
            Ask::Prepay { form: asked } => Found::Prepayments(prepayments(rules, profile, form(asked))?),
            Ask::Classify {} => Found::Classification(classify(pack, rules, profile)?),
            Ask::Compare { to, convert_on, vat_status, allow_missing, .. } => self.compare(to, *convert_on, *vat_status, *allow_missing)?,
            Ask::Calendar { to, convert_on } => {
                self.others_only(to.as_slice(), "ask.calendar.to")?;
                Found::FilingCalendar(filing_calendar(pack, rules, profile, *to, self.month(*convert_on, "ask.calendar.convert_on")?)?)
            }
            Ask::Report { to, convert_on } => {
                self.others_only(to, "ask.report.to")?;
                let (found, settled) = if convert_on.is_none() { self.settled(to)? } else { (None, None) };
                if let Some(found) = found {
                    return Ok(found);
                }
                let profile = settled.as_ref().unwrap_or(profile);
                let month = self.month(*convert_on, "ask.report.convert_on")?;
                Found::ClientReport(Box::new(ClientReport::new(pack, rules, profile, to, month)?))
            }
            // Asked of two laws, before there are rules of one.
            Ask::Impact { .. } => return Err(wrong(QuestionProblem::NoChange, "ask.impact")),
            Ask::Cliffs { over, form: asked } => {
                let (axis, range) = Axis::parse_span(over).map_err(|problem| wrong_axis(problem, "ask.cliffs.over"))?;
                let found = cliffs(rules, profile, form(asked), axis, range, watch);
                Found::Cliffs(Box::new(found.map_err(|error| refused(error, "ask.cliffs.over"))?))
            }
            Ask::Breakeven { over, to } => {
                let (axis, range) = Axis::parse_span(over).map_err(|problem| wrong_axis(problem, "ask.breakeven.over"))?;
                let forms = self.forms(to, "ask.breakeven.to")?;
                let work = Work::new(watch);
                let of = |form| {
                    break_even_within(rules, profile, axis, range, form, &work).map_err(|error| refused(error, "ask.breakeven.over"))
                };
                Found::BreakEvens(forms.into_iter().map(of).collect::<Result<_, _>>()?)
            }
            Ask::Sweep { over, over2, to, points } => {
                // Of two inputs each value of the one goes with each of the other, and all are kept.
                let most = if over2.is_some() { 100 } else { 2_000 };
                if !(2..=most).contains(points) {
                    let outside = QuestionProblem::PointsOutside { found: u32::from(*points), least: 2, most: u32::from(most) };
                    return Err(wrong(outside, "ask.sweep.points"));
                }
                let first = Axis::parse_span(over).map_err(|problem| wrong_axis(problem, "ask.sweep.over"))?;
                let second = over2.as_ref().map(|text| Axis::parse_span(text).map_err(|problem| wrong_axis(problem, "ask.sweep.over2")));
                let forms = self.forms(to, "ask.sweep.to")?;
                let found = sweep(rules, profile, &forms, first, second.transpose()?, usize::from(*points), watch);
                Found::Sweep(found.map_err(|error| refused(error, "ask.sweep.over"))?)
            }
            Ask::Optimise { wage, share, status, filing, month, to } => {
                let range = |text: &Option<String>, input: Variable, path: &str| {
                    text.as_ref().map(|text| Axis::of(input).range(text).map_err(|problem| wrong_axis(problem, path))).transpose()
                };
                let nothing_said = wage.is_none() && share.is_none() && !status && !filing && !month && to.is_none();
                let bounds = if nothing_said {
                    Bounds::usual(rules, profile)?
                } else {
                    Bounds {
                        forms: self.forms(to.as_deref().unwrap_or_default(), "ask.optimise.to")?,
                        wage: range(wage, Variable::Wage, "ask.optimise.wage")?,
                        share: range(share, Variable::Share, "ask.optimise.share")?,
                        status: *status,
                        filing: *filing,
                        month: *month,
                    }
                };
                Found::Optimum(Box::new(optimise(rules, profile, &bounds, watch).map_err(|error| refused(error, "ask.optimise"))?))
            }
        })
    }

    fn compare(&self, to: &[Form], day: Option<Date>, status: Option<VatStatus>, missing: bool) -> Result<Found, Error> {
        let (rules, profile) = (self.rules, self.profile);
        let status = status.filter(|status| *status != profile.vat_status);
        if status.is_none() {
            self.others_only(to, "ask.compare.to")?;
        }
        if missing {
            return Ok(Found::Ranges(Box::new(ranges(rules, profile, to, true)?)));
        }
        let (found, settled) = if day.is_none() && status.is_none() { self.settled(to)? } else { (None, None) };
        if let Some(found) = found {
            return Ok(found);
        }
        let profile = settled.as_ref().unwrap_or(profile);
        Ok(Found::Comparison(Box::new(match (self.month(day, "ask.compare.convert_on")?, status) {
            (Some(_), Some(_)) => {
                return Err(wrong(QuestionProblem::NotTogether { one: "convert_on", other: "vat_status" }, "ask.compare.vat_status"));
            }
            (Some(month), None) => compare_converting(rules, profile, month, to)?,
            (None, Some(status)) => compare_as(rules, profile, status, to)?,
            (None, None) => compare(rules, profile, to)?.with_break_even(rules, profile)?.with_choices(rules, profile)?,
        })))
    }

    /// Of unknown facts the ranges, where any of them matters; else the profile with some answer to each, which is as good as any.
    fn settled(&self, to: &[Form]) -> Result<(Option<Found>, Option<Profile>), Error> {
        let left_out = LeftOut::of(self.profile, to, false);
        if opened(self.rules, self.profile, left_out).1.is_empty() {
            return Ok((None, None));
        }
        let found = ranges(self.rules, self.profile, to, false)?;
        if found.questions.iter().any(|question| question.matters) {
            return Ok((Some(Found::Ranges(Box::new(found))), None));
        }
        Ok((None, Some(answered(self.rules, self.profile, left_out).0)))
    }

    /// A business does not convert into the form that it has.
    fn others_only(&self, to: &[Form], path: &str) -> Result<(), Error> {
        let present = self.profile.form;
        if to.contains(&present) { Err(wrong(QuestionProblem::ThisForm { form: present }, path)) } else { Ok(()) }
    }

    /// The forms asked for, each once, or every other that can be assessed.
    fn forms(&self, to: &[Form], path: &str) -> Result<Vec<Form>, Error> {
        self.others_only(to, path)?;
        if to.is_empty() {
            let comparison = compare(self.rules, self.profile, &[])?;
            let assessed = |form: &Form| comparison.after.iter().any(|after| after.form == *form);
            return Ok(Form::ALL.iter().copied().filter(assessed).collect());
        }
        let mut forms: Vec<Form> = Vec::new();
        for form in to {
            amounts(self.rules, self.profile, *form)?;
            if !forms.contains(form) {
                forms.push(*form);
            }
        }
        Ok(forms)
    }

    /// A conversion takes effect on the first of a month of the year under assessment.
    fn month(&self, day: Option<Date>, path: &str) -> Result<Option<Month>, Error> {
        let Some(day) = day else { return Ok(None) };
        match Month::from_number(day.month()) {
            Some(month) if day.day() == 1 && day.year() == self.rules.year => Ok(Some(month)),
            _ => Err(wrong(QuestionProblem::NotAFirstDay { found: day, year: self.rules.year }, path)),
        }
    }
}
