//! Start-up guaranteed loans (创业担保贷款): the borrower bears interest up to a margin below the LPR, the rest is
//! subsidised.

use super::Year;
use super::interest_subsidy::months_of_term;
use crate::base::dates::{Period, Validity};
use crate::base::money::Ratio;
use crate::base::names::{BenefitKind, Borrower};
use crate::base::slot::{Part, Subject};
use crate::facts::Profile;
use crate::law::parameter::{all, amount, count, optional, parameters, rate, table, word};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Date, Money, Rate};

parameters! {
    pub(crate) struct StartUpLoan en "A start-up guaranteed loan, and what of its interest is subsidised" zh "创业担保贷款贴息" {
        borrower: Borrower = word(all()), en "who borrows" zh "借款人";
        most: Money = amount(), en "the most that may be borrowed" zh "贷款额度上限";
        rate_over_lpr: Rate = rate(), en "how much the contract's rate may be above the LPR" zh "合同利率可高于 LPR 的幅度";
        borne_below_lpr: Option<Rate> = optional(rate()),
            en "the borrower bears what is up to the LPR less this" zh "借款人承担 LPR 减此幅度以下的利息";
        subsidised: Option<Rate> = optional(rate()), en "or the share of the interest that is subsidised" zh "或按利息的此比例贴息";
        years: Option<u32> = optional(count(10, &["年"])), en "for how many years of the loan at most" zh "贴息年限";
        times: Option<u32> = optional(count(100, &["次"])), en "how often a borrower may have it" zh "同一借款人享受次数上限";
        hires: Option<Hires> = optional(table::<Hires>()), en "who must have been hired; nobody, where left out" zh "新招用人员要求；不填为不要求";
    }
    either "borne_below_lpr" or "subsidised"
}

parameters! {
    struct Hires en "New hires as a share of staff; a smaller share where there are many" zh "新招用人员占比" {
        least: Rate = rate(), en "the least share" zh "占比下限";
        many: u32 = count(100_000, &["人"]), en "staff above which another share holds" zh "职工超过此数的，适用另一占比";
        least_of_many: Rate = rate(), en "that share" zh "该类企业的占比下限";
    }
}

impl Hires {
    /// The least share of staff, where these hires are fewer.
    fn lacking(&self, hires: u32, staff: u32) -> Option<Rate> {
        let least = if staff > self.many { self.least_of_many } else { self.least };
        (i64::from(hires).saturating_mul(1_000_000) < i64::from(staff).saturating_mul(least.millionths())).then_some(least)
    }
}

impl Rule for StartUpLoan {
    const DECIDES: &'static Subject = &Subject::by_day("start-up-loan", "start-up loan", "创业担保贷款");

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.borrower)]
    }
}

/// Loans of the year.
#[derive(Clone, Debug)]
pub(crate) struct LoanRules {
    /// With the days on which the contract is signed.
    loans: Vec<(Validity, RuleInForce<StartUpLoan>)>,
    /// The first day of the year.
    first: Date,
}

impl super::Benefit for LoanRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<StartUpLoan>()];

    fn resolve(year: &Year<'_>) -> Self {
        LoanRules { loans: year.first.whenever(), first: year.first.day() }
    }

    #[inline]
    fn moves_money(profile: &Profile) -> bool {
        profile.loan.is_some()
    }
}

/// The subsidy of the year's interest, a grant.
pub(crate) fn assess<T: Trace>(rules: &LoanRules, profile: &Profile, trace: &mut T) -> Money {
    let Some(loan) = &profile.loan else { return Money::ZERO };
    // A loan keeps the terms of the day on which it was signed.
    let signed = loan.signed.unwrap_or(rules.first);
    let mut open = rules.loans.iter().filter(|(valid, of)| valid.contains(signed) && of.rule.borrower == loan.borrower);
    let Some((_, RuleInForce { measure, rule, .. })) = open.next() else { return Money::ZERO };
    let highest = loan.lpr.plus(rule.rate_over_lpr);
    let failed = if loan.principal > rule.most {
        Some(Reason::AmountOver { amount: loan.principal, most: rule.most })
    } else if loan.rate > highest {
        Some(Reason::RateOver { rate: loan.rate, most: highest })
    } else if let Some(most) = rule.times.filter(|most| loan.time > *most) {
        Some(Reason::SubsidisedTooOften { time: loan.time, most })
    } else {
        let least = rule.hires.as_ref().and_then(|hires| hires.lacking(loan.new_hires, loan.staff));
        least.map(|least| Reason::HiresTooFew { hires: loan.new_hires, staff: loan.staff, least })
    };
    if let Some(reason) = failed {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason });
        return Money::ZERO;
    }
    let most = rule.years.map_or(loan.months, |years| months_of_term(signed, years, profile.year));
    if loan.months > most {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason: Reason::BeyondTheTerm { months: loan.months, most } });
    }
    let of_rate = |rate: Rate| Ratio::from(loan.principal).times(rate).times_whole(i64::from(loan.months.min(most))).divided_by(12);
    let exact = match (rule.borne_below_lpr, rule.subsidised) {
        (Some(below), _) => of_rate(loan.rate.minus(loan.lpr.minus(below).max(Rate::ZERO)).max(Rate::ZERO)),
        (None, share) => of_rate(loan.rate).times(share.unwrap_or_default()),
    };
    let amount = exact.round_half_up();
    if amount > Money::ZERO {
        trace.benefit(|| Benefit { kind: BenefitKind::Grant, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    }
    amount
}
