//! Social insurance (社会保险) of the staff and of the owner: the employer's premiums, a cost, and the owner's own.
//!
//! An owner is insured as a person in flexible work, and through a company as an employee. The premiums are no taxes and stand beside
//! them; those of the owner are deducted once: in a business of persons as a cost (个体工商户个人所得税计税办法 art. 22), in a company off the wage.

use super::Year;
use super::unemployment_rate::UnemploymentRules;
use crate::base::dates::Period;
use crate::base::names::{Form, Line};
use crate::base::slot::Subject;
use crate::base::source::Section;
use crate::benefits::rent::income_line;
use crate::facts::{Insured, Profile};
use crate::law::parameter::{amount, parameters, rate};
use crate::law::problem::LawProblem;
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Assumption, Basis, Formula, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct PensionRates
        en "Rates of the basic pension, and the bounds of the wage that premiums are paid on"
        zh "基本养老保险费率和缴费基数上下限"
    {
        employer: Rate = rate(), en "the employer's rate" zh "单位费率";
        employee: Rate = rate(), en "the employee's rate" zh "个人费率";
        flexible: Rate = rate(), en "the rate of a person in flexible work" zh "灵活就业人员费率";
        floor: Rate = rate(), en "the least base, as a share of the average wage" zh "缴费基数下限占平均工资的比例";
        ceiling: Rate = rate(), en "the highest base, as a share of the average wage" zh "缴费基数上限占平均工资的比例";
    }
}

impl Rule for PensionRates {
    const DECIDES: &'static Subject = &Subject::monthly("pension-rates", "rates of the basic pension", "基本养老保险费率");
}

parameters! {
    pub(crate) struct InsuranceBase en "The bounds of the wage that premiums are paid on, as a province prints them" zh "省公布的社会保险缴费基数上下限" {
        floor: Money = amount(), en "the least base of a month" zh "月缴费基数下限";
        ceiling: Money = amount(), en "the highest base of a month" zh "月缴费基数上限";
    }
    then InsuranceBase::rises
}

impl InsuranceBase {
    fn rises(self, section: &Section<'_>) -> Option<Self> {
        if self.floor > self.ceiling {
            section.report(LawProblem::RangeBackwards);
        }
        Some(self)
    }
}

impl Rule for InsuranceBase {
    const DECIDES: &'static Subject =
        &Subject::annual("insurance-base", "bounds of the wage that premiums are paid on", "社会保险缴费基数上下限");
}

/// The pension of the year, and the bounds of the place.
#[derive(Clone, Debug)]
pub(crate) struct InsuranceRules {
    pension: Option<RuleInForce<PensionRates>>,
    base: Option<RuleInForce<InsuranceBase>>,
}

impl super::Benefit for InsuranceRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<PensionRates>(), Kind::of::<InsuranceBase>()];

    fn resolve(year: &Year<'_>) -> Self {
        InsuranceRules { pension: year.first.find(), base: year.first.find() }
    }

    #[inline]
    fn moves_money(profile: &Profile) -> bool {
        !profile.insured.is_empty()
    }
}

/// Premiums of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Premiums {
    /// The employer's, of the staff and of a company's owner: a cost.
    pub(crate) employer: Money,
    /// Those that the owner pays.
    pub(crate) owner: Money,
}

/// The premiums of a form.
#[inline]
pub(crate) fn assess<T: Trace>(
    rules: &InsuranceRules,
    unemployment: &UnemploymentRules,
    profile: &Profile,
    form: Form,
    trace: &mut T,
) -> Premiums {
    if profile.insured.is_empty() { Premiums::default() } else { of_all(rules, unemployment, profile, form, trace) }
}

#[cold]
fn of_all<T: Trace>(rules: &InsuranceRules, unemployment: &UnemploymentRules, profile: &Profile, form: Form, trace: &mut T) -> Premiums {
    let Some(RuleInForce { measure, rule, .. }) = &rules.pension else {
        trace.assume(|| Assumption::PensionNotKnown { year: profile.year });
        return Premiums::default();
    };
    let local = &profile.local_insurance;
    let (unemployed_employer, unemployed_employee) = unemployment.rates(profile.year, trace);
    let employer = sum(&[rule.employer, unemployed_employer, local.medical_employer, local.injury]);
    let employee = sum(&[rule.employee, unemployed_employee, local.medical_employee]);
    let flexible = sum(&[rule.flexible, local.medical_flexible]);
    let mut premiums = Premiums::default();
    let line = income_line(form);
    for insured in &profile.insured {
        let base = rules.base(rule, insured, profile, line, trace);
        let (persons, months) = (insured.persons, insured.months.count());
        let paid = |rate: Rate| base.times(rate).times_whole(i64::from(persons).saturating_mul(months));
        let mut step = |what, rate, result| {
            let formula = Formula::Premiums { base, rate, persons, months };
            trace.step(|| Step { line, period: Period::Year, what, basis: Basis::Law(*measure), result, formula });
        };
        if insured.owner && !form.is_company() {
            premiums.owner += paid(flexible);
            step(What::OwnerPremiums, flexible, paid(flexible));
            continue;
        }
        premiums.employer += paid(employer);
        step(What::EmployerPremiums, employer, paid(employer));
        if insured.owner {
            premiums.owner += paid(employee);
            step(What::OwnerPremiums, employee, paid(employee));
        }
    }
    premiums
}

fn sum(rates: &[Rate]) -> Rate {
    Rate::from_millionths(rates.iter().map(|rate| rate.millionths()).fold(0, i64::saturating_add))
}

impl InsuranceRules {
    /// The wage that premiums are paid on: within the bounds that are told, else by the average wage, where one is told, else as the
    /// place prints them.
    fn base<T: Trace>(&self, pension: &PensionRates, insured: &Insured, profile: &Profile, line: Line, trace: &mut T) -> Money {
        let (told, local) = (insured.monthly_base, &profile.local_insurance);
        let by_average = |share: Rate| (local.average_wage > Money::ZERO).then(|| local.average_wage.times(share));
        let given = (local.floor.or_else(|| by_average(pension.floor)), local.ceiling.or_else(|| by_average(pension.ceiling)));
        let printed = self.base.as_ref().filter(|_| given.0.is_none() || given.1.is_none());
        let floor = given.0.or_else(|| printed.map(|printed| printed.rule.floor));
        let ceiling = given.1.or_else(|| printed.map(|printed| printed.rule.ceiling));
        if floor.is_none() || ceiling.is_none() {
            trace.assume(|| Assumption::BaseNotBounded);
        }
        let base = floor.map_or(told, |floor| told.max(floor));
        let base = ceiling.map_or(base, |ceiling| base.min(ceiling));
        if let (Some(printed), Some(least), Some(most)) = (printed, floor, ceiling) {
            let (what, formula) = (What::PremiumBase, Formula::Within { amount: told, least, most });
            trace.step(|| Step { line, period: Period::Year, what, basis: Basis::Law(printed.measure), result: base, formula });
        }
        base
    }
}
