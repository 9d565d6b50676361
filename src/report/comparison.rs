//! One form, or several beside one another.

use super::Context;
use super::document::{Block, Cell, Document, Records, Row, Section, Table};
use super::grounds::{Grounds, grounds};
use super::labels::Label;
use super::shared::{RowName, all_nothing, fold, money_rows, skipped, weight};
use super::verdict::{best, verdicts};
use crate::Money;
use crate::answers::compare::Comparison;
use crate::assess::Assessment;
use crate::base::names::Line;
use crate::base::words::{Say, Vocabulary};

/// The present form and others: the verdict first, then the amounts, then what was granted, refused and assumed.
///
/// ```
/// use huiqi::{report, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::compare(&rules, &shop, &[Form::OnePersonCompany])?;
/// assert!(report::comparison(&context, &found).csv().contains("one-person-company,small-scale,vat,"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn comparison(context: &Context<'_>, comparison: &Comparison) -> Document {
    let before = &comparison.before;
    let mut document = context.page();
    document.push(best(context, comparison));
    document.push(verdicts(context, comparison));
    let sides: Vec<&Assessment> = std::iter::once(before).chain(&comparison.after).collect();
    document.push(match comparison.after.as_slice() {
        [after] => side_by_side(context, before, after),
        _ => forms(context, &sides),
    });
    let Grounds { shown, details } = grounds(context, &sides);
    document.push(shown);
    document.push(Block::list(Label::NotCompared.say(context.lang), skipped(context, comparison)));
    document.push(details);
    document.push([per_form(context, &sides)]);
    document.records = Some(records(context, &sides));
    document
}

/// One form.
///
/// ```
/// use huiqi::{report, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
/// assert!(report::assessment(&context, &found).csv().starts_with("form,vat_status,id,name,due,relief,payable,citations\r\n"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn assessment(context: &Context<'_>, assessment: &Assessment) -> Document {
    let say = |label: Label| label.say(context.lang);
    let mut document = context.page();
    document.leads.push(format!("{}: {}", say(Label::Form), assessment.form.say(context.lang)));
    let (rows, nothing) =
        fold(context, money_rows(&[assessment]), |name, amounts| matches!(name, RowName::Figure(_)) && all_nothing(amounts));
    let amount = say(Label::AmountHead);
    let rows = rows.into_iter().map(|(name, amounts)| {
        let tax = match name {
            RowName::Tax(line) => Some(assessment.amounts.lines[line]),
            RowName::Figure(_) => None,
        };
        let cells = vec![
            name.say(context.lang).into(),
            tax.map(|tax| tax.due).into(),
            tax.map(|tax| tax.relief).into(),
            amounts.first().copied().into(),
        ];
        let heads = if tax.is_some() { Vec::new() } else { ["", "", "", &amount].map(String::from).to_vec() };
        Row { weight: weight(&name), heads, ..cells.into() }
    });
    let head = [Label::LineHead, Label::Due, Label::Relief, Label::Payable].map(say);
    document.push([Block::Table(Table::figures(head, 1, rows.collect()))]);
    document.push(nothing);
    let Grounds { shown, details } = grounds(context, &[assessment]);
    document.push(shown);
    document.push(details);
    document.push([per_form(context, &[assessment])]);
    document.records = Some(records(context, &[assessment]));
    document
}

/// What is payable on each line under each form.
pub(super) fn forms(context: &Context<'_>, sides: &[&Assessment]) -> Vec<Block> {
    let names = sides.iter().map(|side| context.name(side).say(context.lang));
    let head = std::iter::once(Label::LineHead.say(context.lang)).chain(names);
    let row = |(name, amounts): (RowName, Vec<Money>)| {
        let cells: Vec<Cell> = std::iter::once(name.say(context.lang).into()).chain(amounts.into_iter().map(Cell::Amount)).collect();
        Row { weight: weight(&name), ..cells.into() }
    };
    let (rows, nothing) = fold(context, money_rows(sides), |_, amounts| all_nothing(amounts));
    let table = Table::figures(head, 1, rows.into_iter().map(row).collect());
    std::iter::once(Block::Table(table)).chain(nothing).collect()
}

/// Before and after, each with its reliefs and what is payable, and the change.
fn side_by_side(context: &Context<'_>, before: &Assessment, after: &Assessment) -> Vec<Block> {
    let say = |label: Label| label.say(context.lang);
    let column = |side: &Assessment, label: Label| format!("{} {}", context.name(side).say(context.lang), say(label));
    let head = [
        say(Label::LineHead),
        column(before, Label::Relief),
        column(before, Label::Payable),
        column(after, Label::Relief),
        column(after, Label::Payable),
        say(Label::Change),
    ];
    let [one, other] = [before, after].map(|side| context.name(side).say(context.lang));
    let amounts_only = vec![String::new(), String::new(), one, String::new(), other, say(Label::Change)];
    // A tax without anything to pay has its reliefs in the table.
    let (rows, nothing) =
        fold(context, money_rows(&[before, after]), |name, amounts| matches!(name, RowName::Figure(_)) && all_nothing(amounts));
    let rows = rows.into_iter().map(|(name, amounts)| {
        let mut cells: Vec<Cell> = vec![name.say(context.lang).into()];
        for (side, amount) in [before, after].iter().zip(&amounts) {
            let relief = match name {
                RowName::Tax(line) => Cell::Amount(side.amounts.lines[line].relief),
                RowName::Figure(_) => Cell::Empty,
            };
            cells.extend([relief, (*amount).into()]);
        }
        let change = amounts.iter().copied().reduce(|first, second| second - first).unwrap_or_default();
        cells.push(Cell::Change(change));
        let heads = if matches!(name, RowName::Tax(_)) { Vec::new() } else { amounts_only.clone() };
        Row { weight: weight(&name), heads, ..cells.into() }
    });
    std::iter::once(Block::Table(Table::figures(head, 1, rows.collect()))).chain(nothing).collect()
}

/// The lines of each form with the articles they rest on.
fn per_form(context: &Context<'_>, sides: &[&Assessment]) -> Block {
    let say = |label: Label| label.say(context.lang);
    let of = |side: &&Assessment| {
        let lines = Line::ALL.iter().filter(|line| side.amounts.lines[**line].due > Money::ZERO);
        let rows = lines.map(|line| {
            let tax = side.amounts.lines[*line];
            let basis: Vec<String> = side.citations(*line).into_iter().map(|index| context.citation(index)).collect();
            vec![line.say(context.lang).into(), basis.into(), tax.due.into(), tax.relief.into(), tax.payable().into()].into()
        });
        let head = [Label::LineHead, Label::Basis, Label::Due, Label::Relief, Label::Payable].map(say);
        let table = Table::figures(head, 2, rows.collect());
        Block::section(context.name(side).say(context.lang), vec![Block::Table(table)])
    };
    Block::Details(Section { id: None, title: say(Label::PerForm), blocks: sides.iter().map(of).collect() })
}

/// A record a tax and form, then the sums of the form.
fn records(context: &Context<'_>, sides: &[&Assessment]) -> Records {
    let mut out = Records::new(&["form", "vat_status", "id", "name", "due", "relief", "payable", "citations"]);
    for side in sides {
        let (form, status, amounts) = (side.form.key(), side.vat_status.key(), &side.amounts);
        for (line, tax) in amounts.lines.iter() {
            let citations: Vec<String> = side.citations(line).into_iter().map(|index| context.citation(index)).collect();
            out.push(vec![
                form.into(),
                status.into(),
                line.key().into(),
                line.say(context.lang).into(),
                tax.due.into(),
                tax.relief.into(),
                tax.payable().into(),
                citations.into(),
            ]);
        }
        for (id, label, amount) in [
            ("total", Label::Total, amounts.total()),
            ("employer-insurance", Label::EmployerInsurance, amounts.employer_insurance),
            ("owner-insurance", Label::OwnerInsurance, amounts.owner_insurance),
            ("total-with-insurance", Label::TotalWithInsurance, amounts.total_with_insurance()),
            ("receipts", Label::Receipts, amounts.receipts),
            ("costs", Label::CostsPaid, amounts.costs),
            ("rent-waived", Label::RentWaived, amounts.rent_waived),
            ("deed-tax", Label::DeedTax, amounts.deed_tax),
            ("grants", Label::Grants, amounts.grants),
            ("net-to-owner", Label::NetToOwner, amounts.net_to_owner()),
            ("undistributed", Label::Undistributed, amounts.undistributed),
            ("net-when-drawn", Label::NetWhenDrawn, amounts.net_when_drawn()),
        ] {
            let named = [form.into(), status.into(), id.into(), label.say(context.lang).into()];
            out.push(named.into_iter().chain([Cell::Empty, Cell::Empty, amount.into(), Cell::Empty]).collect());
        }
    }
    out
}
