//! Burden and net along an input, as a picture and a table.

use super::Context;
use super::document::{Block, Cell, Document, Records, Row, Table};
use super::json::{Header, header, pretty};
use super::labels::One;
use super::picture::curves::{Chart, Mark, MarkKind, Series};
use super::picture::{Figure, Picture};
use crate::Money;
use crate::answers::curve::{Axis, Crossing, Point, Sweep, Unit};
use crate::base::names::Form;
use crate::base::words::{Say, Vocabulary, catalogue};
use serde::Serialize;

catalogue! {
    /// The words of these reports.
    enum Words {
        Asked { axis: Axis, from: String, to: String } en "{axis} from {from} to {to}" zh "{axis} {from} 至 {to}";
        Net { form: Form } en "left, {form}" zh "投资者所得 {form}";
        Burden { form: Form } en "burden, {form}" zh "税费 {form}";
        Difference { form: Form } en "change, {form}" zh "增减 {form}";
        NetTitle { axis: Axis } en "What is left to the owner, by {axis}" zh "投资者所得随{axis}的变化";
        NetDescription { axis: Axis, from: String, to: String, forms: Vec<Form> }
            en "Lines of what is left to the owner as {axis} goes from {from} to {to}, under each form: {forms}. Points where converting \
                begins or ceases to pay are dashed uprights, jumps of the burden short dotted ones."
            zh "{axis}自 {from} 至 {to} 时各组织形式（{forms}）下的投资者所得。虚线为转企划算与否的分界，短点线为税费跳跃处。";
        DifferenceTitle { form: One<Form>, axis: Axis, second: Axis } en "What {form} leaves more, by {axis} and {second}"
            zh "{form}使投资者多得的金额，随{axis}与{second}的变化";
        DifferenceDescription { form: One<Form> } en "One line for each value of the second input; above zero {form} leaves the owner more."
            zh "每条线对应第二变动项的一个取值；零以上表示{form}使投资者多得。";
        NetAxis en "left to the owner (yuan)" zh "投资者所得（元）";
        DifferenceAxis { form: One<Form> } en "what {form} leaves more (yuan)" zh "{form}使投资者多得（元）";
        Here { at: String } en "now: {at}" zh "现状 {at}";
        Pays { form: Form, at: String } en "{form} pays from {at}" zh "{form}自 {at} 起划算";
        Ceases { form: Form, at: String } en "{form} ceases to pay at {at}" zh "{form}至 {at} 不再划算";
        Cliff { at: String } en "a figure jumps or bends at {at}" zh "{at} 处跳跃或转折";
        Broken en "* beside a point at which a figure jumps or bends" zh "* 此处前后有跳跃或转折";
        Notes en "Notes" zh "说明";
    }
}

fn head(context: &Context<'_>, found: &Sweep) -> Vec<String> {
    let (lang, wide) = (context.lang, found.forms.len() <= 2);
    let inputs = std::iter::once(found.span.axis).chain(found.second.map(|second| second.axis)).map(|axis| axis.say(lang));
    let of_form = |(i, form): (usize, &Form)| {
        let form = *form;
        let mut names = if wide { vec![Words::Burden { form }] } else { Vec::new() };
        names.push(Words::Net { form });
        if wide && i > 0 {
            names.push(Words::Difference { form });
        }
        names
    };
    inputs.chain(found.forms.iter().enumerate().flat_map(of_form).map(|words| words.say(lang))).collect()
}

fn row(found: &Sweep, point: &Point) -> Row {
    let wide = found.forms.len() <= 2;
    let star = if point.breaks { "*" } else { "" };
    let inputs = std::iter::once(format!("{star}{}", found.span.axis.show(point.value)))
        .chain(found.second.zip(point.second).map(|(span, value)| span.axis.show(value)));
    // What cannot be assessed is not an empty cell.
    let known = |cell: Option<Cell>| cell.unwrap_or_else(|| "—".into());
    let of_form = |(i, amounts): (usize, &Option<crate::Amounts>)| {
        let show = |of: fn(&crate::Amounts) -> Money| known(amounts.as_ref().map(|amounts| of(amounts).into()));
        let mut cells = if wide { vec![show(crate::Amounts::total)] } else { Vec::new() };
        cells.push(show(crate::Amounts::net_to_owner));
        if wide && i > 0 {
            cells.push(known(point.difference(i).map(Cell::Change)));
        }
        cells
    };
    inputs.map(Cell::from).chain(point.amounts.iter().enumerate().flat_map(of_form)).collect::<Vec<_>>().into()
}

/// Burden and net at each value, under each form: the picture, then the table.
///
/// ```
/// use huiqi::{report, Axis, Form, Lang, Variable};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let sales = (Axis::of(Variable::Sales), Some((100_000_000, 200_000_000)));
/// let found = huiqi::sweep(&rules, &shop, &[Form::OnePersonCompany], sales, None, 3, &|| ())?;
/// assert!(report::sweep(&context, &found).svg().is_some());
/// # Ok::<(), huiqi::CurveError>(())
/// ```
pub fn sweep(context: &Context<'_>, found: &Sweep) -> Document {
    let asked =
        |span: crate::answers::curve::Span| Words::Asked { axis: span.axis, from: span.axis.show(span.from), to: span.axis.show(span.to) };
    let mut document = context.page();
    document.leads.extend(std::iter::once(found.span).chain(found.second).map(|span| asked(span).say(context.lang)));
    let table = Table::figures(head(context, found), 0, found.points.iter().map(|point| row(found, point)).collect());
    document.push([Block::Figure(Figure::of(Picture::Curves(chart(context, found)))), Block::Table(table)]);
    document.push(Block::list(Words::Notes.say(context.lang), vec![Words::Broken.say(context.lang)]));
    document.records = Some(records(found));
    document
}

fn shown_of(axis: Axis) -> fn(i64) -> String {
    match axis.unit() {
        Unit::Money => yuan,
        Unit::Rate => |value| crate::Rate::from_millionths(value).to_string(),
        Unit::Persons => |value| value.to_string(),
    }
}

/// A round amount of yuan without its fen.
fn yuan(fen: i64) -> String {
    let text = Money::from_fen(fen).to_string();
    text.strip_suffix(".00").map_or(text.clone(), str::to_string)
}

/// Every break-even, with its form.
fn crossings(found: &Sweep) -> impl Iterator<Item = (Form, &Crossing)> {
    found.turns.iter().flat_map(|turn| turn.crossings.iter().map(|crossing| (turn.to, crossing)))
}

/// The other form whose difference to the present one the inputs move most: the one to look at where there is room for one.
fn most_moved(found: &Sweep) -> usize {
    let moved = |form: &usize| {
        let differences = found.points.iter().filter_map(|point| point.difference(*form));
        differences.clone().max().zip(differences.min()).map(|(most, least)| most - least)
    };
    // Of equals the first.
    (1..found.forms.len()).rev().max_by_key(moved).unwrap_or(1)
}

/// The chart of a sweep: what is left under each form; with a second input, what one other form leaves more.
fn chart(context: &Context<'_>, found: &Sweep) -> Chart {
    let (lang, axis) = (context.lang, found.span.axis);
    let fen = |amounts: &Option<crate::Amounts>| amounts.as_ref().map(|amounts| amounts.net_to_owner().fen());
    let (title, description, y_name, series);
    let turning = most_moved(found);
    match (found.second, found.forms.get(turning)) {
        (Some(second), Some(form)) => {
            title = Words::DifferenceTitle { form: One(*form), axis, second: second.axis };
            description = Words::DifferenceDescription { form: One(*form) };
            y_name = Words::DifferenceAxis { form: One(*form) };
            let lines = found.points.chunk_by(|a, b| a.second == b.second);
            series = lines
                .map(|points| Series {
                    name: format!(
                        "{} {}",
                        second.axis.say(lang),
                        second.axis.show(points.first().and_then(|point| point.second).unwrap_or_default())
                    ),
                    points: points.iter().map(|point| Some((point.value, point.difference(turning)?.fen()))).collect(),
                })
                .collect();
        }
        _ => {
            let (from, to) = (axis.show(found.span.from), axis.show(found.span.to));
            title = Words::NetTitle { axis };
            description = Words::NetDescription { axis, from, to, forms: found.forms.clone() };
            y_name = Words::NetAxis;
            let line = |(i, form): (usize, &Form)| Series {
                name: form.say(lang),
                points: found.points.iter().map(|point| Some((point.value, fen(point.amounts.get(i)?)?))).collect(),
            };
            series = found.forms.iter().enumerate().map(line).collect();
        }
    }
    let here = Mark { at: found.here, kind: MarkKind::Here, label: Words::Here { at: axis.show(found.here) }.say(lang) };
    let turn = |(form, crossing): (Form, &Crossing)| {
        let at = axis.show(crossing.at);
        let label = if crossing.gains { Words::Pays { form, at } } else { Words::Ceases { form, at } }.say(lang);
        Mark { at: crossing.at, kind: MarkKind::BreakEven, label }
    };
    let mut cliffs: Vec<i64> = found.points.iter().filter(|point| point.breaks).map(|point| point.value).collect();
    cliffs.dedup_by(|next, last| *next == *last + 1);
    let cliffs = cliffs.into_iter().map(|at| Mark { at, kind: MarkKind::Cliff, label: Words::Cliff { at: axis.show(at) }.say(lang) });
    Chart {
        title: format!("{} · {}", context.profile.name, title.say(lang)),
        description: description.say(lang),
        x_name: axis.say(lang),
        y_name: y_name.say(lang),
        x_show: shown_of(axis),
        y_show: yuan,
        series,
        marks: std::iter::once(here).chain(crossings(found).map(turn)).chain(cliffs).collect(),
    }
}

/// A record a point and form.
fn records(found: &Sweep) -> Records {
    let axis = found.span.axis;
    let second = found.second.map_or_else(|| "second".to_string(), |span| span.axis.key());
    let mut out = Records::new(&[&axis.key(), &second, "breaks", "form", "burden", "net", "difference"]);
    for point in &found.points {
        for (i, (form, amounts)) in found.forms.iter().zip(&point.amounts).enumerate() {
            out.push(vec![
                axis.plain(point.value).into(),
                found.second.zip(point.second).map(|(span, value)| span.axis.plain(value)).into(),
                point.breaks.into(),
                form.key().into(),
                amounts.map(|amounts| amounts.total()).into(),
                amounts.map(|amounts| amounts.net_to_owner()).into(),
                point.difference(i).into(),
            ]);
        }
    }
    out
}

#[derive(Serialize)]
struct SweepOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    axis: String,
    from: String,
    to: String,
    here: String,
    second: Option<String>,
    forms: Vec<&'static str>,
    break_evens: Vec<BreakEvenOut>,
    points: Vec<PointOut>,
}

#[derive(Serialize)]
struct BreakEvenOut {
    form: &'static str,
    pays: bool,
    at: String,
}

#[derive(Serialize)]
struct PointOut {
    value: String,
    second: Option<String>,
    breaks: bool,
    forms: Vec<Option<FormOut>>,
}

#[derive(Serialize)]
struct FormOut {
    form: &'static str,
    burden: Money,
    net: Money,
    difference: Option<Money>,
}

/// As JSON: every plotted number.
///
/// ```
/// use huiqi::{report, Axis, Form, Lang, Variable};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let sales = (Axis::of(Variable::Sales), Some((100_000_000, 200_000_000)));
/// let found = huiqi::sweep(&rules, &shop, &[Form::OnePersonCompany], sales, None, 3, &|| ())?;
/// let json: serde_json::Value = serde_json::from_str(&report::sweep_json(&context, &found)).unwrap();
/// assert_eq!(json["points"][0]["value"], "1000000.00");
/// # Ok::<(), huiqi::CurveError>(())
/// ```
#[must_use]
pub fn sweep_json(context: &Context<'_>, found: &Sweep) -> String {
    let axis = found.span.axis;
    let point_out = |point: &Point| PointOut {
        value: axis.plain(point.value),
        second: found.second.zip(point.second).map(|(span, value)| span.axis.plain(value)),
        breaks: point.breaks,
        forms: found
            .forms
            .iter()
            .zip(&point.amounts)
            .enumerate()
            .map(|(i, (form, amounts))| {
                let amounts = (*amounts)?;
                Some(FormOut { form: form.key(), burden: amounts.total(), net: amounts.net_to_owner(), difference: point.difference(i) })
            })
            .collect(),
    };
    pretty(&SweepOut {
        header: header(context, "sweep"),
        axis: axis.key(),
        from: axis.plain(found.span.from),
        to: axis.plain(found.span.to),
        here: axis.plain(found.here),
        second: found.second.map(|span| span.axis.key()),
        forms: found.forms.iter().map(|form| form.key()).collect(),
        break_evens: crossings(found)
            .map(|(form, crossing)| BreakEvenOut { form: form.key(), pays: crossing.gains, at: axis.plain(crossing.at) })
            .collect(),
        points: found.points.iter().map(point_out).collect(),
    })
}
