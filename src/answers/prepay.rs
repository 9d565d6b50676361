//! Prepayments of income tax by quarters, and the settlement that overrides them (预缴与汇算清缴).
//!
//! At the end of each quarter the year to date is assessed as if it were the year: income so far, the small low-profit
//! test on averages so far, the basic deduction of the months so far. What is due less what was prepaid is prepaid; too
//! much is returned only at the settlement.

use crate::answers::convert::months_until;
use crate::assess::Rules;
use crate::assess::{amounts, assess, tax_of_others};
use crate::base::error::Error;
use crate::base::names::{Form, Line};
use crate::base::words::catalogue;
use crate::facts::{LimitedCosts, Profile, SelfEmployed};
use crate::taxes::trace::{MeasureIx, Record, What};
use crate::{Date, Money, Month, Quarter};

catalogue! {
    /// What prepayments take for granted.
    #[non_exhaustive]
    pub enum PrepaymentNote {
        CostsSpread en "costs and taxes of the year are spread evenly over its months: give `prepayment.profits`"
            zh "全年成本费用按月均摊，可填 prepayment.profits";
        DeductionsAtSettlement
            en "personal deductions beyond the basic one, the R&D super-deduction and equipment deducted at once wait for the settlement"
            zh "专项附加等个人扣除、研发费用加计扣除和设备一次性扣除在汇算清缴时减除";
        ResearchAtPrepayment { to: u32 }
            en "the R&D super-deduction is taken at prepayments, to the end of quarter {to}, as if the spending of the year were spread \
                evenly; the rest of it, and other deductions of the year, wait for the settlement"
            zh "研发费用按全年平均计入各季度，加计扣除在预缴时享受至第 {to} 季度；其余部分和其他全年扣除在汇算清缴时减除";
        OthersApart
            en "each business of the owner prepays by itself: their incomes are taxed together at the settlement, whose tax here is what \
                this business adds to that on the others (`[[other_business]]`)"
            zh "各处经营分别预缴，年度汇总申报时合并计税；此处的汇算应纳税额为本经营在其他经营（[[other_business]]）之上增加的税额";
        OthersSettled { tax: Money, paid: Money }
            en "the tax on the owner's other business income comes to {tax} without this business; {paid} of it was prepaid: the rest is \
                settled with this one"
            zh "投资者其他经营所得单独应纳税额 {tax}，已预缴 {paid}，差额一并汇总清缴";
        AddedBackAtSettlement en "costs that are not deducted are added back in the settlement"
            zh "不予扣除的成本费用在汇算清缴时调整";
        PaidAsComputed en "what was prepaid is taken to be what the law asked for: give `prepayment.paid`" zh "视同已按规定预缴，可填 prepayment.paid";
    }
}

/// One quarter's prepayment.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Installment {
    /// Which quarter.
    pub quarter: Quarter,
    /// The last day for it; holidays may move it.
    pub due_by: Date,
    /// Profit of the year to date.
    pub profit: Money,
    /// Taxable income of the year to date.
    pub taxable: Money,
    /// Whether the year to date passes the small low-profit test; `None` without income, and for
    /// tax on business income.
    pub small_low_profit: Option<bool>,
    /// Tax on the year to date, after reliefs.
    pub tax: Money,
    /// What is prepaid for this quarter.
    pub payable: Money,
}

/// The prepayments of a year and its settlement.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Prepayments {
    /// The form assessed.
    pub form: Form,
    /// Enterprise income tax, or the tax on business income.
    pub line: Line,
    /// The measure that asks for them.
    pub measure: MeasureIx,
    /// Four of them.
    pub installments: Vec<Installment>,
    /// What has been prepaid: as stated, or their sum.
    pub paid: Money,
    /// Tax of the year, after reliefs.
    pub settled: Money,
    /// What is still to be paid; negative is refunded.
    pub balance: Money,
    /// The last day of the settlement.
    pub settle_by: Date,
    /// What was taken for granted.
    pub notes: Vec<PrepaymentNote>,
}

/// Computes the prepayments of a form and its settlement.
///
/// ```
/// use huiqi::{Form, Money};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let found = huiqi::prepayments(&rules, &shop, Form::IndividualBusiness)?;
/// assert_eq!(found.installments.iter().map(|of| of.payable).sum::<Money>(), found.paid);
/// assert_eq!(found.settled - found.paid, found.balance);
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// As [`crate::assess`].
pub fn prepayments(rules: &Rules, profile: &Profile, form: Form) -> Result<Prepayments, Error> {
    let year = amounts(rules, profile, form)?;
    let (line, asked) = match form.is_company() {
        true => (Line::Cit, &rules.taxes.annual.enterprise_income.prepayment),
        false => (Line::IitBusiness, &rules.taxes.annual.business_income.prepayment),
    };
    let mut before_settlement = without_annual_deductions(profile.clone());
    let deductions_wait = before_settlement != *profile;
    before_settlement.other_businesses.clear();
    // Prepayments go by the profit of the books.
    before_settlement.limited_costs = LimitedCosts::default();
    let research = rules.taxes.annual.enterprise_income.extra.at_prepayment.as_ref().filter(|_| form.is_company());
    let last_with_research = |quarter| research.and_then(|research| research.rule.last_until(quarter));
    let mut installments = Vec::new();
    let mut prepaid = Money::ZERO;
    for quarter in Quarter::all() {
        let (mut until_then, mut facts) = match quarter.months().last().and_then(|last| Month::from_number(last.number().saturating_add(1)))
        {
            Some(next) => months_until(rules, &before_settlement, next)?,
            None => (rules.clone(), before_settlement.clone()),
        };
        if let Some(profits) = profile.prepayment.profits {
            let to_date: Money = profits.iter().take(quarter.number() as usize).copied().sum();
            let as_spread = amounts(&until_then, &facts, form)?.profit;
            facts.costs.other += as_spread - to_date;
        }
        facts.company.rd_spend = match last_with_research(quarter) {
            Some(last) => profile.company.rd_spend.part(i64::from(last.number()), 4),
            None => Money::ZERO,
        };
        until_then.taxes.annual.enterprise_income.extra.before_last_quarter();
        // The limit of the year is there from its first month; an enterprise's income tax waits for the settlement.
        until_then.taxes.annual.set_off.at_prepayment();
        facts.self_employed = profile.self_employed.map(|told| SelfEmployed { months: profile.operation, ..told });
        facts.hires.clone_from(&profile.hires);
        let assessment = assess(&until_then, &facts, form)?;
        let tax = assessment.amounts.lines[line].payable();
        let taxable = taxable(&assessment.record, line);
        let payable = (tax - prepaid).at_least_zero();
        prepaid += payable;
        installments.push(Installment {
            quarter,
            due_by: asked.rule.last_day(quarter, rules.year).unwrap_or_default(),
            profit: assessment.amounts.profit,
            taxable,
            small_low_profit: (form.is_company() && taxable > Money::ZERO).then(|| passes(&assessment.record)),
            tax,
            payable,
        });
    }
    let settled = year.lines[line].payable();
    let paid = profile.prepayment.paid.unwrap_or(prepaid);
    let taken = Quarter::all().last().and_then(last_with_research).filter(|_| profile.company.rd_spend > Money::ZERO);
    let others = if form.is_company() { &[] } else { profile.other_businesses.as_slice() };
    let notes = [
        (!others.is_empty()).then_some(PrepaymentNote::OthersApart),
        others.iter().map(|other| other.paid).sum::<Option<Money>>().filter(|_| !others.is_empty()).map(|paid| {
            let tax = tax_of_others(rules, profile, form);
            PrepaymentNote::OthersSettled { tax, paid }
        }),
        profile.prepayment.profits.is_none().then_some(PrepaymentNote::CostsSpread),
        match taken {
            Some(last) => Some(PrepaymentNote::ResearchAtPrepayment { to: last.number() }),
            None => deductions_wait.then_some(PrepaymentNote::DeductionsAtSettlement),
        },
        (profile.limited_costs != LimitedCosts::default()).then_some(PrepaymentNote::AddedBackAtSettlement),
        profile.prepayment.paid.is_none().then_some(PrepaymentNote::PaidAsComputed),
    ];
    Ok(Prepayments {
        form,
        line,
        measure: asked.measure,
        installments,
        paid,
        settled,
        balance: settled - paid,
        settle_by: asked.rule.settlement(rules.year).unwrap_or_default(),
        notes: notes.into_iter().flatten().collect(),
    })
}

/// The facts as a prepayment sees them.
fn without_annual_deductions(mut profile: Profile) -> Profile {
    profile.owner.deductions = Money::ZERO;
    for (_, partner) in &mut profile.partners {
        partner.deductions = Money::ZERO;
    }
    profile.company.rd_spend = Money::ZERO;
    profile.equipment.clear();
    profile
}

/// Taxable income, over all partners.
fn taxable(record: &Record, line: Line) -> Money {
    record.steps.iter().filter(|step| step.line == line && step.what == What::Taxable).map(|step| step.result).sum()
}

fn passes(record: &Record) -> bool {
    record.steps.iter().any(|step| step.what == What::SmallLowProfitTest)
}
