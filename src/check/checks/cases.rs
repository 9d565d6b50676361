//! The published cases of the pack.

use crate::base::names::SaleKind;
use crate::check::finding::{Checked, Failure, Stop};
use crate::check::statement::Fault;
use crate::check::subject::{Draw, Subject, nth, sale};
use crate::facts::{Contract, Loss, Profile};
use crate::law::{Case, Document};
use crate::{Money, Period};

/// A case as a business, in the first place of those drawn that its document covers.
fn business(subject: &Subject<'_>, document: &Document, case: &Case) -> Result<Profile, Stop> {
    let rules = subject.rules().iter().find(|rules| rules.year == case.year && document.jurisdiction.covers(rules.place));
    let rules = rules.ok_or(Stop::NotApplicable)?;
    let first = Period::Quarter(crate::Month::JANUARY.quarter());
    let mut business = match case.income {
        Some(income) => subject.earning(rules, case.form, income)?,
        None => subject.shop(rules, case.form, first, Money::ZERO),
    };
    business.name = format!("{} {}", document.id, case.id);
    business.locality = case.locality;
    business.filing = case.filing;
    business.owner.other_relief = case.other_relief;
    if case.income.is_none() && !case.sales.is_empty() {
        business.sales = case
            .sales
            .iter()
            .map(|(period, kind, invoice, net)| crate::facts::Sale { invoice: *invoice, ..sale(*period, *kind, *net) })
            .collect();
        business.sales.sort_by(crate::facts::Sale::in_order);
    } else if case.income.is_none() {
        // A file must have some sales: these are none.
        business.sales = vec![sale(Period::Month(crate::Month::JANUARY), SaleKind::Goods, Money::ZERO)];
    }
    business.losses = case.losses.iter().map(|(year, amount)| Loss { year: *year, amount: *amount }).collect();
    business.losses.sort_by_key(|loss| loss.year);
    if case.paid > Money::ZERO {
        business.consumption_tax = vec![(first, case.paid)];
    }
    let contract = |(month, kind, amount): &(crate::Month, crate::ContractKind, Money)| Contract {
        month: *month,
        kind: *kind,
        amount: *amount,
        ..Contract::default()
    };
    business.contracts = case.contracts.iter().map(contract).collect();
    business.contracts.sort_by(Contract::in_order);
    Ok(business)
}

pub(in crate::check) fn as_published(subject: &Subject<'_>, _: &Draw, number: usize) -> Checked {
    let documents = subject.pack.documents().iter();
    let cases: Vec<(&Document, &Case)> = documents.flat_map(|document| document.cases.iter().map(move |case| (document, case))).collect();
    let (document, case) = *nth(&cases, number)?;
    let business = business(subject, document, case)?;
    let rules = subject.rules_of(&business)?;
    let assessment = crate::assess::assess(rules, &business, case.form)?;
    for (line, expected) in case.expect.iter() {
        let Some(published) = *expected else { continue };
        let computed = assessment.amounts.lines[line].payable();
        // Which figure is wrong nobody can say: the measures that made the amount, and those that were refused.
        let mut measures = assessment.citations(line);
        measures.extend(assessment.record.refused.iter().filter(|refusal| refusal.line == Some(line)).map(|refusal| refusal.measure));
        measures.sort();
        measures.dedup();
        if computed == published || !measures.iter().any(|index| subject.is_about(*index)) {
            continue;
        }
        let fault = Fault::Published { source: case.source.clone(), line, computed, published };
        return Err(Stop::Failed(Box::new(Failure { profile: business, form: case.form, known_on: None, measures, fault })));
    }
    Ok(())
}
