//! What several documents say: the subject, the rows of amounts, what was left out.

use super::Context;
use super::document::{Block, Weight};
use super::labels::{Label, SideName};
use crate::Money;
use crate::answers::compare::Comparison;
use crate::assess::Assessment;
use crate::base::names::Line;
use crate::base::words::{Lang, Say, Vocabulary};
use crate::taxes::amounts::Amounts;

/// What a row of the comparison is called: a tax or another figure.
pub(super) enum RowName {
    Tax(Line),
    Figure(Label),
}

impl Say for RowName {
    fn say(&self, lang: Lang) -> String {
        match self {
            RowName::Tax(line) => line.say(lang),
            RowName::Figure(label) => label.say(lang),
        }
    }
}

/// What a figure is and how it is read from the amounts of a form.
type Figure = (Label, fn(&Amounts) -> Money);

/// What is payable on each line that any form pays, then the totals: one column a form.
pub(super) fn money_rows(sides: &[&Assessment]) -> Vec<(RowName, Vec<Money>)> {
    let figures: [Figure; 12] = [
        (Label::Total, Amounts::total),
        (Label::EmployerInsurance, |a| a.employer_insurance),
        (Label::OwnerInsurance, |a| a.owner_insurance),
        (Label::TotalWithInsurance, Amounts::total_with_insurance),
        (Label::Receipts, |a| a.receipts),
        (Label::CostsPaid, |a| a.costs),
        (Label::RentWaived, |a| a.rent_waived),
        (Label::DeedTax, |a| a.deed_tax),
        (Label::Grants, |a| a.grants),
        (Label::NetToOwner, Amounts::net_to_owner),
        (Label::Undistributed, |a| a.undistributed),
        (Label::NetWhenDrawn, Amounts::net_when_drawn),
    ];
    let insured = sides.iter().any(|side| side.amounts.total_with_insurance() != side.amounts.total());
    let keeps = sides.iter().any(|side| side.amounts.undistributed != Money::ZERO);
    let taxes = Line::ALL
        .iter()
        .filter(|line| sides.iter().any(|side| side.amounts.lines[**line].due > Money::ZERO))
        .map(|line| (RowName::Tax(*line), sides.iter().map(|side| side.amounts.lines[*line].payable()).collect()));
    let totals = figures
        .into_iter()
        .map(|(label, of)| (label, sides.iter().map(|side| of(&side.amounts)).collect::<Vec<_>>()))
        .filter(|(label, amounts)| match label {
            Label::RentWaived | Label::DeedTax | Label::Grants => amounts.iter().any(|amount| *amount != Money::ZERO),
            Label::Undistributed | Label::NetWhenDrawn => keeps,
            Label::EmployerInsurance | Label::OwnerInsurance | Label::TotalWithInsurance => insured,
            _ => true,
        })
        .map(|(label, amounts)| (RowName::Figure(label), amounts));
    taxes.chain(totals).collect()
}

/// Takes out the rows that are nothing in every column, and names them in one line. What a form comes to stays, also where it is
/// nothing.
pub(super) fn fold(
    context: &Context<'_>,
    rows: Vec<(RowName, Vec<Money>)>,
    is_nothing: impl Fn(&RowName, &[Money]) -> bool,
) -> (Vec<(RowName, Vec<Money>)>, Option<Block>) {
    let folds = |(name, amounts): &(RowName, Vec<Money>)| {
        !matches!(name, RowName::Figure(Label::Total | Label::NetToOwner)) && is_nothing(name, amounts)
    };
    let (folded, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(folds);
    let names: Vec<String> = folded.iter().map(|(name, _)| name.say(context.lang)).collect();
    let said = (!names.is_empty()).then(|| Block::note(Label::NothingIn { names: names.say(context.lang) }.say(context.lang)));
    (rows, said)
}

/// Whether each of some amounts is nothing.
pub(super) fn all_nothing(amounts: &[Money]) -> bool {
    amounts.iter().all(|amount| *amount == Money::ZERO)
}

/// How much a row of [`money_rows`] stands out.
pub(super) fn weight(name: &RowName) -> Weight {
    match name {
        RowName::Figure(Label::Total) => Weight::Sum,
        RowName::Figure(Label::NetToOwner) => Weight::Strong,
        _ => Weight::Plain,
    }
}

/// Why forms were left out, in words.
pub(super) fn skipped(context: &Context<'_>, comparison: &Comparison) -> Vec<String> {
    comparison
        .skipped
        .iter()
        .map(|(form, error)| {
            let reasons: Vec<String> = error.problems().iter().map(|problem| problem.text(context.lang)).collect();
            Label::Skipped { form: *form, reasons: reasons.join("; ") }.say(context.lang)
        })
        .collect()
}

impl Context<'_> {
    pub(super) fn name(&self, side: &Assessment) -> SideName {
        let other_status = Some(side.vat_status).filter(|status| *status != self.profile.vat_status);
        SideName { form: side.form, other_status }
    }

    pub(super) fn subject(&self) -> Label {
        Label::Subject { name: self.profile.name.clone(), place: self.place_name(), year: self.rules.year, form: self.profile.form }
    }

    pub(super) fn footer(&self) -> Label {
        let short: String = self.pack.hash().chars().take(12).collect();
        let pack = if self.pack.is_embedded() { short } else { Label::OwnPack { hash: short }.say(self.lang) };
        let known = match self.rules.known_on {
            Some(day) => Label::KnownOn { day },
            None => Label::KnownAll,
        };
        Label::Footer { version: env!("CARGO_PKG_VERSION").to_string(), pack, known: known.say(self.lang) }
    }
}
