//! One question in, one answer out: what every command asks, and every other door.
//!
//! A question is JSON: `{"profile": …, "year": 2023, "ask": {"compare": {"to": ["company"]}}}`. The profile in it is an object
//! of facts, or the text of a profile file. [`crate::report::answer_json`] writes the answer.

use crate::Date;
use crate::answers::classify::Classification;
use crate::answers::client_report::ClientReport;
use crate::answers::compare::Comparison;
use crate::answers::curve::{Cliffs, Optimum, Overtaking, Sweep};
use crate::answers::filing_calendar::FilingCalendar;
use crate::answers::impact::Impact;
use crate::answers::page::{Glance, Outlook};
use crate::answers::prepay::Prepayments;
use crate::answers::ranges::Ranges;
use crate::assess::{Assessment, Rules};
use crate::base::error::{Error, Problem, Source};
use crate::base::names::{Form, Line, VatStatus};
use crate::base::words::catalogue;
use crate::facts::Profile;
use crate::law::Pack;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

catalogue! {
    /// What can be wrong with a question, apart from its facts.
    pub(crate) enum QuestionProblem {
        NotAQuestion { reason: String } en "not a question: {reason}" zh "不是合法的提问：{reason}";
        ThisForm { form: Form } en "the business has this form already: {form}" zh "现在就是{form}";
        NotAFirstDay { found: Date, year: i32 } en "{found} is not the first day of a month of {year}" zh "{found} 不是 {year} 年某月的第一天";
        NotTogether { one: &'static str, other: &'static str } en "`{one}` and `{other}` are two questions: ask one"
            zh "`{one}` 与 `{other}` 不能同时提问";
        YearsBackwards { first: i32, last: i32 } en "the years run backwards: {first} is after {last}" zh "年度颠倒：{first} 晚于 {last}";
        PointsOutside { found: u32, least: u32, most: u32 } en "{found} points: from {least} to {most} can be computed"
            zh "取值数 {found} 须在 {least} 至 {most} 之间";
        NoChange en "what changes? One of `drafts`, `years`, `published`" zh "什么发生变化？`drafts`、`years`、`published` 须给出一项";
        NotAnAmount { found: String } en "`{found}` is not an amount, such as 90万元" zh "`{found}` 不是金额；应如 90万元";
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
    /// What a page shows first: one form beside the present one, all forms with their figures, every open fact taken as usual.
    Glance {
        /// The form to look at; the one that leaves most of the others where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Form>,
        /// As if sales less costs were this: `90万元`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earned: Option<String>,
    },
    /// What a page shows a little later: when converting pays, the curve over what is earned, the jumps of the law, the next days.
    Outlook {
        /// The form to look at, as in a glance.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Form>,
        /// The first day to look at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Date>,
    },
    /// What is best, with the best wage and share of each company, in the command's sentences; open facts as in a glance.
    Advice {},
    /// One line in everyday words, with the text behind each step; open facts as in a glance.
    Why {
        /// Which.
        line: Line,
        /// If not the present form.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<Form>,
        /// As if sales less costs were this, as in a glance.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earned: Option<String>,
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
    /// The choices that leave the owner most. Where nothing is said, form, wage, share, VAT status and month are free.
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
    /// What a change of the law costs the business: drafts, another year, or what was published in between; one of the three.
    Impact {
        /// Texts of policy files that are laid over the pack.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        drafts: Vec<String>,
        /// The law of the second of two years against that of the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        years: Option<(i32, i32)>,
        /// What had been published by the second of two days against what had been by the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        published: Option<(Date, Date)>,
        /// Forms beside the present one; all others that can be assessed where there are none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Form>,
    },
    /// All that an adviser hands over. With unknown facts the answer is ranges.
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
    pub rules: Arc<Rules>,
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
    /// Of [`Ask::Compare`] and [`Ask::Report`] with facts missing.
    Ranges(Box<Ranges>),
    /// Of [`Ask::Glance`].
    Glance(Box<Glance>),
    /// Of [`Ask::Outlook`].
    Outlook(Box<Outlook>),
    /// Of [`Ask::Advice`].
    Advice(Box<Glance>),
    /// Of [`Ask::Why`].
    Why(Box<Assessment>, Line),
    /// Of [`Ask::Explain`]: everything, and the line that was asked for.
    Explanation(Box<Assessment>, Line),
    /// Of [`Ask::Prepay`].
    Prepayments(Prepayments),
    /// Of [`Ask::Calendar`].
    FilingCalendar(FilingCalendar),
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
    /// Of [`Ask::Impact`].
    Impact(Box<Impact>),
    /// Of [`Ask::Report`].
    ClientReport(Box<ClientReport>),
}

impl Question {
    /// Asks something of the facts of a profile, under the law of its year.
    ///
    /// ```
    /// use huiqi::{Ask, Form, Pack, Profile, Question};
    ///
    /// let pack = Pack::embedded()?;
    /// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let mut question = Question::new(shop, Ask::Assess { form: Some(Form::Company) });
    /// question.year = Some(2024); // as if the facts were of 2024
    /// assert_eq!(huiqi::ask(&pack, &question)?.rules.year, 2024);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn new(profile: Profile, ask: Ask) -> Question {
        Question { profile: Facts::Known(Box::new(profile)), year: None, known_on: None, ask }
    }

    /// Reads a question from JSON; `name` is what errors call it.
    ///
    /// ```
    /// use huiqi::{Ask, Question};
    ///
    /// let question = Question::from_json(r#"{"profile": "year = 2023", "ask": {"classify": {}}}"#, "question.json")?;
    /// assert_eq!(question.ask, Ask::Classify {});
    /// # Ok::<(), huiqi::Error>(())
    /// ```
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
