//! Income tax: brackets, the reduction, the small low-profit enterprise, and what is left to the owner.

use super::{cited, is_due};
use crate::answers::compare::compare_converting;
use crate::assess::Rules;
use crate::base::names::{Filing, Form, Line, SaleKind};
use crate::check::finding::{Checked, Stop};
use crate::check::statement::{Fault, Figure, SizeTest};
use crate::check::subject::{Draw, Subject, failed, nth, sale};
use crate::taxes::trace::{MeasureIx, What};
use crate::{Money, Month, Period};

const FEN: Money = Money::from_fen(1);

/// Tax due and relief on a line for a business with this profit.
fn on_profit(subject: &Subject<'_>, rules: &Rules, form: Form, profit: Money, line: Line) -> Result<crate::Tax, Stop> {
    Ok(subject.amounts(&subject.earning(rules, form, profit)?, form)?.lines[line])
}

pub(in crate::check) fn brackets_meet(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let rules = draw.pick.get(subject.rules());
    let limits = rules.taxes.annual.business_income.table.rule.brackets.limits();
    let income = nth(&limits, number / 3)?;
    let profit = *income + Money::from_fen(i64::try_from(number % 3).unwrap_or(0) - 1);
    let due = |profit| on_profit(subject, rules, Form::IndividualBusiness, profit, Line::IitBusiness).map(|tax| tax.due);
    let (low, high) = (due(profit)?, due(profit + FEN)?);
    if low <= high && high <= low + FEN {
        return Ok(());
    }
    let (what, shop) = (Figure::Payable { line: Line::IitBusiness }, subject.earning(rules, Form::IndividualBusiness, profit + FEN)?);
    let fault = if high < low {
        Fault::AtLeast { what, computed: high, least: low }
    } else {
        Fault::AtMost { what, computed: high, most: low + FEN }
    };
    failed(&shop, Form::IndividualBusiness, Some(rules.taxes.annual.business_income.table.measure), fault)
}

pub(in crate::check) fn more_profit_not_less_tax(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let (rules, form) = (subject.rules_of(&draw.profile)?, draw.form);
    let line = if form.is_company() { Line::Cit } else { Line::IitBusiness };
    let (low, high) = (draw.profile.costs.other, draw.profile.costs.other + draw.more);
    let limit = rules.taxes.annual.enterprise_income.small_low_profit_test.as_ref().map_or(Money::ZERO, |test| test.rule.income);
    if form.is_company() && low <= limit && high > limit {
        return Err(Stop::NotApplicable);
    }
    // Where a person's deductions go from one income to the other, the tax on one alone may fall.
    let payable = |amounts: &crate::Amounts| {
        let elsewhere = if form.is_company() { Money::ZERO } else { amounts.lines[Line::IitWage].payable() };
        amounts.lines[line].payable() + elsewhere
    };
    let least = payable(&subject.amounts(&subject.earning(rules, form, low)?, form)?);
    let richer = subject.earning(rules, form, high)?;
    let assessment = crate::assess::assess(rules, &richer, form)?;
    let computed = payable(&assessment.amounts);
    if computed < least {
        let measure = cited(&assessment, line, What::is_relief).or_else(|| cited(&assessment, line, is_due));
        return failed(&richer, form, measure, Fault::AtLeast { what: Figure::Payable { line }, computed, least });
    }
    Ok(())
}

pub(in crate::check) fn net_never_falls(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let (profile, form) = (&draw.profile, draw.form);
    let rules = subject.rules_of(profile)?;
    let saved = draw.more.min(profile.costs.other);
    if saved < Money::from_fen(100) {
        return Err(Stop::NotApplicable);
    }
    let mut cheaper = profile.clone();
    cheaper.costs.other = profile.costs.other - saved;
    let (dear, cheap) = (crate::assess::assess(rules, profile, form)?, crate::assess::assess(rules, &cheaper, form)?);
    let taxable = |assessment: &crate::Assessment| {
        let steps = &assessment.record.steps;
        steps.iter().find(|step| step.line == Line::Cit && step.what == What::Taxable).map_or(Money::ZERO, |step| step.result)
    };
    let limit = rules.taxes.annual.enterprise_income.small_low_profit_test.as_ref().map_or(Money::ZERO, |test| test.rule.income);
    if taxable(&dear) <= limit && taxable(&cheap) > limit {
        return Err(Stop::NotApplicable);
    }
    let (computed, least) = (cheap.amounts.net_to_owner(), dear.amounts.net_to_owner());
    if computed < least {
        let line = if form.is_company() { Line::Cit } else { Line::IitBusiness };
        let fault = Fault::AtLeast { what: Figure::Net, computed, least };
        return failed(&cheaper, form, cited(&cheap, line, What::is_relief).or_else(|| cited(&cheap, line, is_due)), fault);
    }
    Ok(())
}

pub(in crate::check) fn tax_within_income(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let (profile, assessment) = (&draw.profile, subject.assessed(draw)?);
    let sum = |line: Line, what: What| -> Money {
        assessment.record.steps.iter().filter(|step| step.line == line && step.what == what).map(|step| step.result).sum()
    };
    let elsewhere: Money =
        profile.partners.iter().map(|(_, partner)| partner).chain([&profile.owner]).map(|person| person.comprehensive_income).sum();
    let bases = [
        (Line::Vat, assessment.amounts.receipts),
        (Line::IitBusiness, sum(Line::IitBusiness, What::Taxable)),
        (Line::Cit, sum(Line::Cit, What::Taxable)),
        (Line::IitDividend, sum(Line::IitDividend, What::Distributed)),
        (Line::IitWage, if profile.form.is_company() { profile.company.owner_wage } else { elsewhere }),
    ];
    // Beside business income elsewhere a wage also costs the deductions from that: its tax may be more than itself.
    let also_elsewhere = |line: Line| line == Line::IitWage && !profile.other_businesses.is_empty();
    for (line, most) in bases.into_iter().filter(|(line, _)| !also_elsewhere(*line)) {
        let computed = assessment.amounts.lines[line].payable();
        if computed > most {
            return failed(
                profile,
                profile.form,
                cited(&assessment, line, is_due),
                Fault::AtMost { what: Figure::Payable { line }, computed, most },
            );
        }
    }
    Ok(())
}

pub(in crate::check) fn reduction_within_cap(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let rules = draw.pick.get(subject.rules());
    let reduction = rules
        .taxes
        .annual
        .business_income
        .reduction
        .as_ref()
        .filter(|reduction| subject.is_about(reduction.measure))
        .ok_or(Stop::NotApplicable)?;
    let (cap, form, line) = (reduction.rule.income_up_to, Form::IndividualBusiness, Line::IitBusiness);
    let profit = match number % 3 {
        0 => cap + draw.more,
        1 => cap + draw.fen,
        _ => draw.profile.costs.other.min(cap),
    };
    let on_slice = on_profit(subject, rules, form, profit.min(cap), line)?.due;
    let share = super::surcharges::share_in_words(subject, reduction.measure).unwrap_or(reduction.rule.reduction);
    let (computed, demanded) = (on_profit(subject, rules, form, profit, line)?.relief, on_slice.times(share));
    // The exact tax is reduced before it is rounded.
    if (computed - demanded).fen().abs() <= 1 {
        return Ok(());
    }
    let shop = subject.earning(rules, form, profit)?;
    failed(&shop, form, Some(reduction.measure), Fault::Is { what: Figure::Relief { line }, computed, demanded })
}

pub(in crate::check) fn other_relief_within_itself(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let rules = draw.pick.get(subject.rules());
    let mut shop = subject.earning(rules, Form::IndividualBusiness, draw.profile.costs.other)?;
    let without = subject.amounts(&shop, shop.form)?.lines[Line::IitBusiness].payable();
    shop.owner.other_relief = draw.more;
    let assessment = crate::assess::assess(rules, &shop, shop.form)?;
    let (what, computed) = (Figure::Payable { line: Line::IitBusiness }, assessment.amounts.lines[Line::IitBusiness].payable());
    let measure = cited(&assessment, Line::IitBusiness, What::is_relief);
    // A relief rounded apart may differ by a fen.
    if computed > without {
        return failed(&shop, shop.form, measure, Fault::AtMost { what, computed, most: without });
    }
    let least = (without - draw.more - FEN).at_least_zero();
    if computed < least {
        return failed(&shop, shop.form, measure, Fault::AtLeast { what, computed, least });
    }
    Ok(())
}

pub(in crate::check) fn converting_merges_incomes(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let rules = draw.pick.get(subject.rules());
    if rules.taxes.annual.business_income.merge.is_none() {
        return Err(Stop::NotApplicable);
    }
    let mut shop = subject.earning(rules, Form::IndividualBusiness, draw.profile.costs.other)?;
    (shop.owner, shop.other_businesses) = (draw.profile.owner, draw.profile.other_businesses.clone());
    // As much each month, filed by month: VAT does not ask for the months of either part.
    shop.filing = Filing::Monthly;
    let year: Money = shop.sales.iter().map(|sale| sale.amount).sum();
    shop.sales = Month::all().map(|month| sale(Period::Month(month), SaleKind::Goods, year.part(1, 12))).collect();
    let month = u32::try_from(2 + number % 11).ok().and_then(Month::from_number).ok_or(Stop::NotApplicable)?;
    let found = compare_converting(rules, &shop, month, &[Form::SoleProprietorship])?;
    let after = found.chosen();
    let tax = |amounts: &crate::Amounts| amounts.lines[Line::IitBusiness].payable() + amounts.lines[Line::IitWage].payable();
    let (stays, computed) = (&found.before.amounts, tax(&after.amounts));
    // Costs and taxes that differ between the two are not what is looked at here.
    if stays.profit != after.amounts.profit {
        return Err(Stop::NotApplicable);
    }
    // Each share of one tax is rounded on its own: of both parts, and of each other business.
    let shares = i64::try_from(shop.other_businesses.len()).unwrap_or_default().saturating_add(2);
    let least = tax(stays) - Money::from_fen(shares);
    if computed < least {
        let what = Figure::Payable { line: Line::IitBusiness };
        let measure = rules.taxes.annual.business_income.merge.as_ref().map(|merge| merge.measure);
        return failed(&shop, Form::SoleProprietorship, measure, Fault::AtLeast { what, computed, least });
    }
    Ok(())
}

pub(in crate::check) fn small_test_holds_limit(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let rules = draw.pick.get(subject.rules());
    let test = rules
        .taxes
        .annual
        .enterprise_income
        .small_low_profit_test
        .as_ref()
        .filter(|test| subject.is_about(test.measure))
        .ok_or(Stop::NotApplicable)?;
    let (off, form) = (i64::try_from(number / 3 % 3).unwrap_or(0) - 1, Form::Company);
    let mut profit = Money::from_fen(50_000_000);
    if number.is_multiple_of(3) {
        profit = test.rule.income + Money::from_fen(off);
    }
    let mut shop = subject.earning(rules, form, profit)?;
    let (what, value, limit) = match number % 3 {
        0 => (SizeTest::Income, profit.to_string(), test.rule.income.to_string()),
        1 => {
            let staff = test.rule.staff.saturating_add_signed(i32::try_from(off).unwrap_or(0));
            shop.scale.quarters.iter_mut().for_each(|ends| ends.staff = (staff, staff));
            (SizeTest::Staff, staff.to_string(), test.rule.staff.to_string())
        }
        _ => {
            let assets = test.rule.assets + Money::from_fen(off);
            shop.scale.quarters.iter_mut().for_each(|ends| ends.assets = (assets, assets));
            (SizeTest::Assets, assets.to_string(), test.rule.assets.to_string())
        }
    };
    let assessment = crate::assess::assess(rules, &shop, form)?;
    let passes = assessment.record.steps.iter().any(|step| step.what == What::SmallLowProfitTest);
    if passes == (off <= 0) {
        return Ok(());
    }
    let fault = if off <= 0 { Fault::MustPass { what, value, limit } } else { Fault::MustFail { what, value, limit } };
    failed(&shop, form, Some(test.measure), fault)
}

pub(in crate::check) fn small_tax_is_continuous(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let (rules, form) = (draw.pick.get(subject.rules()), Form::Company);
    let limit = rules.taxes.annual.enterprise_income.small_low_profit_test.as_ref().ok_or(Stop::NotApplicable)?.rule.income;
    let mut edges: Vec<(Money, Option<MeasureIx>)> = vec![(draw.profile.costs.other, None)];
    for slice in &rules.taxes.annual.enterprise_income.include_income {
        edges.extend([(slice.rule.over, Some(slice.measure)), (slice.rule.up_to, Some(slice.measure))]);
    }
    let (edge, measure) = *nth(&edges, number / 2)?;
    let profit = (edge + Money::from_fen(i64::try_from(number % 2).unwrap_or(0) - 1)).at_least_zero();
    if profit + FEN > limit {
        return Err(Stop::NotApplicable);
    }
    let payable = |profit| on_profit(subject, rules, form, profit, Line::Cit).map(|tax| tax.payable());
    let (low, computed) = (payable(profit)?, payable(profit + FEN)?);
    // Due and relief are rounded apart: a fen either way is no jump.
    if low - FEN <= computed && computed <= low + FEN + FEN {
        return Ok(());
    }
    let measure = measure.or(Some(rules.taxes.annual.enterprise_income.small_low_profit_rate.measure));
    let (what, shop) = (Figure::Payable { line: Line::Cit }, subject.earning(rules, form, profit + FEN)?);
    let fault =
        if computed < low { Fault::AtLeast { what, computed, least: low } } else { Fault::AtMost { what, computed, most: low + FEN } };
    failed(&shop, form, measure, fault)
}
