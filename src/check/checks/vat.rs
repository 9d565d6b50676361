//! VAT: what filing, invoices, form and input tax may change.

use super::threshold;
use super::{cited, is_due};
use crate::base::dates::Period;
use crate::base::names::{Filing, Form, Invoice, Line, SaleKind, TaxpayerGroup, VatStatus};
use crate::base::words::Vocabulary;
use crate::check::finding::{Checked, Stop};
use crate::check::statement::{Fault, Figure};
use crate::check::subject::{Draw, Subject, failed, sale};
use crate::facts::{Input, Method};
use crate::taxes::levy::LevyPayer;
use crate::taxes::surcharges::SURCHARGES;
use crate::taxes::trace::What;
use crate::{Money, Month};

/// Sales alike in every month: the two filings may differ by roundings, a fen a period and line.
pub(in crate::check) fn filing_changes_only_the_test(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let monthly: Vec<Money> =
        threshold::all(subject).iter().filter(|threshold| threshold.filing == Filing::Monthly).map(|threshold| threshold.limit).collect();
    let around = monthly.get(number % monthly.len().max(1)).copied().unwrap_or_default();
    let sales = if number.is_multiple_of(2) { around + Money::from_fen(draw.fen.fen() * 100) } else { draw.more };
    let rules = draw.pick.get(subject.rules());
    let mut shop = subject.shop(rules, draw.form, Period::Month(Month::JANUARY), sales);
    shop.sales = Month::all().map(|month| sale(Period::Month(month), SaleKind::Goods, sales)).collect();
    let quarterly = crate::assess::assess(rules, &shop, draw.form)?;
    shop.filing = Filing::Monthly;
    let by_month = subject.amounts(&shop, draw.form)?;
    for line in std::iter::once(Line::Vat).chain(SURCHARGES) {
        let (computed, demanded) = (by_month.lines[line].payable(), quarterly.amounts.lines[line].payable());
        if (computed - demanded).fen().abs() > 24 {
            let measure = cited(&quarterly, line, What::is_relief).or_else(|| cited(&quarterly, line, is_due));
            return failed(&shop, draw.form, measure, Fault::Is { what: Figure::Payable { line }, computed, demanded });
        }
    }
    Ok(())
}

pub(in crate::check) fn special_invoice_is_taxed(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let rules = draw.pick.get(subject.rules());
    let month = Month::all().nth(number % 12).unwrap_or(Month::JANUARY);
    let kind = SaleKind::ALL.get(number % SaleKind::ALL.len()).copied().unwrap_or(SaleKind::Goods);
    let mut shop = subject.shop(rules, draw.form, Period::Month(month), draw.more);
    let special = crate::facts::Sale { invoice: Invoice::Special, ..sale(Period::Month(month), kind, draw.more) };
    let (_, in_force) = rules.month(month).vat.levy_rates(&special, LevyPayer::of(&shop, draw.form));
    shop.sales = vec![special];
    let assessment = crate::assess::assess(rules, &shop, draw.form)?;
    let (computed, least) = (assessment.amounts.lines[Line::Vat].payable(), draw.more.times(in_force) - Money::from_fen(1));
    if computed < least {
        let fault = Fault::AtLeast { what: Figure::Payable { line: Line::Vat }, computed, least };
        return failed(&shop, draw.form, cited(&assessment, Line::Vat, What::is_relief), fault);
    }
    Ok(())
}

pub(in crate::check) fn knows_no_form(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let (profile, rules) = (&draw.profile, subject.rules_of(&draw.profile)?);
    let for_one_form = profile.sales.iter().any(|sale| {
        let reduction = &rules.month(sale.period.first_month()).vat.substitute[sale.kind];
        let individuals = |who: &Vec<TaxpayerGroup>| who.contains(&TaxpayerGroup::IndividualBusiness);
        sale.exempt.is_some() || reduction.as_ref().is_some_and(|reduction| individuals(&reduction.rule.who))
    });
    if for_one_form {
        return Err(Stop::NotApplicable);
    }
    let (one, other) = (subject.assessed(draw)?, subject.amounts(profile, draw.form)?);
    for line in std::iter::once(Line::Vat).chain(SURCHARGES) {
        let due = |lines: &crate::taxes::amounts::Lines| match line {
            Line::Vat => lines[line].payable(),
            line => lines[line].due,
        };
        let (computed, demanded) = (due(&other.lines), due(&one.amounts.lines));
        if computed != demanded {
            return failed(profile, draw.form, cited(&one, line, is_due), Fault::Is { what: Figure::Payable { line }, computed, demanded });
        }
    }
    Ok(())
}

pub(in crate::check) fn output_less_input(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let rules = draw.pick.get(subject.rules());
    let month = Month::all().nth(number % 4 * 3).unwrap_or(Month::JANUARY);
    let period = Period::Month(month);
    let rates = &rules.month(month).vat.rates.rule.rates;
    let rate = *rates.get(number % rates.len().max(1)).ok_or(Stop::NotApplicable)?;
    let input = draw.profile.costs.other.part(1, 10);
    let opening = draw.profile.owner.deductions.part(1, 50);
    let mut shop = subject.shop(rules, draw.form, period, draw.more);
    shop.vat_status = VatStatus::General;
    shop.sales.iter_mut().for_each(|sale| sale.method = Method::General(rate));
    shop.general.inputs = vec![Input { period, tax: input, ..Input::default() }];
    shop.general.opening_credit = opening;
    let assessment = crate::assess::assess(rules, &shop, Form::IndividualBusiness)?;
    let last = shop.filing.periods().last().unwrap_or(period);
    let carried = assessment.record.steps.iter().filter(|step| step.what == What::CreditCarried && step.period == last);
    let carried: Money = carried.map(|step| step.result).sum();
    let (computed, demanded) = (assessment.amounts.lines[Line::Vat].payable() - carried, draw.more.times(rate) - input - opening);
    if computed != demanded {
        let measure = cited(&assessment, Line::Vat, |_| true);
        return failed(
            &shop,
            Form::IndividualBusiness,
            measure,
            Fault::Is { what: Figure::Payable { line: Line::Vat }, computed, demanded },
        );
    }
    Ok(())
}
