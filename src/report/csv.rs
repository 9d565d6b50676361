//! CSV: one line a tax and form, amounts as plain decimals.

use super::Context;
use super::labels::Label;
use crate::answers::compare::Comparison;
use crate::assess::Assessment;
use crate::base::names::Line;
use crate::base::words::{Say, Vocabulary};

/// A cell: quoted where needed, and never a formula to a spreadsheet.
pub(super) fn cell(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<rust_decimal::Decimal>().is_err();
    let safe = if risky { format!("'{text}") } else { text.to_string() };
    if safe.contains([',', '"', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

pub(super) fn row<S: AsRef<str>>(cells: &[S]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text.as_ref())).collect();
    cells.join(",") + "\r\n"
}

fn rows(context: &Context<'_>, assessment: &Assessment) -> String {
    let amounts = &assessment.amounts;
    let mut out = String::new();
    for (line, tax) in amounts.lines.iter() {
        let citations: Vec<String> = assessment.citations(line).into_iter().map(|index| context.citation(index)).collect();
        out += &row(&[
            assessment.form.key(),
            assessment.vat_status.key(),
            line.key(),
            &line.say(context.lang),
            &tax.due.plain(),
            &tax.relief.plain(),
            &tax.payable().plain(),
            &citations.join("; "),
        ]);
    }
    for (id, label, amount) in [
        ("total", Label::Total, amounts.total()),
        ("receipts", Label::Receipts, amounts.receipts),
        ("costs", Label::CostsPaid, amounts.costs),
        ("rent-waived", Label::RentWaived, amounts.rent_waived),
        ("deed-tax", Label::DeedTax, amounts.deed_tax),
        ("grants", Label::Grants, amounts.grants),
        ("net-to-owner", Label::NetToOwner, amounts.net_to_owner()),
    ] {
        out += &row(&[assessment.form.key(), assessment.vat_status.key(), id, &label.say(context.lang), "", "", &amount.plain(), ""]);
    }
    out
}

const HEAD: [&str; 8] = ["form", "vat_status", "id", "name", "due", "relief", "payable", "citations"];

/// A comparison, the present form first.
pub fn comparison_csv(context: &Context<'_>, comparison: &Comparison) -> String {
    let sides = std::iter::once(&comparison.before).chain(&comparison.after);
    row(&HEAD) + &sides.map(|side| rows(context, side)).collect::<String>()
}

/// One assessment.
pub fn assessment_csv(context: &Context<'_>, assessment: &Assessment) -> String {
    row(&HEAD) + &rows(context, assessment)
}

/// The steps of one line.
pub fn explanation_csv(context: &Context<'_>, assessment: &Assessment, line: Line) -> String {
    let mut out = row(&["line", "period", "what", "formula", "result", "measure", "citation"]);
    for step in context.steps_of(assessment, line) {
        let (measure, citation) =
            step.measure().map(|index| (context.pack.measure(index).id.clone(), context.citation(index))).unwrap_or_default();
        out += &row(&[
            line.key(),
            &step.period.to_string(),
            &step.what.say(context.lang),
            &step.formula.say(context.lang),
            &step.result.plain(),
            &measure,
            &citation,
        ]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_a_formula_and_numbers_stay_numbers() {
        for (text, cell_text) in [
            ("=1+1", "'=1+1"),
            ("+86 874", "'+86 874"),
            ("-面馆", "'-面馆"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("=A1,B1", "\"'=A1,B1\""),
            ("say \"=\"", "\"say \"\"=\"\"\""),
            ("面馆=1", "面馆=1"),
            ("-1234.56", "-1234.56"),
            ("+5", "+5"),
            ("0.00", "0.00"),
            ("", ""),
        ] {
            assert_eq!(cell(text), cell_text, "{text:?}");
        }
        assert_eq!(row(&["a", "=b", "-1.00"]), "a,'=b,-1.00\r\n");
    }
}
