//! The report as JSON: the comparison, and every number that a picture shows.

use super::parts::{PartKey, parts};
use super::series::sides;
use crate::answers::client_report::{ClientReport, CurveMark, CurvePoint};
use crate::base::error::Problem;
use crate::base::names::{Form, Line};
use crate::base::words::Vocabulary;
use crate::report::Context;
use crate::report::filing_calendar::{EntryOut, entries_out};
use crate::report::json::{ComparisonOut, Header, comparison_out, header, pretty};
use crate::{Assessment, Money};
use serde::Serialize;

#[derive(Serialize)]
struct ReportOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    converts_on: Option<String>,
    comparison: ComparisonOut<'a>,
    money: Vec<MoneyOut>,
    net_over_profit: CurveOut,
    years: Vec<YearOut>,
    years_left_out: Vec<LeftOut>,
    calendars: Vec<CalendarOut<'a>>,
}

#[derive(Serialize)]
struct CalendarOut<'a> {
    form: &'static str,
    entries: Vec<EntryOut<'a>>,
}

#[derive(Serialize)]
struct MoneyOut {
    form: &'static str,
    parts: Vec<PartOut>,
}

#[derive(Serialize)]
struct PartOut {
    id: &'static str,
    amount: Money,
}

#[derive(Serialize)]
struct CurveOut {
    forms: Vec<&'static str>,
    points: Vec<PointOut>,
    marks: Vec<MarkOut>,
}

#[derive(Serialize)]
struct PointOut {
    profit: Money,
    net: Vec<Money>,
    /// More than in the present form.
    gain: Vec<Money>,
    breaks: bool,
}

#[derive(Serialize)]
struct MarkOut {
    kind: &'static str,
    forms: Vec<&'static str>,
    profit: Money,
    until: Money,
    net: Money,
    drop: Money,
}

#[derive(Serialize)]
struct YearOut {
    year: i32,
    forms: Vec<FormOut>,
}

#[derive(Serialize)]
struct FormOut {
    form: &'static str,
    total: Money,
    net_to_owner: Money,
}

#[derive(Serialize)]
struct LeftOut {
    year: i32,
    reasons: Vec<Problem>,
}

/// The report as JSON.
///
/// ```
/// use huiqi::{report, ClientReport, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = ClientReport::new(&pack, &rules, &shop, &[Form::OnePersonCompany], None)?;
/// let json: serde_json::Value = serde_json::from_str(&report::client_report_json(&context, &found)).unwrap();
/// assert_eq!(json["years"].as_array().unwrap().len(), found.years.len());
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn client_report_json<'a>(context: &Context<'a>, client_report: &'a ClientReport) -> String {
    let keys = |forms: &[Form]| forms.iter().map(|form| form.key()).collect();
    let mark = |mark: &CurveMark| MarkOut {
        kind: mark.kind.key(),
        forms: keys(&mark.forms),
        profit: mark.profit,
        until: mark.until,
        net: mark.net,
        drop: mark.drop,
    };
    let point = |point: &CurvePoint| {
        let now = point.net.first().copied().unwrap_or_default();
        let gain = point.net.iter().map(|net| *net - now).collect();
        PointOut { profit: point.profit, net: point.net.clone(), gain, breaks: point.breaks }
    };
    let form =
        |side: &Assessment| FormOut { form: side.form.key(), total: side.amounts.total(), net_to_owner: side.amounts.net_to_owner() };
    pretty(&ReportOut {
        header: header(context, "report"),
        converts_on: client_report.converts_on.map(|day| day.to_string()),
        comparison: comparison_out(context, &client_report.comparison),
        money: sides(client_report).into_iter().map(|side| money(context, side)).collect(),
        net_over_profit: CurveOut {
            forms: keys(&client_report.curve.forms),
            points: client_report.curve.points.iter().map(point).collect(),
            marks: client_report.curve.marks.iter().map(mark).collect(),
        },
        years: client_report
            .years
            .iter()
            .map(|(year, of_year)| YearOut {
                year: *year,
                forms: std::iter::once(&of_year.before).chain(&of_year.after).map(form).collect(),
            })
            .collect(),
        years_left_out: client_report
            .years_left_out
            .iter()
            .map(|(year, error)| LeftOut { year: *year, reasons: error.reasons() })
            .collect(),
        calendars: client_report
            .calendars
            .iter()
            .map(|filing_calendar| CalendarOut { form: filing_calendar.form.key(), entries: entries_out(context, filing_calendar) })
            .collect(),
    })
}

fn money(context: &Context<'_>, side: &Assessment) -> MoneyOut {
    let id = |key: PartKey| match key {
        PartKey::Costs => "costs",
        PartKey::Tax(line) => Line::key(line),
        PartKey::DeedTax => "deed-tax",
        PartKey::Owner => "owner",
    };
    let parts = parts(context, side).into_iter().map(|(key, _, amount)| PartOut { id: id(key), amount }).collect();
    MoneyOut { form: side.form.key(), parts }
}
