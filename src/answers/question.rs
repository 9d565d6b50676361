//! One question in, one answer out: what every command asks, and every other door.
//!
//! A question is JSON: `{"profile": …, "year": 2023, "ask": {"compare": {"to": ["company"]}}}`. The profile in it is an object
//! of facts, or the text of a profile file. [`crate::report::answer_json`] writes the answer.

use crate::answers::agenda::{Agenda, agenda};
use crate::answers::classify::{Classification, classify};
use crate::answers::compare::{Comparison, compare, compare_as};
use crate::answers::convert::compare_converting;
use crate::answers::curve::{
    Axis, AxisProblem, Bounds, Cliffs, CurveError, Moved, Optimum, Overtaking, Sweep, break_even, cliffs, optimise, sweep,
};
use crate::answers::handout::Handout;
use crate::answers::prepay::{Prepayments, prepayments};
use crate::answers::ranges::{Ranges, ranges};
use crate::assess::{Assessment, Rules, amounts, assess};
use crate::base::error::{Error, Problem, Source};
use crate::base::names::{Form, Line, VatStatus};
use crate::base::words::{Vocabulary, catalogue};
use crate::facts::Profile;
use crate::law::Pack;
use crate::{Date, Month};
use chrono::Datelike;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

catalogue! {
    /// What can be wrong with a question, apart from its facts.
    pub(crate) enum QuestionProblem {
        NotAQuestion { reason: String } en "not a question: {reason}" zh "不是合法的提问：{reason}";
        ThisForm { form: Form } en "it is a {form} already" zh "现在就是{form}";
        NotAFirstDay { found: Date, year: i32 } en "{found} is not the first day of a month of {year}" zh "{found} 不是 {year} 年某月的第一天";
        NotTogether { one: &'static str, other: &'static str } en "`{one}` and `{other}` are two questions: ask one" zh "`{one}` 与 `{other}` 不能同时提问";
        YearsBackwards { first: i32, last: i32 } en "the years run backwards: {first} is after {last}" zh "年度颠倒：{first} 晚于 {last}";
        PointsOutside { found: u32, least: u32, most: u32 } en "{found} points: from {least} to {most} can be computed" zh "取值数 {found} 须在 {least} 至 {most} 之间";
        NothingFree en "nothing is free to choose: give wage, share, status, filing, month or to" zh "没有可选择的事项：请给出 wage、share、status、filing、month 或 to";
    }
}

/// The facts of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Facts {
    /// A profile that was read or made.
    Known(Box<Profile>),
    /// The text of a profile file, in TOML.
    Toml(String),
    /// An object with the facts of a profile.
    Json(serde_json::Value),
}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Facts::Known(profile) => serializer.serialize_str(&profile.to_toml()),
            Facts::Toml(text) => serializer.serialize_str(text),
            Facts::Json(facts) => facts.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Facts, D::Error> {
        Ok(match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) => Facts::Toml(text),
            facts => Facts::Json(facts),
        })
    }
}

/// A question: whose facts, under which law, and what is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Question {
    /// The facts.
    pub profile: Facts,
    /// As if the facts were of this year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Only what had been published by this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_on: Option<Date>,
    /// What is asked.
    pub ask: Ask,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Ask {
    /// One form.
    Assess {
        /// If not the present one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<Form>,
    },
    /// Several forms side by side. With unknown facts the answer is ranges.
    Compare {
        /// With these; with all others where there are none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Form>,
        /// Converting on the first of a month of the year.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        convert_on: Option<Date>,
        /// As if after had this VAT status.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        vat_status: Option<VatStatus>,
        /// Under the law of each of these years, both included.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        years: Option<(i32, i32)>,
        /// Facts that are left out count as unknown.
        #[serde(default, skip_serializing_if = "is_false")]
        allow_missing: bool,
    },
    /// One line, step by step.
    Explain {
        /// Which.
        line: Line,
        /// If not the present form.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<Form>,
    },
    /// Prepayments of income tax and the settlement.
    Prepay {
        /// If not the present form.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<Form>,
    },
    /// What to file and by when.
    Calendar {
        /// As if it had this form, all year or from `convert_on`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Form>,
        /// Converting on the first of a month of the year.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        convert_on: Option<Date>,
    },
    /// What the business is.
    Classify {},
    /// Burden and net along one input or two.
    Sweep {
        /// The input and its range: `sales=0..500万元`.
        over: String,
        /// A second one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        over2: Option<String>,
        /// Beside the present form; all others that can be assessed where there are none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Form>,
        /// In how many values each range is cut.
        #[serde(default = "eleven")]
        points: u16,
    },
    /// Where the burden jumps or bends.
    Cliffs {
        /// The input and its range.
        over: String,
        /// If not the present form.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<Form>,
    },
    /// Where one form overtakes another.
    Breakeven {
        /// The input and its range.
        over: String,
        /// With these; with all others that can be assessed where there are none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Form>,
    },
    /// The choices that leave the owner most.
    Optimise {
        /// The owner's wage may lie here: `0..20万元`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wage: Option<String>,
        /// The share of profit distributed may lie here: `50%..100%`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        share: Option<String>,
        /// VAT status is free.
        #[serde(default, skip_serializing_if = "is_false")]
        status: bool,
        /// The filing period is free.
        #[serde(default, skip_serializing_if = "is_false")]
        filing: bool,
        /// The month of converting is free.
        #[serde(default, skip_serializing_if = "is_false")]
        month: bool,
        /// Forms beside the present one; all others that can be assessed where there are none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Vec<Form>>,
    },
    /// All that an adviser hands over.
    Report {
        /// With these; with all others where there are none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Form>,
        /// Converting on the first of a month of the year.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        convert_on: Option<Date>,
    },
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde calls it
fn is_false(flag: &bool) -> bool {
    !flag
}

fn eleven() -> u16 {
    11
}

/// An answer with all that it stands on.
#[derive(Clone, Debug)]
#[must_use]
#[non_exhaustive]
pub struct Answer<'p> {
    /// The pack that was asked.
    pub pack: &'p Pack,
    /// The rules in force.
    pub rules: Rules,
    /// The facts, as they were assessed.
    pub profile: Profile,
    /// What was found.
    pub found: Found,
}

/// What was found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Found {
    /// Of [`Ask::Assess`].
    Assessment(Box<Assessment>),
    /// Of [`Ask::Compare`].
    Comparison(Box<Comparison>),
    /// Of [`Ask::Compare`] over years.
    Years(Vec<(i32, Comparison)>),
    /// Of [`Ask::Compare`] with facts missing.
    Ranges(Box<Ranges>),
    /// Of [`Ask::Explain`]: everything, and the line that was asked for.
    Explanation(Box<Assessment>, Line),
    /// Of [`Ask::Prepay`].
    Prepayments(Prepayments),
    /// Of [`Ask::Calendar`].
    Agenda(Agenda),
    /// Of [`Ask::Classify`].
    Classification(Classification),
    /// Of [`Ask::Sweep`].
    Sweep(Sweep),
    /// Of [`Ask::Cliffs`].
    Cliffs(Box<Cliffs>),
    /// Of [`Ask::Breakeven`].
    BreakEvens(Vec<Overtaking>),
    /// Of [`Ask::Optimise`].
    Optimum(Box<Optimum>),
    /// Of [`Ask::Report`].
    Handout(Box<Handout>),
}

impl Question {
    /// Asks something of the facts of a profile, under the law of its year.
    pub fn new(profile: Profile, ask: Ask) -> Question {
        Question { profile: Facts::Known(Box::new(profile)), year: None, known_on: None, ask }
    }

    /// Reads a question from JSON; `name` is what errors call it.
    ///
    /// # Errors
    /// What is not a question, with its line and column.
    pub fn from_json(json: &str, name: &str) -> Result<Question, Error> {
        serde_json::from_str(json).map_err(|error| {
            let lines = json.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let at = lines.saturating_add(error.column().saturating_sub(1)).min(json.len());
            let reason = error.to_string();
            let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason).to_string();
            let problem = Problem::at(QuestionProblem::NotAQuestion { reason }, (at..at).into());
            Error::question(vec![problem.in_source(&Source::new(name, json))])
        })
    }
}

/// Answers a question.
///
/// ```
/// use huiqi::{Ask, Facts, Question};
///
/// let pack = huiqi::Pack::embedded()?;
/// let question = Question::from_json(
///     r#"{
///         "profile": "year = 2023\nplace = \"麒麟区\"\nlocality = \"city\"\nindustry = \"H6210\"\nform = \"individual-business\"\nname = \"shop\"\n[vat]\nstatus = \"small-scale\"\nfiling = \"quarter\"\n[[sales]]\nperiod = \"Q1\"\nkind = \"services\"\namount = 404000\n[costs]\ngoods = 150000\n[owner]\ncomprehensive_income = 0\n",
///         "ask": {"explain": {"line": "vat"}}
///     }"#,
///     "question.json",
/// )?;
/// let answer = huiqi::ask(&pack, &question)?;
/// let json: serde_json::Value = serde_json::from_str(&huiqi::report::answer_json(&answer)).unwrap();
/// assert_eq!(json["answer"], "explanation");
/// assert_eq!(json["line"]["payable"], "4000.00");
/// assert_eq!(json["steps"][0]["formula"]["code"], "price");
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
/// # Errors
/// As [`ask`].
pub fn ask_watched<'p>(pack: &'p Pack, question: &Question, watch: &dyn Fn()) -> Result<Answer<'p>, Error> {
    let profile = match &question.profile {
        Facts::Known(profile) => profile.as_ref().clone(),
        Facts::Toml(text) => Profile::parse(text, "profile", pack)?,
        Facts::Json(_) => {
            let reason = "`profile` is the text of a profile file".to_string();
            return Err(wrong(QuestionProblem::NotAQuestion { reason }, "profile"));
        }
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
        let rules = pack.rules(years.0, profile.place, question.known_on)?;
        let found = Found::Years(over_years(pack, &profile, *years, question.known_on, to)?);
        return Ok(Answer { pack, rules, profile, found });
    }
    let rules = pack.rules(year, profile.place, question.known_on)?;
    let profile = profile.in_year(year)?;
    let found = Asking { pack, rules: &rules, profile: &profile, watch }.found(&question.ask)?;
    Ok(Answer { pack, rules, profile, found })
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
            Ask::Explain { line, form: asked } => Found::Explanation(Box::new(assess(rules, profile, form(asked))?), *line),
            Ask::Prepay { form: asked } => Found::Prepayments(prepayments(rules, profile, form(asked))?),
            Ask::Classify {} => Found::Classification(classify(pack, rules, profile)?),
            Ask::Compare { to, convert_on, vat_status, allow_missing, .. } => self.compare(to, *convert_on, *vat_status, *allow_missing)?,
            Ask::Calendar { to, convert_on } => {
                self.others_only(to.as_slice(), "ask.calendar.to")?;
                Found::Agenda(agenda(pack, rules, profile, *to, self.month(*convert_on, "ask.calendar.convert_on")?)?)
            }
            Ask::Report { to, convert_on } => {
                self.others_only(to, "ask.report.to")?;
                let month = self.month(*convert_on, "ask.report.convert_on")?;
                Found::Handout(Box::new(Handout::new(pack, rules, profile, to, month)?))
            }
            Ask::Cliffs { over, form: asked } => {
                let (axis, range) = Axis::parse_span(over).map_err(|problem| wrong_axis(problem, "ask.cliffs.over"))?;
                let found = cliffs(rules, profile, form(asked), axis, range, watch);
                Found::Cliffs(Box::new(found.map_err(|error| refused(error, "ask.cliffs.over"))?))
            }
            Ask::Breakeven { over, to } => {
                let (axis, range) = Axis::parse_span(over).map_err(|problem| wrong_axis(problem, "ask.breakeven.over"))?;
                let forms = self.forms(to, "ask.breakeven.to")?;
                let of = |form| break_even(rules, profile, axis, range, form, watch).map_err(|error| refused(error, "ask.breakeven.over"));
                Found::BreakEvens(forms.into_iter().map(of).collect::<Result<_, _>>()?)
            }
            Ask::Sweep { over, over2, to, points } => {
                if !(2..=2_000).contains(points) {
                    return Err(wrong(
                        QuestionProblem::PointsOutside { found: u32::from(*points), least: 2, most: 2_000 },
                        "ask.sweep.points",
                    ));
                }
                let first = Axis::parse_span(over).map_err(|problem| wrong_axis(problem, "ask.sweep.over"))?;
                let second = over2.as_ref().map(|text| Axis::parse_span(text).map_err(|problem| wrong_axis(problem, "ask.sweep.over2")));
                let forms = self.forms(to, "ask.sweep.to")?;
                let found = sweep(rules, profile, &forms, first, second.transpose()?, usize::from(*points), watch);
                Found::Sweep(found.map_err(|error| refused(error, "ask.sweep.over"))?)
            }
            Ask::Optimise { wage, share, status, filing, month, to } => {
                if wage.is_none() && share.is_none() && !status && !filing && !month && to.is_none() {
                    return Err(wrong(QuestionProblem::NothingFree, "ask.optimise"));
                }
                let range = |text: &Option<String>, input: Moved, path: &str| {
                    text.as_ref().map(|text| Axis::of(input).range(text).map_err(|problem| wrong_axis(problem, path))).transpose()
                };
                let bounds = Bounds {
                    forms: self.forms(to.as_deref().unwrap_or_default(), "ask.optimise.to")?,
                    wage: range(wage, Moved::Wage, "ask.optimise.wage")?,
                    share: range(share, Moved::Share, "ask.optimise.share")?,
                    status: *status,
                    filing: *filing,
                    month: *month,
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
        if missing || (!profile.unknown.is_empty() && day.is_none() && status.is_none()) {
            return Ok(Found::Ranges(Box::new(ranges(rules, profile, to, missing)?)));
        }
        Ok(Found::Comparison(Box::new(match (self.month(day, "ask.compare.convert_on")?, status) {
            (Some(_), Some(_)) => {
                return Err(wrong(QuestionProblem::NotTogether { one: "convert_on", other: "vat_status" }, "ask.compare.vat_status"));
            }
            (Some(month), None) => compare_converting(rules, profile, month, to)?,
            (None, Some(status)) => compare_as(rules, profile, status, to)?,
            (None, None) => compare(rules, profile, to)?.with_break_even(rules, profile)?,
        })))
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
