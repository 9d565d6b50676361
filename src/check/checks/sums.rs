//! What adds up: lines, steps, and the money of customers, suppliers, landlords, the state and the owner.

use super::cited;
use crate::base::dates::Period;
use crate::base::names::{Line, VatStatus};
use crate::check::finding::Checked;
use crate::check::statement::{Fault, Figure};
use crate::check::subject::{Draw, Subject, failed};
use crate::taxes::LINES;
use crate::taxes::trace::{MeasureIx, Step, What};
use crate::{Money, Month};

fn must_be(draw: &Draw, what: Figure, computed: Money, demanded: Money, measure: Option<MeasureIx>) -> Checked {
    if computed == demanded {
        return Ok(());
    }
    failed(&draw.profile, draw.profile.form, measure, Fault::Is { what, computed, demanded })
}

pub(in crate::check) fn total_is_its_lines(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let assessment = subject.assessed(draw)?;
    let lines: Money = assessment.amounts.lines.iter().map(|(_, tax)| tax.due - tax.relief).sum();
    must_be(draw, Figure::Total, assessment.amounts.total(), lines, None)
}

pub(in crate::check) fn steps_make_the_line(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let assessment = subject.assessed(draw)?;
    for (line, tax) in assessment.amounts.lines.iter() {
        let sum = |kind: fn(What) -> bool| -> Money {
            assessment.record.steps.iter().filter(|step| step.line == line && kind(step.what)).map(|step| step.result).sum()
        };
        let relief: fn(What) -> bool = |what| what.is_relief() && what != What::RentWaived;
        must_be(
            draw,
            Figure::Payable { line },
            sum(|what| what == What::Due),
            tax.due,
            cited(&assessment, line, |what| what == What::Due),
        )?;
        must_be(draw, Figure::Relief { line }, sum(relief), tax.relief, cited(&assessment, line, relief))?;
    }
    Ok(())
}

pub(in crate::check) fn money_is_conserved(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let amounts = subject.amounts(&draw.profile, draw.form)?;
    let state: Money = amounts.lines.iter().map(|(_, tax)| tax.payable()).sum();
    let spent = amounts.costs + amounts.owner_insurance + amounts.deed_tax + state + amounts.net_to_owner();
    // Customers paid the prices, and VAT on top of net ones.
    let prices: Money = draw.profile.sales.iter().map(|sale| sale.amount).sum();
    if amounts.receipts < prices {
        let fault = Fault::AtLeast { what: Figure::Receipts, computed: amounts.receipts, least: prices };
        return failed(&draw.profile, draw.form, None, fault);
    }
    must_be(draw, Figure::Spent, spent, amounts.receipts + amounts.grants, None)
}

pub(in crate::check) fn rent_is_conserved(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let (profile, assessment) = (&draw.profile, subject.assessed(draw)?);
    let rent: Money = profile.rented.iter().map(|rented| Money::from_fen(rented.monthly_rent.fen() * rented.months.count())).sum();
    let waived = assessment.record.steps.iter().filter(|step| step.what == What::RentWaived);
    let measure = waived.clone().find_map(|step| step.measure());
    let steps: Money = waived.map(|step| step.result).sum();
    let amounts = &assessment.amounts;
    must_be(draw, Figure::RentWaived, steps, amounts.rent_waived, measure)?;
    // What an enterprise pays beside the taxes and may deduct is a cost as well.
    let beside = |step: &&Step| matches!(step.what, What::UnionDues | What::EmployerPremiums);
    let dues: Money = assessment.record.steps.iter().filter(beside).map(|step| step.result).sum();
    must_be(draw, Figure::Costs, amounts.costs, profile.costs.total() + dues + rent - amounts.rent_waived, measure)?;
    if amounts.rent_waived > rent {
        let fault = Fault::AtMost { what: Figure::RentWaived, computed: amounts.rent_waived, most: rent };
        return failed(profile, profile.form, measure, fault);
    }
    Ok(())
}

pub(in crate::check) fn profit_is_the_rest(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let (profile, assessment) = (&draw.profile, subject.assessed(draw)?);
    let amounts = &assessment.amounts;
    let deducted = LINES.iter().filter(|own| !own.never_deducted);
    let taxes: Money = deducted.map(|own| amounts.lines[own.line].payable()).sum();
    // Input tax not yet credited is no cost; what was carried in was none last year.
    let last = profile.filing.periods().last().unwrap_or(Period::Month(Month::JANUARY));
    let carried = assessment.record.steps.iter().filter(|step| step.what == What::CreditCarried && step.period == last);
    let credit: Money = carried.map(|step| step.result).sum();
    let opening = if profile.vat_status == VatStatus::General { profile.general.opening_credit } else { Money::ZERO };
    let own = if profile.form.is_company() { Money::ZERO } else { amounts.owner_insurance };
    let rest = amounts.receipts - amounts.lines[Line::Vat].payable() - amounts.costs - own - taxes + credit - opening;
    must_be(draw, Figure::Profit, amounts.profit, rest, None)
}
