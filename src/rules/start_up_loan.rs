//! Start-up guaranteed loans (创业担保贷款): the borrower bears interest up to a margin below the LPR, the rest is
//! subsidised.

use super::{In, Rule, Slot};
use crate::calendar::Period;
use crate::facts::Profile;
use crate::money::Ratio;
use crate::names::{BenefitKind, Borrower};
use crate::policy::YearRules;
use crate::source::{Section, amount, count, rate, word};
use crate::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Money, Rate};

/// What may be borrowed, on which conditions, and what of the interest is the borrower's own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StartUpLoan {
    borrower: Borrower,
    most: Money,
    /// The contract's rate may be this much above the LPR.
    rate_over_lpr: Rate,
    /// The borrower bears what is up to the LPR less this.
    borne_below_lpr: Rate,
    /// New hires as a share of staff; a smaller share where there are many.
    new_hires: Rate,
    many: u32,
    many_new_hires: Rate,
}

impl Rule for StartUpLoan {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (borrower, most) = (parameters.required("borrower", word), parameters.required("most", amount));
        let (over, below) = (parameters.required("rate_over_lpr", rate), parameters.required("borne_below_lpr", rate));
        let (hires, many_hires) = (parameters.required("new_hires", rate), parameters.required("many_new_hires", rate));
        let many = parameters.required("many", count(100_000, &["人"]));
        Some(StartUpLoan {
            borrower: borrower?,
            most: most?,
            rate_over_lpr: over?,
            borne_below_lpr: below?,
            new_hires: hires?,
            many: many?,
            many_new_hires: many_hires?,
        })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::StartUpLoan(self.borrower)]
    }
}

/// The subsidy of the year's interest, a grant.
pub(crate) fn assess<T: Trace>(rules: &YearRules, profile: &Profile, trace: &mut T) -> Money {
    let Some(loan) = &profile.loan else { return Money::ZERO };
    let Some(In { measure, rule }) = &rules.start_up_loan[loan.borrower] else { return Money::ZERO };
    let least = if loan.staff > rule.many { rule.many_new_hires } else { rule.new_hires };
    let hires = i64::from(loan.new_hires) * 1_000_000;
    let highest = Rate::from_millionths(loan.lpr.millionths() + rule.rate_over_lpr.millionths());
    let failed = if loan.principal > rule.most {
        Some(Reason::AmountOver { amount: loan.principal, most: rule.most })
    } else if loan.rate > highest {
        Some(Reason::RateOver { rate: loan.rate, most: highest })
    } else if hires < i64::from(loan.staff) * least.millionths() {
        Some(Reason::HiresTooFew { hires: loan.new_hires, staff: loan.staff, least })
    } else {
        None
    };
    if let Some(reason) = failed {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason });
        return Money::ZERO;
    }
    let borne = loan.lpr.millionths() - rule.borne_below_lpr.millionths();
    let subsidised = Rate::from_millionths((loan.rate.millionths() - borne.max(0)).max(0));
    let amount = Ratio::from(loan.principal).times(subsidised).times_whole(i64::from(loan.months)).divided_by(12).round_half_up();
    if amount > Money::ZERO {
        trace.benefit(|| Benefit { kind: BenefitKind::Grant, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    }
    amount
}
