//! Households whose tax is levied by a fixed amount (定期定额): a levy rate (附征率) on receipts takes the place of income, deductions and
//! brackets.

use super::{Report, Rules};
use crate::Money;
use crate::base::dates::Period;
use crate::base::error::{At, Error, Problem};
use crate::base::names::{AssessedBy, Form, Line};
use crate::base::slot::Subject;
use crate::facts::{Assessed, Person, Profile};
use crate::law::parameter::{parameters, words};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::OwnLine;
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::business_income::ReduceBusinessIit;
use crate::taxes::personal_reduction::other_reliefs;
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Basis, Formula, Reason, Refusal, Step, Trace, What};

parameters! {
    pub(crate) struct LevyOnReceipts
        en "The tax on business income of who pays by a fixed amount is a levy rate on receipts, which the place sets"
        zh "定期定额户的个人所得税按附征率征收，附征率由当地确定"
    {
        forms: Vec<Form> = words(&[Form::IndividualBusiness, Form::SoleProprietorship]),
            en "the forms that may pay by a fixed amount" zh "可以定期定额征收的组织形式";
    }
}

impl Rule for LevyOnReceipts {
    const DECIDES: &'static Subject = &Subject::annual("levy-on-receipts", "the levy on receipts", "定期定额附征");
}

/// The levy rate that a profile states, if it states one.
pub(crate) fn told(profile: &Profile) -> Option<&Assessed> {
    profile.assessed.as_ref().filter(|assessed| assessed.by == AssessedBy::Receipts)
}

/// The levy of the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    pub(crate) levy: Option<RuleInForce<LevyOnReceipts>>,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules { levy: day.find() })
    }
}

/// The levy on receipts: it takes the place of the tax on business income and has that line.
pub(crate) struct FixedAmounts;

impl super::Tax for FixedAmounts {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<LevyOnReceipts>()];

    /// Only some forms pay by a fixed amount.
    #[inline]
    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        let (Some(told), Some(levy)) = (told(profile), &rules.annual.fixed_amount.levy) else { return Ok(()) };
        if let Some(form) = told.forms.iter().copied().find(|form| !levy.rule.forms.contains(form)) {
            report(Problem::at(RuleProblem::NoLevyOnReceipts { form }, At::default()));
        }
        Ok(())
    }
}

/// What the levy is on, and what is known of it.
pub(crate) struct Levied<'r> {
    pub(crate) levy: &'r RuleInForce<LevyOnReceipts>,
    /// The reduction of the tax, for which every way of collecting it counts.
    pub(crate) reduction: Option<&'r RuleInForce<ReduceBusinessIit>>,
    pub(crate) form: Form,
    pub(crate) told: &'r Assessed,
    /// How many months it was in operation: receipts of the year are spread over them.
    pub(crate) months: i64,
}

impl Levied<'_> {
    /// The levy on receipts, which are net of VAT. The person's reliefs of other policies come before the reduction. No cap on income
    /// bounds the reduction, since there is no taxable income.
    pub(crate) fn assess<T: Trace>(&self, receipts: Money, person: &Person, lines: &mut Lines, trace: &mut T) {
        let (line, period, rate) = (Line::IitBusiness, Period::Year, self.told.rate);
        let mut tax = Tax { due: receipts.at_least_zero().times(rate), relief: Money::ZERO };
        let step = |what, basis, result, formula| Step { line, period, what, basis, result, formula };
        let levy = Basis::Law(self.levy.measure);
        trace.step(|| step(What::Due, levy, tax.due, Formula::Product { base: receipts, rate }));
        let free = receipts < self.told.free_below.times_whole(self.months);
        if free && tax.due > Money::ZERO {
            tax.relief = tax.due;
            trace.step(|| step(What::UnderMonthlyLimit, Basis::Given, tax.due, Formula::AllOf { amount: tax.due }));
        }
        tax.relief += other_reliefs(person, tax.payable(), trace);
        if let Some(RuleInForce { measure, rule, .. }) = self.reduction.filter(|_| tax.payable() > Money::ZERO) {
            if rule.is_for(self.form) {
                let (left, rate) = (tax.payable(), rule.reduction);
                let formula = Formula::RemainderTimes { due: tax.due, other: tax.relief, rate };
                trace.step(|| step(What::BusinessIitReduced, Basis::Law(*measure), left.times(rate), formula));
                tax.relief += left.times(rate);
            } else {
                trace.refuse(|| Refusal { line: Some(line), measure: *measure, reason: Reason::NotOfThisForm });
            }
        }
        trace.chose(Some(self.levy.measure), || i64::from(tax.payable() > Money::ZERO));
        lines[line].add(tax.due, tax.relief);
    }
}
