//! What is said beside a figure is true: the arithmetic of a step, done by hand with decimals, comes to its result; the values of
//! a test that failed do fail it; the steps lead from the facts to what is taxed.

use crate::common::cases::{cases, on_every_core};
use crate::common::edges::edges;
use crate::common::strategy::{business, form};
use crate::common::{self, Case, pack};
use huiqi::trace::{Basis, Formula, Reason, Step, What};
use huiqi::{Assessment, BenefitKind, Bound, Form, Line, Money, Pack, Profile, Rate, VatStatus, Vocabulary};
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};

fn of(rate: Rate) -> Decimal {
    Decimal::new(rate.millionths(), 6)
}

fn yuan(amount: Money) -> Decimal {
    amount.to_decimal()
}

/// What a formula comes to in yuan, not rounded; `None` where it only names where the figure is from.
fn by_hand(formula: &Formula) -> Option<Decimal> {
    let twelve = Decimal::from(12);
    Some(match formula {
        Formula::Given | Formula::Total { .. } | Formula::Over { .. } => return None,
        Formula::Price { inclusive, rate } => yuan(*inclusive) / (Decimal::ONE + of(*rate)),
        Formula::NetOf { inclusive, rate, net } => yuan(*inclusive) / (Decimal::ONE + of(*rate)) + yuan(*net),
        Formula::Credit { carried, input, out } => yuan(*carried + *input - *out),
        Formula::Addition { carried, input, rate, out } => yuan(*carried + input.times(*rate) - out.times(*rate)),
        Formula::AtMost { amount, most } => yuan((*amount).min(*most)),
        Formula::Within { amount, least, most } => yuan((*amount).max(*least).min(*most)),
        Formula::Sum { first, second } => yuan(*first + *second),
        Formula::Less { from, less }
        | Formula::WithLess { with: from, without: less }
        | Formula::WithoutDeductions { without: from, with: less } => yuan(*from - *less),
        Formula::Product { base, rate } | Formula::Share { amount: base, share: rate } => yuan(*base) * of(*rate),
        Formula::Contract { base, rate, .. } | Formula::Included { slice: base, included: rate } => yuan(*base) * of(*rate),
        Formula::ReducedBy { base, from, to } => yuan(*base) * (of(*from) - of(*to)),
        Formula::AllOf { amount } => yuan(*amount),
        Formula::SetOff { overpaid } => -yuan(*overpaid),
        Formula::RemainderTimes { due, other, rate } => yuan(*due - *other) * of(*rate),
        Formula::PartTimes { left, months, of: all, rate } => yuan(*left) * of(*rate) * Decimal::from(*months) / Decimal::from(*all),
        Formula::Months { amount, months, of: all } => yuan(*amount) * Decimal::from(*months) / Decimal::from(*all),
        Formula::Value { value, deduction, rate, months } => {
            yuan(*value) * (Decimal::ONE - of(*deduction)) * of(*rate) * Decimal::from(*months) / twelve
        }
        Formula::PerArea { area, unit, months } => {
            area.parse::<Decimal>().expect("an area") * yuan(*unit) * Decimal::from(*months) / twelve
        }
        Formula::PerAreaOnce { area, unit, factor } => area.parse::<Decimal>().expect("an area") * yuan(*unit) * of(*factor),
        Formula::TimesMonths { amount, months } => yuan(*amount) * Decimal::from(*months),
        Formula::Bracket { base, rate, quick } => yuan(*base) * of(*rate) - yuan(*quick),
        Formula::ReducedSlice { tax, other, slice, taxable, reduction } => {
            (yuan(*tax) - yuan(*other) * yuan(*slice) / yuan(*taxable)) * of(*reduction)
        }
        Formula::Effective { due, included, rate } => yuan(*due) - yuan(*included) * of(*rate),
        Formula::OverYears { price, years } => yuan(*price) / Decimal::from(*years),
        Formula::AtOnce { price, share, in_costs } => yuan(*price) * of(*share) - yuan(*in_costs),
        Formula::OfCost { cost, rate } => yuan(*cost) * of(*rate) / (Decimal::ONE - of(*rate)),
        Formula::Employment { staff, disabled, months, ratio, wage } => {
            let average = |sum: u32| Decimal::from(sum) / Decimal::from(*months);
            (average(*staff) * of(*ratio) - average(*disabled)) * yuan(*wage)
        }
        // A premium of a month is a sum of fen.
        Formula::Premiums { base, rate, persons, months } => {
            let month = (yuan(*base) * of(*rate)).round_dp_with_strategy(2, MidpointAwayFromZero);
            month * Decimal::from(*persons) * Decimal::from(*months)
        }
        other => panic!("not computed by hand: {other:?}"),
    })
}

/// How far the rounded figures that a formula names may take it from its exact result.
fn slack(step: &Step, pack: &Pack) -> Decimal {
    let old_stamp_duty = step.measure().is_some_and(|measure| pack.measure(measure).id.starts_with("council-stamp"));
    match step.formula {
        // Rounded to a tenth of a yuan, nothing under one, and some papers at least five yuan (印花税暂行条例 art. 3).
        Formula::Contract { .. } if old_stamp_duty => Decimal::from(5),
        Formula::ReducedSlice { .. } | Formula::Effective { .. } => Decimal::new(1, 2),
        _ => Decimal::ZERO,
    }
}

fn is_true(bound: Bound, sales: Money, limit: Money) -> bool {
    match bound {
        Bound::LessThan => sales < limit,
        Bound::NotMoreThan => sales <= limit,
    }
}

/// Whether the test of a refusal fails with the values it names.
fn fails(reason: &Reason) -> bool {
    match reason {
        Reason::SalesOverThreshold { sales, bound, limit, .. } => !is_true(*bound, *sales, *limit),
        Reason::ServicesShareTooSmall { share, over } | Reason::InvestorShareTooSmall { share, over } => share <= over,
        Reason::IncomeOver { income, limit } | Reason::AssetsOver { average: income, limit } => income >= limit,
        Reason::IncomeOverCap { income, cap } => income > cap,
        Reason::StaffOver { twice_sum, ends, limit } => twice_sum > &(ends * limit),
        Reason::LifeTooShort { life, least } | Reason::MonthsPaidTooFew { months: life, least } => life < least,
        Reason::LossStays { amount } => *amount > Money::ZERO,
        Reason::HasComprehensiveIncome { income } => *income != Money::ZERO,
        Reason::CutUnderLeast { cut, least } => cut < least,
        Reason::SalesNotBelow { sales, limit } => sales >= limit,
        Reason::LaidOffTooMany { share, most } => share > most,
        Reason::TooLongAgo { years, within } => years > within,
        Reason::AmountOver { amount, most } => amount > most,
        Reason::RateOver { rate, most } => rate > most,
        Reason::HiresTooFew { hires, staff, least } => Decimal::from(*hires) < Decimal::from(*staff) * of(*least),
        Reason::TooLong { length, most } => length > most,
        Reason::EngineTooLarge { displacement, most } => displacement > most,
        Reason::ClearedTooLate { months, within } => months > within,
        _ => true,
    }
}

/// Taxes of which only the amount is told.
const GIVEN: [Line; 5] = [Line::Consumption, Line::VehicleVessel, Line::Environmental, Line::TobaccoLeaf, Line::LandAppreciation];

/// The article of law stands beside each number that a measure decides: every tax, and every relief but those that the
/// profile states. What is shown as given is never passed off as computed.
fn has_its_basis(step: &Step) -> bool {
    let decided = matches!(step.what, What::Due | What::OutputTax) || step.what.is_relief();
    let stated = matches!(step.what, What::OtherRelief | What::RentWaived) && step.formula == Formula::Given;
    match step.basis {
        Basis::Law(_) => true,
        // The rate of the water conservancy fund is told; so are the taxes that are not computed.
        Basis::Given if matches!(step.line, Line::WaterFund) => true,
        Basis::Given => step.formula == Formula::Given && (stated || !decided || GIVEN.contains(&step.line)),
        Basis::Arithmetic => step.formula != Formula::Given && !decided,
        other => panic!("no test of {other:?}"),
    }
}

/// What is said of an assessment and is not so.
pub fn untrue(pack: &Pack, assessment: &Assessment) -> Vec<String> {
    let steps = assessment.record.steps.iter().filter_map(|step| {
        let exact = by_hand(&step.formula)?;
        let (found, result) = (exact.round_dp_with_strategy(2, MidpointAwayFromZero), yuan(step.result));
        let nothing = result.is_zero() && exact < Decimal::ZERO;
        // A relief stops at what is left of the tax.
        let stopped = step.what.is_relief() && matches!(step.formula, Formula::ReducedSlice { .. }) && result < found;
        let is_so = (found - result).abs() <= slack(step, pack) || nothing || stopped;
        (!is_so).then(|| format!("{step:?} comes to {exact}"))
    });
    // What is returned takes its relief back.
    let of_returns = |step: &&Step| match step.formula {
        Formula::ReducedBy { base: of, .. } | Formula::AllOf { amount: of } => of < Money::ZERO,
        _ => false,
    };
    let empty = assessment.record.steps.iter().filter(|step| step.what.is_relief() && step.result < Money::ZERO && !of_returns(step));
    let refused = assessment.record.refused.iter().filter(|refusal| !fails(&refusal.reason));
    let baseless = assessment.record.steps.iter().filter(|step| !has_its_basis(step));
    steps.chain(empty.chain(baseless).map(|step| format!("{step:?}"))).chain(refused.map(|refusal| format!("{refusal:?}"))).collect()
}

/// What of one line the steps of a kind come to.
fn told(assessment: &Assessment, line: Line, what: &[What]) -> Money {
    assessment.record.steps.iter().filter(|step| step.line == line && what.contains(&step.what)).map(|step| step.result).sum()
}

/// The way from the facts of a year to what is taxed: costs, profit, taxable income, what is distributed, what is cited.
fn does_not_add_up(profile: &Profile, assessment: &Assessment) -> Vec<String> {
    let (amounts, company, converting) = (&assessment.amounts, &profile.company, assessment.form != profile.form);
    let line = if assessment.form.is_company() { Line::Cit } else { Line::IitBusiness };
    let mut wrong = Vec::new();
    let mut equal = |what: &str, found: Money, expected: Money| {
        if found != expected {
            wrong.push(format!("{what}: {found}, not {expected}"));
        }
    };
    let rent: Money = profile.rented.iter().map(|rented| rented.monthly_rent.part(rented.months.count(), 1)).sum();
    let conversion = if converting { profile.conversion.costs() } else { Money::ZERO };
    let charged = |kind| assessment.record.benefits.iter().filter(move |benefit| benefit.kind == kind).map(|benefit| benefit.amount);
    let dues: Money = charged(BenefitKind::Fee).sum();
    if profile.registrations.is_empty() {
        equal("costs", amounts.costs, profile.costs.total() + rent - amounts.rent_waived + conversion + dues + amounts.employer_insurance);
    }
    if profile.rented.len() == 1 {
        equal("rent waived", amounts.rent_waived, told(assessment, line, &[What::RentWaived]).min(rent));
    }
    let grants: Money = charged(BenefitKind::Grant).sum();
    equal("grants", amounts.grants, grants + if converting { profile.conversion.grants } else { Money::ZERO });
    let taxes = [Line::UrbanMaintenance, Line::EducationSurcharge, Line::LocalEducationSurcharge, Line::Stamp, Line::Property];
    let more = [Line::UrbanLandUse, Line::Resource, Line::CulturalFee, Line::FilmFund, Line::WaterFund, Line::DisabledFund];
    // Land appreciation tax of a conversion is no cost of the new enterprise.
    let given = profile.paid_taxes.iter().map(|of| of.amount).chain(profile.consumption_tax.iter().map(|(_, paid)| *paid));
    let taxes = taxes.into_iter().chain(more).map(|line| amounts.lines[line].payable()).chain(given);
    let credited = told(assessment, line, &[What::InputInCosts]);
    if profile.vat_status == VatStatus::General {
        let inputs = profile.general.inputs.iter().map(|input| input.tax - input.transferred_out);
        equal("input tax credited", credited, inputs.sum());
    }
    // The owner's own premiums are a cost outside a company.
    let own = if assessment.form.is_company() { Money::ZERO } else { amounts.owner_insurance };
    equal("profit", amounts.profit, amounts.revenue - (amounts.costs - credited) - own - taxes.sum());
    let beyond = told(assessment, line, &[What::ResearchDeduction, What::ExpensedAtOnce, What::LossUsed, What::FarmIncome])
        - told(assessment, line, &[What::AddedBack]);
    let by_books = !assessment.record.steps.iter().any(|step| step.what == What::AssessedIncome);
    if by_books && line == Line::Cit {
        let taxable = (amounts.profit - company.owner_wage - beyond).at_least_zero();
        equal("taxable", told(assessment, line, &[What::Taxable]), taxable);
        let losses: Money = if converting { Money::ZERO } else { profile.losses.iter().map(|loss| loss.amount).sum() };
        let left = (amounts.profit - company.owner_wage - losses - amounts.lines[Line::Cit].payable()).at_least_zero();
        let kept = told(assessment, Line::IitDividend, &[What::Reserve]);
        equal("distributed", told(assessment, Line::IitDividend, &[What::Distributed]), (left - kept).times(company.share_distributed));
    }
    for line in Line::ALL {
        let reliefs: Vec<What> = What::ALL.iter().copied().filter(|what| what.is_relief() && *what != What::RentWaived).collect();
        let tax = amounts.lines[*line];
        if (told(assessment, *line, &[What::Due]), told(assessment, *line, &reliefs)) != (tax.due, tax.relief) {
            wrong.push(format!("{line:?} does not add up to {tax:?}"));
        }
        let mut cited: Vec<_> = assessment.record.of_line(*line).steps.iter().filter_map(|step| step.measure()).collect();
        cited.sort();
        cited.dedup();
        if assessment.citations(*line) != cited {
            wrong.push(format!("{line:?} cites {:?}", assessment.citations(*line)));
        }
    }
    wrong
}

fn assessed(pack: &Pack, profile: &Profile, form: Form) -> Option<Assessment> {
    huiqi::assess(&pack.rules(profile.year, profile.place, None).ok()?, profile, form).ok()
}

/// Every step and refusal of the rows, the examples and the edges of the law.
#[test]
fn what_is_said_of_the_cases_is_so() {
    let pack = pack();
    let cases: Vec<_> = cases(pack).into_iter().chain(edges(pack)).collect();
    let found = on_every_core(&cases, |case| {
        assessed(pack, &case.profile, case.form).map(|it| {
            let wrong: Vec<String> = untrue(pack, &it).into_iter().chain(does_not_add_up(&case.profile, &it)).collect();
            (it.record.steps.len(), wrong)
        })
    });
    let (mut steps, mut untrue) = (0, Vec::new());
    for (case, (count, said)) in cases.iter().zip(found).filter_map(|(case, found)| Some((case, found?))) {
        steps += count;
        untrue.extend(said.into_iter().map(|said| format!("{}: {said}", case.name)));
    }
    assert!(steps > 10_000, "{steps}");
    assert!(untrue.is_empty(), "{} of {steps}:\n{}", untrue.len(), untrue.iter().take(20).cloned().collect::<Vec<_>>().join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The same of businesses that nobody thought of.
    #[test]
    fn what_is_said_of_any_business_is_so(case in business(), to in form()) {
        let profile = case.profile();
        for form in [profile.form, to] {
            let Some(it) = assessed(pack(), &profile, form) else { continue };
            let said: Vec<String> = untrue(pack(), &it).into_iter().chain(does_not_add_up(&profile, &it)).collect();
            prop_assert!(said.is_empty(), "{}\n{}", said.join("\n"), case.toml());
        }
    }
}

/// The check itself notices a figure that is off by a fen, and a refusal that is not so.
#[test]
fn what_is_not_so_is_noticed() {
    let case = Case::new(2024).net().sale("Q1", "goods", "900000", "").with_profit("200000");
    let mut assessment = case.assess();
    assert!(untrue(pack(), &assessment).is_empty());
    let due = assessment.record.steps.iter_mut().find(|step| step.what == What::Due).expect("a step");
    due.result += Money::from_fen(1);
    assert_eq!(untrue(pack(), &assessment).len(), 1);
    assert!(!fails(&Reason::IncomeOverCap { income: common::yuan("5"), cap: common::yuan("5") }));
}
