//! Points of interest that the state bears (财政贴息), of loans to service businesses and of small enterprises for fixed assets: a grant.

use super::Year;
use crate::base::dates::{Period, Validity};
use crate::base::money::Ratio;
use crate::base::names::{BenefitKind, SubsidisedLoanKind};
use crate::base::slot::{Part, Subject};
use crate::facts::Profile;
use crate::law::parameter::{all, amount, count, parameters, rate, word};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Date, Money, Rate};
use chrono::Datelike;

parameters! {
    pub(crate) struct InterestSubsidy en "Points of interest that the state bears" zh "贷款财政贴息" {
        kind: SubsidisedLoanKind = word(all()), en "what the loan is for" zh "贷款种类";
        points: Rate = rate(), en "what is borne of the interest of a year" zh "年贴息比例";
        years: u32 = count(10, &["年"]), en "for how many years of the loan at most" zh "贴息年限";
        most: Money = amount(), en "the most principal of one borrower" zh "单户享受贴息的贷款规模上限";
    }
}

impl Rule for InterestSubsidy {
    const DECIDES: &'static Subject = &Subject::by_day("interest-subsidy", "interest subsidies", "贷款贴息");

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.kind)]
    }
}

/// Subsidies by the day of the contract.
#[derive(Clone, Debug)]
pub(crate) struct InterestRules {
    of: Vec<(Validity, RuleInForce<InterestSubsidy>)>,
}

impl super::Benefit for InterestRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<InterestSubsidy>()];

    fn resolve(year: &Year<'_>) -> Self {
        InterestRules { of: year.first.whenever() }
    }

    #[inline]
    fn moves_money(profile: &Profile) -> bool {
        !profile.subsidised_loans.is_empty()
    }
}

/// The interest borne in the year: of the loans under one measure, no more than its principal.
pub(crate) fn assess<T: Trace>(rules: &InterestRules, profile: &Profile, trace: &mut T) -> Money {
    if profile.subsidised_loans.is_empty() { Money::ZERO } else { granted(rules, profile, trace) }
}

#[cold]
fn granted<T: Trace>(rules: &InterestRules, profile: &Profile, trace: &mut T) -> Money {
    let mut all = Money::ZERO;
    for (valid, RuleInForce { measure, rule, .. }) in &rules.of {
        let (mut principal, mut exact) = (Money::ZERO, Ratio::from(Money::ZERO));
        for loan in profile.subsidised_loans.iter().filter(|loan| loan.kind == rule.kind && valid.contains(loan.signed)) {
            let counted = loan.principal.min(rule.most - principal);
            principal += counted;
            let most = months_of_term(loan.signed, rule.years, profile.year);
            if loan.months > most {
                trace.refuse(|| Refusal { line: None, measure: *measure, reason: Reason::BeyondTheTerm { months: loan.months, most } });
            }
            exact = exact.plus(Ratio::from(counted).times_whole(i64::from(loan.months.min(most))));
            if counted < loan.principal {
                trace.refuse(|| Refusal {
                    line: None,
                    measure: *measure,
                    reason: Reason::AmountOver { amount: loan.principal, most: rule.most },
                });
            }
        }
        let amount = exact.times(rule.points).divided_by(12).round_half_up();
        if amount > Money::ZERO {
            trace.benefit(|| Benefit { kind: BenefitKind::Grant, measure: *measure, period: Period::Year, amount, due: None, worth: None });
        }
        all += amount;
    }
    all
}

/// How many months of a year lie within the term of a subsidy, which begins with the month of the contract.
pub(crate) fn months_of_term(signed: Date, years: u32, year: i32) -> u32 {
    // Counted in months from year 0.
    let january = |year: i32| i64::from(year).saturating_mul(12);
    let from = january(signed.year()).saturating_add(i64::from(signed.month0()));
    let until = from.saturating_add(i64::from(years).saturating_mul(12));
    let (begins, ends) = (from.max(january(year)), until.min(january(year.saturating_add(1))));
    u32::try_from(ends.saturating_sub(begins)).unwrap_or(0)
}
