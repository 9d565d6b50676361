//! The points at which burden jumps or bends along an input.

use super::Context;
use super::document::{Block, Cell, Document, Records, Row, Table};
use super::json::{Header, header, pretty};
use crate::Money;
use crate::answers::curve::{Axis, Cliff, Cliffs, Figure, Slope, Unit};
use crate::base::dates::Period;
use crate::base::error::{Error, Problem};
use crate::base::names::{Form, Line};
use crate::base::words::{Say, Vocabulary, catalogue};
use crate::law::Citation;
use crate::taxes::trace::Reason;
use serde::Serialize;

catalogue! {
    /// The words of these reports.
    enum Words {
        Asked { axis: Axis, from: String, to: String, form: Form } en "{form}; {axis} from {from} to {to}" zh "{form}；{axis} {from} 至 {to}";
        Here { axis: Axis, here: String, burden: Money, rate: String }
            en "Now: {axis} {here}, taxes and fees {burden}; of the next yuan {rate}."
            zh "现在：{axis} {here}，税费 {burden} 元；再增加一元的边际税负 {rate}。";
        HereOnly { axis: Axis, here: String, burden: Money } en "Now: {axis} {here}, taxes and fees {burden}."
            zh "现在：{axis} {here}，税费 {burden} 元。";
        Costs { by: String, axis: Axis, change: Money } en "{by} more in {axis} costs {change} more taxes and fees."
            zh "{axis}增加 {by}，税费多 {change} 元。";
        Saves { by: String, axis: Axis, change: Money } en "{by} more in {axis} saves {change} of taxes and fees."
            zh "{axis}增加 {by}，税费少 {change} 元。";
        LessSaves { by: String, axis: Axis, change: Money } en "{by} less in {axis} saves {change} of taxes and fees."
            zh "{axis}减少 {by}，税费少 {change} 元。";
        LessCosts { by: String, axis: Axis, change: Money } en "{by} less in {axis} costs {change} more taxes and fees."
            zh "{axis}减少 {by}，税费多 {change} 元。";
        None en "No point at which the burden jumps or its marginal rate changes." zh "该范围内税费既无跳跃，边际税率也不变化。";
        At en "at" zh "位置";
        Distance en "from here" zh "距现状";
        Jump en "jump" zh "跳跃";
        Before en "rate before" zh "之前边际税率";
        After en "rate after" zh "之后边际税率";
        Mostly en "mostly" zh "主要税费";
        Why en "Why" zh "原因";
        Because { at: String, measure: String, citation: String } en "{at}: {measure} ({citation})" zh "{at}：{measure}（{citation}）";
        BecauseOf { at: String, measure: String, reason: String, citation: String } en "{at}: {measure}: {reason} ({citation})"
            zh "{at}：{measure}：{reason}（{citation}）";
        Wavers { at: String, before: String } en "{at}: rounding goes back and forth between {before} and here"
            zh "{at}：自 {before} 起因四舍五入来回变动";
        NotAssessed { at: String, reason: String } en "{at}: cannot be assessed on one side: {reason}" zh "{at}：一侧无法测算：{reason}";
    }
}

/// A marginal rate, or nothing where rounding hides it.
pub(super) fn rate(slope: Option<Slope>) -> String {
    slope.map_or_else(|| "—".to_string(), |slope| slope.to_string())
}

fn signed(axis: Axis, distance: i64) -> String {
    if distance > 0 { format!("+{}", axis.show(distance)) } else { axis.show(distance) }
}

/// How far the profile is: to the first value after the point when it lies ahead, to the last one before it when behind.
fn distance(found: &Cliffs, cliff: &Cliff) -> i64 {
    let here = found.curve.here;
    if cliff.after > here { cliff.after - here } else { cliff.before - here }
}

/// What going just past the point nearest on each side does to the burden.
fn sentences(context: &Context<'_>, found: &Cliffs) -> Vec<String> {
    let (axis, lang) = (found.curve.span.axis, context.lang);
    let Some(here) = &found.here else { return Vec::new() };
    let rate = found.curve.stretches.iter().find(|stretch| (stretch.from..=stretch.to).contains(&found.curve.here));
    let (burden, value) = (here.total(), axis.show(found.curve.here));
    let mut out = vec![match rate.and_then(|stretch| stretch.slope(Figure::Burden)) {
        Some(slope) if axis.unit() == Unit::Money => Words::Here { axis, here: value, burden, rate: slope.to_string() },
        _ => Words::HereOnly { axis, here: value, burden },
    }];
    if found.cliffs.is_empty() {
        out.push(Words::None);
    }
    // The sentence is about jumps: where the next point only bends, nothing happens at it.
    let jumps = || found.cliffs.iter().filter(|cliff| cliff.jump != Money::ZERO);
    let above = jumps().find(|cliff| cliff.after > found.curve.here).map(|cliff| (cliff, cliff.amounts.1));
    let below = jumps().rev().find(|cliff| cliff.after <= found.curve.here).map(|cliff| (cliff, cliff.amounts.0));
    for (cliff, amounts) in [above, below].into_iter().flatten() {
        let (Some(amounts), distance) = (amounts, distance(found, cliff)) else { continue };
        let (by, change) = (axis.show(distance.abs()), amounts.total() - here.total());
        out.push(match (distance > 0, change >= Money::ZERO) {
            (true, true) => Words::Costs { by, axis, change },
            (true, false) => Words::Saves { by, axis, change: -change },
            (false, true) => Words::LessCosts { by, axis, change },
            (false, false) => Words::LessSaves { by, axis, change: -change },
        });
    }
    out.iter().map(|words| words.say(lang)).collect()
}

/// Why the computation changes at a point, in words.
fn why(context: &Context<'_>, axis: Axis, cliff: &Cliff) -> Vec<String> {
    let (lang, at) = (context.lang, axis.show(cliff.after));
    let mut out = Vec::new();
    if let Some((cause, measure)) = cliff.cause.as_ref().and_then(|cause| Some((cause, cause.measure?))) {
        let (title, citation) = (context.measure_title(measure), context.citation(measure));
        out.push(match &cause.reason {
            Some(reason) => Words::BecauseOf { at: at.clone(), measure: title, reason: reason.say(lang), citation },
            None => Words::Because { at: at.clone(), measure: title, citation },
        });
    }
    if cliff.after - cliff.before > 1 {
        out.push(Words::Wavers { at: at.clone(), before: axis.show(cliff.before) });
    }
    if let Some(error) = &cliff.refused {
        let reasons: Vec<String> = error.problems().iter().map(|problem| problem.text(lang)).collect();
        out.push(Words::NotAssessed { at, reason: reasons.join("; ") });
    }
    out.iter().map(|words| words.say(lang)).collect()
}

fn row(context: &Context<'_>, found: &Cliffs, cliff: &Cliff) -> Row {
    let axis = found.curve.span.axis;
    let cells = vec![
        cliff.line.map(|line| line.say(context.lang)).into(),
        axis.show(cliff.after).into(),
        signed(axis, distance(found, cliff)).into(),
        if cliff.jump == Money::ZERO { Cell::Empty } else { Cell::Change(cliff.jump) },
        rate(cliff.rates.0).into(),
        rate(cliff.rates.1).into(),
    ];
    cells.into()
}

/// Every point at which the burden jumps or its marginal rate changes.
///
/// ```
/// use huiqi::{report, Axis, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let (sales, range) = (Axis::parse("sales.Q1").unwrap(), Some((40_000_000, 50_000_000)));
/// let found = huiqi::cliffs(&rules, &shop, Form::IndividualBusiness, sales, range, &|| ())?;
/// assert!(report::cliffs(&context, &found).markdown().contains("454,500.01"));
/// # Ok::<(), huiqi::CurveError>(())
/// ```
pub fn cliffs(context: &Context<'_>, found: &Cliffs) -> Document {
    let (curve, lang) = (&found.curve, context.lang);
    let axis = curve.span.axis;
    let mut document = context.page();
    let asked = Words::Asked { axis, from: axis.show(curve.span.from), to: axis.show(curve.span.to), form: curve.form };
    document.leads.push(asked.say(lang));
    document.push(sentences(context, found).into_iter().map(Block::verdict));
    if !found.cliffs.is_empty() {
        let head = [Words::Mostly, Words::At, Words::Distance, Words::Jump, Words::Before, Words::After].map(|words| words.say(lang));
        let rows = found.cliffs.iter().map(|cliff| row(context, found, cliff)).collect();
        document.push([Block::Table(Table::figures(head, 1, rows))]);
    }
    document.push(Block::list(Words::Why.say(lang), found.cliffs.iter().flat_map(|cliff| why(context, axis, cliff)).collect()));
    document.records = Some(records(context, found));
    document
}

/// A record a point.
fn records(context: &Context<'_>, found: &Cliffs) -> Records {
    let axis = found.curve.span.axis;
    let columns = ["axis", "before", "after", "distance", "jump", "net_jump", "rate_before", "rate_after", "line", "measure", "citation"];
    let mut out = Records::new(&columns);
    for cliff in &found.cliffs {
        let measure = cliff.cause.as_ref().and_then(|cause| cause.measure);
        out.push(vec![
            axis.key().into(),
            axis.plain(cliff.before).into(),
            axis.plain(cliff.after).into(),
            axis.plain(distance(found, cliff)).into(),
            cliff.jump.into(),
            cliff.net_jump.into(),
            cliff.rates.0.map(|slope| slope.to_string()).into(),
            cliff.rates.1.map(|slope| slope.to_string()).into(),
            cliff.line.map(Line::key).into(),
            measure.map(|measure| &context.pack.measure(measure).id).into(),
            measure.map(|measure| context.citation(measure)).into(),
        ]);
    }
    out
}

#[derive(Serialize)]
struct CliffsOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    form: &'static str,
    axis: String,
    from: String,
    to: String,
    here: String,
    burden_here: Option<Money>,
    cliffs: Vec<CliffOut>,
    stretches: Vec<StretchOut>,
}

#[derive(Serialize)]
struct CliffOut {
    before: String,
    after: String,
    distance: String,
    burden_before: Option<Money>,
    burden_after: Option<Money>,
    jump: Money,
    net_jump: Money,
    rate_before: Option<RateOut>,
    rate_after: Option<RateOut>,
    line: Option<&'static str>,
    cause: Option<CauseOut>,
    refused: Vec<Problem>,
}

/// A marginal rate: the fraction, and in percent to four places.
#[derive(Serialize)]
pub(super) struct RateOut {
    numerator: i64,
    denominator: i64,
    percent: String,
    exact: bool,
    /// In percent.
    error: String,
}

pub(super) fn rate_out(slope: Slope) -> RateOut {
    let percent = |millionths: i64| rust_decimal::Decimal::new(millionths, 4).normalize().to_string();
    let (numerator, denominator) = (slope.numerator, slope.denominator);
    RateOut { numerator, denominator, percent: percent(slope.millionths()), exact: slope.exact, error: percent(slope.error) }
}

#[derive(Serialize)]
struct CauseOut {
    citation: Option<Citation>,
    line: Option<&'static str>,
    period: Option<Period>,
    reason: Option<Reason>,
}

#[derive(Serialize)]
struct StretchOut {
    from: String,
    to: String,
    burden_first: Option<Money>,
    burden_last: Option<Money>,
    net_first: Option<Money>,
    net_last: Option<Money>,
    burden_rate: Option<RateOut>,
    net_rate: Option<RateOut>,
    curved: bool,
}

/// As JSON: the points, and the stretches between them.
///
/// ```
/// use huiqi::{report, Axis, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let (sales, range) = (Axis::parse("sales.Q1").unwrap(), Some((40_000_000, 50_000_000)));
/// let found = huiqi::cliffs(&rules, &shop, Form::IndividualBusiness, sales, range, &|| ())?;
/// let json: serde_json::Value = serde_json::from_str(&report::cliffs_json(&context, &found)).unwrap();
/// assert_eq!(json["cliffs"].as_array().unwrap().len(), found.cliffs.len());
/// # Ok::<(), huiqi::CurveError>(())
/// ```
#[must_use]
pub fn cliffs_json(context: &Context<'_>, found: &Cliffs) -> String {
    let (curve, axis) = (&found.curve, found.curve.span.axis);
    let cliff_out = |cliff: &Cliff| CliffOut {
        before: axis.plain(cliff.before),
        after: axis.plain(cliff.after),
        distance: axis.plain(distance(found, cliff)),
        burden_before: cliff.amounts.0.map(|amounts| amounts.total()),
        burden_after: cliff.amounts.1.map(|amounts| amounts.total()),
        jump: cliff.jump,
        net_jump: cliff.net_jump,
        rate_before: cliff.rates.0.map(rate_out),
        rate_after: cliff.rates.1.map(rate_out),
        line: cliff.line.map(Line::key),
        cause: cliff.cause.as_ref().map(|cause| CauseOut {
            citation: cause.measure.map(|measure| context.pack.cite(measure)),
            line: cause.line.map(Line::key),
            period: cause.period,
            reason: cause.reason.clone(),
        }),
        refused: cliff.refused.iter().flat_map(Error::reasons).collect(),
    };
    let stretches = curve.stretches.iter().map(|stretch| StretchOut {
        from: axis.plain(stretch.from),
        to: axis.plain(stretch.to),
        burden_first: stretch.first.map(|amounts| amounts.total()),
        burden_last: stretch.last.map(|amounts| amounts.total()),
        net_first: stretch.first.map(|amounts| amounts.net_to_owner()),
        net_last: stretch.last.map(|amounts| amounts.net_to_owner()),
        burden_rate: stretch.slope(Figure::Burden).map(rate_out),
        net_rate: stretch.slope(Figure::Net).map(rate_out),
        curved: stretch.curved,
    });
    pretty(&CliffsOut {
        header: header(context, "cliffs"),
        form: curve.form.key(),
        axis: axis.key(),
        from: axis.plain(curve.span.from),
        to: axis.plain(curve.span.to),
        here: axis.plain(curve.here),
        burden_here: found.here.map(|amounts| amounts.total()),
        cliffs: found.cliffs.iter().map(cliff_out).collect(),
        stretches: stretches.collect(),
    })
}
