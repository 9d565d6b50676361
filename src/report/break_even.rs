//! Where converting begins or ceases to pay along an input.

use super::Context;
use super::document::{Block, Cell, Document, Records, Row, Table};
use super::json::{Header, header, pretty};
use super::labels::One;
use crate::Money;
use crate::answers::curve::{Axis, Crossing, EqualRange, Overtaking};
use crate::base::names::{Form, Line};
use crate::base::words::{Lang, Say, Vocabulary, catalogue};
use crate::law::Citation;
use serde::Serialize;

catalogue! {
    /// The words of these reports.
    enum Words {
        Asked { axis: Axis, from: String, to: String, form: Vec<One<Form>> } en "compared with {form}; {axis} from {from} to {to}"
            zh "与{form}相比；{axis} {from} 至 {to}";
        NowMore { axis: Axis, here: String, form: One<Form>, more: Money } en "Now, at {axis} {here}, {form} leaves the owner {more} more."
            zh "现在（{axis} {here}），{form}使投资者多得 {more} 元。";
        NowLess { axis: Axis, here: String, form: One<Form>, less: Money } en "Now, at {axis} {here}, {form} leaves the owner {less} less."
            zh "现在（{axis} {here}），{form}使投资者少得 {less} 元。";
        NowSame { axis: Axis, here: String, form: One<Form> } en "Now, at {axis} {here}, {form} leaves the owner the same."
            zh "现在（{axis} {here}），{form}使投资者所得不变。";
        PaysFrom { axis: Axis, form: Form, at: String } en "A {form} begins to pay at {axis} {at}." zh "{axis}达到 {at} 时，{form}开始划算。";
        CeasesAt { axis: Axis, form: Form, at: String } en "A {form} ceases to pay at {axis} {at}." zh "{axis}达到 {at} 时，{form}不再划算。";
        Never { form: One<Form>, at: String, axis: Axis, short: Money }
            en "Never on this range does {form} pay. Nearest at {axis} {at}: {short} short."
            zh "该范围内{form}始终不划算。最接近处为{axis} {at}，尚差 {short} 元。";
        Always { form: Form, at: String, axis: Axis, over: Money }
            en "A {form} pays throughout this range. Nearest to not at {axis} {at}: by {over}."
            zh "该范围内{form}始终划算。差额最小处为{axis} {at}，为 {over} 元。";
        Unknown { form: Form } en "A {form} cannot be assessed on this range." zh "该范围内无法测算{form}。";
        Touches { from: String, to: String } en "between {from} and {to} the two touch: rounding goes back and forth"
            zh "{from} 与 {to} 之间两者相接，因四舍五入来回变动";
        Even { from: String, to: String } en "from {from} to {to} the two leave the same, up to rounding" zh "{from} 至 {to} 之间两者相同（四舍五入以内）";
        Settles { at: String, settled: String } en "{at}: rounding goes back and forth until {settled}" zh "{at}：因四舍五入来回变动，至 {settled} 稳定";
        Decides { at: String, line: Line, measure: String, citation: String } en "{at}: decided by {line} — {measure} ({citation})"
            zh "{at}：主要取决于{line}——{measure}（{citation}）";
        DecidesLine { at: String, line: Line } en "{at}: decided by {line}" zh "{at}：主要取决于{line}";
        Form en "form" zh "组织形式";
        At en "at" zh "位置";
        Distance en "from here" zh "距现状";
        Which en "which way" zh "方向";
        Before en "difference before" zh "之前差额";
        After en "difference after" zh "之后差额";
        Gains en "begins to pay" zh "开始划算";
        Loses en "ceases to pay" zh "不再划算";
        Remarks en "What decides" zh "决定因素";
    }
}

fn verdict(found: &Overtaking) -> Vec<Words> {
    let (axis, form) = (found.span.axis, found.to);
    let here = axis.show(found.here);
    let mut out: Vec<Words> = found
        .now
        .map(|now| match now.cmp(&Money::ZERO) {
            std::cmp::Ordering::Greater => Words::NowMore { axis, here, form: One(form), more: now },
            std::cmp::Ordering::Less => Words::NowLess { axis, here, form: One(form), less: -now },
            std::cmp::Ordering::Equal => Words::NowSame { axis, here, form: One(form) },
        })
        .into_iter()
        .collect();
    for crossing in &found.crossings {
        let at = axis.show(crossing.at);
        out.push(if crossing.gains { Words::PaysFrom { axis, form, at } } else { Words::CeasesAt { axis, form, at } });
    }
    if found.crossings.is_empty() {
        out.push(match (found.ahead_at_first, found.nearest) {
            (Some(true), Some((at, over))) => Words::Always { form, at: axis.show(at), axis, over },
            (Some(false), Some((at, short))) => Words::Never { form: One(form), at: axis.show(at), axis, short: -short },
            _ => Words::Unknown { form },
        });
    }
    out
}

fn remarks(context: &Context<'_>, found: &Overtaking) -> Vec<String> {
    let axis = found.span.axis;
    let mut out = Vec::new();
    for crossing in &found.crossings {
        let at = format!("{} · {}", found.to.say(context.lang), axis.show(crossing.at));
        match (crossing.line, crossing.measure) {
            (Some(line), Some(measure)) => out.push(Words::Decides {
                at: at.clone(),
                line,
                measure: context.measure_title(measure),
                citation: context.citation(measure),
            }),
            (Some(line), None) => out.push(Words::DecidesLine { at: at.clone(), line }),
            _ => {}
        }
        if crossing.settled != crossing.at {
            out.push(Words::Settles { at, settled: axis.show(crossing.settled) });
        }
    }
    out.extend(found.touches.iter().map(|touch| Words::Touches { from: axis.show(touch.from), to: axis.show(touch.to) }));
    out.extend(found.evens.iter().map(|evens| Words::Even { from: axis.show(evens.from), to: axis.show(evens.to) }));
    out.iter().map(|words| words.say(context.lang)).collect()
}

fn which(crossing: &Crossing, lang: Lang) -> String {
    if crossing.gains { Words::Gains } else { Words::Loses }.say(lang)
}

fn distance(found: &Overtaking, crossing: &Crossing) -> i64 {
    if crossing.at > found.here { crossing.at - found.here } else { crossing.before - found.here }
}

fn row(found: &Overtaking, crossing: &Crossing, lang: Lang) -> Row {
    let (axis, distance) = (found.span.axis, distance(found, crossing));
    let sign = if distance > 0 { "+" } else { "" };
    let cells = vec![
        found.to.say(lang).into(),
        which(crossing, lang).into(),
        axis.show(crossing.at).into(),
        format!("{sign}{}", axis.show(distance)).into(),
        Cell::Change(crossing.difference.0),
        Cell::Change(crossing.difference.1),
    ];
    cells.into()
}

/// Every point at which a form overtakes the present one, or ceases to.
///
/// ```
/// use huiqi::{report, Axis, Form, Lang, Variable};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let (profit, range) = (Axis::of(Variable::Profit), Some((0, 100_000_000)));
/// let found = huiqi::break_even(&rules, &shop, profit, range, Form::OnePersonCompany, &|| ())?;
/// assert!(report::break_even(&context, &[found]).markdown().starts_with("# 老街面馆"));
/// # Ok::<(), huiqi::CurveError>(())
/// ```
pub fn break_even(context: &Context<'_>, all: &[Overtaking]) -> Document {
    let lang = context.lang;
    let mut document = context.page();
    document.leads.extend(all.first().map(|found| {
        let (axis, form) = (found.span.axis, all.iter().map(|found| One(found.to)).collect());
        Words::Asked { axis, from: axis.show(found.span.from), to: axis.show(found.span.to), form }.say(lang)
    }));
    document.push(all.iter().flat_map(verdict).map(|words| Block::verdict(words.say(lang))));
    let crossings = all.iter().flat_map(|found| found.crossings.iter().map(move |crossing| (found, crossing)));
    let rows: Vec<Row> = crossings.map(|(found, crossing)| row(found, crossing, lang)).collect();
    if !rows.is_empty() {
        let head = [Words::Form, Words::Which, Words::At, Words::Distance, Words::Before, Words::After].map(|words| words.say(lang));
        document.push([Block::Table(Table::figures(head, 2, rows))]);
    }
    document.push(Block::list(Words::Remarks.say(lang), all.iter().flat_map(|found| remarks(context, found)).collect()));
    document.records = Some(records(context, all));
    document
}

/// A record a point; a form that never crosses has one with its nearest approach.
fn records(context: &Context<'_>, all: &[Overtaking]) -> Records {
    let columns = ["form", "axis", "event", "before", "at", "settled", "difference_before", "difference_at", "line", "measure"];
    let mut out = Records::new(&columns);
    for found in all {
        let axis = found.span.axis;
        for crossing in &found.crossings {
            out.push(vec![
                found.to.key().into(),
                axis.key().into(),
                if crossing.gains { "pays" } else { "ceases" }.into(),
                axis.plain(crossing.before).into(),
                axis.plain(crossing.at).into(),
                axis.plain(crossing.settled).into(),
                crossing.difference.0.into(),
                crossing.difference.1.into(),
                crossing.line.map(Line::key).into(),
                crossing.measure.map(|measure| &context.pack.measure(measure).id).into(),
            ]);
        }
        if let (true, Some((at, difference))) = (found.crossings.is_empty(), found.nearest) {
            let event = if found.ahead_at_first == Some(true) { "always" } else { "never" };
            let known = [found.to.key().into(), axis.key().into(), event.into(), Cell::Empty, axis.plain(at).into(), Cell::Empty];
            out.push(known.into_iter().chain([Cell::Empty, difference.into(), Cell::Empty, Cell::Empty]).collect());
        }
    }
    out
}

#[derive(Serialize)]
struct BreakEvensOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    forms: Vec<OvertakingOut>,
}

#[derive(Serialize)]
struct OvertakingOut {
    form: &'static str,
    axis: String,
    from: String,
    to: String,
    here: String,
    difference_here: Option<Money>,
    ahead_at_first: Option<bool>,
    crossings: Vec<CrossingOut>,
    even: Vec<EvenOut>,
    nearest: Option<NearestOut>,
}

#[derive(Serialize)]
struct CrossingOut {
    pays: bool,
    before: String,
    at: String,
    settled: String,
    difference_before: Money,
    difference_at: Money,
    line: Option<&'static str>,
    citation: Option<Citation>,
}

#[derive(Serialize)]
struct EvenOut {
    from: String,
    to: String,
}

#[derive(Serialize)]
struct NearestOut {
    at: String,
    difference: Money,
}

/// As JSON: one entry a form.
///
/// ```
/// use huiqi::{report, Axis, Form, Lang, Variable};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let (profit, range) = (Axis::of(Variable::Profit), Some((0, 100_000_000)));
/// let found = huiqi::break_even(&rules, &shop, profit, range, Form::OnePersonCompany, &|| ())?;
/// let json: serde_json::Value = serde_json::from_str(&report::break_even_json(&context, &[found])).unwrap();
/// assert_eq!((&json["answer"], &json["forms"][0]["axis"]), (&"break-evens".into(), &"profit".into()));
/// # Ok::<(), huiqi::CurveError>(())
/// ```
#[must_use]
pub fn break_even_json(context: &Context<'_>, all: &[Overtaking]) -> String {
    let crossing = |axis: Axis, crossing: &Crossing| CrossingOut {
        pays: crossing.gains,
        before: axis.plain(crossing.before),
        at: axis.plain(crossing.at),
        settled: axis.plain(crossing.settled),
        difference_before: crossing.difference.0,
        difference_at: crossing.difference.1,
        line: crossing.line.map(Line::key),
        citation: crossing.measure.map(|measure| context.pack.cite(measure)),
    };
    let even = |axis: Axis, evens: &EqualRange| EvenOut { from: axis.plain(evens.from), to: axis.plain(evens.to) };
    let of = |found: &Overtaking| {
        let axis = found.span.axis;
        OvertakingOut {
            form: found.to.key(),
            axis: axis.key(),
            from: axis.plain(found.span.from),
            to: axis.plain(found.span.to),
            here: axis.plain(found.here),
            difference_here: found.now,
            ahead_at_first: found.ahead_at_first,
            crossings: found.crossings.iter().map(|of| crossing(axis, of)).collect(),
            even: found.evens.iter().map(|of| even(axis, of)).collect(),
            nearest: found.nearest.map(|(at, difference)| NearestOut { at: axis.plain(at), difference }),
        }
    };
    pretty(&BreakEvensOut { header: header(context, "break-evens"), forms: all.iter().map(of).collect() })
}
